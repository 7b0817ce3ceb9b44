"""Windows' Python under Wine: it has what the add-in needs and ends with all that it started."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.hosts.wine import Wine, WineFailed, windows_path


def processes_of(prefix: Path) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"WINEPREFIX={prefix}\0".encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
    return found


def test_it_has_what_the_addin_needs(wine):
    said = wine.python(
        "import sys, pythoncom, xlwings, dateutil; print(sys.platform, sys.version_info[:2], '中文')"
    )
    assert said.stdout == "win32 (3, 11) 中文\n"


def test_a_script_gets_its_arguments_and_its_failure_is_told(wine, tmp_path):
    script = tmp_path / "脚本 one.py"
    script.write_text("import sys\nprint(sys.argv[1:])\nsys.exit('no ' + sys.argv[1])\n", encoding="utf-8")
    done = wine.python(script, "a b", "税", check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("['a b', '税']\n", "no a b\n", 1)
    with pytest.raises(WineFailed, match="no x"):
        wine.python(script, "x")


def test_paths_are_named_as_windows_names_them():
    assert windows_path(Path("/a b/c.py")) == r"Z:\a b\c.py"


def test_a_hung_program_is_ended_and_nothing_stays(tmp_path):
    child = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)'])"
    with Wine() as wine:
        prefix = wine.prefix
        began = time.monotonic()
        wine.python(child)  # returns although the child holds its pipes
        with pytest.raises(WineFailed, match="did not end in time"):
            wine.python("import time; print('here', flush=True); time.sleep(300)", limit=3)
        assert time.monotonic() - began < 60
        assert processes_of(prefix)
    assert processes_of(prefix) == []
    assert not os.path.lexists(prefix)
