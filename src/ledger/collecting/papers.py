# ruff: noqa: E501  # a sentence stays on one line
"""The papers that remedies are made of: what each is called, what it does to the clocks, how it is known again.

The one rule: a paper has no level, so it never moves the ladder of reminders; a line of Contacts is known to
be about one by the name of its file.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..enumerations import Channel, Words
from ..language import Text
from ..records import Contact, Contract
from .ending_rights import priority_end


class Paper(Words):
    """A document that answers a reason; its code stands in the name of its file."""

    GRACE = "grace", "letter of grace", "宽限函"
    INSTALMENT_PLAN = "instalment_plan", "instalment agreement", "分期付款协议"
    ACCEPTANCE_REQUEST = "acceptance_request", "request for acceptance", "验收申请函"
    SUPPLEMENT = "supplementary_agreement", "supplementary agreement", "补充协议"
    PROGRESS_NOTICE = "progress_notice", "notice of progress ahead", "进度超前通知"
    DEMAND = "demand", "demand letter", "限期付款函"
    SUSPENSION = "suspension_notice", "suspension notice", "停工通知"
    INQUIRY = "process_inquiry", "inquiry about the approval", "审批进度询问函"
    DIRECT_ANSWER = "pay_when_paid_answer", "answer on pay-when-paid", "关于付款条件的复函"
    REASONS = "reasons_request", "request for written reasons", "书面说明理由函"


# Papers that press: never while the customer's word is live, we wait, or a person has said to wait
PRESSING = (Paper.DEMAND, Paper.SUSPENSION)
NAMED = re.compile(
    r"\d{4}-\d\d-\d\d_(" + "|".join(paper.code for paper in Paper) + ")(?=[_.-])", re.IGNORECASE
)

EFFECTS = {
    Paper.GRACE: Text(
        "No clock stops: due dates, interest and periods run on while we wait. A written request for time may count as an acknowledgement: keep it.",
        "不停止任何期限：等待期间应付日、利息、时效照常计算。对方的书面延期请求可能构成对债务的承认，请留存。",
    ),
    Paper.INSTALMENT_PLAN: Text(
        "Only once signed, and with proof of it, does it acknowledge the debt and may start a limitation period anew; last instalment {last}.",
        "签署并留存凭证后才构成对债务的承认，可能使时效重新起算；末期{last}。",
    ),
    Paper.ACCEPTANCE_REQUEST: Text(
        "Moves no clock by itself. Where the contract takes silence for acceptance, proof of delivery starts that period.",
        "本身不改变期限。合同约定逾期视为认可的，以送达凭证起算该期限。",
    ),
    Paper.SUPPLEMENT: Text(
        "Nothing moves until it is signed; then enter the new terms and days, and keep it as an acknowledgement.",
        "签署前一切不变；签署后录入新条款和日期，并作为对债务的承认留存。",
    ),
    Paper.PROGRESS_NOTICE: Text(
        "Delivered with proof it may count as a demand for limitation. It opens no suspension.",
        "有送达凭证的，可能构成时效上的催告；不等于可以停工。",
    ),
    Paper.DEMAND: Text(
        "Delivered with proof it may start a limitation period anew, and starts the notice period of a suspension.",
        "有送达凭证的，可能使时效重新起算，并起算停工通知期。",
    ),
    Paper.SUSPENSION: Text(
        "May shift the completion date and costs. Wrongly given it is our own breach: manager and lawyer first.",
        "可能影响工期和费用。通知不当即构成我方违约：须先经负责人和律师同意。",
    ),
    Paper.INQUIRY: Text(
        "Moves no clock. A written answer that names a day of payment may count as an acknowledgement: keep it.",
        "不改变期限。对方书面给出付款日的，可能构成对债务的承认，请留存。",
    ),
    Paper.DIRECT_ANSWER: Text(
        "Moves no clock: the due date stays the contract's own, whatever others have paid.",
        "不改变期限：应付日以本合同为准，与第三方是否付款无关。",
    ),
    Paper.REASONS: Text(
        "Moves no clock. What is admitted in writing may count as an acknowledgement of that part.",
        "不改变期限。对方书面认可的部分，可能构成对该部分债务的承认。",
    ),
}
PRIORITY = Text(
    "A priority over the works, if there is one, is not extended: {day} at the latest.",
    "工程价款优先受偿权（如有）不因此延长，最迟至{day}。",
)
GUARANTOR = Text(
    "The guarantor, {guarantor}, must consent in writing{until}.",
    "须取得保证人{guarantor}的书面同意{until}。",
)
UNTIL = Text(" (guarantee until {day})", "（保证期间至{day}）")
AFTER_PRIORITY = Text(
    "the last instalment, {last}, falls after a priority over the works may have ended ({day})",
    "末期{last}晚于工程价款优先受偿权可能届满之日（{day}）",
)
AFTER_GUARANTEE = Text(
    "the last instalment, {last}, falls after the guarantee ends ({day})",
    "末期{last}晚于保证期间届满日（{day}）",
)
LAWYER = Text("Ask a lawyer.", "请咨询律师。")


def paper_of(contact: Contact) -> Paper | None:
    """The paper that a line of Contacts is about, by the name of its file; None for reminders and calls.

    >>> paper_of(Contact(date(2026, 11, 20), "C", file="letters/2026-11-20_demand_C_Acme.docx"))
    <Paper.DEMAND: ('demand', 'demand letter', '限期付款函')>
    """
    named = NAMED.search(contact.file)
    return next(paper for paper in Paper if paper.code == named[1].lower()) if named else None


def is_our_letter(contact: Contact) -> bool:
    """Whether a line is a letter of ours beside the ladder: it has no level, and nobody has answered it yet."""
    return contact.channel is Channel.LETTER and contact.level is None and contact.result is None


def effect(
    paper: Paper, contract: Contract, oldest: date | None, last: date | None = None, works: bool = False
) -> Text:
    """What a paper does to the legal clocks of a contract, as a question for a lawyer.

    Units:  `oldest` is the earliest due date of its claims, `last` the last day of an instalment plan; `works`
            where it looks like construction works, which alone may have a priority.
    Rule:   RMD-4: a plan extends no priority (CLK-2, yuan only) and binds no guarantor without consent.
    Source: domain.md 1.9, 1.10; CN-LIM, CN-PRI; 民法典 art. 692, 695.
    """
    day = last.isoformat() if last else ""
    said = [Text(EFFECTS[paper].en.format(last=day), EFFECTS[paper].zh.format(last=day))]
    if paper in (Paper.GRACE, Paper.INSTALMENT_PLAN):
        if oldest and works and contract.currency == "CNY":
            ends = priority_end(oldest).isoformat()
            said.append(Text(PRIORITY.en.format(day=ends), PRIORITY.zh.format(day=ends)))
        if contract.guarantor:
            said.append(_guarantor(contract))
    said.append(LAWYER)
    return Text(" ".join(text.en for text in said), "".join(text.zh for text in said))


def outlived(contract: Contract, oldest: date | None, last: date, works: bool) -> list[Text]:
    """What would end before the last day of a plan: on the day itself it still stands.

    Rule:   RMD-10: the latest day of a priority (CLK-2, works in yuan), and the guarantee as entered.
    Source: domain.md 1.10.
    """
    ends = []
    if oldest and works and contract.currency == "CNY":
        ends.append((AFTER_PRIORITY, priority_end(oldest)))
    if contract.guarantee_until:
        ends.append((AFTER_GUARANTEE, contract.guarantee_until))
    return [
        Text(text.en.format(last=last, day=day), text.zh.format(last=last, day=day))
        for text, day in ends
        if last > day
    ]


def _guarantor(contract: Contract) -> Text:
    until = Text("", "")
    if contract.guarantee_until:
        day = contract.guarantee_until.isoformat()
        until = Text(UNTIL.en.format(day=day), UNTIL.zh.format(day=day))
    return Text(
        GUARANTOR.say("en", guarantor=contract.guarantor, until=until.en),
        GUARANTOR.say("zh", guarantor=contract.guarantor, until=until.zh),
    )


def silent_until(claimed_on: date, days: int) -> date:
    """The last day on which a claim can be answered where silence counts as acceptance, if that is agreed.

    Rule:   RMD-5: days after the claim was handed in, that day not counted (DUE-6).
    Source: domain.md 1.2 silence_clause; 解释一 §21 (only if agreed).

    >>> silent_until(date(2026, 11, 2), 14)
    datetime.date(2026, 11, 16)
    """
    return claimed_on + timedelta(days=days)
