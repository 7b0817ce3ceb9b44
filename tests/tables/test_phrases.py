"""Phrases in a cell: how much, brackets, triggers, several numbers, day rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from ledger.records import BALANCE, Bracket, Measure, Offset
from ledger.tables import phrases
from ledger.tables.cells import Unreadable


@pytest.mark.parametrize(
    ("cell", "measure"),
    [
        (0.3, Measure(share=D("0.3"))),
        ("30%", Measure(share=D("0.3"))),
        ("３０ ％", Measure(share=D("0.3"))),
        (1.0, Measure(share=D(1))),
        (0.0, Measure(share=D(0))),
        (100.01, Measure(amount=D("100.01"))),
        ("6,000,000", Measure(amount=D(6000000))),
        ("balance", BALANCE),
        ("余额", BALANCE),
        (" Remainder ", BALANCE),
    ],
)
def test_a_share_an_amount_or_the_balance(cell: Any, measure: Measure) -> None:
    assert phrases.to_measure(cell) == measure


@pytest.mark.parametrize("cell", [1.01, 30.0, 100.0, "30", -0.1, -500.0, "101%", "half", None, True, 1e16])
def test_what_could_be_a_share_or_an_amount_is_refused(cell: Any) -> None:
    for reader in (phrases.to_measure, phrases.to_done):
        with pytest.raises(Unreadable):
            reader(cell)


def test_work_done_has_no_balance() -> None:
    with pytest.raises(Unreadable):
        phrases.to_done("balance")


@pytest.mark.parametrize(("cell", "value"), [("60%", "0.6"), (0.6, "0.6"), (3.0, "3"), ("12", "12")])
def test_a_parameter_is_a_share_or_a_count(cell: Any, value: str) -> None:
    assert phrases.to_parameter(cell) == D(value)


@pytest.mark.parametrize(
    ("cell", "brackets"),
    [
        (0.05, (Bracket(D(1), D("0.05")),)),
        ("5%", (Bracket(D(1), D("0.05")),)),
        ("10% to 50%; 5% to 100%", (Bracket(D("0.5"), D("0.1")), Bracket(D(1), D("0.05")))),
        ("10%至50%；5%至100%", (Bracket(D("0.5"), D("0.1")), Bracket(D(1), D("0.05")))),
    ],
)
def test_brackets(cell: Any, brackets: tuple[Bracket, ...]) -> None:
    assert phrases.to_brackets(cell) == brackets


@pytest.mark.parametrize(
    "cell",
    [
        "150%",
        1.5,
        "10% to 50%; 5%",
        "10% to 50%; 5% to 50%",
        "10% to 50%; 5% to 20%",
        "150% to 100%",
        "5% to 101%",
        "five",
    ],
)
def test_brackets_that_do_not_rise_or_pass_the_whole_are_refused(cell: Any) -> None:
    with pytest.raises(Unreadable) as refused:
        phrases.to_brackets(cell)
    assert refused.value.wanted == phrases.BRACKETS


@pytest.mark.parametrize(
    ("cell", "offset"),
    [
        ("2025-02-28", Offset(on=date(2025, 2, 28))),
        (45716.0, Offset(on=date(2025, 2, 28))),
        (date(2025, 2, 28), Offset(on=date(2025, 2, 28))),
        (0.5, Offset(share=D("0.5"))),
        (D("0.5"), Offset(share=D("0.5"))),
        ("50%", Offset(share=D("0.5"))),
        (30.0, Offset(days=30)),
        (30, Offset(days=30)),
        ("30 days", Offset(days=30)),
        ("30天", Offset(days=30)),
        ("+30", Offset(days=30)),
        ("24 months", Offset(months=24)),
        ("24个月", Offset(months=24)),
        ("N-03", Offset(stage="N-03")),
        ("Ｎ－０３ ＋ 30天", Offset(stage="N-03", days=30)),
        ("N-03 + 12 months", Offset(stage="N-03", months=12)),
        ("2 + 14 days", Offset(stage="2", days=14)),
    ],
)
def test_what_stands_beside_a_trigger(cell: Any, offset: Offset) -> None:
    assert phrases.to_offset(cell) == offset


@pytest.mark.parametrize("cell", [-1.0, 5000.0, 1.5, True, "101%", date(9999, 12, 31)])
def test_what_is_no_trigger_value_is_refused(cell: Any) -> None:
    with pytest.raises(Unreadable):
        phrases.to_offset(cell)


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("C-1", ("C-1",)),
        ("C-1, C-2;C-3", ("C-1", "C-2", "C-3")),
        ("C-1、Ｃ－２；C-3，", ("C-1", "C-2", "C-3")),
        (1001.0, ("1001",)),
        (" , ", ()),
    ],
)
def test_several_numbers_in_a_cell(cell: Any, numbers: tuple[str, ...]) -> None:
    assert phrases.to_numbers(cell) == numbers


@pytest.mark.parametrize(
    "cell", ["calendar", "自然日", "工作日", "end of month", "月底", "calendar, following", "日历天，顺延"]
)
def test_day_rules_are_read(cell: str) -> None:
    rule, roll = phrases.to_day_rule(cell)
    assert rule
    assert bool(roll) == ("," in cell or "，" in cell)


@pytest.mark.parametrize("cell", ["whenever", "calendar, sometimes"])
def test_day_rules_that_say_nothing_are_refused(cell: str) -> None:
    with pytest.raises(Unreadable):
        phrases.to_day_rule(cell)
