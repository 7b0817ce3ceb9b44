"""How old open money is: buckets from the due date, 账龄 from recognition, instalment by instalment.

The one rule: every row stands in exactly one column, and the columns of a line add up to its total. Credit
notes and unapplied money keep a column of their own, so that no bucket looks younger than it is.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..calendars import add_months, days_overdue
from ..conventions import Choice, Convention
from ..language import Text
from ..money import ZERO
from .receipts import OpenItem, Receipt, allocation

DUE = "due"
RECOGNITION = "recognition"

ANCHOR = Convention(
    "ageing_anchor",
    (
        Choice(DUE, Text("days past the due date", "按应付日计逾期天数"), ("due date",)),
        Choice(RECOGNITION, Text("years since recognition", "按确认日计账龄"), ("posting date", "账龄")),
    ),
    DUE,
    Text("The day from which age is counted", "账龄起算日"),
    "domain.md 1.8; ERPNext accounts receivable (ageing based on)",
)

OWN = "own"
BY_DATE = "by_date"

CREDITS = Convention(
    "ageing_credits",
    (
        Choice(OWN, Text("in a column of their own", "单列一栏")),
        Choice(BY_DATE, Text("in the bucket of their date", "按其日期归入区间")),
    ),
    OWN,
    Text("Where credit notes and unapplied money stand", "红字和未核销回款列于何处"),
    "ERPNext accounts receivable test_accounts_receivable (own negative rows, aged by date)",
)

PART = "part"
WHOLE = "whole"

CREDIT_OVER = Convention(
    "credit_over_balance",
    (
        Choice(PART, Text("pays what is open, the rest stays", "冲抵未收部分，余额保留")),
        Choice(WHOLE, Text("stays whole in a row of its own", "整张单列一行，不冲抵")),
    ),
    PART,
    Text("A credit note above what its document still owes", "红字金额超过原单未收余额时"),
    "ERPNext credit note, update_outstanding_for_self (whole)",
)

CONVENTIONS = (ANCHOR, CREDITS, CREDIT_OVER)

DUE_EDGES = (0, 30, 60, 90, 180, 365)
YEAR_EDGES = (1, 2, 3)

CREDIT = Text("credits and unapplied", "红字和未核销")
NO_DATE = Text("no date", "无日期")


class Bucket(NamedTuple):
    """A span of age: its place from the youngest, 0, and its name."""

    place: int
    label: Text


def age_buckets(edges: Sequence[int] = DUE_EDGES) -> tuple[Bucket, ...]:
    """The buckets between edges; an edge is the last day of its bucket, the last bucket is open (AGE-1)."""
    labels = [
        Text("not due", "未到期") if edges[0] <= 0 else Text(f"up to {edges[0]} days", f"{edges[0]}天以内")
    ]
    labels += [
        Text(f"{low + 1}-{high} days", f"{low + 1}-{high}天") for low, high in zip(edges[:-1], edges[1:])
    ]
    labels.append(Text(f"over {edges[-1]} days", f"{edges[-1]}天以上"))
    return tuple(Bucket(place, label) for place, label in enumerate(labels))


def age_bucket(days: int, edges: Sequence[int] = DUE_EDGES) -> Bucket:
    """The bucket of a number of days past the due date.

    Units:  whole days; 0 or below is not due. `edges` rise; each is the last day of its bucket.
    Rule:   AGE-1, not due | 1-30 | 31-60 | 61-90 | 91-180 | 181-365 | >365.
    Source: domain.md 1.8; ERPNext range "30, 60, 90, 120" by other edges.

    >>> age_bucket(31).label.en
    '31-60 days'
    """
    return age_buckets(edges)[sum(days > edge for edge in edges)]


def year_buckets(edges: Sequence[int] = YEAR_EDGES) -> tuple[Bucket, ...]:
    """The buckets of 账龄: each edge is a whole number of years, its anniversary included (AGE-2)."""
    labels = [
        Text("up to 1 year", "1年以内")
        if edges[0] == 1
        else Text(f"up to {edges[0]} years", f"{edges[0]}年以内")
    ]
    labels += [Text(f"{low}-{high} years", f"{low}-{high}年") for low, high in zip(edges[:-1], edges[1:])]
    labels.append(Text(f"over {edges[-1]} years", f"{edges[-1]}年以上"))
    return tuple(Bucket(place, label) for place, label in enumerate(labels))


def year_bucket(recognised: date, as_of: date, edges: Sequence[int] = YEAR_EDGES) -> Bucket:
    """The bucket of 账龄, from the day the receivable was recognised.

    Units:  whole years; the anniversary itself still belongs to the younger bucket (1年以内含1年).
    Rule:   AGE-2, <=1y | 1-2y | 2-3y | >3y.
    Source: domain.md 1.8.
    """
    return year_buckets(edges)[sum(as_of > add_months(recognised, 12 * edge) for edge in edges)]


class Instalment(NamedTuple):
    """One instalment of one document: what it asked for, what came, and what is left."""

    key: str
    due: date | None
    invoiced: Decimal
    paid: Decimal
    credited: Decimal
    outstanding: Decimal


def instalments(
    items: Sequence[OpenItem],
    receipts: Sequence[Receipt],
    credits: Sequence[Receipt] = (),
    credit_over: str = CREDIT_OVER.default,
) -> tuple[Instalment, ...]:
    """The rows of an ageing: instalments still open, and money that pays nothing in rows of its own.

    Units:  one currency, one customer. `credits` are credit notes with the key of their document, above zero.
    Rule:   AGE-3. Money pays instalments oldest first, then credit notes what is left; a settled row drops
            out; overpayments and credit notes that find nothing stay as negative rows, never on an invoice.
            Convention `credit_over_balance`.
    Source: ERPNext test_accounts_receivable_with_payment, ..._with_partial_payment, test_future_payments,
            test_cr_note_flag_to_update_self; oracles AG-01, AG-03.
    """
    money = allocation(items, receipts)
    rest = [
        item._replace(paid=min(item.paid, item.amount) + settled.applied) if item.amount > 0 else item
        for item, settled in zip(items, money.settled)
    ]
    loose = [note for note in credits if credit_over == WHOLE and note.amount > _open(rest, note.key)]
    notes = allocation(rest, [note for note in credits if note not in loose])
    rows = [
        Instalment(
            item.key,
            item.due,
            item.amount,
            before.paid if item.amount > 0 else item.paid,
            after.applied,
            after.open,
        )
        for item, before, after in zip(items, rest, notes.settled)
        if after.open
    ]
    rows += [
        Instalment(row.key or "", row.on, ZERO, ZERO - row.amount, ZERO, row.amount)
        for row in money.unapplied
    ]
    rows += [
        Instalment(row.key or "", row.on, ZERO, ZERO, ZERO - row.amount, row.amount)
        for row in notes.unapplied
    ]
    rows += [
        Instalment(note.key or "", note.on, ZERO, ZERO, note.amount, ZERO - note.amount) for note in loose
    ]
    return tuple(rows)


def _open(items: Sequence[OpenItem], key: str | None) -> Decimal:
    return sum((max(ZERO, item.amount - item.paid) for item in items if key in (None, item.key)), ZERO)


class Balance(NamedTuple):
    """Open money of one party in one currency; below zero for a credit note or unapplied money."""

    party: str
    currency: str
    key: str
    amount: Decimal
    due: date | None
    recognised: date | None = None


class AgeingRow(NamedTuple):
    """A balance with its age; `column` is its place among the headings."""

    balance: Balance
    days_overdue: int
    column: int


class AgeingTotal(NamedTuple):
    """A line of sums, one for each heading. The party is empty in the total of a currency."""

    party: str
    currency: str
    amounts: tuple[Decimal, ...]
    total: Decimal


class Ageing(NamedTuple):
    """The rows, a subtotal for each party and currency, a total for each currency."""

    headings: tuple[Text, ...]
    rows: tuple[AgeingRow, ...]
    subtotals: tuple[AgeingTotal, ...]
    totals: tuple[AgeingTotal, ...]


def ageing(
    balances: Sequence[Balance],
    as_of: date,
    anchor: str = ANCHOR.default,
    edges: Sequence[int] | None = None,
    credits: str = CREDITS.default,
) -> Ageing:
    """Open balances by age.

    Units:  contract currency; currencies are never added together. `edges` in days for the due anchor, in
            years for recognition. Rows keep their order; parties and currencies stand in the order they come.
    Rule:   AGE-4. One column for each bucket, then credits, then balances without the anchor's date. A
            balance of zero has no row.
    Source: domain.md 1.8 ("always print the anchor"); ERPNext test_group_by_party; oracles AG-05.
    """
    edges = edges or (DUE_EDGES if anchor == DUE else YEAR_EDGES)
    buckets = age_buckets(edges) if anchor == DUE else year_buckets(edges)
    rows = []
    for balance in balances:
        if not balance.amount:
            continue
        day = balance.due if anchor == DUE else balance.recognised
        days = days_overdue(balance.due, as_of) if balance.due else 0
        if balance.amount < 0 and credits == OWN:
            column = len(buckets)
        elif day is None:
            column = len(buckets) + 1
        elif anchor == DUE:
            column = age_bucket((as_of - day).days, edges).place
        else:
            column = year_bucket(day, as_of, edges).place
        rows.append(AgeingRow(balance, days, column))
    headings = (*(bucket.label for bucket in buckets), CREDIT, NO_DATE)
    return Ageing(
        headings,
        tuple(rows),
        _totals(rows, len(headings), by_party=True),
        _totals(rows, len(headings), by_party=False),
    )


def _totals(rows: Sequence[AgeingRow], columns: int, by_party: bool) -> tuple[AgeingTotal, ...]:
    sums: dict[tuple[str, str], list[Decimal]] = {}
    for row in rows:
        whose = (row.balance.party if by_party else "", row.balance.currency)
        sums.setdefault(whose, [ZERO] * columns)[row.column] += row.balance.amount
    return tuple(
        AgeingTotal(party, currency, tuple(amounts), sum(amounts, ZERO))
        for (party, currency), amounts in sums.items()
    )
