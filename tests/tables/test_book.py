"""A whole workbook: sheets by name in either language, references, numbers that stand twice, and who is silenced."""

from __future__ import annotations

from typing import Any

import pytest

from ledger.language import EN, ZH
from ledger.tables.book import EVERYONE, Book, read_book, sheet_key
from tests.drawing import book, sheet

CONTRACTS = """
    | Contract | Customer | Currency | Contract sum |
    | C-01     | Acme     | USD      | 1000         |
    | C-02     | Birch    | USD      | 2000         |
"""
MILESTONES = """
    | Contract | Milestone | Kind      | Mode | Share or amount | Trigger |
    | C-01     | M-1       | milestone | pay  | 50%             | signed  |
    | C-02     | M-1       | milestone | pay  | 50%             | signed  |
"""
CLAIMS = """
    | Claim | Contract | Milestone | Claimed on | Claimed |
    | R-1   | C-01     | M-1       | 2025-02-01 | 500     |
    | R-2   | C-02     | M-1       | 2025-02-01 | 900     |
"""


def read(**sheets: str) -> Book:
    return read_book(book(**{"contracts": CONTRACTS, "milestones": MILESTONES, "claims": CLAIMS, **sheets}))


def said(answer: Book) -> list[str]:
    return [problem.say().removeprefix("#LEDGER! ") for problem in answer.problems]


def silenced(answer: Book) -> set[str]:
    return {name for name in answer.blocked() if name in answer.contracts or name == EVERYONE}


def test_a_sound_book_has_no_problems() -> None:
    answer = read()
    assert (said(answer), silenced(answer), answer.language) == ([], set(), EN)
    assert (len(answer.contracts), len(answer.milestones), len(answer.claims)) == (2, 2, 2)


@pytest.mark.parametrize(
    ("name", "key"),
    [("Contracts", "contracts"), ("contracts", "contracts"), (" 合同 ", "contracts"), ("规则", "rules"),
     ("Ｃlaims", "claims"), ("Notes", ""), ("Contracts 2025", "")],
)  # fmt: skip
def test_sheets_are_found_by_name(name: str, key: str) -> None:
    assert sheet_key(name) == key


def test_a_chinese_book_and_sheets_of_ones_own() -> None:
    answer = read_book({"合同": sheet(CONTRACTS), "节点": sheet(MILESTONES), "我的表": [["#REF!"]]})
    assert (said(answer), answer.language) == ([], ZH)


@pytest.mark.parametrize(
    ("sheets", "problem"),
    [
        ({"Contracts": sheet(CONTRACTS)}, "Milestones, the sheet: this sheet is missing from the workbook."),
        (
            {"Contracts": sheet(CONTRACTS), "合同": sheet(CONTRACTS), "Milestones": sheet(MILESTONES)},
            "Contracts, the sheet: the workbook has this sheet twice (in both languages or by two names); keep one.",
        ),
        (
            {"Contracts": sheet(CONTRACTS), "Milestones": sheet(MILESTONES), "rules": [], "规则": []},
            "Rules, the sheet: the workbook has this sheet twice (in both languages or by two names); keep one.",
        ),
    ],
)
def test_sheets_that_are_missing_or_there_twice(sheets: dict[str, Any], problem: str) -> None:
    answer = read_book(sheets)
    assert said(answer) == [problem]
    assert silenced(answer) == {EVERYONE}


