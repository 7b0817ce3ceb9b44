"""The .eml read back by the standard library: an unsent draft, both bodies, and no header from outside."""

from __future__ import annotations

import email
import re
from email import policy
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest

from ledger.drafting.facts import table
from ledger.drafting.mail import addresses, eml
from ledger.drafting.reminders import drafts
from ledger.drafting.wording import Words
from ledger.enumerations import Channel, Speech
from tests.drafting.cases import AS_OF, BUILDER, HENGYUAN, HOSTILE, reminder

HEADERS = {"X-Unsent", "From", "To", "Subject", "Date", "MIME-Version", "Content-Type"}


def made(language: Speech = Speech.ZH, level: int = 1, **others: object) -> bytes:
    asked = reminder(language, level, channels=(Channel.EMAIL,), **others)
    (document,) = drafts(asked, HENGYUAN if language is Speech.ZH else BUILDER, AS_OF).documents
    return document.data


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    assert not part.defects
    return str(part.get_content())


class Cells(HTMLParser):
    """The table's cells, row by row, and every tag that was met."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data


def test_an_unsent_draft_with_its_headers():
    message = parsed(made())
    assert set(message.keys()) == HEADERS
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "付款提醒：HT-012、HT-019，人民币2,712,600.53元"
    assert message["To"].addresses[0].addr_spec == "wangzq@jzct.example"
    assert message["To"].addresses[0].display_name == "王志强经理"
    assert message["From"].addresses[0].addr_spec == "limei@hengyuan.example"
    assert message["Date"].datetime.date() == AS_OF
    assert message["Date"].endswith(" 12:00:00 -0000")
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert all(part.get_content_charset() == "utf-8" for part in message.iter_parts())


def test_line_ends_are_those_of_mail():
    data = made()
    assert b"\r\n" in data
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
    assert max(map(len, data.split(b"\r\n"))) <= 998
    text = parsed(data).get_body(("plain",)).get_payload(decode=True)
    assert not re.search(rb"(?<!\r)\n", text)


@pytest.mark.parametrize("language", [Speech.ZH, Speech.EN])
@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_both_bodies_say_the_same_lines_and_total(language, level):
    asked = reminder(language, level)
    message = parsed(made(language, level))
    text, cells = body(message, "plain"), Cells(body(message, "html"))
    head, *rows, total = cells.rows
    assert len(rows) == len(asked.lines)
    assert len(head) == 8
    amounts = [one.outstanding for one in asked.lines]
    assert [row[-1] for row in rows] == [f"{amount:,.2f}" for amount in amounts]
    assert total[-1] == f"{sum(amounts):,.2f}"
    for row in rows:
        for cell in row:
            assert cell in text
    assert total[-1] in text


def test_a_plain_english_subject_stays_readable():
    data = made(Speech.EN)
    assert b"Subject: Payment reminder: UK-2041, GBP 74,360.75\r\n" in data


@pytest.mark.parametrize("field", ["customer", "contact", "currency", "address", "phone"])
@pytest.mark.parametrize("value", HOSTILE)
def test_nothing_from_a_cell_becomes_a_header_or_markup(field, value):
    data = made(Speech.EN, 4, **{field: value})
    message = parsed(data)
    assert set(message.keys()) == HEADERS
    assert message["X-Unsent"] == "1"
    assert [address.addr_spec for address in message["To"].addresses] == ["j.cole@riverside.example"]
    assert Cells(body(message, "html")).tags == {
        "html", "head", "meta", "title", "body", "p", "br", "table", "tr", "th", "td",
    }  # fmt: skip
    assert data == made(Speech.EN, 4, **{field: value})


@pytest.mark.parametrize("value", HOSTILE)
def test_nothing_from_a_line_becomes_markup(value):
    asked = reminder(Speech.EN)
    lines = tuple(one._replace(contract=value, project=value, claim=value) for one in asked.lines)
    message = parsed(made(Speech.EN, lines=lines))
    assert set(message.keys()) == HEADERS
    cells = Cells(body(message, "html"))
    assert not cells.tags & {"script", "b", "a", "w:p"}
    assert len(cells.rows) == 4


@pytest.mark.parametrize("value", HOSTILE)
def test_nothing_from_our_own_name_becomes_a_header(value):
    asked = reminder(Speech.EN, channels=(Channel.EMAIL,))
    sender = BUILDER._replace(company=value, clerk=value)
    (document,) = drafts(asked, sender, AS_OF).documents
    message = parsed(document.data)
    assert set(message.keys()) == HEADERS
    assert [one.addr_spec for one in message["From"].addresses] == ["mei.li@hengyuan.example"]


def test_without_our_address_there_is_no_sender():
    asked = reminder(channels=(Channel.EMAIL,))
    (document,) = drafts(asked, HENGYUAN._replace(email=""), AS_OF).documents
    assert set(parsed(document.data).keys()) == HEADERS - {"From"}


def test_several_addresses():
    message = parsed(made(email="Wang <a@b.cn>；c@d.cn,a@b.cn nonsense@ 财务"))
    assert [one.addr_spec for one in message["To"].addresses] == ["a@b.cn", "c@d.cn"]


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("", ()),
        ("none", ()),
        ("a@b", ()),
        ("@b.cn", ()),
        ("a@b.cn", ("a@b.cn",)),
        ("a@b.cn\nBcc: x@y.cn", ("a@b.cn", "x@y.cn")),  # two addresses to write to, no header
        ("王<a@b.cn>", ("a@b.cn",)),
        ('"a b"@c.cn', ()),
        ("a@-.cn..", ()),
        ("é@b.cn", ()),
    ],
)
def test_addresses(cell, answer):
    assert addresses(cell) == answer


def test_another_reminder_has_another_boundary():
    first, second = parsed(made()), parsed(made(level=2))
    assert first.get_boundary() != second.get_boundary()
    assert made() == made()


@pytest.mark.parametrize(
    ("subject", "read"),
    [
        ("due\r\nBcc: thief@evil.example", "due Bcc: thief@evil.example"),
        ("=?utf-8?b?5byg?=", "=?utf-8?b?5byg?="),  # as it was typed, not decoded
        ("付款" * 200, "付款" * 200),
        ("pay " * 100, ("pay " * 100).strip()),
        ("𠮷" * 90, "𠮷" * 90),
    ],
)
def test_a_subject_is_one_header_and_reads_as_typed(subject, read):
    words = Words(subject, ("text",), ())
    data = eml(["a@b.cn"], "", BUILDER, AS_OF, words, table(reminder()), Speech.EN)
    message = parsed(data)
    assert set(message.keys()) == HEADERS
    assert message["Subject"] == read
    assert max(map(len, data.split(b"\r\n"))) <= 100


def test_an_address_is_never_made_by_leaving_out_what_nobody_sees() -> None:
    assert addresses("pay@acme.example\u200b; \u202ea@b.co, ok@b.co") == ("ok@b.co",)
