"""Cells in, cells out: columns align line by line, and the answer has the shape of the arguments.

A blank line stays blank; a line that cannot be answered says why and silences no other.
"""

from __future__ import annotations

import datetime as dt
import functools
import logging
from decimal import Decimal
from typing import Any, Callable, Mapping, NamedTuple, Sequence

from ..language import EN, Text
from ..problems import Problem, found, message
from ..tables.cells import Unreadable, is_blank, is_error
from .catalogue import SIGNATURES, Argument, Signature

log = logging.getLogger(__name__)
BY_NAME = {signature.name: signature for signature in SIGNATURES}
ARGUMENTS = {s.name: {argument.name: argument for argument in s.arguments} for s in SIGNATURES}
# A line whose cells of these arguments are all blank is a blank line.
NEEDED = {s.name: tuple(a.name for a in s.arguments if not a.optional and not a.whole) for s in SIGNATURES}
SINGLE = frozenset([float, str, int, bool, type(None)])  # what one cell holds; never a column
ROWS = frozenset([list, tuple])
NO_COLUMNS: Mapping[str, Sequence[Any]] = {}
SERIAL_ZERO = dt.date(1899, 12, 30)
TABLE = 2  # lines from which two cells side by side are two columns, and no row of two
LINES = Text("as many lines as the other columns", "与其他列相同的行数")
ONE_COLUMN = Text("one cell or one column", "一个单元格或一列")


class CellProblem(Exception):
    """What is wrong with one argument on one line."""

    def __init__(self, argument: Argument, said: Text) -> None:
        super().__init__(said.en)
        self.argument = argument
        self.said = said


class Line(NamedTuple):
    """One line's cells by argument name; reading one that is bad raises CellProblem."""

    signature: Signature
    cells: dict[str, Any]
    language: str
    above: Mapping[str, Sequence[Any]]  # of each aligned column, the cells from its top to this line

    def read(self, name: str, reader: Callable[[Any], Any], default: Any = None) -> Any:
        """The value of an argument; an empty optional one is its default, any other empty one a problem."""
        cell = self.cells.get(name)
        if type(cell) is float:
            try:
                return _number(reader, cell)
            except Unreadable:
                pass  # read_cell below says what is wrong
        argument = ARGUMENTS[self.signature.name][name]
        if argument.optional and type(cell) is not float and is_blank(cell):
            return default
        return read_cell(argument, reader, cell)

    def column(self, name: str, reader: Callable[[Any], Any]) -> list[Any]:
        """The values of a whole-column argument, or of an aligned one down to this line; no blank cells."""
        argument = ARGUMENTS[self.signature.name][name]
        rows = as_rows(self.cells.get(name)) if name not in self.above else [self.above[name]]
        return [read_cell(argument, reader, cell) for row in rows for cell in row if not is_blank(cell)]

    def pairs(self, name: str, reader: Callable[[Any], Any]) -> list[tuple[Any, Any]] | None:
        """The lines of an argument of two columns, blank ones left out; None where it is no such table."""
        argument = ARGUMENTS[self.signature.name][name]
        rows = as_rows(self.cells.get(name))
        if len(rows) < TABLE or {len(row) for row in rows} != {2}:
            return None
        lines = [row for row in rows if not all(map(is_blank, row))]
        return [
            (read_cell(argument, reader, one), read_cell(argument, reader, other)) for one, other in lines
        ]


@functools.lru_cache(maxsize=1 << 14)
def _number(reader: Callable[[Any], Any], cell: float) -> Any:
    """What a reader makes of a number. Remembered: rates and shares fill whole columns."""
    return reader(cell)


def read_cell(argument: Argument, reader: Callable[[Any], Any], cell: Any) -> Any:
    """One cell through its reader, or the CellProblem that says what it needs."""
    try:
        if type(cell) is not float and (is_error(cell) or is_blank(cell)):
            raise Unreadable(wanted(reader))
        return reader(cell)
    except Unreadable as needs:
        if is_blank(cell):
            raise CellProblem(argument, message("empty", wanted=needs.wanted)) from None
        if is_error(cell):
            raise CellProblem(argument, message("error_cell", found=cell, wanted=needs.wanted)) from None
        raise CellProblem(argument, message("unreadable", found=found(cell), wanted=needs.wanted)) from None


