"""Whom to press, and how hard: one level at a time, and only where nothing speaks against it.

The one rule: a level follows the last level that was really sent, never a draft, and never on the due date
itself. Whoever is left out is left out for a named reason; what may not be pressed for never stops the rest.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..conventions import Choice, Convention
from ..enumerations import ContactStatus, Words
from ..language import Text
from ..money import CENT, ZERO, rounded
from ..rulebook import PolicyStep
from .contacts import WAITING, WENT_OUT
from .levels import DEFAULT_POLICY, ESCALATION, courtesy, next_step, rungs
from .promises import GRACE, Promise, still_promised

WHOLE = "whole"
PART = "part"

DISPUTE = Convention(
    "dunning_dispute",
    (
        Choice(PART, Text("the undisputed part is pressed for", "催收无争议部分")),
        Choice(WHOLE, Text("nobody is pressed for any of the claim", "整笔请款暂停催款")),
    ),
    PART,
    Text("A claim of which a part is disputed", "部分有争议的请款"),
    "part: 国令第802号 §15 (pay the undisputed part); whole: OCA credit control, Tryton block the line",
)
CONVENTIONS = (ESCALATION, DISPUTE)


class Why(Words):
    """Why nobody is written to about an open amount. Earlier reasons are named before later ones."""

    PAID = "paid", "paid", "已结清"
    NOT_OVERDUE = "not_overdue", "not overdue", "未逾期"
    BELOW_TOLERANCE = "below_tolerance", "below the smallest amount worth chasing", "低于催款起点金额"
    NO_DUE_DATE = "no_due_date", "has no due date", "没有应付日"
    DISPUTED = "disputed", "disputed", "有争议"
    BLOCKED = "blocked", "blocked", "暂停催款"
    WAITING = "waiting", "we agreed to wait", "已同意宽限"
    BILL_PENDING = "bill_pending", "a bill is still to be paid", "票据待兑付"
    PROMISED = "promised", "payment promised", "已承诺付款"
    DRAFT_OPEN = "draft_open", "a draft waits to be sent", "已有待发送的草稿"
    EXHAUSTED = "exhausted", "the last level was sent", "已发送最高级别"
    CAPPED = "capped", "the highest level allowed here was sent", "已达允许的最高催款级别"
    TOO_SOON = "too_soon", "too soon for the next level", "未到下一级别"
    CUSTOMER_RESTS = "customer_rests", "something went to this customer lately", "近日已向该客户发送"


class Block(NamedTuple):
    """A person's decision to wait: until the end of a day, or until they lift it."""

    reason: str
    until: date | None = None


class History(NamedTuple):
    """What was sent so far, and the level of a draft that nobody has sent yet (0 for none).

    `sent_on` counts whatever was sent, a courtesy note too; `courtesy` is where the courtesy note stands.
    """

    level_sent: int = 0
    sent_on: date | None = None
    draft: int = 0
    courtesy: ContactStatus | None = None

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
    bills: Decimal = ZERO  # on paper, not paid yet
    wait_until: date | None = None  # agreed to without moving the due date
    customer_sent_on: date | None = None  # the last day on which anything was sent to this customer


class Limits(NamedTuple):
    """The settings of dunning, in contract currency and days; `highest` caps the level."""

    tolerance: Decimal = ZERO
    min_interval: int = 7
    grace: int = GRACE
    escalation: str = ESCALATION.default
    dispute: str = DISPUTE.default
    customer_interval: int = 0
    highest: int | None = None


DEFAULT_LIMITS = Limits()


class Held(NamedTuple):
    """A part of a debt that is not pressed for, why, and the last day of waiting for it."""

    why: Why
    amount: Decimal
    until: date | None = None


class Outcome(NamedTuple):
    """Whom to press at which step about how much; or why not, and until when (None: until a person acts).

    `held` are the parts that are not pressed for where the rest is.
    """

    step: PolicyStep | None
    amount: Decimal
    why: Why | None = None
    until: date | None = None
    note: str = ""
    held: tuple[Held, ...] = ()

    @property
    def level(self) -> int:
        """The level to draft now, 0 for the courtesy note or none."""
        return self.step.level if self.step else 0


def history(contacts: Sequence[tuple[int, ContactStatus, date]]) -> History:
    """What the documents about one claim amount to: their level, where they stand, and the day they went out.

    Rule:   DUN-1. A level is sent once its document is sent or delivered; one that came back was not. A
            draft, approved or not, waits as long as its level is above the last one sent. Level 0 moves no
            level; it counts for the days between one letter and the next.
    Source: domain.md 1.9 ("last level actually SENT"); Tryton account_dunning (draft, done).
    """
    sent = [(level, on) for level, status, on in contacts if status in WENT_OUT]
    level_sent = max((level for level, _ in sent), default=0)
    drafts = [level for level, status, _ in contacts if status in WAITING and level > level_sent]
    notes = [status for level, status, _ in contacts if level == 0 and status in (*WAITING, *WENT_OUT)]
    courtesy = next((status for status in notes if status in WENT_OUT), notes[-1] if notes else None)
    return History(level_sent, max((on for _, on in sent), default=None), max(drafts, default=0), courtesy)