@pytest.mark.parametrize(
    ("sheets", "problem", "whom"),
    [
        (
            {"claims": CLAIMS + "| R-3 | C-09 | | 2025-03-01 | 100 |"},
            ["Claims line 3, Contract: 'C-09' is not in Contracts."],
            set(),
        ),
        (
            {"claims": CLAIMS + "| R-3 | C-01 | M-9 | 2025-03-01 | 100 |"},
            ["Claims line 3, Milestone: contract C-01 has no milestone 'M-9' in Milestones."],
            {"C-01"},
        ),
        (
            {"progress": "| Contract | Milestone | Date | Done |\n| C-02 | M-9 | 2025-03-01 | 10% |"},
            ["Progress line 1, Milestone: contract C-02 has no milestone 'M-9' in Milestones."],
            {"C-02"},
        ),
        (
            {"claims": CLAIMS + "| R-1 | C-01 | | 2025-03-01 | 100 |"},
            ["Claims line 3, Claim: 'R-1' stands on lines 1 and 3; a number must be unique."],
            {"C-01"},
        ),
        (  # nobody knows whose money names R-1, so both wait
            {"claims": CLAIMS + "| R-1 | C-02 | | 2025-03-01 | 100 |"},
            ["Claims line 3, Claim: 'R-1' stands on lines 1 and 3; a number must be unique."] * 2,
            {"C-01", "C-02"},
        ),
        (
            {"contracts": CONTRACTS + "| C-01 | Acme | USD | 999 |"},
            ["Contracts line 3, Contract: 'C-01' stands on lines 1 and 3; a number must be unique."],
            {"C-01"},
        ),
        (
            {"milestones": MILESTONES + "| C-01 | M-1 | milestone | pay | 10% | signed |"},
            ["Milestones line 3, Milestone: 'M-1' stands on lines 1 and 3; a number must be unique."],
            {"C-01"},
        ),
        (
            {"receipts": "| Date | Amount | Bank reference | Contract | Claim |\n| 2025-03-01 | 5 | B1 | C-01 | R-2 |"},
            ["Receipts line 1, Claim: claim 'R-2' belongs to contract C-02."] * 2,
            {"C-01", "C-02"},
        ),
        (
            {"receipts": "| Date | Amount | Bank reference | Contract | Claim |\n| 2025-03-01 | 5 | B1 | C-01 | R-9 |"},
            ["Receipts line 1, Claim: 'R-9' is not in Claims."],
            {"C-01"},
        ),
        (  # no position depends on money that names nothing of the book
            {"receipts": "| Date | Amount | Bank reference | Contract | Claim |\n| 2025-03-01 | 5 | B1 | | R-9 |"},
            ["Receipts line 1, Claim: 'R-9' is not in Claims."],
            set(),
        ),
        (
            {"contacts": "| Date | Contract | Level |\n| 2025-03-01 | C-09 | 1 |"},
            ["Contacts line 1, Contract: 'C-09' is not in Contracts."],
            set(),
        ),
        (
            {"progress": "| Contract | Date | Done |\n| C-01 | 2025-03-01 | 40% |\n| C-01 | 2025-04-01 | 30% |"},
            ["Progress line 2, Done: cumulative progress falls from 40% to 30%; enter the total to date."],
            {"C-01"},
        ),
        (
            {"progress": "| Contract | Date | Done |\n| C-01 | 2025-04-01 | 500 |\n| C-01 | 2025-03-01 | 600.5 |"},
            ["Progress line 1, Done: cumulative progress falls from 600.5 to 500; enter the total to date."],
            {"C-01"},
        ),
        (
            {"progress": "| Contract | Date | Done |\n| C-01 | 2025-03-01 | 40% |\n| C-01 | 2025-04-01 | 40% |"},
            [],
            set(),
        ),
    ],
)  # fmt: skip
def test_references_duplicates_and_falling_progress(
    sheets: dict[str, str], problem: list[str], whom: set[str]
) -> None:
    answer = read(**sheets)
    assert said(answer) == problem
    assert silenced(answer) == whom


