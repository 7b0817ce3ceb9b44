"""What must agree within a workbook with our macros, judged by readers that others wrote.

findings(data) -> ["code names: ...", "callbacks: ..."]; nothing found is an empty list
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree

import olefile
from ledger_addin.excel import words
from ledger_addin.excel.package import RIBBON_RELATION, vba_modules
from oletools.mraptor import MacroRaptor
from oletools.olevba import VBA_Parser
from pyopenvba.cfb import CFB
from pyopenvba.exceptions import VBACompileError
from pyopenvba.interpreter import parse_module
from pyopenvba.vba import parse_vba_project

from ledger.commands import COMMANDS
from ledger.functions.catalogue import SIGNATURES

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CUSTOM_UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
# how many arguments Office hands to a callback: Microsoft, "Customizing the 2007 Office Fluent Ribbon for
# Developers", part 3, and [MS-CUSTOMUI2] 2.2
ARGUMENTS = {("onLoad", "customUI"): 1, ("onAction", "button"): 1, ("onAction", "toggleButton"): 2}
BASES = {"workbook": "{00020819", "sheet": "{00020820"}
OPENS = {
    "Sub": r"^(?:(?:Public|Private|Friend) )?Sub \w+",
    "Function": r"^(?:(?:Public|Private|Friend) )?Function \w+",
    "If": r"^If .* Then$",
    "For": r"^For (?:Each )?\w+",
    "Do": r"^Do(?: While| Until|$)",
    "Select": r"^Select Case ",
    "With": r"^With ",
}
CLOSES = {
    "Sub": r"^End Sub$", "Function": r"^End Function$", "If": r"^End If$", "For": r"^Next\b", "Do": r"^Loop\b",
    "Select": r"^End Select$", "With": r"^End With$",
}  # fmt: skip


def findings(data: bytes) -> list[str]:
    """Everything that does not agree."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
        dates = {entry.date_time for entry in package.infolist()}
    project = parts["xl/vbaProject.bin"]
    sources = sources_of(project)
    return [
        *_readers(project, sources),
        *_names(parts, project, sources),
        *(found for name, source in sources.items() for found in blocks(name, source)),
        *_public(sources),
        *_ribbon(parts, sources),
        *_words(parts),
        *_suspicious(sources),
        *([] if len(dates) == 1 else ["zip: entries tell when they were written"]),
    ]


def sources_of(project: bytes) -> dict[str, str]:
    """Every module's text as olevba reads it."""
    macros = VBA_Parser("vbaProject.bin", data=project).extract_macros()
    found = {}
    for _, _, name, code in macros:
        text = code if isinstance(code, str) else code.decode("cp1252")
        found[name.rsplit(".", 1)[0]] = text.replace("\r\n", "\n")
    return found


def _readers(project: bytes, sources: dict[str, str]) -> Iterator[str]:
    container = CFB.from_bytes(project)
    second = parse_vba_project(container)
    yield from (f"readers: {problem}" for problem in second.validate(container))
    read = {module.name: module.source.replace("\r\n", "\n") for module in second.modules}
    if set(read) != set(sources):
        yield f"readers: modules {sorted(read)} and {sorted(sources)}"
    for name, text in read.items():
        # olevba leaves the attributes of a module out
        if sources.get(name, "").strip() not in text:
            yield f"readers: they disagree on {name}"
    ours = {module.name: module.source().replace("\r\n", "\n") for module in vba_modules()}
    for name, source in ours.items():
        if read.get(name) != source:
            yield f"readers: {name} is not our source"
    for name, source in read.items():
        if not source.isascii():
            yield f"readers: {name} is not ASCII"


def _names(parts: dict[str, bytes], project: bytes, sources: dict[str, str]) -> Iterator[str]:
    workbook = ElementTree.fromstring(parts["xl/workbook.xml"])
    targets = {
        link.get("Id"): (link.get("Target") or "").lstrip("/").removeprefix("xl/")
        for link in ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    }
    properties = workbook.find(f"{MAIN}workbookPr")
    wanted = {(properties.get("codeName") or "") if properties is not None else "": "workbook"}
    for sheet in workbook.iter(f"{MAIN}sheet"):
        part = ElementTree.fromstring(parts["xl/" + targets[sheet.get(f"{RELATION}id")]])
        properties = part.find(f"{MAIN}sheetPr")
        name = (properties.get("codeName") or "") if properties is not None else ""
        if name in wanted:
            yield f"code names: sheet {sheet.get('name')} has {name!r}, which is empty or taken"
        wanted[name] = "sheet"
    stream = olefile.OleFileIO(project).openstream("PROJECT").read().decode("cp1252")
    documents = set(re.findall(r"^Document=(\w+)/&H00000000\r?$", stream, re.M))
    if documents != set(wanted):
        yield f"code names: the project has {sorted(documents)}, the workbook {sorted(wanted)}"
    full = {m.name: m.source for m in parse_vba_project(CFB.from_bytes(project)).modules}
    for name, kind in wanted.items():
        if BASES[kind] not in full.get(name, BASES[kind]):
            yield f"code names: {name} is no {kind}"


