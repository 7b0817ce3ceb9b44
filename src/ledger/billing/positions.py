"""Where the money of every milestone stands: the road from a contract's dossier to its positions.

The positions of a contract add up to the contract: what is billable in all is what the terms
entitle to less what was claimed, and no line bills what another has over-claimed.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from operator import add
from typing import NamedTuple, Sequence

from ..money import ZERO, cents
from ..records import Claim, Contract, Milestone, Receipt
from ..results import NOTHING, Position, Receivable, Status, Unallocated
from .asked_for import AskedFor, asked_for
from .deductions import Deductions, work_claimed
from .plans import Plan, plan
from .receivables import (
    NO_CUSTOMS,
    Customs,
    claims_made,
    overpaid,
    paid,
    payment_term,
    receivable,
    unallocated_money,
)
from .rights import borne_by, granted_by, laid, released_by, rights
from .takings import NO_MONEY, Money
from .terms import (
    DAY_AND_STAGE,
    NEVER,
    Dossier,
    Entitlement,
    Grant,
    beside,
    holds_retention,
    is_recouped,
)
from .worth import Worth, worths


class Account(NamedTuple):
    """Everything about one contract's money on one day."""

    positions: list[Position]
    receivables: list[Receivable]
    unallocated: list[Unallocated]
    entitled: Entitlement
    plan: Plan
    advance_granted: Decimal
    advance_recouped: Decimal
    retention_held: Decimal
    retention_released: Decimal
    dossier: Dossier


def account(
    dossier: Dossier,
    claims: Sequence[Claim],
    money: Money = NO_MONEY,
    customs: Customs = NO_CUSTOMS,
) -> Account:
    """The positions, receivables and ledgers of one contract.

    Units:  contract currency, two decimals.
    Rule:   BIL-5: net entitlement = entitlement + advance granted + materials stored - recouped -
            retention held + retention released; billable = max(0, net entitlement - claimed net).
            Deductions are rounded each, or only the net amount, as the contract's rounding says. Claims
            count as of the day they were made; an advance is not recouped before it is granted.
    Source: domain.md 1.1, 1.4 (the advance is added once when granted), 1.5.
    """
    as_of = dossier.as_of
    made = claims_made(claims, as_of)
    places = laid(dossier, made)
    entitled, borne, granted = rights(dossier, _work_claims(dossier, made, places))
    granted_total = sum((g.amount for g in granted), ZERO)
    held = sum(borne.retained, ZERO)
    given_back = released_by(dossier, entitled, held)
    sums = _line_sums(dossier, entitled.grants, borne, granted, given_back)

    open_claims = _receivables(dossier, made, places, entitled, money, customs)
    unallocated: list[Unallocated] = []
    if money.loose or overpaid(open_claims) or not money.named.keys() <= {c.number for c in made}:
        currency, number = dossier.contract.currency, dossier.contract.number
        open_claims, unallocated = paid(open_claims, money.receipts(), as_of, currency, dossier.choices)
        unallocated = [one._replace(contract=one.contract or number) for one in unallocated]
    unallocated += _idle_credits(dossier, made, money.credits)
    planned = plan(dossier, entitled)
    return Account(
        _positions(dossier, entitled, planned, sums, open_claims),
        open_claims,
        unallocated,
        entitled,
        planned,
        cents(granted_total),
        cents(sum(borne.recouped, ZERO)),
        cents(held),
        cents(sum((g.amount for g in given_back), ZERO)),
        dossier,
    )


def _work_claims(dossier: Dossier, made: Sequence[Claim], places: Sequence[int]) -> list[Claim]:
    """The claims for work, each naming the stage it lies on; only a recoupment asks what they took."""
    contract, stages = dossier.contract, dossier.stages
    if not stages or not is_recouped(contract):
        return []
    aside = beside(contract)
    return [
        claim if claim.milestone == stages[i].number else claim._replace(milestone=stages[i].number)
        for claim, i in zip(made, places)
        if stages[i].kind not in aside
    ]


def _idle_credits(dossier: Dossier, made: Sequence[Claim], credits: Sequence[Receipt]) -> list[Unallocated]:
    """Credit notes that name no claim made: they lower what is owed, but nobody has said of what."""
    if not credits:
        return []
    numbers = {claim.number for claim in made}
    contract = dossier.contract
    return [
        unallocated_money(credit, abs(credit.amount), contract.currency)._replace(contract=contract.number)
        for credit in credits
        if credit.on <= dossier.as_of and credit.claim not in numbers
    ]


