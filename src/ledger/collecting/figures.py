"""Figures for managers: how long money takes to come, and how much of what was due did.

The one rule: a figure without a base (no sales, nothing due) is None, never zero; and ratios are not rounded
before they are shown.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Sequence

from ..conventions import Choice, Convention
from ..language import Text
from ..money import ZERO

CLOSING = "closing"
AVERAGE = "average"

BALANCE = Convention(
    "dso_balance",
    (
        Choice(CLOSING, Text("the closing balance", "期末余额")),
        Choice(AVERAGE, Text("the mean of opening and closing", "期初期末平均余额")),
    ),
    CLOSING,
    Text("Which receivables days sales outstanding and turnover are measured on", "DSO和周转率所用应收余额"),
    "domain.md 1.8 (closing); textbook turnover (average)",
)

CONVENTIONS = (BALANCE,)


def ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    """One amount per another, not rounded; None without a whole to measure by."""
    return part / whole if whole else None


def receivable_balance(opening: Decimal, closing: Decimal, convention: str = BALANCE.default) -> Decimal:
    """The receivables to measure on, by the convention `dso_balance`."""
    return (opening + closing) / 2 if convention == AVERAGE else closing


def dso(receivable: Decimal, sales: Decimal, days: int) -> Decimal | None:
    """Days sales outstanding, the simple way.

    Units:  days, not rounded; `sales` are what was billed on credit in those `days`. Retention that is not
            yet releasable does not belong in `receivable`.
    Rule:   KPI-1, receivable x days / sales.
    Source: domain.md 1.8; oracles KPI-02, KPI-03.

    >>> round(dso(Decimal(150000), Decimal(1800000), 365), 1)
    Decimal('30.4')
    """
    return ratio(receivable * days, sales)


class CountBack(NamedTuple):
    """Days of billing that the receivables stand for; `uncovered` is older than the periods given."""

    days: Decimal
    uncovered: Decimal


def dso_count_back(receivable: Decimal, billed: Sequence[tuple[Decimal, int]]) -> CountBack:
    """Days sales outstanding by counting back: for billing that comes in lumps.

    Units:  `billed` is (billed, days) for each period, the latest first; days not rounded.
    Rule:   KPI-2. Each period's billing is peeled off the receivables and its days counted; the period that
            is not used up counts its share of days.
    Source: domain.md 1.8; trymesha.com (212,000 on 100, 80, 70 thousand: 73.7 days).

    >>> answer = dso_count_back(Decimal(212), [(Decimal(100), 30), (Decimal(80), 30), (Decimal(70), 30)])
    >>> round(answer.days, 1)
    Decimal('73.7')
    """
    left = max(ZERO, receivable)
    counted = ZERO
    for amount, days in billed:
        if not left:
            break
        if amount <= 0:  # nothing billed, or credited: its days pass, nothing is peeled off
            counted += days
            continue
        part = min(left, amount)
        counted += part * days / amount
        left -= part
    return CountBack(counted, left)


class Delinquency(NamedTuple):
    """DSO, what it would be if everyone paid on time, and the days between the two."""

    dso: Decimal
    best_possible: Decimal
    average_days_delinquent: Decimal


def delinquency(receivable: Decimal, not_due: Decimal, sales: Decimal, days: int) -> Delinquency | None:
    """How much of DSO is lateness.

    Rule:   KPI-3, best possible = not due x days / sales; average days delinquent = DSO - best possible.
    Source: criskco.com dso-add-collection-tools (43.8 - 29.2 = 14.6 days).
    """
    whole, best = dso(receivable, sales, days), dso(not_due, sales, days)
    return None if whole is None or best is None else Delinquency(whole, best, whole - best)


class Turnover(NamedTuple):
    """How often receivables turn over in the period, and the days it takes once."""

    times: Decimal
    days: Decimal


def turnover(sales: Decimal, receivable: Decimal, days: int) -> Turnover | None:
    """Receivables turnover.

    Rule:   KPI-4, sales / receivable; days / that. Convention `dso_balance` for the receivable.
    Source: textbook ratio (应收账款周转率).
    """
    if not sales or not receivable:
        return None
    return Turnover(sales / receivable, days * receivable / sales)


def collection_effectiveness(
    opening: Decimal, sales: Decimal, closing: Decimal, closing_current: Decimal, months: int = 1
) -> Decimal | None:
    """Collection effectiveness index: of what could be collected, the share that was.

    Units:  a share 0..1, not rounded. `closing_current` is the part of `closing` that is not yet due.
            `months` above 1 spreads the sales of a longer period.
    Rule:   KPI-5, (opening + sales / months - closing) / (opening + sales / months - closing current).
    Source: oracles KPI-04 (gaviti.com); fswfunding.com for the division by months.
    """
    start = opening + sales / months
    return ratio(start - closing, start - closing_current)


def collection_rate(received: Decimal, due: Decimal) -> Decimal | None:
    """回款率: of what fell due, the share that came in, not rounded (KPI-6, domain.md 1.8)."""
    return ratio(received, due)


def weighted_days_late(payments: Sequence[tuple[Decimal, int]]) -> Decimal | None:
    """Average days late, each payment weighing its amount.

    Units:  `payments` are (amount, days late; below zero when early); days not rounded.
    Rule:   KPI-7, sum of amount x days / sum of amounts.
    Source: domain.md 1.8.
    """
    whole = sum((amount for amount, _ in payments), ZERO)
    return ratio(sum((amount * days for amount, days in payments), ZERO), whole)
