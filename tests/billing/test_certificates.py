"""Certificates: published sequences, the minimum and its carry, rounding by line or on the total."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.billing.certificates import (
    CONVENTIONS,
    Certificate,
    CertificateTerms,
    Period,
    certificates,
    currencies,
    exchange_rate,
    final_account,
    settlement_sum,
    statement,
)
from ledger.billing.recoupment import FIDIC, FIXED, THRESHOLD, Advance
from ledger.billing.retention import RetentionTerms, plain

D = Decimal
FEN = D("0.000001")  # one fen where amounts are in ten thousands of yuan


def numbers(*texts: str) -> list[Decimal]:
    return [D(text) for text in texts]


def periods(*values: str) -> list[Period]:
    return [Period(D(value)) for value in values]


def column(answers: list[Certificate], field: str) -> list[Decimal]:
    return [getattr(answer, field) for answer in answers]


def test_threshold_and_retention_in_the_last_month():
    terms = CertificateTerms(
        (Advance(D(150), D(600), THRESHOLD, D("0.625"), step=FEN),),
        RetentionTerms(plain(D("0.05")), base="contract", contract_sum=D(600), timing="final"),
        step=FEN,
    )
    answers = certificates(terms, periods("100", "140", "180", "180"), final=True)
    assert column(answers, "certified") == numbers("100", "140", "142.5", "37.5")
    assert column(answers, "advance_balance") == numbers("150", "150", "112.5", "0")
    assert answers[-1].retention_balance == 30


@pytest.mark.parametrize(
    ("minimum", "certified", "carried"),
    [
        ("26.99", ["27", "49.5", "78.5"], ["0", "0", "0"]),
        ("27", ["27", "49.5", "78.5"], ["0", "0", "0"]),
        ("50", ["0", "76.5", "78.5"], ["27", "0", "0"]),
        ("76.5", ["0", "76.5", "78.5"], ["27", "0", "0"]),
        ("76.51", ["0", "0", "155"], ["27", "76.5", "0"]),
        ("155.01", ["0", "0", "0"], ["27", "76.5", "155"]),
    ],
)
def test_a_certificate_below_the_minimum_is_carried_forward(
    minimum: str, certified: list[str], carried: list[str]
):
    terms = CertificateTerms(
        (Advance(D(40), D(200), FIXED, schedule=(D(0), D(0), D("0.4"))),),
        RetentionTerms(plain(D("0.10")), contract_sum=D(200), cap=D(10)),
        minimum=D(minimum),
    )
    answers = certificates(terms, periods("30", "55", "96"))
    assert column(answers, "certified") == numbers(*certified)
    assert column(answers, "carried") == numbers(*carried)


def test_the_final_certificate_leaves_nothing_behind():
    terms = CertificateTerms(minimum=D(50))
    assert column(certificates(terms, periods("60", "20")), "certified") == numbers("60", "0")
    assert column(certificates(terms, periods("60", "20"), final=True), "certified") == numbers("60", "20")


def test_an_amount_owed_back_is_carried_and_settled_at_the_end():
    answers = certificates(CertificateTerms(), [Period(D(10), deductions=D(15)), Period(D(20))])
    assert column(answers, "certified") == numbers("0", "15")
    answers = certificates(CertificateTerms(), [Period(D(10), deductions=D(15))], final=True)
    assert column(answers, "certified") == numbers("-5")


def test_two_items_with_factor_minimum_and_the_advance_in_the_last_two_months():
    terms = CertificateTerms(
        (Advance(D("18.52"), D("92.6"), FIXED, first=3, last=4, step=FEN),),
        RetentionTerms(plain(D("0.05"))),
        minimum=D(25),
        step=FEN,
    )
    answers = certificates(terms, periods("24.24", "34.56", "32.64", "24.1128"), final=True)
    assert column(answers, "due") == numbers("23.028", "32.832", "21.748", "13.64716")
    assert column(answers, "certified") == numbers("0", "55.86", "0", "35.39516")


def test_progress_paid_at_a_share_with_owner_supplied_materials_and_a_claim():
    terms = CertificateTerms(pay_share=D("0.9"))
    answers = certificates(terms, [Period(D(100), additions=D(5), deductions=D(30))])
    assert (answers[0].progress, answers[0].due, answers[0].to_date) == (D(90), D(65), D(100))


def test_materials_on_site_are_paid_at_their_share_and_taken_back_when_built_in():
    terms = CertificateTerms(materials_share=D("0.8"))
    answers = certificates(terms, [Period(D(0), D(100)), Period(D(100), D(0))])
    assert column(answers, "due") == numbers("80", "20")


def test_two_advances_each_by_its_own_terms():
    terms = CertificateTerms(
        (
            Advance(D(300), D(3000), "between", D("0.3"), D("0.7")),
            Advance(D(180), D(3000), FIXED, D(3), first=2),
        )
    )
    answers = certificates(terms, periods("300", "900"))
    assert column(answers, "recouped") == numbers("0", "135")


def test_fidic_certificate_with_retention_and_taking_over():
    terms = CertificateTerms(
        (Advance(D(100), D(1000), FIDIC),),
        RetentionTerms(plain(D("0.10")), taken_over_on=date(2026, 3, 31), rate_after=D("0.05")),
    )
    answers = certificates(
        terms, [Period(D(300), dated=date(2026, 2, 28)), Period(D(700), dated=date(2026, 3, 31))]
    )
    assert column(answers, "recouped") == numbers("75", "25")
    assert column(answers, "retention_balance") == numbers("30", "50")
    assert column(answers, "due") == numbers("195", "655")


@pytest.mark.parametrize(
    ("rounding", "deductions", "net"),
    [("total", "107436929.02", "45679398.32"), ("line", "107436929.01", "45679398.33")],
)
def test_a_real_certificate_a_cent_apart(rounding: str, deductions: str, net: str):
    share = D("13984653.534")
    answer = statement(D("139846535.34"), D("13269792.00"), share, share, D("79467621.95"), rounding)
    assert (answer.deductions, answer.net) == (D(deductions), D(net))
    assert answer.gross == D("153116327.34")


def test_rounding_on_the_total_in_a_sequence():
    lines = RetentionTerms(plain(D("0.005")))
    by_line = certificates(CertificateTerms(retention=lines), periods("1.00", "1.00"))
    on_total = certificates(CertificateTerms(retention=lines, rounding="total"), periods("1.00", "1.00"))
    assert column(by_line, "due") == numbers("0.99", "1.00")
    assert column(on_total, "due") == numbers("1.00", "1.00")


def test_currencies_add_up():
    assert currencies(D("45679398.32"), numbers("0.4", "0.6")) == numbers("18271759.33", "27407638.99")
    assert exchange_rate(D("1354.50"), D(10)) == D("135.45")


def test_final_account():
    assert settlement_sum(D(660), numbers("39.6", "-0.005")) == D("699.60")
    account = final_account(settlement_sum(D(660), [D("39.6")]), D("20.988"), D(132), D(484), FEN)
    assert account.balance == D("62.612")


def test_the_convention_is_the_default_of_the_terms():
    for convention in CONVENTIONS:
        assert convention.default in convention.values()
    assert CertificateTerms().rounding == CONVENTIONS[0].default


values = st.lists(st.decimals(min_value=0, max_value=500, places=2), min_size=1, max_size=10)


@given(values, st.decimals(0, 600, places=2))
def test_certificates_add_up_to_the_total(amounts: list[Decimal], minimum: Decimal):
    terms = CertificateTerms(
        (Advance(D("99.99"), D(1000), THRESHOLD, D("0.6")),),
        RetentionTerms(plain(D("0.05")), contract_sum=D(1000), cap=D(30)),
        minimum=minimum,
    )
    answers = certificates(terms, [Period(amount) for amount in amounts], final=True)
    last = answers[-1]
    recouped = last.recouped_to_date
    assert recouped + last.advance_balance == D("99.99")
    assert last.carried == 0
    assert last.certified_to_date == sum(column(answers, "certified"))
    assert last.certified_to_date == sum(amounts) - recouped - last.retention_balance
    assert all(answer.certified == 0 or answer.certified >= minimum for answer in answers[:-1])


@given(values, st.sampled_from(["line", "total"]))
def test_splitting_a_run_changes_nothing_before_the_split(amounts: list[Decimal], rounding: str):
    terms = CertificateTerms((Advance(D(100), D(1000), FIDIC),), minimum=D(50), rounding=rounding)
    whole = certificates(terms, [Period(amount) for amount in amounts])
    part = certificates(terms, [Period(amount) for amount in amounts[:-1]])
    assert whole[:-1] == part
