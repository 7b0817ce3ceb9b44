# ruff: noqa: E501  # a clause stays on one line
"""Agreements to sign: the instalment plan, and the supplementary agreement on what a contract leaves open.

The one rule: an agreement binds nobody before it is signed, and says so; its claims and its payments add up
to the same total.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Sequence

from ..collecting.instalments import Payment
from ..collecting.remedying import Matter
from ..collecting.suspension import Ground, undisputed
from ..enumerations import Speech
from ..language import ZH, Text
from ..money import ZERO
from .amounts import day, figures, rmb_capitals, shown
from .documents import Document
from .facts import BANK, BANK_TITLE, UNIT, Sender, short_day
from .pages import Block, Line, Table, pages
from .plain_text import plain
from .remedy_letters import language_of, name_of, reference

NUMBERS = "一二三四五六七八九十"
PLAN_TITLE = Text("Instalment agreement", "分期付款协议")
SUPPLEMENT_TITLE = Text("Supplementary agreement", "补充协议")
DRAFT = Text(
    "Draft for discussion. Binding only once both sides have signed it.",
    "草案，供双方商谈；经双方签字盖章后生效。",
)
NUMBER = Text("Number: {reference}", "编号：{reference}")
CREDITOR = Text("Party A (creditor): {name}", "甲方（债权人）：{name}")
DEBTOR = Text("Party B (debtor): {name}", "乙方（债务人）：{name}")
FIRST, SECOND = Text("Party A: {name}", "甲方：{name}"), Text("Party B: {name}", "乙方：{name}")
ADDRESS = Text("Address: {address}", "地址：{address}")
UNDER = Text(
    "The parties have concluded contract {contract}{project}. They agree as follows:",
    "双方就合同{contract}{project}约定如下：",
)
PROJECT = Text(" ({project})", "（{project}）")

ACKNOWLEDGED = Text(
    "Acknowledgement. Party B acknowledges that, as of {day}, it owes Party A {total}{capitals} under the contract for the following claims:",
    "债务确认。乙方确认，截至{day}，乙方就下列款项尚欠甲方{total}{capitals}：",
)
CAPITALS = Text(" ({words})", "（大写：{words}）")
PAYS = Text(
    "Payment. Party B pays this amount in {count} instalments:", "付款安排。乙方按下列{count}期支付上述款项："
)
ACCOUNT = Text(
    "Account. An instalment is paid once it has been credited to Party A's account in full.",
    "收款账户。各期款项以全额到达甲方账户之日为付款日。",
)
ACCELERATION = Text(
    "Default. If an instalment is not paid in full on its day, the whole unpaid balance becomes due at once, without a further demand.",
    "加速到期。任何一期未按期足额支付的，全部未付余额立即到期，甲方无须另行催告。",
)
INTEREST = Text(
    "Interest reserved. The amounts above hold no interest for late payment. Party A reserves it, and all other rights, for the time from the original due dates; this agreement waives none of them.",
    "利息保留。上述金额不含逾期付款利息。自原应付日起的逾期付款利息及甲方其他权利均予保留，本协议不构成放弃。",
)
GUARANTOR = Text(
    "Guarantor. {guarantor} agrees to this agreement and remains liable as guarantor for the debt as it is to be paid here.",
    "保证人。{guarantor}同意本协议，并继续对按本协议履行的债务承担保证责任。",
)
OTHERWISE = Text(
    "All other terms of the contract stay as they are. This agreement takes effect once both sides have signed it; each side keeps one copy.",
    "合同其他条款不变。本协议自双方签字盖章之日起生效，双方各执一份。",
)
CLAIMS = (
    Text("Claim / invoice", "请款/发票"), Text("Due on", "原应付日"), Text("Payable", "应付金额"),
    Text("Received", "已收金额"), Text("Outstanding", "未付金额"),
)  # fmt: skip
CLAIM_PARTS, CLAIM_FIGURES = (28, 16, 18, 18, 20), frozenset((2, 3, 4))
PAYMENTS = (
    Text("No.", "期次"), Text("Pay by", "付款日期"), Text("Amount", "金额"), Text("Balance after it", "付款后余额"),
)  # fmt: skip
PAYMENT_PARTS, PAYMENT_FIGURES = (12, 30, 28, 30), frozenset((2, 3))
TOTAL = Text("Total", "合计")
UNDISPUTED = Text("Amounts in dispute are not part of this agreement.", "有争议的金额不在本协议范围内。")
SIGNATURES = (
    Text("Name: ", "名称（盖章）："),
    Text("Signed by, position: ", "签字人及职务："),
    Text("Signature: ", "签字："),
    Text("Date: ", "日期："),
)
SIGNED = Text("Signatures", "签署")
ROW = 480  # room for a hand or a stamp
PARTIES = (Text("Party A", "甲方"), Text("Party B", "乙方"), Text("Guarantor", "保证人"))

OPEN = Text(
    "In respect of these terms, which the contract leaves open, the following is agreed.",
    "就合同约定不明确的下列事项，双方补充约定如下。",
)
CLAUSES = {
    "TRM-10": Text("Stages. The stages of payment come to the whole price. The part of {money} not yet allotted is paid on ________, when ________.", "付款节点。各节点合计为合同总价，尚未约定的{money}于________（条件：________）支付。"),
    "TRM-11": Text("Stages. The stages of payment are, in order: ________ % at ________; ________ % at ________; together no more than the price.", "付款节点。各节点依次为：________时支付至________%；________时支付至________%；合计不超过合同总价。"),
    "TRM-12": Text("Stage {stage}. At this stage payment is made up to ________ % of ________, including everything paid before.", "节点{stage}。本节点付至________的________%，含此前已付款项。"),
    "TRM-13": Text("Stage {stage}. The amount of this stage [is / is not] included in the 'up to' share of the stage after it.", "节点{stage}。本节点金额〔包含/不包含〕在其后“付至”比例之内。"),
    "TRM-14": Text("Advance. The advance is taken back by ________ % of each payment, beginning with ________, and ends with ________.", "预付款扣回。预付款自________起按每次付款的________%扣回，至________扣完。"),
    "TRM-15": Text("Retention. Retention is ________ % of ________ in all, withheld once, at ________.", "质保金。质保金共为________的________%，仅扣留一次，于________扣留。"),
    "TRM-16": Text("Release of retention. Retention is paid back on ________, or ________ months after ________.", "质保金返还。质保金于________或________后满________个月返还。"),
    "TRM-17": Text("Acceptance. The work was accepted, or counts as accepted, on ________.", "验收。工作已于________验收或视为验收。"),
    "TRM-18": Text("Stages. The price is paid in these stages: ________ % at ________; ________ % at ________.", "付款节点。合同价款分以下节点支付：________时________%；________时________%。"),
    "TRM-19": Text("Time. The work of stage {stage} is to be done by ________; the contract ends on ________.", "工期。节点{stage}应于________前完成，合同至________止。"),
    "TRM-20": Text("Time for payment. An amount is payable within ________ days of ________ (certificate / invoice / acceptance).", "付款期限。款项于________（批复／开票／验收）后________日内支付。"),
    "TRM-21": Text("Release of retention. At stage {stage} ________ % of the retention held is paid back.", "质保金返还。节点{stage}返还所扣质保金的________%。"),
    "TRM-30": Text("Retention. Retention is ________ % of ________, or replaced by a bond of ________.", "质保金比例。质保金为________的________%，或以________保函替代。"),
    "TRM-31": Text("Time for payment. An amount is payable within ________ days of ________.", "付款期限。款项于________后________日内支付。"),
    "TRM-32": Text("Time for payment. An amount is payable within ________ days of ________.", "付款期限。款项于________后________日内支付。"),
    "TRM-33": Text("Progress payments. Progress is paid at ________ % of the value completed and measured.", "进度款。进度款按已完成并计量产值的________%支付。"),
    "TRM-34": Text("Advance. The advance is ________ % of ________, payable by ________.", "预付款。预付款为________的________%，于________前支付。"),
    "TRM-35": Text("Interest. Interest for late payment is ________ % a year from the day after the due date.", "逾期利息。逾期付款自应付日次日起按年利率________%计息。"),
    "TRM-36": Text("Interest. Interest for late payment is ________ % a year from the day after the due date.", "逾期利息。逾期付款自应付日次日起按年利率________%计息。"),
}  # fmt: skip
USUAL = (
    Text("Amount. The parties confirm the amount of ________ for ________.", "金额。双方确认________的金额为________。"),
    Text("Condition. The amount is payable when ________, proved by ________.", "付款条件。上述金额在________时支付，以________为凭。"),
    CLAUSES["TRM-20"],
    Text("Acceptance. A claim that is not answered within ________ days of its receipt [counts / does not count] as accepted.", "视为认可。收到请款资料后________日内未答复的，〔视为／不视为〕认可。"),
)  # fmt: skip
INTEREST_STAYS = Text(
    "Interest reserved. Interest for late payment to date, and all other rights, are reserved; this agreement waives none of them.",
    "利息保留。此前的逾期付款利息及其他权利均予保留，本协议不构成放弃。",
)
CLAIMS_TOUCHED = Text(
    "These claims are open at this time; they stay payable as they are:",
    "目前未付款项如下，其应付义务不受影响：",
)


def plan_document(matter: Matter, payments: Sequence[Payment], sender: Sender, ground: Ground) -> Document:
    """The instalment agreement of one contract as a .docx, in the customer's language."""
    speech, contract = language_of(matter), matter.contract
    language, currency = speech.code, plain(matter.currency)
    total = matter.money
    if sum((p.amount for p in payments), ZERO) != total:
        raise ValueError(f"instalments of {contract.number!r} do not add up to {total}")
    capitals = ""
    if speech is Speech.ZH and currency == "CNY":
        capitals = CAPITALS.say(language, words="人民币" + rmb_capitals(total))
    said = ACKNOWLEDGED.say(
        language, day=day(ground.as_of, language), total=shown(total, currency, language), capitals=capitals
    )
    rows = [
        (str(n), short_day(p.on, language), figures(p.amount, currency), figures(p.left, currency))
        for n, p in enumerate(payments, 1)
    ]
    rows.append((TOTAL.say(language), "", figures(total, currency), ""))
    heads = [h.say(language) for h in PAYMENTS]
    clauses: list[Sequence[Block]] = [
        (Line("Body", said), *claims_table(matter, language, currency)),
        (
            Line("Body", PAYS.say(language, count=len(payments))),
            Line("Unit", UNIT.say(language) + currency),
            Table(heads, rows, PAYMENT_PARTS, PAYMENT_FIGURES, last_bold=True),
        ),
        (Line("Body", ACCOUNT.say(language)), *_account(sender, language)),
        (Line("Body", ACCELERATION.say(language)),),
        (Line("Body", INTEREST.say(language)),),
    ]
    guarantor = plain(contract.guarantor)
    if guarantor:
        clauses.append((Line("Body", GUARANTOR.say(language, guarantor=guarantor)),))
    clauses.append((Line("Ending", OTHERWISE.say(language)),))
    return _agreement(matter, PLAN_TITLE, (CREDITOR, DEBTOR), clauses, sender, ground, guarantor)


