"""What a contract's stages entitle to: triggers, and the walk through them in the order they were met.

支付 adds share x base; 付至 raises the cumulative entitlement to share x base. Confusing the
two is off by millions, and so is the order where one follows the other.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from operator import attrgetter, itemgetter
from typing import Iterable, Mapping, NamedTuple, Sequence

from ..calendars import DAY, add_months
from ..conventions import NO_CHOICES
from ..enumerations import Base, Kind, Mode, Recoupment, RetentionBase, Trigger, VariationStatus
from ..money import ONE, ZERO
from ..records import Contract, Milestone, Offset, Progress, Variation

NEVER = date.max

# The members asked for at every stage, looked up once: before Python 3.12 each mention of one is a search
PERIOD_VALUE, ADVANCE, RELEASE, UP_TO = Base.PERIOD_VALUE, Kind.ADVANCE, Kind.RELEASE, Mode.UP_TO
CONTRACT, REVISED = Base.CONTRACT, Base.REVISED
AFTER_STAGE, BY_MEASUREMENT = Trigger.STAGE, (Trigger.PROGRESS, Trigger.CERTIFICATE)
NO_RECOUPMENT, BY_STAGES = Recoupment.NONE, RetentionBase.STAGES

DAY_AND_LINE, DAY_AND_STAGE = attrgetter("on", "line"), itemgetter(0, 1)
Measured = Mapping[str, Sequence[Progress]]  # measurements by stage, oldest first; "": the whole contract's


class Dossier(NamedTuple):
    """Everything the book says about one contract, up to the day asked about."""

    contract: Contract
    stages: Sequence[Milestone]
    progress: Sequence[Progress]
    variations: Sequence[Variation]
    as_of: date
    choices: Mapping[str, str] = NO_CHOICES  # the conventions the book has chosen


class Sums(NamedTuple):
    """The amounts a share can be of, on the day asked about."""

    contract: Decimal
    revised: Decimal
    settlement: Decimal | None

    @property
    def whole(self) -> Decimal:
        """What the contract is worth in all: the settlement once agreed, else the revised sum."""
        return self.revised if self.settlement is None else self.settlement


class Measurement(NamedTuple):
    """Work measured on a day: cumulative value, what that day added, and materials stored on site."""

    on: date
    value: Decimal
    added: Decimal
    stored: Decimal


class Grant(NamedTuple):
    """One addition to the entitlement: its day, its stage, the work it pays for, and the amount."""

    on: date
    stage: int  # place in the dossier's stages
    value: Decimal
    amount: Decimal
    stored: Decimal = ZERO  # change of the stored materials it pays for


def sums(dossier: Dossier) -> Sums:
    """The contract's sums as of the day asked about.

    Units:  contract currency.
    Rule:   TRM-1: revised = contract sum + agreed variations dated up to the day; the settlement sum
            replaces it as the base from the settlement date on, never before.
    Source: domain.md 1.2.
    """
    contract, as_of = dossier.contract, dossier.as_of
    revised = contract.contract_sum
    for variation in dossier.variations:
        if variation.status is VariationStatus.AGREED and variation.on <= as_of:
            revised += variation.amount
    settled = contract.settlement_sum
    if settled is not None and (contract.settled_on is None or contract.settled_on > as_of):
        settled = None
    return Sums(contract.contract_sum, revised, settled)


def base_amount(stage: Milestone, amounts: Sums) -> Decimal:
    """The amount a stage's share is of.

    Rule:   TRM-2: the base named; before the settlement is agreed a settlement base is the revised sum
            (it only matters for plans: such a stage is triggered by the settlement); without a base the
            whole the contract is worth.
    Source: domain.md 1.2.
    """
    if stage.base is CONTRACT:
        return amounts.contract
    if stage.base is REVISED:
        return amounts.revised
    return amounts.whole


def own_amount(stage: Milestone, amounts: Sums) -> Decimal:
    """What a stage asks for by itself: its amount, or its share of its base (all of it for the balance)."""
    share, amount = stage.measure
    if amount is not None:
        return amount
    return (ONE if share is None else share) * base_amount(stage, amounts)


def by_stage(rows: Iterable[Progress]) -> dict[str, list[Progress]]:
    """Measurements by stage, oldest first; under "" those of the whole contract."""
    answers: dict[str, list[Progress]] = {}
    for row in rows:
        answers.setdefault(row.milestone, []).append(row)
    for of_stage in answers.values():
        if len(of_stage) > 1:
            of_stage.sort(key=DAY_AND_LINE)
    return answers


def up_to(progress: Measured, as_of: date) -> Measured:
    """The measurements up to the day asked about; a stage that has none by then is left out."""
    if all(rows[-1].on <= as_of for rows in progress.values()):
        return progress
    known = {number: [row for row in rows if row.on <= as_of] for number, rows in progress.items()}
    return {number: rows for number, rows in known.items() if rows}


def measured(rows: Sequence[Progress], whole: Decimal) -> list[Measurement]:
    """The measurements of a stage, or of the whole contract, from its rows oldest first.

    Units:  contract currency; a share measured is of `whole`.
    Rule:   TRM-3: measurements are cumulative; what a day adds is the difference to the day before.
    """
    answers = []
    before = stored_before = ZERO
    for row in rows:
        done = row.done
        value = done.share * whole if done.share is not None else done.amount or ZERO
        stored = stored_before if row.stored_materials is None else row.stored_materials
        answers.append(Measurement(row.on, value, value - before, stored - stored_before))
        before, stored_before = value, stored
    return answers


def measurements(
    dossier: Dossier, periods: Sequence[int], known: Measured, whole: Decimal
) -> dict[int, list[Measurement]]:
    """The measurements that each stage of period value (`periods`) is paid by, by its place in the dossier.

    Rule:   TRM-3: its own; the whole contract's only where no such stage has any of its own, for the work
            measured there is the same work. Materials measured for the whole contract are one stage's.
    """
    if not periods:
        return {}
    if _named(dossier):
        return {i: measured(known.get(dossier.stages[i].number, ()), whole) for i in periods}
    shared = measured(known.get("", ()), whole)
    bare = [m._replace(stored=ZERO) for m in shared]
    return {i: shared if i == periods[0] else bare for i in periods}


def _named(dossier: Dossier) -> bool:
    """Whether any stage of period value has measurements of its own."""
    named = {p.milestone for p in dossier.progress if p.milestone}
    return bool(named) and any(is_period(stage) and stage.number in named for stage in dossier.stages)


def is_period(stage: Milestone) -> bool:
    """Whether a stage pays by measured value rather than once."""
    return stage.base is PERIOD_VALUE


def is_recouped(contract: Contract) -> bool:
    """Whether the advance is a ledger of its own, granted once and taken back from later payments."""
    return contract.recoupment is not None and contract.recoupment is not NO_RECOUPMENT


def holds_retention(contract: Contract) -> bool:
    """Whether retention is a ledger of its own, held and released, rather than left to the stages."""
    return contract.retention_base is not None and contract.retention_base is not BY_STAGES


def beside(contract: Contract) -> tuple[Kind, ...]:
    """The kinds of stage that are part of a ledger of their own rather than of the walk through the work."""
    advance = (ADVANCE,) if is_recouped(contract) else ()
    return (*advance, RELEASE) if holds_retention(contract) else advance


def trigger_dates(dossier: Dossier, progress: Measured, revised: Decimal) -> list[date]:
    """The day each stage gave a right to money; `NEVER` if it has not by the day asked about.

    Rule:   TRM-4: the day in 'Met on' where it is given; else the trigger's own day plus its delay:
            a date; the first measurement that reaches a share (100% if none is given); signing,
            completion, acceptance, settlement; each certificate (the first measurement); another
            stage's day (chained; a deemed date is another stage plus so many days). Retention released
            on acceptance without a delay of its own waits for the defects period.
    Source: domain.md 1.2, 1.5.
    """
    answers = [stage.met_on for stage in dossier.stages]
    if None in answers:
        place = {stage.number: i for i, stage in enumerate(dossier.stages)}
        for i in range(len(answers)):
            _find_day(dossier, i, place, answers, progress, revised)
    return [NEVER if d is None or d > dossier.as_of else d for d in answers]


def _find_day(
    dossier: Dossier,
    i: int,
    place: Mapping[str, int],
    answers: list[date | None],
    progress: Measured,
    revised: Decimal,
    waiting: frozenset[int] = frozenset(),
) -> date:
    """The day of a stage, put among the `answers`; that of a stage it waits for is found first.

    A function of its own: one inside another that calls itself would keep every contract alive as a cycle.
    """
    answer = answers[i]
    if answer is None:
        stage = dossier.stages[i]
        if stage.trigger is AFTER_STAGE:
            waiting |= {i}
            after = place.get((stage.trigger_value or Offset()).stage)
            if after is None or after in waiting:
                answer = NEVER
            else:
                answer = _find_day(dossier, after, place, answers, progress, revised, waiting)
            answer = _later(answer, stage.trigger_value)
        else:
            answer = _own_day(dossier, stage, progress, revised)
        answers[i] = answer
    return answer


def _own_day(dossier: Dossier, stage: Milestone, progress: Measured, revised: Decimal) -> date:
    contract, offset = dossier.contract, stage.trigger_value
    trigger = stage.trigger
    if trigger is Trigger.DATE:
        return (offset.on if offset else None) or NEVER
    if trigger in BY_MEASUREMENT:
        return _measured_day(dossier, stage, progress, revised)
    anchor = {
        Trigger.SIGNED: contract.signed_on,
        Trigger.COMPLETED: contract.completed_on,
        Trigger.ACCEPTED: contract.accepted_on,
        Trigger.SETTLED: contract.settled_on,
    }[trigger]
    if anchor is None:
        return NEVER
    if offset is None and stage.kind is RELEASE and trigger is Trigger.ACCEPTED:
        return add_months(anchor, contract.defects_months or 0)
    return _later(anchor, offset)


def _later(anchor: date, offset: Offset | None) -> date:
    if offset is None or anchor == NEVER:
        return anchor
    return (
        add_months(anchor, offset.months) + DAY * offset.days if offset.months else anchor + DAY * offset.days
    )


def _measured_day(dossier: Dossier, stage: Milestone, progress: Measured, revised: Decimal) -> date:
    """The first measurement, of the stage if it has its own, that reaches the trigger's share."""
    rows = progress.get(stage.number, ())
    if not rows and not (is_period(stage) and _named(dossier)):
        rows = progress.get("", ())
    needed = ZERO
    if stage.trigger is Trigger.PROGRESS:
        share = stage.trigger_value.share if stage.trigger_value else None
        needed = ONE if share is None else share
    for row in rows:
        done = row.done.share
        if done is None:
            done = (row.done.amount or ZERO) / revised if revised else ZERO
        if done >= needed:
            return row.on
    return NEVER


