# ruff: noqa: E501  # a sentence stays on one line
"""The letter that states the interest of a contract's overdue claims, every step of it, to the customer.

The one rule: it says which rate and which order of payment it uses, and that it is a statement and no invoice.
What else could have been chosen is our own affair and stands in the comparison (interest_comparison.py).
"""

from __future__ import annotations

from decimal import Decimal

from ..calendars import DAY
from ..collecting.application import ORDER
from ..collecting.interest import COMPOUNDING, DAYS, ROUNDING, SIMPLE
from ..collecting.interest_bases import Terms, rate_words
from ..collecting.interest_statements import Charged, InterestStatement
from ..conventions import label
from ..enumerations import Speech
from ..explanations import percent
from ..language import ZH, Text
from ..money import ZERO
from .amounts import day, figures, rmb_capitals, shown
from .documents import Document, file_name
from .facts import BANK, BANK_TITLE, UNIT, Sender, short_day
from .pages import Block, Line, Table, pages
from .plain_text import plain

TITLE = Text("Statement of interest for late payment", "逾期付款利息计算书")
TO = Text("To: {customer}", "致：{customer}")
OF = Text(
    "Contract {contract}, interest up to and including {day}", "合同{contract}，利息计算至{day}（含当日）"
)
HOW = Text("How it is counted", "计算依据")
RATE = Text("Rate: {words}.", "利率：{words}。")
PAID = Text("A payment settles: {order}.", "付款抵充顺序：{order}。")
COUNTED = Text(
    "Days counted: {days}. Rounded to the cent {rounding}. {compounding}.",
    "计息天数：{days}。舍入到分：{rounding}。{compounding}。",
)
SIMPLY = Text("Simple interest", "单利")
KNOWN = Text(
    "The published rate {table} is known to us up to its change of {day} ({rate}); it is taken to have stayed so.",
    "公布利率{table}：我方已知的最近一次调整为{day}（{rate}），此后按未调整计算。",
)
HEADINGS = (
    Text("Claim / invoice", "请款/发票"), Text("Due on", "应付日"), Text("Principal", "计息本金"), Text("Received", "已付款"),
    Text("Interest run up", "累计利息"), Text("Principal due", "未付本金"), Text("Interest due", "未付利息"),
)  # fmt: skip
TOTAL = Text("Total", "合计")
STEPS = Text("Step by step: {claim}", "分段计算：{claim}")
STEP_HEADINGS = (
    Text("From", "起"), Text("To", "止"), Text("Days", "天数"), Text("Principal", "本金"),
    Text("Rate", "利率"), Text("Interest", "利息"),
)  # fmt: skip
PAYMENT_HEADINGS = (
    Text("Received on", "付款日"), Text("Amount", "金额"), Text("To principal", "抵充本金"), Text("To interest", "抵充利息"),
)  # fmt: skip
NOT_COUNTED = Text(
    "Of {claim}, {amount} is under discussion and bears no interest here.",
    "{claim}中{amount}双方尚在核对，此处未计息。",
)
FIXED = Text("Fixed sum for late payment: {amount} ({source}).", "逾期付款定额补偿：{amount}（{source}）。")
DUE = Text(
    "Principal {principal} and interest {interest}: together {together}.",
    "未付本金{principal}，未付利息{interest}，合计{together}。",
)
DUE_FIXED = Text(
    "Principal {principal}, interest {interest} and fixed sum {fixed}: together {together}.",
    "未付本金{principal}，未付利息{interest}，定额补偿{fixed}，合计{together}。",
)
CAPITALS = Text("Interest in words: {words}", "未付利息（大写）：人民币{words}")
PER_DIEM = Text(
    "From {day} each further day adds {amount}, while nothing is paid and the rate stays.",
    "自{day}起，在付款或利率变动之前，每日增加利息{amount}。",
)
OTHER_BALANCE = Text(
    "Our statement of account counts payments towards the principal, so the principal there is {amount}.",
    "对账单按付款先冲本金列示，其未付本金为{amount}。",
)
ONLY_SAID = Text(
    "This is a statement, not an invoice: nothing has been posted to your account by it. Claims paid late in full are not part of it.",
    "本计算书仅为告知，不是发票，未据此记账；已结清的逾期款项未列入。",
)
ASK = Text(
    "Please pay the principal now and tell us when the interest will be paid. If you count otherwise, send us your calculation.",
    "请尽快支付本金，并告知利息的付款安排；如计算结果不同，请提供贵方的计算。",
)


