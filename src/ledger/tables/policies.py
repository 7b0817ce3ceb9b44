"""The dunning policy as the Rules sheet states it, and whatever in it names nothing.

The one rule: a row that cannot be meant as it stands is a Problem and stops only those reminders it may be
about; nothing else is lost by it.
"""

from __future__ import annotations

from typing import Any, Mapping, NamedTuple, Sequence

from ..collecting.dunning import Limits
from ..collecting.levels import DEFAULT_POLICY
from ..collecting.policies import Policies, is_about, same
from ..enumerations import CountedFrom, Scope
from ..language import Text
from ..problems import Problem, found, message
from ..records import Contract
from ..rulebook import Override, Rules
from . import rules as rule_sheet
from .book import EVERYONE
from .rules import OVERRIDES, POLICY, section_name
from .settings import SETTINGS, Settings


class Flaw(NamedTuple):
    """A problem of the policy, and the contracts nobody writes about until it is corrected."""

    problem: Problem
    contracts: tuple[str, ...]  # EVERYONE for all of them


def policies(rules: Rules, settings: Settings, limits: Limits) -> Policies:
    """The dunning of a book: its own rows, or our default where it has none."""
    rows = rules.policy or DEFAULT_POLICY
    return Policies(rows, settings.policy or rows[0].policy, limits, rules.overrides)


def flaws(rules: Rules, settings: Settings, contracts: Mapping[str, Contract]) -> list[Flaw]:
    """What the policy, its overrides and the Setting that chooses it name and the book does not have.

    Rule:   DUN-14. A policy that is nowhere stops every reminder, or those of the override that names it; so
            does a cap that is no level. A name that no contract has stops nobody: it is about nobody yet.
    """
    answers = _policy(rules, settings)
    heading = {column.field: column.heading for column in OVERRIDES.columns}
    sheet = section_name(OVERRIDES)
    known = _policies(rules)
    said_before: dict[tuple[Any, ...], int] = {}
    for row in rules.overrides:
        about = tuple(number for number, contract in contracts.items() if is_about(row, contract))

        def wrong(field: str, said: Text, stopped: Sequence[str] = (), line: int = row.line) -> None:
            problem = Problem(sheet, line, heading[field], said, blocks=False)
            answers.append(Flaw(problem, tuple(stopped)))

        if not about:
            wrong("name", _nobody(row))
        if row.policy and not any(same(row.policy, name) for name in known):
            wrong(
                "policy", message("unknown_policy", found=found(row.policy), choices=", ".join(known)), about
            )
        levels = _levels(row, rules, known)
        if row.highest is not None and row.highest not in levels:
            choices = ", ".join(map(str, levels))
            wrong("highest", message("unknown_level", found=row.highest, choices=choices), about)
        for field in ("policy", "highest", "min_interval", "tolerance"):
            if getattr(row, field) in (None, ""):
                continue
            first = said_before.setdefault(
                (row.scope, " ".join(row.name.split()).casefold(), field), row.line
            )
            if first != row.line:
                wrong(field, message("said_twice", found=found(row.name), first=first), about)
    return answers


def _policies(rules: Rules) -> list[str]:
    """The names of the book's policies, in its own order."""
    return list(dict.fromkeys(row.policy for row in rules.policy or DEFAULT_POLICY))


def _levels(row: Override, rules: Rules, known: Sequence[str]) -> list[int]:
    """The levels a cap may name: 0, for nothing but a courtesy note, or one of its policy or of any."""
    rows = rules.policy or DEFAULT_POLICY
    named = any(same(row.policy, name) for name in known)
    return sorted({0, *(step.level for step in rows if not named or same(step.policy, row.policy))})


def _nobody(row: Override) -> Text:
    if row.scope is Scope.CONTRACT:
        return message("unknown_contract", found=found(row.name))
    return message("about_nobody", found=found(row.name), what=row.scope.label)


def _policy(rules: Rules, settings: Settings) -> list[Flaw]:
    """The Setting that names a policy, and steps that stand before the due date but on the ladder."""
    answers = []
    known = _policies(rules)
    if settings.policy and not any(same(settings.policy, name) for name in known):
        name = next(setting.name for setting in SETTINGS if setting.field == "policy")
        line = next(
            (
                row.line
                for row in rules.settings
                if row.name.casefold() in (n.casefold() for n in (*name, "policy"))
            ),
            0,
        )
        said = message("unknown_policy", found=found(settings.policy), choices=", ".join(known))
        problem = Problem(section_name(rule_sheet.SETTINGS), line, name, said, blocks=False)
        answers.append(Flaw(problem, (EVERYONE,)))
    heading = next(column.heading for column in POLICY.columns if column.field == "mode")
    for step in rules.policy:
        if (step.level == 0) is not (step.mode is CountedFrom.BEFORE_DUE):
            said = message("courtesy_level", level=step.level, found=step.mode.label)
            problem = Problem(section_name(POLICY), step.line, heading, said, blocks=False)
            answers.append(Flaw(problem, (EVERYONE,)))
    return answers
