# ruff: noqa: E501  # a sentence stays on one line
"""Rights that end by themselves: limitation, priority over the works, and guarantees, claim by claim.

The one rule: each claim has its own clock and the earlier reading goes first; only what provably arrived moves
a limitation period, and nothing here moves the other two.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, Sequence

from ..billing.receivables import due_on, payment_term
from ..calendars import add_months
from ..language import Text
from ..results import Clock, ClockKind, Receivable
from .arrivals import Arrival, arrivals, promises
from .clockwork import (
    NO_BUSINESS_DAY,
    NONE,
    Basis,
    Matter,
    Terms,
    as_data,
    clause_basis,
    clock,
    filled,
    is_chinese,
    is_listed,
    joined,
    law_basis,
    moved,
)
from .contacts import about

LIMITATION_MONTHS, PRIORITY_MONTHS, GUARANTEE_MONTHS = 36, 18, 6
# The fewest days those months can have, and the most
LIMITATION_DAYS, PRIORITY_DAYS = 1095, (545, 550)
LIMITATION_NOTICE, PRIORITY_NOTICE, GUARANTEE_NOTICE = 180, 90, 60  # days before the end that we begin to ask
LEAD = 30  # days a lawyer needs to prepare a suit, or a letter to arrive and be proved
LIMITATION = Terms(LEAD, LIMITATION_NOTICE)
PRIORITY = Terms(LEAD, PRIORITY_NOTICE)
GUARANTEE = Terms(LEAD, GUARANTEE_NOTICE)

DUE = Text("due date", "应付日")
AGREED_DUE = Text("due date moved by agreement", "协议展期后的应付日")
ORIGINAL_DUE = Text("original due date", "原应付日")
PAID = Text("part payment", "部分付款")
BY_RECEIPT = Text("receipt of {day}", "{day}回款")
BY_CERTIFICATE = Text("certificate of {day}", "{day}批复")
BY_INVOICE = Text("invoice {number}", "发票{number}")
BY_AGREEMENT = Text("agreement {name}", "协议{name}")
NO_PAPER = Text("certificate or invoice behind the due date", "应付日所依据的批复或发票")
NO_ARRIVAL = Text("proof of what arrived on {day}", "{day}事项的送达凭证")
NO_DUE = Text("due date", "应付日")

# fmt: off
MAY_END = Text("By this book's proofs the limitation period may end on {day}.", "按台账中的凭证推算，诉讼时效可能于{day}届满。")
MAY_HAVE_ENDED = Text("By this book's proofs the limitation period may have ended on {day}.", "按台账中的凭证推算，诉讼时效可能已于{day}届满。")
RESTART = Text("By {safe}: a demand with proof of delivery, a part payment or a promise in writing may start it anew; else see a lawyer about suit.", "请于{safe}前发出催告并取得送达凭证，或取得部分付款、书面承诺，时效可能重新起算；否则就起诉咨询律师。")
RESTART_NOW = Text("See a lawyer now; a demand with proof of delivery may start it anew.", "立即咨询律师；有送达凭证的催告可能使时效中断。")
ENDED = Text("See a lawyer before writing; look for proof of demands, payments or promises not entered yet.", "发函前先咨询律师；查找尚未登记的催告、付款或承诺凭证。")
ENTER_PROOF = Text(" Enter the proof of what arrived on {unproved}: it may start the period anew.", "补录{unproved}事项的凭证，可能使时效自该日重新起算。")

PRIORITY_ENDS = Text("Priority over the works, if there is one, may end on {day} at the latest; letters do not stop it.", "建设工程价款优先受偿权（如有）最迟可能于{day}届满，催告不中断。")
PRIORITY_ENDED = Text("Priority over the works, if there was one, may have ended on {day}.", "建设工程价款优先受偿权（如有）可能已于{day}届满。")
PRIORITY_LATER = Text(" Counted from the later day agreed, on {other}.", "自协议展期日起算则为{other}。")
SUE = Text("See a lawyer by {safe}: only suit, arbitration or an agreement counts; for the price of the works, without interest.", "请在{safe}前咨询律师：须以诉讼、仲裁或协议主张；仅限工程价款，不含利息。")
SUE_NOW = Text("See a lawyer now: only suit, arbitration or an agreement counts.", "立即咨询律师：须以诉讼、仲裁或协议主张。")
PRIORITY_OVER = Text("Ask a lawyer whether an agreement or a settlement fixed another day.", "咨询律师：协议或结算是否另定应付日。")

GUARANTEE_ENDS = Text("By this book's days the guarantee of {guarantor} may end on {day}; nothing suspends or interrupts it.", "按台账日期推算，{guarantor}的保证期间可能于{day}届满，不中止、不中断。")
GUARANTEE_ENDED = Text("By this book's days the guarantee of {guarantor} may have ended on {day}.", "按台账日期推算，{guarantor}的保证期间可能已于{day}届满。")
GUARANTEE_OPEN = Text("The guarantee of {guarantor} cannot be counted: its period or the due date is not in the book.", "{guarantor}的保证期间无法推算：台账缺少保证期间或应付日。")
NO_CONSENT = Text(" Counted from the original due date: the book holds no consent of the guarantor to the later one.", "按原应付日推算：台账中没有保证人同意展期的凭证。")
TOO_EARLY = Text(" The agreed day {agreed} is not after the due date, so six months are counted.", "约定的{agreed}不晚于应付日，按六个月推算。")
CALL = Text("See a lawyer by {safe}: turn to {guarantor} in the form the guarantee needs; letters to the customer do not stop it.", "请在{safe}前咨询律师，按保证方式向{guarantor}主张；向客户催款不影响保证期间。")
CALL_NOW = Text("See a lawyer now about {guarantor}: joint or general guarantee, and what must be done in time.", "立即就{guarantor}咨询律师：连带或一般保证，期内须如何主张。")
CALL_ENDED = Text("Ask a lawyer whether {guarantor} was asked in time; look for papers not entered yet.", "咨询律师：是否曾在期内向{guarantor}主张；查找尚未登记的凭证。")
ENTER_PERIOD = Text("Enter 'Guarantee until' or the due date, and have a lawyer read the guarantee.", "补填“保证期间至”或应付日，并请律师审阅保证合同。")
UNTIL = Text("guarantee until {day}", "保证期间至{day}")
# fmt: on


class Span(NamedTuple):
    """A period's last day, and the day it was counted from."""

    ends: date
    since: date


