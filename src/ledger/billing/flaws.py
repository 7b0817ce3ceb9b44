"""Terms that cannot be worked with as they stand: each a Problem on its own line, before any figure."""

from __future__ import annotations

from decimal import Decimal
from typing import Mapping

from ..enumerations import Base, Kind, Mode, RetentionBase, Trigger
from ..explanations import percent
from ..language import Text
from ..money import ONE, ZERO
from ..problems import Problem, message
from ..records import Contract, Milestone
from . import recoupment
from .deductions import METHODS, advance_terms
from .terms import Dossier, is_period, is_recouped, sums

ON_DATE, AFTER_STAGE = Trigger.DATE, Trigger.STAGE
ON_PROGRESS, BY_CERTIFICATE, FIXED = Trigger.PROGRESS, Trigger.CERTIFICATE, Base.FIXED

CONTRACTS, MILESTONES, PROGRESS = (
    Text("Contracts", "合同"),
    Text("Milestones", "节点"),
    Text("Progress", "进度"),
)
TRIGGER_VALUE = Text("Trigger value", "条件值")
BASE = Text("Base", "计算基数")
RETENTION_RATE = Text("Retention rate", "质保金比例")
NEEDS_DATE = Text("a date in 'Trigger value'", "在“条件值”中填写日期")
NEEDS_STAGE = Text(
    "another stage of the same contract in 'Trigger value', such as N-03 + 30 days",
    "在“条件值”中填写同一合同的另一节点，如N-03 + 30天",
)
NEEDS_SHARE = Text("a share such as 50% in 'Trigger value', or nothing", "“条件值”填写比例（如50%）或留空")
NEEDS_DELAY = Text(
    "a delay such as 30 days or 12 months in 'Trigger value', or nothing",
    "“条件值”填写期限（如30天、12个月）或留空",
)
NEEDS_NOTHING = Text("an empty 'Trigger value'", "“条件值”留空")
NEEDS_ADVANCE = Text(
    "an advance: a stage of that kind, or an amount in 'Advance'", "预付款：设预付款节点或填写“预付款”金额"
)
PARAMETERS = {
    "parameter_1": Text("Recoupment parameter 1", "扣回参数1"),
    "parameter_2": Text("Recoupment parameter 2", "扣回参数2"),
    "contract_sum": Text("Contract sum", "合同金额"),
    "amount": Text("Advance", "预付款"),
}


def flaws(dossier: Dossier) -> list[Problem]:
    """Everything in one contract's terms that has no meaning yet.

    Rule:   TRM-6: a trigger has what it waits for, stages do not wait for each other in a circle, a share
            of period value is a share, work measured once is not paid for twice, a retention rate says what
            it is of, a recoupment method has its advance and its parameters. A trigger value that its
            trigger would not look at is a problem too: whoever typed it meant something by it.
    """
    problems = []
    base, by_number = dossier.contract.retention_base, {}
    if any(stage.trigger is AFTER_STAGE for stage in dossier.stages):
        by_number = {stage.number: stage for stage in dossier.stages}
    for stage in dossier.stages:
        problems += _of_stage(stage, by_number, base)
    return problems + _of_measurements(dossier) + _of_contract(dossier)


def _of_stage(
    stage: Milestone, by_number: Mapping[str, Milestone], dossier_base: RetentionBase | None
) -> list[Problem]:
    found = [] if stage.met_on is not None else _of_trigger(stage, by_number)
    if is_period(stage) and stage.measure.amount is not None:
        found.append(_problem(stage, BASE, message("period_needs_share")))
    if stage.retention_rate and dossier_base is None:
        found.append(_problem(stage, RETENTION_RATE, message("needs_retention_base")))
    if stage.base is FIXED and stage.measure.amount is None:
        found.append(_problem(stage, BASE, message("measure_needs_base")))
    return found


