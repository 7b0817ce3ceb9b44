"""Report workbooks: the result tables on paper, with totals for each currency and every value cached.

The one rule: what comes from a book is written as text, number or date, never as a formula; the only
formulas are our totals, and one that cannot be made says so instead of leaving a line out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from .commands.outcomes import Fill, Outcome
from .drafting.plain_text import clean
from .language import ZH, Text
from .problems import MARK
from .tables import show
from .tables.sheets import CONTACTS
from .tables.show import Result

INK, QUIET, PAPER = "#1B2A38", "#5F6F7D", "#FFFFFF"
HEAD, BAND, LINE = "#1E6B52", "#F1F7F4", "#D5DCE3"
WARNING, WARNING_TINT = "#B3261E", "#FBE4E1"
FORMS: dict[str, dict[str, Any]] = {
    "money": {"num_format": "#,##0.00;[Red]-#,##0.00;–", "align": "right"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "days": {"num_format": "0;-0;;@", "align": "right"},
    "share": {"num_format": "0.0%;[Red]-0.0%;–", "align": "right"},
    "text": {},
    "bar": {"font_color": HEAD},
}
WIDTHS = {"money": 17.0, "date": 11.5, "days": 8.5, "bar": 10.0, "share": 9.0}
WIDE = {
    "Customer": 30, "Name": 26, "Next action": 34, "Explanation": 90, "What it means": 46, "What to do": 40,
    "Why": 44, "Cause": 44, "Gap to the rung above": 26, "Past": 6, "Whose move": 11,
    "Status": 13, "Currency": 9, "Contract": 12, "Milestone": 11,
}  # fmt: skip
WRAPPED = {"Next action", "What it means", "What to do", "Why", "Cause", "Gap to the rung above"}

LONGEST = 32_767  # UTF-16 units of a cell; a longer text would be left out without a word
PRINTED = "Next action"  # the last column of Positions that paper has room for

AS_OF = Text(
    "As of {day} · from {book} · totals are for each currency", "截止{day} · 来自{book} · 合计按币种"
)
TOTAL = Text("Total {currency}", "合计 {currency}")
NO_AMOUNT = Text("lines have no amount", "行无金额")
PAGE = Text("Page &P of &N", "第 &P 页，共 &N 页")


def held(text: object) -> str:
    """Text as a cell of a file holds it: nothing that XML or the eye cannot take, whole or marked as cut."""
    said = clean(str(text))
    return said if len(said.encode("utf-16-le")) <= 2 * LONGEST else said[: LONGEST // 2] + "…"


class _Book:
    """A workbook in the making and its formats."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.bytes = BytesIO()
        self.workbook = xlsxwriter.Workbook(self.bytes, {"in_memory": True})
        self.workbook.set_calc_mode("auto")
        self.face = "Microsoft YaHei" if language == ZH else "Calibri"
        self._formats: dict[Any, Any] = {}

    def format(self, **wish: Any) -> Any:
        wish = {"font_name": self.face, "font_size": 10, "font_color": INK, "valign": "vcenter", **wish}
        key = tuple(sorted(wish.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(wish)
        return self._formats[key]

    def heading(self) -> Any:
        return self.format(
            bold=True, font_color=PAPER, bg_color=HEAD, text_wrap=True, align="center", border=1,
            border_color=PAPER,
        )  # fmt: skip

    def done(self) -> bytes:
        self.workbook.close()
        return self.bytes.getvalue()


def report(outcome: Outcome, book: str, as_of: date, language: str) -> bytes:
    """The result tables of a refreshed book as a workbook of their own."""
    made = _Book(language)
    grids = {edit.sheet: edit.grid for edit in outcome.edits if isinstance(edit, Fill)}
    for result in show.RESULTS:
        if result.key in grids:
            _sheet(made, result, grids[result.key], book, as_of)
    return made.done()


def _sheet(made: _Book, result: Result, grid: Sequence[Sequence[Any]], book: str, as_of: date) -> None:
    """A title, the totals of each currency, and the table with its filter."""
    language = made.language
    page = made.workbook.add_worksheet(result.name.say(language))
    page.hide_gridlines(2)
    page.set_row(0, 28)
    page.write_string(0, 0, result.name.say(language), made.format(bold=True, font_size=16, font_color=HEAD))
    said = AS_OF.say(language, day=as_of, book=book)
    page.write_string(1, 0, held(said), made.format(font_color=QUIET))
    currencies = _currencies(result, grid)
    head = 3 + len(currencies) + (1 if currencies else 0)
    _totals(made, page, result, grid, currencies, head)
    for place, column in enumerate(result.columns):
        page.write_string(head, place, column.heading.say(language), made.heading())
        page.set_column(place, place, WIDE.get(column.heading.en, WIDTHS.get(column.form, 14)))
    page.set_row(head, 32)
    for line, row in enumerate(grid[1:], start=head + 1):
        for place, column in enumerate(result.columns):
            _cell(made, page, line, place, row[place], column.form, column.heading.en in WRAPPED)
    last = head + max(1, len(grid) - 1)
    page.autofilter(head, 0, last, len(result.columns) - 1)
    page.freeze_panes(head + 1, 2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    printed = _place(result, PRINTED) if result is show.POSITIONS else None
    page.print_area(0, 0, last, len(result.columns) - 1 if printed is None else printed)
    page.set_footer(f"&L&9&D&C&9{PAGE.say(language)}&R&9&A")


def _cell(made: _Book, page: Any, line: int, place: int, cell: Any, form: str, wrap: bool) -> None:
    wish = {**FORMS.get(form, {}), "bottom": 1, "bottom_color": LINE, "valign": "top"}
    if wrap:
        wish["text_wrap"] = True
    if line % 2:
        wish["bg_color"] = BAND
    if isinstance(cell, str) and cell.startswith(MARK):
        wish |= {"font_color": WARNING, "bg_color": WARNING_TINT}
    if isinstance(cell, float):
        page.write_number(line, place, cell, made.format(**wish))
    elif cell == "":
        page.write_blank(line, place, None, made.format(**wish))
    else:
        page.write_string(line, place, held(cell), made.format(**wish))


def _place(result: Result, heading: str) -> int | None:
    return next((i for i, column in enumerate(result.columns) if column.heading.en == heading), None)


def _currencies(result: Result, grid: Sequence[Sequence[Any]]) -> list[str]:
    at = _place(result, "Currency")
    if at is None or not result.adds_up:
        return []
    return sorted({row[at] for row in grid[1:] if row[at]})


def _totals(
    made: _Book,
    page: Any,
    result: Result,
    grid: Sequence[Sequence[Any]],
    currencies: Sequence[str],
    head: int,
) -> None:
    """A line of sums for each currency; a column that holds a message has no sum but the number of them."""
    at = _place(result, "Currency")
    if at is None or not currencies:
        return
    first, last = head + 1, head + len(grid) - 1
    of = xl_range_abs(first, at, last, at)
    for line, currency in enumerate(currencies, start=3):
        strong = made.format(bold=True, bg_color=BAND, top=1, top_color=HEAD)
        for place in range(len(result.columns)):
            page.write_blank(line, place, None, strong)
        page.write_string(line, 0, TOTAL.say(made.language, currency=currency), strong)
        page.write_string(line, at, currency, strong)
        for place, column in enumerate(result.columns):
            if column.form != "money":
                continue
            cells = xl_range_abs(first, place, last, place)
            mark, mine = f"{MARK}*", xl_rowcol_to_cell(line, at, True, True)
            formula = (  # the currency is read from its cell: nothing of a book ever stands in a formula
                f'=IF(COUNTIF({cells},"{mark}")=0,SUMIFS({cells},{of},{mine}),'
                f'"{MARK} "&COUNTIF({cells},"{mark}")&" {NO_AMOUNT.say(made.language)}")'
            )
            silent = [row for row in grid[1:] if isinstance(row[place], str) and row[place].startswith(MARK)]
            value: Any = f"{MARK} {len(silent)} {NO_AMOUNT.say(made.language)}"
            if not silent:
                value = sum(
                    row[place] for row in grid[1:] if row[at] == currency and isinstance(row[place], float)
                )
            style = made.format(bold=True, bg_color=BAND, top=1, top_color=HEAD, **FORMS["money"])
            page.write_formula(line, place, formula, style, value)


def contact_lines(lines: Sequence[Mapping[str, Any]], language: str) -> bytes:
    """Lines for the Contacts sheet, under its headings in its order, to be pasted there."""
    made = _Book(language)
    page = made.workbook.add_worksheet(CONTACTS.name.say(language))
    for place, column in enumerate(CONTACTS.columns):
        page.write_string(0, place, column.heading.say(language), made.heading())
        page.set_column(place, place, 14)
        form = (
            "date" if column.field in ("on", "promised_on") else "days" if column.field == "level" else "text"
        )
        for at, line in enumerate(lines, start=1):
            cell = line.get(column.field, "")
            if isinstance(cell, float):
                page.write_number(at, place, cell, made.format(**FORMS[form]))
            elif cell != "":
                page.write_string(at, place, held(cell), made.format())
    page.freeze_panes(1, 0)
    return made.done()
