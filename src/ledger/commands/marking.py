"""Approve, Mark sent, Mark delivered, Mark returned: one more line of Contacts for what became of a document.

The one rule: the log only grows. A step that may not follow changes nothing and says what is needed.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Mapping, NamedTuple, Sequence

from .. import portfolio as asked
from ..collecting.contacts import BEFORE, Entry, entries
from ..collecting.policies import needs_approval, terms
from ..enumerations import ContactStatus
from ..language import Text
from ..portfolio import Portfolio
from ..problems import Problem, found, message
from ..tables.cells import SERIAL_ZERO
from ..tables.sheets import CONTACTS
from .desk import desk
from .outcomes import Append, Outcome

DRAFTED, APPROVED, SENT = ContactStatus.DRAFTED, ContactStatus.APPROVED, ContactStatus.SENT
HEADINGS = {column.field: column.heading for column in CONTACTS.columns}
NO_STATUS = Text("blank", "空白")
SAID = {
    ContactStatus.APPROVED: Text("{count} draft(s) approved on {day}.", "已于{day}批准{count}份草稿。"),
    ContactStatus.SENT: Text(
        "{count} draft(s) marked as sent on {day}.", "已将{count}份草稿标记为{day}发送。"
    ),
    ContactStatus.DELIVERED: Text(
        "{count} document(s) marked as delivered on {day}.", "已将{count}份文件标记为{day}送达。"
    ),
    ContactStatus.RETURNED: Text(
        "{count} document(s) marked as returned on {day}.", "已将{count}份文件标记为{day}退回。"
    ),
}
SELECT = Text("Select the lines of Contacts first. ", "请先选择“催款”表中的行。")


class Marked(NamedTuple):
    """The documents to mark, and what stands against marking others."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def approve(
    sheets: Mapping[str, Any], as_of: date | None, language: str, lines: Sequence[int] | None = None
) -> Outcome:
    """Record that a person approved drafts: the selected lines, or every draft that needs approval."""
    return _mark(sheets, as_of, language, APPROVED, lines, "")


def mark_sent(
    sheets: Mapping[str, Any],
    as_of: date | None,
    language: str,
    lines: Sequence[int] | None = None,
    proof: str = "",
) -> Outcome:
    """Record that drafts were sent: the selected lines, or all that still wait and need no approval.

    The day of sending is the day asked about, because the next level is counted from it.
    """
    return _mark(sheets, as_of, language, SENT, lines, proof)


def mark_delivered(
    sheets: Mapping[str, Any],
    as_of: date | None,
    language: str,
    lines: Sequence[int] | None = None,
    proof: str = "",
) -> Outcome:
    """Record that the selected lines reached the customer, with the proof of it."""
    return _mark(sheets, as_of, language, ContactStatus.DELIVERED, lines, proof)


def mark_returned(
    sheets: Mapping[str, Any],
    as_of: date | None,
    language: str,
    lines: Sequence[int] | None = None,
    proof: str = "",
) -> Outcome:
    """Record that the selected lines came back; their level was then not sent, and may be drafted again."""
    return _mark(sheets, as_of, language, ContactStatus.RETURNED, lines, proof)


def _mark(
    sheets: Mapping[str, Any],
    as_of: date | None,
    language: str,
    status: ContactStatus,
    lines: Sequence[int] | None,
    proof: str,
) -> Outcome:
    """One more line of Contacts for each document marked: same contract, claims, level, channel and file.

    Rule:   LOG-3. Approved after drafted; sent after drafted, or after approved where the level or another
            level of the same file needs approval; delivered or returned after sent. A file is marked as a
            whole: with a line, the others that came to where they stand on the same day. Any other selection
            is a Problem and nothing is changed. Without a selection: all that wait and may be marked so are
            (none for delivered and returned, which only a person knows), those that still need approval are
            named.
    Source: product.md, Contacts; domain.md 1.11 (doc_status).
    """
    answers = desk(sheets, as_of).answers
    log = entries(answers.book.contacts, date.max)
    if lines is None:
        marked = _waiting(answers, log, status)
    else:
        marked = _selected(answers, log, status, lines)
        if marked.problems:
            marked = Marked((), marked.problems)
    added = tuple(_line(entry, answers.as_of, language, status, proof) for entry in marked.entries)
    values = {"count": len(added), "day": answers.as_of}
    said = Text(SAID[status].en.format(**values), SAID[status].zh.format(**values))
    if lines is None and status not in (APPROVED, SENT):
        said = Text(SELECT.en + said.en, SELECT.zh + said.zh)
    return Outcome(said, (Append("contacts", added),) if added else (), problems=marked.problems)


