"""What a person reads on our printable sheets, through a reader that others wrote."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
from openpyxl.cell.cell import MergedCell


def lines(data: bytes, sheet: int = 0) -> list[str]:
    """The rows of a sheet: their cells by |, numbers in their format, days as they sort; nothing at the end."""
    page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[sheet]
    rows = []
    for row in page.iter_rows():
        cells = [cell for cell in row if not isinstance(cell, MergedCell)]
        assert all(cell.data_type != "f" for cell in cells), "a formula in a document of words and figures"
        rows.append("|".join(_shown(cell.value, cell.number_format) for cell in cells).rstrip("|"))
    return rows


def _shown(value: object, form: str) -> str:
    if isinstance(value, dt.datetime):
        assert "yy" in form
        return value.date().isoformat()
    if isinstance(value, (int, float)):
        digits = form.split(";", maxsplit=1)[0]
        decimals = len(digits.rpartition(".")[2].rstrip("%")) if "." in digits else 0
        if digits.endswith("%"):
            return f"{value * 100:.{decimals}f}".rstrip("0").rstrip(".") + "%"
        return f"{value:,.{decimals}f}"
    return str(value or "")
