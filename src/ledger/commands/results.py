"""Refresh and Check: all results anew, and everything that is wrong or questionable."""

from __future__ import annotations

from datetime import date
from typing import Any, Mapping

from .. import portfolio as asked
from ..drafting import wording
from ..functions.tables import (
    ageing_table,
    clock_table,
    ladder_table,
    mismatch_table,
    position_table,
    reminder_table,
)
from ..language import Text
from .desk import Desk, desk, per_currency
from .outcomes import Fill, Outcome

SHEET, LINE, COLUMN, SAID = (
    Text("Sheet", "工作表"),
    Text("Line", "行"),
    Text("Column", "列"),
    Text("What is wrong", "问题"),
)


def tables(at: Desk, language: str) -> dict[str, list[list[Any]]]:
    """Every result table of a book, by key, as the table functions answer it."""
    answers = at.answers
    found = asked.found_mismatches(answers)
    return {
        "positions": position_table(answers, at.grids.get("milestones", []), found, language),
        "mismatches": mismatch_table(answers, found, language),
        "ladder": ladder_table(answers, found, language),
        "ageing": ageing_table(answers, language),
        "clocks": clock_table(answers, language),
        "reminders": reminder_table(answers, language),
    }


def refresh(sheets: Mapping[str, Any], as_of: date | None, language: str) -> Outcome:
    """All result tables of the book, calculated anew."""
    at = desk(sheets, as_of)
    answers = at.answers
    grids = tables(at, language)
    positions = answers.positions()
    said = Text(
        f"Calculated as of {answers.as_of}: {len(positions)} milestones; billable now "
        f"{per_currency(positions, 'billable')}; overdue {per_currency(positions, 'overdue')}; "
        f"{len(answers.problems)} problem(s).",
        f"已按{answers.as_of}计算：{len(positions)}个节点；可请款{per_currency(positions, 'billable')}；"
        f"逾期{per_currency(positions, 'overdue')}；{len(answers.problems)}个问题。",
    )
    edits = tuple(Fill(key, grid) for key, grid in grids.items())
    return Outcome(said, edits, problems=tuple(answers.problems))


def check(sheets: Mapping[str, Any], as_of: date | None, language: str) -> Outcome:
    """Every problem in the book and every questionable term; nothing is changed."""
    at = desk(sheets, as_of)
    answers = at.answers
    rules = answers.book.rules
    problems = [*answers.problems, *wording.flaws(rules.wording), *wording.unfit(rules.remedies)]
    questions = [m for m in asked.found_mismatches(answers) if m.rule.startswith("TRM-")]
    listing: list[tuple[Any, ...]] = [tuple(h.say(language) for h in (SHEET, LINE, COLUMN, SAID))]
    for p in problems:
        line: Any = p.line or ""
        listing.append((p.sheet.say(language), line, p.heading.say(language), p.message.say(language)))
    for m in questions:
        listing.append((m.contract, m.milestone, m.rule, m.meaning.say(language)))
    said = Text(
        f"{len(problems)} problem(s), {len(questions)} questionable term(s).",
        f"{len(problems)}个问题，{len(questions)}项存疑条款。",
    )
    return Outcome(said, problems=tuple(problems), listing=tuple(listing))
