"""Files and folders of the command line: where the templates lie, and writing that never overwrites.

The one rule: a file that is there stays as it is, and a file or folder appears whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..beside import drafts
from ..commands import File
from ..language import Text
from . import words

PACKAGE = Path(__file__).resolve().parents[1]


class Refused(Exception):
    """Why something cannot be done, said in both languages; exit 2."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.en)
        self.said = said


def refused(text: Text, **values: object) -> Refused:
    """The refusal, its values filled in."""
    return Refused(Text(text.en.format(**values), text.zh.format(**values)))


def template(name: str) -> Path:
    """A built workbook: inside an installed package, or at the root of a source tree."""
    for folder in (PACKAGE / "workbook_templates", PACKAGE.parents[1] / "workbook_templates"):
        if (folder / name).is_file():
            return folder / name
    raise refused(words.NO_TEMPLATE, name=name)


def copied(source: Path, target: Path) -> Path:
    """A copy under a name that nobody uses yet."""
    try:
        return placed(target, source.read_bytes())
    except OSError as error:
        raise refused(words.CANNOT_WRITE, path=target, error=error.strerror) from error


def placed(target: Path, data: bytes) -> Path:
    """A file under a name that nobody uses yet; none at all where it cannot be written whole."""
    try:
        new = target.open("xb")
    except FileExistsError:
        raise refused(words.EXISTS, path=target) from None
    except OSError as error:
        raise refused(words.CANNOT_WRITE, path=target, error=error.strerror) from error
    try:
        with new:
            new.write(data)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise refused(words.CANNOT_WRITE, path=target, error=error.strerror) from error
    return target


def written(parent: Path, name: str, files: Iterable[File]) -> Path:
    """A new folder with these files; its name gets -2, -3 and so on if it is taken."""
    try:
        return drafts.written(parent, name, files)
    except OSError as error:
        raise refused(words.CANNOT_WRITE, path=parent / name, error=error.strerror) from error


def empty_folder(path: Path) -> Path:
    """The folder, made if need be; refused where something lies in it."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        if any(path.iterdir()):
            raise refused(words.NOT_EMPTY, path=path)
    except OSError as error:
        raise refused(words.CANNOT_WRITE, path=path, error=error.strerror) from error
    return path


def free(name: str) -> Path:
    """A folder of this name in the current one, or the next name that is free."""
    names = [Path(name), *(Path(f"{name}-{count}") for count in range(2, 1000))]
    return next(path for path in names if not path.exists() or (path.is_dir() and not any(path.iterdir())))
