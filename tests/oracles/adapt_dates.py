"""Dates: maps a published case to ledger.calendars and ledger.payment_terms, by the shape of its inputs.

A row of a case holds a date and, in any order, a number and a word; the word is a convention, a day rule or a
payment term, and the product's own readers say which. What a case asks is in the names of its answers.
"""

from __future__ import annotations

import re

from ledger.calendars import (
    BUSINESS,
    CALENDAR,
    COUNTED,
    DAY_RULE,
    END_OF_MONTH,
    EXCLUDED,
    FOLLOWING,
    MONTHS,
    MONTHS_END_OF_MONTH,
    NONE,
    PRECEDING,
    ROLL,
    Calendar,
    add_business_days,
    business_days_between,
    days_between,
    due_after,
    due_date,
    is_business_day,
    rolled,
    span,
)
from ledger.collecting.interest import BOTH_COUNTED, days_counted
from ledger.collecting.rates import discount_cost
from ledger.conventions import chosen
from ledger.enumerations import RateBasis
from ledger.payment_terms import DAYS_FIRST, MONTH_END_FIRST, to_terms
from tests.oracles.reading import day, days, in_percent, percent

FAMILY = "dates"
DATE = re.compile(r"\d{4}-\d\d-\d\d")
STARTS = ("date", "start", "invoice", "invoice_date", "issued", "anchor", "due", "from", "delivered")
ENDS = ("end", "to", "until", "as_of")
NUMBERS = (("business_days", BUSINESS), ("months", MONTHS), ("n", ""), ("days", ""))
WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FIRST_IS_DAY_1 = re.compile(
    r"day 1 is the (invoice|start|issue)|(start|issue|first day) counted|含当日|当日计入"
)
DAYS_THEN_MONTH_END = re.compile(
    r"(eom|end of month|last day|month end) ?\(? ?(of )?\(?(the )?(invoice|date|start)[a-z ]*\+"
    r"|then (the )?(end|eom)"
)
BASES = {"365": RateBasis.YEAR_365, "360": RateBasis.YEAR_360}


def is_date(found: object) -> bool:
    return isinstance(found, str) and DATE.fullmatch(found) is not None


def calendar_of(inputs: dict) -> Calendar:
    """The holidays, worked weekends and weekend a case names, under the names sources use."""
    off = [*inputs.get("off", []), *inputs.get("holidays", []), *inputs.get("holiday_blocks", [])]
    if "holiday" in inputs:
        off.append(inputs["holiday"])
    blocks = [one if isinstance(one, list) else [one, one] for one in off]
    worked = [
        one for key in ("work_weekends", "working", "makeup", "workdays") for one in inputs.get(key, [])
    ]
    mask = inputs.get("weekmask", "1111100")
    if not mask.isdigit():
        mask = "".join("1" if name in mask else "0" for name in WEEK)
    return Calendar(
        frozenset(one for first, last in blocks for one in span(day(first), day(last))),
        frozenset(days(worked)),
        frozenset(weekday for weekday, works in enumerate(mask) if works == "0"),
    )


def one_row(row: object, rule: str, calendar: Calendar) -> object:
    """The answer to one row of `cases`: its date, its number and its word, whatever their order."""
    parts = row if isinstance(row, list) else [row]
    dates = [day(part) for part in parts if is_date(part)]
    numbers = [part for part in parts if isinstance(part, int)]
    words = [part for part in parts if isinstance(part, str) and not is_date(part)]
    if len(dates) == 2:
        return business_days_between(dates[0], dates[1], calendar)
    [start] = dates
    if not words and not numbers:
        return rolled(start, convention_in(rule), calendar)
    if not words:
        return due_date(start, numbers[0], day_rule_in(rule), calendar)
    convention = chosen(ROLL, words[0])
    if convention and numbers:
        return add_business_days(start, numbers[0], calendar, convention)
    if convention:
        return rolled(start, convention, calendar)
    day_rule = chosen(DAY_RULE, words[0])
    if day_rule and numbers:
        return due_date(start, numbers[0], day_rule, calendar)
    terms = to_terms(" ".join([*map(str, numbers), words[0]]), reading_in(rule))
    return due_after(start, terms.steps, calendar, cutoff=terms.cutoff)


def reading_in(rule: str) -> str:
    """Whether "n days end of month" adds the days first, where a rule says so: EOM(invoice + n), then EOM."""
    return DAYS_FIRST if DAYS_THEN_MONTH_END.search(rule.casefold()) else MONTH_END_FIRST


def convention_in(rule: str) -> str:
    """The roll a rule's words name; the longest name counts, "modified following" is not "following"."""
    plain = rule.replace("_", " ").casefold()
    named = [name for name in ROLL.values() if name in plain]
    return max(named, key=len, default=FOLLOWING)


def day_rule_in(rule: str, unit: str = "") -> str:
    """The day rule that a rule's words name, or what they say is counted, with or without a month end."""
    plain = rule.casefold()
    named = chosen(DAY_RULE, rule)
    if named:
        return named
    if not unit and ("business" in plain or "working day" in plain or "工作日" in plain):
        return BUSINESS
    if not unit:
        unit = MONTHS if "month" in plain.replace("end of month", "") or "个月" in plain else CALENDAR
    if "end of" in plain or "eom" in plain or "月底" in plain or "月末" in plain:
        return MONTHS_END_OF_MONTH if unit == MONTHS else END_OF_MONTH
    return unit


