"""Books that are not as we would like them: nothing is lost, nothing is half done, and the reason is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.commands import run
from ledger.tables.sheets import INPUTS
from tests.hosts.calc import books
from tests.hosts.calc.test_buttons import expected, same

DRIVER = Path(__file__).with_name("buttons_driver.py")
HEADINGS = {s.key: [c.heading.en for c in s.columns] for s in INPUTS}


@pytest.fixture
def cells():
    return books.grids("en")


def column(sheet: str, heading: str) -> str:
    number = HEADINGS[sheet].index(heading)
    return chr(ord("A") + number) if number < 26 else "A" + chr(ord("A") + number - 26)


def untouched(answer, beside: Path) -> None:
    assert answer["after"] == answer["before"]
    assert answer["steps"] == []
    assert len(list(beside.iterdir())) == 1, "something was left beside the book"


@pytest.mark.parametrize("name", ["draft_reminders", "new_claim"])
def test_a_protected_sheet_is_respected_and_named(calc_en, tmp_path, cells, name):
    path = books.write(tmp_path / "book.xlsx", "en", cells, formulas=False)
    sheet = {"draft_reminders": "Contacts", "new_claim": "Claims"}[name]
    answer = calc_en.run(DRIVER, "press", str(path), name, None, [["protect", sheet]])
    assert not answer["done"]
    assert f"Sheet {sheet} is protected" in answer["said"]
    untouched(answer, tmp_path)


def test_one_protected_result_sheet_stops_all_results(calc_en, tmp_path, cells):
    path = books.write(tmp_path / "book.xlsx", "en", cells)
    bad = [["cell", "Milestones", "A200", "HT-2402"], ["protect", "Reminders"]]
    answer = calc_en.run(DRIVER, "press", str(path), "refresh", None, bad)
    assert not answer["done"]
    assert "Reminders is protected" in answer["said"]
    untouched(answer, tmp_path)


def test_filtered_lines_are_neither_lost_nor_overwritten(calc_en, tmp_path, cells):
    path = books.write(tmp_path / "book.xlsx", "en", cells, formulas=False)
    last = len(cells["Claims"]) - 1
    hidden = [["hide", "Claims", 3, last]]
    answer = calc_en.run(DRIVER, "press", str(path), "new_claim", None, hidden)
    same(answer["after"], expected(answer["before"], run("new_claim", cells, None, "en"), "en"))
    assert answer["undone"] == answer["before"]


def test_the_users_own_columns_and_sheets_are_left_alone(calc_en, tmp_path, cells):
    for row, line in enumerate(cells["Claims"]):
        line.insert(2, "My note" if not row else f"note {row}")
    cells["My sheet"] = [["kept", 1.0], ["=not a formula", 2.0]]
    path = books.write(tmp_path / "book.xlsx", "en", cells, formulas=False)
    beyond = [["cell", "Claims", f"AD{len(cells['Claims']) + 3}", "mine, beside and below"]]
    answer = calc_en.run(DRIVER, "press", str(path), "new_claim", None, beyond)
    assert answer["done"], answer["said"]
    outcome = run("new_claim", cells, None, "en")
    wanted = expected(books.grids("en"), outcome, "en")["Claims"]
    shown = answer["after"]["Claims"]
    assert [row[:2] + row[3 : len(wanted[0]) + 1] for row in shown[: len(wanted)]] == wanted
    assert [row[2] for row in shown[: len(cells["Claims"])]] == [row[2] for row in cells["Claims"]]
    assert shown[len(cells["Claims"]) + 2][29] == "mine, beside and below"
    assert answer["after"]["My sheet"] == answer["before"]["My sheet"]
    assert answer["undone"] == answer["before"]


def test_results_never_run_over_what_the_user_wrote_below_them(calc_en, tmp_path, cells):
    path = books.write(tmp_path / "book.xlsx", "en", cells)
    mine = [["cell", "Reminders", "B4", "my own list"]]
    answer = calc_en.run(DRIVER, "press", str(path), "refresh", None, mine)
    assert not answer["done"]
    assert "Sheet Reminders: cells below the table (row 4)" in answer["said"]
    untouched(answer, tmp_path)


def test_headings_further_down_and_in_another_order_are_found(calc_en, tmp_path, cells):
    cells["Claims"] = [list(reversed(row)) for row in cells["Claims"]]
    path = books.write(tmp_path / "book.xlsx", "en", cells, formulas=False)
    down = [["insert_rows", "Claims", 0, 3], ["cell", "Claims", "A1", "Claims of all projects"]]
    answer = calc_en.run(DRIVER, "press", str(path), "new_claim", None, down)
    outcome = run("new_claim", books.grids("en"), None, "en")
    wanted = expected(books.grids("en"), outcome, "en")["Claims"]
    assert [list(reversed(row)) for row in answer["after"]["Claims"][3:]] == wanted
    assert answer["undone"] == answer["before"]


def test_a_column_that_the_new_lines_need_is_asked_for(calc_en, tmp_path, cells):
    place = cells["Claims"][0].index("Status")
    cells["Claims"] = [row[:place] for row in cells["Claims"]]
    path = books.write(tmp_path / "book.xlsx", "en", cells, formulas=False)
    answer = calc_en.run(DRIVER, "press", str(path), "new_claim")
    assert not answer["done"]
    assert "Sheet Claims has no column Status" in answer["said"]
    untouched(answer, tmp_path)


def test_a_book_without_a_day_says_so(calc_en, tmp_path, cells):
    cells["Rules"] = []
    path = books.write(tmp_path / "book.xlsx", "en", cells, formulas=False)
    answer = calc_en.run(DRIVER, "press", str(path), "refresh")
    assert "the day asked about is missing" in answer["said"]
    untouched(answer, tmp_path)


def test_bad_cells_and_lost_headings_are_problems_not_failures(calc_en, tmp_path, cells):
    cells["Milestones"][1][5] = "plenty"
    cells["Claims"][2][4] = "abc"
    cells["Progress"][0][2] = "Day"
    path = books.write(tmp_path / "book.xlsx", "en", cells, formulas=False)
    error = [["cell", "Receipts", "B5", "=1/0"]]
    answer = calc_en.run(DRIVER, "press", str(path), "refresh", None, error)
    assert answer["done"], answer["said"]
    said = [cell for row in answer["after"]["Mismatches"] for cell in row if str(cell).startswith("#LEDGER!")]
    for part in ("Milestones line 1", "Claims line 2", "Progress, Date", "Receipts line 4", "#DIV/0!"):
        assert any(part in cell for cell in said), (part, said)
    assert answer["undone"] == answer["before"]


def test_a_book_with_a_sheet_in_both_languages(calc_en, tmp_path, cells):
    cells["请款"] = [list(row) for row in cells["Claims"]]
    path = books.write(tmp_path / "book.xlsx", "en", cells, formulas=False)
    answer = calc_en.run(DRIVER, "press", str(path), "check")
    assert answer["done"]
    outcome = run("check", cells, None, "en")
    assert any("twice" in problem.message.en for problem in outcome.problems)
    assert answer["said"] == outcome.said.en
    untouched(answer, tmp_path)


def test_a_document_that_was_never_saved_gets_no_drafts_anywhere(calc_en, cells, tmp_path):
    path = books.write(tmp_path / "book.xlsx", "en", cells, formulas=False)
    answer = calc_en.run(DRIVER, "press", str(path), "draft_reminders", None, [], False, True)
    assert not answer["done"]
    assert "save it" in answer["said"]
    untouched(answer, tmp_path)


def test_a_document_opened_for_reading_is_not_written(calc_en, cells, tmp_path):
    path = books.write(tmp_path / "book.xlsx", "en", cells, formulas=False)
    answer = calc_en.run(DRIVER, "press", str(path), "new_claim", None, [], True)
    assert not answer["done"]
    assert answer["said"] == "The workbook is open for reading only."
    untouched(answer, tmp_path)


def test_text_from_the_book_is_never_a_formula(calc_en, tmp_path, cells):
    at = HEADINGS["contracts"].index("Customer")
    for row in cells["Contracts"][1:]:
        row[at] = '=HYPERLINK("x")' if row[0] != "" else row[at]
    path = books.write(tmp_path / "book.ods.xlsx", "en", cells, formulas=False)
    answer = calc_en.run(DRIVER, "press", str(path), "refresh")
    names = {row[3] for row in answer["after"]["Positions"][1:] if not str(row[0]).startswith("#")}
    assert names == {'=HYPERLINK("x")'}


def test_an_error_of_ours_is_logged_and_never_shown_as_a_traceback(oxt, tmp_path, cells):
    from tests.hosts.office import Office

    path = books.write(tmp_path / "book.xlsx", "en", cells, formulas=False)
    broken = _broken(oxt, tmp_path)
    with Office(extensions=[broken]) as office:
        answer = office.run(DRIVER, "press", str(path), "new_claim")
        assert not answer["done"]
        assert answer["said"].startswith("New claim could not be done because of an error in the program.")
        assert answer["after"] == answer["before"]
        assert answer["undone"] == answer["before"]
        doctor = office.run(DRIVER, "press", str(path), "doctor")
    assert "Traceback" not in answer["said"]
    assert "ERROR milestone_ledger_calc: new_claim failed" in doctor["said"]
    assert "ZeroDivisionError: broken for the test" in doctor["said"]


def _broken(oxt: Path, folder: Path) -> Path:
    """The extension with a slip in it, after the first cells have been written."""
    import zipfile

    broken = folder.parent / f"{folder.name}.oxt"
    name = "pythonpath/milestone_ledger_calc/edits.py"
    with zipfile.ZipFile(oxt) as whole, zipfile.ZipFile(broken, "w") as out:
        for entry in whole.namelist():
            data = whole.read(entry)
            if entry == name:
                old = b"def _extend(document, place, last):\n"
                assert data.count(old) == 1
                data = data.replace(old, old + b'    raise ZeroDivisionError("broken for the test")\n')
            out.writestr(entry, data)
    return broken
