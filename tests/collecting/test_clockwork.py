"""What all clocks keep: the safe day, the order, careful words, and the built-in law as the Rules sheet has it."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.calendars import WEEKDAYS, Calendar, is_business_day
from ledger.collecting import clockwork, ending_rights, notice_windows, retention_return
from ledger.collecting.clocks import by_urgency
from ledger.collecting.clockwork import BUILT_IN, LONGEST, Terms, days_after, safe_day, state
from ledger.language import LANGUAGES, Text
from ledger.results import ClockKind, ClockState
from tests.collecting.clock_cases import told

RULES = Path(__file__).parents[2] / "addin" / "templates" / "rules" / "law.csv"
DAYS = st.dates(date(1990, 1, 1), date(2190, 1, 1))
FRIDAY = date(2026, 7, 10)


@pytest.mark.parametrize(
    ("terms", "holidays", "safe"),
    [
        (Terms(), [], "2026-07-10"),
        (Terms(lead=1), [], "2026-07-09"),
        (Terms(lead=5), [], "2026-07-03"),  # Sunday the 5th: the Friday before
        (Terms(), ["2026-07-10"], "2026-07-09"),  # never later, though the law may be
        (Terms(waits=True), [], "2026-07-13"),  # Saturday is after it, but no business day
        (Terms(waits=True), ["2026-07-13"], "2026-07-14"),
    ],
)
def test_the_safe_day(terms: Terms, holidays: list[str], safe: str) -> None:
    calendar = Calendar(frozenset(map(date.fromisoformat, holidays)))
    assert safe_day(FRIDAY, terms, calendar) == date.fromisoformat(safe)


@given(DAYS, st.integers(0, 200), st.booleans())
def test_the_safe_day_is_a_business_day_on_the_careful_side(last: date, lead: int, waits: bool) -> None:
    safe = safe_day(last, Terms(lead, waits=waits), WEEKDAYS)
    assert is_business_day(safe)
    assert safe > last if waits else safe <= last - timedelta(days=lead)


@given(DAYS, DAYS, st.booleans())
def test_green_only_with_proof_and_time(last: date, as_of: date, proved: bool) -> None:
    terms = Terms(lead=30, ahead=60)
    safe = safe_day(last, terms, WEEKDAYS)
    found = state(last, safe, proved, as_of, terms)
    assert (found is ClockState.RED) is (as_of >= safe)
    assert (found is ClockState.GREEN) is (proved and (last - as_of).days > 60)
    assert state(None, None, True, as_of, terms) is ClockState.AMBER


def test_a_period_too_long_to_be_meant_is_none() -> None:
    assert days_after(FRIDAY, LONGEST) is not None
    assert days_after(FRIDAY, LONGEST + 1) is None
    assert days_after(FRIDAY, None) is None


def test_the_order_is_of_urgency() -> None:
    (clock,) = told("2024-01-10", ClockKind.LIMITATION)

    def like(state: ClockState, days: int | None) -> object:
        last = None if days is None else date(2026, 1, 1) + timedelta(days=days)
        return clock._replace(state=state, days=days, last=last, safe=last)

    wanted = [
        like(ClockState.RED, 3), like(ClockState.RED, 20), like(ClockState.RED, -50), like(ClockState.RED, -2),
        like(ClockState.AMBER, 1), like(ClockState.AMBER, None), like(ClockState.GREEN, 0),
    ]  # fmt: skip
    assert by_urgency(reversed(wanted)) == wanted


def texts() -> list[Text]:
    modules = (clockwork, ending_rights, notice_windows, retention_return)
    return [value for module in modules for value in vars(module).values() if isinstance(value, Text)]


JUDGES = re.compile(
    r"\b(?:breach|fault|liable|entitled|guilty|unlawful|illegal|must pay|owes?|will win|lose)\b"
    r"|违约|过错|违法|有权|应当|必须|胜诉|败诉|责任在",
    re.I,
)
ENDS = re.compile(r"\bend\b|\bended\b|\bcounts? as\b|届满|视为")


@pytest.mark.parametrize("text", texts(), ids=lambda text: text.en[:40])
def test_a_clock_says_what_may_be_and_not_who_is_right(text: Text) -> None:
    for language in LANGUAGES:
        assert not JUDGES.search(text.say(language))
    if text.en.count(" ") > 6 and ENDS.search(text.en):
        assert re.search(r"\bmay\b|\bonly if\b|\bnothing may\b|\bwhether\b", text.en, re.I)


def test_every_law_of_a_clock_stands_in_the_rules_sheet_as_it_is_built_in() -> None:
    with RULES.open(encoding="utf-8", newline="") as rows:
        listed = {
            row["id"]: (row["source"], date.fromisoformat(row["effective"])) for row in csv.DictReader(rows)
        }
    assert {id: listed.get(id) for id in BUILT_IN} == BUILT_IN
