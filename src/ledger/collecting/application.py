"""What a payment that is too small pays first: within one debt, and among several.

The one rule: every cent of a payment is named, as principal, interest, costs or as money that paid nothing.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..conventions import Choice, Convention
from ..language import Text
from ..money import CENT, ZERO, allocate

PRINCIPAL_FIRST, INTEREST_FIRST = "principal first", "interest first"

ORDER = Convention(
    "payment_order",
    (
        Choice(PRINCIPAL_FIRST, Text("principal, interest, costs", "先本金，后利息，再费用"), ("本金优先",)),
        Choice(INTEREST_FIRST, Text("costs, interest, principal", "先费用，后利息，再本金"), ("利息优先",)),
    ),
    PRINCIPAL_FIRST,
    Text("What a payment that is too small pays first", "不足额付款的抵充顺序"),
    "INT-8; as the ledger counts receipts; where nothing is agreed 民法典 art. 561: interest first",
)
CONVENTIONS = (ORDER,)


class Payment(NamedTuple):
    """Money in on a day; below zero when it was taken back."""

    on: date
    amount: Decimal


class Owed(NamedTuple):
    """What is owed now. `spare` is money that has found nothing to pay."""

    principal: Decimal
    interest: Decimal = ZERO
    costs: Decimal = ZERO
    spare: Decimal = ZERO


class Applied(NamedTuple):
    """What one payment paid; the four add up to it."""

    on: date
    principal: Decimal
    interest: Decimal
    costs: Decimal
    unapplied: Decimal


def applied(owed: Owed, payment: Payment, order: str = PRINCIPAL_FIRST) -> Applied:
    """One payment divided over principal, interest and costs.

    Units:  contract currency; `owed.interest` is what has run up and is unpaid, rounded.
    Rule:   INT-8. Money taken back first uses up what was spare, then the principal rises again.
    Source: 民法典 art. 561 (costs, interest, principal); fixture 5 of domain.md for both orders.
    """
    money = payment.amount
    if money < 0:
        spare = max(money, -owed.spare)
        return Applied(payment.on, money - spare, ZERO, ZERO, spare)
    if order == INTEREST_FIRST:
        costs = min(money, owed.costs)
        interest = min(money - costs, owed.interest)
        principal = min(money - costs - interest, owed.principal)
    else:
        principal = min(money, owed.principal)
        interest = min(money - principal, owed.interest)
        costs = min(money - principal - interest, owed.costs)
    return Applied(payment.on, principal, interest, costs, money - principal - interest - costs)


class Debt(NamedTuple):
    """One of several debts of the same kind owed by the same debtor. `secured` is the part with security."""

    amount: Decimal
    due: date | None = None
    secured: Decimal = ZERO
    rate: Decimal = ZERO  # what it costs the debtor a year: the burden


def among(
    money: Decimal,
    debts: Sequence[Debt],
    on: date,
    designated: Sequence[int] = (),
    step: Decimal = CENT,
) -> tuple[Decimal, ...]:
    """What a payment on a day pays of each of several debts, in their order; the rest pays nothing.

    Units:  `designated` are places in `debts` which the debtor named when paying, in the debtor's order.
    Rule:   INT-12. Designated debts first; then those already due; of these the least secured; then the
            heaviest burden; then the earliest due; what is equal in all of these shares pro rata.
    Source: 民法典 art. 560.
    """
    rank = {place: at for at, place in enumerate(designated)}

    def key(place: int) -> tuple[int, bool, Decimal, Decimal, date]:
        debt = debts[place]
        due = debt.due or date.max
        return (rank.get(place, len(debts)), due > on, debt.secured, -debt.rate, due)

    paid = [ZERO] * len(debts)
    left = money
    for one in sorted({key(place) for place in range(len(debts))}):
        group = [place for place in range(len(debts)) if key(place) == one and debts[place].amount > 0]
        amounts = [debts[place].amount for place in group]
        owed = sum(amounts, ZERO)
        if owed <= left or len(group) == 1:
            parts = [min(amount, left) for amount in amounts]
        else:
            parts = list(allocate(left, amounts, step)) if group else []
        for place, part in zip(group, parts):
            paid[place] = part
        left -= sum(parts, ZERO)
    return tuple(paid)
