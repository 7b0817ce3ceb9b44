"""Business days, rolls and due dates: each rule short of, at and past its mark."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.calendars import (
    AFTER,
    BUSINESS,
    CALENDAR,
    CONVENTIONS,
    COUNTED,
    CUTOFF,
    DAY_RULE,
    DAYS_END_OF_MONTH,
    END_OF_MONTH,
    EXCLUDED,
    FOLLOWING,
    HALF_MONTH,
    MODIFIED_FOLLOWING,
    MODIFIED_PRECEDING,
    MONTHS,
    MONTHS_END_OF_MONTH,
    NEAREST,
    NONE,
    PRECEDING,
    ROLL,
    WITHIN,
    Calendar,
    Step,
    add_business_days,
    add_months,
    business_days_between,
    days_between,
    days_in_year,
    days_overdue,
    due_after,
    due_date,
    is_business_day,
    month_end,
    pay_day,
    rolled,
    span,
)
from ledger.conventions import Convention, chosen

D = date.fromisoformat
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))
# China 2025: the Spring Festival block, and the Sunday and Saturday worked for it (国办发明电〔2024〕12号).
SPRING = Calendar(
    frozenset(span(D("2025-01-28"), D("2025-02-04"))), frozenset({D("2025-01-26"), D("2025-02-08")})
)
NATIONAL = Calendar(frozenset(span(D("2025-10-01"), D("2025-10-08"))), frozenset({D("2025-09-28")}))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2025-01-25", False),  # Saturday
        ("2025-01-26", True),  # Sunday, worked
        ("2025-01-27", True),  # Monday
        ("2025-01-28", False),  # first day of the holiday
        ("2025-02-04", False),  # last day of the holiday
        ("2025-02-05", True),
        ("2025-02-08", True),  # Saturday, worked
        ("2025-02-09", False),  # Sunday
    ],
)
def test_business_day_due_1(day: str, worked: bool) -> None:
    assert is_business_day(D(day), SPRING) is worked


def test_a_weekend_may_lie_elsewhere() -> None:
    gulf = Calendar(weekend=frozenset({4, 5}))  # Friday and Saturday
    assert [is_business_day(D(day), gulf) for day in ("2025-01-02", "2025-01-03", "2025-01-05")] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("convention", "saturday_30", "sunday_31", "saturday_1", "saturday_15", "friday_29"),
    [  # 2014: 30 and 31 August, 1 November, 15 November, and a business day (OpenGamma Strata's own table)
        (NONE, "2014-08-30", "2014-08-31", "2014-11-01", "2014-11-15", "2014-08-29"),
        (FOLLOWING, "2014-09-01", "2014-09-01", "2014-11-03", "2014-11-17", "2014-08-29"),
        (MODIFIED_FOLLOWING, "2014-08-29", "2014-08-29", "2014-11-03", "2014-11-17", "2014-08-29"),
        (PRECEDING, "2014-08-29", "2014-08-29", "2014-10-31", "2014-11-14", "2014-08-29"),
        (MODIFIED_PRECEDING, "2014-08-29", "2014-08-29", "2014-11-03", "2014-11-14", "2014-08-29"),
        (HALF_MONTH, "2014-08-29", "2014-08-29", "2014-11-03", "2014-11-14", "2014-08-29"),
        (NEAREST, "2014-08-29", "2014-09-01", "2014-10-31", "2014-11-14", "2014-08-29"),
    ],
)
def test_roll_due_2(
    convention: str, saturday_30: str, sunday_31: str, saturday_1: str, saturday_15: str, friday_29: str
) -> None:
    asked = ("2014-08-30", "2014-08-31", "2014-11-01", "2014-11-15", "2014-08-29")
    assert [rolled(D(day), convention) for day in asked] == [
        D(day) for day in (saturday_30, sunday_31, saturday_1, saturday_15, friday_29)
    ]


def test_nearest_takes_the_later_of_two_as_near() -> None:
    monday_off = Calendar(frozenset({D("2014-07-14")}))
    asked = ("2014-07-12", "2014-07-13", "2014-07-14")
    assert [rolled(D(day), NEAREST, monday_off) for day in asked] == [
        D("2014-07-11"),
        D("2014-07-15"),
        D("2014-07-15"),
    ]


def test_half_month_turns_back_at_the_15th_and_not_at_the_16th() -> None:
    assert rolled(D("2014-11-15"), HALF_MONTH) == D("2014-11-14")
    assert rolled(D("2014-11-16"), HALF_MONTH) == D("2014-11-17")
    assert rolled(D("2014-09-13"), HALF_MONTH) == D("2014-09-15")  # to the 15th is not past it


def test_an_unknown_word_is_an_error_and_not_a_guess() -> None:
    with pytest.raises(ValueError, match="sideways"):
        rolled(D("2014-08-30"), "sideways")
    with pytest.raises(ValueError, match="fortnights"):
        due_date(D("2014-08-30"), 1, "fortnights")
    with pytest.raises(ValueError, match="lunar"):
        due_after(D("2014-08-30"), (Step("lunar", 1),))


@pytest.mark.parametrize(
    ("start", "count", "convention", "found"),
    [
        ("2011-06-25", 0, FOLLOWING, "2011-06-27"),
        ("2011-06-25", 1, FOLLOWING, "2011-06-28"),
        ("2011-06-25", 1, PRECEDING, "2011-06-27"),
        ("2011-06-25", -1, FOLLOWING, "2011-06-24"),
        ("2011-06-24", 0, NONE, "2011-06-24"),
        ("2011-06-24", 1, NONE, "2011-06-27"),
        ("2011-06-25", 1, NONE, "2011-06-27"),
        ("2011-06-25", -1, NONE, "2011-06-24"),
    ],
)
def test_add_business_days_due_3(start: str, count: int, convention: str, found: str) -> None:
    assert add_business_days(D(start), count, convention=convention) == D(found)


@pytest.mark.parametrize(
    ("start", "end", "half_open", "inclusive"),
    [
        ("2011-07-11", "2011-07-18", 5, 6),
        ("2011-07-18", "2011-07-11", -5, -6),
        ("2011-07-16", "2011-07-17", 0, 0),
        ("2011-07-15", "2011-07-16", 1, 1),
        ("2011-07-16", "2011-07-15", 0, -1),  # numpy since 1.25: Saturday counts, Friday does not
        ("2011-07-15", "2011-07-15", 0, 1),
    ],
)
def test_business_days_between_due_4(start: str, end: str, half_open: int, inclusive: int) -> None:
    assert business_days_between(D(start), D(end)) == half_open
    assert business_days_between(D(start), D(end), last_counted=True) == inclusive


@pytest.mark.parametrize(
    ("start", "count", "rule", "due"),
    [
        ("2025-07-01", 30, CALENDAR, "2025-07-31"),
        ("2025-07-01", 60, CALENDAR, "2025-08-30"),
        ("2025-07-01", 0, CALENDAR, "2025-07-01"),
        ("2025-08-31", 6, MONTHS, "2026-02-28"),
        ("2025-03-31", 18, MONTHS, "2026-09-30"),
        ("2026-08-11", 60, END_OF_MONTH, "2026-10-30"),
        ("2026-08-11", 0, END_OF_MONTH, "2026-08-31"),
        ("2026-08-31", 1, END_OF_MONTH, "2026-09-01"),
        ("2018-11-27", 45, DAYS_END_OF_MONTH, "2019-01-31"),
        ("2022-01-01", 30, DAYS_END_OF_MONTH, "2022-01-31"),
        ("2022-01-02", 30, DAYS_END_OF_MONTH, "2022-02-28"),
        ("2019-01-20", 3, MONTHS_END_OF_MONTH, "2019-04-30"),
        ("2026-11-30", 3, MONTHS_END_OF_MONTH, "2027-02-28"),
        ("2025-01-24", 1, BUSINESS, "2025-01-27"),  # Friday
        ("2025-01-25", 1, BUSINESS, "2025-01-27"),  # Saturday: Monday is the first business day after it
        ("2025-01-25", 2, BUSINESS, "2025-01-28"),
        ("2025-01-25", 0, BUSINESS, "2025-01-27"),
    ],
)
def test_due_date_due_5(start: str, count: int, rule: str, due: str) -> None:
    assert due_date(D(start), count, rule) == D(due)


@pytest.mark.parametrize(
    ("start", "count", "rule", "excluded", "counted"),
    [
        ("2016-03-01", 15, CALENDAR, "2016-03-16", "2016-03-15"),
        ("2016-03-01", 1, CALENDAR, "2016-03-02", "2016-03-01"),
        ("2016-03-01", 0, CALENDAR, "2016-03-01", "2016-03-01"),
        ("2016-03-01", 3, BUSINESS, "2016-03-04", "2016-03-03"),
        ("2016-03-05", 1, BUSINESS, "2016-03-07", "2016-03-07"),  # from a Saturday the first is Monday
        ("2016-03-01", 1, MONTHS, "2016-04-01", "2016-04-01"),
    ],
)
def test_first_day_due_6(start: str, count: int, rule: str, excluded: str, counted: str) -> None:
    assert due_date(D(start), count, rule, first_day=EXCLUDED) == D(excluded)
    assert due_date(D(start), count, rule, first_day=COUNTED) == D(counted)


def test_last_day_on_a_holiday_moves_to_the_next_business_day() -> None:
    """民法典 art. 203; without the setting it stays."""
    assert due_date(D("2025-09-25"), 10, calendar=NATIONAL, roll=FOLLOWING) == D("2025-10-09")
    assert due_date(D("2025-09-25"), 10, calendar=NATIONAL) == D("2025-10-05")
    assert due_date(D("2025-09-25"), 3, calendar=NATIONAL, roll=FOLLOWING) == D("2025-09-28")  # worked Sunday


@pytest.mark.parametrize(
    ("anchor", "months", "found", "keeping"),
    [
        ("2025-01-31", 1, "2025-02-28", "2025-02-28"),
        ("2025-01-31", 2, "2025-03-31", "2025-03-31"),
        ("2024-01-31", 1, "2024-02-29", "2024-02-29"),
        ("2012-02-29", 12, "2013-02-28", "2013-02-28"),
        ("2025-02-28", 1, "2025-03-28", "2025-03-31"),
        ("2025-02-27", 1, "2025-03-27", "2025-03-27"),
        ("2025-03-31", -1, "2025-02-28", "2025-02-28"),
    ],
)
def test_add_months_due_7(anchor: str, months: int, found: str, keeping: str) -> None:
    assert add_months(D(anchor), months) == D(found)
    assert add_months(D(anchor), months, keep_month_end=True) == D(keeping)


def test_months_count_from_the_anchor_and_do_not_drift() -> None:
    assert add_months(add_months(D("2025-01-31"), 1), 1) == D("2025-03-28")
    assert add_months(D("2025-01-31"), 2) == D("2025-03-31")


@pytest.mark.parametrize(
    ("day", "numbers", "found"),
    [
        ("2019-02-14", (15,), "2019-02-15"),
        ("2019-02-15", (15,), "2019-02-15"),
        ("2019-02-16", (15,), "2019-03-15"),
        ("2019-02-28", (31,), "2019-02-28"),
        ("2019-01-31", (30,), "2019-02-28"),
        ("2019-01-06", (5, 10), "2019-01-10"),
        ("2019-01-11", (10, 5), "2019-02-05"),
        ("2019-12-31", (1,), "2020-01-01"),
    ],
)
def test_pay_day_due_8(day: str, numbers: tuple[int, ...], found: str) -> None:
    assert pay_day(D(day), numbers) == D(found)


@pytest.mark.parametrize(
    ("start", "count", "rule", "on_days", "due"),
    [
        ("2019-01-31", 31, CALENDAR, (15,), "2019-03-15"),
        ("2022-01-15", 30, DAYS_END_OF_MONTH, (10,), "2022-03-10"),  # odoo, 30 days end of month the 10th
        ("2022-01-31", 90, DAYS_END_OF_MONTH, (10,), "2022-06-10"),
        ("2019-01-15", 0, END_OF_MONTH, (15,), "2019-02-15"),  # the 15th of the next month
        ("2019-01-15", 0, END_OF_MONTH, (31,), "2019-02-28"),
        ("2019-01-15", 1, MONTHS_END_OF_MONTH, (31,), "2019-03-31"),
    ],
)
def test_pay_day_after_a_month_end_is_in_the_next_month(
    start: str, count: int, rule: str, on_days: tuple[int, ...], due: str
) -> None:
    assert due_date(D(start), count, rule, on_days=on_days) == D(due)


@pytest.mark.parametrize(
    ("start", "within", "after"),
    [
        ("2025-01-24", "2025-02-28", "2025-02-28"),
        ("2025-01-25", "2025-02-28", "2025-03-31"),  # the cutoff day itself
        ("2025-01-26", "2025-03-31", "2025-03-31"),
        ("2025-12-26", "2026-02-28", "2026-02-28"),
    ],
)
def test_cutoff_25th_pay_at_the_end_of_next_month_due_9(start: str, within: str, after: str) -> None:
    assert due_date(D(start), 1, MONTHS_END_OF_MONTH, cutoff=25, cutoff_day=WITHIN) == D(within)
    assert due_date(D(start), 1, MONTHS_END_OF_MONTH, cutoff=25, cutoff_day=AFTER) == D(after)


@pytest.mark.parametrize(
    ("start", "due"),
    [("2009-02-05", "2009-02-28"), ("2009-02-20", "2009-02-28"), ("2009-02-21", "2009-03-30")],
)
def test_cutoff_with_a_pay_day(start: str, due: str) -> None:
    """Trimble Vista: due day 30, cutoff day 20."""
    assert due_date(D(start), 0, CALENDAR, on_days=(30,), cutoff=20) == D(due)


@pytest.mark.parametrize(
    ("as_of", "overdue"), [("2025-03-30", 0), ("2025-03-31", 0), ("2025-04-01", 1), ("2025-05-01", 31)]
)
def test_the_due_date_itself_is_not_overdue_due_10(as_of: str, overdue: int) -> None:
    assert days_overdue(D("2025-03-31"), D(as_of)) == overdue


def test_days() -> None:
    assert days_between(D("2008-01-01"), D("2009-01-01")) == 366
    assert [days_in_year(D(f"{year}-06-30")) for year in (1900, 2000, 2024, 2025)] == [365, 366, 366, 365]
    assert span(D("2025-10-01"), D("2025-10-03")) == (D("2025-10-01"), D("2025-10-02"), D("2025-10-03"))


@pytest.mark.parametrize("convention", CONVENTIONS, ids=[one.name for one in CONVENTIONS])
def test_every_choice_is_read_back_in_both_languages(convention: Convention) -> None:
    assert convention.default in convention.values()
    for choice in convention.choices:
        for word in (choice.value, choice.label.en, choice.label.zh, choice.value.upper().replace(" ", "_")):
            assert chosen(convention, word) == choice.value


def test_a_word_of_no_choice_is_none() -> None:
    assert [chosen(one, "perhaps") for one in (ROLL, DAY_RULE, CUTOFF)] == [None, None, None]


@given(
    DAYS, st.sampled_from([FOLLOWING, PRECEDING, MODIFIED_FOLLOWING, MODIFIED_PRECEDING, NEAREST, HALF_MONTH])
)
def test_a_rolled_day_is_a_business_day(day: date, convention: str) -> None:
    found = rolled(day, convention, SPRING)
    assert is_business_day(found, SPRING)
    assert rolled(found, convention, SPRING) == found


@given(DAYS)
def test_modified_rolls_stay_in_the_month(day: date) -> None:
    for convention in (MODIFIED_FOLLOWING, MODIFIED_PRECEDING, HALF_MONTH):
        assert rolled(day, convention).month == day.month


@given(DAYS, st.integers(-60, 60))
def test_counting_back_undoes_adding(day: date, count: int) -> None:
    start = rolled(day)
    end = add_business_days(start, count)
    assert business_days_between(start, end) == count
    assert add_business_days(end, -count) == start


@given(DAYS, st.integers(-240, 240))
def test_months_clamp_and_never_spill(anchor: date, months: int) -> None:
    found = add_months(anchor, months)
    assert (found.year * 12 + found.month) - (anchor.year * 12 + anchor.month) == months
    assert found.day == min(anchor.day, month_end(found).day)


@given(
    DAYS,
    st.integers(0, 1),
    st.integers(0, 120),
    st.sampled_from(DAY_RULE.values()),
    st.sampled_from(ROLL.values()),
    st.sampled_from([0, 20, 25, 31]),
    st.sampled_from([(), (15,), (5, 31)]),
)
def test_a_later_start_or_more_days_never_fall_due_earlier(
    start: date, later: int, count: int, rule: str, roll: str, cutoff: int, on_days: tuple[int, ...]
) -> None:
    first = due_date(start, count, rule, roll=roll, cutoff=cutoff, on_days=on_days)
    start_later = due_date(
        start + timedelta(days=later), count, rule, roll=roll, cutoff=cutoff, on_days=on_days
    )
    longer = due_date(start, count + 1, rule, roll=roll, cutoff=cutoff, on_days=on_days)
    assert first <= start_later
    assert first <= longer
