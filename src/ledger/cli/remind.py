"""`ledger remind`: drafts into a dated folder beside the workbook; whom, and who was left out and why."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from .. import reports
from ..commands import Append, Outcome, run
from ..drafting.plain_text import clean
from ..tables import show
from ..tables.book import named, read_book
from . import FINE, PROBLEMS, words
from .checking import day_of, sheets_of, without_collector
from .places import written
from .showing import Screen


def remind(
    file: str,
    as_of: date | None,
    customers: Sequence[str],
    into: str | None,
    language: str | None,
    as_json: bool,
    even_if_open: bool,
) -> int:
    """Draft for one book; the workbook itself is only read."""
    book = Path(file)
    sheets = sheets_of(book, even_if_open)
    spoken = language or named(sheets)[2]
    outcome, day, is_today = drafted(sheets, as_of, spoken, customers)
    folder = written(Path(into) if into else book.absolute().parent, outcome.folder, files(outcome, spoken))
    if as_json:
        print(json.dumps(_shown(outcome, day, folder, spoken), indent=1))
    else:
        screen = Screen(spoken)
        if is_today:
            screen.say(words.TODAY, "dim", day=day)
        say(screen, outcome, folder)
    return PROBLEMS if outcome.problems else FINE


def drafted(
    sheets: Mapping[str, Any], as_of: date | None, language: str, customers: Sequence[str] = ()
) -> tuple[Outcome, date, bool]:
    """What the button Draft reminders answers, and the day it answered for."""
    with without_collector():
        day, is_today = day_of(read_book(sheets), as_of)
        return run("draft_reminders", sheets, day, language, customers=customers or None), day, is_today


def files(outcome: Outcome, language: str) -> list[tuple[str, bytes]]:
    """The drafts, and the lines for Contacts that a command line may not write into the workbook."""
    answers = [(file.name, file.data) for file in outcome.files]
    lines = [line for edit in outcome.edits if isinstance(edit, Append) for line in edit.lines]
    if lines:
        answers.append((contact_file(language), reports.contact_lines(lines, language)))
    return answers


def contact_file(language: str) -> str:
    """The name of the file that holds lines for Contacts."""
    return f"{words.CONTACT_LINES.say(language)}.xlsx"


def say(screen: Screen, outcome: Outcome, folder: Path) -> None:
    """Whom, who was left out and why, the files, and what the clerk does with them."""
    language = screen.language
    remind_, leave, allocate = (rows(outcome, chosen, language) for chosen in show.DECISIONS)
    if allocate:
        screen.title(words.ALLOCATE)
        screen.reminders(allocate, ("Customer", "Outstanding", "Why"))
    if remind_:
        screen.title(words.TO_REMIND)
        screen.reminders(
            remind_, ("Customer", "Level", "Contract", "Claim", "Outstanding", "Due on", "Days overdue")
        )
    else:
        screen.say(words.NOBODY)
    if leave:
        screen.title(words.LEFT_OUT)
        screen.reminders(leave, ("Customer", "Contract", "Claim", "Outstanding", "Why", "Until"))
    screen.out.print()
    for problem in outcome.problems:
        screen.say(problem.say(language), "red")
    screen.say(outcome.said, "bold")
    screen.say(words.WRITTEN, "", folder=clean(str(folder)))
    for file in sorted(path.name for path in folder.iterdir()):
        screen.say(f"  {file}")
    if any(isinstance(edit, Append) for edit in outcome.edits):
        screen.say(words.NOT_LOGGED, "dim", file=contact_file(language))


def rows(outcome: Outcome, decision: Any, language: str) -> list[tuple[Any, ...]]:
    """The lines of the list with one decision."""
    return [row for row in outcome.listing[1:] if row[0] == decision.say(language)]


def _shown(outcome: Outcome, day: date, folder: Path, language: str) -> dict[str, Any]:
    fields = [column.heading.en.lower().replace(" ", "_") for column in show.REMINDERS.columns]
    lines = []
    for row in outcome.listing[1:]:
        line = dict(zip(fields, row, strict=True))
        if isinstance(line["due_on"], float):
            line["due_on"] = show.to_day(line["due_on"]).isoformat()
        if isinstance(line["until"], float):
            line["until"] = show.to_day(line["until"]).isoformat()
        line["drafted"] = row[0] == show.DECISIONS[0].say(language)
        line["outstanding"] = f"{row[fields.index('outstanding')]:.2f}"
        lines.append(line)
    return {
        "as_of": day.isoformat(),
        "folder": str(folder),
        "files": sorted(path.name for path in folder.iterdir()),
        "lines": lines,
        "problems": [problem.say(language) for problem in outcome.problems],
        "said": outcome.said.say(language),
    }
