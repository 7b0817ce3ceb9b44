"""The table functions: whole tables with their headings in, a table out; one call for a whole book."""

from __future__ import annotations

import functools
from datetime import date
from itertools import chain
from operator import is_
from typing import Any, Callable, Iterator, Mapping, NamedTuple, Sequence, Tuple

from .. import portfolio as desk_
from ..language import EN
from ..portfolio import Portfolio
from ..problems import Problem
from ..results import Mismatch, Position
from ..tables import show
from ..tables.book import read_book
from ..tables.cells import is_blank, to_date
from ..tables.read import columns_of, named_in
from ..tables.rules import DAYS, LAW, section_name
from ..tables.rules import NAME as RULES_NAME
from ..tables.sheets import CONTACTS, CONTRACTS, INPUTS, MILESTONES
from .catalogue import BOOK_ARGUMENTS
from .shapes import CellProblem, as_rows, guarded, read_cell

AS_OF = next(argument for argument in BOOK_ARGUMENTS if argument.name == "as_of")
SHEETS = {**{sheet.key: sheet.name for sheet in INPUTS}, "rules": RULES_NAME}


# No figure depends on these cells, but a clock does
CLOCK_SHEETS = (CONTACTS.name, section_name(LAW), section_name(DAYS))
CLOCK_FIELDS = ("silence_days", "guarantee_until", "suspension_days", "end")
CLOCK_HEADINGS = tuple(column.heading for column in CONTRACTS.columns if column.field in CLOCK_FIELDS)

Rows = Tuple[Tuple[Any, ...], ...]
Grids = Mapping[str, Rows]  # the tables a function was given, by the English names of their sheets


class Asked:
    """A book on the day asked about; what its tables answer from is found once, when first asked for."""

    def __init__(self, grids: Grids, as_of: date) -> None:
        self.grids = grids
        self.as_of = as_of
        self.desk = desk_.portfolio(read_book(grids), as_of)

    @functools.cached_property
    def found(self) -> Sequence[Mismatch]:
        """Every mismatch of the book, worst first."""
        return desk_.found_mismatches(self.desk)


class Desks:
    """The book that was asked about last: a workbook asks for six tables of one book, one after another.

    The one rule: whoever asks cannot tell what was remembered from what was found anew.
    """

    def __init__(self) -> None:
        self._last: Asked | None = None

    def asked(self, grids: Grids, as_of: date) -> Asked:
        """What the book answers; remembered where every cell is as it was."""
        last = self._last
        if last is None or last.as_of != as_of or not _same(last.grids, grids):
            last = self._last = Asked(grids, as_of)
        return last


DESKS = Desks()


def _same(one: Grids, other: Grids) -> bool:
    """Whether every cell is the same; TRUE and 1 are equal, but not one cell."""
    return one == other and all(map(is_, _kinds(one), _kinds(other)))


def _kinds(grids: Grids) -> Iterator[type]:
    return map(type, chain.from_iterable(chain.from_iterable(grids[name] for name in sorted(grids))))


def table_function(rule: Callable[[Asked, str], Any]) -> Callable[..., Any]:
    """Publish a rule over a whole book; nothing escapes as an exception."""
    name = rule.__name__.upper()

    @functools.wraps(rule)
    def published(*cells: Any, language: str = EN) -> Any:
        return guarded(name, language, lambda: _answer(rule, name, cells, language))

    return published


def _answer(rule: Callable[[Asked, str], Any], name: str, cells: Any, language: str) -> Any:
    given = dict(zip((argument.name for argument in BOOK_ARGUMENTS), cells))
    try:
        as_of: date = read_cell(AS_OF, to_date, _one(given.pop("as_of", None)))
    except CellProblem as wrong:
        text = SHEETS["rules"]._replace(en=name, zh=name)
        return [[Problem(text, 0, wrong.argument.label, wrong.said).say(language)]]
    grids = {
        SHEETS[key].en: tuple(map(tuple, as_rows(grid))) for key, grid in given.items() if not is_blank(grid)
    }
    return rule(DESKS.asked(grids, as_of), language)


def _one(cell: Any) -> Any:
    return next((first for row in as_rows(cell) for first in row), None)


class Silenced(NamedTuple):
    """A milestone line that has no answer, and the problem that says why."""

    contract: str
    milestone: str
    problem: Problem


def position_lines(desk: Portfolio, grid: Any, found: Sequence[Mismatch]) -> list[Any]:
    """One answer for each line of the Milestones sheet: a Position, a Silenced line, or None if blank."""
    by_line = {p.stage.line: p for p in desk_.flagged(desk.positions(), found)}
    where, lost = columns_of(MILESTONES, grid[0]) if len(grid) else ({}, [])
    answers: list[Any] = []
    unread = {p.line: p for p in reversed(desk.problems) if p.sheet is MILESTONES.name}
    for line, row in enumerate(grid[1:], start=1):
        if line in by_line:
            answers.append(by_line[line])
        elif not lost and all(is_blank(row[place]) for place in where.values() if place < len(row)):
            answers.append(None)
        else:
            contract, milestone = (
                named_in(row[where[field]]) if where.get(field, len(row)) < len(row) else ""
                for field in ("contract", "number")
            )
            problem = unread.get(line) or desk.problem_of(contract) or (lost or desk.problems)[0]
            answers.append(Silenced(contract, milestone, problem))
    return answers


