"""Approve, sent, delivered, returned: the log only grows, and no step is taken before its turn."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger.commands import Append, Outcome
from ledger.commands.marking import approve, mark_delivered, mark_returned, mark_sent
from ledger.language import LANGUAGES
from tests.commands.applying import applied
from tests.drawing import book

DAY = date(2025, 7, 1)
BUTTONS = {"approved": approve, "sent": mark_sent, "delivered": mark_delivered, "returned": mark_returned}
HEADINGS = "| Date | Contract | Claims | Level | Channel | File | Status | Proof | Result |\n"
LINE = "| 2025-06-{} | C | C-1 | {} | letter | {} | {} | | |\n"
SHEETS = book(
    contracts="| Contract | Customer | Currency | Contract sum | Address |\n| C | Acme | USD | 1000 | 1 Quay |",
    milestones="| Contract | Milestone | Kind | Mode | Share or amount | Base | Trigger |\n"
    "| C | 1 | milestone | pay | 100% | contract | signed |",
    claims="| Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Due on |\n"
    "| C-1 | C | 1 | 2025-01-02 | 600 | 2025-01-05 | 600 | 2025-01-31 |",
)


def log(*steps: str, level: int = 2, file: str = "a.docx") -> dict[str, Any]:
    """A document told by its steps, a line each."""
    drawn = "".join(LINE.format(f"{n:02}", level, file, step) for n, step in enumerate(steps, 1))
    return {**SHEETS, **book(contacts=HEADINGS + drawn)}


def added(outcome: Outcome) -> list[Any]:
    assert all(isinstance(edit, Append) for edit in outcome.edits)
    return [line for edit in outcome.edits for line in edit.lines]


# From each state the steps that may follow; level 4 of the default policy needs approval, level 2 does not.
MAY = {
    (): set(),
    ("drafted",): {"approved", "sent"},
    ("drafted", "approved"): {"sent"},
    ("drafted", "sent"): {"delivered", "returned"},
    ("sent",): {"delivered", "returned"},
    ("drafted", "sent", "delivered"): set(),
    ("drafted", "sent", "returned"): set(),
    ("drafted", "sent", "returned", "drafted"): {"approved", "sent"},
}


@pytest.mark.parametrize("steps", MAY)
@pytest.mark.parametrize("wanted", BUTTONS)
def test_which_step_may_follow(steps: tuple[str, ...], wanted: str) -> None:
    sheets = log(*steps)
    line = max(len(steps), 1)
    outcome = BUTTONS[wanted](sheets, DAY, "en", lines=[line])
    if wanted in MAY[steps]:
        assert [(one["status"], one["file"], one["claims"]) for one in added(outcome)] == [
            (wanted, "a.docx", "C-1")
        ]
        assert not outcome.problems
        assert "1 d" in outcome.said.en
    else:
        assert not outcome.edits
        (problem,) = outcome.problems
        assert (problem.line, problem.heading.en) == (line, "Status")
        assert f"to be marked '{wanted}' it must stand as" in problem.message.en
        assert outcome.said.en.startswith("0 ")


def test_any_line_of_a_document_stands_for_it() -> None:
    for line in (1, 2, 3):
        assert len(added(mark_delivered(log("drafted", "approved", "sent"), DAY, "en", lines=[line]))) == 1


def test_a_line_repeats_its_document_and_takes_the_day_and_the_proof() -> None:
    (line,) = added(mark_delivered(log("drafted", "sent"), DAY, "en", lines=[2], proof="=Courier 7"))
    assert line == {
        "on": 45839.0, "contract": "C", "claims": "C-1", "level": 2.0, "channel": "letter", "file": "a.docx",
        "status": "delivered", "proof": "=Courier 7",
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_needs_approval_is_not_sent_before_it(language: str) -> None:
    sheets = log("drafted", level=4)
    for lines in ([1], None):
        outcome = mark_sent(sheets, DAY, language, lines=lines)
        assert not outcome.edits
        (problem,) = outcome.problems
        assert (
            problem.say(language)
            == {
                "en": "#LEDGER! Contacts line 1, Status: level 4 needs approval before it is sent; approve it first.",
                "zh": "#LEDGER! 催款第1行，状态：第4级须经批准才能发送，请先批准。",
            }[language]
        )
    approved = applied(sheets, approve(sheets, DAY, "en"))
    assert [line["status"] for line in added(mark_sent(approved, DAY, "en"))] == ["sent"]
    assert [line["status"] for line in added(mark_sent(approved, DAY, "en", lines=[1]))] == ["sent"]


def test_a_line_of_a_letter_that_needs_approval_needs_it_too() -> None:
    """One letter, two levels: it goes out as one."""
    drawn = LINE.format("01", 4, "a.docx", "drafted") + LINE.format("01", 1, "a.docx", "drafted")
    sheets = {**SHEETS, **book(contacts=HEADINGS + drawn)}
    assert len(mark_sent(sheets, DAY, "en").problems) == 2
    sheets = applied(sheets, approve(sheets, DAY, "en"))
    assert [line["level"] for line in added(mark_sent(sheets, DAY, "en"))] == [4.0, 1.0]


def test_a_letter_is_marked_as_a_whole_and_no_other_of_its_name() -> None:
    """One letter about two claims; a file of the same name of another day, and one sent another way, are others."""
    other = LINE.replace("| C-1 |", "| C-2 |")
    drawn = LINE.format("02", 2, "a.docx", "drafted") + other.format("02", 1, "a.docx", "drafted")
    drawn += other.format("03", 3, "a.docx", "drafted") + other.format("02", 1, "b.docx", "drafted")
    drawn += other.format("02", 1, "a.docx", "drafted").replace("letter", "sms")
    drawn += other.format("02", 1, "", "drafted") + LINE.format("02", 1, "", "drafted")
    sheets = {**SHEETS, **book(contacts=HEADINGS + drawn)}
    for selected in ([1], [2], [2, 1]):
        marked = added(mark_sent(sheets, DAY, "en", lines=selected))
        assert [(line["claims"], line["file"], line["channel"]) for line in marked] == [
            ("C-1", "a.docx", "letter"),
            ("C-2", "a.docx", "letter"),
        ]
    sent = applied(sheets, mark_sent(sheets, DAY, "en", lines=[1]))
    assert len(added(mark_delivered(sent, DAY, "en", lines=[1], proof="EMS 1"))) == 2
    assert len(added(mark_sent(sheets, DAY, "en", lines=[6]))) == 1


def test_without_a_selection_what_waits_is_marked_and_what_needs_approval_is_named() -> None:
    drawn = LINE.format("01", 2, "a.docx", "drafted") + LINE.format("01", 4, "b.docx", "drafted")
    drawn += LINE.format("01", 5, "c.docx", "approved") + LINE.format("01", 1, "d.docx", "sent")
    sheets = {**SHEETS, **book(contacts=HEADINGS + drawn)}
    outcome = mark_sent(sheets, DAY, "en")
    assert [line["file"] for line in added(outcome)] == ["a.docx", "c.docx"]
    assert [problem.line for problem in outcome.problems] == [2]
    assert [line["file"] for line in added(approve(sheets, DAY, "en"))] == ["b.docx"]
    for button in (mark_delivered, mark_returned):  # only a person knows
        assert not button(sheets, DAY, "en").edits
        assert "Select the lines" in button(sheets, DAY, "en").said.en


@pytest.mark.parametrize(
    ("lines", "wrong", "says"),
    [
        ([1, 2], 2, "tells of the same document as line 1"),
        ([2, 1], 1, "tells of the same document as line 2"),
        ([1, 99], 99, "must stand as"),
        ([0], 0, "must stand as"),
    ],
)
def test_a_wrong_selection_changes_nothing(lines: list[int], wrong: int, says: str) -> None:
    outcome = mark_sent(log("drafted", "approved"), DAY, "en", lines=lines)
    assert not outcome.edits
    assert [(problem.line, says in problem.message.en) for problem in outcome.problems] == [(wrong, True)]


def test_one_line_selected_in_two_areas_is_one_line() -> None:
    assert len(added(mark_sent(log("drafted"), DAY, "en", lines=[1, 1]))) == 1


def test_a_call_is_no_document() -> None:
    sheets = {**SHEETS, **book(contacts=HEADINGS + "| 2025-06-01 | C | C-1 | | phone | | | | G1 |")}
    (problem,) = mark_sent(sheets, DAY, "en", lines=[1]).problems
    assert "stands as 'blank'" in problem.message.en


def test_a_day_before_the_document_is_none_for_its_next_step() -> None:
    sheets = log("drafted", "sent")
    assert not mark_delivered(sheets, date(2025, 6, 1), "en", lines=[2]).edits
    (problem,) = mark_delivered(sheets, date(2025, 6, 1), "en", lines=[2]).problems
    assert (problem.heading.en, "2025-06-02" in problem.message.en) == ("Date", True)
    assert mark_delivered(sheets, date(2025, 6, 2), "en", lines=[2]).edits
    assert not mark_sent(log("drafted"), date(2025, 5, 31), "en").edits


def test_a_chinese_book_gets_chinese_lines() -> None:
    (line,) = added(mark_sent(log("drafted"), DAY, "zh"))
    assert (line["status"], line["channel"]) == ("已发送", "信函")
