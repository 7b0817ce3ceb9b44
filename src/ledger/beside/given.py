"""What a command takes from beside the workbook: the files of its evidence, the user's own letter.

The one rule: all hosts ask here, so a button and the command line take the same; what lies elsewhere, or is a
link, is not there.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Mapping, Sequence

from ..commands.proving import evidence_names
from ..drafting.exhibits import same
from ..language import Text
from .proofs import plain_file, proofs

LETTER = Text("letter template.docx", "函件模板.docx")  # a letter of the user's own, with our fields
LETTERS = ("draft_reminders", "letter")  # the commands that write letters
LARGEST = 10_000_000  # bytes of a letter template: beyond that it is something else


def given(
    name: str,
    sheets: Mapping[str, Any],
    as_of: date | None,
    folder: Path | str | None,
    contracts: Sequence[str] | None = None,
) -> dict[str, Any]:
    """The choices that a command finds in the folder of the workbook; None is a workbook without one."""
    if name == "evidence":
        return {"found": proofs(folder, evidence_names(sheets, as_of, contracts)) if folder else None}
    own = own_letter(folder) if folder and name in LETTERS else None
    return {} if own is None else {"template": own}


def own_letter(folder: Path | str) -> bytes | None:
    """The user's own letter template that lies beside the workbook, under its name in either language."""
    names = {same(name) for name in LETTER}
    try:
        found = sorted(path for path in Path(folder).iterdir() if same(path.name) in names)
    except OSError:
        return None
    read = (plain_file(path, LARGEST) for path in found)
    return next((data for data in read if isinstance(data, bytes)), None)
