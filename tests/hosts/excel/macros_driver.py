"""Runs in LibreOffice's Python: what it makes of the macros of a workbook."""

from __future__ import annotations

from typing import Any


def modules(office: Any, path: str) -> dict[str, str]:
    """Every VBA module that LibreOffice finds, and its text."""
    document = office.open(path)
    libraries = document.BasicLibraries
    found = {}
    for library in libraries.getElementNames():
        if library == "Standard":
            continue
        libraries.loadLibrary(library)
        modules_ = libraries.getByName(library)
        found.update({name: modules_.getByName(name) for name in modules_.getElementNames()})
    return found


def code_names(office: Any, path: str) -> list[str]:
    document = office.open(path)
    return [document.CodeName, *(sheet.CodeName for sheet in document.Sheets)]


def run(office: Any, path: str, library: str, module: str, function: str, *arguments: Any) -> Any:
    """What a function of the project answers."""
    document = office.open(path, MacroExecutionMode=4)
    place = f"vnd.sun.star.script:{library}.{module}.{function}?language=Basic&location=document"
    return document.getScriptProvider().getScript(place).invoke(tuple(arguments), (), ())[0]


def cells(office: Any, path: str, addresses: list[str]) -> list[str]:
    """Cells as they are shown when the workbook has just been opened with macros off."""
    document = office.open(path, MacroExecutionMode=0)
    sheet = document.Sheets.getByIndex(0)
    return [sheet.getCellRangeByName(address).String for address in addresses]
