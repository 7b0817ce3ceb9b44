"""When something falls due: business days, month ends, and the payment terms contracts use.

Every date is counted from its original anchor, never from a date already moved, and nothing here knows today.
The only room that imports dateutil.
"""

from __future__ import annotations

import functools
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from .conventions import Choice, Convention
from .language import Text

DAY = timedelta(days=1)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)

# How a day that is not a business day moves.
NONE = "none"
FOLLOWING = "following"
MODIFIED_FOLLOWING = "modified following"
PRECEDING = "preceding"
MODIFIED_PRECEDING = "modified preceding"
NEAREST = "nearest"
HALF_MONTH = "half month modified following"

# What the payment days count.
CALENDAR = "calendar"
BUSINESS = "business"
MONTHS = "months"
END_OF_MONTH = "end of month"
DAYS_END_OF_MONTH = "days then end of month"
MONTHS_END_OF_MONTH = "months then end of month"
PAY_DAY = "pay day"

EXCLUDED = "excluded"
COUNTED = "counted"

WITHIN = "within"
AFTER = "after"

ROLL = Convention(
    "roll",
    (
        Choice(NONE, Text("stays where it falls", "不顺延"), ("no adjust", "unadjusted")),
        Choice(FOLLOWING, Text("next business day", "顺延至下一工作日"), ("F", "forward", "next", "顺延")),
        Choice(
            MODIFIED_FOLLOWING,
            Text("next business day, but within the month", "顺延，但不跨月"),
            ("MF", "mod following"),
        ),
        Choice(
            PRECEDING,
            Text("previous business day", "提前至上一工作日"),
            ("P", "backward", "previous", "提前"),
        ),
        Choice(
            MODIFIED_PRECEDING,
            Text("previous business day, but within the month", "提前，但不跨月"),
            ("MP", "mod preceding"),
        ),
        Choice(
            NEAREST,
            Text("nearest business day, the later of two as near", "最近的工作日（等距取后）"),
            ("N",),
        ),
        Choice(
            HALF_MONTH,
            Text("next business day, but within the half month", "顺延，但不跨半月"),
            ("modified following bi monthly", "bi monthly", "half month"),
        ),
    ),
    NONE,
    Text("When the last day is not a business day", "最后一日遇节假日"),
    "DUE-2; 民法典 art. 203 moves it to the next business day; a contract may say otherwise",
)
DAY_RULE = Convention(
    "day_rule",
    (
        Choice(
            CALENDAR,
            Text("n calendar days", "n个自然日"),
            ("net", "day", "days", "Day(s) after invoice date", "日历天", "自然日"),
        ),
        Choice(
            BUSINESS, Text("n business days", "n个工作日"), ("bd", "business days", "working days", "工作日")
        ),
        Choice(MONTHS, Text("n months, same day of the month", "n个月（对日）"), ("month", "月")),
        Choice(
            END_OF_MONTH,
            Text("n days after the end of the month", "月底后n天"),
            ("eom", "eom days", "Day(s) after the end of the invoice month", "月底", "月结"),
        ),
        Choice(
            DAYS_END_OF_MONTH,
            Text("end of the month in which n days have run", "n天后所在月的月底"),
            ("days eom", "days end of month"),
        ),
        Choice(
            MONTHS_END_OF_MONTH,
            Text("end of the month n months later", "n个月后的月底"),
            ("eom months", "Month(s) after the end of the invoice month"),
        ),
    ),
    CALENDAR,
    Text("What the payment days count", "付款天数的算法"),
    "DUE-5; the contract; odoo account.payment.term, ERPNext Payment Term",
)
FIRST_DAY = Convention(
    "first_day",
    (
        Choice(EXCLUDED, Text("not counted: day 1 is the day after", "不计入（次日为第1天）")),
        Choice(COUNTED, Text("counted as day 1", "计入（当日为第1天）")),
    ),
    EXCLUDED,
    Text("The day a period starts on", "期间开始的当日"),
    "DUE-6; 民法典 art. 201: 开始的当日不计入",
)
CUTOFF = Convention(
    "cutoff_day",
    (
        Choice(WITHIN, Text("belongs to this month", "计入本月")),
        Choice(AFTER, Text("belongs to the next month", "计入次月")),
    ),
    WITHIN,
    Text("An invoice dated on the cutoff day itself", "截止日当天的发票"),
    "DUE-9; Trimble Vista: after the cutoff day; Oracle Payables: on or after it",
)
CONVENTIONS = (DAY_RULE, ROLL, FIRST_DAY, CUTOFF)


