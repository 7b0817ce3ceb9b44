"""Clocks: the listing, the calendar beside it, and the example's clocks; goldens by --update-goldens.

What the example's calendar holds stands beside this file as timing_en.ics and timing_zh.ics.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest

from addin.templates import example, inputs, rule_sheet
from ledger import portfolio as asked
from ledger.commands.desk import NoDay
from ledger.commands.timing import clocks
from ledger.functions.tables import clocks as table_function
from ledger.language import LANGUAGES
from ledger.results import ClockKind, ClockState
from ledger.tables import rules
from ledger.tables.book import read_book
from ledger.tables.sheets import INPUTS
from ledger.tables.show import CLOCKS, to_day
from tests.collecting.clock_cases import LAW, sheets_of
from tests.drawing import column, sheet

HERE = Path(__file__).parent
DAY = date(2026, 6, 20)


def story(language: str) -> dict[str, Any]:
    """The filled example, from the text it is built of."""
    lines = {declared.key: example.lines(declared, language) for declared in INPUTS}
    grids = inputs.grids(lines, example.AS_OF, language)
    answer: dict[str, Any] = {declared.name.say(language): grids[declared.key] for declared in INPUTS}
    answer[rules.NAME.say(language)] = rule_sheet.grid(language, example.AS_OF, True)[0]
    return answer


def events(data: bytes) -> list[tuple[date, str]]:
    found = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return [(event.decoded("DTSTART"), str(event["SUMMARY"])) for event in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_of_the_example(language: str, request: pytest.FixtureRequest) -> None:
    outcome = clocks(story(language), None, language)
    (file,) = outcome.files
    golden = HERE / f"timing_{language}.ics"
    if request.config.getoption("update_goldens"):
        golden.write_bytes(file.data)
    assert file.data == golden.read_bytes()
    assert file.name == "2026-11-20_clocks.ics"
    assert outcome.folder == {"en": "clocks-2026-11-20", "zh": "时限-2026-11-20"}[language]
    assert not outcome.edits
    assert not outcome.problems


def test_the_example_shows_every_kind_and_every_state_in_both_languages() -> None:
    told = []
    for language in LANGUAGES:
        found = asked.clocks(asked.portfolio(read_book(story(language)), example.AS_OF))
        assert {clock.kind for clock in found} == set(ClockKind)
        assert {clock.state for clock in found} == set(ClockState)
        told.append([(c.kind, c.state, c.contract, c.claim, c.stage, c.last, c.safe, c.money) for c in found])
    assert told[0] == told[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_listing_is_the_table_the_most_urgent_first(language: str) -> None:
    listing = [list(row) for row in clocks(story(language), None, language).listing]
    assert listing[0] == [shown.heading.say(language) for shown in CLOCKS.columns]
    states = column(listing, CLOCKS.columns[0].heading.say(language))
    assert [state[0] for state in states] == sorted((state[0] for state in states), key="▲●○".index)
    assert {state for state in states if state[0] == "▲"} == {
        {"en": "▲ red: act now", "zh": "▲ 红：立即处理"}[language]
    }
    names = {declared.key: declared.name.say(language) for declared in INPUTS}
    sheets = story(language)
    order = ("contracts", "milestones", "as_of", "progress", "variations", "claims", "receipts", "contacts")
    cells = ["2026-11-20" if key == "as_of" else sheets[names[key]] for key in order]
    cells.append(sheets[rules.NAME.say(language)])
    assert table_function(*cells, language=language) == listing


def case(contacts: str = "", **changes: Any) -> Any:
    return clocks(sheets_of(contacts=contacts, **changes), DAY, "en")


def test_what_is_said_counts_the_states() -> None:
    said = case(contract={"Guarantor": "Bank"}).said
    assert said.en.startswith("3 clock(s) call for action now, 0 to check, 0 run. 3 day(s) in the calendar.")
    assert "never decided" in said.en
    assert "3项须立即处理" in said.zh
    assert "请咨询律师" in said.zh


def test_a_safe_day_that_has_passed_is_to_do_today() -> None:
    (file,) = case().files
    assert events(file.data) == [
        (DAY, "To do: limitation period, C-01 Q-1"),
        (DAY, "To do: priority over the works, C-01 Q-1"),
    ]
    before = clocks(sheets_of(), date(2024, 3, 1), "zh").files[0]
    assert events(before.data) == [
        (date(2024, 12, 11), "待办：工程价款优先受偿权，C-01 Q-1"),
        (date(2026, 6, 10), "待办：诉讼时效，C-01 Q-1"),
    ]


@pytest.mark.parametrize(
    ("contact", "listed"),
    [
        ("| 2026-06-15 | C-01 | Q-1 | phone | | | 2026-06-20 |", True),
        ("| 2026-06-15 | C-01 | | phone | | | 2026-06-25 |", True),
        ("| 2026-06-15 | C-01 | Q-1 | phone | | | 2026-06-19 |", False),  # broken: reminders take it up
        ("| 2026-06-21 | C-01 | Q-1 | phone | | | 2026-06-25 |", False),  # said tomorrow
        ("| 2026-06-15 | C-01 | Q-2 | phone | | | 2026-06-25 |", False),
        ("| 2026-06-15 | C-01 | Q-1 | email | drafted | | 2026-06-25 |", False),
    ],
)
def test_a_promised_day_is_in_the_calendar(contact: str, listed: bool) -> None:
    titles = [title for _, title in events(case(contact).files[0].data)]
    assert any(title.startswith("Promised payment: Acme, C-01") for title in titles) is listed


def test_a_promise_of_what_is_paid_is_over() -> None:
    contact = "| 2026-06-15 | C-01 | Q-1 | phone | | | 2026-06-25 |"
    assert not case(contact, receipts="| 2026-06-18 | 1000 | R-1 | Q-1 |").files


def test_the_day_after_a_pause_is_a_day_to_look_again() -> None:
    outcome = case(contract={"Blocked until": "2026-06-30", "Block reason": "talks"})
    assert (date(2026, 7, 1), "Look again: Acme") in events(outcome.files[0].data)


def test_a_book_that_cannot_be_read_says_so_above_the_clocks() -> None:
    sheets = sheets_of()
    sheets["Claims"] = sheet("| Claim | Contract | Claimed | Claimed on |\n| Q-1 | C-01 | abc | 2023-06-06 |")
    outcome = clocks(sheets, DAY, "en")
    assert outcome.problems
    assert str(outcome.listing[1][0]).startswith("#LEDGER! Claims line 1")
    assert not outcome.files


@pytest.mark.parametrize(
    ("changes", "cell"),
    [
        ({"contacts": "| soon | C-01 | Q-1 | letter | delivered | EMS | |"}, "Contacts line 1, Date"),
        ({"rules": LAW + "| CN-LIM | w | s | soon | | yes |"}, "Rules: Legal rules line 1, Effective from"),
        ({"rules": LAW + "| CN-LIM | w | | | | yes |"}, "Rules: Legal rules line 1, Source"),
        ({"contract": {"Guarantor": "Bank", "Guarantee until": "soon"}}, "Contracts line 1, Guarantee until"),
    ],
)
def test_a_cell_that_only_clocks_depend_on_is_named_above_them(changes: dict[str, Any], cell: str) -> None:
    listing = case(**changes).listing
    assert str(listing[1][0]).startswith(f"#LEDGER! {cell}")
    if "Source" not in cell:
        assert "limitation period" in {row[1] for row in listing}  # a slip in a date hides no clock


def test_without_a_day_there_is_no_answer() -> None:
    with pytest.raises(NoDay):
        clocks(sheets_of(), None, "en")


def test_days_of_the_listing_are_dates() -> None:
    listing = case().listing
    act_by = listing[0].index("Act by")
    assert to_day(listing[1][act_by]) == date(2026, 6, 10)


def test_an_empty_book_has_no_clock_and_no_file() -> None:
    outcome = clocks({}, DAY, "zh")
    assert not outcome.files
    assert outcome.problems
