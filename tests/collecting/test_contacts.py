"""The log of Contacts: which lines tell of one document, where it stands on a day, and what of it is proved."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger.collecting.contacts import BEFORE, FURTHER, entries
from ledger.collecting.remedies import last_word, notice_delivered
from ledger.enumerations import Channel, ContactStatus, Reason
from ledger.records import Contact

LAST = date(2025, 12, 31)


def contact(day: int, status: str, **more: Any) -> Contact:
    known = {one.code: one for one in ContactStatus}
    first = Contact(date(2025, 6, day), "C", ("A",), 2, Channel.LETTER, "a.docx", known.get(status), line=day)
    return first._replace(**more)


def told(*steps: str) -> list[Contact]:
    return [contact(day, step) for day, step in enumerate(steps, 1)]


@pytest.mark.parametrize(
    ("steps", "documents"),
    [
        ([], []),
        (["drafted"], ["drafted"]),
        (["drafted", "approved", "sent", "delivered"], ["delivered"]),
        (["drafted", "sent", "returned"], ["returned"]),
        (["drafted", "sent", "returned", "drafted"], ["returned", "drafted"]),  # a new draft may follow
        (["drafted", "sent", "returned", "drafted", "sent"], ["returned", "sent"]),
        (["sent", "sent"], ["sent", "sent"]),  # written by hand, twice: two letters
        (["delivered", "delivered"], ["delivered", "delivered"]),
        (["delivered", "returned"], ["returned"]),
        (["drafted", "drafted"], ["drafted"]),
        (["drafted", "delivered"], ["delivered"]),  # a person may skip a step
        (["", ""], [None, None]),  # two calls
        (["drafted", "", "sent"], ["sent", None]),
    ],
)
def test_lines_of_one_document(steps: list[str], documents: list[str | None]) -> None:
    found = entries(told(*steps), LAST)
    assert [entry.status and entry.status.code for entry in found] == documents
    assert sorted(line.line for entry in found for line in entry.lines) == list(range(1, len(steps) + 1))


@pytest.mark.parametrize(
    "other",
    [{"contract": "D"}, {"claims": ("A", "B")}, {"claims": ()}, {"level": 3}, {"level": None},
     {"channel": Channel.EMAIL}, {"file": "b.docx"}],
)  # fmt: skip
def test_another_document_is_another(other: dict[str, Any]) -> None:
    assert len(entries([contact(1, "drafted"), contact(2, "sent", **other)], LAST)) == 2


def test_claims_in_another_order_are_the_same_claims() -> None:
    assert (
        len(entries([contact(1, "drafted", claims=("A", "B")), contact(2, "sent", claims=("B", "A"))], LAST))
        == 1
    )


@pytest.mark.parametrize(
    ("day", "status"), [(1, "drafted"), (2, "drafted"), (3, "sent"), (4, "sent"), (5, "delivered")]
)
def test_where_it_stands_on_a_day(day: int, status: str) -> None:
    lines = [contact(1, "drafted"), contact(3, "sent"), contact(5, "delivered")]
    (entry,) = entries(lines, date(2025, 6, day))
    assert entry.status is not None
    assert entry.status.code == status


@pytest.mark.parametrize(
    ("steps", "proof_on", "proved"),
    [
        (["drafted"], 1, None),
        (["drafted", "sent"], None, None),
        (["drafted", "sent"], 2, 2),
        (["drafted", "sent"], 1, 2),
        (["drafted", "sent", "delivered"], None, 3),
        (["drafted", "sent", "delivered"], 2, 3),
        (["drafted", "sent", "returned"], 2, None),  # what came back reached nobody
    ],
)
def test_what_is_proved(steps: list[str], proof_on: int | None, proved: int | None) -> None:
    lines = [one._replace(proof="slip" if one.line == proof_on else "") for one in told(*steps)]
    (entry,) = entries(lines, LAST)
    assert entry.proved_on == (proved and date(2025, 6, proved))
    assert notice_delivered(lines, "A", LAST) == entry.proved_on


def test_that_a_letter_arrived_is_no_further_word() -> None:
    """The answer stands on the line of sending; a call came in between; the delivery was noted last."""
    sent, call, arrived = (
        contact(2, "sent", result=Reason.SHORT_OF_CASH),
        contact(4, "", channel=Channel.PHONE, file="", level=None, result=Reason.INTERNAL_PROCESS),
        contact(6, "delivered"),
    )
    assert last_word([sent, call, arrived], "A", LAST) is call
    assert last_word([sent, arrived], "A", LAST) is sent
    assert last_word([contact(1, "drafted"), contact(2, "sent"), contact(3, "returned")], "A", LAST) is None


def test_a_button_never_says_what_the_log_would_take_for_another_document() -> None:
    for status, before in BEFORE.items():
        assert all(status in FURTHER[one] for one in before)
