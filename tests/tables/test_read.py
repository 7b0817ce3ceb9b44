"""A whole sheet to records: columns by heading, all problems at once, one line at a time silenced."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from ledger.tables.read import columns_of, read
from ledger.tables.sheets import CLAIMS, CONTRACTS, INPUTS, MILESTONES, PROGRESS, RECEIPTS, Sheet
from tests.drawing import sheet

LINES = """
    | Contract | Date       | Done |
    | C-01     | 2025-03-31 | 30%  |
    | C-02     | 2025-04-30 | 5000 |
"""


def said(of: Sheet, grid: Any, language: str = "en") -> list[str]:
    return [problem.say(language) for problem in read(of, grid).problems]


@pytest.mark.parametrize(
    "drawing",
    [
        LINES,
        """
        | Done | Contract | Date       |
        | 30%  | C-01     | 2025-03-31 |
        | 5000 | C-02     | 2025-04-30 |
        """,
        """
        | 合同编号 | 日期       | 累计完成 | 我的备注 |
        | C-01     | 2025-03-31 | 30%      | #N/A     |
        | C-02     | 2025-04-30 | 5000     | 42       |
        """,
        """
        | 合同 * | DATE*      | done＊ |
        | C-01   | 2025-03-31 | ３０％ |
        | C-02   | 2025-04-30 | 5,000  |
        """,
    ],
    ids=["as drawn", "another order", "chinese, a column of one's own", "alias, marks, full-width"],
)
def test_columns_are_found_by_heading(drawing: str) -> None:
    table = read(PROGRESS, sheet(drawing))
    assert not table.problems
    assert [(p.contract, p.on, p.done.share, p.done.amount, p.line) for p in table.records] == [
        ("C-01", date(2025, 3, 31), D("0.3"), None, 1),
        ("C-02", date(2025, 4, 30), None, D(5000), 2),
    ]


@pytest.mark.parametrize("of", INPUTS, ids=lambda of: of.key)
def test_every_heading_and_alias_finds_its_column(of: Sheet) -> None:
    for column in of.columns:
        for name in (*column.heading, *column.aliases):
            where, _ = columns_of(of, [f" {name.upper()} * "])
            assert column.field in where, name


@pytest.mark.parametrize("of", INPUTS, ids=lambda of: of.key)
def test_no_heading_means_two_columns(of: Sheet) -> None:
    for column in of.columns:
        for language in ("en", "zh"):
            headings = [c.heading.say(language) for c in of.columns]
            where, problems = columns_of(of, headings)
            assert not problems
            assert where[column.field] == headings.index(column.heading.say(language))


def test_blank_lines_are_no_records_and_keep_the_count() -> None:
    grid = sheet(LINES)
    grid.insert(1, ["", " ", None])
    grid.insert(3, ["\u3000", "", ""])
    table = read(PROGRESS, grid)
    assert not table.problems
    assert [p.line for p in table.records] == [2, 4]


def test_a_zero_is_not_blank() -> None:
    assert said(PROGRESS, [["Contract", "Date", "Done"], ["", "", 0.0]]) == [
        "#LEDGER! Progress line 1, Contract: is empty, needs text.",
        "#LEDGER! Progress line 1, Date: is empty, needs a date such as 2025-02-28.",
    ]


def test_all_problems_at_once_in_both_languages() -> None:
    grid = sheet("""
        | Contract | Date       | Done  |
        | C-01     | 03/04/2025 | 140%  |
        | C-02     | 2025-04-30 | 10%   |
        | C-03     | #N/A       |       |
    """)
    assert [p.contract for p in read(PROGRESS, grid).records] == ["C-02"]
    assert said(PROGRESS, grid) == [
        "#LEDGER! Progress line 1, Date: found '03/04/2025', needs a date such as 2025-02-28.",
        "#LEDGER! Progress line 1, Done: found '140%', needs work done to date: a share such as 45%, "
        "or a value of more than 100.",
        "#LEDGER! Progress line 3, Date: holds the error #N/A; correct the formula, it needs a date such as 2025-02-28.",
        "#LEDGER! Progress line 3, Done: is empty, needs work done to date: a share such as 45%, "
        "or a value of more than 100.",
    ]
    assert (
        said(PROGRESS, grid, "zh")[0]
        == "#LEDGER! 进度第1行，日期：内容为'03/04/2025'，应为日期，如2025-02-28。"
    )
    assert [p.contract for p in read(PROGRESS, grid).problems] == ["C-01", "C-01", "C-03", "C-03"]


def test_a_cell_that_no_figure_depends_on_is_said_and_its_line_read() -> None:
    table = read(
        CONTRACTS,
        sheet("""
            | Contract | Customer | Currency | Contract sum | E-mail    | Tax rate | Blocked until |
            | C-01     | Acme     | USD      | 1000         | no e-mail | plenty   | never         |
        """),
    )
    assert [c.number for c in table.records] == ["C-01"]
    assert [(p.heading.en, p.blocks) for p in table.problems] == [
        ("E-mail", False),
        ("Tax rate", False),
        ("Blocked until", False),
    ]


@pytest.mark.parametrize(
    ("headings", "problem"),
    [
        ("| Contract | Date |", "#LEDGER! Progress, Done: there is no column with this heading; add it or undo its renaming."),
        ("| Contract | Date | Done | 累计完成 |", "#LEDGER! Progress, Done: two columns have this heading; rename or delete one."),
        ("|  |  |  |", "#LEDGER! Progress, the sheet: there is no column with this heading; add it or undo its renaming."),
    ],
)  # fmt: skip
def test_lost_and_doubled_headings_silence_the_sheet(headings: str, problem: str) -> None:
    grid = [[cell.strip() for cell in headings.strip("|").split("|")], ["C-01", "2025-03-31", 0.3, 0.4]]
    table = read(PROGRESS, grid)
    assert (table.records, [p.say() for p in table.problems]) == ([], [problem])
    assert all(p.blocks and p.contract == "" for p in table.problems)


@pytest.mark.parametrize("grid", [[], [[]], [["", ""]], [["", ""], ["", None]]])
def test_an_empty_sheet_is_a_problem_only_where_it_is_required(grid: Any) -> None:
    assert read(PROGRESS, grid) == ([], [])
    assert len(read(MILESTONES, grid).problems) == 1


def test_ragged_lines_and_cells_beyond_the_headings() -> None:
    grid = [
        ["Contract", "Date", "Done"],
        ["C-01", "2025-03-31"],
        ["C-02", "2025-03-31", 0.3, "beyond", 7.0],
        [],
    ]
    assert [p.contract for p in read(PROGRESS, grid).records] == ["C-02"]
    assert said(PROGRESS, grid)[0].startswith("#LEDGER! Progress line 1, Done: is empty")


def test_numbers_typed_as_numbers_are_the_same_numbers() -> None:
    grid = [["Claim", "Contract", "Claimed"], [1001.0, 7.0, 500.0], ["1001", "７", 500.0], [1002, 7, 500]]
    assert [(c.number, c.contract) for c in read(CLAIMS, grid).records] == [
        ("1001", "7"),
        ("1001", "7"),
        ("1002", "7"),
    ]


def test_true_one_and_one_point_nought_are_three_cells() -> None:
    grid = [["Contract", "Date", "Done"], *(["C", "2025-03-31", cell] for cell in (1.0, True, 1, "1"))]
    table = read(PROGRESS, grid)
    assert [p.line for p in table.records] == [1, 3, 4]
    assert [p.line for p in table.problems] == [2]


@pytest.mark.parametrize("cell", [True, date(2025, 1, 1), "#REF!", float("nan")])
def test_a_problem_whose_contract_cannot_be_read_names_none(cell: Any) -> None:
    grid = [["Date", "Amount", "Bank reference", "Contract"], ["2025-01-31", 5.0, "B1", cell]]
    (problem,) = read(RECEIPTS, grid).problems
    assert problem.contract == ""


def test_days_outside_every_calendar_are_refused_in_a_column_of_days_too() -> None:
    grid = [["Contract", "Date", "Done"], ["C", date(9999, 12, 31), 0.5], ["C", date(2025, 1, 1), 0.5]]
    assert [p.line for p in read(PROGRESS, grid).records] == [2]


def test_a_blank_line_below_does_not_change_how_a_column_is_read() -> None:
    for blank in (["", "", ""], [None, None, None]):
        grid = [*sheet(LINES), blank, ["#C", "2025-05-31", 0.9]]
        assert [p.contract for p in read(PROGRESS, grid).records] == ["C-01", "C-02", "#C"]


def test_an_alias_gives_way_to_the_heading_itself() -> None:
    grid = [["Claim", "Contract", "Reason", "Dispute reason"], ["R", "C", "why we asked", "quality"]]
    table = read(CLAIMS, grid)
    assert not table.problems
    assert table.records[0].dispute_reason == "quality"