def pressed(debt: Debt, as_of: date, limits: Limits = DEFAULT_LIMITS) -> tuple[Decimal, list[Held]]:
    """What of a debt may be pressed for on a day, and the parts that may not, with their reasons.

    Units:  contract currency.
    Rule:   DUN-12. What is disputed, what a bill on paper will pay and what a live promise covers is waited
            for, in this order and each at most what is left; the rest is pressed for. Convention
            `dunning_dispute` = whole: a dispute holds all of it.
    Source: domain.md 1.9; 国令第802号 §15 (pay the undisputed part).
    """
    whole = debt.disputed > 0 and limits.dispute == WHOLE
    waits = still_promised(debt.promises, debt.received, as_of, limits.grace, limits.tolerance)
    reasons = [
        Held(Why.DISPUTED, debt.outstanding if whole else debt.disputed),
        Held(Why.BILL_PENDING, debt.bills),
        *(Held(Why.PROMISED, amount, limit) for limit, amount in reversed(waits)),  # the longest first
    ]
    left, held = debt.outstanding, []
    for reason in reasons:
        part = min(left, reason.amount)
        if part > 0:
            held.append(reason._replace(amount=part))
            left -= part
    return left, held


def dunning(
    debt: Debt, as_of: date, steps: Sequence[PolicyStep] = DEFAULT_POLICY, limits: Limits = DEFAULT_LIMITS
) -> Outcome:
    """Whether to press for a debt on a day, at which step and for how much, or why not.

    Units:  contract currency, days.
    Rule:   DUN-6. Left out when paid, within the tolerance, without due date, or not past it (but for a
            courtesy note, DUN-11); when disputed, blocked or waited for (the last day included), covered by
            bills or promises (DUN-12); when a draft waits, after the last step or the highest one allowed;
            when too soon for the claim (before the next step's day or min_interval days after the last
            letter about it) or for the customer (customer_interval days after anything sent). Otherwise the
            next step, for what may be pressed for.
    Source: domain.md 1.9; Tryton account_dunning scenario; OCA credit control; oracles AG-07.
    """
    amount, held = pressed(debt, as_of, limits)

    def left_out(why: Why, until: date | None = None, note: str = "") -> Outcome:
        return Outcome(None, debt.outstanding, why, until, note)

    if debt.outstanding <= 0:
        return left_out(Why.PAID)
    note = courtesy(steps, debt.due, as_of) if debt.due is not None else None
    if debt.due is not None and as_of <= debt.due and (note is None or debt.history.courtesy in WENT_OUT):
        return left_out(Why.NOT_OVERDUE, debt.due)
    if debt.outstanding <= limits.tolerance:
        return left_out(Why.BELOW_TOLERANCE)
    if debt.due is None:
        return left_out(Why.NO_DUE_DATE)
    pause = _pause(debt, as_of, limits, held)
    if pause is not None:
        return left_out(*pause)
    if (debt.history.courtesy in WAITING) if note else debt.history.draft:
        return left_out(Why.DRAFT_OPEN)
    step: PolicyStep | None = note
    if step is None:
        above = [one for one in rungs(steps) if one.level > debt.history.level_sent]
        allowed = [one for one in above if limits.highest is None or one.level <= limits.highest]
        if not allowed:
            return left_out(Why.CAPPED if above else Why.EXHAUSTED)
        step, wait = next_step(
            allowed, debt.due, debt.history.sent_on, as_of, limits.min_interval, limits.escalation
        )
        if as_of < wait:
            return left_out(Why.TOO_SOON, None if wait == date.max else wait - timedelta(days=1))
    if debt.customer_sent_on is not None:
        rested = debt.customer_sent_on + timedelta(days=limits.customer_interval)
        if as_of < rested:
            return left_out(Why.CUSTOMER_RESTS, rested - timedelta(days=1))
    return Outcome(step, amount, held=tuple(held))


def _pause(
    debt: Debt, as_of: date, limits: Limits, held: Sequence[Held]
) -> tuple[Why, date | None, str] | None:
    """Why a debt past its due date is not pressed for at all, until when, and a person's own words."""
    disputed = sum((part.amount for part in held if part.why is Why.DISPUTED), ZERO)
    if debt.outstanding - disputed <= limits.tolerance:
        return Why.DISPUTED, None, ""
    if debt.block and (debt.block.until is None or as_of <= debt.block.until):
        return Why.BLOCKED, debt.block.until, debt.block.reason
    if debt.wait_until is not None and as_of <= debt.wait_until:
        return Why.WAITING, debt.wait_until, ""
    left = debt.outstanding
    for part in held:
        left -= part.amount
        if left <= limits.tolerance:
            return part.why, part.until, ""
    return None


def fee(outstanding: Decimal, fixed: Decimal = ZERO, share: Decimal = ZERO, step: Decimal = CENT) -> Decimal:
    """What one dunning costs the customer, beside interest.

    Units:  contract currency; `share` 0..1 of the debt itself, not of earlier fees; at `step`, half up.
    Rule:   DUN-7, fixed + outstanding x share. Only where the contract or the law allows it.
    Source: Tryton account_dunning_fee scenario; ERPNext dunning type; oracles AG-06.
    """
    return fixed + rounded(outstanding * share, step)
