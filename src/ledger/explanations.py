"""Why a figure is what it is: steps in words and figures, with the rule or clause each follows."""

from __future__ import annotations

import functools
from decimal import Decimal
from typing import Sequence

from .enumerations import Base, Kind, RetentionBase, Trigger
from .language import EN, Text
from .money import ZERO
from .results import Position, Step

WHOLE = Text("the contract as it stands", "现行合同价")
HELD = Text("retention held", "已扣质保金")


@functools.lru_cache(maxsize=1 << 10)
def percent(share: Decimal) -> str:
    """A share as people read it: 0.8 is 80%, 0.3333 is 33.33%. Remembered: a book has few shares."""
    return f"{(share * 100).normalize():f}%"


def explained(steps: Sequence[Step], language: str) -> str:
    """The steps on one line: words, figures and rule ids."""
    parts = []
    for step in steps:
        rule = f" ({step.rule})" if step.rule else ""
        parts.append(f"{step.label.say(language)} {step.amount:,.2f}{rule}")
    return "; ".join(parts) if language == EN else "；".join(parts)


def terms_in_words(position: Position) -> Text:
    """The stage's own clause: pay 80% of period value, up to 97% of the settlement."""
    stage, measure = position.stage, position.stage.measure
    base = stage.base.label if stage.base else WHOLE
    if is_release(position) and stage.base not in (Base.CONTRACT, Base.REVISED, Base.SETTLEMENT):
        base = HELD  # RET-13
    if measure.is_balance:
        return Text(f"balance of {base.en}", f"{base.zh}余额")
    if measure.amount is not None:
        amount = f"{measure.amount:,.2f}"
        return Text(f"{stage.mode.label.en} {amount}", f"{stage.mode.label.zh}{amount}")
    share = percent(measure.share or ZERO)
    return Text(f"{stage.mode.label.en} {share} of {base.en}", f"{stage.mode.label.zh}{base.zh}的{share}")


def is_release(position: Position) -> bool:
    """Whether a stage gives back retention that was held in a ledger, rather than by the stages."""
    ledger = position.agreement.retention_base
    return position.stage.kind is Kind.RELEASE and ledger not in (None, RetentionBase.STAGES)


def position_steps(position: Position) -> list[Step]:
    """The steps from a stage's clause to what may be billed now; their amounts add up to it.

    Rule:   BIL-5. What other stages of the contract have over-claimed, or this one has, is a step of
            its own, and so is the cent that rounding on the total moves.
    """
    p = position
    clause = terms_in_words(p)
    if p.triggered_on is None and not p.entitled and not p.claimed:
        trigger = p.stage.trigger.label
        label = Text(f"{clause.en}: waits for '{trigger.en}'", f"{clause.zh}：待“{trigger.zh}”")
        return [Step(label, ZERO, "TRM-4")]
    met = Text("not met yet", "条件未成就")
    if p.triggered_on is not None:
        met = Text(f"met {p.triggered_on.isoformat()}", f"{p.triggered_on.isoformat()}成就")
    rule = "TRM-3" if p.stage.trigger is Trigger.CERTIFICATE else "TRM-5"
    if is_release(p):
        rule = "RET-9"
    steps = [Step(Text(f"{clause.en}, {met.en}", f"{clause.zh}，{met.zh}"), p.entitled, rule)]
    if p.recouped:
        steps.append(Step(Text("less advance recouped", "减扣回预付款"), -p.recouped, "REC-9"))
    if p.retention:
        steps.append(Step(Text("less retention held", "减扣留质保金"), -p.retention, "RET-12"))
    rounding = p.net - (p.entitled - p.recouped - p.retention)
    if rounding:
        steps.append(Step(Text("rounding on the total", "合计取整差"), rounding, "BIL-2"))
    if p.claimed_net:
        steps.append(Step(Text("less claimed before, net", "减此前已请款净额"), -p.claimed_net))
    gap = p.net - p.claimed_net
    if p.billable != gap:
        label = Text("set off against over-claims of the contract", "与本合同超额请款相抵")
        if gap < 0 and p.overbilled < -gap:
            label = Text("set off against what other stages may claim", "与本合同其他节点可请款额相抵")
        elif gap < 0:
            label = Text("over-claimed, nothing to bill", "已超额请款，无可请款额")
        steps.append(Step(label, p.billable - gap, "BIL-5"))
    steps.append(Step(Text("billable now", "本期可请款"), p.billable, "BIL-5"))
    return steps
