"""All channels at once: names, problems, the cell's text, the list of those left out, and one total everywhere."""

from __future__ import annotations

import email
import io
import re
from datetime import date
from decimal import Decimal
from email import policy

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.drafting.amounts import figures, shown
from ledger.drafting.documents import distinct
from ledger.drafting.reminders import drafts, left_out_list, reminder_text
from ledger.enumerations import Channel, Speech
from ledger.language import Text
from ledger.results import LeftOut, ToAllocate, Unallocated
from ledger.rulebook import Wording
from tests.drafting.cases import AS_OF, BUILDER, CHANNELS, HENGYUAN, HOSTILE, LINES_EN, line, reminder


def test_a_document_for_each_channel():
    answer = drafts(reminder(level=2), HENGYUAN, AS_OF)
    stem = "2026-11-20_江州城市建设投资集团有限公司_CNY_level2"
    assert [document.name for document in answer.documents] == [
        f"{stem}_call.txt",
        f"{stem}_email.eml",
        f"{stem}_sms.txt",
        f"{stem}_wechat.txt",
        f"{stem}_letter.docx",
        f"{stem}_visit.txt",
    ]
    assert {document.channel for document in answer.documents} == set(Channel)
    assert all(document.about == reminder(level=2) for document in answer.documents)
    assert answer.problems == answer.unreachable == ()


def test_without_an_address_there_is_no_email():
    answer = drafts(reminder(email="to be asked", channels=(Channel.EMAIL, Channel.LETTER)), HENGYUAN, AS_OF)
    assert answer.unreachable == (Channel.EMAIL,)
    assert [document.channel for document in answer.documents] == [Channel.LETTER]


def test_a_channel_named_twice_is_drafted_once():
    assert len(drafts(reminder(channels=(Channel.LETTER,) * 3), HENGYUAN, AS_OF).documents) == 1


def test_two_reminders_to_one_customer_keep_their_names_apart():
    both = [*drafts(reminder(), HENGYUAN, AS_OF).documents, *drafts(reminder(), HENGYUAN, AS_OF).documents]
    names = [document.name for document in distinct(both)]
    assert len(set(names)) == len(names) == 12
    assert names[7] == "2026-11-20_江州城市建设投资集团有限公司_CNY_level1_email-2.eml"


def test_words_with_an_unknown_placeholder_make_no_draft_there_and_only_there():
    wrong = Wording(1, Channel.EMAIL, Speech.ZH, "", "请付{sum}", line=4)
    answer = drafts(reminder(), HENGYUAN, AS_OF, [wrong])
    assert Channel.EMAIL not in {document.channel for document in answer.documents}
    assert len(answer.documents) == 5
    assert [problem.line for problem in answer.problems] == [4]


def test_lines_that_do_not_add_up_are_our_bug():
    wrong = reminder()._replace(total=Decimal("2712600.54"))
    with pytest.raises(ValueError, match=r"add up to 2712600\.53"):
        drafts(wrong, HENGYUAN, AS_OF)


def test_the_same_input_gives_the_same_bytes():
    for language in Speech:
        asked = reminder(language, 4)
        assert drafts(asked, HENGYUAN, AS_OF) == drafts(asked, HENGYUAN, AS_OF)


def test_legal_remarks_are_data_with_their_source():
    remark = "{total} 《民法典》第一百八十八条"
    for channel in (Channel.EMAIL, Channel.LETTER):
        with_law = drafts(reminder(level=4, channels=(channel,)), HENGYUAN, AS_OF, legal=[remark])
        assert remark in readable(with_law.documents[0])
        softly = drafts(reminder(level=3, channels=(channel,)), HENGYUAN, AS_OF, legal=[remark])
        assert remark not in readable(softly.documents[0])


def readable(document) -> str:
    """What a person reads in a document, whatever its kind."""
    if document.name.endswith(".eml"):
        message = email.message_from_bytes(document.data, policy=policy.default)
        bodies = [message.get_body((kind,)).get_content() for kind in ("plain", "html")]
        return "\n".join([message["Subject"], *bodies])
    if document.name.endswith(".docx"):
        letter = docx.Document(io.BytesIO(document.data))
        cells = [cell.text for table in letter.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in letter.paragraphs), *cells])
    return document.data.decode("utf-8-sig")


BLAME = re.compile(
    r"逾期|未付款|未付|未支付|尚未|仍未|已过|催|拖欠|overdue|past due|unpaid|late\b|still not|demand|not reached",
    re.I,
)


@pytest.mark.parametrize("language", Speech)
def test_a_courtesy_note_blames_nobody(language):
    """Nothing is late before the due date, so no word of it may be said; the call script is for our own people."""
    lines = tuple(one._replace(days_overdue=0, level=0) for one in reminder(language).lines)
    for name in ("", "长" * 60):  # a name so long that the SMS gives way to a shorter one
        asked = reminder(language, 0, lines=lines, contact=name)
        sent = [one for one in drafts(asked, HENGYUAN, AS_OF).documents if one.channel in (
            Channel.EMAIL, Channel.MESSAGE, Channel.LETTER)]  # fmt: skip
        assert len(sent) == 4
        for document in sent:
            text = readable(document)
            assert not BLAME.search(text), (document.name, BLAME.search(text))
            assert figures(asked.total, asked.currency) in text


