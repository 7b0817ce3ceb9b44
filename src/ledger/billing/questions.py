# ruff: noqa: E501  # a sentence stays on one line
"""Questionable terms: what a contract's stages leave open, asked before it costs money.

The one rule: a question silences nothing and corrects nothing; it names what the terms leave out, and what
to ask.
"""

from __future__ import annotations

import functools
from decimal import Decimal
from typing import Callable, Iterator, NamedTuple, Sequence

from ..enumerations import OF_THE_PRICE, Kind, Recoupment, Trigger
from ..language import Text
from ..money import ZERO, cents
from ..records import Contract
from ..results import Mismatch, Receivable, Severity
from .plans import Planned, is_works
from .positions import Account
from .terms import (
    ADVANCE,
    NEVER,
    RELEASE,
    UP_TO,
    Dossier,
    Entitlement,
    holds_retention,
    is_period,
    is_recouped,
)

MEDIUM, LOW = Severity.MEDIUM, Severity.LOW


class Question(NamedTuple):
    """A rule as people read it. `{names}` in its words are filled by what was found; `law` is its LegalRule."""

    severity: Severity
    meaning: Text
    action: Text
    source: str
    law: str = ""


class Found(NamedTuple):
    """One answer of a rule: where, how much, how long, and what its words name."""

    rule: str
    milestone: str = ""
    money: Decimal = ZERO
    days: int = 0
    words: tuple[tuple[str, object], ...] = ()


class Case(NamedTuple):
    """One contract as the questions see it: its terms, its plan, and what was claimed."""

    contract: Contract
    dossier: Dossier
    entitled: Entitlement
    receivables: Sequence[Receivable]
    owed: Sequence[Receivable]  # those with more open than is worth asking about
    tolerance: Decimal
    default_days: int | None
    plan: Sequence[Planned]
    total: Decimal  # what all stages grant if every one is met, the ledgers of advance and retention aside
    whole: Decimal  # what the contract is worth in all
    works: bool  # whether it looks like construction works (TRM-8)


QUESTIONS = {
    "TRM-10": Question(
        MEDIUM,
        Text("All stages together grant less than the contract is worth: the rest can never be claimed.", "全部节点合计少于合同总价，差额将无法请款。"),
        Text("Add the missing stage, or make the last one 'balance'.", "补充缺少的节点，或将最后一个节点改为“余额”。"),
        "domain.md 1.2 entitlement, 1.12 no. 1",
    ),
    "TRM-11": Question(
        MEDIUM,
        Text("All stages together would grant more than the contract is worth.", "全部节点合计将超过合同总价。"),
        Text("Before the next claim read the terms again: 'pay' may mean 'up to'; or agree a variation.", "下次请款前复核条款：“支付”是否应为“付至”，或先确认变更。"),
        "domain.md 1.12 no. 1; golden fixture 3",
    ),
    "TRM-12": Question(
        MEDIUM,
        Text("This 'up to' share is lower than what is reached before it: the stage grants nothing.", "该节点“付至”比例低于此前已达到的比例，不产生应得款。"),
        Text("Check the share, the base and the order of the stages.", "核对比例、基数和节点顺序。"),
        "domain.md 1.2 up_to",
    ),
    "TRM-13": Question(
        MEDIUM,
        Text("Planned before 'up to' stage {stage}, but not met before it: it now adds to what 'up to' already includes.", "计划早于“付至”节点{stage}，但未先达成：其金额将叠加在“付至”已包含的金额之上。"),
        Text("Ask whether 'up to' was meant to include it; correct the mode or the date met.", "确认“付至”是否已包含该节点，更正支付方式或达成日期。"),
        "domain.md 1.2 (order matters where an incremental term follows an up_to)",
    ),
    "TRM-14": Question(
        MEDIUM,
        Text("The advance has no recoupment method and comes on top: with it the stages exceed the contract.", "预付款未设扣回方式，与其他节点叠加后合计超过合同总价。"),
        Text("Choose how the advance is taken back, or let the other stages include it.", "选择预付款扣回方式，或让其他节点包含预付款。"),
        "domain.md 1.4; 1.12 no. 3",
    ),
    "TRM-15": Question(
        MEDIUM,
        Text("Retention is held by a ledger and by the stages too: it is deducted twice.", "质保金既按台账扣留，各节点比例又已预留，重复扣留。"),
        Text("Set the retention base to 'stages', or let the stages reach 100%.", "将质保金基数设为“按节点”，或让各节点合计达到100%。"),
        "domain.md 1.5, 1.12 no. 5",
    ),
    "TRM-16": Question(
        LOW,
        Text("Retention is held, and no stage releases it.", "扣留质保金，但没有返还节点。"),
        Text("Add a stage of the kind 'retention release' with its trigger.", "补充“质保金返还”节点及其条件。"),
        "domain.md 1.5 releasable_on",
    ),
    "TRM-17": Question(
        MEDIUM,
        Text("Retention waits for an acceptance whose date nobody has entered, though the work is over.", "工程已结束，质保金返还仍缺验收日期。"),
        Text("Enter the acceptance date, or arrange the acceptance: the period runs from it.", "填写验收日期或促成验收，返还期限自验收起算。"),
        "domain.md 1.5; CN-RET-17",
        "CN-RET-17",
    ),
    "TRM-18": Question(
        MEDIUM,
        Text("The contract has no stage: nothing of it can ever be claimed.", "合同没有任何节点，无法请款。"),
        Text("Enter its payment terms in Milestones.", "在“节点”表中录入付款条款。"),
        "domain.md 1.2",
    ),
    "TRM-19": Question(
        LOW,
        Text("A stage of the work is planned after the contract ends.", "施工类节点的计划日期晚于合同结束日期。"),
        Text("Correct the date, or agree an extension of time.", "更正日期，或办理工期顺延。"),
        "domain.md 1.2, 1.6",
    ),
    "TRM-20": Question(
        MEDIUM,
        Text("Payable, but no due date can be found: it will never be overdue nor reminded about.", "已可收款，但无法确定应付日，将不会逾期也不会催款。"),
        Text("Enter the contract's payment days, or 'Due on' in Claims.", "填写合同付款天数，或在“请款”表填写应付日期。"),
        "domain.md 1.2 due_date; DUE-12",
    ),
    "TRM-21": Question(
        MEDIUM,
        Text("This stage gives back {share} of the {base}: more than is ever held, so all of it at once.", "该节点返还{base}的{share}，超过所扣质保金，将一次全部返还。"),
        Text("If the share is of what is held, leave the base empty.", "如比例是指所扣质保金，请将计算基数留空。"),
        "domain.md 1.5, 1.12 no. 5",
    ),
}  # fmt: skip


