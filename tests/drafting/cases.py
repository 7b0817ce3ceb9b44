"""Reminders to draft from: one Chinese, one English customer, and what a hostile cell may hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ledger.drafting.facts import Sender
from ledger.enumerations import Channel, Speech, Tone
from ledger.language import Text
from ledger.results import Reminder, ReminderLine

AS_OF = date(2026, 11, 20)
TONES = (Tone.REMINDER, Tone.INQUIRY, Tone.DEMAND, Tone.FORMAL, Tone.PRE_ACTION)
CHANNELS = (Channel.PHONE, Channel.EMAIL, Channel.MESSAGE, Channel.LETTER, Channel.VISIT)

HENGYUAN = Sender(
    "上海恒远建设工程有限公司",
    "上海市浦东新区世纪大道100号",
    "李梅",
    "021-5888 6666",
    "limei@hengyuan.example",
    "中国建设银行上海浦东分行",
    "3100 1520 0130 5000 8888",
)
BUILDER = Sender(
    "Hengyuan (UK) Ltd",
    "18 Fenchurch Street, London",
    "Mei Li",
    "+44 20 7946 0000",
    "mei.li@hengyuan.example",
)

HOSTILE = (
    "Acme\r\nBcc: thief@evil.example",
    "Acme\nX-Unsent: 0\n\n<b>body</b>",
    "{total} {nobody} {{customer}}",
    '=HYPERLINK("http://evil.example","pay here")',
    "<script>alert(1)</script>&amp;",
    "../../x",
    "CON",
    "a\x00b\x0bc\ufffe\ud800d",
    "\u202egnp.exe",
    "]]><w:p/>",
    "Smith, John <thief@evil.example>",
    "=?utf-8?b?5byg?=",
    "𠮷野家㐀" * 3,
    " ",
)


def line(
    contract: str,
    claim: str,
    due: date,
    payable: str,
    received: str = "0",
    interest: str = "0",
    **others: str,
) -> ReminderLine:
    paid = Decimal(received)
    return ReminderLine(
        contract=contract,
        project=others.get("project", ""),
        claim=claim,
        milestone="M1",
        invoice_number=others.get("invoice", ""),
        due_on=due,
        days_overdue=(AS_OF - due).days,
        payable=Decimal(payable),
        received=paid,
        outstanding=Decimal(payable) - paid,
        interest=Decimal(interest),
    )


LINES_ZH = (
    line(
        "HT-012",
        "QK-07",
        date(2026, 8, 31),
        "1860000",
        "500000",
        "55080",
        project="滨江医院",
        invoice="04403182",
    ),
    line("HT-012", "QK-08", date(2026, 9, 30), "1245600.53", project="滨江医院", invoice="04403190"),
    line("HT-019", "QK-03", date(2026, 10, 15), "107000", project="科创园二期"),
)
LINES_EN = (
    line(
        "UK-2041", "PC-07", date(2026, 8, 31), "48250", "10000", "612.4", project="School", invoice="INV-2207"
    ),
    line("UK-2041", "PC-08", date(2026, 11, 19), "36110.75", project="School", invoice="INV-2231"),
)


def reminder(language: Speech = Speech.ZH, level: int = 1, **others: object) -> Reminder:
    chinese = language is Speech.ZH
    lines = others.get("lines", LINES_ZH if chinese else LINES_EN)
    made = Reminder(
        customer="江州城市建设投资集团有限公司" if chinese else "Riverside Schools Trust",
        currency="CNY" if chinese else "GBP",
        language=language,
        contact="王志强经理" if chinese else "Ms Janet Cole",
        email="wangzq@jzct.example" if chinese else "j.cole@riverside.example",
        phone="0510-8888 1234",
        address="江州市太湖大道88号" if chinese else "4 Harbour Lane, Bristol",
        level=level,
        tone=TONES[max(1, min(level, 5)) - 1],
        channels=CHANNELS,
        needs_approval=level > 3,
        lines=lines,
        total=sum((one.outstanding for one in lines), Decimal(0)),
        owner="李梅",
        why=Text("", ""),
    )
    return made._replace(**others)
