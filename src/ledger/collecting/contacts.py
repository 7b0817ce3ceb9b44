"""The log of Contacts: documents told line by line, and where each one stands on a day.

The one rule: a line is never overwritten to say more. A document is drafted, approved, sent, delivered or
returned by one more line each; the last of its lines in the sheet tells where it stands, the earlier ones are
its history. Whoever asks what was said to a customer asks here, never the bare lines.
"""

from __future__ import annotations

from datetime import date
from typing import Iterable, NamedTuple

from ..enumerations import ContactStatus
from ..records import Contact

DRAFTED, APPROVED = ContactStatus.DRAFTED, ContactStatus.APPROVED
SENT, DELIVERED, RETURNED = ContactStatus.SENT, ContactStatus.DELIVERED, ContactStatus.RETURNED
WAITING, WENT_OUT = (DRAFTED, APPROVED), (SENT, DELIVERED)

# What a document must stand as before it can be marked. A level that needs approval must be approved first.
BEFORE = {APPROVED: (DRAFTED,), SENT: (DRAFTED, APPROVED), DELIVERED: (SENT,), RETURNED: (SENT,)}

# What a further line may say about the same document; any other line begins a new one. Wider than BEFORE,
# for a person may write what a button does not.
FURTHER = {
    DRAFTED: frozenset(ContactStatus),
    APPROVED: frozenset(ContactStatus),
    SENT: frozenset((DELIVERED, RETURNED)),
    DELIVERED: frozenset((RETURNED,)),
    RETURNED: frozenset(),
}


class Entry(NamedTuple):
    """One document, or one call, with the lines that tell about it in the order of the sheet."""

    lines: tuple[Contact, ...]

    @property
    def last(self) -> Contact:
        """The line that tells where it stands."""
        return self.lines[-1]

    @property
    def status(self) -> ContactStatus | None:
        """Where it stands; None for a call, which has no status."""
        return self.last.status

    @property
    def waits(self) -> bool:
        """Whether it is a draft that nobody has sent yet."""
        return self.status in WAITING

    @property
    def went_out(self) -> bool:
        """Whether it was sent and has not come back."""
        return self.status in WENT_OUT

    @property
    def sent_on(self) -> date:
        """The day it went out, else the day of its last line."""
        return next((line.on for line in self.lines if line.status in WENT_OUT), self.last.on)

    @property
    def proof(self) -> str:
        """The last proof any of its lines names."""
        return next((line.proof for line in reversed(self.lines) if line.proof.strip()), "")

    @property
    def proved_on(self) -> date | None:
        """The day it reached the customer by what the book can prove: delivered, or sent with proof."""
        if self.status is DELIVERED:
            return next(line.on for line in self.lines if line.status is DELIVERED)
        return self.sent_on if self.status is SENT and self.proof else None

    @property
    def answer(self) -> Contact:
        """The line that holds what the customer answered; where none does, the one with which it went out."""
        for line in reversed(self.lines):
            if line.result is not None:
                return line
        return next((line for line in self.lines if line.status in WENT_OUT), self.last)

    @property
    def standing(self) -> Contact:
        """All of it in one line: where it stands since when, its proof and its answer."""
        ended = next((line.on for line in self.lines if line.status in (DELIVERED, RETURNED)), self.sent_on)
        return self.last._replace(on=ended, proof=self.proof, result=self.answer.result)


def about(contact: Contact, claim: str) -> bool:
    """Whether a contact speaks of a claim; one that names none speaks of all of its contract."""
    return not contact.claims or claim in contact.claims


def standing(contacts: Iterable[Contact], as_of: date) -> list[Contact]:
    """One line for each document and call of the log up to a day, as it stands."""
    return [entry.standing for entry in entries(contacts, as_of)]


def entries(contacts: Iterable[Contact], as_of: date) -> list[Entry]:
    """The documents and calls of the log up to a day, in the order in which they began.

    Rule:   LOG-1. The lines of one document name the same contract, claims, level, channel and file. A line
            continues it unless it went out already and the line cannot follow (sent twice, or drafted anew
            after it came back): then another document begins. A line without status is a call of its own.
    Source: product.md, Contacts; domain.md 1.11 (doc_status).
    """
    found: list[list[Contact]] = []
    latest: dict[tuple[object, ...], list[Contact]] = {}
    for contact in contacts:
        if contact.on > as_of:
            continue
        if contact.status is None:
            found.append([contact])
            continue
        key = (contact.contract, frozenset(contact.claims), contact.level, contact.channel, contact.file)
        lines = latest.get(key)
        before = lines[-1].status if lines else None
        if lines is not None and before is not None and contact.status in FURTHER[before]:
            lines.append(contact)
        else:
            latest[key] = [contact]
            found.append(latest[key])
    return [Entry(tuple(lines)) for lines in found]
