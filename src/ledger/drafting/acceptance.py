# ruff: noqa: E501  # a sentence stays on one line
"""The request for acceptance: what is finished, which claims wait for it, a day, and what silence would mean.

The one rule: what silence means is said only where the contract has such days, and only "if so agreed".
"""

from __future__ import annotations

from datetime import date, timedelta

from ..calendars import FOLLOWING, rolled
from ..collecting.papers import Paper, silent_until
from ..collecting.remedying import Matter, awaited
from ..collecting.suspension import Ground
from ..enumerations import Kind
from ..language import ZH, Text
from ..money import ZERO
from ..results import Position
from .amounts import day, figures
from .documents import Document
from .facts import UNIT, Sender, short_day
from .pages import Block, Line, Table, pages
from .plain_text import plain
from .remedy_letters import Terms, language_of, name_of, reference, reply_by

TITLE = Text("Request for acceptance: {contract}", "关于请求验收的函：{contract}")
REFERENCE = Text("Our reference: {reference}", "编号：{reference}")
TO = Text("{customer}", "致：{customer}")
ATTENTION = Text("Attention: {contact}", "收件人：{contact}")
GREETING = Text("Dear {contact},", "尊敬的{contact}：")
NO_NAME = Text("Dear Sir or Madam,", "您好：")
DONE = Text(
    "The following work under contract {contract}{project} has been done and waits for your acceptance:",
    "合同{contract}{project}项下下列工作已完成，请贵司组织验收：",
)
CONTRACT_DONE = Text(
    "We ask you to accept the work done under contract {contract}{project}.",
    "请贵司对合同{contract}{project}项下已完成的工作组织验收。",
)
PROJECT = Text(" ({project})", "（{project}）")
STAGES = (
    Text("Stage", "节点"),
    Text("Name", "名称"),
    Text("Done", "累计完成"),
    Text("Reached on", "达成日期"),
    Text("Evidence", "依据"),
)
TO_FOLLOW = Text("handed over at the inspection", "验收时提交")
CLAIMED = Text("These claims wait to be certified or paid:", "下列请款尚待批复或支付：")
CLAIMS = (Text("Claim", "请款编号"), Text("Handed in on", "提交日期"), Text("Amount waiting", "待确认金额"))
TOTAL = Text("Total", "合计")
DAY = Text(
    "We propose to inspect the work together on {day}. Please confirm the day by {by}, and name who will attend and who signs.",
    "我司建议双方于{day}共同验收，请于{by}前确认时间，并告知参加人员及签字人员。",
)
LISTED = Text(
    "If anything is missing or not as agreed, please list it in writing by the same date, so that we can put it right; what is in order, please accept now.",
    "如有缺项或不符合约定之处，请在上述日期前书面列明，以便我司整改；符合约定的部分请先行验收。",
)
SILENCE = Text(
    "Where our contract so provides, a claim that has not been answered within {days} days of being handed in counts as accepted. If that is agreed between us, the last day to answer is:",
    "如双方合同约定，请款资料提交后{days}日内未答复视为认可，则答复期限的最后一日为：",
)
SILENT = Text("{claim}: {day}", "{claim}：{day}")
PASSED = Text(" (passed)", "（已过）")
RESERVED = Text(
    "Payment days agreed and interest for late payment stay as they are; our rights are reserved.",
    "约定的付款期限及逾期付款利息不受影响，我司各项权利予以保留。",
)
CLOSING = Text("Yours sincerely", "顺颂商祺！")
STAMPED = Text("{company}", "{company}（盖章）")
SIGNED_BY = Text("{clerk}", "经办人：{clerk}")
WORK = (Kind.PROGRESS, Kind.MILESTONE, Kind.COMPLETION, Kind.ACCEPTANCE, Kind.SETTLEMENT)

# What a clerk must find before acceptance can be asked for in good order
GAPS = {
    "evidence": Text("stage {which}: no evidence", "节点{which}：缺依据"),
    "confirmed": Text("stage {which}: progress not confirmed by anyone", "节点{which}：进度无人确认"),
    "claimed_on": Text("claim {which}: no day handed in", "请款{which}：缺提交日期"),
    "silence": Text(
        "no silence clause entered: silence will not count", "未填写逾期视为认可天数：沉默不视为认可"
    ),
    "contact": Text("no contact or address for notices", "缺少联系人或通知地址"),
}


def waiting_stages(matter: Matter) -> list[Position]:
    """The stages whose work is done and not yet certified; where all of it is, those of the claims held back."""
    done = [p for p in matter.facts.positions if p.stage.kind in WORK and p.earned > ZERO]
    held = {r.stage for r in matter.claims}
    return [p for p in done if p.earned > p.certified] or [p for p in done if p.milestone in held]