def limitation_end(due: date, resets: Sequence[date], as_of: date) -> Span:
    """The last day of the limitation period of one claim.

    Units:  days; `resets` are demands that arrived, acknowledgements and part payments.
    Rule:   CLK-1: three years, the day after the due date being the first, so the corresponding day of the
            due date is the last (the earlier of two readings); each reset up to the day asked about, and not
            after the end, starts three years anew.
    Source: domain.md 1.10; 民法典 art. 188, 195, 200-203; golden fixture 6 for months.

    >>> limitation_end(date(2025, 7, 10), [date(2026, 1, 31)], date(2026, 11, 22)).ends
    datetime.date(2029, 1, 31)
    """
    return limitation_span(limitation_start(due, resets, as_of))


def limitation_start(due: date, resets: Sequence[date], as_of: date) -> date:
    """The day that the limitation period of one claim is counted from (CLK-1)."""
    since = due
    for reset in sorted(resets):
        if since < reset <= as_of and _still_runs(since, reset):
            since = reset
    return since


def limitation_span(since: date) -> Span:
    """The limitation period counted from a day (CLK-1)."""
    return Span(add_months(since, LIMITATION_MONTHS), since)


def _still_runs(since: date, on: date) -> bool:
    """Whether a limitation period has not ended before a day; most are young, and need no calendar."""
    return (on - since).days <= LIMITATION_DAYS or on <= limitation_span(since).ends


def priority_end(due: date) -> date:
    """The latest day of the priority of a works price: 18 months from the day it should have been paid.

    Rule:   CLK-2: a maximum; not reset by anything here.
    Source: domain.md 1.10, golden fixture 6.

    >>> priority_end(date(2025, 3, 31))
    datetime.date(2026, 9, 30)
    """
    return add_months(due, PRIORITY_MONTHS)


