# ruff: noqa: E501  # a sentence stays on one line
"""Legal clocks: every period of a contract somebody should act within, and what the earliest of them asks.

The one rule: a clock is a warning to ask a lawyer, never a statement of law, and never for a customer. It
errs to the early side: only what is proved moves it, and each claim has its own.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Iterable, Iterator

from ..billing.questions import Found, Question, asked
from ..money import ZERO
from ..results import Clock, ClockState, Mismatch, Receivable, Severity
from .clockwork import Matter
from .ending_rights import (
    ENDED,
    LIMITATION_DAYS,
    LIMITATION_NOTICE,
    MAY_END,
    MAY_HAVE_ENDED,
    PRIORITY_DAYS,
    PRIORITY_ENDS,
    PRIORITY_NOTICE,
    RESTART_NOW,
    SUE_NOW,
    guarantee,
    limitation,
    limitation_since,
    limitation_span,
    priority,
    priority_of,
)
from .law_questions import sourced
from .notice_windows import notices, silences
from .retention_return import returns

HIGH = Severity.HIGH

QUESTIONS = {
    "TRM-40": Question(HIGH, MAY_END, RESTART_NOW, "民法典 art. 188, 195; 诉讼时效规定 art. 8, 9, 14; domain.md 1.10", "CN-LIM"),
    "TRM-41": Question(HIGH, MAY_HAVE_ENDED, ENDED, "民法典 art. 188, 192, 195; domain.md 1.10", "CN-LIM"),
    "TRM-42": Question(HIGH, PRIORITY_ENDS, SUE_NOW, "法释〔2020〕25号 art. 40, 41; 法释〔2026〕12号 art. 17, 21; domain.md 1.10", "CN-PRI"),
}  # fmt: skip
OLD = LIMITATION_DAYS - LIMITATION_NOTICE  # a period counted from a later day is not asked about
ORDER = {state: place for place, state in enumerate(ClockState)}


def clocks(matter: Matter) -> Iterator[Clock]:
    """Every clock of one contract, in no order."""
    for r in matter.owed:
        for kind in (limitation, priority, guarantee):
            found = kind(matter, r)
            if found is not None:
                yield found
    yield from returns(matter)
    yield from silences(matter)
    yield from notices(matter)


def by_urgency(found: Iterable[Clock]) -> list[Clock]:
    """Red before amber before green; in each what can still be met, soonest first, then what is past."""
    return sorted(found, key=_urgency)


def _urgency(c: Clock) -> tuple[int, bool, date, Decimal, str, str, str, str]:
    past = c.days is not None and c.days < 0
    return (ORDER[c.state], past, c.safe or date.max, -c.money, c.contract, c.claim, c.stage, c.kind.code)


def clock_questions(matter: Matter) -> list[Mismatch]:
    """The clocks of one contract that need somebody now: one line for each rule, the earliest day.

    Rule:   limitation within 180 days (TRM-40) or past (TRM-41); priority within 90 days (TRM-42), for works
            contracts in CNY. On the last day itself the period still runs. A priority that has ended is not
            asked about any more.
    """
    as_of = matter.as_of
    ending: dict[str, list[tuple[date, str, Decimal]]] = {}
    for r, rule, day in _ending(matter):
        ending.setdefault(rule, []).append((day, r.stage, r.outstanding))
    answers = []
    for rule, rows in ending.items():
        day, stage, _ = min(rows)
        money = sum((amount for _, _, amount in rows), ZERO)
        found_ = Found(rule, stage, money, abs((day - as_of).days), (("day", day.isoformat()),))
        answers.append(asked(matter.contract, sourced(QUESTIONS[rule], matter.law), found_))
    return answers


def _ending(matter: Matter) -> Iterator[tuple[Receivable, str, date]]:
    """The debts of an age to be asked about, each with the question it raises and the day that names.

    Only the days are looked for, and of younger debts none: the words of a clock are made for whoever asks for
    the clocks.
    """
    for r in matter.owed:
        days, moved = r.days_overdue, bool(r.request.extension)
        if days < PRIORITY_DAYS[0] - PRIORITY_NOTICE and not moved:
            continue
        since = limitation_since(matter, r) if days >= OLD else None
        if since is not None and (matter.as_of - since).days >= OLD:
            ends = limitation_span(since).ends
            if ends < matter.as_of:
                yield r, "TRM-41", ends
            elif (ends - matter.as_of).days <= LIMITATION_NOTICE:
                yield r, "TRM-40", ends
        found = priority_of(matter, r) if moved or days <= PRIORITY_DAYS[1] else None
        if found is not None:
            last, other = found
            day = last if last >= matter.as_of else other or last
            if matter.as_of <= day and (day - matter.as_of).days <= PRIORITY_NOTICE:
                yield r, "TRM-42", day
