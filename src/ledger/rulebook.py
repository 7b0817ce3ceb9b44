"""The Rules sheet as records: settings, dunning policy, wording, rates, holidays, dated law, remedies.

Rules are rows of data, each with its source; a user may change, add and remove them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from .enumerations import Channel, CountedFrom, Reason, Scope, Speech, Tone


class Setting(NamedTuple):
    """One named setting; `value` is the plain cell, read by whoever needs it."""

    name: str
    value: Any
    meaning: str = ""
    source: str = ""
    line: int = 0


class PolicyStep(NamedTuple):
    """One step of a dunning policy: reached `days` after the day that `mode` names, spoken in `tone`.

    Level 0 is the courtesy note before the due date; it is no step of the ladder.
    """

    policy: str
    level: int
    days: int
    channel: Channel
    tone: Tone
    approval: bool = False
    mode: CountedFrom = CountedFrom.DUE
    line: int = 0


class Override(NamedTuple):
    """What dunning does otherwise for one contract, one customer or one kind of relationship.

    An empty field leaves the wider rule standing; `highest` caps the level.
    """

    scope: Scope
    name: str
    policy: str = ""
    highest: int | None = None
    min_interval: int | None = None
    tolerance: Decimal | None = None
    line: int = 0


class Wording(NamedTuple):
    """What a reminder says at a level, over a channel, in a language; {names} are filled in as data."""

    level: int
    channel: Channel
    language: Speech
    subject: str
    text: str
    line: int = 0


class RateFrom(NamedTuple):
    """A published interest rate, in force from a day until the next row of the same name."""

    name: str
    on: date
    rate: Decimal
    source: str = ""
    line: int = 0


class DayOff(NamedTuple):
    """A public holiday, or a weekend day that is worked, as published."""

    calendar: str
    on: date
    working: bool
    name: str = ""
    source: str = ""
    line: int = 0


class LegalRule(NamedTuple):
    """A dated rule of law as data: never advice, always with its source and its caution."""

    id: str
    rule: str
    source: str
    effective: date | None = None
    verified: date | None = None
    needs_lawyer: bool = True
    line: int = 0


class Remedy(NamedTuple):
    """What to do when a customer gives a reason for not paying."""

    reason: Reason
    remedy: str
    line: int = 0


class Rules(NamedTuple):
    """The whole Rules sheet."""

    settings: tuple[Setting, ...] = ()
    policy: tuple[PolicyStep, ...] = ()
    overrides: tuple[Override, ...] = ()
    wording: tuple[Wording, ...] = ()
    rates: tuple[RateFrom, ...] = ()
    days: tuple[DayOff, ...] = ()
    law: tuple[LegalRule, ...] = ()
    remedies: tuple[Remedy, ...] = ()
