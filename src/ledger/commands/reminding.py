"""Draft reminders and Mark sent: what to write to whom, and the record that it went out. Nothing is sent."""

from __future__ import annotations

from datetime import date
from typing import Any, Mapping, Sequence

from .. import portfolio as asked
from ..drafting.documents import Document, distinct
from ..drafting.reminders import drafts, left_out_list
from ..enumerations import ContactStatus
from ..language import Text
from ..problems import Problem, message
from ..results import Reminder
from ..tables import show
from ..tables.cells import SERIAL_ZERO
from ..tables.sheets import CONTACTS
from .desk import desk, per_currency, sender
from .outcomes import Append, Edit, File, Outcome, Put


def draft_reminders(
    sheets: Mapping[str, Any], as_of: date | None, language: str, customers: Sequence[str] | None = None
) -> Outcome:
    """Drafts for every customer to be reminded, or for those chosen; lines for Contacts; who is left out.

    The listing says whom, what, why, and who was left out and why; a host shows it first and then calls
    again with the customers that were ticked.
    """
    at = desk(sheets, as_of)
    answers = at.answers
    choice = asked.reminders(answers)
    picked = [r for r in choice.reminders if customers is None or r.customer in customers]
    documents: list[Document] = []
    problems = list(answers.problems)
    contacts: list[Mapping[str, Any]] = []
    for reminder in picked:
        made = drafts(
            reminder, sender(answers), answers.as_of, answers.book.rules.wording, answers.book.rules.remedies
        )
        problems += made.problems
        documents += made.documents
    documents = list(distinct(documents))
    for document in documents:
        if document.about is not None:
            contacts += _contacts(document.about, document, answers.as_of, language)
    documents.append(left_out_list(choice.left_out, answers.as_of, language))
    listing = show.show(show.REMINDERS, show.reminder_rows(choice), language)
    said = Text(
        f"{len(picked)} reminder(s) drafted for {per_currency(picked, 'total')}; "
        f"{len(choice.left_out)} claim(s) left out. Nothing was sent.",
        f"已起草{len(picked)}份催款，共{per_currency(picked, 'total')}；"
        f"{len(choice.left_out)}笔请款未催。程序未发送任何内容。",
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


def folder_of(as_of: date, language: str) -> str:
    """The dated folder that drafts go into, beside the workbook."""
    return Text(f"reminders-{as_of}", f"催款-{as_of}").say(language)


def _contacts(reminder: Reminder, document: Document, as_of: date, language: str) -> list[dict[str, Any]]:
    """One line of Contacts for each contract that a draft speaks of."""
    by_contract: dict[str, list[str]] = {}
    for line in reminder.lines:
        by_contract.setdefault(line.contract, []).append(line.claim)
    channel = document.channel.label.say(language) if document.channel else ""
    return [
        {
            "on": float((as_of - SERIAL_ZERO).days),
            "contract": contract,
            "claims": ", ".join(claims),
            "level": float(reminder.level),
            "channel": channel,
            "file": document.name,
            "status": ContactStatus.DRAFTED.label.say(language),
        }
        for contract, claims in by_contract.items()
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
