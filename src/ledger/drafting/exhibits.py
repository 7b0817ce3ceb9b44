"""What a cell names as proof: files with their pages, or words about paper.

The one rule: a name is only ever compared with the names that lie in a folder. What could lead elsewhere, a
path, a device, a trick of direction, is shown as it stands and nothing is looked for.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Iterable, Mapping, NamedTuple, Union

from ..language import Text
from .documents import is_file_name, part
from .plain_text import plain

Found = Mapping[str, Union[bytes, Text]]  # place -> the file, or why it was not read

ENDINGS = frozenset(
    ending
    for kind in (
        "pdf ofd doc docx docm rtf odt wps xls xlsx xlsm xlsb ods et ppt pptx odp dps csv txt md xml json",
        "htm html eml msg mbox jpg jpeg png gif bmp tif tiff webp heic heif svg dwg dxf dwf ifc mpp",
        "mp3 m4a wav amr aac ogg mp4 mov avi mkv 3gp zip rar 7z p7m p7s asc sig",
    )
    for ending in kind.split()
)
PIECES = re.compile(r"[;；\n\r\v\f\x85\u2028\u2029]+")
_RANGE = r"\d{1,5}(?:\s*[-–—~～至到]\s*\d{1,5})?"
_PAGE = re.compile(
    rf"(?P<name>.*?\.[A-Za-z0-9]{{2,5}})\s*[,，、(（:：#]?\s*"
    rf"(?:(?:pages?|pp?|pg)\.?\s*(?P<en>{_RANGE})|第?\s*(?P<zh>{_RANGE})\s*页)\s*[)）]?",
    re.IGNORECASE | re.DOTALL,
)

NOT_A_NAME = Text("not a file name", "不是文件名")
NO_FILE = Text("no such file", "未找到文件")
MANY = Text("several different files of this name", "同名文件有多个且内容不同")


class Piece(NamedTuple):
    """One piece of a cell: the file it names (empty if it names none), its page, or words as they stand."""

    words: str
    name: str = ""
    page: str = ""
    is_bad: bool = False  # it looks like a file's name and may not be one


class Exhibit(NamedTuple):
    """A file that proves something: where it lay, and its bytes."""

    place: str
    data: bytes

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.place.rpartition("/")[2]


def pieces(cell: str) -> list[Piece]:
    """What a cell names, separated by semicolons or line ends.

    Rule:   EVI-2: a piece names a file if it ends in one of the usual endings, with or without a page after
            it; a name that could be a path or a device is no name. All else is words about paper.

    >>> [(p.name, p.page) for p in pieces("signed.pdf, page 12; 验收单.pdf第3-5页；EMS 7")]
    [('signed.pdf', '12'), ('验收单.pdf', '3-5'), ('', '')]
    """
    answers = []
    for piece in PIECES.split(cell):
        text = piece.strip()
        if plain(text):
            answers.append(_piece(text))
    return answers


def _piece(text: str) -> Piece:
    name, page = text.rstrip(" .。"), ""
    paged = _PAGE.fullmatch(name) if len(name) < 1000 else None
    if paged and _ends_well(paged["name"]):
        name, page = paged["name"].strip(), re.sub(r"\s", "", paged["en"] or paged["zh"])
    if not _ends_well(name):
        return Piece(text)
    return Piece(text, name, page) if is_file_name(name) else Piece(text, is_bad=True)


def _ends_well(name: str) -> bool:
    stem, dot, ending = name.rpartition(".")
    return bool(stem and dot) and ending.lower() in ENDINGS


def same(name: str) -> str:
    """A name as disks compare it: capitals and the way an accent is composed make no other file.

    >>> same("Scan.PDF") == same("scan.pdf")
    True
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def names(cells: Iterable[str]) -> tuple[str, ...]:
    """Every file name that cells name, once each, in order."""
    found: dict[str, str] = {}
    for cell in cells:
        for piece in pieces(cell):
            if piece.name:
                found.setdefault(same(piece.name), piece.name)
    return tuple(found[key] for key in sorted(found))


class Shelf:
    """The files a host found, each where it lay: "evidence/C-01/signed.pdf", "reminders-2026-06-30/a.eml"."""

    def __init__(self, found: Found, folders: Iterable[str], contracts: Iterable[str]) -> None:
        self._folders = {same(folder) for folder in folders}
        self._owners: dict[str, list[str]] = {}  # of a folder named like a contract
        for number in contracts:
            self._owners.setdefault(same(part(number)), []).append(number)
        self._places: dict[str, list[str]] = {}
        self._found = found
        for place in sorted(found):
            self._places.setdefault(same(place.rpartition("/")[2]), []).append(place)

    def one(self, name: str, contract: str) -> Exhibit | Text:
        """The file of this name for a contract, or why there is none.

        Rule:   EVI-3: the folder named like the contract comes first, then the evidence folder itself, then
                its other folders but those of other contracts, then the folders of drafts. Where the first of
                these places holds different files of the name, none is taken: better none than a wrong one.
        """
        by_rank: dict[int, list[str]] = {}
        for place in self._places.get(same(name), ()):
            rank = self._rank(place, contract)
            if rank is not None:
                by_rank.setdefault(rank, []).append(place)
        if not by_rank:
            return NO_FILE
        first = by_rank[min(by_rank)]
        answers = {self._found[place] for place in first}
        if len(answers) > 1:
            return MANY
        data = answers.pop()
        return data if isinstance(data, Text) else Exhibit(first[0], data)

    def _rank(self, place: str, contract: str) -> int | None:
        top, *middle = place.split("/")[:-1]
        if same(top) not in self._folders:
            return 3
        if not middle:
            return 1
        owners = self._owners.get(same(middle[0]))
        if owners is None:
            return 2
        return 0 if owners == [contract] else None  # two contracts of one name have no folder of their own
