"""What a stage is worth, what of it was planned and what is done: the first rungs of the ladder."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Sequence

from ..money import ONE, ZERO, cents
from ..records import Measure, Progress
from .deductions import released, retention_terms
from .plans import Plan, in_order
from .retention import held_to_date
from .terms import NEVER, RELEASE, Dossier, Entitlement


class Worth(NamedTuple):
    """The first rungs of a stage's ladder, at the cent."""

    value: Decimal
    planned: Decimal
    earned: Decimal


def worths(dossier: Dossier, entitled: Entitlement, plan: Plan) -> list[Worth]:
    """What each stage is worth, what of it was planned and what is earned by the day asked about.

    Units:  contract currency, two decimals.
    Rule:   BIL-6: a stage with measurements of its own has earned their share of its value; one paid by
            measured value what was measured (its part of it where several are paid for the same work); any
            other has earned its value once triggered. Planned alike: from its measurements' plan, else its
            value from the planned day on.
    Source: domain.md 1.1, 1.6.
    """
    as_of, known, periods = dossier.as_of, entitled.known, entitled.periods
    exact = values(dossier, entitled, plan)
    shared, of_periods = _shared(dossier, entitled), sum([exact[i] for i in periods], ZERO)
    answers = []
    for i, stage in enumerate(dossier.stages):
        value, rows, part = exact[i], known.get(stage.number, ()), ONE
        whole, by_value, worth = value, i in periods, cents(value)
        if by_value:
            whole = entitled.amounts.revised
            if not rows and of_periods:
                rows, part = shared, value / of_periods
        planned = worth if stage.planned_on is not None and stage.planned_on <= as_of else ZERO
        if rows:
            done = rows[-1].done
            earned = worth if done.share == ONE and not by_value else cents(part * _of(done, whole))
            by_then = rows[-1].planned or next((row.planned for row in reversed(rows) if row.planned), None)
            if by_then:
                planned = earned if by_then == done else cents(part * _of(by_then, whole))
        else:  # of what is paid by measured value, nothing measured is nothing earned
            earned = ZERO if by_value or entitled.triggered[i] == NEVER else worth
        answers.append(tuple.__new__(Worth, (worth, planned, earned)))  # made for every stage
    return answers


def _shared(dossier: Dossier, entitled: Entitlement) -> Sequence[Progress]:
    """The whole contract's measurements, where no stage paid by value has its own."""
    if any(dossier.stages[i].number in entitled.known for i in entitled.periods):
        return ()
    return entitled.known.get("", ())


def _of(measure: Measure, value: Decimal) -> Decimal:
    return measure.share * value if measure.share is not None else measure.amount or ZERO


def values(dossier: Dossier, entitled: Entitlement, plan: Plan) -> list[Decimal]:
    """What each stage is worth in all, met or not.

    Rule:   BIL-7: what it adds in the walk over all stages (TRM-9); a stage paid by value a share of its work
            as far as that is known. An advance that is recouped is worth itself, a release its part of what
            will have been held of the whole the contract is worth.
    """
    answers = list(entitled.own)
    for one in plan.known:
        answers[one.place] = one.added
    terms = retention_terms(dossier, entitled.amounts)
    if terms is not None and any(stage.kind is RELEASE for stage in dossier.stages):
        left = held = held_to_date(terms, entitled.amounts.whole, final=True)
        for i in in_order(dossier, entitled):
            if dossier.stages[i].kind is RELEASE:
                answers[i] = released(dossier.stages[i], entitled.amounts, held, left)
                left -= answers[i]
    return answers
