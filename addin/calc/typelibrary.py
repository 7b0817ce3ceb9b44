"""An interface description as the binary type library that LibreOffice loads.

What unoidl-write of LibreOffice's SDK writes, byte for byte, but for the banner, in which that tool names its
own version: so the extension is the same whoever builds it, and building it needs no SDK. The one interface
kind our functions need is written, nothing else of the format.

Source: the format is described at the top of unoidl/source/unoidlprovider.cxx in LibreOffice.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple

MAGIC = b"UNOIDL\xff\0"
BANNER = "** Created by milestone-ledger **"
MODULE, INTERFACE = b"\x00", b"\x05"
IN = b"\x00"
WRITTEN_BEFORE = 0x80000000
ANY, TABLE = "any", "[][]any"
RANGE = "com.sun.star.table.XCellRange"


class Parameter(NamedTuple):
    name: str
    type: str


class Method(NamedTuple):
    name: str
    returns: str
    parameters: tuple[Parameter, ...]


class _Writer:
    """Bytes so far, and where each string was written first."""

    def __init__(self) -> None:
        self.out = bytearray()
        self._seen: dict[str, int] = {}

    def number(self, value: int) -> None:
        self.out += struct.pack("<I", value)

    def text(self, value: str) -> None:
        if value in self._seen:
            self.number(self._seen[value] | WRITTEN_BEFORE)
            return
        self._seen[value] = len(self.out)
        self.number(len(value))
        self.out += value.encode("ascii")

    def map(self, name: str, content: int, kind: bytes) -> int:
        """A module (or the root) that holds one thing; answers where it begins."""
        at_name = len(self.out)
        self.out += name.encode("ascii") + b"\0"
        at = len(self.out)
        self.out += kind
        if kind:
            self.number(1)
        self.number(at_name)
        self.number(content)
        return at


def library(name: Sequence[str], methods: Sequence[Method], banner: str = BANNER) -> bytes:
    """The type library of one interface; `name` is its modules and its own name."""
    writer = _Writer()
    writer.out += MAGIC + bytes(8) + b"\0" + banner.encode("ascii") + b"\0"
    at = len(writer.out)
    writer.out += INTERFACE
    writer.number(1)
    writer.text("com.sun.star.uno.XInterface")
    writer.number(0)  # optional bases
    writer.number(0)  # attributes
    writer.number(len(methods))
    for method in methods:
        writer.text(method.name)
        writer.text(method.returns)
        writer.number(len(method.parameters))
        for parameter in method.parameters:
            writer.out += IN
            writer.text(parameter.name)
            writer.text(parameter.type)
        writer.number(0)  # exceptions
    for i in range(len(name) - 1, 0, -1):
        at = writer.map(name[i], at, MODULE)
    root = writer.map(name[0], at, b"")
    struct.pack_into("<II", writer.out, len(MAGIC), root, 1)
    return bytes(writer.out)


def idl(name: Sequence[str], methods: Sequence[Method]) -> str:
    """The same interface in the language of the SDK, for people and for the comparison with its compiler."""
    spelled = {ANY: "any", TABLE: "sequence< sequence< any > >", RANGE: "com::sun::star::table::XCellRange"}
    lines = [
        "  {} {}({});".format(
            spelled[method.returns],
            method.name,
            ", ".join(f"[in] {spelled[p.type]} {p.name}" for p in method.parameters),
        )
        for method in methods
    ]
    opening = " ".join(f"module {part} {{" for part in name[:-1])
    return "\n".join(
        [opening, f"interface {name[-1]} {{", *lines, "};", " ".join("};" for _ in name[:-1]), ""]
    )
