"""What of the Contacts log reached the customer, and what proves it: the one reading of the log for clocks.

The one rule: a clock moves only by what provably arrived. A letter that was sent has not arrived yet, and one
that is marked delivered with nothing to prove it is named as a gap.
"""

from __future__ import annotations

from datetime import date
from typing import Iterable, NamedTuple

from ..enumerations import Channel, ContactStatus
from ..language import Text
from ..records import Contact

DEMAND = Text("demand that arrived", "催告送达")
PROMISE = Text("promise of payment", "付款承诺")
NOT_SAID = (ContactStatus.DRAFTED, ContactStatus.APPROVED, ContactStatus.RETURNED)


class Arrival(NamedTuple):
    """Something that reached the customer or us on a day; `proof` is empty if nothing shows it."""

    on: date
    what: Text
    proof: str
    channel: Channel | None = None


def is_proved(contact: Contact) -> bool:
    """Whether a contact is recorded as having reached the customer: delivered, or sent with proof.

    Enough to name a next step; too little to move a legal period (see `arrivals`).
    """
    if contact.status is ContactStatus.DELIVERED:
        return True
    return contact.status is ContactStatus.SENT and bool(contact.proof.strip())


def about(contact: Contact, claim: str) -> bool:
    """Whether a contact speaks of a claim; one that names none speaks of all of its contract."""
    return not contact.claims or claim in contact.claims


def arrivals(contacts: Iterable[Contact], as_of: date) -> list[Arrival]:
    """What was delivered by a day, oldest first."""
    found = [
        Arrival(c.on, DEMAND, c.proof.strip(), c.channel)
        for c in contacts
        if c.on <= as_of and c.status is ContactStatus.DELIVERED
    ]
    return sorted(found, key=lambda arrival: arrival.on)


def promises(contacts: Iterable[Contact], as_of: date) -> list[Arrival]:
    """What the customer promised by a day: an acknowledgement of the debt where something proves it."""
    return [
        Arrival(c.on, PROMISE, c.proof.strip(), c.channel)
        for c in contacts
        if c.on <= as_of and c.promised_on is not None and c.status not in NOT_SAID
    ]
