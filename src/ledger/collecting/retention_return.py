# ruff: noqa: E501  # a sentence stays on one line
"""Retention on its way back: when it may be asked for, and in China the steps after the application.

The one rule: what the contract agrees goes first; the law's two years stand in only where nothing is agreed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Iterator

from ..billing.terms import NEVER, RELEASE, entitlement, holds_retention
from ..calendars import DAY, FOLLOWING, add_months, rolled
from ..enumerations import Kind, Trigger
from ..language import Text
from ..money import ZERO
from ..results import Clock, ClockKind, Position, Receivable
from .arrivals import arrivals
from .clockwork import (
    NONE,
    Basis,
    Matter,
    Terms,
    as_data,
    clause_basis,
    clock,
    days_after,
    filled,
    is_chinese,
    law_basis,
)
from .contacts import about

PREPARE = Terms(lead=14, ahead=30)  # days to gather the papers of an application
STEP = Terms()
STEP_DAYS = 14  # to verify, to pay, and to answer a reminder
REPORT_DAYS, UNAGREED_MONTHS = 90, 24

ACCEPTANCE = Text("acceptance", "验收")
REPORTED = Text("completion, for want of the acceptance report", "竣工日（缺验收报告日期）")
APPLIED = Text("application", "返还申请")
REMINDED = Text("reminder about the application", "申请后的催告")
RELEASABLE = Text("release day", "返还条件成就")
STAGE = Text("milestone {stage}", "节点{stage}")
RELEASED_BY = Text("what shows that milestone {stage} is met", "节点{stage}成就的依据")
REPORT = Text("acceptance day, or the day the acceptance report was handed in", "验收日期或验收报告提交日")
DELIVERY = Text("proof that the application reached them", "申请的送达凭证")

# fmt: off
OPENS = Text("By this book's days this retention may be asked back from {day}.", "按台账日期推算，本笔质保金可自{day}起申请返还。")
PREPARE_IT = Text("Gather the papers by {safe}; hand in the application from {day}.", "请在{safe}前备齐资料，自{day}起提交返还申请。")
PREPARE_NOW = Text("Gather the papers now; hand in the application from {day}.", "立即备齐资料，自{day}起提交返还申请。")
OPEN = Text("By this book this retention may be asked back since {day}; it holds no application.", "按台账，本笔质保金自{day}起可申请返还；台账中没有申请记录。")
APPLY = Text("Hand in the application now and keep proof that it arrived.", "立即提交返还申请，并保留送达凭证。")
NOTHING_AGREED = Text("No stage gives this retention back; two years from acceptance may end on {day}.", "合同没有返还节点；自验收起满两年，可能于{day}届满。")
WITHOUT_ACCEPTANCE = Text("Acceptance is not entered; counted from 90 days after completion this retention may be asked back from {day}.", "未登记验收日期；按竣工后90日起算，质保金可能自{day}起可申请返还。")
UNKNOWN_DAY = Text("The work is over, but no day gives this retention back: acceptance is not entered.", "工程已结束，但未登记验收日期，无法推算质保金返还日。")
ENTER_ACCEPTANCE = Text("Enter the acceptance day, or arrange the acceptance and keep proof of the report.", "补填验收日期，或促成验收并保留报告提交凭证。")
VERIFY = Text("Applied for on {since}: verifying may take them until {day} (14 days).", "已于{since}申请：对方核实期限可能至{day}（14日）。")
VERIFY_WAIT = Text("Look again on {safe}; without an answer remind them in writing, with proof of delivery.", "{safe}再查；未答复的，书面催告并保留送达凭证。")
VERIFY_NOW = Text("Ask whether it is verified; once the days are over remind them in writing, with proof of delivery.", "询问核实结果；期满未答复的，书面催告并保留送达凭证。")
SILENT = Text("Reminded on {since}: without an answer until {day} the application may count as accepted.", "已于{since}催告：至{day}仍不答复的，可能视为认可返还申请。")
SILENT_ACTION = Text("From {safe} on ask a lawyer whether it counts as accepted; keep both proofs.", "自{safe}起咨询律师是否视为认可；保留两次送达凭证。")
PAY = Text("Verified on {since}: payment may be due by {day} (14 days; an agreed day goes first).", "已于{since}核实：可能应于{day}前返还（14日；合同另有约定的从约定）。")
PAY_WAIT = Text("Look for the money on {safe}.", "{safe}查收款项。")
PAY_NOW = Text("Look for the money; if it has not come, remind them.", "查收款项；未到账的，催款。")
# fmt: on


def returns(matter: Matter) -> Iterator[Clock]:
    """The clock of every retention that is not back yet.

    Rule:   CLK-4: a stage of release opens on its day (TRM-4); once applied for, in China: 14 days to verify,
            a reminder and 14 more without an answer may count as acceptance, 14 days to pay. Where no stage
            gives it back: two years from acceptance, or, with the acceptance missing, from 90 days after
            completion, which is then a guess and amber.
    Source: domain.md 1.5; 建质〔2017〕138号 art. 9-11; 法释〔2020〕25号 art. 17.
    """
    stages = [p for p in matter.account.positions if p.stage.kind is RELEASE]
    if not stages and holds_retention(matter.contract):
        held = matter.account.retention_held - matter.account.retention_released
        yield from _unagreed(matter, held)
        return
    dossier = matter.case.dossier
    opens = entitlement(dossier._replace(as_of=NEVER)).triggered if stages else ()
    days = dict(zip((stage.number for stage in dossier.stages), opens))
    for p in stages:
        asked = [r for r in matter.account.receivables if r.stage == p.milestone and r.claimed > 0]
        if p.billable > 0 or not asked:
            yield from _opening(matter, p, days[p.milestone])
        for r in asked:
            yield from _steps(matter, r)


def _opening(matter: Matter, p: Position, on: date) -> Iterator[Clock]:
    """From the plan to the day a release stage opens, and on until somebody asks."""
    money = p.billable if p.triggered_on is not None else p.value
    if on == NEVER:
        yield from _unaccepted(matter, p, money)
        return
    if money <= ZERO:
        return
    basis = clause_basis(matter.contract, filled(STAGE, stage=p.milestone))
    evidence = p.stage.evidence or _acceptance(matter)
    open_ = on <= matter.as_of
    yield clock(
        matter, ClockKind.RETENTION, basis, STEP if open_ else PREPARE,
        safe=rolled(on, FOLLOWING, matter.customs.calendar) if open_ else None,
        start=RELEASABLE if p.stage.met_on else p.stage.trigger.label, started_on=_started(matter, p), proof=as_data(evidence),
        gap=NONE if evidence else filled(RELEASED_BY, stage=p.milestone), last=on,
        meaning=OPEN if open_ else OPENS, action=APPLY if open_ else PREPARE_IT, now=APPLY if open_ else PREPARE_NOW,
        stage=p.milestone, money=money,
    )  # fmt: skip


def _started(matter: Matter, p: Position) -> date | None:
    """The day a release is counted from."""
    contract = matter.contract
    return p.stage.met_on or {
        Trigger.ACCEPTED: contract.accepted_on,
        Trigger.COMPLETED: contract.completed_on,
        Trigger.SETTLED: contract.settled_on,
        Trigger.SIGNED: contract.signed_on,
    }.get(p.stage.trigger)


def _acceptance(matter: Matter) -> str:
    """What the book holds as evidence of the acceptance."""
    return next(
        (s.evidence for s in matter.case.dossier.stages if s.kind is Kind.ACCEPTANCE and s.evidence), ""
    )


def _unaccepted(matter: Matter, p: Position, money: Decimal) -> Iterator[Clock]:
    """A release that waits for an acceptance nobody has entered, though the work is over."""
    if p.stage.trigger is not Trigger.ACCEPTED or not _is_over(matter):
        return
    offset = p.stage.trigger_value
    months = matter.contract.defects_months if offset is None else offset.months
    yield from _guessed(matter, months, p.milestone, money)


def _is_over(matter: Matter) -> bool:
    """Whether the work is done, by completion, settlement or the contract's end."""
    contract = matter.contract
    over = contract.completed_on or contract.settled_on or contract.end
    return over is not None and over < matter.as_of


