"""What the contract takes back from the work it pays for: the advance recouped and the retention held.

Both are ledgers beside the entitlement; each grant of work bears its own part, so that the
parts of the lines add up to the contract's.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..conventions import of
from ..enumerations import OF_THE_PRICE, Recoupment, RetentionBase, Rounding
from ..money import CENT, ONE, ZERO, cents, rounded
from ..records import Claim, Contract, Milestone
from . import recoupment, retention
from .terms import ADVANCE, Dossier, Grant, Sums, base_amount, holds_retention, is_period, is_recouped

EXACT = Decimal("1e-12")  # with rounding on the total, deductions stay unrounded until the net amount

METHODS = {
    Recoupment.THRESHOLD: recoupment.THRESHOLD,
    Recoupment.PRO_RATA: recoupment.PRO_RATA,
    Recoupment.FIDIC: recoupment.FIDIC,
    Recoupment.FIXED: recoupment.FIXED,
}
BASES = {
    RetentionBase.WORK: retention.WORK,
    RetentionBase.WORK_AND_MATERIALS: retention.WORK_AND_MATERIALS,
    RetentionBase.CONTRACT: retention.CONTRACT,
    RetentionBase.SETTLEMENT: retention.SETTLEMENT,
}


class Deductions(NamedTuple):
    """What each grant bears, in the order of the grants."""

    recouped: list[Decimal]
    retained: list[Decimal]


def step(contract: Contract) -> Decimal:
    """Where deductions are rounded: each at the cent, or not before the total (oracle FID-01)."""
    return EXACT if contract.rounding is Rounding.TOTAL else CENT


def advance_terms(dossier: Dossier, amounts: Sums) -> recoupment.Advance | None:
    """The advance and the terms on which it is taken back; None where it is part of the entitlement.

    Rule:   REC-8: the advance is what its stages grant, or the Contracts sheet's own figure where it has
            no stage; FIDIC counts from the contract sum less provisional sums.
    """
    contract = dossier.contract
    if not is_recouped(contract) or contract.recoupment is None:
        return None
    stages = [stage for stage in dossier.stages if stage.kind is ADVANCE]
    total = sum((advance_amount(stage.measure, base_amount(stage, amounts)) for stage in stages), ZERO)
    if not stages and contract.advance is not None:
        total = advance_amount(contract.advance, contract.contract_sum)
    price = contract.contract_sum
    if contract.recoupment is Recoupment.FIDIC:
        price -= contract.provisional_sum or ZERO
    return recoupment.Advance(
        total,
        price,
        METHODS[contract.recoupment],
        contract.recoupment_1,
        contract.recoupment_2,
        mark=of(recoupment.MARK, dossier.choices),
        start=of(recoupment.START, dossier.choices),
        base=of(recoupment.BASE, dossier.choices),
        counts=of(recoupment.COUNTS, dossier.choices),
        step=step(contract),
    )


def advance_amount(measure: object, base: Decimal) -> Decimal:
    """An advance as an amount: its own, or a share of its base."""
    share, amount = getattr(measure, "share", None), getattr(measure, "amount", None)
    if amount is not None:
        return Decimal(amount)
    return Decimal(1 if share is None else share) * base


def retention_terms(dossier: Dossier, amounts: Sums) -> retention.RetentionTerms | None:
    """The retention ledger's terms; None where the stages withhold it themselves."""
    contract, choices = dossier.contract, dossier.choices
    if not holds_retention(contract) or contract.retention_base is None:
        return None
    cap = contract.retention_cap
    if cap is not None:
        base = of(retention.CAP_BASE, choices)
        cap = retention.maximum(cap, amounts.contract, amounts.revised, amounts.settlement, base)
    return retention.RetentionTerms(
        brackets=contract.retention,
        materials_rate=contract.materials_retention_rate,
        base=BASES[contract.retention_base],
        contract_sum=amounts.revised,
        settlement_sum=amounts.settlement,
        cap=cap,
        reduction=of(retention.REDUCTION, choices),
        mark=of(retention.MARK, choices),
        timing=of(retention.TIMING, choices),
        rounding=of(retention.ROUNDING, choices),
        step=step(contract),
    )


