"""What makes a workbook ours: its macros, and in its package the ribbon and the words that the macros read.

workbook.add_vba_project(io.BytesIO(vba_project(["Contracts", "Milestones"])), is_stream=True)
...
data = with_ribbon(data, "zh")
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Sequence

from . import vba_project as vba
from .ribbon import ribbon
from .words import NAMESPACE, words
from .wrappers import functions_module

SOURCES = Path(__file__).parent / "vba"
WORKBOOK_CODE_NAME = "ThisWorkbook"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # a zip entry needs a date; this one says nothing
RIBBON, WORDS, WORDS_PROPERTIES = "customUI/customUI14.xml", "customXml/item1.xml", "customXml/itemProps1.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
# [MS-CUSTOMUI2] 2.1: the relationship of the package to the ribbon of Office 2010 and later
RIBBON_RELATION = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
WORDS_ID = "{0C1B6E62-5C0B-4C4B-9D0E-5B1F3B6C8A01}"


def vba_modules() -> list[vba.Module]:
    """The modules that every workbook of ours carries."""
    texts = [path.read_text("ascii") for path in sorted(SOURCES.glob("*.bas"))]
    return sorted(vba.exported(text) for text in [*texts, functions_module()])


def vba_project(sheet_code_names: Sequence[str]) -> bytes:
    """vbaProject.bin for a workbook whose sheets have these code names; its own is ThisWorkbook."""
    documents = [vba.Module(WORKBOOK_CODE_NAME, vba.WORKBOOK)]
    documents += [vba.Module(name, vba.SHEET) for name in sheet_code_names]
    return vba.project([*documents, *vba_modules()])


def with_ribbon(xlsm: bytes, language: str) -> bytes:
    """The same workbook with the ribbon and the words of this language; the same bytes each time."""
    with zipfile.ZipFile(io.BytesIO(xlsm)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    _relate(parts, "_rels/.rels", RIBBON_RELATION, RIBBON)
    _relate(parts, "xl/_rels/workbook.xml.rels", f"{OFFICE}/relationships/customXml", f"../{WORDS}")
    properties_type = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    override = f'<Override PartName="/{WORDS_PROPERTIES}" ContentType="{properties_type}"/>'
    _insert(parts, "[Content_Types].xml", override, "</Types>")
    parts[RIBBON] = ribbon(language)
    parts[WORDS] = words(language)
    parts[WORDS_PROPERTIES] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem ds:itemID="{WORDS_ID}" xmlns:ds="{OFFICE}/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>\n'
    ).encode()
    parts["customXml/_rels/item1.xml.rels"] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/relationships/customXmlProps" Target="itemProps1.xml"/>'
        "</Relationships>\n"
    ).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.create_system = 0  # or it tells on which system it was written
            package.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _relate(parts: dict[str, bytes], where: str, kind: str, target: str) -> None:
    if kind.encode() in parts[where]:
        raise ValueError(f"{where} has a relationship of type {kind} already")
    link = f'<Relationship Id="rIdLedger" Type="{kind}" Target="{target}"/>'
    _insert(parts, where, link, "</Relationships>")


def _insert(parts: dict[str, bytes], where: str, text: str, before: str) -> None:
    if parts[where].count(before.encode()) != 1:
        raise ValueError(f"{where} has no place for {text}")
    parts[where] = parts[where].replace(before.encode(), text.encode() + before.encode())
