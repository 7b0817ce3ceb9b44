"""Claims as money to collect: what was certified, what came in for it, when it falls due.

The ladder is stored rung by rung in the Claims sheet; nothing here derives one rung from
another, except where a rung a clerk left empty is bounded by a later one.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from operator import add, itemgetter
from typing import Callable, Iterable, Mapping, NamedTuple, Sequence

from ..calendars import CALENDAR, DAY, EXCLUDED, NONE, WEEKDAYS, Calendar, days_overdue, due_date
from ..collecting.receipts import EXCESS, UNREFERENCED, OpenItem, allocation
from ..collecting.receipts import Receipt as Money
from ..conventions import NO_CHOICES, of
from ..enumerations import ClaimStatus
from ..money import ZERO, cents
from ..records import Claim, Contract, Receipt
from ..results import Receivable, Unallocated
from .deductions import gross
from .takings import Paid


class Customs(NamedTuple):
    """The book's defaults for what a contract leaves open."""

    calendar: Calendar = WEEKDAYS
    roll: str = NONE
    payment_days: int | None = None
    first_day: str = EXCLUDED


NO_CUSTOMS = Customs()

# Looked up once: before Python 3.12 each mention of a member is a search
NOT_MADE, DISPUTED = (ClaimStatus.DRAFT, ClaimStatus.CANCELLED), ClaimStatus.DISPUTED
_DAY = itemgetter(0)


def claims_made(claims: Iterable[Claim], as_of: date) -> list[Claim]:
    """The claims made by the day asked about, oldest first: no draft, none cancelled.

    Those of one day stay as they stand; one without a day was made before all others, whenever that was.
    """
    made, days = [], []
    for claim in claims:
        if claim.status is None or claim.status not in NOT_MADE:
            on = claim.claimed_on or claim.certified_on or claim.invoiced_on or date.min
            if on <= as_of:
                made.append(claim)
                days.append(on)
    if days == sorted(days):  # most sheets are filled in as time goes
        return made
    return [claim for _, claim in sorted(zip(days, made), key=_DAY)]


def counts(claim: Claim, as_of: date) -> bool:
    """Whether a claim has been made by the day asked about."""
    return bool(claims_made((claim,), as_of))


Term = Callable[[date], date]  # from the certificate or the invoice to the last day to pay in time


def payment_term(contract: Contract, customs: Customs) -> Term | None:
    """How long a customer has to pay; None where neither the contract nor the book says so.

    Rule:   DUE-12: payment days under the contract's day rule; what it leaves open is the book's.
    Source: domain.md 1.2.
    """
    days = contract.payment_days if contract.payment_days is not None else customs.payment_days
    if days is None:
        return None
    rule, roll = contract.day_rule or (CALENDAR, "")
    roll = roll or customs.roll
    if rule == CALENDAR and roll == NONE and customs.first_day == EXCLUDED:
        return partial(add, DAY * days)  # what due_date answers, without asking a calendar
    return partial(
        due_date, count=days, rule=rule, calendar=customs.calendar, roll=roll, first_day=customs.first_day
    )


def due_on(claim: Claim, term: Term | None) -> date | None:
    """The last day on which the claim can be paid in time; None where nothing says so.

    Rule:   DUE-12: the day of a signed extension; else the day in 'Due on'; else the payment term from the
            certificate, or from the invoice where there is no certificate. Waiting without an agreement moves
            nothing.
    Source: domain.md 1.2, 1.9 (tolerance is no extension); GF-2017-0201 12.4.4 (from the certificate).
    """
    if claim.extended_to is not None and claim.extension:
        return claim.extended_to
    if claim.due_on is not None:
        return claim.due_on
    start = claim.certified_on or claim.invoiced_on
    return None if start is None or term is None else term(start)


