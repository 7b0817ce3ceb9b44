"""Percentage of completion: maps a published case to ledger.billing.revenue."""

from __future__ import annotations

from decimal import Decimal

from ledger.billing.revenue import (
    AS_EARNED,
    COMPLETION_ROUNDING,
    ONEROUS,
    PROVIDE,
    Due,
    PeriodEnd,
    Recognised,
    by_remaining,
    due,
    due_in_all,
    recognised,
    to_date,
    wip,
)
from tests.oracles.reading import in_percent, number, numbers, percent

FAMILY = "poc"

ZERO = Decimal(0)
STEP = Decimal("0.000001")  # sources count in dollars, thousands or millions; their cents are finer than ours
BILLED = ("billed", "billings", "progress_billings")


def answers(case: dict) -> dict:
    found = case["inputs"]
    if "contracts" in found:
        return contracts([one_contract(one) for one in found["contracts"]])
    if isinstance(found.get("price"), list) and "to_complete" not in found:
        count = len(found["price"])
        each = [{key: pick(value, at, count) for key, value in found.items()} for at in range(count)]
        return contracts([one_contract(one) for one in each])
    if "price" not in found and "revenue" not in found:
        return given_profits(found)
    ends = period_ends(found)
    if len(ends) == 1 and not isinstance(found.get("cost"), list):
        return one_period(ends, found)
    return periods(ends, found)


def listed(value: object) -> list:
    return value if isinstance(value, list) else [value]


def pick(value: object, at: int, count: int) -> object:
    return value[at] if isinstance(value, list) and len(value) == count else value


def billed(found: dict) -> list:
    return next((numbers(listed(found[key])) for key in BILLED if key in found), [])


def period_ends(found: dict) -> list[PeriodEnd]:
    """Costs of `cost` are each period's, of `cost_to_date` to date; totals are given or are what remains."""
    prices = numbers(listed(found["price"] if "price" in found else found["revenue"]))
    if "stage" in found:
        totals, stages = numbers(listed(found["est_total"])), [percent(one) for one in listed(found["stage"])]
        return [
            PeriodEnd(price, None, total, stage)
            for price, total, stage in zip(each(prices, totals), totals, stages)
        ]
    if "other_cost" in found:
        uninstalled = number(found["uninstalled"])
        cost, total = number(found["other_incurred"]), number(found["other_cost"])
        return [PeriodEnd(prices[0], cost, total, uninstalled=uninstalled)]
    costs = (
        to_date(numbers(listed(found["cost"]))) if "cost" in found else numbers(listed(found["cost_to_date"]))
    )
    if "to_complete" in found:
        rest = numbers(listed(found["to_complete"]))
        return [by_remaining(price, cost, left) for price, cost, left in zip(each(prices, rest), costs, rest)]
    totals = numbers(listed(found["est"] if "est" in found else found["est_total"]))
    if len(totals) < len(costs):  # one estimate for all periods
        totals = [totals[0] for _ in costs]
    return [PeriodEnd(price, cost, total) for price, cost, total in zip(each(prices, totals), costs, totals)]


def each(prices: list, others: list) -> list:
    """One price for each period, where the source gives one for all."""
    return prices if len(prices) == len(others) else [prices[0] for _ in others]


def one_period(ends: list[PeriodEnd], found: dict) -> dict:
    (row,) = recognised(ends, step=STEP)
    (rough,) = recognised(ends, "2", step=STEP)
    share = in_percent(row.share)
    given = {
        "pct": share,
        "progress": share,
        "earned": row.revenue_to_date,
        "revenue": row.revenue,
        "revenue_exact": row.revenue,
        "revenue_pct2dp": rough.revenue,
        "cogs": row.cost,
        "cost": row.cost,
        "gp": row.profit,
        "gp_exact": row.profit,
        "gp_pct2dp": rough.profit,
        "profit": row.profit,
        "provision": row.provision,
        "cip": row.in_process,
    }
    lines = [wip(ends[0].price, row.revenue_to_date, one) for one in billed(found)]
    over = [line.over_under for line in lines]
    if any(isinstance(found.get(key), list) for key in BILLED):
        given["over_under"] = over
    elif lines:
        dues = due(row.cost_to_date, row.profit_to_date, lines[0].billed)
        given.update({"over_under": over[0], "overbilled": lines[0].overbilled, "backlog": lines[0].backlog})
        given.update({"underbilled": lines[0].underbilled, "due_from": dues.due_from, "due_to": dues.due_to})
    return given


def periods(ends: list[PeriodEnd], found: dict) -> dict:
    rows = recognised(ends, COMPLETION_ROUNDING.default, ONEROUS.default, step=STEP)
    without = recognised(ends, COMPLETION_ROUNDING.default, AS_EARNED, step=STEP)
    given = {
        "pct": [in_percent(row.share) for row in rows],
        "rev": [row.revenue for row in rows],
        "revenue": [row.revenue for row in rows],
        "cost": [row.cost for row in rows],
        "gp": [row.profit for row in rows],
        "profit": [row.profit for row in rows],
        "gp_with_provision": [row.profit for row in rows],
        "gp_no_provision": [row.profit for row in without],
        "rev_to_date": [row.revenue_to_date for row in rows],
        "gp_to_date": [row.profit_to_date for row in rows],
        "provision": [row.provision for row in rows],
        "cip": [row.in_process for row in rows],
    }
    for year, row in enumerate(rows, start=1):
        given.update(
            {f"rev{year}": row.revenue, f"gp{year}": row.profit, f"pct{year}": in_percent(row.share)}
        )
    if billed(found):
        given.update(dues(rows, to_date(billed(found))))
    return given


def dues(rows: tuple[Recognised, ...], bills: tuple) -> dict:
    found = [due(row.cost_to_date, row.profit_to_date, bill) for row, bill in zip(rows, bills)]
    return {"due_from": [one.due_from for one in found], "due_to": [one.due_to for one in found]}


def one_contract(found: dict) -> tuple:
    ends = period_ends(found)
    row = recognised(ends, COMPLETION_ROUNDING.default, PROVIDE, step=STEP)[0]
    bill = billed(found)[0] if billed(found) else ZERO
    return row, wip(ends[0].price, row.revenue_to_date, bill), due(row.cost_to_date, row.profit_to_date, bill)


def totals(found: list[Due]) -> dict:
    both = due_in_all(found)
    return {
        "due_from": both.due_from,
        "due_to": both.due_to,
        "underbilled_total": both.due_from,
        "overbilled_total": both.due_to,
        "each_due_from": [one.due_from for one in found],
        "each_due_to": [one.due_to for one in found],
    }


def contracts(lines: list) -> dict:
    rows, wips, found = [list(one) for one in zip(*lines)]
    return {
        "pct": [in_percent(row.share) for row in rows],
        "earned": [row.revenue_to_date for row in rows],
        "revenue": [row.revenue_to_date for row in rows],
        "gp": [row.profit_to_date for row in rows],
        "over_under": [line.over_under for line in wips],
        "overbilled": [line.overbilled for line in wips],
        "underbilled": [line.underbilled for line in wips],
        "backlog": [line.backlog for line in wips],
        **totals(found),
    }


def given_profits(found: dict) -> dict:
    """Costs, profits less losses, and billings of several contracts, as a disclosure prints them."""
    costs = numbers(listed(next(found[key] for key in ("costs", "cost", "incurred") if key in found)))
    profits = numbers(listed(next(found[key] for key in ("profits", "profit", "recognised") if key in found)))
    each_due = [due(*one) for one in zip(costs, profits, billed(found))]
    return totals(each_due)
