"""Where the money of every milestone stands: the road from a contract's dossier to its positions.

The positions of a contract add up to the contract: what is billable in all is what the terms
entitle to less what was claimed, and no line bills what another has over-claimed.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..enumerations import Kind, Mode
from ..money import CENT, ZERO, cents
from ..records import Claim, Milestone, Progress, Receipt
from ..results import Position, Receivable, Status, Unallocated
from .deductions import Deductions, advance_amount, amount_claimed, deductions, released, work_claimed
from .receivables import NO_CUSTOMS, Customs, counts, money_in, paid, receivable
from .terms import (
    NEVER,
    Dossier,
    Entitlement,
    Grant,
    Sums,
    base_amount,
    entitlement,
    holds_retention,
    is_recouped,
)
from .worth import by_stage as by_stage_measured
from .worth import values, work

TURNS = 200  # a turn takes back at most the share N, FIDIC's 25% or less of what the one before moved


class Account(NamedTuple):
    """Everything about one contract's money on one day."""

    positions: list[Position]
    receivables: list[Receivable]
    unallocated: list[Unallocated]
    entitled: Entitlement
    advance_granted: Decimal
    advance_recouped: Decimal
    retention_held: Decimal
    retention_released: Decimal


def account(
    dossier: Dossier,
    claims: Sequence[Claim],
    receipts: Sequence[Receipt],
    credits: Sequence[Receipt] = (),
    customs: Customs = NO_CUSTOMS,
) -> Account:
    """The positions, receivables and ledgers of one contract.

    Units:  contract currency, two decimals.
    Rule:   BIL-5: net entitlement = entitlement + advance granted + materials stored - recouped -
            retention held + retention released; billable = max(0, net entitlement - claimed net).
            Deductions are rounded each, or only the net amount, as the contract's rounding says.
    Source: domain.md 1.1, 1.4 (the advance is added once when granted), 1.5.
    """
    as_of, stages = dossier.as_of, dossier.stages
    made = [claim for claim in claims if counts(claim, as_of)]
    made.sort(key=lambda c: (c.claimed_on or c.certified_on or c.invoiced_on or date.min, c.line))
    place = {stage.number: i for i, stage in enumerate(stages)}
    work_claims = [
        c for c in made if c.milestone not in place or _is_work(dossier, stages[place[c.milestone]])
    ]

    entitled, borne, granted = _entitled(dossier, work_claims)
    granted_total = sum((g.amount for g in granted), ZERO)
    held = sum(borne.retained, ZERO)
    given_back = _released(dossier, entitled, held)
    sums = _line_sums(dossier, entitled.grants, borne, granted, given_back)

    open_claims = _receivables(dossier, made, place, entitled, sums, credits, customs)
    open_claims, unallocated = paid(open_claims, money_in(receipts, as_of), as_of, dossier.contract.currency)
    return Account(
        _positions(dossier, entitled, sums, open_claims),
        open_claims,
        unallocated,
        entitled,
        cents(granted_total),
        cents(sum(borne.recouped, ZERO)),
        cents(held),
        cents(sum((g.amount for g in given_back), ZERO)),
    )


def _entitled(dossier: Dossier, work_claims: Sequence[Claim]) -> tuple[Entitlement, Deductions, list[Grant]]:
    """The entitlement to work, what it bears, and the advances granted.

    Rule:   TRM-5, up to counts the advance still out. What is out depends on the work that up to grants, for
            that work is recouped from too, so both are found together: from the lower side, until a further
            turn moves nothing, so that no payment passes the share agreed.
    """
    entitled = entitlement(dossier)
    borne = deductions(dossier, entitled.grants, entitled.amounts, work_claims)
    granted = _granted(dossier, entitled)
    total = sum((g.amount for g in granted), ZERO)
    if total <= 0 or not any(stage.mode is Mode.UP_TO for stage in dossier.stages):
        return entitled, borne, granted
    out = total - sum(borne.recouped, ZERO)
    if out <= 0:
        return entitled, borne, granted
    out = total
    for _ in range(TURNS):
        entitled = entitlement(dossier, out)
        borne = deductions(dossier, entitled.grants, entitled.amounts, work_claims)
        still_out = total - sum(borne.recouped, ZERO)
        if abs(still_out - out) < CENT / 1000:
            break
        out = still_out
    return entitled, borne, granted


def _is_work(dossier: Dossier, stage: Milestone) -> bool:
    """Whether a stage pays for work, rather than granting an advance or releasing retention."""
    contract = dossier.contract
    return not (
        (stage.kind is Kind.ADVANCE and is_recouped(contract))
        or (stage.kind is Kind.RELEASE and holds_retention(contract))
    )


