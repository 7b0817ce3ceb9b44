"""`ledger install --calc` and its counterpart, through the office's own unopkg, in a profile of the test's own."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from addin.calc import installation
from tests import tools

NOBODY = 65534


@pytest.fixture
def profile(tmp_path, monkeypatch, oxt):
    """unopkg as an ordinary user would run it: it refuses to work for root."""
    folder = tmp_path / "profile"
    folder.mkdir()
    program = tools.OFFICE / "program" / "unopkg"
    readable = tmp_path / "ledger.oxt"
    readable.write_bytes(oxt.read_bytes())
    monkeypatch.setattr(installation, "extension_file", lambda: readable)
    if os.geteuid() == 0:
        wrapper = tmp_path / "unopkg"
        drop = f"setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups env HOME={folder}"
        wrapper.write_text(f'#!/bin/sh\nexec {drop} {program} "$@"\n', encoding="utf-8")
        wrapper.chmod(0o755)
        program = wrapper
        os.chown(folder, NOBODY, NOBODY)
        for place in (tmp_path, *tmp_path.parents):
            if not place.stat().st_mode & stat.S_IXOTH:
                place.chmod(place.stat().st_mode | stat.S_IXOTH)
    monkeypatch.setenv("UNOPKG", str(program))
    return [f"-env:UserInstallation={folder.as_uri()}"]


def test_in_again_and_out(profile):
    assert not installation.installed(profile)
    assert installation.uninstall(profile) is installation.NOT_THERE
    assert installation.install(profile) is installation.INSTALLED
    assert installation.installed(profile)
    assert installation.install(profile) is installation.INSTALLED
    assert installation.installed(profile)
    assert installation.uninstall(profile) is installation.REMOVED
    assert not installation.installed(profile)


def test_what_unopkg_says_is_told(profile, tmp_path, monkeypatch):
    broken = tmp_path / "broken.oxt"
    broken.write_bytes(b"no zip at all")
    monkeypatch.setattr(installation, "extension_file", lambda: broken)
    with pytest.raises(installation.InstallationError) as failed:
        installation.install(profile)
    assert failed.value.said.en.startswith("unopkg could not do it: ")
    assert failed.value.said.zh.startswith("unopkg执行失败：")
    assert not installation.installed(profile)


def test_no_office_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("UNOPKG", str(tmp_path / "nowhere"))
    with pytest.raises(installation.InstallationError) as failed:
        installation.install()
    assert failed.value.said is installation.NO_OFFICE


def test_the_extension_is_found_beside_the_templates():
    found = installation.extension_file()
    assert found == Path(__file__).resolve().parents[3] / "workbook_templates" / "ledger.oxt"
    assert found.read_bytes()[:2] == b"PK"
