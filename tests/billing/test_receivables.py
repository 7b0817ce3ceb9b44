"""Claims as money to collect: due days, what is payable, what money pays, what stays unallocated (BIL-3, BIL-4, DUE-12)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from ledger.billing.positions import Account
from ledger.portfolio import portfolio
from ledger.tables.book import read_book
from tests.drawing import book

CLAIMS = (
    "| Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Invoiced on | Invoiced | Due on "
    "| Disputed amount | Dispute reason | Status |\n"
)
RECEIPTS = "| Date | Amount | Bank reference | Contract | Claim | Kind |\n"
TWO = """
    | A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | | | 2025-04-10 | | | |
    | B | C | 1 | 2025-03-02 | 300 | 2025-03-09 | 300 | | | 2025-04-08 | | | |
"""


def account(
    as_of: str, claims: str, receipts: str = "", terms: str = "", cells: str = "", rules: str = ""
) -> Account:
    sheets = {
        "contracts": f"""
            | Contract | Customer | Currency | Contract sum | Signed on  |{terms}
            | C        | Acme     | USD      | 1000         | 2025-01-01 |{cells}
        """,
        "milestones": """
            | Contract | Milestone | Kind      | Mode | Share or amount | Base     | Trigger |
            | C        | 1         | milestone | pay  | 100%            | contract | signed  |
        """,
        "claims": CLAIMS + claims,
        "receipts": RECEIPTS + receipts,
    }
    grids = book(**sheets)
    if rules:
        grids["Rules"] = [[cell.strip() for cell in line.split("|")] for line in rules.split("\n")]
    desk = portfolio(read_book(grids), date.fromisoformat(as_of))
    assert not desk.problems, list(map(str, desk.problems))
    return desk.accounts["C"]


@pytest.mark.parametrize(
    ("claim", "terms", "cells", "due"),
    [
        ("| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | | | 2025-04-10 | | | |", " Payment days |", " 30 |", "2025-04-10"),
        ("| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | 2025-02-20 | 400 | | | | |", " Payment days |", " 30 |", "2025-03-11"),
        ("| A | C | 1 | 2025-02-02 | 400 | | | 2025-02-20 | 400 | | | | |", " Payment days |", " 30 |", "2025-03-22"),
        ("| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | | | | | | |", " Payment days | Day rule |", " 5 | business |", "2025-02-14"),
        ("| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | | | | | | |", " Payment days | Day rule |", " 6 | following |", "2025-02-17"),
        ("| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | | | | | | |", "", "", None),
        ("| A | C | 1 | 2025-02-02 | 400 | | | | | | | | |", " Payment days |", " 30 |", None),
    ],
)  # fmt: skip
def test_when_a_claim_falls_due(claim: str, terms: str, cells: str, due: str | None) -> None:
    (receivable,) = account("2025-06-30", claim, terms=terms, cells=cells).receivables
    assert receivable.due_on == (date.fromisoformat(due) if due else None)


def test_payment_days_and_holidays_of_the_book() -> None:
    rules = "Settings\nSetting|Value\nPayment days|30\nWhen the last day is no business day|following\n" \
            "Holidays\nCalendar|Date|Off or worked\nX|2025-03-11|off\nX|2025-03-12|off"  # fmt: skip
    claim = "| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | | | | | | |"
    assert account("2025-06-30", claim, rules=rules).receivables[0].due_on == date(2025, 3, 13)


@pytest.mark.parametrize(
    ("receipts", "received", "spare"),
    [
        ("", [0, 0], []),
        ("| 2025-05-01 | 100 | b | C | | |", [0, 100], []),  # the earliest due first, not the first line
        ("| 2025-05-01 | 350 | b | C | | |", [50, 300], []),
        ("| 2025-05-01 | 350 | b | C | A | |", [350, 0], []),
        ("| 2025-05-01 | 450 | b | C | A | |", [400, 0], [50]),  # beyond what it names: nobody has said of what
        ("| 2025-05-01 | 900 | b | C | | |", [400, 300], [200]),
        ("| 2025-05-01 | 350 | b |   | A | |", [350, 0], []),  # the claim names the contract
        ("| 2025-05-01 | 100 | b | C | A | |\n| 2025-05-02 | -100 | b2 | C | A | |", [0, 0], []),
        ("| 2025-05-01 | 100 | b | C | A | bill pending |", [0, 0], []),
        ("| 2025-05-01 | -100 | b | C | A | credit note |", [0, 0], []),
        ("| 2025-05-01 | -100 | b | C | | credit note |", [0, 0], [100]),  # a credit that names no claim
        ("| 2025-07-01 | 100 | b | C | A | |", [0, 0], []),
    ],
)  # fmt: skip
def test_what_money_pays(receipts: str, received: list[int], spare: list[int]) -> None:
    answer = account("2025-06-30", TWO, receipts)
    assert [r.received for r in answer.receivables] == received
    assert [money.amount for money in answer.unallocated] == spare
    assert all(money.contract == "C" for money in answer.unallocated)
    for r in answer.receivables:
        assert r.outstanding == r.payable - r.received
        assert sum((amount for _, amount in r.paid), D(0)) == r.received


def test_a_credit_note_lowers_its_claim() -> None:
    credit = "| 2025-05-01 | -100 | b | C | A | credit note |"
    first = account("2025-06-30", TWO, credit).receivables[0]
    assert (first.claimed, first.certified, first.payable, first.outstanding) == (300, 300, 300, 300)
    assert account("2025-04-30", TWO, credit).receivables[0].outstanding == 400


@pytest.mark.parametrize(
    ("cells", "disputed"),
    [("| | | |", 0), ("| 50 | | |", 50), ("| 50 | quality | |", 50), ("| | quality | |", 400), ("| | | disputed |", 400),
     ("| 0 | settled in May | |", 0)],
)  # fmt: skip
def test_what_is_disputed(cells: str, disputed: int) -> None:
    claim = f"| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | | | 2025-04-10 {cells}"
    assert account("2025-06-30", claim).receivables[0].disputed == disputed


@pytest.mark.parametrize(
    ("as_of", "days"), [("2025-04-09", 0), ("2025-04-10", 0), ("2025-04-11", 1), ("2026-04-10", 365)]
)
def test_overdue_starts_the_day_after_the_due_date(as_of: str, days: int) -> None:
    assert account(as_of, TWO).receivables[0].days_overdue == days
