"""What was asked for on a stage and what came in for it: the sums over its claims."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..money import ZERO
from ..records import Claim
from ..results import Receivable


class AskedFor(NamedTuple):
    """What was asked for on one stage and came in for it: the sums over its claims."""

    claimed: Decimal = ZERO
    claimed_net: Decimal = ZERO
    certified: Decimal = ZERO
    invoiced: Decimal = ZERO
    due: Decimal = ZERO
    received: Decimal = ZERO
    outstanding: Decimal = ZERO
    overdue: Decimal = ZERO
    late: int = 0
    disputed: bool = False
    held: bool = False


NOTHING = AskedFor()


def asked_for(claims: Sequence[Receivable], as_of: date, blocked: bool) -> AskedFor:
    """The sums over the claims of one stage.

    Rule:   POS-1: what is due and open is held where a person has decided to wait for all of it: by a block
            of the contract, or by a day for each claim. Waiting moves neither the due date nor the days
            overdue (DUE-12).
    Source: domain.md 1.9 (dunning_block, tolerance), 1.11 (held).
    """
    if not claims:
        return NOTHING
    claimed = net = certified = invoiced = due = received = outstanding = overdue = ZERO
    late, disputed, waits, free = 0, False, False, False
    for r in claims:
        claimed += r.claimed
        net += r.claimed_net
        certified += r.certified
        invoiced += r.invoiced
        received += r.received
        open_, due_on = r.outstanding, r.due_on
        outstanding += open_
        is_open = open_ > ZERO
        if is_open and r.disputed > ZERO:
            disputed = True
        if due_on is None or due_on > as_of:
            continue
        due += r.payable
        if is_open:
            if blocked or _is_waited_for(r.request, as_of):
                waits = True
            else:
                free = True
            if r.days_overdue > 0:
                overdue += open_
                late = max(late, r.days_overdue)
    return tuple.__new__(AskedFor, (
        claimed, net, certified, invoiced, due, received, outstanding, overdue, late, disputed,
        waits and not free,
    ))  # fmt: skip


def _is_waited_for(claim: Claim, as_of: date) -> bool:
    """Whether a person has decided to wait for a claim until a day, that day too, without an agreement."""
    return claim.extended_to is not None and not claim.extension and as_of <= claim.extended_to
