"""What may be claimed now for one item of work, and the steps that lead there."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ..explanations import percent
from ..language import Text
from ..money import ONE, ZERO, cents
from ..results import Step


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
) -> Billable:
    """Amount that may be claimed now.

    Units:  contract currency; `done`, `pay_share` (all if None) and `retention_rate` (none if None) 0..1;
            `claimed` is what was claimed before, net.
    Rule:   BIL-1: earned = value x done; max(0, cents(earned x pay share) - cents(earned x retention
            rate) - recouped - claimed). Rounded at the two products, nowhere else.
    Source: product.md, Functions; domain.md 1.1.
    """
    earned = value * done
    payable = cents(earned * (ONE if pay_share is None else pay_share))
    held = cents(earned * (retention_rate or ZERO))
    steps = [Step(Text("value x done", "产值×完成比例"), cents(earned), "BIL-1")]
    if pay_share is not None:
        steps.append(
            Step(Text(f"x pay share {percent(pay_share)}", f"×支付比例{percent(pay_share)}"), payable)
        )
    if retention_rate:
        label = Text(f"less retention {percent(retention_rate)}", f"减质保金{percent(retention_rate)}")
        steps.append(Step(label, -held, "RET-1"))
    if recouped:
        steps.append(Step(Text("less advance recouped", "减已扣回预付款"), -recouped, "REC-1"))
    if claimed:
        steps.append(Step(Text("less claimed before", "减此前已请款"), -claimed))
    net = payable - held - (recouped or ZERO) - (claimed or ZERO)
    answer = max(ZERO, cents(net))
    label = (
        Text("billable now", "本期可请款")
        if net >= 0
        else Text("billable now (over-claimed)", "本期可请款（已超额请款）")
    )
    steps.append(Step(label, answer, "BIL-1"))
    return Billable(answer, tuple(steps))
