"""The ladder of a dunning policy: which step age deserves, which comes next, and the first day of it.

The one rule: one level after the last one sent, however old a debt is. Level 0 is the courtesy note before
the due date: it is no step of the ladder.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Sequence

from ..calendars import month_end
from ..conventions import Choice, Convention
from ..enumerations import Channel, CountedFrom, Tone
from ..language import Text
from ..rulebook import PolicyStep

STEPWISE = "stepwise"
BY_AGE = "by_age"
BY_COUNT = "by_count"

ESCALATION = Convention(
    "dunning_escalation",
    (
        Choice(STEPWISE, Text("by age, but one level after the last one sent", "按逾期天数，但逐级发送")),
        Choice(BY_AGE, Text("by age alone; levels may be skipped", "仅按逾期天数，可跳级")),
        Choice(BY_COUNT, Text("by how many were sent, whatever the age", "按已发送次数，不计天数")),
    ),
    STEPWISE,
    Text("Which level comes next", "下一次催款的级别"),
    "stepwise: OCA credit control, Tryton; by age: Kill Bill overdue; by count: ERPNext dunning",
)

# Our own, from a friendly word to the last one before court; the Rules sheet replaces it.
DEFAULT_POLICY = (
    PolicyStep("standard", 1, 1, Channel.MESSAGE, Tone.REMINDER),
    PolicyStep("standard", 2, 15, Channel.EMAIL, Tone.INQUIRY),
    PolicyStep("standard", 3, 30, Channel.EMAIL, Tone.DEMAND),
    PolicyStep("standard", 4, 60, Channel.LETTER, Tone.FORMAL, approval=True),
    PolicyStep("standard", 5, 90, Channel.LETTER, Tone.PRE_ACTION, approval=True),
)


def rungs(steps: Sequence[PolicyStep]) -> list[PolicyStep]:
    """The steps of the ladder, lowest first: courtesy notes before the due date are none of them."""
    ladder = [step for step in steps if step.level > 0 and step.mode is not CountedFrom.BEFORE_DUE]
    return sorted(ladder, key=lambda step: step.level)


def level_by_age(days: int, steps: Sequence[PolicyStep] = DEFAULT_POLICY) -> int:
    """The level that days overdue deserve, whatever was sent.

    Units:  whole days past the due date; at 0 or below there is none.
    Rule:   DUN-3, the highest level whose days <= days overdue: the threshold itself is past.
    Source: domain.md 1.9; Tryton account_dunning (overdue >= level); oracles AG-07.

    >>> level_by_age(15), level_by_age(14), level_by_age(0)
    (2, 1, 0)
    """
    return max((step.level for step in rungs(steps) if 0 < days >= step.days), default=0)


def next_level(
    days: int,
    level_sent: int,
    steps: Sequence[PolicyStep] = DEFAULT_POLICY,
    escalation: str = ESCALATION.default,
) -> int:
    """The level to send next by days overdue, or 0 when none is called for.

    Units:  whole days past the due date; levels count from 1.
    Rule:   DUN-4, the lower of the level by age and the one after the last level sent. Convention
            `dunning_escalation`.
    Source: domain.md 1.9; oracles AG-07.

    >>> next_level(95, 1), next_level(14, 1), next_level(95, 5)
    (2, 0, 0)
    """
    by_age = level_by_age(days, steps)
    above = [step.level for step in rungs(steps) if step.level > level_sent]
    if days <= 0 or not above:
        return 0
    if escalation == BY_COUNT:
        return above[0]
    if by_age <= level_sent:
        return 0
    return by_age if escalation == BY_AGE else above[0]


def reached_on(step: PolicyStep, due: date, sent_on: date | None) -> date | None:
    """The first day on which a step may be taken; None while the level it is counted from was not sent.

    Rule:   DUN-5. Days after the due date; or those days and then to the end of that month; or days after the
            previous level was sent. Never on or before the due date.
    Source: OCA credit.control.policy.level (net_days, end_of_month, previous_date); domain.md 1.9.
    """
    if step.mode is CountedFrom.PREVIOUS:
        on = sent_on + timedelta(days=step.days) if sent_on else None
    else:
        on = due + timedelta(days=step.days)
        if step.mode is CountedFrom.MONTH_END:
            on = month_end(on)
    return max(on, due + timedelta(days=1)) if on else None


def next_step(
    above: Sequence[PolicyStep],
    due: date,
    sent_on: date | None,
    as_of: date,
    min_interval: int = 0,
    escalation: str = ESCALATION.default,
) -> tuple[PolicyStep, date]:
    """The next of the steps above the last one sent, and the first day on which it may be taken."""
    days = [reached_on(step, due, sent_on) or date.max for step in above]
    rested = sent_on + timedelta(days=min_interval) if sent_on else date.min
    if escalation == BY_COUNT:
        return above[0], max(rested, due + timedelta(days=1))
    if escalation == BY_AGE:
        reached = [at for at, day in enumerate(days) if day <= as_of]
        at = reached[-1] if reached else 0
        return above[at], max(rested, days[at])
    # An older debt has reached the later steps too, so the earliest day counts; not so for a step that is
    # counted from the one before it.
    own = above[0].mode is CountedFrom.PREVIOUS
    return above[0], max(rested, days[0] if own else min(days))


def courtesy(steps: Sequence[PolicyStep], due: date, as_of: date) -> PolicyStep | None:
    """The courtesy note that may be written on a day, if any.

    Rule:   DUN-11. From `days` before the due date to the day before it; never on the due date or after it.
            Of several rows the earliest opens.
    Source: our own; domain.md 1.9 (never on the due date).
    """
    notes = [step for step in steps if step.level == 0 and step.mode is CountedFrom.BEFORE_DUE]
    first = max(notes, key=lambda step: step.days, default=None)
    if first is None or not due - timedelta(days=first.days) <= as_of < due:
        return None
    return first
