"""Why a figure is what it is: steps in words and figures, with the rule or clause each follows."""

from __future__ import annotations

import functools
from decimal import Decimal
from typing import Sequence

from .enumerations import OF_THE_PRICE, Kind, RetentionBase, Trigger
from .language import EN, Text
from .money import ZERO
from .results import Position, Step

WHOLE = Text("the contract as it stands", "现行合同价")
HELD = Text("retention held", "已扣质保金")
LESS_RECOUPED = Text("less advance recouped", "减扣回预付款")
LESS_RETENTION = Text("less retention held", "减扣留质保金")
ROUNDING = Text("rounding on the total", "合计取整差")
LESS_CLAIMED = Text("less claimed before, net", "减此前已请款净额")
SET_OFF = Text("set off against over-claims of the contract", "与本合同超额请款相抵")
SET_OFF_OTHERS = Text("set off against what other stages may claim", "与本合同其他节点可请款额相抵")
OVER_CLAIMED = Text("over-claimed, nothing to bill", "已超额请款，无可请款额")
BILLABLE = Text("billable now", "本期可请款")

# Looked up once: before Python 3.12 each mention of a member is a search
RELEASE, BY_STAGES, BY_CERTIFICATE = Kind.RELEASE, RetentionBase.STAGES, Trigger.CERTIFICATE


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
    stage, (share, amount) = position.stage, position.stage.measure
    mode, base = stage.mode.label, stage.base.label if stage.base else WHOLE
    if is_release(position) and stage.base not in OF_THE_PRICE:
        base = HELD  # RET-13
    if amount is not None:
        said = f"{amount:,.2f}"
        return Text(f"{mode.en} {said}", f"{mode.zh}{said}")
    if share is None:
        return Text(f"balance of {base.en}", f"{base.zh}余额")
    said = percent(share)
    return Text(f"{mode.en} {said} of {base.en}", f"{mode.zh}{base.zh}的{said}")


def is_release(position: Position) -> bool:
    """Whether a stage gives back retention that was held in a ledger, rather than by the stages."""
    ledger = position.agreement.retention_base
    return position.stage.kind is RELEASE and ledger is not None and ledger is not BY_STAGES


def position_steps(position: Position) -> list[Step]:
    """The steps from a stage's clause to what may be billed now; their amounts add up to it.

    Rule:   BIL-5. What other stages of the contract have over-claimed, or this one has, is a step of
            its own, and so is the cent that rounding on the total moves.
    """
    p = position
    clause, met_on = terms_in_words(p), p.triggered_on
    if met_on is None and not p.entitled and not p.claimed:
        trigger = p.stage.trigger.label
        label = Text(f"{clause.en}: waits for '{trigger.en}'", f"{clause.zh}：待“{trigger.zh}”")
        return [Step(label, ZERO, "TRM-4")]
    if met_on is None:
        label = Text(f"{clause.en}, not met yet", f"{clause.zh}，条件未成就")
    else:
        day = met_on.isoformat()
        label = Text(f"{clause.en}, met {day}", f"{clause.zh}，{day}成就")
    rule = "RET-9" if is_release(p) else "TRM-3" if p.stage.trigger is BY_CERTIFICATE else "TRM-5"
    steps = [Step(label, p.entitled, rule)]
    if p.recouped:
        steps.append(Step(LESS_RECOUPED, -p.recouped, "REC-9"))
    if p.retention:
        steps.append(Step(LESS_RETENTION, -p.retention, "RET-12"))
    exact = p.entitled - p.recouped - p.retention
    if p.net != exact:
        steps.append(Step(ROUNDING, p.net - exact, "BIL-2"))
    if p.claimed_net:
        steps.append(Step(LESS_CLAIMED, -p.claimed_net))
    gap = p.net - p.claimed_net
    if p.billable != gap:
        label = SET_OFF
        if gap < 0:
            label = SET_OFF_OTHERS if p.overbilled < -gap else OVER_CLAIMED
        steps.append(Step(label, p.billable - gap, "BIL-5"))
    steps.append(Step(BILLABLE, p.billable, "BIL-5"))
    return steps
