"""Pay applications: a schedule of values -> columns C to I (G703) and lines 1 to 9 (G702).

The one rule: columns are gross of retainage, which stands in column I and line 5 only; line 7 is what the
previous certificates said, never the cash that came.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Mapping, NamedTuple, Sequence

from ..money import CENT, ZERO, rounded
from .retention import (
    LINE,
    ROUNDING,
    TOTAL,
    WORK,
    WORK_AND_MATERIALS,
    RetentionTerms,
    held_to_date,
    rate_for,
    rounded_together,
    spread,
)


class Line(NamedTuple):
    """A line of the schedule of values: C, D, E and F, with a retainage rate of its own where it has one."""

    item: str
    scheduled: Decimal
    previous: Decimal = ZERO
    this: Decimal = ZERO
    stored: Decimal = ZERO
    rate: Decimal | None = None
    change_order: str = ""
    description: str = ""

    @property
    def work(self) -> Decimal:
        """D + E, completed work without stored materials."""
        return self.previous + self.this

    @property
    def total(self) -> Decimal:
        """G = D + E + F, completed and stored to date, gross of retainage."""
        return self.work + self.stored


class ChangeOrder(NamedTuple):
    """A change of the contract sum; only an approved one counts in line 2."""

    number: str
    amount: Decimal
    approved: bool = True
    rate: Decimal | None = None


class Application(NamedTuple):
    """What an application for payment is computed from.

    `previous` is line 6 of the previous certificate, frozen. `released` is retainage given back to date.
    """

    original_sum: Decimal
    lines: tuple[Line, ...]
    change_orders: tuple[ChangeOrder, ...] = ()
    retention: RetentionTerms = RetentionTerms(base=WORK_AND_MATERIALS)
    previous: Decimal = ZERO
    released: Decimal = ZERO
    rounding: str = ROUNDING.default
    step: Decimal = CENT


class Row(NamedTuple):
    """A row of the continuation sheet (G703). `share` is G / C; None where nothing is scheduled."""

    item: str
    scheduled: Decimal  # C
    previous: Decimal  # D
    this: Decimal  # E
    stored: Decimal  # F
    total: Decimal  # G
    share: Decimal | None
    balance: Decimal  # H
    retainage: Decimal  # I


class Summary(NamedTuple):
    """Lines 1 to 9 of the summary (G702), and what is pending outside them."""

    original_sum: Decimal  # 1
    change_orders: Decimal  # 2
    contract_sum: Decimal  # 3
    completed: Decimal  # 4
    retainage_work: Decimal  # 5a
    retainage_stored: Decimal  # 5b
    retainage: Decimal  # 5
    earned: Decimal  # 6
    previous: Decimal  # 7
    due: Decimal  # 8
    balance: Decimal  # 9
    pending: Decimal


class Changes(NamedTuple):
    """The change order summary: approved additions and deductions, their net, and what is still pending."""

    additions: Decimal
    deductions: Decimal
    net: Decimal
    pending: Decimal


class Retainage(NamedTuple):
    """Retainage of one line: on its work and on its stored materials."""

    work: Decimal
    stored: Decimal


def measured(line: Line, done: Decimal, step: Decimal = CENT) -> Line:
    """The line with this period's work set so that D + E is the share done of C.

    Units:  contract currency at `step`; `done` 0..1, cumulative.
    Rule:   APP-1, E = C x done - D, gross of retainage.
    Source: AIA G703 column instructions; oracles AIA-14.
    """
    return line._replace(this=rounded(line.scheduled * done, step) - line.previous)


def changes(orders: Sequence[ChangeOrder]) -> Changes:
    """The change orders in sum.

    Units:  contract currency.
    Rule:   APP-2, net = approved additions less approved deductions; pending ones stand apart.
    Source: AIA G702 change order summary; A201 7.2 (a change order is signed by all).
    """
    approved = [order.amount for order in orders if order.approved]
    additions = sum((amount for amount in approved if amount > 0), ZERO)
    deductions = sum((-amount for amount in approved if amount < 0), ZERO)
    pending = sum((order.amount for order in orders if not order.approved), ZERO)
    return Changes(additions, deductions, additions - deductions, pending)


def retainages(application: Application) -> list[Retainage]:
    """Retainage of each line, before releases.

    Units:  contract currency at `step`.
    Rule:   APP-3, a line's own rate, else its change order's, else the contract's terms (RET-5). Stored
            materials bear `materials_rate` where there is one. The contract's terms are computed on the
            lines under them together (completion = their total / their scheduled values) and laid on them
            in proportion. Rounded by line; or each group's total, with its lines adding up to it (RET-6);
            brackets and caps hold for the total, so they always round so.
    Source: AIA G702 line 5; JD Edwards 9.2 retainage rules; oracles AIA-04, AIA-08.
    """
    orders = {order.number: order.rate for order in application.change_orders}
    own = [_own_rate(line, orders) for line in application.lines]
    answers: dict[int, Retainage] = {}
    common = [index for index, rate in enumerate(own) if rate is None]
    if common:
        lines = [application.lines[index] for index in common]
        answers.update(zip(common, _common(application, lines)))
    apart = [index for index, rate in enumerate(own) if rate is not None]
    work = [application.lines[index].work * _known(own[index]) for index in apart]
    stored = [
        application.lines[index].stored * _stored_rate(application.retention, _known(own[index]))
        for index in apart
    ]
    pairs = zip(_laid(application, work), _laid(application, stored))
    answers.update((index, Retainage(*pair)) for index, pair in zip(apart, pairs))
    return [answers[index] for index in range(len(application.lines))]


def continuation(application: Application) -> list[Row]:
    """The continuation sheet, column by column.

    Units:  contract currency at `step`; `share` 0..1, unrounded.
    Rule:   APP-4, G = D + E + F; H = C - G; I = the line's retainage less its part of what was released.
    Source: AIA G703-1992; domain.md 1.3; oracles AIA-14.
    """
    held = [pair.work + pair.stored for pair in retainages(application)]
    back = spread(min(application.released, sum(held, ZERO)), held, application.step)
    return [
        Row(
            line.item,
            line.scheduled,
            line.previous,
            line.this,
            line.stored,
            line.total,
            line.total / line.scheduled if line.scheduled else None,
            line.scheduled - line.total,
            kept - returned,
        )
        for line, kept, returned in zip(application.lines, held, back)
    ]


def summary(application: Application) -> Summary:
    """Lines 1 to 9.

    Units:  contract currency at `step`.
    Rule:   APP-5, 3 = 1 + 2; 4 = sum of G; 5 = 5a + 5b less what was released; 6 = 4 - 5; 7 = the previous
            certificate's line 6, frozen; 8 = 6 - 7; 9 = 3 - 6. Pending change orders are in none of them.
    Source: AIA G702-1992; domain.md 1.3, golden fixture 2.
    """
    net = changes(application.change_orders)
    held = retainages(application)
    on_work = sum((pair.work for pair in held), ZERO)
    on_stored = sum((pair.stored for pair in held), ZERO)
    released = min(application.released, on_work + on_stored)
    from_work = min(released, on_work)
    contract_sum = application.original_sum + net.net
    completed = sum((line.total for line in application.lines), ZERO)
    retainage = on_work + on_stored - released
    earned = completed - retainage
    return Summary(
        application.original_sum,
        net.net,
        contract_sum,
        completed,
        on_work - from_work,
        on_stored - (released - from_work),
        retainage,
        earned,
        application.previous,
        earned - application.previous,
        contract_sum - earned,
        net.pending,
    )


def following(
    application: Application,
    this: Mapping[str, Decimal],
    stored: Mapping[str, Decimal],
    released: Decimal | None = None,
) -> Application:
    """The next application: work to date becomes previous work, line 6 becomes the frozen line 7.

    Units:  contract currency; `this` (column E) and `stored` (column F, a balance) by item, 0 where not
            named; `released` retainage given back to date, as before where not given.
    Rule:   APP-6, D = D + E of the application before; stored materials enter E when they are built in.
    Source: AIA G703-1992, column D 'from previous application (D + E)'.
    """
    lines = tuple(
        line._replace(previous=line.work, this=this.get(line.item, ZERO), stored=stored.get(line.item, ZERO))
        for line in application.lines
    )
    return application._replace(
        lines=lines,
        previous=summary(application).earned,
        released=application.released if released is None else released,
    )


def _own_rate(line: Line, orders: Mapping[str, Decimal | None]) -> Decimal | None:
    """The rate of the line or its change order; None where the contract's terms hold."""
    order = orders.get(line.change_order)
    return None if line.rate is None and order is None else rate_for(line.rate, order, None)


