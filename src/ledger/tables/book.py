"""A whole workbook: its sheets found by name in either language, read, and checked against each other.

Everything wrong is reported at once; `blocked` says whose answers it silences.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import compress
from operator import ne
from typing import Any, Iterable, Mapping, NamedTuple, Sequence

from ..language import EN, ZH
from ..lines import Lines
from ..problems import Problem, found, message
from ..records import Claim, Contact, Contract, Milestone, Progress, Receipt, Variation
from ..rulebook import Rules
from . import rules as rule_sheet
from .cells import is_blank, is_error, plain
from .read import SHEET, columns_of, named_in, read
from .sheets import (
    CLAIMS,
    CONTACTS,
    CONTRACTS,
    INPUTS,
    MILESTONES,
    PROGRESS,
    RECEIPTS,
    VARIATIONS,
    Sheet,
)

EVERYONE = ""  # a problem that names no contract silences every answer that its sheet bears on


class Book(NamedTuple):
    """What a workbook says, and what is wrong with it."""

    contracts: dict[str, Contract]
    milestones: Lines[Milestone]
    progress: Lines[Progress]
    variations: Lines[Variation]
    claims: Lines[Claim]
    receipts: Lines[Receipt]
    contacts: Lines[Contact]
    owner: Mapping[str, str]  # the contract of every claim
    rules: Rules
    problems: list[Problem]
    language: str

    def blocked(self) -> dict[str, Problem]:
        """The first problem that silences each contract; under EVERYONE the one that silences all."""
        first: dict[str, Problem] = {}
        for problem in self.problems:
            nameless = problem.sheet is CONTRACTS.name and problem.line and not problem.contract
            if problem.blocks and not nameless:  # nothing can refer to a contract without a number
                first.setdefault(problem.contract, problem)
        return first


def sheet_key(name: str) -> str:
    """The key of the sheet of this name, in either language; empty if it is none of ours."""
    return _KEYS.get(plain(name).casefold(), "")


_KEYS = {
    plain(name).casefold(): key
    for key, names in [*((s.key, s.name) for s in INPUTS), ("rules", rule_sheet.NAME)]
    for name in names
}


def named(sheets: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem], str]:
    """The grids by key, a problem for each sheet that is missing or there twice, and the book's language."""
    grids: dict[str, Any] = {}
    problems = []
    by_key = {sheet.key: sheet for sheet in INPUTS}
    chinese = 0
    for name, grid in sheets.items():
        key = sheet_key(name)
        if not key:
            continue
        if key in grids:
            text = by_key[key].name if key in by_key else rule_sheet.NAME
            problems.append(Problem(text, 0, SHEET, message("same_sheet")))
        grids[key] = grid
        chinese += 1 if any("\u4e00" <= letter <= "\u9fff" for letter in name) else -1
    for sheet in INPUTS:
        if sheet.key in grids:
            continue
        other = _renamed(sheet, sheets)
        if other:
            problems.append(Problem(sheet.name, 0, SHEET, message("renamed_sheet", found=found(other))))
        elif sheet.required:
            problems.append(Problem(sheet.name, 0, SHEET, message("no_sheet")))
    return grids, problems, ZH if chinese > 0 else EN


def _renamed(sheet: Sheet, sheets: Mapping[str, Any]) -> str:
    """The sheet that has all of a missing sheet's required headings under another name, if there is one.

    Claims in a sheet called "Claims 2025" would otherwise be claimed again.
    """
    for name, grid in sheets.items():
        if not sheet_key(name) and grid:
            where, lost = columns_of(sheet, grid[0])
            if where and not lost:
                return name
    return ""