def supplement_document(matter: Matter, sender: Sender, ground: Ground) -> Document:
    """The supplementary agreement of one contract: what its terms leave open, as blanks to fill in."""
    language, currency = language_of(matter).code, plain(matter.currency)
    asked = [(m, CLAUSES[m.rule]) for m in matter.facts.questions if m.rule in CLAUSES]
    said = [
        text.say(language, stage=plain(m.milestone), money=shown(m.money, currency, language))
        for m, text in asked
    ]
    texts = list(dict.fromkeys(said)) or [text.say(language) for text in USUAL]
    clauses: list[Sequence[Block]] = [(Line("Body", text),) for text in texts]
    if matter.money > ZERO:
        clauses.append(
            (Line("Body", CLAIMS_TOUCHED.say(language)), *claims_table(matter, language, currency))
        )
    clauses.append((Line("Body", INTEREST_STAYS.say(language)),))
    clauses.append((Line("Ending", OTHERWISE.say(language)),))
    return _agreement(matter, SUPPLEMENT_TITLE, (FIRST, SECOND), clauses, sender, ground)


def claims_table(matter: Matter, language: str, currency: str) -> list[Block]:
    """The claims of a matter and their undisputed total."""
    rows, whole, exact = [], ZERO, True
    for r in sorted(matter.claims, key=lambda r: (r.due_on is None, r.due_on or r.claim, r.claim)):
        open_: Decimal = undisputed(r)
        if open_ <= ZERO:
            continue
        whole += open_
        exact = exact and r.payable - r.received == open_
        names = " / ".join(dict.fromkeys(filter(None, (plain(r.claim), plain(r.invoice_number)))))
        due = short_day(r.due_on, language) if r.due_on else ""
        rows.append((names, due, *(figures(amount, currency) for amount in (r.payable, r.received, open_))))
    rows.append((TOTAL.say(language), "", "", "", figures(whole, currency)))
    blocks: list[Block] = [
        Line("Unit", UNIT.say(language) + currency),
        Table([h.say(language) for h in CLAIMS], rows, CLAIM_PARTS, CLAIM_FIGURES, last_bold=True),
    ]
    return blocks if exact else [*blocks, Line("Note", UNDISPUTED.say(language))]


