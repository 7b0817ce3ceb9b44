"""Interest: maps a published case to ledger.collecting, by the names of its inputs and the words of its rule.

`r` is percent a year; `rate` is percent with a sign, a share a year, or a share a day where the rule says so.
What a case asks is in the names of its answers; those that only differ in rounding are all given.
"""

from __future__ import annotations

import re

from ledger.calendars import CALENDAR, COUNTED, EXCLUDED, FOLLOWING, NONE, WEEKDAYS, days_overdue, due_date
from ledger.collecting.application import INTEREST_FIRST, PRINCIPAL_FIRST, Payment
from ledger.collecting.interest import (
    AT_END,
    AT_START,
    BOTH_COUNTED,
    DAILY_AMOUNT,
    DAILY_RATE,
    EACH_DAY,
    EACH_SEGMENT,
    EVERY_30_DAYS,
    FIRST_EXCLUDED,
    LAST_EXCLUDED,
    ONCE,
    SIMPLE,
    Conditions,
    charges,
    compound_interest,
    days_counted,
    late_interest,
    one_day,
    one_year,
    simple_interest,
)
from ledger.collecting.rates import daily_rate, discount_cost, implied_rate, raised
from ledger.collecting.statutes import fixed_sum, regime
from ledger.enumerations import RateBasis
from ledger.rulebook import RateFrom
from tests.oracles.reading import day, days, in_basis_points, in_percent, number, numbers, percent

FAMILY = "interest"
PRINCIPAL = ("P", "principal", "debt", "amount", "invoice", "tax", "balance")
STARTS = ("due", "start", "from", "due_date", "begin")
ENDS = ("paid", "end", "to", "as_of", "until", "paid_on")
FEES = ("comp", "fee", "compensation", "fixed")
LATE = ("interest", "late_fee", "penalty", "amount", "fee_due")


def first(inputs: dict, names: tuple, default: object = None) -> object:
    return next((inputs[name] for name in names if name in inputs), default)


def says(rule: str, *words: str) -> bool:
    return any(word in rule.casefold() for word in words)


def rate_in(inputs: dict, margin: object) -> object:
    """The rate as a fraction, from whatever the case names it by; None where there is none."""
    if "rates" in inputs:
        return tuple(RateFrom("case", day(on), percent(rate)) for on, rate in inputs["rates"])
    if "r" in inputs:
        return percent(inputs["r"])
    if "base" in inputs:
        return raised(
            percent(inputs["base"]), margin=percent(inputs["margin"]) if "margin" in inputs else margin
        )
    if "lpr" in inputs:
        return raised(percent(inputs["lpr"]), number(inputs.get("mult", "1")))
    if "rate" in inputs:
        return percent(inputs["rate"]) if number(inputs["rate"]) > 1 else number(inputs["rate"])
    return None


def conditions_in(inputs: dict, rule: str) -> Conditions:
    """The product's settings, from the words of the rule and the inputs that name them."""
    basis = RateBasis.YEAR_365
    if str(inputs.get("basis")) == "360" or says(rule, "/360", "on 360"):
        basis = RateBasis.YEAR_360
    if says(str(inputs.get("basis")), "act") or says(rule, "actual/actual", "act/act", "leap"):
        basis = RateBasis.YEAR_ACTUAL
    if "rate" in inputs and number(inputs["rate"]) < number("0.002"):
        basis = RateBasis.DAY
    rounding = ONCE
    if says(rule, "daily amount rounded", "daily rounded", "rounded to pence", "daily interest rounded"):
        rounding = DAILY_AMOUNT
    if says(rule, "each segment", "each period rounded"):
        rounding = EACH_SEGMENT
    counting = FIRST_EXCLUDED
    if says(rule, "算头又算尾", "inclusive", "both days"):
        counting = BOTH_COUNTED
    elif says(rule, "算头不算尾"):
        counting = LAST_EXCLUDED
    moment = EACH_DAY
    if says(rule, "when interest starts", "fixed at the start", "day after the due date rate"):
        moment = AT_START
    elif says(rule, "rate on the payment date"):
        moment = AT_END
    interest_first = says(rule, "interest first", "interest-first", "先息后本", "561")
    return Conditions(
        basis=basis,
        days=counting,
        rounding=rounding,
        order=INTEREST_FIRST if interest_first else PRINCIPAL_FIRST,
        compounding=EVERY_30_DAYS if says(rule, "compound", "r/12") else SIMPLE,
        moment=moment,
    )


def period(inputs: dict) -> tuple:
    """The due date and the day asked about, where a case gives dates."""
    start, end = first(inputs, STARTS), first(inputs, ENDS)
    return (day(start), day(end)) if start and end else (None, None)


