"""The tools themselves: the validator tells good from bad; a missing tool and a skip are failures."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests import tools


def test_the_validator_tells_good_from_bad(tmp_path):
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    with xlsxwriter.Workbook(good) as workbook:
        workbook.add_worksheet().write(0, 0, "节点")
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"<sheetData>", b"<sheetDatum/><sheetData>"))
    assert tools.validation_errors(good) == []
    assert len(tools.validation_errors(bad)) == 1


def test_a_missing_tool_names_the_command_that_installs_it(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    tools._built.cache_clear()
    with pytest.raises(tools.ToolMissing, match=r"is not there\. Run tests/run"):
        tools.validator()
    tools._built.cache_clear()


TOLD = {
    "def test_it():\n    pass\n": "PASSED",
    "def test_it():\n    pytest.skip('no office')\n": "FAILED",
    "@pytest.mark.skipif(True, reason='no office')\ndef test_it():\n    pass\n": "ERROR",
    "@pytest.mark.xfail\ndef test_it():\n    assert False\n": "FAILED",
    "@pytest.mark.xfail\ndef test_it():\n    pass\n": "FAILED",
    "@pytest.mark.parametrize('x', [])\ndef test_it(x):\n    pass\n": "ERROR",
    "pytest.importorskip('no_such_module')\n": "ERROR",
}


def test_a_skip_is_a_failure(tmp_path):
    root = Path(__file__).resolve().parent.parent
    shutil.copy(root / "tests" / "conftest.py", tmp_path)
    for number, body in enumerate(TOLD):
        (tmp_path / f"test_{number}.py").write_text(f"import pytest\n\n{body}", encoding="utf-8")
    options = ["-rA", "--continue-on-collection-errors", "-p", "no:cacheprovider", "-o", f"pythonpath={root}"]
    command = [sys.executable, "-m", "pytest", *options, "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    found = dict(sorted((m[2], m[1]) for m in re.finditer(r"^([A-Z]+) (test_\d)\.py", done.stdout, re.M)))
    assert list(found.values()) == list(TOLD.values()), done.stdout
    assert done.returncode != 0
