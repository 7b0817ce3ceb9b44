"""The facts of a reminder: what each placeholder says, and lines that must add up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ledger.drafting.facts import PARTLY, PLACEHOLDERS, Sender, added_up, facts, reply_day, table
from ledger.drafting.plain_text import clean, plain
from ledger.enumerations import Speech, Tone
from tests.drafting.cases import AS_OF, BUILDER, HENGYUAN, LINES_EN, LINES_ZH, line, reminder

REPLY = date(2026, 11, 27)


def test_every_placeholder_has_a_fact_and_every_fact_is_documented():
    assert set(facts(reminder(), HENGYUAN, AS_OF, REPLY)) | {"lines"} == set(PLACEHOLDERS)
    assert all(label.en and label.zh for label in PLACEHOLDERS.values())


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("greeting", "尊敬的王志强经理：", "Dear Ms Janet Cole,"),
        ("hello", "王志强经理您好", "Hello Ms Janet Cole"),
        ("contract", "HT-012、HT-019", "UK-2041"),
        ("contracts", "合同HT-012、HT-019", "contract UK-2041"),
        ("project", "滨江医院、科创园二期", "School"),
        ("invoice", "04403182、04403190、QK-03", "INV-2207, INV-2231"),
        ("count", "3", "2"),
        ("items", "3笔款项", "2 items"),
        ("total", "人民币2,712,600.53元", "GBP 74,360.75"),
        ("amount", "2,712,600.53", "74,360.75"),
        ("currency", "CNY", "GBP"),
        ("total_capitals", "人民币贰佰柒拾壹万贰仟陆佰元零伍角叁分", ""),
        ("interest", "人民币55,080.00元", "GBP 612.40"),
        ("oldest_due", "2026年8月31日", "31 August 2026"),
        ("days", "81", "81"),
        ("overdue", "81天", "81 days"),
        ("as_of", "2026年11月20日", "20 November 2026"),
        ("reply_by", "2026年11月27日", "27 November 2026"),
        ("reference", "20261120-HT-012-1", "20261120-UK-2041-1"),
        ("speaker", "上海恒远建设工程有限公司李梅", "Mei Li of Hengyuan (UK) Ltd"),
        ("bank_title", "收款账户：", ""),
        (
            "bank_details",
            "户名：上海恒远建设工程有限公司\n开户行：中国建设银行上海浦东分行\n"
            "账号：3100 1520 0130 5000 8888",
            "",
        ),
    ],
)
def test_what_a_placeholder_says(name, zh, en):
    assert facts(reminder(Speech.ZH), HENGYUAN, AS_OF, REPLY)[name] == zh
    assert facts(reminder(Speech.EN), BUILDER, AS_OF, REPLY)[name] == en


def test_one_item_one_day_and_nobody_by_name():
    said = facts(
        reminder(Speech.EN, lines=LINES_EN[1:], total=LINES_EN[1].outstanding, contact=" "),
        Sender(),
        AS_OF,
        REPLY,
    )
    assert (said["items"], said["overdue"], said["interest"]) == ("1 item", "1 day", "")
    assert (said["greeting"], said["hello"], said["speaker"]) == ("Dear Sir or Madam,", "Hello", "")
    assert facts(reminder(contact=""), HENGYUAN, AS_OF, REPLY)["greeting"] == "江州城市建设投资集团有限公司："


def test_many_contracts_are_counted():
    lines = tuple(line(f"C{n}", f"Q{n}", date(2026, 9, 1), "1") for n in range(5))
    chinese = reminder(lines=lines, total=Decimal(5))
    assert facts(chinese, HENGYUAN, AS_OF, REPLY)["contract"] == "C0、C1、C2等5项"
    english = reminder(Speech.EN, lines=lines, total=Decimal(5))
    assert facts(english, BUILDER, AS_OF, REPLY)["contracts"] == "contracts C0, C1, C2 and 2 more"


def test_capitals_are_for_chinese_letters_in_yuan():
    assert facts(reminder(currency="USD"), HENGYUAN, AS_OF, REPLY)["total_capitals"] == ""


@pytest.mark.parametrize(
    ("lines", "total"),
    [(LINES_ZH, "2712600.52"), (LINES_ZH, "2712600.54"), (LINES_ZH[:2], "2712600.53"), ((), "0")],
)
def test_lines_that_do_not_add_up_are_refused(lines, total):
    wrong = reminder(lines=lines, total=Decimal(total))
    with pytest.raises(ValueError, match="add up"):
        added_up(wrong)
    with pytest.raises(ValueError, match="add up"):
        facts(wrong, HENGYUAN, AS_OF, REPLY)


def test_the_table_as_a_customer_reads_it():
    chinese, english = table(reminder(Speech.ZH)), table(reminder(Speech.EN))
    assert chinese.headings[0] == "合同编号"
    assert chinese.rows[0] == (
        "HT-012", "滨江医院", "QK-07 / 04403182", "2026-08-31", "81",
        "1,860,000.00", "500,000.00", "1,360,000.00",
    )  # fmt: skip
    assert english.rows[1] == (
        "UK-2041", "School", "PC-08 / INV-2231", "19 Nov 2026", "1", "36,110.75", "0.00", "36,110.75",
    )  # fmt: skip
    assert (chinese.total, english.total) == ("2,712,600.53", "74,360.75")
    assert (chinese.unit, english.unit, english.note) == ("金额单位：CNY", "Amounts in GBP", "")


def test_a_part_under_discussion_is_told():
    part = LINES_EN[1]._replace(outstanding=Decimal("30000"))
    assert table(reminder(Speech.EN, lines=(part,), total=Decimal(30000))).note == PARTLY.en


@pytest.mark.parametrize(
    ("as_of", "tone", "day"),
    [
        (date(2026, 11, 20), Tone.REMINDER, date(2026, 11, 27)),  # Friday to Friday
        (date(2026, 11, 21), Tone.REMINDER, date(2026, 11, 30)),  # a Saturday goes on to Monday
        (date(2026, 11, 22), Tone.REMINDER, date(2026, 11, 30)),  # a Sunday too
        (date(2026, 11, 23), Tone.REMINDER, date(2026, 11, 30)),
        (date(2026, 12, 25), Tone.PRE_ACTION, date(2027, 1, 8)),
    ],
)
def test_the_day_to_reply_by(as_of, tone, day):
    assert reply_day(as_of, tone) == day


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("a\r\nb\tc", "a b c"),
        ("  a  b ", "a b"),
        ("a\x00b\x1b[0m", "ab[0m"),
        ("a\u202eb\u200fc\ufeff", "abc"),
        ("\ud800x\ufffe\U0001fffe", "x"),
        ("𠮷㐀\U00030000", "𠮷㐀\U00030000"),  # rare names, one of them younger than Python 3.8
        ("é\u0301👨\u200d👩", "é\u0301👨\u200d👩"),
    ],
)
def test_plain_text(cell, text):
    assert plain(cell) == text
    assert clean("1\r\n2\r3\x07\t4") == "1\n2\n3 4"
