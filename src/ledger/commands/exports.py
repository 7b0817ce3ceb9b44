"""The table in another program's export: its line of headings found, in either language, by known names.

The one rule: a column is what its heading says, never what its cells look like. Titles above the headings
and sheets without them are passed over; lines count from 1 under the headings.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Callable, Mapping, NamedTuple, Sequence

from ..language import Text
from ..problems import Problem, message
from ..tables.cells import is_blank, plain, to_date
from ..tables.read import SHEET

TITLES = 40  # lines in which headings are looked for: banks print a page of words above them
FIRST_WRITTEN = 19500101
_BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_TIME = re.compile(
    r"(.*\d日?)[T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(am|pm|z|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)


class Wanted(NamedTuple):
    """A column that may be in an export: its name to a person, and the headings it goes by, best first."""

    field: str
    label: Text
    headings: tuple[str, ...]


class Export(NamedTuple):
    """One sheet that has what is wanted: where its columns stand, best first, and the lines under them."""

    name: str
    columns: Mapping[str, Sequence[int]]
    headings: Sequence[Any]
    lines: Sequence[Sequence[Any]]

    def cells(self, line: Sequence[Any], field: str) -> list[Any]:
        """The cells of a field on a line that hold something, the best column first."""
        cells = [line[at] for at in self.columns.get(field, ()) if at < len(line)]
        return [cell for cell in cells if not is_blank(cell)]

    def cell(self, line: Sequence[Any], field: str) -> Any:
        """The best cell of a field on a line; empty if there is none."""
        return next(iter(self.cells(line, field)), "")

    def heading(self, field: str, label: Text) -> Text:
        """The heading of a field as the export writes it."""
        at = next(iter(self.columns.get(field, ())), None)
        text = str(self.headings[at]).strip() if at is not None else ""
        return Text(text, text) if text else label

    def problem(self, number: int, heading: Text, said: Text) -> Problem:
        """What is wrong with a line of the export; it silences nothing in the book."""
        return Problem(Text(self.name, self.name), number, heading, said, blocks=False)


def heading_key(cell: Any) -> str:
    """A heading as exports are compared: without what stands in brackets, unless nothing else is there."""
    text = plain(str(cell)).replace("_", " ").rstrip("*: ").casefold()
    return " ".join((_BRACKETS.sub(" ", text).strip() or text).split())


def exports(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    wanted: Sequence[Wanted],
    enough: Callable[[Mapping[str, Any]], bool],
    needs: Text,
    mapping: Mapping[str, str] | None = None,
) -> tuple[list[Export], list[Problem]]:
    """Every sheet with enough of the wanted columns; one problem if no sheet has.

    `mapping` names the heading of a field where the export uses one of its own.
    """
    named: dict[str, list[str]] = {w.field: [heading_key(h) for h in w.headings] for w in wanted}
    for field, heading in (mapping or {}).items():
        named[field] = [heading_key(heading)]
    found = []
    for name, grid in sheets.items():
        for number, row in enumerate(grid[:TITLES]):
            keys = [("" if is_blank(cell) else heading_key(cell)) for cell in row]
            columns = {
                field: [at for heading in headings for at, key in enumerate(keys) if key == heading]
                for field, headings in named.items()
            }
            columns = {field: places for field, places in columns.items() if places}
            if enough(columns):
                found.append(Export(name, columns, row, grid[number + 1 :]))
                break
    if found:
        return found, []
    first = next(iter(sheets), "")
    said = message("no_columns", wanted=needs)
    return [], [Problem(Text(first, first), 0, SHEET, said, blocks=False)]


def to_day(cell: Any) -> date:
    """A day, with or without the time of day that exports put behind it; Unreadable if it is none."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell >= FIRST_WRITTEN:
        cell = f"{cell:.0f}"  # 20260601 or 20260601102233, written as a number
    if isinstance(cell, str):
        text = plain(cell)
        timed = _TIME.fullmatch(text)
        if timed:
            return to_date(timed[1])
        if len(text) == 14 and text.isascii() and text.isdigit():
            return to_date(text[:8])
    return to_date(cell)
