"""Money that came in, laid upon what is open: by its reference first, then the oldest first.

The one rule: applied and unapplied money together are what was received. Nothing open ever falls below zero;
money that finds nothing to pay stays visible as a negative row of its own.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence, Tuple

from ..conventions import Choice, Convention
from ..language import Text
from ..money import ZERO

UNAPPLIED = "unapplied"
OLDEST = "oldest"

EXCESS = Convention(
    "excess_of_reference",
    (
        Choice(UNAPPLIED, Text("stays unapplied, in a row of its own", "保留为未核销，单列一行")),
        Choice(OLDEST, Text("pays the oldest open items", "冲抵最早的未收款项")),
    ),
    UNAPPLIED,
    Text("What happens to money beyond what its reference names", "回款超过其指定款项的部分如何处理"),
    "ERPNext accounts receivable (unallocated stays on the payment); 民法典 560 (due first)",
)

UNREFERENCED = Convention(
    "unreferenced_receipts",
    (
        Choice(OLDEST, Text("pay the oldest open items", "冲抵最早的未收款项")),
        Choice(UNAPPLIED, Text("stay unapplied until someone names an item", "在指定款项之前保留为未核销")),
    ),
    OLDEST,
    Text("What money without a reference pays", "未指明用途的回款如何核销"),
    "民法典 560 (designated, then due first); FIFO tests, oracles AL-13",
)

CONVENTIONS = (EXCESS, UNREFERENCED)


class OpenItem(NamedTuple):
    """Something to be paid. Several items may share a key: the instalments of one claim."""

    key: str
    due: date | None
    amount: Decimal
    paid: Decimal = ZERO  # settled before the receipts given here


class Receipt(NamedTuple):
    """Money in; negative when it was taken back (a refund, a bounced bill). The key names what it pays."""

    on: date
    amount: Decimal
    key: str | None = None


class Applied(NamedTuple):
    """One receipt on one item; both are places in the sequences given."""

    item: int
    receipt: int
    on: date
    amount: Decimal


class Settled(NamedTuple):
    """One row for each item: what the receipts paid, and what is left. A credit note keeps its own sign."""

    applied: Decimal
    open: Decimal


class Unapplied(NamedTuple):
    """A row of its own for money that pays nothing: negative, as it lowers what the customer owes.

    `receipt` is its place, or None where an item came in overpaid, named by `key`. Money taken back that was
    never there is a positive row.
    """

    receipt: int | None
    on: date | None
    key: str | None
    amount: Decimal


class Allocation(NamedTuple):
    """All answers: one `settled` for each item in, each application, and what is left over."""

    settled: tuple[Settled, ...]
    applied: tuple[Applied, ...]
    unapplied: tuple[Unapplied, ...]

    @property
    def credit(self) -> Decimal:
        """Money that pays nothing yet, as the customer counts it: above zero when we hold some of theirs."""
        return ZERO - sum((one.amount for one in self.unapplied), ZERO)


def allocation(
    items: Sequence[OpenItem],
    receipts: Sequence[Receipt],
    excess: str = EXCESS.default,
    unreferenced: str = UNREFERENCED.default,
) -> Allocation:
    """Which receipt pays what, and what is left on both sides.

    Units:  one currency, one customer or contract: the caller groups.
    Rule:   ALO-6. Money with a key pays the items of that key, the earliest due first (ties: order of the
            sheet); then money without one pays whatever is open, the earliest due first (no due date: last).
            Receipts go by (day, order). Money taken back first uses up what is unapplied, then reopens what
            was paid last. An item below zero (a credit note) is neither paid nor netted. Conventions
            `excess_of_reference` and `unreferenced_receipts`.
    Source: oracles AL-13, ageing AG-01 and AG-03 (ERPNext accounts receivable); 民法典 560.
    """
    left = [max(ZERO, item.amount - item.paid) for item in items]
    order = sorted(range(len(items)), key=lambda place: (items[place].due or date.max, place))
    by_key: dict[str, list[int]] = {}
    for place in order:
        if items[place].amount > 0:
            by_key.setdefault(items[place].key, []).append(place)
    referenced: dict[str, list[_Money]] = {}
    free: list[_Money] = []
    for money in _in_order(receipts):
        key = receipts[money[2]].key
        if key is None:
            free.append(money)
        else:
            referenced.setdefault(key, []).append(money)

    applied: list[Applied] = []
    spare: list[_Money] = []
    for key, moneys in referenced.items():
        places = by_key.get(key, [])
        paid_before = ((at, min(items[place].paid, items[place].amount)) for at, place in enumerate(places))
        before = [(at, amount) for at, amount in paid_before if amount > 0]
        spare += _lay(moneys, places, left, before, applied)
    if excess == OLDEST:
        free = sorted(free + spare)
        spare = []
    spare += _lay(free, order if unreferenced == OLDEST else (), left, [], applied)

    applied.sort(key=lambda one: (one.on, one.receipt))
    paid = [ZERO] * len(items)
    for one in applied:
        paid[one.item] += one.amount
    overpaid = [
        Unapplied(None, item.due, item.key, item.amount - item.paid)
        for item in items
        if item.amount >= 0 and item.paid - item.amount > 0
    ]
    return Allocation(
        tuple(
            Settled(paid[place], left[place] if item.amount >= 0 else item.amount - item.paid)
            for place, item in enumerate(items)
        ),
        tuple(applied),
        (
            *overpaid,
            *(
                Unapplied(receipt, on, receipts[receipt].key, -amount)
                for on, _, receipt, amount in sorted(spare)
            ),
        ),
    )


# A receipt, or what is left of one, so that plain sorting gives the order: its day, whether it was taken back
# (money in comes first on a day), its place, its amount.
_Money = Tuple[date, bool, int, Decimal]


def _in_order(receipts: Sequence[Receipt]) -> list[_Money]:
    return sorted((one.on, one.amount < 0, at, one.amount) for at, one in enumerate(receipts) if one.amount)


def _lay(
    moneys: Sequence[_Money],
    places: Sequence[int],
    left: list[Decimal],
    before: Sequence[tuple[int, Decimal]],
    applied: list[Applied],
) -> list[_Money]:
    """Lay money upon items in their order; `left` and `applied` grow with it; what finds none is answered.

    The stack holds (position in `places`, amount) of what was paid, `before` at its bottom, so that money
    taken back comes off the last payment first. Each position is passed once, so this is linear.
    """
    stack = list(before)
    spare: list[_Money] = []
    at = 0
    for on, back, receipt, received in moneys:
        amount = received
        while amount > 0 and at < len(places):
            place = places[at]
            part = min(amount, left[place])
            if part > 0:
                left[place] -= part
                amount -= part
                stack.append((at, part))
                applied.append(Applied(place, receipt, on, part))
            if left[place] <= 0:
                at += 1
        while amount < 0 and spare and spare[-1][3] > 0:
            earlier, _, whose, was = spare.pop()
            part = min(-amount, was)
            amount += part
            if was > part:
                spare.append((earlier, False, whose, was - part))
        while amount < 0 and stack:
            position, was = stack.pop()
            part = min(-amount, was)
            amount += part
            if was > part:
                stack.append((position, was - part))
            left[places[position]] += part
            at = min(at, position)
            applied.append(Applied(places[position], receipt, on, -part))
        if amount:
            spare.append((on, back, receipt, amount))
    return spare
