"""A payment among several debts, in the order of 民法典 art. 560."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.collecting.application import Debt, among

D = date.fromisoformat
ON = D("2025-06-30")


def debt(amount: int, due: str = "2025-06-01", secured: int = 0, rate: str = "0") -> Debt:
    return Debt(Decimal(amount), D(due), Decimal(secured), Decimal(rate))


@pytest.mark.parametrize(
    ("debts", "money", "paid"),
    [
        # due on the day of payment is due; the day after is not
        ([debt(100, "2025-07-01", rate="0.9"), debt(100, "2025-06-30")], 100, [0, 100]),
        ([debt(100, "2025-06-30", rate="0.9"), debt(100, "2025-06-30")], 100, [100, 0]),
        # the least secured, before the heaviest
        ([debt(100, secured=50, rate="0.9"), debt(100, secured=49)], 100, [0, 100]),
        # the heaviest burden, before the earliest
        ([debt(100, "2025-01-01"), debt(100, "2025-06-01", rate="0.01")], 100, [0, 100]),
        # the earliest due
        ([debt(100, "2025-06-02"), debt(100, "2025-06-01")], 150, [50, 100]),
        # all equal: in proportion, to the cent
        ([debt(100), debt(200)], 100, ["33.33", "66.67"]),
        ([debt(100), debt(200)], 300, [100, 200]),
        ([debt(100), debt(200)], 301, [100, 200]),
        ([Debt(Decimal(100)), debt(100)], 100, [0, 100]),  # no due date is not yet due
        ([], 100, []),
    ],
)
def test_among_several_debts_int_12(debts: list[Debt], money: int, paid: list) -> None:
    assert among(Decimal(money), debts, ON) == tuple(Decimal(one) for one in paid)


def test_what_the_debtor_names_comes_first() -> None:
    debts = [debt(100, "2025-01-01"), debt(100, "2025-12-31", secured=100), debt(100)]
    assert among(Decimal(150), debts, ON, designated=(1,)) == (Decimal(50), Decimal(100), Decimal(0))
    assert among(Decimal(150), debts, ON, designated=(2, 1)) == (Decimal(0), Decimal(50), Decimal(100))


DEBTS = st.lists(
    st.builds(
        Debt,
        amount=st.decimals(min_value=0, max_value=10**6, places=2),
        due=st.none() | st.dates(min_value=date(2025, 6, 25), max_value=date(2025, 7, 5)),
        secured=st.sampled_from([Decimal(0), Decimal(10)]),
        rate=st.sampled_from([Decimal(0), Decimal("0.05")]),
    ),
    max_size=6,
)


@given(DEBTS, st.decimals(min_value=0, max_value=10**7, places=2))
def test_no_debt_is_overpaid_and_no_money_lies_idle(debts: list[Debt], money: Decimal) -> None:
    paid = among(money, debts, ON)
    assert all(0 <= part <= one.amount for part, one in zip(paid, debts))
    assert sum(paid) == min(money, sum(one.amount for one in debts))