def case(one: Account, tolerance: Decimal = ZERO, default_days: int | None = None) -> Case:
    """A contract made ready to be asked about; its own tolerance goes before the book's."""
    dossier, entitled, receivables = one.dossier, one.entitled, one.receivables
    contract, plan = dossier.contract, one.plan.whole
    limit = tolerance if contract.tolerance is None else contract.tolerance
    total = sum([p.added for p in plan], ZERO)
    owed = [r for r in receivables if r.outstanding > limit]
    whole, works = entitled.amounts.whole, is_works(dossier)
    return Case(
        contract, dossier, entitled, receivables, owed, limit, default_days, plan, total, whole, works
    )  # fmt: skip


def short(one: Case) -> Iterator[Found]:
    """Money that no stage grants (TRM-10); with a retention ledger its likely cause, retention twice (TRM-15).

    Rule:   whole - total > tolerance.
    """
    missing = cents(one.whole - one.total)
    if one.dossier.stages and missing > one.tolerance:
        ledger = holds_retention(one.contract) and any(b.rate for b in one.contract.retention)
        yield Found("TRM-15" if ledger else "TRM-10", money=missing)


def long(one: Case) -> Iterator[Found]:
    """Stages beyond the whole (TRM-11), or an advance nobody takes back as its cause (TRM-14).

    Rule:   total - whole > tolerance; once it has happened MIS-15 says so instead.
    """
    over = cents(one.total - one.whole)
    if over <= one.tolerance or one.entitled.limited > 0:
        return
    method = one.contract.recoupment
    advances = [p for p in one.plan if p.stage.kind is ADVANCE] if not is_recouped(one.contract) else []
    paid = sum((p.added for p in advances), ZERO)
    if advances and method in (None, Recoupment.NONE) and over <= paid + one.tolerance:
        yield Found("TRM-14", advances[0].stage.number, over)
    else:
        yield Found("TRM-11", money=over)


def grants_nothing(one: Case) -> Iterator[Found]:
    """An 'up to' below what is reached before it (TRM-12); exactly what is reached is harmless."""
    for p in one.plan:
        if p.stage.mode is not UP_TO or is_period(p.stage):
            continue
        under = cents(p.before - p.target)
        if under > one.tolerance:
            yield Found("TRM-12", p.stage.number, under)


def out_of_order(one: Case) -> Iterator[Found]:
    """A stage planned before a met 'up to' and not met before it (TRM-13).

    Rule:   'pay' or period value, planned on an earlier day than the 'up to', met on a later day or not yet.
            A stage of measured value is met by its first measurement.
    """
    dossier, met, known = one.dossier, one.entitled.triggered, one.entitled.known
    raised = [
        (met[i], stage)
        for i, stage in enumerate(dossier.stages)
        if stage.mode is UP_TO and not is_period(stage) and met[i] != NEVER and stage.planned_on
    ]
    if not raised:
        return
    added = {p.stage.number: p.added for p in one.plan}
    for i, stage in enumerate(dossier.stages):
        if one.entitled.raises[i] or stage.planned_on is None:
            continue
        if stage.number not in added:
            continue
        mine = met[i]
        if is_period(stage):
            rows = known.get(stage.number) or known.get("")
            mine = rows[0].on if rows else NEVER
        for on, up_to in raised:
            if up_to.planned_on and stage.planned_on < up_to.planned_on and mine > on:
                yield Found("TRM-13", stage.number, cents(added[stage.number]), 0, (("stage", up_to.number),))
                break


