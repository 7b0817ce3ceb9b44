"""The result sheets: one table function each, spilled from A1, every answer cached.

The one rule: a result is read, never typed into; its cached values are what ledger.functions answered. Calc
calculates array formulas when it opens a file, and Excel when a cell changes: where the program is missing the
formula falls back on the hidden sheet Kept, and its first heading says so. No machine shows #NAME?.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from ledger.functions import call
from ledger.functions.catalogue import BOOK_ARGUMENTS
from ledger.language import Text
from ledger.problems import MARK
from ledger.tables.show import RESULTS, Result

from . import design
from .design import Formats
from .names import AS_OF, LAST_LINE, RULE_LINES, SHEETS, TABLES
from .rule_sheet import wrapped_lines

WIDTHS = {
    "contract": 11, "milestone": 10, "name": 30, "customer": 30, "currency": 8, "status": 13, "flag": 8,
    "next_action": 58, "owner": 14, "meaning": 46, "action": 76, "rule": 8, "severity": 11, "claim": 11,
    "invoice_number": 13, "decision": 10, "why": 60, "explanation": 130, "ladder": 10,
    "rung": 14, "gap_to_the_rung_above": 34, "cause": 52, "past": 7, "whose_move": 12,
    "kind": 22, "state": 15, "proof": 34, "counted_from": 22, "version_of_the_rule": 44,
}  # fmt: skip
FORM_WIDTHS = {"share": 9, "money": 15.5, "date": 11.5, "days": 9, "bar": 10, "text": 14}
# Folded: one click on the outline opens them.
FOLDED = {
    "positions": {"Planned on", "Due on rung", "Triggered on", "Planned", "Entitled", "Recouped", "Retention",
                  "Invoiced", "Due", "Over-billed", "Owner"},
    "clocks": {"Counted from", "Counted from day", "Later reading", "Rule", "Version of the rule", "Owner"},
}  # fmt: skip


KEPT_SIGN = Text("⚠ kept, not live", "⚠ 留存数据")
PROBE = "BILLABLE(1,1)"  # any function of ours: an error means that the program is not there


def formula(result: Result, kept: str, language: str) -> str:
    """The one call that fills the sheet."""
    arguments = []
    for argument in BOOK_ARGUMENTS:
        if argument.name == "as_of":
            arguments.append(AS_OF)
        elif argument.name == "rules":
            arguments.append(f"'{SHEETS['rules'].say(language)}'!$A$1:$G${RULE_LINES}")
        else:
            arguments.append(f"{TABLES[argument.name]}[#All]")
    return f"=IF(ISERROR({PROBE}),{kept},{result.key.upper()}({','.join(arguments)}))"


WRAPPED = ("What it means", "What to do", "Why", "Next action", "Cause", "Gap to the rung above", "Proof")


def keep(workbook: Any, answered: dict[str, list[list[Any]]], language: str) -> dict[str, str]:
    """The hidden sheet of results as calculated when the book was made; answers the range of each."""
    name = SHEETS["kept"].say(language)
    page = workbook.get_worksheet_by_name(name)
    page.hide()
    ranges, left = {}, 0
    for result in RESULTS:
        grid = answered[result.key]
        for line, row in enumerate(grid):
            for at, cell in enumerate(row, start=left):
                if line == 0 and at == left and len(grid) > 1:
                    page.write_string(line, at, KEPT_SIGN.say(language))
                elif isinstance(cell, float):
                    page.write_number(line, at, cell)
                elif cell == "":
                    page.write_formula(line, at, '=""', None, "")  # an empty cell would come back as 0
                else:
                    page.write_string(line, at, cell)
        right = left + len(grid[0]) - 1
        ranges[result.key] = f"'{name}'!${xl_col_to_name(left)}$1:${xl_col_to_name(right)}${len(grid)}"
        left += len(result.columns) + 1
    return ranges


def answers(grids: dict[str, list[list[Any]]], as_of: Any, language: str) -> dict[str, list[list[Any]]]:
    """Every result table of a book."""
    arguments = [as_of if a.name == "as_of" else grids[a.name] for a in BOOK_ARGUMENTS]
    answered = {result.key: call(result.key.upper(), *arguments, language=language) for result in RESULTS}
    silent = [
        cell for grid in answered.values() for row in grid for cell in row if str(cell).startswith(MARK)
    ]
    if as_of != "" and silent:
        raise ValueError(f"the example has lines without an answer: {silent[0]}")
    return answered


def column_of(result: Result, heading: str) -> str:
    """The letter of the column with this English heading."""
    return xl_col_to_name(next(i for i, c in enumerate(result.columns) if c.heading.en == heading))


def write(workbook: Any, formats: Formats, answered: dict[str, list[list[Any]]], language: str) -> None:
    """All result sheets."""
    kept = keep(workbook, answered, language)
    for result in RESULTS:
        page = workbook.get_worksheet_by_name(result.name.say(language))
        _write(page, formats, result, answered[result.key], kept[result.key], language)


def _write(
    page: Any, formats: Formats, result: Result, grid: list[list[Any]], kept: str, language: str
) -> None:
    page.set_tab_color(design.RESULT)
    page.hide_gridlines(2)
    page.outline_settings(symbols_right=False)
    folded = FOLDED.get(result.key, set())
    shown = 0
    for at, column in enumerate(result.columns):
        fold = {"level": 1, "hidden": True} if column.heading.en in folded else {}
        page.set_column(at, at, _width(column), _format(formats, column), fold)
        shown += not fold
    last_line, last_column = len(grid) - 1, len(grid[0]) - 1
    heading = formats.heading(design.RESULT)
    # a message instead of a table runs over the headings' places, which wait for the table
    first = (
        heading if last_column else formats.heading(design.RESULT, text_wrap=False, align="left", indent=1)
    )
    for at in range(last_column + 1, len(result.columns)):
        page.write_blank(0, at, None, heading)
    page.write_dynamic_array_formula(
        0, 0, last_line, last_column, formula(result, kept, language), first, grid[0][0]
    )
    for line, row in enumerate(grid):
        for at, cell in enumerate(row):
            if line == 0 and at == 0:
                continue
            style = heading if line == 0 else _format(formats, result.columns[at])
            if isinstance(cell, float):
                page.write_number(line, at, cell, style)
            else:
                page.write_string(line, at, cell, style)
        if line:
            page.set_row(line, _height(result, row))
    _conditions(page, formats, result)
    page.set_row(0, 34)
    page.freeze_panes(1, 3 if result.key == "positions" else 1)
    if last_column:
        page.autofilter(0, 0, last_line, last_column)
    printed = next(
        (i for i, c in enumerate(result.columns, 1) if c.heading.en == "Next action"), len(result.columns)
    )
    design.page(page, result.name.say(language), printed, language)


def _format(formats: Formats, column: Any) -> Any:
    wrap = {"text_wrap": True} if column.heading.en in WRAPPED else {}
    form = {"money": "result money", "days": "result days"}.get(column.form, column.form)
    return formats.cell(form, design.RESULT_TINT, **wrap)


def _height(result: Result, row: list[Any]) -> float:
    """As high as the longest of its wrapped texts."""
    lines = 1
    for column, cell in zip(result.columns, row):
        if column.heading.en in WRAPPED and isinstance(cell, str):
            lines = max(lines, wrapped_lines(cell, _width(column) - 6))
    return 18 if lines == 1 else 13.5 * lines + 6


def _width(column: Any) -> float:
    name = column.heading.en.lower().replace(" ", "_").replace("-", "_")
    named = {"what_it_means": "meaning", "what_to_do": "action"}.get(name, name)
    return WIDTHS.get(named, FORM_WIDTHS.get(column.form, 14))


def _conditions(page: Any, formats: Formats, result: Result) -> None:
    """What must catch the eye: a line that has no answer, a severity, overdue money."""
    columns = {c.heading.en: i for i, c in enumerate(result.columns)}
    width = len(result.columns) - 1
    page.conditional_format(
        1, 0, LAST_LINE, width,
        {"type": "text", "criteria": "begins with", "value": "#LEDGER!",
         "format": formats.dxf(font_color=design.HIGH, bg_color=design.HIGH_TINT, italic=True)},
    )  # fmt: skip
    signs = (
        ("▲", design.HIGH, design.HIGH_TINT),
        ("●", design.MEDIUM, design.MEDIUM_TINT),
        ("○", design.GOOD, design.GOOD_TINT),
    )
    for name in ("Severity", "State"):
        for sign, ink, tint in signs if name in columns else ():
            page.conditional_format(
                1, columns[name], LAST_LINE, columns[name],
                {"type": "text", "criteria": "begins with", "value": sign,
                 "format": formats.dxf(font_color=ink, bg_color=tint, bold=True)},
            )  # fmt: skip
    for name in ("Overdue", "Days overdue", "Over-billed"):
        if name in columns:
            at = xl_col_to_name(columns[name])
            page.conditional_format(
                1, columns[name], LAST_LINE, columns[name],
                {"type": "formula", "criteria": f"=N({at}2)>0",
                 "format": formats.dxf(font_color=design.HIGH, bold=True)},
            )  # fmt: skip
    if "Billable now" in columns:
        at = xl_col_to_name(columns["Billable now"])
        page.conditional_format(
            1, columns["Billable now"], LAST_LINE, columns["Billable now"],
            {"type": "formula", "criteria": f"=N({at}2)>0",
             "format": formats.dxf(font_color=design.GOOD, bg_color=design.GOOD_TINT, bold=True)},
        )  # fmt: skip
    if "Rung" in columns:
        page.conditional_format(  # a line above each contract
            1, 0, LAST_LINE, width,
            {"type": "formula", "criteria": "=$A2<>$A1", "format": formats.dxf(top=1, top_color=design.RESULT)},
        )  # fmt: skip
        page.conditional_format(
            1, columns["Past"], LAST_LINE, columns["Past"],
            {"type": "text", "criteria": "begins with", "value": "▲",
             "format": formats.dxf(font_color=design.HIGH, bg_color=design.HIGH_TINT, bold=True)},
        )  # fmt: skip
    if "Decision" in columns:
        at = xl_col_to_name(columns["Level"])
        page.conditional_format(
            1, 0, LAST_LINE, 0,
            {"type": "formula", "criteria": f"=N({at}2)>0",
             "format": formats.dxf(font_color=design.HIGH, bold=True)},
        )  # fmt: skip
