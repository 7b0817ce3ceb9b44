"""An open document as the core reads it: sheets by name, each from its headings on.

Only reads. Hidden and filtered lines count like any other.
"""

from typing import NamedTuple

from milestone_ledger_core.tables.book import sheet_key
from milestone_ledger_core.tables.cells import is_blank, plain, to_text
from milestone_ledger_core.tables.read import columns_of, heading_key
from milestone_ledger_core.tables.sheets import INPUTS
from milestone_ledger_core.tables.show import RESULTS

from . import cells

VALUES, DATES, TEXTS, FORMULAS = 1, 2, 4, 16  # com.sun.star.sheet.CellFlags
CONTENT = VALUES | DATES | TEXTS | FORMULAS
SEARCHED = 20  # lines at the top of a sheet in which headings are looked for
BY_KEY = {sheet.key: sheet for sheet in INPUTS}
RESULT_BY_KEY = {result.key: result for result in RESULTS}


class Place(NamedTuple):
    """Where a table stands: the UNO sheet, its heading line and first column (from 0), and its cells."""

    sheet: object
    row: int
    column: int
    grid: list

    @property
    def lines(self):
        """How many lines stand under the headings, up to the last that is not blank."""
        count = len(self.grid)
        while count > 1 and all(map(is_blank, self.grid[count - 1])):
            count -= 1
        return count - 1


def is_calc(document):
    return document is not None and document.supportsService("com.sun.star.sheet.SpreadsheetDocument")


def is_ours(document):
    """Whether this is a workbook that the buttons are for: it has a Contracts sheet."""
    return is_calc(document) and any(sheet_key(name) == "contracts" for name in document.Sheets.ElementNames)


def used(sheet):
    """The smallest range from A1 that holds all content, or None: formats alone do not count."""
    areas = sheet.queryContentCells(CONTENT).getRangeAddresses()
    if not areas:
        return None
    return sheet.getCellRangeByPosition(0, 0, max(a.EndColumn for a in areas), max(a.EndRow for a in areas))


def grid(sheet):
    """All cells of a sheet as rows."""
    area = used(sheet)
    return [] if area is None else cells.grid(area)


def sheets(document):
    """Every sheet's cells by its name; a sheet of ours from its headings on."""
    answer = {}
    for name in document.Sheets.ElementNames:
        rows = grid(document.Sheets.getByName(name))
        declared = BY_KEY.get(sheet_key(name))
        answer[name] = rows[heading_row(declared, rows) :] if declared is not None else rows
    return answer


def heading_row(declared, rows):
    """The line of the headings: the one that has most of the declared ones; the first if none has any."""
    best, most = 0, 0
    for number, row in enumerate(rows[:SEARCHED]):
        found = len(columns_of(declared, row)[0])
        if found > most:
            best, most = number, found
    return best


def place(document, key):
    """Where the table of this key stands, input or result; None if the workbook does not have it."""
    for name in document.Sheets.ElementNames:
        sheet = document.Sheets.getByName(name)
        if key in BY_KEY and sheet_key(name) == key:
            rows = grid(sheet)
            at = heading_row(BY_KEY[key], rows)
            return Place(sheet, at, 0, [list(row) for row in rows[at:]])
        if key in RESULT_BY_KEY and _same(name, RESULT_BY_KEY[key].name):
            rows = grid(sheet)
            at = _result_row(RESULT_BY_KEY[key], rows)
            if at is None:
                return Place(sheet, 0, 0, [])
            return Place(sheet, at, 0, [list(row) for row in rows[at:]])
    return None


def result_columns(key, headings):
    """For each column of a result table the place it has on the sheet, or None."""
    there = {}
    for number, cell in enumerate(headings):
        if not is_blank(cell):
            there.setdefault(heading_key(cell), number)
    return [
        next((there[heading_key(name)] for name in column.heading if heading_key(name) in there), None)
        for column in RESULT_BY_KEY[key].columns
    ]


def _result_row(result, rows):
    best, most = None, 1  # one heading alone may be a title
    for number, row in enumerate(rows[:SEARCHED]):
        found = sum(at is not None for at in result_columns(result.key, row))
        if found > most:
            best, most = number, found
    return best


def _same(name, names):
    return plain(name).casefold() in {plain(n).casefold() for n in names}


def cell_of(document, problem):
    """The UNO cell that a problem is about, or None."""
    for key, declared in BY_KEY.items():
        if problem.sheet == declared.name:
            table = place(document, key)
            if table is None or not table.grid:
                return None
            where, _ = columns_of(declared, table.grid[0])
            columns = [
                where[c.field] for c in declared.columns if c.heading == problem.heading and c.field in where
            ]
            return table.sheet.getCellByPosition(columns[0] if columns else 0, table.row + problem.line)
    for name in document.Sheets.ElementNames:
        if _same(name, problem.sheet):
            return document.Sheets.getByName(name).getCellByPosition(0, max(0, problem.line))
    return None


def cell_of_term(document, contract, milestone):
    """The UNO cell of a contract's number, or of a milestone's if one is named; None if it is not there."""
    key, wanted = ("milestones", (contract, milestone)) if milestone else ("contracts", (contract,))
    table = place(document, key)
    if table is None or not table.grid:
        return None
    where, _ = columns_of(BY_KEY[key], table.grid[0])
    fields = ("contract", "number") if milestone else ("number",)
    if any(field not in where for field in fields):
        return None
    for line, row in enumerate(table.grid[1:], 1):
        found = tuple(
            to_text(row[where[f]]) if isinstance(row[where[f]], (str, float)) else "" for f in fields
        )
        if found == wanted:
            return table.sheet.getCellByPosition(where["number"], table.row + line)
    return None
