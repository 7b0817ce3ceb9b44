"""Remedies: what the last word of a customer calls for, and the gates before the hard steps."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from ledger.calendars import WEEKDAYS
from ledger.collecting.papers import Paper
from ledger.collecting.remedies import (
    COURSES,
    COURT_OPEN,
    COURT_SHUT,
    DEFAULTS,
    REASON_OF,
    advice,
    look_again,
    remedy,
)
from ledger.enumerations import Reason
from ledger.portfolio import flagged, found_mismatches, portfolio
from ledger.rulebook import Remedy
from ledger.tables.book import read_book
from tests.drawing import book

DAY = date(2026, 6, 30)
REMEDIES = Path(__file__).parents[2] / "addin" / "templates" / "rules" / "remedies.csv"
SHEETS = {
    "contracts": """
        | Contract | Customer | Currency | Contract sum |
        | C-01     | Acme     | EUR      | 2000         |
    """,
    "milestones": """
        | Contract | Milestone | Kind      | Mode | Share or amount | Base     | Trigger | Met on     |
        | C-01     | A         | milestone | pay  | 50%             | contract | signed  | 2026-01-05 |
        | C-01     | B         | milestone | pay  | 50%             | contract | signed  | 2026-01-05 |
    """,
    "claims": """
        | Claim | Contract | Milestone | Claimed on | Claimed | Invoiced on | Invoiced | Due on     |
        | Q-1   | C-01     | A         | 2026-02-01 | 1000    | 2026-02-02  | 1000     | {due_1}    |
        | Q-2   | C-01     | B         | 2026-02-01 | 1000    | 2026-02-02  | 1000     | 2026-04-02 |
    """,
}
CONTACTS = "| Date | Contract | Claims | Channel | Status | Proof | Result |"
SHORT, PAPERS, AHEAD, REFUSED = (
    DEFAULTS[r]
    for r in (Reason.SHORT_OF_CASH, Reason.INTERNAL_PROCESS, Reason.PROGRESS_AHEAD, Reason.UNREACHABLE)
)


def actions(*contacts: str, due: str = "2026-03-04", rules: str = "") -> dict[str, str]:
    """The next action of each stage's position, and of its mismatch, which must be the same."""
    lines = "\n".join((CONTACTS, *contacts))
    sheets = {**SHEETS, "claims": SHEETS["claims"].format(due_1=due), "contacts": lines}
    desk = portfolio(read_book(book(**sheets, **({"rules": rules} if rules else {}))), DAY)
    assert not desk.problems, [str(p) for p in desk.problems]
    found = found_mismatches(desk)
    answers = {p.milestone: p.next_action.en for p in flagged(desk.positions(), found)}
    overdue = {m.milestone: m.action.en for m in found if m.rule in ("MIS-4", "MIS-5")}
    assert {k: v for k, v in answers.items() if k in overdue} == overdue
    return overdue


@pytest.mark.parametrize(
    ("contacts", "says"),
    [
        ((), ""),
        (("| 2026-05-01 | C-01 | | phone | | | G1 |",), SHORT.en),
        (("| 2026-05-01 | C-01 | | phone | | | short of cash |",), SHORT.en),
        (("| 2026-05-01 | C-01 | | phone | | | G1 |", "| 2026-05-02 | C-01 | | phone | | | G5 |"), PAPERS.en),
        (("| 2026-05-02 | C-01 | | phone | | | G5 |", "| 2026-05-01 | C-01 | | phone | | | G1 |"), PAPERS.en),
        (("| 2026-05-01 | C-01 | | phone | | | G1 |", "| 2026-05-01 | C-01 | | phone | | | G5 |"), PAPERS.en),
        (("| 2026-05-01 | C-01 | | phone | | | G1 |", "| 2026-05-02 | C-01 | | email | sent | | |"), ""),
        (
            ("| 2026-05-01 | C-01 | | phone | | | G1 |", "| 2026-05-02 | C-01 | | email | drafted | | |"),
            SHORT.en,
        ),
        (
            (
                "| 2026-05-01 | C-01 | | phone | | | G1 |",
                "| 2026-05-02 | C-01 | | letter | returned | | G8 |",
            ),
            SHORT.en,
        ),
        (("| 2026-06-30 | C-01 | | phone | | | G1 |",), SHORT.en),  # on the day itself
        (("| 2026-07-01 | C-01 | | phone | | | G1 |",), ""),  # after it
    ],
)
def test_the_last_word_decides(contacts: tuple[str, ...], says: str) -> None:
    action = actions(*contacts)["A"]
    assert says in action if says else action == "Remind the customer."


def test_a_contact_about_one_claim_says_nothing_about_another() -> None:
    answers = actions("| 2026-05-01 | C-01 | Q-2 | phone | | | G1 |")
    assert answers["A"] == "Remind the customer."
    assert answers["B"] == f"They say: short of cash (G1). {SHORT.en} Look again on 2026-06-30."


def test_money_that_is_not_overdue_needs_no_remedy() -> None:
    answers = actions("| 2026-05-01 | C-01 | | phone | | | G1 |", due="2026-06-30")
    assert set(answers) == {"B"}


