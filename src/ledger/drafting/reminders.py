"""From a reminder to its drafts: one document for each channel, in the customer's language.

The one rule: every document of a reminder says the same total, and its lines add up to it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Iterable, NamedTuple, Sequence

from ..enumerations import Channel
from ..language import ZH, Text
from ..problems import Problem
from ..results import LeftOut, Reminder, ToAllocate
from ..rulebook import Remedy, Wording
from .amounts import day, shown
from .calls import script
from .documents import Document, distinct, file_name
from .facts import Sender, facts, reply_day, table
from .letters import letter
from .mail import addresses, eml
from .plain_text import plain
from .texting import sms, wechat
from .word_form import TemplateError
from .wording import RULES, chosen, flaws, unfit, words

BOM = b"\xef\xbb\xbf"  # Notepad before Windows 10 1903 reads a file without one as the local code page
LETTER_TEMPLATE = Text("Letter template", "信函模板")

CELL = {
    1: Text(
        "Please arrange payment of {total} under contract {contract}, due on {due}.",
        "请安排支付合同{contract}款项{total}（应付日{due}）。",
    ),
    2: Text(
        "{total} under contract {contract}, due on {due}, is {overdue} overdue. When may we expect payment?",
        "合同{contract}款项{total}（应付日{due}）已逾期{overdue}，请告知预计付款日期。",
    ),
    3: Text(
        "{total} under contract {contract} was due on {due} and is {overdue} overdue. "
        "Please pay, or give your objections in writing.",
        "合同{contract}款项{total}应于{due}支付，已逾期{overdue}，请付清或书面说明异议。",
    ),
    4: Text(
        "Formal notice: {total} under contract {contract} was due on {due} and is {overdue} overdue. "
        "Please pay, or send a signed payment plan.",
        "正式函告：合同{contract}款项{total}应于{due}支付，已逾期{overdue}，请付清或提交盖章的付款计划。",
    ),
    5: Text(
        "Final notice: {total} under contract {contract} was due on {due} and is {overdue} overdue. "
        "Please pay or agree terms in writing; otherwise we may seek advice.",
        "最后函告：合同{contract}款项{total}应于{due}支付，已逾期{overdue}，请付清或书面商定付款安排，"
        "否则我司可能征询法律意见。",
    ),
}
TO = Text("To {customer}: ", "致{customer}：")
DAYS = Text("{days} days", "{days}天")
LEFT_OUT = Text("NOT WRITTEN TO, as of {as_of}", "未起草催款的款项，截至{as_of}")
LEFT_OUT_LINE = Text("{customer}, {what}: {amount}. {reason}", "{customer}，{what}：{amount}。{reason}")
UNTIL = Text(" (until {day})", "（至{day}）")
NOBODY = Text("Nobody was left out.", "无。")
ALLOCATE = Text("MONEY TO ALLOCATE FIRST", "请先核销的回款")
ALLOCATE_LINE = Text(
    "{customer}: {amount}, received {day} from {payer}, bank reference {reference}",
    "{customer}：{amount}，{day}收到{payer}付款，流水号{reference}",
)
NAMELESS = Text("an unnamed payer", "未具名付款方")


class Drafts(NamedTuple):
    """The documents of one reminder, what is wrong with its words, and the channels without an address."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    unreachable: tuple[Channel, ...]


def note(text: str) -> bytes:
    """A text file as Notepad on any Windows shows it."""
    return BOM + text.rstrip("\n").replace("\n", "\r\n").encode("utf-8") + b"\r\n"