def _unagreed(matter: Matter, held: Decimal) -> Iterator[Clock]:
    """A retention ledger that no stage gives back (法释〔2020〕25号 art. 17)."""
    contract = matter.contract
    if held <= ZERO or not is_chinese(contract):
        return
    basis = law_basis(matter, "CN-RET-17")
    if contract.accepted_on is None or contract.accepted_on > matter.as_of:
        if _is_over(matter):
            yield from _guessed(matter, UNAGREED_MONTHS, "", held)
    elif basis is not None:
        evidence = _acceptance(matter)
        yield clock(
            matter, ClockKind.RETENTION, basis, PREPARE, start=ACCEPTANCE, started_on=contract.accepted_on,
            proof=as_data(evidence), gap=NONE if evidence else REPORT, meaning=NOTHING_AGREED, action=PREPARE_IT, now=PREPARE_NOW,
            last=add_months(contract.accepted_on, UNAGREED_MONTHS), money=held,
        )  # fmt: skip


def _guessed(matter: Matter, months: int | None, stage: str, money: Decimal) -> Iterator[Clock]:
    """Counted from 90 days after completion, for want of the acceptance: always amber."""
    contract, completed = matter.contract, matter.contract.completed_on
    basis = law_basis(matter, "CN-RET-17") if is_chinese(contract) else None
    if basis is None and is_chinese(contract):
        return
    last = None
    if basis is not None and completed is not None and completed <= matter.as_of:
        agreed = UNAGREED_MONTHS if months is None else months
        last = add_months(completed + DAY * REPORT_DAYS, agreed)
    yield clock(
        matter, ClockKind.RETENTION, basis or clause_basis(contract, filled(STAGE, stage=stage)), PREPARE._replace(urgent=False),
        start=ACCEPTANCE if last is None else REPORTED, started_on=None if last is None else completed, gap=REPORT,
        last=last, meaning=UNKNOWN_DAY if last is None else WITHOUT_ACCEPTANCE, action=ENTER_ACCEPTANCE,
        stage=stage, money=money,
    )  # fmt: skip


