# ruff: noqa: E501  # a sentence stays on one line
"""A statement of account as a document to print, sign and send back, in the customer's language.

The one rule: what it shows adds up before the reader's eyes: opening, each line, and the balance.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Sequence

from ..collecting.statements import Statement
from ..enumerations import Speech
from ..language import ZH, Text
from ..money import ZERO
from .amounts import day, figures, rmb_capitals, shown
from .documents import Document, file_name
from .facts import BANK, BANK_TITLE, UNIT, Sender, short_day
from .pages import Block, Line, Table, pages
from .plain_text import plain

TITLE = Text("Statement of account", "对账单")
TO = Text("To: {customer}", "致：{customer}")
AS_OF = Text("As of {day}", "截至{day}")
HEADINGS = (
    Text("Date", "日期"), Text("Contract", "合同编号"), Text("Document", "单据"), Text("Item", "摘要"),
    Text("Payable", "应付金额"), Text("Paid / credited", "已付/冲减"), Text("Balance", "余额"),
)  # fmt: skip
PARTS = (13, 12, 20, 10, 15, 15, 15)
FIGURES = frozenset((4, 5, 6))
OPENING = Text("Opening balance", "期初余额")
TOTAL = Text("Total", "合计")
BALANCE = Text("Balance outstanding: {amount}", "未付余额：{amount}")
CAPITALS = Text("In words: {words}", "（大写）：{words}")
OVERDUE = Text("Of this overdue: {amount}", "其中已逾期：{amount}")
LOOSE = Text(
    "Received and not yet allocated, not part of the balance above: {amount}. Please tell us what it pays.",
    "已收到、尚未核销，未计入上述余额：{amount}，请告知款项用途。",
)
LOOSE_HEADINGS = (
    Text("Date", "日期"),
    Text("Contract", "合同编号"),
    Text("Document", "单据"),
    Text("Item", "摘要"),
    Text("Amount", "金额"),
)
ASK = Text(
    "Please compare this statement with your books and return it signed. If you do not agree, write the difference and its reason.",
    "请核对后签章寄回；如有不符，请注明差异金额及原因。",
)
SLIP = Text("Customer's reply", "客户回复")
SLIP_LINES = (
    Text("[  ] The balance is correct.", "[  ] 经核对，余额相符。"),
    Text(
        "[  ] The balance is not correct. Difference and reason: ________________________________",
        "[  ] 余额不符，差异金额及原因：________________________________",
    ),
    Text(
        "Name: ________________   Date: ________________   Signature or stamp: ________________",
        "经办人：____________    日期：____________    单位（盖章）：",
    ),
)


def statement_document(statement: Statement, speech: Speech, ours: Sender, as_of: date) -> Document:
    """The statement as a .docx."""
    language, currency = speech.code, plain(statement.currency)

    def money(amount: Decimal) -> str:
        return figures(amount, currency) if amount else ""

    rows: list[Sequence[str]] = []
    running = statement.opening
    if statement.opening:
        rows.append(("", "", "", OPENING.say(language), "", "", figures(running, currency)))
    for entry in statement.entries:
        running += entry.charged - entry.paid
        on = short_day(entry.on, language) if entry.on else ""
        rows.append(
            (
                on, entry.contract, entry.document, entry.kind.say(language), money(entry.charged),
                money(entry.paid), figures(running, currency),
            )
        )  # fmt: skip
    sums = (figures(statement.charged, currency), figures(statement.paid, currency))
    rows.append(("", "", "", TOTAL.say(language), *sums, figures(statement.balance, currency)))
    capitals = rmb_capitals(statement.balance) if language == ZH and currency.upper() == "CNY" else ""
    blocks: list[Block] = [
        Line("Company", ours.company),
        Line("Letterhead", "  |  ".join(filter(None, map(plain, (ours.address, ours.phone, ours.email))))),
        Line("Subject", TITLE.say(language)),
        Line("Address", TO.say(language, customer=plain(statement.customer)), bold=True),
        Line("Address", statement.agreement.address),
        Line("Address", AS_OF.say(language, day=day(as_of, language))),
        Line("Unit", UNIT.say(language) + currency),
        Table([h.say(language) for h in HEADINGS], rows, PARTS, FIGURES, last_bold=True),
        Line("Block", BALANCE.say(language, amount=shown(statement.balance, currency, language)), bold=True),
        Line("Block", CAPITALS.say(language, words="人民币" + capitals) if capitals else ""),
    ]
    if statement.overdue:
        blocks.append(
            Line("Block", OVERDUE.say(language, amount=shown(statement.overdue, currency, language)))
        )
    blocks += _loose(statement, language, currency)
    if ours.bank_account:
        blocks.append(Line("BlockTitle", BANK_TITLE.say(language), bold=True))
        values = (ours.company, ours.bank, ours.bank_account)
        blocks += [Line("Block", label.say(language).format(plain(v))) for label, v in zip(BANK, values) if v]
    blocks += [Line("Body", ASK.say(language)), Line("SlipTitle", SLIP.say(language))]
    blocks += [Line("Slip", line.say(language)) for line in SLIP_LINES]
    name = file_name((as_of.isoformat(), statement.customer, currency, "statement"), "docx")
    return Document(name, pages(blocks, language))


def _loose(statement: Statement, language: str, currency: str) -> list[Block]:
    if not statement.loose:
        return []
    whole = sum((entry.paid for entry in statement.loose), ZERO)
    rows = [
        (
            short_day(entry.on, language) if entry.on else "", entry.contract, entry.document,
            entry.kind.say(language), figures(entry.paid, currency),
        )
        for entry in statement.loose
    ]  # fmt: skip
    return [
        Line("BlockTitle", LOOSE.say(language, amount=shown(whole, currency, language))),
        Table([h.say(language) for h in LOOSE_HEADINGS], rows, (12, 14, 28, 22, 18), frozenset((4,))),
    ]