def position_table(desk: Portfolio, milestones: Any, found: Sequence[Mismatch], language: str) -> Any:
    """One line for each milestone line; a silenced one says why under the first figure, 'Billable now'."""
    columns = show.POSITIONS.columns
    first_figure = next(i for i, column in enumerate(columns) if column.form == "money")
    lines = position_lines(desk, milestones, found)
    answered = [answer for answer in lines if isinstance(answer, Position)]
    headings, *shown = show.show(show.POSITIONS, answered, language)
    grid, next_shown = [headings], iter(shown)
    for answer in lines:
        if isinstance(answer, Position):
            grid.append(next(next_shown))
            continue
        line: list[Any] = [""] * len(columns)
        if answer is not None:
            line[0], line[1] = answer.contract, answer.milestone
            line[first_figure] = answer.problem.say(language)
        grid.append(line)
    return grid if lines else grid + problem_rows(desk, len(columns), language)


def mismatch_table(desk: Portfolio, found: Sequence[Mismatch], language: str) -> Any:
    """Every mismatch, worst first, the problems that silence answers above them."""
    return _listed(show.MISMATCHES, found, desk, language)


def ladder_table(desk: Portfolio, found: Sequence[Mismatch], language: str) -> Any:
    """The ladder of every contract, in the order of the sheet."""
    return _listed(show.LADDER, desk_.ladders(desk, found), desk, language)


def ageing_table(desk: Portfolio, language: str) -> Any:
    """Every open claim, by customer and currency, the oldest due first."""
    open_ = [r for r in desk.receivables() if r.outstanding]
    open_.sort(key=lambda r: (r.customer, r.currency, r.due_on or date.max, r.contract, r.claim))
    return _listed(show.AGEING, open_, desk, language)


def reminder_table(desk: Portfolio, language: str) -> Any:
    """Whom to remind, then who is left out and why."""
    return _listed(show.REMINDERS, show.reminder_rows(desk_.reminders(desk)), desk, language)


def clock_table(desk: Portfolio, language: str) -> Any:
    """Every legal clock, the most urgent first; above them each cell that hides one or may move one."""
    grid = show.show(show.CLOCKS, desk_.clocks(desk), language)
    return grid[:1] + problem_rows(desk, len(grid[0]), language, _moves_clocks) + grid[1:]


def _moves_clocks(problem: Problem) -> bool:
    return problem.blocks or problem.sheet in CLOCK_SHEETS or problem.heading in CLOCK_HEADINGS


def problem_rows(
    desk: Portfolio, width: int, language: str, told: Callable[[Problem], bool] = lambda p: p.blocks
) -> list[list[Any]]:
    """The problems that silence answers, first in a table that lists findings: nothing is lost in silence."""
    return [[problem.say(language)] + [""] * (width - 1) for problem in desk.problems if told(problem)]


def _listed(result: show.Result, answers: Any, desk: Portfolio, language: str) -> list[list[Any]]:
    grid = show.show(result, answers, language)
    return grid[:1] + problem_rows(desk, len(result.columns), language) + grid[1:]


@table_function
def positions(asked: Asked, language: str) -> Any:
    """The money ladder of every milestone.

    Shapes:  tables with their headings; answers a table with headings, one line for each milestone line.
    Units:   contract currency, two decimals; dates as serial numbers.
    Errors:  a line that cannot be answered says why under its first figure; no other line is silenced.
    Rule:    BIL-5, TRM-5.
    """
    milestones = asked.grids.get(MILESTONES.name.en, ((None,),))
    return position_table(asked.desk, milestones, asked.found, language)


@table_function
def mismatches(asked: Asked, language: str) -> Any:
    """Every mismatch between work and money, worst first (MIS-1 to MIS-15), problems above them."""
    return mismatch_table(asked.desk, asked.found, language)


@table_function
def ladder(asked: Asked, language: str) -> Any:
    """Each contract's seven rungs from planned to received, and the six gaps between them (LAD-1)."""
    return ladder_table(asked.desk, asked.found, language)


@table_function
def ageing(asked: Asked, language: str) -> Any:
    """Open claims by age since their due date, per customer and currency (AGE-1)."""
    return ageing_table(asked.desk, language)


@table_function
def reminders(asked: Asked, language: str) -> Any:
    """Whom to remind and who is left out, and why (DUN-6, DUN-8)."""
    return reminder_table(asked.desk, language)


@table_function
def clocks(asked: Asked, language: str) -> Any:
    """Every legal clock, the most urgent first: shown, never decided (CLK-1 to CLK-8)."""
    return clock_table(asked.desk, language)
