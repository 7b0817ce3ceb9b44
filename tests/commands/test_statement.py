"""Statement of account: what stands in it adds up to the ledger, and a wrong book makes none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ledger.commands import Outcome, run
from ledger.portfolio import portfolio
from ledger.tables.book import read_book
from tests.drawing import book, column
from tests.printed import lines
from tests.tools import validation_errors

DAY = date(2026, 6, 30)
SHEETS = {
    "contracts": """
        | Contract | Customer | Currency | Contract sum | Language | Address         |
        | C-01     | 华岳公司 | CNY      | 100000       |          | 88 Binjiang Ave |
        | C-02     | 华岳公司 | CNY      | 100000       |          |                 |
        | C-03     | 华岳公司 | USD      | 100000       | English  |                 |
        | C-04     | Acme     | GBP      | 100000       |          |                 |
    """,
    "milestones": """
        | Contract | Milestone | Kind      | Mode | Share or amount | Base     | Trigger | Met on     |
        | C-01     | A         | milestone | pay  | 100%            | contract | signed  | 2026-01-05 |
        | C-02     | A         | milestone | pay  | 100%            | contract | signed  | 2026-01-05 |
        | C-03     | A         | milestone | pay  | 100%            | contract | signed  | 2026-01-05 |
        | C-04     | A         | milestone | pay  | 100%            | contract | signed  | 2026-01-05 |
    """,
    "claims": """
        | Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Retention held | Invoice number | Invoiced on | Invoiced | Due on     |
        | Q-1   | C-01     | A         | 2026-02-01 | 30000   | 2026-02-03   | 30000     | 900            | INV-1          | 2026-02-04  | 29100    | 2026-03-05 |
        | Q-2   | C-02     | A         | 2026-03-01 | 20000   |              |           |                | INV-2          | 2026-03-02  | 20000    | 2026-07-01 |
        | Q-3   | C-03     | A         | 2026-03-01 | 7000    |              |           |                | INV-3          | 2026-03-02  | 7000     | 2026-04-01 |
        | Q-4   | C-04     | A         | 2026-03-01 | 500     |              |           |                |                |             |          |            |
    """,
    "receipts": """
        | Date       | Amount  | Payer    | Bank reference | Contract | Claim | Kind        |
        | 2026-02-20 | 9100    | 华岳公司 | TT-1           | C-01     | Q-1   | cash        |
        | 2026-04-20 | 5000.55 | 华岳公司 | TT-2           | C-02     |       | cash        |
        | 2026-05-20 | 1000    | 华岳公司 | RED-1          | C-02     | Q-2   | credit note |
        | 2026-05-21 | 2000    | 华岳公司 | TT-3           |          |       | cash        |
        | 2026-05-22 | 77      | 华岳公司 | RED-2          | C-01     |       | credit note |
        | 2026-07-01 | 4000    | 华岳公司 | TT-4           | C-01     | Q-1   | cash        |
        | 2026-05-23 | 8000    | 华岳公司 | BILL           | C-01     | Q-1   | bill pending |
    """,
}
BALANCE = "33,999.45"  # 29,100 - 9,100 and 20,000 - 1,000 - 5,000.55


def made(language: str = "en", changes: dict[str, tuple[str, str]] | None = None, **choices: Any) -> Outcome:
    sheets = dict(SHEETS)
    for key, (old, new) in (changes or {}).items():
        assert old in sheets[key]
        sheets[key] = sheets[key].replace(old, new)
    return run("statement", book(**sheets), DAY, language=language, **choices)


def text(outcome: Outcome, part: str) -> str:
    """Everything a person reads in the document whose name has that part: cells by |, a line each."""
    return "\n".join(lines(next(file.data for file in outcome.files if part in file.name)))


def test_one_statement_for_each_customer_and_currency() -> None:
    outcome = made()
    assert outcome.folder == "statements-2026-06-30"
    assert [file.name for file in outcome.files] == [
        "2026-06-30_华岳公司_CNY_statement.xlsx",
        "2026-06-30_华岳公司_USD_statement.xlsx",
    ]  # Acme was never charged
    assert "CNY 33,999.45, USD 7,000.00" in outcome.said.en
    assert not outcome.edits
    assert made("zh").folder == "对账-2026-06-30"


def test_its_lines_add_up_to_the_ledger() -> None:
    outcome = made()
    desk = portfolio(read_book(book(**SHEETS)), DAY)
    for currency in ("CNY", "USD"):
        owed = sum(r.outstanding for r in desk.receivables() if r.currency == currency)
        listed = dict(
            zip(
                column([list(row) for row in outcome.listing], "Currency"),
                column([list(row) for row in outcome.listing], "Balance"),
            )
        )
        assert Decimal(str(listed[currency])) == owed


def test_what_a_customer_reads() -> None:
    said = text(made(), "CNY")
    for line in (
        "2026-02-03|C-01|Q-1 / INV-1|请款|29,100.00||29,100.00",
        "2026-02-20|C-01|Q-1 (TT-1)|回款||9,100.00|20,000.00",
        "2026-03-02|C-02|Q-2 / INV-2|请款|20,000.00||40,000.00",
        "2026-04-20|C-02|Q-2 (TT-2)|回款||5,000.55|34,999.45",
        "2026-05-20|C-02|Q-2 (RED-1)|红字冲减||1,000.00|33,999.45",
        "合计|49,100.00|15,100.55|33,999.45",
        f"未付余额（CNY）|{BALANCE}",
        "未付余额（大写）：人民币叁万叁仟玖佰玖拾玖元肆角伍分",
        "其中已逾期（CNY）|20,000.00",  # Q-2 is not due yet
        "未到期|1-30天|31-60天|61-90天|91-180天|181-365天|365天以上",
        "13,999.45|0.00|0.00|0.00|20,000.00|0.00|0.00",
        "2026-05-22|C-01|RED-2|未对应请款的红字|77.00",
        "[  ] 经核对，余额相符。",
    ):
        assert line in said, line
    assert "TT-3" not in said  # the customer has two currencies, and the receipt names none
    assert "TT-4" not in said  # after the day asked about
    assert "BILL" not in said  # a bill is a promise on paper


def test_money_that_pays_no_claim_stands_beside_the_balance() -> None:
    said = text(made(changes={"contracts": ("C-03     | 华岳公司", "C-03     | 另一公司")}), "CNY")
    assert "2026-05-21||TT-3|未核销回款|2,000.00" in said
    assert "未计入上述余额" in said
    assert "合计|2,077.00" in said
    assert f"未付余额（CNY）|{BALANCE}" in said


def test_a_customer_is_written_to_in_their_language() -> None:
    said = text(made("zh"), "USD")
    assert "Statement of account" in said
    assert "Balance outstanding, USD|7,000.00" in said
    assert "2026-04-01" not in said
    assert "2026-03-02|C-03|Q-3 / INV-3|Claim|7,000.00||7,000.00" in said


@pytest.mark.parametrize(
    ("since", "opening", "first"),
    [
        (date(2026, 2, 3), "", "2026-02-03"),  # from the first line on
        (date(2026, 2, 4), "29,100.00", "2026-02-20"),
        (date(2026, 5, 20), "34,999.45", "2026-05-20"),
        (date(2026, 5, 21), BALANCE, None),
    ],
)
def test_the_opening_balance_is_what_went_before(since: date, opening: str, first: str | None) -> None:
    said = text(made(since=since), "CNY")
    assert (f"期初余额|{opening}" in said) is bool(opening)
    assert f"未付余额（CNY）|{BALANCE}" in said
    days = [
        line[:10]
        for line in said.splitlines()
        if line.startswith("2026-") and "|C-0" in line and "未" not in line
    ]
    assert (days[0] if days else None) == first


@pytest.mark.parametrize(
    ("changes", "names", "why"),
    [
        ({"claims": ("| 20000    | 2026-07-01", "| abc    | 2026-07-01")}, [], "contract C-02 has a problem"),
        (
            {"contracts": ("C-02     | 华岳公司 | CNY", "C-02     | 华岳公司 | x")},
            [],
            "contract C-02 has a problem",
        ),
        ({"contracts": ("C-04     | Acme     | GBP", "C-04     | Acme     | x")}, ["CNY", "USD"], ""),
        ({"contracts": ("C-04     | Acme     | GBP", "C-04     |          | GBP")}, [], "cannot be read"),
    ],
)
def test_a_customer_whose_account_has_a_gap_gets_none(
    changes: dict[str, tuple[str, str]], names: list[str], why: str
) -> None:
    outcome = made(changes=changes)
    assert [
        name for name in ("CNY", "USD", "GBP") if any(name in file.name for file in outcome.files)
    ] == names
    assert outcome.problems
    assert not why or all(why in str(row[-1]) for row in outcome.listing[1:])


def test_chosen_customers_only() -> None:
    assert not made(customers=["Acme"]).files
    assert len(made(customers=["华岳公司"]).files) == 2


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("<w:p/>&{x}\u202e=1+1", "<w:p/>&{x}=1+1"),
        ("=cmd/' /C calc'!A0", "=cmd/' /C calc'!A0"),
        ("&L&G_x0041_", "&L&G_x0041_"),
    ],
)
def test_words_of_a_customer_are_words(name: str, seen: str) -> None:
    said = text(
        made(changes={"contracts": ("C-03     | 华岳公司", f"C-03     | {name}")}), "USD"
    ).splitlines()
    assert f"To: {seen}|As of 30 June 2026" in said
    assert f"{seen}|Amounts in USD" in said


def test_excel_opens_it(tmp_path: Path) -> None:
    for n, file in enumerate(made().files):
        path = tmp_path / f"{n}.xlsx"
        path.write_bytes(file.data)
        assert not validation_errors(path)


@pytest.mark.parametrize(
    ("due", "place"),
    [
        ("2026-06-30", 0),
        ("2026-06-29", 1),
        ("2026-05-31", 1),
        ("2026-05-30", 2),
        ("2025-06-30", 5),
        ("2025-06-29", 6),
    ],
)
def test_the_age_of_the_balance_adds_up_to_it(due: str, place: int) -> None:
    """The day itself is not due; an edge is the last day of its bucket (STA-3)."""
    said = text(made(changes={"claims": ("2026-04-01", due)}), "USD").splitlines()
    ages = said[said.index("Age of the balance, by days past the due date") + 2].split("|")
    assert ages == ["7,000.00" if n == place else "0.00" for n in range(7)]


def test_the_age_of_what_has_no_due_date_stands_by_itself() -> None:
    said = text(made(changes={"claims": ("| 7000     | 2026-04-01", "| 7000     |           ")}), "USD")
    assert "no date|7,000.00" in said


@pytest.mark.parametrize(
    ("key", "old", "new", "balance"),
    [
        (
            "receipts",
            "2026-05-20 | 1000 ",
            "2026-06-30 | 1000 ",
            "33,999.45",
        ),  # a credit note of the day itself
        ("receipts", "2026-05-20 | 1000 ", "2026-07-01 | 1000 ", "34,999.45"),
        (
            "claims",
            "2026-03-02  | 20000 ",
            "2026-06-30  | 20000 ",
            "33,999.45",
        ),  # an invoice of the day itself
        (
            "claims",
            "2026-03-02  | 20000 ",
            "2026-07-01  | 20000 ",
            "20,000.00",
        ),  # not yet charged; its money waits
        ("receipts", "C-02     | Q-2   | credit", "         | Q-2   | credit", "33,999.45"),
    ],
)
def test_the_day_asked_about_is_part_of_the_statement(key: str, old: str, new: str, balance: str) -> None:
    said = text(made(changes={key: (old, new)}), "CNY")
    assert f"未付余额（CNY）|{balance}" in said
