"""Recoupment: each method in a table with rows short of, at and past its mark; golden fixture 1."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.billing import recoupment
from ledger.billing.recoupment import (
    BETWEEN,
    FIDIC,
    FIXED,
    NONE,
    PRO_RATA,
    THRESHOLD,
    Advance,
    flaws,
    in_last,
    recouped,
    recoupments,
    repayment_rate,
    starting_period,
    threshold_value,
    value_to_recoup,
)
from ledger.money import cents

D = Decimal
GOLDEN = Advance(D(2000000), D(10000000), THRESHOLD, D("0.6"))


def numbers(*texts: str) -> list[Decimal]:
    return [D(text) for text in texts]


def test_golden_fixture_1_threshold_mark():
    assert cents(threshold_value(GOLDEN)) == D("6666666.67")


@pytest.mark.parametrize(
    ("earned", "expected"),
    [
        ("5000000", "0"),
        ("6666666.66", "0"),
        ("6666666.67", "0"),
        ("6666666.70", "0.02"),
        ("7000000", "200000"),
        ("8500000", "1100000"),
        ("10000000", "2000000"),
        ("11000000", "2000000"),
    ],
)
def test_golden_fixture_1_threshold(earned: str, expected: str):
    assert recouped(GOLDEN, [D(earned)]) == D(expected)


@pytest.mark.parametrize(
    ("earned", "full", "expected"),
    [
        ("0", None, "0"),
        ("5000000", None, "1000000"),
        ("7000000", None, "1400000"),
        ("10000000", None, "2000000"),
        ("11000000", None, "2000000"),
        ("8999999.99", "0.9", "2000000.00"),
        ("9000000", "0.9", "2000000"),
        ("4500000", "0.9", "1000000"),
    ],
)
def test_pro_rata(earned: str, full: str | None, expected: str):
    terms = Advance(D(2000000), D(10000000), PRO_RATA, None if full is None else D(full))
    assert recouped(terms, [D(earned)]) == D(expected)


def test_golden_fixture_1_fidic_takes_its_rate_of_each_own_amount():
    terms = Advance(D(2000000), D(10000000), FIDIC)
    assert recoupments(terms, numbers("600000", "600000", "1000000")) == numbers("0", "150000", "250000")


@pytest.mark.parametrize(
    ("first_value", "mark", "expected"),
    [
        ("999999.99", "past", ["0", "250000"]),
        ("1000000", "past", ["0", "250000"]),
        ("1000000", "reached", ["250000", "250000"]),
        ("1000000.01", "past", ["250000.00", "250000"]),
    ],
)
def test_fidic_starts_where_the_mark_is_passed(first_value: str, mark: str, expected: list[str]):
    terms = Advance(D(2000000), D(10000000), FIDIC, mark=mark)
    assert recoupments(terms, numbers(first_value, "1000000")) == numbers(*expected)


def test_fidic_runs_to_exhaustion_and_the_last_recovery_is_the_balance():
    terms = Advance(D(1000000), D(10000000), FIDIC)
    answers = recoupments(terms, numbers("1500000", "1500000", "1500000", "500000"))
    assert answers == numbers("375000", "375000", "250000", "0")


def test_fidic_net_of_retention_is_a_convention():
    gross = Advance(D(2000000), D(10000000), FIDIC)
    values, retained = numbers("1050000", "1000000"), numbers("105000", "100000")
    assert recoupments(gross, values, retained) == numbers("262500", "250000")
    assert recoupments(gross._replace(base="net"), values, retained) == numbers("0", "225000")


@pytest.mark.parametrize(
    ("start", "expected_start", "expected"),
    [("same", 2, ["0", "5", "5", "0"]), ("after", 3, ["0", "0", "5", "5"])],
)
def test_fixed_share_starts_in_the_period_of_the_mark_or_the_one_after(
    start: str, expected_start: int, expected: list[str]
):
    terms = Advance(D(10), D(100), FIXED, D("0.2"), D("0.3"), start=start)
    values = numbers("20", "25", "25", "30")
    assert starting_period(terms, values) == expected_start
    assert recoupments(terms, values) == numbers(*expected)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (Advance(D(10), D(100), FIXED, D(3)), ["3.33", "3.33", "3.34", "0"]),
        (Advance(D(10), D(100), FIXED, D(2), first=2), ["0", "5", "5", "0"]),
        (Advance(D(10), D(100), FIXED, None, D("0.3"), start="after", last=4), ["0", "0", "5", "5"]),
        (Advance(D(10), D(100), FIXED, last=4), ["2.5", "2.5", "2.5", "2.5"]),
        (Advance(D(10), D(100), FIXED, schedule=(D("0.3"), D("0.3"), D("0.4"))), ["3", "3", "4", "0"]),
        (
            Advance(D(10), D(100), FIXED, None, D("0.3"), schedule=(D("0.6"), D("0.4"))),
            ["0", "6", "4", "0"],
        ),
        (
            Advance(
                D(10),
                D(100),
                FIXED,
                None,
                D("0.3"),
                schedule=(D("0.6"), D("0.4")),
                counts="value_and_advance",
            ),
            ["0", "6", "4", "0"],
        ),
        (
            Advance(
                D(15),
                D(100),
                FIXED,
                None,
                D("0.3"),
                schedule=(D("0.6"), D("0.4")),
                counts="value_and_advance",
            ),
            ["9", "6", "0", "0"],
        ),
    ],
)
def test_equal_parts_and_schedules(terms: Advance, expected: list[str]):
    assert recoupments(terms, numbers("20", "25", "25", "30")) == numbers(*expected)


@pytest.mark.parametrize(
    ("periods", "parts", "expected"),
    [
        (4, 2, ["0", "0", "5", "5"]),
        (4, 1, ["0", "0", "0", "10"]),
        (4, 4, ["2.5", "2.5", "2.5", "2.5"]),
        (2, 3, ["5", "5", "0", "0"]),
    ],
)
def test_equal_parts_in_the_last_periods(periods: int, parts: int, expected: list[str]):
    terms = in_last(Advance(D(10), D(100)), periods, parts)
    assert recoupments(terms, numbers("20", "25", "25", "30")) == numbers(*expected)


@pytest.mark.parametrize(
    ("earned", "expected"),
    [("19.99", "0"), ("20", "0"), ("20.06", "0.01"), ("50", "5"), ("80", "10"), ("95", "10")],
)
def test_between_two_fractions(earned: str, expected: str):
    assert recouped(Advance(D(10), D(100), BETWEEN, D("0.2"), D("0.8")), [D(earned)]) == D(expected)


def test_no_method_takes_nothing_back():
    assert recoupments(Advance(D(10), D(100), NONE), numbers("60", "60")) == numbers("0", "0")


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (Advance(D(20000000), D(200000000), FIDIC), "80000000"),
        (Advance(D(150), D(600), THRESHOLD, D("0.625")), "240"),
        (Advance(D(10), D(100), BETWEEN, D("0.2"), D("0.8")), "60"),
    ],
)
def test_value_to_recoup_the_whole(terms: Advance, expected: str):
    assert value_to_recoup(terms) == D(expected)


def test_repayment_rate_of_an_advance_repaid_by_ninety_percent():
    assert cents(repayment_rate(Advance(D(20), D(100), PRO_RATA, D("0.9"))) * 100) == D("22.22")


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (Advance(D(-1), D(100), PRO_RATA), "amount"),
        (Advance(D(10), D(0), PRO_RATA), "contract_sum"),
        (Advance(D(10), D(100), THRESHOLD), "parameter_1"),
        (Advance(D(10), D(100), THRESHOLD, D(0)), "parameter_1"),
        (Advance(D(61), D(100), THRESHOLD, D("0.6")), "parameter_1"),
        (Advance(D(10), D(100), PRO_RATA, D(0)), "parameter_1"),
        (Advance(D(10), D(100), FIDIC, D("0.1"), D(25)), "parameter_2"),
        (Advance(D(10), D(100), FIXED), "parameter_1"),
        (Advance(D(10), D(100), FIXED, D("2.5")), "parameter_1"),
        (Advance(D(10), D(100), BETWEEN, D("0.8"), D("0.2")), "parameter_2"),
    ],
)
def test_a_term_the_method_cannot_work_with_is_named(terms: Advance, field: str):
    assert [flaw.field for flaw in flaws(terms)] == [field]


@pytest.mark.parametrize(
    "terms", [GOLDEN, Advance(D(60), D(100), THRESHOLD, D("0.6")), Advance(D(0), D(0), NONE)]
)
def test_sound_terms_have_no_flaws(terms: Advance):
    assert flaws(terms) == []


amounts = st.decimals(min_value=0, max_value=400, places=2)
ADVANCES = st.sampled_from(
    [
        Advance(D("99.99"), D(1000), THRESHOLD, D("0.6")),
        Advance(D("99.99"), D(1000), PRO_RATA, D("0.9")),
        Advance(D("99.99"), D(1000), FIDIC),
        Advance(D("99.99"), D(1000), FIXED, D("0.3"), D("0.2"), start="after"),
        Advance(D("99.99"), D(1000), FIXED, D(7)),
        Advance(D("99.99"), D(1000), FIXED, schedule=(D("0.5"), D("0.5"))),
        Advance(D("99.99"), D(1000), BETWEEN, D("0.2"), D("0.8")),
    ]
)


@given(ADVANCES, st.lists(amounts, max_size=12))
def test_recouped_never_exceeds_the_advance_and_never_falls(terms: Advance, values: list[Decimal]):
    answers = recoupments(terms, values)
    assert all(answer >= 0 for answer in answers)
    assert sum(answers) <= terms.amount
    assert all(answer == cents(answer) for answer in answers)
    assert len(answers) == len(values)


@given(ADVANCES, st.lists(amounts, min_size=9, max_size=12))
def test_a_finished_contract_has_recouped_all(terms: Advance, values: list[Decimal]):
    assert recouped(terms, [*values, D(1000), D(1000)]) == terms.amount


def test_conventions_default_to_one_of_their_choices():
    for convention in recoupment.CONVENTIONS:
        assert convention.default in convention.values()
        assert recoupment.Advance._field_defaults[convention.name.split("_", 1)[1]] == convention.default