def _of_trigger(stage: Milestone, by_number: Mapping[str, Milestone]) -> list[Problem]:
    """What is wrong with the trigger of a stage that nobody has entered as met."""
    found = []
    value, trigger = stage.trigger_value, stage.trigger
    if value is not None and (needs := _unfit(stage)):
        said = message("trigger_needs", trigger=trigger.label, wanted=needs)
        found.append(_problem(stage, TRIGGER_VALUE, said))
    if trigger is ON_DATE and (value is None or value.on is None):
        said = message("trigger_needs", trigger=Trigger.DATE.label, wanted=NEEDS_DATE)
        found.append(_problem(stage, TRIGGER_VALUE, said))
    if trigger is AFTER_STAGE:
        if value is None or value.stage not in by_number:
            said = message("trigger_needs", trigger=Trigger.STAGE.label, wanted=NEEDS_STAGE)
            found.append(_problem(stage, TRIGGER_VALUE, said))
        elif circle := _circle(stage, by_number):
            said = message("trigger_circle", found=" -> ".join(circle))
            found.append(_problem(stage, TRIGGER_VALUE, said))
    return found


def _problem(stage: Milestone, heading: Text, said: Text) -> Problem:
    return Problem(MILESTONES, stage.line, heading, said, stage.contract)


def _unfit(stage: Milestone) -> Text | None:
    """What a trigger value should be where it is something its trigger does not look at."""
    value, trigger = stage.trigger_value, stage.trigger
    if value is None or trigger in (ON_DATE, AFTER_STAGE):  # these need theirs, and say so
        return None
    delayed = bool(value.days or value.months)
    if trigger is ON_PROGRESS:
        return None if value.share is not None else NEEDS_SHARE
    if trigger is BY_CERTIFICATE:
        return NEEDS_NOTHING if delayed or value.on or value.stage or value.share else None
    return NEEDS_DELAY if value.on or value.stage or value.share else None


def _of_measurements(dossier: Dossier) -> list[Problem]:
    """Work that several stages would be paid for, and shares that do not say what they are of."""
    periods = [stage for stage in dossier.stages if is_period(stage)]
    if len(periods) < 2:
        return []
    numbers = {stage.number for stage in periods}
    found = []
    named = [row for row in dossier.progress if row.milestone in numbers]
    for row in named:
        if row.done.share:
            said = message("measured_by_value", found=percent(row.done.share))
            found.append(Problem(PROGRESS, row.line, Text("Done", "累计完成"), said, row.contract))
    if not named and any(not row.milestone for row in dossier.progress):
        paid = [stage.measure.share or ZERO for stage in periods if stage.mode is Mode.PAY]
        total: Decimal = sum(paid, ZERO)
        if total > ONE:
            said = message("measured_once", found=percent(total))
            line = periods[1].line
            found.append(Problem(MILESTONES, line, BASE, said, periods[1].contract))
    return found


def _circle(stage: Milestone, by_number: Mapping[str, Milestone]) -> list[str]:
    """The stages that wait for each other, from this one round to itself; empty if the chain ends."""
    seen = [stage.number]
    while True:
        current = by_number[seen[-1]]
        if current.met_on is not None or current.trigger is not AFTER_STAGE or not current.trigger_value:
            return []
        after = current.trigger_value.stage
        if after not in by_number:
            return []
        if after in seen:
            return [*seen, after] if after == stage.number else []
        seen.append(after)


def _of_contract(dossier: Dossier) -> list[Problem]:
    contract: Contract = dossier.contract

    def problem(heading: Text, said: Text) -> Problem:
        return Problem(CONTRACTS, contract.line, heading, said, contract.number)

    found = []
    rates = [*(bracket.rate for bracket in contract.retention), contract.materials_retention_rate]
    if contract.retention_base is None and any(rates):
        found.append(problem(Text("Retention base", "质保金基数"), message("needs_retention_base")))
    if is_recouped(contract) and contract.recoupment is not None:
        method = contract.recoupment.label
        has_stage = any(stage.kind is Kind.ADVANCE for stage in dossier.stages)
        if not has_stage and contract.advance is None:
            said = message("recoupment_needs", method=method, wanted=NEEDS_ADVANCE)
            return [*found, problem(PARAMETERS["amount"], said)]
        terms = advance_terms(dossier, sums(dossier))
        if terms is not None and contract.recoupment in METHODS:
            for flaw in recoupment.flaws(terms):
                said = message("recoupment_needs", method=method, wanted=flaw.needs)
                found.append(problem(PARAMETERS.get(flaw.field, PARAMETERS["amount"]), said))
    return found
