"""What a stage is worth, what of it was planned and what is done: the first rungs of the ladder."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..money import ONE, ZERO, cents
from ..records import Measure, Milestone, Progress
from .deductions import advance_amount, released, retention_terms
from .retention import held_to_date
from .terms import (
    ADVANCE,
    NEVER,
    RELEASE,
    UP_TO,
    Dossier,
    Entitlement,
    Sums,
    base_amount,
    holds_retention,
    is_period,
    is_recouped,
    measured,
)


def work(
    dossier: Dossier,
    stage: Milestone,
    value: Decimal,
    amounts: Sums,
    triggered: date,
    progress: dict[str, list[Progress]],
) -> tuple[Decimal, Decimal]:
    """Planned and earned value of a stage.

    Rule:   BIL-6: a stage with measurements of its own has earned their share of its value; one paid by
            measured value what was measured (its part of it where several are paid for the same work); any
            other has earned its value once triggered. Planned alike: from its measurements' plan, else its
            value from the planned day on.
    Source: domain.md 1.1, 1.6.
    """
    as_of = dossier.as_of
    rows = progress.get(stage.number, [])
    whole, part = value, ONE
    if is_period(stage):
        whole = amounts.revised
        if not rows:
            rows, part = _shared(dossier, stage, progress)
    if rows:
        planned = rows[-1].planned or next((p.planned for p in reversed(rows) if p.planned), None)
        earned = cents(part * _of(rows[-1].done, whole))
        return cents(part * _of(planned, whole)) if planned else _planned(stage, value, as_of), earned
    met = triggered != NEVER and not is_period(stage)  # nothing measured is nothing earned
    return _planned(stage, value, as_of), cents(value) if met else ZERO


def _shared(
    dossier: Dossier, stage: Milestone, progress: dict[str, list[Progress]]
) -> tuple[list[Progress], Decimal]:
    """The whole contract's measurements where no stage paid by value has its own, and the stage's part."""
    periods = [s for s in dossier.stages if is_period(s)]
    if any(s.number in progress for s in periods):
        return [], ONE
    shares = sum((s.measure.share or ZERO for s in periods), ZERO)
    part = (stage.measure.share or ZERO) / shares if shares and len(periods) > 1 else ONE
    return progress.get("", []), part


def by_stage(dossier: Dossier) -> dict[str, list[Progress]]:
    """The measurements up to the day asked about, oldest first, by stage; under "" those of the contract."""
    answers: dict[str, list[Progress]] = {}
    for row in sorted(dossier.progress, key=lambda p: (p.on, p.line)):
        if row.on <= dossier.as_of:
            answers.setdefault(row.milestone, []).append(row)
    return answers


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
    amounts = entitled.amounts
    beside_advance, beside_release = is_recouped(dossier.contract), holds_retention(dossier.contract)
    answers = [ZERO] * len(dossier.stages)
    unmeasured = _unmeasured(dossier, amounts.revised)
    alone = sum(map(is_period, dossier.stages)) == 1
    terms = retention_terms(dossier, amounts)
    held = ZERO if terms is None else held_to_date(terms, amounts.whole, final=True)
    kept = held
    order = sorted(
        range(len(dossier.stages)),
        key=lambda i: (
            entitled.triggered[i],
            dossier.stages[i].planned_on or NEVER,
            i,
        ),
    )
    reached = ZERO
    for i in order:
        stage = dossier.stages[i]
        measure = stage.measure
        share = ONE if measure.share is None else measure.share
        if beside_release and stage.kind is RELEASE:
            answers[i] = released(stage, amounts, held, kept)
            kept -= answers[i]
            continue
        if beside_advance and stage.kind is ADVANCE:
            answers[i] = advance_amount(measure, base_amount(stage, amounts))
            continue
        if is_period(stage):
            own = measured(dossier, stage.number, amounts.revised)
            done = own[-1].value if own else ZERO
            answers[i] = share * (max(done, amounts.revised) if alone else done if own else unmeasured)
            reached += answers[i]
            continue
        target = measure.amount if measure.amount is not None else share * base_amount(stage, amounts)
        raises = measure.is_balance or stage.mode is UP_TO
        answers[i] = max(ZERO, target - reached) if raises else target
        reached += answers[i]
    return answers


def _unmeasured(dossier: Dossier, whole: Decimal) -> Decimal:
    """What each stage paid by value and not yet measured is worth: an equal part of what is left (BIL-7)."""
    periods = [stage for stage in dossier.stages if is_period(stage)]
    measured_values = [measured(dossier, stage.number, whole) for stage in periods]
    if not any(measured_values) and any(not p.milestone for p in dossier.progress):
        return whole  # all of them are paid for the same work
    waiting = sum(1 for own in measured_values if not own)
    done = sum((own[-1].value for own in measured_values if own), ZERO)
    return max(ZERO, whole - done) / waiting if waiting else ZERO
