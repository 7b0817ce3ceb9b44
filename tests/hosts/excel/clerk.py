"""A clerk's Windows with the project installed from its wheel, in a folder whose name is hard to handle.

clerk.run(['call', ...]) drives the COM server from a C program with real VARIANTs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests import tools
from tests.hosts.wine import Wine, windows_path

ROOT = Path(__file__).resolve().parents[3]
CLIENT = Path(__file__).with_name("client.c")
END = Path(__file__).with_name("end_driver.py")
LINKS = Path(__file__).with_name("links_driver.py")
FOLDER = "账 本 & Ledger"  # Chinese, a space, and a character that cmd.exe would stumble over


class Clerk:
    """An installation of its own within a shared Wine; `with` nothing: its folder belongs to the caller."""

    def __init__(self, wine: Wine, folder: Path) -> None:
        self.wine = wine
        self.folder = folder
        self.python = _installed(folder / FOLDER / "python")
        self._client = _compiled(folder)
        self._scripts = 0

    def register(self, *arguments: str) -> None:
        """`ledger install` as far as COM is concerned."""
        self.say(
            "from ledger_addin.excel import registration as r\n"
            f"r.register(r.command() + {' '.join(['', *arguments])!r})"
        )
        self.wine.run(str(self.python), "-B", windows_path(LINKS))

    def unregister(self) -> None:
        self.say("from ledger_addin.excel import registration as r\nr.unregister()")

    def say(self, code: str, **how: Any) -> str:
        """What a text of code prints in the clerk's Python."""
        return self.wine.run(str(self.python), "-B", "-c", code, **how).stdout

    def run(self, lines: Sequence[Sequence[str]], limit: float = 60, check: bool = True) -> list[Any]:
        """The answers of the server to these lines, see client.c."""
        script = self.script(lines)
        done = self.wine.run(str(self._client), windows_path(script), limit=limit, check=check)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def start(self, lines: Sequence[Sequence[str]]) -> subprocess.Popen[str]:
        """The same, not waited for."""
        return subprocess.Popen(
            ["wine", str(self._client), windows_path(self.script(lines))],
            env=self.wine._environment({}),
            stdout=subprocess.PIPE,
            text=True,
        )

    def end(self, process: int) -> None:
        """End a process by its Windows number, whatever it is doing."""
        self.wine.run(str(self.python), "-B", windows_path(END), str(process))

    def script(self, lines: Sequence[Sequence[str]]) -> Path:
        self._scripts += 1
        script = self.folder / f"script{self._scripts}.txt"
        script.write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")
        return script

    def servers(self) -> list[int]:
        """The processes, as Linux counts them, that answer now."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
                ours = f"WINEPREFIX={self.wine.prefix}\0".encode() in (folder / "environ").read_bytes()
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
            if ours and b"ledger_addin.excel.server" in words:
                found.append(int(folder.name))
        return found


def _installed(folder: Path) -> Path:
    """A Python like the one in the cache, with the project's wheel in it; python.exe."""
    source = tools.windows_python().python.parent
    shutil.copytree(source, folder, symlinks=True, copy_function=os.symlink)
    for name in ("python.exe", "pythonw.exe", "python311.dll", "python311._pth"):
        (folder / name).unlink()  # a program finds its folder by where it really is
        shutil.copy2(source / name, folder / name)
    wheels = folder.parent / "wheel"
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as package:
        package.extractall(folder / "Lib" / "site-packages")
    return folder / "python.exe"


def _compiled(folder: Path) -> Path:
    program = folder / "client.exe"
    compiler = ["x86_64-w64-mingw32-gcc", "-O1", "-Wall", "-Werror", "-Wno-unused-result"]
    libraries = ["-lole32", "-loleaut32", "-luuid"]
    subprocess.run([*compiler, str(CLIENT), "-o", str(program), *libraries], check=True, timeout=120)
    return program
