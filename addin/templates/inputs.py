"""The input sheets: real tables at A1, headings first, daily columns shown, the others folded.

The one rule: a sheet is what ledger.tables declares and nothing else; calculated columns stand beside it
under headings that the reader does not know, so it passes over them.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any, Callable, NamedTuple

from xlsxwriter.utility import xl_col_to_name

from ledger.enumerations import Base, Kind, Recoupment, RetentionBase, VariationStatus
from ledger.language import Text
from ledger.tables import cells, phrases
from ledger.tables.cells import SERIAL_ZERO
from ledger.tables.sheets import CONTRACTS, INPUTS, MILESTONES, PROGRESS, RECEIPTS, Column, Sheet

from . import design, hints
from .design import Formats
from .names import AS_OF, LAST_LINE, TABLES

SPARE, ROOM = 8, 30  # blank lines kept in a filled table, and in an empty one

FORMS = {
    cells.to_date: "date",
    cells.to_amount: "money",
    cells.to_unsigned: "money",
    phrases.to_parameter: "share or amount",
    cells.to_whole: "days",
    cells.to_rate: "share",
    cells.to_share: "share",
    phrases.to_brackets: "share",
    phrases.to_measure: "share or amount",
    phrases.to_done: "share or amount",
    phrases.to_offset: "share or date",
    cells.to_currency: "centre",
}
WIDTHS = {"date": 11.5, "money": 16, "days": 9, "share": 10.5, "share or amount": 14, "share or date": 15}
WIDE = {
    "number": 12, "contract": 12, "milestone": 11, "project": 27, "customer": 30, "email": 36, "name": 29,
    "address": 26, "evidence": 40, "note": 32, "payer": 30, "reference": 14, "claim": 11, "claims": 12,
    "proof": 18, "file": 26, "next_action": 46, "dispute_reason": 28, "block_reason": 36, "contact": 18,
    "phone": 18, "source": 28, "confirmed_by": 16, "day_rule": 20, "invoice_number": 13, "retention": 13,
    "on": 11.5, "owner": 14,
}  # fmt: skip


class Calculated(NamedTuple):
    """A column of native formulas: its heading, its formula, and the same answer for the cached value.

    The formula's {names} are fields of the sheet; `answer` gets the line and all lines of all sheets.
    """

    heading: Text
    formula: str
    answer: Callable[[dict[str, Any], dict[str, list[dict[str, Any]]], date | None], Any]
    form: str
    width: float


def _revised(line: dict[str, Any], book: dict[str, list[dict[str, Any]]], as_of: date | None) -> Any:
    if "contract_sum" not in line:
        return ""
    agreed = (v["amount"] for v in book["variations"] if v["contract"] == line["number"] and _agreed(v))
    return line["contract_sum"] + sum(agreed, Decimal(0))


def _agreed(variation: dict[str, Any]) -> bool:
    return variation["status"] in VariationStatus.AGREED.label


# What the contract on this line, or of the claim on this line, says about {it}.
_BY_CONTRACT = (
    '=IFERROR(INDEX({it},MATCH(IF({contract}="",INDEX({claims.contract},MATCH({claim},{claims.number},0)),'
    '{contract}),{contracts.number},0)),"")'
)


def _contract_of(line: dict[str, Any], book: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    number = line.get("contract", "")
    if not number and line.get("claim"):
        number = next((c.get("contract", "") for c in book["claims"] if c["number"] == line["claim"]), "")
    return next((c for c in book["contracts"] if number and c["number"] == number), {})


def _currency(line: dict[str, Any], book: dict[str, list[dict[str, Any]]], as_of: date | None) -> Any:
    return _contract_of(line, book).get("currency", "")


def _customer(line: dict[str, Any], book: dict[str, list[dict[str, Any]]], as_of: date | None) -> Any:
    return _contract_of(line, book).get("customer", "")


def _late(line: dict[str, Any], book: dict[str, list[dict[str, Any]]], as_of: date | None) -> Any:
    planned, met = line.get("planned_on"), line.get("met_on")
    if planned is None or as_of is None:
        return ""
    if met is not None:
        return (met - planned).days
    return ""


def _counts(line: dict[str, Any], book: dict[str, list[dict[str, Any]]], as_of: date | None) -> Any:
    """How a stage counts as work.

    1 where it is work; 2 where it pays for work that other stages of its contract measure by value; 0 for an
    advance or a retention that is a ledger beside it.
    """
    if "kind" not in line:
        return ""
    contract = _contract_of(line, book)
    beside = {
        Kind.ADVANCE: (contract.get("recoupment", ""), Recoupment.NONE),
        Kind.RELEASE: (contract.get("retention_base", ""), RetentionBase.STAGES),
    }
    for kind, (said, nothing) in beside.items():
        if line["kind"] in kind.label and said and said not in nothing.label:
            return 0
    bases = {m.get("base", "") for m in book["milestones"] if m.get("contract") == line["contract"]}
    by_value = any(base in Base.PERIOD_VALUE.label for base in bases if base)
    own = line.get("base", "") in (*Base.PERIOD_VALUE.label, *Base.FIXED.label)
    return 2 if by_value and not own else 1


def _ahead(line: dict[str, Any], book: dict[str, list[dict[str, Any]]], as_of: date | None) -> Any:
    if "planned" not in line or "done" not in line:
        return ""
    return line["done"] / line["planned"] - 1


CALCULATED: dict[str, tuple[Calculated, ...]] = {
    CONTRACTS.key: (
        Calculated(
            Text("Sum with variations", "含变更合同价"),
            '=IF({contract_sum}="","",{contract_sum}+SUMIFS({variations.amount},{variations.contract},{number},'
            '{variations.status},"{agreed}"))',
            _revised, "money", 16,
        ),
    ),
    MILESTONES.key: (
        Calculated(
            Text("Days late", "延误天数"),
            '=IF(OR({planned_on}="",{met_on}=""),"",{met_on}-{planned_on})',
            _late, "days", 9,
        ),
        Calculated(
            Text("Counts as work", "计入产值"),
            '=IF({kind}="","",IF(OR(AND({kind}="{advance}",AND({of.recoupment}<>"",{of.recoupment}<>"{none}")),'
            'AND({kind}="{release}",AND({of.retention_base}<>"",{of.retention_base}<>"{stages}"))),0,'
            'IF(AND(COUNTIFS({milestones.contract},{contract},{milestones.base},"{period}")>0,'
            '{base}<>"{period}",{base}<>"{fixed}"),2,1)))',
            _counts, "days", 9,
        ),
    ),
    PROGRESS.key: (
        Calculated(
            Text("Ahead of plan", "与计划差"),
            '=IF(OR({planned}="",{done}=""),"",IFERROR({done}/{planned}-1,""))',
            _ahead, "difference", 14,
        ),
    ),
    RECEIPTS.key: (
        Calculated(
            Text("Customer", "客户"), _BY_CONTRACT.replace("{it}", "{contracts.customer}"), _customer, "text", 30,
        ),
        Calculated(
            Text("Currency", "币种"), _BY_CONTRACT.replace("{it}", "{contracts.currency}"), _currency, "centre", 8,
        ),
    ),
}  # fmt: skip


def laid_out(sheet: Sheet) -> list[Column | Calculated]:
    """The columns as they stand: daily ones, calculated ones, then the folded ones."""
    daily = [column for column in sheet.columns if column.daily]
    rest = [column for column in sheet.columns if not column.daily]
    return [*daily, *CALCULATED.get(sheet.key, ()), *rest]


def heading(column: Column | Calculated, language: str) -> str:
    """The heading as it stands, with the mark of a required column."""
    mark = " *" if isinstance(column, Column) and column.required else ""
    return column.heading.say(language) + mark


def letters(sheet: Sheet) -> dict[str, str]:
    """The letter of each declared column."""
    return {c.field: xl_col_to_name(i) for i, c in enumerate(laid_out(sheet)) if isinstance(c, Column)}


def form_of(column: Column | Calculated) -> str:
    """How a column's cells look."""
    if isinstance(column, Calculated):
        return column.form
    return FORMS.get(column.read, "centre" if column.words else "text")


