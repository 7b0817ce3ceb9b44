"""An instalment plan: a debt cut into dated payments that add up to it, to the cent.

The one rule: nothing is lost or made by cutting; every day is counted from the first one, never from a day
already moved.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..calendars import FOLLOWING, WEEKDAYS, Calendar, add_months, rolled
from ..money import ONE, ZERO, allocate, unit

FEWEST, MOST = 2, 60
COUNT = 3  # our own habit


class Payment(NamedTuple):
    """One instalment: its day, its amount, and what is left after it."""

    on: date
    amount: Decimal
    left: Decimal


def instalments(
    total: Decimal,
    currency: str,
    first_on: date,
    count: int = COUNT,
    down: Decimal | None = None,
    calendar: Calendar = WEEKDAYS,
) -> tuple[Payment, ...]:
    """The payments of a plan; none where it cannot be cut so: too many, or a part would be nothing.

    Units:  the smallest unit of the currency; `down` is the first payment where it is not like the others.
    Rule:   RMD-6: equal parts by largest remainder (ALO-1), the first ones take the units left over; one a
            month, on the day of the month of `first_on` (DUE-7), moved to the next business day (DUE-2).
    Source: product.md no. 6; domain.md 1.10 (from the original anchor, never chained).

    >>> [(str(p.on), str(p.amount)) for p in instalments(Decimal("100"), "CNY", date(2026, 1, 31))]
    [('2026-02-02', '33.34'), ('2026-03-02', '33.33'), ('2026-03-31', '33.33')]
    """
    step = unit(currency)
    if not FEWEST <= count <= MOST or total <= ZERO or total % step:
        return ()
    amounts = allocate(total, [ONE] * count, step)
    if down is not None:
        if not ZERO < down < total or down % step:
            return ()
        amounts = [down, *allocate(total - down, [ONE] * (count - 1), step)]
    if min(amounts) <= ZERO:
        return ()
    payments, left = [], total
    for number, amount in enumerate(amounts):
        left -= amount
        payments.append(Payment(rolled(add_months(first_on, number), FOLLOWING, calendar), amount, left))
    return tuple(payments)
