"""New claim: a draft line in Claims for every milestone that is billable now."""

from __future__ import annotations

from datetime import date
from typing import Any, Mapping

from ..billing.terms import holds_retention, is_recouped
from ..enumerations import ClaimStatus
from ..language import Text
from ..money import ZERO
from ..tables import show
from ..tables.cells import SERIAL_ZERO
from .desk import desk, per_currency
from .outcomes import Append, Edit, Outcome


def new_claim(sheets: Mapping[str, Any], as_of: date | None, language: str) -> Outcome:
    """Draft claims, one for each billable milestone, gross with what is deducted in its own columns.

    Work whose payment the advance takes back whole is claimed beside them, for a net of 0: where each
    certificate is recouped by itself (REC-9), what it states is missing from what they bear.
    A draft counts for nothing until its status says submitted. Numbers continue the contract's own:
    contract number, a hyphen and the next free number.
    """
    at = desk(sheets, as_of)
    answers = at.answers
    taken = {claim.number for claim in answers.book.claims}
    drafted = {(c.contract, c.milestone) for c in answers.book.claims if c.status is ClaimStatus.DRAFT}
    asking = {p.contract for p in answers.positions() if p.billable > ZERO}
    lines = []
    claimed = []
    for p in answers.positions():
        if (p.contract, p.milestone) in drafted or p.contract not in asking:
            continue
        borne = [r for r in answers.accounts[p.contract].receivables if r.stage == p.milestone]
        retained = max(ZERO, p.retention - sum((r.retained for r in borne), ZERO))
        recouped = max(ZERO, p.recouped - sum((r.recouped for r in borne), ZERO))
        taken_whole = recouped > ZERO and p.net == p.claimed_net
        if not (p.billable > ZERO or taken_whole):
            continue
        number = _free(p.contract, taken)
        taken.add(number)
        claimed.append(p)
        line: dict[str, Any] = {
            "number": number,
            "contract": p.contract,
            "milestone": p.milestone,
            "claimed_on": float((answers.as_of - SERIAL_ZERO).days),
            "claimed": float(p.billable + retained + recouped),
            "status": ClaimStatus.DRAFT.label.say(language),
        }
        # a stated 0 is a figure; an empty cell would be filled in by the terms
        if retained or holds_retention(p.agreement):
            line["retention_held"] = float(retained)
        if recouped or is_recouped(p.agreement):
            line["recouped"] = float(recouped)
        lines.append(line)
    said = Text(
        f"{len(lines)} draft claim(s) for {per_currency(claimed, 'billable')} net; "
        "set their status to submitted once they have gone out.",
        f"已新增{len(lines)}笔请款草稿，净额{per_currency(claimed, 'billable')}；报出后请将状态改为“已报”。",
    )
    edits: tuple[Edit, ...] = (Append("claims", tuple(lines)),) if lines else ()
    listing = show.show(show.POSITIONS, claimed, language)
    return Outcome(said, edits, problems=tuple(answers.problems), listing=tuple(map(tuple, listing)))


def _free(contract: str, taken: set[str]) -> str:
    """The next claim number of a contract that nobody uses."""
    number = 1
    while f"{contract}-{number:02d}" in taken:
        number += 1
    return f"{contract}-{number:02d}"