def _granted(dossier: Dossier, entitled: Entitlement) -> list[Grant]:
    """The advances granted so far, where they are recouped later."""
    if not is_recouped(dossier.contract):
        return []
    return [
        Grant(on, i, ZERO, advance_amount(stage.measure, base_amount(stage, entitled.amounts)))
        for i, (stage, on) in enumerate(zip(dossier.stages, entitled.triggered))
        if stage.kind is Kind.ADVANCE and on != NEVER
    ]


def _released(dossier: Dossier, entitled: Entitlement, held: Decimal) -> list[Grant]:
    """Retention given back so far, oldest first (RET-13)."""
    if not holds_retention(dossier.contract):
        return []
    due = [
        (on, i)
        for i, on in enumerate(entitled.triggered)
        if on != NEVER and dossier.stages[i].kind is Kind.RELEASE
    ]
    left, grants = held, []
    for on, i in sorted(due):
        amount = released(dossier.stages[i], entitled.amounts, held, left)
        left -= amount
        grants.append(Grant(on, i, ZERO, amount))
    return grants


class _Sums(NamedTuple):
    """A line's part of the contract's entitlement, at the cent."""

    entitled: Decimal = ZERO
    recouped: Decimal = ZERO
    retention: Decimal = ZERO
    net: Decimal = ZERO


def _line_sums(
    dossier: Dossier,
    grants: Sequence[Grant],
    borne: Deductions,
    granted: Sequence[Grant],
    released: Sequence[Grant],
) -> list[_Sums]:
    """Each line's sums; rounded on the running total, so that the lines add up to the contract."""
    lines = [_Sums()] * len(dossier.stages)
    running, before = [ZERO] * 4, [ZERO] * 4
    parts = [
        (g.on, g.stage, g.amount + g.stored, borne.recouped[i], borne.retained[i])
        for i, g in enumerate(grants)
    ]
    parts += [(g.on, g.stage, g.amount, ZERO, ZERO) for g in (*granted, *released)]
    parts.sort(key=lambda part: (part[0], part[1]))
    for _, i, gross, recouped, retained in parts:
        running[0] += gross
        running[1] += recouped
        running[2] += retained
        running[3] += gross - recouped - retained
        after = [cents(each) for each in running]
        entitled, taken, kept, net = (now - was for now, was in zip(after, before))
        before = after
        line = lines[i]
        lines[i] = _Sums(
            line.entitled + entitled, line.recouped + taken, line.retention + kept, line.net + net
        )
    return lines


def _receivables(
    dossier: Dossier,
    made: Sequence[Claim],
    place: dict[str, int],
    entitled: Entitlement,
    sums: Sequence[_Sums],
    credits: Sequence[Receipt],
    customs: Customs,
) -> list[Receivable]:
    """The claims made, each laid on a stage, before any money."""
    credited: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for credit in credits:
        if credit.on <= dossier.as_of:
            credited[credit.claim] += abs(credit.amount)
    room = [line.entitled for line in sums]
    order = sorted(range(len(sums)), key=lambda i: (entitled.triggered[i], i))
    answers = []
    deduct = _defaults(dossier, made, place, entitled)
    for n, claim in enumerate(made):
        i = place.get(claim.milestone, -1)
        if i < 0:  # no stage named: the oldest one with room for it
            i = next((j for j in order if room[j] > 0), order[0] if order else 0)
        stage = dossier.stages[i].number if dossier.stages else ""
        if dossier.stages:
            room[i] -= amount_claimed(claim)
        retained, recouped = deduct[n] if deduct else (ZERO, ZERO)
        answers.append(
            receivable(
                claim,
                dossier.contract,
                stage,
                dossier.as_of,
                customs,
                credited.get(claim.number, ZERO),
                retained,
                recouped,
            )
        )
    return answers


