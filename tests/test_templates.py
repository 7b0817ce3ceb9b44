"""The built workbooks, judged by parties we did not write, and by what the core reads back from them."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openxml_audit import OpenXmlValidator

from addin import build
from addin.templates import book, inputs, names
from ledger import workbook
from ledger.language import LANGUAGES
from ledger.tables.sheets import INPUTS
from ledger.tables.show import RESULTS
from tests import tools

# openpyxl says that it leaves out print areas of whole columns, which is no fault of the book
pytestmark = pytest.mark.filterwarnings("ignore:Print area cannot be set", "ignore:Data Validation extension")
BOOKS = sorted(build.FOLDER.glob("*.xlsm"))
BY_NAME = {path.name: path for path in BOOKS}
EXAMPLES = {language: build.FOLDER / f"ledger_example_{language}.xlsm" for language in LANGUAGES}


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def products() -> dict[str, bytes]:
    return build.products()


def test_what_is_committed_is_what_the_text_makes(products):
    """Compared part by part: another zlib compresses differently, and that is no difference."""
    stale = []
    for name, data in products.items():
        if name.endswith(".oxt"):  # judged by tests/hosts/calc/test_package.py
            continue
        committed = entries((build.FOLDER / name).read_bytes())
        stale += [f"{name}: {part}" for part, text in entries(data).items() if committed.get(part) != text]
        stale += [f"{name}: {part} is gone" for part in committed.keys() - entries(data).keys()]
    assert not stale, "run python addin/build.py"


def test_the_same_bytes_each_time(products):
    assert book.build("zh", filled=True) == products["ledger_example_zh.xlsm"]


def test_no_entry_of_a_package_knows_when_it_was_made(products):
    for data in products.values():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert len({entry.date_time for entry in package.infolist()}) == 1


def test_there_are_an_empty_and_a_filled_book_in_each_language():
    assert set(BY_NAME) == {
        f"ledger_{kind}{language}.xlsm" for kind in ("", "example_") for language in LANGUAGES
    }


@pytest.mark.parametrize("office", ["Microsoft365", "Office2019"])
@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_microsofts_validator_finds_nothing(path, office):
    assert tools.validation_errors(path, office) == []


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_openxml_audit_finds_nothing(path):
    result = OpenXmlValidator().validate(path)
    assert [str(error) for error in result.errors] == []


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_opening_forces_no_recalculation(path):
    text = entries(path.read_bytes())["xl/workbook.xml"].decode()
    calculation = re.search(r"<calcPr[^>]*>", text)
    assert calculation is not None
    assert 'calcId="191029"' in calculation.group()
    assert "fullCalcOnLoad" not in calculation.group()


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_no_formula_is_volatile_or_unanswered(path):
    """Every formula has its cached value, and none makes a machine without the program calculate on opening."""
    for name, data in entries(path.read_bytes()).items():
        if name.startswith("xl/worksheets/sheet"):
            for cell in re.findall(r"<c [^>]*>(?:(?!</c>).)*<f.*?</c>", data.decode(), re.DOTALL):
                assert "<v>" in cell, (name, cell[:200])
                assert not re.search(r"\b(TODAY|NOW|RAND|OFFSET|INDIRECT)\(", cell), (name, cell[:200])


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_readers_see_the_same_figures(language):
    calamine = workbook.read(EXAMPLES[language])
    openpyxl = load_workbook(EXAMPLES[language], data_only=True)
    compared = 0
    for sheet in openpyxl.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
                    assert calamine[sheet.title][cell.row - 1][cell.column - 1] == pytest.approx(
                        cell.value, abs=1e-9
                    )
                    compared += 1
    assert compared > 5000


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_input_sheets_are_tables_with_their_guides(path):
    """Tables by name, required headings marked, a drop-down for every enumeration and every reference."""
    read = load_workbook(path, keep_vba=True)
    areas = re.findall(
        r'<definedName name="_xlnm.Print_Area"[^>]*>([^<]*)<',
        entries(path.read_bytes())["xl/workbook.xml"].decode(),
    )
    language = "zh" if path.stem.endswith("zh") else "en"
    for sheet in INPUTS:
        page = read[sheet.name.say(language)]
        table = page.tables[names.TABLES[sheet.key]]
        headings = [cell.value for cell in page[1]][: len(table.tableColumns)]
        assert headings == [column.name for column in table.tableColumns]
        assert not page.merged_cells.ranges
        assert page.freeze_panes is not None
        assert page.print_title_rows == "$1:$1"
        assert (
            f"{page.title}!$A:${get_column_letter(sum(1 for c in inputs.laid_out(sheet) if getattr(c, 'daily', True)))}"
            in areas
        )
        assert "&P" in page.oddFooter.center.text
        at = inputs.letters(sheet)
        lists = {
            str(v.sqref).split(":")[0].rstrip("0123456789")
            for v in page.data_validations.dataValidation
            if v.type == "list"
        }
        for column in sheet.columns:
            assert (inputs.heading(column, language) in headings) is True
            assert inputs.heading(column, language).endswith("*") == column.required
            if column.words or column.refers_to:
                multiple = column.field == "claims"  # several numbers in one cell cannot be a drop-down
                assert (at[column.field] in lists) or multiple, (sheet.key, column.field)
        for guide in page.data_validations.dataValidation:
            assert guide.promptTitle
            assert 0 < len(guide.prompt) <= 255
            assert guide.type is None or guide.error


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_result_sheets_are_one_spilling_formula_each(path):
    language = "zh" if path.stem.endswith("zh") else "en"
    read = load_workbook(path, keep_vba=True)
    for result in RESULTS:
        page = read[result.name.say(language)]
        formulas = [cell.coordinate for row in page.iter_rows() for cell in row if cell.data_type == "f"]
        assert formulas == ["A1"]
        assert f"{result.key.upper()}(tblContracts[#All]" in page["A1"].value.text
        assert not page.merged_cells.ranges


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_optional_columns_are_folded(path):
    language = "zh" if path.stem.endswith("zh") else "en"
    read = load_workbook(path, keep_vba=True)
    for sheet in INPUTS:
        page = read[sheet.name.say(language)]
        dimensions = page.column_dimensions
        hidden = set()
        for dimension in dimensions.values():
            if dimension.hidden:
                hidden |= set(range(dimension.min, dimension.max + 1))
        wanted = {i for i, c in enumerate(inputs.laid_out(sheet), 1) if not getattr(c, "daily", True)}
        assert hidden == wanted, sheet.key
