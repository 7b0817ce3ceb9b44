"""Draft reminders and Mark sent: what to write to whom, and the record that it went out. Nothing is sent."""

from __future__ import annotations

from datetime import date
from typing import Any, Mapping, Sequence

from .. import portfolio as asked
from ..collecting.reminding import NO_ADDRESS, Choice
from ..drafting.documents import Document, distinct
from ..drafting.reminders import Drafts, drafts, left_out_list
from ..enumerations import Channel, ContactStatus
from ..language import Text
from ..problems import Problem, message
from ..results import LeftOut, Reminder
from ..tables import show
from ..tables.book import Book
from ..tables.cells import SERIAL_ZERO
from ..tables.rules import NAME as RULES
from ..tables.settings import SETTINGS
from ..tables.sheets import CONTACTS, CONTRACTS
from .desk import desk, per_currency, sender
from .outcomes import Append, Edit, File, Outcome, Put

EMAIL = next(column.heading for column in CONTRACTS.columns if column.field == "email")
WORDS = Text("its words in Rules cannot be used, correct them first", "规则表中的措辞无法使用，请先改正")
COMPANY = next(setting.name for setting in SETTINGS if setting.field == "company")


def draft_reminders(
    sheets: Mapping[str, Any],
    as_of: date | None,
    language: str,
    customers: Sequence[str] | None = None,
    template: bytes | None = None,
) -> Outcome:
    """Drafts for every customer to be reminded, or for those chosen; lines for Contacts; who is left out.

    `template` is the user's own .docx for letters, in the place of ours.

    The listing says whom, what, why, and who was left out and why; a host shows it first and then calls
    again with the customers that were ticked.
    """
    at = desk(sheets, as_of)
    answers = at.answers
    choice = asked.reminders(answers)
    picked = [r for r in choice.reminders if customers is None or r.customer in customers]
    documents: list[Document] = []
    problems = list(answers.problems)
    left_out = list(choice.left_out)
    ours = sender(answers)
    if picked and not ours.company:
        problems.append(Problem(RULES, 0, COMPANY, message("no_company"), blocks=False))
    for reminder in picked:
        rules = answers.book.rules
        made = drafts(reminder, ours, answers.as_of, rules.wording, rules.remedies, template=template)
        wrong = [*made.problems, *_without_email(reminder, made, answers.book)]
        problems += [problem for problem in wrong if problem not in problems]
        documents += made.documents
        if not made.documents:  # every channel of this level is closed: nobody is written to
            why = WORDS if made.problems else NO_ADDRESS
            left_out += [
                LeftOut(r.customer, line.contract, line.claim, r.currency, line.outstanding, why, None)
                for r, line in ((reminder, line) for line in reminder.lines)
            ]
    documents = list(distinct(documents))
    contacts = _contacts(documents, answers.as_of, language)
    drafted = [r for r in picked if any(d.about is r for d in documents)]
    documents.append(left_out_list(left_out, answers.as_of, language))
    stopped = [r for r in picked if r not in drafted]
    decided = Choice(tuple(r for r in choice.reminders if r not in stopped), tuple(left_out))
    listing = show.show(show.REMINDERS, show.reminder_rows(decided), language)
    said = Text(
        f"{len(drafted)} reminder(s) drafted for {per_currency(drafted, 'total')}; "
        f"{len(left_out)} claim(s) left out. Nothing was sent.",
        f"已起草{len(drafted)}份催款，共{per_currency(drafted, 'total')}；"
        f"{len(left_out)}笔请款未催。程序未发送任何内容。",
    )
    edits: tuple[Edit, ...] = (Append("contacts", tuple(contacts)),) if contacts else ()
    return Outcome(
        said,
        edits,
        tuple(File(d.name, d.data) for d in documents),
        folder_of(answers.as_of, language),
        tuple(problems),
        tuple(tuple(row) for row in listing),
    )


def _without_email(reminder: Reminder, made: Drafts, book: Book) -> list[Problem]:
    """A problem for each contract whose e-mail was not drafted for want of an address, while others were."""
    if Channel.EMAIL not in made.unreachable or not made.documents:
        return []
    contracts = [book.contracts[number] for number in dict.fromkeys(line.contract for line in reminder.lines)]
    answers = [
        Problem(CONTRACTS.name, contract.line, EMAIL, message("no_email"), contract.number, blocks=False)
        for contract in contracts
    ]
    known = {(p.sheet, p.line, p.heading) for p in book.problems}  # an address that cannot be read
    return [problem for problem in answers if problem[:3] not in known]


def folder_of(as_of: date, language: str) -> str:
    """The dated folder that drafts go into, beside the workbook."""
    return Text(f"reminders-{as_of}", f"催款-{as_of}").say(language)


def _contacts(documents: Sequence[Document], as_of: date, language: str) -> list[Mapping[str, Any]]:
    """A line of Contacts for each contract and channel that was drafted for, naming its files."""
    files: dict[tuple[str, tuple[str, ...], int, str], list[str]] = {}
    for document in documents:
        if document.about is None:
            continue
        channel = document.channel.label.say(language) if document.channel else ""
        for contract in dict.fromkeys(line.contract for line in document.about.lines):
            claims = tuple(line.claim for line in document.about.lines if line.contract == contract)
            files.setdefault((contract, claims, document.about.level, channel), []).append(document.name)
    return [
        {
            "on": float((as_of - SERIAL_ZERO).days),
            "contract": contract,
            "claims": ", ".join(claims),
            "level": float(level),
            "channel": channel,
            "file": "; ".join(names),
            "status": ContactStatus.DRAFTED.label.say(language),
        }
        for (contract, claims, level, channel), names in files.items()
    ]


def mark_sent(
    sheets: Mapping[str, Any],
    as_of: date | None,
    language: str,
    lines: Sequence[int] | None = None,
    proof: str = "",
) -> Outcome:
    """Record that drafts in Contacts were sent: the selected lines, or all that still stand as drafted.

    A selected line that is no draft is a problem and changes nothing; the day of sending is the day asked
    about, because the next level is counted from it.
    """
    at = desk(sheets, as_of)
    answers = at.answers
    by_line = {contact.line: contact for contact in answers.book.contacts}
    waiting = (ContactStatus.DRAFTED, ContactStatus.APPROVED)
    wanted = [n for n, c in by_line.items() if c.status in waiting] if lines is None else list(lines)
    heading = next(column.heading for column in CONTACTS.columns if column.field == "status")
    problems, edits = [], []
    for line in wanted:
        contact = by_line.get(line)
        if contact is None or contact.status not in waiting:
            problems.append(Problem(CONTACTS.name, line, heading, message("not_a_draft"), blocks=False))
            continue
        edits.append(Put("contacts", line, "status", ContactStatus.SENT.label.say(language)))
        edits.append(Put("contacts", line, "on", float((answers.as_of - SERIAL_ZERO).days)))
        if proof:
            edits.append(Put("contacts", line, "proof", proof))
    sent = len({edit.line for edit in edits})
    if problems:
        edits, sent = [], 0
    said = Text(
        f"{sent} draft(s) marked as sent on {answers.as_of}.", f"已将{sent}份草稿标记为{answers.as_of}发送。"
    )
    return Outcome(said, tuple(edits), problems=tuple(problems))
