"""Draft reminders: what to write to whom, and the lines of Contacts that note it. Nothing is sent."""

from __future__ import annotations

from datetime import date
from typing import Any, Mapping, Sequence

from .. import portfolio as asked
from ..collecting.reminding import NO_ADDRESS, Choice, line_left_out
from ..drafting.documents import Document, distinct
from ..drafting.reminders import Drafts, drafts, left_out_list
from ..enumerations import Channel, ContactStatus
from ..language import Text
from ..problems import Problem, message
from ..results import Reminder
from ..tables import show
from ..tables.book import Book
from ..tables.cells import SERIAL_ZERO
from ..tables.rules import NAME as RULES
from ..tables.settings import SETTINGS
from ..tables.sheets import CONTRACTS
from .desk import desk, per_currency, sender
from .outcomes import Append, Edit, File, Outcome

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
        rules = answers.book.rules
        made = drafts(reminder, ours, answers.as_of, rules.wording, rules.remedies, template=template)
        wrong = [*made.problems, *_without_email(reminder, made, answers.book)]
        problems += [problem for problem in wrong if problem not in problems]
        documents += made.documents
        if not made.documents:  # every channel of this level is closed: nobody is written to
            why = WORDS if made.problems else NO_ADDRESS
            left_out += [line_left_out(reminder, line, why) for line in reminder.lines]
    documents = list(distinct(documents))
    contacts = _contacts(documents, answers.as_of, language)
    drafted = [r for r in picked if any(d.about is r for d in documents)]
    written = {line.claim for reminder in drafted for line in reminder.lines}
    silent = len({(left.contract, left.claim) for left in left_out if left.claim not in written})
    documents.append(left_out_list(left_out, answers.as_of, language, choice.to_allocate))
    stopped = [r for r in picked if r not in drafted]
    kept = tuple(r for r in choice.reminders if r not in stopped)
    decided = Choice(kept, tuple(left_out), choice.to_allocate)
    listing = show.show(show.REMINDERS, show.reminder_rows(decided), language)
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
