"""What a button does to a workbook, as data: a host applies all of it through its own objects, or none."""

from __future__ import annotations

from typing import Any, Mapping, NamedTuple, Union

from ..language import Text
from ..problems import Problem


class Fill(NamedTuple):
    """The whole result table of a sheet, headings first; it replaces what the table held before."""

    sheet: str  # key: positions, mismatches, ageing, dashboard
    grid: list[list[Any]]


class Append(NamedTuple):
    """Lines added at the end of an input table; each maps a field of its record to a plain cell.

    A float is a number or a day; a str is text and is written as text, even where a bank's or a customer's
    words begin with =, +, - or @: a host must never let them become a formula.
    """

    sheet: str  # key: contacts, claims, progress, receipts
    lines: tuple[Mapping[str, Any], ...]


class Put(NamedTuple):
    """One cell of an input table, by line (from 1 under the headings) and field."""

    sheet: str
    line: int
    field: str
    cell: Any


Edit = Union[Fill, Append, Put]


class File(NamedTuple):
    """A document to write into a folder beside the workbook.

    `name` and `folder` are one name each, never a path.
    """

    name: str
    data: bytes
    folder: str = ""  # a folder of its own within the outcome's, such as one for each contract


class Outcome(NamedTuple):
    """What a command answers. `listing` is a table to show before anything is done, headings first."""

    said: Text
    edits: tuple[Edit, ...] = ()
    files: tuple[File, ...] = ()
    folder: str = ""  # name of the dated folder the files belong into
    problems: tuple[Problem, ...] = ()
    listing: tuple[tuple[Any, ...], ...] = ()
