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
LONGEST = 200  # characters of a name: with its folders it stays below what Windows takes
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
    return f"{folder_name(parts)}.{part(ending)}"


def folder_name(parts: Iterable[str]) -> str:
    """The parts joined by underscores: safe as the name of a folder.

    >>> folder_name(["NUL", "."]), folder_name(["HT/12", "甲公司"])
    ('_NUL', 'HT-12_甲公司')
    """
    stem = "_".join(filter(None, map(part, parts))) or "document"
    stem = stem.encode()[:STEM].decode(errors="ignore").rstrip(" .")
    return "_" + stem if _is_device(stem) else stem


def _is_device(name: str) -> bool:
    return name.partition(".")[0].strip().upper() in DEVICES


def is_file_name(name: str) -> bool:
    """Whether a text is the name of one file, or of one folder, on every disk: no path, device or trick.

    >>> [is_file_name(name) for name in ("验收：(2).pdf", "../a.pdf", "NUL.txt", "a.pdf ", "c:a", "a／b.c")]
    [True, False, False, False, False, False]
    """
    if not name or len(name) > LONGEST or name != name.strip(" ") or name.endswith("."):
        return False
    return not _is_device(name) and all(map(_is_letter, name))


def _is_letter(character: str) -> bool:
    """Whether a name that people gave may hold it: a full-width ： is no drive, but ／ looks like a path."""
    if character in " \u3000":
        return True
    like = unicodedata.normalize("NFKC", character)
    return _safe(character) == character or (
        fit(character) and not character.isspace() and character != like and not {"/", "\\"} & set(like)
    )


def distinct(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents in their order, a name that stands twice followed by -2, -3 and so on."""
    documents = list(documents)
    return tuple(d._replace(name=name) for d, name in zip(documents, free_names(d.name for d in documents)))


def free_names(wanted: Iterable[str]) -> list[str]:
    """The names of files or folders in their order, one that stands twice followed by -2, -3 and so on.

    >>> free_names(["a.pdf", "A.pdf", "C-01", "c-01"])
    ['a.pdf', 'A-2.pdf', 'C-01', 'c-01-2']
    """
    taken: set[str] = set()
    answers = []
    for each in wanted:
        stem, dot, ending = each.rpartition(".") if "." in each else (each, "", "")
        name, count = each, 1
        while name.casefold() in taken:
            count += 1
            name = f"{stem}-{count}{dot}{ending}"
        taken.add(name.casefold())
        answers.append(name)
    return answers
