"""The table functions: whole tables in, a table out; one call for a whole book."""

from __future__ import annotations

from typing import Any


def positions(*cells: Any, language: str = "en") -> Any:
    return [[""]]


mismatches = ageing = reminders = positions
