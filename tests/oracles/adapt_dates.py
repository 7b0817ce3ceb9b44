"""Dates: maps a published case to ledger.calendars."""

from __future__ import annotations

FAMILY = "dates"


def answers(case: dict) -> dict:
    return {}
