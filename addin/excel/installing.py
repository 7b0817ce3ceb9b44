"""`ledger install` and `ledger uninstall`: what they write, and that nothing of it stays."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path
from typing import Iterator

from ledger.language import Text

from . import places, registration

FOLDER = "Milestone Ledger"  # of the workbooks, in the user's documents


def templates() -> list[Path]:
    """The workbooks with macros that this version carries."""
    packed = Path(str(resources.files("ledger"))) / "workbook_templates"
    beside = Path(__file__).resolve().parents[2] / "workbook_templates"  # in a source tree
    folder = packed if packed.is_dir() else beside
    return sorted(folder.glob("*.xlsm"))


def workbook_folder() -> Path:
    """Where the clerk finds them."""
    return places.documents_folder() / FOLDER


def install(trust: bool = False) -> list[Text]:
    """Register, put the workbooks into the documents, trust their folder if asked; what was done."""
    return list(_install(trust))


def _install(trust: bool) -> Iterator[Text]:
    registration.register(registration.command())
    yield Text(
        "Registered for 32- and 64-bit Excel, for you only.", "已为32位和64位Excel注册（仅当前用户）。"
    )
    folder = workbook_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for template in templates():
        target = folder / template.name
        if target.exists():  # a workbook that somebody may have filled in
            yield Text(f"Left as it is: {target}", f"已存在，未改动：{target}")
        else:
            shutil.copyfile(template, target)
            yield Text(f"Workbook: {target}", f"工作簿：{target}")
    if trust:
        registration.trust(folder)
        yield Text(f"Excel trusts workbooks in {folder}", f"Excel信任此文件夹中的工作簿：{folder}")


def uninstall() -> list[Text]:
    """Take back what `install` did. Workbooks that somebody has filled in are theirs and stay."""
    return list(_uninstall())


def _uninstall() -> Iterator[Text]:
    registration.unregister()
    registration.distrust()
    yield Text("Unregistered.", "已取消注册。")
    shutil.rmtree(places.data_folder(), ignore_errors=True)
    folder = workbook_folder()
    for template in templates():
        target = folder / template.name
        if target.is_file() and target.read_bytes() == template.read_bytes():
            target.unlink()
        elif target.exists():
            yield Text(f"Yours, so it stays: {target}", f"您的文件，予以保留：{target}")
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
