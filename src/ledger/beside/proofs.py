"""The files that a book names as proof, found beside it.

The one rule: folders are listed and names compared, so nothing a cell says can lead anywhere. Links are not
followed, and what is too large, locked or no plain file is answered with the reason.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Iterable, Iterator, NamedTuple

from ..commands.proving import FOLDER
from ..drafting.exhibits import Found, same
from ..language import Text

LARGEST, LARGEST_OF_ALL = 100_000_000, 500_000_000  # bytes: a scan of some hundred pages; a pack in memory
MOST = 20_000  # entries looked at: more is not a folder of evidence but a whole disk
DATED = re.compile(r".+-\d{4}-\d\d-\d\d(-\d+)?")  # folders of drafts: reminders-2026-11-20, 催款-2026-11-20-2

LINK = Text("a link, not followed", "是快捷链接，未读取")
TOO_LARGE = Text("too large to enclose", "文件过大，未收入")
NOT_PLAIN = Text("no plain file", "不是普通文件")
LOCKED = Text("cannot be read: {error}", "无法读取：{error}")


class _Entry(NamedTuple):
    place: str
    path: Path


def proofs(folder: Path | str, names: Iterable[str]) -> Found:
    """Each file of one of these names, by where it lies, or why it was not read.

    Looked for in the folder "evidence" (证据) beside the workbook, flat or one folder further in, and in the
    dated folders of drafts. Nothing is looked for elsewhere.
    """
    wanted = set(map(same, names))
    found: dict[str, bytes | Text] = {}
    left = LARGEST_OF_ALL
    for entry in _entries(Path(folder)) if wanted else ():
        if same(entry.path.name) in wanted:
            answer = plain_file(entry.path, min(LARGEST, left))
            found[entry.place] = answer
            left -= len(answer) if isinstance(answer, bytes) else 0
    return found


def _entries(folder: Path) -> Iterator[_Entry]:
    seen = 0
    for top in _inside(folder):
        is_evidence = same(top.name) in map(same, FOLDER)
        if not (is_evidence or DATED.fullmatch(top.name)) or _is_link(top) or not top.is_dir():
            continue
        for one in _inside(top):
            deeper = _inside(one) if is_evidence and not _is_link(one) and one.is_dir() else [one]
            for path in deeper:
                seen += 1
                if seen > MOST:
                    return
                yield _Entry(path.relative_to(folder).as_posix(), path)


def _inside(folder: Path) -> list[Path]:
    """What a folder holds, in an order that is the same everywhere; nothing where it may not be read."""
    try:
        return sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError:
        return []


def _is_link(path: Path) -> bool:
    """A symbolic link, or a junction of Windows: whatever is really somewhere else."""
    there = os.path.join(os.path.realpath(path.parent), path.name)
    return path.is_symlink() or os.path.normcase(os.path.realpath(path)) != os.path.normcase(there)


def plain_file(path: Path, most: int) -> bytes | Text:
    """The bytes of a file, or why they were not read: at most so many."""
    if _is_link(path):
        return LINK
    try:
        if not path.is_file():
            return NOT_PLAIN
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        return Text(*(LOCKED.say(language, error=error.strerror) for language in ("en", "zh")))
    return TOO_LARGE if len(data) > most else data
