"""Revenue of a contract over time: how far it is, what may be recognised, what was billed ahead or behind.

The one rule: everything is reckoned to date, and a period is the difference of two dates, so that periods
add up to the contract. What customers owe and what they are owed is never netted between contracts.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Sequence

from ..conventions import Choice, Convention
from ..language import Text
from ..money import CENT, ONE, ZERO, rounded

EXACT = "exact"

COMPLETION_ROUNDING = Convention(
    "completion_rounding",
    (
        Choice(EXACT, Text("not rounded", "不舍入")),
        Choice("0", Text("whole percent, and so used on", "取整百分数并用于后续计算")),
        Choice("1", Text("one decimal of a percent, and so used on", "百分数保留一位小数并用于后续计算")),
        Choice("2", Text("two decimals of a percent, and so used on", "百分数保留两位小数并用于后续计算")),
    ),
    EXACT,
    Text("Decimals of the percentage of completion", "完工百分比的小数位"),
    "oracles POC-12 (do not round), POC-14 (12.14% loses 57.14)",
)

PROVIDE = "provide"
AS_EARNED = "as_earned"

ONEROUS = Convention(
    "onerous_contract",
    (
        Choice(PROVIDE, Text("the whole expected loss at once", "预计总损失一次确认")),
        Choice(AS_EARNED, Text("the loss as work goes on", "损失随进度确认")),
    ),
    PROVIDE,
    Text("When a contract is expected to lose money", "合同预计亏损时"),
    "IAS 11.36, IAS 37 (onerous contracts), ASC 605-35-25-45; oracles POC-11",
)

OVER_TIME = "over_time"
COST_RECOVERY = "cost_recovery"
COMPLETED = "completed_contract"

RECOGNITION = Convention(
    "revenue_recognition",
    (
        Choice(OVER_TIME, Text("by the percentage of completion", "完工百分比法")),
        Choice(
            COST_RECOVERY, Text("revenue of the cost recoverable, profit at the end", "按可收回成本确认收入")
        ),
        Choice(COMPLETED, Text("nothing until completed", "完成合同法")),
    ),
    OVER_TIME,
    Text("How revenue of a contract is recognised", "合同收入确认方法"),
    "IFRS 15.41-45; completed contract: older US GAAP",
)

CONVENTIONS = (COMPLETION_ROUNDING, ONEROUS, RECOGNITION)


class PeriodEnd(NamedTuple):
    """A contract at the end of a period; every amount to date.

    `cost` and `total` are without the materials of `uninstalled` and the costs of `wasted`. Where `stage` is
    given (a survey, a milestone), it is the share done; then `cost` may be left out and is stage x total.
    """

    price: Decimal
    cost: Decimal | None
    total: Decimal  # what `cost` will be in the end
    stage: Decimal | None = None
    uninstalled: Decimal = ZERO  # delivered, not yet installed
    uninstalled_total: Decimal | None = (
        None  # such materials in the whole contract; `uninstalled` if not given
    )
    wasted: Decimal = ZERO  # scrap and rework: expensed, but no progress


class Recognised(NamedTuple):
    """One period: to date, then its own, where `cost` and `profit` carry the change of `provision`."""

    share: Decimal
    revenue_to_date: Decimal
    cost_to_date: Decimal
    provision: Decimal
    profit_to_date: Decimal
    revenue: Decimal
    cost: Decimal
    profit: Decimal

    @property
    def in_process(self) -> Decimal:
        """Construction in process (工程施工): costs and profit less losses to date, before billings."""
        return self.cost_to_date + self.profit_to_date


def to_date(amounts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Amounts of periods as amounts to date: 1, 2, 3 becomes 1, 3, 6."""
    running = []
    total = ZERO
    for amount in amounts:
        total += amount
        running.append(total)
    return tuple(running)


def by_remaining(price: Decimal, cost: Decimal, to_complete: Decimal) -> PeriodEnd:
    """A period end of which the cost to complete is known rather than the total."""
    return PeriodEnd(price, cost, cost + to_complete)


