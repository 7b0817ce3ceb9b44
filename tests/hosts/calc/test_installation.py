"""`ledger install --calc` and its counterpart, through the office's own unopkg, in a profile of the test's own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from addin.calc import installation
from tests import tools

NOBODY = 65534


@pytest.fixture
def profile(monkeypatch, oxt):
    """unopkg as an ordinary user would run it (it refuses to work for root), in a profile of the test's own."""
    with tempfile.TemporaryDirectory(prefix="ledger-unopkg-", ignore_cleanup_errors=True) as name:
        place = Path(name)
        place.chmod(0o755)  # pytest's own folders are closed to other users
        folder = place / "profile"
        folder.mkdir()
        readable = place / "ledger.oxt"
        readable.write_bytes(oxt.read_bytes())
        monkeypatch.setattr(installation, "extension_file", lambda: readable)
        command = str(tools.OFFICE / "program" / "unopkg")
        if os.geteuid() == 0:
            command = f"setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups env HOME={folder} {command}"
            os.chown(folder, NOBODY, NOBODY)
        wrapper = place / "unopkg"
        wrapper.write_text(
            f'#!/bin/sh\nexec {command} "$@" -env:UserInstallation={folder.as_uri()}\n', encoding="utf-8"
        )
        wrapper.chmod(0o755)
        monkeypatch.setenv("UNOPKG", str(wrapper))
        yield folder


def test_in_again_and_out(profile):
    assert not installation.installed()
    assert installation.uninstall() is installation.NOT_THERE
    assert installation.install() is installation.INSTALLED
    assert installation.installed()
    assert list(profile.rglob("ledger_functions.py")), "the extension is in another profile"
    assert installation.install() is installation.INSTALLED
    assert installation.installed()
    assert installation.uninstall() is installation.REMOVED
    assert not installation.installed()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_command_line_puts_it_in_and_out(profile, language):
    def ledger(*arguments: str) -> str:
        code = "import sys; from ledger.cli import main; sys.exit(main())"
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments, "--language", language],
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        return " ".join(done.stdout.split())

    assert ledger("install", "--calc").startswith(installation.INSTALLED.say(language)[:12])
    assert installation.installed()
    assert ledger("uninstall", "--calc").startswith(installation.REMOVED.say(language)[:12])
    assert not installation.installed()


def test_what_unopkg_says_is_told(profile, monkeypatch):
    broken = profile.parent / "broken.oxt"
    broken.write_bytes(b"no zip at all")
    monkeypatch.setattr(installation, "extension_file", lambda: broken)
    with pytest.raises(installation.InstallationError) as failed:
        installation.install()
    assert failed.value.said.en.startswith("unopkg could not do it: ")
    assert failed.value.said.zh.startswith("unopkg执行失败：")
    assert not installation.installed()


def test_no_office_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("UNOPKG", str(tmp_path / "nowhere"))
    with pytest.raises(installation.InstallationError) as failed:
        installation.install()
    assert failed.value.said is installation.NO_OFFICE


def test_the_extension_is_found_beside_the_templates():
    found = installation.extension_file()
    assert found == Path(__file__).resolve().parents[3] / "workbook_templates" / "ledger.oxt"
    assert found.read_bytes()[:2] == b"PK"