def test_lines_of_several_levels_are_told_apart_to_our_clerk_only():
    lines = tuple(one._replace(level=level) for one, level in zip(LINES_EN, (3, 1)))
    documents = drafts(reminder(Speech.EN, 3, lines=lines), BUILDER, AS_OF).documents
    by_kind = {document.channel: readable(document) for document in documents}
    assert "PC-07: level 3" in by_kind[Channel.PHONE]
    assert "PC-08: level 1" in by_kind[Channel.PHONE]
    assert "level 1" not in by_kind[Channel.EMAIL] + by_kind[Channel.LETTER]


amounts = st.decimals(min_value="0.01", max_value="1E+11", places=2)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(amounts, amounts), min_size=1, max_size=8),
    st.sampled_from(["CNY", "USD", "GBP"]),
    st.sampled_from(list(Speech)),
    st.integers(1, 6),
)
def test_every_document_says_the_sum_of_its_lines(pairs, currency, language, level):
    lines = tuple(
        line("C", f"Q{n}", date(2026, 9, 1), str(outstanding + paid), str(paid))
        for n, (outstanding, paid) in enumerate(pairs)
    )
    total = sum(outstanding for outstanding, _ in pairs)
    asked = reminder(language, level, lines=lines, total=total, currency=currency)
    for document in drafts(asked, BUILDER, AS_OF).documents:
        text = readable(document)
        assert figures(total, currency) in text, document.name
        if document.name.endswith((".docx", ".eml", "call.txt")):
            for one in lines:
                assert figures(one.outstanding, currency) in text
            own = re.findall(r"[\d,]+\.\d\d", text)
            assert max(Decimal(found.replace(",", "")) for found in own) >= total


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_customer_makes_safe_names(value):
    for document in drafts(
        reminder(customer=value, currency=value, channels=CHANNELS), HENGYUAN, AS_OF
    ).documents:
        assert document.name.startswith("2026-11-20_")
        assert not set('\\/:*?"<>|\r\n\0') & set(document.name)


def cell(level: int, language: str, customer: str = "Acme", days: int = 12) -> str:
    return reminder_text(
        customer, "C-01", Decimal("1234.50"), "CNY", date(2026, 11, 8), days, level, language
    )


@pytest.mark.parametrize(
    ("level", "en", "zh"),
    [
        (0, "", ""),
        (-1, "", ""),
        (
            1,
            "To Acme: Please arrange payment of CNY 1,234.50 under contract C-01, due on 8 November 2026.",
            "致Acme：请安排支付合同C-01款项人民币1,234.50元（应付日2026年11月8日）。",
        ),
        (
            2,
            "To Acme: CNY 1,234.50 under contract C-01, due on 8 November 2026, is 12 days overdue. When may we "
            "expect payment?",
            "致Acme：合同C-01款项人民币1,234.50元（应付日2026年11月8日）已逾期12天，请告知预计付款日期。",
        ),
    ],
)
def test_the_text_of_a_cell(level, en, zh):
    assert (cell(level, "en"), cell(level, "zh")) == (en, zh)


def test_the_text_of_a_cell_is_firmer_by_level_and_stops_at_five():
    texts = [cell(level, "zh") for level in range(1, 6)]
    assert len(set(texts)) == 5
    assert cell(9, "zh") == cell(5, "zh")
    assert "1 day overdue" in cell(3, "en", days=1)


@pytest.mark.parametrize("value", [*HOSTILE, "+1", "-1", "@A1", "\t=1"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_text_of_a_cell_is_no_formula(value, language):
    text = cell(3, language, customer=value)
    assert text[0] not in "=+-@\t\r"
    assert "\n" not in text


def test_who_was_left_out_and_why():
    left = [
        LeftOut("甲公司", "HT-1", "QK-1", "CNY", Decimal("1000"), Text("disputed", "有争议"), None),
        LeftOut(
            "Acme\r\nLtd", "C-2", "", "USD", Decimal("5.5"), Text("promised", "已承诺"), date(2026, 12, 1)
        ),
    ]
    document = left_out_list(left, AS_OF, "zh")
    assert document.name == "2026-11-20_left-out.txt"
    assert document.data.decode("utf-8-sig").split("\r\n") == [
        "未起草催款的款项，截至2026年11月20日",
        "",
        f"甲公司，HT-1 QK-1：{shown(Decimal(1000), 'CNY', 'zh')}。有争议",
        "Acme Ltd，C-2：5.50美元。已承诺（至2026年12月1日）",
        "",
    ]
    english = left_out_list(left, AS_OF, "en").data.decode("utf-8-sig")
    assert "Acme Ltd, C-2: USD 5.50. promised (until 1 December 2026)" in english
    assert "Nobody was left out." in left_out_list([], AS_OF, "en").data.decode("utf-8-sig")


def test_money_to_allocate_stands_above_those_left_out():
    money = Unallocated("HT-1", "=ACME", "TT9", date(2026, 11, 17), Decimal("40"), "CNY", 3)
    first = [ToAllocate("甲公司", "CNY", money)]
    for language, said in (("zh", "甲公司：人民币40.00元，2026年11月17日收到=ACME付款，流水号TT9"),
                           ("en", "甲公司: CNY 40.00, received 17 November 2026 from =ACME, bank reference TT9")):  # fmt: skip
        text = left_out_list([], AS_OF, language, first).data.decode("utf-8-sig")
        assert text.split("\r\n")[2] == said


def test_one_line_is_enough():
    asked = reminder(Speech.EN, lines=LINES_EN[:1], total=LINES_EN[0].outstanding)
    assert "1 item" in readable(drafts(asked, BUILDER, AS_OF).documents[1])
