"""The conventions a book chooses: rows of its Settings named like a convention, each one of its choices.

Where published sources answer a question differently the product asks it by name; what a
book leaves out has the convention's default.
"""

from __future__ import annotations

from typing import Mapping

from .. import calendars
from ..billing import recoupment, retention
from ..collecting import application, dunning, interest, receipts
from ..conventions import Choice, Convention, chosen
from ..language import Text
from ..problems import Problem, found, message
from ..rulebook import Rules
from . import rules as rule_sheet
from .cells import is_blank

EVERY: tuple[Convention, ...] = (
    calendars.FIRST_DAY,
    *recoupment.CONVENTIONS,
    *retention.CONVENTIONS,
    *interest.CONVENTIONS,
    *application.CONVENTIONS,
    *receipts.CONVENTIONS,
    *dunning.CONVENTIONS,
)


def read_choices(rules: Rules) -> tuple[Mapping[str, str], list[Problem]]:
    """What a book chooses, by convention, and a problem for each answer that is none of the choices."""
    by_name = {
        name.casefold(): convention for convention in EVERY for name in (convention.name, *convention.label)
    }
    choices: dict[str, str] = {}
    problems = []
    for row in rules.settings:
        convention = by_name.get(row.name.casefold())
        if convention is None or is_blank(row.value):
            continue
        choice = chosen(convention, str(row.value))
        if choice is None:
            said = message("unreadable", found=found(row.value), wanted=_wanted(convention))
            problems.append(
                Problem(rule_sheet.section_name(rule_sheet.SETTINGS), row.line, convention.label, said)
            )
        else:
            choices[convention.name] = choice
    return choices, problems


def _wanted(convention: Convention) -> Text:
    labels = [
        choice.label if isinstance(choice, Choice) else Text(str(choice), str(choice))
        for choice in convention.choices
    ]
    return Text(
        "one of: " + "; ".join(one.en for one in labels), "以下之一：" + "；".join(one.zh for one in labels)
    )