class _Sums(NamedTuple):
    """A line's part of the contract's entitlement, at the cent."""

    entitled: Decimal = ZERO
    recouped: Decimal = ZERO
    retention: Decimal = ZERO
    net: Decimal = ZERO


NO_SUMS = _Sums()


def _line_sums(
    dossier: Dossier,
    grants: Sequence[Grant],
    borne: Deductions,
    granted: Sequence[Grant],
    released: Sequence[Grant],
) -> list[_Sums]:
    """Each line's sums; rounded on the running total, so that the lines add up to the contract."""
    parts = [
        (g.on, g.stage, g.amount + g.stored, recouped, retained)
        for g, recouped, retained in zip(grants, borne.recouped, borne.retained)
    ]
    if granted or released:
        parts += [(g.on, g.stage, g.amount, ZERO, ZERO) for g in (*granted, *released)]
        parts.sort(key=DAY_AND_STAGE)
    entitled = _at_cents([gross for _, _, gross, _, _ in parts])
    net, taken, kept = entitled, [ZERO] * len(parts), [ZERO] * len(parts)
    if any(borne.recouped) or any(borne.retained):
        taken = _at_cents([recouped for _, _, _, recouped, _ in parts])
        kept = _at_cents([retained for _, _, _, _, retained in parts])
        net = _at_cents([gross - recouped - retained for _, _, gross, recouped, retained in parts])
    lines = [NO_SUMS] * len(dossier.stages)
    for part, amounts in zip(parts, zip(entitled, taken, kept, net)):
        before = lines[part[1]]
        lines[part[1]] = tuple.__new__(_Sums, amounts if before is NO_SUMS else map(add, before, amounts))
    return lines


def _at_cents(amounts: Sequence[Decimal]) -> list[Decimal]:
    """The amounts rounded on their running total."""
    if not any(amounts):
        return [ZERO] * len(amounts)
    answers, running, before = [], ZERO, ZERO
    for amount in amounts:
        running += amount
        after = cents(running)
        answers.append(after - before)
        before = after
    return answers


def _receivables(
    dossier: Dossier,
    made: Sequence[Claim],
    places: Sequence[int],
    entitled: Entitlement,
    money: Money,
    customs: Customs,
) -> list[Receivable]:
    """The claims made, each laid on a stage, with the money that names it."""
    credited: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for credit in money.credits:
        if credit.on <= dossier.as_of:
            credited[credit.claim] += abs(credit.amount)
    contract, as_of = dossier.contract, dossier.as_of
    numbers = [stage.number for stage in dossier.stages] or [""]
    term = payment_term(contract, customs)
    deduct = _defaults(dossier, made, places, entitled) or [(ZERO, ZERO)] * len(made)
    return [
        receivable(
            claim,
            contract,
            numbers[i],
            as_of,
            term,
            credited.get(claim.number, ZERO),
            retained,
            recouped,
            money.named.get(claim.number, ()),
        )
        for claim, i, (retained, recouped) in zip(made, places, deduct)
    ]


def _defaults(
    dossier: Dossier, made: Sequence[Claim], places: Sequence[int], entitled: Entitlement
) -> list[tuple[Decimal, Decimal]]:
    """What the terms deduct from each claim whose own cells are empty, by its stage (RET-12, REC-9).

    An invoice that is all there is of a claim is what is asked for: nothing is deducted from it again.
    """
    contract = dossier.contract
    recouped, retained = is_recouped(contract), holds_retention(contract)
    if not recouped and not retained:
        return []
    if all(
        (claim.recouped is not None or not recouped) and (claim.retention_held is not None or not retained)
        for claim in made
    ):
        return []
    aside = beside(contract)
    work = [
        n
        for n, claim in enumerate(made)
        if dossier.stages
        and dossier.stages[places[n]].kind not in aside
        and (claim.claimed is not None or claim.certified is not None)
    ]
    grants = [  # each claim is a certificate of its own, whatever its day
        Grant(
            date.fromordinal(k + 1),
            places[n],
            work_claimed(dossier, made[n]._replace(milestone=dossier.stages[places[n]].number)),
            ZERO,
        )
        for k, n in enumerate(work)
    ]
    advances = sum((g.amount for g in granted_by(dossier, entitled)), ZERO)
    borne = borne_by(dossier, entitled._replace(grants=tuple(grants)), [], advances)
    answers = [(ZERO, ZERO)] * len(made)
    for n, kept, taken in zip(work, borne.retained, borne.recouped):
        answers[n] = (cents(kept), cents(taken))
    return answers


