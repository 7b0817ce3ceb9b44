"""Evidence beside a workbook: names are compared with what a folder holds, and nothing a cell says leads anywhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ledger.beside import proofs as room
from ledger.beside.proofs import LINK, NOT_PLAIN, TOO_LARGE, proofs
from ledger.drafting.exhibits import names, pieces

HERE = {
    "evidence/signed.pdf": b"1",
    "Evidence/other.pdf": b"2",
    "证据/C-01/验收单.pdf": b"3",
    "evidence/C-01/deeper/hidden.pdf": b"4",
    "reminders-2026-06-30/a.eml": b"5",
    "催款-2026-06-30-2/a.eml": b"6",
    "reminders-2026-06-30/inner/b.eml": b"7",
    "elsewhere/signed.pdf": b"8",
    "signed.pdf": b"9",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for place, data in HERE.items():
        path = tmp_path / "work" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "secret.pdf").write_bytes(b"secret")
    return tmp_path / "work"


def test_flat_one_folder_further_in_and_the_folders_of_drafts(folder: Path) -> None:
    wanted = [place.rpartition("/")[2] for place in HERE]
    found = proofs(folder, wanted)
    assert set(found) == set(HERE) - {
        "evidence/C-01/deeper/hidden.pdf",
        "reminders-2026-06-30/inner/b.eml",
        "elsewhere/signed.pdf",
        "signed.pdf",
    }
    assert all(found[place] == HERE[place] for place in found)
    assert list(found) == sorted(found)
    assert proofs(folder, []) == {}
    assert proofs(folder / "nowhere", wanted) == {}


def test_capitals_and_the_spelling_of_an_accent_are_no_other_name(folder: Path) -> None:
    (folder / "evidence" / "Cafe\u0301 Scan.PDF").write_bytes(b"x")
    assert list(proofs(folder, ["caf\u00e9 scan.pdf", "SIGNED.pdf"])) == [
        "evidence/Cafe\u0301 Scan.PDF",
        "evidence/signed.pdf",
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "../secret.pdf", "..\\secret.pdf", "evidence/../../secret.pdf", "/etc/passwd.txt", "C:\\secret.pdf",
        "c:secret.pdf", "\\\\server\\share\\secret.pdf", "file:///secret.pdf", "~/secret.pdf", "CON.pdf",
        "NUL.txt", "com1.pdf", "a" * 300 + ".pdf", "secret.pdf\u202e.pdf", "secret\u2215.pdf", "a\uff0fb.pdf",
        "secret\x00.pdf", "sec\ud800ret.pdf", "secret?.pdf", "*.pdf", "secret.pdf:stream.pdf",
    ],
)  # fmt: skip
def test_what_is_no_file_name_is_shown_and_never_looked_for(folder: Path, cell: str) -> None:
    (piece,) = pieces(cell)
    assert (piece.name, piece.is_bad) == ("", True)
    assert piece.words == cell
    assert names([cell]) == ()
    assert b"secret" not in proofs(folder, [cell]).values()  # not even where a host would ask for it


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("signed.pdf p.12", [("signed.pdf", "12")]),
        ("signed.pdf, page 12", [("signed.pdf", "12")]),
        ("signed.pdf (pp. 3 - 5)", [("signed.pdf", "3-5")]),
        ("验收单.pdf 第12页", [("验收单.pdf", "12")]),
        ("验收单.pdf（第3至5页）", [("验收单.pdf", "3至5")]),
        ("验收单（2）.PDF第12页；发票.ofd\nEMS 7", [("验收单（2）.PDF", "12"), ("发票.ofd", ""), ("", "")]),
        ("IPC no. 3.v2.pdf.", [("IPC no. 3.v2.pdf", "")]),
        ("Signed copy", [("", "")]),
        ("Site order 7 p.3", [("", "")]),
        ("clause 14.3", [("", "")]),
        (".pdf", [("", "")]),
        (" ; ;\n", []),
        ("", []),
    ],
)
def test_what_a_cell_names(cell: str, found: list[tuple[str, str]]) -> None:
    assert [(piece.name, piece.page) for piece in pieces(cell)] == found
    assert not any(piece.is_bad for piece in pieces(cell))


def test_a_cell_of_any_length_is_read_at_once() -> None:
    for cell in ("a.pdf " * 20_000, "." * 100_000 + "pdf", "a.pdf" + " " * 100_000 + "p", "(" * 100_000):
        assert len(pieces(cell)) == 1


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    evidence = folder / "evidence"
    (evidence / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    (evidence / "inside.pdf").symlink_to(evidence / "signed.pdf")
    (evidence / "folder").symlink_to(tmp_path, target_is_directory=True)
    (folder / "reminders-2026-01-01").symlink_to(tmp_path, target_is_directory=True)
    found = proofs(folder, ["link.pdf", "inside.pdf", "secret.pdf", "signed.pdf"])
    assert found == {"evidence/link.pdf": LINK, "evidence/inside.pdf": LINK, "evidence/signed.pdf": b"1"}


def test_an_evidence_folder_that_is_a_link_is_none(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "evidence").symlink_to(tmp_path, target_is_directory=True)
    assert proofs(other, ["secret.pdf"]) == {}


def test_what_is_too_large_or_no_file_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "LARGEST", 10)
    monkeypatch.setattr(room, "LARGEST_OF_ALL", 25)
    evidence = folder / "evidence"
    for name, size in (("a.pdf", 10), ("b.pdf", 11), ("c.pdf", 10), ("d.pdf", 6), ("e.pdf", 5)):
        (evidence / name).write_bytes(b"x" * size)
    os.mkfifo(evidence / "f.pdf")
    (evidence / "g.pdf").mkdir()
    found = proofs(folder, [f"{letter}.pdf" for letter in "abcdefg"])
    assert {place[-5]: answer if isinstance(answer, tuple) else len(answer) for place, answer in found.items()} == {
        "a": 10, "b": TOO_LARGE, "c": 10, "d": TOO_LARGE, "e": 5, "f": NOT_PLAIN,
    }  # fmt: skip


def test_a_whole_disk_is_not_searched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST", 3)
    for number in range(5):
        (folder / "evidence" / f"{number}.pdf").write_bytes(b"x")
    assert len(proofs(folder, [f"{number}.pdf" for number in range(5)])) <= 3
