"""Evidence pack: a folder for each overdue contract, with an index, the files found, and what is missing."""

from __future__ import annotations

from datetime import date
from typing import Any, Iterable, Mapping, Sequence

from .. import portfolio as asked
from ..billing.receivables import counts
from ..drafting.documents import folder_name, free_names
from ..drafting.evidence import Checklist, evidence
from ..drafting.exhibits import Found, Shelf, names
from ..drafting.proofs import Pack, facts
from ..language import EN, Text
from ..lines import by_contract
from ..money import ZERO
from ..portfolio import Portfolio
from ..tables.sheets import INPUTS
from .desk import NoDay, desk, per_currency
from .outcomes import File, Outcome

FOLDER = Text("evidence", "证据")  # beside the workbook, where its files are looked for
LISTED = (
    Text("Contract", "合同编号"), Text("Customer", "客户"), Text("Currency", "币种"),
    Text("Overdue", "逾期金额"), Text("Days overdue", "逾期天数"), Text("Missing", "缺失项"),
    Text("Files", "附件数"), Text("Folder", "文件夹"),
)  # fmt: skip
SAID = Text(
    "{count} evidence pack(s) for {total} overdue; {files} file(s) enclosed, {missing} item(s) missing. "
    "They are for our own people. Files are looked for in the folder “{folder}” beside the workbook.",
    "已起草{count}份证据目录，逾期{total}；附文件{files}份，共缺{missing}项。仅供内部使用。"
    "证据文件请放在工作簿旁的“{folder}”文件夹中。",
)
SHEETS = {sheet.key: sheet for sheet in INPUTS}


def evidence_names(
    sheets: Mapping[str, Any], as_of: date | None, contracts: Sequence[str] | None = None
) -> tuple[str, ...]:
    """The names of files that `evidence_pack` will want, for a host to look for; a name, never a path.

    None where the day asked about is missing: the command itself says so.
    """
    try:
        answers = desk(sheets, as_of).answers
    except NoDay:
        return ()
    packs = _packs(answers, contracts)
    return names(proof.text for pack in packs for fact in facts(pack, EN) for proof in fact.proofs)


def evidence_pack(
    sheets: Mapping[str, Any],
    as_of: date | None,
    language: str,
    contracts: Sequence[str] | None = None,
    found: Found | None = None,
) -> Outcome:
    """The pack of every contract with overdue money, or of those chosen, the most overdue first.

    `found` are the files of `evidence_names` that lie beside the workbook, by their place ("evidence/a.pdf",
    "evidence/C-01/a.pdf"), or why one was not read; None where nobody has looked.
    """
    answers = desk(sheets, as_of).answers
    packs = _packs(answers, contracts)
    shelf = Shelf(found, FOLDER, answers.book.contracts) if found is not None else None
    lists = [evidence(pack, answers.as_of, language, _name, shelf) for pack in packs]
    folders = free_names(folder_name((pack.contract.number, pack.contract.customer)) for pack in packs)
    late = [r for pack in packs for r in pack.receivables if r.days_overdue > 0]
    files = [
        File(document.name, document.data, folder)
        for one, folder in zip(lists, folders)
        for document in (*one.documents, *one.exhibits)
    ]
    said = Text(
        *(
            SAID.say(
                tongue,
                count=len(packs),
                total=per_currency(late, "outstanding"),
                files=sum(len(one.exhibits) for one in lists),
                missing=sum(len(one.gaps) for one in lists),
                folder=FOLDER.say(tongue),
            )
            for tongue in ("en", "zh")
        )
    )
    return Outcome(
        said,
        files=tuple(files),
        folder=Text(f"evidence-{answers.as_of}", f"证据-{answers.as_of}").say(language),
        problems=tuple(answers.problems),
        listing=(tuple(label.say(language) for label in LISTED), *map(_listed, packs, lists, folders)),
    )


def _listed(pack: Pack, one: Checklist, folder: str) -> tuple[Any, ...]:
    contract, late = pack.contract, [r for r in pack.receivables if r.days_overdue > 0]
    owed = float(sum((r.outstanding for r in late), ZERO))
    counted = (float(_days(pack)), float(len(one.gaps)), float(len(one.exhibits)))
    return (contract.number, contract.customer, contract.currency, owed, *counted, folder)


def _days(pack: Pack) -> int:
    return max((r.days_overdue for r in pack.receivables), default=0)


def _packs(answers: Portfolio, contracts: Sequence[str] | None) -> list[Pack]:
    """What the book holds about every contract asked for, up to its day, the most overdue first."""
    book, as_of = answers.book, answers.as_of
    rows = {name: _up_to(getattr(book, name), as_of) for name in ("variations", "progress", "contacts")}
    owners = {claim.number: claim.contract for claim in book.claims}
    money = [r if r.contract else r._replace(contract=owners.get(r.claim, "")) for r in book.receipts]
    rows["receipts"] = _up_to(money, as_of)
    clocks = by_contract(asked.clocks(answers))
    packs = []
    for number, one in answers.accounts.items():
        made = [r for r in one.receivables if counts(r.request, as_of)]
        overdue = any(r.days_overdue > 0 for r in made)
        if overdue if contracts is None else number in contracts:
            own = {name: of.get(number, ()) for name, of in rows.items()}
            packs.append(
                Pack(book.contracts[number], one.positions, made, deadlines=clocks.get(number, ()), **own)
            )
    return sorted(packs, key=lambda pack: (-_days(pack), pack.contract.number))


def _up_to(rows: Iterable[Any], as_of: date) -> dict[str, list[Any]]:
    """The lines of an input sheet up to the day asked about, by contract."""
    return by_contract(row for row in rows if row.on <= as_of)


def _name(sheet: str, field: str) -> Text:
    """The name of a sheet, or the heading of one of its columns."""
    declared = SHEETS[sheet]
    return next((column.heading for column in declared.columns if column.field == field), declared.name)
