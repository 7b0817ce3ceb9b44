"""What a button does in an open workbook: read, ask the core, show, ask the person, write, say what was done.

Whatever goes wrong the workbook is as it was, and Excel calculates, redraws and shows its
own status bar again.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import Any, Iterator, Sequence

from ledger.beside import drafts
from ledger.beside.given import given
from ledger.commands import COMMANDS, Command, Outcome, run
from ledger.commands.listing import readable
from ledger.drafting.plain_text import plain
from ledger.language import EN, ZH, Text
from ledger.problems import Problem
from ledger.tables.sheets import CONTACTS

from . import folders, places, saying
from .regions import sheet_named, sheets, whole
from .saying import AtExcel, Person, Refused
from .writing import Writer

MANUAL = -4135  # xlCalculationManual
SHOWN_LINES, SHOWN_PROBLEMS = 20, 8
BY_NAME = {command.name: command for command in COMMANDS}

log = logging.getLogger("ledger.excel")


def press(name: str, book: Any, language: str, person: Person | None = None) -> str:
    """Do what the button of this name does; the words that were shown at the end."""
    person = person or AtExcel(book.app)
    command = BY_NAME.get(name)
    try:
        if command is None:
            raise Refused(saying.NO_COMMAND, name=name)
        said = _by_host(command, language) if command.by_host else _done(command, book, language, person)
    except Refused as why:
        said = f"{why.text.say(language)}\n{saying.LEFT.say(language)}"
    except Exception:
        log.exception("the button %s failed", name)
        internal = saying.INTERNAL.say(language, name=name, log=places.log_file())
        said = f"{internal}\n{saying.LEFT.say(language)}"
    if said:
        person.tell(said)
    return said


def _by_host(command: Command, language: str) -> str:
    if command.name != "doctor":
        return ""  # the macros go to the Help sheet themselves
    from . import doctor  # noqa: PLC0415  looks at the whole computer

    return doctor.text(doctor.examine(answering=True), language)


def _done(command: Command, book: Any, language: str, person: Person) -> str:
    choices: dict[str, Any] = {}
    if command.takes == "file":
        path = person.file(saying.CHOOSE_FILE.say(language, what=command.label.say(language)))
        if not path:
            return ""
        choices["imported"] = _imported(path)
    if command.takes == "lines":
        choices["lines"] = selected_lines(book)
    if command.asks_proof:
        choices["proof"] = person.words(saying.WHICH_PROOF.say(language, what=command.label.say(language)))
        if choices["proof"] is None:
            return ""
    with status(book.app) as show:
        show(saying.READING.say(language))
        grids = sheets(book)
        show(saying.WORKING.say(language))
        base, elsewhere = folders.beside(book, places.documents_folder, folders.mounts)
        choices.update(given(command.name, grids, None, None if elsewhere else base))
        outcome = run(command.name, grids, None, language, **choices)
        if outcome.listing and (outcome.edits or outcome.files):
            show("")
            question = [*_listed(outcome.listing, language), "", saying.GO_ON.say(language)]
            if not person.agrees("\n".join(question)):
                return ""
        show(saying.WRITING.say(language))
        notes = carry_out(outcome, book)
        if command.name == "refresh":
            book.app.api.CalculateFull()  # results shown by formulas are calculated, whatever is cached
    return "\n".join(_said(outcome, [note.say(language) for note in notes], language))


def _imported(path: str) -> Any:
    from ledger.workbook import WorkbookError, read  # noqa: PLC0415  its readers take a while to import

    try:
        return read(path)
    except WorkbookError as why:
        raise Refused(Text(why.say(EN), why.say(ZH))) from why


def selected_lines(book: Any) -> list[int]:
    """The lines of Contacts that are selected, from 1 under the headings."""
    sheet = sheet_named(book, CONTACTS.name)
    try:
        selection = book.app.api.Selection
        on = selection.Worksheet.Name
        areas = [selection.Areas.Item(number) for number in range(1, selection.Areas.Count + 1)]
    except Exception as error:  # a chart, a picture, or nothing at all
        raise Refused(saying.SELECT_LINES, sheet=CONTACTS.name) from error
    if sheet is None or on != sheet.name:
        raise Refused(saying.SELECT_LINES, sheet=CONTACTS.name)
    region = whole(sheet)
    rows = {row for area in areas for row in range(area.Row, area.Row + area.Rows.Count)}
    lines = sorted(row - region.top for row in rows if 0 < row - region.top <= region.height)
    if not lines:
        raise Refused(saying.SELECT_LINES, sheet=CONTACTS.name)
    return lines


def carry_out(outcome: Outcome, book: Any) -> list[Text]:
    """Files and edits, all or none; what a person should know about it."""
    notes: list[Text] = []
    folder = None
    if outcome.files:
        base, why = folders.beside(book, places.documents_folder, folders.mounts)
        try:
            folder = drafts.written(base, outcome.folder, outcome.files)
        except OSError as error:
            raise Refused(saying.CANNOT_WRITE, folder=base, reason=error.strerror) from error
        if why:
            notes.append(why)
        notes.append(
            Text(
                *(
                    saying.WRITTEN_TO.say(language, count=len(outcome.files), folder=folder)
                    for language in ("en", "zh")
                )
            )
        )
    try:
        if outcome.edits:
            writer = Writer(book)
            with quiet(book.app):
                writer.apply(outcome.edits)
            notes += writer.notes
    except BaseException as error:
        if folder and not drafts.taken_away(folder):
            log.exception("the drafts in %s stayed", folder)
            reason = error.text if isinstance(error, Refused) else saying.FAILED
            raise Refused(saying.DRAFTS_STAYED, reason=reason, folder=folder) from error
        raise
    return notes


@contextmanager
def quiet(app: Any) -> Iterator[None]:
    """Excel without calculating, redrawing and the workbook's own events; each as it was afterwards."""
    api = app.api
    settings = {"ScreenUpdating": False, "EnableEvents": False, "Calculation": MANUAL}
    before = {name: getattr(api, name) for name in settings}
    try:
        for name, value in settings.items():
            setattr(api, name, value)
        yield
    finally:
        failed = None
        for name in reversed(list(before)):
            try:
                setattr(api, name, before[name])
            except Exception as error:  # the others are still put back
                failed = error
        if failed:
            raise failed


