"""A whole sheet to records, all problems at once.

Read column by column: a column of one kind costs one pass, and only cells that are not
what their column is for are looked at one by one.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Callable, NamedTuple, Sequence

from ..language import Text
from ..lines import Lines
from ..problems import Problem, found, message
from .cells import (
    FIRST_DAY,
    LAST_DAY,
    Grid,
    Unreadable,
    is_blank,
    is_error,
    plain,
    to_date,
    to_reference,
    to_text,
)
from .sheets import Column, Sheet

SHEET = Text("the sheet", "整张表")


class Table(NamedTuple):
    """What was read of one sheet: its records, and what is wrong with the other lines."""

    records: Lines[Any]
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
        lost_all = sheet.required or any(not is_blank(cell) for row in grid[1:] for cell in row)
        return Table(_none(sheet), [Problem(sheet.name, 0, SHEET, message("no_heading"))] if lost_all else [])
    where, lost = columns_of(sheet, grid[0])
    if lost:
        return Table(_none(sheet), lost)
    body = grid[1:]
    width = len(grid[0])
    if any(count != width for count in set(map(len, body))):
        body = [list(row[:width]) + [None] * (width - len(row)) for row in body]
    cells = _by_column(body, width)
    blank = _blank_lines([cells[where[c.field]] for c in sheet.columns if c.field in where])

    wrong: dict[int, list[tuple[Column, Text]]] = {}
    values: dict[str, Sequence[Any]] = {"line": range(1, len(body) + 1)}
    for column in sheet.columns:
        if column.field in where:
            values[column.field] = _read_column(column, cells[where[column.field]], blank, wrong)
        else:
            values[column.field] = [column.default] * len(body)
    records: Lines[Any] = Lines(sheet.record, values)
    out = blank.union(
        i for i, cells_ in wrong.items() if any(column.blocks or column.required for column, _ in cells_)
    )
    if out:
        records = records.kept([i not in out for i in range(len(body))])
    return Table(records, _problems(sheet, wrong, cells, where))


def _by_column(body: Grid, width: int) -> list[list[Any]]:
    """The cells of each column; laid end to end first, for fifty thousand rows at once are slow to walk."""
    flat: list[Any] = []
    for row in body:
        flat += row
    return [flat[place::width] for place in range(width)]


def _none(sheet: Sheet) -> Lines[Any]:
    return Lines(sheet.record, dict.fromkeys(sheet.record._fields, ()))


def _blank_lines(used: Sequence[Sequence[Any]]) -> set[int]:
    """The lines with nothing in any of our columns; the first column decides where to look."""
    first = used[0] if used else ()
    kinds = set(map(type, first))
    if MAY_BE_BLANK.isdisjoint(kinds) or (kinds == {str} and all(first) and not any(map(str.isspace, first))):
        return set()
    empty = {cell for cell in set(first) if not cell or (isinstance(cell, str) and cell.isspace())}
    if not empty:
        return set()
    return {i for i, cell in enumerate(first) if cell in empty and all(is_blank(cells[i]) for cells in used)}


def _read_column(
    column: Column, cells: Sequence[Any], blank: set[int], wrong: dict[int, list[tuple[Column, Text]]]
) -> Sequence[Any]:
    """The values of one column; what cannot be read is noted in `wrong` and reads as the default.

    A cell that stands many times is read once, and one that stands on every line is not even looked up.
    """
    reader, default = column.read, column.default
    if not any(cells) and not column.required and EMPTY.issuperset(cells):
        return [default] * len(cells)
    if reader in (to_text, to_reference) and (default == "" or column.required):
        texts = _texts(cells, reader is to_reference)
        if texts is not None and not (column.required and "" in texts):
            return texts
    kinds = set(map(type, cells))
    if len(kinds) == 1 and cells[0] == cells[-1] and cells.count(cells[0]) == len(cells):
        alone: dict[int, list[tuple[Column, Text]]] = {}
        value = _distinct(column, cells[:1], None, set(), alone)
        if not alone:
            return list(value) * len(cells)
    if kinds == {date} and reader is to_date:
        days = set(cells)
        if min(days) >= FIRST_DAY and max(days) <= LAST_DAY:
            return cells
    if kinds & MIXED:  # True, 1 and 1.0 are one key but not one cell
        cells = list(zip(map(type, cells), cells))
        return _distinct(column, cells, lambda cell: cell[1], blank, wrong)
    return _distinct(column, cells, None, blank, wrong)


def _texts(cells: Sequence[Any], referred_to: bool) -> Sequence[str] | None:
    """A column of plain text as its readers read it; None where cells must be looked at one by one."""
    try:
        text = "".join(cells)
    except TypeError:
        return None
    if "#" in text or (referred_to and not text.isascii()):
        return None
    bare = text.split(None, 1) == [text]  # no white space in any of them
    return cells if bare else list(map(str.strip, cells))


EMPTY = {"", None}
MAY_BE_BLANK = {str, type(None)}
MIXED = {bool, int, Decimal}


def _distinct(
    column: Column,
    cells: Sequence[Any],
    cell_of: Callable[[Any], Any] | None,
    blank: set[int],
    wrong: dict[int, list[tuple[Column, Text]]],
) -> Sequence[Any]:
    """Each distinct cell read once, and its answer laid on every line it stands on."""
    reader, default, required = column.read, column.default, column.required
    answers: dict[Any, Any] = {}
    said: dict[Any, Text] = {}
    for key in set(cells):
        cell = key if cell_of is None else cell_of(key)
        answers[key] = default
        if cell is None or cell == "" or is_blank(cell):
            if required:
                said[key] = message("empty", wanted=_wanted(column))
        elif is_error(cell):
            said[key] = message("error_cell", found=cell, wanted=_wanted(column))
        else:
            try:
                answers[key] = reader(cell)
            except Unreadable as needs:
                said[key] = message("unreadable", found=found(cell), wanted=needs.wanted)
    if said:
        for i, key in enumerate(cells):
            if key in said and i not in blank:
                wrong.setdefault(i, []).append((column, said[key]))
    return list(map(answers.__getitem__, cells))


def _wanted(column: Column) -> Text:
    """What a cell of this column needs, in the words its own reader uses."""
    try:
        column.read(None)
    except Unreadable as needs:
        return needs.wanted
    return Text("text", "文字")


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
        contract = named_in(cell)
        for column, said in wrong[i]:
            blocks = column.blocks or column.required
            problems.append(Problem(sheet.name, i + 1, column.heading, said, contract, blocks))
    return problems


def named_in(cell: Any) -> str:
    """The number a cell refers to, or nothing where it cannot be read."""
    try:
        return "" if is_error(cell) or is_blank(cell) else to_reference(cell)
    except Unreadable:
        return ""
