"""The parts of a workbook's archive, looked at before anything else opens it.

The one rule: what a part claims is checked before it is trusted. Sizes are judged before inflating, and
every part that will be read is inflated here once, so that a part longer than it claims is found out.
Nothing is executed or followed: no macro, no link, no document type.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Iterator, NamedTuple
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from .refusals import WorkbookError

INFLATED = 1_500_000_000  # bytes in all: a book of 100,000 milestones has 220 million
RATIO = 200  # a sheet of one repeated cell shrinks to a hundredth; deflate's limit is 1032
ALWAYS = 10_000_000  # bytes that no ratio forbids
CELLS = 30_000_000  # of all sheets together, counted as rows x columns
ERROR = "#VALUE!"  # what stands for an error that has no name of its own, such as Calc's Err:502

# A cell that is not written as programs write them: its place, of one letter and at most six digits, then its
# style and type. Any other may hold a second place behind whatever its attributes hold; the last one counts.
# Sheets without such a cell are at most 26 columns of 999,999 rows, less than CELLS.
_FAR = re.compile(
    rb'c(?! r="[A-Z][0-9]{1,6}+"(?:>| t="[A-Za-z]++">| s="[0-9]++"(?:>| t="[A-Za-z]++">| ?/>)))(?<=[<:]c)'
)
_UNUSUAL = re.compile(rb"c(?! r=)(?<=[<:]c)")
_NAMELESS = re.compile(rb"""[<:]c(?=[\s/>])(?![^>]*\sr\s*=)""")
_COLUMN = re.compile(rb"""r\s*=\s*["']([A-Za-z]+)\d""")
_ROW = re.compile(rb"""r\s*=\s*["'][A-Za-z]*(\d+)""")


class Errors(NamedTuple):
    """The error cells of a sheet: row and column, counted from 0, and the error's text."""

    cells: list[tuple[int, int, str]]
    area: int  # rows x columns that hold something


