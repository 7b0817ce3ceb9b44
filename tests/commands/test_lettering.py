"""Letters: which paper answers which reason, why there is none, and what Contacts says of it."""

from __future__ import annotations

import copy
import io
from datetime import date
from decimal import Decimal
from typing import Any

import docx
import pytest

from ledger.collecting.papers import Paper
from ledger.commands import Append, Outcome, run
from ledger.commands.lettering import letter
from tests.commands.applying import applied
from tests.commands.letters_book import DEMANDED, sheets
from tests.drafting.cases import HOSTILE
from tests.drafting.test_letters import users
from tests.drawing import column

DAY = date(2026, 11, 20)


def made(grids: dict[str, Any], as_of: date = DAY, **choices: Any) -> Outcome:
    return letter(grids, as_of, choices.pop("language", "en"), **choices)


def rows(outcome: Outcome) -> list[dict[str, Any]]:
    head, *lines = outcome.listing
    return [dict(zip(head, line)) for line in lines]


def only(outcome: Outcome) -> dict[str, Any]:
    (row,) = rows(outcome)
    return row


def lines(outcome: Outcome) -> list[Any]:
    return [line for edit in outcome.edits if isinstance(edit, Append) for line in edit.lines]


@pytest.mark.parametrize(
    ("reason", "paper", "claims", "money", "again"),
    [
        ("G1", Paper.INSTALMENT_PLAN, "Q-1, Q-2", 1150000.02, "2026-11-27"),
        ("G2", Paper.ACCEPTANCE_REQUEST, "Q-1, Q-2, Q-3", 1850000.02, "2026-11-27"),
        ("G3", Paper.SUPPLEMENT, "Q-1, Q-2", 1150000.02, "2026-11-30"),
        ("G4", Paper.PROGRESS_NOTICE, "Q-1, Q-2", 1150000.02, "2026-11-27"),
        ("G5", Paper.INQUIRY, "Q-1, Q-2", 1150000.02, "2026-11-25"),
        ("G6", Paper.DIRECT_ANSWER, "Q-1, Q-2", 1150000.02, "2026-11-27"),
        ("G7", Paper.REASONS, "Q-1, Q-2", 1250000.02, "2026-11-27"),
        ("G8", Paper.DEMAND, "Q-1, Q-2", 1150000.02, "2026-12-07"),
    ],
)
def test_each_reason_has_its_paper(reason: str, paper: Paper, claims: str, money: float, again: str) -> None:
    outcome = made(sheets(reason))
    row = only(outcome)
    assert (row["Contract"], row["Document"], row["Claims"], row["Money"]) == (
        "C-1",
        paper.label.en,
        claims,
        money,
    )
    assert row["Reason"].startswith(reason + " ")
    assert row["Look again on"] == float((date.fromisoformat(again) - date(1899, 12, 30)).days)
    assert row["Effect on deadlines"].endswith("Ask a lawyer.")
    assert [file.name for file in outcome.files] == [row["File"], "2026-11-20_remedies.txt"]
    assert row["File"] == f"2026-11-20_{paper.code}_C-1_Huayue Property Co., Ltd.docx"
    (line,) = lines(outcome)
    assert (line["contract"], line["claims"], line["channel"], line["status"]) == (
        "C-1",
        claims,
        "letter",
        "drafted",
    )
    assert "level" not in line
    assert line["next_action"] == f"Look again on {again}"
    assert outcome.folder == "letters-2026-11-20"
    assert not outcome.problems
    assert "Nothing was sent" in outcome.said.en


def test_a_chinese_book() -> None:
    outcome = made(sheets("G1", "zh"), language="zh")
    assert outcome.folder == "函件-2026-11-20"
    assert outcome.listing[0][:3] == ("合同编号", "客户", "反馈原因")
    (line,) = lines(outcome)
    assert (line["status"], line["channel"], line["next_action"]) == ("已起草", "信函", "2026-11-27复核")
    note = outcome.files[-1].data.decode("utf-8-sig")
    assert "对策，截至2026年11月20日（内部使用，请勿外发）" in note