def test_the_rules_sheet_goes_first() -> None:
    rules = "| Remedies | |\n| Reason | Remedy |\n| G1 | Ask the director. |"
    assert actions("| 2026-05-01 | C-01 | | phone | | | G1 |", rules=rules)["A"] == (
        "They say: short of cash (G1). Ask the director. Look again on 2026-06-30."
    )
    assert PAPERS.en in actions("| 2026-05-01 | C-01 | | phone | | | G5 |", rules=rules)["A"]


@pytest.mark.parametrize(
    ("letter", "opens"),
    [
        ("| 2026-05-01 | C-01 | | letter | delivered | | |", True),
        ("| 2026-05-01 | C-01 | | letter | sent | EMS 123 | |", True),
        ("| 2026-05-01 | C-01 | | letter | sent | | |", False),
        ("| 2026-05-01 | C-01 | | email | delivered | | |", False),
        ("| 2026-05-01 | C-01 | Q-2 | letter | delivered | | |", False),
        ("| 2026-07-01 | C-01 | | letter | delivered | | |", False),
        ("", False),
    ],
)
def test_court_waits_for_a_letter_that_was_delivered(letter: str, opens: bool) -> None:
    action = actions("| 2026-05-02 | C-01 | | phone | | | G8 |", *filter(None, [letter]))["A"]
    assert (COURT_OPEN.en.format(day="2026-05-01") in action) is opens
    assert (COURT_SHUT.en in action) is not opens
    assert REFUSED.en in action


def test_progress_ahead_says_which_gates_are_shut() -> None:
    action = actions("| 2026-05-02 | C-01 | | phone | | | G4 |")["A"]
    assert action == (
        f"They say: progress ahead of payment (G4). {AHEAD.en} Suspension is not open; missing: clause; "
        "demand delivered; notice period over; hand-over list. Look again on 2026-06-30."
    )


@pytest.mark.parametrize(
    ("line", "stands"),
    [
        ("| 2026-05-02 | C-01 | | letter | delivered | EMS 1 | |", True),  # our own letter, not answered yet
        ("| 2026-05-02 | C-01 | | letter | sent | | G5 |", False),  # answered: another reason
        ("| 2026-05-02 | C-01 | | phone | | | |", False),  # a call that gave no reason
    ],
)
def test_a_letter_of_the_remedy_leaves_the_reason_standing(line: str, stands: bool) -> None:
    assert (SHORT.en in actions("| 2026-05-01 | C-01 | | phone | | | G1 |", line)["A"]) is stands


@pytest.mark.parametrize(
    ("since", "again"),
    [
        (date(2026, 6, 22), date(2026, 6, 30)),  # its day was yesterday: today
        (date(2026, 6, 23), date(2026, 6, 30)),  # its day is today
        (date(2026, 6, 24), date(2026, 7, 1)),
        (date(2026, 6, 27), date(2026, 7, 6)),  # a Saturday: Monday
    ],
)
def test_the_day_to_look_again_is_a_business_day_and_never_past(since: date, again: date) -> None:
    assert look_again(7, since, DAY, WEEKDAYS) == again
    assert look_again(7, DAY, DAY, WEEKDAYS) == date(2026, 7, 7)


def test_the_day_to_look_again_counts_from_the_last_contact() -> None:
    action = actions(
        "| 2026-05-01 | C-01 | | phone | | | G1 |", "| 2026-06-29 | C-01 | | letter | sent | | |"
    )["A"]
    assert action.endswith("Look again on 2026-07-06.")


@pytest.mark.parametrize(
    ("promised", "again"),
    [
        ("2026-06-29", "2026-06-30"),
        ("2026-06-30", "2026-06-30"),
        ("2026-07-02", "2026-07-02"),
        ("2026-07-04", "2026-07-06"),
    ],
)
def test_a_day_promised_is_the_day_to_look(promised: str, again: str) -> None:
    lines = f"{CONTACTS} Promise date |\n| 2026-05-01 | C-01 | | phone | | | G1 | {promised} |"
    sheets = {**SHEETS, "claims": SHEETS["claims"].format(due_1="2026-03-04"), "contacts": lines}
    found = found_mismatches(portfolio(read_book(book(**sheets)), DAY))
    assert {m.action.en[-11:-1] for m in found if m.rule == "MIS-4"} == {again}


def test_braces_in_the_users_words_are_words_and_a_sentence_ends() -> None:
    own = (Remedy(Reason.UNREACHABLE, "Write {day}"),)
    assert advice(Reason.UNREACHABLE, own) == ("Write {day}.", "Write {day}。")
    assert "{day}." in remedy(Reason.UNREACHABLE, DAY, COURT_SHUT, own).en


def test_every_reason_has_a_course_and_every_paper_a_reason() -> None:
    assert set(COURSES) == set(Reason)
    assert set(REASON_OF) == set(Paper)
    assert REASON_OF[Paper.DEMAND] is Reason.UNREACHABLE
    assert len({course.rule for course in COURSES.values()}) == len(COURSES)


def test_every_reason_has_its_remedy_and_the_template_says_the_same() -> None:
    assert set(DEFAULTS) == set(Reason)
    with REMEDIES.open(encoding="utf-8", newline="") as rows:
        listed = {row["reason"]: (row["remedy:en"], row["remedy:zh"]) for row in csv.DictReader(rows)}
    assert listed == {reason.code: tuple(text) for reason, text in DEFAULTS.items()}
