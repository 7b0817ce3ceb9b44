"""VBA modules as text to vbaProject.bin: no Excel, any system, the same bytes each time.

Only sources are written and no compiled code; Excel compiles them when the workbook is
opened. The layout is that of [MS-OVBA]'s own example 3.1.1.
"""

from __future__ import annotations

import re
import struct
from typing import NamedTuple, Sequence

from .compound_file import compound_file
from .compression import compressed

STANDARD, WORKBOOK, SHEET = "standard", "workbook", "sheet"
BASES = {  # [MS-OVBA] 2.3.4.2.8 refers to the automation classes of the host: Excel's Workbook and Worksheet
    WORKBOOK: "0{00020819-0000-0000-C000-000000000046}",
    SHEET: "0{00020820-0000-0000-C000-000000000046}",
}
REFERENCES = (
    (
        "stdole",
        "*\\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\\Windows\\System32\\stdole2.tlb#OLE Automation",
    ),
    (
        "Office",
        "*\\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#"
        "C:\\Program Files\\Common Files\\Microsoft Shared\\OFFICE16\\MSO.DLL#"
        "Microsoft Office 16.0 Object Library",
    ),
)
PROJECT_NAME = "MilestoneLedger"
PROJECT_ID = "{6F1D9C53-2B64-4E0B-9B5E-3C1E5C0A7D11}"
CODE_PAGE = 1252
LONGEST_LINE, LONGEST_NAME = 1023, 31
RESERVED = {"array", "circle", "date", "debug", "get", "input", "lbound", "me", "open", "print", "put"}
RESERVED |= {"pset", "scale", "seek", "spc", "stop", "tab"}


class Module(NamedTuple):
    """One module: its name, what it belongs to, and its text without the VB_ attributes at the top."""

    name: str
    kind: str
    body: str = ""

    def source(self) -> str:
        """The text as the project stores it."""
        lines = [f'Attribute VB_Name = "{self.name}"']
        if self.kind != STANDARD:
            lines += [
                f'Attribute VB_Base = "{BASES[self.kind]}"',
                "Attribute VB_GlobalNameSpace = False",
                "Attribute VB_Creatable = False",
                "Attribute VB_PredeclaredId = True",
                "Attribute VB_Exposed = True",
                "Attribute VB_TemplateDerived = False",
                "Attribute VB_Customizable = True",
            ]
        return "".join(line + "\r\n" for line in [*lines, *self.body.splitlines()])


def exported(text: str) -> Module:
    """A standard module from the text of a .bas file."""
    head, _, body = text.partition("\n")
    name = re.fullmatch(r'Attribute VB_Name = "(\w+)"\r?', head)
    if name is None:
        raise ValueError(f"a .bas file begins with its name, not with {head!r}")
    return Module(name[1], STANDARD, body)


def project(modules: Sequence[Module]) -> bytes:
    """vbaProject.bin with these modules."""
    _check(modules)
    code = {module.name: compressed(module.source().encode("ascii")) for module in modules}
    code["_VBA_PROJECT"] = bytes.fromhex("cc61ffff000100")  # no performance cache: sources only
    code["dir"] = compressed(_dir(modules))
    names = b"".join(m.name.encode("ascii") + b"\0" + _wide(m.name) + b"\0\0" for m in modules)
    return compound_file({"VBA": code, "PROJECT": _project(modules), "PROJECTwm": names + b"\0\0"})


def _check(modules: Sequence[Module]) -> None:
    seen = set()
    for module in modules:
        key = module.name.casefold()
        if not re.fullmatch(rf"[A-Za-z]\w{{0,{LONGEST_NAME - 1}}}", module.name, re.ASCII) or key in RESERVED:
            raise ValueError(f"VBA refuses the module name {module.name!r}")
        if key in seen:
            raise ValueError(f"two modules are named {module.name!r}")
        seen.add(key)
        for number, line in enumerate(module.source().split("\r\n"), 1):
            if not line.isascii():  # a code page would decide what it means
                raise ValueError(f"{module.name} line {number}: VBA source must be ASCII")
            if len(line) > LONGEST_LINE:
                raise ValueError(f"{module.name} line {number}: longer than {LONGEST_LINE} characters")
    if sum(module.kind == WORKBOOK for module in modules) != 1:
        raise ValueError("a project has one workbook module")


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(data)) + data


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _dir(modules: Sequence[Module]) -> bytes:
    """The dir stream. [MS-OVBA] 2.3.4.2"""
    out = _record(0x01, struct.pack("<I", 3)) + _record(0x02, struct.pack("<I", 0x409))
    out += _record(0x14, struct.pack("<I", 0x409)) + _record(0x03, struct.pack("<H", CODE_PAGE))
    out += _record(0x04, PROJECT_NAME.encode("ascii"))
    out += _record(0x05) + _record(0x40) + _record(0x06) + _record(0x3D)
    out += _record(0x07, bytes(4)) + _record(0x08, bytes(4))
    out += struct.pack("<HIIH", 0x09, 4, 0x68FBFAC5, 4) + _record(0x0C) + _record(0x3C)
    for name, library in REFERENCES:
        out += _record(0x16, name.encode("ascii")) + _record(0x3E, _wide(name))
        out += _record(0x0D, struct.pack("<I", len(library)) + library.encode("ascii") + bytes(6))
    out += _record(0x0F, struct.pack("<H", len(modules))) + _record(0x13, b"\xff\xff")
    for module in modules:
        code = module.name.encode("ascii")
        out += _record(0x19, code) + _record(0x47, _wide(module.name))
        out += _record(0x1A, code) + _record(0x32, _wide(module.name)) + _record(0x1C) + _record(0x48)
        out += _record(0x31, bytes(4)) + _record(0x1E, bytes(4)) + _record(0x2C, b"\xff\xff")
        out += _record(0x21 if module.kind == STANDARD else 0x22) + _record(0x2B)
    return out + _record(0x10)


def _project(modules: Sequence[Module]) -> bytes:
    """The PROJECT stream. [MS-OVBA] 2.3.1"""
    lines = [f'ID="{PROJECT_ID}"']
    lines += [f"Module={m.name}" if m.kind == STANDARD else f"Document={m.name}/&H00000000" for m in modules]
    lines += [
        f'Name="{PROJECT_NAME}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_obfuscated(bytes(4), 0x6C)}"',  # not protected
        f'DPB="{_obfuscated(bytes(1), 0xDE)}"',  # no password
        f'GC="{_obfuscated(bytes([0xFF]), 0x52)}"',  # visible
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "".join(line + "\r\n" for line in lines).encode("ascii")


def _obfuscated(data: bytes, seed: int) -> str:
    """[MS-OVBA] 2.4.3.2; the seed is free, so it is fixed."""
    key = sum(PROJECT_ID.encode("ascii")) & 0xFF
    out = [seed, seed ^ 2, seed ^ key]
    plain, one_back, two_back = key, out[2], out[1]
    for byte in bytes([7] * ((seed & 6) // 2)) + struct.pack("<I", len(data)) + data:
        out.append(byte ^ ((two_back + plain) & 0xFF))
        two_back, one_back, plain = one_back, out[-1], byte
    return bytes(out).hex().upper()