def guarantee_end(due: date, until: date | None = None) -> date:
    """The last day on which a guarantor can be turned to.

    Rule:   CLK-3: the day agreed; six months from the main debt's due date where none is agreed, or one that
            is not after the due date. Nothing suspends, interrupts or extends it.
    Source: domain.md 1.10; 民法典 art. 692; golden fixture 6 for months.

    >>> guarantee_end(date(2025, 8, 31))
    datetime.date(2026, 2, 28)
    """
    return until if until is not None and until > due else add_months(due, GUARANTEE_MONTHS)


def original_due(matter: Matter, r: Receivable) -> date | None:
    """The due date as it was before any signed extension."""
    if not (r.request.extended_to and r.request.extension):
        return r.due_on
    return due_on(r.request._replace(extended_to=None), payment_term(matter.contract, matter.customs))


def paper(r: Receivable) -> Text:
    """What the book holds behind a due date: the agreement that moved it, the certificate, the invoice."""
    claim = r.request
    if claim.extended_to and claim.extension:
        return filled(BY_AGREEMENT, name=claim.extension)
    if claim.certified_on is not None:
        return filled(BY_CERTIFICATE, day=claim.certified_on)
    return filled(BY_INVOICE, number=claim.invoice_number) if claim.invoice_number else NONE


def limitation_since(matter: Matter, r: Receivable) -> date | None:
    """The day that the limitation period of an overdue claim is counted from (CLK-1); None where none runs."""
    if r.due_on is None or r.days_overdue <= 0 or not is_chinese(matter.contract):
        return None
    if not is_listed(matter, "CN-LIM"):
        return None
    resets = [on for on, amount in r.paid if amount > 0]
    resets += [event.on for event in _said(matter, r) if event.proof]
    return limitation_start(r.due_on, resets, matter.as_of)


def _said(matter: Matter, r: Receivable) -> list[Arrival]:
    """What was said about a claim that may start its period anew, proved or not."""
    told = [c for c in matter.contacts if about(c, r.claim)]
    if not told:
        return []
    return arrivals(told, matter.as_of) + promises(told, matter.as_of)


def limitation(matter: Matter, r: Receivable) -> Clock | None:
    """The limitation clock of an overdue claim (CLK-1); None where none runs.

    Rule:   CLK-1. What would start it anew but has no proof is left out, and makes the clock amber.
    """
    basis, since = law_basis(matter, "CN-LIM"), limitation_since(matter, r)
    if basis is None or since is None or r.due_on is None:
        return None
    span = limitation_span(since)
    events = _said(matter, r)
    events += [Arrival(on, PAID, filled(BY_RECEIPT, day=on).en) for on, amount in r.paid if amount > 0]
    unproved = [e.on for e in events if not e.proof and span.since < e.on <= span.ends]
    started = next((e for e in events if e.proof and e.on == span.since and span.since > r.due_on), None)
    agreed = r.request.extended_to is not None and bool(r.request.extension)
    if started is None:
        start, proof = (AGREED_DUE if agreed else DUE), paper(r)
        gap = NO_PAPER if proof == NONE else NONE
    else:
        start, gap = started.what, NONE
        proof = filled(BY_RECEIPT, day=started.on) if started.what is PAID else as_data(started.proof)
    if unproved:
        gap = filled(NO_ARRIVAL, day=max(unproved))
    ended = span.ends < matter.as_of
    shifts = not ended and moved(span.ends, matter.customs.calendar) != span.ends
    return clock(
        matter, ClockKind.LIMITATION, basis, LIMITATION,
        start=start, started_on=span.since, proof=proof, gap=gap, last=span.ends,
        meaning=joined(MAY_HAVE_ENDED if ended else MAY_END, NO_BUSINESS_DAY if shifts else NONE),
        action=joined(RESTART, ENTER_PROOF if unproved else NONE),
        now=joined(ENDED if ended else RESTART_NOW, ENTER_PROOF if unproved else NONE),
        stage=r.stage, claim=r.claim, money=r.outstanding,
        moved=moved(span.ends, matter.customs.calendar), unproved=max(unproved, default=None),
    )  # fmt: skip


