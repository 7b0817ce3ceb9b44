"""The money that came in, by contract and claim: read off the columns of Receipts.

The one rule: a receipt that names only its claim belongs to that claim's contract; one that names neither, or
a contract the book does not have, is nobody's.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Callable, Container, Iterator, Mapping, NamedTuple, Sequence, Tuple

from ..enumerations import ReceiptKind
from ..lines import Lines
from ..money import ZERO
from ..records import Receipt

# Looked up once: before Python 3.12 each mention of a member is a search
PENDING, CREDIT = ReceiptKind.BILL_PENDING, ReceiptKind.CREDIT
Paid = Tuple[date, Decimal]  # money laid on a claim: its day and amount


class Money(NamedTuple):
    """The money of one contract by a day: not bills still to be paid."""

    named: Mapping[str, Sequence[Paid]]  # what names a claim, by claim
    loose: bool  # whether any names no claim, or takes money back
    credits: Sequence[Receipt]  # credit notes, of whatever day
    receipts: Callable[[], Sequence[Receipt]]  # all of it, receipt by receipt, without credit notes


def nothing() -> Sequence[Receipt]:
    """No receipts."""
    return ()


NO_MONEY = Money({}, False, (), nothing)


class Takings:
    """All receipts of a book, as runs of lines of one contract: sheets are sorted, or filled in batches."""

    def __init__(self, receipts: Lines[Receipt], owner: Mapping[str, str]) -> None:
        """`owner` is the contract of every claim."""
        claims, numbers = receipts.column("claim"), receipts.column("contract")
        if "" in numbers:
            numbers = [number or owner.get(claim, "") for number, claim in zip(numbers, claims)]
        self._receipts = receipts
        self._columns = [receipts.column("on"), receipts.column("amount"), claims, receipts.column("kind")]
        self._runs: dict[str, list[slice]] = defaultdict(list)
        start = 0
        for number, run in groupby(numbers):
            end = start + len(list(run))
            self._runs[number].append(slice(start, end))
            start = end

    def of(self, number: str, as_of: date) -> Money:
        """The money of a contract."""
        named: dict[str, list[Paid]] = defaultdict(list)
        loose = credited = False
        for run in self._runs.get(number, ()):
            for on, amount, claim, kind in zip(*[column[run] for column in self._columns]):
                if kind is CREDIT:
                    credited = True
                elif on <= as_of and kind is not PENDING:
                    if claim and amount > ZERO:
                        named[claim].append((on, amount))
                    else:
                        loose = True
        credits = [r for r in self._of(number) if r.kind is CREDIT] if credited else []
        return Money(named, loose, credits, lambda: self._money_in(number, as_of))

    def of_nobody(self, contracts: Container[str], as_of: date) -> list[Receipt]:
        """Money and credit notes that belong to none of these contracts, in the order of the sheet."""
        found = [
            receipt
            for number in self._runs
            if number not in contracts
            for receipt in self._of(number)
            if receipt.on <= as_of and receipt.kind is not PENDING
        ]
        return sorted(found, key=lambda receipt: receipt.line)

    def _of(self, number: str) -> Iterator[Receipt]:
        return (receipt for run in self._runs.get(number, ()) for receipt in self._receipts[run])

    def _money_in(self, number: str, as_of: date) -> list[Receipt]:
        return [
            r for r in self._of(number) if r.on <= as_of and r.kind is not PENDING and r.kind is not CREDIT
        ]
