"""Retention: brackets, caps, bases and precedence, each in a table around its mark; golden fixture 4."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.billing import retention
from ledger.billing.retention import (
    RetentionTerms,
    account,
    held_to_date,
    line_retentions,
    maximum,
    plain,
    rate_for,
    retentions,
    rounded_together,
    share_paid,
    share_released,
    slices,
    spread,
)
from ledger.money import cents
from ledger.records import Bracket

D = Decimal
TEN = plain(D("0.10"))


def numbers(*texts: str) -> list[Decimal]:
    return [D(text) for text in texts]


def brackets(*pairs: tuple[str, str]) -> tuple[Bracket, ...]:
    return tuple(Bracket(D(limit), D(rate)) for limit, rate in pairs)


def test_marginal_brackets_of_the_published_case():
    terms = RetentionTerms(brackets(("0.20", "0.10"), ("0.38", "0.15"), ("1", "0.25")), contract_sum=D(17000))
    assert slices(terms, D(7200)) == numbers("340", "459", "185")
    assert spread(D(984), numbers("1200", "6000")) == numbers("164.00", "820.00")


@pytest.mark.parametrize(
    ("work", "later", "everything"),
    [
        ("49.99", "5.00", "5.00"),
        ("50", "5.00", "5.00"),
        ("50.02", "5.00", "2.50"),
        ("60", "5.50", "3.00"),
        ("100", "7.50", "5.00"),
        ("120", "8.50", "6.00"),
    ],
)
def test_a_reduced_rate_holds_for_later_work_or_for_all(work: str, later: str, everything: str):
    terms = RetentionTerms(brackets(("0.5", "0.10"), ("1", "0.05")), contract_sum=D(100))
    assert cents(held_to_date(terms, D(work))) == D(later)
    assert cents(held_to_date(terms._replace(reduction="all"), D(work))) == D(everything)


@pytest.mark.parametrize(("mark", "expected"), [("past", "5"), ("reached", "2.5")])
def test_at_the_limit_itself_the_convention_decides(mark: str, expected: str):
    terms = RetentionTerms(
        brackets(("0.5", "0.10"), ("1", "0.05")), contract_sum=D(100), reduction="all", mark=mark
    )
    assert held_to_date(terms, D(50)) == D(expected)


@pytest.mark.parametrize(("work", "expected"), [("40", "4"), ("50", "5"), ("51", "5"), ("100", "5")])
def test_nothing_is_held_past_a_last_limit(work: str, expected: str):
    terms = RetentionTerms(brackets(("0.5", "0.10")), contract_sum=D(100))
    assert held_to_date(terms, D(work)) == D(expected)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["27", "49.9", "23"], ["2.7", "4.99", "2.30"]),
        (["27", "50", "23"], ["2.7", "5", "2.3"]),
        (["30", "55", "96"], ["3", "5.5", "1.5"]),
        (["30", "55", "96", "10"], ["3", "5.5", "1.5", "0"]),
    ],
)
def test_held_until_the_cap_the_last_is_the_remainder(values: list[str], expected: list[str]):
    terms = RetentionTerms(TEN, contract_sum=D(200), cap=maximum(D("0.05"), D(200)))
    assert retentions(terms, numbers(*values)) == numbers(*expected)


@pytest.mark.parametrize(
    ("base", "settlement", "expected"),
    [
        ("original", None, "275000"),
        ("current", None, "337500"),
        ("settlement", None, "337500"),
        ("settlement", "700000", "350000"),
    ],
)
def test_the_cap_is_a_share_of_the_sum_it_names(base: str, settlement: str | None, expected: str):
    known = None if settlement is None else D(settlement)
    assert maximum(D("0.5"), D(550000), D(675000), known, base) == D(expected)


@pytest.mark.parametrize(
    ("base", "materials_rate", "expected"),
    [
        ("work", None, ["5", "5"]),
        ("work_and_materials", None, ["7", "3"]),
        ("work", "0.05", ["6", "4"]),
        ("work_and_materials", "0.05", ["6", "4"]),
    ],
)
def test_stored_materials_are_in_the_base_apart_or_left_out(
    base: str, materials_rate: str | None, expected: list[str]
):
    terms = RetentionTerms(TEN, None if materials_rate is None else D(materials_rate), base)
    assert retentions(terms, numbers("50", "50"), numbers("20", "0")) == numbers(*expected)


@pytest.mark.parametrize(
    ("terms", "final", "expected"),
    [
        (RetentionTerms(plain(D("0.05")), base="contract", timing="final"), True, ["0", "0", "5"]),
        (RetentionTerms(plain(D("0.05")), base="contract", timing="final"), False, ["0", "0", "0"]),
        (RetentionTerms(plain(D("0.05")), base="contract"), True, ["2", "2", "1"]),
        (RetentionTerms(plain(D("0.05")), base="contract"), False, ["2", "2", "1.0"]),
        (RetentionTerms(plain(D("0.05")), base="settlement", settlement_sum=D(140)), True, ["2", "2", "3"]),
        (RetentionTerms(plain(D("0.05")), timing="final"), True, ["0", "0", "6"]),
    ],
)
def test_retention_of_a_sum_is_complete_in_the_final_certificate(
    terms: RetentionTerms, final: bool, expected: list[str]
):
    terms = terms._replace(contract_sum=D(100))
    assert retentions(terms, numbers("40", "40", "40"), final=final) == numbers(*expected)


@pytest.mark.parametrize(("work", "expected"), [("99", "9.9"), ("100", "10"), ("101", "10")])
def test_held_to_date_stops_at_the_cap(work: str, expected: str):
    assert held_to_date(RetentionTerms(TEN, contract_sum=D(200), cap=D(10)), D(work)) == D(expected)


def test_a_period_of_credits_gives_its_retention_back():
    assert retentions(RetentionTerms(TEN, contract_sum=D(200)), numbers("-30", "50")) == numbers("-3", "5")


def test_golden_fixture_4_rounded_by_line_or_on_the_total():
    amounts, rates = numbers("3587.25", "1460.75"), numbers("0.10", "0.10")
    by_line = line_retentions(amounts, rates)
    on_total = line_retentions(amounts, rates, "total")
    assert (sum(by_line), sum(on_total)) == (D("504.81"), D("504.80"))
    terms = RetentionTerms(TEN)
    assert sum(retentions(terms._replace(rounding="line"), amounts)) == D("504.81")
    assert sum(retentions(terms, amounts)) == D("504.80")


@pytest.mark.parametrize(
    ("line", "change_order", "contract", "expected"),
    [
        ("0.15", "0.05", "0.10", "0.15"),
        (None, "0.05", "0.10", "0.05"),
        (None, None, "0.10", "0.10"),
        ("0", "0.05", "0.10", "0"),
        (None, None, None, "0"),
    ],
)
def test_line_before_change_order_before_contract(
    line: str | None, change_order: str | None, contract: str | None, expected: str
):
    rates = [None if rate is None else D(rate) for rate in (line, change_order, contract)]
    assert rate_for(*rates) == D(expected)


@pytest.mark.parametrize(
    ("on", "paid", "held"),
    [
        (None, "0.95", "5"),
        (date(2013, 7, 9), "0.95", "5"),
        (date(2013, 7, 10), "0.975", "2.5"),
        (date(2013, 7, 11), "0.975", "2.5"),
    ],
)
def test_the_certificates_own_date_decides_the_rate(on: date | None, paid: str, held: str):
    terms = RetentionTerms(
        plain(D("0.05")), contract_sum=D(100), taken_over_on=date(2013, 7, 10), rate_after=D("0.025")
    )
    assert share_paid(terms, on) == D(paid)
    assert held_to_date(terms, D(100), on=on) == D(held)
    assert share_released(terms) == D("0.025")


def test_the_certificate_after_taking_over_gives_half_back():
    terms = RetentionTerms(TEN, taken_over_on=date(2026, 5, 1), rate_after=D("0.05"))
    answers = retentions(terms, numbers("60", "40"), dates=[date(2026, 4, 1), date(2026, 5, 1)])
    assert answers == numbers("6", "-1")


def test_the_ledger_runs_a_balance_and_totals():
    ledger = account(RetentionTerms(plain(D("0.05"))), numbers("100000", "150000"))
    assert [line.balance for line in ledger.lines] == numbers("5000", "12500")
    assert (ledger.value, ledger.held, ledger.net) == (D(250000), D(12500), D(237500))


def test_a_credit_line_takes_its_part_with_its_sign():
    assert spread(D("9.00"), numbers("30", "-10", "70")) == numbers("3.00", "-1.00", "7.00")
    assert spread(D(0), numbers("0", "0")) == numbers("0", "0")


def test_a_total_is_never_lost_for_want_of_lines():
    with pytest.raises(ValueError, match="come to something"):
        spread(D(1), numbers("10", "-10"))


@pytest.mark.parametrize(
    ("exact", "expected"),
    [
        (["358.725", "146.075"], ["358.73", "146.07"]),
        (["0.006", "0.006", "0.006"], ["0.01", "0.01", "0.00"]),
        (["-0.006", "1.006"], ["-0.01", "1.01"]),
        (["0.009", "0.009"], ["0.01", "0.01"]),
        ([], []),
    ],
)
def test_parts_rounded_together(exact: list[str], expected: list[str]):
    assert rounded_together(numbers(*exact)) == numbers(*expected)


values = st.lists(st.decimals(min_value=0, max_value=500, places=2), max_size=12)
TERMS = st.sampled_from(
    [
        RetentionTerms(TEN, contract_sum=D(1000), cap=D("50.01")),
        RetentionTerms(TEN, contract_sum=D(1000), cap=D("50.01"), rounding="line"),
        RetentionTerms(TEN, D("0.05"), contract_sum=D(1000), cap=D(30)),
        RetentionTerms(brackets(("0.333", "0.1"), ("1", "0.03")), contract_sum=D(1000), cap=D(60)),
        RetentionTerms(TEN, base="settlement", settlement_sum=D(900), contract_sum=D(1000), cap=D(27)),
    ]
)


@given(TERMS, values)
def test_retention_never_exceeds_its_cap(terms: RetentionTerms, periods: list[Decimal]):
    held = D(0)
    for each in retentions(terms, periods, final=True):
        held += each
        assert 0 <= held <= terms.cap


@given(st.lists(st.decimals(-500, 500, places=5), max_size=12))
def test_parts_rounded_together_add_up_and_none_is_a_cent_off(exact: list[Decimal]):
    parts = rounded_together(exact)
    assert sum(parts, D(0)) == cents(sum(exact, D(0)))
    assert all(abs(part - one) < D("0.01") for part, one in zip(parts, exact, strict=True))


def test_conventions_default_to_one_of_their_choices_and_are_the_terms_defaults():
    defaults = RetentionTerms._field_defaults
    for convention in retention.CONVENTIONS:
        assert convention.default in convention.values()
        field = convention.name.split("_", 1)[1]
        assert field == "cap_base" or defaults[field] == convention.default
