"""BIL-1: what may be claimed now for one item, by Decimals and, where that is safe, by floats."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledger.billing.billable import SAFE, billable_plain
from ledger.functions.cells import billable

CENTS = st.integers(-(10**11), 10**11).map(lambda count: count / 100)
AMOUNTS = (
    CENTS | st.floats(-1e9, 1e9) | st.sampled_from([0.0, -0.0, 0.05, 0.15, 1.005, 2.675, 999_999_999.99])
)
SHARES = (
    st.integers(0, 100).map(lambda percent: percent / 100)
    | st.floats(0, 1)
    | st.sampled_from([0.0, 5e-324, 0.1, 0.125, 0.5, 1 / 3, 1 - 2**-53, 1.0])
)


@given(value=AMOUNTS, done=SHARES, claimed=AMOUNTS, pay_share=SHARES, retention=SHARES, recouped=AMOUNTS)
@example(0.05, 0.1, 0.0, 1.0, 0.0, 0.0)  # half a cent exactly
@example(123_456_789.01, 0.5, 0.0, 1.0, 0.5, 0.0)
@example(1e8 / 3, 1 / 3, 1e6 / 7, 0.95, 0.03, 1e6 / 9)
def test_where_floats_answer_they_answer_as_decimals_do(
    value: float, done: float, claimed: float, pay_share: float, retention: float, recouped: float
) -> None:
    arguments = (value, done, claimed, pay_share, retention, recouped)
    quick = billable_plain(*arguments)
    assert quick is None or (quick, str(quick)) == ((answer := billable(*arguments)), str(answer))


@given(
    cents=st.integers(-(10**9), 10**9), tenths=st.integers(-30, 30), done=st.sampled_from([0.5, 0.25, 0.1])
)
def test_near_half_a_cent_too(cents: int, tenths: int, done: float) -> None:
    value = cents / 100 + tenths / 10_000
    quick = billable_plain(value, done)
    assert quick is None or quick == billable(value, done)


def test_nearly_every_line_of_a_book_is_answered_by_floats() -> None:
    lines = list(product([1000.0 + 17.17 * n for n in range(50)], [0.3, 0.6, 1.0], [0.0, 100.1], [0.8, 1.0]))
    answered = [line for line in lines if billable_plain(*line, 0.03, 1.0) is not None]
    assert len(answered) > 0.9 * len(lines)


@pytest.mark.parametrize(
    "arguments",
    [
        (SAFE, 0.5),
        (float("nan"), 0.5),
        (float("inf"), 0.5),
        (1000.0, 1.0000001),
        (1000.0, -0.1),
        (1000.0, "60%"),
        (1000.0, True),
        (None, None),
        (1000, 0.5),
        (1000.0, 0.5, 0.0, 0.0),  # a pay share of 0 may be an empty cell
        (0.01, 0.5),  # half a cent
        (((1000.0,),), 0.5),
    ],
)
def test_what_only_the_function_may_answer(arguments: tuple[object, ...]) -> None:
    assert billable_plain(*arguments) is None  # type: ignore[arg-type]  # a cell holds anything
