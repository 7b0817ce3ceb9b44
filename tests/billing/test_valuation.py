"""Valuation: quantity bands, price factors and adjustments, each in a table around its mark."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ledger.billing import valuation
from ledger.billing.valuation import (
    Band,
    PricePart,
    adjustment_factor,
    advance_base,
    marked_up,
    measured_value,
    own_amounts,
    period_values,
    price_difference,
    price_rise,
    scheduled_sum,
    together,
)

D = Decimal
BAND = Band(D("0.15"), D("0.9"), D("0.15"), D("1.1"))


def numbers(*texts: str) -> list[Decimal]:
    return [D(text) for text in texts]


def test_a_schedule_adds_up_in_its_units():
    items = [(D(1250), D(180)), (D(1400), D(480)), (D(3100), D(360)), (D(1800), D(300))]
    assert scheduled_sum(items) == D(2553000)
    assert scheduled_sum(items, D(10000)) == D("255.3")


def test_own_amounts_of_a_cumulative_column():
    assert own_amounts(numbers("800", "1800", "3000")) == numbers("800", "1000", "1200")
    assert own_amounts([]) == []


@pytest.mark.parametrize(
    ("quantity", "excess", "everything"),
    [
        ("22.99", "6897", "6897"),
        ("23", "6900", "6900"),
        ("23.1", "6927", "6237"),
        ("24", "7170", "6480"),
    ],
)
def test_beyond_the_band_the_price_takes_the_factor(quantity: str, excess: str, everything: str):
    assert measured_value(D(quantity), D(300), D(20), BAND) == D(excess)
    assert measured_value(D(quantity), D(300), D(20), BAND._replace(reach="all")) == D(everything)


@pytest.mark.parametrize(
    ("quantity", "final", "expected"),
    [("17", True, "5100"), ("16.9", True, "5577"), ("16.9", False, "5070"), ("0", True, "0")],
)
def test_too_small_a_quantity_is_known_at_the_end(quantity: str, final: bool, expected: str):
    assert measured_value(D(quantity), D(300), D(20), BAND, final) == D(expected)


def test_the_period_that_passes_the_band_is_split():
    assert period_values(numbers("20", "2", "2"), D(300), D(20), BAND) == numbers("6000", "600", "570")


def test_the_price_factor_of_each_period_and_the_last_one_after_it():
    values = period_values(
        numbers("3000", "5000", "8000"), D(100), D(20000), factors=numbers("1.0", "1.2"), in_units_of=D(10000)
    )
    assert values == numbers("30", "60", "96")


def test_two_items_under_one_contract():
    band = Band(D("0.10"), D("0.9"))
    rows = [
        period_values(numbers("500", "800", "800", "600"), D(180), D(2300), band, in_units_of=D(10000)),
        period_values(numbers("700", "900", "800", "600"), D(160), D(3200), band, in_units_of=D(10000)),
    ]
    assert together(rows) == numbers("20.2", "28.8", "27.2", "20.094")
    assert together([numbers("1"), numbers("1", "2"), []]) == numbers("2", "2")


def test_additions_in_percent_lie_one_on_another():
    assert marked_up(D(100), numbers("0.10", "0.05")) == D("115.50")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], "0.15"),
        ([("0.85", "100", "100")], "1.00"),
        ([("0.45", "110", "100"), ("0.40", "95", "100")], "1.025"),
    ],
)
def test_price_adjustment_formula(parts: list[tuple[str, str, str]], expected: str):
    assert adjustment_factor(D("0.15"), [PricePart(*map(D, part)) for part in parts]) == D(expected)


def test_a_rise_of_the_main_materials_at_settlement():
    assert price_rise(D(660), D("0.6"), D("0.1")) == D("39.6")


@pytest.mark.parametrize(
    ("bid", "current", "expected"),
    [
        ("100", "105", "0"),
        ("100", "106", "10"),
        ("103", "106", "0"),
        ("103", "110", "18.5"),
        ("100", "95", "0"),
        ("100", "94", "-10"),
        ("97", "94", "0"),
    ],
)
def test_a_price_counts_beyond_the_risk_band(bid: str, current: str, expected: str):
    assert price_difference(D(10), D(bid), D(100), D(current), D("0.05")) == D(expected)


@pytest.mark.parametrize(
    ("base", "expected"),
    [("whole", "1000"), ("less_provisional", "900"), ("less_provisional_and_safety", "870")],
)
def test_the_advance_is_a_share_of_the_base_that_the_convention_names(base: str, expected: str):
    assert advance_base(D(1000), D(100), D(30), base) == D(expected)


def test_conventions_default_to_one_of_their_choices():
    for convention in valuation.CONVENTIONS:
        assert convention.default in convention.values()
