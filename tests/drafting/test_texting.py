"""SMS and WeChat: within their lengths, with amounts and names whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.drafting.amounts import shown
from ledger.drafting.reminders import drafts
from ledger.drafting.texting import SEGMENTS, WECHAT, segments
from ledger.enumerations import Channel, Speech
from ledger.rulebook import Wording
from tests.drafting.cases import AS_OF, BUILDER, HENGYUAN, line, reminder


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("a" * 158 + "€", 1),
        ("a" * 159 + "€", 2),  # counts twice
        ("中" * 70, 1),
        ("中" * 71, 2),
        ("中" * 134, 2),
        ("中" * 135, 3),
        ("a" * 69 + "中", 1),
        ("𠮷" * 35, 1),
        ("𠮷" * 36, 2),  # two units each
    ],
)
def test_segments(text, parts):
    assert segments(text) == parts


def texts(asked, sender, wording=()):
    found = drafts(asked._replace(channels=(Channel.MESSAGE,)), sender, AS_OF, wording).documents
    assert [document.name.rsplit("_", 1)[1] for document in found] == ["sms.txt", "wechat.txt"]
    for document in found:
        assert document.data.startswith(b"\xef\xbb\xbf")
        assert document.data.endswith(b"\r\n")
    return [document.data.decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n") for document in found]


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
@pytest.mark.parametrize(("language", "sender"), [(Speech.ZH, HENGYUAN), (Speech.EN, BUILDER)])
def test_the_defaults_fit_as_they_are(language, sender, level):
    asked = reminder(language, level)
    sms, wechat = texts(asked, sender)
    assert segments(sms) <= SEGMENTS
    assert sender.company in sms  # the full text, not a shorter one
    assert asked.contact in sms
    assert wechat.startswith(sms)
    assert len(wechat) <= WECHAT
    for one in asked.lines:
        assert one.claim in wechat


def test_too_many_lines_leave_the_count_and_the_total():
    lines = tuple(line(f"C-{n}", f"CLAIM-{n}", date(2026, 9, 1), "1000.01") for n in range(40))
    sms, wechat = texts(reminder(lines=lines, total=Decimal("40000.40")), HENGYUAN)
    assert "40笔款项" in wechat
    assert "人民币40,000.40元" in wechat
    assert "CLAIM" not in wechat
    assert wechat == sms


def test_a_wording_that_is_too_long_gives_way_whole():
    long = Wording(1, Channel.MESSAGE, Speech.ZH, "", "请付{total}。" + "很长" * 300)
    sms, wechat = texts(reminder(), HENGYUAN, [long])
    assert sms == (
        "上海恒远建设工程有限公司：贵司3笔款项共人民币2,712,600.53元逾期未付，最长81天，请联系我们。"
        "021-5888 6666"
    )
    assert wechat == sms


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=200),
    st.text(max_size=200),
    st.decimals(min_value="0.01", max_value="1E+13", places=2),
    st.sampled_from([Speech.ZH, Speech.EN]),
    st.integers(1, 5),
)
def test_an_amount_is_always_whole(contact, company, amount, language, level):
    one = line("C-1", "Q-1", date(2026, 9, 1), str(amount))
    asked = reminder(language, level, contact=contact, lines=(one,), total=amount)
    sms, wechat = texts(asked, BUILDER._replace(company=company))
    assert segments(sms) <= SEGMENTS
    assert len(wechat) <= WECHAT
    assert shown(amount, asked.currency, language.code) in sms
    assert shown(amount, asked.currency, language.code) in wechat
