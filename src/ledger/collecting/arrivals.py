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
from .contacts import Entry, entries

DEMAND = Text("demand that arrived", "催告送达")
PROMISE = Text("promise of payment", "付款承诺")
NOT_SAID = (ContactStatus.DRAFTED, ContactStatus.APPROVED, ContactStatus.RETURNED)


class Arrival(NamedTuple):
    """Something that reached the customer or us on a day; `proof` is empty if nothing shows it."""

    on: date
    what: Text
    proof: str
    channel: Channel | None = None


def arrivals(contacts: Iterable[Contact], as_of: date) -> list[Arrival]:
    """What was delivered by a day, oldest first."""
    found = [
        Arrival(_delivered_on(entry), DEMAND, entry.proof.strip(), entry.last.channel)
        for entry in entries(contacts, as_of)
        if entry.status is ContactStatus.DELIVERED
    ]
    return sorted(found, key=lambda arrival: arrival.on)


def _delivered_on(entry: Entry) -> date:
    return next(line.on for line in entry.lines if line.status is ContactStatus.DELIVERED)


def promises(contacts: Iterable[Contact], as_of: date) -> list[Arrival]:
    """What the customer promised by a day: an acknowledgement of the debt where something proves it."""
    return [
        Arrival(line.on, PROMISE, entry.proof.strip(), line.channel)
        for entry in entries(contacts, as_of)
        if entry.status not in NOT_SAID
        for line in entry.lines
        if line.promised_on is not None
    ]
