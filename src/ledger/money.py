"""Amounts: exact decimals, rounded half up at the cent, and parts that add up to their whole.

Every rule rounds through `rounded` at the points its docstring states, and nowhere else.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
ONE = Decimal(1)
CENT = Decimal("0.01")

# ISO 4217 minor units that are not two decimals, for the currencies contracts are written in.
MINOR_UNITS = {
    "JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "PYG": 0, "UGX": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}  # fmt: skip


def cents(amount: Decimal) -> Decimal:
    """The amount at two decimals, half a cent away from zero (BIL-2)."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def unit(currency: str) -> Decimal:
    """Smallest amount of a currency: 0.01 for most, 1 for yen, 0.001 for dinars (ISO 4217)."""
    return ONE.scaleb(-MINOR_UNITS.get(currency.upper(), 2))


def rounded(amount: Decimal, step: Decimal = CENT) -> Decimal:
    """The amount at a multiple of `step`, halves away from zero.

    Units:  `step` in the amount's own currency: 0.01, 1 for yen, 0.05 for Swiss cash.
    Rule:   BIL-2, half up at the smallest unit.
    """
    if step == CENT:
        return amount.quantize(CENT, ROUND_HALF_UP)
    return (amount / step).quantize(ONE, ROUND_HALF_UP) * step
