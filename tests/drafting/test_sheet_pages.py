"""Printable workbooks: readers that others wrote see what was put in, and every judge is content."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator
from python_calamine import CalamineWorkbook

from ledger.drafting.sheet_pages import Cell, Page, Style, Value, letters, money_form, workbook
from tests.hosts.office import Office, render
from tests.tools import validation_errors

D = Decimal
HOSTILE = (
    "=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "=1+1", "<v>&\"'</v>", "_x0041_", "&P&N", "00123", "1e5",
    "a\nb", "  kept  ", "\ud83d", "x\u202ey", "TRUE", "#REF!", "]]>",
)  # fmt: skip


# A theme is optional (ECMA-376 part 1, 12.1: "permitted to contain"); ours would be 3 kB that say nothing.
THEME = "relationships/theme' is missing."


def made(*values: Value, language: str = "en") -> bytes:
    return workbook([Page("One", (20,), [[Cell(value)] for value in values])], language)


def read(data: bytes) -> list[object]:
    """The first column as openpyxl sees it."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet for cell in row)
    return [row[0].value for row in sheet]


def test_words_are_words_whatever_they_say() -> None:
    data = made(*HOSTILE)
    seen = {"\ud83d": None, "x\u202ey": "xy"}
    assert read(data) == [seen.get(text, text) for text in HOSTILE]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows][:5] == list(HOSTILE[:5])
    assert rows[6][0] == "_x0041_"  # as Excel reads it


def test_words_like_a_formula_stay_words_when_they_are_edited() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made("=1+1", "Acme"))).worksheets[0]
    assert [row[0].quotePrefix for row in sheet] == [True, False]


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        (D("1234.50"), 1234.5),
        (D("-0.00"), 0),
        (D("1E+3"), 1000),
        (D("9999999999999.99"), 9999999999999.99),  # 15 digits, all that a number keeps
        (D("99999999999999.99"), "99,999,999,999,999.99"),
        (7, 7),
        (None, None),
        ("", None),
        (dt.date(2026, 11, 22), dt.datetime(2026, 11, 22)),
        (dt.date(1900, 3, 1), dt.datetime(1900, 3, 1)),
        (dt.date(1900, 2, 28), "1900-02-28"),
    ],
)
def test_a_number_is_a_number_and_a_day_a_day(value: Value, seen: object) -> None:
    assert read(made("x", value))[1] == seen


@pytest.mark.parametrize(
    ("currency", "amounts", "form"),
    [
        ("CNY", (), "#,##0.00"),
        ("JPY", (), "#,##0"),
        ("KWD", (), "#,##0.000"),
        ("CNY", (D("0.005"), D(2000)), "#,##0.000"),
        ("JPY", (D("1E+3"),), "#,##0"),
    ],
)
def test_a_currency_has_its_decimals(currency: str, amounts: tuple[Decimal, ...], form: str) -> None:
    assert money_form(currency, amounts) == form


def test_columns_have_names() -> None:
    assert [letters(n) for n in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]


def whole(language: str) -> bytes:
    head = Style(bold=True, fill="FFEEF2F6", edges="lrtb", side="center")
    money = Style("#,##0.00", "right", edges="lrtb")
    rows = [[Cell("Title", Style(size=16, bold=True), 3)], [Cell("A"), Cell("B", head), Cell("C", head)]]
    rows += [[Cell(text), Cell(D(n)), Cell(D(n) / 3, money)] for n, text in enumerate(HOSTILE * 8)]
    long = "这是一段很长的说明。" * 20
    rows += [[Cell(long, Style(edges="tb"), 3)], [Cell(dt.date(2026, 1, 2)), Cell(), Cell(None, money)]]
    return workbook(
        [Page("Lines & more", (30, 12, 18), rows, (2, 2)), Page("第二页", (9, 9), [[Cell("x")]], None, True)],
        language,
    )


def test_how_it_prints() -> None:
    book = openpyxl.load_workbook(io.BytesIO(whole("zh")))
    first, second = book.worksheets
    assert (first.print_title_rows, second.print_title_rows) == ("$2:$2", None)
    assert first.print_area == f"'Lines & more'!$A$1:$C${len(HOSTILE) * 8 + 4}"
    assert (first.page_setup.paperSize, first.page_setup.orientation) == (9, "portrait")
    assert (first.page_setup.fitToWidth, first.page_setup.fitToHeight) == (1, 0)
    assert first.sheet_properties.pageSetUpPr.fitToPage
    assert second.page_setup.orientation == "landscape"
    assert first.oddFooter.center.text == "第&P页，共&N页"
    assert [str(merged) for merged in first.merged_cells.ranges] == [
        "A1:C1",
        f"A{len(HOSTILE) * 8 + 3}:C{len(HOSTILE) * 8 + 3}",
    ]
    assert first.row_dimensions[len(HOSTILE) * 8 + 3].height > 80  # its words need six lines


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_judge_is_content(language: str, tmp_path: Path, office: Office) -> None:
    path = tmp_path / "pages.xlsx"
    path.write_bytes(whole(language))
    assert whole(language) == path.read_bytes()
    for edition in ("Microsoft365", "Office2019"):
        assert validation_errors(path, edition) == []
    found = [str(error) for error in OpenXmlValidator().validate(path).errors]
    assert [error for error in found if not error.endswith(THEME)] == []
    pages = len(render(path, tmp_path / "seen", office))
    said = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "seen" / "pages.pdf", "-"], capture_output=True, check=True
    )
    heads = re.findall(r"^\f?A +B +C$", said.stdout.decode(), re.MULTILINE)
    assert len(heads) == pages - 1 > 1  # on each page of the first sheet
