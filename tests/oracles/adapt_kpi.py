"""Figures for managers: maps a published case to ledger.collecting.figures and earned_value."""

from __future__ import annotations

from decimal import Decimal

from ledger.collecting.earned_value import (
    COST_VARIANCE,
    EARNED_LESS,
    INDEX_ROUNDING,
    LESS_EARNED,
    SCHEDULE_VARIANCE,
    Measures,
    earned_values,
    forecast,
    forecast_duration,
    from_quantities,
    measured,
    to_complete_index,
    variances,
)
from ledger.collecting.figures import (
    AVERAGE,
    collection_effectiveness,
    collection_rate,
    delinquency,
    dso,
    dso_count_back,
    receivable_balance,
    turnover,
    weighted_days_late,
)
from tests.oracles.reading import in_percent, number, numbers, percent

FAMILY = "kpi"

ZERO = Decimal(0)
# Whatever a source calls a measure, and the product's word for it.
MEASURES = {
    "planned": ("PV", "BCWS", "pv", "bcws"),
    "earned": ("EV", "BCWP", "ev", "bcwp"),
    "actual": ("AC", "ACWP", "ac", "acwp"),
    "budget": ("BAC", "bac"),
}
# Signs as a source states them in its rule; else those of PMI.
COST_SIGNS = ("CV=AC-EV", "CV=ACWP-BCWP")
SCHEDULE_SIGNS = ("SV=PV-EV", "SV=BCWS-BCWP")


def answers(case: dict) -> dict:
    found = case["inputs"]
    rule = case.get("rule", "").replace(" ", "")
    signs = (
        LESS_EARNED if any(text in rule for text in COST_SIGNS) else COST_VARIANCE.default,
        LESS_EARNED if any(text in rule for text in SCHEDULE_SIGNS) else SCHEDULE_VARIANCE.default,
    )
    given: dict = {}
    if "sales" in found or "months" in found:
        given.update(days_of_sales(found))
    if "beg" in found:
        given.update(collection(found))
    if "received" in found:
        given["rate"] = in_percent(collection_rate(number(found["received"]), number(found["due"])))
    if "payments" in found:
        late = [(number(amount), int(days)) for amount, days in found["payments"]]
        given["weighted_days_late"] = weighted_days_late(late)
    if "pq" in found:
        given.update(figures(quantities(found), signs))
    elif any(name in found for names in MEASURES.values() for name in names):
        given.update(of_measures(found, signs))
    for key, value in found.items():
        if isinstance(value, list) and len(value) == 3 and key.islower() and len(key) == 1:
            planned, earned, actual = numbers(value)
            answer = variances(Measures(planned, earned, actual), INDEX_ROUNDING.default, *signs)
            given[key] = [answer.cv, answer.sv, answer.cpi, answer.spi]
    return given


def listed(value: object) -> list:
    return value if isinstance(value, list) else [value]


def days_of_sales(found: dict) -> dict:
    """One figure of sales is the simple way; a list, the latest first, is counted back."""
    if "ar" not in found:
        return {}
    receivable = number(found["ar"])
    periods = found.get("months", found["sales"] if isinstance(found.get("sales"), list) else None)
    if periods is not None:
        lengths = found.get("month_days", found.get("days", 30))
        lengths = lengths if isinstance(lengths, list) else [lengths for _ in periods]
        pairs = [
            (number(one[0]), int(one[1])) if isinstance(one, list) else (number(one), int(length))
            for one, length in zip(periods, lengths)
        ]
        answer = dso_count_back(receivable, pairs)
        return {"dso": answer.days, "dso_countback": answer.days, "uncovered": answer.uncovered}
    sales, days = number(found["sales"]), int(found.get("days", 365))
    given = {"dso": dso(receivable, sales, days)}
    if "current" in found:
        late = delinquency(receivable, number(found["current"]), sales, days)
        given.update({"best_dso": late.best_possible, "bpdso": late.best_possible})
        given.update({"add": late.average_days_delinquent})
    if "ar_beg" in found:
        mean = receivable_balance(number(found["ar_beg"]), receivable, AVERAGE)
        turned = turnover(sales, mean, days)
        given.update({"average": mean, "turnover": turned.times, "days": turned.days})
    return given