def receivable(
    claim: Claim,
    contract: Contract,
    stage: str,
    as_of: date,
    term: Term | None,
    credit: Decimal = ZERO,
    retained: Decimal = ZERO,
    recouped: Decimal = ZERO,
    money: Sequence[Paid] = (),
) -> Receivable:
    """One claim and the money that names it.

    Units:  contract currency; `credit` is what credit notes took off it; `retained` and `recouped` are
            what the contract's terms deduct where the claim's own cells are empty; `money` by day.
    Rule:   BIL-3: payable = certified less retention held and advance recouped; where nobody certifies,
            the invoice as it stands; never before its date. A claim nobody has certified or invoiced is
            not payable. Where less was certified than claimed, the terms deduct in proportion. A claim
            marked disputed, or with a reason and no amount, is disputed as a whole. One that nobody
            certified or invoiced is accepted as far as money names it: a deposit often has no certificate.
    Source: domain.md 1.1 (net_payable).
    """
    own_held, own_taken = claim.retention_held, claim.recouped
    held = retained if own_held is None else own_held
    taken = recouped if own_taken is None else own_taken
    certified, invoiced, payable = claim.certified, claim.invoiced, ZERO
    claimed = gross(claim.claimed, certified, invoiced)
    if credit:
        claimed -= credit
        certified = None if certified is None else certified - credit
        invoiced = None if invoiced is None else invoiced - credit
    net = claimed - held - taken
    if invoiced is None or (claim.invoiced_on is not None and claim.invoiced_on > as_of):
        invoiced = ZERO
    else:
        payable = invoiced
    if certified is None or (claim.certified_on is not None and claim.certified_on > as_of):
        certified = ZERO
    else:
        payable = certified
        if held:
            payable -= held if own_held is not None else _of_certified(claim, held)
        if taken:
            payable -= taken if own_taken is not None else _of_certified(claim, taken)
    due = due_on(claim, term) if payable else claim.due_on
    disputed = claim.disputed or ZERO
    if claim.disputed is None and (claim.dispute_reason or claim.status is DISPUTED):
        disputed = payable
    received, outstanding, late = ZERO, payable, 0
    if money:
        for _, amount in money:
            received += amount
        if not certified and not invoiced and net > ZERO:
            payable = min(net, received)
        outstanding = payable - received
    if money or payable:
        if due is not None and due < as_of and outstanding > ZERO:
            late = days_overdue(due, as_of)
        received, outstanding = cents(received), cents(outstanding)
    return tuple.__new__(Receivable, (  # half the time of a call with so many arguments
        claim, contract, stage, claimed, net, certified, invoiced, payable, received, outstanding, disputed,
        due, late, tuple(money), held, taken,
    ))  # fmt: skip


def _of_certified(claim: Claim, by_terms: Decimal) -> Decimal:
    """A deduction that no cell states, from what was certified: its part of the claim's."""
    claimed, certified = claim.claimed, claim.certified
    if claimed is None or certified is None or not 0 <= certified < claimed:
        return by_terms
    return cents(by_terms * certified / claimed)


def overpaid(receivables: Sequence[Receivable]) -> bool:
    """Whether any claim got more than is payable, were it by part of a cent."""
    return any(r.outstanding.is_signed() for r in receivables)


def paid(
    receivables: Sequence[Receivable],
    receipts: Sequence[Receipt],
    as_of: date,
    currency: str,
    choices: Mapping[str, str] = NO_CHOICES,
) -> tuple[list[Receivable], list[Unallocated]]:
    """The receivables of one contract after its receipts, and the money that pays none of them.

    Units:  contract currency; `receipts` are the money in by the day.
    Rule:   BIL-4: money that names a claim pays it; money that names only the contract pays the oldest
            due first (ALO-6). Overdue starts the day after the due date (DUE-10). Where all money names a
            claim made and none gets more than is payable, this changes nothing and need not be asked.
    Source: domain.md 1.8; 民法典 560.
    """
    answer = allocation(
        [OpenItem(r.claim, r.due_on, r.payable) for r in receivables],
        [Money(r.on, r.amount, r.claim or None) for r in receipts],
        of(EXCESS, choices),
        of(UNREFERENCED, choices),
    )
    settled: list[list[Paid]] = [[] for _ in receivables]
    for one in answer.applied:
        settled[one.item].append((one.on, one.amount))
    unallocated = [
        unallocated_money(receipts[one.receipt], -one.amount, currency)
        for one in answer.unapplied
        if one.receipt is not None
    ]
    return [_settled(r, money, as_of) for r, money in zip(receivables, settled)], unallocated


def _settled(r: Receivable, money: Sequence[Paid], as_of: date) -> Receivable:
    """The receivable with the money that was laid on it, whatever it named."""
    if not money and not r.payable:
        return r._replace(received=ZERO, outstanding=r.payable, days_overdue=0, paid=())
    received = _total(money)
    outstanding = r.payable - received
    late = days_overdue(r.due_on, as_of) if r.due_on is not None and outstanding > 0 else 0
    return r._replace(
        received=cents(received), outstanding=cents(outstanding), days_overdue=late, paid=tuple(money)
    )


def _total(money: Sequence[Paid]) -> Decimal:
    total = ZERO
    for _, amount in money:
        total += amount
    return total


def unallocated_money(receipt: Receipt, amount: Decimal, currency: str) -> Unallocated:
    """A receipt, or what is left of one, that pays no claim."""
    return Unallocated(
        receipt.contract, receipt.payer, receipt.reference, receipt.on, amount, currency, receipt.line,
        receipt.claim,
    )  # fmt: skip
