"""What may be claimed now for one item of work, and the steps that lead there."""

from __future__ import annotations

from decimal import Decimal
from math import floor
from typing import NamedTuple

from ..explanations import percent
from ..language import Text
from ..money import ZERO, cents
from ..results import Step


class Sums(NamedTuple):
    """What the answer is made of, rounded where the rule says; `net` may be below 0."""

    earned: Decimal
    payable: Decimal
    held: Decimal
    net: Decimal


class Billable(NamedTuple):
    """The answer and its steps; the steps' amounts add up to the answer or to what is over-claimed."""

    answer: Decimal
    steps: tuple[Step, ...]


def billable(
    value: Decimal,
    done: Decimal,
    claimed: Decimal | None = None,
    pay_share: Decimal | None = None,
    retention_rate: Decimal | None = None,
    recouped: Decimal | None = None,
) -> Decimal:
    """Amount that may be claimed now.

    Units:  contract currency; `done`, `pay_share` (all if None) and `retention_rate` (none if None) 0..1;
            `claimed` is what was claimed before, net.
    Rule:   BIL-1: earned = value x done; max(0, cents(earned x pay share) - cents(earned x retention
            rate) - recouped - claimed). Rounded at the two products, nowhere else.
    Source: product.md, Functions; domain.md 1.1.
    """
    net = _sums(value, done, claimed, pay_share, retention_rate, recouped).net
    return cents(net) if net > ZERO else ZERO


# Where floats may decide. A cell's number is read at 15 digits, which moves it by at most 5e-15 of itself;
# so for amounts below SAFE a product of three is less than 0.002 cents from what Decimals find, and so is a
# difference of two amounts. Cents that lie within CLEAR of a whole one are then rounded to the same one.
SAFE = 1e9
CLEAR = 0.49


def billable_plain(
    value: float,
    done: float,
    claimed: float = 0.0,
    pay_share: float = 1.0,
    retention_rate: float = 0.0,
    recouped: float = 0.0,
) -> float | None:
    """The same (BIL-1) for plain numbers, in a fifth of the time; None where `billable` must decide.

    That is where an amount is large or near half a cent, a share outside 0..1, a pay share 0 (which may be
    an empty cell), or anything no float. Elsewhere both give one float: whole cents, divided by 100.
    """
    if not (
        type(value) is type(done) is type(claimed) is float
        and type(pay_share) is type(retention_rate) is type(recouped) is float
        and -SAFE < value < SAFE
        and -SAFE < claimed < SAFE
        and -SAFE < recouped < SAFE
        and 0.0 <= done <= 1.0
        and 0.0 < pay_share <= 1.0
        and 0.0 <= retention_rate <= 1.0
    ):
        return None
    earned = 100.0 * value * done
    exact = earned * pay_share
    payable = floor(exact + 0.5)
    if not -CLEAR < exact - payable < CLEAR:
        return None
    exact = earned * retention_rate
    held = floor(exact + 0.5)
    if not -CLEAR < exact - held < CLEAR:
        return None
    exact = payable - held - 100.0 * recouped - 100.0 * claimed
    net = floor(exact + 0.5)
    if not -CLEAR < exact - net < CLEAR:
        return None
    return net / 100 if net > 0 else 0.0


def _sums(
    value: Decimal,
    done: Decimal,
    claimed: Decimal | None,
    pay_share: Decimal | None,
    retention_rate: Decimal | None,
    recouped: Decimal | None,
) -> Sums:
    earned = value * done
    payable = cents(earned if pay_share is None else earned * pay_share)
    held = cents(earned * retention_rate) if retention_rate else ZERO
    return Sums(earned, payable, held, payable - held - (recouped or ZERO) - (claimed or ZERO))


def billable_explained(
    value: Decimal,
    done: Decimal,
    claimed: Decimal | None = None,
    pay_share: Decimal | None = None,
    retention_rate: Decimal | None = None,
    recouped: Decimal | None = None,
) -> Billable:
    """The same with its steps, in words and figures (BIL-1)."""
    sums = _sums(value, done, claimed, pay_share, retention_rate, recouped)
    steps = [Step(Text("value x done", "产值×完成比例"), cents(sums.earned), "BIL-1")]
    if pay_share is not None:
        steps.append(
            Step(Text(f"x pay share {percent(pay_share)}", f"×支付比例{percent(pay_share)}"), sums.payable)
        )
    if retention_rate:
        label = Text(f"less retention {percent(retention_rate)}", f"减质保金{percent(retention_rate)}")
        steps.append(Step(label, -sums.held, "RET-1"))
    if recouped:
        steps.append(Step(Text("less advance recouped", "减已扣回预付款"), -recouped, "REC-1"))
    if claimed:
        steps.append(Step(Text("less claimed before", "减此前已请款"), -claimed))
    answer = max(ZERO, cents(sums.net))
    label = (
        Text("billable now", "本期可请款")
        if sums.net >= 0
        else Text("billable now (over-claimed)", "本期可请款（已超额请款）")
    )
    steps.append(Step(label, answer, "BIL-1"))
    return Billable(answer, tuple(steps))
