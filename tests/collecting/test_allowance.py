"""Allowances: by age, by sales, and what write-offs leave to make good."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ledger.collecting.allowance import allowance, by_ageing, by_sales


def decimals(text: str) -> list[Decimal]:
    return [Decimal(one) for one in text.split()]


@pytest.mark.parametrize(
    ("balances", "rates", "amounts", "total"),
    [
        ("80000 15000 5000", "0.03 0.09 0.25", "2400 1350 1250", "5000"),
        ("320000 110000 24000 18000 43000", "0.01 0.03 0.10 0.33 0.75", "3200 3300 2400 5940 32250", "47090"),
        ("0.50 0.50", "0.01 0.01", "0.01 0.01", "0.02"),  # each bucket rounds, so the lines add up
        ("", "", "", "0"),
    ],
)
def test_allowance_by_age(balances: str, rates: str, amounts: str, total: str) -> None:
    answer = allowance(decimals(balances), decimals(rates))
    assert list(answer.amounts) == decimals(amounts)
    assert answer.total == Decimal(total)


def test_each_balance_needs_its_rate() -> None:
    with pytest.raises(ValueError, match="rate"):
        allowance(decimals("1 2"), decimals("0.1"))


@pytest.mark.parametrize(
    ("required", "opening", "written_off", "recovered", "before", "expense"),
    [
        (100, 100, 0, 0, 100, 0),
        (100, 100, 100, 0, 0, 100),
        (73100, 75000, 85000, 0, -10000, 83100),  # in debit after write-offs
        (100, 50, 80, 20, -10, 110),
        (100, 150, 0, 0, 150, -50),  # set aside too much: income
        (100, -10, 0, 0, -10, 110),  # opened in debit
    ],
)
def test_expense_brings_the_allowance_to_what_age_calls_for(
    required: int, opening: int, written_off: int, recovered: int, before: int, expense: int
) -> None:
    answer = by_ageing(*map(Decimal, (required, opening, written_off, recovered)))
    assert answer == (before, expense, required)


def test_by_sales_the_expense_does_not_look_at_the_allowance() -> None:
    answer = by_sales(Decimal(10185000), Decimal("0.008"), Decimal(75000), Decimal(85000))
    assert answer == (-10000, 81480, 71480)
