"""The walk over all stages of a contract as planned, met or not: what its terms will grant in the end.

The one rule: nothing here has a cap, so that what the stages grant too little or too much can be seen.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Mapping, NamedTuple

from ..enumerations import Kind, Trigger
from ..money import ONE, ZERO
from ..records import Milestone
from .deductions import advance_amount
from .terms import (
    ADVANCE,
    NEVER,
    UP_TO,
    Dossier,
    Entitlement,
    Sums,
    base_amount,
    beside,
    holds_retention,
    is_period,
    is_recouped,
    measured,
)

LATE_KINDS = (Kind.COMPLETION, Kind.SETTLEMENT)
LATE_TRIGGERS = (Trigger.COMPLETED, Trigger.SETTLED)


class Planned(NamedTuple):
    """A stage in the walk over all stages: its place, what was reached before it, and what it adds."""

    place: int
    stage: Milestone
    before: Decimal
    target: Decimal
    added: Decimal


class Plan(NamedTuple):
    """The walk over all stages by the work that is known of, and with all the work done in the end."""

    known: list[Planned]
    whole: list[Planned]


def plan(dossier: Dossier, entitled: Entitlement) -> Plan:
    """What the stages of a contract grant in the end, met or not.

    Units:  contract currency, unrounded.
    Rule:   TRM-9: work nobody has measured yet is done in full, on the stages not measured, else on the last.
    Source: domain.md 1.2.
    """
    work = period_work(dossier, entitled)
    known = whole = walk(dossier, entitled, work)
    left = entitled.amounts.revised - sum(work.values(), ZERO)
    if work and left > ZERO:
        last = entitled.periods[-1]
        whole = walk(dossier, entitled, {**work, last: work[last] + left})
    return Plan(known, whole)


def walk(dossier: Dossier, entitled: Entitlement, work: Mapping[int, Decimal]) -> list[Planned]:
    """The walk of TRM-5 over all stages: the met ones first, then the others as planned, with no cap.

    Units:  contract currency, unrounded; `work` that each stage paid by measured value is paid a share of.
    Rule:   TRM-9: an advance that is recouped and retention released from a ledger stand beside the walk, as
            in TRM-5.
    Source: domain.md 1.2.
    """
    aside = beside(dossier.contract)
    answers = []
    reached = ZERO
    for i in in_order(dossier, entitled):
        stage = dossier.stages[i]
        if stage.kind in aside:
            continue
        if i in work:
            target = stage.measure.part * work[i]
            raises = stage.mode is UP_TO
        else:
            target, raises = entitled.own[i], entitled.raises[i]
        added = max(ZERO, target - reached) if raises else target
        answers.append(tuple.__new__(Planned, (i, stage, reached, target, added)))  # made for every stage
        reached += added
    return answers


def in_order(dossier: Dossier, entitled: Entitlement) -> list[int]:
    """The places of the stages met, in the order they were met (ties: of the sheet), then the others by plan.

    Rule:   TRM-9: a stage without a planned day keeps its place in the sheet.
    """
    carried = date.min
    keys = []
    for i, stage in enumerate(dossier.stages):
        carried = stage.planned_on or carried
        met = entitled.triggered[i]
        keys.append((met, date.min, i) if met != NEVER else (NEVER, carried, i))
    return [i for _, _, i in sorted(keys)]


def period_work(dossier: Dossier, entitled: Entitlement) -> dict[int, Decimal]:
    """The work that each stage paid by measured value is worth a share of, by its place.

    Units:  contract currency.
    Rule:   BIL-7: the only such stage, the whole work. Several are paid for the same work, and each is worth
            a share of the whole, where it is measured for the whole contract, or where none is measured and
            what they pay comes to no more than all of it. Else one is worth a share of what was measured of
            it, or of an equal part of what is left.
    """
    periods, whole = entitled.periods, entitled.amounts.revised
    if not periods:
        return {}
    rows = {i: entitled.known.get(dossier.stages[i].number, ()) for i in periods}
    done = {i: measured(own, whole)[-1].value for i, own in rows.items() if own}
    if len(periods) == 1:
        return {i: max(done.get(i, ZERO), whole) for i in periods}
    if not done and _same_work(dossier, entitled):
        return dict.fromkeys(periods, whole)
    waiting = len(periods) - len(done)
    left = max(ZERO, whole - sum(done.values(), ZERO)) / waiting if waiting else ZERO
    return {i: done.get(i, left) for i in periods}


def _same_work(dossier: Dossier, entitled: Entitlement) -> bool:
    """Whether several stages, none of them measured, are paid for the same work.

    One that raises the total to its share adds nothing to what the others are paid.
    """
    stages = [dossier.stages[i] for i in entitled.periods]
    measured_for = {row.milestone for row in dossier.progress}
    if "" in measured_for or not measured_for.isdisjoint(stage.number for stage in stages):
        return "" in measured_for
    adding = [stage.measure.part for i, stage in zip(entitled.periods, stages) if not entitled.raises[i]]
    return sum(adding, ZERO) <= ONE


def is_works(dossier: Dossier) -> bool:
    """Whether a contract looks like construction works: paid by measured value, completed or settled.

    Rule:   TRM-8: no column says so; the marks are a stage of completion, settlement or measured value, a
            recoupment method, provisional sums, a retention ledger, or a completion or settlement of its own.
    """
    contract = dossier.contract
    if contract.completed_on or contract.settlement_sum or contract.provisional_sum:
        return True
    if is_recouped(contract) or holds_retention(contract):
        return True
    return any(
        stage.kind in LATE_KINDS or stage.trigger in LATE_TRIGGERS or is_period(stage)
        for stage in dossier.stages
    )


def advance_planned(dossier: Dossier, amounts: Sums) -> Decimal:
    """The advance as the terms plan it: its stages, else the Contracts sheet's own figure."""
    stages = [stage for stage in dossier.stages if stage.kind is ADVANCE]
    if not stages and dossier.contract.advance is not None:
        return advance_amount(dossier.contract.advance, dossier.contract.contract_sum)
    return sum((advance_amount(stage.measure, base_amount(stage, amounts)) for stage in stages), ZERO)
