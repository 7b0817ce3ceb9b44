"""A calendar of days to act, as an .ics file any calendar program can import.

The one rule: it is for our own people. Nobody is organiser or attendee, so that no program sends it to
anyone, and what a cell holds is the text of an entry, never a line of the file.

All-day events rather than to-dos: Outlook and most phones drop a VTODO that they import, an all-day event
shows in every calendar. They leave the day free, and ring at nine the day before.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Iterable, NamedTuple

from ..language import Text
from .plain_text import clean, plain

PRODUCT = "-//Milestone Ledger//Days to act//EN"
DOMAIN = "milestone-ledger.invalid"  # RFC 2606: a name that is nobody's
OCTETS = 75  # of one line without its end: RFC 5545 3.1
END = "\r\n"
ALARM = "-PT15H"  # nine o'clock of the day before
NAME = Text("Days to act, as of {day}", "待办时限（截至{day}）")


class Entry(NamedTuple):
    """One day to act. `about` names it for good: a later file moves the entry instead of adding one."""

    about: tuple[str, ...]
    on: date
    title: str
    text: str
    category: str = ""


def escaped(text: str) -> str:
    """A text as a value of the file: backslash, semicolon, comma and line ends are spelt out.

    Rule:   RFC 5545 3.3.11. Controls, and marks that turn the direction of reading, are dropped.

    >>> escaped("a;b,c\\nEND:VEVENT")
    'a\\\\;b\\\\,c\\\\nEND:VEVENT'
    """
    spelt = clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(spelt.split("\n"))


def folded(line: str) -> str:
    """A line cut so that no part is longer than 75 octets, and no letter is cut in two.

    Rule:   RFC 5545 3.1: every further part begins with a space that the reader takes off again.
    """
    parts, part, size = [], "", 0
    for letter in line:
        octets = len(letter.encode("utf-8"))
        if size + octets > OCTETS:
            parts.append(part)
            part, size = " ", 1
        part += letter
        size += octets
    return END.join([*parts, part])


def name_of(about: Iterable[str]) -> str:
    """A name of an entry that is the same each time it is made of the same things."""
    digest = hashlib.sha256("\x1f".join(about).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{digest[:32]}@{DOMAIN}"


def _event(entry: Entry, as_of: date) -> list[str]:
    title = plain(entry.title)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{name_of(entry.about)}",
        f"DTSTAMP:{as_of:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(title)}",
        f"DESCRIPTION:{escaped(entry.text)}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
    ]
    if plain(entry.category):
        lines.append(f"CATEGORIES:{escaped(plain(entry.category))}")
    ring = ("ACTION:DISPLAY", f"DESCRIPTION:{escaped(title)}", f"TRIGGER:{ALARM}")
    return [*lines, "BEGIN:VALARM", *ring, "END:VALARM", "END:VEVENT"]


def calendar_file(entries: Iterable[Entry], as_of: date, language: str) -> bytes:
    """The entries as one calendar, by day; the same entries on the same day are the same bytes.

    Rule:   CAL-1. The stamp is the day asked about, for nothing here reads a clock. Of two entries about the
            same thing the first one stands.
    Source: RFC 5545 3.4 to 3.8.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(NAME.say(language, day=as_of))}",
    ]
    seen: set[tuple[str, ...]] = set()
    for entry in sorted(entries, key=lambda e: (e.on, e.title, e.about)):
        if entry.about not in seen:
            seen.add(entry.about)
            lines += _event(entry, as_of)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) + END for line in lines).encode("utf-8")
