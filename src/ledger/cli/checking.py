"""Check: one book read, answered and judged, without writing anything."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from .. import portfolio as asked
from ..problems import Problem
from ..results import Mismatch, Position
from ..tables.book import read_book, sheet_key
from ..tables.settings import read_settings
from ..workbook import read


class Checked(NamedTuple):
    """What a check found in one book."""

    as_of: date
    language: str
    positions: list[Position]
    mismatches: list[Mismatch]
    problems: list[Problem]


def checked(path: Path, as_of: date | None, even_if_open: bool = False) -> Checked:
    """Read a book, answer it for the day asked about and look for every mismatch."""
    book = read_book(read(path, lambda name: bool(sheet_key(name)), even_if_open))
    day = as_of or read_settings(book.rules)[0].as_of or date.max
    answers = asked.portfolio(book, day)
    return Checked(day, book.language, answers.positions(), asked.found_mismatches(answers), answers.problems)
