"""A whole sheet to records, all problems at once.

Read column by column: a column of one kind costs one pass, and only cells that are not
what their column is for are looked at one by one.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple, Sequence

from ..language import Text
from ..problems import Problem, found, message
from .cells import Grid, Unreadable, is_blank, is_error, plain, to_text
from .sheets import Column, Sheet

SHEET = Text("the sheet", "整张表")


class Table(NamedTuple):
    """What was read of one sheet: its records, and what is wrong with the other lines."""

    records: list[Any]
    problems: list[Problem]


def heading_key(cell: Any) -> str:
    """A heading as it is compared: without case, the required mark, or line breaks."""
    return " ".join(plain(str(cell)).rstrip("*＊ ").split()).casefold()


def columns_of(sheet: Sheet, headings: Sequence[Any]) -> tuple[dict[str, int], list[Problem]]:
    """Where each declared column stands, and a problem for each that is lost or doubled."""
    places: dict[str, list[int]] = {}
    for place, cell in enumerate(headings):
        if not is_blank(cell):
            places.setdefault(heading_key(cell), []).append(place)
    where: dict[str, int] = {}
    problems = []
    for column in sheet.columns:
        names = {heading_key(name) for name in (*column.heading, *column.aliases)}
        at = sorted(place for name in names for place in places.get(name, ()))
        exact = [p for p in at if heading_key(headings[p]) in {heading_key(n) for n in column.heading}]
        at = exact or at  # an alias gives way to the heading itself
        if len(at) > 1:
            problems.append(Problem(sheet.name, 0, column.heading, message("same_heading")))
        elif at:
            where[column.field] = at[0]
        elif column.required:
            problems.append(Problem(sheet.name, 0, column.heading, message("no_heading")))
    return where, problems


def read(sheet: Sheet, grid: Grid) -> Table:
    """Records for the lines that can be read, problems for every cell that cannot.

    A blank line is no record and no problem. An unreadable cell of a column that bears
    on no figure is a problem too, but its line is read without it.
    """
    if not grid or all(is_blank(cell) for cell in grid[0]):
        return Table([], [Problem(sheet.name, 0, SHEET, message("no_heading"))] if sheet.required else [])
    where, lost = columns_of(sheet, grid[0])
    if lost:
        return Table([], lost)
    body = grid[1:]
    width = len(grid[0])
    if any(len(row) != width for row in body):
        body = [list(row[:width]) + [None] * (width - len(row)) for row in body]
    cells = list(zip(*body)) if body else [()] * width
    used = [cells[place] for place in where.values()]
    blank = (
        {i for i, row in enumerate(zip(*used)) if not any(row) and all(map(is_blank, row))} if body else set()
    )

    wrong: dict[int, list[tuple[Column, Text]]] = {}
    values: list[Sequence[Any]] = []
    for column in sheet.columns:
        if column.field in where:
            values.append(_read_column(column, cells[where[column.field]], blank, wrong))
        else:
            values.append([column.default] * len(body))
    lines = list(zip(*values, range(1, len(body) + 1)))
    order = [c.field for c in sheet.columns] + ["line"]
    if tuple(order) != sheet.record._fields:  # records name their fields in another order than the sheet
        pick = [order.index(name) for name in sheet.record._fields]
        lines = [tuple([row[i] for i in pick]) for row in lines]
    blocked = {
        i for i, cells_ in wrong.items() if any(column.blocks or column.required for column, _ in cells_)
    }
    out = blank | blocked
    kept = [row for i, row in enumerate(lines) if i not in out] if out else lines
    return Table(list(map(sheet.record._make, kept)), _problems(sheet, wrong, cells, where))


def _read_column(
    column: Column, cells: Sequence[Any], blank: set[int], wrong: dict[int, list[tuple[Column, Text]]]
) -> Sequence[Any]:
    """The values of one column; what cannot be read is noted in `wrong` and reads as the default."""
    reader, default = column.read, column.default
    kinds = set(map(type, cells))
    if kinds == {str} and reader is to_text and not blank:
        values = [cell.strip() for cell in cells]
        if all(values) and not any(cell[0] == "#" for cell in values):
            return values
    elif kinds == {date} and reader.__name__ == "to_date":
        return cells
    if not column.required and kinds <= {str, type(None)} and not any(cells):
        return [default] * len(cells)
    values = []
    for i, cell in enumerate(cells):
        try:
            if cell is None or cell == "" or is_blank(cell):
                if column.required and i not in blank:
                    raise Unreadable(_wanted(column))
                values.append(default)
            elif is_error(cell):
                raise Unreadable(_wanted(column))
            else:
                values.append(reader(cell))
        except Unreadable as needs:
            wrong.setdefault(i, []).append((column, _said(cell, needs.wanted)))
            values.append(default)
    return values


def _wanted(column: Column) -> Text:
    """What a cell of this column needs, in the words its own reader uses."""
    try:
        column.read(None)
    except Unreadable as needs:
        return needs.wanted
    return Text("text", "文字")


def _said(cell: Any, wanted: Text) -> Text:
    if is_blank(cell):
        return message("empty", wanted=wanted)
    if is_error(cell):
        return message("error_cell", found=cell, wanted=wanted)
    return message("unreadable", found=found(cell), wanted=wanted)


def _problems(
    sheet: Sheet,
    wrong: dict[int, list[tuple[Column, Text]]],
    cells: Sequence[Sequence[Any]],
    where: dict[str, int],
) -> list[Problem]:
    about = where.get("contract", where.get("number"))
    problems = []
    for i in sorted(wrong):
        cell = cells[about][i] if about is not None else ""
        contract = to_text(cell) if isinstance(cell, (str, float)) and not is_error(cell) else ""
        for column, said in wrong[i]:
            blocks = column.blocks or column.required
            problems.append(Problem(sheet.name, i + 1, column.heading, said, contract, blocks))
    return problems
