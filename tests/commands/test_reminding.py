"""Draft reminders, then Mark sent, as a clerk presses them: no level is skipped, none said twice."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from ledger.commands import Append, Outcome, run
from tests.commands.applying import applied
from tests.drawing import book, column

SHEETS = book(
    contracts="""
        | Contract | Customer | Currency | Contract sum | Signed on  | E-mail     | Phone   | Address  |
        | C        | Acme     | USD      | 1000         | 2025-01-01 | a@acme.com | 5550100 | Acme St. |
        | D        | 华建     | CNY      | 500          | 2025-01-01 | b@birch.co |         |          |
        | E        | Cedar    | USD      | 500          | 2025-01-01 |            |         |          |
    """,
    milestones="""
        | Contract | Milestone | Name  | Kind      | Mode | Share or amount | Base     | Trigger |
        | C        | 1         | Frame | milestone | pay  | 100%            | contract | signed  |
        | D        | 1         | 验收  | milestone | pay  | 100%            | contract | signed  |
        | E        | 1         | Roof  | milestone | pay  | 100%            | contract | signed  |
    """,
    claims="""
        | Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Due on     |
        | C-1   | C        | 1         | 2025-01-02 | 600     | 2025-01-05   | 600       | 2025-01-31 |
        | C-2   | C        | 1         | 2025-01-02 | 400     | 2025-01-05   | 400       | 2025-02-28 |
        | D-1   | D        | 1         | 2025-01-02 | 500     | 2025-01-05   | 500       | 2025-01-31 |
        | E-1   | E        | 1         | 2025-01-02 | 500     | 2025-01-05   | 500       | 2025-01-31 |
    """,
)
SHEETS["Rules"] = [
    ["Settings"],
    ["Setting", "Value"],
    ["Our company", "Northwind Works"],
    ["As of", "2025-03-05"],
]


def draft(sheets: dict[str, Any], as_of: str | None, **choices: Any) -> Outcome:
    return run("draft_reminders", sheets, date.fromisoformat(as_of) if as_of else None, **choices)


def lines(outcome: Outcome) -> list[Any]:
    return [line for edit in outcome.edits if isinstance(edit, Append) for line in edit.lines]


def decisions(outcome: Outcome) -> dict[str, str]:
    grid = [list(row) for row in outcome.listing]
    return dict(zip(column(grid, "Claim"), column(grid, "Decision")))


def test_drafts_for_whom_to_remind_and_a_list_of_who_was_left_out() -> None:
    outcome = draft(SHEETS, "2025-03-05")
    assert decisions(outcome) == {"C-1": "remind", "C-2": "remind", "D-1": "left out", "E-1": "left out"}
    assert {(line["contract"], line["claims"], line["level"], line["status"]) for line in lines(outcome)} == {
        ("C", "C-1, C-2", 1.0, "drafted")
    }
    names = [file.name for file in outcome.files]
    assert len(set(names)) == len(names)
    assert all("/" not in name and "\\" not in name for name in names)
    assert outcome.folder == "reminders-2025-03-05"
    assert {file for line in lines(outcome) for file in line["file"].split("; ")} <= set(names)
    assert "Nothing was sent" in outcome.said.en


def test_a_second_run_is_equal_and_changes_nothing() -> None:
    before = copy.deepcopy(SHEETS)
    first, second = draft(SHEETS, "2025-03-05"), draft(SHEETS, "2025-03-05")
    assert first == second
    assert before == SHEETS


def test_drafting_twice_does_not_escalate_and_sending_moves_one_level_after_its_interval() -> None:
    first = draft(SHEETS, "2025-03-05")
    sheets = applied(SHEETS, first)
    again = draft(sheets, "2025-05-31")
    assert not lines(again)  # the draft waits, however late it is
    why = dict(
        zip(
            column([list(r) for r in again.listing], "Claim"), column([list(r) for r in again.listing], "Why")
        )
    )
    assert why["C-1"] == why["C-2"] == "a draft waits to be sent"

    sent = run("mark_sent", sheets, date(2025, 3, 6), proof="call log 17")
    assert lines(sent) == [
        {**line, "on": 45722.0, "status": "sent", "proof": "call log 17"} for line in lines(first)
    ]
    assert all(isinstance(edit, Append) for edit in sent.edits)  # nothing that stands there is overwritten
    sheets = applied(sheets, sent)
    assert not lines(draft(sheets, "2025-03-06"))  # not on the day it was sent
    assert not lines(draft(sheets, "2025-03-12"))  # nor within seven days
    next_ = draft(sheets, "2025-03-15")
    assert {(line["claims"], line["level"]) for line in lines(next_)} == {
        ("C-1, C-2", 2.0)
    }  # one level up, no more


def test_only_the_customers_that_were_ticked() -> None:
    assert not lines(draft(SHEETS, "2025-03-05", customers=["Birch"]))
    assert lines(draft(SHEETS, "2025-03-05", customers=["Acme"])) == lines(draft(SHEETS, "2025-03-05"))


def test_the_day_is_the_settings_own_where_none_is_given() -> None:
    assert draft(SHEETS, None) == draft(SHEETS, "2025-03-05")


def test_a_chinese_book_gets_chinese_lines() -> None:
    outcome = draft(SHEETS, "2025-03-05", language="zh")
    assert outcome.folder == "催款-2025-03-05"
    assert {line["status"] for line in lines(outcome)} == {"已起草"}
    assert outcome.listing[0][0] == "处理"


def three(**contracts: str) -> dict[str, Any]:
    """Three customers, each to be written to by telephone, e-mail and letter."""
    rows = {
        "C": "| C | Acme  | USD | 1000 | 2025-01-01 | a@acme.com | 5550100 | Acme St. | English |",
        "D": "| D | Birch | USD | 1000 | 2025-01-01 | b@birch.co | 5550101 | Birch Rd | English |",
        "E": "| E | Cedar | USD | 1000 | 2025-01-01 | c@cedar.co | 5550102 | Cedar Rd | 中文    |",
    }
    head = (
        "| Contract | Customer | Currency | Contract sum | Signed on | E-mail | Phone | Address | Language |"
    )
    made = book(
        contracts="\n".join([head, *{**rows, **contracts}.values()]),
        milestones="""
            | Contract | Milestone | Kind      | Mode | Share or amount | Base     | Trigger |
            | C        | 1         | milestone | pay  | 100%            | contract | signed  |
            | D        | 1         | milestone | pay  | 100%            | contract | signed  |
            | E        | 1         | milestone | pay  | 100%            | contract | signed  |
        """,
        claims="""
            | Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Due on     |
            | C-1   | C        | 1         | 2025-01-02 | 600     | 2025-01-05   | 600       | 2025-01-31 |
            | D-1   | D        | 1         | 2025-01-02 | 600     | 2025-01-05   | 600       | 2025-01-31 |
            | E-1   | E        | 1         | 2025-01-02 | 600     | 2025-01-05   | 600       | 2025-01-31 |
        """,
    )
    made["Rules"] = [
        ["Settings"],
        ["Setting", "Value"],
        ["Our company", "Northwind Works"],
        ["Dunning policy"],
    ]
    made["Rules"] += [["Policy", "Level", "Days overdue", "Channel", "Tone"]]
    made["Rules"] += [["p", 1.0, 1.0, channel, "reminder"] for channel in ("phone", "email", "letter")]
    return made


def kinds(outcome: Outcome) -> set[tuple[str, str]]:
    """Customer and kind of every draft."""
    names = [file.name.rpartition(".")[0].split("_") for file in outcome.files]
    return {(name[1], name[-1]) for name in names if len(name) > 2}


ALL = {(customer, kind) for customer in ("Acme", "Birch", "Cedar") for kind in ("call", "email", "letter")}


def test_a_missing_address_stops_its_e_mail_and_no_other_draft() -> None:
    assert kinds(draft(three(), "2025-03-05")) == ALL
    for cell, said in (
        ("          ", "Contracts line 2, E-mail: is empty, so no e-mail was drafted"),
        ("b at birch", "Contracts line 2, E-mail: found 'b at birch'"),
    ):
        outcome = draft(
            three(D=f"| D | Birch | USD | 1000 | 2025-01-01 | {cell} | 5550101 | Birch Rd | |"), "2025-03-05"
        )
        assert kinds(outcome) == ALL - {("Birch", "email")}
        assert len(outcome.problems) == 1
        assert said in outcome.problems[0].say()
        drafted = {(line["contract"], line["channel"]) for line in lines(outcome)}
        assert ("D", "email") not in drafted
        assert len(drafted) == 8


def test_no_address_at_all_leaves_the_customer_out() -> None:
    outcome = draft(three(D="| D | Birch | USD | 1000 | 2025-01-01 | | | | English |"), "2025-03-05")
    reached = {customer for customer, _ in kinds(outcome)}
    assert reached == (
        {"Acme", "Birch", "Cedar"} if ("Birch", "call") in kinds(outcome) else {"Acme", "Cedar"}
    )
    for channel in ("email",):
        only = three(D="| D | Birch | USD | 1000 | 2025-01-01 | | | | English |")
        only["Rules"] = [*only["Rules"][:-3], ["p", 1.0, 1.0, channel, "reminder"]]
        outcome = draft(only, "2025-03-05")
        assert {customer for customer, _ in kinds(outcome)} == {"Acme", "Cedar"}
        why = dict(
            zip(
                column([list(r) for r in outcome.listing], "Claim"),
                column([list(r) for r in outcome.listing], "Why"),
            )
        )
        assert why["D-1"] == "no address for this channel"


def test_a_language_that_cannot_be_read_stops_that_customer_and_no_other() -> None:
    outcome = draft(
        three(D="| D | Birch | USD | 1000 | 2025-01-01 | b@birch.co | 5550101 | Birch Rd | Klingon |"),
        "2025-03-05",
    )
    assert {customer for customer, _ in kinds(outcome)} == {"Acme", "Cedar"}
    why = dict(
        zip(
            column([list(r) for r in outcome.listing], "Claim"),
            column([list(r) for r in outcome.listing], "Why"),
        )
    )
    assert why["D-1"] == "Contracts line 2 cannot be read, correct it first"
    assert "found 'Klingon'" in outcome.problems[0].say()


def test_words_that_cannot_be_used_stop_their_draft_and_no_other() -> None:
    sheets = three()
    sheets["Rules"] += [["Wording"], ["Level", "Channel", "Language", "Subject", "Text"]]
    sheets["Rules"] += [[1.0, "email", "English", "", "Dear {customr}"]]
    outcome = draft(sheets, "2025-03-05")
    assert kinds(outcome) == ALL - {("Acme", "email"), ("Birch", "email")}
    assert "{customr}" in outcome.problems[0].say()
    sheets["Rules"] = [row for row in sheets["Rules"] if row[3:4] not in (["phone"], ["letter"])]
    outcome = draft(sheets, "2025-03-05")
    assert kinds(outcome) == {("Cedar", "email")}
    assert decisions(outcome) == {"C-1": "left out", "D-1": "left out", "E-1": "remind"}
    assert b"its words in Rules cannot be used" in next(f.data for f in outcome.files if "left-out" in f.name)


def test_money_to_allocate_is_shown_before_anything_is_drafted() -> None:
    sheets = {**SHEETS, **book(receipts="""
        | Date       | Amount | Bank reference | Payer |
        | 2025-03-03 | 250    | TT-9           | ACME  |
    """)}  # fmt: skip
    outcome = draft(sheets, "2025-03-05")
    grid = [list(row) for row in outcome.listing]
    first = dict(zip(grid[0], grid[1]))
    assert (first["Decision"], first["Customer"], first["Currency"], first["Outstanding"], first["Why"]) == (
        "allocate first", "Acme", "USD", 250.0, "received 2025-03-03 from ACME, bank reference TT-9",
    )  # fmt: skip
    assert column(grid, "Decision").count("allocate first") == 1
    assert "remind" not in column(grid, "Decision")
    assert not lines(outcome)
    (note,) = outcome.files
    assert b"250.00" in note.data
    assert b"TT-9" in note.data


LEVELS = book(
    contacts="""
    | Date       | Contract | Claims | Level | Channel    | Status |
    | 2025-02-02 | C        | C-1    | 1     | SMS/WeChat | sent   |
"""
)


def test_a_letter_of_several_levels_is_noted_line_by_line() -> None:
    outcome = draft({**SHEETS, **LEVELS}, "2025-03-05")
    assert {(line["claims"], line["level"], line["channel"]) for line in lines(outcome)} == {
        ("C-1", 2.0, "e-mail"), ("C-2", 1.0, "e-mail"),
    }  # fmt: skip
    assert len({line["file"] for line in lines(outcome)}) == 1  # one letter
    grid = [list(row) for row in outcome.listing]
    level = dict(zip(column(grid, "Claim"), column(grid, "Level")))
    assert (level["C-1"], level["C-2"]) == (2.0, 1.0)
    assert "levels 1, 2" in column(grid, "Why")[0]
