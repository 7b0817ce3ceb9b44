"""Amounts round half up at stated steps; parts add up to their whole for any weights, sign and currency."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.money import (
    FROM_FIRST,
    FROM_LAST,
    LARGEST_REMAINDER,
    LEFTOVER,
    ON_LARGEST,
    ON_LAST,
    ROUNDINGS,
    allocate,
    cash_rounded,
    cents,
    portion,
    rounded,
    rounded_portion,
    share_of,
    unit,
)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [("0.0049", "0.00"), ("0.005", "0.01"), ("0.0051", "0.01"), ("-0.005", "-0.01"), ("2.675", "2.68")],
)
def test_cents_are_half_up_and_away_from_zero(amount: str, expected: str) -> None:
    assert str(cents(Decimal(amount))) == expected


@pytest.mark.parametrize(
    ("currency", "expected"), [("CNY", "0.01"), ("jpy", "1"), ("KWD", "0.001"), ("", "0.01")]
)
def test_smallest_amount_of_a_currency(currency: str, expected: str) -> None:
    assert unit(currency) == Decimal(expected)


@pytest.mark.parametrize(
    ("amount", "step", "method", "expected"),
    [
        ("7.02", "0.05", "half_up", "7.00"),
        ("7.025", "0.05", "half_up", "7.05"),
        ("7.03", "0.05", "half_up", "7.05"),
        ("-7.025", "0.05", "half_up", "-7.05"),
        ("7.025", "0.05", "half_down", "7.00"),
        ("7.025", "0.05", "half_even", "7.00"),
        ("7.075", "0.05", "half_even", "7.10"),
        ("7.00", "0.05", "up", "7.00"),
        ("7.0001", "0.05", "up", "7.05"),
        ("-7.0001", "0.05", "up", "-7.05"),
        ("7.0499", "0.05", "down", "7.00"),
        ("781.515", "0.05", "up", "781.55"),  # Odoo, cash discount and cash rounding
        ("0.5", "1", "half_up", "1"),
        ("12.344", "0.01", "half_up", "12.34"),
        ("12.345", "0.01", "half_even", "12.34"),
    ],
)
def test_steps_and_methods_of_rounding(amount: str, step: str, method: str, expected: str) -> None:
    assert rounded(Decimal(amount), Decimal(step), method) == Decimal(expected)


def test_cash_rounding_keeps_the_difference_visible() -> None:
    assert cash_rounded(Decimal("42.02"), Decimal("0.05")) == (Decimal("42.00"), Decimal("-0.02"))
    assert cash_rounded(Decimal("42.03"), Decimal("0.05")) == (Decimal("42.05"), Decimal("0.02"))


ALLOCATIONS = {  # total, weights, step: parts under each convention that differs
    "no leftover": ("100", "1 1 2", "1", {LARGEST_REMAINDER: "25 25 50", ON_LAST: "25 25 50"}),
    "one unit left": (
        "100",
        "1 1 1",
        "1",
        {
            LARGEST_REMAINDER: "34 33 33",
            FROM_FIRST: "34 33 33",
            FROM_LAST: "33 33 34",
            ON_LAST: "33 33 34",
            ON_LARGEST: "34 33 33",
        },
    ),
    "two units left": (
        "101",
        "1 1 1",
        "1",
        {LARGEST_REMAINDER: "34 34 33", FROM_LAST: "33 34 34", ON_LAST: "34 34 33", ON_LARGEST: "33 34 34"},
    ),
    "a tie goes to the first": ("5", "7 3", "1", {LARGEST_REMAINDER: "4 1", FROM_LAST: "3 2"}),
    "the largest remainder is not the first": (
        "10",
        "1 1 1 4",
        "1",
        {LARGEST_REMAINDER: "2 1 1 6", FROM_FIRST: "2 2 1 5", ON_LARGEST: "1 1 1 7"},
    ),
    "a weight of nothing gets nothing": ("100", "0 1 1 1", "1", {FROM_FIRST: "0 34 33 33"}),
    "a credit note is the invoice negated": ("-101", "1 1 1 1", "1", {FROM_FIRST: "-26 -25 -25 -25"}),
    "weights with decimals (golden fixture 4)": (
        "5.47",
        "33.34 33.33 33.33",
        "0.01",
        {LARGEST_REMAINDER: "1.83 1.82 1.82", ON_LAST: "1.82 1.82 1.83"},
    ),
    "yen": ("100", "1 2", "1", {LARGEST_REMAINDER: "33 67"}),
    "dinars": ("1.000", "1 1 1", "0.001", {LARGEST_REMAINDER: "0.334 0.333 0.333"}),
    "Swiss cash": ("1.00", "1 1 1", "0.05", {LARGEST_REMAINDER: "0.35 0.35 0.30"}),
    "nothing to share": ("0", "1 1", "0.01", {LARGEST_REMAINDER: "0 0", ON_LAST: "0 0"}),
}


@pytest.mark.parametrize("case", ALLOCATIONS)
def test_allocation_by_convention(case: str) -> None:
    total, weights, step, expected = ALLOCATIONS[case]
    for convention, parts in expected.items():
        given_parts = allocate(
            Decimal(total), [Decimal(one) for one in weights.split()], Decimal(step), convention
        )
        assert given_parts == [Decimal(one) for one in parts.split()], convention


@pytest.mark.parametrize("weights", [[], [Decimal(0)], [Decimal(1), Decimal(-1)], [Decimal(2), Decimal(-1)]])
def test_weights_that_share_nothing_are_refused(weights: list[Decimal]) -> None:
    with pytest.raises(ValueError, match="weights"):
        allocate(Decimal(1), weights)


STEPS = st.sampled_from([Decimal("0.01"), Decimal(1), Decimal("0.001"), Decimal("0.05")])
WEIGHTS = st.lists(st.decimals(0, 10**9, places=10), min_size=1, max_size=20).filter(any)


@given(st.integers(-(10**15), 10**15), WEIGHTS, STEPS, st.sampled_from(LEFTOVER.values()))
def test_parts_add_up_exactly(units: int, weights: list[Decimal], step: Decimal, convention: str) -> None:
    total = units * step
    parts = allocate(total, weights, step, convention)
    assert sum(parts) == total
    assert allocate(-total, weights, step, convention) == [-part for part in parts]
    assert all(part == 0 for part, weight in zip(parts, weights) if weight == 0)
    if convention in (LARGEST_REMAINDER, FROM_FIRST, FROM_LAST):
        whole = sum(weights)
        assert all(abs(part * whole - total * weight) < step * whole for part, weight in zip(parts, weights))


def test_retention_rounded_on_lines_or_on_the_total() -> None:
    """Golden fixture 4: where it is rounded moves a cent."""
    lines = [Decimal("3587.25"), Decimal("1460.75")]
    assert sum(share_of(line, Decimal("0.1")) for line in lines) == Decimal("504.81")
    assert share_of(sum(lines), Decimal("0.1")) == Decimal("504.80")


def test_a_rounded_share_moves_money() -> None:
    share, amount, drift = rounded_portion(Decimal("41528.379"), Decimal("50478.97"), 2)
    assert (share, amount, drift) == (Decimal("0.8227"), Decimal("41529.05"), Decimal("0.67"))
    assert rounded_portion(Decimal("41528.379"), Decimal("50478.97"), 4).share == Decimal("0.822687")
    assert Decimal("50478.97") * portion(Decimal("41528.379"), Decimal("50478.97")) == Decimal("41528.379")
    with pytest.raises(ValueError, match="whole"):
        portion(Decimal(1), Decimal(0))


def test_every_rounding_has_its_convention() -> None:
    from ledger.money import CASH_ROUNDING

    assert set(CASH_ROUNDING.values()) == set(ROUNDINGS)
