"""Figures for managers: days sales outstanding both ways, collection, lateness."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.collecting.figures import (
    AVERAGE,
    collection_effectiveness,
    collection_rate,
    delinquency,
    dso,
    dso_count_back,
    receivable_balance,
    turnover,
    weighted_days_late,
)


def d(number: object) -> Decimal:
    return Decimal(str(number))


def shown(value: Decimal | None, places: int = 1) -> str | None:
    return None if value is None else str(round(value, places))


@pytest.mark.parametrize(
    ("receivable", "sales", "days", "expected"),
    [
        (150000, 1800000, 365, "30.4"),
        (200000, 2000000, 365, "36.5"),
        (1200000, 10000000, 365, "43.8"),
        (0, 100, 365, "0.0"),
        (100, 0, 365, None),
    ],
)
def test_dso(receivable: int, sales: int, days: int, expected: str | None) -> None:
    assert shown(dso(d(receivable), d(sales), days)) == expected


MONTHS = ((100, 30), (80, 30), (70, 30))


@pytest.mark.parametrize(
    ("receivable", "billed", "days", "uncovered"),
    [
        (212, MONTHS, "73.7", 0),
        (0, MONTHS, "0.0", 0),
        (-5, MONTHS, "0.0", 0),
        (99, MONTHS, "29.7", 0),
        (100, MONTHS, "30.0", 0),
        (101, MONTHS, "30.4", 0),
        (250, MONTHS, "90.0", 0),
        (260, MONTHS, "90.0", 10),
        (2100, ((900, 31), (800, 28), (700, 31)), "76.7", 0),
        (100, ((0, 31), (100, 30)), "61.0", 0),  # a month without billing lets its days pass
        (100, (), "0.0", 100),
    ],
)
def test_count_back(receivable: int, billed: tuple, days: str, uncovered: int) -> None:
    answer = dso_count_back(d(receivable), [(d(amount), length) for amount, length in billed])
    assert (shown(answer.days), answer.uncovered) == (days, uncovered)


@given(st.decimals(1, 10**6, places=2), st.decimals(1, 10**6, places=2), st.integers(1, 12))
def test_level_billing_gives_both_ways_the_same_days(
    receivable: Decimal, monthly: Decimal, months: int
) -> None:
    counted = dso_count_back(receivable, [(monthly, 30)] * months)
    if not counted.uncovered:
        simple = dso(receivable, monthly * months, 30 * months)
        assert abs(counted.days - simple) < Decimal("1e-15")


def test_lateness_within_dso() -> None:
    answer = delinquency(d(1200000), d(800000), d(10000000), 365)
    assert [shown(one) for one in answer] == ["43.8", "29.2", "14.6"]
    assert delinquency(d(1), d(1), d(0), 365) is None


def test_turnover_on_the_balance_asked_for() -> None:
    assert receivable_balance(d(80), d(120)) == 120
    assert receivable_balance(d(80), d(120), AVERAGE) == 100
    assert turnover(d(1000), d(100), 365) == (10, d("36.5"))
    assert turnover(d(1000), d(0), 365) is None
    assert turnover(d(0), d(100), 365) is None


@pytest.mark.parametrize(
    ("opening", "sales", "closing", "current", "months", "percent"),
    [
        (100000, 1000000, 120000, 100000, 1, "98.0"),
        (100, 1200, 50, 50, 1, "100.0"),
        (100, 1200, 120, 70, 12, "61.5"),
        (0, 0, 0, 0, 1, None),
    ],
)
def test_collection_effectiveness(opening, sales, closing, current, months, percent) -> None:
    answer = collection_effectiveness(d(opening), d(sales), d(closing), d(current), months)
    assert (None if answer is None else shown(answer * 100)) == percent


def test_rates_and_days_late() -> None:
    assert collection_rate(d(50), d(80)) == d("0.625")
    assert collection_rate(d(50), d(0)) is None
    assert weighted_days_late([(d(100), 10), (d(300), 30), (d(100), -5)]) == 19
    assert weighted_days_late([]) is None