def grids(
    book: dict[str, list[dict[str, Any]]], as_of: date | None, language: str
) -> dict[str, list[list[Any]]]:
    """Every input sheet as its host hands it over: headings first, dates as serials, amounts as floats."""
    answers = {}
    for sheet in INPUTS:
        columns = laid_out(sheet)
        grid: list[list[Any]] = [[heading(c, language) for c in columns]]
        for line in book[sheet.key]:
            grid.append([plain(value(c, line, book, as_of)) for c in columns])
        room = SPARE if book[sheet.key] else ROOM
        grid += [["" for _ in columns] for _ in range(room)]
        answers[sheet.key] = grid
    return answers


def value(column: Column | Calculated, line: dict[str, Any], book: Any, as_of: date | None) -> Any:
    """What a cell holds."""
    if isinstance(column, Calculated):
        return column.answer(line, book, as_of)
    return line.get(column.field, "")


def plain(cell: Any) -> Any:
    """A cell as a spreadsheet keeps it."""
    if isinstance(cell, date):
        return float((cell - SERIAL_ZERO).days)
    if isinstance(cell, (Decimal, int)):
        return float(cell)
    return cell


def formula(calculated: Calculated, sheet: Sheet, language: str) -> str:
    """The formula as it is stored: this line's cells by name, other tables' columns whole."""
    words = {
        "agreed": VariationStatus.AGREED, "advance": Kind.ADVANCE, "release": Kind.RELEASE,
        "none": Recoupment.NONE, "stages": RetentionBase.STAGES, "period": Base.PERIOD_VALUE, "fixed": Base.FIXED,
    }  # fmt: skip
    names = {"as_of": AS_OF, **{name: word.label.say(language) for name, word in words.items()}}
    own = {
        column.field: f"{TABLES[sheet.key]}[[#This Row],[{heading(column, language)}]]"
        for column in sheet.columns
    }
    text = re.sub(
        r"\{of\.(\w+)\}",
        r'(IFERROR(INDEX({contracts.\1},MATCH({contract},{contracts.number},0)),"")&"")',
        calculated.formula,
    )
    for other in INPUTS:
        for column in other.columns:
            whole = f"{TABLES[other.key]}[[#Data],[{heading(column, language)}]]"
            text = text.replace(f"{{{other.key}.{column.field}}}", whole)
    for field, name in {**own, **names}.items():
        text = text.replace(f"{{{field}}}", name)
    return text


