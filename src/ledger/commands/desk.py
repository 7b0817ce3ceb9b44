"""What every command begins with: the book read, its day, its answers; and the sender of its letters."""

from __future__ import annotations

from datetime import date
from typing import Any, Mapping, NamedTuple, Sequence

from ..drafting.facts import Sender
from ..language import Text
from ..portfolio import Portfolio, portfolio
from ..problems import Problem, message
from ..tables.book import EVERYONE, named, read_book
from ..tables.cells import DATE
from ..tables.rules import NAME as RULES
from ..tables.settings import read_settings


class NoDay(Exception):
    """The day asked about is nowhere to be found."""

    def __init__(self) -> None:
        super().__init__("as of")
        self.problem = Problem(RULES, 0, Text("As of", "截止日"), message("empty", wanted=DATE))


class Desk(NamedTuple):
    """A book's answers on a day, and its grids by key."""

    answers: Portfolio
    grids: dict[str, Sequence[Sequence[Any]]]


def desk(sheets: Mapping[str, Any], as_of: date | None) -> Desk:
    """Read the sheets and answer for the day asked about, or for the Settings' own day; NoDay if neither."""
    book = read_book(sheets)
    day = as_of or read_settings(book.rules)[0].as_of
    if day is None:
        raise NoDay
    return Desk(portfolio(book, day), named(sheets)[0])


SILENCED = Text("not drafted: contract {contract} has a problem", "未起草：合同{contract}有问题")


def silenced(
    answers: Portfolio, contracts: Sequence[str] | None, customers: Sequence[str] | None = None
) -> dict[str, str]:
    """Contracts of those asked for that a problem silences: by number, the customer where it is known."""
    book = answers.book
    numbers = [*book.contracts, *(number for number in answers.blocked if number not in book.contracts)]
    found = {
        number: book.contracts[number].customer if number in book.contracts else ""
        for number in numbers
        if number not in answers.accounts and number not in ("", EVERYONE)
    }
    return {
        number: customer
        for number, customer in found.items()
        if (contracts is None or number in contracts) and (customers is None or customer in customers)
    }


def sender(answers: Portfolio) -> Sender:
    """Our own company as the Settings state it."""
    s = answers.settings
    return Sender(s.company, s.address, s.clerk, s.phone, s.email, s.bank, s.bank_account, s.tax_id)


def per_currency(rows: Sequence[Any], field: str) -> str:
    """Totals of a field as people read them, one for each currency: never added across currencies."""
    totals: dict[str, Any] = {}
    for row in rows:
        totals[row.currency] = totals.get(row.currency, 0) + getattr(row, field)
    return ", ".join(f"{currency} {total:,.2f}" for currency, total in sorted(totals.items()) if total) or "0"