def blocks(name: str, source: str) -> Iterator[str]:
    """Blocks that are not closed, labels that are not there, and whatever a parser of VBA refuses."""
    lines = _statements(source)
    if (
        any(OPENS["Sub"] and re.match(OPENS["Sub"], line) for line in lines)
        and "Option Explicit" not in lines
    ):
        yield f"blocks: {name} lacks Option Explicit"
    open_: list[str] = []
    for line in lines:
        for kind, pattern in CLOSES.items():
            if re.match(pattern, line) and (not open_ or open_.pop() != kind):
                yield f"blocks: {name}: {line} closes nothing"
        for kind, pattern in OPENS.items():
            if re.match(pattern, line):
                open_.append(kind)
    for kind in open_:
        yield f"blocks: {name}: {kind} is not closed"
    yield from _labels(name, lines)
    try:
        parse_module(source, name=name)
    except VBACompileError as error:
        yield f"blocks: {name}: {error}"


def _labels(name: str, lines: list[str]) -> Iterator[str]:
    """Parentheses, and the labels of each procedure."""
    labels: set[str] = set()
    wanted: set[str] = set()
    for line in lines:
        outside = re.sub(r'"[^"]*"', "", line)
        if outside.count("(") != outside.count(")"):
            yield f"blocks: {name}: parentheses of {line}"
        if re.fullmatch(r"\w+:", line):
            labels.add(line[:-1])
        target = re.search(r"\b(?:GoTo|Resume) (\w+)$", line)
        if target and target[1] not in ("0", "Next"):
            wanted.add(target[1])
        if re.match(CLOSES["Sub"], line) or re.match(CLOSES["Function"], line):
            yield from (f"blocks: {name}: no label {label}" for label in sorted(wanted - labels))
            labels, wanted = set(), set()


def _statements(source: str) -> list[str]:
    joined = re.sub(r" _\n\s*", " ", source)
    return [re.sub(r"\s*'[^\"]*$", "", line).strip() for line in joined.splitlines()]


def _public(sources: dict[str, str]) -> Iterator[str]:
    found = re.findall(r"^Public (?:Sub|Function) (\w+)", "\n".join(sources.values()), re.M)
    for name, count in Counter(name.casefold() for name in found).items():
        if count > 1:
            yield f"public names: {name} is there {count} times"
    for signature in SIGNATURES:
        if signature.name not in found:
            yield f"public names: no function {signature.name}"


def _ribbon(parts: dict[str, bytes], sources: dict[str, str]) -> Iterator[str]:
    links = {link.get("Type"): link.get("Target") for link in ElementTree.fromstring(parts["_rels/.rels"])}
    target = links.get(RIBBON_RELATION)
    if target not in parts:
        yield "ribbon: the package does not lead to it"
        return
    try:
        root = ElementTree.fromstring(parts[target])
    except ElementTree.ParseError as error:
        yield f"ribbon: {error}"
        return
    code = re.sub(r" _\n\s*", " ", "\n".join(sources.values()))
    subs = {
        name.casefold(): len([argument for argument in arguments.split(",") if argument.strip()])
        for name, arguments in re.findall(r"^Public Sub (\w+)\(([^)]*)\)", code, re.M)
    }
    for what in ("id", "keytip"):
        for value, count in Counter(e.get(what) for e in root.iter() if e.get(what)).items():
            if count > 1:
                yield f"ribbon: {what} {value} is there {count} times"
    for element in root.iter():
        kind = element.tag.removeprefix(CUSTOM_UI)
        for attribute, value in element.attrib.items():
            if attribute in ("onLoad", "onAction"):
                wanted = ARGUMENTS.get((attribute, kind))
                if subs.get(value.casefold()) != wanted:
                    yield f"callbacks: {attribute}={value} needs a Public Sub with {wanted} argument(s)"
        if kind == "button":
            for attribute in ("label", "screentip", "supertip", "keytip", "imageMso", "onAction"):
                if not element.get(attribute):
                    yield f"ribbon: {element.get('id')} has no {attribute}"
    tags = [element.get("tag") for element in root.iter(f"{CUSTOM_UI}button")]
    if sorted(map(str, tags)) != sorted(command.name for command in COMMANDS):
        yield f"ribbon: buttons {tags}"


def _words(parts: dict[str, bytes]) -> Iterator[str]:
    found = [data for name, data in parts.items() if re.fullmatch(r"customXml/item\d+\.xml", name)]
    found = [data for data in found if words.NAMESPACE.encode() in data]
    if len(found) != 1:
        yield f"words: {len(found)} parts of them"
        return
    language = ElementTree.fromstring(found[0]).get("language") or ""
    if found[0] != words.words(language):
        yield "words: not those of this version"
    if b"customXml/item1.xml" not in parts["xl/_rels/workbook.xml.rels"]:
        yield "words: the workbook does not lead to them"


def _suspicious(sources: dict[str, str]) -> Iterator[str]:
    raptor = MacroRaptor("\n".join(sources.values()))
    raptor.scan()
    if raptor.suspicious:
        yield f"mraptor: {raptor.get_flags()} {raptor.matches}"
    if raptor.autoexec:
        yield f"mraptor: runs by itself: {raptor.matches}"