def write(
    workbook: Any, formats: Formats, grids_: dict[str, list[list[Any]]], words: dict[Any, str], language: str
) -> None:
    """All input sheets."""
    for sheet in INPUTS:
        _write(
            workbook.get_worksheet_by_name(sheet.name.say(language)),
            formats,
            sheet,
            grids_[sheet.key],
            words,
            language,
        )


def _write(
    page: Any, formats: Formats, sheet: Sheet, grid: list[list[Any]], words: dict[Any, str], language: str
) -> None:
    columns = laid_out(sheet)
    page.set_tab_color(design.INPUT)
    page.hide_gridlines(2)
    page.outline_settings(symbols_right=False)
    last = len(grid) - 1
    specs = []
    for at, column in enumerate(columns):
        made = isinstance(column, Calculated)
        spec: dict[str, Any] = {"header": grid[0][at], "header_format": _heading_format(formats, column)}
        cell_format = _cell_format(formats, column)
        folded = not made and not getattr(column, "daily", False)
        page.set_column(at, at, _width(column), cell_format, {"level": 1, "hidden": True} if folded else {})
        if made:
            spec["formula"] = formula(column, sheet, language)
        specs.append(spec)
    page.add_table(
        0,
        0,
        last,
        len(columns) - 1,
        {"name": TABLES[sheet.key], "columns": specs, "style": None, "autofilter": True},
    )
    for at, column in enumerate(columns):
        cell_format = _cell_format(formats, column)
        for line in range(1, last + 1):
            _cell(page, line, at, grid[line][at], cell_format, specs[at].get("formula"))
    _guide(page, sheet, columns, words, language)
    _missing(page, formats, sheet, columns)
    page.set_row(0, 34)
    page.freeze_panes(1, 2 if sheet.key in ("contracts", "milestones") else 1)
    shown = sum(1 for c in columns if isinstance(c, Calculated) or c.daily)
    design.page(page, sheet.name.say(language), len(columns) if shown == len(columns) else shown, language)


def _cell(page: Any, line: int, at: int, cell: Any, cell_format: Any, formula_: str | None) -> None:
    if formula_:
        page.write_formula(line, at, formula_, cell_format, cell)
    elif cell == "":
        page.write_blank(line, at, None, cell_format)
    elif isinstance(cell, float):
        page.write_number(line, at, cell, cell_format)
    else:
        page.write_string(line, at, cell, cell_format)


def _cell_format(formats: Formats, column: Column | Calculated) -> Any:
    tint = design.RESULT_TINT if isinstance(column, Calculated) else design.PAPER
    brackets = isinstance(column, Column) and column.read is phrases.to_brackets
    return formats.cell(form_of(column), tint, **({"shrink": True} if brackets else {}))


def _heading_format(formats: Formats, column: Column | Calculated) -> Any:
    if isinstance(column, Calculated):
        return formats.heading(design.RESULT)
    if column.required:
        return formats.heading(design.INPUT, bottom=5, bottom_color=design.REQUIRED)
    return formats.heading(design.INPUT if column.daily else design.INPUT_OPTIONAL)


def _width(column: Column | Calculated) -> float:
    if isinstance(column, Calculated):
        return column.width
    return WIDE.get(column.field, WIDTHS.get(form_of(column), 14))


def _guide(
    page: Any, sheet: Sheet, columns: list[Column | Calculated], words: dict[Any, str], language: str
) -> None:
    at = letters(sheet)
    for place, column in enumerate(columns):
        if isinstance(column, Calculated) or not hints.has_hint(sheet, column):
            continue
        rule = hints.validation(
            sheet, column, at[column.field], at.get("contract", "A"), words.get(column.words, ""), language
        )
        page.data_validation(1, place, LAST_LINE, place, rule)


def _missing(page: Any, formats: Formats, sheet: Sheet, columns: list[Column | Calculated]) -> None:
    """A required cell that is empty on a line in use is marked."""
    shown = [i for i, c in enumerate(columns) if isinstance(c, Column) and c.daily]
    left, right = xl_col_to_name(shown[0]), xl_col_to_name(shown[-1])
    for place, column in enumerate(columns):
        if isinstance(column, Column) and column.required:
            at = xl_col_to_name(place)
            page.conditional_format(
                1, place, LAST_LINE, place,
                {
                    "type": "formula",
                    "criteria": f'=AND(COUNTA(${left}2:${right}2)>0,{at}2="")',
                    "format": formats.dxf(bg_color=design.MEDIUM_TINT, pattern=1),
                },
            )  # fmt: skip


def used(sheet: Sheet) -> int:
    """How many columns a sheet has."""
    return len(laid_out(sheet))
