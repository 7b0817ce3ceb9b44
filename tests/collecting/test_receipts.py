"""Receipts on open items: by reference, then oldest first; applied and unapplied are what was received."""

from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.collecting.receipts import OLDEST, UNAPPLIED, Allocation, OpenItem, Receipt, allocation

JAN, FEB, MAR = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)


def items(*rows: str) -> list[OpenItem]:
    """`key month amount paid`, due at the month's end; the month may be `-`."""
    made = []
    for row in rows:
        key, month, amount, paid = [*row.split(), "0"][:4]
        made.append(OpenItem(key, {"1": JAN, "2": FEB, "3": MAR}.get(month), Decimal(amount), Decimal(paid)))
    return made


def receipts(*rows: str) -> list[Receipt]:
    """`day amount key`, in April; the key may be left out."""
    made = []
    for row in rows:
        day, amount, key = [*row.split(), ""][:3]
        made.append(Receipt(date(2026, 4, int(day)), Decimal(amount), key or None))
    return made


def drawn(answer: Allocation) -> str:
    """What is left of each item | what is left over."""
    return (
        " ".join(str(one.open) for one in answer.settled)
        + " | "
        + " ".join(str(one.amount) for one in answer.unapplied)
    )


CASES = {
    "short of the first item": (items("A 1 100", "B 2 100"), receipts("1 99"), "1 100 | "),
    "exactly the first item": (items("A 1 100", "B 2 100"), receipts("1 100"), "0 100 | "),
    "past the first item": (items("A 1 100", "B 2 100"), receipts("1 101"), "0 99 | "),
    "exactly everything": (items("A 1 100", "B 2 100"), receipts("1 200"), "0 0 | "),
    "past everything": (items("A 1 100", "B 2 100"), receipts("1 201"), "0 0 | -1"),
    "the sheet's order does not make an item older": (
        items("B 2 100", "A 1 100"),
        receipts("1 150"),
        "50 0 | ",
    ),
    "ties go by the sheet's order": (items("A 1 100", "B 1 100"), receipts("1 150"), "0 50 | "),
    "an item without a due date is paid last": (items("A - 100", "B 3 100"), receipts("1 150"), "50 0 | "),
    "an item paid before is passed over": (items("A 1 500 500", "B 2 500"), receipts("1 300"), "0 200 | "),
    "a reference comes before age": (items("A 1 100", "B 2 100"), receipts("1 60 B"), "100 40 | "),
    "a later reference still comes before earlier money without one": (
        items("A 1 100", "B 2 100"),
        receipts("1 100", "2 100 A"),
        "0 0 | ",
    ),
    "the excess of a reference stays visible": (
        items("A 1 100", "B 2 100"),
        receipts("1 110 A"),
        "0 100 | -10",
    ),
    "a reference to nothing we know stays visible": (items("A 1 100"), receipts("1 100 X"), "100 | -100"),
    "a reference to a claim pays its instalments, oldest first": (
        items("A 3 20", "A 1 30", "A 2 50"),
        receipts("1 40 A"),
        "20 0 40 | ",
    ),
    "a credit note is a row of its own": (items("A 1 100", "N 2 -30"), receipts("1 100"), "0 -30 | "),
    "a credit note that names a claim lowers it": (items("A 1 100"), receipts("1 30 A"), "70 | "),
    "an item overpaid before is never below zero": (items("A 1 100 110", "B 2 50"), receipts(), "0 50 | -10"),
    "money taken back uses up the unapplied first": (items("A 1 100"), receipts("1 130", "2 -30"), "0 | "),
    "money taken back reopens what was paid last": (
        items("A 1 100", "B 2 100"),
        receipts("1 150", "2 -60"),
        "10 100 | ",
    ),
    "what was reopened is paid first again": (
        items("A 1 100", "B 2 100"),
        receipts("1 150", "2 -60", "3 20"),
        "0 90 | ",
    ),
    "a bounced bill reopens its claim": (
        items("A 1 100", "B 2 100"),
        receipts("1 100 A", "2 -100 A"),
        "100 100 | ",
    ),
    "a bounced bill paid before reopens its claim": (items("A 1 100 100"), receipts("2 -100 A"), "100 | "),
    "money taken back that never came is visible": (items("A 1 100"), receipts("1 -40"), "100 | 40"),
    "money returned on its own day, whatever the order": (
        items("A 1 100"),
        receipts("1 -30", "1 130"),
        "0 | ",
    ),
    "nothing open": ([], receipts("1 500"), " | -500"),
    "nothing received": (items("A 1 100"), [], "100 | "),
}