class Entitlement(NamedTuple):
    """The walk's answer: every grant in the order it was met; and what it was found from, by stage."""

    grants: tuple[Grant, ...]
    triggered: tuple[date, ...]
    amounts: Sums
    limited: Decimal  # what the stages would have granted beyond the whole the contract is worth
    own: tuple[Decimal, ...]  # what each stage asks for by itself
    raises: tuple[bool, ...]  # whether it raises the total to that (up to, balance), rather than adds it
    periods: tuple[int, ...]  # the places of the stages paid by measured value
    known: Measured  # the measurements up to the day asked about


def entitlement(dossier: Dossier, outstanding_advance: Decimal = ZERO) -> Entitlement:
    """What the triggered stages entitle to, gross of retention and recoupment.

    Units:  contract currency, unrounded.
    Rule:   TRM-5: walk the triggered stages in trigger-date order (ties: order of the sheet), keeping E:
            pay adds share x base, up to raises E to share x base, balance raises it to the whole base,
            period value adds share x what each measurement added. E never passes the whole the contract
            is worth. An advance that is recouped, and retention that is released from a ledger, stand
            beside E. Work bears retention and recoupment once: where stages are paid by measured value,
            another stage is worth only what it grants beyond the work measured. Up to counts everything paid
            before, so `outstanding_advance` (granted, not yet recouped) is part of what it has reached.
    Source: domain.md 1.2, golden fixture 3.
    """
    amounts, stages = sums(dossier), dossier.stages
    progress = by_stage(dossier.progress)
    known = up_to(progress, dossier.as_of)
    triggered = trigger_dates(dossier, progress, amounts.revised)
    periods = tuple([i for i, stage in enumerate(stages) if is_period(stage)])
    by_value = measurements(dossier, periods, known, amounts.revised)
    own = tuple([own_amount(stage, amounts) for stage in stages])
    raises = tuple([stage.mode is UP_TO or stage.measure.is_balance for stage in stages])
    aside, events = beside(dossier.contract), _events(dossier, triggered, by_value)
    cap = amounts.whole
    reached = limited = worked = ZERO
    grants = []
    for on, i, measurement in events:
        stage = stages[i]
        if stage.kind in aside:
            continue
        if measurement is not None:
            share = stage.measure.part
            if stage.mode is UP_TO:
                added = max(ZERO, share * measurement.value - outstanding_advance - reached)
            else:
                added = share * measurement.added
            value, stored = measurement.added, measurement.stored
        else:
            added, stored = own[i], ZERO
            if raises[i]:
                added = max(ZERO, added - outstanding_advance - reached)
            # where work is measured by value, what tops up its payment is work no second time
            value = max(ZERO, min(added, reached + added - worked)) if by_value else added
        total = reached + added
        if total > cap and added > ZERO:
            over = min(added, total - cap)
            beyond = total - max(cap, amounts.revised)  # a lower settlement is no misread term
            limited += max(ZERO, min(over, beyond))
            value *= (added - over) / added  # work beyond what the contract pays bears no deductions
            added -= over
            total = reached + added
        reached = total
        worked += value
        grants.append(tuple.__new__(Grant, (on, i, value, added, stored)))  # made for every stage
    return Entitlement(tuple(grants), tuple(triggered), amounts, limited, own, raises, periods, known)


def _events(
    dossier: Dossier, triggered: Sequence[date], by_value: Mapping[int, Sequence[Measurement]]
) -> list[tuple[date, int, Measurement | None]]:
    """What the walk passes: each stage met, or each measurement it is paid by, by day and place."""
    events: list[tuple[date, int, Measurement | None]] = []
    for i, on in enumerate(triggered):
        if on == NEVER:
            continue
        if i in by_value:  # what was measured before its trigger is paid from the trigger on
            events += [(max(m.on, on), i, m) for m in by_value[i]]
        else:
            events.append((on, i, None))
    events.sort(key=DAY_AND_STAGE)
    return events
