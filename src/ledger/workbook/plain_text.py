"""Text files as sheets: .csv as Excel, banks and project tools write it.

The one rule: letters are never guessed. A file is UTF-8, UTF-16 with its mark, or plainly Chinese in
GB18030; anything else is refused, because a wrong name reads like a right one.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from .archive import CELLS
from .refusals import WorkbookError

LARGEST = 200_000_000  # bytes
COMMON = 0.8  # of the letters beyond ASCII must be GB 2312; accents of Europe read as GB18030 are rare ones


def decoded(path: Path, data: bytes) -> str:
    """The text of a file, in the one encoding it can be."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strictly(path, data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = _strictly(path, data, "gb18030")
    letters = [letter for letter in text if letter > "\x7f"]
    usual = sum(_is_usual(letter) for letter in letters)
    if usual < COMMON * len(letters):
        raise WorkbookError(path, "encoding")
    return text


def _strictly(path: Path, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise WorkbookError(path, "encoding") from wrong


def _is_usual(letter: str) -> bool:
    try:
        return len(letter.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def read_csv(path: Path) -> list[list[Any]]:
    """The lines of a .csv file; every cell is text, as it stands."""
    if path.stat().st_size > LARGEST:
        raise WorkbookError(path, "too_large", limit=CELLS // 1_000_000)
    text = decoded(path, path.read_bytes())
    if "\0" in text:
        raise WorkbookError(path, "no_workbook")
    first = text.partition("\n")[0]
    comma = max(",;\t", key=first.count)
    try:
        lines = io.StringIO(text, newline="")  # a line ends where a file's do, not at every mark of Unicode
        rows: list[list[Any]] = list(csv.reader(lines, delimiter=comma, strict=True))
    except csv.Error as wrong:
        raise WorkbookError(path, "no_table", found=wrong) from wrong
    width = max(map(len, rows), default=0)
    if width * len(rows) > CELLS:
        raise WorkbookError(path, "too_large", limit=CELLS // 1_000_000)
    return [row + [""] * (width - len(row)) for row in rows]
