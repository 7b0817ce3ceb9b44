"""The table functions: whole tables with their headings in, a table out; one call for a whole book."""

from __future__ import annotations

from datetime import date
from typing import Any, Callable, NamedTuple

from .. import portfolio as desk_
from ..language import EN
from ..portfolio import Portfolio
from ..problems import Problem
from ..results import Position
from ..tables import show
from ..tables.book import read_book
from ..tables.cells import is_blank, to_date
from ..tables.read import columns_of, named_in
from ..tables.rules import NAME as RULES_NAME
from ..tables.sheets import INPUTS, MILESTONES
from .catalogue import BOOK_ARGUMENTS
from .shapes import CellProblem, as_rows, guarded, read_cell

AS_OF = next(argument for argument in BOOK_ARGUMENTS if argument.name == "as_of")
SHEETS = {**{sheet.key: sheet.name for sheet in INPUTS}, "rules": RULES_NAME}


def table_function(rule: Callable[[Portfolio, str], Any]) -> Callable[..., Any]:
    """Publish a rule over a whole book; nothing escapes as an exception."""
    name = rule.__name__.upper()

    def published(*cells: Any, language: str = EN) -> Any:
        return guarded(name, language, lambda: _answer(rule, name, cells, language))

    published.__name__, published.__doc__ = rule.__name__, rule.__doc__
    return published


def _answer(rule: Callable[[Portfolio, str], Any], name: str, cells: Any, language: str) -> Any:
    given = dict(zip((argument.name for argument in BOOK_ARGUMENTS), cells))
    try:
        as_of: date = read_cell(AS_OF, to_date, _one(given.pop("as_of", None)))
    except CellProblem as wrong:
        text = SHEETS["rules"]._replace(en=name, zh=name)
        return [[Problem(text, 0, wrong.argument.label, wrong.said).say(language)]]
    grids = {SHEETS[key].en: as_rows(grid) for key, grid in given.items() if not is_blank(grid)}
    return rule(desk_.portfolio(read_book(grids), as_of), language)


def _one(cell: Any) -> Any:
    return next((first for row in as_rows(cell) for first in row), None)


class Silenced(NamedTuple):
    """A milestone line that has no answer, and the problem that says why."""

    contract: str
    milestone: str
    problem: Problem


def position_lines(desk: Portfolio, grid: Any) -> list[Any]:
    """One answer for each line of the Milestones sheet: a Position, a Silenced line, or None if blank."""
    by_line = {p.stage.line: p for p in desk_.flagged(desk.positions(), desk_.found_mismatches(desk))}
    where, lost = columns_of(MILESTONES, grid[0]) if len(grid) else ({}, [])
    answers: list[Any] = []
    unread = {p.line: p for p in reversed(desk.problems) if p.sheet is MILESTONES.name}
    for line, row in enumerate(grid[1:], start=1):
        cells = [row[place] if place < len(row) else None for place in where.values()]
        if line in by_line:
            answers.append(by_line[line])
        elif all(is_blank(cell) for cell in cells) and not lost:
            answers.append(None)
        else:
            contract, milestone = (
                named_in(row[where[field]]) if where.get(field, len(row)) < len(row) else ""
                for field in ("contract", "number")
            )
            problem = unread.get(line) or desk.problem_of(contract) or (lost or desk.problems)[0]
            answers.append(Silenced(contract, milestone, problem))
    return answers


def show_positions(answers: list[Any], language: str) -> list[list[Any]]:
    """The Positions table; a silenced line says why under 'Billable now', the first figure of the line."""
    columns = show.POSITIONS.columns
    first_figure = next(i for i, column in enumerate(columns) if column.form == "money")
    grid = show.show(show.POSITIONS, [], language)
    for answer in answers:
        if isinstance(answer, Position):
            grid += show.show(show.POSITIONS, [answer], language)[1:]
            continue
        line: list[Any] = [""] * len(columns)
        if answer is not None:
            line[0], line[1] = answer.contract, answer.milestone
            line[first_figure] = answer.problem.say(language)
        grid.append(line)
    return grid


def positions(*cells: Any, language: str = EN) -> Any:
    """The money ladder of every milestone.

    Shapes:  tables with their headings; answers a table with headings, one line for each milestone line.
    Units:   contract currency, two decimals; dates as serial numbers.
    Errors:  a line that cannot be answered says why under its first figure; no other line is silenced.
    Rule:    BIL-5, TRM-5.
    """

    def rule(desk: Portfolio, said: str) -> Any:
        lines = position_lines(desk, as_rows(cells[1]))
        grid = show_positions(lines, said)
        return grid if lines else grid + problem_rows(desk, len(grid[0]), said)

    rule.__name__ = "positions"
    return table_function(rule)(*cells, language=language)


def problem_rows(desk: Portfolio, width: int, language: str) -> list[list[Any]]:
    """The problems that silence answers, first in a table that lists findings: nothing is lost in silence."""
    rows = []
    for problem in desk.problems:
        if problem.blocks:
            rows.append([problem.say(language)] + [""] * (width - 1))
    return rows


def _listed(result: show.Result, answers: Any, desk: Portfolio, language: str) -> list[list[Any]]:
    grid = show.show(result, answers, language)
    return grid[:1] + problem_rows(desk, len(result.columns), language) + grid[1:]


@table_function
def mismatches(desk: Portfolio, language: str) -> Any:
    """Every mismatch between work and money, worst first (MIS-1 to MIS-15), problems above them."""
    return _listed(show.MISMATCHES, desk_.found_mismatches(desk), desk, language)


@table_function
def ageing(desk: Portfolio, language: str) -> Any:
    """Open claims by age since their due date, per customer and currency (AGE-1)."""
    open_ = [r for r in desk.receivables() if r.outstanding]
    open_.sort(key=lambda r: (r.customer, r.currency, r.due_on or date.max, r.contract, r.claim))
    return _listed(show.AGEING, open_, desk, language)


@table_function
def reminders(desk: Portfolio, language: str) -> Any:
    """Whom to remind and who is left out, and why (DUN-6, DUN-8)."""
    return _listed(show.REMINDERS, show.reminder_rows(desk_.reminders(desk)), desk, language)
