"""Text from cells made fit for any document: what cannot be written, or tricks the eye, is dropped.

The one rule: letters of every script stay, those younger than this Python too; controls, lone surrogates,
non-characters and marks that turn the direction of reading go.
"""

from __future__ import annotations

import unicodedata

JOINERS = "\u200c\u200d"  # some scripts and pictures are spelt with them


def fit(character: str) -> bool:
    """Whether a character may stand in XML, a header, a file name and a reader's eye."""
    category, point = unicodedata.category(character), ord(character)
    if category in ("Cc", "Cs") or (category == "Cf" and character not in JOINERS):
        return False
    return point & 0xFFFE != 0xFFFE and not 0xFDD0 <= point <= 0xFDEF


def plain(text: str) -> str:
    """The text on one line with single spaces: so it can be a header, a line or a cell, and nothing else."""
    return " ".join("".join(c if fit(c) else " " for c in text if fit(c) or c.isspace()).split())


def clean(text: str) -> str:
    """The text with its lines kept, each of them plain in its characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c for c in lines if c == "\n" or fit(c))


def as_cell(text: str) -> str:
    """The text for a cell of a .csv file: one that would begin a formula gets an apostrophe before it.

    >>> as_cell("=1+1"), as_cell("＝1"), as_cell("EMS 7")
    ("'=1+1", "'＝1", 'EMS 7')
    """
    said = plain(text)
    return "'" + said if unicodedata.normalize("NFKC", said)[:1] in ("=", "+", "-", "@") else said