def never_released(one: Case) -> Iterator[Found]:
    """A retention ledger that no stage gives back (TRM-16)."""
    contract, stages = one.contract, one.dossier.stages
    held = stages and holds_retention(contract) and any(b.rate for b in contract.retention)
    if held and not any(stage.kind is RELEASE for stage in stages):
        yield Found("TRM-16")


def released_at_once(one: Case) -> Iterator[Found]:
    """A release whose share of a named base is more than retention ever holds of it (TRM-21).

    Rule:   share > the highest retention rate; at the rate itself it gives back all, as it says.
    """
    rates = [bracket.rate for bracket in one.contract.retention]
    if not rates or not holds_retention(one.contract):
        return
    for stage in one.dossier.stages:
        share, base = stage.measure.share, stage.base
        if (
            stage.kind is RELEASE
            and base is not None
            and base in OF_THE_PRICE
            and share is not None
            and share > max(rates)
        ):
            words = (("share", f"{share:.0%}"), ("base", base.label))
            yield Found("TRM-21", stage.number, ZERO, 0, words)


def acceptance_missing(one: Case) -> Iterator[Found]:
    """A release that waits for an acceptance without a date, after the work is over (TRM-17).

    Rule:   over = completed, settled, or past the contract's end; on the last day itself it is not.
    """
    contract, as_of = one.contract, one.dossier.as_of
    over = contract.completed_on or contract.settled_on or contract.end
    if contract.accepted_on is not None or over is None or over >= as_of:
        return
    for stage in one.dossier.stages:
        if stage.kind is RELEASE and stage.trigger is Trigger.ACCEPTED and stage.met_on is None:
            yield Found("TRM-17", stage.number, ZERO, (as_of - over).days)
            return


def no_stage(one: Case) -> Iterator[Found]:
    """A contract without any stage (TRM-18)."""
    if not one.dossier.stages:
        yield Found("TRM-18", money=cents(one.whole))


AFTER_THE_END = (Kind.ACCEPTANCE, Kind.SETTLEMENT, Kind.RELEASE)
LATER_TRIGGERS = (Trigger.ACCEPTED, Trigger.SETTLED, Trigger.STAGE)


def after_the_end(one: Case) -> Iterator[Found]:
    """Work planned after the contract's end (TRM-19): the latest such stage, once for the contract.

    Rule:   planned on > end; acceptance, settlement and retention may be later, and what waits for them.
    """
    end = one.contract.end
    if end is None:
        return
    late = [
        (stage.planned_on, stage.number)
        for stage in one.dossier.stages
        if stage.planned_on is not None
        and stage.kind not in AFTER_THE_END
        and stage.trigger not in LATER_TRIGGERS
    ]
    if late and max(late)[0] > end:
        on, number = max(late)
        yield Found("TRM-19", number, ZERO, (on - end).days)


def no_due_date(one: Case) -> Iterator[Found]:
    """Payable claims without a due date (TRM-20): all of the contract's as one sum."""
    undated = [r for r in one.owed if r.due_on is None]
    if undated:
        yield Found("TRM-20", undated[0].stage, sum((r.outstanding for r in undated), ZERO))


Rule = Callable[[Case], Iterator[Found]]
RULES: tuple[Rule, ...] = (
    short,
    long,
    grants_nothing,
    out_of_order,
    never_released,
    released_at_once,
    acceptance_missing,
    no_stage,
    after_the_end,
    no_due_date,
)


def asked(contract: Contract, row: Question, found: Found) -> Mismatch:
    """A question as a line of the Mismatches sheet."""
    meaning, action = _worded(row.meaning, found.words), _worded(row.action, found.words)
    return Mismatch(
        found.rule, row.severity, contract.number, found.milestone, contract.customer, contract.currency,
        found.money, found.days, meaning, action, contract.owner,
    )  # fmt: skip


@functools.lru_cache(maxsize=1 << 10)
def _worded(text: Text, words: tuple[tuple[str, object], ...]) -> Text:
    """A sentence with its names filled in. Remembered: one question is often asked of every contract."""
    en = {name: said.en if isinstance(said, Text) else said for name, said in words}
    zh = {name: said.zh if isinstance(said, Text) else said for name, said in words}
    return Text(text.en.format(**en), text.zh.format(**zh))


def questions(one: Case) -> list[Mismatch]:
    """Every question the terms of one contract leave open."""
    return [asked(one.contract, QUESTIONS[found.rule], found) for rule in RULES for found in rule(one)]
