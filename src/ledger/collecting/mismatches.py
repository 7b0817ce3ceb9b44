"""Two rungs of the money ladder that have drifted apart: one rule each, both ways, worst first.

A difference up to the tolerance is no mismatch. Each rule answers for one position, one
receivable or one contract; the sheet shows them all, the position shows its worst.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence, Tuple

from ..billing.terms import is_period
from ..enumerations import Kind, VariationStatus
from ..language import Text
from ..money import ZERO
from ..records import Contract, Progress, Variation
from ..results import Mismatch, Position, Receivable, Severity, Unallocated

HIGH, MEDIUM, LOW = Severity.HIGH, Severity.MEDIUM, Severity.LOW
RELEASE = Kind.RELEASE


class Rule(NamedTuple):
    """A mismatch rule as people read it: how bad, what it means, what to do, where it comes from."""

    severity: Severity
    meaning: Text
    action: Text
    source: str


RULES = {
    "MIS-1": Rule(
        MEDIUM,
        Text("Work gives a right to money that nobody has claimed.", "已到付款条件但尚未请款。"),
        Text("Claim it now.", "立即请款。"),
        "domain.md 1.7 gap_unclaimed",
    ),
    "MIS-2": Rule(
        MEDIUM,
        Text("Claimed, but the customer has not certified all of it.", "已请款，客户尚未全部批复。"),
        Text("Ask for the certificate or the reasons.", "催办批复或索取不予批复的理由。"),
        "domain.md 1.7 gap_uncertified",
    ),
    "MIS-3": Rule(
        MEDIUM,
        Text("Certified, but not invoiced.", "已批复但未开票。"),
        Text("Issue the invoice.", "开具发票。"),
        "domain.md 1.7 gap_uninvoiced",
    ),
    "MIS-4": Rule(
        HIGH,
        Text("Past its due date and unpaid.", "已过应付日仍未付款。"),
        Text("Remind the customer.", "催款。"),
        "domain.md 1.7 gap_overdue",
    ),
    "MIS-5": Rule(
        HIGH,
        Text("Paid in part; the rest is past its due date.", "仅部分付款，余额已逾期。"),
        Text("Ask what the difference is for, then remind.", "核实差额原因后催款。"),
        "domain.md 1.7 gap_overdue; product.md short paid",
    ),
    "MIS-6": Rule(
        HIGH,
        Text("Claimed more than the terms entitle to.", "请款超过合同条款应得金额。"),
        Text("Correct the claim before the customer does.", "主动更正请款。"),
        "domain.md 1.7 overbilled",
    ),
    "MIS-7": Rule(
        MEDIUM,
        Text("Received more than is payable.", "回款超过应付金额。"),
        Text("Agree whether it is a prepayment or a refund.", "与客户确认作预付还是退款。"),
        "domain.md 1.7 overreceived",
    ),
    "MIS-8": Rule(
        MEDIUM,
        Text("Money in that no claim explains.", "回款无法对应请款。"),
        Text("Find out what it pays and name the claim.", "查明用途并填写请款编号。"),
        "product.md unallocated cash",
    ),
    "MIS-9": Rule(
        HIGH,
        Text("Retention may be released and is not paid.", "质保金已到返还期仍未收回。"),
        Text("Apply for its release.", "申请返还质保金。"),
        "domain.md 1.7 gap_retention_late",
    ),
    "MIS-10": Rule(
        MEDIUM,
        Text("A variation is done or submitted but not agreed.", "变更已报但未确认。"),
        Text("Get it agreed; it is no part of the price until then.", "尽快取得确认，确认前不计入合同价。"),
        "domain.md 1.7 gap_variation",
    ),
    "MIS-11": Rule(
        LOW,
        Text("Work is ahead of what the terms let us claim.", "完成的工作超前于可请款金额。"),
        Text("Meet the next trigger; consider a notice of progress.", "促成下一付款条件，考虑发进度通知。"),
        "domain.md 1.7 underbilling = contract asset",
    ),
    "MIS-12": Rule(
        LOW,
        Text("Work is behind plan.", "进度落后于计划。"),
        Text("Ask the project manager for the new date.", "向项目经理确认新的计划日期。"),
        "domain.md 1.6 SV",
    ),
    "MIS-13": Rule(
        MEDIUM,
        Text("The advance not yet recouped is more than the work left to do.", "未扣回的预付款大于剩余工作价值。"),
        Text("Agree how the rest of it is taken back.", "与客户商定剩余预付款的扣回。"),
        "domain.md 1.7 advance_balance",
    ),
    "MIS-14": Rule(
        HIGH,
        Text("The customer disputes part of it.", "客户对部分金额有争议。"),
        Text("Settle the dispute; collect the undisputed part.", "解决争议，先收无争议部分。"),
        "product.md disputes; 国令第802号 §15 (undisputed part)",
    ),
    "MIS-15": Rule(
        HIGH,
        Text("The stages would grant more than the contract is worth.", "各节点合计超过合同总价。"),
        Text("Read the terms again: 'pay' may mean 'up to'; or agree a variation.", "复核条款：“支付”是否应为“付至”，或先确认变更。"),
        "domain.md 1.12 no. 1",
    ),
}  # fmt: skip


class Limits(NamedTuple):
    """What is small enough, or young enough, to be no mismatch."""

    tolerance: Decimal = ZERO
    tolerance_share: Decimal = ZERO
    claim_days: int = 0
    certify_days: int = 14
    invoice_days: int = 7
    variation_days: int = 30


NO_LIMITS = Limits()


Drift = Tuple[str, Decimal, int]  # the rule that found it, the money, the days


class Work(NamedTuple):
    """The measurements of a contract, and what their shares are of."""

    progress: Sequence[Progress] = ()
    whole: Decimal = ZERO


NO_WORK = Work()


def tolerance_of(contract: Contract, limits: Limits) -> Decimal:
    """Up to which difference a contract's rungs agree.

    Units:  contract currency.
    Rule:   MIS-0: the contract's own tolerance, else the book's; or, where that is more, the tolerance share
            of the contract sum. A difference must be past both.
    Source: domain.md 1.7.
    """
    own = limits.tolerance if contract.tolerance is None else contract.tolerance
    return max(own, contract.contract_sum * limits.tolerance_share) if limits.tolerance_share else own


def worst(
    earned: Decimal,
    claimed: Decimal,
    certified: Decimal,
    received: Decimal,
    tolerance: Decimal = ZERO,
) -> tuple[str, Decimal] | None:
    """The worst mismatch between four rungs: its rule and the money; None where they agree.

    Units:  contract currency, each to date and on the same basis.
    Rule:   over-billed (MIS-6) before over-received (MIS-7), unclaimed (MIS-1), uncertified (MIS-2) and
            unpaid (MIS-4): a wrong claim harms more than a late one. Past the tolerance, not at it.
    Source: domain.md 1.7.
    """
    gaps = (
        ("MIS-6", claimed - earned),
        ("MIS-7", received - certified),
        ("MIS-1", earned - claimed),
        ("MIS-2", claimed - certified),
        ("MIS-4", certified - received),
    )
    return next(((rule, gap) for rule, gap in gaps if gap > tolerance), None)


def unclaimed_since(p: Position, work: Work, tolerance: Decimal = ZERO) -> date | None:
    """The day from which a stage has been billable.

    Rule:   MIS-1: its trigger's day; of a stage paid by measured value, the day of its first measurement that
            gave a right to more than was claimed, where that is later.
    Source: domain.md 1.7.
    """
    if p.triggered_on is None or not is_period(p.stage):
        return p.triggered_on
    share = p.stage.measure.part
    own = [row for row in work.progress if row.milestone == p.milestone]
    for row in sorted(own or [row for row in work.progress if not row.milestone], key=lambda row: row.on):
        done = row.done.amount if row.done.share is None else row.done.share * work.whole
        if share * (done or ZERO) > p.claimed + tolerance:
            return max(row.on, p.triggered_on)
    return p.triggered_on


def of_position(position: Position, as_of: date, limits: Limits, work: Work = NO_WORK) -> list[Drift]:
    """Rule, money and days of each mismatch of one milestone."""
    p, tolerance, found = position, limits.tolerance, []
    if p.overbilled > tolerance:
        found.append(("MIS-6", p.overbilled, 0))
    if p.billable > tolerance:
        first = unclaimed_since(p, work, tolerance)
        since = (as_of - first).days if first is not None else 0
        if since >= limits.claim_days:
            found.append(("MIS-9" if p.stage.kind is RELEASE else "MIS-1", p.billable, since))
    if p.earned - p.entitled > tolerance and p.entitled < p.value:
        found.append(("MIS-11", p.earned - p.entitled, 0))
    if p.planned - p.earned > tolerance:
        late = (as_of - p.stage.planned_on).days if p.stage.planned_on and not p.triggered_on else 0
        found.append(("MIS-12", p.planned - p.earned, max(0, late)))
    return found


def of_receivable(r: Receivable, as_of: date, limits: Limits, release: bool = False) -> list[Drift]:
    """Rule, money and days of each mismatch of one claim."""
    tolerance, claim, found = limits.tolerance, r.request, []
    outstanding, late = r.outstanding, r.days_overdue
    if late > 0 and outstanding > tolerance:
        rule = "MIS-9" if release else "MIS-5" if r.received > ZERO else "MIS-4"
        found.append((rule, outstanding, late))
    if r.disputed > tolerance and outstanding > ZERO:
        found.append(("MIS-14", r.disputed, late))
    settled = claim.certified is None and (r.invoiced or r.received)  # nobody certifies it any more
    if r.claimed - r.certified > tolerance and not settled:
        waited = (as_of - claim.claimed_on).days if claim.claimed_on else 0
        if waited >= limits.certify_days:
            found.append(("MIS-2", r.claimed - r.certified, waited))
    if r.certified and r.payable - r.invoiced > tolerance:
        waited = (as_of - claim.certified_on).days if claim.certified_on else 0
        if waited >= limits.invoice_days:
            found.append(("MIS-3", r.payable - r.invoiced, waited))
    return found


class Contents(NamedTuple):
    """One contract's answers, as the mismatch rules need them."""

    contract: Contract
    positions: Sequence[Position]
    receivables: Sequence[Receivable]
    unallocated: Sequence[Unallocated]
    variations: Sequence[Variation]
    limited: Decimal
    advance_left: Decimal
    work_left: Decimal
    work: Work = NO_WORK


