"""Windows that a silence or a notice opens: from when, until when, by which proof, and by whose rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger.results import ClockKind, ClockState
from tests.collecting.clock_cases import LAW, one, told

SILENCE, NOTICE = ClockKind.SILENCE, ClockKind.NOTICE
RED, AMBER, GREEN = ClockState.RED, ClockState.AMBER, ClockState.GREEN
UNANSWERED = {"Certified on": "", "Certified": "", "Due on": ""}
CLAUSE = {"Silence counts after": "28"}
HANDED = "| 2023-06-06 | C-01 | Q-1 | email | delivered | Read receipt | |"


def day(text: str) -> date:
    return date.fromisoformat(text)


# Handed in on 2023-06-06: 28 days are until Tuesday 2023-07-04; 7 days before it is 2023-06-27.
@pytest.mark.parametrize(
    ("as_of", "state", "says"),
    [
        ("2023-06-06", GREEN, "may be given until 2023-07-04"),
        ("2023-06-26", GREEN, "may be given until 2023-07-04"),
        ("2023-06-27", AMBER, "may be given until 2023-07-04"),
        ("2023-07-04", AMBER, "may be given until 2023-07-04"),
        ("2023-07-05", RED, "may have ended on 2023-07-04"),
    ],
)
def test_silence_counts_from_the_day_after_the_last_one(as_of: str, state: ClockState, says: str) -> None:
    clock = one(as_of, SILENCE, claim=UNANSWERED, contract=CLAUSE, contacts=HANDED)
    assert (clock.state, clock.last, clock.safe) == (state, day("2023-07-04"), day("2023-07-05"))
    assert (clock.claim, clock.money, clock.proof.en) == ("Q-1", 1000, "Read receipt")
    assert says in clock.meaning.en
    assert "may count as acceptance from 2023-07-05" in clock.meaning.en
    assert "自2023-07-05起可能视为认可" in clock.meaning.zh
    assert clock.version.en == "contract C-01, silence counts after 28 days; signed 2023-01-05"


@pytest.mark.parametrize(
    ("contact", "start", "proved"),
    [
        ("", "2023-06-06", False),
        ("| 2023-06-06 | C-01 | Q-1 | email | sent | Sent mail | |", "2023-06-06", False),
        (
            "| 2023-06-05 | C-01 | Q-1 | email | delivered | Read | |",
            "2023-06-06",
            False,
        ),  # before it was made
        ("| 2023-06-06 | C-01 | | email | delivered | Read | |", "2023-06-06", False),  # names no claim
        ("| 2023-06-09 | C-01 | Q-1 | email | delivered | Read | |", "2023-06-09", True),
    ],
)
def test_silence_runs_from_the_day_they_provably_had_the_claim(
    contact: str, start: str, proved: bool
) -> None:
    clock = one("2023-06-10", SILENCE, claim=UNANSWERED, contract=CLAUSE, contacts=contact)
    assert clock.started_on == day(start)
    assert clock.state is (GREEN if proved else AMBER)
    assert ("MISSING: proof that the claim reached them" in clock.proof.en) is not proved


def test_without_the_clause_silence_is_said_to_count_for_nothing() -> None:
    clock = one("2023-06-10", SILENCE, claim=UNANSWERED, contacts=HANDED)
    assert (clock.state, clock.last, clock.safe, clock.rule.en) == (AMBER, None, None, "CN-SIL-21")
    assert "only if the contract says so" in clock.meaning.en
    assert "只有合同约定" in clock.meaning.zh
    assert not told("2023-06-10", SILENCE, claim=UNANSWERED, contract={"Currency": "EUR"})
    assert not told("2023-06-10", SILENCE, claim=UNANSWERED, rules=LAW + "| CN-LIM | w | s | | | |")


@pytest.mark.parametrize(
    ("claim", "receipts"),
    [
        ({}, ""),  # certified
        ({**UNANSWERED, "Invoiced on": "2023-06-07", "Invoiced": "1000"}, ""),
        ({**UNANSWERED, "Disputed amount": "5"}, ""),  # a dispute is an answer
        ({**UNANSWERED, "Status": "draft"}, ""),
        ({**UNANSWERED, "Claimed on": ""}, ""),
        (UNANSWERED, "| 2023-06-08 | 100 | R-1 | Q-1 |"),
    ],
)
def test_what_was_answered_is_not_silent(claim: dict[str, str], receipts: str) -> None:
    assert not told("2023-06-10", SILENCE, claim=claim, contract=CLAUSE, receipts=receipts)


def test_a_certificate_of_tomorrow_is_no_answer_today() -> None:
    later = {"Certified on": "2023-06-11"}
    assert told("2023-06-10", SILENCE, claim=later, contract=CLAUSE)
    assert not told("2023-06-11", SILENCE, claim=later, contract=CLAUSE)


def test_a_clause_of_a_million_days_is_a_slip() -> None:
    clock = one("2023-06-10", SILENCE, claim=UNANSWERED, contract={"Silence counts after": "1000000000"})
    assert clock.last is None


STOP = {"Suspension clause": "Clause 16.1", "Suspension notice days": "21", "Currency": "USD"}
LETTER = "| 2023-07-11 | C-01 | Q-1 | letter | delivered | Courier 5 | |"


# Delivered on 2023-07-11: 21 days are until Tuesday 2023-08-01; 7 days before it is 2023-07-25.
@pytest.mark.parametrize(
    ("as_of", "state", "says"),
    [
        ("2023-07-24", GREEN, "its 21 days may end on 2023-08-01; not before"),
        ("2023-07-25", AMBER, "its 21 days may end on 2023-08-01; not before"),
        ("2023-08-01", AMBER, "its 21 days may end on 2023-08-01; not before"),
        ("2023-08-02", AMBER, "its 21 days may have ended on 2023-08-01"),
        ("2025-08-02", AMBER, "its 21 days may have ended on 2023-08-01"),  # nobody is urged to stop work
    ],
)
def test_a_notice_runs_from_the_day_it_arrived(as_of: str, state: ClockState, says: str) -> None:
    clock = one(as_of, NOTICE, contract=STOP, contacts=LETTER)
    assert (clock.state, clock.last, clock.safe) == (state, day("2023-08-01"), day("2023-08-02"))
    assert (clock.claim, clock.money, clock.proof.en) == ("Q-1", 1000, "Courier 5")
    assert says in clock.meaning.en
    assert "2023-08-01" in clock.meaning.zh
    assert clock.version.en == "contract C-01, Clause 16.1; signed 2023-01-05"
    assert clock.lawyer


@pytest.mark.parametrize(
    ("contacts", "start", "gap"),
    [
        ("", None, "letter of notice"),
        ("| 2023-07-10 | C-01 | Q-1 | letter | delivered | Courier 5 | |", None, "letter of notice"),  # not overdue yet
        ("| 2023-07-11 | C-01 | Q-1 | email | delivered | Read | |", None, "letter of notice"),
        ("| 2023-07-11 | C-01 | Q-1 | letter | sent | Courier 5 | |", None, "letter of notice"),
        ("| 2023-07-11 | C-01 | Q-2 | letter | delivered | Courier 5 | |", None, "letter of notice"),
        ("| 2023-07-11 | C-01 | Q-1 | letter | delivered | | |", "2023-07-11", "proof that the letter of 2023-07-11"),
        (LETTER + "\n| 2023-07-20 | C-01 | | letter | delivered | Courier 6 | |", "2023-07-20", ""),  # the last one
    ],
)  # fmt: skip
def test_which_letter_opens_the_window(contacts: str, start: str | None, gap: str) -> None:
    clock = one("2023-07-21", NOTICE, contract=STOP, contacts=contacts)
    assert clock.started_on == (day(start) if start else None)
    assert (clock.last is None) is (start is None)
    assert clock.state is (AMBER if gap else GREEN)
    assert gap in clock.proof.en


def test_a_clause_without_days_asks_for_them() -> None:
    clock = one("2023-07-21", NOTICE, contract={**STOP, "Suspension notice days": ""}, contacts=LETTER)
    assert (clock.state, clock.last) == (AMBER, None)
    assert "Suspension notice days" in clock.proof.en
    assert "停工通知天数" in clock.action.zh


@pytest.mark.parametrize(
    ("contract", "letter", "rule", "last"),
    [
        ({"Rule set": "UK"}, "2023-07-11", "UK-112", "2023-07-18"),
        ({"Rule set": "contract", "Suspension clause": "uk-112"}, "2023-07-11", "UK-112", "2023-07-18"),
        ({"Rule set": "UK", "Suspension notice days": "10"}, "2023-07-11", "UK-112", "2023-07-21"),
        ({"Rule set": "AIA"}, "2023-07-17", "AIA-9.7", None),  # within the first 7 days
        ({"Rule set": "AIA"}, "2023-07-18", "AIA-9.7", "2023-07-25"),
        ({"Rule set": "UK", "Suspension clause": "Clause 4", "Suspension notice days": "3"}, "2023-07-11", "contract", "2023-07-14"),
    ],
)  # fmt: skip
def test_the_rule_of_a_rule_set(contract: dict[str, str], letter: str, rule: str, last: str | None) -> None:
    told_ = f"| {letter} | C-01 | Q-1 | letter | delivered | Courier 5 | |"
    clock = one("2023-07-20", NOTICE, contract={"Currency": "GBP", **contract}, contacts=told_)
    assert clock.rule.en == rule
    assert clock.last == (day(last) if last else None)


def test_no_rule_no_window() -> None:
    assert not told("2023-07-20", NOTICE, contract={"Currency": "GBP"}, contacts=LETTER)
    assert not told(
        "2023-07-20",
        NOTICE,
        contract={"Currency": "GBP", "Rule set": "UK"},
        rules=LAW + "| CN-LIM | w | s | | | |",
    )
    assert not told("2023-07-10", NOTICE, contract=STOP, contacts=LETTER)  # nothing is overdue
    assert not told(
        "2023-07-21", NOTICE, contract=STOP, contacts=LETTER, receipts="| 2023-07-20 | 1000 | R-1 | Q-1 |"
    )


ADVANCE: list[dict[str, str]] = [{"Kind": "advance"}, {"Milestone": "B", "Share or amount": "1%"}]


# Due on 2023-07-10: notice until Thursday 2023-07-20; 3 days before it is Monday 2023-07-17; 10 days the due date.
@pytest.mark.parametrize(
    ("as_of", "contacts", "state", "last", "says"),
    [
        ("2023-07-11", "", AMBER, "2023-07-20", "notice may be given until 2023-07-20"),
        ("2023-07-16", "", AMBER, "2023-07-20", "notice may be given until 2023-07-20"),
        ("2023-07-17", "", RED, "2023-07-20", "notice may be given until 2023-07-20"),
        ("2023-07-21", "", RED, "2023-07-20", "may have ended on 2023-07-20"),
        ("2023-07-12", LETTER, GREEN, "2023-07-25", "its 14 days may end on 2023-07-25"),
        ("2023-07-26", LETTER, AMBER, "2023-07-25", "its 14 days may have ended on 2023-07-25"),
    ],
)
def test_a_late_advance_of_works_has_its_own_windows(
    as_of: str, contacts: str, state: ClockState, last: str, says: str
) -> None:
    clock = one(as_of, NOTICE, stages=ADVANCE, contacts=contacts)
    assert (clock.state, clock.last, clock.rule.en) == (state, day(last), "CN-ADV-10/30")
    assert says in clock.meaning.en
    assert (clock.stage, clock.claim) == ("A", "Q-1")


@pytest.mark.parametrize(
    "changes",
    [
        {"as_of": "2023-07-10"},
        {"contract": {"Currency": "USD"}},
        {"stages": [{"Kind": "advance"}]},  # no works
        {"stages": [{}]},  # no advance
        {"rules": LAW + "| CN-LIM | w | s | | | |"},
    ],
)
def test_other_money_has_no_advance_window(changes: dict[str, Any]) -> None:
    assert not told(**{"as_of": "2023-07-11", "kind": NOTICE, "stages": ADVANCE, **changes})
