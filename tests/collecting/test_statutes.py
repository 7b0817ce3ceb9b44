"""Regimes of late interest: the rows are sound, and each is told from the others by its figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ledger.collecting.application import INTEREST_FIRST, Payment
from ledger.collecting.rates import NoRate, rate_on
from ledger.collecting.statutes import (
    RATES,
    REGIMES,
    Regime,
    agreed_too_low,
    fixed_sum,
    rates_of,
    regime,
    statutory_interest,
)

D = date.fromisoformat


def law(id: str) -> Regime:
    found = regime(id)
    assert found is not None
    return found


@pytest.mark.parametrize("row", REGIMES, ids=[row.id for row in REGIMES])
def test_a_regime_is_sound(row: Regime) -> None:
    assert all((row.rule.en, row.rule.zh, row.source))
    assert [band.above for band in row.bands] == sorted(band.above for band in row.bands)
    assert row.id == "CONTRACT" or (row.rate is None) != (row.table == "")
    assert regime(f" {row.id.lower()} ") == row
    if row.verified is None and row.id != "CONTRACT":
        assert row.needs_lawyer


def test_ids_are_unique_and_an_unknown_one_is_none() -> None:
    assert len({row.id for row in REGIMES}) == len(REGIMES)
    assert regime("ATLANTIS") is None


def test_rate_rows_are_fractions_and_in_order() -> None:
    for name in {row.name for row in RATES}:
        rows = [row for row in RATES if row.name == name]
        assert [row.on for row in rows] == sorted({row.on for row in rows})
        assert all(0 <= row.rate < 1 and row.source for row in rows)


@pytest.mark.parametrize(
    ("debt", "uk", "eu"),
    [
        ("-1", "0", "0"),
        ("0", "0", "0"),
        ("0.01", "40", "40"),
        ("999.99", "40", "40"),
        ("1000", "70", "40"),
        ("9999.99", "70", "40"),
        ("10000", "100", "40"),
    ],
)
def test_fixed_sum_int_13(debt: str, uk: str, eu: str) -> None:
    assert fixed_sum(law("UK-LPA"), Decimal(debt)) == Decimal(uk)
    assert fixed_sum(law("EU-LPD"), Decimal(debt)) == Decimal(eu)
    assert fixed_sum(law("CN-SME-INT"), Decimal(debt)) == 0


@pytest.mark.parametrize(
    ("due", "rate"),
    [
        ("2023-06-29", "0.115"),  # interest starts on 30 June: the rate of 31 December
        ("2023-06-30", "0.13"),  # interest starts on 1 July: the rate of 30 June
        ("2023-12-30", "0.13"),
        ("2023-12-31", "0.1325"),
    ],
)
def test_the_uk_rate_is_fixed_when_interest_starts(due: str, rate: str) -> None:
    found, _ = statutory_interest(law("UK-LPA"), Decimal(1000), D(due), D("2024-03-01"), RATES)
    assert {one.rate for one in found.segments} == {Decimal(rate)}
    assert len(found.segments) == 1


def test_the_eu_rate_changes_with_the_half_year() -> None:
    found, added = statutory_interest(law("EU-LPD"), Decimal(10000), D("2023-05-01"), D("2024-02-01"), RATES)
    assert [(one.days, one.rate) for one in found.segments] == [
        (60, Decimal("0.105")),
        (184, Decimal("0.12")),
        (32, Decimal("0.125")),
    ]
    assert (found.total, added.charges) == (Decimal("887.12"), Decimal("927.12"))


def test_us_prompt_payment_compounds_and_stops_after_a_year() -> None:
    rates = [row for row in RATES if row.name == "US-PROMPT"]
    found, _ = statutory_interest(law("US-PPA"), Decimal(1500), D("2024-07-01"), D("2025-12-31"), rates)
    assert found.days == 365
    assert {one.rate for one in found.segments} == {Decimal("0.04875")}  # that of the day after the due date
    assert found.segments[1].principal == Decimal("1506.09375")


@pytest.mark.parametrize(
    ("id", "rate"),
    [
        ("CN-INT-26", "0.0345"),
        ("CN-SALE-18", "0.04485"),
        ("CN-LPR-4", "0.138"),
        ("CN-SME-INT", "0.0005"),
        ("CN-JUDGMENT", "0.000175"),
        ("CN-TAX-32", "0.0005"),
    ],
)
def test_chinese_rates(id: str, rate: str) -> None:
    assert rate_on(rates_of(law(id), D("2023-12-31"), RATES), D("2023-12-31")) == Decimal(rate)


def test_tax_paid_late() -> None:
    """300,000 due 2021-03-15, paid 2021-04-24: the day of payment counts, the last day in time does not."""
    found, _ = statutory_interest(law("CN-TAX-32"), Decimal(300000), D("2021-03-15"), D("2021-04-24"), RATES)
    assert (found.days, found.total) == (40, Decimal("6000.00"))


def test_where_nothing_is_agreed_chinese_law_pays_interest_first() -> None:
    paid = [Payment(D("2025-09-10"), Decimal(300000))]
    found, added = statutory_interest(
        law("CN-SME-INT"), Decimal(1000000), D("2025-07-10"), D("2025-12-31"), RATES, paid
    )
    assert law("CN-SME-INT").conditions.order == INTEREST_FIRST
    assert (found.principal_left, found.interest_left) == (Decimal("731000"), Decimal("40936.00"))
    assert found.claim == added.claim == Decimal("771936.00")


@pytest.mark.parametrize(
    ("signed_on", "agreed", "low"),
    [
        ("2025-05-20", "0.0299", True),
        ("2025-05-20", "0.03", False),
        ("2025-05-20", "0.0301", False),
        ("2025-05-19", "0.0309", True),  # the LPR was 3.1% on the day before
        ("2019-08-19", "0.0001", False),  # no LPR yet: no floor that we know
    ],
)
def test_agreed_rate_below_the_floor_int_14(signed_on: str, agreed: str, low: bool) -> None:
    assert agreed_too_low(law("CN-SME-INT"), Decimal(agreed), D(signed_on), RATES) is low


def test_no_floor_without_a_law_that_sets_one() -> None:
    assert not agreed_too_low(law("UK-LPA"), Decimal(0), D("2025-05-20"), RATES)


@pytest.mark.parametrize(("as_of", "fixed"), [("2023-06-30", "0"), ("2023-07-01", "100")])
def test_the_fixed_sum_is_due_once_interest_runs_int_15(as_of: str, fixed: str) -> None:
    _, added = statutory_interest(law("UK-LPA"), Decimal(12000), D("2023-06-30"), D(as_of), RATES)
    assert added.fixed_sum == Decimal(fixed)


def test_a_table_the_rules_sheet_lacks_is_no_rate() -> None:
    with pytest.raises(NoRate):
        statutory_interest(law("FIDIC-14.8"), Decimal(1000), D("2023-06-30"), D("2023-08-01"), RATES)
