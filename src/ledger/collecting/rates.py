"""What a rate is: in force from a day, per which day count, and what an early payment discount costs.

A rate is a fraction of 1. One that is not known for a day is a NoRate, never zero.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Iterable, Sequence, Union

from ..calendars import DAY, days_in_year
from ..conventions import Choice, Convention
from ..enumerations import RateBasis
from ..language import Text
from ..money import ONE
from ..rulebook import RateFrom

Rates = Union[Decimal, Sequence[RateFrom]]

BASIS = Convention(
    "late_basis",
    tuple(Choice(basis.code, basis.label, basis.aliases) for basis in RateBasis),
    RateBasis.YEAR_365.code,
    Text("What a late rate is per", "逾期利率的口径"),
    "INT-1; the contract; UK 365, US Prompt Payment 360 (5 CFR 1315.17), 日万分之五 per day",
)
CONVENTIONS = (BASIS,)

SAME_DAY, DAY_BEFORE = "same day", "day before"


class NoRate(LookupError):
    """No row of a rate table reaches back to a day that bears interest."""

    def __init__(self, day: date) -> None:
        super().__init__(f"no rate in force on {day.isoformat()}")
        self.day = day


def rate_on(rates: Rates, day: date) -> Decimal:
    """The rate in force on a day: the last row that starts on or before it (INT-2)."""
    if isinstance(rates, Decimal):
        return rates
    starts = [row for row in rates if row.on <= day]
    if not starts:
        raise NoRate(day)
    return max(starts, key=lambda row: row.on).rate


def raised(
    rates: Rates, multiple: Decimal = ONE, margin: Decimal = Decimal(0), floor: Decimal = Decimal(0)
) -> Rates:
    """A rate built on another: base x multiple + margin, and never below the floor.

    Rule:   INT-3; 4 x LPR, LPR + 30% (multiple 1.3), base rate + 8 points (margin 0.08).
    Source: 1998 Act and SI 2002/1675 art. 4; Directive 2011/7/EU art. 2(6); 国令802 art. 17 (floor).
    """
    if isinstance(rates, Decimal):
        return max(floor, rates * multiple + margin)
    return tuple(row._replace(rate=max(floor, row.rate * multiple + margin)) for row in rates)


def half_yearly(rates: Sequence[RateFrom], until: date, fixed_on: str = DAY_BEFORE) -> tuple[RateFrom, ...]:
    """Reference rates that hold for half a year: the rate in force when each half-year begins.

    Units:  `fixed_on` "day before" reads 31 December and 30 June, "same day" 1 January and 1 July.
    Rule:   INT-4. A half-year that begins before the first row has no reference rate.
    Source: SI 2002/1675 art. 4 (day before); Directive 2011/7/EU art. 2(7) (same day).
    """
    if not rates:
        return ()
    first = min(rates, key=lambda row: row.on)
    back = DAY if fixed_on == DAY_BEFORE else DAY * 0
    halves = (date(year, month, 1) for year in range(first.on.year, until.year + 1) for month in (1, 7))
    return tuple(
        first._replace(on=half, rate=rate_on(rates, half - back))
        for half in halves
        if first.on <= half - back and half <= until
    )


def days_per(basis: RateBasis, day: date | None = None) -> int:
    """The days a rate is spread over; for actual days, those of the calendar year of `day` (INT-1)."""
    if basis == RateBasis.DAY:
        return 1
    if basis == RateBasis.YEAR_360:
        return 360
    if basis == RateBasis.YEAR_ACTUAL and day is not None:
        return days_in_year(day)
    return 365


def daily_rate(rate: Decimal, basis: RateBasis = RateBasis.YEAR_365, day: date | None = None) -> Decimal:
    """The rate of one day, unrounded: 0.05 a year on 360 is 0.000138889 a day, 1.4 basis points."""
    return rate / days_per(basis, day)


def yearly_rate(rate: Decimal, basis: RateBasis = RateBasis.DAY) -> Decimal:
    """The rate of one year of 365 days: 日万分之五 (0.0005 a day) is 0.1825 a year."""
    return rate / days_per(basis) * 365


def implied_rate(
    principal: Decimal, interest: Decimal, days: int, basis: RateBasis = RateBasis.YEAR_365
) -> Decimal:
    """The simple rate a year at which this principal bears this interest in these days (INT-5)."""
    return interest / principal * days_per(basis) / days


def discount_cost(
    discount: Decimal,
    net_days: int,
    discount_days: int,
    basis: RateBasis = RateBasis.YEAR_365,
    compound: bool = False,
) -> Decimal:
    """What it costs a year to forgo an early payment discount, as a fraction: 2/10 net 30 is 0.372.

    Units:  `discount` is a share of the amount; days from the invoice. For the effective annual discount rate
            of the US Treasury pass the days left as `discount_days`, and basis 360.
    Rule:   INT-16, d / (1 - d) x year / (net days - discount days); compound: (1 / (1 - d)) ^ (year / days)
            - 1. The discount days are fewer than the net days.
    Source: oracles dates DT-17, interest INT-05; Treasury Financial Manual 6-8040.40 (OIG-13-CA-008).
    """
    periods = Decimal(days_per(basis)) / (net_days - discount_days)
    if compound:
        return (ONE / (ONE - discount)) ** periods - ONE
    return discount / (ONE - discount) * periods


def named(rates: Iterable[RateFrom], name: str) -> tuple[RateFrom, ...]:
    """The rows of one rate of the Rules sheet, earliest first."""
    return tuple(sorted((row for row in rates if row.name == name), key=lambda row: row.on))
