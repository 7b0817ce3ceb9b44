"""Percentage of completion: to date and by period, losses at once, and each contract for itself."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.billing.revenue import (
    AS_EARNED,
    COMPLETED,
    COMPLETION_ROUNDING,
    COST_RECOVERY,
    ONEROUS,
    RECOGNITION,
    Due,
    PeriodEnd,
    by_remaining,
    completion,
    due,
    due_in_all,
    recognised,
    to_date,
    wip,
)


def decimals(text: str) -> list[Decimal]:
    return [Decimal(one) for one in text.split()]


def ends(price: str, costs: str, totals: str) -> list[PeriodEnd]:
    """Amounts to date; one price for all periods, or one for each."""
    totals_ = decimals(totals)
    prices = decimals(price) * (1 if " " in price else len(totals_))
    return [PeriodEnd(*one) for one in zip(prices, decimals(costs), totals_)]


def column(rows, name: str) -> str:
    return " ".join(f"{getattr(row, name).normalize():f}" for row in rows)


CASES = {  # price, cost to date, total cost: revenue, cost, profit of each period, provision
    "an even contract": (
        "10000000", "2400000 6000000 8200000", "8000000 8000000 8200000",
        "3000000 4500000 2500000", "2400000 3600000 2200000", "600000 900000 300000", "0 0 0",
    ),
    "the price changes too": (  # CPA exam, 万元
        "800 1000 1000", "150 560 800", "600 800 800", "200 500 300", "150 410 240", "50 90 60", "0 0 0",
    ),
    "a loss from year 2 on": (
        "3900", "300 2400 4200", "3000 4000 4200",
        "390 1950 1560", "300 2140 1760", "90 -190 -200", "0 40 0",
    ),
    "a total short of the price makes no provision": ("100", "50", "99", "50.51", "50", "0.51", "0"),
    "a total of exactly the price": ("100", "50", "100", "50", "50", "0", "0"),
    "a total past the price": ("100", "50", "101", "49.5", "50.5", "-1", "0.5"),
    "a loss that goes away again": (
        "100", "50 60", "110 90", "45.45 21.22", "55.45 4.55", "-10 16.67", "5.45 0",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_periods_by_cumulative_catch_up(case: str) -> None:
    price, costs, totals, revenue, cost, profit, provision = CASES[case]
    rows = recognised(ends(price, costs, totals))
    assert column(rows, "revenue") == revenue
    assert column(rows, "cost") == cost
    assert column(rows, "profit") == profit
    assert column(rows, "provision") == provision
    assert all(row.in_process == row.revenue_to_date - row.provision for row in rows)


def test_a_loss_as_work_goes_on() -> None:
    rows = recognised(ends("3900", "300 2400 4200", "3000 4000 4200"), onerous=AS_EARNED)
    assert column(rows, "profit") == "90 -150 -240"


def test_a_given_stage() -> None:
    """IAS 11, illustrative example: the stage is surveyed, the cost is the stage's share of the total."""
    stages = zip(decimals("9000 9200 9200"), decimals("8050 8200 8200"), decimals("0.26 0.74 1"))
    rows = recognised([PeriodEnd(price, None, total, stage) for price, total, stage in stages])
    assert column(rows, "revenue") == "2340 4468 2392"
    assert column(rows, "cost") == "2093 3975 2132"
    assert column(rows, "profit") == "247 493 260"


def test_uninstalled_materials_earn_no_margin() -> None:
    """IFRS 15 example 19: 20% of 3.5 million and the elevators at cost, not 50% of 5 million."""
    price, other, cost, elevators = decimals("5000000 2500000 500000 1500000")
    (row,) = recognised([PeriodEnd(price, cost, other, uninstalled=elevators)])
    assert (row.share, row.revenue, row.cost, row.profit) == (Decimal("0.2"), 2200000, 2000000, 200000)
    (ordered,) = recognised([PeriodEnd(price, cost, other, uninstalled_total=elevators)])
    assert (ordered.revenue, ordered.cost) == (700000, 500000)  # ordered, not yet delivered


