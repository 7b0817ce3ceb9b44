"""`ledger remind`: drafts into a dated folder beside the workbook; whom, and who was left out and why."""

from __future__ import annotations

import json
from typing import Any

from ..tables import show
from . import FINE, PROBLEMS, words
from .drafts import Asked, Drafted, drafted, finish, written_beside
from .showing import Screen

REMINDED = ("Customer", "Level", "Contract", "Claim", "Outstanding", "Due on", "Days overdue")
LEFT_OUT = ("Customer", "Contract", "Claim", "Outstanding", "Why", "Until")


def remind(asked: Asked, **choices: Any) -> int:
    """Draft for one book; the workbook itself is only read."""
    done = written_beside(drafted("draft_reminders", asked, **choices), asked)
    if asked.as_json:
        print(json.dumps(_shown(done), indent=1))
    else:
        say(Screen(done.language), done)
    return PROBLEMS if done.outcome.problems else FINE


def say(screen: Screen, done: Drafted) -> None:
    """Whom, who was left out and why, the files, and what the clerk does with them."""
    remind_, leave, allocate = (_rows(done, chosen) for chosen in show.DECISIONS)
    if allocate:
        screen.title(words.ALLOCATE)
        screen.reminders(allocate, ("Customer", "Outstanding", "Why"))
    if remind_:
        screen.title(words.TO_REMIND)
        screen.reminders(remind_, REMINDED)
    else:
        screen.say(words.NOBODY)
    if leave:
        screen.title(words.LEFT_OUT)
        screen.reminders(leave, LEFT_OUT)
    finish(screen, done)


def _rows(done: Drafted, decision: Any) -> list[tuple[Any, ...]]:
    """The lines of the list with one decision."""
    return [row for row in done.outcome.listing[1:] if row[0] == decision.say(done.language)]


def _shown(done: Drafted) -> dict[str, Any]:
    fields = [column.heading.en.lower().replace(" ", "_") for column in show.REMINDERS.columns]
    lines = []
    for row in done.outcome.listing[1:]:
        line = dict(zip(fields, row, strict=True))
        if isinstance(line["due_on"], float):
            line["due_on"] = show.to_day(line["due_on"]).isoformat()
        if isinstance(line["until"], float):
            line["until"] = show.to_day(line["until"]).isoformat()
        line["drafted"] = row[0] == show.DECISIONS[0].say(done.language)
        line["outstanding"] = f"{row[fields.index('outstanding')]:.2f}"
        lines.append(line)
    return {
        "as_of": done.day.isoformat(),
        "folder": str(done.folder) if done.folder else None,
        "files": done.files,
        "lines": lines,
        "problems": [problem.say(done.language) for problem in done.outcome.problems],
        "said": done.outcome.said.say(done.language),
    }
