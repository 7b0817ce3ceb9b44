"""An instalment plan: it adds up to the cent, one a month from the first day, on business days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.calendars import Calendar, is_business_day
from ledger.collecting.instalments import FEWEST, MOST, instalments

FIRST = date(2026, 1, 30)


@pytest.mark.parametrize(
    ("total", "currency", "count", "down", "amounts"),
    [
        ("100", "CNY", 3, None, ["33.34", "33.33", "33.33"]),
        ("100.01", "CNY", 2, None, ["50.01", "50.00"]),
        ("100", "CNY", 3, "40", ["40", "30.00", "30.00"]),
        ("100", "CNY", 3, "99.98", ["99.98", "0.01", "0.01"]),
        ("100", "CNY", 3, "99.99", []),  # one of the rest would be nothing
        ("100", "CNY", 3, "100", []),
        ("100", "CNY", 3, "0", []),
        ("100", "CNY", 3, "40.001", []),
        ("0.02", "CNY", 2, None, ["0.01", "0.01"]),
        ("0.02", "CNY", 3, None, []),
        ("0", "CNY", 2, None, []),
        ("100", "CNY", 1, None, []),
        ("100", "CNY", 61, None, []),
        ("100", "JPY", 3, None, ["34", "33", "33"]),
        ("100.5", "JPY", 3, None, []),  # there is no half yen to owe
        ("100", "KWD", 3, None, ["33.334", "33.333", "33.333"]),
    ],
)
def test_the_amounts(total: str, currency: str, count: int, down: str | None, amounts: list[str]) -> None:
    plan = instalments(D(total), currency, FIRST, count, D(down) if down else None)
    assert [str(p.amount) for p in plan] == amounts
    if plan:
        assert plan[-1].left == 0


def test_the_days_count_from_the_first_and_roll_to_business_days() -> None:
    spring = Calendar(frozenset({date(2026, 3, 30), date(2026, 3, 31)}))
    days = [p.on for p in instalments(D(500), "CNY", date(2026, 1, 31), 5, None, spring)]
    assert days == [  # 31 January is a Saturday; no day is counted from one that was moved
        date(2026, 2, 2), date(2026, 3, 2), date(2026, 4, 1), date(2026, 4, 30), date(2026, 6, 1),
    ]  # fmt: skip


@given(
    st.integers(1, 10**12), st.integers(FEWEST, MOST), st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.sampled_from(["CNY", "USD", "JPY", "KWD"]), st.none() | st.integers(1, 10**9),
)  # fmt: skip
def test_a_plan_adds_up_and_its_days_rise(
    units: int, count: int, first: date, currency: str, down: int | None
) -> None:
    step = {"JPY": D(1), "KWD": D("0.001")}.get(currency, D("0.01"))
    total = units * step
    plan = instalments(total, currency, first, count, down * step if down else None)
    if not plan:
        assert units < count or (down is not None and units - down < count - 1)
        return
    assert sum(p.amount for p in plan) == total
    assert len(plan) == count
    assert min(p.amount for p in plan) > 0
    assert all(is_business_day(p.on) for p in plan)
    days = [p.on for p in plan]
    assert days == sorted(set(days))
    left = total
    for p in plan:
        left -= p.amount
        assert p.left == left
