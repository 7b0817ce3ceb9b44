"""Every button by dispatch: the book and the drafts beside it become what the core answered; Undo takes it back."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from ledger.commands import ANSWERS, COMMANDS, Append, Fill, Put, run
from ledger.drafting.letter_template import letter_template
from ledger.enumerations import Speech
from ledger.language import Text
from ledger.tables.sheets import INPUTS
from ledger.tables.show import RESULTS
from tests.hosts.calc import books

DRIVER = Path(__file__).with_name("buttons_driver.py")
EXAMPLES = Path(__file__).resolve().parents[3] / "workbook_templates"
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
LABELS = {command.name: command.label for command in COMMANDS}
AT_ONCE = [c.name for c in COMMANDS if c.name in ANSWERS and c.takes in ("", "customers")]
MARKS = [c.name for c in COMMANDS if c.takes == "lines"]
BY_KEY = {sheet.key: sheet for sheet in INPUTS}


def expected(before: dict[str, list[list[Any]]], outcome: Any, language: str) -> dict[str, list[list[Any]]]:
    """The book with the edits of an outcome, done on lists of cells."""
    after = {name: [list(row) for row in rows] for name, rows in before.items()}
    for edit in outcome.edits:
        if isinstance(edit, Fill):
            after[books.result_name(edit.sheet, language)] = [list(row) for row in edit.grid]
            continue
        sheet = BY_KEY[edit.sheet]
        rows = after[sheet.name.say(language)]
        place = {
            column.field: rows[0].index(heading)
            for column in sheet.columns
            for heading in rows[0]
            if str(heading).rstrip(" *") == column.heading.say(language)
        }
        if isinstance(edit, Append):
            for line in edit.lines:
                row: list[Any] = [""] * len(rows[0])
                for field, cell in line.items():
                    row[place[field]] = cell
                rows.append(row)
        elif isinstance(edit, Put):
            rows[edit.line][place[edit.field]] = edit.cell
    return after


def same(shown: dict[str, Any], wanted: dict[str, Any]) -> None:
    """Sheet by sheet, so that a failure names the line; rows are compared without what is empty at their end."""
    assert set(shown) == set(wanted)
    for name, rows in wanted.items():
        trimmed = [_trimmed(row) for row in rows]
        while trimmed and not trimmed[-1]:
            trimmed.pop()
        for number, (one, other) in enumerate(zip(map(_trimmed, shown[name]), trimmed, strict=False)):
            assert one == other, (name, number)
        assert len(shown[name]) == len(trimmed), name


def _trimmed(row: list[Any]) -> list[Any]:
    row = list(row)
    while row and row[-1] == "":
        row.pop()
    return row


def folder_of(outcome: Any, beside: Path) -> dict[str, bytes]:
    """What lies in the folder of an outcome, by its place there."""
    there = beside / (outcome.folder or "none")
    return {p.relative_to(there).as_posix(): p.read_bytes() for p in there.rglob("*") if p.is_file()}


def files_of(outcome: Any) -> dict[str, bytes]:
    """What the core answered, the same way."""
    return {f"{file.folder}/{file.name}".lstrip("/"): file.data for file in outcome.files}


@LANGUAGES
@pytest.mark.parametrize("name", AT_ONCE)
def test_the_book_and_the_drafts_are_what_the_core_answered(calc, language, name, tmp_path):
    cells = books.grids(language)
    path = books.write(tmp_path / "账 book.xlsx", language, cells, formulas=False)
    outcome = run(name, cells, None, language, **({"found": {}} if name == "evidence" else {}))
    answer = calc.run(DRIVER, "press", str(path), name)
    assert answer["done"], answer["said"]
    assert answer["said"].startswith(outcome.said.say(language))
    same(answer["after"], expected(answer["before"], outcome, language))
    assert folder_of(outcome, tmp_path) == files_of(outcome)
    if outcome.edits:
        assert answer["after"] != answer["before"]
        assert answer["steps"] == [LABELS[name].say(language)]
    assert answer["undone"] == answer["before"]
    assert answer["redone"] == answer["after"]
    assert {entry.name for entry in tmp_path.iterdir()} <= {path.name, outcome.folder}


@LANGUAGES
def test_the_files_that_lie_beside_the_book_go_into_the_pack(calc, language, tmp_path):
    cells = books.grids(language)
    sheet, heading = {"en": ("Milestones", "Evidence"), "zh": ("节点", "依据")}[language]
    at = next(n for n, cell in enumerate(cells[sheet][0]) if str(cell).startswith(heading))
    for number, row in enumerate(cells[sheet][1:]):
        row[at] = f"验收 {number}.pdf p.3; ../out.pdf"
    (tmp_path / "证据").mkdir()
    (tmp_path / "证据" / "验收 0.pdf").write_bytes(b"signed")
    (tmp_path / "out.pdf").write_bytes(b"not ours")
    path = books.write(tmp_path / "book.xlsx", language, cells, formulas=False)
    overdue = run("evidence", cells, None, language).listing[1][0]
    for row in cells[sheet][1:]:
        row[0] = overdue if row[at].startswith("验收 0") else row[0]
    found = {"证据/验收 0.pdf": b"signed"}
    outcome = run("evidence", cells, None, language, found=found)
    path = books.write(tmp_path / "book.xlsx", language, cells, formulas=False)
    answer = calc.run(DRIVER, "press", str(path), "evidence")
    assert answer["done"], answer["said"]
    assert folder_of(outcome, tmp_path) == files_of(outcome)
    assert b"not ours" not in folder_of(outcome, tmp_path).values()


def test_the_users_own_letter_beside_the_book_is_used(calc_en, tmp_path):
    cells = books.grids("en")
    path = books.write(tmp_path / "book.xlsx", "en", cells, formulas=False)
    own = letter_template(Speech.EN, Text("Our own paper", "自备信纸"))
    (tmp_path / "Letter Template.docx").write_bytes(own)
    outcome = run("draft_reminders", cells, None, "en", template=own)
    assert outcome.files != run("draft_reminders", cells, None, "en").files
    answer = calc_en.run(DRIVER, "press", str(path), "draft_reminders")
    assert answer["done"], answer["said"]
    assert folder_of(outcome, tmp_path) == files_of(outcome)


def test_drafts_whose_lines_cannot_be_written_are_taken_away(calc_en, tmp_path):
    path = books.write(tmp_path / "book.xlsx", "en", formulas=False)
    answer = calc_en.run(DRIVER, "press", str(path), "draft_reminders", None, [["protect", "Contacts"]])
    assert not answer["done"]
    assert "protected" in answer["said"]
    assert answer["after"] == answer["before"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["book.xlsx"]


def test_drafts_that_cannot_be_written_leave_no_lines(calc_en, tmp_path):
    cells = books.grids("en")
    path = books.write(tmp_path / "book.xlsx", "en", cells, formulas=False)
    folder = run("draft_reminders", cells, None, "en").folder
    for number in range(1, 1000):  # every name of the folder is taken
        (tmp_path / (folder if number == 1 else f"{folder}-{number}")).write_bytes(b"")
    answer = calc_en.run(DRIVER, "press", str(path), "draft_reminders")
    assert not answer["done"]
    assert answer["said"].startswith(f"The drafts cannot be written into {tmp_path}")
    assert answer["after"] == answer["before"]
    assert len(list(tmp_path.iterdir())) == 1000


@LANGUAGES
@pytest.mark.parametrize("name", MARKS)
def test_a_mark_adds_a_line_for_each_one_of_the_letters_selected(calc, name, language, tmp_path):
    cells = books.grids(language)
    contacts = BY_KEY["contacts"].name.say(language)
    drafts = run("draft_reminders", cells, None, language).edits
    cells = expected(cells, type("", (), {"edits": drafts}), language)
    lines = [len(cells[contacts]) - 2, len(cells[contacts]) - 1]
    file, claims = (
        [c.field for c in BY_KEY["contacts"].columns].index(field) for field in ("file", "claims")
    )
    letters = {cells[contacts][line][file] for line in lines}
    told = {row[claims] for row in cells[contacts] if row[file] in letters}
    assert len(told) == 3  # one of the letters is about two levels
    if name in ("mark_delivered", "mark_returned"):
        cells = expected(cells, run("mark_sent", cells, None, language, lines=tuple(lines)), language)
        lines = [len(cells[contacts]) - 2, len(cells[contacts]) - 1]
    path = books.write(tmp_path / "book.xlsx", language, cells, formulas=False)
    proof = {} if name == "approve" else {"proof": "=EMS 7"}
    outcome = run(name, cells, None, language, lines=tuple(lines), **proof)
    (edit,) = outcome.edits
    assert {line["claims"] for line in edit.lines} == told
    answer = calc.run(DRIVER, "press", str(path), name, {"Lines": lines, "Proof": "=EMS 7"})
    same(answer["after"], expected(answer["before"], outcome, language))
    assert answer["after"] != answer["before"]
    assert answer["undone"] == answer["before"]


BANK = [
    ["Date", "Amount", "Payer", "Bank reference", "Currency", "Debit or credit", "Remark"],
    [
        "2026-11-18",
        "240,000.00",
        "Dingfeng Trading Co., Ltd.",
        "202611180000000001234567",
        "CNY",
        "credit",
        "JD-2",
    ],
    ["2026-11-19", "1250.50", "鼎峰商贸有限公司", "202611190000000001234568", "CNY", "credit", "=1+1"],
]
TOOL = [
    ["Contract", "Milestone", "Date", "Done", "Task"],
    ["GC-2509", "G-03", "2026-11-19", "100%", "Crane beams"],
    ["no such contract", "?", "2026-11-19", "35%", "unknown"],
]
IMPORTS = [("import_bank", BANK, "receipts"), ("import_progress", TOOL, "progress")]


def saved(path: Path, rows: list[list[str]]) -> Path:
    """The rows as a file that a bank or a tool exports, by its suffix and name."""
    if path.suffix == ".xlsx":
        with xlsxwriter.Workbook(path) as workbook:
            sheet = workbook.add_worksheet(path.stem)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    sheet.write_string(number, place, cell)
        return path
    separator = {"tab": "\t", "semicolon": ";"}.get(path.stem.split()[0], ",")
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    encoding = path.stem.split()[0] if path.stem.startswith(("gb18030", "utf-16")) else "utf-8"
    encoding = "utf-8-sig" if path.stem == "bom" else encoding
    path.write_bytes(text.getvalue().encode(encoding))
    return path


@LANGUAGES
@pytest.mark.parametrize(("name", "rows", "key"), IMPORTS)
def test_imports_read_the_file_through_calc(calc, language, name, rows, key, tmp_path):
    cells = books.grids(language)
    path = books.write(tmp_path / "book.xlsx", language, cells, formulas=False)
    file = saved(tmp_path / "gb18030 账.csv", rows)
    outcome = run(name, cells, None, language, imported={file.stem: rows})
    answer = calc.run(DRIVER, "press", str(path), name, {"File": str(file)})
    assert answer["done"], answer["said"]
    same(answer["after"], expected(answer["before"], outcome, language))
    sheet = BY_KEY[key].name.say(language)
    assert len(answer["after"][sheet]) > len(answer["before"][sheet])
    assert answer["undone"] == answer["before"]


@pytest.mark.parametrize(
    "file", ["utf-8.csv", "bom.csv", "semicolon.csv", "tab.tsv", "gb18030.csv", "utf-16.csv", "bank.xlsx"]
)
def test_every_kind_of_export_gives_the_same_lines(calc_en, tmp_path, file):
    cells = books.grids("en")
    path = books.write(tmp_path / "book.xlsx", "en", cells, formulas=False)
    outcome = run("import_bank", cells, None, "en", imported={"x": BANK})
    exported = saved(tmp_path / file, BANK)
    answer = calc_en.run(DRIVER, "press", str(path), "import_bank", {"File": str(exported)})
    same(answer["after"], expected(answer["before"], outcome, "en"))


def test_a_file_that_is_no_table_is_told(calc_en, tmp_path):
    path = books.write(tmp_path / "book.xlsx", "en", formulas=False)
    latin = tmp_path / "latin.csv"  # letters are not guessed
    latin.write_bytes("Date,Amount,Bank reference,Payer\n2026-11-18,1.00,R-1,Café Müller".encode("latin-1"))
    for file in (tmp_path / "missing.xlsx", tmp_path / "missing.csv", latin):
        answer = calc_en.run(DRIVER, "press", str(path), "import_bank", {"File": str(file)})
        assert not answer["done"]
        assert answer["said"] == f"{file} could not be opened as a table."
        assert answer["after"] == answer["before"]


@LANGUAGES
@pytest.mark.parametrize("name", ["refresh", "draft_reminders", "new_claim"])
def test_the_shipped_example(calc, language, name, tmp_path):
    path = Path(shutil.copy(EXAMPLES / f"ledger_example_{language}.xlsm", tmp_path / "例 example.xlsm"))
    outcome = run(name, books.values(path), None, language)
    answer = calc.run(DRIVER, "press", str(path), name)
    assert answer["done"], answer["said"]
    wanted = expected(answer["before"], outcome, language)
    touched = {edit.sheet for edit in outcome.edits if not isinstance(edit, Fill)}
    for key in touched:
        sheet = BY_KEY[key].name.say(language)
        assert answer["after"][sheet] == wanted[sheet]
    for edit in outcome.edits:
        if isinstance(edit, Fill):
            sheet = books.result_name(edit.sheet, language)
            assert answer["after"][sheet] == wanted[sheet]
    assert folder_of(outcome, tmp_path) == files_of(outcome)
    assert answer["undone"] == answer["before"]
    assert answer["same_formulas"]


def test_drafts_for_chosen_customers_only(calc_en, tmp_path):
    cells = books.grids("en")
    path = books.write(tmp_path / "book.xlsx", "en", cells, formulas=False)
    everyone = run("draft_reminders", cells, None, "en")
    heading = list(everyone.listing[0])
    reminded = next(row for row in everyone.listing[1:] if row[heading.index("Decision")] == "remind")
    chosen = reminded[heading.index("Customer")]
    outcome = run("draft_reminders", cells, None, "en", customers=(chosen,))
    assert 0 < len(outcome.files) < len(everyone.files)
    answer = calc_en.run(DRIVER, "press", str(path), "draft_reminders", {"Customers": [chosen]})
    same(answer["after"], expected(answer["before"], outcome, "en"))
    assert folder_of(outcome, tmp_path) == files_of(outcome)


def test_nobody_chosen_changes_nothing(calc_en, tmp_path):
    path = books.write(tmp_path / "book.xlsx", "en", formulas=False)
    answer = calc_en.run(DRIVER, "press", str(path), "draft_reminders", {"Customers": []})
    assert not answer["done"]
    assert answer["after"] == answer["before"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["book.xlsx"]


def test_a_second_press_the_same_day_keeps_the_first_drafts(calc_en, tmp_path):
    cells = books.grids("en")
    path = books.write(tmp_path / "book.xlsx", "en", cells, formulas=False)
    outcome = run("draft_reminders", cells, None, "en")
    calc_en.run(DRIVER, "press", str(path), "draft_reminders")
    edited = tmp_path / outcome.folder / outcome.files[0].name
    edited.write_bytes(b"edited by hand")
    calc_en.run(DRIVER, "press", str(path), "draft_reminders")
    assert edited.read_bytes() == b"edited by hand"
    again = outcome._replace(folder=f"{outcome.folder}-2")
    assert folder_of(again, tmp_path) == files_of(outcome)
    assert len(folder_of(outcome, tmp_path)) == len(outcome.files)


def test_results_held_by_a_formula_stay_a_formula_and_fit_the_book(calc_en, tmp_path):
    cells = books.grids("en")
    path = books.write(tmp_path / "book.xlsx", "en", cells)
    row = len(cells["Milestones"]) + 1
    more = [
        ["cell", "Milestones", f"{'ABCDEFGHIJKLM'[n]}{row}", c] for n, c in enumerate(cells["Milestones"][-1])
    ]
    more[1][3] = "NEW-1"
    answer = calc_en.run(DRIVER, "press", str(path), "refresh", None, [m for m in more if m[3] != ""])
    positions = answer["after"]["Positions"]
    assert len(positions) == len(answer["before"]["Positions"]) + 1
    assert positions[-1][1] == "NEW-1"
    assert answer["undone"] == answer["before"]
    assert answer["same_formulas"]


@LANGUAGES
def test_a_button_is_lit_only_in_a_workbook_with_contracts(calc, language, tmp_path):
    path = books.write(tmp_path / "book.xlsx", language, formulas=False)
    first, then = calc.run(DRIVER, "states", str(path), "refresh", "new_claim", "doctor")
    assert first == {"refresh": True, "new_claim": True, "doctor": True}
    assert then == {"refresh": False, "new_claim": False, "doctor": True}
    first, then = calc.run(DRIVER, "states", "", "refresh", "new_claim", "doctor")
    assert first == {"refresh": False, "new_claim": False, "doctor": True}
    assert then == {"refresh": True, "new_claim": True, "doctor": True}


@LANGUAGES
def test_doctor_says_that_all_is_well_and_shows_the_log(calc, language, tmp_path):
    path = books.write(tmp_path / "book.xlsx", language, formulas=False)
    answer = calc.run(DRIVER, "press", str(path), "doctor")
    assert answer["done"], answer["said"]
    assert "milestone-ledger.log" in answer["said"]
    assert {"en": "All is well.", "zh": "一切正常。"}[language] in answer["said"]


@LANGUAGES
def test_help_goes_to_the_help_sheet(calc, language, tmp_path):
    path = shutil.copy(EXAMPLES / f"ledger_example_{language}.xlsm", tmp_path)
    assert calc.run(DRIVER, "press", str(path), "help")["done"]
    bare = books.write(tmp_path / "bare.xlsx", language, formulas=False)
    assert not calc.run(DRIVER, "press", str(bare), "help")["done"]


def test_every_command_of_the_core_has_a_test_here():
    assert set(ANSWERS) == {*AT_ONCE, *MARKS, "import_bank", "import_progress"}


def test_every_result_sheet_is_tested():
    outcome = run("refresh", books.grids("en"), None, "en")
    assert {edit.sheet for edit in outcome.edits} == {result.key for result in RESULTS}
