"""What a stage is worth, what of it was planned and what is done: the first rungs of the ladder."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Sequence

from ..money import ONE, ZERO, cents
from ..records import Measure, Milestone, Progress
from .deductions import released, retention_terms
from .retention import held_to_date
from .terms import (
    ADVANCE,
    NEVER,
    RELEASE,
    Dossier,
    Entitlement,
    Measured,
    Sums,
    holds_retention,
    is_period,
    is_recouped,
    measured,
)


def work(
    dossier: Dossier, stage: Milestone, value: Decimal, amounts: Sums, triggered: date, progress: Measured
) -> tuple[Decimal, Decimal]:
    """Planned and earned value of a stage.

    Rule:   BIL-6: a stage with measurements of its own has earned their share of its value; one paid by
            measured value what was measured (its part of it where several are paid for the same work); any
            other has earned its value once triggered. Planned alike: from its measurements' plan, else its
            value from the planned day on.
    Source: domain.md 1.1, 1.6.
    """
    as_of = dossier.as_of
    rows = progress.get(stage.number, ())
    whole, part, by_value = value, ONE, is_period(stage)
    if by_value:
        whole = amounts.revised
        if not rows:
            rows, part = _shared(dossier, stage, progress)
    if rows:
        planned = rows[-1].planned or next((p.planned for p in reversed(rows) if p.planned), None)
        earned = cents(part * _of(rows[-1].done, whole))
        return cents(part * _of(planned, whole)) if planned else _planned(stage, value, as_of), earned
    met = triggered != NEVER and not by_value  # nothing measured is nothing earned
    return _planned(stage, value, as_of), cents(value) if met else ZERO


def _shared(dossier: Dossier, stage: Milestone, progress: Measured) -> tuple[Sequence[Progress], Decimal]:
    """The whole contract's measurements where no stage paid by value has its own, and the stage's part."""
    periods = [s for s in dossier.stages if is_period(s)]
    if any(s.number in progress for s in periods):
        return (), ONE
    shares = sum((s.measure.share or ZERO for s in periods), ZERO)
    part = (stage.measure.share or ZERO) / shares if shares and len(periods) > 1 else ONE
    return progress.get("", ()), part


def _planned(stage: Milestone, value: Decimal, as_of: date) -> Decimal:
    on = stage.planned_on
    return cents(value) if on is not None and on <= as_of else ZERO


def _of(measure: Measure, value: Decimal) -> Decimal:
    return measure.share * value if measure.share is not None else measure.amount or ZERO


def values(dossier: Dossier, entitled: Entitlement) -> list[Decimal]:
    """What each stage is worth in all, met or not.

    Rule:   BIL-7: the walk of TRM-5 over all stages, those not met in the order they are planned. The only
            stage paid by value is worth its share of the whole work; one of several what was measured of
            it, or an equal part of what is left. A release is worth its part of what will have been held
            of the whole the contract is worth.
    """
    stages, amounts, own, contract = dossier.stages, entitled.amounts, entitled.own, dossier.contract
    beside_advance, beside_release = is_recouped(contract), holds_retention(contract)
    answers = [ZERO] * len(stages)
    done = _done(dossier, entitled)
    if not (done or beside_release or any(entitled.raises)):
        return list(own)  # what a stage adds is the same whatever stands before it
    terms = retention_terms(dossier, amounts)
    held = ZERO if terms is None else held_to_date(terms, amounts.whole, final=True)
    kept = held
    order = [
        (met, stage.planned_on or NEVER, i) for i, (met, stage) in enumerate(zip(entitled.triggered, stages))
    ]
    reached = ZERO
    for _, _, i in sorted(order):
        stage = stages[i]
        if beside_release and stage.kind is RELEASE:
            answers[i] = released(stage, amounts, held, kept)
            kept -= answers[i]
            continue
        if beside_advance and stage.kind is ADVANCE:
            answers[i] = own[i]
            continue
        if i in done:
            answers[i] = (ONE if stage.measure.share is None else stage.measure.share) * done[i]
        elif entitled.raises[i]:
            answers[i] = max(ZERO, own[i] - reached)
        else:
            answers[i] = own[i]
        reached += answers[i]
    return answers


def _done(dossier: Dossier, entitled: Entitlement) -> dict[int, Decimal]:
    """The work that each stage paid by value is worth a share of (BIL-7), by its place."""
    periods, whole = entitled.periods, entitled.amounts.revised
    if not periods:
        return {}
    rows = {i: entitled.known.get(dossier.stages[i].number, ()) for i in periods}
    done = {i: measured(own, whole)[-1].value for i, own in rows.items() if own}
    if len(periods) == 1:
        return {i: max(done.get(i, ZERO), whole) for i in periods}
    if not done and any(not p.milestone for p in dossier.progress):
        return dict.fromkeys(periods, whole)  # all of them are paid for the same work
    waiting = len(periods) - len(done)
    left = max(ZERO, whole - sum(done.values(), ZERO)) / waiting if waiting else ZERO
    return {i: done.get(i, left) for i in periods}
