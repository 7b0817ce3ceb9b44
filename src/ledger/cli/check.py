"""`ledger check`: any number of books, each with its problems and mismatches; JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ..problems import Problem
from ..results import Mismatch
from ..workbook import WorkbookError
from . import CANNOT, FINE, PROBLEMS, spoken_language, words
from .checking import Checked, checked

Answer = tuple[str, "Checked | WorkbookError"]


def check(
    files: Sequence[str],
    as_of: date | None,
    as_json: bool,
    everything: bool,
    even_if_open: bool,
    language: str | None,
) -> int:
    """Check all books and say what was found; the exit code is that of the worst."""
    if as_json:
        answers = list(_each(files, as_of, even_if_open))
        print(json.dumps({"books": [shown(name, one, language) for name, one in answers]}, indent=1))
    else:
        answers = _said(files, as_of, language, everything, even_if_open)
    return max((code(one) for _, one in answers), default=FINE)


def code(one: Checked | WorkbookError) -> int:
    """2 for a book that cannot be read, 1 for one with problems."""
    if isinstance(one, WorkbookError):
        return CANNOT
    return PROBLEMS if one.problems else FINE


def _each(files: Sequence[str], as_of: date | None, even_if_open: bool) -> Iterator[Answer]:
    for file in files:
        try:
            yield file, checked(Path(file), as_of, even_if_open)
        except WorkbookError as wrong:
            yield file, wrong


def _said(
    files: Sequence[str], as_of: date | None, language: str | None, everything: bool, even_if_open: bool
) -> list[Answer]:
    from rich.progress import track  # noqa: PLC0415

    from .showing import Screen  # noqa: PLC0415

    here = language or spoken_language()
    screen = Screen(here)
    quiet = len(files) == 1 or not screen.progress.is_terminal
    answers = list(
        track(
            _each(files, as_of, even_if_open),
            words.CHECKING.say(here),
            total=len(files),
            console=screen.progress,
            transient=True,
            disable=quiet,
        )
    )
    for name, one in answers:
        if isinstance(one, WorkbookError):
            screen.out.print()
            screen.say(name, "bold underline")
            screen.say(one.said, "red")
        else:
            Screen(language or one.language).checked(name, one, everything)
    if len(answers) > 1:
        screen.books(answers)
    return answers


def shown(name: str, one: Checked | WorkbookError, language: str | None) -> dict[str, Any]:
    """One book for a program: amounts as text, so that no cent is lost on the way."""
    if isinstance(one, WorkbookError):
        return {"file": name, "error": one.reason, "message": one.said.say(language or spoken_language())}
    said = language or one.language
    return {
        "file": name,
        "as_of": one.as_of.isoformat(),
        "milestones": one.milestones,
        "totals": {
            currency: {field: f"{amount:.2f}" for field, amount in total._asdict().items()}
            for currency, total in sorted(one.totals.items())
        },
        "problems": [_problem(problem, said) for problem in one.problems],
        "mismatches": [_mismatch(mismatch, said) for mismatch in one.mismatches],
    }


def _problem(one: Problem, language: str) -> dict[str, Any]:
    return {
        "sheet": one.sheet.say(language),
        "line": one.line,
        "column": one.heading.say(language),
        "message": one.message.say(language),
        "contract": one.contract,
        "silences": one.blocks,
    }


def _mismatch(one: Mismatch, language: str) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "severity": one.severity.code,
        "contract": one.contract,
        "milestone": one.milestone,
        "customer": one.customer,
        "currency": one.currency,
        "money": f"{one.money:.2f}",
        "days": one.days,
        "meaning": one.meaning.say(language),
        "action": one.action.say(language),
        "owner": one.owner,
    }
