"""Answers to rows of plain cells: the headings of every result table, and what a line shows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import Any, Callable, NamedTuple, Sequence

from ..drafting.reminders import NAMELESS
from ..enumerations import Words
from ..explanations import explained, position_steps
from ..language import Text
from ..results import Clock, ClockState, Mismatch, Position, Receivable, Step, Unallocated
from .cells import SERIAL_ZERO

LEVELS = "▁▂▃▄▅▆▇█"  # how far a rung of the ladder has come, in sevenths
FULL = 7


class Shown(NamedTuple):
    """One column of a result table. `form` names how a host formats it: money, date, days, text, share."""

    heading: Text
    cell: Callable[[Any], Any]
    form: str = "text"


class Result(NamedTuple):
    """One result table, by the key of its sheet."""

    key: str
    name: Text
    columns: tuple[Shown, ...]
    adds_up: bool = True  # whether a column of money has a total


def _field(name: str, en: str, zh: str, form: str = "text") -> Shown:
    return Shown(Text(en, zh), attrgetter(name), form)


class Explanation(NamedTuple):
    """Words, figures and rule ids that are put together when they are said: one language is ever shown."""

    steps: Sequence[Step]

    def say(self, language: str) -> str:
        """The steps on one line."""
        return explained(self.steps, language)


def explanation(position: Position) -> Explanation:
    """How the billable amount of a position comes about."""
    return Explanation(position_steps(position))


def ladder_bar(position: Position) -> str:
    """The seven rungs as a bar that reads in black and white: full where money got that far."""
    p, value = position, position.value
    if not value:
        return ""
    rungs = (p.planned, p.earned, p.claimed, p.certified, p.invoiced, p.due, p.received)
    bar, level, before = "", LEVELS[FULL], value
    for rung in rungs:  # money that moved on has the level of the rung above
        if rung != before:
            level, before = LEVELS[_sevenths(rung, value)], rung
        bar += level
    return bar


def _sevenths(rung: Decimal, value: Decimal) -> int:
    """How many sevenths of the value a rung has reached."""
    if rung == value:
        return FULL
    reached = int(FULL * rung // value) if rung else 0
    return reached if 0 <= reached <= FULL else 0 if reached < 0 else FULL


POSITIONS = Result("positions", Text("Positions", "台账"), (
    _field("stage.contract", "Contract", "合同编号"),
    _field("stage.number", "Milestone", "节点编号"),
    _field("stage.name", "Name", "节点名称"),
    _field("agreement.customer", "Customer", "客户"),
    _field("agreement.currency", "Currency", "币种"),
    _field("status", "Status", "状态"),
    Shown(Text("Ladder", "阶梯"), ladder_bar, "bar"),
    _field("billable", "Billable now", "可请款额", "money"),
    _field("outstanding", "Outstanding", "未收余额", "money"),
    _field("overdue", "Overdue", "逾期金额", "money"),
    _field("days_overdue", "Days overdue", "逾期天数", "days"),
    _field("flag", "Flag", "提示"),
    _field("next_action", "Next action", "下一步"),
    _field("stage.planned_on", "Planned on", "计划日期", "date"),
    _field("triggered_on", "Triggered on", "条件成就日", "date"),
    _field("value", "Value", "节点金额", "money"),
    _field("planned", "Planned", "计划产值", "money"),
    _field("earned", "Earned", "已完产值", "money"),
    _field("entitled", "Entitled", "累计应得", "money"),
    _field("recouped", "Recouped", "扣回预付款", "money"),
    _field("retention", "Retention", "扣质保金", "money"),
    _field("claimed", "Claimed", "累计请款", "money"),
    _field("certified", "Certified", "累计批复", "money"),
    _field("invoiced", "Invoiced", "累计开票", "money"),
    _field("due", "Due", "到期应收", "money"),
    _field("received", "Received", "累计回款", "money"),
    _field("overbilled", "Over-billed", "超额请款", "money"),
    _field("agreement.owner", "Owner", "负责人"),
    Shown(Text("Explanation", "计算说明"), explanation),
))  # fmt: skip

MISMATCHES = Result("mismatches", Text("Mismatches", "差异"), (
    Shown(Text("Severity", "程度"), lambda m: Text(
        {"high": "▲ high", "medium": "● medium", "low": "○ low"}[m.severity.code],
        {"high": "▲ 高", "medium": "● 中", "low": "○ 低"}[m.severity.code],
    )),
    _field("rule", "Rule", "规则编号"),
    _field("contract", "Contract", "合同编号"),
    _field("milestone", "Milestone", "节点编号"),
    _field("customer", "Customer", "客户"),
    _field("currency", "Currency", "币种"),
    _field("money", "Money", "金额", "money"),
    _field("days", "Days", "天数", "days"),
    _field("meaning", "What it means", "含义"),
    _field("action", "What to do", "处理办法"),
    _field("owner", "Owner", "负责人"),
))  # fmt: skip


def _bucket(low: int | None, high: int | None) -> Callable[[Receivable], Any]:
    def cell(r: Receivable) -> Any:
        days = r.days_overdue
        inside = days <= 0 if low is None else days >= low and (high is None or days <= high)
        return r.outstanding if inside else ""

    return cell


AGEING = Result("ageing", Text("Ageing", "账龄"), (
    _field("customer", "Customer", "客户"),
    _field("currency", "Currency", "币种"),
    _field("contract", "Contract", "合同编号"),
    _field("claim", "Claim", "请款编号"),
    _field("invoice_number", "Invoice number", "发票号码"),
    _field("due_on", "Due on", "应付日期", "date"),
    _field("days_overdue", "Days overdue", "逾期天数", "days"),
    _field("outstanding", "Outstanding", "未收余额", "money"),
    Shown(Text("Not due", "未到期"), _bucket(None, 0), "money"),
    Shown(Text("1-30", "1-30天"), _bucket(1, 30), "money"),
    Shown(Text("31-60", "31-60天"), _bucket(31, 60), "money"),
    Shown(Text("61-90", "61-90天"), _bucket(61, 90), "money"),
    Shown(Text("91-180", "91-180天"), _bucket(91, 180), "money"),
    Shown(Text("181-365", "181-365天"), _bucket(181, 365), "money"),
    Shown(Text("Over 365", "365天以上"), _bucket(366, None), "money"),
))  # fmt: skip


class ReminderRow(NamedTuple):
    """One line of the reminder list: money to allocate first, a claim to remind about, or one left out."""

    decision: Text
    customer: str
    level: int | None
    contract: str
    claim: str
    currency: str
    amount: Decimal
    due_on: date | None
    days_overdue: int | None
    why: Text
    until: date | None


REMINDERS = Result("reminders", Text("Reminders", "催款清单"), (
    _field("decision", "Decision", "处理"),
    _field("customer", "Customer", "客户"),
    _field("level", "Level", "级别", "days"),
    _field("contract", "Contract", "合同编号"),
    _field("claim", "Claim", "请款编号"),
    _field("currency", "Currency", "币种"),
    _field("amount", "Outstanding", "未收余额", "money"),
    _field("due_on", "Due on", "应付日期", "date"),
    _field("days_overdue", "Days overdue", "逾期天数", "days"),
    _field("why", "Why", "原因"),
    _field("until", "Until", "至", "date"),
))  # fmt: skip

LADDER = Result("ladder", Text("Ladder", "阶梯"), (
    _field("contract", "Contract", "合同编号"),
    _field("customer", "Customer", "客户"),
    _field("currency", "Currency", "币种"),
    _field("name", "Rung", "台阶"),
    _field("amount", "Amount", "金额", "money"),
    _field("share", "Share", "占比", "share"),
    _field("gap", "Gap to the rung above", "与上一台阶的差异"),
    _field("money", "Gap", "差额", "money"),
    _field("gap_share", "Gap share", "差额占比", "share"),
    Shown(Text("Past", "超限"), lambda rung: "▲" if rung.past else ""),
    _field("days", "Days", "天数", "days"),
    _field("cause", "Cause", "原因"),
    _field("mover", "Whose move", "待谁处理"),
    _field("action", "What to do", "处理办法"),
    _field("owner", "Owner", "负责人"),
), adds_up=False)  # fmt: skip

STATE_SIGNS = {ClockState.RED: "▲", ClockState.AMBER: "●", ClockState.GREEN: "○"}
ASK_A_LAWYER = Text("ask a lawyer", "咨询律师")


def _state(c: Clock) -> Text:
    sign, label = STATE_SIGNS[c.state], c.state.label
    return Text(f"{sign} {label.en}", f"{sign} {label.zh}")


CLOCKS = Result("clocks", Text("Clocks", "时限"), (
    Shown(Text("State", "状态"), _state),
    _field("kind", "Kind", "类别"),
    _field("contract", "Contract", "合同编号"),
    Shown(Text("Claim or milestone", "请款或节点"), lambda c: c.claim or c.stage),
    _field("customer", "Customer", "客户"),
    _field("currency", "Currency", "币种"),
    _field("money", "Money", "金额", "money"),
    _field("safe", "Act by", "安全日期", "date"),
    _field("last", "Last day", "届满日", "date"),
    _field("days", "Days left", "剩余天数", "days"),
    _field("meaning", "What it means", "含义"),
    _field("action", "What to do", "处理办法"),
    Shown(Text("Lawyer", "律师"), lambda c: ASK_A_LAWYER if c.lawyer else ""),
    _field("start", "Counted from", "起算事项"),
    _field("started_on", "Counted from day", "起算日", "date"),
    _field("proof", "Proof", "凭证"),
    _field("other", "Later reading", "另一算法届满日", "date"),
    _field("rule", "Rule", "规则编号"),
    _field("version", "Version of the rule", "规则版本"),
    _field("owner", "Owner", "负责人"),
), adds_up=False)  # fmt: skip


class LetterRow(NamedTuple):
    """One line of the list of letters: a paper drafted for a contract, or why none is."""

    contract: str
    customer: str
    reason: Text
    document: Text
    claims: str
    currency: str
    money: Decimal
    missing: Text
    again: date | None
    effect: Text
    file: str


LETTERS = Result("letters", Text("Letters", "函件"), (
    _field("contract", "Contract", "合同编号"),
    _field("customer", "Customer", "客户"),
    _field("reason", "Reason", "反馈原因"),
    _field("document", "Document", "文件类型"),
    _field("claims", "Claims", "请款编号"),
    _field("currency", "Currency", "币种"),
    _field("money", "Money", "金额", "money"),
    _field("missing", "Missing, or why not", "缺项或未起草原因"),
    _field("again", "Look again on", "复核日期", "date"),
    _field("effect", "Effect on deadlines", "对期限的影响"),
    _field("file", "File", "文件"),
))  # fmt: skip

RESULTS = (POSITIONS, MISMATCHES, LADDER, AGEING, CLOCKS, REMINDERS)
DECISIONS = REMIND, LEAVE, ALLOCATE = (
    Text("remind", "催款"),
    Text("left out", "不催"),
    Text("allocate first", "先核销"),
)
CAME_IN = Text(
    "received {day} from {payer}, bank reference {reference}", "{day}收到{payer}付款，流水号{reference}"
)


def came_in(money: Unallocated) -> Text:
    """Money nobody has allocated, as a clerk finds it in the bank statement."""
    return Text(
        *(
            said.format(day=money.on, payer=money.payer or nobody, reference=money.reference)
            for said, nobody in zip(CAME_IN, NAMELESS)
        )
    )


def reminder_rows(choice: Any) -> list[ReminderRow]:
    """The reminder list: money to allocate first, each claim to remind about, then each left out and why."""
    rows = [
        ReminderRow(
            ALLOCATE, one.customer, None, one.money.contract, "", one.currency, one.money.amount, None, None,
            came_in(one.money), None,
        )
        for one in choice.to_allocate
    ]  # fmt: skip
    rows += [
        ReminderRow(
            REMIND, reminder.customer, line.level, line.contract, line.claim, reminder.currency,
            line.outstanding, line.due_on, line.days_overdue, reminder.why, None,
        )
        for reminder in choice.reminders
        for line in reminder.lines
    ]  # fmt: skip
    rows += [
        ReminderRow(
            LEAVE, left.customer, None, left.contract, left.claim, left.currency,
            left.amount, None, None, left.reason, left.until,
        )
        for left in choice.left_out
    ]  # fmt: skip
    return rows


def to_plain(value: Any, language: str) -> Any:
    """One value as a plain cell: amounts as float, dates as serials, words in one language."""
    kind = type(value)
    if kind is Decimal:  # by far the most, then text
        return float(value)
    if kind is str or kind is float:
        return value
    if value is None:
        return ""
    if isinstance(value, (Text, Explanation)):
        return value.say(language)
    if isinstance(value, Words):
        return value.label.say(language)
    if isinstance(value, date):
        return float((value - SERIAL_ZERO).days)
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


def to_day(serial: float) -> date:
    """The day of a date serial."""
    return SERIAL_ZERO + timedelta(days=int(serial))


def show(result: Result, answers: Sequence[Any], language: str) -> list[list[Any]]:
    """The table of a result: headings first, then one line for each answer."""
    headings = [column.heading.say(language) for column in result.columns]
    return [headings, *map(list, zip(*[_shown(column, answers, language) for column in result.columns]))]


def _shown(column: Shown, answers: Sequence[Any], language: str) -> list[Any]:
    """One column of the answers as plain cells; most columns are all amounts or all text."""
    values = list(map(column.cell, answers))
    kinds = set(map(type, values))
    if kinds == {str}:
        return values
    if kinds in ({Decimal}, {int}):
        return list(map(float, values)) if any(values) else [0.0] * len(values)
    return [to_plain(value, language) for value in values]


__all__ = [
    "AGEING", "CLOCKS", "LADDER", "LETTERS", "MISMATCHES", "POSITIONS", "REMINDERS", "RESULTS", "Mismatch",
    "show", "to_plain",
]  # fmt: skip
