# ruff: noqa: E501  # a sentence stays on one line
"""The six ways to count a contract's interest side by side, and the one that is used, step by step.

The one rule: it is for our own people, who choose; the customer gets the letter with the one that was chosen.
"""

from __future__ import annotations

from decimal import Decimal

from ..collecting.application import ORDER
from ..collecting.interest_statements import InterestStatement, Result
from ..conventions import label
from ..language import Text
from . import sheet_looks as looks
from .amounts import day, figures
from .documents import Document, file_name
from .facts import UNIT
from .interest_letters import document_of, known_words
from .plain_text import plain
from .sheet_looks import Row
from .sheet_pages import TINT, Cell, Page, Style, money_form, workbook

TITLE = Text("Interest of contract {contract}: six ways to count it", "合同{contract}逾期利息：六种算法对照")
INTERNAL = Text(
    "Internal, not for the customer. {customer}, up to and including {day}. Nothing is posted anywhere.",
    "内部使用，请勿外发。{customer}，计算至{day}（含当日）。不记账。",
)
COMPARED, CHOSEN = Text("Comparison", "对照"), Text("Step by step", "分段计算")
HEADINGS = (
    Text("Basis", "口径"), Text("Rate", "利率"), Text("Payments settle", "付款抵充顺序"), Text("Interest run up", "累计利息"),
    Text("Interest due", "未付利息"), Text("Principal due", "未付本金"), Text("Fixed sum", "定额补偿"),
    Text("Together", "合计"), Text("Each day more", "每日增加"), Text("Used", "采用"),
)  # fmt: skip
WIDTHS = (18, 40, 22, 15, 15, 16, 12, 16, 13, 8)
NOT_AVAILABLE = Text("not available because {why}", "不适用：{why}")
USED = "●"
LAWYER = Text("{source}: a lawyer must confirm that it applies.", "{source}：是否适用须经律师确认。")
SOURCE = Text("Source: {source}.", "来源：{source}。")
LEFT_OUT = Text("Claim {claim} is not in it: {why}.", "请款{claim}未列入：{why}。")
STEP_HEADINGS = (
    Text("Claim / invoice", "请款/发票"), Text("From", "起"), Text("To", "止"), Text("Days", "天数"), Text("Principal", "本金"),
    Text("Rate", "利率"), Text("Rate is", "利率口径"), Text("Interest", "利息"),
)  # fmt: skip
STEP_WIDTHS = (26, 13, 13, 8, 17, 12, 18, 16)
PAYMENT = Text(
    "received {amount}: {principal} to principal, {interest} to interest",
    "收款{amount}：抵本金{principal}，抵利息{interest}",
)
RATE_FORM = "0.00####%"


def interest_comparison(statement: InterestStatement, language: str) -> Document:
    """The comparison as an .xlsx in the clerk's language."""
    contract = statement.agreement
    title = TITLE.say(language, contract=plain(contract.number))
    internal = INTERNAL.say(language, customer=plain(contract.customer), day=day(statement.as_of, language))
    form = money_form(contract.currency)
    unit = UNIT.say(language) + plain(contract.currency)
    compared: list[Row] = [
        looks.across(title, len(WIDTHS), looks.TITLE),
        looks.across(internal, len(WIDTHS), looks.SMALL),
    ]
    compared.append((Cell(unit, looks.SMALL_RIGHT, len(WIDTHS)),))
    compared.append(tuple(Cell(heading.say(language), looks.HEAD) for heading in HEADINGS))
    head = len(compared)
    for one in statement.results:
        compared.append(_compared(one, one is statement.chosen, language, form))
    compared.append(looks.BLANK)
    compared += [looks.across(note, len(WIDTHS)) for note in _notes(statement, language)]
    pages = [Page(COMPARED.say(language), WIDTHS, compared, (head, head), landscape=True)]
    if statement.chosen.terms is not None:
        pages.append(_steps(statement, language, form))
    parts = (statement.as_of.isoformat(), contract.number, contract.customer, "interest", "comparison")
    return Document(file_name(parts, "xlsx"), workbook(pages, language))


def _compared(one: Result, used: bool, language: str, form: str) -> Row:
    """One way: its figures, or why it does not apply."""
    basis = Cell(one.basis.label.say(language), looks.BOX_BOLD if used else looks.BOX)
    order = Cell(label(ORDER, one.order).say(language), looks.BOX)
    mark = Cell(USED if used else "", looks.BOX_CENTRE)
    if one.terms is None:
        why = NOT_AVAILABLE.say(language, why=one.why.say(language))
        return (basis, Cell(why, looks.BOX), order, Cell("", looks.BOX, 6), mark)
    money = looks.money(form, bold=used, fill=TINT if used else "")
    sums = (one.run_up, one.interest, one.principal, one.fixed, one.together, one.per_diem)
    rate = Cell(one.terms.words.say(language), looks.BOX)
    return (basis, rate, order, *(Cell(amount, money) for amount in sums), mark)


def _notes(statement: InterestStatement, language: str) -> list[str]:
    """Up to when rates are known, what a lawyer must confirm, and the claims that are not in it."""
    notes = []
    for one in statement.results:
        if one.terms is not None:
            known = known_words(one.terms, language)
            source = one.terms.known.source if one.terms.known else ""
            notes.append(f"{known} {SOURCE.say(language, source=plain(source))}" if source else known)
            if one.terms.regime and one.terms.regime.needs_lawyer:
                notes.append(LAWYER.say(language, source=one.terms.regime.source))
    notes += [
        LEFT_OUT.say(language, claim=plain(r.claim), why=why.say(language)) for r, why in statement.left_out
    ]
    return list(dict.fromkeys(filter(None, notes)))


def _steps(statement: InterestStatement, language: str, form: str) -> Page:
    """The way that is used: each segment, and what each payment paid."""
    columns = len(STEP_WIDTHS)
    rate, days = Style(RATE_FORM, "right", size=9, edges="lrtb"), Style("0", "right", size=9, edges="lrtb")
    money, total = looks.money(form), looks.money(form, bold=True, fill=TINT)
    chosen = statement.chosen
    words = f"{chosen.basis.label.say(language)}; {label(ORDER, chosen.order).say(language)}"
    rows: list[Row] = [looks.across(words, columns, looks.BOLD)]
    rows.append(tuple(Cell(heading.say(language), looks.HEAD) for heading in STEP_HEADINGS))

    def paid(amount: Decimal) -> str:
        return figures(amount, plain(statement.agreement.currency))

    for charged in chosen.charged:
        named = document_of(charged)
        rows += [
            (
                Cell(named, looks.BOX), Cell(one.first, looks.BOX_CENTRE), Cell(one.last, looks.BOX_CENTRE),
                Cell(one.days, days), Cell(one.principal, money), Cell(one.rate, rate),
                Cell(one.basis.label.say(language), looks.BOX), Cell(one.amount, money),
            )
            for one in charged.interest.segments
        ]  # fmt: skip
        for one in charged.interest.applied:
            whole = one.principal + one.interest + one.costs + one.unapplied
            said = PAYMENT.say(
                language, amount=paid(whole), principal=paid(one.principal), interest=paid(one.interest)
            )
            rows.append((Cell(named, looks.BOX), Cell(one.on, looks.BOX_CENTRE), Cell(said, looks.BOX, 6)))
        whole = charged.interest.total
        rows.append((Cell(named, looks.BOX_BOLD._replace(fill=TINT), columns - 1), Cell(whole, total)))
    return Page(CHOSEN.say(language), STEP_WIDTHS, rows, (2, 2), landscape=True)
