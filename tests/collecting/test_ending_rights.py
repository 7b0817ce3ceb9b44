"""Rights that end by themselves: the day, what moves it, what proves it, and when it turns amber and red."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger.collecting.ending_rights import guarantee_end
from ledger.language import LANGUAGES
from ledger.results import ClockKind, ClockState
from tests.collecting.clock_cases import LAW, one, told

LIMITATION, PRIORITY, GUARANTEE = ClockKind.LIMITATION, ClockKind.PRIORITY, ClockKind.GUARANTEE
RED, AMBER, GREEN = ClockState.RED, ClockState.AMBER, ClockState.GREEN


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_a_limitation_clock_says_all_there_is_to_say() -> None:
    clock = one("2024-01-10", LIMITATION)
    assert (clock.contract, clock.stage, clock.claim, clock.money) == ("C-01", "A", "Q-1", 1000)
    assert (clock.start.en, clock.started_on) == ("due date", day("2023-07-10"))
    assert clock.proof == ("certificate of 2023-06-07", "2023-06-07批复")
    assert clock.rule.en == "CN-LIM"
    assert "in force from 2021-01-01" in clock.version.en
    assert clock.last == day("2026-07-10")
    assert clock.days == 912
    assert clock.lawyer
    assert clock.meaning.en == "By this book's proofs the limitation period may end on 2026-07-10."
    assert "2026-06-10" in clock.action.en
    assert "2026-06-10" in clock.action.zh


# The last day is Friday 2026-07-10; 30 days before it is Wednesday 2026-06-10; 180 days before it 2026-01-11.
@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2023-07-11", GREEN),
        ("2026-01-10", GREEN),
        ("2026-01-11", AMBER),
        ("2026-06-09", AMBER),
        ("2026-06-10", RED),
        ("2026-07-10", RED),
        ("2026-07-11", RED),
    ],
)
def test_the_state_of_a_limitation_clock(as_of: str, state: ClockState) -> None:
    clock = one(as_of, LIMITATION)
    assert (clock.state, clock.safe) == (state, day("2026-06-10"))
    assert ("may have ended" in clock.meaning.en) is (as_of > "2026-07-10")
    assert ("可能已于" in clock.meaning.zh) is (as_of > "2026-07-10")


def test_no_limitation_runs_on_the_due_date_itself() -> None:
    assert not told("2023-07-10", LIMITATION)
    assert told("2023-07-11", LIMITATION)


@pytest.mark.parametrize(
    ("changes", "start", "last"),
    [
        ({}, "due date", "2026-07-10"),
        ({"contacts": "| 2024-02-29 | C-01 | Q-1 | letter | delivered | EMS 1 | |"}, "demand that arrived", "2027-02-28"),
        ({"contacts": "| 2024-05-01 | C-01 | | letter | delivered | EMS 1 | |"}, "demand that arrived", "2027-05-01"),
        ({"contacts": "| 2024-05-01 | C-01 | Q-2 | letter | delivered | EMS 1 | |"}, "due date", "2026-07-10"),
        ({"contacts": "| 2024-05-01 | C-01 | Q-1 | letter | sent | EMS 1 | |"}, "due date", "2026-07-10"),
        ({"contacts": "| 2024-05-01 | C-01 | Q-1 | letter | returned | EMS 1 | |"}, "due date", "2026-07-10"),
        ({"contacts": "| 2026-01-02 | C-01 | Q-1 | letter | delivered | EMS 1 | |"}, "due date", "2026-07-10"),
        ({"contacts": "| 2024-05-01 | C-01 | Q-1 | phone | | recording 4 | 2024-06-01 |"}, "promise of payment", "2027-05-01"),
        ({"contacts": "| 2024-05-01 | C-01 | Q-1 | email | drafted | x | 2024-06-01 |"}, "due date", "2026-07-10"),
        ({"receipts": "| 2024-05-01 | 100 | R-1 | Q-1 |"}, "part payment", "2027-05-01"),
        ({"receipts": "| 2023-07-10 | 100 | R-1 | Q-1 |"}, "due date", "2026-07-10"),
        ({"claim": {"Wait until": "2023-09-10", "Extension agreement": "SA-1"}}, "due date moved by agreement", "2026-09-10"),
        ({"claim": {"Wait until": "2023-09-10"}}, "due date", "2026-07-10"),  # we merely wait
    ],
)  # fmt: skip
def test_what_starts_a_limitation_period_anew(changes: dict[str, Any], start: str, last: str) -> None:
    clock = one("2026-01-01", LIMITATION, **changes)
    assert (clock.start.en, clock.last) == (start, day(last))
    assert "MISSING" not in clock.proof.en


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        ({"contacts": "| 2023-09-01 | C-01 | Q-1 | letter | delivered | | |"}, "proof of what arrived on 2023-09-01"),
        ({"contacts": "| 2023-09-01 | C-01 | Q-1 | phone | | | 2023-10-01 |"}, "proof of what arrived on 2023-09-01"),
        (
            {"claim": {"Certified on": "", "Certified": "", "Invoiced on": "2023-06-08", "Invoiced": "1000"}},
            "certificate or invoice behind the due date",
        ),
    ],
)  # fmt: skip
def test_what_has_no_proof_is_amber_however_far_away(changes: dict[str, Any], gap: str) -> None:
    clock = one("2023-10-10", LIMITATION, **changes)
    assert (clock.state, clock.last) == (AMBER, day("2026-07-10"))
    assert f"MISSING: {gap}" in clock.proof.en
    assert "缺：" in clock.proof.zh


def test_a_missing_proof_says_what_it_would_change() -> None:
    clock = one("2023-10-10", LIMITATION, contacts="| 2023-09-01 | C-01 | Q-1 | letter | delivered | | |")
    assert "Enter the proof of what arrived on 2023-09-01" in clock.action.en
    assert "2023-09-01" in clock.action.zh
    with_proof = one(
        "2023-10-10", LIMITATION, contacts="| 2023-09-01 | C-01 | Q-1 | letter | delivered | E | |"
    )
    assert (with_proof.state, with_proof.last) == (GREEN, day("2026-09-01"))


def test_a_last_day_on_a_holiday_is_said_and_not_counted_on() -> None:
    """Sunday 2026-07-12: the law may move it to Monday; the safe day is 30 days before, on the Friday."""
    clock = one("2024-01-10", LIMITATION, claim={"Due on": "2023-07-12"})
    assert (clock.last, clock.safe) == (day("2026-07-12"), day("2026-06-12"))
    assert "2026-07-13" in clock.meaning.en
    assert "2026-07-13" in clock.meaning.zh
    holiday = "| Holidays | | |\n| Calendar | Date | Off or worked |\n| CN | 2026-06-12 | off |"
    clock = one("2024-01-10", LIMITATION, claim={"Due on": "2023-07-12"}, rules=holiday)
    assert clock.safe == day("2026-06-11")


@pytest.mark.parametrize(
    ("due", "last"),
    [("2025-03-31", "2026-09-30"), ("2024-08-31", "2026-02-28"), ("2025-01-15", "2026-07-15")],
)
def test_priority_is_eighteen_months_at_most(due: str, last: str) -> None:
    """The first row is golden fixture 6."""
    clock = one("2025-05-01", PRIORITY, claim={"Due on": due})
    assert clock.last == day(last)
    assert "may end on" in clock.meaning.en
    assert "可能" in clock.meaning.zh


# The last day is Wednesday 2026-09-30; 30 days before it Monday 2026-08-31; 90 days before it 2026-07-02.
@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2025-04-01", GREEN),
        ("2026-07-01", GREEN),
        ("2026-07-02", AMBER),
        ("2026-08-30", AMBER),
        ("2026-08-31", RED),
        ("2026-09-30", RED),
        ("2026-10-01", RED),
    ],
)
def test_the_state_of_a_priority_clock(as_of: str, state: ClockState) -> None:
    clock = one(as_of, PRIORITY, claim={"Due on": "2025-03-31"})
    assert clock.state is state
    assert ("may have ended" in clock.meaning.en) is (as_of > "2026-09-30")


def test_priority_runs_from_the_day_after_the_due_date_and_for_works_in_yuan_only() -> None:
    assert not told("2023-07-10", PRIORITY)
    assert told("2023-07-11", PRIORITY)
    assert not told("2023-07-11", PRIORITY, contract={"Currency": "EUR"})
    assert not told("2023-07-11", PRIORITY, stages=[{"Kind": "milestone"}])


def test_letters_and_money_never_move_priority() -> None:
    moved = {
        "contacts": "| 2024-05-01 | C-01 | Q-1 | letter | delivered | EMS 1 | |",
        "receipts": "| 2024-05-02 | 100 | R-1 | Q-1 |",
    }
    assert one("2024-06-01", PRIORITY, **moved).last == one("2024-06-01", PRIORITY).last == day("2025-01-10")
    assert one("2024-06-01", PRIORITY, **moved).money == 900


def test_priority_after_an_extension_shows_both_days_and_keeps_the_earlier() -> None:
    extended = {"Wait until": "2023-12-10", "Extension agreement": "SA-1"}
    clock = one("2024-01-10", PRIORITY, claim=extended)
    assert (clock.last, clock.other) == (day("2025-01-10"), day("2025-06-10"))
    assert clock.safe is not None
    assert clock.safe < day("2025-01-10")
    assert "2025-06-10" in clock.meaning.en
    assert "2025-06-10" in clock.meaning.zh
    assert clock.proof.en == "agreement SA-1"
    assert told("2023-08-01", PRIORITY, claim=extended)  # the original day has passed, the agreed one has not
    assert not told("2023-08-01", LIMITATION, claim=extended)


@pytest.mark.parametrize(
    ("due", "until", "last"),
    [
        ("2025-08-31", "", "2026-02-28"),  # golden fixture 6
        ("2025-01-15", "", "2025-07-15"),
        ("2025-01-15", "2025-01-14", "2025-07-15"),  # before the due date: as if none were agreed
        ("2025-01-15", "2025-01-15", "2025-07-15"),
        ("2025-01-15", "2025-01-16", "2025-01-16"),
        ("2025-01-15", "2027-01-15", "2027-01-15"),
    ],
)
def test_a_guarantee_ends_when_agreed_or_after_six_months(due: str, until: str, last: str) -> None:
    agreed = day(until) if until else None
    assert guarantee_end(day(due), agreed) == day(last)
    clock = one(
        "2025-02-01",
        GUARANTEE,
        contract={"Guarantor": "Bank", "Guarantee until": until},
        claim={"Due on": due},
    )
    assert clock.last == day(last)
    assert clock.rule.en == ("contract" if until == last else "CN-GUAR")
    assert "Bank" in clock.meaning.en
    assert "Bank" in clock.meaning.zh


# Due 2025-03-10: the last day is Wednesday 2025-09-10, 30 days before it Monday 2025-08-11, 60 days 2025-07-12.
@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2025-03-01", GREEN),  # before the due date: it runs out all the same
        ("2025-07-11", GREEN),
        ("2025-07-12", AMBER),
        ("2025-08-10", AMBER),
        ("2025-08-11", RED),
        ("2025-09-11", RED),
    ],
)
def test_the_state_of_a_guarantee(as_of: str, state: ClockState) -> None:
    clock = one(as_of, GUARANTEE, contract={"Guarantor": "Bank"}, claim={"Due on": "2025-03-10"})
    assert clock.state is state
    assert ("may have ended" in clock.meaning.en) is (as_of > "2025-09-10")


def test_nothing_but_the_original_due_date_counts_for_a_guarantee() -> None:
    changes: dict[str, Any] = {
        "contract": {"Guarantor": "Bank"},
        "claim": {"Due on": "2025-03-10", "Wait until": "2025-06-10", "Extension agreement": "SA-1"},
        "contacts": "| 2025-05-01 | C-01 | Q-1 | letter | delivered | EMS 1 | |",
    }
    clock = one("2025-07-01", GUARANTEE, **changes)
    assert (clock.last, clock.started_on) == (day("2025-09-10"), day("2025-03-10"))
    assert clock.start.en == "original due date"
    assert "no consent of the guarantor" in clock.meaning.en
    assert "保证人同意" in clock.meaning.zh


def test_an_original_due_date_is_counted_from_the_certificate() -> None:
    clock = one(
        "2023-08-01", GUARANTEE,
        contract={"Guarantor": "Bank", "Payment days": "30"},
        claim={"Due on": "", "Wait until": "2024-06-10", "Extension agreement": "SA-1"},
    )  # fmt: skip
    assert (clock.started_on, clock.last) == (day("2023-07-07"), day("2024-01-07"))


@pytest.mark.parametrize(
    ("contract", "claim", "state", "last"),
    [
        ({"Guarantor": "Bank", "Currency": "EUR"}, {}, AMBER, None),  # no law of ours to count by
        ({"Guarantor": "Bank", "Currency": "EUR", "Guarantee until": "2027-01-01"}, {}, GREEN, "2027-01-01"),
        ({"Guarantor": "Bank"}, {"Due on": ""}, AMBER, None),
        ({"Guarantor": "Bank", "Guarantee until": "2027-01-01"}, {"Due on": ""}, AMBER, "2027-01-01"),
    ],
)
def test_a_guarantee_that_cannot_be_counted_is_amber(
    contract: dict[str, str], claim: dict[str, str], state: ClockState, last: str | None
) -> None:
    clock = one("2023-08-01", GUARANTEE, contract=contract, claim=claim)
    assert (clock.state, clock.last) == (state, day(last) if last else None)
    if last is None:
        assert clock.safe is None
        assert "cannot be counted" in clock.meaning.en


def test_no_guarantor_no_guarantee() -> None:
    assert not told("2024-01-10", GUARANTEE, contract={"Guarantee until": "2027-01-01"})


@pytest.mark.parametrize(
    ("kind", "id"), [(LIMITATION, "CN-LIM"), (PRIORITY, "CN-PRI"), (GUARANTEE, "CN-GUAR")]
)
def test_a_deleted_rule_shows_no_clock_and_the_version_is_the_rows(kind: ClockKind, id: str) -> None:
    asked: dict[str, Any] = {"contract": {"Guarantor": "Bank"}}
    assert not told("2023-09-10", kind, rules=LAW + "| CN-AUD | audit | court | | | |", **asked)
    listed = LAW + f"| {id} | words | Gazette 9 | 2020-02-02 | 2026-03-04 | no |"
    clock = one("2023-09-10", kind, rules=listed, **asked)
    assert clock.rule.en == id
    assert clock.version.en == "Gazette 9; in force from 2020-02-02; checked 2026-03-04"
    assert clock.version.zh == "Gazette 9；2020-02-02起施行；2026-03-04核对"
    assert not clock.lawyer
    unread = one("2023-09-10", kind, rules=LAW + f"| {id} | words | Gazette 9 | | | yes |", **asked)
    assert unread.version.en == "Gazette 9; in force from unknown; not checked against its source"
    assert unread.lawyer


@pytest.mark.parametrize(
    ("as_of", "source"),
    [("2024-12-31", "Old"), ("2025-01-01", "New"), ("2024-05-31", "Old")],
)
def test_the_version_is_the_one_in_force_on_the_day(as_of: str, source: str) -> None:
    """On the last line no row is in force yet: the first one to be is shown."""
    rows = LAW + "| CN-LIM | w | New | 2025-01-01 | | yes |\n| CN-LIM | w | Old | 2024-06-01 | | yes |"
    assert one(as_of, LIMITATION, rules=rows).version.en.startswith(source)


def test_what_is_paid_or_within_the_tolerance_has_no_clock() -> None:
    asked: dict[str, Any] = {"contract": {"Guarantor": "Bank"}}
    assert len(told("2024-01-10", **asked)) == 3
    assert not told("2024-01-10", receipts="| 2023-08-01 | 1000 | R-1 | Q-1 |", **asked)
    tolerant = {"Guarantor": "Bank", "Tolerance": "100"}
    assert len(told("2024-01-10", contract=tolerant, receipts="| 2023-08-01 | 899 | R-1 | Q-1 |")) == 3
    assert not told("2024-01-10", contract=tolerant, receipts="| 2023-08-01 | 900 | R-1 | Q-1 |")


def test_a_guarantor_called_like_a_template_is_only_a_name() -> None:
    clock = one("2024-01-10", GUARANTEE, contract={"Guarantor": "{day} {x} {0}"})
    for language in LANGUAGES:
        assert "{day} {x} {0}" in clock.meaning.say(language)