def read_book(sheets: Mapping[str, Any]) -> Book:
    """Every record of a workbook and every problem in it; `sheets` maps sheet names to grids."""
    grids, problems, language = named(sheets)
    tables = {}
    for sheet in INPUTS:
        if sheet.key not in grids:
            tables[sheet.key] = read(sheet._replace(required=False), [])
            continue
        tables[sheet.key] = read(sheet, grids[sheet.key])
        wrong = tables[sheet.key].problems
        if sheet is RECEIPTS and wrong:
            wrong = _about_claims(grids, wrong)
        elif sheet is CONTACTS:  # no figure depends on what was said, only who is written to
            wrong = [problem._replace(blocks=False) for problem in wrong]
        problems += wrong
    rules, wrong_rules = rule_sheet.read_rules(grids.get("rules", []))
    problems += wrong_rules
    contracts = {contract.number: contract for contract in tables["contracts"].records}
    claims = tables["claims"].records
    book = Book(
        contracts,
        tables["milestones"].records,
        tables["progress"].records,
        tables["variations"].records,
        claims,
        tables["receipts"].records,
        tables["contacts"].records,
        dict(zip(claims.column("number"), claims.column("contract"))),
        rules,
        problems,
        language,
    )
    unreadable = {p.contract for p in problems if p.sheet is CONTRACTS.name}
    stages = _pairs(book.milestones, "number")
    problems += _doubled(book, tables["contracts"].records, stages)
    problems += _dangling(book, stages, unreadable)
    problems += _falling(book)
    return book


def _about_claims(grids: Mapping[str, Any], problems: Sequence[Problem]) -> list[Problem]:
    """Problems of receipts that name no contract belong to the contract of the claim on their line."""
    where, _ = columns_of(RECEIPTS, grids["receipts"][0])
    claims = grids.get("claims") or [[]]
    there, _ = columns_of(CLAIMS, claims[0])
    owner: dict[str, str] = {}
    if "number" in there and "contract" in there:
        for row in claims[1:]:
            number, contract = (_cell(row, there[field]) for field in ("number", "contract"))
            owner[named_in(number)] = named_in(contract)
    answers = []
    for problem in problems:
        if problem.line and not problem.contract and "claim" in where:
            row = grids["receipts"][problem.line]
            cell = _cell(row, where["claim"])
            if not is_error(cell) and is_blank(_cell(row, where.get("contract", -1))):
                # money that names neither contract nor claim is unallocated: no position depends on it
                owned = "" if is_blank(cell) else owner.get(named_in(cell), "")
                answers.append(problem._replace(contract=owned, blocks=problem.blocks and bool(owned)))
                continue
        answers.append(problem)
    return answers


def _cell(row: Sequence[Any], place: int) -> Any:
    """A cell of a row that may be shorter than its headings."""
    return row[place] if 0 <= place < len(row) else None


def _doubled(book: Book, contracts: Sequence[Contract], stages: set[tuple[str, str]]) -> list[Problem]:
    """Numbers that stand twice: neither line can be told from the other."""
    problems = []

    def check(sheet: Sheet, records: Sequence[Any], key: Any, about: Any) -> None:
        first: dict[Any, Any] = {}
        for record in records:
            earlier = first.setdefault(key(record), record)
            if earlier is not record:
                heading = next(c.heading for c in sheet.columns if c.field == "number")
                said = message("twice", found=found(record.number), first=earlier.line, line=record.line)
                for contract in sorted({about(earlier), about(record)}):
                    problems.append(Problem(sheet.name, record.line, heading, said, contract))

    if len(book.contracts) < len(contracts):
        check(CONTRACTS, contracts, lambda c: c.number, lambda c: c.number)
    if len(stages) < len(book.milestones):
        check(MILESTONES, book.milestones, lambda m: (m.contract, m.number), lambda m: m.contract)
    if len(book.owner) < len(book.claims):
        check(CLAIMS, book.claims, lambda c: c.number, lambda c: c.contract)
    return problems


def _pairs(lines: Lines[Any], field: str) -> set[tuple[str, str]]:
    """The contract of every line with another of its fields."""
    return set(zip(lines.column("contract"), lines.column(field)))


def _dangling(book: Book, stages: set[tuple[str, str]], unreadable: set[str]) -> list[Problem]:
    """References to a contract, milestone or claim that the book does not have."""
    owners = map(book.owner.get, book.receipts.column("claim"))
    # the others name a claim and its contract: no need to look for that again
    strays = list(compress(range(len(book.receipts)), map(ne, owners, book.receipts.column("contract"))))
    problems = _unknown_contracts(book, unreadable, strays) + _unknown_stages(book, stages)
    return problems + _unknown_claims(book, strays)