def drafts(
    reminder: Reminder,
    sender: Sender,
    as_of: date,
    wording: Sequence[Wording] = (),
    remedies: Sequence[Remedy] = (),
    legal: Sequence[str] = (),
    reply_by: date | None = None,
    template: bytes | None = None,
) -> Drafts:
    """What to say to one customer over each of the reminder's channels.

    Units:  amounts in the reminder's currency; `reply_by` is a day, by default a week or so after `as_of`.
    Rule:   DUN-D1. Every document holds the reminder's total or lines that add up to it.
    Errors: ValueError if the lines do not add up (our bug); a Problem for words or a template that
            cannot be used, and no document there; e-mail without an address is `unreachable`.
    """
    known = facts(reminder, sender, as_of, reply_by or reply_day(as_of, reminder.tone), legal)
    lines = table(reminder)
    documents: list[Document] = []
    problems: list[Problem] = []
    unreachable: list[Channel] = []

    def add(kind: str, ending: str, channel: Channel, data: bytes) -> None:
        parts = (as_of.isoformat(), reminder.customer, reminder.currency, f"level{reminder.level}", kind)
        documents.append(Document(file_name(parts, ending), data, reminder, channel))

    for channel in dict.fromkeys(reminder.channels):
        row = chosen(wording, reminder.level, reminder.tone, channel, reminder.language)
        wrong = flaws([row])
        if wrong:
            problems.extend(wrong)
            continue
        said = words(row, known)
        if channel is Channel.EMAIL:
            to = addresses(reminder.email)
            if not to:
                unreachable.append(channel)
                continue
            data = eml(to, reminder.contact, sender, as_of, said, lines, reminder.language)
            add("email", "eml", channel, data)
        elif channel is Channel.MESSAGE:
            add("sms", "txt", channel, note(sms(said, known, reminder.language)))
            add("wechat", "txt", channel, note(wechat(said, lines, known, reminder.language)))
        elif channel is Channel.LETTER:
            try:
                add("letter", "docx", channel, letter(reminder, said, lines, known, template))
            except TemplateError as error:
                problems.append(Problem(RULES, 0, LETTER_TEMPLATE, error.said, blocks=False))
        else:
            kind = "visit" if channel is Channel.VISIT else "call"
            problems.extend(unfit(remedies))
            offers = [row for row in remedies if not unfit([row])]
            add(kind, "txt", channel, note(script(reminder, said, lines, known, offers)))
    return Drafts(distinct(documents), tuple(dict.fromkeys(problems)), tuple(unreachable))


def reminder_text(
    customer: str,
    contract: str,
    amount: Decimal,
    currency: str,
    due: date,
    days_overdue: int,
    level: int,
    language: str,
) -> str:
    """One reminder as the text of a cell: a level above 5 speaks as 5, below 1 there is nothing to say.

    It never begins with a sign that a spreadsheet takes for a formula, whatever the customer is called.
    """
    if level < 1:
        return ""
    facts_ = {
        "contract": plain(contract),
        "total": shown(amount, plain(currency), language),
        "due": day(due, language),
        "overdue": "1 day" if days_overdue == 1 and language != ZH else DAYS.say(language, days=days_overdue),
    }
    text = CELL[min(level, 5)].say(language, **facts_)
    name = plain(customer)
    return (TO.say(language, customer=name) if name else "") + text


def left_out_list(
    left_out: Iterable[LeftOut], as_of: date, language: str, to_allocate: Sequence[ToAllocate] = ()
) -> Document:
    """Whom nobody writes to and why, a line each, in the order given, in the clerk's language.

    Money to allocate first stands above them.
    """
    lines = []
    if to_allocate:
        lines = [ALLOCATE.say(language), ""]
        lines += [
            ALLOCATE_LINE.say(
                language,
                customer=plain(one.customer),
                amount=shown(one.money.amount, plain(one.currency), language),
                day=day(one.money.on, language),
                payer=plain(one.money.payer) or NAMELESS.say(language),
                reference=plain(one.money.reference),
            )
            for one in to_allocate
        ]
        lines.append("")
    lines += [LEFT_OUT.say(language, as_of=day(as_of, language)), ""]
    count = len(lines)
    for item in left_out:
        line = LEFT_OUT_LINE.say(
            language,
            customer=plain(item.customer),
            what=" ".join(filter(None, (plain(item.contract), plain(item.claim)))),
            amount=shown(item.amount, plain(item.currency), language),
            reason=plain(item.reason.say(language)),  # which may repeat what a cell says
        )
        lines.append(line + (UNTIL.say(language, day=day(item.until, language)) if item.until else ""))
    if len(lines) == count:
        lines.append(NOBODY.say(language))
    return Document(file_name((as_of.isoformat(), "left-out"), "txt"), note("\n".join(lines)))
