"""Whom to press, and how hard: one level at a time, and only where nothing speaks against it.

The one rule: a level follows the last level that was really sent, never a draft, and never on the due date
itself. Whoever is left out is left out for a named reason.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..calendars import month_end
from ..conventions import Choice, Convention
from ..enumerations import Channel, ContactStatus, CountedFrom, Tone, Words
from ..language import Text
from ..money import CENT, ZERO, rounded
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

WHOLE = "whole"
PART = "part"

DISPUTE = Convention(
    "dunning_dispute",
    (
        Choice(WHOLE, Text("nobody is pressed for any of the claim", "整笔请款暂停催款")),
        Choice(PART, Text("the undisputed part is pressed for", "催收无争议部分")),
    ),
    WHOLE,
    Text("A claim of which a part is disputed", "部分有争议的请款"),
    "whole: OCA credit control, Tryton block the line; part: 国令第802号 §15 (pay the undisputed part)",
)
CONVENTIONS = (ESCALATION, DISPUTE)

# Our own, from a friendly word to the last one before court; the Rules sheet replaces it.
DEFAULT_POLICY = (
    PolicyStep("standard", 1, 1, Channel.MESSAGE, Tone.REMINDER),
    PolicyStep("standard", 2, 15, Channel.EMAIL, Tone.INQUIRY),
    PolicyStep("standard", 3, 30, Channel.EMAIL, Tone.DEMAND),
    PolicyStep("standard", 4, 60, Channel.LETTER, Tone.FORMAL, approval=True),
    PolicyStep("standard", 5, 90, Channel.LETTER, Tone.PRE_ACTION, approval=True),
)


class Why(Words):
    """Why nobody is written to about an open amount. Earlier reasons are named before later ones."""

    PAID = "paid", "paid", "已结清"
    BELOW_TOLERANCE = "below_tolerance", "below the smallest amount worth chasing", "低于催款起点金额"
    NO_DUE_DATE = "no_due_date", "has no due date", "没有应付日"
    NOT_OVERDUE = "not_overdue", "not overdue", "未逾期"
    DISPUTED = "disputed", "disputed", "有争议"
    BLOCKED = "blocked", "blocked", "暂停催款"
    PROMISED = "promised", "payment promised", "已承诺付款"
    DRAFT_OPEN = "draft_open", "a draft waits to be sent", "已有待发送的草稿"
    TOO_SOON = "too_soon", "too soon for the next level", "未到下一级别"
    EXHAUSTED = "exhausted", "the last level was sent", "已发送最高级别"


class Promise(NamedTuple):
    """What a customer said they would pay, and by when."""

    made_on: date
    amount: Decimal
    promised_on: date


class Word(Words):
    """What became of a promise."""

    LIVE = "live", "live", "有效"
    KEPT = "kept", "kept", "已履行"
    BROKEN = "broken", "broken", "已违约"


class Block(NamedTuple):
    """A person's decision to wait: until the end of a day, or until they lift it."""

    reason: str
    until: date | None = None


class History(NamedTuple):
    """What was sent so far, and the level of a draft that nobody has sent yet (0 for none)."""

    level_sent: int = 0
    sent_on: date | None = None
    draft: int = 0

    @property
    def level(self) -> int:
        """The level reached, counting a waiting draft."""
        return max(self.level_sent, self.draft)


class Debt(NamedTuple):
    """One claim or instalment as dunning sees it."""

    due: date | None
    outstanding: Decimal
    history: History = History()
    disputed: Decimal = ZERO
    block: Block | None = None
    promises: tuple[Promise, ...] = ()
    received: tuple[tuple[date, Decimal], ...] = ()  # what was allocated to it, by day


class Limits(NamedTuple):
    """The settings of dunning, in contract currency and days."""

    tolerance: Decimal = ZERO
    min_interval: int = 7
    grace: int = 3
    escalation: str = ESCALATION.default
    dispute: str = DISPUTE.default


DEFAULT_LIMITS = Limits()


class Outcome(NamedTuple):
    """Whom to press at which step about how much; or why not, and until when (None: until a person acts)."""

    step: PolicyStep | None
    amount: Decimal
    why: Why | None = None
    until: date | None = None
    note: str = ""

    @property
    def level(self) -> int:
        """The level to draft now, 0 for none."""
        return self.step.level if self.step else 0


def history(contacts: Sequence[tuple[int, ContactStatus, date]]) -> History:
    """What the contacts about one claim amount to.

    Rule:   DUN-1. A level is sent once its contact is sent or delivered; one that came back was not. A draft,
            approved or not, waits as long as its level is above the last one sent.
    Source: domain.md 1.9 ("last level actually SENT"); Tryton account_dunning (draft, done).
    """
    sent = [
        (level, on)
        for level, status, on in contacts
        if status in (ContactStatus.SENT, ContactStatus.DELIVERED)
    ]
    level_sent = max((level for level, _ in sent), default=0)
    drafts = [
        level
        for level, status, _ in contacts
        if status in (ContactStatus.DRAFTED, ContactStatus.APPROVED) and level > level_sent
    ]
    return History(level_sent, max((on for _, on in sent), default=None), max(drafts, default=0))


