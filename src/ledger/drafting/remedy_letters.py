# ruff: noqa: E501  # a sentence stays on one line
"""The papers of a remedy: letters on the letters' own template, agreements and requests as pages.

The one rule: a paper names undisputed money only, its lines add up to its total, and interest is reserved,
never counted in.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Mapping, NamedTuple

from ..billing.receivables import counts
from ..calendars import FOLLOWING, rolled
from ..collecting.instalments import COUNT
from ..collecting.law_questions import PUBLIC, Law, of_sme
from ..collecting.papers import Paper
from ..collecting.remedying import Matter
from ..collecting.reminding import speech
from ..collecting.suspension import HOOKS, Ground, undisputed
from ..enumerations import Channel, CustomerType, Speech, Tone
from ..language import ZH, Text
from ..money import ZERO
from ..results import Receivable, Reminder, ReminderLine
from ..rulebook import LegalRule, Wording
from . import remedy_words_en, remedy_words_zh
from .amounts import day, shown
from .documents import Document, file_name
from .facts import Sender, facts, table
from .letter_template import letter_template
from .letters import letter
from .plain_text import plain
from .wording import words

ROWS = {Speech.EN: remedy_words_en.ROWS, Speech.ZH: remedy_words_zh.ROWS}
SLIPPED = (Paper.PROGRESS_NOTICE, Paper.DEMAND, Paper.SUSPENSION)  # firm in tone, with a slip to sign
# Days to answer; our own habit, not legal periods
REPLY_DAYS = {Paper.DEMAND: 14, Paper.INQUIRY: 5, Paper.REASONS: 10, Paper.ACCEPTANCE_REQUEST: 10}
REPLY, GRACE_DAYS, FIRST_DAYS = 7, 30, 14

WATERMARK = Text("DRAFT for legal review", "草稿，待法律审核")
WORK = (
    Text("Work done to date: {amount}", "累计已完产值：{amount}"),
    Text("Certified to date: {amount}", "累计已批复：{amount}"),
    Text("Received to date: {amount}", "累计已收款：{amount}"),
)
# As a question for lawyers, never as law: the source and nothing else
LAW_NOTE = Text(
    "We are a small or medium-sized enterprise. The following may bear on this; whether and how it applies is for both sides' lawyers to confirm: {source} ({rule}).",
    "我司为中小企业。下列规定可能与此有关，是否适用、如何适用请双方由法律顾问确认：{source}（{rule}）。",
)
# Sources as the template's Rules name them, for a letter in English; a user's own words stand as they are
SOURCES = {
    "CN-SME-EXC": Text("State Council Decree No. 802, art. 9 and 12 to 16", "国务院令第802号第9、12—16条"),
    "CN-ADV-10/30": Text("Cai Jian [2004] No. 369, art. 12", "财建〔2004〕369号第12条"),
    "CN-PROG-60/90": Text("Cai Jian [2004] No. 369, art. 13", "财建〔2004〕369号第13条"),
}
BY_RULE = Text("{source} ({rule})", "{source}（{rule}）")
BY_CONTRACT = Text("the contract, {clause}", "合同约定：{clause}")
UNDISPUTED = Text(
    "{amount} is not in dispute. Please pay it on its due date, or, where that has passed, by {day}.",
    "其中{amount}没有争议，请按约定的应付日支付；已过应付日的，请于{day}前付清。",
)
UNDIVIDED = Text(
    "Please name the part that you do not dispute, and pay it on its due date, or, where that has passed, by {day}.",
    "请列明没有争议的部分，并按约定的应付日支付；已过应付日的，请于{day}前付清。",
)
EXCUSES = "CN-SME-EXC"


class Terms(NamedTuple):
    """What a clerk may choose: the days to answer or to wait, and how a plan is cut."""

    days: int | None = None
    instalments: int = COUNT
    down: Decimal | None = None
    first_on: date | None = None


def language_of(matter: Matter) -> Speech:
    """The language a customer is written to in."""
    return matter.contract.language or speech(matter.contract)


def name_of(matter: Matter, as_of: date) -> str:
    """The file of a paper; the paper's code stands where nothing can cut it off."""
    paper = matter.paper.code if matter.paper else ""
    return file_name((as_of.isoformat(), paper, matter.contract.number, matter.contract.customer), "docx")


def reply_by(paper: Paper, ground: Ground, terms: Terms) -> date:
    """The business day by which an answer is asked."""
    days = REPLY_DAYS.get(paper, REPLY)
    if terms.days is not None and paper is not Paper.GRACE:
        days = terms.days
    return rolled(ground.as_of + timedelta(days=days), FOLLOWING, ground.calendar)


def _line(r: Receivable, matter: Matter) -> ReminderLine:
    """A claim as a row: what is in dispute is taken off, but stands where the letter is about the dispute.

    There a total without it would read as if we had given it up.
    """
    whole = matter.paper is Paper.REASONS
    open_ = r.outstanding if whole else undisputed(r)
    payable = r.payable - (r.outstanding - open_)
    stage = next((p.name for p in matter.facts.positions if p.milestone == r.stage), "") or r.stage
    return ReminderLine(
        r.contract, r.agreement.project, r.claim, stage, r.invoice_number, r.due_on or date.max, r.days_overdue,
        payable, r.received, open_, ZERO,
    )  # fmt: skip


