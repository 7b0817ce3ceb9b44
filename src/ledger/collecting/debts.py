"""What speaks about each claim: its history, its pauses, and the bills and promises that cover it.

The one rule: a fact belongs to the line it was said about; what was said about a contract as a whole belongs
to all of its lines, and money on paper or promised for several lies on the earliest due first.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Mapping, Sequence

from ..enumerations import ReceiptKind
from ..lines import by_contract
from ..money import ZERO
from ..records import Contact, Contract, Receipt
from ..results import Receivable
from .contacts import Entry, entries
from .dunning import Block, Debt, history
from .promises import promised


def plain_name(name: str) -> str:
    """A name as two sources may write it: capitals, full-width letters and spaces do not count."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def debts(
    receivables: Sequence[Receivable],
    contacts: Sequence[Contact],
    receipts: Sequence[Receipt],
    contracts: Mapping[str, Contract],
    as_of: date,
) -> list[Debt]:
    """Each receivable as dunning sees it on a day, in the order given.

    Units:  contract currency.
    """
    log = entries(contacts, as_of)
    told: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in log:
        for claim in entry.last.claims or ("",):
            told[entry.last.contract, claim].append(entry)
    sent = _last_sent(log, contracts)
    grouped, said = by_contract(receivables), by_contract(contacts)
    promises = {
        number: promised(said[number], rows, as_of) for number, rows in grouped.items() if number in said
    }
    bills = _bills(grouped, receipts, as_of)
    answers = []
    for r in receivables:
        contract, request = r.agreement, r.request
        about = told.get((r.contract, r.claim), []) + told.get((r.contract, ""), [])
        block = None
        if contract.blocked_until is not None or contract.block_reason:
            block = Block(contract.block_reason, contract.blocked_until)
        answers.append(
            Debt(
                r.due_on,
                r.outstanding,
                history(
                    [
                        (entry.last.level, entry.status, entry.sent_on)
                        for entry in about
                        if entry.last.level is not None and entry.status is not None
                    ]
                ),
                r.disputed,
                block,
                tuple(promises.get(r.contract, {}).get(r.claim, ())),
                r.paid,
                bills.get((r.contract, r.claim), ZERO),
                None if request.extension else request.extended_to,
                sent.get(plain_name(r.customer)),
            )
        )
    return answers


def _last_sent(log: Sequence[Entry], contracts: Mapping[str, Contract]) -> dict[str, date]:
    """The last day on which anything went out to each customer, whatever it was about."""
    days: dict[str, date] = {}
    for entry in log:
        contract = contracts.get(entry.last.contract)
        if contract is not None and entry.went_out:
            name = plain_name(contract.customer)
            days[name] = max(entry.sent_on, days.get(name, entry.sent_on))
    return days


def _bills(
    grouped: Mapping[str, Sequence[Receivable]], receipts: Sequence[Receipt], as_of: date
) -> dict[tuple[str, str], Decimal]:
    """What bills that are not paid yet cover of each claim.

    Rule:   DUN-15. A bill that names a claim covers it; one that names only its contract covers what is open
            there, the earliest due first. It stops pressing, but no overdue days and no interest.
    Source: domain.md 1.1 (bills counted apart until paid).
    """
    covered: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    pending = [r for r in receipts if r.kind is ReceiptKind.BILL_PENDING and r.on <= as_of]
    owner = {r.claim: r.contract for rows in grouped.values() for r in rows} if pending else {}
    loose: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for bill in pending:
        if bill.claim:
            covered[bill.contract or owner.get(bill.claim, ""), bill.claim] += bill.amount
        else:
            loose[bill.contract] += bill.amount
    for number, left in loose.items():
        for r in sorted(grouped.get(number, ()), key=lambda r: r.due_on or date.max):
            part = max(ZERO, min(left, r.outstanding - covered[number, r.claim]))
            covered[number, r.claim] += part
            left -= part  # noqa: PLW2901  what is left of the contract's bills
    return covered
