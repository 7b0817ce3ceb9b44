"""Interest for late payment: one segment for each balance and each rate, so that every step can be printed.

The one rule: interest runs on what is still owed on the day it is counted for, never on the first amount for
all the days. Tolerance is not extension: waiting moves no due date and stops no interest.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, Sequence

from ..calendars import DAY, add_months
from ..conventions import Choice, Convention
from ..enumerations import RateBasis
from ..language import Text
from ..money import CENT, ZERO, rounded
from .application import PRINCIPAL_FIRST, Applied, Owed, Payment, applied
from .rates import Rates, daily_rate, days_per, rate_on

ONCE, EACH_SEGMENT, DAILY_AMOUNT, DAILY_RATE = "once", "each segment", "daily amount", "daily rate"
FIRST_EXCLUDED, LAST_EXCLUDED = "first day excluded", "last day excluded"
BOTH_COUNTED, NEITHER_COUNTED = "both days counted", "neither day counted"
SIMPLE, EVERY_30_DAYS, MONTHLY = "simple", "every 30 days", "monthly"
EACH_DAY, AT_START, AT_END = "each day", "when interest starts", "on the day asked about"

ROUNDING = Convention(
    "interest_rounding",
    (
        Choice(ONCE, Text("once, on the running total", "按累计金额舍入一次"), ("exact", "total")),
        Choice(EACH_SEGMENT, Text("in each segment", "每段分别舍入")),
        Choice(DAILY_AMOUNT, Text("the amount of one day, then x days", "先舍入日利息，再乘天数")),
        Choice(
            DAILY_RATE, Text("the rate of one day (to 0.0001%), then x days", "先舍入日利率（至0.0001%）")
        ),
    ),
    ONCE,
    Text("Where interest is rounded to the cent", "利息在何处舍入到分"),
    "INT-6; oracles interest INT-06, INT-08 (daily amount, gov.uk), INT-22 (daily rate)",
)
DAYS = Convention(
    "interest_days",
    (
        Choice(FIRST_EXCLUDED, Text("from the day after due to the day of payment", "首日不计，末日计入")),
        Choice(LAST_EXCLUDED, Text("the due date, not the day of payment", "算头不算尾")),
        Choice(BOTH_COUNTED, Text("both the due date and the day of payment", "算头又算尾")),
        Choice(NEITHER_COUNTED, Text("neither of the two", "首末日均不计")),
    ),
    FIRST_EXCLUDED,
    Text("Which days bear interest", "计息天数的起止"),
    "INT-7; 民法典 art. 201; 税收征管法 art. 32; 5 CFR 1315.10(a)(1); oracles interest INT-25",
)
COMPOUNDING = Convention(
    "compounding",
    (
        Choice(SIMPLE, Text("simple interest", "单利")),
        Choice(
            EVERY_30_DAYS, Text("unpaid interest joins the principal every 30 days", "每30天计入本金（复利）")
        ),
        Choice(MONTHLY, Text("a twelfth of the rate joins the principal each month", "按月计入本金（复利）")),
    ),
    SIMPLE,
    Text("Whether interest bears interest", "是否计复利"),
    "INT-9; 5 CFR 1315.10(a)(3) (30 days); FIDIC 1999 cl. 14.8 (monthly)",
)
MOMENT = Convention(
    "rate_moment",
    (
        Choice(EACH_DAY, Text("in force on each day", "逐日适用当日利率（分段）")),
        Choice(AT_START, Text("in force when interest starts, throughout", "始终适用起息日利率")),
        Choice(AT_END, Text("in force on the day asked about, throughout", "始终适用截止日利率")),
    ),
    EACH_DAY,
    Text("Which rate of a table applies", "适用利率表中的哪个利率"),
    "INT-10; SI 2002/1675 art. 4 and 5 CFR 1315.10(a)(1): when interest starts; Ireland: when paid",
)
CONVENTIONS = (ROUNDING, DAYS, COMPOUNDING, MOMENT)

RATE_STEP = Decimal("0.000001")  # 0.0001%, the daily rate as printed (oracles interest INT-22)
# How far the ends of the counted days lie from the due date and from the day of payment.
_ENDS = {
    FIRST_EXCLUDED: (DAY * 0, DAY * 0),
    LAST_EXCLUDED: (-DAY, -DAY),
    BOTH_COUNTED: (-DAY, DAY * 0),
    NEITHER_COUNTED: (DAY * 0, -DAY),
}


class Conditions(NamedTuple):
    """How interest is reckoned: the conventions of this room, by name. `limit_months` 0 is no limit."""

    basis: RateBasis = RateBasis.YEAR_365
    days: str = FIRST_EXCLUDED
    rounding: str = ONCE
    order: str = PRINCIPAL_FIRST
    compounding: str = SIMPLE
    moment: str = EACH_DAY
    limit_months: int = 0
    step: Decimal = CENT


SIMPLE_365 = Conditions()


class Segment(NamedTuple):
    """Days `first` to `last` with one balance and one rate; `principal` is what bore interest."""

    first: date
    last: date
    days: int
    principal: Decimal
    rate: Decimal
    basis: RateBasis
    amount: Decimal


class Interest(NamedTuple):
    """The steps and the answer. `total` is all interest run up; the `..._left` are still owed on the day.

    `per_diem` is what the next day adds, at the rate known for it; 0 where no further day bears interest.
    """

    segments: tuple[Segment, ...]
    applied: tuple[Applied, ...]
    days: int
    total: Decimal
    principal_left: Decimal
    interest_left: Decimal
    costs_left: Decimal
    per_diem: Decimal = ZERO

    @property
    def claim(self) -> Decimal:
        """Everything still owed: principal, interest and costs."""
        return self.principal_left + self.interest_left + self.costs_left


class Charges(NamedTuple):
    """What late payment adds to a debt: interest and a fixed sum; and the debt with both."""

    interest: Decimal
    fixed_sum: Decimal
    charges: Decimal
    claim: Decimal


def days_counted(start: date, end: date, counting: str = FIRST_EXCLUDED) -> int:
    """Days that bear interest from start to end, by the convention interest_days; not below zero (INT-7)."""
    first, last = _ENDS[counting]
    return max(0, ((end + last) - (start + first)).days)


def one_day(
    principal: Decimal,
    rate: Decimal,
    basis: RateBasis = RateBasis.YEAR_365,
    rounding: str = ONCE,
    step: Decimal = CENT,
    day: date | None = None,
) -> Decimal:
    """The interest of one day, rounded where the convention interest_rounding rounds inside a day (INT-6)."""
    if rounding == DAILY_RATE:
        return principal * daily_rate(rate, basis, day).quantize(RATE_STEP, ROUND_HALF_UP)
    amount = principal * rate / days_per(basis, day)
    return rounded(amount, step) if rounding == DAILY_AMOUNT else amount


def one_year(principal: Decimal, rate: Decimal, step: Decimal = CENT) -> Decimal:
    """The interest of a whole year at a rate a year, rounded."""
    return rounded(principal * rate, step)


def simple_interest(
    principal: Decimal,
    rate: Decimal,
    days: int,
    basis: RateBasis = RateBasis.YEAR_365,
    rounding: str = ONCE,
    step: Decimal = CENT,
) -> Decimal:
    """Simple interest for a number of days, rounded.

    Rule:   INT-6, principal x rate x days / basis, rounded where the convention says.
    Source: 5 CFR 1315.17(b); oracles interest INT-01, INT-06, INT-10, INT-22.
    """
    if rounding in (DAILY_AMOUNT, DAILY_RATE):
        return rounded(one_day(principal, rate, basis, rounding, step) * days, step)
    return rounded(principal * rate * days / days_per(basis), step)


def compound_interest(
    principal: Decimal,
    rate: Decimal,
    months: int,
    days: int = 0,
    basis: RateBasis = RateBasis.YEAR_360,
    step: Decimal = CENT,
) -> Decimal:
    """Interest joined to the principal after each whole month, then simple for the days that remain.

    Rule:   INT-9, P (1 + r / 12) ^ months x (1 + r x days / basis) - P, rounded once.
    Source: 5 CFR 1315.17(c); fiscal.treasury.gov/prompt-payment/monthly-interest.html (1,500 at 6%: 18.83).
    """
    grown = principal * (1 + rate / 12) ** months * (1 + rate * days / days_per(basis))
    return rounded(grown - principal, step)


def charges(principal: Decimal, interest: Decimal, fixed_sum: Decimal = ZERO) -> Charges:
    """Interest and the fixed sum together, and the debt with both."""
    return Charges(interest, fixed_sum, interest + fixed_sum, principal + interest + fixed_sum)


def late_interest(
    principal: Decimal,
    due: date,
    as_of: date,
    rates: Rates,
    payments: Sequence[Payment] = (),
    conditions: Conditions = SIMPLE_365,
    costs: Decimal = ZERO,
) -> Interest:
    """Interest on what is still owed, from the due date to the day asked about, step by step.

    Units:  contract currency; rates as fractions of 1 per the basis of the conditions. A payment after
            `as_of` does not count; one on or before the due date only lowers the principal. The day of a
            payment still bears interest on the old balance, unless the last day is excluded.
    Rule:   INT-11. A segment ends where a payment comes in, a rate changes, interest joins the principal, or
            (actual days) a year ends. Rounded once, the segments are the steps of the rounded running total,
            so they always add up to it. INT-17: the per diem is one day's interest on what still bears it,
            rounded to the cent.
    Source: domain.md 1.10 and fixture 5; 民法典 art. 201, 561; 5 CFR 1315.10(a); SI 2002/1675 art. 4.
    """
    begin, end, lag = _days(due, as_of, conditions)
    if conditions.moment != EACH_DAY and begin < end:
        rates = rate_on(rates, begin + DAY if conditions.moment == AT_START else as_of)
    joins = _joins(due, begin, end, conditions.compounding)
    coming = sorted((one for one in payments if one.on <= as_of), key=lambda one: one.on)
    owed = Owed(principal, ZERO, costs)
    accrued, joined = ZERO, ZERO  # interest run up, exact; the part of it that bears interest itself
    segments: list[Segment] = []
    divided: list[Applied] = []
    before = begin
    for cut in (begin, *_cuts(begin, end, lag, rates, joins, coming, conditions)):
        bearing = owed.principal + joined
        if before < cut and bearing > 0:
            rate = rate_on(rates, before + DAY)
            whole = before in (begin, *joins) and cut in joins
            shown = rounded(accrued, conditions.step)
            accrued += _exact(bearing, rate, before, cut, whole, conditions)
            amount = rounded(accrued, conditions.step) - shown
            owed = owed._replace(interest=owed.interest + amount)
            days = (cut - before).days
            segments.append(Segment(before + DAY, cut, days, bearing, rate, conditions.basis, amount))
        if cut in joins:  # exact, so that rounding is not compounded
            paid = sum((one.interest for one in divided), ZERO)
            joined = max(ZERO, accrued - paid)
        while coming and (coming[0].on + lag <= cut or cut == end):
            one = applied(owed, coming.pop(0), conditions.order)
            divided.append(one)
            joined = max(ZERO, joined - one.interest)
            owed = Owed(
                owed.principal - one.principal,
                owed.interest - one.interest,
                owed.costs - one.costs,
                owed.spare + one.unapplied,
            )
        before = cut
    days = max(0, (end - begin).days)
    total = sum((segment.amount for segment in segments), ZERO)
    next_day = ZERO
    if (
        begin < end == as_of + lag
        and owed.principal + joined > 0
        and _days(due, as_of + DAY, conditions)[1] > end
    ):
        bearing, rate = owed.principal + joined, rate_on(rates, end + DAY)
        next_day = one_day(bearing, rate, conditions.basis, conditions.rounding, conditions.step, end + DAY)
    return Interest(
        tuple(segments), tuple(divided), days, total, owed.principal, owed.interest, owed.costs,
        rounded(next_day, conditions.step),
    )  # fmt: skip


def _days(due: date, as_of: date, conditions: Conditions) -> tuple[date, date, timedelta]:
    """Interest runs after the end of the first of these days to the end of the second (INT-7)."""
    lead, lag = _ENDS[conditions.days]
    end = as_of + lag
    if conditions.limit_months:
        end = min(end, add_months(due, conditions.limit_months) + lead)
    return due + lead, max(due + lead, end), lag


def _cuts(
    begin: date,
    end: date,
    lag: timedelta,
    rates: Rates,
    joins: tuple[date, ...],
    payments: Sequence[Payment],
    conditions: Conditions,
) -> list[date]:
    """The last day of each segment."""
    cuts = {end, *joins, *(one.on + lag for one in payments)}
    if not isinstance(rates, Decimal):
        cuts.update(row.on - DAY for row in rates)
    if conditions.basis == RateBasis.YEAR_ACTUAL:
        cuts.update(date(year, 12, 31) for year in range(begin.year, end.year + 1))
    return sorted(cut for cut in cuts if begin < cut <= end)


def _joins(due: date, begin: date, end: date, compounding: str) -> tuple[date, ...]:
    """The days at whose end unpaid interest joins the principal (INT-9)."""
    if compounding == EVERY_30_DAYS:
        return tuple(begin + DAY * n for n in range(30, (end - begin).days + 1, 30))
    if compounding == MONTHLY:
        months = (end.year - due.year) * 12 + end.month - due.month + 1
        ends = (add_months(due, n) + (begin - due) for n in range(1, months + 1))
        return tuple(day for day in ends if day <= end)
    return ()


def _exact(
    bearing: Decimal, rate: Decimal, before: date, cut: date, whole: bool, conditions: Conditions
) -> Decimal:
    """The interest of one segment, rounded only where the convention rounds inside it (INT-6)."""
    days = (cut - before).days
    if whole and conditions.compounding == MONTHLY and conditions.basis != RateBasis.DAY:
        amount = bearing * rate / 12
    elif conditions.rounding in (DAILY_AMOUNT, DAILY_RATE):
        amount = one_day(bearing, rate, conditions.basis, conditions.rounding, conditions.step, cut) * days
    else:
        amount = bearing * rate * days / days_per(conditions.basis, cut)
    return amount if conditions.rounding == ONCE else rounded(amount, conditions.step)
