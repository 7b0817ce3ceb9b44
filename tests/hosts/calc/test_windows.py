"""What the windows of the buttons are given to show, and what they make of a selection; their look is for people."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ledger.commands import run
from tests.hosts.calc import books
from tests.hosts.calc.test_bad_books import column

DRIVER = Path(__file__).with_name("parts_driver.py")


@pytest.fixture(scope="module")
def code(oxt, tmp_path_factory):
    folder = tmp_path_factory.mktemp("code")
    with zipfile.ZipFile(oxt) as file:
        file.extractall(folder)
    return str(folder / "pythonpath")


def test_a_problem_leads_to_its_cell(calc_en, code, tmp_path):
    path = books.write(tmp_path / "book.xlsx", "en", formulas=False)
    amount, share = column("claims", "Claimed"), column("milestones", "Share or amount")
    changes = [
        ["Claims", f"{amount}5", "abc"],
        ["Milestones", f"{share}2", "plenty"],
        ["Progress", "C1", "Day"],
    ]
    found = calc_en.run(DRIVER, "problems", code, str(path), changes)
    cells = {said.split(":")[0]: cell for said, cell in found if said.startswith("#LEDGER!")}
    assert cells["#LEDGER! Claims line 4, Claimed"] == f"$Claims.${amount}$5"
    assert cells["#LEDGER! Milestones line 1, Share or amount"] == f"$Milestones.${share}$2"
    assert cells["#LEDGER! Progress, Date"] == "$Progress.$A$1"


def test_a_questionable_term_leads_to_its_contract_or_milestone(calc_en, code, tmp_path):
    cells = books.grids("en")
    path = books.write(tmp_path / "book.xlsx", "en", cells, formulas=False)
    contract, (of, milestone) = cells["Contracts"][3][0], cells["Milestones"][5][:2]
    named = [[contract, ""], [of, milestone], ["no such", ""], [of, "no such"]]
    found = calc_en.run(DRIVER, "terms", code, str(path), *named)
    assert found == ["$Contracts.$A$4", "$Milestones.$B$6", "", ""]


@pytest.mark.parametrize(
    ("areas", "hidden", "lines"),
    [
        (["A3"], [], [2]),
        (["A2:C4"], [], [1, 2, 3]),
        (["A2:C4"], [2], [1, 3]),  # a filtered line was not chosen
        (["A2", "B5:B6"], [], [1, 4, 5]),
        (["A1:B2"], [], [1]),  # the headings are no line
        (["A3:A1048576"], [], None),  # a whole column ends with the table
    ],
)
def test_mark_sent_takes_the_lines_that_are_selected_and_seen(calc_en, code, tmp_path, areas, hidden, lines):
    path = books.write(tmp_path / "book.xlsx", "en", formulas=False)
    last = len(books.grids("en")["Contacts"]) - 1
    found = calc_en.run(DRIVER, "selected", code, str(path), "Contacts", areas, hidden)
    assert found == (list(range(2, last + 1)) if lines is None else lines)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_reminder_list_says_whom_how_much_and_who_is_left_out(calc, code, language, tmp_path):
    cells = books.grids(language)
    path = books.write(tmp_path / "book.xlsx", language, cells, formulas=False)
    outcome = run("draft_reminders", cells, None, language)
    choices, headings, rows = calc.run(DRIVER, "listed", code, str(path), language)
    assert headings == list(outcome.listing[0])
    assert len(rows) == len(outcome.listing) - 1
    written = {row[1] for row in outcome.listing[1:] if row[2] != ""}
    left = {row[1] for row in outcome.listing[1:] if row[2] == ""}
    assert set(choices) == written
    assert left - written
    for row in outcome.listing[1:]:
        if row[2] != "":
            assert row[4] in choices[row[1]]
            assert f"{row[6]:,.2f}" in choices[row[1]]
    due = next(row for row in rows if row[7])
    assert len(due[7]) == len("2026-11-20")
    assert due[7].count("-") == 2
