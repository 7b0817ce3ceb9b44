"""A folder of drafts beside a workbook: written whole under a passing name, then given its own.

The one rule: the folder appears whole or not at all, and nothing that is there already is written over. The
lines of Contacts that name its files are written after it; where they cannot be, `taken_away` takes it back.
"""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path
from typing import Iterable

from ..commands import File
from ..drafting.documents import is_file_name

PASSING = ".ledger-"  # a name that begins with a dot is hidden, and none of ours


def written(parent: Path | str, name: str, files: Iterable[File]) -> Path:
    """A new folder with these files; its name gets -2, -3 and so on if it is taken.

    Errors: OSError (a full disk, a locked folder) leaves nothing behind.
    """
    files = list(files)
    for each in (name, *(n for file in files for n in (file.name, file.folder or name))):
        if not is_file_name(each):
            raise ValueError(f"{each!r} is not one file name")  # documents.file_name makes only names
    parent = Path(parent)
    making = _passing(parent)
    try:
        for file in files:
            place = making / file.folder
            place.mkdir(exist_ok=True)
            with (place / file.name).open("xb") as new:
                new.write(file.data)
        return _named(making, parent, name)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise


def taken_away(folder: Path) -> bool:
    """Whether a folder just written is gone again; where a program holds a file of it, it stays whole."""
    try:
        going = folder.with_name(f"{PASSING}{secrets.token_hex(8)}")
        os.rename(folder, going)
    except OSError:
        return False
    shutil.rmtree(going, ignore_errors=True)
    return True


def _passing(parent: Path) -> Path:
    """A hidden folder with the rights that a new folder has here, which one for temporary files has not."""
    making = parent / f"{PASSING}{secrets.token_hex(8)}"
    making.mkdir()
    return making


def _named(made: Path, parent: Path, name: str) -> Path:
    """Give the folder its name, or the next one that is free."""
    for count in range(1, 1000):
        target = parent / (name if count == 1 else f"{name}-{count}")
        if not target.exists():
            os.rename(made, target)
            return target
    raise FileExistsError(17, "too many folders", str(parent / name))
