"""Remedies: what the last word of a customer calls for, and the gates before the hard steps."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from ledger.collecting.remedies import DEFAULTS, GATES, remedy
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
    assert answers["B"] == f"They say: short of cash (G1). {SHORT.en}"


def test_money_that_is_not_overdue_needs_no_remedy() -> None:
    answers = actions("| 2026-05-01 | C-01 | | phone | | | G1 |", due="2026-06-30")
    assert set(answers) == {"B"}


def test_the_rules_sheet_goes_first() -> None:
    rules = "| Remedies | |\n| Reason | Remedy |\n| G1 | Ask the director. |"
    assert actions("| 2026-05-01 | C-01 | | phone | | | G1 |", rules=rules)["A"] == (
        "They say: short of cash (G1). Ask the director."
    )
    assert PAPERS.en in actions("| 2026-05-01 | C-01 | | phone | | | G5 |", rules=rules)["A"]


@pytest.mark.parametrize(("reason", "words"), [("G4", AHEAD), ("G8", REFUSED)])
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
def test_hard_steps_wait_for_a_letter_that_was_delivered(
    reason: str, words: object, letter: str, opens: bool
) -> None:
    said = f"| 2026-05-02 | C-01 | | phone | | | {reason} |"
    action = actions(said, *filter(None, [letter]))["A"]
    shut, open_ = GATES[Reason.PROGRESS_AHEAD if reason == "G4" else Reason.UNREACHABLE]
    assert (open_.en.format(day="2026-05-01") in action) is opens
    assert (shut.en in action) is not opens
    assert words.en in action  # a Text


def test_a_gate_stands_behind_the_users_own_words_too() -> None:
    own = (Remedy(Reason.PROGRESS_AHEAD, "Stop everything."),)
    assert "Suspension is not open" in remedy(Reason.PROGRESS_AHEAD, None, own).en
    assert "停工条件未成就" in remedy(Reason.PROGRESS_AHEAD, None, own).zh


def test_braces_in_the_users_words_are_words() -> None:
    assert (
        "{day}"
        in remedy(Reason.UNREACHABLE, date(2026, 5, 1), (Remedy(Reason.UNREACHABLE, "Write {day}."),)).en
    )


def test_every_reason_has_its_remedy_and_the_template_says_the_same() -> None:
    assert set(DEFAULTS) == set(Reason)
    with REMEDIES.open(encoding="utf-8", newline="") as rows:
        listed = {row["reason"]: (row["remedy:en"], row["remedy:zh"]) for row in csv.DictReader(rows)}
    assert listed == {reason.code: tuple(text) for reason, text in DEFAULTS.items()}
