"""The gates of a suspension: each short of, exactly at and past its mark; a notice only while all are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from ledger.calendars import Calendar
from ledger.collecting.papers import Paper, effect, is_our_letter, outlived, paper_of, silent_until
from ledger.collecting.suspension import HOOKS, Gates, Ground, suspension
from ledger.enumerations import Channel, ContactStatus, Kind, Reason
from ledger.records import Claim, Contact, Contract
from ledger.results import Receivable
from ledger.rulebook import LegalRule

DUE = date(2026, 3, 31)
ON = date(2026, 4, 7)  # a Tuesday; seven days later is a Tuesday too
LAW = tuple(LegalRule(id, "says", "source") for id in HOOKS)
NAMES = ("clause", "demand delivered", "notice period over", "undisputed sum", "hand-over list")
CONTRACT = Contract(
    "C", "Acme", "GBP", D(1000), suspension_clause="UK-112", handover_list="Keys", address="1 High St"
)


@dataclass
class Case:
    contract: Contract = CONTRACT
    outstanding: D = D(100)
    disputed: D = D(0)
    due: date | None = DUE
    as_of: date = date(2026, 4, 15)
    kind: Kind = Kind.PROGRESS
    law: tuple[LegalRule, ...] = LAW
    calendar: Calendar = Calendar()  # noqa: RUF009  # frozen


def letter(**others: Any) -> Contact:
    given: dict[str, Any] = {
        "on": ON, "contract": "C", "claims": ("Q",), "level": 3, "channel": Channel.LETTER,
        "status": ContactStatus.DELIVERED, "proof": "EMS 7",
    }  # fmt: skip
    return Contact(**{**given, **others})


def gates(case: Case, *contacts: Contact) -> Gates:
    nothing = D(0)
    late = max(0, (case.as_of - case.due).days) if case.due else 0
    r = Receivable(
        Claim("Q", "C"), case.contract, "M", D(100), D(100), D(100), D(100), D(100), nothing,
        case.outstanding, case.disputed, case.due, late if case.outstanding else 0,
    )  # fmt: skip
    ground = Ground(case.as_of, law=case.law, calendar=case.calendar)
    return suspension(case.contract, [r], contacts, {"M": case.kind}, ground)


def shut(case: Case, *contacts: Contact) -> list[str]:
    return [gate.name.en for gate in gates(case, *contacts).shut]


def test_all_gates_open_each_with_its_day_and_proof() -> None:
    answer = gates(Case(), letter())
    assert answer.open
    assert [gate.name.en for gate in answer.gates] == list(NAMES)
    assert (answer.demanded_on, answer.ended_on, answer.proof, answer.days) == (
        ON, date(2026, 4, 14), "EMS 7", 7,
    )  # fmt: skip
    assert [gate.said.en for gate in answer.gates] == [
        "UK-112, 7 day(s) after the demand", "delivered on 2026-04-07, proof: EMS 7", "ended on 2026-04-14",
        "GBP 100.00 overdue and undisputed", "Keys",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "days", "law", "is_open", "counted"),
    [
        ("", None, LAW, False, 0),
        ("  ", 7, LAW, False, 0),
        ("UK-112", None, LAW, True, 7),
        ("uk-112", None, LAW, True, 7),
        ("UK-112", 5, LAW, True, 7),  # the rule's own days are the fewest
        ("UK-112", 8, LAW, True, 8),
        ("UK-112", None, (), False, 0),  # Rules does not list it
        ("AIA-9.7", None, LAW, True, 7),
        ("CN-GF/GB", None, LAW, True, 7),
        ("CN-PROG-60/90", None, LAW, False, 0),  # its days are the contract's
        ("CN-PROG-60/90", 14, LAW, True, 14),
        ("FIDIC-14", None, LAW, False, 0),
        ("FIDIC-14", 21, LAW, True, 21),
        ("Clause 16.1", None, LAW, False, 0),
        ("Clause 16.1", 0, LAW, False, 0),
        ("Clause 16.1", 21, (), True, 21),
    ],
)
def test_the_clause_and_its_days(
    clause: str, days: int | None, law: tuple[LegalRule, ...], is_open: bool, counted: int
) -> None:
    case = Case(
        CONTRACT._replace(suspension_clause=clause, suspension_days=days), as_of=date(2026, 6, 1), law=law
    )
    answer = gates(case, letter())
    assert answer.gates[0].open is is_open
    assert answer.days == counted
    assert answer.open is is_open


@pytest.mark.parametrize(
    ("demand", "is_open"),
    [
        ({}, True),
        ({"level": 2}, False),  # an inquiry demands nothing
        ({"level": 5}, True),
        ({"level": None}, False),  # a letter of nobody knows what
        ({"level": None, "file": "letters-2026-04-05/2026-04-05_demand_C_Acme.docx"}, True),
        ({"level": None, "file": "2026-04-05_progress_notice_C_Acme.docx"}, False),
        ({"channel": Channel.EMAIL}, False),
        ({"status": ContactStatus.SENT}, False),  # the day it arrived is not known
        ({"status": ContactStatus.DRAFTED}, False),
        ({"status": ContactStatus.RETURNED}, False),
        ({"proof": " "}, False),
        ({"claims": ()}, True),  # about the whole contract
        ({"claims": ("Z",)}, False),
        ({"on": DUE}, False),  # the due date itself is in time
        ({"on": date(2026, 4, 1)}, True),
        ({"on": date(2026, 4, 16)}, False),  # after the day asked about
    ],
)
def test_the_demand_is_a_firm_letter_that_arrived_after_the_due_date(
    demand: dict[str, Any], is_open: bool
) -> None:
    found = gates(Case(), letter(**demand))
    assert found.gates[1].open is is_open
    assert found.open is is_open


@pytest.mark.parametrize(
    ("as_of", "holidays", "is_open"),
    [
        (date(2026, 4, 13), (), False),
        (date(2026, 4, 14), (), False),  # the last day still runs
        (date(2026, 4, 15), (), True),
        (date(2026, 4, 15), (date(2026, 4, 14),), False),  # the last day moved off a holiday
        (date(2026, 4, 16), (date(2026, 4, 14),), True),
    ],
)
def test_the_days_after_the_demand_must_be_over(
    as_of: date, holidays: tuple[date, ...], is_open: bool
) -> None:
    case = Case(as_of=as_of, calendar=Calendar(frozenset(holidays)))
    assert (shut(case, letter()) == []) is is_open


def test_the_first_demand_counts_not_a_later_one() -> None:
    assert gates(Case(), letter(on=date(2026, 4, 14), line=2), letter()).open


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"outstanding": D(0)}, [NAMES[1], NAMES[2], NAMES[3]]),
        ({"disputed": D("99.99")}, []),
        ({"disputed": D(100)}, [NAMES[1], NAMES[2], NAMES[3]]),
        ({"disputed": D(500)}, [NAMES[1], NAMES[2], NAMES[3]]),
        ({"due": None}, [NAMES[1], NAMES[2], NAMES[3]]),
        ({"due": date(2026, 4, 15)}, [NAMES[1], NAMES[2], NAMES[3]]),  # due on the day itself
        ({"contract": CONTRACT._replace(handover_list=" ")}, [NAMES[4]]),
        ({"contract": CONTRACT._replace(suspension_clause="CN-ADV-10/30"), "as_of": date(2026, 5, 1)}, list(NAMES[1:4])),
        (
            {
                "contract": CONTRACT._replace(suspension_clause="CN-ADV-10/30"),
                "as_of": date(2026, 5, 1), "kind": Kind.ADVANCE,
            },
            [],
        ),
    ],
)  # fmt: skip
def test_money_and_hand_over(change: dict[str, Any], names: list[str]) -> None:
    assert shut(Case(**change), letter()) == names


def test_every_shut_gate_says_what_is_missing_in_both_languages() -> None:
    answer = gates(Case(Contract("C", "Acme", "CNY", D(1)), outstanding=D(0)))
    assert not any(gate.open for gate in answer.gates)
    assert all(gate.said.en and gate.said.zh and gate.said.en != gate.said.zh for gate in answer.gates)


@pytest.mark.parametrize(
    ("file", "paper"),
    [
        ("2026-11-20_demand_C_Acme.docx", Paper.DEMAND),
        ("letters-2026-11-20/2026-11-20_instalment_plan_C_Acme-2.docx", Paper.INSTALMENT_PLAN),
        ("2026-11-20_pay_when_paid_answer_C_Acme.docx; other.eml", Paper.DIRECT_ANSWER),
        ("2026-11-20_Acme_CNY_level4_letter.docx", None),
        ("2026-11-20_demands_C.docx", None),
        ("demand.docx", None),
        ("", None),
    ],
)
def test_a_paper_is_known_by_its_file(file: str, paper: Paper | None) -> None:
    assert paper_of(letter(file=file)) is paper


def test_a_letter_with_a_level_or_an_answer_is_no_letter_beside_the_ladder() -> None:
    assert is_our_letter(letter(level=None))
    assert not is_our_letter(letter())
    assert not is_our_letter(letter(level=None, result=Reason.DISPUTE))
    assert not is_our_letter(letter(level=None, channel=Channel.PHONE))


def test_a_plan_extends_no_priority_and_needs_the_guarantor() -> None:
    chinese = CONTRACT._replace(currency="CNY", guarantor="华岳", guarantee_until=date(2026, 12, 1))
    said = effect(Paper.INSTALMENT_PLAN, chinese, DUE, date(2026, 12, 31), works=True)
    for words in (
        "last instalment 2026-12-31",
        "2027-09-30 at the latest",
        "华岳",
        "guarantee until 2026-12-01",
        "lawyer",
    ):
        assert words in said.en
    for words in ("末期2026-12-31", "最迟至2027-09-30", "保证人华岳", "保证期间至2026-12-01", "律师"):
        assert words in said.zh
    assert "priority" not in effect(Paper.INSTALMENT_PLAN, chinese, DUE, DUE).en  # no works
    plain = effect(Paper.INSTALMENT_PLAN, CONTRACT, DUE, date(2026, 12, 31), works=True)
    assert "priority" not in plain.en
    assert "guarantor" not in plain.en


@pytest.mark.parametrize(
    ("last", "works", "said"),
    [
        (date(2026, 12, 1), True, []),  # the day the guarantee ends
        (date(2026, 12, 2), True, ["the guarantee ends (2026-12-01)"]),
        (date(2027, 9, 30), True, ["the guarantee ends (2026-12-01)"]),
        (date(2027, 10, 1), True, ["may have ended (2027-09-30)", "the guarantee ends (2026-12-01)"]),
        (date(2027, 10, 1), False, ["the guarantee ends (2026-12-01)"]),
    ],
)
def test_a_plan_that_outlives_a_security_says_so(last: date, works: bool, said: list[str]) -> None:
    chinese = CONTRACT._replace(currency="CNY", guarantor="华岳", guarantee_until=date(2026, 12, 1))
    found = outlived(chinese, DUE, last, works)
    assert [text.en.endswith(words) for text, words in zip(found, said)] == [True] * len(said)
    assert len(found) == len(said)


@pytest.mark.parametrize("paper", Paper)
def test_every_effect_sends_to_a_lawyer(paper: Paper) -> None:
    said = effect(paper, CONTRACT, None, DUE)
    assert "lawyer" in said.en
    assert "律师" in said.zh
    assert "{" not in said.en + said.zh


def test_silence_ends_on_its_last_day() -> None:
    assert silent_until(date(2026, 2, 20), 14) == date(2026, 3, 6)
