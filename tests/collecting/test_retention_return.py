"""Retention on its way back: when it opens, the steps after the application, and what stands in for an agreement."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger.results import ClockKind, ClockState
from tests.collecting.clock_cases import LAW, one, told

RETENTION = ClockKind.RETENTION
RED, AMBER, GREEN = ClockState.RED, ClockState.AMBER, ClockState.GREEN
ACCEPTED = {"Accepted on": "2025-01-20", "Defects months": "12"}
STAGES = [
    {"Share or amount": "95%"},
    {
        "Milestone": "R", "Kind": "retention release", "Share or amount": "balance", "Trigger": "accepted",
        "Met on": "", "Evidence": "acceptance record",
    },
]  # fmt: skip
ASKED = {"Claim": "Q-2", "Contract": "C-01", "Milestone": "R", "Claimed on": "2026-02-02", "Claimed": "50"}
WORK_CLAIM = {"Claimed": "950", "Certified": "950"}
LEDGER = {"Retention rate": "5%", "Retention base": "work done"}
WORK = [{"Kind": "progress", "Trigger": "certificate", "Base": "period value"}]


def day(text: str) -> date:
    return date.fromisoformat(text)


def opening(as_of: str, **changes: Any) -> Any:
    return one(as_of, RETENTION, **{"contract": ACCEPTED, "stages": STAGES, "claim": WORK_CLAIM, **changes})


# Open from Tuesday 2026-01-20; 14 days before it is Tuesday 2026-01-06; 30 days before it 2025-12-21.
@pytest.mark.parametrize(
    ("as_of", "state", "safe", "says"),
    [
        ("2025-02-01", GREEN, "2026-01-06", "may be asked back from 2026-01-20"),
        ("2025-12-20", GREEN, "2026-01-06", "may be asked back from 2026-01-20"),
        ("2025-12-21", AMBER, "2026-01-06", "may be asked back from 2026-01-20"),
        ("2026-01-05", AMBER, "2026-01-06", "may be asked back from 2026-01-20"),
        ("2026-01-06", RED, "2026-01-06", "may be asked back from 2026-01-20"),
        ("2026-01-20", RED, "2026-01-20", "may be asked back since 2026-01-20"),
        ("2026-03-01", RED, "2026-01-20", "may be asked back since 2026-01-20"),
    ],
)
def test_retention_opens_on_its_day(as_of: str, state: ClockState, safe: str, says: str) -> None:
    clock = opening(as_of)
    assert (clock.state, clock.last, clock.safe) == (state, day("2026-01-20"), day(safe))
    assert (clock.stage, clock.money) == ("R", 50)
    assert says in clock.meaning.en
    assert "2026-01-20" in clock.meaning.zh
    assert clock.rule.en == "contract"
    assert clock.version.en == "contract C-01, milestone R; signed 2023-01-05"


def test_without_evidence_of_the_release_it_is_amber() -> None:
    bare = [STAGES[0], {**STAGES[1], "Evidence": ""}]
    clock = opening("2025-02-01", stages=bare)
    assert clock.state is AMBER
    assert "MISSING: what shows that milestone R is met" in clock.proof.en
    accepted = [
        *bare,
        {"Milestone": "B", "Kind": "acceptance", "Share or amount": "1%", "Evidence": "Record 9"},
    ]
    assert opening("2025-02-01", stages=accepted).proof.en == "Record 9"


def test_in_another_currency_it_opens_too_and_has_no_further_steps() -> None:
    abroad = {**ACCEPTED, "Currency": "GBP"}
    assert opening("2025-02-01", contract=abroad).last == day("2026-01-20")
    assert not told("2026-02-03", RETENTION, contract=abroad, stages=STAGES, more_claims=(ASKED,))


# Applied for on 2026-02-02: 14 days are until Monday 2026-02-16.
@pytest.mark.parametrize(
    ("as_of", "contacts", "state", "start", "last"),
    [
        ("2026-02-15", "", AMBER, "2026-02-02", "2026-02-16"),  # nothing proves that it arrived
        ("2026-02-15", "| 2026-02-03 | C-01 | Q-2 | letter | delivered | EMS 1 | |", GREEN, "2026-02-03", "2026-02-17"),
        ("2026-02-16", "", RED, "2026-02-02", "2026-02-16"),
        ("2026-02-17", "", RED, "2026-02-02", "2026-02-16"),
    ],
)  # fmt: skip
def test_an_application_has_fourteen_days(
    as_of: str, contacts: str, state: ClockState, start: str, last: str
) -> None:
    clock = one(as_of, RETENTION, contract=ACCEPTED, stages=STAGES, more_claims=(ASKED,), contacts=contacts)
    assert (clock.state, clock.started_on, clock.last) == (state, day(start), day(last))
    assert (clock.claim, clock.money, clock.rule.en) == ("Q-2", 50, "CN-RET-14")
    assert ("MISSING" in clock.proof.en) is (not contacts)


HANDED = "| 2026-02-03 | C-01 | Q-2 | letter | delivered | EMS 1 | |\n"


@pytest.mark.parametrize(
    ("reminder", "counts"),
    [
        ("| 2026-02-17 | C-01 | Q-2 | letter | delivered | EMS 2 | |", False),  # the 14 days still run
        ("| 2026-02-18 | C-01 | Q-2 | letter | delivered | EMS 2 | |", True),
        ("| 2026-02-18 | C-01 | Q-2 | letter | delivered | | |", False),
        ("| 2026-02-18 | C-01 | Q-2 | letter | sent | EMS 2 | |", False),
    ],
)
def test_a_reminder_after_them_has_fourteen_more(reminder: str, counts: bool) -> None:
    clock = one(
        "2026-02-25",
        RETENTION,
        contract=ACCEPTED,
        stages=STAGES,
        more_claims=(ASKED,),
        contacts=HANDED + reminder,
    )
    assert ("may count as accepted" in clock.meaning.en) is counts
    assert ("可能视为认可" in clock.meaning.zh) is counts
    assert clock.last == day("2026-03-04" if counts else "2026-02-17")
    if counts:
        assert clock.safe == day("2026-03-05")  # open only once they are over


def test_after_a_reminder_nobody_proved_the_application_stays_the_start() -> None:
    only = "| 2026-02-18 | C-01 | Q-2 | letter | delivered | EMS 2 | |"
    clock = one(
        "2026-02-25", RETENTION, contract=ACCEPTED, stages=STAGES, more_claims=(ASKED,), contacts=only
    )
    assert (clock.started_on, clock.last) == (day("2026-02-18"), day("2026-03-04"))
    assert "Applied for" in clock.meaning.en


@pytest.mark.parametrize(
    ("as_of", "state"), [("2026-02-23", GREEN), ("2026-02-24", RED), ("2026-02-25", RED)]
)
def test_what_is_verified_may_be_due_fourteen_days_later(as_of: str, state: ClockState) -> None:
    verified = {**ASKED, "Certified on": "2026-02-10", "Certified": "50", "Due on": "2026-03-10"}
    clock = one(as_of, RETENTION, contract=ACCEPTED, stages=STAGES, more_claims=(verified,))
    assert (clock.last, clock.state) == (day("2026-02-24"), state)
    assert "payment may be due by 2026-02-24" in clock.meaning.en


def test_retention_that_came_back_has_no_clock() -> None:
    verified = {**ASKED, "Certified on": "2026-02-10", "Certified": "50", "Due on": "2026-03-10"}
    paid = "| 2026-02-20 | 50 | R-1 | Q-2 |"
    assert not told(
        "2026-02-25", RETENTION, contract=ACCEPTED, stages=STAGES, more_claims=(verified,), receipts=paid
    )


def ledger(as_of: str, rules: str = "", **contract: str) -> Any:
    return told(
        as_of, RETENTION, contract={**LEDGER, **contract}, stages=WORK, rules=rules,
        progress="| C-01 | A | 2023-06-01 | 1000 |",
    )  # fmt: skip


def test_where_nothing_is_agreed_two_years_from_acceptance_stand_in() -> None:
    (clock,) = ledger("2025-02-01", **{"Accepted on": "2025-01-20"})
    assert (clock.rule.en, clock.last, clock.money) == ("CN-RET-17", day("2027-01-20"), 50)
    assert "two years from acceptance may end" in clock.meaning.en
    assert "满两年" in clock.meaning.zh
    assert clock.state is AMBER  # no evidence of the acceptance


@pytest.mark.parametrize(
    ("contract", "last"),
    [
        ({"Completed on": "2025-01-20"}, "2027-04-20"),  # 90 days, then two years
        ({"End": "2025-01-31"}, None),
        ({"End": "2025-02-01"}, "no clock"),  # the work is not over
        ({}, "no clock"),
    ],
)
def test_without_the_acceptance_it_is_a_guess_and_amber(contract: dict[str, str], last: str | None) -> None:
    found = ledger("2025-02-01", **contract)
    if last == "no clock":
        assert not found
        return
    (clock,) = found
    assert clock.last == (day(last) if last else None)
    assert clock.state is AMBER
    assert "MISSING: acceptance day" in clock.proof.en


def test_a_stage_that_waits_for_an_acceptance_nobody_entered_is_a_guess_too() -> None:
    waiting = {"contract": {"Completed on": "2025-01-20", "Defects months": "12"}, "stages": STAGES}
    clock = one("2025-02-01", RETENTION, **waiting)
    assert (clock.last, clock.state, clock.stage) == (day("2026-04-20"), AMBER, "R")
    assert one("2030-02-01", RETENTION, **waiting).state is AMBER  # a guess alone makes nothing red
    assert not told("2025-01-20", RETENTION, **waiting)


@pytest.mark.parametrize(
    ("id", "left"),
    [("CN-RET-14", True), ("CN-RET-17", False)],
)
def test_a_deleted_rule_shows_no_clock(id: str, left: bool) -> None:
    rules = LAW + f"| {id} | words | Gazette | | | yes |"
    assert (
        bool(
            told("2026-02-03", RETENTION, contract=ACCEPTED, stages=STAGES, more_claims=(ASKED,), rules=rules)
        )
        is left
    )
    assert bool(ledger("2025-02-01", rules, **{"Accepted on": "2025-01-20"})) is not left
    assert told("2025-02-01", RETENTION, contract=ACCEPTED, stages=STAGES, rules=rules)  # the contract's own
