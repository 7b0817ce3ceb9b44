"""Evidence pack: a checklist for each overdue contract, in the clerk's language."""

from __future__ import annotations

from datetime import date
from typing import Any, Mapping, Sequence

from .. import portfolio as asked
from ..billing.receivables import counts
from ..drafting.documents import distinct
from ..drafting.evidence import Pack, evidence
from ..language import Text
from ..money import ZERO
from .desk import desk, per_currency
from .outcomes import File, Outcome

LISTED = (
    Text("Contract", "合同编号"), Text("Customer", "客户"), Text("Currency", "币种"),
    Text("Overdue", "逾期金额"), Text("Days overdue", "逾期天数"), Text("Missing", "缺失项"),
    Text("File", "文件"),
)  # fmt: skip
SAID = Text(
    "{count} checklist(s) for {total} overdue; {missing} item(s) missing. They are for our own people.",
    "已起草{count}份证据清单，逾期{total}；共缺{missing}项。仅供内部使用。",
)
CLOCKS = "TRM-4"


def evidence_pack(
    sheets: Mapping[str, Any], as_of: date | None, language: str, contracts: Sequence[str] | None = None
) -> Outcome:
    """The checklist of every contract with overdue money, or of those chosen, the most overdue first.

    Rule:   EVI-1: what the book proves up to the day asked about; what lacks its proof is listed as missing.
    """
    answers = desk(sheets, as_of).answers
    clocks = [m for m in asked.found_mismatches(answers) if m.rule.startswith(CLOCKS)]
    book = answers.book
    rows = {
        "variations": _by_contract(book.variations, answers.as_of),
        "progress": _by_contract(book.progress, answers.as_of),
        "contacts": _by_contract(book.contacts, answers.as_of),
    }
    found = []
    for number, one in answers.accounts.items():
        made = [r for r in one.receivables if counts(r.request, answers.as_of)]
        overdue = any(r.days_overdue > 0 for r in made)
        if overdue if contracts is None else number in contracts:
            own = {name: by_contract.get(number, ()) for name, by_contract in rows.items()}
            deadlines = [m for m in clocks if m.contract == number]
            pack = Pack(book.contracts[number], one.positions, made, deadlines=deadlines, **own)
            found.append((number, pack))
    found.sort(key=lambda pair: (-max((r.days_overdue for r in pair[1].receivables), default=0), pair[0]))
    lists = [evidence(pack, answers.as_of, language) for _, pack in found]
    documents = distinct(one.document for one in lists)
    listing: list[tuple[Any, ...]] = [tuple(label.say(language) for label in LISTED)]
    missing = sum(len(one.gaps) for one in lists)
    late = [r for _, pack in found for r in pack.receivables if r.days_overdue > 0]
    for (number, pack), checklist, document in zip(found, lists, documents):
        late_ = sum((r.outstanding for r in pack.receivables if r.days_overdue > 0), ZERO)
        days = max((r.days_overdue for r in pack.receivables), default=0)
        contract = pack.contract
        listing.append(
            (
                number, contract.customer, contract.currency, float(late_), float(days),
                float(len(checklist.gaps)), document.name,
            )
        )  # fmt: skip
    total = per_currency(late, "outstanding")
    said = Text(
        *(SAID.say(tongue, count=len(found), total=total, missing=missing) for tongue in ("en", "zh"))
    )
    return Outcome(
        said,
        files=tuple(File(d.name, d.data) for d in documents),
        folder=Text(f"evidence-{answers.as_of}", f"证据-{answers.as_of}").say(language),
        problems=tuple(answers.problems),
        listing=tuple(listing),
    )


def _by_contract(rows: Sequence[Any], as_of: date) -> dict[str, list[Any]]:
    """The lines of an input sheet up to the day asked about, by contract."""
    grouped: dict[str, list[Any]] = {}
    for row in rows:
        if row.on <= as_of:
            grouped.setdefault(row.contract, []).append(row)
    return grouped
