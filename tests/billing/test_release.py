"""Release: steps, tranches with their days and lags; never more than is held."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.billing.release import Tranche, releasable, release_period, releases, tranches
from ledger.money import cents

D = Decimal
HALVES = (Tranche(D("0.5"), date(2026, 1, 31)), Tranche(None, date(2027, 1, 31)))


@pytest.mark.parametrize(
    ("asked", "given_back", "left"),
    [
        (["80", None], ["80", "120"], ["120", "0"]),
        (["199.99"], ["199.99"], ["0.01"]),
        (["200"], ["200"], ["0"]),
        (["200.01"], ["200"], ["0"]),
        (["150", "80", None], ["150", "50", "0"], ["50", "0", "0"]),
    ],
)
def test_a_release_is_limited_by_what_is_held(asked: list, given_back: list[str], left: list[str]):
    steps = releases(D(200), [None if one is None else D(one) for one in asked])
    assert [step.amount for step in steps] == [D(one) for one in given_back]
    assert [step.balance for step in steps] == [D(one) for one in left]
    assert all(step.to_date + step.balance == 200 for step in steps)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        (["0.4", None], ["0.40", "0.61"]),
        (["0.5", "0.5"], ["0.51", "0.50"]),
        (["0.333", "0.333", "0.334"], ["0.34", "0.33", "0.34"]),
        (["0.6", "0.6"], ["0.61", "0.40"]),
    ],
)
def test_tranches_add_up_and_the_last_is_the_remainder(shares: list, expected: list[str]):
    parts = tranches(D("1.01"), [Tranche(None if one is None else D(one)) for one in shares])
    assert [part.amount for part in parts] == [D(one) for one in expected]
    assert parts[-1].balance == 0
    assert parts[-1].to_date == D("1.01")


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2026, 1, 30), "0"),
        (date(2026, 1, 31), "100.01"),
        (date(2026, 2, 1), "100.01"),
        (date(2027, 1, 30), "100.01"),
        (date(2027, 1, 31), "200.01"),
    ],
)
def test_a_tranche_is_releasable_on_its_own_day(as_of: date, expected: str):
    assert releasable(D("200.01"), HALVES, as_of) == D(expected)


def test_a_tranche_without_a_day_never_comes():
    assert releasable(D(200), (Tranche(None),), date(2099, 1, 1)) == 0


def test_release_comes_the_lag_after_the_end():
    assert release_period(24, 2) == 26


@given(st.decimals(min_value=0, max_value=1000, places=2), st.lists(st.decimals(0, 1, places=3), max_size=6))
def test_tranches_never_give_back_more_than_was_held(held: Decimal, shares: list[Decimal]):
    parts = tranches(held, [Tranche(share) for share in shares])
    assert all(part.amount >= 0 for part in parts)
    assert sum((part.amount for part in parts), D(0)) <= cents(held)
