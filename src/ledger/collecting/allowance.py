"""What of the open money may never come: an allowance by age or by sales, and the expense it takes.

The one rule: an allowance in debit (more written off than was set aside) is below zero, and the expense makes
it good.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Sequence

from ..money import CENT, ZERO, rounded


class Allowance(NamedTuple):
    """What each bucket may lose, and the sum of it."""

    amounts: tuple[Decimal, ...]
    total: Decimal


def allowance(balances: Sequence[Decimal], rates: Sequence[Decimal], step: Decimal = CENT) -> Allowance:
    """The allowance an ageing calls for.

    Units:  `rates` are shares 0..1 of each balance; each amount at `step`, half up, the total their sum.
    Rule:   AGE-5, sum of bucket x rate.
    Source: oracles AG-10..13 (ageing method; Warren ex. 8-14); 企业会计准则22号 (账龄组合, unverified).
    """
    if len(balances) != len(rates):
        raise ValueError("a rate for each balance")
    amounts = tuple(rounded(balance * rate, step) for balance, rate in zip(balances, rates))
    return Allowance(amounts, sum(amounts, ZERO))


class AllowanceMove(NamedTuple):
    """An allowance over a period: what it opened with, what was lost and recovered, what is expensed."""

    before: Decimal  # after write-offs and recoveries, before the expense; below zero when in debit
    expense: Decimal
    closing: Decimal


def by_ageing(
    required: Decimal, opening: Decimal = ZERO, written_off: Decimal = ZERO, recovered: Decimal = ZERO
) -> AllowanceMove:
    """The expense that brings the allowance to what the ageing calls for.

    Units:  contract currency; the opening allowance above zero is in credit, below zero in debit.
    Rule:   AGE-6, before = opening - written off + recovered; expense = required - before.
    Source: oracles AG-11 (Riley & Bruns ch. 7).
    """
    before = opening - written_off + recovered
    return AllowanceMove(before, required - before, required)


def by_sales(
    sales: Decimal,
    rate: Decimal,
    opening: Decimal = ZERO,
    written_off: Decimal = ZERO,
    recovered: Decimal = ZERO,
    step: Decimal = CENT,
) -> AllowanceMove:
    """The allowance that a share of the period's credit sales leaves.

    Units:  `rate` 0..1 of sales; the expense at `step`, half up, whatever the allowance was before.
    Rule:   AGE-7, expense = sales x rate; closing = opening - written off + recovered + expense.
    Source: oracles AG-11 (Riley & Bruns ch. 7).
    """
    before = opening - written_off + recovered
    expense = rounded(sales * rate, step)
    return AllowanceMove(before, expense, before + expense)
