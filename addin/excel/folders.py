"""Where the drafts of a workbook go: a dated folder beside it, or in the user's documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path, PureWindowsPath
from typing import Any, NamedTuple
from urllib.parse import unquote

from ledger.language import Text

from . import saying

SYNCED = r"Software\SyncEngines\Providers\OneDrive"  # where OneDrive says what it keeps in step


class Mount(NamedTuple):
    """A place on a server and the folder on this computer that is kept in step with it."""

    url: str
    folder: str


def beside(
    book: Any, documents: Callable[[], Path], mounts: Callable[[], Iterable[Mount]]
) -> tuple[Path, Text | None]:
    """The folder that a workbook stands in; if it has none on this computer, another and why."""
    path = str(book.api.Path)
    if not path:
        return documents(), saying.NOT_SAVED
    if "://" not in path:
        return Path(path), None
    folder = local_folder(path, book.name, mounts(), lambda name: Path(name).is_file())
    return (Path(folder), None) if folder else (documents(), saying.ONLINE)


def local_folder(url: str, name: str, mounts: Iterable[Mount], exists: Callable[[str], bool]) -> str:
    """The folder on this computer that holds the workbook of this name at a URL; empty if there is none.

    A mount may be of a folder further in than its URL says, so its leading names are dropped one by
    one until the workbook itself is found.
    """
    longest_first = sorted(mounts, key=lambda mount: -len(mount.url))
    for mount in longest_first:
        root, here = unquote(mount.url).rstrip("/"), unquote(url)
        if not (here + "/").casefold().startswith((root + "/").casefold()):
            continue
        parts = [part for part in here[len(root) :].split("/") if part]
        for dropped in range(len(parts) + 1):
            folder = PureWindowsPath(mount.folder, *parts[dropped:])
            if ".." not in folder.parts and exists(str(folder / name)):
                return str(folder)
    return ""


def mounts() -> list[Mount]:
    """What OneDrive keeps in step on this computer."""
    import winreg  # noqa: PLC0415  only Windows has it

    answer = []
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, SYNCED) as root:
            for number in range(winreg.QueryInfoKey(root)[0]):
                with winreg.OpenKey(root, winreg.EnumKey(root, number)) as key:
                    names = ("UrlNamespace", "MountPoint")
                    found = [winreg.QueryValueEx(key, name)[0] for name in names]
                    answer.append(Mount(*map(str, found)))
    except OSError:
        return answer  # no OneDrive, or an entry half made
    return answer
