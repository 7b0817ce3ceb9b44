"""What a command takes from beside the workbook: the user's own letter, under its name in either language."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.beside import given as module
from ledger.beside.given import LETTER, given, own_letter
from ledger.cli import run
from ledger.drafting.letter_template import letter_template
from ledger.enumerations import Speech
from ledger.language import EN, LANGUAGES


@pytest.mark.parametrize("name", [*LETTER, "LETTER TEMPLATE.DOCX"])
def test_it_is_known_by_its_name(name: str, tmp_path: Path) -> None:
    (tmp_path / "another.docx").write_bytes(b"no")
    assert own_letter(tmp_path) is None
    (tmp_path / name).write_bytes(b"mine")
    assert own_letter(tmp_path) == b"mine"
    assert given("letter", {}, None, tmp_path) == {"template": b"mine"}
    assert given("draft_reminders", {}, None, tmp_path) == {"template": b"mine"}
    assert given("statement", {}, None, tmp_path) == {}


def test_a_link_a_folder_and_what_is_too_large_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").write_bytes(b"secret")
    (tmp_path / LETTER.en).symlink_to(tmp_path / "elsewhere")
    assert own_letter(tmp_path) is None
    (tmp_path / LETTER.en).unlink()
    (tmp_path / LETTER.en).mkdir()
    assert own_letter(tmp_path) is None
    (tmp_path / LETTER.zh).write_bytes(b"12345")
    monkeypatch.setattr(module, "LARGEST", 5)
    assert own_letter(tmp_path) == b"12345"
    monkeypatch.setattr(module, "LARGEST", 4)
    assert own_letter(tmp_path) is None


def test_a_workbook_without_a_folder_has_nothing_beside_it() -> None:
    assert given("letter", {}, None, None) == {}
    assert given("letter", {}, None, "") == {}
    assert given("evidence", {}, None, None) == {"found": None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_writes_our_letter_to_change(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / LETTER.say(language)
    assert run(["new", str(path), "--language", language]) == 0
    assert path.read_bytes() == letter_template(next(one for one in Speech if one.code == language))
    assert LETTER.say(language) in capsys.readouterr().out
    assert run(["new", str(path), "--language", EN]) == 2  # it stays as it is