def test_a_second_run_is_equal_and_changes_nothing() -> None:
    grids = sheets("G4")
    before = copy.deepcopy(grids)
    assert made(grids) == made(grids)
    assert grids == before


def test_no_reason_no_letter_and_nothing_at_all() -> None:
    outcome = made(sheets())
    assert (rows(outcome), outcome.files, outcome.edits) == ([], (), ())
    assert only(made(sheets(), contracts=["C-1"]))["Missing, or why not"].startswith(
        "no reason stands in Contacts"
    )


def test_a_draft_is_not_written_twice_and_a_letter_sent_is_waited_for() -> None:
    grids = applied(sheets("G5"), made(sheets("G5")))
    again = only(made(grids))
    assert (again["File"], again["Missing, or why not"]) == ("", "a draft of 2026-11-20 waits to be sent")
    grids = applied(grids, run("mark_sent", grids, DAY, proof="EMS 9"))
    waiting = only(made(grids, date(2026, 11, 24)))
    assert (waiting["File"], waiting["Missing, or why not"]) == (
        "",
        "sent on 2026-11-20; wait for the answer",
    )
    assert only(made(grids, date(2026, 11, 25)))["File"]  # its day has come


def test_a_draft_without_level_blocks_no_reminder_and_moves_no_level() -> None:
    plain = sheets("G1")
    after = applied(plain, made(plain))

    def levels(grids: dict[str, Any]) -> dict[str, Any]:
        grid = [list(row) for row in run("draft_reminders", grids, DAY).listing]
        return dict(zip(column(grid, "Claim"), zip(column(grid, "Level"), column(grid, "Why"))))

    assert levels(after) == levels(plain)
    sent = applied(after, run("mark_sent", after, DAY, proof="EMS 9"))
    assert {claim: level for claim, (level, _) in levels(sent).items()} == {
        claim: level for claim, (level, _) in levels(plain).items()
    }


def test_the_ladder_of_progress_ahead_one_rung_after_another() -> None:
    grids = sheets("G4")
    day, papers = DAY, []
    for _ in range(3):
        outcome = made(grids, day)
        papers.append(only(outcome)["Document"])
        grids = applied(grids, outcome)
        sent = run("mark_sent", grids, day, proof="EMS 9")
        grids = applied(grids, sent)
        if papers[-1] == Paper.DEMAND.label.en:
            assert (
                "demand delivered" in only(made(grids, date(2026, 12, 31)))["Missing, or why not"]
            )  # only sent
            contacts = grids["Contacts"]
            contacts[-1][contacts[0].index("Status")] = "delivered"
            during = only(
                made(grids, date(2026, 12, 4))
            )  # delivered on 27 November: 4 December is the last day
            assert during["File"] == ""
            assert "notice period over: runs to the end of 2026-12-04" in during["Missing, or why not"]
            day = date(2026, 12, 7)
        else:
            assert only(made(grids, day))["File"] == ""  # it was sent: wait for its day
            day = date(2026, 11, 27)
    assert "notice of suspension went out" in only(made(grids, date(2027, 1, 31)))["Missing, or why not"]
    assert papers == [p.label.en for p in (Paper.PROGRESS_NOTICE, Paper.DEMAND, Paper.SUSPENSION)]


@pytest.mark.parametrize(
    ("changes", "gate"),
    [
        ({}, ""),
        ({"contracts": ("CN-GF/GB", "")}, "clause"),
        ({"contracts": ("Site keys; scaffolding", "")}, "hand-over list"),
        ({"rules": ("| CN-GF/GB |", "| CN-GF |")}, "clause: CN-GF/GB does not stand in Rules"),
        ({"contacts": ("EMS 1029", "")}, "demand delivered"),
    ],
)
def test_no_suspension_while_a_gate_is_shut(changes: dict[str, tuple[str, str]], gate: str) -> None:
    outcome = made(sheets("G4", "en", DEMANDED, changes=changes))
    row = only(outcome)
    assert bool(row["File"]) is not bool(gate)
    assert row["Document"] == (Paper.SUSPENSION.label.en if not gate else "none")
    assert gate in row["Missing, or why not"]
    note = outcome.files[-1].data.decode("utf-8-sig")
    assert note.count("[x]") == (5 if not gate else note.count("[x]"))
    assert ("[ ] " + gate in note) if gate else "[ ]" not in note
    chosen = made(sheets("G1", "en", DEMANDED, changes=changes), contracts=["C-1"], kind="suspension_notice")
    assert bool(only(chosen)["File"]) is not bool(gate)