def _waiting(answers: Portfolio, log: Sequence[Entry], status: ContactStatus) -> Marked:
    """Everything that may be marked so without a person's choice."""
    if status not in (APPROVED, SENT):
        return Marked((), ())
    chosen, problems = [], []
    for entry in log:
        if entry.status not in BEFORE[status] or entry.last.on > answers.as_of:
            continue
        approval = entry.status is DRAFTED and _needs_approval(answers, log, entry)
        if approval is (status is APPROVED):
            chosen.append(entry)
        elif approval:
            problems.append(_problem(entry.last.line, "status", _approve_first(entry)))
    return Marked(tuple(chosen), tuple(problems))


def _selected(
    answers: Portfolio, log: Sequence[Entry], status: ContactStatus, lines: Sequence[int]
) -> Marked:
    """The documents of the selected lines, each once, and a problem for each that may not be marked so."""
    of_line = {contact.line: entry for entry in log for contact in entry.lines}
    chosen: dict[Entry, int] = {}
    problems = []
    for line in dict.fromkeys(lines):
        entry = of_line.get(line)
        said = None
        if entry is None or entry.status not in BEFORE[status]:
            now = entry.status.label if entry and entry.status else NO_STATUS
            needs = _either([one.label for one in BEFORE[status]])
            said = "status", message("wrong_status", found=now, wanted=status.label, needs=needs)
        elif entry in chosen:
            said = "status", message("same_document", first=chosen[entry])
        elif entry.last.on > answers.as_of:
            said = "on", message("future", found=found(str(entry.last.on)), as_of=answers.as_of)
        elif status is SENT and entry.status is DRAFTED and _needs_approval(answers, log, entry):
            said = "status", _approve_first(entry)
        else:
            chosen[entry] = line
        if said:
            problems.append(_problem(line, *said))
    return Marked(_whole_files(log, chosen, status), tuple(problems))


def _whole_files(
    log: Sequence[Entry], chosen: Mapping[Entry, int], status: ContactStatus
) -> tuple[Entry, ...]:
    """The documents chosen and whatever else stands in their files: one letter may tell of several levels."""
    files = {_letter(entry) for entry in chosen if entry.last.file}
    return tuple(
        entry
        for entry in log
        if entry in chosen or (entry.status in BEFORE[status] and _letter(entry) in files)
    )


def _letter(entry: Entry) -> tuple[object, ...]:
    """What all lines about one letter share; a file's name alone may be used again on another day."""
    last = entry.last
    return last.file, last.channel, last.on


def _needs_approval(answers: Portfolio, log: Sequence[Entry], entry: Entry) -> bool:
    """Whether a document may only go out once a person has approved it: by its level, or by another level
    that stands in the same file."""
    contracts, policies = answers.book.contracts, asked.policies(answers)
    return any(
        needs_approval(terms(contracts[one.last.contract], policies).steps, one.last.level)
        for one in log
        if (one is entry or (one.last.file and one.last.file == entry.last.file))
        and one.last.contract in contracts
        and one.last.level is not None
    )


def _either(words: Sequence[Text]) -> Text:
    """One of several words, quoted."""
    return Text(" or ".join(f"'{w.en}'" for w in words), "或".join(f"“{w.zh}”" for w in words))


def _approve_first(entry: Entry) -> Text:
    return message("needs_approval", level=entry.last.level)


def _problem(line: int, field: str, said: Text) -> Problem:
    return Problem(CONTACTS.name, line, HEADINGS[field], said, blocks=False)


def _line(entry: Entry, as_of: date, language: str, status: ContactStatus, proof: str) -> Mapping[str, Any]:
    """The line that says what became of a document."""
    last = entry.last
    line = {
        "on": float((as_of - SERIAL_ZERO).days),
        "contract": last.contract,
        "claims": ", ".join(last.claims),
        "level": "" if last.level is None else float(last.level),
        "channel": last.channel.label.say(language) if last.channel else "",
        "file": last.file,
        "status": status.label.say(language),
        "proof": proof,
    }
    return {field: cell for field, cell in line.items() if cell != ""}