def _stored_rate(terms: RetentionTerms, rate: Decimal) -> Decimal:
    """What stored materials of a line with its own rate bear."""
    if terms.materials_rate is not None:
        return terms.materials_rate
    return ZERO if terms.base == WORK else rate


def _common(application: Application, lines: Sequence[Line]) -> list[Retainage]:
    """Retainage of the lines under the contract's terms, computed together where the terms ask for it."""
    terms = application.retention
    work = sum((line.work for line in lines), ZERO)
    stored = sum((line.stored for line in lines), ZERO)
    terms = terms._replace(contract_sum=sum((line.scheduled for line in lines), ZERO))
    held = held_to_date(terms, work)
    apart = held_to_date(terms, work, stored) - held
    works = _shared(held, [line.work for line in lines])
    stores = _shared(apart, [line.stored for line in lines])
    if terms.cap is not None or len(terms.brackets) > 1:
        application = application._replace(rounding=TOTAL)
    return [Retainage(*pair) for pair in zip(_laid(application, works), _laid(application, stores))]


def _shared(total: Decimal, amounts: Sequence[Decimal]) -> list[Decimal]:
    """An unrounded total in proportion to the amounts."""
    whole = sum(amounts, ZERO)
    return [total * amount / whole for amount in amounts] if whole else [ZERO for _ in amounts]


def _laid(application: Application, exact: Sequence[Decimal]) -> list[Decimal]:
    """Unrounded amounts at the cent, each rounded or their total laid on them."""
    if application.rounding == LINE:
        return [rounded(amount, application.step) for amount in exact]
    return rounded_together(exact, application.step)


def _known(rate: Decimal | None) -> Decimal:
    return ZERO if rate is None else rate