def _unknown_contracts(book: Book, unreadable: set[str], strays: Sequence[int]) -> list[Problem]:
    """Lines that name a contract the book does not have; of receipts, only `strays` can."""
    problems = []
    known = {"", *book.contracts, *unreadable}
    payers = book.receipts.column("contract")
    sheets: tuple[tuple[Sheet, Lines[Any], Iterable[str]], ...] = (
        (MILESTONES, book.milestones, book.milestones.column("contract")),
        (PROGRESS, book.progress, book.progress.column("contract")),
        (VARIATIONS, book.variations, book.variations.column("contract")),
        (CLAIMS, book.claims, book.claims.column("contract")),
        (RECEIPTS, book.receipts, map(payers.__getitem__, strays)),
        (CONTACTS, book.contacts, book.contacts.column("contract")),
    )
    for sheet, lines, numbers in sheets:
        if known.issuperset(numbers):
            continue
        heading = next(c.heading for c in sheet.columns if c.field == "contract")
        for record in lines:
            number = record.contract
            if number not in known:
                said = message("unknown_contract", found=found(number))
                problems.append(
                    Problem(sheet.name, record.line, heading, said, number, sheet is not CONTACTS)
                )
    return problems


def _unknown_stages(book: Book, stages: set[tuple[str, str]]) -> list[Problem]:
    """Lines that name a milestone their contract does not have."""
    problems = []
    bad_stages = {p.contract for p in book.problems if p.sheet is MILESTONES.name}
    sheets: tuple[tuple[Sheet, Lines[Any]], ...] = ((PROGRESS, book.progress), (CLAIMS, book.claims))
    for sheet, lines in sheets:
        if stages.issuperset(zip(lines.column("contract"), lines.column("milestone"))):
            continue
        heading = next(c.heading for c in sheet.columns if c.field == "milestone")
        for record in lines:
            if record.milestone and (record.contract, record.milestone) not in stages:
                if record.contract not in book.contracts or record.contract in bad_stages:
                    continue
                said = message("unknown_milestone", contract=record.contract, found=found(record.milestone))
                problems.append(Problem(sheet.name, record.line, heading, said, record.contract))
    return problems


def _unknown_claims(book: Book, strays: Sequence[int]) -> list[Problem]:
    """Money that names a claim the book does not have, or another contract than that of its claim."""
    problems = []
    bad_claims = {p.contract for p in book.problems if p.sheet is CLAIMS.name}
    heading = next(c.heading for c in RECEIPTS.columns if c.field == "claim")
    claims = book.receipts.column("claim")
    for receipt in (book.receipts[place] for place in strays if claims[place]):
        owned = book.owner.get(receipt.claim)
        if owned is None:
            if not bad_claims:
                said = message("unknown_claim", found=found(receipt.claim))
                about = receipt.contract
                problems.append(Problem(RECEIPTS.name, receipt.line, heading, said, about, bool(about)))
        elif receipt.contract and receipt.contract != owned:
            said = message("claim_of_another", found=found(receipt.claim), contract=owned)
            problems += [
                Problem(RECEIPTS.name, receipt.line, heading, said, c) for c in (owned, receipt.contract)
            ]
    return problems


def _falling(book: Book) -> list[Problem]:
    """Cumulative progress that goes down: one of the two lines is not a total to date."""
    problems: list[Problem] = []
    if len(_pairs(book.progress, "milestone")) == len(book.progress):
        return problems  # none is measured twice
    runs: dict[tuple[str, str], list[Progress]] = defaultdict(list)
    for record in book.progress:
        runs[record.contract, record.milestone].append(record)
    heading = next(c.heading for c in PROGRESS.columns if c.field == "done")
    for run in runs.values():
        if len(run) == 1:
            continue
        run.sort(key=_when)
        before: dict[bool, Progress] = {}
        for record in run:
            by_share = record.done.share is not None
            size = _size(record)
            earlier = before.get(by_share)
            if earlier is not None and size < _size(earlier):
                said = message("progress_falls", before=_shown(earlier), found=_shown(record))
                problems.append(Problem(PROGRESS.name, record.line, heading, said, record.contract))
            before[by_share] = record
    return problems


def _when(record: Progress) -> tuple[date, int]:
    return record.on, record.line


def _size(record: Progress) -> Decimal:
    size = record.done.share if record.done.share is not None else record.done.amount
    return size if size is not None else Decimal(0)


def _shown(record: Progress) -> str:
    share = record.done.share
    return f"{(share * 100).normalize():f}%" if share is not None else f"{record.done.amount:,f}"