class Calendar(NamedTuple):
    """Which days are business days: the weekend, the holidays, and the weekend days worked in exchange."""

    holidays: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()  # 调休上班日
    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})


WEEKDAYS = Calendar()


def is_business_day(day: date, calendar: Calendar = WEEKDAYS) -> bool:
    """Whether work is done on this day.

    Rule:   DUE-1, a weekday or a listed working weekend day, and not a holiday.
    Source: 国务院办公厅 yearly notice (国办发明电〔2024〕12号); oracles dates DT-14, DT-16.
    """
    return day not in calendar.holidays and (day.weekday() not in calendar.weekend or day in calendar.working)


def _next(day: date, step: timedelta, calendar: Calendar) -> date:
    while not is_business_day(day, calendar):
        day += step
    return day


def span(first: date, last: date) -> tuple[date, ...]:
    """Every day from first to last, both of them: a holiday block as it is published."""
    return tuple(first + DAY * n for n in range((last - first).days + 1))


def rolled(day: date, convention: str = FOLLOWING, calendar: Calendar = WEEKDAYS) -> date:
    """The day itself if it is a business day, else the business day the convention moves it to.

    Rule:   DUE-2. "Modified" turns back rather than leave the month; half month turns back rather than pass
            the 15th or leave the month; of two as near, nearest takes the later.
    Source: QuantLib BusinessDayConvention; 民法典 art. 203 (following); oracles dates DT-07, DT-14.
    """
    if convention == NONE or is_business_day(day, calendar):
        return day
    after, before = _next(day, DAY, calendar), _next(day, -DAY, calendar)
    if convention == FOLLOWING:
        return after
    if convention == PRECEDING:
        return before
    if convention == MODIFIED_FOLLOWING:
        return after if after.month == day.month else before
    if convention == MODIFIED_PRECEDING:
        return before if before.month == day.month else after
    if convention == HALF_MONTH:
        return after if after.month == day.month and (day.day > 15 or after.day <= 15) else before
    if convention == NEAREST:
        return after if after - day <= day - before else before
    raise ValueError(f"unknown convention {convention!r}")


def add_business_days(
    day: date, count: int, calendar: Calendar = WEEKDAYS, convention: str = FOLLOWING
) -> date:
    """The business day `count` business days on (or back); the start is rolled first, then counted from.

    Rule:   DUE-3. Rolled back, "1 business day" is the first one strictly after the start; rolled forward
            from a weekend, it is the second.
    Source: numpy.busday_offset; oracles dates DT-08, DT-14.
    """
    day = rolled(day, convention, calendar)
    step = DAY if count > 0 else -DAY
    for _ in range(abs(count)):
        day = _next(day + step, step, calendar)
    return day


def business_days_between(
    start: date, end: date, calendar: Calendar = WEEKDAYS, last_counted: bool = False
) -> int:
    """Business days from `start` up to, without, `end`; negative when `end` is the earlier.

    Rule:   DUE-4, the start counts, the end does not, in either direction; with `last_counted` both do.
    Source: numpy.busday_count (since 1.25 for the negative side), NETWORKDAYS of Excel and Calc (both
            counted); oracles dates DT-08.
    """
    sign = 1 if start <= end else -1
    if last_counted:
        end += DAY * sign
    days = (start + DAY * (sign * n) for n in range(abs((end - start).days)))
    return sign * sum(is_business_day(day, calendar) for day in days)


def month_end(day: date, months: int = 0) -> date:
    """Last day of the day's month, or of the month so many months later."""
    return day + relativedelta(months=months, day=31)


def add_months(anchor: date, months: int, keep_month_end: bool = False) -> date:
    """The same day of the month so many months on, or the last day of a month that has no such day.

    Units:  `anchor` is the original date: adding month by month drifts (31 Jan, 28 Feb, 28 Mar).
    Rule:   DUE-7. With `keep_month_end` a month's last day leads to a month's last day (28 Feb to 31 Mar).
    Source: 民法典 art. 202; dateutil relativedelta; oracles dates DT-09.
    """
    if keep_month_end and anchor == month_end(anchor):
        return month_end(anchor, months)
    return anchor + _months(months)


@functools.lru_cache(maxsize=1 << 8)
def _months(count: int) -> relativedelta:
    """So many months. Remembered: making one takes longer than adding it."""
    return relativedelta(months=count)


