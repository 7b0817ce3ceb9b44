"""`ledger demo` and `ledger new`: the filled example shown whole, and an empty workbook to begin with."""

from __future__ import annotations

from pathlib import Path

from .. import reports
from ..beside.given import LETTER
from ..commands import Fill, run
from ..drafting.letter_template import letter_template
from ..enumerations import Speech
from . import FINE, PROBLEMS, words
from .checking import checked, sheets_of
from .drafts import Asked, answered, written_beside
from .places import copied, empty_folder, free, placed, refused, template
from .remind import say
from .showing import Screen

FOLDER = "ledger-demo"
WORST = 10


def new(file: str | None, screen: Screen) -> int:
    """An empty workbook in the user's language; under a name that ends in .docx, our letter to change."""
    if file and file.lower().endswith(".docx"):
        letter = letter_template(next(one for one in Speech if one.code == screen.language))
        screen.say(words.NEW_LETTER, path=placed(Path(file), letter), name=LETTER.say(screen.language))
        return FINE
    source = template(f"ledger_{screen.language}.xlsm")
    target = Path(file) if file else Path(source.name)
    if target.is_dir():
        target = target / source.name
    if target.suffix.lower() != ".xlsm":
        raise refused(words.NEEDS_XLSM, path=target)
    copied(source, target)
    screen.say(words.NEW_BOOK, path=target)
    return FINE


def demo(folder: str | None, screen: Screen) -> int:
    """The main job on the filled example: the workbook, a report, the drafts, and what they say."""
    language = screen.language
    place = empty_folder(Path(folder) if folder else free(FOLDER))
    book = copied(template(f"ledger_example_{language}.xlsm"), place / f"ledger_example_{language}.xlsm")
    one = checked(book, None)
    sheets = sheets_of(book)
    asked = Asked(str(book), one.as_of, language=language)
    done = answered("draft_reminders", sheets, asked)
    day = done.day
    report = place / f"{words.REPORT.say(language)}-{day}.xlsx"
    results = run("refresh", sheets, day, language)
    placed(report, reports.report(results, book.name, day, language))

    screen.say(words.EXAMPLE, "dim")
    screen.title(words.TOTALS, day=day)
    screen.totals(one.totals)
    screen.title(words.DEMO_WHAT)
    screen.billable(
        next(edit.grid for edit in results.edits if isinstance(edit, Fill) and edit.sheet == "positions")
    )
    screen.title(words.DEMO_WORST)
    screen.mismatches(one.mismatches, WORST)
    say(screen, written_beside(done, asked))
    screen.title(words.WRITTEN, folder=place)
    for file in sorted(path.name for path in place.iterdir()):
        screen.say(f"  {file}")
    screen.say(words.OPEN_IT, "bold", file=book)
    return PROBLEMS if one.problems else FINE
