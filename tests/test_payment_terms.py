"""Payment terms in a clerk's words: what they read as, and when they fall due."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.calendars import due_after
from ledger.payment_terms import CONVENTIONS, DAYS_FIRST, MONTH_END_FIRST, Terms, to_terms

D = date.fromisoformat


def due(text: str, start: str, reading: str = MONTH_END_FIRST) -> date:
    terms = to_terms(text, reading)
    assert terms is not None, text
    return due_after(D(start), terms.steps, cutoff=terms.cutoff)


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("net 30", "2023-01-31", "2023-03-02"),
        ("Net 30 days", "2023-01-10", "2023-02-09"),
        ("30 days from invoice date", "2023-01-10", "2023-02-09"),
        ("开票后30天内付款", "2023-01-10", "2023-02-09"),
        ("收到发票后15个工作日内", "2025-03-03", "2025-03-24"),
        ("10 business days", "2025-03-03", "2025-03-17"),
        ("two weeks from now", "2025-03-03", None),
        ("2 weeks", "2015-03-02", "2015-03-16"),
        ("3个月", "2025-11-30", "2026-02-28"),
        ("due on receipt", "2025-03-03", "2025-03-03"),
        ("见票即付", "2025-03-03", "2025-03-03"),
        ("EOM", "2023-01-28", "2023-01-31"),
        ("当月底", "2023-01-28", "2023-01-31"),
        ("last day of the month", "2023-01-28", "2023-01-31"),
        ("EOM + 45", "2019-01-15", "2019-03-17"),
        ("45 days after end of month", "2019-01-15", "2019-03-17"),
        ("月结30天", "2024-05-15", "2024-06-30"),
        ("月结60天", "2024-05-15", "2024-07-30"),
        ("次月底", "2026-08-11", "2026-09-30"),
        ("end of next month", "2026-08-11", "2026-09-30"),
        ("2 months EOM", "2026-08-11", "2026-10-31"),
        ("60 days, then end of month", "2026-08-11", "2026-10-31"),
        ("first of the following month", "2019-01-31", "2019-02-01"),
        ("15th of the next month", "2019-01-31", "2019-02-15"),
        ("15th MFI", "2019-01-31", "2019-02-15"),
        ("次月15日", "2019-01-31", "2019-02-15"),
        ("31 days then the 15th", "2019-01-15", "2019-02-15"),
        ("5th and 20th of each month", "2019-01-06", "2019-01-20"),
        ("每月10日、25日", "2019-01-26", "2019-02-10"),
        ("25日截止，次月底付款", "2025-01-25", "2025-02-28"),
        ("25日截止，次月底付款", "2025-01-26", "2025-03-31"),
        ("25th cut-off, end of next month", "2025-01-26", "2025-03-31"),
        ("30 days end of month the 10th", "2022-01-15", "2022-03-10"),
    ],
)
def test_terms_due_11(text: str, start: str, expected: str | None) -> None:
    if expected is None:
        assert to_terms(text) is None
    else:
        assert due(text, start) == D(expected)


@pytest.mark.parametrize(
    ("text", "month_end_first", "days_first"),
    [
        ("45 days end of month", "2019-01-14", "2019-01-31"),  # what neither word decides, the setting does
        ("45 days after end of month", "2019-01-14", "2019-01-14"),
        ("45 days then end of month", "2019-01-31", "2019-01-31"),
    ],
)
def test_the_setting_decides_only_what_the_words_leave_open(
    text: str, month_end_first: str, days_first: str
) -> None:
    assert due(text, "2018-11-27", MONTH_END_FIRST) == D(month_end_first)
    assert due(text, "2018-11-27", DAYS_FIRST) == D(days_first)
    assert [one.default for one in CONVENTIONS] == [MONTH_END_FIRST]


@pytest.mark.parametrize("text", ["2/10 net 30", "2/10, n/30", "2%/10 days, net 30"])
def test_early_payment_discount(text: str) -> None:
    terms = to_terms(text)
    assert terms is not None
    assert (terms.discount, terms.discount_days, terms.steps[0].number) == (Decimal("0.02"), 10, 30)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "as agreed",
        "net 30 or so",
        "验收合格",
        "32nd of next month",
        "2/10",
        "面议",
        "9999 days",
        "1" * 2000,
    ],
)
def test_what_is_not_understood_is_not_guessed(text: str) -> None:
    assert to_terms(text) is None


def test_a_full_width_cell_reads_the_same() -> None:
    assert to_terms("ＮＥＴ　３０") == to_terms("net 30")


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert isinstance(to_terms(text), (Terms, type(None)))


@given(st.integers(1, 365), st.sampled_from(["net {}", "{} days", "{}天", "{}个自然日", "within {} days"]))
def test_days_read_as_days(count: int, form: str) -> None:
    terms = to_terms(form.format(count))
    assert terms is not None
    assert [step.number for step in terms.steps] == [count]
