"""Tables and sentences for people, by rich. Text from a workbook is shown as it stands: never markup.

The one rule: whatever comes from outside goes through `safe`, which leaves no control or escape in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from ..drafting.plain_text import clean
from ..language import Text
from ..results import Mismatch, Severity
from ..tables import show
from ..workbook import WorkbookError
from . import words
from .checking import Checked, Totals

SHOWN = 20
NARROWEST, SENTENCE = 12, 32  # letters of a column of words, and from which on it is a sentence
COLOURS = {"high": "bold red", "medium": "yellow", "low": "dim"}
RIGHT = {"money", "days"}


def safe(value: Any, style: str = "") -> Styled:
    """A value as text: no markup, no escapes, no tricks of direction."""
    return Styled(clean(str(value)), style=style)


class Screen:
    """Where a command says things: one console for answers, one for what goes on."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.out = Console(highlight=False, soft_wrap=False)
        self.progress = Console(stderr=True, highlight=False)

    def say(self, text: Text | str, style: str = "", **values: object) -> None:
        """A sentence; its values are data."""
        said = text if isinstance(text, str) else text.say(self.language, **values)
        self.out.print(safe(said, style), soft_wrap=True)

    def title(self, text: Text, **values: object) -> None:
        """A heading with an empty line above."""
        self.out.print()
        self.say(text, "bold", **values)

    def table(
        self,
        headings: Sequence[str],
        rows: Iterable[Sequence[Any]],
        right: Sequence[int] = (),
        fold: Sequence[int] = (),
    ) -> None:
        """Rows under headings; the columns of `fold` give way on a narrow screen, the others stay whole."""
        table = Table(header_style="bold", pad_edge=False, box=None, padding=(0, 2, 0, 0))
        for place, heading in enumerate(headings):
            side: Literal["left", "right"] = "right" if place in right else "left"
            table.add_column(safe(heading), justify=side, no_wrap=place not in fold, overflow="fold")
        for row in rows:
            table.add_row(*(cell if isinstance(cell, Styled) else safe(cell) for cell in row))
        self.out.print(table)

    def listing(
        self, headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()
    ) -> None:
        """Rows under headings; on a narrow screen each row has its sentences below it."""
        fold = [place for place in range(len(headings)) if place not in right]
        wide = sum(max(cell_len(row[place]) for row in (headings, *rows)) + 2 for place in right)
        if wide + NARROWEST * len(fold) <= self.out.width:
            self.table(headings, rows, right, fold)
            return
        long = [
            place for place in range(len(headings)) if max(cell_len(row[place]) for row in rows) > SENTENCE
        ]
        short = [place for place in range(len(headings)) if place not in long]
        lines = [
            (
                [safe(row[place]) for place in short],
                " ".join(f"{headings[place]}: {row[place]}" for place in long if row[place]),
            )
            for row in rows
        ]
        lines.insert(0, ([safe(headings[place], "bold") for place in short], ""))
        self.paragraphs(lines, [n for n, place in enumerate(short) if place in right])

    def totals(self, totals: dict[str, Totals]) -> None:
        """What can be asked for and what is owed, a line for each currency: never added across them."""
        headings = (words.CURRENCY, words.BILLABLE, words.OUTSTANDING, words.OVERDUE)
        rows = [
            (currency, *(f"{amount:,.2f}" for amount in (one.billable, one.outstanding, one.overdue)))
            for currency, one in sorted(totals.items())
        ]
        self.table([h.say(self.language) for h in headings], rows, right=(1, 2, 3))

    def paragraphs(self, rows: Sequence[tuple[Sequence[Styled], str]], right: Sequence[int] = ()) -> None:
        """Short cells in columns, and under each line a sentence as long as it likes."""
        wide = (
            [max(cells[place].cell_len for cells, _ in rows) for place in range(len(rows[0][0]))]
            if rows
            else []
        )
        for cells, sentence in rows:
            line = Styled()
            for place, cell in enumerate(cells):
                space = " " * (wide[place] - cell.cell_len)
                line.append_text(
                    Styled.assemble(space, cell) if place in right else Styled.assemble(cell, space)
                )
                line.append("  ")
            self.out.print(line, no_wrap=True, overflow="ignore", crop=False)
            if sentence:
                self.out.print(Padding(safe(sentence, "dim"), (0, 0, 0, 4)))

    def mismatches(self, found: Sequence[Mismatch], limit: int | None = SHOWN) -> None:
        """The worst of them, with what they mean and what to do."""
        severity = show.MISMATCHES.columns[0]
        rows = []
        for one in found[:limit]:
            money = f"{one.currency} {one.money:,.2f}" if one.money else ""
            days = words.DAYS.say(self.language, days=one.days) if one.days else ""
            sign = severity.cell(one).say(self.language)
            cells = (
                safe(sign, COLOURS[one.severity.code]),
                *map(safe, (one.rule, one.contract, one.milestone, money, days)),
            )
            rows.append((cells, f"{one.meaning.say(self.language)} → {one.action.say(self.language)}"))
        self.paragraphs(rows, right=(4, 5))
        if limit is not None and len(found) > limit:
            self.say(words.MORE, "dim", count=len(found) - limit)

    def billable(self, grid: Sequence[Sequence[Any]]) -> None:
        """What may be claimed now and why, from the Positions table."""
        place = {column.heading.en: i for i, column in enumerate(show.POSITIONS.columns)}
        rows = []
        for row in grid[1:]:
            amount = row[place["Billable now"]]
            if isinstance(amount, float) and amount > 0:
                money = f"{row[place['Currency']]} {amount:,.2f}"
                cells = (row[place["Contract"]], row[place["Milestone"]], row[place["Name"]], money)
                rows.append((tuple(map(safe, cells)), row[place["Explanation"]]))
        self.paragraphs(rows, right=(3,))

    def checked(self, name: str, one: Checked, everything: bool) -> None:
        """One book: its counts, its problems, its money, its mismatches."""
        language = self.language
        self.out.print()
        self.say(name, "bold underline")
        counts = {
            "milestones": one.milestones,
            "problems": len(one.problems),
            "mismatches": len(one.mismatches),
        }
        self.say(words.COUNTS, "", **counts)
        if one.is_today:
            self.say(words.TODAY, "dim", day=one.as_of)
        if one.problems:
            self.title(words.PROBLEMS)
            headings = (words.SHEET, words.LINE, words.COLUMN, words.SAID)
            rows = [
                (p.sheet.say(language), p.line or "", p.heading.say(language), p.message.say(language))
                for p in one.problems
            ]
            self.table([h.say(language) for h in headings], rows, right=(1,), fold=(3,))
        if one.totals:
            self.title(words.TOTALS, day=one.as_of)
            self.totals(one.totals)
        if one.mismatches:
            self.title(words.MISMATCHES)
            self.mismatches(one.mismatches, None if everything else SHOWN)

    def books(self, answers: Sequence[tuple[str, Checked | WorkbookError]]) -> None:
        """A line for each of many books."""
        rows: list[Sequence[Any]] = []
        for name, one in answers:
            if isinstance(one, WorkbookError):
                rows.append((name, words.UNREAD.say(self.language), "", "", ""))
                continue
            high = sum(mismatch.severity is Severity.HIGH for mismatch in one.mismatches)
            rows.append((name, one.milestones, len(one.problems), len(one.mismatches), high))
        headings = (words.BOOK, words.MILESTONES, words.PROBLEM_COUNT, words.MISMATCH_COUNT, words.HIGH)
        self.title(words.ALL_BOOKS, count=len(rows))
        self.table([h.say(self.language) for h in headings], rows, right=(1, 2, 3, 4), fold=(0,))

    def reminders(self, rows: Sequence[Sequence[Any]], headings: Sequence[str]) -> None:
        """The lines of the reminder list, some of its columns; amounts with their currency."""
        columns = show.REMINDERS.columns
        place = {column.heading.en: i for i, column in enumerate(columns)}
        table = [[self._cell(place, row, heading) for heading in headings] for row in rows]
        named = [columns[place[heading]].heading.say(self.language) for heading in headings]
        right = [n for n, heading in enumerate(headings) if columns[place[heading]].form in RIGHT]
        fold = [n for n, heading in enumerate(headings) if heading in ("Customer", "Why")]
        self.table(named, table, right, fold)

    def _cell(self, place: dict[str, int], row: Sequence[Any], heading: str) -> Any:
        cell, form = row[place[heading]], show.REMINDERS.columns[place[heading]].form
        if not isinstance(cell, float):
            return cell
        if form == "money":
            return f"{row[place['Currency']]} {cell:,.2f}"
        return show.to_day(cell).isoformat() if form == "date" else f"{cell:g}"
