"""What Calc shows of a workbook, sheet by sheet; runs in LibreOffice's Python, see hosts/office.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from com.sun.star.beans import PropertyValue


def shown(office: Any, path: str, hard: bool = False) -> dict[str, list[list[Any]]]:
    """Every cell, macros off; `hard`: after everything was calculated anew."""
    document = office.open(path, MacroExecutionMode=0, ReadOnly=True)
    if hard:
        document.calculateAll()
    answers = {}
    for sheet in document.Sheets:
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.getRangeAddress()
        block = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
        answers[sheet.Name] = [
            ["#ERROR" if cell is None else cell for cell in row] for row in block.getDataArray()
        ]
    return answers


def printed(office: Any, path: str, pdf: str) -> None:
    """The workbook as it is printed, everything calculated anew, macros off."""
    document = office.open(path, MacroExecutionMode=0, ReadOnly=True)
    document.calculateAll()
    document.storeToURL(Path(pdf).as_uri(), (PropertyValue("FilterName", 0, "calc_pdf_Export", 0),))
