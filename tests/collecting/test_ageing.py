"""Ageing: each row in one column, credits in their own, and the columns add up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.collecting.ageing import (
    ANCHOR,
    BY_DATE,
    CREDITS,
    RECOGNITION,
    WHOLE,
    Balance,
    age_bucket,
    age_buckets,
    ageing,
    instalments,
    year_bucket,
)
from ledger.collecting.receipts import OpenItem, Receipt

AS_OF = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("days", "label", "zh"),
    [
        (-5, "not due", "未到期"),
        (0, "not due", "未到期"),
        (1, "1-30 days", "1-30天"),
        (30, "1-30 days", "1-30天"),
        (31, "31-60 days", "31-60天"),
        (60, "31-60 days", "31-60天"),
        (61, "61-90 days", "61-90天"),
        (91, "91-180 days", "91-180天"),
        (180, "91-180 days", "91-180天"),
        (181, "181-365 days", "181-365天"),
        (365, "181-365 days", "181-365天"),
        (366, "over 365 days", "365天以上"),
    ],
)
def test_buckets_by_due_date(days: int, label: str, zh: str) -> None:
    assert age_bucket(days).label == (label, zh)


def test_other_edges_make_other_buckets() -> None:
    """ERPNext's "30, 60, 90, 120": what is not due stands with the youngest."""
    edges = (30, 60, 90, 120)
    assert [bucket.label.en for bucket in age_buckets(edges)] == [
        "up to 30 days",
        "31-60 days",
        "61-90 days",
        "91-120 days",
        "over 120 days",
    ]
    assert [age_bucket(days, edges).place for days in (-1, 0, 30, 31, 120, 121)] == [0, 0, 0, 1, 3, 4]


@pytest.mark.parametrize(
    ("recognised", "label", "zh"),
    [
        (date(2026, 7, 1), "up to 1 year", "1年以内"),
        (date(2025, 6, 30), "up to 1 year", "1年以内"),  # the anniversary is still within the year
        (date(2025, 6, 29), "1-2 years", "1-2年"),
        (date(2024, 6, 30), "1-2 years", "1-2年"),
        (date(2024, 6, 29), "2-3 years", "2-3年"),
        (date(2023, 6, 30), "2-3 years", "2-3年"),
        (date(2023, 6, 29), "over 3 years", "3年以上"),
    ],
)
def test_buckets_by_recognition(recognised: date, label: str, zh: str) -> None:
    assert year_bucket(recognised, AS_OF).label == (label, zh)


def test_a_leap_day_has_its_anniversary_on_the_28th() -> None:
    assert year_bucket(date(2024, 2, 29), date(2025, 2, 28)).place == 0
    assert year_bucket(date(2024, 2, 29), date(2025, 3, 1)).place == 1


def items(*amounts: int) -> list[OpenItem]:
    return [OpenItem("INV", AS_OF + timedelta(days=30 * at), Decimal(one)) for at, one in enumerate(amounts)]


def money(amount: int, key: str | None = "INV") -> list[Receipt]:
    return [Receipt(AS_OF, Decimal(amount), key)]


INSTALMENTS = {  # invoiced, paid, credited, outstanding
    "nothing paid": ((30, 50, 20), [], [], "30 0 0 30; 50 0 0 50; 20 0 0 20"),
    "short of the first": ((30, 50, 20), money(29), [], "30 29 0 1; 50 0 0 50; 20 0 0 20"),
    "the first settled drops out": ((30, 50, 20), money(30), [], "50 0 0 50; 20 0 0 20"),
    "past the first": ((30, 50, 20), money(40), [], "50 10 0 40; 20 0 0 20"),
    "all paid": ((30, 50, 20), money(100), [], ""),
    "overpaid": ((100,), money(110), [], "0 10 0 -10"),
    "money without a claim": ((), money(1000, None), [], "0 1000 0 -1000"),
    "a credit note pays what money left": ((60, 100, 40), money(40), money(100), "100 0 80 20; 40 0 0 40"),
    "a credit note above what is open": ((30, 50, 20), money(40), money(100), "0 0 40 -40"),
    "a credit note on its own": ((100,), money(40), money(100, "CN"), "100 40 0 60; 0 0 100 -100"),
    "a credit note and money together": ((100,), money(80), money(10), "100 80 10 10"),
}


