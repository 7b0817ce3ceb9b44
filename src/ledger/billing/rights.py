"""What a contract gives a right to on a day: work, advances granted, retention released, and what work bears.

They are found together, for up to counts the advance still out, and what is out depends on the work.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Sequence

from ..money import CENT, ZERO
from ..records import Claim
from .deductions import Deductions, amount_claimed, deductions, released
from .terms import (
    ADVANCE,
    NEVER,
    RELEASE,
    UP_TO,
    Dossier,
    Entitlement,
    Grant,
    beside,
    entitlement,
    holds_retention,
    is_recouped,
)

TURNS = 200  # a turn takes back at most the share N, FIDIC's 25% or less of what the one before moved


def rights(dossier: Dossier, work_claims: Sequence[Claim]) -> tuple[Entitlement, Deductions, list[Grant]]:
    """The entitlement to work, what it bears, and the advances granted.

    Rule:   TRM-5, up to counts the advance still out. What is out depends on the work that up to grants, for
            that work is recouped from too, so both are found together: from the lower side, until a further
            turn moves nothing, so that no payment passes the share agreed.
    """
    entitled = entitlement(dossier)
    granted = granted_by(dossier, entitled)
    total = sum((g.amount for g in granted), ZERO)
    borne = borne_by(dossier, entitled, work_claims, total)
    if total <= 0 or not any(stage.mode is UP_TO for stage in dossier.stages):
        return entitled, borne, granted
    if total <= sum(borne.recouped, ZERO):
        return entitled, borne, granted
    out = total
    for _ in range(TURNS):
        entitled = entitlement(dossier, out)
        borne = borne_by(dossier, entitled, work_claims, total)
        still_out = total - sum(borne.recouped, ZERO)
        if abs(still_out - out) < CENT / 1000:
            break
        out = still_out
    return entitled, borne, granted


def borne_by(
    dossier: Dossier, entitled: Entitlement, work_claims: Sequence[Claim], granted: Decimal
) -> Deductions:
    """What the work bears; an advance that was not granted yet is not taken back (REC-8)."""
    borne = deductions(dossier, entitled.grants, entitled.amounts, work_claims)
    if sum(borne.recouped, ZERO) <= granted or not _grants_advances(dossier):
        return borne
    left, recouped = granted, []
    for taken in borne.recouped:
        recouped.append(min(taken, left))
        left -= recouped[-1]
    return borne._replace(recouped=recouped)


def _grants_advances(dossier: Dossier) -> bool:
    """Whether stages grant the advance, rather than the Contracts sheet's own figure."""
    return any(stage.kind is ADVANCE for stage in dossier.stages)


def granted_by(dossier: Dossier, entitled: Entitlement) -> list[Grant]:
    """The advances granted so far, where they are recouped later."""
    if not is_recouped(dossier.contract):
        return []
    return [
        Grant(on, i, ZERO, entitled.own[i])
        for i, (stage, on) in enumerate(zip(dossier.stages, entitled.triggered))
        if stage.kind is ADVANCE and on != NEVER
    ]


def released_by(dossier: Dossier, entitled: Entitlement, held: Decimal) -> list[Grant]:
    """Retention given back so far, oldest first (RET-13)."""
    if not holds_retention(dossier.contract):
        return []
    due = [
        (on, i)
        for i, on in enumerate(entitled.triggered)
        if on != NEVER and dossier.stages[i].kind is RELEASE
    ]
    left, grants = held, []
    for on, i in sorted(due):
        amount = released(dossier.stages[i], entitled.amounts, held, left)
        left -= amount
        grants.append(Grant(on, i, ZERO, amount))
    return grants


def laid(dossier: Dossier, made: Sequence[Claim]) -> list[int]:
    """The place of the stage each claim lies on: the one it names, else the oldest met one with room for it.

    Retention released has room once it is due; what fits nowhere lies on the oldest stage.
    """
    place = {stage.number: i for i, stage in enumerate(dossier.stages)}
    if not place:
        return [0] * len(made)
    answers = [place.get(claim.milestone, -1) for claim in made]
    if -1 not in answers:
        return answers
    entitled = entitlement(dossier)
    room = [ZERO] * len(place)
    for grant in (*entitled.grants, *granted_by(dossier, entitled)):
        room[grant.stage] += grant.amount + grant.stored
    for i, stage in enumerate(dossier.stages):
        if entitled.triggered[i] != NEVER and stage.kind is RELEASE and RELEASE in beside(dossier.contract):
            room[i] = Decimal("Infinity")
    order = sorted(range(len(place)), key=lambda i: (entitled.triggered[i], i))
    for n, claim in enumerate(made):
        if answers[n] < 0:
            answers[n] = next((i for i in order if room[i] > 0), order[0])
        room[answers[n]] -= amount_claimed(claim)
    return answers