def pay_day(day: date, numbers: tuple[int, ...]) -> date:
    """First date on or after `day` whose day of the month is one of `numbers`.

    Rule:   DUE-8, the day itself is good enough; 29, 30 and 31 are the last day of a month without them.
    Source: odoo account.payment.term "on the"; OCA account_payment_term_extension; oracles dates DT-01.
    """
    return min(
        found
        for number in numbers
        for found in (day + relativedelta(day=number), day + relativedelta(months=1, day=number))
        if found >= day
    )


class Step(NamedTuple):
    """One step of a payment term: so many days, business days or months, a month end, or a pay day.

    `number` is how many; for END_OF_MONTH the months ahead. `days` are the days of the month of a PAY_DAY.
    """

    unit: str
    number: int = 0
    days: tuple[int, ...] = ()


def due_after(
    start: date,
    steps: tuple[Step, ...],
    calendar: Calendar = WEEKDAYS,
    *,
    cutoff: int = 0,
    cutoff_day: str = WITHIN,
    roll: str = NONE,
    first_day: str = EXCLUDED,
) -> date:
    """The last day on which payment is in time, by the steps of a payment term.

    Units:  `cutoff` is a day of the month, 0 for none.
    Rule:   DUE-5, in this order: a start past the cutoff is the first of the next month (DUE-9); the steps
            run from left to right; the roll moves the result off a holiday (DUE-2). Business days count
            strictly after the start. With the first day counted, days end one day earlier (DUE-6).
            A pay day after a month end is in the following month (DUE-8).
    Source: oracles dates DT-01, DT-04, DT-10, DT-11, DT-12; domain.md 1.10.
    """
    if cutoff and (start.day > cutoff or (start.day == cutoff and cutoff_day == AFTER)):
        start = month_end(start) + DAY
    due, before = start, ""
    for unit, count, days in steps:
        early = 1 if first_day == COUNTED and not before and count > 0 else 0
        if unit == CALENDAR:
            due += DAY * (count - early)
        elif unit == BUSINESS:
            due = add_business_days(due, count - early, calendar, PRECEDING if count > early else FOLLOWING)
        elif unit == MONTHS:
            due = add_months(due, count)
        elif unit == END_OF_MONTH:
            due = month_end(due, count)
        elif unit == PAY_DAY:
            due = pay_day(due + DAY if before == END_OF_MONTH else due, days)
        else:
            raise ValueError(f"unknown step {unit!r}")
        before = unit
    return rolled(due, roll, calendar)


def steps_of(rule: str, count: int, on_days: tuple[int, ...] = ()) -> tuple[Step, ...]:
    """The steps of a day rule of the Contracts sheet, then of the days of the month the payer pays on."""
    if rule in (CALENDAR, BUSINESS, MONTHS):
        steps: tuple[Step, ...] = (Step(rule, count),)
    elif rule == END_OF_MONTH:
        steps = (Step(END_OF_MONTH), Step(CALENDAR, count)) if count else (Step(END_OF_MONTH),)
    elif rule == DAYS_END_OF_MONTH:
        steps = (Step(CALENDAR, count), Step(END_OF_MONTH))
    elif rule == MONTHS_END_OF_MONTH:
        steps = (Step(END_OF_MONTH, count),)
    else:
        raise ValueError(f"unknown day rule {rule!r}")
    return (*steps, Step(PAY_DAY, days=on_days)) if on_days else steps


def due_date(
    start: date,
    count: int = 0,
    rule: str = CALENDAR,
    calendar: Calendar = WEEKDAYS,
    *,
    on_days: tuple[int, ...] = (),
    cutoff: int = 0,
    cutoff_day: str = WITHIN,
    roll: str = NONE,
    first_day: str = EXCLUDED,
) -> date:
    """The last day on which payment is in time, by a day rule and its number of days or months (DUE-5).

    >>> due_date(date(2025, 7, 1), 30)
    datetime.date(2025, 7, 31)
    >>> due_date(date(2025, 8, 31), 6, MONTHS)
    datetime.date(2026, 2, 28)
    """
    return due_after(
        start,
        steps_of(rule, count, on_days),
        calendar,
        cutoff=cutoff,
        cutoff_day=cutoff_day,
        roll=roll,
        first_day=first_day,
    )


def days_in_year(day: date) -> int:
    """365, or 366 in a leap year."""
    return (date(day.year, 12, 31) - date(day.year, 1, 1)).days + 1


def days_between(start: date, end: date) -> int:
    """Days from start to end, one of the two counted (首日不计, or 算头不算尾: the same number)."""
    return (end - start).days


def days_overdue(due: date, as_of: date) -> int:
    """Days past the due date; the due date itself is day 0 (DUE-10, domain.md 1.8)."""
    return max(0, (as_of - due).days)
