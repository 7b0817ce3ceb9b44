"""Import progress: what each tool exports, which milestone a task is, and what is never added."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger.commands import Append, Outcome, run
from ledger.portfolio import portfolio
from ledger.tables.book import read_book
from tests.drawing import book, sheet

DAY = date(2026, 6, 30)
SERIAL = 46203.0  # 2026-06-30
SHEETS = {
    "contracts": """
        | Contract | Project    | Customer | Currency | Contract sum |
        | HT-1     | North wing | Acme     | CNY      | 1000         |
        | HT-2     | South wing | Acme     | CNY      | 1000         |
    """,
    "milestones": """
        | Contract | Milestone | Name       | Kind      | Mode | Share or amount | Base         | Trigger     |
        | HT-1     | N-01      | Foundation | milestone | pay  | 40%             | contract     | progress    |
        | HT-1     | N-02      | Frame      | milestone | pay  | 40%             | contract     | progress    |
        | HT-1     | N-03      | By value   | progress  | pay  | 20%             | period value | certificate |
        | HT-2     | N-01      | 主体结构   | milestone | pay  | 50%             | contract     | progress    |
        | HT-2     | S-02      | Roof       | milestone | pay  | 50%             | contract     | progress    |
    """,
    "progress": """
        | Contract | Milestone | Date       | Done |
        | HT-1     | N-01      | 2026-05-31 | 30%  |
    """,
}


def imported(drawing: str, as_of: date | None = DAY, name: str = "Plan", **choices: Any) -> Outcome:
    return run("import_progress", book(**SHEETS), as_of, imported={name: sheet(drawing)}, **choices)


def added(outcome: Outcome) -> list[tuple[Any, ...]]:
    """Contract, milestone, day and share of each line that would be added."""
    lines = [line for edit in outcome.edits if isinstance(edit, Append) for line in edit.lines]
    assert all(edit.sheet == "progress" for edit in outcome.edits if isinstance(edit, Append))
    return [(line["contract"], line["milestone"], line["on"], line["done"]) for line in lines]


@pytest.mark.parametrize(
    ("drawing", "source"),
    [
        (
            """
            | ID | WBS  | Task Name  | % Complete | Finish     | Project |
            | 7  | 1.1  | Foundation | 45%        | 2026-12-31 | HT-1    |
            """,
            "MS Project Plan",
        ),
        (
            """
            | 大纲数字 | 任务名称   | 完成百分比 | 完成时间 | 项目       |
            | 1.1      | Foundation | 45         |          | North wing |
            """,
            "MS Project Plan",
        ),
        (
            """
            | 工作项编号 | 标题       | 所属项目   | 状态   | 进度 | 截止日期   |
            | ABC-12     | Foundation | North wing | 进行中 | 45%  | 2026-12-31 |
            """,
            "PingCode Plan",
        ),
        (
            """
            | 任务标题 | 任务编号 | 项目名称   | 任务进度 | 负责人 |
            | 基础     | N-01     | North wing | 45       | 张     |
            """,
            "Worktile Plan",
        ),
        (
            """
            | Contract | Milestone | Progress (%) |
            | HT-1     | n-01      | 45           |
            """,
            "Plan",
        ),
        (
            """
            | ID | Outline_Number | Name       | Percent_Complete | Actual_Finish | Project    |
            | 7  | 1.1            | Foundation | 0.45             | NA            | North wing |
            """,
            "MS Project Plan",
        ),
        (
            """
            | Weekly report |            |        |      |
            |               |            |        |      |
            | Contract      | Name       | Done   | Date |
            | HT-1          | foundation | 0.45   |      |
            """,
            "Plan",
        ),
    ],
)
def test_exports_of_every_tool_are_read(drawing: str, source: str) -> None:
    outcome = imported(drawing)
    assert not outcome.problems, [str(p) for p in outcome.problems]
    assert added(outcome) == [("HT-1", "N-01", SERIAL, 0.45)]
    assert outcome.edits[0].lines[0]["source"] == source  # an Append


@pytest.mark.parametrize(
    ("cells", "shares"),
    [
        (("45", "60"), [0.45, 0.6]),
        (("0.45", "0.6"), [0.45, 0.6]),
        (("45%", "60%"), [0.45, 0.6]),
        (("0.5", "60"), [0.005, 0.6]),  # a percent column: half a percent would fall, see below
        (("1", "0.6"), [1.0, 0.6]),  # 1 is all of it
        (("1", "60"), [0.01, 0.6]),  # 1 percent
        (("45%", "0.6"), [0.45, 0.6]),
        (("45%", "60"), [0.45, 0.6]),
        (("100", "100%"), [1.0, 1.0]),
    ],
)
def test_percent_or_share_is_settled_for_the_column(cells: tuple[str, str], shares: list[float]) -> None:
    drawing = f"| Contract | Milestone | Done |\n| HT-1 | N-02 | {cells[0]} |\n| HT-2 | S-02 | {cells[1]} |"
    outcome = imported(drawing)
    assert [line[3] for line in added(outcome)] == shares
    percent = any(cell in ("45", "60", "100") for cell in cells)
    assert ("percent" in outcome.said.en) is percent
    assert ("百分数" in outcome.said.zh) is percent


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("| HT-9 | N-01 | | 10% |", "'HT-9' is not in Contracts"),
        ("| HT-1 | N-09 | Sanding | 10% |", "no milestone of HT-1 has this number or name"),
        ("|      | N-01 | | 40% |", "could be HT-1 N-01, HT-2 N-01"),
        ("| HT-1 | N-01 | Frame | 40% |", "could be HT-1 N-01, HT-1 N-02"),
        ("| HT-1 | N-01 | | 101% |", "may not exceed 100%"),
        ("| HT-1 | N-01 | | -1% |", "needs a percentage"),
        ("| HT-1 | N-01 | | done |", "needs a percentage"),
        ("| HT-1 | N-01 | | #N/A |", "needs a percentage"),
        ("| HT-1 | N-01 | | 29% |", "falls from 30% to 29%"),
        ("| HT-1 | N-03 | | 50% |", "is paid by measured value"),
    ],
)
def test_what_cannot_be_read_is_listed_and_not_added(row: str, says: str) -> None:
    outcome = imported(f"| Contract | WBS | Name | Done |\n| HT-2 | S-02 | Roof | 50% |\n{row}")
    assert added(outcome) == [("HT-2", "S-02", SERIAL, 0.5)]
    (problem,) = outcome.problems
    assert says in problem.message.en
    assert problem.message.zh != problem.message.en
    assert (problem.line, problem.blocks) == (2, False)


@pytest.mark.parametrize(
    ("row", "adds"),
    [
        ("| HT-1 | N-01 | 30% | 2026-05-31 |", False),  # there already
        ("| HT-1 | N-01 | 30% | 2026-06-30 |", True),  # measured anew
        ("| HT-1 | N-01 | 31% | 2026-05-31 |", True),
        ("| HT-1 | N-02 | 0% | 2026-06-30 |", False),  # not begun
        ("| HT-1 | N-02 | 1% | 2026-06-30 |", True),
        ("| HT-1 | N-01 | | 2026-06-30 |", False),  # says nothing
    ],
)
def test_what_is_there_already_is_not_added_twice(row: str, adds: bool) -> None:
    outcome = imported(f"| Contract | Milestone | Done | Date |\n{row}")
    assert not outcome.problems
    assert bool(added(outcome)) is adds


def test_the_same_line_twice_in_one_file_is_added_once() -> None:
    outcome = imported("| Contract | Milestone | Done |\n| HT-1 | N-02 | 10% |\n| HT-1 | N-02 | 10% |")
    assert added(outcome) == [("HT-1", "N-02", SERIAL, 0.1)]


@pytest.mark.parametrize(
    ("done", "day", "finished", "on"),
    [
        ("50%", "2026-06-15", "", 46188.0),
        ("50%", "2026-06-15 08:30:00", "", 46188.0),
        ("50%", "", "2026-06-01", SERIAL),  # a finish that is no finish yet
        ("100%", "", "2026-06-01", 46174.0),
        ("100%", "2026-06-15", "2026-06-01", 46188.0),
        ("100%", "", "NA", SERIAL),
        ("50%", "2026-07-01", "", None),  # after the day asked about
        ("50%", "03/04/2026", "", None),  # March or April
    ],
)
def test_the_day_of_a_measurement(done: str, day: str, finished: str, on: float | None) -> None:
    outcome = imported(
        f"| Contract | Milestone | Done | Status Date | Actual Finish |\n| HT-1 | N-02 | {done} | {day} | {finished} |"
    )
    assert [line[2] for line in added(outcome)] == ([on] if on else [])
    assert bool(outcome.problems) is (on is None)


def test_without_any_day_nothing_is_done() -> None:
    outcome = imported("| Contract | Milestone | Done |\n| HT-1 | N-02 | 10% |", as_of=None)
    assert not outcome.edits
    assert outcome.problems


def test_a_summary_line_measures_the_whole_contract() -> None:
    outcome = imported(
        "| Project | Task Name | % Complete |\n| North wing | North wing | 45% |\n| North wing | Other | 10% |"
    )
    assert added(outcome) == [("HT-1", "", SERIAL, 0.45)]
    assert len(outcome.problems) == 1


def test_a_file_without_headings_says_what_it_needs() -> None:
    outcome = imported("| a | b |\n| 1 | 2 |")
    assert not outcome.edits
    assert "% Complete" in outcome.problems[0].message.en


def test_a_heading_of_its_own_is_named_by_the_mapping() -> None:
    drawing = "| Contract | Milestone | Ist-Stand |\n| HT-1 | N-02 | 10% |"
    assert not imported(drawing).edits
    assert added(imported(drawing, mapping={"done": "ist-stand"})) == [("HT-1", "N-02", SERIAL, 0.1)]


def test_what_is_added_is_read_back_without_a_problem() -> None:
    outcome = imported("| Contract | Milestone | Done |\n| HT-1 | N-01 | 55 |\n| HT-1 | N-02 | 10 |")
    lines = [line for edit in outcome.edits for line in edit.lines]
    grown = book(**SHEETS)
    grown["Progress"] += [[line["contract"], line["milestone"], line["on"], line["done"]] for line in lines]
    desk = portfolio(read_book(grown), DAY)
    assert not desk.problems
    assert {p.on for p in desk.book.progress} == {date(2026, 5, 31), DAY}
