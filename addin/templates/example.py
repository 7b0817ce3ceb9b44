"""The filled example as cells: its story is told once, in CSV; words that differ stand in both languages.

The one rule: enumerations are codes there and become labels here; no word of a drop-down is repeated.
"""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ledger.language import ZH
from ledger.tables import cells, phrases
from ledger.tables.sheets import Column, Sheet

SOURCE = Path(__file__).parent / "example"
AS_OF = date(2026, 11, 20)

TEXTS = (
    cells.to_text, cells.to_reference, cells.to_email, cells.to_currency, phrases.to_numbers, phrases.to_day_rule,
)  # fmt: skip
# Phrases of terms as a Chinese clerk writes them; read back by tables.phrases.
PHRASES = ((" days", "天"), (" months", "个月"), (" to ", " 至 "), ("; ", "；"))


def lines(sheet: Sheet, language: str) -> list[dict[str, Any]]:
    """The example's lines of one input sheet: field -> cell, empty fields left out."""
    with (SOURCE / f"{sheet.key}.csv").open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    answers = []
    for row in rows:
        line = {}
        for column in sheet.columns:
            said = row.get(column.field, row.get(f"{column.field}:{language}", ""))
            if said:
                line[column.field] = cell(column, said, language)
        answers.append(line)
    return answers


def cell(column: Column, said: str, language: str) -> Any:
    """One cell: a number, a date, or text in the language of the book."""
    if column.words is not None:
        member = next(word for word in column.words if word.code == said)
        return member.label.say(language)
    if column.read is cells.to_date:
        return date.fromisoformat(said)
    if column.read in TEXTS:
        return said
    number = _number(said)
    return _phrase(said, language) if number is None else number


def _number(said: str) -> Decimal | None:
    """A share such as 30% or an amount; None for a phrase."""
    plain = said[:-1] if said.endswith("%") else said
    if not plain.removeprefix("-").replace(".", "", 1).isdigit():
        return None
    return Decimal(plain).scaleb(-2) if said.endswith("%") else Decimal(plain)


def _phrase(said: str, language: str) -> str:
    if language != ZH:
        return said
    if said == "balance":
        return "余额"
    for english, chinese in PHRASES:
        said = said.replace(english, chinese)
    return said
