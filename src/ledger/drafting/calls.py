# ruff: noqa: E501  # a sentence of prose is one line
"""The telephone script: what to open with, what to check first, the figures, and what to offer for each reason.

The one rule: it is a note to our own clerk. It is never sent, and it promises nothing that Rules do not offer.
"""

from __future__ import annotations

from typing import Mapping, Sequence

from ..enumerations import Reason
from ..language import Text
from ..results import Reminder
from ..rulebook import Remedy
from .facts import Table
from .mail import plain_table
from .plain_text import plain
from .wording import PLACEHOLDER, Words, filled

TITLE = Text(
    "CALL SCRIPT (internal, do not send) {as_of}",
    "电话提纲（内部使用，请勿外发） {as_of}",
)
WHO = (
    Text("Customer: {customer}", "客户：{customer}"),
    Text("Ask for: {contact}", "联系人：{contact}"),
    Text("Telephone: {their_phone}", "电话：{their_phone}"),
    Text("Level: {level}, {tone}", "级别：{level}，{tone}"),
)
OPENING = Text("1. OPENING", "一、开场")
CHECK = Text("2. CHECK FIRST", "二、先核实")
CHECKS = (
    Text(
        "Has any of it been paid already? Day, amount, bank reference.",
        "款项是否已付？付款日期、金额、银行流水号。",
    ),
    Text(
        "Have they received the invoice ({invoice}) and the supporting papers?",
        "发票（{invoice}）和请款资料是否已收到、齐全？",
    ),
    Text("Has the work been accepted and the amount certified?", "工作是否已验收、金额是否已批复？"),
    Text(
        "Do they agree with the due date ({oldest_due}) and the amount?",
        "对应付日（{oldest_due}）和金额是否认可？",
    ),
)
FIGURES = Text("3. THE FIGURES", "三、款项")
LEVEL_OF = Text("{claim}: level {level}", "{claim}：第{level}级")
REASONS = Text("4. IF THEY SAY ... (offer only what you may)", "四、对方说……怎么办（只提权限以内的方案）")
NOTES = Text("5. WRITE DOWN (in Contacts)", "五、当场记下（填入“催款”表）")
TO_NOTE = (
    Text("Name and position of the person: ____________", "对方姓名、职务：____________"),
    Text("Reason (G1 to G8): ____   Their words: ____________", "原因（G1～G8）：____  原话：____________"),
    Text(
        "Promised on: ____________   Amount: {currency} ____________",
        "承诺付款日：____________  金额（{currency}）：____________",
    ),
    Text("Next step and day: ____________", "下一步及日期：____________"),
    Text(
        "Ask them to confirm the promise by e-mail or message: spoken words prove little.",
        "请对方用邮件或微信确认承诺，口头承诺难以留证。",
    ),
)

# What a customer says, what to ask, what to offer; a row of Rules replaces the offer
ANSWERS = {
    Reason.SHORT_OF_CASH: (
        Text("When does money come in? What can be paid now?", "资金什么时候到位？现在能先付多少？"),
        Text(
            "Offer a short grace or instalments with dates and amounts, in writing. Waiting does not move the due date.",
            "可给短期宽限或分期，日期和金额写成书面。宽限只是等待，不改变应付日。",
        ),
    ),
    Reason.NOT_ACCEPTED: (
        Text("What is missing for acceptance? Who signs, and when?", "验收还差什么？谁签字，什么时候？"),
        Text(
            "Arrange acceptance: fix a day with the project manager, send the acceptance papers, list the open points.",
            "请项目经理约定验收日期，补送验收资料，列出遗留问题清单。",
        ),
    ),
    Reason.UNCLEAR_TERMS: (
        Text("Which clause do they read differently, and how?", "对哪一条约定理解不同？怎么理解？"),
        Text(
            "Propose a supplementary agreement that states amount, trigger and day.",
            "建议签补充协议，写清金额、付款条件和日期。",
        ),
    ),
    Reason.PROGRESS_AHEAD: (
        Text(
            "Do they confirm the work done to date? Which payment covers it?",
            "对方是否确认已完成的工作量？对应哪一笔付款？",
        ),
        Text(
            "Give notice in writing first. Suspension is not for this call: it needs a clause that allows it, a notice "
            "delivered, its period over, and our manager's approval.",
            "先发书面通知。停工不在电话里谈：须合同有约定、通知已送达、通知期已满，并经我司负责人批准。",
        ),
    ),
    Reason.INTERNAL_PROCESS: (
        Text("At which step is it, with whom, until when?", "走到哪一步？在谁手里？什么时候走完？"),
        Text(
            "Ask for the name of the next approver and for a day; call again on that day.",
            "问清下一个审批人和预计日期，到日回访。",
        ),
    ),
    Reason.PAY_WHEN_PAID: (
        Text(
            "Whose money do they wait for, and does our contract say so?",
            "在等谁的款？合同里有没有这样的约定？",
        ),
        Text(
            "Our contract is with them, not with their customer. Ask for a day of their own; note CN-SME-EXC where we are an SME.",
            "与我方签约的是贵方，不是上游。请对方给出自己的付款日；我方为中小企业的，提示CN-SME-EXC。",
        ),
    ),
    Reason.DISPUTE: (
        Text("Which amount do they accept, and why not the rest?", "认可多少？其余部分有什么依据不认可？"),
        Text(
            "Ask for the undisputed part now; settle the rest on the measurements, in writing, by a day.",
            "无异议部分先付；其余约定日期，凭计量资料书面核对。",
        ),
    ),
    Reason.UNREACHABLE: (
        Text("On what ground, and will they put it in writing?", "拒付的理由是什么？能否书面说明？"),
        Text(
            "Do not argue. Prepare the demand letter and the evidence pack, check the deadlines, tell the manager today.",
            "不争辩。准备催款函和证据材料，核对时效等期限，当天报告负责人。",
        ),
    ),
}
ASK, OFFER = Text("ask: ", "问："), Text("offer: ", "办：")


def script(
    reminder: Reminder, words: Words, table: Table, facts: Mapping[str, str], remedies: Sequence[Remedy] = ()
) -> str:
    """The script in the customer's language, for that is what the clerk will speak."""
    language = reminder.language.code
    own = {remedy.reason: plain(remedy.remedy) for remedy in remedies if plain(remedy.remedy)}
    known = {**facts, "their_phone": plain(reminder.phone), "tone": reminder.tone.label.say(language)}

    def say(text: Text) -> str:
        return filled(text.say(language), known)

    who = (text for text in WHO if all(known[name] for name in PLACEHOLDER.findall(text.en)))
    lines = [say(TITLE), *map(say, who), "", say(OPENING), *words.before, *words.after, "", say(CHECK)]
    lines += [f"  [ ] {say(check)}" for check in CHECKS]
    lines += ["", say(FIGURES), plain_table(table, reminder.language)]
    if len({line.level for line in reminder.lines}) > 1:  # for our own clerk: each line keeps its own level
        values = ({"claim": plain(line.claim), "level": str(line.level)} for line in reminder.lines)
        lines += [f"  {filled(LEVEL_OF.say(language), one)}" for one in values]
    lines += ["", say(REASONS)]
    for reason, (question, offer) in ANSWERS.items():
        lines.append(f"  {reason.code} {reason.label.say(language)}")
        lines.append(f"     {say(ASK)}{say(question)}")
        lines.append(f"     {say(OFFER)}{own.get(reason) or say(offer)}")
    return "\n".join([*lines, "", say(NOTES), *(f"  {say(note)}" for note in TO_NOTE)]) + "\n"