def of_contract(contents: Contents, as_of: date, limits: Limits) -> list[Mismatch]:
    """Every mismatch of one contract, in no particular order."""
    contract = contents.contract
    limits = limits._replace(tolerance=tolerance_of(contract, limits))
    number, customer, currency, owner = contract.number, contract.customer, contract.currency, contract.owner
    found: list[Mismatch] = []

    def add(rule: str, money: Decimal, days: int, milestone: str = "") -> None:
        severity, meaning, action, _ = RULES[rule]
        found.append(tuple.__new__(Mismatch, (  # made for every claim that is late
            rule, severity, number, milestone, customer, currency, money, days, meaning, action, owner,
        )))  # fmt: skip

    releases = set()
    for p in contents.positions:
        if p.stage.kind is RELEASE:
            releases.add(p.stage.number)
        for rule, money, days in of_position(p, as_of, limits, contents.work):
            add(rule, money, days, p.stage.number)
    for r in contents.receivables:
        if r.outstanding <= ZERO and r.certified >= r.claimed and r.invoiced >= r.payable:
            continue  # nothing of it is open on any rung
        for rule, money, days in of_receivable(r, as_of, limits, r.stage in releases):
            add(rule, money, days, r.stage)
    stage_of = {}
    if contents.unallocated:
        settled = (r for r in contents.receivables if r.payable > 0 and r.outstanding <= 0)
        stage_of = {r.claim: r.stage for r in settled}
    for money_in in contents.unallocated:
        if abs(money_in.amount) > limits.tolerance:
            rule = "MIS-7" if money_in.claim in stage_of and money_in.amount > 0 else "MIS-8"
            add(rule, money_in.amount, (as_of - money_in.on).days, stage_of.get(money_in.claim, ""))
    for variation in contents.variations:
        waited = (as_of - variation.on).days
        open_ = variation.status is not VariationStatus.AGREED
        if open_ and waited >= limits.variation_days and abs(variation.amount) > limits.tolerance:
            add("MIS-10", variation.amount, waited)
    if contents.limited > limits.tolerance:
        add("MIS-15", contents.limited, 0)
    if contents.advance_left > limits.tolerance and contents.advance_left > contents.work_left:
        add("MIS-13", contents.advance_left - max(ZERO, contents.work_left), 0)
    return found


def homeless(money: Unallocated, as_of: date) -> Mismatch:
    """Money in that names no contract of the book (MIS-8)."""
    row = RULES["MIS-8"]
    return Mismatch(
        "MIS-8", row.severity, money.contract, "", money.payer, money.currency, money.amount,
        (as_of - money.on).days, row.meaning, row.action, "",
    )  # fmt: skip


def worst_first(found: Sequence[Mismatch]) -> list[Mismatch]:
    """By severity, questions of terms after money, then by money and days; the sheet's order never matters."""
    return sorted(found, key=_badness)


def _badness(m: Mismatch) -> tuple[bool, bool, bool, Decimal, int, str, str, str]:
    severity, rule = m.severity, m.rule
    is_question = rule.startswith("TRM-")
    return (
        severity is not HIGH,
        severity is LOW,
        is_question,
        -m.money,
        -m.days,
        m.contract,
        m.milestone,
        rule,
    )
