"""Draft reminders: what to write to whom, and the lines of Contacts that note it. Nothing is sent."""

from __future__ import annotations

from datetime import date
from typing import Any, Mapping, Sequence

from .. import portfolio as asked
from ..collecting.reminding import NO_ADDRESS, line_left_out
from ..drafting.documents import Document, distinct
from ..drafting.reminders import drafts, left_out_list
from ..enumerations import ContactStatus
from ..language import Text
from ..problems import Problem, message
from ..tables import show
from ..tables.cells import SERIAL_ZERO
from ..tables.rules import NAME as RULES
from ..tables.settings import SETTINGS
from .desk import desk, per_currency, sender
from .outcomes import Append, Edit, File, Outcome

COMPANY = next(setting.name for setting in SETTINGS if setting.field == "company")


def draft_reminders(
    sheets: Mapping[str, Any], as_of: date | None, language: str, customers: Sequence[str] | None = None
) -> Outcome:
    """Drafts for every customer to be reminded, or for those chosen; lines for Contacts; who is left out.

    The listing says which money must be allocated first, whom to remind of what and why, and who is left out
    and why; a host shows it first and then calls again with the customers that were ticked.
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
        made = drafts(reminder, ours, answers.as_of, answers.book.rules.wording, answers.book.rules.remedies)
        problems += [problem for problem in made.problems if problem not in problems]
        documents += made.documents
        if not made.documents:  # every channel of this level is closed: nobody is written to
            left_out += [line_left_out(reminder, line, NO_ADDRESS) for line in reminder.lines]
    documents = list(distinct(documents))
    contacts = _contacts(documents, answers.as_of, language)
    drafted = [r for r in picked if any(d.about is r for d in documents)]
    written = {line.claim for reminder in drafted for line in reminder.lines}
    silent = len({(left.contract, left.claim) for left in left_out if left.claim not in written})
    documents.append(left_out_list(left_out, answers.as_of, language, choice.to_allocate))
    listing = show.show(show.REMINDERS, show.reminder_rows(choice), language)
    said = Text(
        f"{len(drafted)} reminder(s) drafted for {per_currency(drafted, 'total')}; "
        f"{silent} claim(s) left out. Nothing was sent.",
        f"已起草{len(drafted)}份催款，共{per_currency(drafted, 'total')}；"
        f"{silent}笔请款未催。程序未发送任何内容。",
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


def _contacts(documents: Sequence[Document], as_of: date, language: str) -> list[Mapping[str, Any]]:
    """A line of Contacts for each contract, level and channel that was drafted for, naming its files.

    Rule:   LOG-2. Each claim is noted at its own level, whatever the level of the letter it stands in.
    """
    files: dict[tuple[str, tuple[str, ...], int, str], list[str]] = {}
    for document in documents:
        if document.about is None:
            continue
        channel = document.channel.label.say(language) if document.channel else ""
        for contract, level in dict.fromkeys((line.contract, line.level) for line in document.about.lines):
            claims = tuple(
                line.claim
                for line in document.about.lines
                if (line.contract, line.level) == (contract, level)
            )
            files.setdefault((contract, claims, level, channel), []).append(document.name)
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
