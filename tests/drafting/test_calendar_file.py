"""The calendar file: read back by a reader we did not write, whatever a cell holds; nobody in it to send to."""

from __future__ import annotations

import re
from datetime import date, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.drafting.calendar_file import Entry, calendar_file, escaped, folded, name_of
from ledger.drafting.plain_text import clean, plain
from tests.drafting.cases import HOSTILE

DAY = date(2026, 11, 20)
ENTRY = Entry(
    ("clock", "limitation", "C-01", "Q-1"), date(2026, 12, 1), "To do", "Line one\nLine two", "clock"
)


def read(data: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_an_entry_as_it_stands_in_the_file() -> None:
    assert calendar_file([ENTRY], DAY, "en").decode() == "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Milestone Ledger//Days to act//EN",
            "CALSCALE:GREGORIAN",
            "X-WR-CALNAME:Days to act\\, as of 2026-11-20",
            "BEGIN:VEVENT",
            f"UID:{name_of(ENTRY.about)}",
            "DTSTAMP:20261120T000000Z",
            "DTSTART;VALUE=DATE:20261201",
            "DTEND;VALUE=DATE:20261202",
            "SUMMARY:To do",
            "DESCRIPTION:Line one\\nLine two",
            "CLASS:PRIVATE",
            "TRANSP:TRANSPARENT",
            "CATEGORIES:clock",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "DESCRIPTION:To do",
            "TRIGGER:-PT15H",
            "END:VALARM",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )


def test_another_program_reads_it() -> None:
    (event,) = read(calendar_file([ENTRY], DAY, "zh"))
    assert event.decoded("DTSTART") == date(2026, 12, 1)
    assert event.decoded("DTEND") == date(2026, 12, 2)
    assert event.decoded("DTSTAMP").isoformat() == "2026-11-20T00:00:00+00:00"
    assert (event["SUMMARY"], event["DESCRIPTION"]) == ("To do", "Line one\nLine two")
    (alarm,) = event.walk("VALARM")
    assert (alarm["ACTION"], alarm.decoded("TRIGGER")) == ("DISPLAY", timedelta(hours=-15))


def test_nobody_is_asked_or_invited() -> None:
    said = calendar_file([ENTRY], DAY, "en").decode()
    assert not re.search(
        r"^(ORGANIZER|ATTENDEE|METHOD|URL|ATTACH)\b|mailto:|ACTION:(EMAIL|AUDIO|PROCEDURE)", said, re.M
    )


def test_the_same_entries_are_the_same_bytes_in_any_order() -> None:
    others = [ENTRY._replace(about=(str(n),), on=DAY + timedelta(days=n % 3)) for n in range(6)]
    assert calendar_file(others, DAY, "en") == calendar_file(others[::-1], DAY, "en")
    days = [event.decoded("DTSTART") for event in read(calendar_file(others, DAY, "en"))]
    assert days == sorted(days)


def test_a_later_file_moves_an_entry_instead_of_adding_one() -> None:
    later = ENTRY._replace(on=date(2027, 1, 1), title="Other words")
    first, second = (read(calendar_file([entry], DAY, "en"))[0]["UID"] for entry in (ENTRY, later))
    assert first == second
    assert len(read(calendar_file([ENTRY, later], DAY, "en"))) == 1
    assert name_of(("a", "b")) != name_of(("ab",))


def test_an_empty_calendar_is_one_too() -> None:
    assert read(calendar_file([], DAY, "en")) == []


@pytest.mark.parametrize(
    "name", [*HOSTILE, "x\r\nATTENDEE:mailto:thief@evil.example", "a\\nEND:VEVENT", "；，：;,:\\"]
)
def test_a_hostile_name_is_only_text(name: str) -> None:
    entry = Entry((name,), DAY, f"Pay {name}", f"{name}\n{name}", name)
    data = calendar_file([entry], DAY, "en")
    (event,) = read(data)
    assert event["SUMMARY"] == plain(f"Pay {name}")
    assert event["DESCRIPTION"] == clean(f"{name}\n{name}")
    assert set(event) <= {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CLASS", "TRANSP", "CATEGORIES",
    }  # fmt: skip
    assert data.count(b"BEGIN:VEVENT\r\n") == 1


TEXTS = st.text(st.characters(codec="utf-8"), max_size=300)


@given(TEXTS)
def test_folding_cuts_no_letter_and_no_line_is_too_long(text: str) -> None:
    line = "SUMMARY:" + text.replace("\r", "").replace("\n", "")
    parts = folded(line).encode().split(b"\r\n")
    assert all(len(part) <= 75 for part in parts)
    assert all(part.decode("utf-8") is not None for part in parts)  # each part alone is whole letters
    assert parts[0] + b"".join(part[1:] for part in parts[1:]) == line.encode()
    assert all(part.startswith(b" ") for part in parts[1:])


@given(TEXTS)
def test_whatever_is_written_is_read_again(text: str) -> None:
    (event,) = read(calendar_file([ENTRY._replace(text=text)], DAY, "en"))
    assert event.get("DESCRIPTION", "") == clean(text)


@given(TEXTS)
def test_an_escaped_text_holds_no_line_end_and_nothing_bare(text: str) -> None:
    said = escaped(text)
    assert not {"\r", "\n"} & set(said)
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", said)
