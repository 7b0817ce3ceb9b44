"""The command line in Windows' Python: its paths, its names of files, its letters in a pipe.

Text files stand in for workbooks: python-calamine's library asks for more of Windows than Wine 8 has.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.hosts.wine import Wine, windows_path

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "tests" / "books" / "2026-06-20_promise_dispute_reminder"


def test_check_remind_and_new(wine: Wine, tmp_path: Path) -> None:
    shutil.copytree(BOOK, tmp_path / "台账")
    code = (
        "import sys, os\n"
        f"sys.path.insert(0, {windows_path(ROOT / 'src')!r})\n"
        f"os.chdir({windows_path(tmp_path)!r})\n"
        "from ledger.cli import run\n"
        "day = ['--as-of', '2026-06-20', '--language', 'zh']\n"
        "codes = [run(['check', '台账', *day]), run(['remind', '台账', *day]), run(['remind', '台账', *day])]\n"
        "codes += [run(['new', '--language', 'zh']), run(['new', '--language', 'zh']), run(['check', 'nul.xlsx'])]\n"
        "print('CODES', codes)\n"
    )
    said = wine.python(code).stdout
    assert "CODES [0, 1, 1, 0, 2, 2]" in said  # our company's name is missing from the book: a problem
    assert "已过应付日仍未付款" in said
    assert (tmp_path / "ledger_zh.xlsm").is_file()
    drafts = tmp_path / "催款-2026-06-20"
    assert {path.suffix for path in drafts.iterdir()} == {".eml", ".txt", ".xlsx"}
    assert (tmp_path / "催款-2026-06-20-2").is_dir()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".ledger-")]
