"""One cell to one value: what people type in either language is read, what could mean two things is not."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal as D
from typing import Any

import pytest

from ledger.enumerations import EVERY, Kind, Mode, Reason
from ledger.tables import cells
from ledger.tables.cells import Unreadable, is_blank, is_error, one_of

DAY = date(2025, 2, 28)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (DAY, DAY),
        (datetime(2025, 2, 28, 17, 30), DAY),
        (45716.0, DAY),
        (45716.75, DAY),
        (45716, DAY),
        ("2025-02-28", DAY),
        (" 2025-2-28 ", DAY),
        ("2025/2/28", DAY),
        ("2025.02.28", DAY),
        ("2025年2月28日", DAY),
        ("２０２５年２月２８日", DAY),
        ("2025-02-28T00:00:00", DAY),
        ("2025-02-28 00:00", DAY),
        ("20250228", DAY),
        ("28.02.2025", DAY),
        ("28/02/2025", DAY),  # no thirteenth month: one day only
        ("02/28/2025", DAY),
        ("28 Feb 2025", DAY),
        ("28-feb-2025", DAY),
        ("February 28, 2025", DAY),
        ("Feb 28 2025", DAY),
        ("05/05/2025", date(2025, 5, 5)),  # the same day to both
        (18264.0, date(1950, 1, 1)),
        (109574.0, date(2199, 12, 31)),
        (date(1950, 1, 1), date(1950, 1, 1)),
        (date(2199, 12, 31), date(2199, 12, 31)),
    ],
)
def test_dates(cell: Any, day: date) -> None:
    assert cells.to_date(cell) == day


@pytest.mark.parametrize(
    "cell",
    [
        "03/04/2025", "3-4-2025",  # March to some, April to others
        "28/02/25", "25-02-28",  # a year of two digits
        "2025-02-29", "2025-13-01", "31.04.2025", "28 Fob 2025",
        18263.0, 109575.0, 1250.0, -1.0, float("nan"), float("inf"),
        date(1949, 12, 31), date(2200, 1, 1), date(9999, 12, 31), datetime(9999, 12, 31), "9999-12-31", "0025-02-28",
        "soon", "", None, True,
    ],
)  # fmt: skip
def test_what_is_no_day_or_two_days_is_refused(cell: Any) -> None:
    with pytest.raises(Unreadable) as refused:
        cells.to_date(cell)
    assert refused.value.wanted == cells.DATE


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (1250.0, "1250"),
        (0.1, "0.1"),
        (1234567.89, "1234567.89"),  # the digits shown, no binary tail
        (-3.0, "-3"),
        (7, "7"),
        (D("5.00"), "5.00"),
        ("1250.00", "1250.00"),
        ("1,250.00", "1250.00"),
        ("12,345,678", "12345678"),
        ("¥1,250.00", "1250.00"),
        ("￥1250", "1250"),
        ("$ 1,250.5", "1250.5"),
        ("€1250", "1250"),
        ("£1250", "1250"),
        ("１，２５０．００", "1250.00"),
        ("(1,250.00)", "-1250.00"),
        ("（1250）", "-1250"),
        ("-1250", "-1250"),
        ("+1250", "1250"),
        ("1 250", "1250"),
        (".5", "0.5"),
        ("0.125", "0.125"),
        (999_999_999_999_999.0, "999999999999999"),
    ],
)
def test_amounts(cell: Any, amount: str) -> None:
    assert cells.to_amount(cell) == D(amount)


@pytest.mark.parametrize(
    "cell",
    [
        "1.250", "12.345",  # thousands in half of Europe
        "1.250,00", "12,50", "1,2500", "1,25,000.0.0",
        "12万", "1250元", "abc", "", "   ", "-", "()", ".", "%", "1e6", "=1+1", "1_000", "٣",
        None, True, False, DAY, datetime(2025, 1, 1),
        float("nan"), float("inf"), float("-inf"), 1e15, -1e15, 1e300, D("NaN"), D("Infinity"), 10**15, "9" * 400,
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(cell: Any) -> None:
    with pytest.raises(Unreadable) as refused:
        cells.to_amount(cell)
    assert refused.value.wanted == cells.AMOUNT


@pytest.mark.parametrize(("cell", "reads"), [(0.0, True), (0.01, True), (-0.01, False), ("(5)", False)])
def test_an_amount_that_may_not_be_negative(cell: Any, reads: bool) -> None:
    if reads:
        assert cells.to_unsigned(cell) == D(str(cell))
    else:
        with pytest.raises(Unreadable, match="0 or more"):
            cells.to_unsigned(cell)


@pytest.mark.parametrize(
    ("cell", "share"),
    [
        (0.3, "0.3"),
        ("0.3", "0.3"),
        ("30%", "0.3"),
        ("30 %", "0.3"),
        (" 30% ", "0.3"),
        ("３０％", "0.3"),
        ("33.333%", "0.33333"),
        ("1.250%", "0.0125"),  # a percentage is no amount with thousands
        (0.0, "0"),
        ("0%", "0"),
        (1.0, "1"),
        ("100%", "1"),
    ],
)
def test_shares(cell: Any, share: str) -> None:
    assert cells.to_share(cell) == D(share) == cells.to_rate(cell)


@pytest.mark.parametrize("cell", [1.01, 30.0, "30", -0.1, "-5%", "100.01%", "%", "5%%", "", None, True, DAY])
def test_what_is_no_share_is_refused(cell: Any) -> None:
    with pytest.raises(Unreadable) as refused:
        cells.to_share(cell)
    assert refused.value.wanted == cells.SHARE


def test_a_rate_may_pass_the_whole_only_as_a_percentage() -> None:
    assert cells.to_rate("150%") == D("1.5")
    with pytest.raises(Unreadable):
        cells.to_rate(1.5)


@pytest.mark.parametrize(
    ("cell", "number"), [(30.0, 30), ("30", 30), (0.0, 0), ("３０", 30), ("1,000", 1000)]
)
def test_whole_numbers(cell: Any, number: int) -> None:
    assert cells.to_whole(cell) == number


@pytest.mark.parametrize("cell", [-1.0, 1.5, "1.5", "thirty", "30 days", None, True, float("nan")])
def test_what_is_no_whole_number_is_refused(cell: Any) -> None:
    with pytest.raises(Unreadable):
        cells.to_whole(cell)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" C-01 ", "C-01"),
        ("\u3000合同一\u3000", "合同一"),
        (1001.0, "1001"),
        (1001.5, "1001.5"),
        (7, "7"),
        ("（甲）", "（甲）"),
    ],
)
def test_text_keeps_its_letters(cell: Any, text: str) -> None:
    assert cells.to_text(cell) == text


def test_a_long_number_has_lost_its_last_digits() -> None:
    """A bank account or a tax invoice of twenty digits typed as a number is another number by then."""
    assert cells.to_text(999_999_999_999_999.0) == "999999999999999"
    for cell in (1e15, 25117000000000000001.0, 6222020200112233445, float("inf")):
        with pytest.raises(Unreadable, match="loses its last digits"):
            cells.to_text(cell)
    assert cells.to_text("25117000000000000001") == "25117000000000000001"


@pytest.mark.parametrize("cell", [None, True, DAY, float("nan")])
def test_what_is_no_text_is_refused(cell: Any) -> None:
    with pytest.raises(Unreadable):
        cells.to_text(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("C-01", "C-01"),
        ("Ｃ－０１", "C-01"),
        ("C-01\u00a0", "C-01"),
        ("\u3000C-01", "C-01"),
        (1001.0, "1001"),
        ("１００１", "1001"),
        ("合同　１", "合同 1"),
        ("C-\u200b01\ufeff", "C-01"),
        ("C\t01\x07", "C 01"),
        ("c-01", "c-01"),  # another number: a message says so, nobody guesses
    ],
)
def test_a_number_is_the_same_full_width_or_not(cell: Any, number: str) -> None:
    assert cells.to_reference(cell) == number


@pytest.mark.parametrize("cell", ["a@b.co", "first.last+tag@sub.example.com"])
def test_e_mail(cell: str) -> None:
    assert cells.to_email(f" {cell} ") == cell


@pytest.mark.parametrize(
    "cell",
    [
        "a@b",
        "a b@c.de",
        "a@b.co\nBcc: x@y.zz",
        "a@b.co, c@d.ee",
        "<a@b.co>",
        '"a"@b.co',
        "a@@b.co",
        "a@b..co",
        "@b.co",
        "a@b.co\u200b",
        "a\u202e@b.co",
        "b@\u0430.co",
        "a@b.co\x00",
    ],
)
def test_an_address_carries_no_second_recipient_and_no_header(cell: str) -> None:
    with pytest.raises(Unreadable):
        cells.to_email(cell)


@pytest.mark.parametrize(
    ("cell", "code"), [("cny", "CNY"), ("RMB", "CNY"), ("人民币", "CNY"), ("ＵＳＤ", "USD"), ("欧元", "EUR")]
)
def test_currency(cell: str, code: str) -> None:
    assert cells.to_currency(cell) == code


@pytest.mark.parametrize("cell", ["$", "US", "dollars", "U5D", 1.0])
def test_what_is_no_currency_is_refused(cell: Any) -> None:
    with pytest.raises(Unreadable):
        cells.to_currency(cell)


@pytest.mark.parametrize("words", EVERY, ids=lambda words: words.__name__)
def test_every_word_of_a_drop_down_is_read_in_both_languages(words: Any) -> None:
    read = one_of(words)
    for member in words:
        for name in (member.code, *member.label, *member.aliases):
            assert read(name) is read(f" {name.upper()} ") is member
    for cell in ("no such word", 1.0, True, DAY):
        with pytest.raises(Unreadable) as refused:
            read(cell)
        assert all(member.label.en in refused.value.wanted.en for member in words)


def test_full_width_and_aliases_of_words() -> None:
    assert one_of(Kind)("Ａdvance") is Kind.ADVANCE
    assert one_of(Mode)("支付至") is Mode.UP_TO
    assert one_of(Reason)("g3") is Reason.UNCLEAR_TERMS


@pytest.mark.parametrize(
    ("cell", "blank", "error"),
    [
        (None, True, False), ("", True, False), (" \u3000", True, False),
        (0.0, False, False), (False, False, False), ("0", False, False),
        ("#N/A", False, True), ("#REF!", False, True), ("#LEDGER! Claims line 2, Claimed: ...", False, True),
        ("#5 gate", False, False), ("#ledger", False, False),
    ],
)  # fmt: skip
def test_blank_error_and_neither(cell: Any, blank: bool, error: bool) -> None:
    assert (is_blank(cell), is_error(cell)) == (blank, error)
