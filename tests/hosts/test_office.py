"""The private LibreOffice itself: it answers, it ends, and its death is known within a minute."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
import xlsxwriter

from tests.hosts.office import UNO_DRIVER, Office, OfficeFailed, render


def running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_it_computes_and_leaves_no_process_and_no_file():
    with Office() as office:
        assert office.run(UNO_DRIVER, "evaluate", "=1+1", "=1/0", '="中"&"文"') == [2.0, None, "中文"]
        pid = office.process.pid
        folder = office._folder
        assert running(pid)
    assert not running(pid)
    assert not folder.exists()


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP])
def test_a_dead_or_hung_office_is_known_within_a_minute(blow):
    with Office() as office:
        pid = office.process.pid
        began = time.monotonic()
        os.kill(pid, blow)
        with pytest.raises(OfficeFailed):
            office.run(UNO_DRIVER, "evaluate", "=1+1", limit=3)
    assert time.monotonic() - began < 60
    assert not running(pid)


def test_what_a_driver_raises_is_told(tmp_path, office):
    driver = tmp_path / "broken_driver.py"
    driver.write_text("def fail(office, word):\n    raise ValueError(word)\n", encoding="utf-8")
    with pytest.raises(OfficeFailed, match="ValueError: 何故"):
        office.run(driver, "fail", "何故")


def test_pages_are_pictures(tmp_path, office):
    book = tmp_path / "two pages.xlsx"
    with xlsxwriter.Workbook(book) as workbook:
        for name in ("One", "二"):
            workbook.add_worksheet(name).write(0, 0, name)
    pages = render(book, tmp_path / "out", office)
    assert [page.name for page in pages] == ["two pages-1.png", "two pages-2.png"]
    assert all(page.read_bytes().startswith(b"\x89PNG") for page in pages)
