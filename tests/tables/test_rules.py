"""The Rules sheet: small tables one under another, in any order, in either language; a bad cell says where."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from ledger.enumerations import Channel, CountedFrom, Tone
from ledger.tables.cells import Unreadable
from ledger.tables.rules import SECTIONS, read_rules, sections, to_worked, to_yes

GRID: list[list[Any]] = [
    ["Everything below is yours to change.", "", ""],
    ["■ Holidays", "", "", ""],
    ["Calendar", "Date", "Off or worked", "Name"],
    ["CN", "2025-10-01", "休", "国庆节"],
    ["CN", "2025-09-28", "班", ""],
    ["", "", "", ""],
    ["Dunning policy", "", "", "", "", ""],
    ["Policy", "Level", "Days overdue", "Channel", "Tone", "Approval", "Counted from"],
    ["ours", 1.0, 1.0, "e-mail", "reminder", "", ""],
    ["ours", 2.0, 10.0, "信函", "催告", "是", "上一级发送日"],
    ["设置", "", ""],
    ["设置项", "取值", "含义"],
    ["容差", 5.0, ""],
]


def test_sections_in_any_order_and_both_languages() -> None:
    rules, problems = read_rules(GRID)
    assert not problems
    assert [(day.on, day.working) for day in rules.days] == [
        (date(2025, 10, 1), False),
        (date(2025, 9, 28), True),
    ]
    first, second = rules.policy
    assert (first.level, first.approval, first.mode) == (1, False, CountedFrom.DUE)
    assert (second.channel, second.tone, second.approval) == (Channel.LETTER, Tone.DEMAND, True)
    assert second.mode is CountedFrom.PREVIOUS
    assert [(row.name, row.value) for row in rules.settings] == [("容差", 5.0)]
    assert rules.rates == rules.law == rules.wording == rules.remedies == ()


@pytest.mark.parametrize("name", [name for section in SECTIONS for name in section.name])
def test_every_section_is_found_by_each_of_its_names(name: str) -> None:
    assert list(sections([[f"■ {name} "], ["a", "b"]]).values()) == [[["a", "b"]]]


def test_a_section_name_among_other_cells_is_a_cell() -> None:
    grid = [["Settings"], ["Setting", "Value"], ["Policy", "Dunning policy"], ["Holidays", 3.0]]
    assert [row.name for row in read_rules(grid)[0].settings] == ["Policy", "Holidays"]


def test_a_bad_cell_says_where_and_silences_no_figure() -> None:
    grid = [row[:] for row in GRID]
    grid[8][2] = "soon"
    rules, (problem,) = read_rules(grid)
    assert problem.say().startswith("#LEDGER! Rules: Dunning policy line 1, Days overdue: found 'soon'")
    assert problem.say("zh").startswith("#LEDGER! 规则·催款政策第1行")
    assert not problem.blocks
    assert [step.level for step in rules.policy] == [2]


def test_rates_by_date() -> None:
    rules, problems = read_rules(
        [["Interest rates"], ["Rate", "From", "Percent"], ["LPR-1Y", "2025-05-20", "3.0%"]]
    )
    assert not problems
    assert rules.rates[0][:3] == ("LPR-1Y", date(2025, 5, 20), D("0.03"))


@pytest.mark.parametrize(
    ("cell", "yes"), [("yes", True), ("是", True), (True, True), ("No", False), (False, False)]
)
def test_yes_and_no(cell: Any, yes: bool) -> None:
    assert to_yes(cell) is yes


@pytest.mark.parametrize("reader", [to_yes, to_worked])
def test_neither_yes_nor_no(reader: Any) -> None:
    with pytest.raises(Unreadable):
        reader("perhaps")
