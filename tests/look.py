"""python -m tests.look [FOLDER]: every sheet of every built workbook as pictures, through LibreOffice.

For a person to look at. What is printed is what is rendered: A4 pages, as a clerk would print them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import tools

ROOT = Path(__file__).resolve().parent.parent
BOOKS = ROOT / "workbook_templates"
DPI = 80


def to_pdf(book: Path, folder: Path) -> Path:
    """The workbook as LibreOffice prints it, macros off."""
    with tempfile.TemporaryDirectory(prefix="ledger-look-") as profile:
        command = [
            str(tools.soffice()), f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore",
            "--convert-to", "pdf", "--outdir", str(folder), str(book),
        ]  # fmt: skip
        for _ in range(3):  # exit codes 79 and 81 say: the profile is new, start me again
            ended = subprocess.run(command, capture_output=True, timeout=180, check=False, env={**os.environ})
            if ended.returncode == 0:
                break
    return folder / f"{book.stem}.pdf"


def pictures(book: Path, folder: Path, dpi: int = DPI) -> list[Path]:
    """One picture for each printed page of a workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    pdf = to_pdf(book, folder)
    for old in folder.glob(f"{book.stem}-*.png"):
        old.unlink()
    subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-png", str(pdf), str(folder / book.stem)], check=True, timeout=300
    )
    return sorted(folder.glob(f"{book.stem}-*.png"))


def main(arguments: list[str]) -> int:
    """Render everything and say where it is."""
    folder = Path(arguments[0] if arguments else tempfile.mkdtemp(prefix="ledger-pictures-"))
    for book in sorted(BOOKS.glob("*.xlsm")):
        made = pictures(book, folder)
        print(f"{book.name}: {len(made)} pages in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