def _positions(
    dossier: Dossier,
    entitled: Entitlement,
    planned: Plan,
    sums: Sequence[_Sums],
    open_claims: Sequence[Receivable],
) -> list[Position]:
    """One position for each stage."""
    by_stage: dict[str, list[Receivable]] = defaultdict(list)
    for r in open_claims:
        by_stage[r.stage].append(r)
    as_of = dossier.as_of
    blocked = dossier.contract.is_blocked(as_of)
    asked = [asked_for(by_stage.get(stage.number, ()), as_of, blocked) for stage in dossier.stages]
    gaps = [line.net - of.claimed_net for line, of in zip(sums, asked)]
    billable, overbilled = _set_off(gaps, entitled.triggered)
    worth = worths(dossier, entitled, planned)
    rungs = zip(dossier.stages, entitled.triggered, worth, sums, asked, billable, overbilled)
    return [_position(dossier.contract, *of_stage) for of_stage in rungs]


def _set_off(gaps: Sequence[Decimal], triggered: Sequence[date]) -> tuple[list[Decimal], list[Decimal]]:
    """What each line may bill, and what it has over-claimed: a contract never both bills and is over-claimed.

    What one line over-claimed is taken off what the others may bill, latest lines first; what is left over
    stays on the lines that claimed it, latest first too.
    """
    if min(gaps, default=ZERO) >= ZERO:
        return list(gaps), [ZERO] * len(gaps)
    billable, overbilled = [max(ZERO, gap) for gap in gaps], [max(ZERO, -gap) for gap in gaps]
    both = min(sum(billable, ZERO), sum(overbilled, ZERO))
    if both:
        latest_first = sorted(range(len(gaps)), key=lambda i: (triggered[i], i), reverse=True)
        for amounts, order in ((billable, latest_first), (overbilled, latest_first[::-1])):
            less = both
            for i in order:
                part = min(less, amounts[i])
                amounts[i] -= part
                less -= part
    return billable, overbilled


def _position(
    contract: Contract,
    stage: Milestone,
    triggered: date,
    worth: Worth,
    line: _Sums,
    asked: AskedFor,
    billable: Decimal,
    overbilled: Decimal,
) -> Position:
    claimed, claimed_net, certified, invoiced, due, received, outstanding, overdue, late, *_ = asked
    return tuple.__new__(Position, (  # half the time of a call with so many arguments
        contract, stage, _status(asked, billable, line), None if triggered == NEVER else triggered,
        *worth, *line, cents(claimed), cents(claimed_net), cents(certified),
        cents(invoiced), cents(due), received, outstanding, billable, overbilled, overdue, late, "", NOTHING,
    ))  # fmt: skip


def _status(asked: AskedFor, billable: Decimal, line: _Sums) -> Status:
    """How far a line has come: the state that most wants somebody's attention."""
    if asked.disputed:
        return Status.DISPUTED
    if asked.held:
        return Status.HELD
    if asked.overdue > ZERO:
        return Status.OVERDUE
    if asked.outstanding > ZERO:
        if asked.received > ZERO:
            return Status.PART_PAID
        if asked.due > 0:
            return Status.DUE
        return Status.CERTIFIED if asked.certified >= asked.claimed else Status.PART_CERTIFIED
    if billable > ZERO:
        return Status.BILLABLE
    if asked.claimed <= ZERO and asked.received <= ZERO:
        # a right that claims on other stages have used up is claimed
        return Status.CLAIMED if line.net else Status.NOT_TRIGGERED
    if asked.certified >= asked.claimed or asked.received >= asked.claimed_net:
        return Status.PAID
    if asked.certified:
        return Status.PART_CERTIFIED
    return Status.PART_PAID if asked.received else Status.CLAIMED
