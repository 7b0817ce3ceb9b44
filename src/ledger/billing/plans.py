"""The walk over all stages of a contract as planned, met or not: what its terms will grant in the end.

The one rule: nothing here has a cap, so that what the stages grant too little or too much can be seen.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

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
    """A stage in the walk over all stages: what was reached before it, and what it adds."""

    stage: Milestone
    before: Decimal
    target: Decimal
    added: Decimal


def planned(dossier: Dossier, entitled: Entitlement) -> tuple[Planned, ...]:
    """The walk of TRM-5 over all stages: the met ones first, then the others as planned, with no cap.

    Units:  contract currency, unrounded.
    Rule:   TRM-9: a stage without a planned day keeps its place in the sheet; work nobody has measured yet
            is done in full, on the stages not measured, else on the last. An advance that is recouped and
            retention released from a ledger stand beside the walk, as in TRM-5.
    Source: domain.md 1.2.
    """
    aside = beside(dossier.contract)
    work = _work(dossier, entitled)
    answers = []
    reached = ZERO
    for i in _order(dossier, entitled):
        stage = dossier.stages[i]
        if stage.kind in aside:
            continue
        if i in work:
            target = (ONE if stage.measure.share is None else stage.measure.share) * work[i]
            raises = stage.mode is UP_TO
        else:
            target = entitled.own[i]
            raises = entitled.raises[i]
        added = max(ZERO, target - reached) if raises else target
        answers.append(tuple.__new__(Planned, (stage, reached, target, added)))  # made for every stage
        reached += added
    return tuple(answers)


def _order(dossier: Dossier, entitled: Entitlement) -> list[int]:
    """The stages met in the order they were met, then the others by plan."""
    carried = date.min
    keys = []
    for i, stage in enumerate(dossier.stages):
        carried = stage.planned_on or carried
        met = entitled.triggered[i]
        keys.append((met, date.min, i) if met != NEVER else (NEVER, carried, i))
    return [i for _, _, i in sorted(keys)]


def _work(dossier: Dossier, entitled: Entitlement) -> dict[int, Decimal]:
    """The value of work each stage paid by measured value will have paid for in the end."""
    periods = entitled.periods
    if not periods:
        return {}
    whole = entitled.amounts.revised
    rows = {i: entitled.known.get(dossier.stages[i].number, ()) for i in periods}
    done = {i: measured(own, whole)[-1].value for i, own in rows.items() if own}
    left = max(ZERO, whole - sum(done.values(), ZERO))
    waiting = [i for i in periods if i not in done] or [periods[-1]]
    for i in waiting:
        done[i] = done.get(i, ZERO) + left / len(waiting)
    return done


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
