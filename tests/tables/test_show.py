"""Answers as plain cells: numbers as float, days as serials, words in one language, the ladder as a bar."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from ledger.functions import call
from ledger.language import Text
from ledger.results import Status
from ledger.tables import show
from tests.drawing import arguments, column

BOOK = {
    "contracts": """
        | Contract | Customer | Currency | Contract sum | Signed on  | Payment days |
        | C        | Acme     | USD      | 1000         | 2025-01-01 | 30           |
    """,
    "milestones": """
        | Contract | Milestone | Kind      | Mode | Share or amount | Base     | Trigger | Trigger value |
        | C        | 1         | milestone | pay  | 40%             | contract | signed  |               |
        | C        | 2         | milestone | pay  | 60%             | contract | date    | 2025-06-01    |
    """,
    "claims": """
        | Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Due on     |
        | R     | C        | 1         | 2025-01-02 | 400     | 2025-01-05   | 400       | 2025-02-01 |
    """,
}


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (D("12.50"), 12.5),
        (D("-0.00"), 0.0),
        (3, 3.0),
        (date(2025, 2, 28), 45716.0),
        (Text("one", "一"), "一"),
        (Status.PAID, "已结清"),
        ("text", "text"),
    ],
)
def test_plain_cells(value: Any, cell: Any) -> None:
    shown = show.to_plain(value, "zh")
    assert shown == cell
    assert type(shown) is type(cell)


def test_the_headings_of_every_result_differ_in_both_languages() -> None:
    for result in show.RESULTS:
        for language in ("en", "zh"):
            headings = [c.heading.say(language) for c in result.columns]
            assert all(headings)
            assert len(set(headings)) == len(headings)


def test_a_table_has_a_cell_for_each_heading_and_no_minus_zero() -> None:
    for function in ("POSITIONS", "MISMATCHES", "LADDER", "AGEING", "REMINDERS"):
        for language in ("en", "zh"):
            grid = call(function, *arguments("2025-03-03", **BOOK), language=language)
            assert {len(row) for row in grid} == {len(grid[0])}
            assert all(isinstance(cell, (str, float)) for row in grid for cell in row)
            assert not [cell for row in grid for cell in row if str(cell) == "-0.0"]


@pytest.mark.parametrize(
    ("as_of", "bucket"),
    [("2025-02-01", "Not due"), ("2025-02-02", "1-30"), ("2025-03-03", "1-30"), ("2025-03-04", "31-60"),
     ("2025-04-02", "31-60"), ("2025-04-03", "61-90"), ("2025-05-02", "61-90"), ("2025-05-03", "91-180"),
     ("2025-07-31", "91-180"), ("2025-08-01", "181-365"), ("2026-02-01", "181-365"), ("2026-02-02", "Over 365")],
)  # fmt: skip
def test_a_claim_stands_in_one_bucket(as_of: str, bucket: str) -> None:
    """At and past each edge; due on 1 February 2025."""
    grid = call("AGEING", *arguments(as_of, **BOOK))
    buckets = grid[0][grid[0].index("Not due") :]
    assert [name for name in buckets if column(grid, name) != [""]] == [bucket]
    assert column(grid, bucket) == column(grid, "Outstanding") == [400.0]


def test_the_bar_is_full_where_money_got_that_far() -> None:
    grid = call("POSITIONS", *arguments("2025-03-03", **BOOK))
    assert column(grid, "Ladder") == ["▁███▁█▁", "▁▁▁▁▁▁▁"]


def test_the_explanation_names_its_steps_and_adds_up() -> None:
    grid = call("POSITIONS", *arguments("2025-06-01", **BOOK))
    first, second = column(grid, "Explanation")
    assert first == (
        "pay 40% of contract, met 2025-01-01 400.00 (TRM-5); less claimed before, net -400.00; billable now 0.00 (BIL-5)"
    )
    assert second == "pay 60% of contract, met 2025-06-01 600.00 (TRM-5); billable now 600.00 (BIL-5)"
    zh = call("POSITIONS", *arguments("2025-05-31", **BOOK), language="zh")
    assert column(zh, "计算说明")[1] == "支付合同价的60%：待“日期” 0.00 (TRM-4)"