def deductions(
    dossier: Dossier, grants: Sequence[Grant], amounts: Sums, claims: Sequence[Claim]
) -> Deductions:
    """What each grant of work bears of recoupment and retention.

    Units:  contract currency; `claims` are the work claims so far, oldest first.
    Rule:   Grants of one day are one certificate; what it deducts lies on its lines in proportion to their
            work (RET-7). REC-9: methods that go by each certificate's own amount (FIDIC, fixed) take what
            the claims so far recouped as it stands, certificates being frozen, and go on with the work not
            yet claimed; the cumulative methods go by the work done. RET-12: retention is held on the work,
            to date; stored materials with their own rate or with the work, as the base says.
    Source: domain.md 1.4, 1.5, 1.12.
    """
    advance, terms = advance_terms(dossier, amounts), retention_terms(dossier, amounts)
    recouped, retained = [ZERO] * len(grants), [ZERO] * len(grants)
    if advance is None and terms is None:
        return Deductions(recouped, retained)
    certificates = _certificates(grants)
    values = [sum([grants[i].value for i in one], ZERO) for one in certificates]
    if advance is not None and advance.amount > 0 and not recoupment.flaws(advance):
        if advance.method in (recoupment.FIDIC, recoupment.FIXED) and claims:
            taken = _after_claims(dossier, advance, grants, certificates, values, claims)
        else:
            taken = recoupment.recoupments(advance, values)
        recouped = _spread(grants, certificates, taken, advance.step)
    if terms is not None:
        stored, balances = ZERO, []
        for one in certificates:
            stored += sum([grants[i].stored for i in one], ZERO)
            balances.append(stored)
        held = retention.retentions(terms, values, balances)
        retained = _spread(grants, certificates, held, terms.step)
        _own_rates(dossier, grants, retained, terms)
    return Deductions(recouped, retained)


def _certificates(grants: Sequence[Grant]) -> list[list[int]]:
    """The grants of one day are one certificate: their places, in the order of the grants."""
    days: dict[object, list[int]] = {}
    for i, grant in enumerate(grants):
        days.setdefault(grant.on, []).append(i)
    return list(days.values())


def _spread(
    grants: Sequence[Grant], certificates: Sequence[list[int]], amounts: Sequence[Decimal], step: Decimal
) -> list[Decimal]:
    """Each certificate's deduction laid on its lines in proportion to their work (RET-7, oracle AIA-04)."""
    answers = [ZERO] * len(grants)
    for places, amount in zip(certificates, amounts):
        if not amount:
            continue
        if len(places) == 1:
            answers[places[0]] = amount
            continue
        weights = [grants[i].value + grants[i].stored for i in places]
        parts = retention.spread(amount, weights, step) if sum(weights, ZERO) else [ZERO] * len(places)
        if not any(parts):  # nothing of the deduction's sign to lay it on
            parts = [amount] + [ZERO] * (len(places) - 1)
        for i, part in zip(places, parts):
            answers[i] = part
    return answers


def _own_rates(
    dossier: Dossier, grants: Sequence[Grant], retained: list[Decimal], terms: retention.RetentionTerms
) -> None:
    """A stage's own retention rate stands before the contract's (RET-5); the cap holds for both (RET-3)."""
    if all(stage.retention_rate is None for stage in dossier.stages):
        return
    balance = ZERO
    for i, grant in enumerate(grants):
        rate = dossier.stages[grant.stage].retention_rate
        if rate is not None:
            on_site = rate if terms.base == retention.WORK_AND_MATERIALS else ZERO
            if terms.materials_rate is not None:
                on_site = terms.materials_rate
            retained[i] = rounded(grant.value * rate + grant.stored * on_site, terms.step)
        if terms.cap is not None:
            retained[i] = min(retained[i], rounded(terms.cap, terms.step) - balance)
        balance += retained[i]


def _after_claims(
    dossier: Dossier,
    advance: recoupment.Advance,
    grants: Sequence[Grant],
    certificates: Sequence[list[int]],
    values: Sequence[Decimal],
    claims: Sequence[Claim],
) -> list[Decimal]:
    """Recoupment laid on the certificates: what the claims took, then the rule on the work not yet claimed.

    What a claim recouped lies on the work it took.
    """
    shares = [s.measure.share for s in dossier.stages if is_period(s) and s.measure.share]
    dust = CENT / min(shares, default=ONE)
    rest, stored = list(values), _Stored(dossier, grants)
    claimed, taken_by = [], []
    for claim in claims:
        own = _certificates_of(dossier, grants, certificates, claim.milestone)
        amount, taken, open_ = _take(dossier, grants, certificates, claim, own, rest, stored)
        left_over = sum((rest[n] for n in own), ZERO) - open_
        if own and abs(left_over) < dust:  # less work than a cent's claim is the claim's own rounding
            amount += left_over
            for n in own:
                rest[n] = ZERO
        claimed.append(amount)
        taken_by.append(taken)
    # what is claimed in full is no period more, nor are the crumbs that claims stated at the cent leave over
    open_work = [n for n, value in enumerate(rest) if abs(value) >= dust]
    periods = recoupment.recoupments(advance, claimed + [rest[n] for n in open_work])
    for i, claim in enumerate(claims):
        by_rule = cents(periods[i]) == claim.recouped  # it is stated at the cent, whatever the rounding
        if claim.recouped is not None and not by_rule:
            periods[i] = claim.recouped
    left = max(ZERO, advance.amount - sum(periods[: len(claims)], ZERO))
    answers = [ZERO] * len(rest)
    for n, of_rest in zip(open_work, periods[len(claims) :]):
        answers[n] = min(of_rest, left)
        left -= answers[n]
    for recouped, taken in zip(periods, taken_by):
        if recouped and taken:
            parts = retention.spread(recouped, [part for _, part in taken], advance.step)
            for (n, _), part in zip(taken, parts):
                answers[n] += part
        elif recouped and answers:
            answers[0] += recouped
    return answers


