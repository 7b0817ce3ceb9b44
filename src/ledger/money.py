"""Amounts: exact decimals, rounded half up at the cent, and parts that add up to their whole.

Every rule rounds through `rounded` at the points its docstring states, and nowhere else. A whole that is cut
into parts is cut by `allocate`, so that no cent is lost or made.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from fractions import Fraction
from typing import NamedTuple, Sequence

from .conventions import Choice, Convention
from .language import Text

ZERO = Decimal(0)
ONE = Decimal(1)
CENT = Decimal("0.01")
NO_CENTS = Decimal("0.00")

# ISO 4217 minor units that are not two decimals, for the currencies contracts are written in.
MINOR_UNITS = {
    "JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "PYG": 0, "UGX": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}  # fmt: skip

HALF_UP = "half_up"
ROUNDINGS = {
    HALF_UP: ROUND_HALF_UP,
    "half_down": ROUND_HALF_DOWN,
    "half_even": ROUND_HALF_EVEN,
    "up": ROUND_UP,
    "down": ROUND_DOWN,
}

CASH_ROUNDING = Convention(
    "cash_rounding",
    (
        Choice(HALF_UP, Text("nearest, halves away from zero", "四舍五入")),
        Choice("half_down", Text("nearest, halves towards zero", "五舍六入")),
        Choice("half_even", Text("nearest, halves to the even step", "四舍六入五成双")),
        Choice("up", Text("always away from zero", "向远离零进位")),
        Choice("down", Text("always towards zero", "舍去")),
    ),
    HALF_UP,
    Text("How an amount is rounded to the smallest coin", "按最小币值取整的方式"),
    "Odoo account.cash.rounding (HALF-UP, UP, DOWN); Tryton account_cash_rounding",
)

LARGEST_REMAINDER = "largest_remainder"
FROM_FIRST = "from_first"
FROM_LAST = "from_last"
ON_LAST = "on_last"
ON_LARGEST = "on_largest"

LEFTOVER = Convention(
    "leftover",
    (
        Choice(
            LARGEST_REMAINDER,
            Text("to the largest remainders, the first wins ties", "最大余数，并列时在前者先得"),
        ),
        Choice(FROM_FIRST, Text("one unit each from the first", "从第一行起每行一个单位")),
        Choice(FROM_LAST, Text("one unit each from the last", "从最后一行起每行一个单位")),
        Choice(ON_LAST, Text("each part rounded, the difference on the last", "各行四舍五入，差额计入末行")),
        Choice(
            ON_LARGEST,
            Text("each part rounded, the difference on the largest", "各行四舍五入，差额计入最大行"),
        ),
    ),
    LARGEST_REMAINDER,
    Text("Which parts take the units left over when a whole is split", "分摊尾差归属"),
    "moneyphp Money::allocate; go-money Allocate; Odoo account.payment.term (residual on the last line)",
)


CONVENTIONS = (CASH_ROUNDING, LEFTOVER)


_quantized = Context(rounding=ROUND_HALF_UP).quantize  # asked once for the method: cents are asked for most


def cents(amount: Decimal) -> Decimal:
    """The amount at two decimals, half a cent away from zero (BIL-2)."""
    return _quantized(amount, CENT) if amount else NO_CENTS


def unit(currency: str) -> Decimal:
    """Smallest amount of a currency: 0.01 for most, 1 for yen, 0.001 for dinars (ISO 4217)."""
    return ONE.scaleb(-MINOR_UNITS.get(currency.upper(), 2))


def rounded(amount: Decimal, step: Decimal = CENT, method: str = HALF_UP) -> Decimal:
    """The amount at a multiple of `step`, halves away from zero unless another `method` is named.

    Units:  `step` in the amount's own currency: 0.01, 1 for yen, 0.05 for Swiss cash.
    Rule:   BIL-2, half up at the smallest unit. Convention `cash_rounding` for smallest coins.
    """
    if step == CENT and method == HALF_UP:
        return amount.quantize(CENT, ROUND_HALF_UP)
    return (amount / step).quantize(ONE, ROUNDINGS[method]) * step


class CashRounding(NamedTuple):
    """What is paid in coins, and what it differs from the amount by (+ = the payer pays more)."""

    payable: Decimal
    difference: Decimal


def cash_rounded(amount: Decimal, step: Decimal, method: str = HALF_UP) -> CashRounding:
    """The amount at the smallest coin, the difference kept visible.

    Units:  contract currency; `step` is the smallest coin (0.05 CHF, 0.10 NZD, 1 SEK).
    Rule:   ALO-5, payable = amount at a multiple of step; difference = payable - amount.
    Source: Odoo account.cash.rounding; Tryton account_cash_rounding scenario.
    """
    payable = rounded(amount, step, method)
    return CashRounding(payable, payable - amount)


def share_of(amount: Decimal, share: Decimal, step: Decimal = CENT, method: str = HALF_UP) -> Decimal:
    """A share of an amount, rounded once (ALO-2).

    Units:  `share` 0..1; the answer at a multiple of `step`.
    Source: moneyphp multiply, half up; oracles AL-02.
    """
    return rounded(amount * share, step, method)


def portion(part: Decimal, whole: Decimal) -> Decimal:
    """The share that `part` is of `whole`, not rounded, for a rounded share moves money (ALO-4)."""
    if whole == 0:
        raise ValueError("a whole of 0 has no portions")
    return part / whole


class RoundedPortion(NamedTuple):
    """A share rounded to `places` of a percent, and the money that the rounding moves."""

    share: Decimal
    amount: Decimal
    drift: Decimal


def rounded_portion(part: Decimal, whole: Decimal, places: int, step: Decimal = CENT) -> RoundedPortion:
    """What a part becomes when its share is kept as a percentage with so many decimals.

    Units:  `share` 0..1, rounded half up so that its percentage has `places` decimals; money at `step`.
    Rule:   ALO-4, amount = whole x rounded share; drift = amount - part, both rounded once.
    Source: ERPNext payment schedule, invoice portion at two decimals; oracles AL-15.
    """
    share = rounded(portion(part, whole), ONE.scaleb(-places - 2))
    exact = whole * share
    return RoundedPortion(share, rounded(exact, step), rounded(exact - part, step))


def allocate(
    total: Decimal, weights: Sequence[Decimal], step: Decimal = CENT, leftover: str = LARGEST_REMAINDER
) -> list[Decimal]:
    """The total cut into parts by weight; the parts add up to the total exactly.

    Units:  the answer in multiples of `step`; a total finer than `step` is rounded to it first, half up.
    Rule:   ALO-1. Each part is floored and the units left over go by the convention `leftover`; a weight of 0
            gets nothing. Signs are kept: the parts of -100 are those of 100, negated.
    Source: moneyphp MoneyTest testAllocation; go-money, js-money and Python tests; oracles AL-01..03.

    >>> [str(part) for part in allocate(Decimal("100"), [Decimal(1)] * 3)]
    ['33.34', '33.33', '33.33']
    """
    if not weights or min(weights) < 0 or max(weights) == 0:
        raise ValueError("weights are shares of a whole: none below 0, and not all 0")
    whole = rounded(total, step)
    units = int(abs(whole) / step)
    ratios = [Fraction(weight) for weight in weights]  # exact, whatever the number of digits
    weight = sum(ratios)
    exact = [units * ratio / weight for ratio in ratios]
    takers = [index for index, ratio in enumerate(ratios) if ratio]
    if leftover in (ON_LAST, ON_LARGEST):
        counts = [int(part + Fraction(1, 2)) for part in exact]
        taker = takers[-1] if leftover == ON_LAST else max(takers, key=lambda index: (ratios[index], -index))
        counts[taker] += units - sum(counts)
    else:
        counts = [int(part) for part in exact]
        if leftover == LARGEST_REMAINDER:
            takers.sort(key=lambda index: counts[index] - exact[index])  # stable: the first wins ties
        elif leftover == FROM_LAST:
            takers.reverse()
        for index in takers[: units - sum(counts)]:
            counts[index] += 1
    sign = -1 if whole < 0 else 1
    return [step * (sign * count) for count in counts]
