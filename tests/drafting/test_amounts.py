"""Money and dates as people read them; 人民币大写 against the printed examples of its rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.drafting.amounts import (
    AFTER_WAN,
    AFTER_YUAN,
    DIGITS,
    NOWHERE,
    WRITTEN,
    day,
    figures,
    rmb_capitals,
    shown,
)

# 支付结算办法 附一 第四条, as printed; where two forms are printed, each under the convention that gives it
PRINTED = [
    ("1409.50", AFTER_YUAN, "壹仟肆佰零玖元伍角"),
    ("6007.14", AFTER_YUAN, "陆仟零柒元壹角肆分"),
    ("1680.32", AFTER_YUAN, "壹仟陆佰捌拾元零叁角贰分"),
    ("1680.32", NOWHERE, "壹仟陆佰捌拾元叁角贰分"),
    ("107000.53", AFTER_YUAN, "壹拾万柒仟元零伍角叁分"),
    ("107000.53", AFTER_WAN, "壹拾万零柒仟元伍角叁分"),
    ("16409.02", AFTER_YUAN, "壹万陆仟肆佰零玖元零贰分"),
    ("325.04", AFTER_YUAN, "叁佰贰拾伍元零肆分"),
]

CAPITALS = [
    # nothing, 角 and 分 alone
    ("0", "零元整"),
    ("0.00", "零元整"),
    ("-0.00", "零元整"),
    ("0.01", "壹分"),
    ("0.10", "壹角"),
    ("0.53", "伍角叁分"),
    # 整 after 元 only; 零 where 角 is missing
    ("1", "壹元整"),
    ("1.05", "壹元零伍分"),
    ("1.50", "壹元伍角"),
    ("1.53", "壹元伍角叁分"),
    # 壹拾 keeps its 壹; 元 is 0
    ("10", "壹拾元整"),
    ("10.10", "壹拾元零壹角"),
    ("10.01", "壹拾元零壹分"),
    ("15", "壹拾伍元整"),
    ("100", "壹佰元整"),
    ("101", "壹佰零壹元整"),
    ("110", "壹佰壹拾元整"),
    ("1000", "壹仟元整"),
    ("1001", "壹仟零壹元整"),
    ("1010.10", "壹仟零壹拾元零壹角"),
    ("1100", "壹仟壹佰元整"),
    # across 万
    ("9999.99", "玖仟玖佰玖拾玖元玖角玖分"),
    ("10000", "壹万元整"),
    ("10000.01", "壹万元零壹分"),
    ("10000.50", "壹万元零伍角"),
    ("10001", "壹万零壹元整"),
    ("12345.67", "壹万贰仟叁佰肆拾伍元陆角柒分"),
    ("100000", "壹拾万元整"),
    ("100100.00", "壹拾万零壹佰元整"),
    ("101000", "壹拾万壹仟元整"),
    ("110000", "壹拾壹万元整"),
    ("1000000", "壹佰万元整"),
    ("1000001", "壹佰万零壹元整"),
    ("10010000", "壹仟零壹万元整"),
    ("20000300.40", "贰仟万零叁佰元零肆角"),
    ("50505050.50", "伍仟零伍拾万伍仟零伍拾元零伍角"),
    # across 亿 and 万亿
    ("1E+8", "壹亿元整"),
    ("100000001", "壹亿零壹元整"),
    ("100005000", "壹亿零伍仟元整"),
    ("100010000", "壹亿零壹万元整"),
    ("150000000", "壹亿伍仟万元整"),
    ("10500000000", "壹佰零伍亿元整"),
    ("1E+12", "壹万亿元整"),
    ("1000000000000.01", "壹万亿元零壹分"),
    ("1000500000000", "壹万零伍亿元整"),
    ("1000000050000000", "壹仟万亿零伍仟万元整"),
    ("1200000000000", "壹万贰仟亿元整"),
    ("9999999999999999.99", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    # money owed back
    ("-1", "负壹元整"),
    ("-107000.53", "负壹拾万柒仟元零伍角叁分"),
]


@pytest.mark.parametrize(("amount", "zero", "words"), PRINTED)
def test_the_printed_examples_of_the_rule(amount, zero, words):
    assert rmb_capitals(Decimal(amount), zero) == words


@pytest.mark.parametrize(("amount", "words"), CAPITALS)
def test_capitals(amount, words):
    assert rmb_capitals(Decimal(amount)) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [("1409.50", "壹仟肆佰零玖元伍角整"), ("1409.00", "壹仟肆佰零玖元整"), ("325.04", "叁佰贰拾伍元零肆分")],
)
def test_whole_after_jiao_where_the_accounting_standard_wants_it(amount, words):
    assert rmb_capitals(Decimal(amount), whole=WRITTEN) == words


@pytest.mark.parametrize("amount", ["1.005", "0.001", "-0.005", "1E+16", "-1E+16"])
def test_what_cannot_be_written_is_refused(amount):
    with pytest.raises(ValueError, match=r"finer|beyond"):
        rmb_capitals(Decimal(amount))


def read(words: str) -> Decimal:
    """The amount that capitals say: an independent reader, unit by unit, that pays no heed to 零."""
    yuan, _, rest = words.replace("负", "").replace("整", "").rpartition("元")
    units = {"拾": 10, "佰": 100, "仟": 1000}

    def whole(text: str) -> int:
        for mark, value in (("亿", 10**8), ("万", 10**4)):
            if mark in text:
                high, _, low = text.rpartition(mark)
                return whole(high) * value + whole(low)
        total, digit = 0, 0
        for character in text:
            if character in units:
                total, digit = total + digit * units[character], 0
            else:
                digit = DIGITS.index(character)
        return total + digit

    cents = sum(
        DIGITS.index(rest[rest.index(mark) - 1]) * n for mark, n in (("角", 10), ("分", 1)) if mark in rest
    )
    return Decimal(whole(yuan) * 100 + cents) / 100 * (-1 if words.startswith("负") else 1)


@given(
    st.integers(-(10**18) + 1, 10**18 - 1) | st.integers(-(10**9), 10**9),
    st.sampled_from([AFTER_YUAN, AFTER_WAN, NOWHERE]),
    st.sampled_from([WRITTEN, "omitted"]),
)
def test_capitals_say_the_amount_and_never_two_zeros(cents, zero, whole):
    amount = Decimal(cents).scaleb(-2)
    words = rmb_capitals(amount, zero, whole)
    assert read(words) == amount
    assert "零零" not in words
    assert not words.startswith("零") or amount == 0


@pytest.mark.parametrize(
    ("amount", "currency", "en", "zh"),
    [
        ("1234567.8", "CNY", "CNY 1,234,567.80", "人民币1,234,567.80元"),
        ("0", "USD", "USD 0.00", "0.00美元"),
        ("-1234.5", "EUR", "EUR -1,234.50", "-1,234.50欧元"),
        ("1000.00", "JPY", "JPY 1,000", "1,000日元"),
        ("1000.50", "JPY", "JPY 1,000.5", "1,000.5日元"),
        ("1.5", "KWD", "KWD 1.500", "KWD 1.500"),
        ("999.999", "GBP", "GBP 999.999", "999.999英镑"),
    ],
)
def test_money(amount, currency, en, zh):
    assert shown(Decimal(amount), currency, "en") == en
    assert shown(Decimal(amount), currency, "zh") == zh


def test_a_figure_is_the_amount():
    assert figures(Decimal("1E+3"), "CNY") == "1,000.00"


def test_days():
    assert day(date(2026, 11, 20), "zh") == "2026年11月20日"
    assert day(date(2026, 9, 1), "zh") == "2026年9月1日"
    assert day(date(2026, 11, 20), "en") == "20 November 2026"
    assert day(date(2026, 2, 1), "en") == "1 February 2026"