def dated_term(inputs: dict, rule: str, calendar: Calendar, start: object, suffix: str = "") -> object:
    """A single term written as named inputs: n or days or months, cutoff, pay days, roll, from a date."""
    term = inputs.get("term", inputs.get("terms"))
    settings = {
        "cutoff": inputs.get("cutoff", inputs.get("cutoff_day", 0)),
        "roll": chosen(ROLL, str(inputs.get("roll", inputs.get("convention", NONE)))),
        "first_day": COUNTED if FIRST_IS_DAY_1.search(rule.casefold()) else EXCLUDED,
    }
    if term:
        terms = to_terms(str(term), reading_in(rule))
        return due_after(start, terms.steps, calendar, **{**settings, "cutoff": terms.cutoff})
    on_days = inputs.get("on_days", inputs.get("payment_days", inputs.get("day", ())))
    settings["on_days"] = (on_days,) if isinstance(on_days, int) else tuple(on_days)
    for name, unit in NUMBERS:
        counts = inputs.get(f"{name}{suffix}", inputs.get(name))
        if isinstance(counts, list):
            return [due_date(start, count, day_rule_in(rule, unit), calendar, **settings) for count in counts]
        if counts is not None:
            return due_date(start, counts, day_rule_in(rule, unit), calendar, **settings)
    return due_date(start, 0, day_rule_in(rule, CALENDAR), calendar, **settings)


def between(name: str, start: object, end: object, rule: str, calendar: Calendar) -> int:
    """A count between two dates: of business days where the name or the rule says so, else of days."""
    if "business" in f"{name} {rule}".casefold() or "work" in f"{name} {rule}".casefold():
        return business_days_between(start, end, calendar, "inclusive" in rule)
    return days_between(start, end)


def each_date(asked: str, dates: list, rule: str, calendar: Calendar) -> object:
    """One list of dates under a named question: a roll, a payment term, or whether each is worked."""
    convention, terms = chosen(ROLL, asked), to_terms(asked, reading_in(rule))
    if convention:
        return [rolled(one, convention, calendar) for one in dates]
    if terms:
        return [due_after(one, terms.steps, calendar) for one in dates]
    if asked in ("work", "workday", "is_workday", "business"):
        return [is_business_day(one, calendar) for one in dates]
    if asked in ("holiday", "rest", "is_holiday"):
        return [not is_business_day(one, calendar) for one in dates]
    return [rolled(one, convention_in(rule), calendar) for one in dates]


def forgone(kind: str, basis: str, found: list) -> object:
    """The yearly cost of one discount, or of a list of them, in percent."""
    if isinstance(found[0], list):
        return [forgone(kind, basis, one) for one in found]
    share, discount_days, net_days = found
    cost = discount_cost(percent(share), net_days, discount_days, BASES[basis], kind == "compound")
    return in_percent(cost)


def answers(case: dict) -> dict:
    inputs, asked = case["inputs"], case["expected"]
    rule = " ".join([str(inputs.get("convention", "")), case["rule"]]).strip()
    calendar = calendar_of(inputs)
    found = {}
    for key, value in inputs.items():
        cost = re.fullmatch(r"(simple|compound)_?(365|360)", key)
        if cost:
            found[key] = forgone(cost[1], cost[2], value)
        elif key.startswith("roll_"):
            convention = chosen(ROLL, key.partition("_")[2])
            found["roll"] = [rolled(one, convention, calendar) for one in days(value)]
        elif key.startswith("add_"):
            found["add"] = [add_business_days(day(one), n, calendar, PRECEDING) for one, n in value]
        elif key == "offset":
            rolls = [(day(one), n, chosen(ROLL, (*roll, NONE)[0] or NONE)) for one, n, *roll in value]
            found[key] = [add_business_days(one, n, calendar, roll) for one, n, roll in rolls]
        elif key == "count":
            inclusive = "inclusive" in rule
            found[key] = [business_days_between(day(a), day(b), calendar, inclusive) for a, b in value]
        elif key == "off":
            found["days"] = [
                str(days_counted(day(one[0]), day(one[1]), BOTH_COUNTED)) for one in value if len(one) == 2
            ]
        elif key == "year":
            found[key] = days_between(*days(value))
        elif key == "cases":
            rows = [one_row(row, rule, calendar) for row in value]
            found = {**dict.fromkeys(asked, rows), **found}
        elif key == "dates" and any(name in inputs for name, _ in NUMBERS):
            rows = [dated_term(inputs, rule, calendar, one) for one in days(value)]
            found = {**dict.fromkeys(asked, rows), **found}
        elif key == "dates":
            found = {**{name: each_date(name, days(value), rule, calendar) for name in asked}, **found}
        elif chosen(ROLL, key) and isinstance(value, list):
            found[key] = [rolled(one, chosen(ROLL, key), calendar) for one in days(value)]
    end = next((day(inputs[name]) for name in ENDS if name in inputs), None)
    for name in asked:
        suffix = re.search(r"\d*$", name)[0]
        start = next((day(inputs[f"{one}{suffix}"]) for one in STARTS if f"{one}{suffix}" in inputs), None)
        if name not in found and start and end:
            found[name] = between(name, start, end, rule, calendar)
        elif name not in found and start:
            found[name] = dated_term(inputs, rule, calendar, start, suffix)
    return found
