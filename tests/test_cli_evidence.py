"""`ledger evidence`: packs beside the workbook with the files that lie there, or elsewhere, or for programs."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ledger.cli import CANNOT, FINE, PROBLEMS, places
from ledger.cli import run as command_line
from ledger.cli.drafts import Asked, draft
from ledger.language import EN, LANGUAGES, ZH
from tests.disks import full
from tests.test_cli import BOOK, book

DAY = date(2026, 6, 30)
CLAIMS = (
    BOOK["Claims"]
    .replace("Due on\n", "Due on,Evidence\n")
    .replace("2026-03-31\n", "2026-03-31,IPC 1.pdf p.3\n")
)


def pack(
    place: Path, *contracts: str, language: str | None = None, into: Path | None = None, as_json: bool = False
) -> int:
    asked = Asked(str(place), DAY, str(into) if into else None, language, as_json)
    return draft("evidence", asked, **({"contracts": contracts} if contracts else {}))


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = book(tmp_path / "work" / "book", Claims=CLAIMS)
    (tmp_path / "work" / "evidence").mkdir()
    (tmp_path / "work" / "evidence" / "IPC 1.pdf").write_bytes(b"certificate")
    return made


def test_a_pack_beside_the_book(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    before = files(place)
    assert pack(place) == FINE
    folder = place.parent / "evidence-2026-06-30"
    found = files(folder)
    assert sorted(found) == [
        "C-01_Harbour Works/2026-06-30_C-01_Harbour Works_evidence.csv",
        "C-01_Harbour Works/2026-06-30_C-01_Harbour Works_evidence.docx",
        "C-01_Harbour Works/IPC 1.pdf",
    ]
    assert found["C-01_Harbour Works/IPC 1.pdf"] == b"certificate"
    said = capsys.readouterr().out
    assert "CNY 100,000.00" in said
    assert all(name in said for name in found)
    assert pack(place) == FINE  # again: the same bytes in a folder of their own
    assert files(place.parent / "evidence-2026-06-30-2") == found
    assert files(place) == before


def test_for_programs_elsewhere(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pack(place, "C-01", into=tmp_path, as_json=True) == FINE
    said = capsys.readouterr().out
    assert said.isascii()
    answer: dict[str, Any] = json.loads(said)
    assert answer["folder"] == str(tmp_path / "evidence-2026-06-30")
    assert len(answer["files"]) == 3
    assert answer["lines"] == [
        {
            "contract": "C-01", "customer": "Harbour Works", "currency": "CNY", "overdue": "100000.00",
            "days_overdue": "91", "missing": "5", "files": "1", "folder": "C-01_Harbour Works",
        }
    ]  # fmt: skip


def test_nothing_overdue_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = book(tmp_path / "book", Claims=BOOK["Claims"].replace("2026-03-31", "2026-12-31"))
    assert pack(made) == FINE
    assert [path.name for path in tmp_path.iterdir()] == ["book"]
    assert "0 evidence pack(s)" in " ".join(capsys.readouterr().out.split())


def test_a_contract_that_is_not_in_the_book_is_refused(place: Path) -> None:
    with pytest.raises(places.Refused, match="The book has no contract C-9"):
        pack(place, "C-9")
    assert sorted(path.name for path in place.parent.iterdir()) == ["book", "evidence"]


def test_problems_in_the_book_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = book(
        tmp_path / "book", Milestones=BOOK["Milestones"] + "C-07,N-02,milestone,pay,abc,date,2026-03-01\n"
    )
    assert pack(wrong) == PROBLEMS
    assert "abc" in capsys.readouterr().out


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example(language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = places.template(f"ledger_example_{language}.xlsm")
    made = Path(shutil.copy(source, tmp_path / "book.xlsm"))
    assert command_line(["evidence", str(made)]) == FINE
    folder = tmp_path / {EN: "evidence-2026-11-20", ZH: "证据-2026-11-20"}[language]
    assert len(list(folder.iterdir())) > 3
    assert folder.name in capsys.readouterr().out


def everything(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize("size", [0, 1000, 4000])
@pytest.mark.parametrize("arguments", [["remind", "book"], ["new", "mine.xlsm"], ["demo", "shown"]])
def test_a_full_disk_leaves_no_half_file_and_no_half_folder(
    arguments: list[str],
    size: int,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(place.parent)
    before = files(place.parent)
    with full(size):
        code = command_line(
            [*arguments, *(["--as-of", "2026-06-30"] if arguments[0] == "remind" else []), "--language", "en"]
        )
    assert code == CANNOT
    assert "cannot be written: File too large" in " ".join(capsys.readouterr().err.split())
    assert files(place.parent) == before


@pytest.mark.parametrize("size", [0, 1000, 10_000])
def test_a_full_disk_leaves_no_pack(size: int, place: Path) -> None:
    before = everything(place.parent)
    with full(size), pytest.raises(places.Refused, match="cannot be written: File too large"):
        pack(place)
    assert everything(place.parent) == before


def test_a_folder_that_is_none_is_refused(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(place.parent)
    for into in (place / "Claims.csv", place.parent / "nowhere"):
        code = command_line(
            ["remind", str(place), "--as-of", "2026-06-30", "--into", str(into), "--language", "en"]
        )
        assert code == CANNOT
        assert "cannot be written" in " ".join(capsys.readouterr().err.split())
        with pytest.raises(places.Refused):
            pack(place, into=into)
    assert everything(place.parent) == before
