"""The money ladder of a contract: seven cumulative rungs, the six gaps between them, and whose move each is.

The one rule: a gap compares like with like. Work is gross and without advances; from the certificate on it is
what is payable: plus the advance granted, less what it was recouped and what is retained.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Iterable, NamedTuple, Sequence

from ..billing.terms import Sums, beside, is_period
from ..enumerations import Base
from ..language import LANGUAGES, Text
from ..money import ZERO
from ..records import Contract
from ..results import NOTHING, Mismatch, Position, Receivable
from .mismatches import Limits, Work, tolerance_of, unclaimed_since

RUNGS = (
    Text("1 planned", "1 计划产值"),
    Text("2 earned", "2 已完产值"),
    Text("3 claimed", "3 累计请款"),
    Text("4 certified", "4 累计批复"),
    Text("5 invoiced", "5 累计开票"),
    Text("6 due", "6 到期应收"),
    Text("7 received", "7 累计回款"),
)
NOT_YET_DUE = Text("not yet due", "未到期")
GAPS = (
    NOTHING,
    Text("ahead of plan (+), behind (-)", "超前（+）或滞后（-）于计划"),
    Text("not claimed (+), over-claimed (-)", "未请款（+）或超额请款（-）"),
    Text("not certified", "未批复"),
    Text("not invoiced", "未开票"),
    NOT_YET_DUE,
    Text("due and unpaid", "到期未付"),
)
BESIDE = Text("beside the ladder", "阶梯之外")
OVER_RECEIVED = Text("received above what is payable", "回款超过应付")
ADVANCE_AHEAD = Text("advance above the work left", "未扣回预付款超过剩余工作")
PROJECT, US, CUSTOMER, NOBODY = (
    Text("project", "项目部"), Text("us", "我方财务"), Text("customer", "客户"), Text("time", "等待到期"),
)  # fmt: skip
MOVERS = (NOTHING, PROJECT, US, CUSTOMER, US, NOBODY, CUSTOMER)
RULES = ((), ("MIS-12",), ("MIS-6", "MIS-1", "MIS-9", "MIS-11"), ("MIS-2",), ("MIS-3",), (),
         ("MIS-4", "MIS-5", "MIS-9", "MIS-14"))  # fmt: skip
NAMED = 3

BEHIND = Text("Planned and not done: {which}.", "计划内未完成：{which}。")
MAY_BE_CLAIMED = Text("{amount} may be claimed now: {which}.", "现可请款{amount}：{which}。")
WAITS = Text("Waiting for a trigger: {which}.", "等待付款条件：{which}。")
AHEAD = Text("Work is ahead of plan.", "进度超前于计划。")
OVER_CLAIMED = Text("Claimed before the work was done: {which}.", "请款早于完成：{which}。")
WITH_CUSTOMER = Text("With the customer: {which}.", "客户审核中：{which}。")
NO_INVOICE = Text("Accepted, without invoice: {which}.", "已批复未开票：{which}。")
PAYABLE = Text(
    "{payable} is payable of {certified} certified, after advance, recoupment and retention.",
    "批复{certified}，计入预付款、扣回和质保金后应付{payable}。",
)
FALLS_DUE = Text("Next due on {day}: {which}.", "下一应付日{day}：{which}。")
NO_DUE_DAY = Text("Without a due date: {which}.", "没有应付日：{which}。")
UNPAID = Text("Open: {which}.", "未付：{which}。")


class Rung(NamedTuple):
    """One line of a contract's ladder: a rung, and the gap between it and the rung above.

    `share` and `gap_share` are of what the contract is worth; `past` says that the gap is past both
    thresholds; `mover` is whose move it is.
    """

    agreement: Contract
    name: Text
    amount: Decimal | None
    share: Decimal | None
    gap: Text = NOTHING
    money: Decimal | None = None
    gap_share: Decimal | None = None
    days: int | None = None
    past: bool = False
    cause: Text = NOTHING
    mover: Text = NOTHING
    action: Text = NOTHING

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


class Gap(NamedTuple):
    """Money between two rungs, how long it has been there, why, and whose move it is where that differs."""

    money: Decimal
    days: int
    cause: Text
    mover: Text | None = None


def ladder(
    contract: Contract,
    positions: Sequence[Position],
    receivables: Sequence[Receivable],
    amounts: Sums,
    work: Work,
    found: Sequence[Mismatch],
    as_of: date,
    limits: Limits,
) -> list[Rung]:
    """The ladder of one contract: seven rungs from planned to received, then what stands beside it.

    Units:  contract currency, cumulative to the day asked about; shares of what the contract is worth, 0..1;
            a gap is signed, + where our work is ahead of the money (for plan: ahead of plan); days since the
            oldest part of it arose, for money not yet due: until the first falls due.
    Rule:   LAD-1: planned to certified count stages of work, gross; where work is measured by value, planned
            and earned count it once and not again with the stages that top up what is paid for it; once
            settled, the work is worth the settlement. What is payable joins them to invoiced, due and
            received. A gap is past the thresholds (MIS-0) above the tolerance in money and in share, money
            not yet due never; its next action is that of the contract's worst mismatch in it.
    Source: domain.md 1.1, 1.7.
    """
    ledgers = beside(contract)
    works = [p for p in positions if p.stage.kind not in ledgers]
    done, whole = _measured(works), amounts.whole
    planned, earned = _sum(done, "planned"), _sum(done, "earned")
    if amounts.settlement is not None and done is not works:
        planned = earned = whole
    totals = (
        planned, earned, _sum(works, "claimed"), _sum(works, "certified"),
        _sum(positions, "invoiced"), _sum(positions, "due"), _sum(positions, "received"),
    )  # fmt: skip
    gaps = (
        None,
        _behind(done, totals, as_of),
        _unclaimed(works, totals, work, as_of),
        _uncertified(receivables, works, as_of),
        _uninvoiced(receivables, totals[3], as_of),
        _not_due(receivables, as_of),
        _unpaid(receivables, as_of),
    )
    tolerance = tolerance_of(contract, limits)
    actions = _actions(found)
    rungs = []
    for name, amount, label, gap, mover, rules in zip(RUNGS, totals, GAPS, gaps, MOVERS, RULES):
        rung = Rung(contract, name, amount, _share(amount, whole))
        if gap is not None:
            rung = rung._replace(gap=label, money=gap.money, gap_share=_share(gap.money, whole))
            if gap.money:
                past = abs(gap.money) > tolerance and label is not NOT_YET_DUE
                action = next((actions[rule] for rule in rules if past and rule in actions), NOTHING)
                whose = gap.mover or mover
                rung = rung._replace(days=gap.days, past=past, cause=gap.cause, mover=whose, action=action)
        rungs.append(rung)
    return rungs + list(_beside(contract, found, whole))


def _beside(contract: Contract, found: Sequence[Mismatch], whole: Decimal) -> Iterable[Rung]:
    """Money ahead of work: received above what is payable, and an advance above the work left."""
    for rule, label in (("MIS-7", OVER_RECEIVED), ("MIS-13", ADVANCE_AHEAD)):
        mine = [m for m in found if m.rule == rule]
        if mine:
            money = -_sum(mine, "money")
            yield Rung(
                contract, BESIDE, None, None, label, money, _share(money, whole), max(m.days for m in mine),
                True, mine[0].meaning, US, mine[0].action,
            )  # fmt: skip


def _measured(works: Sequence[Position]) -> Sequence[Position]:
    """The stages whose work counts: where some pay by measured value, the others pay for the same work."""
    by_value = [p for p in works if is_period(p.stage) or p.stage.base is Base.FIXED]
    return by_value if any(is_period(p.stage) for p in works) else works


def _behind(works: Sequence[Position], totals: Sequence[Decimal], as_of: date) -> Gap:
    late = [p for p in works if p.planned > p.earned]
    days = max(((as_of - p.planned_on).days for p in late if p.planned_on), default=0)
    cause = _say(BEHIND, [p.milestone for p in late]) if late else AHEAD
    return Gap(totals[1] - totals[0], max(0, days), cause)


def _unclaimed(works: Sequence[Position], totals: Sequence[Decimal], work: Work, as_of: date) -> Gap:
    money = totals[1] - totals[2]
    if money < ZERO:
        return Gap(money, 0, _say(OVER_CLAIMED, [p.milestone for p in works if p.claimed > p.earned]))
    open_ = [p for p in works if p.billable > ZERO]
    waiting = [p for p in works if p.billable <= ZERO and p.earned > p.claimed]
    since = [on for on in (unclaimed_since(p, work) for p in open_) if on is not None]
    days = max(((as_of - on).days for on in since), default=0)
    now = _sum(open_, "billable")
    return Gap(
        money,
        days,
        _joined(
            _say(MAY_BE_CLAIMED, [p.milestone for p in open_], amount=f"{now:,.2f}"),
            _say(WAITS, [p.milestone for p in waiting] if money > now else []),
        ),
        None if open_ else PROJECT,
    )


def _uncertified(receivables: Sequence[Receivable], works: Sequence[Position], as_of: date) -> Gap:
    stages = {p.milestone for p in works}
    open_ = [r for r in receivables if r.stage in stages and r.claimed > r.certified]
    days = max(((as_of - r.request.claimed_on).days for r in open_ if r.request.claimed_on), default=0)
    return Gap(_sum(works, "claimed") - _sum(works, "certified"), days, _say(WITH_CUSTOMER, _claims(open_)))


def _uninvoiced(receivables: Sequence[Receivable], certified: Decimal, as_of: date) -> Gap:
    payable = _sum(receivables, "payable")
    open_ = [r for r in receivables if r.payable > r.invoiced]
    days = max(((as_of - r.request.certified_on).days for r in open_ if r.request.certified_on), default=0)
    how = NOTHING
    if payable != certified:
        how = _say(PAYABLE, ["-"], payable=f"{payable:,.2f}", certified=f"{certified:,.2f}")
    return Gap(payable - _sum(receivables, "invoiced"), days, _joined(_say(NO_INVOICE, _claims(open_)), how))


def _not_due(receivables: Sequence[Receivable], as_of: date) -> Gap:
    coming = sorted(
        (r for r in receivables if r.payable > ZERO and r.due_on is not None and r.due_on > as_of),
        key=lambda r: r.due_on or as_of,
    )
    undated = [r for r in receivables if r.payable > ZERO and r.due_on is None]
    first = coming[0].due_on if coming else None
    next_ = _say(
        FALLS_DUE, _claims([r for r in coming if r.due_on == first]), day=first.isoformat() if first else ""
    )
    return Gap(
        _sum(coming, "payable") + _sum(undated, "payable"),
        (first - as_of).days if first else 0,
        _joined(next_, _say(NO_DUE_DAY, _claims(undated))),
    )


def _unpaid(receivables: Sequence[Receivable], as_of: date) -> Gap:
    open_ = [r for r in receivables if r.outstanding > ZERO and r.due_on is not None and r.due_on <= as_of]
    days = max((r.days_overdue for r in open_), default=0)
    return Gap(_sum(open_, "outstanding"), days, _say(UNPAID, _claims(open_)))


def _claims(receivables: Iterable[Receivable]) -> list[str]:
    return [r.claim for r in receivables]


def _sum(rows: Iterable[object], field: str) -> Decimal:
    total: Decimal = sum((getattr(row, field) for row in rows), ZERO)
    return total


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return part / whole if whole else None


def _actions(found: Sequence[Mismatch]) -> dict[str, Text]:
    """What to do by rule; `found` is worst first."""
    actions: dict[str, Text] = {}
    for mismatch in found:
        actions.setdefault(mismatch.rule, mismatch.action)
    return actions


def _say(text: Text, names: Sequence[str], **values: str) -> Text:
    """A sentence about some lines by number: the first few, and how many more; nothing about none."""
    if not names:
        return NOTHING
    more = f" (+{len(names) - NAMED})" if len(names) > NAMED else ""
    which = ", ".join(names[:NAMED]) + more
    return Text(*(text.say(language, which=which, **values) for language in LANGUAGES))


def _joined(*sentences: Text) -> Text:
    said = [sentence for sentence in sentences if sentence is not NOTHING]
    return Text(" ".join(s.en for s in said), "".join(s.zh for s in said)) if said else NOTHING
