"""Pay applications: golden fixture 2, precedence of rates, reductions, releases; line 8 sums to line 6."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.billing.payapp import (
    Application,
    ChangeOrder,
    Line,
    changes,
    continuation,
    following,
    measured,
    retainages,
    summary,
)
from ledger.billing.retention import WORK, WORK_AND_MATERIALS, RetentionTerms, plain
from ledger.records import Bracket

D = Decimal
TEN = RetentionTerms(plain(D("0.10")), base=WORK_AND_MATERIALS)
GOLDEN = Application(
    original_sum=D(100000),
    lines=(
        Line("1", D(60000), D(30000), D(12000)),
        Line("2", D(50000), D(5000), D(10000), D(3000), change_order="CO-1"),
    ),
    change_orders=(ChangeOrder("CO-1", D(10000)), ChangeOrder("CO-2", D(7000), approved=False)),
    retention=RetentionTerms(plain(D("0.10")), D("0.05"), WORK_AND_MATERIALS),
    previous=D(31500),
)


def numbers(*texts: str) -> list[Decimal]:
    return [D(text) for text in texts]


def test_golden_fixture_2():
    answer = summary(GOLDEN)
    assert answer.contract_sum == 110000
    assert (answer.completed, answer.retainage, answer.earned) == (D(60000), D(5850), D(54150))
    assert (answer.retainage_work, answer.retainage_stored) == (D(5700), D(150))
    assert (answer.previous, answer.due, answer.balance) == (D(31500), D(22650), D(55850))
    assert answer.pending == 7000


def test_columns_are_gross_of_retainage():
    first, second = continuation(GOLDEN)
    assert (first.total, first.share, first.balance, first.retainage) == (42000, D("0.7"), 18000, 4200)
    assert (second.total, second.share, second.balance, second.retainage) == (18000, D("0.36"), 32000, 1650)


@pytest.mark.parametrize(
    ("previous", "this"), [("0", "12000.00"), ("5000", "7000.00"), ("12000", "0.00"), ("13000", "-1000.00")]
)
def test_measured_work_is_gross_and_to_date(previous: str, this: str):
    assert measured(Line("1", D(15000), D(previous)), D("0.8")).this == D(this)


def test_change_orders_count_once_approved():
    orders = [
        ChangeOrder("1", D(10000)),
        ChangeOrder("2", D(-2500)),
        ChangeOrder("3", D(7000), approved=False),
    ]
    assert changes(orders) == (D(10000), D(2500), D(7500), D(7000))
    assert changes([]) == (0, 0, 0, 0)


def test_line_before_change_order_before_contract():
    lines = (
        Line("1", D(9000), this=D(3000), rate=D("0.15"), change_order="CO-1"),
        Line("2", D(9000), this=D(100), change_order="CO-1"),
        Line("3", D(9000), this=D(78)),
        Line("4", D(9000), this=D(275), stored=D(100)),
    )
    application = Application(
        D(36000), lines, (ChangeOrder("CO-1", D(0), rate=D("0.05")),), TEN, rounding="line"
    )
    assert [row.retainage for row in continuation(application)] == numbers("450.00", "5.00", "7.80", "37.50")


@pytest.mark.parametrize(
    ("base", "materials", "expected"),
    [
        (WORK, None, ["0", "0"]),
        (WORK_AND_MATERIALS, None, ["10", "20"]),
        (WORK_AND_MATERIALS, "0.05", ["5", "5"]),
    ],
)
def test_stored_materials_on_lines_with_and_without_a_rate(
    base: str, materials: str | None, expected: list[str]
):
    lines = (Line("1", D(500), stored=D(100)), Line("2", D(500), stored=D(100), rate=D("0.20")))
    terms = RetentionTerms(plain(D("0.10")), None if materials is None else D(materials), base)
    assert [pair.stored for pair in retainages(Application(D(1000), lines, (), terms))] == numbers(*expected)


@pytest.mark.parametrize(
    ("this", "later", "everything"),
    [("49000", "4900", "4900"), ("50000", "5000", "5000"), ("51000", "5050", "2550")],
)
def test_reduced_at_half_for_later_work_or_for_all(this: str, later: str, everything: str):
    terms = RetentionTerms((Bracket(D("0.5"), D("0.10")), Bracket(D(1), D("0.05"))))
    application = Application(D(100000), (Line("1", D(100000), this=D(this)),), (), terms)
    assert summary(application).retainage == D(later)
    application = application._replace(retention=terms._replace(reduction="all"))
    assert summary(application).retainage == D(everything)


@pytest.mark.parametrize(
    ("rounding", "column", "retainage"),
    [("line", ["358.73", "146.08"], "504.81"), ("total", ["358.73", "146.07"], "504.80")],
)
def test_golden_fixture_4_on_an_application(rounding: str, column: list[str], retainage: str):
    lines = (Line("1", D(5000), this=D("3587.25")), Line("2", D(5000), this=D("1460.75")))
    application = Application(D(10000), lines, (), TEN, rounding=rounding)
    assert [row.retainage for row in continuation(application)] == numbers(*column)
    assert summary(application).retainage == D(retainage)


@pytest.mark.parametrize(
    "terms",
    [
        RetentionTerms((Bracket(D("0.5"), D("0.10")), Bracket(D(1), D("0.05")))),
        RetentionTerms(plain(D("0.10")), cap=D("0.25")),
    ],
)
def test_brackets_and_caps_round_once_even_where_lines_are_rounded(terms: RetentionTerms):
    lines = (Line("1", D(10), this=D("1.25")), Line("2", D(10), this=D("1.25")))
    application = Application(D(20), lines, (), terms, rounding="line")
    assert [row.retainage for row in continuation(application)] == numbers("0.13", "0.12")


@pytest.mark.parametrize(
    ("released", "work", "stored", "due"),
    [
        ("0", "5700", "150", "22650"),
        ("5700", "0", "150", "28350"),
        ("5800", "0", "50", "28450"),
        ("5850", "0", "0", "28500"),
        ("6000", "0", "0", "28500"),
    ],
)
def test_released_retainage_leaves_line_5(released: str, work: str, stored: str, due: str):
    application = GOLDEN._replace(released=D(released))
    answer = summary(application)
    assert (answer.retainage_work, answer.retainage_stored, answer.due) == (D(work), D(stored), D(due))
    assert sum(row.retainage for row in continuation(application)) == answer.retainage


def test_the_application_for_retainage_alone():
    done = Application(D(1000), (Line("1", D(1000), this=D(1000)),), (), TEN)
    last = following(done, {}, {}, released=D(100))
    assert (summary(last).previous, summary(last).due, summary(last).balance) == (D(900), D(100), D(0))


def test_the_next_application_carries_work_and_freezes_line_7():
    after = following(GOLDEN, {"2": D(3000)}, {})
    assert [(line.previous, line.this, line.stored) for line in after.lines] == [
        (42000, 0, 0),
        (15000, 3000, 0),
    ]
    assert after.previous == 54150
    assert summary(after).due == D("-150")  # stored materials built in now bear the rate of work


def test_a_line_with_nothing_scheduled_has_no_share():
    assert continuation(Application(D(0), (Line("1", D(0)),), (), TEN))[0].share is None


amounts = st.decimals(min_value=-50, max_value=500, places=2)


@given(
    st.lists(st.tuples(amounts, amounts), min_size=1, max_size=6),
    st.sampled_from(["line", "total"]),
    st.sampled_from([TEN, RetentionTerms((Bracket(D("0.5"), D("0.1")), Bracket(D(1), D("0.05"))))]),
)
def test_line_8_of_all_applications_sums_to_line_6(
    periods: list[tuple[Decimal, Decimal]], rounding: str, terms: RetentionTerms
):
    lines = (Line("1", D(1000)), Line("2", D(500), rate=D("0.03")))
    application = Application(D(1500), lines, (), terms, rounding=rounding)
    due = D(0)
    for first, second in periods:
        application = following(application, {"1": first, "2": second}, {})
        answer = summary(application)
        due += answer.due
        rows = continuation(application)
        assert sum(row.retainage for row in rows) == answer.retainage
        assert sum(row.total for row in rows) == answer.completed
        assert answer.earned + answer.balance == answer.contract_sum
    assert due == answer.earned