@contextmanager
def status(app: Any) -> Iterator[Any]:
    """A line in the status bar, which is Excel's own again afterwards."""

    def show(text: str) -> None:
        app.api.StatusBar = text or False

    try:
        yield show
    finally:
        app.api.StatusBar = False


def _said(outcome: Outcome, notes: Sequence[str], language: str) -> list[str]:
    lines = [outcome.said.say(language), *notes]
    if len(outcome.listing) > 1 and not (outcome.edits or outcome.files):
        lines += ["", *_listed(outcome.listing, language)]
    elif outcome.problems:
        lines += ["", *_problems(outcome.problems, language)]
    return [line for i, line in enumerate(lines) if line or i]


def _listed(listing: Sequence[Sequence[Any]], language: str) -> list[str]:
    headings, rows = readable(listing)
    lines = ["  |  ".join(plain(cell) for cell in row if cell) for row in (headings, *rows)]
    more = len(lines) - 1 - SHOWN_LINES
    if more > 0:
        lines = [*lines[: SHOWN_LINES + 1], saying.MORE.say(language, count=more)]
    return lines


def _problems(problems: Sequence[Problem], language: str) -> list[str]:
    lines = [saying.PROBLEMS.say(language, count=len(problems))]
    lines += [plain(problem.say(language)) for problem in problems[:SHOWN_PROBLEMS]]
    if len(problems) > SHOWN_PROBLEMS:
        lines.append(saying.MORE.say(language, count=len(problems) - SHOWN_PROBLEMS))
    return lines
