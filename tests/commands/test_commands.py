"""Every button answers: on an empty workbook, on a lost day, and on whatever another program exports."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.commands import ANSWERS, COMMANDS, Outcome, run
from ledger.commands.importing_bank import WANTED as BANK
from ledger.commands.importing_progress import WANTED as PROGRESS
from ledger.language import LANGUAGES
from tests.drawing import book

DAY = date(2026, 6, 30)
OURS = [command.name for command in COMMANDS if not command.by_host]
SHEETS = {
    "contracts": "| Contract | Customer | Currency | Contract sum |\n| C-01 | Acme | CNY | 1000 |",
    "milestones": "| Contract | Milestone | Name | Kind | Mode | Share or amount | Base | Trigger |\n| C-01 | N-01 | Frame | milestone | pay | 100% | contract | progress |",
}
CELLS = st.one_of(
    st.none(), st.booleans(), st.floats(), st.integers(-(10**20), 10**20), st.dates(), st.datetimes(), st.text(max_size=8),
    st.sampled_from(["", "45%", "0.45", "45", "2026-06-01", "2026-06-01 10:20:30", "#N/A", "#REF!", "C-01", "N-01", "Frame", "--", "合计", "20260601", "TT-1", "(5)", "贷", "=1+1"]),
)  # fmt: skip


def takes(name: str) -> str:
    return next(command.takes for command in COMMANDS if command.name == name)


def test_every_button_that_is_ours_has_an_answer() -> None:
    assert set(ANSWERS) == set(OURS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OURS)
def test_a_button_on_an_empty_workbook_says_what_is_missing(name: str, language: str) -> None:
    outcome = run(name, {}, DAY, language=language)
    assert outcome.said.en
    assert outcome.said.zh
    assert outcome.problems or takes(name) == "lines"  # which says that it marked none
    assert not [line for edit in outcome.edits for line in getattr(edit, "lines", ())]


@pytest.mark.parametrize("name", [name for name in OURS if name != "import_progress"])
def test_without_a_day_nothing_is_done(name: str) -> None:
    outcome = run(name, book(**SHEETS), None)
    assert not outcome.edits
    assert not outcome.files
    assert "As of" in outcome.problems[0].heading.en


def headings(wanted: Any) -> Any:
    return st.lists(
        st.sampled_from([h for w in wanted for h in w.headings] + ["", "x"]), min_size=1, max_size=8
    )


def grids(wanted: Any) -> Any:
    """A grid with some of the headings an export may have, over ragged lines of anything."""
    lines = st.lists(st.lists(CELLS, max_size=9), max_size=6)
    return st.builds(lambda heads, body: [heads, *body], headings(wanted), lines)


def sound(outcome: Outcome) -> None:
    """Edits are plain cells: text or finite numbers, never a formula of our own making, never an object."""
    for edit in outcome.edits:
        for line in getattr(edit, "lines", ()):
            for cell in line.values():
                assert type(cell) in (str, float)
                assert cell == cell  # noqa: PLR0124  a number that is none differs from itself
    for problem in outcome.problems:
        assert problem.say("en").startswith("#LEDGER!")
        assert problem.say("zh").startswith("#LEDGER!")


@settings(max_examples=150, deadline=None)
@given(grids(PROGRESS))
def test_any_export_of_a_project_tool_is_answered(grid: list[list[Any]]) -> None:
    sound(run("import_progress", book(**SHEETS), DAY, imported={"Plan": grid}))


@settings(max_examples=150, deadline=None)
@given(grids(BANK))
def test_any_export_of_a_bank_is_answered(grid: list[list[Any]]) -> None:
    outcome = run("import_bank", book(**SHEETS), DAY, imported={"Statement": grid})
    sound(outcome)
    for edit in outcome.edits:
        assert all(line["amount"] > 0 and line["reference"] for line in getattr(edit, "lines", ()))


def test_a_time_of_day_is_no_other_day() -> None:
    rows = [["Date", "Credit", "Reference"], [datetime(2026, 6, 1, 23, 59), 5.0, "TT-1"]]
    outcome = run("import_bank", book(**SHEETS), DAY, imported={"Statement": rows})
    assert outcome.edits[0].lines[0]["on"] == 46174.0  # an Append
