"""Statements of account: what a customer was charged and what they paid, line by line, in one currency.

The one rule: the balance is the ledger's outstanding, to the cent; money that pays no claim stands beside it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Dict, List, NamedTuple, Sequence, Tuple

from ..enumerations import ReceiptKind
from ..language import Text
from ..money import ZERO, cents
from ..records import Claim, Contract, Receipt
from ..results import Receivable, Unallocated
from .ageing import Balance, ageing

CHARGE = Text("Claim", "请款")
CREDIT = Text("Credit note", "红字冲减")
PAYMENT = Text("Received", "回款")
LOOSE_CREDIT = Text("Credit note without a claim", "未对应请款的红字")
LOOSE_PAYMENT = Text("Received, not allocated", "未核销回款")
ORDER = {CHARGE: 0, CREDIT: 1, PAYMENT: 2}


Payments = Dict[Tuple[date, Decimal], List[Receipt]]  # by day and amount


class Entry(NamedTuple):
    """One line: `charged` raises the balance, `paid` lowers it."""

    on: date | None
    contract: str
    document: str
    kind: Text
    charged: Decimal = ZERO
    paid: Decimal = ZERO


class Statement(NamedTuple):
    """A customer's account in one currency. `loose` is money that pays no claim: it is not in the balance."""

    agreement: Contract  # who is written to
    currency: str
    opening: Decimal
    entries: tuple[Entry, ...]
    balance: Decimal
    overdue: Decimal
    ages: tuple[tuple[Text, Decimal], ...]  # the balance by days past the due date
    loose: tuple[Entry, ...]

    @property
    def customer(self) -> str:
        """Whose account it is."""
        return self.agreement.customer

    @property
    def charged(self) -> Decimal:
        """What was charged in the period."""
        return sum((entry.charged for entry in self.entries), ZERO)

    @property
    def paid(self) -> Decimal:
        """What was paid or credited in the period."""
        return sum((entry.paid for entry in self.entries), ZERO)


def statements(
    receivables: Sequence[Receivable],
    receipts: Sequence[Receipt],
    unallocated: Sequence[Unallocated],
    as_of: date,
    since: date | None = None,
) -> list[Statement]:
    """One statement for each customer and currency, by name.

    Units:  contract currency; `receipts` are all of the book's, for credit notes and bank references.
    Rule:   STA-1: a claim is charged with what is payable before credit notes; each credit note and each
            payment allocated to it lowers it. What lies before `since` is the opening balance. The balance
            is opening + charged - paid = the sum of what is outstanding, or it is our bug (ValueError).
            STA-3: the balance stands in age buckets by its due date (AGE-1, AGE-4); they add up to it.
    Source: domain.md 1.1 (outstanding), 1.8 (buckets); product.md, Statement of account.
    """
    credits: dict[str, list[Receipt]] = defaultdict(list)
    by_payment: Payments = defaultdict(list)
    for receipt in receipts:
        if receipt.kind is not ReceiptKind.CREDIT:
            by_payment[receipt.on, receipt.amount].append(receipt)
        elif receipt.on <= as_of:
            credits[receipt.claim].append(receipt)
    groups: dict[tuple[str, str], list[Receivable]] = defaultdict(list)
    for r in receivables:
        groups[r.customer, r.currency].append(r)
    answers = []
    for (customer, currency), mine in sorted(groups.items()):
        entries = [entry for r in mine for entry in _entries(r, credits.get(r.claim, ()), by_payment, as_of)]
        entries.sort(key=lambda e: (e.on or date.min, ORDER[e.kind], e.contract, e.document))
        first = date.min if since is None else since
        before = [e for e in entries if (e.on or date.min) < first]
        opening = sum((e.charged - e.paid for e in before), ZERO)
        balance = sum((e.charged - e.paid for e in entries), ZERO)
        owed = sum((r.outstanding for r in mine), ZERO)
        if cents(balance) != cents(owed):
            raise ValueError(f"statement of {customer!r}: {balance} is not the outstanding {owed}")
        one_currency = sum(1 for other, _ in groups if other == customer) == 1
        loose = _loose(customer, currency, mine, credits, unallocated, one_currency)
        if not entries and not loose:
            continue
        overdue = sum((r.outstanding for r in mine if r.days_overdue > 0), ZERO)
        latest = max(mine, key=lambda r: (r.agreement.signed_on or date.min, r.contract)).agreement
        kept = tuple(e for e in entries if (e.on or date.min) >= first)
        answers.append(
            Statement(latest, currency, opening, kept, balance, overdue, _ages(mine, as_of), loose)
        )
    return answers