def _defaults(
    dossier: Dossier, made: Sequence[Claim], place: dict[str, int], entitled: Entitlement
) -> list[tuple[Decimal, Decimal]]:
    """What the terms deduct from each claim whose own cells are empty (RET-12, REC-9)."""
    contract = dossier.contract
    recouped, retained = is_recouped(contract), holds_retention(contract)
    if all(
        (claim.recouped is not None or not recouped) and (claim.retention_held is not None or not retained)
        for claim in made
    ):
        return []
    work = [
        n
        for n, claim in enumerate(made)
        if claim.milestone not in place or _is_work(dossier, dossier.stages[place[claim.milestone]])
    ]
    grants = [  # each claim is a certificate of its own, whatever its day
        Grant(date.fromordinal(k + 1), place.get(made[n].milestone, 0), amount_claimed(made[n]), ZERO)
        for k, n in enumerate(work)
    ]
    borne = deductions(dossier, grants, entitled.amounts, [])
    answers = [(ZERO, ZERO)] * len(made)
    for n, kept, taken in zip(work, borne.retained, borne.recouped):
        answers[n] = (cents(kept), cents(taken))
    return answers


def _positions(
    dossier: Dossier, entitled: Entitlement, sums: Sequence[_Sums], open_claims: Sequence[Receivable]
) -> list[Position]:
    """One position for each stage."""
    by_stage: dict[str, list[Receivable]] = defaultdict(list)
    for r in open_claims:
        by_stage[r.stage].append(r)
    gaps = [
        line.net - sum([r.claimed_net for r in by_stage.get(stage.number, ())], ZERO)
        for stage, line in zip(dossier.stages, sums)
    ]
    progress = by_stage_measured(dossier)
    billable = _billable(gaps, [entitled.triggered[i] for i in range(len(gaps))])
    worth = values(dossier, entitled)
    return [
        _position(
            dossier,
            i,
            entitled.amounts,
            entitled.triggered[i],
            sums[i],
            worth[i],
            billable[i],
            gaps[i],
            by_stage,
            progress,
        )
        for i in range(len(dossier.stages))
    ]


def _billable(gaps: Sequence[Decimal], triggered: Sequence[date]) -> list[Decimal]:
    """What each line may bill: its gap, less what other lines have over-claimed, latest lines first."""
    over = -sum((gap for gap in gaps if gap < 0), ZERO)
    answers = [max(ZERO, gap) for gap in gaps]
    if over:
        for i in sorted(range(len(gaps)), key=lambda i: (triggered[i], i), reverse=True):
            less = min(over, answers[i])
            answers[i] -= less
            over -= less
    return answers


def _position(
    dossier: Dossier,
    i: int,
    amounts: Sums,
    triggered: date,
    line: _Sums,
    value: Decimal,
    billable: Decimal,
    gap: Decimal,
    by_stage: dict[str, list[Receivable]],
    progress: dict[str, list[Progress]],
) -> Position:
    stage, as_of = dossier.stages[i], dossier.as_of
    mine = by_stage.get(stage.number, ())
    claimed = claimed_net = certified = invoiced = due = received = outstanding = overdue = ZERO
    late, disputed = 0, False
    for r in mine:
        claimed += r.claimed
        claimed_net += r.claimed_net
        certified += r.certified
        invoiced += r.invoiced
        received += r.received
        outstanding += r.outstanding
        disputed = disputed or (r.disputed > 0 and r.outstanding > 0)
        if r.due_on is not None and r.due_on <= as_of:
            due += r.payable
            if r.days_overdue > 0:
                overdue += r.outstanding
                late = max(late, r.days_overdue)
    planned, earned = work(dossier, stage, value, amounts, triggered, progress)
    status = _status(disputed, overdue, outstanding, received, due, claimed, certified, billable, line)
    return Position(
        dossier.contract, stage, status, None if triggered == NEVER else triggered, cents(value), planned,
        earned, line.entitled, line.recouped, line.retention, line.net, cents(claimed), cents(claimed_net),
        cents(certified), cents(invoiced), cents(due), received, outstanding, billable,
        -gap if gap < 0 else ZERO, overdue, late,
    )  # fmt: skip


def _status(
    disputed: bool,
    overdue: Decimal,
    outstanding: Decimal,
    received: Decimal,
    due: Decimal,
    claimed: Decimal,
    certified: Decimal,
    billable: Decimal,
    line: _Sums,
) -> Status:
    """How far a line has come: the state that most wants somebody's attention."""
    if disputed:
        return Status.DISPUTED
    if overdue > 0:
        return Status.OVERDUE
    if outstanding > 0:
        if received > 0:
            return Status.PART_PAID
        if due > 0:
            return Status.DUE
        return Status.CERTIFIED if certified >= claimed else Status.PART_CERTIFIED
    if billable > 0:
        return Status.BILLABLE
    if claimed > certified and received < claimed and not received:
        return Status.CLAIMED
    return (
        Status.PAID
        if claimed > 0 or received > 0
        else Status.NOT_TRIGGERED
        if not line.net
        else Status.BILLABLE
    )