class _Stored:
    """Materials on site by stage and day, and how many of them the claims so far were paid for."""

    def __init__(self, dossier: Dossier, grants: Sequence[Grant]) -> None:
        self.changes = [(dossier.stages[g.stage].number, g.on, g.stored) for g in grants if g.stored]
        self.claimed: dict[str, Decimal] = {}

    def change(self, stage: str, day: date) -> Decimal:
        """Materials of a stage on site by a day beyond those claimed; below 0 where they were built in."""
        now = sum((stored for number, on, stored in self.changes if number == stage and on <= day), ZERO)
        return now - self.claimed.get(stage, ZERO)


def _certificates_of(
    dossier: Dossier, grants: Sequence[Grant], certificates: Sequence[list[int]], stage: str
) -> list[int]:
    """The certificates that hold work of a stage, oldest first."""
    return [
        n
        for n, one in enumerate(certificates)
        if any(dossier.stages[grants[i].stage].number == stage for i in one)
    ]


def _take(
    dossier: Dossier,
    grants: Sequence[Grant],
    certificates: Sequence[list[int]],
    claim: Claim,
    own: Sequence[int],
    rest: list[Decimal],
    stored: _Stored,
) -> tuple[Decimal, list[tuple[int, Decimal]], Decimal]:
    """The work a claim is for, what it took of which certificate, and what found none; `rest` shrinks by it.

    It takes the work measured by its day, of its own stage before others', then the materials on site, then
    work measured later. Materials built in since they were claimed were taken off the claim again.
    """
    day = claim.claimed_on or claim.certified_on or claim.invoiced_on or date.max
    amount = open_ = work_claimed(dossier, claim)
    taken: list[tuple[int, Decimal]] = []

    def take(places: Sequence[int], amount: Decimal) -> Decimal:
        for n in places:
            part = min(rest[n], amount)
            if part > 0:
                rest[n] -= part
                amount -= part
                taken.append((n, part))
        return amount

    change = stored.change(claim.milestone, day)
    by_then = [n for n, one in enumerate(certificates) if grants[one[0]].on <= day]
    built_in = min(ZERO, change)
    open_ = take([n for n in own if n in by_then], open_ - built_in)
    open_ = take(by_then, open_)
    on_site = max(ZERO, min(change, open_))
    stored.claimed[claim.milestone] = stored.claimed.get(claim.milestone, ZERO) + on_site + built_in
    open_ = take(range(len(rest)), take(own, open_ - on_site))
    return amount - built_in - on_site, taken, open_


def amount_claimed(claim: Claim) -> Decimal:
    """What a claim asked for, gross: at least what was certified, or else what was invoiced."""
    return gross(claim.claimed, claim.certified, claim.invoiced)


def gross(claimed: Decimal | None, certified: Decimal | None, invoiced: Decimal | None) -> Decimal:
    """What was asked for by these three amounts of a claim."""
    if claimed is None:
        claimed = invoiced if certified is None else certified
        return ZERO if claimed is None else claimed
    return claimed if certified is None or certified <= claimed else certified


def work_claimed(dossier: Dossier, claim: Claim) -> Decimal:
    """The work a claim is for: 80 claimed of a stage that pays 80% of its work is 100 of work (RET-12)."""
    amount = amount_claimed(claim)
    stage = next((s for s in dossier.stages if s.number == claim.milestone), None)
    if stage is None or not is_period(stage):
        return amount
    share = stage.measure.part
    return amount / share if share > 0 else amount


def released(stage: Milestone, amounts: Sums, held: Decimal, left: Decimal) -> Decimal:
    """What a release stage gives back of a retention ledger.

    Units:  contract currency, unrounded; `held` is all that is held, `left` what no stage has given back yet.
    Rule:   RET-13: a share is of what is held, or of its base where one is named (3% of the settlement); an
            amount is itself; the balance is what is left. Never more than is left, never below 0.
    Source: domain.md 1.5; golden fixture 3 (40% after a year, the rest after).
    """
    measure = stage.measure
    if measure.is_balance:
        amount = left
    elif measure.share is not None and stage.base in OF_THE_PRICE:
        amount = measure.share * base_amount(stage, amounts)
    else:
        amount = advance_amount(measure, held)
    return max(ZERO, min(left, amount))