def completion(end: PeriodEnd, rounding: str = COMPLETION_ROUNDING.default) -> Decimal:
    """How far a contract is.

    Units:  a share 0..1, not rounded unless `completion_rounding` says so.
    Rule:   POC-1, cost to date / total cost, both without uninstalled materials and waste; a given stage goes
            before it.
    Source: IFRS 15.B14-B19; domain.md 1.6 (physical is not cost is not time); oracles POC-01, POC-05, POC-06.
    """
    if end.stage is not None:
        share = end.stage
    elif end.cost is None or end.total <= 0 or end.cost > end.total:
        raise ValueError("progress needs a stage, or a cost to date within a total cost above 0")
    else:
        share = end.cost / end.total
    return share if rounding == EXACT else rounded(share, ONE.scaleb(-int(rounding) - 2))


def recognised(
    ends: Sequence[PeriodEnd],
    rounding: str = COMPLETION_ROUNDING.default,
    onerous: str = ONEROUS.default,
    recognition: str = RECOGNITION.default,
    step: Decimal = CENT,
) -> tuple[Recognised, ...]:
    """Revenue, cost and profit of each period of one contract, by cumulative catch-up.

    Units:  amounts at `step`, half up, rounded to date, so that the periods add up.
    Rule:   POC-2, revenue to date = share x (price - uninstalled total) + uninstalled; POC-3, materials not
            yet installed earn no margin; POC-4, a change of estimate falls into the period it is made in;
            POC-5, an expected loss is provided for: provision = total cost - price + profit so far.
    Source: IFRS 15.41-45, IE95-IE100 (example 19); IAS 11.22-38; ASC 605-35; oracles POC-04..POC-14.
    """
    rows: list[Recognised] = []
    before = Recognised(*(ZERO,) * 8)
    for end in ends:
        share = completion(end, rounding)
        later = end.uninstalled if end.uninstalled_total is None else end.uninstalled_total
        spent = (share * end.total if end.cost is None else end.cost) + end.uninstalled + end.wasted
        final = end.total + later + end.wasted
        if recognition == OVER_TIME or share >= 1:
            revenue, cost = share * (end.price - later) + end.uninstalled, spent
        elif recognition == COST_RECOVERY:
            revenue, cost = min(spent, end.price), spent
        else:
            revenue, cost = ZERO, ZERO
        revenue, cost = rounded(revenue, step), rounded(cost, step)
        loss = rounded(final - end.price, step)
        provision = max(ZERO, loss + revenue - cost) if onerous == PROVIDE and loss > 0 else ZERO
        profit = revenue - cost - provision
        before = Recognised(
            share,
            revenue,
            cost,
            provision,
            profit,
            revenue - before.revenue_to_date,
            cost + provision - before.cost_to_date - before.provision,
            profit - before.profit_to_date,
        )
        rows.append(before)
    return tuple(rows)


class Wip(NamedTuple):
    """A line of a work-in-progress schedule. `over_under` above zero is billed ahead of the work."""

    earned: Decimal
    billed: Decimal
    over_under: Decimal
    overbilled: Decimal
    underbilled: Decimal
    to_bill: Decimal
    backlog: Decimal


def wip(price: Decimal, earned: Decimal, billed: Decimal) -> Wip:
    """What was billed against what was earned.

    Units:  contract currency, to date, without tax on either side.
    Rule:   POC-6, over/under = billed - earned: overbilled is a contract liability, underbilled an asset.
    Source: domain.md 1.7; oracles POC-01.
    """
    ahead = billed - earned
    return Wip(
        earned, billed, ahead, max(ZERO, ahead), max(ZERO, ZERO - ahead), price - billed, price - earned
    )


class Due(NamedTuple):
    """Gross amounts due from customers (asset) and due to customers (liability), both above zero."""

    due_from: Decimal
    due_to: Decimal


def due(incurred: Decimal, profit: Decimal, billed: Decimal) -> Due:
    """One contract's gross amount due.

    Units:  contract currency, to date; `profit` less losses and provisions.
    Rule:   POC-7, costs incurred + profit - losses - progress billings: above zero due from the customer,
            below zero due to the customer.
    Source: IAS 11.42-44 and its illustrative example; CAS 15 (工程施工 less 工程结算).
    """
    net = incurred + profit - billed
    return Due(max(ZERO, net), max(ZERO, ZERO - net))


def due_in_all(contracts: Sequence[Due]) -> Due:
    """All contracts of one currency: each side summed for itself, never netted (POC-7)."""
    return Due(sum((one.due_from for one in contracts), ZERO), sum((one.due_to for one in contracts), ZERO))
