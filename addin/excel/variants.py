"""Cells as COM carries them to cells as the core takes them, and back.

Amounts arrive as numbers, dates as serial numbers, an error cell as its name, an empty
or missing one as None. What leaves is a number, a text, true or false, or a list of lists of them:
never a tuple, which pywin32 takes for a value and its by-reference arguments.
"""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import Any

MISSING = -2147352572  # DISP_E_PARAMNOTFOUND, an optional argument that was left out
FIRST_ERROR = -2146828288  # 0x800A0000: an error cell's number is counted from here
ERRORS = {  # xlErrNull ... of Excel's XlCVError, and what came after it
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
    2051: "#BUSY!",
}
EPOCH = dt.datetime(1899, 12, 30)
LONGEST = 32767  # characters in a cell
_AS_IS = {float, str, type(None), bool}


def arriving(value: Any) -> Any:
    """One argument: a cell, or a range as a list of rows."""
    if isinstance(value, tuple):
        return [_row(row) if isinstance(row, tuple) else _cell(row) for row in value]
    return _cell(value)


def _row(row: tuple[Any, ...]) -> list[Any]:
    if _AS_IS.issuperset(map(type, row)):
        return list(row)
    return [_cell(cell) for cell in row]


def _cell(cell: Any) -> Any:
    if type(cell) is int:
        if cell == MISSING:
            return None
        if FIRST_ERROR <= cell < FIRST_ERROR + 0x10000:
            return ERRORS.get(cell - FIRST_ERROR, "#UNKNOWN!")
        return float(cell)
    if isinstance(cell, Decimal):  # VT_CY
        return float(cell)
    if isinstance(cell, dt.datetime):  # VT_DATE; pywin32 calls it UTC, but it is the day that was typed
        return (cell.replace(tzinfo=None) - EPOCH) / dt.timedelta(days=1)
    return cell


def leaving(answer: Any) -> Any:
    """An answer of the core as pywin32 may send it."""
    if not isinstance(answer, (list, tuple)):
        return _sent(answer)
    rows = [row if isinstance(row, (list, tuple)) else [row] for row in answer]
    width = max(map(len, rows), default=0)
    if not width:
        return ""
    return [[*map(_sent, row), *[""] * (width - len(row))] for row in rows]


def _sent(cell: Any) -> Any:
    if type(cell) is float:
        return cell if math.isfinite(cell) else "#LEDGER! " + str(cell)
    if type(cell) is str:
        return cell if len(cell) <= LONGEST else cell[: LONGEST - 1] + "\u2026"
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, (int, Decimal)):  # an int past 32 bits would become a type that VBA does not know
        return float(cell)
    if isinstance(cell, dt.date):
        when = cell if isinstance(cell, dt.datetime) else dt.datetime(cell.year, cell.month, cell.day)
        return (when.replace(tzinfo=None) - EPOCH) / dt.timedelta(days=1)
    return str(cell)
