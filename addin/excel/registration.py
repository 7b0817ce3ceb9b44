"""The registry keys by which COM finds the server: the user's own, no administrator, and none left behind."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NamedTuple

from .identity import CLSID, PROG_ID, TITLE

CLASSES = r"Software\Classes"
OFFICE = r"Software\Microsoft\Office\16.0\Excel\Security"
TRUSTED = OFFICE + r"\Trusted Locations"
TRUSTED_NAME = "MilestoneLedger"


class View(NamedTuple):
    """A bitness of Excel and the registry view it reads."""

    bits: int
    flag: int


def _winreg() -> Any:
    import winreg  # noqa: PLC0415  only Windows has it

    return winreg


def views() -> tuple[View, View]:
    """Both views: a 32-bit Excel reads its own."""
    reg = _winreg()
    return View(64, reg.KEY_WOW64_64KEY), View(32, reg.KEY_WOW64_32KEY)


def command(python: Path | None = None) -> str:
    """The command line by which COM starts the server; every path in it is absolute."""
    folder = Path(python or sys.executable).absolute().parent
    program = folder / "pythonw.exe"  # no console window
    if not program.is_file():
        raise FileNotFoundError(f"{program} is not there")
    return f'"{program}" -P -B -m ledger_addin.excel.server'


def keys(command_line: str) -> list[tuple[str, str]]:
    """Keys and their default values, outer ones first."""
    return [
        (rf"{CLASSES}\{PROG_ID}", TITLE),
        (rf"{CLASSES}\{PROG_ID}\CLSID", CLSID),
        (rf"{CLASSES}\CLSID\{CLSID}", TITLE),
        (rf"{CLASSES}\CLSID\{CLSID}\ProgID", PROG_ID),
        (rf"{CLASSES}\CLSID\{CLSID}\LocalServer32", command_line),
    ]


def register(command_line: str) -> None:
    """Write the keys for 32- and 64-bit Excel."""
    reg = _winreg()
    for view in views():
        for path, value in keys(command_line):
            access = reg.KEY_WRITE | view.flag
            with reg.CreateKeyEx(reg.HKEY_CURRENT_USER, path, 0, access) as key:
                reg.SetValueEx(key, None, 0, reg.REG_SZ, value)


def unregister() -> None:
    """Remove every key, also those that are there in part."""
    reg = _winreg()
    for view in views():
        for path, _ in reversed(keys("")):
            try:
                reg.DeleteKeyEx(reg.HKEY_CURRENT_USER, path, view.flag, 0)
            except FileNotFoundError:
                continue  # the other view, or an earlier try, has removed it


def registered(view: View) -> str | None:
    """The command line that this view holds, None if it holds none."""
    value: str | None = read(rf"{CLASSES}\CLSID\{CLSID}\LocalServer32", "", view.flag)
    return value


def read(path: str, name: str, flag: int = 0, root: int | None = None) -> Any:
    """A value of the registry, None if it is not there."""
    reg = _winreg()
    try:
        with reg.OpenKey(root or reg.HKEY_CURRENT_USER, path, 0, reg.KEY_READ | flag) as key:
            return reg.QueryValueEx(key, name or None)[0]
    except OSError:
        return None


def trust(folder: Path) -> None:
    """Let Excel run the macros of workbooks in this folder without asking."""
    reg = _winreg()
    with reg.CreateKeyEx(reg.HKEY_CURRENT_USER, rf"{TRUSTED}\{TRUSTED_NAME}", 0, reg.KEY_WRITE) as key:
        reg.SetValueEx(key, "Path", 0, reg.REG_SZ, f"{folder}\\")
        reg.SetValueEx(key, "Description", 0, reg.REG_SZ, TITLE)


def distrust() -> None:
    """Take the folder back."""
    reg = _winreg()
    try:
        reg.DeleteKey(reg.HKEY_CURRENT_USER, rf"{TRUSTED}\{TRUSTED_NAME}")
    except FileNotFoundError:
        return


def trusted() -> str | None:
    """The folder that `ledger install` had trusted, None if it was not asked to."""
    folder: str | None = read(rf"{TRUSTED}\{TRUSTED_NAME}", "Path")
    return folder
