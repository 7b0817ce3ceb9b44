"""Documents: named bytes, and names that are safe on Windows whatever a customer is called.

The one rule: a name is made of data but is never a path, a device or a trick of direction; two
documents never share a name, not even on a disk that takes capitals for small letters.
"""

from __future__ import annotations

import unicodedata
from typing import Iterable, NamedTuple

from ..enumerations import Channel
from ..results import Reminder
from .plain_text import fit

FORBIDDEN = frozenset('\\/:*?"<>|')  # Microsoft: Naming Files, Paths, and Namespaces
SEPARATORS = frozenset(
    "\u2044\u2215\u29f5\u29f8\u29f9\u2571\u2572\u1735\u0337\u0338\ua789\u2236"
)  # look like one
DEVICES = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"]
    + [port + digit for port in ("COM", "LPT") for digit in "0123456789¹²³"]
)
PART = 40  # characters of one part: a customer's name stays recognisable, a path stays below 260
STEM = 200  # bytes in UTF-8: Linux and macOS take 255 with the ending


class Document(NamedTuple):
    """A file to write: its name, its bytes, and the reminder it speaks for (None for a list of many)."""

    name: str
    data: bytes
    about: Reminder | None = None
    channel: Channel | None = None


def _safe(character: str) -> str:
    """The character, or a hyphen where a file name may not hold it."""
    if character.isspace() or not fit(character) or character in SEPARATORS:
        return " " if character.isspace() else "-"
    # a full-width ／ becomes / again when Windows squeezes a name into its old code page
    forbidden = FORBIDDEN.intersection(unicodedata.normalize("NFKC", character))
    return "-" if forbidden else character


def part(text: str) -> str:
    """One piece of a file name: no separators, no controls, no dots or spaces at its ends."""
    safe = "".join(map(_safe, unicodedata.normalize("NFC", text)))
    return " ".join(safe.split()).strip(" .-_")[:PART].strip(" .-_")


def file_name(parts: Iterable[str], ending: str) -> str:
    """The parts joined by underscores, with an ending such as "eml": safe as a name in any folder.

    >>> file_name(["2026-11-20", "../../etc: <A/B>", "CNY", "level2", "email"], "eml")
    '2026-11-20_etc- -A-B_CNY_level2_email.eml'
    """
    stem = "_".join(filter(None, map(part, parts))) or "document"
    stem = stem.encode()[:STEM].decode(errors="ignore").rstrip(" .")
    if stem.split(".")[0].strip().upper() in DEVICES:
        stem = "_" + stem
    return f"{stem}.{part(ending)}"


def distinct(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents in their order, a name that stands twice followed by -2, -3 and so on."""
    taken: set[str] = set()
    answer = []
    for document in documents:
        stem, _, ending = document.name.rpartition(".")
        name, count = document.name, 1
        while name.casefold() in taken:
            count += 1
            name = f"{stem}-{count}.{ending}"
        taken.add(name.casefold())
        answer.append(document._replace(name=name))
    return tuple(answer)
