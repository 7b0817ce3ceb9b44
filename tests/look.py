"""python -m tests.look [FOLDER]: every sheet of every built workbook as pictures, through LibreOffice.

For a person to look at. What is printed is what is rendered: A4 pages, as a clerk prints them, calculated anew by
the extension. With --pictures it makes the README's pictures in workbook_templates/pictures.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

from addin import build
from addin.templates.names import SHEETS
from tests.hosts.office import Office

DRIVER = Path(__file__).with_name("templates_driver.py")
LOCALE = {"en": "en-US", "zh": "zh-CN"}
DPI = 90
# README picture: the book, the sheet in it, and which of its printed pages, from 1
PICTURES = {
    "dashboard_en.png": ("ledger_example_en", "dashboard", (1, 2)),
    "dashboard_zh.png": ("ledger_example_zh", "dashboard", (1, 2)),
    "positions_en.png": ("ledger_example_en", "positions", (2,)),
    "mismatches_zh.png": ("ledger_example_zh", "mismatches", (1,)),
}
MARGIN = 12
LARGEST = 150_000  # bytes of a picture


def language_of(book: Path) -> str:
    return "zh" if book.stem.endswith("zh") else "en"


def render(books: list[Path], folder: Path, dpi: int = DPI) -> dict[str, list[Path]]:
    """One picture for each printed page of each workbook, by the book's name."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {}
    oxt = folder / "ledger.oxt"
    oxt.write_bytes(build.extension())
    for language, locale in LOCALE.items():
        mine = [book for book in books if language_of(book) == language]
        if not mine:
            continue
        with Office(extensions=[oxt], language=locale) as office:
            for book in mine:
                pdf = folder / f"{book.stem}.pdf"
                office.run(DRIVER, "printed", str(book.resolve()), str(pdf.resolve()), limit=120)
                for old in folder.glob(f"{book.stem}-*.png"):
                    old.unlink()
                command = ["pdftoppm", "-r", str(dpi), "-png", str(pdf), str(folder / book.stem)]
                subprocess.run(command, check=True, timeout=300)
                made[book.stem] = sorted(folder.glob(f"{book.stem}-*.png"))
    return made


def sheet_of(pdf: Path, picture: Path) -> str:
    """The sheet a printed page belongs to: the last words on it."""
    number = picture.stem.rsplit("-", 1)[1]
    command = ["pdftotext", "-f", number, "-l", number, str(pdf), "-"]
    said = subprocess.run(command, check=True, timeout=60, capture_output=True, text=True).stdout
    return said.replace("\f", "").strip().splitlines()[-1].strip()


def trimmed(picture: Image.Image, foot: float = 0.948) -> Image.Image:
    """Without the white around it, and without the page's foot."""
    picture = picture.convert("RGB").crop((0, 0, picture.width, int(picture.height * foot)))
    white = Image.new("RGB", picture.size, "white")
    box = ImageChops.difference(picture, white).getbbox() or (0, 0, *picture.size)
    left, top, right, bottom = box
    right, bottom = min(picture.width, right + MARGIN), min(picture.height, bottom + MARGIN)
    return picture.crop((max(0, left - MARGIN), max(0, top - MARGIN), right, bottom))


def stacked(pages: list[Path]) -> Image.Image:
    """Pages one under another."""
    parts = [trimmed(Image.open(page)) for page in pages]
    whole = Image.new("RGB", (max(p.width for p in parts), sum(p.height for p in parts)), "white")
    top = 0
    for part in parts:
        whole.paste(part, (0, top))
        top += part.height
    return whole


def save(picture: Image.Image, path: Path) -> None:
    """As a picture of few colours, small enough for a README."""
    path.parent.mkdir(exist_ok=True)
    picture.quantize(224, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > LARGEST:
        raise SystemExit(f"{path} has {path.stat().st_size} bytes")


def main(arguments: list[str]) -> int:
    """Render everything and say where it is."""
    books = sorted(build.FOLDER.glob("*.xlsm"))
    if "--pictures" in arguments:
        folder = Path(tempfile.mkdtemp(prefix="ledger-pictures-"))
        made = render([book for book in books if "example" in book.stem], folder, 96)
        for name, (book, sheet, pages) in PICTURES.items():
            title = SHEETS[sheet].say(language_of(Path(book)))
            printed = [page for page in made[book] if sheet_of(folder / f"{book}.pdf", page) == title]
            save(stacked([printed[page - 1] for page in pages]), build.FOLDER / "pictures" / name)
        return 0
    folder = Path(arguments[0] if arguments else tempfile.mkdtemp(prefix="ledger-pictures-"))
    for book, pages in render(books, folder).items():
        print(f"{book}: {len(pages)} pages in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
