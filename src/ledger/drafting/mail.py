"""The e-mail: a file that mail programs open as an unsent draft, in plain text and with a table.

The one rule: nothing from outside becomes a header, an address or markup. `X-Unsent: 1` is what Outlook
and Thunderbird (its openEMLFile) look for; a program that does not know it shows the message, to be
forwarded. There is no Message-ID: the program that sends gives one.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime
from email.charset import BASE64, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime
from html import escape
from typing import Sequence

from ..enumerations import Speech
from .facts import Sender, Table
from .plain_text import plain
from .wording import Words

# What is surely an address: a cell may hold several, and names beside them
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
NOON = 12  # the same day in nearly every time zone

STYLE = "font-family:'Microsoft YaHei','Segoe UI',Arial,sans-serif;font-size:14px;line-height:1.6;color:#222"
TABLE = "border-collapse:collapse;font-size:13px;line-height:1.4"
SMALL = "font-size:12px;color:#666"
CELL = "border:1px solid #bbb;padding:4px 8px;"
HEAD = CELL + "background:#f2f2f2;font-weight:bold;"
TOTAL_CELL = CELL + "font-weight:bold;background:#fafafa;"
TEXTS = 4  # columns read as text; those after them are figures, set to the right
WHOLE = 3  # from here on: a day or an amount is never broken


def addresses(cell: str) -> tuple[str, ...]:
    """The e-mail addresses in a cell, each once, between commas, semicolons (也含中文标点) or spaces.

    A word with a letter that nobody sees is none: without that letter it would be another address.

    >>> addresses("Wang <wang@a.cn>; li@b.com，wang@a.cn")
    ('wang@a.cn', 'li@b.com')
    """
    words = re.split(r"[\s,;<>()\"，；、（）《》]+", cell)
    return tuple(dict.fromkeys(word for word in words if ADDRESS.fullmatch(word)))


def _header(text: str, name: str) -> str:
    """Text from outside as one header's value: on one line, encoded (RFC 2047) unless it is plain ASCII."""
    text = plain(text)
    charset = "us-ascii" if text.isascii() and "=?" not in text else "utf-8"
    return Header(text, charset, header_name=name).encode()


def _mailbox(name: str, address: str, header: str) -> str:
    """An address with a name before it; always encoded, so that no comma in it can add another."""
    name = plain(name)
    return f"{Header(name, 'utf-8', header_name=header).encode()} <{address}>" if name else address


def plain_table(table: Table, language: Speech) -> str:
    """The table for a reader without columns: a numbered line for each, and the total."""
    colon, comma = ("：", "；") if language is Speech.ZH else (": ", "; ")
    rows = [
        f"{number}. " + comma.join(h + colon + cell for h, cell in zip(table.headings, row) if cell)
        for number, row in enumerate(table.rows, 1)
    ]
    return "\n".join(
        [table.unit, *rows, table.total_label + colon + table.total, *filter(None, [table.note])]
    )


def _html_table(table: Table) -> str:
    """Figures to the right; days and figures never broken (`nowrap` is what Outlook heeds)."""

    def cell(text: str, column: int, style: str, tag: str = "td") -> str:
        side = "left" if column < TEXTS else "right"
        whole = " nowrap" if column >= WHOLE else ""
        return f'<{tag}{whole} style="{style}text-align:{side}">{escape(text)}</{tag}>'

    head = "".join(cell(text, column, HEAD, "th") for column, text in enumerate(table.headings))
    rows = "".join(
        "<tr>" + "".join(cell(text, column, CELL) for column, text in enumerate(row)) + "</tr>\n"
        for row in table.rows
    )
    span = len(table.headings) - 1
    total = (
        f'<tr><td colspan="{span}" style="{TOTAL_CELL}text-align:right">{escape(table.total_label)}</td>'
        + cell(table.total, span, TOTAL_CELL)
        + "</tr>"
    )
    note = f'<p style="{SMALL};margin:4px 0 0">{escape(table.note)}</p>' if table.note else ""
    return (
        f'<p style="{SMALL};margin:0 0 4px">{escape(table.unit)}</p>\n'
        f'<table cellspacing="0" cellpadding="5" style="{TABLE}">\n'
        f"<tr>{head}</tr>\n{rows}{total}\n</table>{note}\n"
        '<p style="margin:0 0 6px">&nbsp;</p>'  # Outlook drops the margins of a table
    )


def _html_lines(lines: Sequence[str]) -> str:
    """Lines as paragraphs: a blank line ends one, a single line end breaks it."""
    paragraphs = "\n".join(lines).strip("\n").split("\n\n")
    return "\n".join(
        '<p style="margin:0 0 12px">' + "<br>\n".join(escape(line) for line in text.split("\n")) + "</p>"
        for text in paragraphs
        if text.strip()
    )


def html(words: Words, table: Table, language: Speech) -> str:
    """The whole body as HTML, styled in place, for mail programs drop style sheets."""
    tag = "zh-CN" if language is Speech.ZH else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{tag}"><head><meta charset="utf-8">'
        f"<title>{escape(words.subject)}</title></head>\n"
        f'<body style="{STYLE}">\n{_html_lines(words.before)}\n{_html_table(table)}\n'
        f"{_html_lines(words.after)}\n</body></html>\n"
    )


def text(words: Words, table: Table, language: Speech) -> str:
    """The whole body as plain text."""
    blocks = ("\n".join(words.before), plain_table(table, language), "\n".join(words.after))
    return "\n\n".join(block.strip("\n") for block in blocks if block) + "\n"


def _part(body: str, kind: str) -> MIMENonMultipart:
    """One body as UTF-8 in base64 with CRLF inside, the same bytes from every version of Python."""
    charset = Charset("utf-8")
    charset.body_encoding = BASE64
    part = MIMENonMultipart("text", kind, charset="utf-8")
    part.set_payload(body.replace("\n", "\r\n"), charset)
    return part


def eml(
    to: Sequence[str],
    contact: str,
    sender: Sender,
    as_of: date,
    words: Words,
    table: Table,
    language: Speech,
) -> bytes:
    """The draft as the bytes of an .eml file. `to` holds addresses from `addresses`, at least one.

    The day stands at noon with no zone named (-0000); the boundary is made of the content, so that the same
    reminder gives the same bytes.
    """
    bodies = (text(words, table, language), html(words, table, language))
    content = "\0".join((*to, words.subject, *bodies)).encode("utf-8")
    message = MIMEMultipart("alternative", boundary="=_" + hashlib.sha256(content).hexdigest()[:32])
    message["X-Unsent"] = "1"
    from_address = addresses(sender.email)
    if from_address:
        message["From"] = _mailbox(sender.company, from_address[0], "From")
    message["To"] = ", ".join([_mailbox(contact, to[0], "To"), *to[1:]])
    message["Subject"] = _header(words.subject, "Subject")
    message["Date"] = format_datetime(datetime(as_of.year, as_of.month, as_of.day, NOON))
    for body, kind in zip(bodies, ("plain", "html")):
        message.attach(_part(body, kind))
    return message.as_bytes(policy=compat32.clone(linesep="\r\n"))
