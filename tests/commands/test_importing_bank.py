"""Import bank statement: every credit once, what it pays only where the bank's words leave no doubt."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ledger.commands import Append, Outcome, run
from ledger.commands.crediting import named_in, numbers_of
from ledger.portfolio import portfolio
from ledger.tables.book import read_book
from tests.drawing import book, sheet

DAY = date(2026, 6, 30)
SHEETS = {
    "contracts": """
        | Contract | Customer     | Currency | Contract sum |
        | HT-2601  | 华岳置业公司 | CNY      | 100000       |
        | HT-2602  | 华岳置业公司 | CNY      | 100000       |
        | HT-2603  | Acme (UK)    | GBP      | 100000       |
    """,
    "milestones": """
        | Contract | Milestone | Kind      | Mode | Share or amount | Base     | Trigger | Met on     |
        | HT-2601  | A         | milestone | pay  | 100%            | contract | signed  | 2026-01-05 |
        | HT-2602  | A         | milestone | pay  | 100%            | contract | signed  | 2026-01-05 |
        | HT-2603  | A         | milestone | pay  | 100%            | contract | signed  | 2026-01-05 |
    """,
    "claims": """
        | Claim      | Contract | Milestone | Claimed on | Claimed | Invoiced on | Invoiced | Due on     |
        | HT-2601-01 | HT-2601  | A         | 2026-02-01 | 30000   | 2026-02-02  | 30000    | 2026-03-04 |
        | HT-2601-02 | HT-2601  | A         | 2026-02-01 | 20000   | 2026-02-02  | 20000    | 2026-03-04 |
        | HT-2602-01 | HT-2602  | A         | 2026-02-01 | 20000   | 2026-02-02  | 20000    | 2026-03-04 |
        | HT-2603-01 | HT-2603  | A         | 2026-02-01 | 7000    | 2026-02-02  | 7000     | 2026-03-04 |
    """,
    "receipts": """
        | Date       | Amount | Bank reference | Contract | Claim |
        | 2026-03-01 | 50     | OLD-1          |          |       |
    """,
}


def imported(drawing: str | list[list[Any]], **choices: Any) -> Outcome:
    grid = sheet(drawing) if isinstance(drawing, str) else drawing
    return run("import_bank", book(**SHEETS), DAY, imported={"Statement": grid}, **choices)


def added(outcome: Outcome) -> list[dict[str, Any]]:
    lines = [dict(line) for edit in outcome.edits if isinstance(edit, Append) for line in edit.lines]
    assert all(edit.sheet == "receipts" for edit in outcome.edits if isinstance(edit, Append))
    return lines


@pytest.mark.parametrize(
    "drawing",
    [
        # 工商银行, 建设银行, 招商银行, 中国银行, 农业银行 and three English ones, as their exports are headed
        """
        | 交易时间            | 凭证号 | 借方发生额 | 贷方发生额 | 对方单位名称 | 用途 | 摘要 | 交易流水号 |
        | 2026-06-01 10:22:33 | 0      |            | 30,000.00  | 华岳置业公司 | 货款 | 转账 | TT-1       |
        | 2026-06-02 10:22:33 | 0      | 12.50      |            | 银行         | 费   | 手续 | TT-2       |
        """,
        """
        | 账户明细       |                    |                    |      |              |          |      |                           |
        | 交易时间       | 借方发生额（支取） | 贷方发生额（收入） | 币种 | 对方户名     | 记账日期 | 摘要 | 账户明细编号-交易流水号   |
        | 20260601102233 | 0.00               | 30000.00           | 人民币 | 华岳置业公司 | 20260601 | 货款 | TT-1                   |
        | 20260602102233 | 12.50              | 0.00               | 人民币 | 银行       | 20260602 | 手续费 | TT-2                 |
        | 合计           | 12.50              | 30000.00           |      |              |          |      |                           |
        """,
        """
        | 交易日   | 交易时间 | 借方金额 | 贷方金额 | 摘要   | 流水号 | 收/付方名称  |
        | 20260601 | 10:22:33 | --       | 30000    | 货款   | TT-1   | 华岳置业公司 |
        | 20260602 | 10:22:33 | 12.5     | --       | 手续费 | TT-2   | 银行         |
        """,
        """
        | 交易类型[ Transaction Type ] | 付款人名称[ Payer's Name ] | 交易日期[ Transaction Date ] | 交易金额[ Trade Amount ] | 交易流水号[ Transaction reference number ] | 交易附言[ Remark ] |
        | 来账 | 华岳置业公司 | 20260601 | 30000.00 | TT-1 | 货款 |
        | 往账 | 蓝港公司     | 20260602 | 12.50   | TT-2 | 手续费 |
        """,
        """
        | 交易日期   | 收入金额  | 支出金额 | 对方户名     | 交易用途 | 摘要 | 交易序号 |
        | 2026/06/01 | 30,000.00 |          | 华岳置业公司 |          | 货款 | TT-1     |
        | 2026/06/02 |           | 12.50    | 银行         |          | 费   | TT-2     |
        """,
        """
        | Date        | Description  | Reference | Paid out | Paid in   | Balance |
        | 01 Jun 2026 | 华岳置业公司 | TT-1      |          | 30,000.00 | 1       |
        | 02 Jun 2026 | fee          | TT-2      | 12.50    |           | 1       |
        """,
        """
        | Posting Date | Amount   | Transaction ID | Counterparty | Memo |
        | 2026-06-01   | 30000.00 | TT-1           | 华岳置业公司 | rent |
        | 2026-06-02   | -12.50   | TT-2           | bank         | fee  |
        """,
        """
        | Value Date | Amount   | Type | Ref  | Payer        |
        | 2026-06-01 | 30000.00 | CR   | TT-1 | 华岳置业公司 |
        | 2026-06-02 | 12.50    | DR   | TT-2 | bank         |
        """,
    ],
)
def test_exports_of_the_big_banks_are_read(drawing: str) -> None:
    outcome = imported(drawing)
    assert not outcome.problems, [str(p) for p in outcome.problems]
    (line,) = added(outcome)
    assert (line["on"], line["amount"], line["reference"], line["kind"]) == (46174.0, 30000.0, "TT-1", "cash")
    assert "1 paid out" in outcome.said.en


HEAD = "| Date | Credit | Payer | Reference | Memo | Currency |"


@pytest.mark.parametrize(
    ("payer", "memo", "amount", "currency", "contract", "claim"),
    [
        ("someone", "claim HT-2601-02", "5", "", "HT-2601", "HT-2601-02"),
        ("someone", "付ht-2601-02进度款", "5", "", "HT-2601", "HT-2601-02"),
        ("someone", "ＨＴ－２６０１－０２", "5", "", "HT-2601", "HT-2601-02"),  # full-width
        ("someone", "HT-2601 HT-2601-02", "5", "", "HT-2601", "HT-2601-02"),
        ("someone", "HT-2601", "5", "", "HT-2601", ""),
        ("HT-2601", "", "5", "", "HT-2601", ""),
        ("someone", "HT-2601-01, HT-2601-02", "5", "", "HT-2601", ""),  # two claims of one contract
        ("someone", "HT-2601 and HT-2602", "5", "", "", ""),  # two contracts
        ("someone", "HT-2601-01, HT-2602", "5", "", "", ""),
        ("someone", "HT-26011", "5", "", "", ""),  # another number
        ("someone", "HT-2601-99", "5", "", "", ""),
        ("someone", "AHT-2601", "5", "", "", ""),
        ("someone", "", "30000", "", "", ""),  # the amount alone says nothing
        ("华岳置业公司", "", "30000", "", "HT-2601", "HT-2601-01"),
        ("华岳置业公司", "", "29999.99", "", "", ""),
        ("华岳置业公司", "", "20000", "", "", ""),  # two open claims of that amount
        ("华岳置业", "", "30000", "", "", ""),  # not the name
        ("Ａcme （UK）", "", "7000", "", "HT-2603", "HT-2603-01"),
        ("Acme (UK)", "", "7000", "GBP", "HT-2603", "HT-2603-01"),
        ("Acme (UK)", "", "7000", "CNY", "", ""),  # another currency
        ("someone", "HT-2603-01", "7000", "CNY", "", ""),
    ],
)
def test_what_a_credit_pays(
    payer: str, memo: str, amount: str, currency: str, contract: str, claim: str
) -> None:
    (line,) = added(imported(f"{HEAD}\n| 2026-06-01 | {amount} | {payer} | TT-1 | {memo} | {currency} |"))
    assert (line.get("contract", ""), line.get("claim", "")) == (contract, claim)


@pytest.mark.parametrize(
    ("number", "said", "is_named"),
    [
        ("a-1", "pays a-1", False),  # too short
        ("ab-1", "pays ab-1", True),
        ("12345", "on 12345", False),
        ("123456", "on 123456", True),
        ("abcd", "abcd", False),  # a word
        ("ab-1", "ab-1.", True),
        ("ab-1", "ab-1.5", False),
        ("ab-1", "x/ab-1", False),
        ("ab-1", "款-ab-1款", True),
        ("合同(2024)第7号", "付合同(2024)第7号", True),  # other letters than a word's
        ("no 7/a", "no 7/a", True),
        ("no 7/a", "no 7/ab", False),
        ("no 7/a", "1.no 7/a", False),
        ("#7-a", "#7-a.", True),
    ],
)
def test_a_number_is_a_word_of_its_own(number: str, said: str, is_named: bool) -> None:
    assert bool(named_in(said, numbers_of([number]))) is is_named


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("| 2026-06-01 | 51 | x | OLD-1 | | |", "already stands for 50"),
        ("| 2026-06-01 | 5 | x | | | |", "needs the bank's number"),
        ("| 2026-06-01 | 5 | Total Ltd | | total | |", "needs the bank's number"),
        ("| 2026-06-01 | 5 | x | 000 | | |", "needs the bank's number"),
        ("| 03/04/2026 | 5 | x | TT-1 | | |", "needs a date"),
        ("| #REF! | 5 | x | TT-1 | | |", "needs a date"),
        ("| 2026-06-01 | abc | x | TT-1 | | |", "needs an amount"),
        ("| 2026-06-01 | #N/A | x | TT-1 | | |", "needs an amount"),
        ("| 2026-06-01 | -5 | x | TT-1 | | |", "a credit taken back"),
        ("| 2026-06-01 | 5 | x | TT-1 | | Taler |", "currency code"),
        ("| 2026-06-01 | 7 | x | TT-0 | | |", "already stands for 7"),  # twice in the file
    ],
)
def test_what_cannot_be_read_is_listed_and_not_added(row: str, says: str) -> None:
    outcome = imported(f"{HEAD}\n| 2026-06-01 | 7 | x | TT-0 | | |\n{row}")
    assert [line["reference"] for line in added(outcome)] == ["TT-0"]
    (problem,) = outcome.problems
    assert says in problem.message.en
    assert (problem.line, problem.blocks, str(problem.sheet.en)) == (2, False, "Statement")


def test_a_reference_that_lost_its_digits_is_refused() -> None:
    rows = [
        ["Date", "Credit", "Reference"],
        ["2026-06-01", 5.0, 999999999999999.0],
        ["2026-06-01", 5.0, 1e15],
    ]
    outcome = imported(rows)
    assert [line["reference"] for line in added(outcome)] == ["999999999999999"]
    assert "lost digits" in outcome.problems[0].message.en


def test_what_is_in_receipts_is_not_added_twice() -> None:
    drawing = f"{HEAD}\n| 2026-03-01 | 50 | x | old-1 | | |\n| 2026-06-01 | 7 | x | TT-7 | | |"
    outcome = imported(drawing)
    assert [line["reference"] for line in added(outcome)] == ["TT-7"]
    assert not outcome.problems
    grown = book(**SHEETS)
    grown["Receipts"] += [[line["on"], line["amount"], line["reference"], "", ""] for line in added(outcome)]
    again = run("import_bank", grown, DAY, imported={"Statement": sheet(drawing)})
    assert not again.edits
    assert "2 already in Receipts" in again.said.en


@pytest.mark.parametrize(("mark", "comes_in"), [("贷", True), ("借", False), ("收", True), ("?", None)])
def test_a_mark_says_which_way_the_money_went(mark: str, comes_in: bool | None) -> None:
    drawing = f"| 日期 | 金额 | 借贷标志 | 流水号 |\n| 2026-06-01 | 1 | 借 | TT-0 |\n| 2026-06-01 | 5 | {mark} | TT-1 |"
    outcome = imported(drawing)
    assert bool(added(outcome)) is bool(comes_in)
    assert bool(outcome.problems) is (comes_in is None)


def test_a_column_of_other_words_is_no_mark() -> None:
    drawing = "| Date | Amount | Type | Reference |\n| 2026-06-01 | 5 | BACS | TT-1 |\n| 2026-06-01 | -5 | CHQ | TT-2 |"
    assert [line["amount"] for line in added(imported(drawing))] == [5.0]


@pytest.mark.parametrize("memo", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", '=HYPERLINK("x")'])
def test_a_memo_is_text_whatever_it_begins_with(memo: str) -> None:
    rows = [
        ["Date", "Credit", "Payer", "Reference", "Memo"],
        ["2026-06-01", 5.0, memo, "TT-1", memo + "\x00\u202e\nx"],
    ]
    (line,) = added(imported(rows))
    assert line["payer"] == memo
    assert line["note"] == f"{memo} x" or line["note"].startswith(memo)
    assert not set("\x00\u202e\n") & set(line["note"])


def test_a_statement_without_references_says_what_it_needs() -> None:
    outcome = imported("| Date | Amount |\n| 2026-06-01 | 5 |")
    assert not outcome.edits
    assert "bank reference" in outcome.problems[0].message.en


def test_suggestions_pay_what_they_name() -> None:
    outcome = imported(
        f"{HEAD}\n| 2026-06-01 | 30000 | 华岳置业公司 | TT-1 | | |\n| 2026-06-01 | 9 | x | TT-2 | | |"
    )
    grown = book(**SHEETS)
    grown["Receipts"] += [
        [line["on"], line["amount"], line["reference"], line.get("contract", ""), line.get("claim", "")]
        for line in added(outcome)
    ]
    desk = portfolio(read_book(grown), DAY)
    assert not desk.problems
    paid = next(r for r in desk.receivables() if r.claim == "HT-2601-01")
    assert paid.outstanding == Decimal("0.00")
    assert [u.reference for u in desk.unallocated] == ["OLD-1", "TT-2"]  # visible until somebody names it
