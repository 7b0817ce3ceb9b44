"""Edits laid on sheets, as a host lays them on a workbook: so that what a button did can be asked about."""

from __future__ import annotations

import copy
from typing import Any

from ledger.commands import Append, Fill, Outcome, Put
from ledger.tables.sheets import INPUTS

BY_KEY = {sheet.key: sheet for sheet in INPUTS}


def applied(sheets: dict[str, Any], outcome: Outcome) -> dict[str, Any]:
    """The sheets after the edits of an outcome; result tables are no inputs."""
    after = copy.deepcopy(sheets)
    for edit in outcome.edits:
        if isinstance(edit, Fill):
            continue
        sheet = BY_KEY[edit.sheet]
        headings = {column.field: column.heading.en for column in sheet.columns}
        grid = after.setdefault(sheet.name.en, [[column.heading.en for column in sheet.columns]])
        for column in sheet.columns:
            if column.heading.en not in grid[0]:
                for row, cell in zip(grid, [column.heading.en] + [""] * len(grid)):
                    row.append(cell)
        if isinstance(edit, Append):
            for line in edit.lines:
                cells = {headings[field]: cell for field, cell in line.items()}
                grid.append([cells.get(heading, "") for heading in grid[0]])
        else:
            assert isinstance(edit, Put)
            grid[edit.line][grid[0].index(headings[edit.field])] = edit.cell
    return after
