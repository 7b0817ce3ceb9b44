"""Books from Excel in Calc and back: formulas keep their names, and a hard recalculation gives the core's values."""

from __future__ import annotations

import html
import re
import shutil
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from ledger.functions import call
from ledger.functions.catalogue import SIGNATURES
from tests.hosts.calc import books

DRIVER = Path(__file__).with_name("functions_driver.py")
EXAMPLES = Path(__file__).resolve().parents[3] / "workbook_templates"
XLSX, XLSM = "Calc MS Excel 2007 XML", "Calc MS Excel 2007 VBA XML"
CELLS = [signature for signature in SIGNATURES if signature.kind == "cell"]
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
STALE = -1.0  # a cached value that no function gives


def formulas(path: Path) -> set[str]:
    """The text of every formula in a saved book."""
    found = set()
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            if name.startswith("xl/worksheets/sheet"):
                text = file.read(name).decode("utf-8")
                found |= {html.unescape(f) for f in re.findall(r"<f[^>]*>([^<]+)</f>", text)}
    return found


@pytest.mark.parametrize(("suffix", "filter_name"), [("xlsx", XLSX), ("xlsm", XLSM)])
def test_cell_functions_come_in_from_excel_and_go_out_to_it(calc_en, tmp_path, suffix, filter_name):
    path, saved = tmp_path / f"book.{suffix}", tmp_path / f"saved.{suffix}"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Functions")
        for row, signature in enumerate(CELLS):
            arguments = ",".join(f'"{c}"' if isinstance(c, str) else repr(c) for c in signature.example)
            sheet.write_formula(row, 0, f"={signature.name}({arguments})", None, STALE)
    first, second = calc_en.run(DRIVER, "converted", str(path), str(saved), filter_name)
    expected = [[call(s.name, *s.example, language="en")] for s in CELLS]
    assert first["Functions"] == expected
    assert second["Functions"] == expected
    written = formulas(saved)
    for signature in CELLS:
        assert any(f.startswith(f"{signature.name}(") for f in written), (signature.name, written)
    assert not any("milestoneledger" in f.lower() for f in written)


@LANGUAGES
def test_table_functions_over_a_whole_book(calc, language, tmp_path):
    path, saved = books.write(tmp_path / "book.xlsx", language), tmp_path / "saved.xlsx"
    first, second = calc.run(DRIVER, "converted", str(path), str(saved), XLSX)
    cells = books.grids(language)
    for key, name in books.TABLE_FUNCTION.items():
        sheet = books.result_name(key, language)
        answer = call(name, *books.arguments(cells, language), language=language)
        assert first[sheet] == answer
        assert second[sheet] == answer
        assert len(answer) > 5
        assert any(f.startswith(f"{name}(") for f in formulas(saved))


def test_an_error_cell_silences_its_own_line_and_no_other(calc_en, tmp_path):
    path = books.write(tmp_path / "book.xlsx", "en")
    clean = calc_en.run(DRIVER, "book", str(path))["Positions"]
    at = next(n for n, c in enumerate(books.grids("en")["Milestones"][0]) if c.startswith("Share or amount"))
    cell = f"{xlsxwriter.utility.xl_col_to_name(at)}2"
    broken = calc_en.run(DRIVER, "book", str(path), [["Milestones", cell, "=1/0"]])["Positions"]
    contract = clean[1][0]
    assert any(
        "#DIV/0!" in str(c) and str(c).startswith("#LEDGER! Milestones line 1") for row in broken for c in row
    )
    others = [row for row in clean if row[0] != contract]
    assert len(others) > 50
    assert [row for row in broken if row[0] != contract and not str(row[0]).startswith("#LEDGER!")] == others


@LANGUAGES
def test_the_shipped_example_shows_in_calc_what_it_shows_in_excel(calc, language, tmp_path):
    path = shutil.copy(EXAMPLES / f"ledger_example_{language}.xlsm", tmp_path)
    cached = books.values(Path(path))
    shown = calc.run(DRIVER, "book", str(path))
    compared = 0
    for key in ("positions", "mismatches", "ageing", "reminders"):
        name = books.result_name(key, language)
        compared += len(cached[name])
        assert [row[: len(cached[name][0])] for row in shown[name][: len(cached[name])]] == cached[name], key
    assert compared > 150
