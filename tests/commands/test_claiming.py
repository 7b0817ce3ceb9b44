"""New claim: a draft for each billable milestone, never twice, and nothing billed double once it is submitted."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from ledger.commands import Append, Fill, Outcome, run
from tests.commands.applying import applied
from tests.drawing import book, column

DAY = date(2025, 6, 30)
SHEETS = book(
    contracts="""
        | Contract | Customer | Currency | Contract sum | Signed on  | Retention rate | Retention base | Recoupment method |
        | C        | Acme     | USD      | 1000         | 2025-01-01 | 5%             | work done      | pro rata          |
        | D        | Birch    | EUR      | 500          | 2025-01-01 |                |                |                   |
        | X        | Odd      | EUR      | much         | 2025-01-01 |                |                |                   |
    """,
    milestones="""
        | Contract | Milestone | Kind      | Mode | Share or amount | Base         | Trigger     |
        | C        | A         | advance   | pay  | 20%             | contract     | signed      |
        | C        | P         | progress  | pay  | 80%             | period value | certificate |
        | D        | 1         | milestone | pay  | 50%             | contract     | signed      |
        | D        | 2         | milestone | pay  | 50%             | contract     | accepted    |
        | X        | 1         | milestone | pay  | 50%             | contract     | signed      |
    """,
    progress="| Contract | Date | Done |\n| C | 2025-05-31 | 40% |",
    claims="""
        | Claim | Contract | Milestone | Claimed on | Claimed | Status |
        | C-01  | C        | A         | 2025-01-02 | 200     |        |
        | D-01  | D        | 1         | 2025-01-02 | 100     |        |
    """,
)


def claimed(outcome: Outcome) -> list[Any]:
    return [line for edit in outcome.edits if isinstance(edit, Append) for line in edit.lines]


def billable(sheets: dict[str, Any]) -> dict[tuple[str, str], Any]:
    (grid,) = (
        edit.grid
        for edit in run("refresh", sheets, DAY).edits
        if isinstance(edit, Fill) and edit.sheet == "positions"
    )
    return dict(zip(zip(column(grid, "Contract"), column(grid, "Milestone")), column(grid, "Billable now")))


def test_a_draft_for_each_billable_milestone_with_its_deductions() -> None:
    """400 of work: 320 asked for, 20 held of the work, 80 of the advance taken back."""
    lines = claimed(run("new_claim", SHEETS, DAY))
    assert [(line["number"], line["milestone"], line["claimed"], line["status"]) for line in lines] == [
        ("C-02", "P", 320.0, "draft"),
        ("D-02", "1", 150.0, "draft"),
    ]
    assert (lines[0]["retention_held"], lines[0]["recouped"]) == (20.0, 80.0)
    assert "retention_held" not in lines[1]


def test_a_draft_counts_for_nothing_and_submitted_nothing_is_billed_twice() -> None:
    before = copy.deepcopy(SHEETS)
    said = billable(SHEETS)
    assert (said["C", "P"], said["D", "1"]) == (220.0, 150.0)
    assert said["X", "1"].startswith("#LEDGER! Contracts line 3, Contract sum")
    drafted = applied(SHEETS, run("new_claim", SHEETS, DAY))
    assert billable(drafted) == said
    assert not claimed(run("new_claim", drafted, DAY))
    place = drafted["Claims"][0].index("Status")
    for row in drafted["Claims"]:
        row[place] = "submitted" if row[place] == "draft" else row[place]
    after = billable(drafted)
    assert {after[key] for key in after if key[0] != "X"} == {0.0}
    assert not claimed(run("new_claim", drafted, DAY))
    assert before == SHEETS


def test_work_that_the_advance_takes_whole_is_claimed_for_nothing() -> None:
    """FIDIC, a quarter of what comes after the first 10%: of the 26.12 left 1.12 is retained and 25 recouped."""
    sheets = book(
        contracts="""
            | Contract | Customer | Currency | Contract sum | Signed on  | Retention rate | Retention base | Recoupment method |
            | C        | Acme     | USD      | 1000         | 2025-01-01 | 3%             | work done      | FIDIC             |
        """,
        milestones="""
            | Contract | Milestone | Kind      | Mode | Share or amount | Base         | Trigger     | Met on     |
            | C        | A         | advance   | pay  | 30%             | contract     | signed      |            |
            | C        | P         | progress  | pay  | 70%             | period value | certificate |            |
            | C        | 1         | milestone | pay  | 10%             | contract     | accepted    | 2025-01-01 |
        """,
        progress="| Contract | Date | Done |\n| C | 2025-01-02 | 100.01 |",
        claims="| Claim | Contract | Milestone | Claimed on | Claimed |\n| C-01 | C | P | 2025-01-01 | 43.89 |",
    )
    drafted = run("new_claim", sheets, DAY)
    figures = ("milestone", "claimed", "retention_held", "recouped")
    assert [tuple(line[figure] for figure in figures) for line in claimed(drafted)] == [
        ("A", 300.0, 0.0, 0.0),
        ("P", 26.12, 1.12, 25.0),
        ("1", 100.0, 3.0, 0.0),
    ]
    submitted = applied(sheets, drafted)
    place = submitted["Claims"][0].index("Status")
    for row in submitted["Claims"][1:]:
        row[place] = "submitted"
    assert set(billable(submitted).values()) == {0.0}  # recouped as it was claimed
    sheets["Claims"][1][sheets["Claims"][0].index("Claimed")] = 43.90  # a cent more than that leaves room for
    assert [line["milestone"] for line in claimed(run("new_claim", sheets, DAY))] == ["A", "1"]


def test_where_nothing_else_is_billable_no_line_is_claimed_for_nothing() -> None:
    """'Up to' counts the advance still out: each third that is recouped makes room for as much work again."""
    sheets = book(
        contracts="""
            | Contract | Customer | Currency | Contract sum | Signed on  | Recoupment method | Recoupment parameter 1 |
            | C        | Acme     | USD      | 1000         | 2025-01-01 | fixed             | 3                      |
        """,
        milestones="""
            | Contract | Milestone | Kind      | Mode  | Share or amount | Base     | Trigger  | Met on     |
            | C        | A         | advance   | pay   | 30%             | contract | signed   |            |
            | C        | 1         | milestone | pay   | 10%             | contract | accepted | 2025-01-01 |
            | C        | 2         | milestone | up to | 30%             | contract | accepted | 2025-01-02 |
        """,
        claims="| Claim | Contract | Milestone | Claimed on | Claimed | Status |",
    )
    drafted = run("new_claim", sheets, DAY)
    assert [(line["milestone"], line["claimed"], line["recouped"]) for line in claimed(drafted)] == [
        ("A", 300.0, 0.0),
        ("1", 100.0, 100.0),
        ("2", 100.0, 100.0),
    ]
    submitted = applied(sheets, drafted)
    for row in submitted["Claims"][1:]:
        row[submitted["Claims"][0].index("Status")] = "submitted"
    assert not claimed(run("new_claim", submitted, DAY))


def test_refresh_says_totals_for_each_currency_and_check_lists_every_problem() -> None:
    refreshed = run("refresh", SHEETS, DAY)
    assert "billable now EUR 150.00, USD 220.00" in refreshed.said.en
    assert "EUR 150.00" in refreshed.said.zh
    fills = {edit.sheet: edit.grid for edit in refreshed.edits if isinstance(edit, Fill)}
    assert {"positions", "mismatches", "ageing", "reminders"} <= set(fills)
    assert len(fills["positions"]) == len(SHEETS["Milestones"])
    assert refreshed == run("refresh", SHEETS, DAY)
    checked = run("check", SHEETS, DAY)
    assert not checked.edits
    assert [row[:3] for row in checked.listing[:2]] == [
        ("Sheet", "Line", "Column"), ("Contracts", 3, "Contract sum"),
    ]  # fmt: skip
    assert checked.said.en.startswith("1 problem(s)")