@pytest.mark.parametrize(
    ("sheets", "whom"),
    [
        ({"claims": CLAIMS + "| R-3 | C-01 | | 2025-03-01 | much |"}, {"C-01"}),
        ({"claims": CLAIMS + "| R-3 | | | 2025-03-01 | 100 |"}, {EVERYONE}),  # whose claim it is, nobody knows
        ({"claims": CLAIMS.replace("Claimed on", "Asked on").replace("Contract ", "Agreement ")}, {EVERYONE}),
        ({"milestones": MILESTONES + "| C-02 | M-2 | milestone | pay | 30 | signed |"}, {"C-02"}),
        ({"contracts": CONTRACTS + "| C-03 | Acme | dollars | 10 |"}, set()),
        ({"receipts": "| Date | Amount | Bank reference | Contract |\n| soon | 5 | B1 | C-01 |"}, {"C-01"}),
        ({"receipts": "| Date | Amount | Bank reference | Claim |\n| soon | 5 | B1 | R-2 |"}, {"C-02"}),
        ({"receipts": "| Date | Amount | Bank reference | Claim |\n| soon | 5 | B1 |  |"}, set()),
        ({"receipts": "| Date | Amount | Bank reference | Contract | Claim |\n| soon | 5 | B1 | #N/A | R-2 |"}, {EVERYONE}),
        ({"receipts": "| Date | Amount | Bank reference | Claim |\n| soon | 5 | B1 | #N/A |"}, {EVERYONE}),
        ({"contacts": "| Date | Contract | Level |\n| soon | C-01 | 1 |\n| 2025-01-01 | | 1 |"}, set()),
        ({"contacts": "| Date | Agreement |\n| 2025-01-01 | C-01 |"}, set()),
        ({"variations": "| Contract | Date | Amount | Status |\n| C-01 | 2025-01-01 | 5 | maybe |"}, {"C-01"}),
    ],
)  # fmt: skip
def test_whose_answers_a_bad_cell_silences(sheets: dict[str, str], whom: set[str]) -> None:
    answer = read(**sheets)
    assert answer.problems
    assert silenced(answer) == whom


def test_numbers_typed_as_numbers_or_full_width_are_found() -> None:
    sheets = book(
        contracts=CONTRACTS.replace("C-01", "1001"), milestones=MILESTONES.replace("C-01", "１００１")
    )
    sheets["Receipts"] = [["Date", "Amount", "Bank reference", "Claim"], ["soon", 5.0, "B1", 77.0]]
    sheets["Claims"] = [["Claim", "Contract", "Claimed"], [77.0, 1001.0, 10.0]]
    answer = read_book(sheets)
    assert said(answer) == ["Receipts line 1, Date: found 'soon', needs a date such as 2025-02-28."]
    assert silenced(answer) == {"1001"}


def test_case_is_not_guessed_but_said() -> None:
    assert said(read(claims=CLAIMS.replace("C-02", "c-02"))) == [
        "Claims line 2, Contract: 'c-02' is not in Contracts."
    ]


def test_data_under_lost_headings_is_not_dropped_in_silence() -> None:
    sheets = book(contracts=CONTRACTS, milestones=MILESTONES)
    sheets["Claims"] = [["", "", ""], ["R-1", "C-01", 500.0]]
    answer = read_book(sheets)
    assert said(answer) == [
        "Claims, the sheet: there is no column with this heading; add it or undo its renaming."
    ]
    assert silenced(answer) == {EVERYONE}


def test_a_short_line_of_receipts_is_a_problem_and_no_accident() -> None:
    sheets = book(contracts=CONTRACTS, milestones=MILESTONES, claims=CLAIMS)
    sheets["Receipts"] = [["Date", "Amount", "Bank reference", "Contract", "Claim"], ["2025-03-01", "much"]]
    answer = read_book(sheets)
    assert [problem.heading.en for problem in answer.problems] == ["Amount", "Bank reference"]
    assert silenced(answer) == set()


def test_a_sheet_under_another_name_is_not_taken_for_no_sheet() -> None:
    """Claims in a sheet called 'Claims 2025' would otherwise be claimed again."""
    sheets = book(
        contracts="| Contract | Customer | Currency | Contract sum |\n| C | Acme | USD | 1000 |",
        milestones="| Contract | Milestone | Kind | Mode | Share or amount | Trigger | Trigger value |\n| C | 1 | milestone | pay | 100% | date | 2025-01-01 |",
    )
    assert not read_book({**sheets, "Notes": [["To do"], ["call"]]}).problems
    renamed = {**sheets, "Claims 2025": [["Claim", "Contract", "Claimed"], ["Q1", "C", 1000.0]]}
    (problem,) = read_book(renamed).problems
    assert str(problem) == (
        "#LEDGER! Claims, the sheet: is missing, but 'Claims 2025' has its headings; give it back its name, "
        "or change its headings."
    )
    assert problem.blocks
    assert not problem.contract
