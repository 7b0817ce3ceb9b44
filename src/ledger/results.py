"""Every noun of an answer, frozen: what the rules return and the result sheets show.

Amounts are Decimal at two decimals in the contract's currency. A Position is the answer
for one milestone; amounts of a contract's positions add up to the contract's own.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .enumerations import Channel, Kind, Speech, Tone, Words
from .language import Text


class Status(Words):
    """How far a line has come, from not yet earned to paid."""

    NOT_TRIGGERED = "not_triggered", "not triggered", "未到付款条件"
    BILLABLE = "billable", "billable", "可请款"
    CLAIMED = "claimed", "claimed", "已请款"
    PART_CERTIFIED = "part_certified", "part certified", "部分批复"
    CERTIFIED = "certified", "certified", "已批复"
    DUE = "due", "due", "已到期"
    OVERDUE = "overdue", "overdue", "已逾期"
    PART_PAID = "part_paid", "part paid", "部分回款"
    PAID = "paid", "paid", "已结清"
    DISPUTED = "disputed", "disputed", "有争议"
    HELD = "held", "held", "暂停"


class Severity(Words):
    """How much a mismatch matters; the sign reads in black and white."""

    HIGH = "high", "high", "高"
    MEDIUM = "medium", "medium", "中"
    LOW = "low", "low", "低"


class Step(NamedTuple):
    """One step of an explanation: what, how much, and the rule or clause it follows."""

    label: Text
    amount: Decimal
    rule: str = ""


class Position(NamedTuple):
    """Where the money of one milestone stands: the ladder, what may be claimed now, and why.

    `entitled`, `claimed` and `certified` are gross of retention and recoupment; `recouped`
    and `retention` are what they deduct from `entitled`; `billable` and `outstanding` are net.
    """

    contract: str
    milestone: str
    name: str
    customer: str
    project: str
    currency: str
    kind: Kind
    status: Status
    planned_on: date | None
    triggered_on: date | None
    value: Decimal
    planned: Decimal
    earned: Decimal
    entitled: Decimal
    recouped: Decimal
    retention: Decimal
    claimed: Decimal
    certified: Decimal
    invoiced: Decimal
    due: Decimal
    received: Decimal
    outstanding: Decimal
    billable: Decimal
    overbilled: Decimal
    overdue: Decimal
    days_overdue: int
    flag: str
    next_action: Text
    steps: tuple[Step, ...]
    owner: str
    line: int


class Receivable(NamedTuple):
    """One claim as money to collect: the unit of ageing, dunning and reminders."""

    claim: str
    contract: str
    milestone: str
    customer: str
    currency: str
    invoice_number: str
    recognised_on: date | None
    due_on: date | None
    payable: Decimal
    received: Decimal
    outstanding: Decimal
    disputed: Decimal
    days_overdue: int
    line: int


class Mismatch(NamedTuple):
    """Two rungs of the ladder that have drifted apart, or a term that deserves a question."""

    rule: str
    severity: Severity
    contract: str
    milestone: str
    customer: str
    currency: str
    money: Decimal
    days: int
    meaning: Text
    action: Text
    owner: str


class ReminderLine(NamedTuple):
    """One claim in a reminder; the lines of a reminder add up to its total."""

    contract: str
    project: str
    claim: str
    milestone: str
    invoice_number: str
    due_on: date
    days_overdue: int
    payable: Decimal
    received: Decimal
    outstanding: Decimal
    interest: Decimal


class Reminder(NamedTuple):
    """What to say to one customer about one currency: whom, at which level, about which lines."""

    customer: str
    currency: str
    language: Speech
    contact: str
    email: str
    phone: str
    address: str
    level: int
    tone: Tone
    channels: tuple[Channel, ...]
    needs_approval: bool
    lines: tuple[ReminderLine, ...]
    total: Decimal
    owner: str
    why: Text


class LeftOut(NamedTuple):
    """Overdue money nobody is written to about, and why."""

    customer: str
    contract: str
    claim: str
    currency: str
    amount: Decimal
    reason: Text
    until: date | None
