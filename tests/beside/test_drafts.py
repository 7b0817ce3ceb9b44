"""Folders of drafts: whole or not at all, never over something, and taken away again if the rest fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.beside.drafts import taken_away, written
from ledger.commands import File
from tests.disks import full

FILES = [File("a.eml", b"one"), File("a.pdf", b"two", "C-01_Acme"), File("b.pdf", b"three", "C-01_Acme")]


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_folder_with_its_folders(tmp_path: Path) -> None:
    folder = written(tmp_path, "drafts-2026-06-30", FILES)
    assert folder == tmp_path / "drafts-2026-06-30"
    assert tree(tmp_path) == {
        "drafts-2026-06-30/a.eml": b"one",
        "drafts-2026-06-30/C-01_Acme/a.pdf": b"two",
        "drafts-2026-06-30/C-01_Acme/b.pdf": b"three",
    }


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "drafts-3").write_bytes(b"a file of this name")
    folders = [written(tmp_path, "drafts", FILES[:1]) for _ in range(3)]
    assert [folder.name for folder in folders] == ["drafts", "drafts-2", "drafts-4"]
    assert (tmp_path / "drafts-3").read_bytes() == b"a file of this name"


@pytest.mark.parametrize(
    "name", ["../x.txt", "a/b.txt", "a\\b.txt", "c:x.txt", "", "..", "/etc/x", "NUL", "x.", "a\u202eb"]
)
def test_a_draft_has_one_name_and_no_path(tmp_path: Path, name: str) -> None:
    for files, folder in (
        ([File("good.txt", b""), File(name, b"")], "drafts"),
        ([File("good.txt", b"", name or "..")], "drafts"),
        ([], name),
    ):
        with pytest.raises(ValueError, match="is not one file name"):
            written(tmp_path, folder, files)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    with full(1000), pytest.raises(OSError, match="File too large"):
        written(tmp_path, "drafts", [*FILES, File("large.docx", b"x" * 2000, "C-01_Acme")])
    assert list(tmp_path.iterdir()) == []
    assert written(tmp_path, "drafts", FILES).is_dir()


def test_taken_away_again(tmp_path: Path) -> None:
    assert taken_away(written(tmp_path, "drafts", FILES))
    assert list(tmp_path.iterdir()) == []
    assert not taken_away(tmp_path / "drafts")