def _ages(mine: Sequence[Receivable], as_of: date) -> tuple[tuple[Text, Decimal], ...]:
    """Every bucket and what of the balance stands in it, empty ones too (STA-3)."""
    open_ = [Balance(r.customer, r.currency, r.claim, r.outstanding, r.due_on) for r in mine]
    aged = ageing(open_, as_of)
    amounts = aged.totals[0].amounts if aged.totals else (ZERO,) * len(aged.headings)
    return tuple(zip(aged.headings, amounts))


def _counts(amount: Decimal | None, on: date | None, as_of: date) -> bool:
    return amount is not None and (on is None or on <= as_of)


def _entries(r: Receivable, credits: Sequence[Receipt], payments: Payments, as_of: date) -> list[Entry]:
    """What one claim was charged, credited and paid."""
    claim: Claim = r.request
    entries = []
    certified = _counts(claim.certified, claim.certified_on, as_of)
    if certified or _counts(claim.invoiced, claim.invoiced_on, as_of):
        credited = sum((abs(credit.amount) for credit in credits), ZERO)
        on = (claim.certified_on if certified else claim.invoiced_on) or claim.claimed_on
        document = " / ".join(filter(None, (r.claim, r.invoice_number)))
        entries.append(Entry(on, r.contract, document, CHARGE, charged=r.payable + credited))
        entries += [
            Entry(
                credit.on, r.contract, _document(r.claim, credit.reference), CREDIT, paid=abs(credit.amount)
            )
            for credit in credits
        ]
    for on, amount in r.paid:
        document = _document(r.claim, _reference(r, payments.get((on, amount), ())))
        entries.append(Entry(on, r.contract, document, PAYMENT, paid=amount))
    return entries


def _document(claim: str, reference: str) -> str:
    return f"{claim} ({reference})" if reference else claim


def _reference(r: Receivable, receipts: Sequence[Receipt]) -> str:
    """The bank's reference of a payment, where one receipt of its day and amount can be meant."""
    same = [
        receipt.reference
        for receipt in receipts
        if receipt.claim == r.claim or (not receipt.claim and receipt.contract == r.contract)
    ]
    return same[0] if len(same) == 1 else ""


def _loose(
    customer: str,
    currency: str,
    mine: Sequence[Receivable],
    credits: dict[str, list[Receipt]],
    unallocated: Sequence[Unallocated],
    one_currency: bool,
) -> tuple[Entry, ...]:
    """Money and credit notes of a customer that pay no claim.

    Money that names no contract has no currency: it stands here only for a customer with one.
    """
    contracts = {r.contract for r in mine}
    credited = {credit.line for of_claim in credits.values() for credit in of_claim}
    name = customer.casefold()
    answers = [
        Entry(
            money.on,
            money.contract,
            money.reference,
            LOOSE_CREDIT if money.line in credited else LOOSE_PAYMENT,
            paid=money.amount,
        )
        for money in unallocated
        if (money.contract in contracts and money.currency == currency)
        or (one_currency and not money.currency and money.payer.strip().casefold() == name)
    ]
    return tuple(sorted(answers, key=lambda e: (e.on or date.min, e.contract, e.document)))