def gaps(matter: Matter, confirmed: frozenset[str]) -> list[Text]:
    """What acceptance still needs from our side; `confirmed` are the stages whose latest progress is confirmed.

    Rule:   RMD-12: evidence of each stage waiting, progress that somebody confirmed, the day each claim was
            handed in, the days of silence, and somebody to write to. An empty name is the whole contract.
    """
    found = []

    def need(key: str, which: str = "") -> None:
        found.append(Text(GAPS[key].say("en", which=which), GAPS[key].say("zh", which=which)))

    for p in waiting_stages(matter):
        if not p.stage.evidence.strip():
            need("evidence", p.milestone)
        if p.milestone not in confirmed and "" not in confirmed:
            need("confirmed", p.milestone)
    for r in matter.claims:
        if r.request.claimed_on is None:
            need("claimed_on", r.claim)
    if not matter.contract.silence_days:
        need("silence")
    if not (matter.contract.contact.strip() or matter.contract.address.strip()):
        need("contact")
    return found


def acceptance_document(matter: Matter, sender: Sender, ground: Ground, terms: Terms) -> Document:
    """The request as a .docx, in the customer's language."""
    language, contract, as_of = language_of(matter).code, matter.contract, ground.as_of
    currency, number = plain(matter.currency), plain(contract.number)
    project, contact = plain(contract.project), plain(contract.contact)
    by = reply_by(Paper.ACCEPTANCE_REQUEST, ground, terms)
    on = rolled(by + timedelta(days=3), FOLLOWING, ground.calendar)
    title = Line("Subject", TITLE.say(language, contract=number))
    letterhead = "  |  ".join(filter(None, map(plain, (sender.address, sender.phone, sender.email))))
    head: list[Block] = [Line("Company", sender.company), Line("Letterhead", letterhead)]
    if language == ZH:
        head += [Line("Reference", REFERENCE.say(language, reference=reference(matter, as_of))), title]
    else:
        head += [
            Line("Reference", day(as_of, language)),
            Line("Reference", REFERENCE.say(language, reference=reference(matter, as_of))),
        ]
    head.append(Line("Address", TO.say(language, customer=plain(contract.customer)), bold=True))
    head.append(Line("Address", contract.address))
    head.append(Line("Address", ATTENTION.say(language, contact=contact) if contact else ""))
    if language != ZH:
        head.append(
            Line("Greeting", GREETING.say(language, contact=contact) if contact else NO_NAME.say(language))
        )
        head.append(title)
    body: list[Block] = []
    stages = waiting_stages(matter)
    inside = PROJECT.say(language, project=project) if project else ""
    done = DONE if stages else CONTRACT_DONE
    body.append(Line("Body", done.say(language, contract=number, project=inside)))
    body.append(
        Table([h.say(language) for h in STAGES], [_stage(p, language) for p in stages], (12, 30, 14, 18, 26))
    )
    body += _claims(matter, language, currency)
    body.append(Line("Body", DAY.say(language, day=day(on, language), by=day(by, language))))
    body.append(Line("Body", LISTED.say(language)))
    body += _silence(matter, as_of, language)
    body.append(Line("Body", RESERVED.say(language)))
    return Document(
        name_of(matter, as_of), pages([*head, *body, *_end(sender, language, day(as_of, language))], language)
    )


def _stage(p: Position, language: str) -> tuple[str, ...]:
    done = f"{p.earned / p.value * 100:.0f}%" if p.value else ""
    reached = short_day(p.triggered_on, language) if p.triggered_on else ""
    return (p.milestone, p.name, done, reached, plain(p.stage.evidence) or TO_FOLLOW.say(language))


def _claims(matter: Matter, language: str, currency: str) -> list[Block]:
    rows = [
        (
            r.claim,
            short_day(r.request.claimed_on, language) if r.request.claimed_on else "",
            figures(awaited(r), currency),
        )
        for r in matter.claims
        if awaited(r) > ZERO
    ]
    if not rows:
        return []
    rows.append((TOTAL.say(language), "", figures(matter.money, currency)))
    return [
        Line("Body", CLAIMED.say(language)),
        Line("Unit", UNIT.say(language) + currency),
        Table([h.say(language) for h in CLAIMS], rows, (40, 30, 30), frozenset((2,)), last_bold=True),
    ]


def _silence(matter: Matter, as_of: date, language: str) -> list[Block]:
    days = matter.contract.silence_days
    waiting = [(r.claim, r.request.claimed_on) for r in matter.claims if r.request.certified is None]
    dated = [(claim, silent_until(on, days)) for claim, on in waiting if on is not None and days]
    if not dated or not days:
        return []
    said: list[Block] = [Line("Body", SILENCE.say(language, days=days))]
    return said + [
        Line(
            "Block",
            SILENT.say(language, claim=plain(claim), day=day(last, language))
            + (PASSED.say(language) if last < as_of else ""),
        )
        for claim, last in dated
    ]


def _end(sender: Sender, language: str, today: str) -> list[Block]:
    company = STAMPED.say(language, company=plain(sender.company)) if plain(sender.company) else ""
    clerk = SIGNED_BY.say(language, clerk=plain(sender.clerk)) if plain(sender.clerk) else ""
    closing = CLOSING.say(language)
    if language == ZH:
        rows = (("Ending", closing), ("Signature", company), ("Signature", clerk), ("SignedOn", today))
    else:
        rows = (("Signature", closing), ("Signed", clerk), ("Address", company), ("Address", ""))
    return [Line(style, text) for style, text in rows]
