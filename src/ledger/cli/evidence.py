"""`ledger evidence`: a folder for each overdue contract, with an index, its files and what is missing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ..beside.proofs import proofs
from ..commands import Outcome, run
from ..commands.proving import LISTED, evidence_names
from ..drafting.plain_text import clean
from ..tables.book import named, read_book
from . import FINE, PROBLEMS, words
from .checking import day_of, sheets_of, without_collector
from .places import refused, written
from .showing import Screen


def evidence(
    file: str,
    as_of: date | None,
    contracts: Sequence[str],
    into: str | None,
    language: str | None,
    as_json: bool,
    even_if_open: bool,
) -> int:
    """Packs for one book; the workbook and its evidence are only read."""
    book = Path(file)
    sheets = sheets_of(book, even_if_open)
    unknown = [number for number in contracts if number not in read_book(sheets).contracts]
    if unknown:
        raise refused(words.NO_CONTRACT, contract=clean(unknown[0]))
    spoken = language or named(sheets)[2]
    beside = book.absolute().parent
    outcome, day, is_today = packed(sheets, as_of, spoken, contracts, beside)
    folder = None
    if outcome.files:
        folder = written(Path(into) if into else beside, outcome.folder, outcome.files)
    if as_json:
        print(json.dumps(_shown(outcome, day, folder, spoken), indent=1))
    else:
        screen = Screen(spoken)
        if is_today:
            screen.say(words.TODAY, "dim", day=day)
        _say(screen, outcome, folder)
    return PROBLEMS if outcome.problems else FINE


def packed(
    sheets: Mapping[str, Any], as_of: date | None, language: str, contracts: Sequence[str], beside: Path
) -> tuple[Outcome, date, bool]:
    """What the button Evidence pack answers with the files that lie beside the book, and its day."""
    with without_collector():
        day, is_today = day_of(read_book(sheets), as_of)
        chosen = contracts or None
        found = proofs(beside, evidence_names(sheets, day, chosen))
        return run("evidence", sheets, day, language, contracts=chosen, found=found), day, is_today


def _say(screen: Screen, outcome: Outcome, folder: Path | None) -> None:
    """What is overdue and what its pack lacks, and where the packs lie."""
    (contract, customer, _, *counted, _), *rows = outcome.listing
    if rows:
        lines = [(*row[:2], f"{row[2]} {row[3]:,.2f}", *(f"{n:g}" for n in row[4:7])) for row in rows]
        screen.table((contract, customer, *counted), lines, right=(2, 3, 4, 5), fold=(1,))
    screen.out.print()
    for problem in outcome.problems:
        screen.say(problem.say(screen.language), "red")
    screen.say(outcome.said, "bold")
    if folder is not None:
        screen.say(words.WRITTEN, "", folder=clean(str(folder)))
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                screen.say(f"  {clean(str(path.relative_to(folder)))}")


def _shown(outcome: Outcome, day: date, folder: Path | None, language: str) -> dict[str, Any]:
    fields = [heading.en.lower().replace(" ", "_") for heading in LISTED]
    packs = []
    for row in outcome.listing[1:]:
        pack = dict(zip(fields, row, strict=True))
        counts = {name: int(pack[name]) for name in ("days_overdue", "missing", "files")}
        packs.append({**pack, **counts, "overdue": f"{pack['overdue']:.2f}"})
    paths = sorted(folder.rglob("*")) if folder is not None else []
    return {
        "as_of": day.isoformat(),
        "folder": str(folder) if folder is not None else "",
        "files": [path.relative_to(folder).as_posix() for path in paths if folder and path.is_file()],
        "packs": packs,
        "problems": [problem.say(language) for problem in outcome.problems],
        "said": outcome.said.say(language),
    }
