"""Runs in LibreOffice's Python: a document saved in another format."""

from __future__ import annotations

from typing import Any


def convert(office: Any, source: str, target: str, kind: str) -> None:
    """Open one file and save it as another, by the name of the filter."""
    document = office.open(source)
    office.save(document, target, kind)
    document.close(True)
