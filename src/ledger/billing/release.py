"""Release: when retention is given back, in steps, by tranches with their days, or after a lag.

The one rule: no step gives back more than is held, and the last step is the remainder.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..money import CENT, ONE, ZERO, rounded


class Release(NamedTuple):
    """Retention given back, what is still held after it, and what was given back in all."""

    amount: Decimal
    balance: Decimal
    to_date: Decimal
    on: date | None = None


class Tranche(NamedTuple):
    """A share of what was held that is due back on a day; without a share, the remainder."""

    share: Decimal | None
    on: date | None = None


def releases(held: Decimal, amounts: Sequence[Decimal | None]) -> list[Release]:
    """Retention given back in steps, each limited by what is still held; None is the remainder.

    Units:  contract currency.
    Rule:   RET-9, release = min(asked, held); balance = held - release.
    Source: oracles AIA-12.
    """
    answers = []
    balance = held
    for asked in amounts:
        amount = balance if asked is None else min(asked, balance)
        balance -= amount
        answers.append(Release(amount, balance, held - balance))
    return answers


def tranches(held: Decimal, shares: Sequence[Tranche], step: Decimal = CENT) -> list[Release]:
    """Retention given back by shares of what was held, on their days; the last tranche is the remainder.

    Units:  contract currency at `step`; shares 0..1 of the amount held before the first release.
    Rule:   RET-10, rounded(share x held); a tranche without a share, or that makes the shares 1, is what
            is left.
    Source: FIDIC Red Book 1999 14.9 (half at taking over, the rest at the end of the defects period);
            golden fixture 3 (40% after a year, the rest after).
    """
    answers = []
    balance, released = rounded(held, step), ZERO
    for tranche in shares:
        released += ONE - released if tranche.share is None else tranche.share
        left = rounded(held, step) - rounded(held * min(released, ONE), step)
        answers.append(Release(balance - left, left, rounded(held, step) - left, tranche.on))
        balance = left
    return answers


def releasable(held: Decimal, shares: Sequence[Tranche], as_of: date, step: Decimal = CENT) -> Decimal:
    """Retention whose day of release has come; a tranche without a day never comes.

    Units:  contract currency at `step`, cumulative; on its own day a tranche is releasable.
    Rule:   RET-10.
    Source: domain.md 1.5 (releasable_on).
    """
    parts = tranches(held, shares, step)
    return sum((part.amount for part in parts if part.on is not None and part.on <= as_of), ZERO)


def release_period(end: int, lag: int) -> int:
    """The period in which retention is given back, once.

    Units:  periods, counted as `end` is.
    Rule:   RET-11, `lag` periods after the end of the works.
    Source: oracles AIA-15.
    """
    return end + lag