def _reminder(matter: Matter) -> Reminder:
    """The matter as what a letter is made of: no level, for it is no step of the ladder."""
    contract = matter.contract
    claims = sorted(matter.claims, key=lambda r: (r.due_on or date.max, r.claim))
    lines = tuple(_line(r, matter) for r in claims)
    return Reminder(
        contract.customer, contract.currency, language_of(matter), contract.contact, contract.email,
        contract.phone, contract.address, 0, Tone.PRE_ACTION if matter.paper in SLIPPED else Tone.INQUIRY,
        (Channel.LETTER,), True, lines, sum((line.outstanding for line in lines), ZERO), contract.owner,
        Text("", ""),
    )  # fmt: skip


def source_of(row: LegalRule, language: str) -> str:
    """A rule's source as the letter's reader can look it up."""
    known = SOURCES.get(row.id)
    return known.say(language) if known and known.zh == row.source else plain(row.source)


def basis(matter: Matter, ground: Ground, language: str) -> str:
    """What a suspension rests on: the rule with its source as Rules has it, or the contract's own words."""
    clause = plain(matter.contract.suspension_clause)
    row = ground.row(clause.upper()) if clause.upper() in HOOKS else None
    if not clause or (row is None and clause.upper() in HOOKS):
        return ""
    if row is not None:
        return BY_RULE.say(language, source=source_of(row, language), rule=row.id)
    return BY_CONTRACT.say(language, clause=clause)


def law_note(matter: Matter, ground: Ground, language: str) -> str:
    """The rule about excuses, where Rules lists it and we are the small creditor of a public or large payer."""
    contract, row = matter.contract, ground.row(EXCUSES)
    payers = (*PUBLIC, CustomerType.LARGE)
    if row is None or not of_sme(contract) or contract.customer_type not in payers:
        return ""
    if not Law(ground.law).holds(EXCUSES, contract):  # signed before it came into force
        return ""
    return LAW_NOTE.say(language, source=source_of(row, language), rule=row.id)


def _more(matter: Matter, ground: Ground, terms: Terms, language: str) -> dict[str, str]:
    """The fields these letters have beside the facts of a reminder; what is empty is not said."""
    currency, as_of, gates = plain(matter.currency), ground.as_of, matter.gates
    positions, receivables = matter.facts.positions, matter.facts.receivables

    def money(amount: Decimal) -> str:
        return shown(amount, currency, language)

    def later(days: int) -> str:
        return day(rolled(as_of + timedelta(days=days), FOLLOWING, ground.calendar), language)

    made = [r for r in receivables if counts(r.request, as_of)]
    work = (
        sum((p.earned for p in positions), ZERO),
        sum((r.certified for r in made), ZERO),
        sum((r.received for r in made), ZERO),
    )
    free = sum((undisputed(r) for r in matter.claims), ZERO)
    disputed = sum((r.outstanding for r in matter.claims), ZERO) - free
    by = day(reply_by(Paper.REASONS, ground, terms), language)
    rest = ""
    if not disputed:  # nobody has entered which part it is
        rest = UNDIVIDED.say(language, day=by)
    elif free:
        rest = UNDISPUTED.say(language, amount=money(free), day=by)
    more = {
        "work": "\n".join(text.say(language, amount=money(amount)) for text, amount in zip(WORK, work)),
        "wait_until": later(terms.days if terms.days is not None else GRACE_DAYS),
        "meeting_on": later((terms.days or REPLY_DAYS[Paper.REASONS]) + REPLY),
        "law_note": law_note(matter, ground, language),
        "clause": basis(matter, ground, language),
        "disputed": money(disputed) if disputed else "",
        "undisputed": rest,
        "demanded_on": "", "proof": "", "notice_days": "", "ended_on": "", "suspend_on": "", "handover": "",
    }  # fmt: skip
    if matter.paper is Paper.SUSPENSION and gates and gates.demanded_on and gates.ended_on:
        plural = "" if gates.days == 1 else "s"
        more.update(
            demanded_on=day(gates.demanded_on, language),
            proof=plain(gates.proof),
            notice_days=f"{gates.days}天" if language == ZH else f"{gates.days} day{plural}",
            ended_on=day(gates.ended_on, language),
            suspend_on=later(gates.days + 1),
            handover=plain(matter.contract.handover_list),
        )
    return more


def letter_document(
    matter: Matter, sender: Sender, ground: Ground, terms: Terms, template: bytes | None = None
) -> Document:
    """A letter as a .docx, on our own template or the user's; a notice of suspension always on ours, marked.

    Errors: TemplateError for a template that cannot be filled.
    """
    assert matter.paper is not None  # the command drafts nothing without one
    speech_, reminder = language_of(matter), _reminder(matter)
    subject, text = ROWS[speech_][matter.paper]
    known: Mapping[str, str] = {
        **facts(reminder, sender, ground.as_of, reply_by(matter.paper, ground, terms)),
        **_more(matter, ground, terms, speech_.code),
        "reference": reference(matter, ground.as_of),
    }
    said = words(Wording(0, Channel.LETTER, speech_, subject, text), known)
    own = letter_template(speech_, WATERMARK) if matter.paper is Paper.SUSPENSION else template
    return Document(
        name_of(matter, ground.as_of),
        letter(reminder, said, table(reminder), known, own),
        reminder,
        Channel.LETTER,
    )


def reference(matter: Matter, as_of: date) -> str:
    """The reference number of a paper: its day, its contract, and which paper it is."""
    number = list(Paper).index(matter.paper) + 1 if matter.paper else 0
    return f"{as_of:%Y%m%d}-{plain(matter.contract.number)}-R{number}"
