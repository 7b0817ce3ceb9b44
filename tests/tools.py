"""Where the tests find what tests/run installs. A tool that is not there is a failure, never a skip."""

from __future__ import annotations

import functools
import json
import re
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

SETUP = Path(__file__).resolve().parent / "setup"
SYSTEM_PYTHON = Path("/usr/bin/python3")  # python3-uno belongs to Debian's own Python, not to the tests'
OFFICE = Path("/usr/lib/libreoffice")
OFFICE_NEEDED = (25, 2)  # before it, function names are not mapped to and from .xlsx


class ToolMissing(Exception):
    """A tool that the tests need is not on this machine."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}. Run tests/run: it installs what is missing.")


class WindowsPython(NamedTuple):
    python: Path  # python.exe
    prefix: Path  # a Wine prefix to copy, never to use


@functools.lru_cache(maxsize=None)
def soffice() -> Path:
    """soffice.bin itself: the wrappers around it leave processes behind when they are killed."""
    program = _there(OFFICE / "program" / "soffice.bin")
    said = subprocess.run(
        [program, "--version"], capture_output=True, text=True, timeout=60, check=True
    ).stdout
    version = re.search(r"(\d+)\.(\d+)", said)
    if version is None or tuple(map(int, version.groups())) < OFFICE_NEEDED:
        raise ToolMissing(
            f"LibreOffice {OFFICE_NEEDED[0]}.{OFFICE_NEEDED[1]} or later is needed, this is {said!r}"
        )
    return program


def unoidl_write() -> Path:
    """The compiler of LibreOffice's interface descriptions."""
    return _there(OFFICE / "sdk" / "bin" / "unoidl-write")


def uno_python() -> Path:
    """The Python that can `import uno`."""
    _there(Path("/usr/lib/python3/dist-packages/uno.py"))
    return _there(SYSTEM_PYTHON)


def windows_python() -> WindowsPython:
    """Windows CPython 3.11 with pywin32, xlwings and the project's dependencies; run it with hosts.wine."""
    folder = _built("windows_python.sh")
    return WindowsPython(_there(folder / "python" / "python.exe"), _there(folder / "prefix"))


def validator() -> Path:
    """Microsoft's Open XML SDK validator."""
    package = _built("validator.sh") / "node_modules" / "@xarsh" / "ooxml-validator-linux-x64"
    return _there(package / "ooxml-validator")


def validation_errors(document: Path, office: str = "Microsoft365") -> list[dict[str, Any]]:
    """What Microsoft's validator finds wrong with an .xlsx, .xlsm or .docx, by the schema of an Office."""
    command = [validator(), document, office]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return list(json.loads(run.stdout)["errors"])


@functools.lru_cache(maxsize=None)
def _built(script: str) -> Path:
    where = ["bash", str(SETUP / script), "--where"]
    return Path(subprocess.run(where, capture_output=True, text=True, timeout=60, check=True).stdout.strip())


def _there(path: Path) -> Path:
    if not path.exists():
        raise ToolMissing(f"{path} is not there")
    return path