def interest_letter(statement: InterestStatement, speech: Speech, ours: Sender) -> Document:
    """The statement as a .docx in the customer's language."""
    write = _Writer(statement, speech.code)
    language = speech.code
    contract = statement.agreement
    blocks: list[Block] = [
        Line("Company", ours.company),
        Line("Letterhead", "  |  ".join(filter(None, map(plain, (ours.address, ours.phone, ours.email))))),
        Line("Subject", TITLE.say(language)),
        Line("Address", TO.say(language, customer=plain(contract.customer)), bold=True),
        Line("Address", contract.address),
        Line("Address", write.contract()),
        *write.how(),
        *write.claims(),
        *write.sums(),
        Line("Body", ONLY_SAID.say(language)),
        Line("Body", ASK.say(language)),
    ]
    if plain(ours.bank_account):
        blocks.append(Line("BlockTitle", BANK_TITLE.say(language), bold=True))
        values = (ours.company, ours.bank, ours.bank_account)
        blocks += [Line("Block", words.say(language).format(plain(v))) for words, v in zip(BANK, values) if v]
    blocks += [
        Line("Signature", plain(ours.clerk)), Line("Signed", plain(ours.company)),
        Line("Address", day(statement.as_of, language)),
    ]  # fmt: skip
    for charged in statement.chosen.charged:
        blocks += write.steps(charged)
    parts = (statement.as_of.isoformat(), contract.number, contract.customer, "interest")
    return Document(file_name(parts, "docx"), pages(blocks, language))


def document_of(charged: Charged) -> str:
    """A claim by its number and its invoice."""
    r = charged.debt.receivable
    return " / ".join(filter(None, map(plain, (r.claim, r.invoice_number))))


def known_words(terms: Terms, language: str) -> str:
    """Up to which row a published rate is known; empty for a rate that is nobody's publication."""
    row = terms.known
    if row is None:
        return ""
    return KNOWN.say(language, table=plain(row.name), rate=percent(row.rate), day=day(row.on, language))


