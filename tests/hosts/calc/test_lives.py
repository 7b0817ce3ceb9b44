"""The office with our extension over its life: many starts and ends, large books, an end in the middle of work."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from ledger.functions import call
from tests.hosts.calc import big
from tests.hosts.office import Office, OfficeFailed

DRIVER = Path(__file__).with_name("lives_driver.py")
RUNS = 20
MILESTONES = 10_000


def office_processes() -> set[int]:
    """Every soffice.bin of this test run's own, by the folder of its profile."""
    found = set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                command = (folder / "cmdline").read_bytes()
                parent = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1]
            except (FileNotFoundError, ProcessLookupError):
                continue
            if b"soffice.bin" in command and int(parent) == os.getpid():
                found.add(int(folder.name))
    return found


def test_twenty_starts_and_ends_leave_no_process(oxt):
    before = office_processes()
    for number in range(RUNS):
        with Office(extensions=[oxt] if number % 4 == 0 else []) as office:
            formula = "=BILLABLE(1000;0.5)" if number % 4 == 0 else "=1000*0.5"
            assert office.run(DRIVER, "answer", formula, number % 2 == 0) == 500.0
            process = office.process
        assert process.poll() is not None, f"run {number} still runs"
    assert office_processes() == before


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP])
def test_an_office_that_ends_or_hangs_while_it_works_is_known_within_a_minute(oxt, blow):
    began = time.monotonic()
    with Office(extensions=[oxt], limit=20) as office:
        pid = office.process.pid
        threading.Timer(1.0, os.kill, (pid, blow)).start()
        with pytest.raises(OfficeFailed):
            office.run(DRIVER, "recalculate_for", 60.0)
    assert time.monotonic() - began < 60
    assert not Path(f"/proc/{pid}").exists()


def test_ten_thousand_milestones_by_formula_and_by_button(calc_en, tmp_path):
    book = big.grids(MILESTONES, 2, 2)
    empty = [[""]]
    expected = call(
        "POSITIONS",
        *(book["Contracts"], book["Milestones"], big.AS_OF, empty, empty),
        *(book["Claims"], book["Receipts"], empty, book["Rules"]),
        language="en",
    )
    folder = str(tmp_path)
    answer = calc_en.run(
        DRIVER, "large", folder, MILESTONES, 2, 2, [1, 2, MILESTONES // 2, MILESTONES], limit=120
    )
    assert answer["lines"] == MILESTONES + 1
    assert answer["said"].startswith(f"Calculated as of 2026-11-20: {MILESTONES} milestones")
    for number, by_formula, by_button in answer["rows"]:
        assert by_formula == expected[number]
        assert by_button == expected[number]
    assert answer["undone"]
    assert answer["formula_seconds"] < 30
    assert answer["button_seconds"] < 60