def priority_of(matter: Matter, r: Receivable) -> tuple[date, date | None] | None:
    """The last day of the priority of a works price that should have been paid, and its later reading (CLK-2).

    Rule:   CLK-2. A signed extension may move its start: both days are shown, and the earlier one counts.
    Source: domain.md 1.10 and 3, CN-PRI.
    """
    due = original_due(matter, r)
    if due is None or r.due_on is None or due >= matter.as_of or not is_listed(matter, "CN-PRI"):
        return None
    if matter.contract.currency != "CNY" or not matter.case.works:
        return None
    last, by_agreement = sorted((priority_end(due), priority_end(r.due_on)))
    return last, by_agreement if by_agreement != last else None


def priority(matter: Matter, r: Receivable) -> Clock | None:
    """The priority clock of a works price that should have been paid (CLK-2); None where there is none."""
    basis, days = law_basis(matter, "CN-PRI"), priority_of(matter, r)
    due = original_due(matter, r)
    if basis is None or days is None or due is None or r.due_on is None:
        return None
    last, later = days
    ended = last < matter.as_of
    proof = paper(r)
    return clock(
        matter, ClockKind.PRIORITY, basis, PRIORITY,
        start=ORIGINAL_DUE if later else DUE, started_on=min(due, r.due_on), proof=proof,
        gap=NO_PAPER if proof == NONE else NONE, last=last, other=later,
        meaning=joined(PRIORITY_ENDED if ended else PRIORITY_ENDS, PRIORITY_LATER if later else NONE),
        action=SUE, now=PRIORITY_OVER if (later or last) < matter.as_of else SUE_NOW,
        stage=r.stage, claim=r.claim, money=r.outstanding,
    )  # fmt: skip


def guarantee(matter: Matter, r: Receivable) -> Clock | None:
    """The clock of a guarantee for a claim (CLK-3); None where nobody guarantees it.

    Rule:   CLK-3. The customer's extension without the guarantor's consent changes nothing, so the original
            due date counts (民法典 art. 695). The law's six months hold for Chinese contracts only.
    """
    contract, due = matter.contract, original_due(matter, r)
    found = _guarantee_basis(matter, due)
    if not contract.guarantor or found is None:
        return None
    basis, last = found
    proof = paper(r._replace(request=r.request._replace(extended_to=None)))
    gap = NO_DUE if due is None else NO_PAPER if proof == NONE else NONE
    agreed = last is not None and last == contract.guarantee_until
    extended = due != r.due_on and last is not None and not agreed
    early = contract.guarantee_until is not None and last is not None and not agreed
    ended = last is not None and last < matter.as_of
    meaning = GUARANTEE_OPEN if last is None else GUARANTEE_ENDED if ended else GUARANTEE_ENDS
    return clock(
        matter, ClockKind.GUARANTEE, basis, GUARANTEE,
        start=ORIGINAL_DUE if extended else DUE, started_on=due, proof=proof, gap=gap, last=last,
        meaning=joined(meaning, NO_CONSENT if extended else NONE, TOO_EARLY if early else NONE),
        action=ENTER_PERIOD if last is None else CALL, now=CALL_ENDED if ended else CALL_NOW,
        stage=r.stage, claim=r.claim, money=r.outstanding,
        guarantor=contract.guarantor, agreed=contract.guarantee_until,
    )  # fmt: skip


def _guarantee_basis(matter: Matter, due: date | None) -> tuple[Basis, date | None] | None:
    """The rule of a guarantee and its last day, None where it cannot be counted; no rule, no clock."""
    contract, until = matter.contract, matter.contract.guarantee_until
    by_law = law_basis(matter, "CN-GUAR") if is_chinese(contract) else None
    if until is not None and (due is None or until > due):
        clause = filled(UNTIL, day=until)
        return clause_basis(contract, clause, by_law is not None and by_law.lawyer), until
    if by_law is not None:
        return by_law, None if due is None else guarantee_end(due, until)
    return None if is_chinese(contract) else (clause_basis(contract, as_data(contract.guarantor)), None)