def promise_kept(
    promise: Promise,
    received: Sequence[tuple[date, Decimal]],
    as_of: date,
    grace: int = DEFAULT_LIMITS.grace,
    tolerance: Decimal = ZERO,
) -> Word:
    """What became of a promise by a day.

    Units:  contract currency, days.
    Rule:   DUN-2. Kept once the money allocated after the day it was made, up to promised_on + grace, reaches
            the amount less the tolerance; else live to the end of that day; then broken. The grace moves no
            due date and stops no interest.
    Source: domain.md 1.9.
    """
    limit = promise.promised_on + timedelta(days=grace)
    money = sum((amount for on, amount in received if promise.made_on < on <= min(limit, as_of)), ZERO)
    if money > 0 and money >= promise.amount - tolerance:
        return Word.KEPT
    return Word.LIVE if as_of <= limit else Word.BROKEN


def level_by_age(days: int, steps: Sequence[PolicyStep] = DEFAULT_POLICY) -> int:
    """The level that days overdue deserve, whatever was sent.

    Units:  whole days past the due date; at 0 or below there is none.
    Rule:   DUN-3, the highest level whose days <= days overdue: the threshold itself is past.
    Source: domain.md 1.9; Tryton account_dunning (overdue >= level); oracles AG-07.

    >>> level_by_age(15), level_by_age(14), level_by_age(0)
    (2, 1, 0)
    """
    return max((step.level for step in steps if 0 < days >= step.days), default=0)


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
    above = sorted(step.level for step in steps if step.level > level_sent)
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


def dunning(
    debt: Debt, as_of: date, steps: Sequence[PolicyStep] = DEFAULT_POLICY, limits: Limits = DEFAULT_LIMITS
) -> Outcome:
    """Whether to press for a debt on a day, at which step, or why not.

    Units:  contract currency, days. What is disputed is never pressed for; whether the
            rest of the claim is, is the convention `dunning_dispute`.
    Rule:   DUN-6. Left out when paid, within the tolerance, without due date or not past it, disputed,
            blocked (the last day included), promised, drafted already, too soon (before the next step's day
            or min_interval days after the last letter), or after the last step. Otherwise the next step.
    Source: domain.md 1.9; Tryton account_dunning scenario; OCA credit control; oracles AG-07.
    """
    amount = debt.outstanding - debt.disputed
    if debt.disputed > 0 and limits.dispute == WHOLE:
        amount = ZERO

    def left_out(why: Why, until: date | None = None, note: str = "") -> Outcome:
        return Outcome(None, debt.outstanding, why, until, note)

    if debt.outstanding <= 0:
        return left_out(Why.PAID)
    if debt.outstanding <= limits.tolerance:
        return left_out(Why.BELOW_TOLERANCE)
    if debt.due is None:
        return left_out(Why.NO_DUE_DATE)
    if as_of <= debt.due:
        return left_out(Why.NOT_OVERDUE, debt.due)
    if amount <= limits.tolerance:
        return left_out(Why.DISPUTED)
    if debt.block and (debt.block.until is None or as_of <= debt.block.until):
        return left_out(Why.BLOCKED, debt.block.until, debt.block.reason)
    for promise in debt.promises:
        if promise_kept(promise, debt.received, as_of, limits.grace, limits.tolerance) is Word.LIVE:
            return left_out(Why.PROMISED, promise.promised_on + timedelta(days=limits.grace))
    if debt.history.draft:
        return left_out(Why.DRAFT_OPEN)
    above = sorted(
        (step for step in steps if step.level > debt.history.level_sent), key=lambda step: step.level
    )
    if not above:
        return left_out(Why.EXHAUSTED)
    step, wait = _next_step(above, debt.due, debt.history.sent_on, as_of, limits)
    if as_of < wait:
        return left_out(Why.TOO_SOON, None if wait == date.max else wait - timedelta(days=1))
    return Outcome(step, amount)


def _next_step(
    above: Sequence[PolicyStep], due: date, sent_on: date | None, as_of: date, limits: Limits
) -> tuple[PolicyStep, date]:
    """The next of the steps above the last one sent, and the first day on which it may be taken."""
    days = [reached_on(step, due, sent_on) or date.max for step in above]
    rested = sent_on + timedelta(days=limits.min_interval) if sent_on else date.min
    if limits.escalation == BY_COUNT:
        return above[0], max(rested, due + timedelta(days=1))
    if limits.escalation == BY_AGE:
        reached = [at for at, day in enumerate(days) if day <= as_of]
        at = reached[-1] if reached else 0
        return above[at], max(rested, days[at])
    # An older debt has reached the later steps too, so the earliest day counts; not so for a step that is
    # counted from the one before it.
    own = above[0].mode is CountedFrom.PREVIOUS
    return above[0], max(rested, days[0] if own else min(days))


def fee(outstanding: Decimal, fixed: Decimal = ZERO, share: Decimal = ZERO, step: Decimal = CENT) -> Decimal:
    """What one dunning costs the customer, beside interest.

    Units:  contract currency; `share` 0..1 of the debt itself, not of earlier fees; at `step`, half up.
    Rule:   DUN-7, fixed + outstanding x share. Only where the contract or the law allows it.
    Source: Tryton account_dunning_fee scenario; ERPNext dunning type; oracles AG-06.
    """
    return fixed + rounded(outstanding * share, step)