def wanted(reader: Callable[[Any], Any]) -> Text:
    """What a reader needs, in its own words."""
    try:
        reader(None)
    except Unreadable as needs:
        return needs.wanted
    return Text("text", "文字")


def as_rows(cells: Any) -> Sequence[Sequence[Any]]:
    """A cell, a row or a table as rows of cells."""
    if not isinstance(cells, (list, tuple)):
        return [[cells]]
    if ROWS.issuperset(map(type, cells)):
        return cells
    return [row if isinstance(row, (list, tuple)) else [row] for row in cells]


def to_cell(value: Any) -> Any:
    """An answer as a plain cell: amounts as float, dates as serial numbers."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dt.date):
        return float((value - SERIAL_ZERO).days)
    return value


def cell_function(rule: Callable[[Line], Any]) -> Callable[..., Any]:
    """Publish a rule over one Line as a function over cells or columns; nothing escapes as an exception."""
    signature = BY_NAME[rule.__name__.upper()]
    arguments = ARGUMENTS[signature.name]

    @functools.wraps(rule)
    def published(*cells: Any, language: str = EN) -> Any:
        if SINGLE.issuperset(map(type, cells)):  # nearly every call of a cell: no column to look for
            line = Line(signature, dict(zip(arguments, cells)), language, NO_COLUMNS)
            return guarded(signature.name, language, _line, rule, line, 0)
        return guarded(signature.name, language, _aligned, rule, signature, cells, language)

    return published


def guarded(name: str, language: str, answer: Callable[..., Any], *given: Any) -> Any:
    """The one place where an unexpected exception becomes a line of text in a cell."""
    try:
        return answer(*given)
    except Exception:
        log.exception("%s failed", name)
        return f"#LEDGER! {message('internal', found=name).say(language)}"


def _aligned(rule: Callable[[Line], Any], signature: Signature, cells: Sequence[Any], language: str) -> Any:
    given = dict(zip(ARGUMENTS[signature.name], cells))
    shaped = [name for name, cell in given.items() if isinstance(cell, (list, tuple))]
    known = ARGUMENTS[signature.name]
    columns = {name: as_rows(given[name]) for name in shaped if not known[name].whole}
    if not columns:
        return _line(rule, Line(signature, given, language, NO_COLUMNS), 0)
    for name, rows in columns.items():
        width = max(map(len, rows), default=0)
        if width > 1:  # the cells beyond the first would be left out in silence
            argument = next(a for a in signature.arguments if a.name == name)
            cells_found = Text(f"{width} cells in a row", f"一行{width}个单元格")
            return _said(
                signature,
                0,
                argument.label,
                message("unreadable", found=cells_found, wanted=ONE_COLUMN),
                language,
            )
    heights = {len(rows) for rows in columns.values()} - {1}
    if len(heights) > 1:
        odd = min(columns, key=lambda name: len(columns[name]))
        argument = next(a for a in signature.arguments if a.name == odd)
        said = message("unreadable", found=len(columns[odd]), wanted=LINES)
        return _said(signature, 0, argument.label, said, language)
    height = heights.pop() if heights else 1
    answers = []
    firsts = {name: [row[0] if row else None for row in rows] for name, rows in columns.items()}
    for i in range(height):
        line, above = dict(given), {}
        for name, cells_ in firsts.items():
            line[name] = cells_[i] if len(cells_) > 1 else cells_[0]
            above[name] = _Top(cells_, i + 1)
        answers.append([_line(rule, Line(signature, line, language, above), i + 1)])
    return answers


class _Top(Sequence[Any]):
    """The first cells of a column, without copying it for every line."""

    def __init__(self, cells: Sequence[Any], count: int) -> None:
        self._cells = cells
        self._count = min(count, len(cells))

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, int) and place >= self._count:
            raise IndexError(place)
        return self._cells[place]


def _line(rule: Callable[[Line], Any], line: Line, number: int) -> Any:
    signature = line.signature
    for name in NEEDED[signature.name]:
        cell = line.cells.get(name)
        if type(cell) is float or not is_blank(cell):
            break
    else:
        return ""
    try:
        return to_cell(rule(line))
    except CellProblem as wrong:
        return _said(signature, number, wrong.argument.label, wrong.said, line.language)


def _said(signature: Signature, number: int, heading: Text, said: Text, language: str) -> str:
    return Problem(Text(signature.name, signature.name), number, heading, said).say(language)
