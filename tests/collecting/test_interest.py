"""Late interest: each convention by a case that tells its choices apart, and what always holds."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.collecting.application import (
    INTEREST_FIRST,
    ORDER,
    PRINCIPAL_FIRST,
    Owed,
    Payment,
    applied,
)
from ledger.collecting.interest import (
    AT_END,
    AT_START,
    BOTH_COUNTED,
    COMPOUNDING,
    CONVENTIONS,
    DAILY_AMOUNT,
    DAILY_RATE,
    DAYS,
    EACH_DAY,
    EACH_SEGMENT,
    EVERY_30_DAYS,
    FIRST_EXCLUDED,
    LAST_EXCLUDED,
    MOMENT,
    MONTHLY,
    NEITHER_COUNTED,
    ONCE,
    ROUNDING,
    Conditions,
    Interest,
    charges,
    compound_interest,
    days_counted,
    late_interest,
    one_day,
    one_year,
    simple_interest,
)
from ledger.collecting.rates import NoRate
from ledger.conventions import Convention, chosen
from ledger.enumerations import RateBasis
from ledger.rulebook import RateFrom

D = date.fromisoformat
A_DAY = Conditions(RateBasis.DAY)
MILLION = Decimal(1000000)
HALF_A_THOUSANDTH = Decimal("0.0005")


def late(
    due: str, as_of: str, *payments: tuple[str, str], conditions: Conditions = A_DAY, **also: object
) -> Interest:
    """Interest on a million at 0.05% a day."""
    paid = [Payment(D(on), Decimal(amount)) for on, amount in payments]
    return late_interest(MILLION, D(due), D(as_of), HALF_A_THOUSANDTH, paid, conditions, **also)


def table(*rows: str) -> tuple[RateFrom, ...]:
    """Rows of "day percent"."""
    return tuple(
        RateFrom("TEST", D(on), Decimal(rate).scaleb(-2)) for on, rate in (row.split() for row in rows)
    )


def steps(interest: Interest) -> list[tuple[str, str, int, str]]:
    """What EXPLAIN prints: first day, last day, days, amount."""
    return [(str(one.first), str(one.last), one.days, str(one.amount)) for one in interest.segments]


@pytest.mark.parametrize(
    ("order", "total", "principal_left", "interest_left", "claim"),
    [
        (PRINCIPAL_FIRST, "70200.00", "700000", "70200.00", "770200.00"),
        (INTEREST_FIRST, "71936.00", "731000", "40936.00", "771936.00"),
    ],
)
def test_golden_300000_in_on_the_62nd_day(
    order: str, total: str, principal_left: str, interest_left: str, claim: str
) -> None:
    """A million due 2025-07-10, 300,000 in on 2025-09-10, asked on 2025-12-31, at 0.05% a day."""
    found = late(
        "2025-07-10",
        "2025-12-31",
        ("2025-09-10", "300000"),
        conditions=Conditions(RateBasis.DAY, order=order),
    )
    assert [one.days for one in found.segments] == [62, 112]
    assert (found.total, found.principal_left) == (Decimal(total), Decimal(principal_left))
    assert (found.interest_left, found.claim) == (Decimal(interest_left), Decimal(claim))
    assert found.total != Decimal("60900.00")  # what is left x all the days: 9,300 short


def test_every_step_can_be_printed() -> None:
    found = late("2025-07-10", "2025-12-31", ("2025-09-10", "300000"))
    assert steps(found) == [
        ("2025-07-11", "2025-09-10", 62, "31000.00"),
        ("2025-09-11", "2025-12-31", 112, "39200.00"),
    ]
    assert [(one.principal, one.rate) for one in found.segments] == [
        (MILLION, HALF_A_THOUSANDTH),
        (Decimal(700000), HALF_A_THOUSANDTH),
    ]


@pytest.mark.parametrize(
    ("as_of", "days", "total"),
    [
        ("2025-07-09", 0, "0"),
        ("2025-07-10", 0, "0"),
        ("2025-07-11", 1, "500.00"),
        ("2025-07-12", 2, "1000.00"),
    ],
)
def test_interest_starts_the_day_after_due(as_of: str, days: int, total: str) -> None:
    found = late("2025-07-10", as_of)
    assert (found.days, found.total) == (days, Decimal(total))


@pytest.mark.parametrize(
    ("counting", "days"),
    [(FIRST_EXCLUDED, 609), (LAST_EXCLUDED, 609), (BOTH_COUNTED, 610), (NEITHER_COUNTED, 608)],
)
def test_days_int_7(counting: str, days: int) -> None:
    assert days_counted(D("2023-05-16"), D("2025-01-14"), counting) == days
    found = late("2023-05-16", "2025-01-14", conditions=Conditions(RateBasis.DAY, days=counting))
    assert (found.days, found.total) == (days, Decimal(500 * days))


@pytest.mark.parametrize(
    ("counting", "before", "after"),
    [
        (FIRST_EXCLUDED, ("2025-01-02", "2025-01-10", 9), ("2025-01-11", "2025-01-20", 10)),
        (LAST_EXCLUDED, ("2025-01-01", "2025-01-09", 9), ("2025-01-10", "2025-01-19", 10)),
        (BOTH_COUNTED, ("2025-01-01", "2025-01-10", 10), ("2025-01-11", "2025-01-20", 10)),
        (NEITHER_COUNTED, ("2025-01-02", "2025-01-09", 8), ("2025-01-10", "2025-01-19", 10)),
    ],
)
def test_the_day_of_a_payment(counting: str, before: tuple, after: tuple) -> None:
    found = late(
        "2025-01-01", "2025-01-20", ("2025-01-10", "1"), conditions=Conditions(RateBasis.DAY, days=counting)
    )
    assert [one[:3] for one in steps(found)] == [before, after]


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [(ONCE, "169.49"), (DAILY_AMOUNT, "169.68"), (EACH_SEGMENT, "169.49"), (DAILY_RATE, "169.68")],
)
def test_rounding_int_6(rounding: str, expected: str) -> None:
    """5,000 at 12.25% for 101 days; the daily rate is 0.0336%."""
    rate = Decimal("0.1225")
    assert simple_interest(Decimal(5000), rate, 101, rounding=rounding) == Decimal(expected)
    found = late_interest(
        Decimal(5000), D("2025-01-01"), D("2025-04-12"), rate, (), Conditions(rounding=rounding)
    )
    assert (found.days, found.total) == (101, Decimal(expected))


def test_rounded_once_the_segments_are_steps_of_the_running_total() -> None:
    """Three segments of 0.335 each: 1.005 in all is 1.01, while each alone would be 0.34, 1.02."""
    payments = [Payment(D("2025-01-02"), Decimal(0)), Payment(D("2025-01-03"), Decimal(0))]
    asked = (Decimal(670), D("2025-01-01"), D("2025-01-04"), HALF_A_THOUSANDTH, payments)
    once = late_interest(*asked, Conditions(RateBasis.DAY, rounding=ONCE))
    each = late_interest(*asked, Conditions(RateBasis.DAY, rounding=EACH_SEGMENT))
    assert [str(one.amount) for one in once.segments] == ["0.34", "0.33", "0.34"]
    assert once.total == Decimal("1.01")
    assert [str(one.amount) for one in each.segments] == ["0.34", "0.34", "0.34"]
    assert each.total == Decimal("1.02")


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        (RateBasis.YEAR_365, "1024.66"),
        (RateBasis.YEAR_360, "1038.89"),
        (RateBasis.YEAR_ACTUAL, "1022.08"),
    ],
)
def test_basis_int_1(basis: RateBasis, expected: str) -> None:
    """10,000 at 10% from 2023-12-01 to 2024-12-09: 374 days, 344 of them in a leap year."""
    found = late_interest(
        Decimal(10000), D("2023-12-01"), D("2024-12-09"), Decimal("0.1"), (), Conditions(basis)
    )
    assert (found.days, found.total) == (374, Decimal(expected))


def test_actual_days_end_a_segment_with_the_year() -> None:
    found = late_interest(
        Decimal(10000),
        D("2023-12-01"),
        D("2024-12-09"),
        Decimal("0.1"),
        (),
        Conditions(RateBasis.YEAR_ACTUAL),
    )
    assert [one.days for one in found.segments] == [30, 344]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (EACH_DAY, [("2023-06-02", "2023-06-30", 29, "91.37"), ("2023-07-01", "2023-08-01", 32, "113.97")]),
        (AT_START, [("2023-06-02", "2023-08-01", 61, "192.19")]),
        (AT_END, [("2023-06-02", "2023-08-01", 61, "217.26")]),
    ],
)
def test_rate_by_dates_int_10(moment: str, expected: list) -> None:
    rates = table("2023-01-01 11.5", "2023-07-01 13")
    found = late_interest(
        Decimal(10000), D("2023-06-01"), D("2023-08-01"), rates, (), Conditions(moment=moment)
    )
    assert steps(found) == expected


@pytest.mark.parametrize(
    ("due", "segments"),
    [
        ("2023-06-29", [1, 1]),
        ("2023-06-30", [1]),  # the first day with interest is the first day of the new rate
        ("2023-07-01", []),
    ],
)
def test_a_rate_that_changes_at_the_edge(due: str, segments: list[int]) -> None:
    rates = table("2023-01-01 11.5", "2023-07-01 13")
    found = late_interest(Decimal(10000), D(due), D("2023-07-01"), rates)
    assert [one.days for one in found.segments] == segments


def test_the_order_of_a_rate_table_does_not_matter() -> None:
    rates = table("2019-08-20 4.25", "2019-09-20 4.20", "2019-11-20 4.15")
    asked = (MILLION, D("2019-09-01"), D("2020-01-01"))
    assert late_interest(*asked, rates) == late_interest(*asked, rates[::-1])


def test_a_day_without_a_rate_is_not_free() -> None:
    with pytest.raises(NoRate) as caught:
        late_interest(MILLION, D("2019-08-01"), D("2019-12-31"), table("2019-08-20 4.25"))
    assert caught.value.day == D("2019-08-02")


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2001-05-01", "7.50"),  # 30 days: nothing has joined the principal yet
        ("2001-05-02", "7.75"),
        ("2001-06-15", "18.83"),  # the Treasury's own example: 2 months and 15 days
    ],
)
def test_compounding_every_30_days_int_9(as_of: str, expected: str) -> None:
    """1,500 at 6%, due 2001-04-01."""
    conditions = Conditions(RateBasis.YEAR_360, compounding=EVERY_30_DAYS)
    found = late_interest(Decimal(1500), D("2001-04-01"), D(as_of), Decimal("0.06"), (), conditions)
    assert found.total == Decimal(expected)


def test_compound_interest_by_months_and_days() -> None:
    assert compound_interest(Decimal(1500), Decimal("0.06"), 2, 15) == Decimal("18.83")
    assert compound_interest(Decimal(1500), Decimal("0.06"), 0, 15) == Decimal("3.75")
    assert compound_interest(Decimal(1500), Decimal("0.06"), 12) == Decimal("92.52")


def test_monthly_compounding_counts_whole_months_from_the_due_date() -> None:
    conditions = Conditions(compounding=MONTHLY)
    year = late_interest(MILLION, D("2025-01-31"), D("2026-01-31"), Decimal("0.12"), (), conditions)
    assert [str(one.last) for one in year.segments[:3]] == ["2025-02-28", "2025-03-31", "2025-04-30"]
    assert year.total == Decimal("126825.03")  # 1.01 ^ 12
    more = late_interest(MILLION, D("2025-01-31"), D("2026-02-10"), Decimal("0.12"), (), conditions)
    assert more.segments[-1].days == 10
    assert more.segments[-1].principal.quantize(Decimal("0.01")) == Decimal("1126825.03")


def test_months_are_those_of_the_due_date_whichever_days_count() -> None:
    conditions = Conditions(days=LAST_EXCLUDED, compounding=MONTHLY)
    found = late_interest(MILLION, D("2025-03-01"), D("2025-06-01"), Decimal("0.12"), (), conditions)
    assert [str(one.last) for one in found.segments] == ["2025-03-31", "2025-04-30", "2025-05-31"]
    assert found.total == Decimal("30301.00")


def test_interest_paid_does_not_bear_interest() -> None:
    conditions = Conditions(RateBasis.YEAR_360, compounding=EVERY_30_DAYS, order=INTEREST_FIRST)
    paid = [Payment(D("2001-05-01"), Decimal("7.50"))]
    found = late_interest(Decimal(1500), D("2001-04-01"), D("2001-05-31"), Decimal("0.06"), paid, conditions)
    assert [one.principal for one in found.segments] == [Decimal(1500), Decimal(1500)]
    assert (found.total, found.interest_left) == (Decimal("15.00"), Decimal("7.50"))


@pytest.mark.parametrize(("as_of", "days"), [("2002-03-31", 364), ("2002-04-01", 365), ("2002-04-02", 365)])
def test_interest_may_stop_after_a_year(as_of: str, days: int) -> None:
    conditions = Conditions(RateBasis.YEAR_360, limit_months=12)
    found = late_interest(Decimal(1500), D("2001-04-01"), D(as_of), Decimal("0.06"), (), conditions)
    assert found.days == days


def test_a_payment_after_interest_has_stopped_still_pays() -> None:
    conditions = Conditions(RateBasis.DAY, limit_months=1)
    found = late("2025-01-01", "2025-06-01", ("2025-05-01", "400000"), conditions=conditions)
    assert (found.days, found.principal_left) == (31, Decimal(600000))


@pytest.mark.parametrize(
    ("on", "days", "principal"),
    [
        ("2025-07-09", [20], "600000"),
        ("2025-07-10", [20], "600000"),  # on the due date: in time
        ("2025-07-11", [1, 19], "1000000"),
        ("2025-07-30", [20], "1000000"),
        ("2025-07-31", [20], "1000000"),  # after the day asked about: not yet known
    ],
)
def test_when_a_payment_counts_int_11(on: str, days: list[int], principal: str) -> None:
    found = late("2025-07-10", "2025-07-30", (on, "400000"))
    assert [one.days for one in found.segments] == days
    assert found.segments[0].principal == Decimal(principal)
    assert found.principal_left == Decimal(1000000 if on == "2025-07-31" else 600000)


def test_a_debt_paid_bears_no_more_interest() -> None:
    found = late("2025-07-10", "2025-12-31", ("2025-07-20", "1005000"))
    assert steps(found) == [("2025-07-11", "2025-07-20", 10, "5000.00")]
    assert found.claim == 0


def test_too_much_money_is_named() -> None:
    found = late("2025-07-10", "2025-12-31", ("2025-07-20", "1005000.01"))
    assert (found.applied[0].unapplied, found.claim) == (Decimal("0.01"), Decimal(0))


def test_money_taken_back_bears_interest_again() -> None:
    found = late("2025-07-10", "2025-07-30", ("2025-07-15", "400000"), ("2025-07-20", "-400000"))
    assert [(one.days, one.principal) for one in found.segments] == [
        (5, MILLION),
        (5, Decimal(600000)),
        (10, MILLION),
    ]


def test_money_taken_back_is_first_what_was_too_much() -> None:
    found = late("2025-07-10", "2025-07-30", ("2025-07-10", "1000500"), ("2025-07-20", "-600"))
    assert [one.unapplied for one in found.applied] == [Decimal(500), Decimal(-500)]
    assert (found.principal_left, found.segments[0].principal) == (Decimal(100), Decimal(100))


@pytest.mark.parametrize(
    ("money", "order", "paid"),
    [
        ("40", INTEREST_FIRST, ("0", "0", "40", "0")),
        ("50", INTEREST_FIRST, ("0", "0", "50", "0")),
        ("51", INTEREST_FIRST, ("0", "1", "50", "0")),
        ("80", INTEREST_FIRST, ("0", "30", "50", "0")),
        ("81", INTEREST_FIRST, ("1", "30", "50", "0")),
        ("181", INTEREST_FIRST, ("100", "30", "50", "1")),
        ("99", PRINCIPAL_FIRST, ("99", "0", "0", "0")),
        ("101", PRINCIPAL_FIRST, ("100", "1", "0", "0")),
        ("131", PRINCIPAL_FIRST, ("100", "30", "1", "0")),
        ("181", PRINCIPAL_FIRST, ("100", "30", "50", "1")),
    ],
)
def test_order_int_8(money: str, order: str, paid: tuple[str, str, str, str]) -> None:
    """100 of principal, 30 of interest and 50 of costs are owed."""
    owed = Owed(Decimal(100), Decimal(30), Decimal(50))
    assert applied(owed, Payment(D("2025-01-01"), Decimal(money)), order)[1:] == tuple(map(Decimal, paid))


def test_costs_come_first_where_nothing_is_agreed() -> None:
    conditions = Conditions(RateBasis.DAY, order=INTEREST_FIRST)
    found = late(
        "2025-07-10", "2025-07-20", ("2025-07-20", "6000"), conditions=conditions, costs=Decimal(800)
    )
    assert (found.costs_left, found.interest_left, found.principal_left) == (0, 0, Decimal("999800"))


def test_one_day_one_year_and_charges() -> None:
    assert one_day(Decimal(1000), Decimal("0.085"), rounding=DAILY_AMOUNT) == Decimal("0.23")
    assert one_year(Decimal(1000), Decimal("0.085")) == Decimal("85.00")
    every = charges(Decimal(5000), Decimal("169.68"), Decimal(70))
    assert (every.charges, every.claim) == (Decimal("239.68"), Decimal("5239.68"))


@pytest.mark.parametrize("convention", [*CONVENTIONS, ORDER], ids=lambda one: one.name)
def test_the_defaults_are_those_of_the_conditions(convention: Convention) -> None:
    plain = Conditions()
    held = {
        ROUNDING.name: plain.rounding,
        DAYS.name: plain.days,
        COMPOUNDING.name: plain.compounding,
        MOMENT.name: plain.moment,
        ORDER.name: plain.order,
    }
    assert held[convention.name] == convention.default
    for choice in convention.choices:
        assert chosen(convention, choice.label.zh) == chosen(convention, choice.label.en) == choice.value


AMOUNTS = st.decimals(min_value=0, max_value=10**8, places=2)
RATES = st.decimals(min_value=0, max_value=1, places=4)
DUES = st.dates(min_value=date(2015, 1, 1), max_value=date(2030, 1, 1))
CONDITIONS = st.builds(
    Conditions,
    basis=st.sampled_from([RateBasis.YEAR_365, RateBasis.YEAR_360, RateBasis.YEAR_ACTUAL]),
    days=st.sampled_from(DAYS.values()),
    rounding=st.sampled_from(ROUNDING.values()),
    order=st.sampled_from(ORDER.values()),
    compounding=st.sampled_from(COMPOUNDING.values()),
    moment=st.sampled_from(MOMENT.values()),
    limit_months=st.sampled_from([0, 1, 12]),
    step=st.sampled_from([Decimal("0.01"), Decimal(1)]),
)
PAYMENTS = st.lists(st.tuples(st.integers(-30, 500), AMOUNTS), max_size=4)


@given(AMOUNTS, DUES, st.integers(-30, 500), RATES, PAYMENTS, CONDITIONS, AMOUNTS)
def test_nothing_is_lost(
    principal: Decimal,
    due: date,
    days: int,
    rate: Decimal,
    paid: list[tuple[int, Decimal]],
    conditions: Conditions,
    costs: Decimal,
) -> None:
    """Segments add up to the total; what was owed and run up is what was paid and what is left."""
    as_of = due + timedelta(days=days)
    payments = [Payment(due + timedelta(days=on), amount) for on, amount in paid]
    found = late_interest(principal, due, as_of, rate, payments, conditions, costs)
    assert found.total == sum(one.amount for one in found.segments)
    assert found.principal_left + sum(one.principal for one in found.applied) == principal
    assert found.interest_left + sum(one.interest for one in found.applied) == found.total
    assert found.costs_left + sum(one.costs for one in found.applied) == costs
    assert min(found.principal_left, found.interest_left, found.costs_left) >= 0
    came = sum((one.amount for one in payments if one.on <= as_of), Decimal(0))
    assert came == sum(sum(one[1:], Decimal(0)) for one in found.applied)
    assert all(one.first <= one.last for one in found.segments)
    assert all(before.last < after.first for before, after in zip(found.segments, found.segments[1:]))
    assert sum(one.days for one in found.segments) <= found.days


@given(AMOUNTS, DUES, st.integers(0, 500), RATES, CONDITIONS)
def test_interest_grows_with_days(
    principal: Decimal, due: date, days: int, rate: Decimal, conditions: Conditions
) -> None:
    today, tomorrow = due + timedelta(days=days), due + timedelta(days=days + 1)
    now = late_interest(principal, due, today, rate, (), conditions)
    later = late_interest(principal, due, tomorrow, rate, (), conditions)
    if conditions.compounding != MONTHLY:  # a twelfth may be less than 31 days of a year
        assert later.total >= now.total
    if now.days == 0:
        assert (now.total, now.segments) == (0, ())


@given(AMOUNTS, DUES, RATES, PAYMENTS, CONDITIONS, st.randoms())
def test_the_order_of_payments_given_does_not_matter(
    principal: Decimal,
    due: date,
    rate: Decimal,
    paid: list[tuple[int, Decimal]],
    conditions: Conditions,
    random: object,
) -> None:
    payments = [Payment(due + timedelta(days=on), amount) for on, amount in dict(paid).items()]
    shuffled = list(payments)
    random.shuffle(shuffled)
    as_of = due + timedelta(days=400)
    assert late_interest(principal, due, as_of, rate, payments, conditions) == late_interest(
        principal, due, as_of, rate, shuffled, conditions
    )