@pytest.mark.parametrize(
    ("delivered", "is_open"), [("2026-11-11", True), ("2026-11-12", True), ("2026-11-13", False)]
)
def test_no_suspension_before_the_days_are_over(delivered: str, is_open: bool) -> None:
    said = "| 2026-11-14 | C-1 | | | phone | | | | G4 |"
    row = only(made(sheets("G1", "en", DEMANDED.replace("2026-10-09", delivered), said)))
    assert bool(row["File"]) is is_open
    assert ("notice period over" in row["Missing, or why not"]) is not is_open


def test_after_the_demand_of_a_refusal_the_evidence_pack_is_next() -> None:
    row = only(made(sheets("G8", "en", DEMANDED)))
    assert row["File"] == ""
    assert "evidence pack" in row["Missing, or why not"]
    assert "delivered on 2026-10-09" in row["Missing, or why not"]


@pytest.mark.parametrize(
    ("changes", "kind", "why"),
    [
        ({"contracts": ("3000000", "abc")}, None, "Contracts line 1 cannot be read"),
        ({"receipts": ("| Q-1   |", "|       |")}, None, ""),  # it pays the oldest claim
        (
            {"claims": ("1000000   | 2026-02-10", "x         | 2026-02-10")},
            None,
            "Claims line 1 cannot be read",
        ),
        (
            {"contacts": ("|          |       | phone", "|          | soon  | phone")},
            None,
            "Contacts line 1 cannot be read",
        ),
        ({"claims": ("| 100000          |", "| 500000.03       |")}, "demand", ""),
    ],
)
def test_what_stops_a_letter(changes: dict[str, tuple[str, str]], kind: str | None, why: str) -> None:
    row = only(made(sheets("G1", changes=changes), kind=kind))
    assert bool(row["File"]) is not bool(why)
    assert why in row["Missing, or why not"]


def test_a_kind_nobody_knows_is_a_problem() -> None:
    outcome = made(sheets("G1"), kind="nonsense")
    assert (
        outcome.problems[0]
        .say("en")
        .startswith("#LEDGER! Letters, Kind: found 'nonsense', needs one of: grace")
    )
    assert outcome.problems[0].say("zh").startswith("#LEDGER! 函件，类型：内容为'nonsense'")
    assert (outcome.files, outcome.edits) == ((), ())
    assert only(made(sheets("G1"), contracts=["C-1"], kind="宽限函"))["Document"] == "letter of grace"


def test_money_that_nobody_has_allocated_stops_the_letter() -> None:
    extra = {
        "receipts": (
            "b1 ",
            "b1             | C-1      | Q-1   |\n| 2026-11-01 | 5 | b2 | | |\n| 2026-01-01 | 0 | b3 ",
        )
    }
    grids = sheets("G1", changes=extra)
    grids["Receipts"][0].append("Payer")
    for row, payer in zip(grids["Receipts"][1:], ["", "huayue property co., ltd.", ""]):
        row.append(payer)
    row = only(made(grids))
    assert (row["File"], row["Missing, or why not"]) == ("", "money of this customer is not allocated yet")


def test_who_has_paid_gets_none() -> None:
    drawn = sheets("G1", changes={"receipts": ("C-1      | Q-1   |", "C-1      |       |")})
    assert only(made(drawn))["File"]
    both = sheets(
        "G1",
        changes={
            "receipts": (" 250000.01 | b1             | C-1      | Q-1   |", " 1500000.03 | b1 | C-1 | |")
        },
    )
    assert rows(made(both)) == []
    assert (
        only(made(both, contracts=["C-1"], kind="demand"))["Missing, or why not"] == "nothing of it is open"
    )


