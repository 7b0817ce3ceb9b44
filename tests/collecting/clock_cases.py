"""A contract with one claim, drawn as sheets, and the clocks it has on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from ledger import portfolio as asked
from ledger.results import Clock, ClockKind
from ledger.tables.book import read_book
from tests.drawing import sheet

CONTRACT = {
    "Contract": "C-01", "Project": "Hall", "Customer": "Acme", "Currency": "CNY", "Contract sum": "1000",
    "Signed on": "2023-01-05",
}  # fmt: skip
STAGE = {
    "Contract": "C-01", "Milestone": "A", "Kind": "settlement", "Mode": "pay", "Share or amount": "100%",
    "Base": "contract", "Trigger": "signed", "Trigger value": "", "Met on": "2023-01-05", "Evidence": "",
}  # fmt: skip
CLAIM = {
    "Claim": "Q-1", "Contract": "C-01", "Milestone": "A", "Claimed on": "2023-06-06", "Claimed": "1000",
    "Certified on": "2023-06-07", "Certified": "1000", "Due on": "2023-07-10",
}  # fmt: skip
CONTACTS = "| Date | Contract | Claims | Channel | Status | Proof | Promise date |\n"
LAW = "| Legal rules | | | | | |\n| Rule | What it says | Source | Effective from | Verified on | Needs a lawyer |\n"


def drawn(*rows: dict[str, str]) -> list[list[Any]]:
    """A sheet of lines given by their headings."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    lines = [[row.get(heading, "") for heading in headings] for row in rows]
    return sheet("\n".join("| " + " | ".join(line) + " |" for line in [headings, *lines]))


def sheets_of(
    contract: dict[str, str] | None = None,
    claim: dict[str, str] | None = None,
    stages: list[dict[str, str]] | None = None,
    contacts: str = "",
    receipts: str = "",
    rules: str = "",
    progress: str = "",
    more_claims: tuple[dict[str, str], ...] = (),
) -> dict[str, Any]:
    """The sheets of the case, with some cells changed."""
    answer = {
        "Contracts": drawn({**CONTRACT, **(contract or {})}),
        "Milestones": drawn(*[{**STAGE, **stage} for stage in stages or [{}]]),
        "Claims": drawn({**CLAIM, **(claim or {})}, *more_claims),
    }
    if contacts:
        answer["Contacts"] = sheet(CONTACTS + contacts)
    if receipts:
        answer["Receipts"] = sheet("| Date | Amount | Bank reference | Claim |\n" + receipts)
    if progress:
        answer["Progress"] = sheet("| Contract | Milestone | Date | Done |\n" + progress)
    if rules:
        answer["Rules"] = sheet(rules)
    return answer


def told(as_of: str, kind: ClockKind | None = None, **changes: Any) -> list[Clock]:
    """The clocks of the case on a day, all or those of one kind."""
    desk = asked.portfolio(read_book(sheets_of(**changes)), date.fromisoformat(as_of))
    assert not desk.problems, [str(p) for p in desk.problems]
    return [c for c in asked.clocks(desk) if kind is None or c.kind is kind]


def one(as_of: str, kind: ClockKind, **changes: Any) -> Clock:
    """The only clock of a kind."""
    (clock,) = told(as_of, kind, **changes)
    return clock