def _steps(matter: Matter, r: Receivable) -> Iterator[Clock]:
    """The steps after an application, where Chinese rules set them: verify, answer, pay."""
    basis = law_basis(matter, "CN-RET-14")
    claim, as_of = r.request, matter.as_of
    if basis is None or not is_chinese(matter.contract) or claim.claimed_on is None:
        return
    if r.certified > 0 and claim.certified_on is not None:
        if r.outstanding > matter.case.tolerance:
            yield _step(matter, r, basis, claim.certified_on, "pay")
        return
    if r.certified > 0 or r.received > 0 or claim.claimed_on > as_of:
        return
    told = arrivals([c for c in matter.contacts if about(c, r.claim)], as_of)
    handed = next((a for a in told if a.on >= claim.claimed_on and a.proof), None)
    since = handed.on if handed else claim.claimed_on
    over = since + DAY * STEP_DAYS
    reminded = next((a for a in told if a.on > over and a.proof), None)
    if handed is not None and reminded is not None:
        yield _step(matter, r, basis, reminded.on, "silent", reminded.proof)
    else:
        yield _step(matter, r, basis, since, "verify", handed.proof if handed else "")


def _step(matter: Matter, r: Receivable, basis: Basis, since: date, which: str, proof: str = "") -> Clock:
    """One step of 14 days, from its day."""
    start, meaning, action, now = {
        "verify": (APPLIED, VERIFY, VERIFY_WAIT, VERIFY_NOW),
        "silent": (REMINDED, SILENT, SILENT_ACTION, SILENT_ACTION),
        "pay": (Text("verification", "核实"), PAY, PAY_WAIT, PAY_NOW),
    }[which]
    shown = filled(Text("certificate of {day}", "{day}批复"), day=since) if which == "pay" else as_data(proof)
    return clock(
        matter, ClockKind.RETENTION, basis, Terms(waits=which == "silent"), start=start, started_on=since,
        proof=shown, gap=NONE if shown != NONE else DELIVERY, last=days_after(since, STEP_DAYS),
        meaning=meaning, action=action, now=now, stage=r.stage, claim=r.claim,
        money=r.outstanding if r.outstanding > 0 else r.claimed_net, since=since,
    )  # fmt: skip
