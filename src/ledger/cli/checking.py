"""Check: one book read, answered and judged, without writing anything."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from .. import portfolio as asked
from ..billing.positions import Account
from ..money import ZERO
from ..problems import Problem
from ..results import Mismatch
from ..tables.book import Book, read_book, sheet_key
from ..tables.settings import read_settings
from ..tables.sheets import INPUTS
from ..workbook import Grid, read


class Totals(NamedTuple):
    """Money of one currency."""

    billable: Decimal = ZERO
    outstanding: Decimal = ZERO
    overdue: Decimal = ZERO


class Checked(NamedTuple):
    """What a check found in one book; the positions themselves are not kept, for there may be many books."""

    as_of: date
    is_today: bool  # the day came from the clock
    language: str
    milestones: int
    totals: dict[str, Totals]
    mismatches: list[Mismatch]
    problems: list[Problem]


FIGURES = tuple(map(attrgetter, Totals._fields))


@contextmanager
def without_collector() -> Iterator[None]:
    """A command makes no cycles and ends soon: looking for them again and again costs a third of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def day_of(book: Book, as_of: date | None) -> tuple[date, bool]:
    """The day asked about: the option, else the book's own, else today, and then it is said."""
    own = as_of or read_settings(book.rules)[0].as_of
    return (own, False) if own is not None else (date.today(), True)


def sheets_of(path: Path, even_if_open: bool = False) -> dict[str, Grid]:
    """The sheets of a book that are ours to read; all of them where one of ours is missing under its name."""
    ours = read(path, lambda name: bool(sheet_key(name)), even_if_open)
    if {sheet_key(name) for name in ours} >= {sheet.key for sheet in INPUTS}:
        return ours
    return read(path, even_if_open=even_if_open)


def checked(path: Path, as_of: date | None, even_if_open: bool = False) -> Checked:
    """Read a book, answer it for the day asked about and look for every mismatch."""
    with without_collector():
        return _answered(path, as_of, even_if_open)


def _answered(path: Path, as_of: date | None, even_if_open: bool) -> Checked:
    """The check itself; the book is gone on return, so that the collector, back at work, finds little."""
    book = read_book(sheets_of(path, even_if_open))
    day, is_today = day_of(book, as_of)
    desk = asked.opened(book, day)
    judged = asked.judge(desk)
    milestones, found = 0, []
    sums: dict[str, Totals] = {}
    for one in asked.answered(desk):
        milestones += len(one.positions)
        _add(sums, one)
        found += judged(one)
    return Checked(
        day, is_today, book.language, milestones, sums, asked.worst_first(desk, found), desk.problems
    )


def _add(sums: dict[str, Totals], one: Account) -> None:
    """Add what can be asked for and what is owed under a contract to the sums of its currency."""
    positions, currency = one.positions, one.dossier.contract.currency
    if positions:
        before = sums.get(currency, Totals())
        sums[currency] = Totals(*(sum(map(of, positions), total) for of, total in zip(FIGURES, before)))
