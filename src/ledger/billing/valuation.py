"""Valuation: quantities, prices and their adjustments -> the value of work that a certificate starts from.

The one rule: nothing is rounded here; the certificate rounds, once, at the point it states.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Sequence, Tuple

from ..conventions import Choice, Convention
from ..language import Text
from ..money import ONE, ZERO

EXCESS = "excess"
ALL = "all"
WHOLE = "whole"
LESS_PROVISIONAL = "less_provisional"
LESS_PROVISIONAL_AND_SAFETY = "less_provisional_and_safety"

BAND_REACH = Convention(
    "quantity_band_reach",
    (
        Choice(EXCESS, Text("only the quantity beyond the band", "仅对超出部分调价")),
        Choice(ALL, Text("the whole quantity", "对全部工程量调价")),
    ),
    EXCESS,
    Text("Measured work: what a quantity band re-prices", "计量：工程量偏差调价范围"),
    "GB 50500-2013 9.6.2 (增加部分); 公路 cases; FIDIC Red Book 1999 12.3 leaves it to the Engineer",
)
ADVANCE_BASE = Convention(
    "advance_base",
    (
        Choice(WHOLE, Text("the whole contract sum", "合同价全额")),
        Choice(LESS_PROVISIONAL, Text("less provisional sums", "扣除暂列金额")),
        Choice(
            LESS_PROVISIONAL_AND_SAFETY,
            Text("less provisional sums and safety costs", "扣除暂列金额和安全文明施工费"),
        ),
    ),
    LESS_PROVISIONAL,
    Text("Advance: what it is a share of", "预付款：计算基数"),
    "财建〔2004〕369号 12; GF-2017-0201 12.2.1; FIDIC Red Book 1999 14.2 (a) for its start",
)
CONVENTIONS = (BAND_REACH, ADVANCE_BASE)


class Band(NamedTuple):
    """How the price changes when the measured quantity leaves a band around the scheduled one.

    `over` and `under` are shares of the scheduled quantity (0.15 is 15%); None: never.
    """

    over: Decimal | None = None
    over_factor: Decimal = ONE
    under: Decimal | None = None
    under_factor: Decimal = ONE
    reach: str = BAND_REACH.default


NO_BAND = Band()


class PricePart(NamedTuple):
    """One cost element of a price adjustment formula: its weight, its index now and at the base date."""

    weight: Decimal
    current: Decimal
    base: Decimal


Item = Tuple[Decimal, Decimal]


def scheduled_sum(items: Sequence[Item], in_units_of: Decimal = ONE) -> Decimal:
    """The contract sum of a schedule of quantities and prices.

    Units:  currency; with `in_units_of` 10,000 in ten thousands of it (万元).
    Rule:   CER-1, sum of quantity x price.
    Source: oracles CN-06, CN-17.
    """
    return sum((quantity * price for quantity, price in items), ZERO) / in_units_of


def own_amounts(cumulative: Sequence[Decimal]) -> list[Decimal]:
    """Each period's own amount from a column of amounts to date.

    Units:  those of the column.
    Rule:   CER-2, this to date less the one before.
    Source: oracles CN-19.
    """
    return [now - before for now, before in zip(cumulative, [ZERO, *cumulative])]


def measured_value(
    quantity: Decimal, price: Decimal, scheduled: Decimal, band: Band = NO_BAND, final: bool = False
) -> Decimal:
    """Value of a measured quantity to date.

    Units:  currency; `quantity` and `scheduled` in the item's unit, cumulative.
    Rule:   CER-3, beyond scheduled x (1 + over) the price takes the factor: the excess alone, or all. A
            quantity below scheduled x (1 - under) is known only at the end, so all of it is re-priced when
            `final`. Exactly at the mark nothing changes.
    Source: GB 50500-2013 9.6.2; oracles CN-04 (month 9 is exactly at 115%).
    """
    if band.over is not None and quantity > scheduled * (ONE + band.over):
        limit = scheduled * (ONE + band.over) if band.reach == EXCESS else ZERO
        return (limit + (quantity - limit) * band.over_factor) * price
    if final and band.under is not None and quantity < scheduled * (ONE - band.under):
        return quantity * band.under_factor * price
    return quantity * price


def period_values(
    quantities: Sequence[Decimal],
    price: Decimal,
    scheduled: Decimal,
    band: Band = NO_BAND,
    factors: Sequence[Decimal] = (),
    in_units_of: Decimal = ONE,
    final: bool = False,
) -> list[Decimal]:
    """Each period's own value of one item.

    Units:  currency, or `in_units_of` it; `quantities` are each period's own; `factors` the price factor k
            of each period (1 where none is given; the last one holds for the periods after it).
    Rule:   CER-3 on the quantity to date, this period less the last; CER-4, x k.
    Source: oracles CN-04, CN-15.
    """
    answers = []
    quantity = before = ZERO
    for index, own in enumerate(quantities):
        quantity += own
        now = measured_value(quantity, price, scheduled, band, final and index == len(quantities) - 1)
        factor = factors[min(index, len(factors) - 1)] if factors else ONE
        answers.append((now - before) * factor / in_units_of)
        before = now
    return answers


def together(rows: Sequence[Sequence[Decimal]]) -> list[Decimal]:
    """The value of all items in each period, from one row for each item; a short row ends early.

    Units:  those of the rows.
    Rule:   CER-1, column sums.
    Source: worked cases of two items under one contract (甲项, 乙项).
    """
    length = max((len(row) for row in rows), default=0)
    return [sum((row[index] for row in rows if index < len(row)), ZERO) for index in range(length)]


def marked_up(amount: Decimal, rates: Sequence[Decimal]) -> Decimal:
    """A cost with its percentage additions laid on one after the other (管理费, 利润, 规费, 税金).

    Units:  currency; rates 0..1.
    Rule:   CER-5, amount x (1 + rate) for each rate in order.
    Source: GB 50500-2013 price build-up, as examiners use it.
    """
    for rate in rates:
        amount *= ONE + rate
    return amount


def adjustment_factor(fixed: Decimal, parts: Sequence[PricePart]) -> Decimal:
    """The multiplier that a price adjustment formula gives for a period.

    Units:  a ratio; `fixed` is the part of the price that is not adjusted, 0..1.
    Rule:   CER-6, Pn = a + b Ln/Lo + c En/Eo + ... (调值公式法).
    Source: FIDIC Red Book 1999 13.8; GF-2017-0201 11.1.
    """
    return fixed + sum((part.weight * part.current / part.base for part in parts), ZERO)


def price_rise(contract_sum: Decimal, share: Decimal, rise: Decimal) -> Decimal:
    """Addition to the settlement where a share of the price has risen as a whole.

    Units:  currency; `share` 0..1 of the price; `rise` 0..1, below 0 for a fall.
    Rule:   CER-7, contract sum x share x rise (主材价差一次调整).
    Source: oracles CN-03.
    """
    return contract_sum * share * rise


def price_difference(
    quantity: Decimal, bid: Decimal, base: Decimal, current: Decimal, risk: Decimal
) -> Decimal:
    """Addition (or deduction, below 0) for one material whose price has left the agreed risk band.

    Units:  currency; `quantity` in the material's unit, prices per unit, `risk` 0..1.
    Rule:   CER-8, a rise counts beyond the higher of bid and base x (1 + risk), a fall beyond the lower of
            them x (1 - risk); inside the band nothing.
    Source: GB 50500-2013 A.2.2; GF-2017-0201 11.1.
    """
    top = max(bid, base) * (ONE + risk)
    bottom = min(bid, base) * (ONE - risk)
    return quantity * (max(ZERO, current - top) + min(ZERO, current - bottom))


def advance_base(
    contract_sum: Decimal,
    provisional: Decimal = ZERO,
    safety: Decimal = ZERO,
    base: str = ADVANCE_BASE.default,
) -> Decimal:
    """The amount that an advance is a share of.

    Units:  currency.
    Rule:   CER-9, the contract sum, less provisional sums (暂列金额), less safety costs (安全文明施工费),
            as the convention says.
    Source: 财建〔2004〕369号 12; GF-2017-0201 12.2.1.
    """
    if base == WHOLE:
        return contract_sum
    return contract_sum - provisional - (safety if base == LESS_PROVISIONAL_AND_SAFETY else ZERO)
