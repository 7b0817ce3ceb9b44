"""The example as a book for Calc: input sheets, rules, and result sheets that hold our table functions.

The story is the templates' own; the book is plain, so that a test sees each cell it asks about.
"""

from __future__ import annotations

import warnings
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from addin.templates import example
from ledger import functions
from ledger.language import Text
from ledger.tables import rules as rule_sheet
from ledger.tables.cells import SERIAL_ZERO
from ledger.tables.settings import SETTINGS
from ledger.tables.sheets import INPUTS
from ledger.tables.show import RESULTS, to_plain

TABLE_FUNCTION = {"positions": "POSITIONS", "mismatches": "MISMATCHES", "ageing": "AGEING"}
ORDER = ("contracts", "milestones", None, "progress", "variations", "claims", "receipts", "contacts", "rules")
MORE = 40  # empty lines under a table that formulas take in


def grids(language: str, as_of: date = example.AS_OF) -> dict[str, list[list[Any]]]:
    """The example's input sheets by name, as a host reads them."""
    answer = {}
    for sheet in INPUTS:
        rows: list[list[Any]] = [[column.heading.say(language) for column in sheet.columns]]
        for line in example.lines(sheet, language):
            rows.append([to_plain(line.get(column.field), language) for column in sheet.columns])
        answer[sheet.name.say(language)] = rows
    answer[rule_sheet.NAME.say(language)] = _rules(language, as_of)
    return answer


def _rules(language: str, as_of: date) -> list[list[Any]]:
    said = next(s.name.say(language) for s in SETTINGS if s.field == "as_of")
    company = next(s.name.say(language) for s in SETTINGS if s.field == "company")
    section = rule_sheet.SETTINGS
    return [
        ["■ " + section.name.say(language), "", ""],
        [column.heading.say(language) for column in section.columns[:3]],
        [said, float((as_of - SERIAL_ZERO).days), ""],
        [company, Text("Northgate Works Ltd.", "北门工程有限公司").say(language), ""],
    ]


def write(
    path: Path, language: str, cells: dict[str, list[list[Any]]] | None = None, formulas: bool = True
) -> Path:
    """The book as .xlsx: input sheets, then result sheets with their formulas and cached values."""
    cells = grids(language) if cells is None else cells
    with xlsxwriter.Workbook(path) as workbook:
        dates = workbook.add_format({"num_format": "yyyy-mm-dd"})
        reading = {column.heading.say(language): column for sheet in INPUTS for column in sheet.columns}
        for name, rows in cells.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    column = reading.get(rows[0][place]) if number else None
                    is_date = column is not None and column.read.__name__ == "to_date"
                    if isinstance(cell, str):
                        sheet.write_string(number, place, cell)
                    else:
                        sheet.write(number, place, cell, dates if is_date else None)
        for result in RESULTS if formulas else ():
            sheet = workbook.add_worksheet(result.name.say(language))
            name = TABLE_FUNCTION.get(result.key)
            if name is None:  # a result sheet of values: headings only, until Refresh fills it
                sheet.write_row(0, 0, [column.heading.say(language) for column in result.columns])
                continue
            answer = functions.call(name, *arguments(cells, language), language=language)
            last = len(answer) - 1
            sheet.write_array_formula(0, 0, last, len(answer[0]) - 1, formula(name, cells, language))
            for number, row in enumerate(answer):
                for place, cell in enumerate(row):
                    if (number, place) != (0, 0):
                        sheet.write(number, place, cell)
    return path


def arguments(cells: dict[str, list[list[Any]]], language: str, as_of: date = example.AS_OF) -> list[Any]:
    """What the table functions are given for a book."""
    return [
        float((as_of - SERIAL_ZERO).days) if key is None else cells[_name(key, language)] for key in ORDER
    ]


def formula(name: str, cells: dict[str, list[list[Any]]], language: str, as_of: date = example.AS_OF) -> str:
    """The same as a formula over the sheets of the book."""
    parts = []
    for key in ORDER:
        if key is None:
            parts.append(str((as_of - SERIAL_ZERO).days))
            continue
        rows = cells[_name(key, language)]
        column = xlsxwriter.utility.xl_col_to_name(len(rows[0]) - 1)
        parts.append(f"'{_name(key, language)}'!$A$1:${column}${len(rows) + MORE}")
    return f"={name}({','.join(parts)})"


def _name(key: str, language: str) -> str:
    if key == "rules":
        return rule_sheet.NAME.say(language)
    return next(sheet.name.say(language) for sheet in INPUTS if sheet.key == key)


def result_name(key: str, language: str) -> str:
    return next(result.name.say(language) for result in RESULTS if result.key == key)


def values(path: Path) -> dict[str, list[list[Any]]]:
    """The values a book from Excel carries, sheet by sheet, without the lines that are wholly empty at the end."""
    answer = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl knows no print area of whole columns
        workbook = openpyxl.load_workbook(path, data_only=True)
    for sheet in workbook.worksheets:
        rows = [[_plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        while rows and not any(cell != "" for cell in rows[-1]):
            rows.pop()
        answer[sheet.title] = rows
    return answer


def _plain(cell: Any) -> Any:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return float((cell.date() - SERIAL_ZERO).days)
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell
