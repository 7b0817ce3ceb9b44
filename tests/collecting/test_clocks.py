"""Legal clocks: the last day, what resets it, and the days before it on which somebody is asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ledger.collecting.clocks import QUESTIONS
from ledger.collecting.ending_rights import limitation_end, priority_end
from ledger.language import LANGUAGES
from ledger.portfolio import found_mismatches, portfolio
from ledger.results import Mismatch, Severity
from ledger.tables.book import read_book
from tests.drawing import book

DUE = date(2023, 7, 10)


@pytest.mark.parametrize(
    ("resets", "as_of", "ends"),
    [
        ([], "2024-01-01", "2026-07-10"),
        (["2023-07-10"], "2024-01-01", "2026-07-10"),  # on the due date: nothing runs yet
        (["2023-07-11"], "2024-01-01", "2026-07-11"),
        (["2024-05-01", "2023-09-01"], "2024-06-01", "2027-05-01"),  # the order never matters
        (["2024-06-02"], "2024-06-01", "2026-07-10"),  # after the day asked about
        (["2026-07-10"], "2026-08-01", "2029-07-10"),  # on the last day
        (["2026-07-11"], "2026-08-01", "2026-07-10"),  # a day late
        (["2026-07-01", "2029-06-30"], "2029-07-01", "2032-06-30"),  # each from the last
    ],
)
def test_the_limitation_period(resets: list[str], as_of: str, ends: str) -> None:
    days = [date.fromisoformat(day) for day in resets]
    assert limitation_end(DUE, days, date.fromisoformat(as_of)).ends == date.fromisoformat(ends)


@pytest.mark.parametrize(
    ("due", "ends"),
    [("2025-03-31", "2026-09-30"), ("2024-08-31", "2026-02-28"), ("2025-01-15", "2026-07-15")],
)
def test_priority_ends_18_months_on(due: str, ends: str) -> None:
    """The first row is golden fixture 6."""
    assert priority_end(date.fromisoformat(due)) == date.fromisoformat(ends)


def asked(
    as_of: date,
    contacts: str = "",
    currency: str = "CNY",
    kind: str = "settlement",
    due: str = "2023-07-10",
    paid: str = "",
    rules: str = "",
    amount: str = "100",
    claim: str = "",
) -> dict[str, Mismatch]:
    sheets = {
        "contracts": f"| Contract | Customer | Currency | Contract sum | Late rate |\n| C-01 | Acme | {currency} | 1000 | 6% |",
        "milestones": f"| Contract | Milestone | Kind | Mode | Share or amount | Base | Trigger | Met on |\n| C-01 | A | {kind} | pay | 100% | contract | signed | 2023-01-05 |",
        "claims": f"| Claim | Contract | Milestone | Claimed on | Claimed | Invoiced on | Invoiced | Due on |\n| Q-1 | C-01 | A | 2023-06-06 | 1000 | 2023-06-07 | 1000 | {due} |\n{claim}",
        "contacts": "| Date | Contract | Claims | Level | Channel | Status | Proof |\n" + contacts,
    }
    if paid:
        sheets["receipts"] = f"| Date | Amount | Bank reference | Claim |\n| {paid} | {amount} | R-1 | Q-1 |"
    if rules:
        sheets["rules"] = rules
    desk = portfolio(read_book(book(**sheets)), as_of)
    assert not desk.problems, [str(p) for p in desk.problems]
    return {m.rule: m for m in found_mismatches(desk) if m.rule.startswith("TRM-4")}


END = date(2026, 7, 10)


@pytest.mark.parametrize(
    ("before", "rule", "days"),
    [(181, None, 0), (180, "TRM-40", 180), (1, "TRM-40", 1), (0, "TRM-40", 0), (-1, "TRM-41", 1)],
)
def test_limitation_is_asked_about_180_days_before_its_end(before: int, rule: str | None, days: int) -> None:
    answers = asked(END - timedelta(days=before))
    assert set(answers) == ({rule} if rule else set())
    if rule:
        assert (answers[rule].money, answers[rule].days, answers[rule].milestone) == (1000, days, "A")
        assert answers[rule].severity is Severity.HIGH
        assert all(END.isoformat() in answers[rule].meaning.say(language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("contact", "resets"),
    [
        ("| 2024-05-01 | C-01 | | 4 | letter | delivered | EMS 1234 |", True),
        ("| 2024-05-01 | C-01 | Q-1 | 4 | email | delivered | Read receipt |", True),
        ("| 2024-05-01 | C-01 | | 4 | letter | delivered | |", False),  # marked, but nothing shows it
        ("| 2024-05-01 | C-01 | Q-1 | 4 | letter | sent | EMS 1234 |", False),  # posted is not arrived
        ("| 2024-05-01 | C-01 | | 4 | letter | sent | |", False),
        ("| 2024-05-01 | C-01 | | 4 | letter | drafted | EMS 1234 |", False),
        ("| 2024-05-01 | C-01 | | 4 | letter | returned | EMS 1234 |", False),
        ("| 2024-05-01 | C-01 | Q-2 | 4 | letter | delivered | EMS 1234 |", False),  # of another claim
    ],
)
def test_a_demand_counts_when_its_arrival_is_proved(contact: str, resets: bool) -> None:
    assert bool(asked(END, contact)) is not resets


def test_part_payment_starts_the_period_anew() -> None:
    assert not asked(END, paid="2024-05-01")
    assert asked(END, paid="2023-07-10")


@pytest.mark.parametrize(("before", "asked_about"), [(91, False), (90, True), (0, True), (-1, False)])
def test_priority_is_asked_about_90_days_before_its_end(before: int, asked_about: bool) -> None:
    day = date(2026, 9, 30) - timedelta(days=before)
    assert ("TRM-42" in asked(day, due="2025-03-31")) is asked_about
    assert "TRM-42" not in asked(day, due="2025-03-31", kind="milestone")  # no works
    assert not asked(day, due="2025-03-31", currency="EUR")


def test_priority_is_not_stopped_by_letters() -> None:
    letter = "| 2026-05-01 | C-01 | | 4 | letter | delivered | EMS 7 |"
    assert "TRM-42" in asked(date(2026, 9, 1), letter, due="2025-03-31")


def test_what_is_paid_needs_no_clock() -> None:
    assert not asked(END, amount="1000", paid="2026-07-10")
    assert asked(END, amount="1000", paid="2026-07-11")  # a payment of tomorrow


def test_the_earliest_day_stands_for_all_of_a_contract() -> None:
    more = "| Q-2 | C-01 | A | 2023-06-06 | 500 | 2023-06-07 | 500 | 2023-07-01 |"
    question = asked(date(2026, 6, 1), claim=more)["TRM-40"]
    assert "2026-07-01" in question.meaning.en
    assert question.money == 1500


def test_another_currency_has_other_clocks() -> None:
    assert not asked(END, currency="GBP")


def test_a_clock_always_says_that_a_lawyer_must_confirm() -> None:
    for rule, mismatch in {**asked(END), **asked(date(2026, 9, 1), due="2025-03-31")}.items():
        assert "a lawyer must confirm" in mismatch.action.en, rule
        assert "律师确认" in mismatch.action.zh, rule
    assert all("may" in row.meaning.en and "可能" in row.meaning.zh for row in QUESTIONS.values())


def test_the_rules_sheet_switches_a_clock_off() -> None:
    law = "| Legal rules | | |\n| Rule | What it says | Source |\n| CN-PRI | priority | court |"
    assert set(asked(date(2026, 9, 1), due="2025-03-31", rules=law)) == {"TRM-42"}
    assert not asked(END, rules=law)
