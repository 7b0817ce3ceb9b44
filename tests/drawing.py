"""Sheets drawn as text, so that a test is also an example."""

from __future__ import annotations

import re
from typing import Any

from ledger.functions.catalogue import BOOK_ARGUMENTS

NUMBER = re.compile(r"-?\d+(\.\d+)?")


def cell(text: str) -> Any:
    """A drawn cell as a spreadsheet hands it over: a plain number as a float, the rest as text."""
    text = text.strip()
    return float(text) if NUMBER.fullmatch(text) else text


def sheet(drawing: str) -> list[list[Any]]:
    """The rows of a drawn table, headings first; a rule line of dashes is left out."""
    rows = [line.strip() for line in drawing.strip().splitlines() if line.strip()]
    cells = [[cell(part) for part in row.strip("|").split("|")] for row in rows if set(row) - set("|- ")]
    return cells + [[""] * len(cells[0])] * sum(1 for row in rows if not set(row) - set("| "))


def book(**sheets: str) -> dict[str, list[list[Any]]]:
    """A workbook of drawn sheets, by their keys: book(contracts='...', milestones='...')."""
    return {key.capitalize(): sheet(drawing) for key, drawing in sheets.items()}


def arguments(as_of: str, **sheets: str) -> list[Any]:
    """The arguments of a table function for a drawn workbook."""
    given: dict[str, Any] = {key: sheet(drawing) for key, drawing in sheets.items()}
    given["as_of"] = as_of
    return [given.get(argument.name) for argument in BOOK_ARGUMENTS]


def column(grid: list[list[Any]], heading: str) -> list[Any]:
    """One column of an answer, without its heading."""
    place = grid[0].index(heading)
    return [row[place] for row in grid[1:]]