@pytest.mark.parametrize(
    ("contact", "contract", "why"),
    [
        ("| 2026-11-19 | C-1 | | | phone | | | | | 2026-11-30 |", "", "payment is promised for 2026-11-30"),
        ("| 2026-10-01 | C-1 | | | phone | | | | | 2026-10-30 |", "", ""),  # broken
        ("", "2026-11-20", "blocked until 2026-11-20"),
        ("", "2026-11-19", ""),
    ],
)
def test_nobody_is_pressed_while_we_wait(contact: str, contract: str, why: str) -> None:
    changes = {
        "contacts": ("| Result |", "| Result | Promise date |"),
        "contracts": ("| Hand-over list |", "| Hand-over list | Blocked until |"),
    }
    grids = sheets("G8", "en", *filter(None, [contact]), changes=changes)
    grids["Contracts"][1].append(contract)
    row = only(made(grids, contracts=["C-1"], kind="demand"))
    assert (bool(row["File"]), row["Missing, or why not"]) == (not why, why)
    assert only(made(grids, contracts=["C-1"], kind="process_inquiry"))["File"]


@pytest.mark.parametrize(
    ("amount", "claims"),
    [("749999.99", "Q-2"), ("100000", "Q-2"), ("750000.00", ""), ("", "")],
)
def test_money_promised_for_the_contract_holds_the_claims_that_are_due_first(
    amount: str, claims: str
) -> None:
    """Q-1 has 749,999.99 open and is due first; a claim promised in part is not pressed for."""
    grids = sheets("", "en", f"| 2026-11-19 | C-1 | | | phone | | | | G8 | 2026-11-30 | {amount} |",
                   changes={"contacts": ("| Result |", "| Result | Promise date | Promise amount |")})  # fmt: skip
    row = only(made(grids))
    assert (row["Claims"] if row["File"] else "") == claims
    assert ("payment is promised for 2026-11-30" in row["Missing, or why not"]) is not bool(claims)


@pytest.mark.parametrize(
    ("reason", "promised", "file"),
    [
        ("G1", "2026-11-20", False), ("G1", "2026-11-17", False), ("G1", "2026-11-16", True),
        ("G5", "2026-11-28", False), ("G7", "2026-11-28", True),
    ],
)  # fmt: skip
def test_while_payment_is_promised_there_is_nothing_to_write(reason: str, promised: str, file: bool) -> None:
    grids = sheets("", "en", f"| 2026-11-02 | C-1 | | | phone | | | | {reason} | {promised} |",
                   changes={"contacts": ("| Result |", "| Result | Promise date |")})  # fmt: skip
    row = only(made(grids))
    assert bool(row["File"]) is file
    assert ("payment is promised for " + promised in row["Missing, or why not"]) is not file
    if promised == "2026-11-28":  # a Saturday
        assert row["Look again on"] == float(
            (date(2026, 11, 30 if reason == "G5" else 27) - date(1899, 12, 30)).days
        )


@pytest.mark.parametrize(
    ("extended", "agreement", "why"),
    [
        ("2026-11-20", "", "we wait until 2026-11-20"),
        ("2026-11-19", "", ""),
        ("2026-12-20", "Annex 2", "nothing of it is open"),
    ],
)
def test_nobody_is_pressed_before_the_day_we_wait_for(extended: str, agreement: str, why: str) -> None:
    grids = sheets(
        "G8",
        changes={"claims": ("| Disputed amount |", "| Disputed amount | Wait until | Extension agreement |")},
    )
    for row in grids["Claims"][1:]:
        row += [extended, agreement]
    row = only(made(grids, contracts=["C-1"], kind="demand"))
    assert (bool(row["File"]), row["Missing, or why not"]) == (not why, why)


@pytest.mark.parametrize(
    ("choices", "why"),
    [
        ({"instalments": 2, "down": Decimal("150000.02")}, ""),
        ({"down": 1150000.02}, "the down payment of 1150000.02 is not less than what is owed"),
        ({"down": 0}, "the down payment of 0 is not less than what is owed"),
        ({"instalments": 2, "first_on": date(2026, 12, 29)}, ""),
    ],
)
def test_how_a_plan_is_cut(choices: dict[str, Any], why: str) -> None:
    row = only(made(sheets("G1"), **choices))
    assert (bool(row["File"]), row["Missing, or why not"]) == (not why, why)