def opened(path: Path) -> ZipFile:
    """The archive, once its claims have been judged."""
    try:
        archive = ZipFile(path)
    except (BadZipFile, ValueError, EOFError) as damage:
        raise WorkbookError(path, "damaged") from damage
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    packed = max(1, path.stat().st_size)
    if total > INFLATED or (total > ALWAYS and total > RATIO * packed):
        archive.close()
        raise WorkbookError(path, "bomb", size=total // 1_000_000)
    if len({part.filename for part in parts}) < len(parts) or any(part.flag_bits & 1 for part in parts):
        archive.close()
        raise WorkbookError(path, "damaged")  # two parts of one name: who reads which?
    return archive


def part(archive: ZipFile, path: Path, name: str) -> bytes:
    """One part, whole and as long as it claimed to be."""
    try:
        return archive.read(name)
    except (
        BadZipFile,
        KeyError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        zlib.error,
    ) as damage:
        raise WorkbookError(path, "damaged") from damage


def sheet_parts(archive: ZipFile, path: Path) -> dict[str, str]:
    """The part of each sheet of an .xlsx or .xlsm, by the sheet's name."""
    root = _target(archive, path, "", "/officeDocument")
    targets = {}
    for _, found in _elements(path, part(archive, path, _relations(root))):
        targets[found.get("Id", "")] = _resolved(root, found.get("Target", ""))
    names = {}
    for tag, found in _elements(path, part(archive, path, root)):
        if tag == "sheet" and "name" in found:
            names[found["name"]] = targets.get(found.get("id", ""), "")
    return names


def _target(archive: ZipFile, path: Path, source: str, kind: str) -> str:
    for _, found in _elements(path, part(archive, path, _relations(source))):
        if found.get("Type", "").endswith(kind):
            return _resolved(source, found.get("Target", ""))
    raise WorkbookError(path, "no_workbook")


def _relations(source: str) -> str:
    folder, _, name = source.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def _resolved(source: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join(dirname(source), target))


def _elements(path: Path, data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements of a small part, with their attributes, prefixes left off."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        found.append((_bare(tag), {_bare(name): value for name, value in attributes.items()}))

    _walk(path, data, start)
    return iter(found)


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def _walk(path: Path, data: bytes, start: object, end: object = None, text: object = None) -> None:
    parser = expat.ParserCreate()

    def refused(*_: object) -> None:
        raise WorkbookError(path, "damaged")  # a document type has no place in a workbook

    parser.StartDoctypeDeclHandler = refused
    parser.StartElementHandler = start  # type: ignore[assignment]  # expat takes any callable
    parser.EndElementHandler = end  # type: ignore[assignment]  # expat takes any callable
    parser.CharacterDataHandler = text  # type: ignore[assignment]  # expat takes any callable
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except expat.ExpatError as damage:
        raise WorkbookError(path, "damaged") from damage


def errors_of_sheet(path: Path, data: bytes) -> Errors:
    """The error cells of a sheet of .xlsx, which readers of values take for empty ones.

    Looked for only where the bytes can hold one, and measured only where the sheet can be too large: on an
    ordinary sheet both are a search, for a byte and a pattern. The reader refuses an error whose name does
    not begin with '#'.
    """
    has_errors = b"#" in data and (b'"e"' in data or b"'e'" in data)
    area = _most(data)
    if not has_errors and area <= CELLS:
        return Errors([], area)
    return _walked_sheet(path, data)


def _most(data: bytes) -> int:
    """As many rows x columns as a sheet can have; 0 where it cannot be too large."""
    body, end = max(0, data.find(b"sheetData")), data.rfind(b"sheetData")
    if not _FAR.search(data, body, end):
        return 0
    columns = max(map(_place, set(_COLUMN.findall(data, body, end))), default=1)
    rows = max(map(int, _ROW.findall(data, body, end)), default=1)
    nameless = 0
    if _UNUSUAL.search(data, body, end):
        nameless = sum(1 for _ in _NAMELESS.finditer(data, body, end))
    if nameless:  # each stands in the next column, and a row without a number in the next row
        columns += nameless
        rows += data.count(b"row", body, end)
    return columns * rows


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters.upper():
        place = place * 26 + letter - 64
    return place


def _walked_sheet(path: Path, data: bytes) -> Errors:
    """Every cell that holds something, one by one: exact and slow."""
    errors: list[tuple[int, int, str]] = []
    row = column = rows = columns = 0
    kind = ""
    words: list[str] = []
    inside = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, kind, inside
        tag = _bare(tag)
        if tag == "row":
            row = int(attributes["r"]) if attributes.get("r", "").isdigit() else row + 1
            column = 0
        elif tag == "c":
            place = attributes.get("r", "")  # its own place stands before that of its row
            letters = place.rstrip("0123456789")
            column = _place(letters.encode()) if letters else column + 1
            row = int(place[len(letters) :]) if letters and place[len(letters) :] else row
            kind = attributes.get("t", "")
        elif tag in ("v", "t"):
            inside = True
            words.clear()

    def end(tag: str) -> None:
        nonlocal rows, columns, inside
        if _bare(tag) in ("v", "t"):
            inside = False
            rows, columns = max(rows, row), max(columns, column)
            if kind == "e":
                errors.append((row - 1, column - 1, "".join(words).strip() or ERROR))

    def text(said: str) -> None:
        if inside:
            words.append(said)

    _walk(path, data, start, end, text)
    return Errors(errors, rows * columns)


def errors_of_ods(path: Path, data: bytes) -> dict[str, Errors]:
    """The error cells of each sheet of an .ods, and how much its repeated cells come to."""
    answers: dict[str, Errors] = {}
    sheet = kind = ""
    errors: list[tuple[int, int, str]] = []
    row = column = rows = columns = height = width = 0
    words: list[str] = []
    filled = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal sheet, errors, row, column, rows, columns, height, width, kind, filled
        if tag == "table:table":
            sheet, errors = attributes.get("table:name", ""), []
            row = column = rows = columns = 0
        elif tag == "table:table-row":
            height, column = _repeated(attributes, "rows"), 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            width, kind = _repeated(attributes, "columns"), attributes.get("calcext:value-type", "")
            filled = "office:value-type" in attributes
            words.clear()

    def end(tag: str) -> None:
        nonlocal row, column, rows, columns
        if tag in ("table:table-cell", "table:covered-table-cell"):
            if filled or words:
                rows, columns = max(rows, row + height), max(columns, column + width)
            if kind == "error" and height * width <= CELLS:
                said = "".join(words).strip()
                said = said if said.startswith("#") else ERROR
                errors.extend(
                    (r, c, said) for r in range(row, row + height) for c in range(column, column + width)
                )
            column += width
        elif tag == "table:table-row":
            row += height
        elif tag == "table:table":
            answers[sheet] = Errors(errors, rows * columns)

    def text(said: str) -> None:
        words.append(said)

    _walk(path, data, start, end, text)
    return answers


def _repeated(attributes: dict[str, str], what: str) -> int:
    said = attributes.get(f"table:number-{what}-repeated", "1")
    return int(said) if said.isdigit() else 1
