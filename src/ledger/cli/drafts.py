"""Commands that draft documents: a list on the screen, the files in a dated folder beside the workbook.

The one rule: the workbook is only read. Lines that a button would write into it lie beside the drafts, to be
pasted, and a dry run writes nothing at all.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from .. import reports
from ..beside.given import given
from ..commands import Append, File, Outcome, run
from ..commands.listing import key, readable
from ..drafting.plain_text import clean
from ..language import Text
from ..tables import show
from ..tables.book import named, read_book
from . import FINE, PROBLEMS, words
from .checking import day_of, sheets_of, without_collector
from .places import refused, written
from .showing import Screen

NOTHING = ("", "0", "0.00")  # a column of these says nothing
# Columns left out on the screen: files are named below the list; a clock's papers stand on its own sheet
UNSEEN = {
    word
    for heading in (
        Text("File", "文件"), Text("Folder", "文件夹"),
        *(column.heading for column in show.CLOCKS.columns[12:]),
    )
    for word in heading
}  # fmt: skip


class Asked(NamedTuple):
    """How a command was called: the options that every one of them has."""

    file: str
    as_of: date | None = None
    into: str | None = None
    language: str | None = None
    as_json: bool = False
    even_if_open: bool = False
    dry_run: bool = False


class Drafted(NamedTuple):
    """What a command answered for a day, and the folder its files went into, if any."""

    outcome: Outcome
    day: date
    is_today: bool
    language: str
    folder: Path | None = None

    @property
    def files(self) -> list[str]:
        """The files written, by their place in the folder."""
        folder = self.folder
        paths = folder.rglob("*") if folder else ()
        return sorted(path.relative_to(folder).as_posix() for path in paths if folder and path.is_file())


def draft(name: str, asked: Asked, **choices: Any) -> int:
    """Answer a command, write its documents, and say what they are; the workbook itself is only read."""
    done = written_beside(drafted(name, asked, **choices), asked)
    if asked.as_json:
        print(json.dumps(shown(done), indent=1))
    else:
        say(Screen(done.language), done)
    return PROBLEMS if done.outcome.problems else FINE


def drafted(name: str, asked: Asked, **choices: Any) -> Drafted:
    """What the button of this name answers for a workbook."""
    return answered(name, sheets_of(Path(asked.file), asked.even_if_open), asked, **choices)


def answered(name: str, sheets: Mapping[str, Any], asked: Asked, **choices: Any) -> Drafted:
    """What the button of this name answers for sheets that were read already."""
    language = asked.language or named(sheets)[2]
    with without_collector():
        book = read_book(sheets)
        day, is_today = day_of(book, asked.as_of)
        customers = {contract.customer for contract in book.contracts.values()}
        known(choices.get("contracts", ()), book.contracts, words.NO_CONTRACT)
        known(choices.get("customers", ()), customers, words.NO_CUSTOMER)
        found = given(name, sheets, day, Path(asked.file).absolute().parent, choices.get("contracts"))
        return Drafted(run(name, sheets, day, language, **{**found, **choices}), day, is_today, language)


def known(names: Collection[str], ours: Collection[str], missing: Text) -> None:
    """Refuse a name that is not in the book: it would be left out in silence."""
    for name in names:
        if name not in ours:
            raise refused(missing, name=clean(name))


def written_beside(done: Drafted, asked: Asked) -> Drafted:
    """Its documents in a folder of their own beside the workbook, or inside `into`."""
    if asked.dry_run or not done.outcome.files:
        return done
    parent = Path(asked.into) if asked.into else Path(asked.file).absolute().parent
    folder = written(parent, done.outcome.folder, files(done.outcome, done.language))
    return done._replace(folder=folder)


def files(outcome: Outcome, language: str) -> list[File]:
    """The drafts, and the lines for Contacts that a command line may not write into the workbook."""
    answers = list(outcome.files)
    lines = [line for edit in outcome.edits if isinstance(edit, Append) for line in edit.lines]
    if lines:
        answers.append(File(contact_file(language), reports.contact_lines(lines, language)))
    return answers


def contact_file(language: str) -> str:
    """The name of the file that holds lines for Contacts."""
    return f"{words.CONTACT_LINES.say(language)}.xlsx"


def say(screen: Screen, done: Drafted) -> None:
    """The list, then what was written and what the clerk does with it."""
    headings, rows = readable(done.outcome.listing)
    places = [
        at
        for at, heading in enumerate(headings)
        if heading not in UNSEEN and any(row[at] not in NOTHING for row in rows)
    ]
    if rows:
        cells = done.outcome.listing[1:]
        right = [n for n, at in enumerate(places) if any(isinstance(row[at], float) for row in cells)]
        screen.listing([headings[at] for at in places], [[row[at] for at in places] for row in rows], right)
    finish(screen, done)


def finish(screen: Screen, done: Drafted) -> None:
    """What every draft ends with: the day, the problems, the sentence, the files."""
    outcome = done.outcome
    screen.out.print()
    if done.is_today:
        screen.say(words.TODAY, "dim", day=done.day)
    for problem in outcome.problems:
        screen.say(problem.say(done.language), "red")
    screen.say(outcome.said, "bold")
    if done.folder is None:
        screen.say(words.NOTHING_WRITTEN, "dim")
        return
    screen.say(words.WRITTEN, "", folder=clean(str(done.folder)))
    for file in done.files:
        screen.say(f"  {clean(file)}")
    if any(isinstance(edit, Append) for edit in outcome.edits):
        screen.say(words.NOT_LOGGED, "dim", file=contact_file(done.language))


def shown(done: Drafted) -> dict[str, Any]:
    """The answer for a program: the list by its headings, money as text so that no cent is lost."""
    listing = done.outcome.listing
    headings, texts = readable(listing)
    lines = [
        {
            key(heading): text.replace(",", "") if isinstance(cell, float) else text
            for heading, text, cell in zip(headings, row, cells, strict=True)
        }
        for row, cells in zip(texts, listing[1:], strict=True)
    ]
    return {
        "as_of": done.day.isoformat(),
        "folder": str(done.folder) if done.folder else None,
        "files": done.files,
        "lines": lines,
        "problems": [problem.say(done.language) for problem in done.outcome.problems],
        "said": done.outcome.said.say(done.language),
    }
