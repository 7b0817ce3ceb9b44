"""Promises to pay: kept, live or broken, judged by the money laid on the very line they were made for.

The one rule: what is promised is waited for, what is not promised is not. The same money keeps one promise.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Iterable, NamedTuple, Sequence, Tuple

from ..enumerations import Words
from ..money import ZERO
from ..records import Contact
from ..results import Receivable
from .contacts import about

GRACE = 3  # days we wait after the promised day, where the Settings name none

Money = Tuple[date, Decimal]


class Promise(NamedTuple):
    """What a customer said they would pay, and by when."""

    made_on: date
    amount: Decimal
    promised_on: date


class Word(Words):
    """What became of a promise."""

    LIVE = "live", "live", "有效"
    KEPT = "kept", "kept", "已履行"
    BROKEN = "broken", "broken", "已违约"


def promise_kept(
    promise: Promise,
    received: Sequence[Money],
    as_of: date,
    grace: int = GRACE,
    tolerance: Decimal = ZERO,
) -> Word:
    """What became of a promise by a day.

    Units:  contract currency, days.
    Rule:   DUN-2. Kept once the money allocated after the day it was made, up to promised_on + grace, reaches
            the amount less the tolerance; else live to the end of that day; then broken. The grace moves no
            due date and stops no interest.
    Source: domain.md 1.9.
    """
    limit = promise.promised_on + timedelta(days=grace)
    money = sum((amount for on, amount in received if promise.made_on < on <= min(limit, as_of)), ZERO)
    if money > 0 and money >= promise.amount - tolerance:
        return Word.KEPT
    return Word.LIVE if as_of <= limit else Word.BROKEN


def still_promised(
    promises: Sequence[Promise],
    received: Sequence[Money],
    as_of: date,
    grace: int = GRACE,
    tolerance: Decimal = ZERO,
) -> list[tuple[date, Decimal]]:
    """What live promises still leave to be waited for: the last day of each, and its amount; soonest first.

    Units:  contract currency, days.
    Rule:   DUN-9. Promises are judged by DUN-2 in the order of their days; money that kept an earlier one, or
            came in for it, keeps no later one, so instalments promised together each need their own money.
    Source: domain.md 1.9; our own for instalments.
    """
    left = sorted(received)
    waiting = []
    for promise in sorted(promises, key=lambda p: (p.promised_on, p.made_on)):
        limit = promise.promised_on + timedelta(days=grace)
        word = promise_kept(promise, left, as_of, grace, tolerance)
        open_ = promise.amount
        for at, (on, amount) in enumerate(left):
            if promise.made_on < on <= min(limit, as_of):
                part = min(open_, max(ZERO, amount))
                left[at] = (on, amount - part)
                open_ -= part
        if word is Word.LIVE and open_ > 0:
            waiting.append((limit, open_))
    return waiting


def promised(
    contacts: Iterable[Contact], receivables: Sequence[Receivable], as_of: date
) -> dict[str, list[Promise]]:
    """The promises of one contract by claim, those made up to a day.

    Units:  contract currency; `contacts` and `receivables` of that contract.
    Rule:   DUN-10. An amount promised for several claims, or for the contract as a whole, lies on what was
            open on the day it was made, the earliest due first (as money does, ALO-6), and never on more than
            that. Without an amount, all that was open is promised.
    Source: our own; 民法典 560 (due first).
    """
    found: dict[str, list[Promise]] = defaultdict(list)
    by_due = sorted(receivables, key=lambda r: (r.due_on or date.max, r.request.line))
    for contact in contacts:
        if contact.promised_on is None or contact.on > as_of:
            continue
        left = contact.promised
        for r in by_due:
            if not about(contact, r.claim):
                continue
            open_ = r.payable - sum((amount for on, amount in r.paid if on <= contact.on), ZERO)
            part = open_ if left is None else min(left, open_)
            if part > 0:
                found[r.claim].append(Promise(contact.on, part, contact.promised_on))
                left = None if left is None else left - part
    return found
