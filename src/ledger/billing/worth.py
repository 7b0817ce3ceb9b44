"""What a stage is worth, what of it was planned and what is done: the first rungs of the ladder."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..enumerations import Kind, Mode
from ..money import ONE, ZERO, cents
from ..records import Measure, Milestone, Progress
from .deductions import advance_amount
from .terms import (
    NEVER,
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
            measured value what was measured; any other has earned its value once triggered. Planned alike:
            from its measurements' plan, else its value from the planned day on.
    Source: domain.md 1.1, 1.6.
    """
    as_of = dossier.as_of
    rows = progress.get(stage.number, [])
    if not rows and is_period(stage):
        rows = progress.get("", [])
        value = amounts.revised if rows else value
    if rows:
        planned = next((p.planned for p in reversed(rows) if p.planned), None)
        earned = _of(rows[-1].done, value)
        return cents(_of(planned, value)) if planned else _planned(stage, value, as_of), cents(earned)
    return _planned(stage, value, as_of), cents(value) if triggered != NEVER else ZERO


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

    Rule:   BIL-7: the walk of TRM-5 over all stages, those not met in the order they are planned.
    """
    amounts = entitled.amounts
    beside_advance, beside_release = is_recouped(dossier.contract), holds_retention(dossier.contract)
    answers = [ZERO] * len(dossier.stages)
    unmeasured = _unmeasured(dossier, amounts.revised)
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
        if beside_release and stage.kind is Kind.RELEASE:
            rate = sum((b.rate for b in dossier.contract.retention[-1:]), ZERO)
            answers[i] = share * rate * amounts.whole
            continue
        if beside_advance and stage.kind is Kind.ADVANCE:
            answers[i] = advance_amount(measure, base_amount(stage, amounts))
            continue
        if is_period(stage):
            own = measured(dossier, stage.number, amounts.revised)
            answers[i] = share * (own[-1].value if own else unmeasured)
            reached += answers[i]
            continue
        target = measure.amount if measure.amount is not None else share * base_amount(stage, amounts)
        raises = measure.is_balance or stage.mode is Mode.UP_TO
        answers[i] = max(ZERO, target - reached) if raises else target
        reached += answers[i]
    return answers


def _unmeasured(dossier: Dossier, whole: Decimal) -> Decimal:
    """What each stage paid by value and not yet measured is worth: an equal part of what is left (BIL-7)."""
    periods = [stage for stage in dossier.stages if is_period(stage)]
    measured_values = [measured(dossier, stage.number, whole) for stage in periods]
    waiting = sum(1 for own in measured_values if not own)
    done = sum((own[-1].value for own in measured_values if own), ZERO)
    return max(ZERO, whole - done) / waiting if waiting else ZERO