def interest_of(inputs: dict, rule: str, asked: dict, law: object) -> dict:
    """Every answer about interest on one principal, by the names sources give them."""
    principal = number(first(inputs, PRINCIPAL))
    rate = rate_in(inputs, (law or regime("UK-LPA")).margin)
    conditions = conditions_in(inputs, rule)
    basis, rounding = conditions.basis, conditions.rounding
    start, end = period(inputs)
    given = first(inputs, ("days", "days_printed", "days_late", "d"))
    found = {}
    if start:
        counted = days_counted(start, end, conditions.days)
        found = dict.fromkeys(("days", "true_days", "actual_days", "days_late", "late_days"), counted)
    if "interest" in inputs:
        found["rate"] = in_percent(
            implied_rate(principal, number(inputs["interest"]), counted, basis_of(rule))
        )
        return found
    months = first(inputs, ("months", "n"))
    payments = [
        Payment(day(on), number(paid)) for on, paid in first(inputs, ("receipts", "payments"), default=[])
    ]
    if start:
        dated = late_interest(principal, start, end, rate, payments, conditions)
        found["by_true_days"] = dated.total
        found["principal_left"], found["interest_left"] = dated.principal_left, dated.interest_left
        found["claim"] = dated.claim
        found["segment_days"] = [segment.days for segment in dated.segments]
        found["segments"] = [segment.amount for segment in dated.segments]
    if isinstance(rate, tuple):
        interest = dated.total
    elif months is not None:
        interest = compound_interest(principal, rate, months, given or 0, basis)
    elif given is not None:
        interest = simple_interest(principal, rate, given, basis, rounding)
        found["by_printed_formula"] = interest
        found["exact"] = simple_interest(principal, rate, given, basis, ONCE)
        found["rounded_daily"] = simple_interest(principal, rate, given, basis, DAILY_AMOUNT)
        found["rounded_rate"] = simple_interest(principal, rate, given, basis, DAILY_RATE)
    elif start:
        interest = dated.total
    else:
        interest = one_year(principal, rate)
    if not isinstance(rate, tuple):
        found["daily"] = one_day(principal, rate, basis, DAILY_AMOUNT)
        found["annual"] = one_year(principal, rate)
        found["rate"], found["daily_rate"] = in_percent(rate), in_percent(daily_rate(rate, basis))
    fee = first(inputs, FEES)
    asks_fee = [name for name in FEES if name in asked]
    owed_fee = number(fee) if fee is not None else law and fixed_sum(law, principal)
    added = charges(principal, interest, owed_fee or number(0))
    # A fee of the case's own is added to the interest; a fee of the law belongs to the whole claim.
    found["total"] = added.charges if fee is not None or asks_fee else added.claim
    return {**dict.fromkeys(LATE, interest), **dict.fromkeys(asks_fee, owed_fee), **found}


def law_of(case: dict) -> object:
    """The statute whose fixed sums a case is under, told by its currency sign or the law it names."""
    text = " ".join(str(case.get(part, "")) for part in ("rule", "notes", "source"))
    if "£" in text or "GBP" in text or "(Interest) Act 1998" in text:
        return regime("UK-LPA")
    if "€" in text or "EUR" in text or "2011/7" in text:
        return regime("EU-LPD")
    return None


def basis_of(rule: str) -> RateBasis:
    return RateBasis.YEAR_360 if says(rule, "360") else RateBasis.YEAR_365


def counted_both_ways(inputs: dict, rule: str) -> dict:
    """A period to pay from a day of issue, counted or not, as the words in brackets of the rule name them."""
    issued, paid = day(inputs["issued"]), day(inputs["paid"])
    allowed = int(first(inputs, ("days", "period")) or re.search(r"(\d+) (?:days|日)", rule)[1])
    principal, rate = number(first(inputs, PRINCIPAL)), number(inputs["rate"])
    weekend_rolls = says(rule, "顺延", "next business day", "next working day")
    roll, calendar = (
        FOLLOWING if weekend_rolls else NONE,
        WEEKDAYS._replace(holidays=frozenset(days(inputs.get("holidays", [])))),
    )
    found = {}
    for negated, name in [*re.findall(r"(not )?counted \((\w+)", rule), ("not", "")]:
        due = due_date(
            issued, allowed, CALENDAR, calendar, first_day=EXCLUDED if negated else COUNTED, roll=roll
        )
        fee = late_interest(principal, due, paid, rate, (), Conditions(RateBasis.DAY)).total
        ending = f"_{name}" if name else ""
        found.update({f"due{ending}": due, f"days{ending}": days_overdue(due, paid)})
        found.update(dict.fromkeys((f"fee{ending}", f"late_fee{ending}", f"interest{ending}"), fee))
    return found


def answers(case: dict) -> dict:
    inputs, rule, asked = case["inputs"], case["rule"], case["expected"]
    if "CVF" in inputs:
        return {"bp": in_basis_points(daily_rate(percent(inputs["CVF"]), basis_of(rule)))}
    if "disc" in inputs:
        left = first(inputs, ("left", "days_left", "discount_days", "disc_days"))
        total = first(inputs, ("total_days", "total", "net_days", "period"))
        cost = discount_cost(percent(inputs["disc"]), total, left, basis_of(rule))
        return {"eadr": cost, "rate": in_percent(cost)}
    if "debts" in inputs:
        sums = [fixed_sum(regime("UK-LPA"), debt) for debt in numbers(inputs["debts"])]
        return dict.fromkeys(("comp", "fee", "fixed"), sums)
    if "issued" in inputs:
        return counted_both_ways(inputs, rule)
    return interest_of(inputs, rule, asked, law_of(case))