def collection(found: dict) -> dict:
    index = collection_effectiveness(
        number(found["beg"]),
        number(found["sales"]),
        number(found["end_total"]),
        number(found["end_current"]),
        int(found.get("n_months", 1)),
    )
    return {"cei": in_percent(index)}


def quantities(found: dict) -> Measures:
    each = [
        from_quantities(*numbers(one))
        for one in zip(*(listed(found[key]) for key in ("pq", "aq", "pp", "ap")), strict=True)
    ]
    return measured([m.planned for m in each], [m.earned for m in each], [m.actual for m in each])


def named(found: dict, measure: str, suffix: str = "") -> list:
    for name in MEASURES[measure]:
        if f"{name}{suffix}" in found:
            return numbers(listed(found[f"{name}{suffix}"]))
    return []


def of_measures(found: dict, signs: tuple) -> dict:
    given: dict = {}
    planned, earned, actual = (named(found, one) for one in ("planned", "earned", "actual"))
    budget = named(found, "budget")
    shares = [percent(one) for one in listed(found["pct"])] if "pct" in found else None
    if not earned and shares:
        # A single share of the budget is of the whole; shares of tasks are of what each was planned at.
        base = planned if planned and len(planned) == len(shares) and not budget else budget
        earned = list(earned_values(base, shares))
        given["BCWP"] = earned
    if not planned and "planned_pct" in found:
        planned = list(earned_values(budget, [percent(found["planned_pct"])]))
    measures = measured(planned or [ZERO], earned or [ZERO], actual or [ZERO])
    given.update({"BCWS_total": measures.planned, "BCWP_total": measures.earned})
    given.update({"ACWP_total": measures.actual, "PV": measures.planned, "AC": measures.actual})
    given.update({"EV": measures.earned})
    given.update(figures(measures, signs))
    if budget:
        given.update(forecasts(measures, budget[0]))
        if "ETC" in found:
            given["EAC"] = forecast(measures, budget[0], remaining=number(found["ETC"])).eac_reestimated
        if "EAC" in found:
            given["TCPI_eac"] = to_complete_index(measures, budget[0], number(found["EAC"]))
    if "BAC2" in found:
        second = [named(found, one, "2") or [ZERO] for one in ("planned", "earned", "actual")]
        given["EAC_atypical"] = forecast(measured(*second), number(found["BAC2"])).eac_atypical
    if "duration" in found:
        spi = variances(measures).spi
        given["time_estimate"] = forecast_duration(number(found["duration"]), spi)
    return given


def figures(measures: Measures, signs: tuple) -> dict:
    answer = variances(measures, INDEX_ROUNDING.default, *signs)
    standard = variances(measures, INDEX_ROUNDING.default, EARNED_LESS, EARNED_LESS)
    return {
        "PV": measures.planned,
        "EV": measures.earned,
        "AC": measures.actual,
        "CV": answer.cv,
        "SV": answer.sv,
        "CV_standard": standard.cv,
        "SV_standard": standard.sv,
        "CPI": answer.cpi,
        "SPI": answer.spi,
    }


def forecasts(measures: Measures, budget: Decimal) -> dict:
    exact = forecast(measures, budget)
    return {
        "EAC": exact.eac,
        "EAC_exact": exact.eac,
        "EAC_typical": exact.eac,
        "EAC_atypical": exact.eac_atypical,
        "EAC_cpi_spi": exact.eac_cost_and_schedule,
        "EAC_cpi2dp": forecast(measures, budget, "2").eac,
        "ETC": exact.etc,
        "VAC": exact.vac,
        "TCPI": exact.tcpi,
        "TCPI_eac": exact.tcpi_of_eac,
        "pct_complete": in_percent(exact.done) if exact.done is not None else None,
        "pct_spent": in_percent(exact.spent) if exact.spent is not None else None,
    }
