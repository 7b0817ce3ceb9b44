# ruff: noqa: E501  # a sentence stays on one line
"""Payment applications as sheets: the form a customer knows, chosen by the contract's language or by name.

The one rule: what the book does not hold is said in words; an application never fills a cell by guessing.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Callable

from ..billing.applications import PaymentApplication
from ..enumerations import Base, Speech, Words
from ..language import Text
from ..money import ONE
from . import sheet_looks as looks
from .amounts import day, shown
from .documents import Document, file_name
from .facts import UNIT, Sender
from .plain_text import plain
from .sheet_looks import Row
from .sheet_pages import QUIET, Cell, Page, Style, money_form, workbook

ABSENT = Text("not in this book", "本台账无此数")
ABSENT_LOOK = looks.BOX_RIGHT._replace(colour=QUIET, size=8)
TO = Text("To: {customer}", "致：{customer}")
FIELDS = (
    Text("Project", "工程名称"), Text("Contract", "合同编号"), Text("Signed on", "签订日期"), Text("Application no.", "申请期号"),
    Text("For work up to", "申请截至"),
)  # fmt: skip
BLANK_LINE = "________________"
SHARED = Text(
    "What is payable for measured work is at the contract's pay share; the value of the work itself is before it.",
    "计量工程的应付金额已乘合同约定的付款比例，完成产值为未乘比例的金额。",
)
ROUNDING = Text("Rounding, on the total only", "尾差（仅对合计取整）")
UNCERTIFIED = Text(
    "Of this applied for and not yet certified or invoiced: {amount}.",
    "其中已申请、尚未批复或开票：{amount}。",
)
LOOSE = Text(
    "Received and not yet allocated, counted nowhere above: {amount}.",
    "另有已收到、尚未核销的款项，未计入以上各项：{amount}。",
)
PENDING = Text(
    "Variations submitted or disputed, counted nowhere above: {amount}.",
    "已报未定或有争议的变更，未计入以上各项：{amount}。",
)
FROM_LEDGER = Text("Figures are those of our ledger on {day}.", "数据取自我方台账，截至{day}。")


class Form(Words):
    """The layout of an application."""

    SUMMARY = (
        "g702",
        "summary and continuation sheet (G702/G703 style)",
        "汇总表及续表（G702/G703式）",
        "g703",
        "aia",
    )
    REQUEST = "request", "payment request table", "工程款支付申请表", "申请表"


class Writer:
    """What the forms share: one application, in one language, for one sender."""

    def __init__(self, application: PaymentApplication, language: str, ours: Sender) -> None:
        self.application, self.language, self.ours = application, language, ours
        self.currency = plain(application.currency)
        figures = [
            figure
            for line in application.lines
            for figure in (line.previous, line.this, line.total)
            if figure
        ]
        self.form = money_form(self.currency, [application.due, application.net.to_date, *figures])

    def money(self, value: Decimal | None, bold: bool = False, fill: str = "") -> Cell:
        """An amount, or the words that the book does not hold it."""
        if value is None:
            return Cell(ABSENT.say(self.language), ABSENT_LOOK._replace(fill=fill))
        return Cell(value, looks.money(self.form, bold, fill))

    def said(self, amount: Decimal) -> str:
        """An amount within a sentence."""
        return shown(amount, self.currency, self.language)

    def head(self, title: str, columns: int, left: int) -> list[Row]:
        """Who asks whom under which contract, `left` columns wide on the left."""
        one, contract = self.application, self.application.agreement
        rows = looks.letterhead(self.ours, title, columns)
        rows.append((Cell(TO.say(self.language, customer=plain(contract.customer)), looks.BOLD, columns),))
        if plain(contract.address):
            rows.append(looks.across(contract.address, columns))
        values = (plain(contract.project), plain(contract.number), contract.signed_on, BLANK_LINE, one.as_of)
        pairs = [(label, value) for label, value in zip(FIELDS, values) if value]
        for label, value in pairs:
            known = Cell(value, Style(), columns - left)
            rows.append((Cell(label.say(self.language), looks.SMALL._replace(size=10), left), known))
        return [*rows, (Cell(UNIT.say(self.language) + self.currency, looks.SMALL_RIGHT, columns),)]

    def notes(self, columns: int) -> list[Row]:
        """What a reader must know beside the figures."""
        one, language = self.application, self.language
        notes = [FROM_LEDGER.say(language, day=day(one.as_of, language))]
        stages = [line.position.stage for line in one.lines]
        if any(
            stage.base is Base.PERIOD_VALUE and stage.measure.share not in (None, ONE) for stage in stages
        ):
            notes.append(SHARED.say(language))
        for text, amount in (
            (UNCERTIFIED, one.uncertified),
            (PENDING, one.changes.pending),
            (LOOSE, one.loose),
        ):
            if amount:
                notes.append(text.say(language, amount=self.said(amount)))
        return [looks.across(note, columns, looks.SMALL) for note in notes]


Pages = Callable[[Writer], "list[Page]"]


def application_document(
    application: PaymentApplication, pages: Pages, speech: Speech, ours: Sender
) -> Document:
    """An application as an .xlsx in the customer's language."""
    contract = application.agreement
    parts = (application.as_of.isoformat(), contract.number, contract.customer, "application")
    written = workbook(pages(Writer(application, speech.code, ours)), speech.code)
    return Document(file_name(parts, "xlsx"), written)