def _account(sender: Sender, language: str) -> list[Block]:
    if not sender.bank_account:
        return []
    values = (sender.company, sender.bank, sender.bank_account)
    title: list[Block] = [Line("BlockTitle", BANK_TITLE.say(language), bold=True)]
    return title + [
        Line("Block", label.say(language).format(plain(v))) for label, v in zip(BANK, values) if v
    ]


def _agreement(
    matter: Matter,
    title: Text,
    names: tuple[Text, Text],
    clauses: Sequence[Sequence[Block]],
    sender: Sender,
    ground: Ground,
    guarantor: str = "",
) -> Document:
    """Parties, numbered clauses, and the place to sign: never alone on a page, the last clause goes with it."""
    language, contract = language_of(matter).code, matter.contract
    project = plain(contract.project)
    blocks: list[Block] = [
        Line("Subject", title.say(language)),
        Line("Note", DRAFT.say(language)),
        Line("Reference", NUMBER.say(language, reference=reference(matter, ground.as_of))),
    ]
    parties = ((sender.company, sender.address), (contract.customer, contract.address))
    for name, (party, address) in zip(names, parties):
        blocks.append(Line("Address", name.say(language, name=plain(party)), bold=True))
        if plain(address):
            blocks.append(Line("Address", ADDRESS.say(language, address=plain(address))))
    under = UNDER.say(
        language,
        contract=plain(contract.number),
        project=PROJECT.say(language, project=project) if project else "",
    )
    blocks.append(Line("Body", under))
    for number, clause in enumerate(clauses):
        first, *rest = clause
        assert isinstance(first, Line)
        mark = NUMBERS[number] + "、" if language == ZH and number < len(NUMBERS) else f"{number + 1}. "
        blocks += [first._replace(text=mark + first.text), *rest]
    signing = [plain(sender.company), plain(contract.customer), *([guarantor] if guarantor else [])]
    lines = [
        [label.say(language) + (name if at == 0 else "") for name in signing]
        for at, label in enumerate(SIGNATURES)
    ]
    heads = [party.say(language) for party in PARTIES[: len(signing)]]
    blocks.append(Line("BlockTitle", SIGNED.say(language), bold=True))
    blocks.append(Table(heads, lines, (1,) * len(signing), height=ROW))
    return Document(name_of(matter, ground.as_of), pages(blocks, language))
