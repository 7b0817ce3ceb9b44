"""Rates in force, rates built on others, half-yearly reference rates, and the price of an early payment."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ledger.collecting.rates import (
    BASIS,
    DAY_BEFORE,
    SAME_DAY,
    NoRate,
    daily_rate,
    days_per,
    discount_cost,
    half_yearly,
    implied_rate,
    named,
    raised,
    rate_on,
    yearly_rate,
)
from ledger.conventions import chosen
from ledger.enumerations import RateBasis
from ledger.rulebook import RateFrom

D = date.fromisoformat


def table(*rows: str) -> tuple[RateFrom, ...]:
    """Rows of "day percent"."""
    return tuple(
        RateFrom("TEST", D(on), Decimal(rate).scaleb(-2)) for on, rate in (row.split() for row in rows)
    )


LPR = table("2019-08-20 4.25", "2019-09-20 4.20", "2019-11-20 4.15")


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        ("2019-08-20", "0.0425"),
        ("2019-09-19", "0.0425"),
        ("2019-09-20", "0.042"),
        ("2019-09-21", "0.042"),
        ("2030-01-01", "0.0415"),
    ],
)
def test_rate_in_force_int_2(day: str, rate: str) -> None:
    assert rate_on(LPR, D(day)) == Decimal(rate)
    assert rate_on(LPR[::-1], D(day)) == Decimal(rate)
    assert rate_on(Decimal("0.05"), D(day)) == Decimal("0.05")


@pytest.mark.parametrize("rates", [LPR, ()])
def test_no_rate_is_not_zero(rates: tuple[RateFrom, ...]) -> None:
    with pytest.raises(NoRate, match="2019-08-19"):
        rate_on(rates, D("2019-08-19"))


@pytest.mark.parametrize(
    ("multiple", "margin", "floor", "rate"),
    [
        ("4", "0", "0", "0.17"),  # 4 x LPR
        ("1.3", "0", "0", "0.05525"),  # LPR plus 30%
        ("1", "0.08", "0", "0.1225"),  # base plus 8 points
        ("1", "0", "0.0424", "0.0425"),
        ("1", "0", "0.0425", "0.0425"),
        ("1", "0", "0.0426", "0.0426"),
    ],
)
def test_raised_int_3(multiple: str, margin: str, floor: str, rate: str) -> None:
    asked = (Decimal(multiple), Decimal(margin), Decimal(floor))
    assert raised(Decimal("0.0425"), *asked) == Decimal(rate)
    assert rate_on(raised(LPR, *asked), D("2019-08-20")) == Decimal(rate)


@pytest.mark.parametrize(
    ("change", "day_before", "same_day"),
    [
        ("2023-06-29", "5", "5"),
        ("2023-06-30", "5", "5"),
        ("2023-07-01", "3.5", "5"),
        ("2023-07-02", "3.5", "3.5"),
    ],
)
def test_half_year_reference_int_4(change: str, day_before: str, same_day: str) -> None:
    """What holds from 1 July when the bank moves from 3.5% to 5% about the end of June."""
    bank = table("2022-12-15 3.5", f"{change} 5")
    for fixed_on, percent in ((DAY_BEFORE, day_before), (SAME_DAY, same_day)):
        reference = half_yearly(bank, D("2023-12-31"), fixed_on)
        assert [row.on for row in reference] == [D("2023-01-01"), D("2023-07-01")]
        assert rate_on(reference, D("2023-07-01")) == Decimal(percent).scaleb(-2)
        assert rate_on(reference, D("2023-12-31")) == Decimal(percent).scaleb(-2)


def test_a_half_year_before_the_table_has_no_rate() -> None:
    reference = half_yearly(table("2023-02-02 4"), D("2024-01-01"))
    assert [row.on for row in reference] == [D("2023-07-01"), D("2024-01-01")]
    with pytest.raises(NoRate):
        rate_on(reference, D("2023-06-30"))
    first_of_july = table("2023-07-01 5")
    assert [row.on for row in half_yearly(first_of_july, D("2024-01-01"), DAY_BEFORE)] == [D("2024-01-01")]
    assert len(half_yearly(first_of_july, D("2024-01-01"), SAME_DAY)) == 2
    assert half_yearly((), D("2024-01-01")) == ()


@pytest.mark.parametrize(
    ("basis", "day", "days"),
    [
        (RateBasis.DAY, "2024-01-01", 1),
        (RateBasis.YEAR_360, "2024-01-01", 360),
        (RateBasis.YEAR_365, "2024-01-01", 365),
        (RateBasis.YEAR_ACTUAL, "2023-12-31", 365),
        (RateBasis.YEAR_ACTUAL, "2024-01-01", 366),
        (RateBasis.YEAR_ACTUAL, "2025-01-01", 365),
    ],
)
def test_days_per_basis_int_1(basis: RateBasis, day: str, days: int) -> None:
    assert days_per(basis, D(day)) == days


def test_a_rate_by_the_day_and_by_the_year() -> None:
    assert daily_rate(Decimal("0.05"), RateBasis.YEAR_360).scaleb(4).quantize(Decimal("0.1")) == Decimal(
        "1.4"
    )
    assert yearly_rate(Decimal("0.0005")) == Decimal("0.1825")
    assert yearly_rate(Decimal("0.36"), RateBasis.YEAR_360) == Decimal("0.365")


def test_implied_rate_int_5() -> None:
    found = implied_rate(Decimal(320000), Decimal("18475.56"), 609, RateBasis.YEAR_360)
    assert found.quantize(Decimal("0.00001")) == Decimal("0.03413")


@pytest.mark.parametrize(
    ("discount", "net", "days", "basis", "compound", "cost"),
    [
        ("0.02", 30, 10, RateBasis.YEAR_365, False, "0.3724"),
        ("0.02", 30, 10, RateBasis.YEAR_360, False, "0.3673"),
        ("0.02", 30, 4, RateBasis.YEAR_360, False, "0.2826"),  # the Treasury's 0.0283 is ten times too small
        ("0.02", 45, 20, RateBasis.YEAR_365, True, "0.3431"),
        ("0.02", 45, 7, RateBasis.YEAR_365, False, "0.1960"),
        ("0.03", 30, 7, RateBasis.YEAR_365, False, "0.4908"),
        ("0", 30, 10, RateBasis.YEAR_365, False, "0.0000"),
    ],
)
def test_discount_cost_int_16(
    discount: str, net: int, days: int, basis: RateBasis, compound: bool, cost: str
) -> None:
    found = discount_cost(Decimal(discount), net, days, basis, compound)
    assert found.quantize(Decimal("0.0001")) == Decimal(cost)


def test_rows_of_one_name() -> None:
    other = RateFrom("OTHER", D("2020-01-01"), Decimal("0.01"))
    assert named((LPR[2], other, LPR[0]), "TEST") == (LPR[0], LPR[2])


def test_a_basis_is_named_by_the_words_of_the_contracts_sheet() -> None:
    for basis in RateBasis:
        assert chosen(BASIS, basis.label.zh) == chosen(BASIS, basis.label.en) == basis.code
