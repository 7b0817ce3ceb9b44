"""Terms that dated law questions: short of each mark, at it and past it; who is asked and who is not."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.collecting.law_questions import IN_FORCE, QUESTIONS
from ledger.portfolio import found_mismatches, portfolio
from ledger.results import Mismatch, Severity
from ledger.tables.book import read_book
from tests.drawing import book

DAY = date(2026, 6, 30)
LAW = """
    | Legal rules  |                                |                    |                |                |
    | Rule         | What it says                   | Source             | Effective from | Needs a lawyer |
    | CN-SME-30/60 | 30 and 60 days                 | Order 802 art. 9   | {effective}    | no             |
"""
USUAL = {
    "Customer type": "agency",
    "Currency": "CNY",
    "Signed on": "2026-01-05",
    "Payment days": "30",
    "Rule set": "CN-SME",
    "Late rate": "6%",
    "Completed on": "2026-06-01",
}
STAGES = """
    | Contract | Milestone | Kind       | Mode | Share or amount | Base         | Trigger     | Trigger value |
    | C-01     | A-1       | advance    | pay  | {advance}       | contract     | signed      |               |
    | C-01     | M-1       | {kind}     | pay  | {progress}      | period value | certificate |               |
    | C-01     | S-1       | settlement | up to | {settlement}   | contract     | settled     |               |
    | C-01     | R-1       | release    | pay  | balance         | contract     | accepted    | 12 months     |
"""


def rules(  # every word of a contract may be changed
    advance: str = "",
    progress: str = "80%",
    settlement: str = "97%",
    law: str = "",
    setting: str = "",
    kind: str = "progress",
    **more: str,
) -> dict[str, Mismatch]:
    columns = {"Contract": "C-01", "Customer": "Acme", "Contract sum": "1000000", **USUAL}
    columns.update({key.replace("_", " "): value for key, value in more.items()})
    contract = f"| {' | '.join(columns)} |\n| {' | '.join(columns.values())} |"
    stages = STAGES.format(advance=advance or "20%", progress=progress, settlement=settlement, kind=kind)
    if not advance:
        stages = "\n".join(line for line in stages.splitlines() if "A-1" not in line)
    sheet = f"| Settings | |\n| Setting | Value |\n| Payment days | {setting} |" if setting else law
    drawn = book(contracts=contract, milestones=stages, **({"rules": sheet} if sheet else {}))
    desk = portfolio(read_book(drawn), DAY)
    assert not desk.problems, [str(p) for p in desk.problems]
    return {m.rule: m for m in found_mismatches(desk) if m.rule.startswith("TRM-3")}


def test_the_usual_contract_raises_no_question() -> None:
    assert not rules()


@pytest.mark.parametrize(
    ("settlement", "asked"), [("97.01%", False), ("97%", False), ("96.99%", True), ("95%", True)]
)
def test_retention_by_stages_above_3_percent(settlement: str, asked: bool) -> None:
    assert ("TRM-30" in rules(settlement=settlement)) is asked
    assert "TRM-30" not in rules(settlement=settlement, Currency="EUR")


@pytest.mark.parametrize(
    ("rate", "cap", "asked"),
    [("3%", "", False), ("3.01%", "", True), ("10%", "3%", False), ("10%", "5%", True), ("2%", "5%", False)],
)
def test_retention_by_a_ledger_above_3_percent(rate: str, cap: str, asked: bool) -> None:
    more = {"Retention rate": rate, "Retention base": "work done", "Retention cap": cap}
    assert ("TRM-30" in rules(settlement="100%", **more)) is asked


def test_golden_fixture_3_retention_of_5_percent_is_questioned() -> None:
    question = rules(progress="70%", settlement="95%")["TRM-30"]
    assert question.money == 20000  # 2% of a million
    assert "5%" in question.meaning.en
    assert "a lawyer must confirm" in question.action.en


def test_goods_with_a_warranty_are_not_works() -> None:
    goods = "| Contract | Milestone | Kind | Mode | Share or amount | Base | Trigger |\n| C-01 | A | advance | pay | 50% | contract | signed |\n| C-01 | B | release | pay | balance | contract | accepted |"
    contract = (
        "| Contract | Customer | Currency | Contract sum | Late rate |\n| C-01 | Acme | CNY | 1000 | 6% |"
    )
    answers = found_mismatches(portfolio(read_book(book(contracts=contract, milestones=goods)), DAY))
    assert not [m.rule for m in answers if m.rule.startswith("TRM")]


@pytest.mark.parametrize(
    ("kind", "days", "asked"),
    [
        ("agency", "60", False), ("agency", "61", True), ("institution", "61", True), ("large", "60", False),
        ("large", "61", True), ("SME", "90", False), ("individual", "90", False), ("", "90", False),
    ],
)  # fmt: skip
def test_payment_days_over_60(kind: str, days: str, asked: bool) -> None:
    assert ("TRM-31" in rules(Customer_type=kind, Payment_days=days)) is asked
    assert "TRM-31" not in rules(Customer_type=kind, Payment_days=days, Rule_set="contract")


@pytest.mark.parametrize(
    ("rule", "days", "asked"),
    [
        ("calendar", "60", False),
        ("months", "2", False),
        ("months", "3", True),
        ("business", "43", False),
        ("business", "44", True),
    ],
)
def test_payment_days_in_other_units(rule: str, days: str, asked: bool) -> None:
    assert ("TRM-31" in rules(Payment_days=days, Day_rule=rule)) is asked


@pytest.mark.parametrize(
    ("kind", "own", "default", "asked"),
    [
        ("agency", "", "30", False), ("agency", "", "31", True), ("agency", "45", "31", False),
        ("large", "", "45", False), ("institution", "", "60", True),
    ],
)  # fmt: skip
def test_more_than_30_days_without_agreement(kind: str, own: str, default: str, asked: bool) -> None:
    assert ("TRM-32" in rules(Customer_type=kind, Payment_days=own, setting=default)) is asked


@pytest.mark.parametrize(
    ("progress", "kind", "asked"),
    [
        ("80%", "agency", False),
        ("79.99%", "agency", True),
        ("70%", "institution", True),
        ("70%", "large", False),
    ],
)
def test_progress_below_80_percent(progress: str, kind: str, asked: bool) -> None:
    answers = rules(progress=progress, Customer_type=kind)
    assert ("TRM-33" in answers) is asked
    assert not asked or answers["TRM-33"].milestone == "M-1"


@pytest.mark.parametrize(
    ("advance", "asked"), [("9.99%", True), ("10%", False), ("30%", False), ("30.01%", True), ("", False)]
)
def test_an_advance_outside_10_to_30_percent(advance: str, asked: bool) -> None:
    terms = {"Recoupment method": "pro rata", "Recoupment parameter 1": "1"} if advance else {}
    assert ("TRM-34" in rules(advance=advance, **terms)) is asked


def test_provisional_sums_are_no_base_of_an_advance() -> None:
    terms = {"Recoupment method": "pro rata", "Recoupment parameter 1": "1", "Provisional sums": "50000"}
    assert "TRM-34" in rules(advance="29%", **terms)  # 290,000 of 950,000 is 30.5%


@pytest.mark.parametrize(
    ("rate", "basis", "asked"),
    [
        ("3%", "per year", False),  # the one-year LPR from 2025-05-20
        ("2.99%", "per year", True),
        ("0.0082%", "per day", True),  # 2.993% a year
        ("0.05%", "per day", False),
    ],
)
def test_a_late_rate_below_the_lpr_at_signing(rate: str, basis: str, asked: bool) -> None:
    assert ("TRM-35" in rules(Late_rate=rate, Late_basis=basis)) is asked
    assert "TRM-35" not in rules(Late_rate=rate, Late_basis=basis, Customer_type="SME")


def test_the_books_own_rates_go_first() -> None:
    rates = "| Interest rates | | |\n| Rate | From | Percent |\n| {name} | 2025-12-20 | 7% |"
    assert "TRM-35" in rules(law=rates.format(name="LPR-1Y"))
    assert "TRM-35" not in rules(law=rates.format(name="BOE"))


def test_a_stage_of_another_kind_is_no_progress_payment() -> None:
    assert "TRM-33" not in rules(progress="70%", Customer_type="agency", kind="milestone")


def test_a_contract_of_no_sum_has_no_advance_share() -> None:
    terms = {"Recoupment method": "fixed", "Recoupment parameter 1": "0.1", "Provisional sums": "1000000"}
    assert "TRM-34" not in rules(advance="29%", **terms)


def test_no_late_rate_is_asked_about_until_all_is_paid() -> None:
    assert rules(Late_rate="")["TRM-36"].severity is Severity.LOW
    contract = "| Contract | Customer | Currency | Contract sum |\n| C-01 | Acme | EUR | 1000 |"
    stages = "| Contract | Milestone | Kind | Mode | Share or amount | Base | Trigger | Met on |\n| C-01 | A | milestone | pay | 100% | contract | signed | 2026-01-05 |"
    claims = "| Claim | Contract | Milestone | Claimed on | Claimed | Invoiced on | Invoiced | Due on |\n| Q | C-01 | A | 2026-01-06 | 1000 | 2026-01-07 | 1000 | 2026-02-06 |"
    for paid, asked in (("999.99", True), ("1000", False)):
        receipts = f"| Date | Amount | Bank reference | Claim |\n| 2026-02-01 | {paid} | R-1 | Q |"
        drawn = book(contracts=contract, milestones=stages, claims=claims, receipts=receipts)
        found = [m.rule for m in found_mismatches(portfolio(read_book(drawn), DAY))]
        assert ("TRM-36" in found) is asked


@pytest.mark.parametrize(
    ("signed", "effective", "asked"),
    [
        ("2025-05-31", "", False), ("2025-06-01", "", True), ("", "", True),
        ("2026-01-05", "2026-01-05", True), ("2026-01-05", "2026-01-06", False),
    ],
)  # fmt: skip
def test_a_rule_holds_for_contracts_signed_since_it_came_into_force(
    signed: str, effective: str, asked: bool
) -> None:
    law = LAW.format(effective=effective) if effective else ""
    assert ("TRM-31" in rules(Payment_days="90", Signed_on=signed, law=law)) is asked


def test_the_rules_sheet_gives_the_source_and_switches_rules_off() -> None:
    law = LAW.format(effective="2025-06-01")
    listed = rules(progress="70%", Payment_days="90", law=law)
    assert set(listed) == {"TRM-31"}  # CN-PROG-80 is not listed
    assert listed["TRM-31"].action.en.endswith("(CN-SME-30/60 Order 802 art. 9)")
    assert "lawyer" not in listed["TRM-31"].action.en


def test_every_question_has_both_languages_its_source_and_a_day_in_force() -> None:
    for rule, row in QUESTIONS.items():
        assert row.source, rule
        assert all(text.en and text.zh for text in (row.meaning, row.action)), rule
        assert row.severity is not Severity.HIGH, rule
        assert not row.law or row.law in IN_FORCE, rule
