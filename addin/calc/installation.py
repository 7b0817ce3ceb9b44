"""The extension into the user's own LibreOffice and out again, by the office's own tool, unopkg.

Only this user's settings are touched; no administrator is needed. A running office has to be started again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import ledger
from ledger.language import Text

EXTENSION = "org.milestoneledger.calc"
FILE = "ledger.oxt"
LIMIT = 120  # seconds

NO_OFFICE = Text(
    "LibreOffice was not found. Install LibreOffice 25.2 or later, then run this again; "
    "if it is installed elsewhere, set UNOPKG to its program unopkg.",
    "未找到LibreOffice。请安装LibreOffice 25.2或更高版本后重试；"
    "若安装在其他位置，请将UNOPKG设为其unopkg程序。",
)
NO_FILE = Text("The extension {file} is missing from this installation.", "安装中缺少扩展文件{file}。")
FAILED = Text("unopkg could not do it: {said}", "unopkg执行失败：{said}")
TOO_LONG = Text(
    "unopkg gave no answer; close LibreOffice and try again.", "unopkg没有响应，请关闭LibreOffice后重试。"
)
INSTALLED = Text(
    "The extension is in LibreOffice. Start LibreOffice again: Calc has the menu and toolbar Ledger.",
    "扩展已安装。请重新启动LibreOffice：Calc中将出现“回款”菜单和工具栏。",
)
REMOVED = Text("The extension is out of LibreOffice.", "扩展已从LibreOffice中移除。")
NOT_THERE = Text("The extension was not in LibreOffice.", "LibreOffice中没有该扩展。")


class InstallationError(Exception):
    """Why it cannot be done, in both languages."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.en)
        self.said = said


def extension_file() -> Path:
    """The built extension: in the wheel beside the package's templates, in a source tree at its root."""
    package = Path(ledger.__file__).resolve().parent
    for folder in (package / "workbook_templates", package.parents[1] / "workbook_templates"):
        if (folder / FILE).is_file():
            return folder / FILE
    raise InstallationError(Text(*(t.format(file=FILE) for t in NO_FILE)))


def unopkg() -> Path:
    """The tool of the user's LibreOffice; UNOPKG in the environment names another."""
    for place in _places():
        if place.is_file():
            return place
    raise InstallationError(NO_OFFICE)


def _places() -> Iterator[Path]:
    if os.environ.get("UNOPKG"):
        yield Path(os.environ["UNOPKG"])
        return
    if sys.platform == "win32":
        for name in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"):
            if os.environ.get(name):
                yield (
                    Path(os.environ[name]) / "LibreOffice" / "program" / "unopkg.com"
                )  # the one with a console
        return
    if sys.platform == "darwin":
        yield Path("/Applications/LibreOffice.app/Contents/MacOS/unopkg")
    found = shutil.which("unopkg")
    if found:
        yield Path(found)
    for folder in (
        Path("/usr/lib/libreoffice"),
        Path("/usr/lib64/libreoffice"),
        *sorted(Path("/opt").glob("libreoffice*")),
    ):
        yield folder / "program" / "unopkg"


def install() -> Text:
    """Put the extension in, or in place of an older one; says what was done."""
    _run("add", "--force", "--suppress-license", str(extension_file()))
    return INSTALLED


def uninstall() -> Text:
    """Take the extension out; says what was done."""
    if not installed():
        return NOT_THERE
    _run("remove", EXTENSION)
    return REMOVED


def installed() -> bool:
    """Whether this user's LibreOffice has the extension."""
    said = _run("list")
    return any(line.strip() == f"Identifier: {EXTENSION}" for line in said.splitlines())


def _run(*arguments: str) -> str:
    try:
        done = subprocess.run(
            [str(unopkg()), *arguments],
            capture_output=True,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise InstallationError(TOO_LONG) from None
    if done.returncode:
        said = " ".join((done.stdout + done.stderr).split())
        raise InstallationError(Text(*(t.format(said=said) for t in FAILED)))
    return done.stdout
