"""Every noun of an answer, frozen: what the rules return and the result sheets show.

Amounts are Decimal at two decimals in the contract's currency. A Position is the answer
for one milestone; amounts of a contract's positions add up to the contract's own.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .enumerations import Channel, Speech, Tone, Words
from .language import Text
from .records import Claim, Contract, Milestone

NOTHING = Text("", "")


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


class ClockKind(Words):
    """What a period is about that somebody should act within."""

    LIMITATION = "limitation", "limitation period", "诉讼时效"
    PRIORITY = "priority", "priority over the works", "工程价款优先受偿权"
    GUARANTEE = "guarantee", "guarantee period", "保证期间"
    RETENTION = "retention", "retention return", "质保金返还"
    SILENCE = "silence", "silence about a claim", "逾期答复"
    NOTICE = "notice", "notice window", "通知期"


class ClockState(Words):
    """How a clock stands; the word reads in black and white, worst first."""

    RED = "red", "red: act now", "红：立即处理"
    AMBER = "amber", "amber: check", "黄：须核对"
    GREEN = "green", "green: runs", "绿：运行中"


class Step(NamedTuple):
    """One step of an explanation: what, how much, and the rule or clause it follows."""

    label: Text
    amount: Decimal
    rule: str = ""


class Position(NamedTuple):
    """Where the money of one milestone stands: the ladder, and what may be claimed now.

    `entitled`, `claimed` and `certified` are gross of retention and recoupment; `recouped` and
    `retention` are what they deduct from `entitled`, `net` is what is left; `claimed_net`,
    `billable` and `outstanding` are net.
    """

    agreement: Contract
    stage: Milestone
    status: Status
    triggered_on: date | None
    value: Decimal
    planned: Decimal
    earned: Decimal
    entitled: Decimal
    recouped: Decimal
    retention: Decimal
    net: Decimal
    claimed: Decimal
    claimed_net: Decimal
    certified: Decimal
    invoiced: Decimal
    due: Decimal
    received: Decimal
    outstanding: Decimal
    billable: Decimal
    overbilled: Decimal
    overdue: Decimal
    days_overdue: int
    flag: str = ""
    next_action: Text = NOTHING

    def flagged(self, rule: str, action: Text) -> Position:
        """The same with a mismatch as its last two fields: the rule that found it, and what to do."""
        return tuple.__new__(Position, (*self[:-2], rule, action))

    @property
    def contract(self) -> str:
        """Number of the contract."""
        return self.stage.contract

    @property
    def milestone(self) -> str:
        """Number of the stage."""
        return self.stage.number

    @property
    def name(self) -> str:
        """Name of the stage."""
        return self.stage.name

    @property
    def customer(self) -> str:
        """Who pays."""
        return self.agreement.customer

    @property
    def currency(self) -> str:
        """The contract's currency."""
        return self.agreement.currency

    @property
    def planned_on(self) -> date | None:
        """When the stage was planned to be met."""
        return self.stage.planned_on

    @property
    def owner(self) -> str:
        """Who on our side looks after the contract."""
        return self.agreement.owner


class Receivable(NamedTuple):
    """One claim as money to collect: the unit of ageing, dunning and reminders. Amounts are net."""

    request: Claim
    agreement: Contract
    stage: str  # number of the milestone it was laid on
    claimed: Decimal
    claimed_net: Decimal
    certified: Decimal
    invoiced: Decimal
    payable: Decimal
    received: Decimal
    outstanding: Decimal
    disputed: Decimal
    due_on: date | None
    days_overdue: int
    paid: tuple[tuple[date, Decimal], ...] = ()  # what was allocated to it, by day
    retained: Decimal = Decimal(0)
    recouped: Decimal = Decimal(0)

    @property
    def claim(self) -> str:
        """Number of the claim."""
        return self.request.number

    @property
    def contract(self) -> str:
        """Number of the contract."""
        return self.request.contract

    @property
    def customer(self) -> str:
        """Who pays."""
        return self.agreement.customer

    @property
    def currency(self) -> str:
        """The contract's currency."""
        return self.agreement.currency

    @property
    def invoice_number(self) -> str:
        """The tax invoice, if one was issued."""
        return self.request.invoice_number


class Unallocated(NamedTuple):
    """Money in that pays no claim yet: it stays visible until somebody names what it is for."""

    contract: str
    payer: str
    reference: str
    on: date
    amount: Decimal
    currency: str
    line: int
    claim: str = ""  # the claim it names, where that is paid already


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
    """One claim in a reminder, at a level of its own; the lines of a reminder add up to its total."""

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
    level: int = 1


class Reminder(NamedTuple):
    """What to say to one customer about one currency: whom, about which lines, in the highest level's tone.

    Level 0 is no step of the ladder: a courtesy note before the due date, or a letter beside the ladder.
    """

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

    @property
    def early(self) -> bool:
        """Whether nothing of it is overdue yet."""
        return all(line.days_overdue <= 0 for line in self.lines)


class LeftOut(NamedTuple):
    """Money nobody is written to about, and why: a claim, or the part of one that is not pressed for."""

    customer: str
    contract: str
    claim: str
    currency: str
    amount: Decimal
    reason: Text
    until: date | None


class Clock(NamedTuple):
    """One period and the day by which to act: shown, never decided.

    `last` is the last day of the period and `other` the last day by its later reading; `safe` is the day by
    which to act, or, where acting waits for the period to end, from which. `proof` is empty where the book
    proves nothing of the start. `rule` is the id of a dated law of Rules, or the contract.
    """

    kind: ClockKind
    state: ClockState
    agreement: Contract
    stage: str
    claim: str
    money: Decimal
    start: Text
    started_on: date | None
    proof: Text
    rule: Text
    version: Text
    last: date | None
    other: date | None
    safe: date | None
    days: int | None  # from the day asked about to the last day; below 0 once it is past
    lawyer: bool
    meaning: Text
    action: Text

    @property
    def contract(self) -> str:
        """Number of the contract."""
        return self.agreement.number

    @property
    def customer(self) -> str:
        """Who pays."""
        return self.agreement.customer

    @property
    def currency(self) -> str:
        """The contract's currency."""
        return self.agreement.currency

    @property
    def owner(self) -> str:
        """Who on our side looks after the contract."""
        return self.agreement.owner


class ToAllocate(NamedTuple):
    """Money of a customer that pays nothing yet: somebody allocates it before they are reminded."""

    customer: str
    currency: str
    money: Unallocated