@pytest.mark.parametrize("case", INSTALMENTS)
def test_instalment_rows(case: str) -> None:
    amounts, receipts, notes, expected = INSTALMENTS[case]
    rows = instalments(items(*amounts), receipts, notes)
    assert "; ".join(f"{r.invoiced} {r.paid} {r.credited} {r.outstanding}" for r in rows) == expected


@pytest.mark.parametrize(
    ("credit", "expected"),
    [(59, "20 0 19 1"), (60, ""), (61, "50 10 0 40; 20 0 0 20; 0 0 61 -61")],
)
def test_a_credit_note_above_its_document_may_stay_whole(credit: int, expected: str) -> None:
    rows = instalments(items(30, 50, 20), money(40), money(credit), WHOLE)
    assert "; ".join(f"{r.invoiced} {r.paid} {r.credited} {r.outstanding}" for r in rows) == expected


BALANCES = (
    Balance("A", "CNY", "A-1", Decimal(100), AS_OF - timedelta(days=31), date(2024, 1, 1)),
    Balance("A", "CNY", "A-2", Decimal(85), AS_OF, date(2026, 1, 1)),
    Balance("A", "USD", "A-3", Decimal(7), AS_OF - timedelta(days=400), None),
    Balance("B", "CNY", "B-1", Decimal(-30), AS_OF - timedelta(days=10), date(2026, 1, 1)),
    Balance("B", "CNY", "B-2", Decimal(0), AS_OF, AS_OF),
    Balance("B", "CNY", "B-3", Decimal(5), None, AS_OF),
)


def test_ageing_by_party_and_currency() -> None:
    answer = ageing(BALANCES, AS_OF)
    assert [heading.en for heading in answer.headings] == [
        "not due", "1-30 days", "31-60 days", "61-90 days", "91-180 days", "181-365 days", "over 365 days",
        "credits and unapplied", "no date",
    ]  # fmt: skip
    assert [(row.balance.key, row.days_overdue, row.column) for row in answer.rows] == [
        ("A-1", 31, 2),
        ("A-2", 0, 0),
        ("A-3", 400, 6),
        ("B-1", 10, 7),
        ("B-3", 0, 8),
    ]
    assert [(one.party, one.currency, one.total) for one in answer.subtotals] == [
        ("A", "CNY", 185),
        ("A", "USD", 7),
        ("B", "CNY", -25),
    ]
    assert [(one.currency, one.total, one.amounts[7]) for one in answer.totals] == [
        ("CNY", 160, -30),
        ("USD", 7, 0),
    ]


def test_ageing_by_recognition_and_credits_by_date() -> None:
    answer = ageing(BALANCES, AS_OF, RECOGNITION, credits=BY_DATE)
    assert [row.column for row in answer.rows] == [2, 0, 5, 0, 0]
    assert answer.totals[0].amounts == (60, 0, 100, 0, 0, 0)


DAYS = st.none() | st.dates(date(2019, 1, 1), date(2027, 1, 1))
BALANCE = st.builds(
    Balance, st.sampled_from("AB"), st.sampled_from(["CNY", "USD"]), st.just("K"),
    st.decimals(-1000, 1000, places=2), DAYS, DAYS,
)  # fmt: skip


@given(
    st.lists(BALANCE, max_size=15),
    st.sampled_from(ANCHOR.values()),
    st.sampled_from(CREDITS.values()),
    st.randoms(),
)
def test_columns_and_parties_add_up_in_any_order(balances, anchor, credits, chance) -> None:
    answer = ageing(balances, AS_OF, anchor, credits=credits)
    for currency in ("CNY", "USD"):
        whole = sum((one.amount for one in balances if one.currency == currency), Decimal(0))
        total = sum((one.total for one in answer.totals if one.currency == currency), Decimal(0))
        parties = sum((one.total for one in answer.subtotals if one.currency == currency), Decimal(0))
        assert whole == total == parties
    assert all(sum(one.amounts) == one.total for one in (*answer.subtotals, *answer.totals))
    chance.shuffle(balances)
    assert set(ageing(balances, AS_OF, anchor, credits=credits).totals) == set(answer.totals)