def test_waste_is_a_cost_and_no_progress() -> None:
    (row,) = recognised([PeriodEnd(*decimals("1000 200 800"), wasted=Decimal(50))])
    assert (row.share, row.revenue, row.cost) == (Decimal("0.25"), 250, 250)


@pytest.mark.parametrize(
    ("rounding", "revenue"), [("exact", "242857.14"), ("2", "242800"), ("1", "242000"), ("0", "240000")]
)
def test_a_rounded_percentage_moves_money(rounding: str, revenue: str) -> None:
    rows = recognised(ends("2000000", "85000", "700000"), rounding)
    assert column(rows, "revenue") == revenue


def test_other_ways_to_recognise() -> None:
    contract = ends("100", "30 60 80", "80 80 80")
    assert column(recognised(contract, recognition=COST_RECOVERY), "profit") == "0 0 20"
    assert column(recognised(contract, recognition=COST_RECOVERY), "revenue") == "30 30 40"
    assert column(recognised(contract, recognition=COMPLETED), "revenue") == "0 0 100"
    losing = ends("100", "30 60 120", "80 120 120")
    assert column(recognised(losing, recognition=COMPLETED), "profit") == "0 -20 0"


@pytest.mark.parametrize("cost", ["101", None])
def test_progress_that_cannot_be_is_refused(cost: str | None) -> None:
    with pytest.raises(ValueError, match="progress"):
        completion(PeriodEnd(Decimal(1), None if cost is None else Decimal(cost), Decimal(100)))
    with pytest.raises(ValueError, match="progress"):
        completion(PeriodEnd(Decimal(1), Decimal(0), Decimal(0)))


def test_what_remains_and_what_is_to_date() -> None:
    assert completion(by_remaining(*decimals("3000000 990000 810000"))) == Decimal("0.55")
    assert to_date(decimals("1 2 3")) == (1, 3, 6)
    assert to_date([]) == ()


@pytest.mark.parametrize(
    ("billed", "over", "under"), [("550000", 50000, 0), ("500000", 0, 0), ("450000", 0, 50000)]
)
def test_billed_ahead_or_behind(billed: str, over: int, under: int) -> None:
    line = wip(*decimals("1000000 500000"), Decimal(billed))
    assert (line.overbilled, line.underbilled, line.over_under) == (over, under, over - under)
    assert (line.backlog, line.to_bill) == (500000, 1000000 - Decimal(billed))


def test_due_from_and_due_to_are_never_netted() -> None:
    """IAS 11, illustrative example: five contracts, 220 due from and 20 due to customers."""
    costs, profits = decimals("110 510 450 250 100"), decimals("35 70 30 -90 -30")
    each = [due(*one) for one in zip(costs, profits, decimals("100 520 380 180 55"))]
    assert [(one.due_from, one.due_to) for one in each] == [(45, 0), (60, 0), (100, 0), (0, 20), (15, 0)]
    assert due_in_all(each) == (220, 20)
    assert due_in_all([]) == Due(Decimal(0), Decimal(0))


MONEY = st.decimals(0, 10**7, places=2)
PERIODS = st.lists(st.tuples(MONEY, MONEY, MONEY, MONEY), min_size=1, max_size=5)


@given(
    PERIODS,
    st.sampled_from(COMPLETION_ROUNDING.values()),
    st.sampled_from(ONEROUS.values()),
    st.sampled_from(RECOGNITION.values()),
)
def test_periods_add_up_to_the_contract(periods, rounding, onerous, recognition) -> None:
    costs = to_date([cost for _, cost, _, _ in periods])
    contract = [
        PeriodEnd(price, cost, cost + rest + 1, uninstalled=min(materials, price))
        for (price, _, rest, materials), cost in zip(periods, costs)
    ]
    rows = recognised(contract, rounding, onerous, recognition)
    assert sum(row.revenue for row in rows) == rows[-1].revenue_to_date
    assert sum(row.profit for row in rows) == rows[-1].profit_to_date
    for end, row in zip(contract, rows):
        assert row.revenue - row.cost == row.profit
        total = end.total + end.uninstalled
        if onerous != AS_EARNED and total > end.price:
            assert row.profit_to_date <= end.price - total  # the whole loss, at the latest now
