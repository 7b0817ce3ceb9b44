"""Interest statements: six ways side by side, which one is used, and what bears no interest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ledger.collecting.application import INTEREST_FIRST, PRINCIPAL_FIRST, Payment
from ledger.collecting.dunning import PART, WHOLE
from ledger.collecting.interest import (
    AT_START,
    EVERY_30_DAYS,
    LAST_EXCLUDED,
    Conditions,
    late_interest,
)
from ledger.collecting.interest_bases import Basis, Missing, Sources, Terms, bases
from ledger.collecting.interest_statements import debts, interest_statement
from ledger.collecting.statutes import RATES
from ledger.enumerations import ClaimStatus, CustomerType, RateBasis
from ledger.records import Claim, Contract
from ledger.results import Receivable
from ledger.rulebook import RateFrom

D = date.fromisoformat
DAY = D("2025-12-31")
A_DAY = Decimal("0.0005")
MILLION = Decimal(1000000)
BOOK = Sources(RATES, conditions=Conditions())


def contract(**fields: Any) -> Contract:
    known: dict[str, Any] = {"signed_on": D("2025-06-02"), **fields}
    return Contract("C-1", "Acme", known.pop("currency", "CNY"), MILLION, **known)


AGREED = contract(late_rate=A_DAY, late_basis=RateBasis.DAY)


def receivable(
    agreement: Contract = AGREED,
    due: str | None = "2025-07-10",
    payable: str = "1000000",
    paid: tuple[tuple[str, str], ...] = (("2025-09-10", "300000"),),
    disputed: str = "0",
    status: ClaimStatus | None = None,
    number: str = "Q-1",
) -> Receivable:
    money = tuple((D(on), Decimal(amount)) for on, amount in paid)
    received = sum((amount for _, amount in money), Decimal(0))
    owed, on = Decimal(payable), D(due) if due else None
    late = max(0, (DAY - on).days) if on and owed > received else 0
    return Receivable(
        Claim(number, agreement.number, status=status), agreement, "A", owed, owed, owed, owed, owed, received,
        owed - received, Decimal(disputed), on, late, money,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("order", "principal", "interest", "run_up", "together", "per_diem"),
    [
        (PRINCIPAL_FIRST, "700000", "70200.00", "70200.00", "770200.00", "350.00"),
        (INTEREST_FIRST, "731000", "40936.00", "71936.00", "771936.00", "365.50"),
    ],
)
def test_golden_fixture_5(
    order: str, principal: str, interest: str, run_up: str, together: str, per_diem: str
) -> None:
    made = interest_statement(AGREED, [receivable()], BOOK, DAY, order=order)
    found = made.chosen
    assert (found.basis, found.order) == (Basis.CONTRACT, order)
    assert (found.principal, found.interest, found.run_up) == tuple(
        map(Decimal, (principal, interest, run_up))
    )
    assert (found.together, found.per_diem) == (Decimal(together), Decimal(per_diem))
    assert Decimal("60900.00") not in {one.run_up for one in made.results}  # what is left x all the days


def test_six_ways_stand_side_by_side() -> None:
    made = interest_statement(AGREED, [receivable()], BOOK, DAY)
    assert [(one.basis.code, one.order) for one in made.results] == [
        (basis, order)
        for basis in ("contract", "statutory", "lpr")
        for order in (PRINCIPAL_FIRST, INTEREST_FIRST)
    ]
    assert [one.terms is None for one in made.results] == [False, False, True, True, False, False]
    # 1,000,000 x 3.00% x 62 / 365 and 700,000 x 3.00% x 112 / 365
    assert made.results[4].interest == Decimal("5095.89") + Decimal("6443.84")
    assert made.chosen is made.results[0]


SME = {"rule_set": "CN-SME"}
LARGE = {"rule_set": "CN-SME", "customer_type": CustomerType.LARGE}


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"late_rate": A_DAY, **LARGE}, Basis.CONTRACT),
        (LARGE, Basis.STATUTORY),
        ({"late_rate": A_DAY}, Basis.CONTRACT),
        ({}, Basis.LPR),
        ({"rule_set": "contract"}, Basis.LPR),
        ({"rule_set": "UK", "currency": "GBP"}, Basis.STATUTORY),
        ({"rule_set": "UK", "currency": "GBP", "late_rate": Decimal("0.06")}, Basis.CONTRACT),
    ],
)
def test_the_agreed_rate_then_the_laws_then_the_lpr(fields: dict[str, Any], wanted: Basis) -> None:
    agreement = contract(**fields)
    made = interest_statement(agreement, [receivable(agreement)], BOOK, DAY)
    assert made.chosen.basis is wanted
    assert made.chosen.terms is not None


def test_the_books_standing_rate_comes_after_the_law_and_before_the_lpr() -> None:
    standing = BOOK._replace(late_rate=Decimal("0.08"))
    for fields, wanted in (({}, Basis.CONTRACT), (LARGE, Basis.STATUTORY)):
        agreement = contract(**fields)
        made = interest_statement(agreement, [receivable(agreement)], standing, DAY)
        assert made.chosen.basis is wanted
    terms = bases(contract(), standing, DAY)[Basis.CONTRACT]
    assert isinstance(terms, Terms)
    assert not terms.agreed
    assert terms.words.en == "our standing late rate, 8% per year / 365; the contract agrees none"


@pytest.mark.parametrize(
    ("basis", "fields", "why"),
    [
        (Basis.CONTRACT, {}, "agrees no late rate"),
        (Basis.STATUTORY, {}, "gives no rate of law"),
        (Basis.STATUTORY, {"rule_set": "contract"}, "gives no rate of law"),
        (Basis.STATUTORY, {"rule_set": "UK"}, "is about GBP, the contract is in CNY"),
        (Basis.STATUTORY, {**LARGE, "signed_on": D("2025-05-31")}, "before 国务院令第802号"),
        (Basis.STATUTORY, {**SME, "customer_type": CustomerType.SME}, "the customer is none"),
        (Basis.STATUTORY, {**LARGE, "late_rate": Decimal("0.0299")}, "below the 1-year LPR at signing"),
        (
            Basis.STATUTORY,
            {**LARGE, "late_rate": Decimal("0.03"), "signed_on": None},
            "day of signing is missing",
        ),
        (Basis.STATUTORY, {"rule_set": "FIDIC", "currency": "USD"}, "Rules hold no rate DISCOUNT"),
        (Basis.LPR, {"currency": "USD"}, "is about CNY, the contract is in USD"),
    ],
)
def test_a_basis_that_does_not_apply_says_why(basis: Basis, fields: dict[str, Any], why: str) -> None:
    agreement = contract(**fields)
    found = bases(agreement, BOOK, DAY)[basis]
    assert isinstance(found, Missing)
    assert why in found.why.en
    made = interest_statement(agreement, [receivable(agreement)], BOOK, DAY, basis)
    assert made.chosen.terms is None  # nothing is put in its place
    assert made.chosen.why == found.why
    assert made.chosen.interest == 0
    assert not made.chosen.charged


@pytest.mark.parametrize(
    ("fields", "rate", "agreed"),
    [
        (LARGE, A_DAY, False),
        ({**LARGE, "signed_on": D("2025-06-01")}, A_DAY, False),  # the day it came into force
        ({**LARGE, "late_rate": Decimal("0.03")}, Decimal("0.03"), True),  # the LPR itself
        ({**LARGE, "late_rate": Decimal("0.0002"), "late_basis": RateBasis.DAY}, Decimal("0.0002"), True),
        (SME, A_DAY, False),  # nobody said what the customer is
    ],
)
def test_the_law_leaves_an_agreed_rate_standing(fields: dict[str, Any], rate: Decimal, agreed: bool) -> None:
    found = bases(contract(**fields), BOOK, DAY)[Basis.STATUTORY]
    assert isinstance(found, Terms)
    assert (found.rates, found.agreed) == (rate, agreed)


def test_rates_come_from_the_book_alone() -> None:
    agreement = contract(rule_set="UK", currency="GBP")
    bare = Sources()
    assert isinstance(bases(agreement, bare, DAY)[Basis.STATUTORY], Missing)
    assert isinstance(bases(contract(), bare, DAY)[Basis.LPR], Missing)
    rows = (RateFrom("LPR-1Y", D("2025-08-01"), Decimal("0.03")),)
    made = interest_statement(contract(), [receivable(contract())], Sources(rows), DAY)
    assert made.chosen.why.en == "no rate LPR-1Y is known for 2025-07-11"
    made = interest_statement(
        contract(), [receivable(contract(), due="2025-07-31", paid=())], Sources(rows), DAY
    )
    assert made.chosen.terms is not None


@pytest.mark.parametrize(
    ("day", "known"),
    [("2025-05-19", "2024-10-21"), ("2025-05-20", "2025-05-20"), ("2030-01-01", "2025-05-20")],
)
def test_the_last_row_that_is_known_is_named(day: str, known: str) -> None:
    found = bases(contract(), BOOK, D(day))[Basis.LPR]
    assert isinstance(found, Terms)
    assert found.known is not None
    assert found.known.on == D(known)


def test_the_lpr_is_multiplied_as_the_book_says() -> None:
    fourfold = BOOK._replace(lpr_multiple=Decimal(4))
    agreement = contract()
    plain, raised = (
        interest_statement(agreement, [receivable(agreement, paid=())], sources, DAY).chosen
        for sources in (BOOK, fourfold)
    )
    assert plain.terms is not None
    assert raised.terms is not None
    assert (plain.terms.words.en, raised.terms.words.en) == (
        "LPR-1Y, per year / 365",
        "LPR-1Y x 4, per year / 365",
    )
    assert (plain.interest, raised.interest) == (Decimal("14301.37"), Decimal("57205.48"))


def test_the_uk_adds_a_fixed_sum_for_each_debt() -> None:
    agreement = contract(rule_set="UK", currency="GBP")
    owed = [
        receivable(agreement, payable=amount, paid=(), number=amount)
        for amount in ("999.99", "1000", "10000")
    ]
    made = interest_statement(agreement, owed, BOOK, DAY)
    assert [one.fixed_sum for one in made.chosen.charged] == [70, 100, 40]
    assert made.chosen.together == made.chosen.principal + made.chosen.interest + 210


@pytest.mark.parametrize(
    ("fields", "dispute", "principal", "why"),
    [
        ({}, WHOLE, "1000000", None),
        ({"disputed": "1"}, WHOLE, None, "disputed"),
        ({"disputed": "1"}, PART, "999999", None),
        ({"disputed": "699998.99"}, PART, "300001.01", None),
        ({"disputed": "700000"}, PART, None, "disputed"),
        ({"disputed": "900000"}, PART, None, "disputed"),
        ({"status": ClaimStatus.PAID}, WHOLE, None, "marked as paid, but its receipt is missing"),
        ({"due": None}, WHOLE, None, "has no due date"),
        ({"due": "2025-12-31"}, WHOLE, None, None),  # due, not overdue
        ({"due": "2025-12-30"}, WHOLE, "1000000", None),
        ({"paid": (("2025-09-10", "1000000"),)}, WHOLE, None, None),  # paid late, and settled
        ({"paid": (("2025-09-10", "999999"),)}, WHOLE, None, "below the smallest amount worth chasing"),
        ({"paid": (("2025-09-10", "999998.99"),)}, WHOLE, "1000000", None),
    ],
)
def test_what_bears_interest(
    fields: dict[str, Any], dispute: str, principal: str | None, why: str | None
) -> None:
    found, left_out = debts([receivable(**fields)], dispute, Decimal(1))
    assert [debt.principal for debt in found] == ([Decimal(principal)] if principal else [])
    assert [reason.en for _, reason in left_out] == ([why] if why else [])


@pytest.mark.parametrize(
    ("conditions", "per_diem"),
    [
        (Conditions(RateBasis.DAY), "350.00"),
        (Conditions(RateBasis.DAY, order=INTEREST_FIRST), "365.50"),
        (Conditions(RateBasis.DAY, days=LAST_EXCLUDED), "350.00"),
        (Conditions(RateBasis.DAY, compounding=EVERY_30_DAYS), "381.94"),
        (Conditions(RateBasis.DAY, limit_months=5), "0"),
        (Conditions(RateBasis.DAY, limit_months=12), "350.00"),
    ],
)
def test_the_per_diem_is_what_the_next_day_adds(conditions: Conditions, per_diem: str) -> None:
    def late(day: date) -> Any:
        return late_interest(
            MILLION, D("2025-07-10"), day, A_DAY, [Payment(D("2025-09-10"), Decimal(300000))], conditions
        )

    assert late(DAY).per_diem == Decimal(per_diem)
    assert abs(late(D("2026-01-01")).total - late(DAY).total - Decimal(per_diem)) <= Decimal("0.01")


@pytest.mark.parametrize(("moment", "per_diem"), [("each day", "200.00"), (AT_START, "100.00")])
def test_the_per_diem_is_at_the_rate_of_the_next_day(moment: str, per_diem: str) -> None:
    rates = [
        RateFrom("R", D("2025-01-01"), Decimal("0.0001")),
        RateFrom("R", D("2026-01-01"), Decimal("0.0002")),
    ]
    conditions = Conditions(RateBasis.DAY, moment=moment)
    assert late_interest(MILLION, D("2025-07-10"), DAY, rates, (), conditions).per_diem == Decimal(per_diem)


def test_nothing_more_accrues_on_what_is_paid() -> None:
    found = late_interest(MILLION, D("2025-07-10"), DAY, A_DAY, [Payment(D("2025-09-10"), MILLION)])
    assert found.per_diem == 0