def test_a_plan_that_outlives_the_guarantee_says_so_and_is_drafted() -> None:
    row = only(made(sheets("G1"), instalments=60))
    assert row["File"]
    assert "falls after the guarantee ends (2027-01-31)" in row["Missing, or why not"]


@pytest.mark.parametrize("count", [1, 61, 2.5, "three"])
def test_a_plan_of_no_number_is_a_problem(count: Any) -> None:
    outcome = made(sheets("G1"), instalments=count)
    assert not outcome.files
    assert "needs a whole number from 2 to 60" in outcome.problems[0].say("en")


@pytest.mark.parametrize(
    ("received", "drafted"), [("2699999.99", True), ("2700000", False), ("2700000.01", False)]
)
def test_work_is_called_ahead_only_where_it_is(received: str, drafted: bool) -> None:
    changes = {
        "receipts": ("250000.01 | b1             | C-1      | Q-1", f"{received} | b1 | C-1 | Q-1"),
        "claims": ("| 1000000   |", "| 4000000   |"),
    }
    row = only(made(sheets("G4", changes=changes)))
    assert bool(row["File"]) is drafted
    assert row["Missing, or why not"].startswith("by this book the work is not ahead") is not drafted


def test_a_letter_that_quotes_a_reason_nobody_gave_says_so_to_us() -> None:
    grids = sheets("G1")
    for paper in ("process_inquiry", "reasons_request", "pay_when_paid_answer"):
        row = only(made(grids, contracts=["C-1"], kind=paper))
        assert "Contacts does not hold it" in row["Missing, or why not"]
    assert "Contacts" not in only(made(grids, contracts=["C-1"], kind="grace"))["Missing, or why not"]


def test_a_contract_nobody_knows_is_named() -> None:
    assert only(made(sheets("G1"), contracts=["Z"]))["Missing, or why not"] == "no such contract in this book"


def test_what_acceptance_still_needs_is_listed_for_us() -> None:
    row = only(made(sheets("G2")))
    assert row["Missing, or why not"] == "stage B: no evidence; stage B: progress not confirmed by anyone"
    bare = only(made(sheets("G2", changes={"contracts": ("| 14 ", "|    ")})))
    assert "silence will not count" in bare["Missing, or why not"]


def test_without_our_name_a_problem_says_so() -> None:
    outcome = made(sheets("G1", changes={"rules": ("Our company", "Our motto")}))
    assert "letters need the name of the company" in " ".join(p.say("en") for p in outcome.problems)


def test_a_template_that_cannot_be_used_is_a_problem_and_no_letter() -> None:
    outcome = made(sheets("G5"), template=b"no document")
    assert "needs a Word document" in outcome.problems[0].say("en")
    assert only(outcome)["File"] == ""
    assert not outcome.edits
    history = "| 2026-06-01 | C-1 | Q-1 | 3 | email | x | sent | | |"
    reminders = run("draft_reminders", sheets("", "en", history), DAY, template=b"no document")
    assert "needs a Word document" in " ".join(p.say("en") for p in reminders.problems)
    filled = run("draft_reminders", sheets("", "en", history), DAY, template=users())
    (file,) = (file for file in filled.files if file.name.endswith(".docx"))
    assert "Sum: CNY 1,150,000.02" in "\n".join(
        p.text for p in docx.Document(io.BytesIO(file.data)).paragraphs
    )


@pytest.mark.parametrize("value", [value for value in HOSTILE if value.strip()])
def test_hostile_names_make_safe_files(value: str) -> None:
    grids = sheets("G1")
    heads = grids["Contracts"][0]
    for heading in ("Customer", "Project", "Contact", "Address", "Guarantor"):
        grids["Contracts"][1][heads.index(heading)] = value
    for paper in Paper:
        outcome = made(grids, contracts=["C-1"], kind=paper.code)
        for file in outcome.files:
            assert not set(file.name) & set('/\\:*?"<>|\n\r')
