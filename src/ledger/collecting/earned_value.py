"""Earned value: what work was planned, done and paid for, and what the whole will cost at this pace.

The one rule: nothing is rounded before it is shown, unless the convention `index_rounding` asks for what a
source did; a figure that would divide by nothing is None.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Sequence

from ..conventions import Choice, Convention
from ..language import Text
from ..money import ONE, ZERO, rounded
from .figures import ratio

EXACT = "exact"

INDEX_ROUNDING = Convention(
    "index_rounding",
    (
        Choice(EXACT, Text("not rounded", "不舍入")),
        Choice("2", Text("two decimals, and so used on", "保留两位小数并用于后续计算")),
        Choice("3", Text("three decimals, and so used on", "保留三位小数并用于后续计算")),
        Choice("4", Text("four decimals, and so used on", "保留四位小数并用于后续计算")),
    ),
    EXACT,
    Text("Decimals of CPI and SPI in a forecast", "预测中CPI、SPI的小数位"),
    "oracles KPI-08: a CPI rounded to .93 first moves the forecast by 1,656",
)

EARNED_LESS = "earned_less"
LESS_EARNED = "less_earned"

COST_VARIANCE = Convention(
    "cost_variance",
    (
        Choice(
            EARNED_LESS, Text("EV - AC: below zero is overspent", "已完预算-已完实际：负为超支"), ("ev-ac",)
        ),
        Choice(
            LESS_EARNED, Text("AC - EV: above zero is overspent", "已完实际-已完预算：正为超支"), ("ac-ev",)
        ),
    ),
    EARNED_LESS,
    Text("Sign of the cost variance", "费用（投资）偏差的正负号"),
    "PMI, 建造师 (EV - AC); 造价工程师 older textbooks (投资偏差 = 实际 - 计划)",
)
SCHEDULE_VARIANCE = Convention(
    "schedule_variance",
    (
        Choice(EARNED_LESS, Text("EV - PV: below zero is behind", "已完预算-计划预算：负为滞后"), ("ev-pv",)),
        Choice(LESS_EARNED, Text("PV - EV: above zero is behind", "计划预算-已完预算：正为滞后"), ("pv-ev",)),
    ),
    EARNED_LESS,
    Text("Sign of the schedule variance", "进度偏差的正负号"),
    "PMI, 建造师 (EV - PV); 造价工程师 older textbooks and oracles KPI-12's key (PV - EV)",
)

CONVENTIONS = (INDEX_ROUNDING, COST_VARIANCE, SCHEDULE_VARIANCE)


class Measures(NamedTuple):
    """Cumulative to a day: planned (PV, BCWS), earned (EV, BCWP), actual cost (AC, ACWP), budget (BAC)."""

    planned: Decimal
    earned: Decimal
    actual: Decimal
    budget: Decimal | None = None


class Variances(NamedTuple):
    """Where the work stands. None where there is nothing to divide by."""

    cv: Decimal
    sv: Decimal
    cpi: Decimal | None
    spi: Decimal | None
    cv_share: Decimal | None  # of earned value
    sv_share: Decimal | None  # of planned value


class Forecast(NamedTuple):
    """What the whole will cost: `eac` at the pace so far, the others as they are named."""

    done: Decimal | None
    spent: Decimal | None
    eac: Decimal | None
    eac_atypical: Decimal
    eac_cost_and_schedule: Decimal | None
    eac_reestimated: Decimal | None
    etc: Decimal | None
    etc_atypical: Decimal
    vac: Decimal | None
    vac_atypical: Decimal
    tcpi: Decimal | None
    tcpi_of_eac: Decimal | None


def earned_values(planned: Sequence[Decimal], done: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """BCWP of each task (KPI-8): its planned value x the share of it that is done, not rounded."""
    if len(planned) != len(done):
        raise ValueError("a share done for each task")
    return tuple(value * share for value, share in zip(planned, done))


def measured(
    planned: Sequence[Decimal],
    earned: Sequence[Decimal],
    actual: Sequence[Decimal],
    budget: Decimal | None = None,
) -> Measures:
    """The measures of several tasks together: their sums."""
    return Measures(sum(planned, ZERO), sum(earned, ZERO), sum(actual, ZERO), budget)


def from_quantities(
    planned_quantity: Decimal, actual_quantity: Decimal, planned_price: Decimal, actual_price: Decimal
) -> Measures:
    """Measures of work that is counted in units.

    Rule:   KPI-9, PV = planned quantity x planned price; EV = actual quantity x planned price;
            AC = actual quantity x actual price.
    Source: oracles KPI-11 (建造师); 造价工程师 (拟完工程计划投资, 已完工程计划投资, 已完工程实际投资).
    """
    return Measures(
        planned_quantity * planned_price, actual_quantity * planned_price, actual_quantity * actual_price
    )


def variances(
    measures: Measures,
    index_rounding: str = INDEX_ROUNDING.default,
    cost_variance: str = COST_VARIANCE.default,
    schedule_variance: str = SCHEDULE_VARIANCE.default,
) -> Variances:
    """Variances and indices.

    Units:  money in the currency of the measures; indices and shares are ratios.
    Rule:   KPI-10, CV = EV - AC; SV = EV - PV; CPI = EV / AC; SPI = EV / PV. Signs by the conventions
            `cost_variance` and `schedule_variance`; the indices have none.
    Source: domain.md 1.6; PMI PMBOK; oracles KPI-06, KPI-07, KPI-10..14.
    """
    planned, earned, actual, _ = measures
    cv, sv = earned - actual, earned - planned
    return Variances(
        cv if cost_variance == EARNED_LESS else ZERO - cv,
        sv if schedule_variance == EARNED_LESS else ZERO - sv,
        _index(earned, actual, index_rounding),
        _index(earned, planned, index_rounding),
        ratio(cv, earned),
        ratio(sv, planned),
    )


def forecast(
    measures: Measures,
    budget: Decimal,
    index_rounding: str = INDEX_ROUNDING.default,
    remaining: Decimal | None = None,
) -> Forecast:
    """What the whole will cost, from what it cost so far.

    Units:  money not rounded; `done` and `spent` are shares of the budget; `remaining` is what the rest will
            cost by a new estimate, if there is one.
    Rule:   KPI-11, EAC = AC + (BAC - EV) / CPI; atypical: AC + BAC - EV; by cost and schedule:
            AC + (BAC - EV) / (CPI x SPI); re-estimated: AC + remaining. ETC = EAC - AC; VAC = BAC - EAC;
            TCPI = (BAC - EV) / (BAC - AC), and of the forecast (BAC - EV) / (EAC - AC). Convention
            `index_rounding`.
    Source: PMI PMBOK; oracles KPI-07, KPI-08.
    """
    planned, earned, actual, _ = measures
    cpi, spi = _index(earned, actual, index_rounding), _index(earned, planned, index_rounding)
    rest = budget - earned
    etc = ratio(rest, cpi) if cpi else None
    both = ratio(rest, cpi * spi) if cpi and spi else None
    eac = None if etc is None else actual + etc
    return Forecast(
        done=ratio(earned, budget),
        spent=ratio(actual, budget),
        eac=eac,
        eac_atypical=actual + rest,
        eac_cost_and_schedule=None if both is None else actual + both,
        eac_reestimated=None if remaining is None else actual + remaining,
        etc=etc,
        etc_atypical=rest,
        vac=None if eac is None else budget - eac,
        vac_atypical=earned - actual,
        tcpi=to_complete_index(measures, budget, budget),
        tcpi_of_eac=ratio(rest, etc) if etc else None,
    )


def to_complete_index(measures: Measures, budget: Decimal, target: Decimal) -> Decimal | None:
    """The CPI the rest must keep to end at a target (KPI-13): (BAC - EV) / (target - AC), not rounded."""
    return ratio(budget - measures.earned, target - measures.actual)


def forecast_duration(planned: Decimal, spi: Decimal) -> Decimal | None:
    """The whole duration at the pace so far (KPI-12): planned duration / SPI, in its unit, not rounded."""
    return ratio(planned, spi)


def _index(part: Decimal, whole: Decimal, index_rounding: str) -> Decimal | None:
    value = ratio(part, whole)
    if value is None or index_rounding == EXACT:
        return value
    return rounded(value, ONE.scaleb(-int(index_rounding)))