@pytest.mark.parametrize("case", CASES)
def test_where_money_goes(case: str) -> None:
    given_items, given_receipts, expected = CASES[case]
    assert drawn(allocation(given_items, given_receipts)) == expected


def test_conventions_decide_where_loose_money_goes() -> None:
    two = items("A 1 100", "B 2 100")
    assert drawn(allocation(two, receipts("1 110 B"), excess=OLDEST)) == "90 0 | "
    assert drawn(allocation(two, receipts("1 110 X"), excess=OLDEST)) == "0 90 | "
    assert drawn(allocation(two, receipts("1 60"), unreferenced=UNAPPLIED)) == "100 100 | -60"


def test_each_application_names_its_day_so_that_interest_can_be_cut_into_segments() -> None:
    answer = allocation(items("A 1 100", "B 2 100"), receipts("9 60", "2 70"))
    assert [(one.item, one.receipt, one.on.day, one.amount) for one in answer.applied] == [
        (0, 1, 2, 70), (0, 0, 9, 30), (1, 0, 9, 30),
    ]  # fmt: skip


DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
KEYS = st.sampled_from("ABCX")
CENTS = st.decimals(Decimal("0.01"), Decimal(1000), places=2)
ITEMS = st.lists(
    st.builds(OpenItem, KEYS, st.none() | DAYS, CENTS | st.just(Decimal(0)), st.just(Decimal(0)) | CENTS),
    max_size=12, unique_by=lambda item: item.due,
)  # fmt: skip
SIGNED = st.decimals(Decimal(-300), Decimal(1000), places=2)
RECEIPTS = st.lists(st.builds(Receipt, DAYS, SIGNED, st.none() | KEYS), max_size=12)
WAYS = st.sampled_from([(a, b) for a in (UNAPPLIED, OLDEST) for b in (OLDEST, UNAPPLIED)])


@given(ITEMS, RECEIPTS, WAYS)
def test_applied_and_unapplied_are_what_was_received(
    some: list[OpenItem], money: list[Receipt], ways: tuple[str, str]
) -> None:
    answer = allocation(some, money, *ways)
    overpaid = sum((max(Decimal(0), item.paid - item.amount) for item in some), Decimal(0))
    applied = sum((one.applied for one in answer.settled), Decimal(0))
    unapplied = -sum((one.amount for one in answer.unapplied), Decimal(0))
    assert applied + unapplied == sum((one.amount for one in money), overpaid)
    assert applied == sum((one.amount for one in answer.applied), Decimal(0))
    for item, settled in zip(some, answer.settled):
        assert 0 <= settled.open <= item.amount
        assert settled.open == item.amount - min(item.paid, item.amount) - settled.applied


@given(ITEMS, st.lists(st.builds(Receipt, DAYS, CENTS, st.none() | KEYS), max_size=12), st.randoms())
def test_order_of_rows_does_not_matter(some: list[OpenItem], money: list[Receipt], chance) -> None:
    """Days tell items apart here; items due on one day are paid in the order of the sheet, on purpose."""
    before = dict(zip(some, allocation(some, money).settled))
    chance.shuffle(some)
    chance.shuffle(money)
    assert dict(zip(some, allocation(some, money).settled)) == before


def test_fifty_thousand_receipts_on_twenty_thousand_items_are_not_quadratic() -> None:
    many = [OpenItem(f"K{i}", JAN + timedelta(days=i * 7919 % 2000), Decimal(100)) for i in range(20000)]
    money = [Receipt(MAR, Decimal(30), f"K{i * 31 % 20000}" if i % 3 else None) for i in range(50000)]
    began = time.perf_counter()
    answer = allocation(many, money)
    assert time.perf_counter() - began < 5
    assert sum(one.applied for one in answer.settled) == 1500000
