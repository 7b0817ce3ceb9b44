"""The conventions a book chooses in its Settings, and that a choice really moves a figure."""

from __future__ import annotations

from typing import Any

import pytest

from ledger.functions import call
from ledger.tables.choices import EVERY, read_choices
from ledger.tables.rules import read_rules
from tests.drawing import arguments, column, sheet


def rules(*settings: tuple[str, str]) -> list[list[Any]]:
    return [["■ Settings", ""], ["Setting", "Value"], *[list(row) for row in settings]]


@pytest.mark.parametrize("convention", EVERY, ids=lambda c: c.name)
def test_every_convention_is_chosen_by_its_name_or_its_label_in_either_language(convention: Any) -> None:
    for name in (convention.name, *convention.label):
        for value in convention.values():
            choices, problems = read_choices(read_rules(rules((name, value)))[0])
            assert not problems
            assert choices == {convention.name: value}


def test_an_answer_that_is_none_of_the_choices_says_what_they_are() -> None:
    choices, (problem,) = read_choices(read_rules(rules(("payment_order", "whichever")))[0])
    assert not choices
    assert str(problem) == (
        "#LEDGER! Rules: Settings line 1, What a payment that is too small pays first: found 'whichever', "
        "needs one of: principal, interest, costs; costs, interest, principal."
    )


BOOK = {
    "contracts": """
        | Contract | Customer | Currency | Contract sum | Retention rate | Retention base | Retention cap | Recoupment method | Signed on  | Payment days |
        | C        | Acme     | USD      | 1000000      | 10%            | work done      | 5%            | FIDIC             | 2025-01-01 | 30           |
    """,
    "milestones": """
        | Contract | Milestone | Kind     | Mode | Share or amount | Base         | Trigger     |
        | C        | A         | advance  | pay  | 10%             | contract     | signed      |
        | C        | P         | progress | pay  | 100%            | period value | certificate |
    """,
    "progress": """
        | Contract | Date       | Done   |
        | C        | 2025-02-28 | 100000 |
        | C        | 2025-03-31 | 300000 |
        | C        | 2025-04-30 | 900000 |
    """,
    "variations": """
        | Contract | Date       | Amount | Status |
        | C        | 2025-04-01 | 200000 | agreed |
    """,
}


@pytest.mark.parametrize(
    ("setting", "value", "heading", "default", "chosen"),
    [
        ("retention_cap_base", "original", "Retention", 60000.0, 50000.0),
        ("retention_timing", "final", "Retention", 60000.0, 0.0),
    ],
)
def test_a_choice_moves_the_figure_it_is_about(
    setting: str, value: str, heading: str, default: float, chosen: float
) -> None:
    given = arguments("2025-12-31", **BOOK)
    assert column(call("POSITIONS", *given), heading)[1] == default
    given[-1] = rules((setting, value))
    assert column(call("POSITIONS", *given), heading)[1] == chosen


@pytest.mark.parametrize(("mark", "recouped"), [("past", 50000.0), ("reached", 75000.0)])
def test_a_value_exactly_at_the_mark(mark: str, recouped: float) -> None:
    given = arguments("2025-03-31", **BOOK)
    given[-1] = rules(("recoupment_mark", mark))
    assert column(call("POSITIONS", *given), "Recouped")[1] == recouped


def test_sheets_are_drawn_with_their_blank_lines() -> None:
    assert sheet("| A | B |\n| 1 | x |\n|   |   |") == [["A", "B"], [1.0, "x"], ["", ""]]
