"""Whole books with their answers as text: a folder is a story, named by the day asked about.

    pytest tests/books --update-goldens      writes the answers anew; read them in the diff

What goes in are the .csv files, a sheet each; what comes out is answers.txt.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ledger import portfolio as asked
from ledger.language import EN, ZH
from ledger.tables import show
from ledger.tables.book import read_book
from ledger.tables.show import Result
from ledger.workbook import read

HERE = Path(__file__).parent
BOOKS = sorted(path for path in HERE.iterdir() if path.is_dir() and path.name[0].isdigit())
ANSWERS = "answers.txt"
SHOWN = {
    "positions": (
        "Milestone", "Status", "Value", "Earned", "Entitled", "Recouped", "Retention", "Claimed", "Received",
        "Outstanding", "Overdue", "Billable now", "Over-billed",
    ),
    "mismatches": ("Severity", "Rule", "Contract", "Milestone", "Money", "Days"),
    "reminders": ("Decision", "Customer", "Level", "Contract", "Claim", "Outstanding", "Due on", "Why", "Until"),
}  # fmt: skip


def wide(text: str) -> int:
    """Columns a text takes on a screen: a Chinese letter takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def drawn(rows: list[list[str]]) -> list[str]:
    """Rows as aligned text."""
    widths = [max(map(wide, column)) for column in zip(*rows)]
    return ["  ".join(c + " " * (w - wide(c)) for c, w in zip(row, widths)).rstrip() for row in rows]


def _figure(value: float, form: str) -> str:
    if form == "money":
        return f"{value:,.2f}"
    return f"{show.to_day(value)}" if form == "date" else f"{value:g}"


def table(result: Result, answers: list[Any], contract: bool = False) -> list[str]:
    """Some columns of a result table as text."""
    names = (("Contract",) if contract else ()) + SHOWN[result.key]
    columns = [next(c for c in result.columns if c.heading.en == name) for name in names]
    rows = [list(names)]
    for answer in answers:
        cells = []
        for column in columns:
            value = show.to_plain(column.cell(answer), EN)
            if isinstance(value, float):
                value = _figure(value, column.form)
            cells.append(value)
        rows.append(cells)
    return drawn(rows) if len(rows) > 1 else ["none"]


def answers_of(folder: Path) -> str:
    """Everything a book says on its day."""
    day = date.fromisoformat(folder.name[:10])
    book = read_book(read(folder))
    desk = asked.portfolio(book, day)
    choice = asked.reminders(desk)
    lines = ["PROBLEMS"]
    for problem in desk.problems:
        lines += [problem.say(EN), f"    {problem.say(ZH)}"]
    lines += [] if desk.problems else ["none"]
    lines += ["", "POSITIONS", *table(show.POSITIONS, desk.positions(), len(book.contracts) > 1)]
    lines += ["", "MISMATCHES", *table(show.MISMATCHES, asked.found_mismatches(desk))]
    lines += ["", "REMINDERS", *table(show.REMINDERS, show.reminder_rows(choice))]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("folder", BOOKS, ids=[folder.name for folder in BOOKS])
def test_book(folder: Path, request: pytest.FixtureRequest) -> None:
    found = answers_of(folder)
    expected = folder / ANSWERS
    if request.config.getoption("update_goldens"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_there_are_books() -> None:
    assert len(BOOKS) >= 6
