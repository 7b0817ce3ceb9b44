"""The workbooks that a clerk gets, in the Excel in memory: every button does its work in them."""

from __future__ import annotations

import datetime as dt
import functools
import warnings
from pathlib import Path

import openpyxl
import pytest
from ledger_addin.excel import saying
from ledger_addin.excel.buttons import press
from openpyxl.utils.datetime import to_excel

from ledger.commands import COMMANDS
from ledger.enumerations import Channel
from ledger.tables.sheets import CONTACTS
from tests.hosts.excel.memory_excel import AUTOMATIC, Cell, ListObject, Workbook
from tests.hosts.excel.test_buttons import Clerk

TEMPLATES = Path(__file__).resolve().parents[3] / "workbook_templates"
EXAMPLES = {"en": TEMPLATES / "ledger_example_en.xlsm", "zh": TEMPLATES / "ledger_example_zh.xlsm"}
EMPTY = {"en": TEMPLATES / "ledger_en.xlsm", "zh": TEMPLATES / "ledger_zh.xlsm"}


@functools.lru_cache(maxsize=None)
def contents(
    path: Path,
) -> dict[str, tuple[dict[tuple[int, int], tuple[object, str]], list[tuple[str, str]]]]:
    """By sheet: each cell's value and formula, and each table's name and place."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl does not know of print areas
        values, formulas = (openpyxl.load_workbook(path, data_only=only) for only in (True, False))
    found = {}
    for sheet in values:
        cells = {}
        for row, others in zip(sheet.iter_rows(), formulas[sheet.title].iter_rows()):
            for cell, other in zip(row, others):
                value = to_excel(cell.value) if isinstance(cell.value, dt.date) else cell.value
                value = float(value) if isinstance(value, int) and not isinstance(value, bool) else value
                formula = getattr(other.value, "text", other.value) if other.data_type == "f" else ""
                if value is not None or formula:
                    cells[cell.row, cell.column] = value, formula
        found[sheet.title] = cells, [(t.name, t.ref) for t in formulas[sheet.title].tables.values()]
    return found


def loaded(path: Path, folder: Path) -> Workbook:
    """A workbook's values, formulas and tables."""
    sheets = contents(path)
    excel = Workbook({name: [] for name in sheets}, path=str(folder), name=path.name)
    for name, (cells, tables) in sheets.items():
        sheet = excel.Worksheets(name)
        sheet.cells = {place: Cell(*cell) for place, cell in cells.items()}
        for table in tables:
            ListObject(sheet, *table)
    return excel


@pytest.fixture(params=["en", "zh"])
def language(request):
    return request.param


class Opened:
    def __init__(self, xlwings, path, folder):
        self.excel = loaded(path, folder)
        self.book = xlwings.Book(impl=xlwings._xlwindows.Book(xl=self.excel))
        self.clerk = Clerk()
        self.folder = folder

    def press(self, name, language):
        return press(name, self.book, language, self.clerk)

    def formulas(self):
        return {
            (sheet.Name, place): cell.formula
            for sheet in self.excel.Worksheets
            for place, cell in sheet.cells.items()
            if cell.formula
        }

    def table(self, key):
        return next(t for sheet in self.excel.Worksheets for t in sheet.tables if t.Name == key)


@pytest.fixture
def example(xlwings, tmp_path, language):
    return Opened(xlwings, EXAMPLES[language], tmp_path)


@pytest.fixture
def empty(xlwings, tmp_path, language):
    return Opened(xlwings, EMPTY[language], tmp_path)


def test_refresh_calculates_and_leaves_every_formula(example, language):
    before = example.formulas()
    said = example.press("refresh", language)
    assert example.excel.Application.calculated == 1
    assert example.formulas() == before
    assert saying.LEFT.say(language) not in said, said


def test_check_lists_and_changes_nothing(example, language):
    before = {sheet.Name: sheet.grid() for sheet in example.excel.Worksheets}
    said = example.press("check", language)
    assert saying.LEFT.say(language) not in said, said
    assert {sheet.Name: sheet.grid() for sheet in example.excel.Worksheets} == before


def filled(table, column):
    """The lines of a table that have something in a column; the templates have blank ones at the end."""
    grid = table.Range.Value2
    return [row for row in grid if row[column] not in (None, "")]


def test_reminders_are_drafted_and_noted_line_by_line(example, language):
    table = example.table("tblContacts")
    old = filled(table, 1)
    before = example.formulas()
    said = example.press("draft_reminders", language)
    assert saying.LEFT.say(language) not in said, said
    (drafts,) = example.folder.iterdir()
    names = {file.name for file in drafts.iterdir()}
    lines = filled(table, 1)
    assert lines[: len(old)] == old
    new = lines[len(old) :]
    assert new
    files = old[0].index({"en": "File", "zh": "文件"}[language])
    assert {name for row in new for name in row[files].split("; ")} <= names
    assert set(before) <= set(example.formulas())
    example.press("mark_sent", language)  # nothing is selected
    assert saying.LEFT.say(language) in example.clerk.told[-1]
    headings = [str(cell).rstrip(" *") for cell in old[0]]
    place = {
        field: headings.index(column.heading.say(language))
        for column in CONTACTS.columns
        if (field := column.field) in ("channel", "status")
    }
    letter = Channel.LETTER.label.say(language)  # the letters of this policy need approval first
    free = [at for at, row in enumerate(lines) if at >= len(old) and row[place["channel"]] != letter]
    example.excel.Application.Selection = table.Parent.Range(f"A{free[0] + 1}:A{free[-1] + 1}")
    said = example.press("mark_sent", language)
    assert saying.LEFT.say(language) not in said, said
    after = filled(table, 1)
    assert after[: len(lines)] == lines  # the drafts stay as they are
    assert [row[place["status"]] for row in after[len(lines) :]] == [
        {"en": "sent", "zh": "已发送"}[language]
    ] * len(free)


def test_new_claims_go_under_the_last_and_keep_formulas(example, language):
    table = example.table("tblClaims")
    before, old = example.formulas(), filled(table, 1)
    said = example.press("new_claim", language)
    assert saying.LEFT.say(language) not in said, said
    lines = filled(table, 1)
    assert lines[: len(old)] == old
    assert len(lines) > len(old)
    assert set(before) <= set(example.formulas())


@pytest.mark.parametrize("name", [c.name for c in COMMANDS if c.takes != "file" and not c.by_host])
def test_no_button_fails_on_an_empty_workbook(empty, language, name):
    said = empty.press(name, language)
    assert said
    assert "log" not in said.casefold(), said
    assert "日志" not in said, said
    app = empty.excel.Application
    assert (app.ScreenUpdating, app.EnableEvents, app.StatusBar, app.Calculation) == (
        True,
        True,
        False,
        AUTOMATIC,
    )


@pytest.mark.parametrize("name", ["statement", "evidence"])
def test_documents_are_drafted_beside_the_workbook(example, language, name):
    said = example.press(name, language)
    assert saying.LEFT.say(language) not in said, said
    (drafts,) = example.folder.iterdir()
    assert list(drafts.iterdir())