class _Writer:
    """The parts of the letter, in one language and currency."""

    def __init__(self, statement: InterestStatement, language: str) -> None:
        self.statement, self.chosen, self.language = statement, statement.chosen, language
        self.currency = plain(statement.agreement.currency)
        if self.chosen.terms is None:
            raise ValueError(f"no letter on a basis that does not apply: {self.chosen.why.en}")
        self.terms: Terms = self.chosen.terms

    def figure(self, amount: Decimal) -> str:
        return figures(amount, self.currency)

    def money(self, amount: Decimal) -> str:
        return shown(amount, self.currency, self.language)

    def contract(self) -> str:
        contract = self.statement.agreement
        named = " ".join(filter(None, map(plain, (contract.number, contract.project))))
        return OF.say(self.language, contract=named, day=day(self.statement.as_of, self.language))

    def how(self) -> list[Block]:
        """Which rate, which order of payment, which days: what the figures follow from."""
        language, conditions = self.language, self.terms.conditions
        compounding = (
            SIMPLY if conditions.compounding == SIMPLE else label(COMPOUNDING, conditions.compounding)
        )
        lines = (
            RATE.say(language, words=self.terms.words.say(language)),
            PAID.say(language, order=label(ORDER, conditions.order).say(language)),
            COUNTED.say(
                language,
                days=label(DAYS, conditions.days).say(language),
                rounding=label(ROUNDING, conditions.rounding).say(language),
                compounding=compounding.say(language),
            ),
            known_words(self.terms, language),
        )
        return [Line("BlockTitle", HOW.say(language), bold=True), *(Line("Block", line) for line in lines)]

    def claims(self) -> list[Block]:
        """One line for each claim, and the totals."""
        rows = []
        for one in self.chosen.charged:
            r, interest = one.debt.receivable, one.interest
            amounts = (
                one.debt.principal,
                r.received,
                interest.total,
                interest.principal_left,
                interest.interest_left,
            )
            rows.append(
                (document_of(one), short_day(one.debt.due_on, self.language), *map(self.figure, amounts))
            )
        charged = self.chosen.charged
        sums = (
            sum((one.debt.principal for one in charged), ZERO),
            sum((one.debt.receivable.received for one in charged), ZERO),
            self.chosen.run_up, self.chosen.principal, self.chosen.interest,
        )  # fmt: skip
        rows.append((TOTAL.say(self.language), "", *map(self.figure, sums)))
        headings = [heading.say(self.language) for heading in HEADINGS]
        table = Table(headings, rows, (21, 13, 15, 14, 13, 15, 13), frozenset(range(2, 7)), last_bold=True)
        return [Line("Unit", UNIT.say(self.language) + self.currency), table]

    def sums(self) -> list[Block]:
        """What is owed in all, what the next day adds, and what is not in it."""
        chosen, language = self.chosen, self.language
        lines = [
            NOT_COUNTED.say(language, claim=document_of(one), amount=self.money(one.debt.disputed))
            for one in chosen.charged
            if one.debt.disputed
        ]
        if chosen.fixed and self.terms.regime:
            source = self.terms.regime.source
            lines.append(FIXED.say(language, amount=self.money(chosen.fixed), source=source))
        owed = sum((one.debt.receivable.outstanding - one.debt.disputed for one in chosen.charged), ZERO)
        if chosen.principal != owed:
            lines.append(OTHER_BALANCE.say(language, amount=self.money(owed)))
        if chosen.per_diem:
            after = day(self.statement.as_of + DAY, language)
            lines.append(PER_DIEM.say(language, day=after, amount=self.money(chosen.per_diem)))
        amounts = {"principal": chosen.principal, "interest": chosen.interest, "together": chosen.together}
        said = {name: self.money(amount) for name, amount in amounts.items()}
        owes = (
            (DUE_FIXED.say(language, fixed=self.money(chosen.fixed), **said))
            if chosen.fixed
            else DUE.say(language, **said)
        )
        blocks: list[Block] = [Line("Block", owes, bold=True)]
        if language == ZH and self.currency.upper() == "CNY":
            blocks.append(Line("Block", CAPITALS.say(language, words=rmb_capitals(chosen.interest))))
        return [*blocks, *(Line("Block", line) for line in lines)]

    def steps(self, charged: Charged) -> list[Block]:
        """The segments of one claim, and what each payment paid."""
        language = self.language
        segments = [
            (
                short_day(one.first, language), short_day(one.last, language), str(one.days),
                self.figure(one.principal), rate_words(percent(one.rate), one.basis).say(language),
                self.figure(one.amount),
            )
            for one in charged.interest.segments
        ]  # fmt: skip
        segments.append(
            (TOTAL.say(language), "", str(charged.interest.days), "", "", self.figure(charged.interest.total))
        )
        payments = [
            (
                short_day(one.on, language),
                *map(self.figure, (one.principal + one.interest + one.costs + one.unapplied, one.principal, one.interest)),
            )
            for one in charged.interest.applied
        ]  # fmt: skip
        headings = [heading.say(language) for heading in STEP_HEADINGS]
        blocks: list[Block] = [
            Line("BlockTitle", STEPS.say(language, claim=document_of(charged)), bold=True),
            Table(headings, segments, (15, 15, 9, 20, 23, 18), frozenset((2, 3, 4, 5)), last_bold=True),
        ]
        paid = [heading.say(language) for heading in PAYMENT_HEADINGS]
        return [*blocks, Table(paid, payments, (20, 25, 25, 25), frozenset((1, 2, 3)))]
