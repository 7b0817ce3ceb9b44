# ruff: noqa: E501  # a sentence stays on one line
"""A statement of account as a sheet to check, print, sign and send back, in the customer's language.

The one rule: what it shows adds up before the reader's eyes: opening, each line, and the balance.
"""

from __future__ import annotations

from datetime import date

from ..collecting.statements import Statement
from ..enumerations import Speech
from ..language import ZH, Text
from ..money import ZERO
from . import sheet_looks as looks
from .amounts import day, rmb_capitals
from .documents import Document, file_name
from .facts import UNIT, Sender
from .plain_text import plain
from .sheet_looks import Row
from .sheet_pages import TINT, Cell, Page, Style, money_form, workbook

TITLE = Text("Statement of account", "对账单")
TO = Text("To: {customer}", "致：{customer}")
AS_OF = Text("As of {day}", "截至{day}")
HEADINGS = (
    Text("Date", "日期"), Text("Contract", "合同编号"), Text("Document", "单据"), Text("Item", "摘要"),
    Text("Payable", "应付金额"), Text("Paid / credited", "已付/冲减"), Text("Balance", "余额"),
)  # fmt: skip
WIDTHS = (13, 13, 23, 14, 15, 15, 15)
COLUMNS = len(WIDTHS)
RIGHT = Style(side="right")
OPENING = Text("Opening balance", "期初余额")
TOTAL = Text("Total", "合计")
BALANCE = Text("Balance outstanding, {currency}", "未付余额（{currency}）")
CAPITALS = Text("In words: {words}", "未付余额（大写）：人民币{words}")
OVERDUE = Text("Of this overdue, {currency}", "其中已逾期（{currency}）")
AGES = Text("Age of the balance, by days past the due date", "未付余额账龄（按应付日计逾期天数）")
LOOSE = Text(
    "Received and not yet allocated, not part of the balance above. Please tell us what it pays.",
    "已收到、尚未核销，未计入上述余额，请告知款项用途。",
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
    """The statement as an .xlsx: opening, lines, running balance, ages; money without a claim beside it."""
    language, currency = speech.code, plain(statement.currency)
    form = money_form(
        currency,
        [
            figure
            for entry in (*statement.entries, *statement.loose)
            for figure in (entry.charged, entry.paid)
        ],
    )
    customer, on = plain(statement.customer), AS_OF.say(language, day=day(as_of, language))
    rows = looks.letterhead(ours, TITLE.say(language), COLUMNS)
    rows.append((Cell(TO.say(language, customer=customer), looks.BOLD, 5), Cell(on, RIGHT, 2)))
    if plain(statement.agreement.address):
        rows.append(looks.across(statement.agreement.address, COLUMNS))
    rows.append(
        (Cell(customer, looks.SMALL, 5), Cell(UNIT.say(language) + currency, looks.SMALL_RIGHT, 2)),
    )
    rows.append(tuple(Cell(heading.say(language), looks.HEAD) for heading in HEADINGS))
    repeat = (len(rows) - 1, len(rows))
    rows += _lines(statement, language, form)
    rows += _balance(statement, language, currency, form)
    rows += _loose(statement, language, form)
    rows += looks.account(ours, language, COLUMNS)
    rows += [looks.BLANK, looks.across(ASK.say(language), COLUMNS), looks.across("", COLUMNS, looks.SECTION)]
    rows.append(looks.across(SLIP.say(language), COLUMNS, looks.BOLD))
    rows += [(Cell(line.say(language), looks.TEXT, COLUMNS),) for line in SLIP_LINES]
    name = file_name((as_of.isoformat(), statement.customer, currency, "statement"), "xlsx")
    return Document(name, workbook([Page(TITLE.say(language), WIDTHS, rows, repeat)], language))


def _lines(statement: Statement, language: str, form: str) -> list[Row]:
    """The opening balance, every line with the balance after it, and the totals."""
    money, total = looks.money(form), looks.money(form, bold=True, fill=TINT)
    rows: list[Row] = []
    running = statement.opening
    if statement.opening:
        rows.append((Cell(OPENING.say(language), looks.BOX_BOLD, 6), Cell(running, money)))
    for entry in statement.entries:
        running += entry.charged - entry.paid
        rows.append(
            (
                Cell(entry.on, looks.BOX_CENTRE), Cell(entry.contract, looks.BOX),
                Cell(entry.document, looks.BOX), Cell(entry.kind.say(language), looks.BOX),
                looks.amount(entry.charged, money), looks.amount(entry.paid, money), Cell(running, money),
            )
        )  # fmt: skip
    sums = (statement.charged, statement.paid, statement.balance)
    label = Cell(TOTAL.say(language), looks.BOX_BOLD._replace(fill=TINT), 4)
    rows.append((label, *(Cell(amount, total) for amount in sums)))
    return rows


def _balance(statement: Statement, language: str, currency: str, form: str) -> list[Row]:
    """What is owed, in words for yuan, what of it is overdue, and how old it is."""
    rows: list[Row] = [looks.BLANK]
    figure = Style(form, "right", bold=True, wrap=False)
    owed = BALANCE.say(language, currency=currency)
    rows.append((Cell(owed, looks.BOLD, 5), Cell(statement.balance, figure, 2)))
    if language == ZH and currency.upper() == "CNY":
        rows.append(looks.across(CAPITALS.say(language, words=rmb_capitals(statement.balance)), COLUMNS))
    overdue = OVERDUE.say(language, currency=currency)
    rows.append((Cell(overdue, looks.TEXT, 5), Cell(statement.overdue, figure._replace(bold=False), 2)))
    rows += [looks.BLANK, looks.across(AGES.say(language), COLUMNS, looks.BOLD)]
    buckets, others = statement.ages[:COLUMNS], statement.ages[COLUMNS:]
    rows.append(tuple(Cell(label.say(language), looks.HEAD) for label, _ in buckets))
    money = looks.money(form)
    rows.append(tuple(Cell(amount, money) for _, amount in buckets))
    rows += [
        (Cell(label.say(language), looks.BOX, COLUMNS - 1), Cell(amount, money))
        for label, amount in others
        if amount
    ]
    return rows


def _loose(statement: Statement, language: str, form: str) -> list[Row]:
    """Money that pays no claim, line by line, with its sum."""
    if not statement.loose:
        return []
    money, total = looks.money(form), looks.money(form, bold=True, fill=TINT)
    rows: list[Row] = [looks.BLANK, looks.across(LOOSE.say(language), COLUMNS, looks.BOLD)]
    spans = (1, 1, 2, 2, 1)
    rows.append(tuple(Cell(h.say(language), looks.HEAD, span) for h, span in zip(LOOSE_HEADINGS, spans)))
    rows += [
        (
            Cell(entry.on, looks.BOX_CENTRE), Cell(entry.contract, looks.BOX), Cell(entry.document, looks.BOX, 2),
            Cell(entry.kind.say(language), looks.BOX, 2), Cell(entry.paid, money),
        )
        for entry in statement.loose
    ]  # fmt: skip
    whole = sum((entry.paid for entry in statement.loose), ZERO)
    label = Cell(TOTAL.say(language), looks.BOX_BOLD._replace(fill=TINT), COLUMNS - 1)
    return [*rows, (label, Cell(whole, total))]
