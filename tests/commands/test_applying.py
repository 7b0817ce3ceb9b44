"""Payment applications: the figures are the ledger's, in the form and the language of the contract."""

from __future__ import annotations

import copy
import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ledger.commands import Outcome
from ledger.commands.applying import payment_application
from ledger.portfolio import portfolio
from ledger.tables.book import read_book
from ledger.workbook import read
from tests.drawing import book
from tests.printed import lines
from tests.tools import validation_errors

BOOKS = Path(__file__).parents[1] / "books"
DAY = date(2026, 6, 30)
SHEETS = {
    "contracts": """
        | Contract | Project | Customer | Currency | Contract sum | Signed on  | Language | Address         | Retention rate | Retention base | Recoupment method |
        | C-01     | 体育馆  | 华岳公司 | CNY      | 100000       | 2026-01-05 |          | 88 Binjiang Ave | 3%             | work done      | pro rata          |
        | C-02     | Clinic  | Acme     | USD      | 1000         | 2026-01-05 |          |                 |                |                |                   |
        | C-03     | School  | Birch    | USD      | 1000         | 2026-01-05 |          |                 |                |                |                   |
        | C-04     | Bridge  | Cedar    | USD      | abc          | 2026-01-05 |          |                 |                |                |                   |
    """,
    "milestones": """
        | Contract | Milestone | Name   | Kind      | Mode | Share or amount | Base         | Trigger     | Met on     |
        | C-01     | Y         | 预付款 | advance   | pay  | 20%             | contract     | signed      |            |
        | C-01     | J         | 进度款 | progress  | pay  | 80%             | period value | certificate |            |
        | C-02     | A         | Design | milestone | pay  | 50%             | contract     | signed      | 2026-01-05 |
        | C-02     | B         | Build  | milestone | pay  | 40%             | contract     | accepted    |            |
        | C-03     | A         | All    | milestone | pay  | 100%            | contract     | accepted    |            |
        | C-04     | A         | All    | milestone | pay  | 100%            | contract     | signed      |            |
    """,
    "progress": """
        | Contract | Milestone | Date       | Done  |
        | C-01     | J         | 2026-03-31 | 30000 |
        | C-01     | J         | 2026-05-31 | 50000 |
    """,
    "claims": """
        | Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Retention held | Recouped |
        | Q-1   | C-01     | Y         | 2026-01-06 | 20000   | 2026-01-08   | 20000     |                |          |
        | Q-2   | C-01     | J         | 2026-04-01 | 24000   | 2026-04-03   | 24000     | 900            | 6000     |
    """,
    "variations": """
        | Contract | Number | Date       | Amount | Status    |
        | C-02     | V-1    | 2026-02-01 | 70     | submitted |
    """,
    "receipts": """
        | Date       | Amount | Payer    | Bank reference | Contract | Claim | Kind |
        | 2026-02-20 | 20000  | 华岳公司 | TT-1           | C-01     | Q-1   | cash |
        | 2026-05-20 | 10000  | 华岳公司 | TT-2           | C-01     | Q-2   | cash |
    """,
    "rules": """
        | ■ Settings |  |  |  |
        | Setting | Value | Meaning | Source |
        | Our company | 蓝港公司 | | |
        | Bank account | 6200 0001 | | |
    """,
}


def made(language: str = "en", changes: dict[str, tuple[str, str]] | None = None, **choices: Any) -> Outcome:
    sheets = dict(SHEETS)
    for key, (old, new) in (changes or {}).items():
        assert old in sheets[key]
        sheets[key] = sheets[key].replace(old, new)
    return payment_application(book(**sheets), DAY, language, **choices)


def seen(outcome: Outcome, contract: str, sheet: int = 0) -> list[str]:
    return lines(next(f.data for f in outcome.files if f"_{contract}_" in f.name), sheet)


def test_golden_fixture_2_from_a_book() -> None:
    folder = BOOKS / "2026-09-10_stored_materials"
    outcome = payment_application(read(folder), date(2026, 9, 10), "en")
    said = seen(outcome, "US-1")
    for line in (
        "1|Original contract sum|100,000.00",
        "2|Net change by variations agreed|10,000.00",
        "3|Contract sum to date (1 + 2)|110,000.00",
        "4|Total completed and stored to date (column G)|60,000.00",
        "5a|Retainage on completed work|5,700.00",
        "5b|Retainage on stored material|150.00",
        "5|Total retainage|5,850.00",
        "6|Total earned less retainage|54,150.00",
        "7|Less previous certificates for payment|31,500.00",
        "8|CURRENT PAYMENT DUE (6 - 7)|22,650.00",
        "9|Balance to finish, including retainage (3 - 6)|55,850.00",
        "Variations submitted or disputed, counted nowhere above: USD 4,000.00.",
    ):
        assert line in said, line
    columns = seen(outcome, "US-1", 1)
    wanted = "110,000.00|35,000.00|22,000.00|3,000.00|60,000.00|54.5%|50,000.00|5,850.00"
    assert f"APP|Applications for payment|{wanted}" in columns
    assert f"Grand total|{wanted}" in columns
    assert outcome.listing[1][:6] == ("US-1", "Elm Street Clinics", "USD", 22650.0, 31500.0, 5850.0)


def test_a_chinese_contract_gets_the_request_table() -> None:
    """50,000 of work, 80% payable: 40,000; 1,500 held, 10,000 of the advance taken back; 37,100 asked before."""
    outcome = made(contracts=["C-01"])
    said = seen(outcome, "C-01")
    for line in (
        "工程款支付申请表",
        "致：华岳公司",
        "工程名称|体育馆",
        "签约合同价||100,000.00",
        "完成产值|30,000.00|20,000.00|50,000.00",
        "按合同应付工程款（扣款前）|24,000.00|16,000.00|40,000.00",
        "预付款|20,000.00|0.00|20,000.00",
        "减：应扣预付款|6,000.00|4,000.00|10,000.00",
        "减：应扣质保金|900.00|600.00|1,500.00",
        "应付净额|37,100.00|11,400.00|48,500.00",
        "累计已付||30,000.00",
        "前期已申请、尚未支付||7,100.00",
        "本期应付（本期申请支付）||11,400.00",
        "大写：人民币壹万壹仟肆佰元整",
        "账号：6200 0001",
        "计量工程的应付金额已乘合同约定的付款比例，完成产值为未乘比例的金额。",
    ):
        assert any(line == row or row.endswith(f"|{line}") for row in said), line
    stages = seen(outcome, "C-01", 1)
    assert "J|进度款|80,000.00|40,000.00|24,000.00|1,500.00|10,000.00|11,400.00" in stages
    assert "合计|60,000.00|44,000.00|1,500.00|10,000.00|11,400.00" in stages


@pytest.mark.parametrize(
    ("contract", "form", "title", "amount"),
    [
        ("C-01", None, "工程款支付申请表", "本期应付（本期申请支付）||11,400.00"),
        ("C-01", "request", "工程款支付申请表", "本期应付（本期申请支付）||11,400.00"),
        ("C-01", "g702", "付款申请", "8|本期应付（6－7）|11,400.00"),
        ("C-01", "G702/G703 style", None, None),
        ("C-02", None, "Application for payment", "8|CURRENT PAYMENT DUE (6 - 7)|500.00"),
        ("C-02", "工程款支付申请表", "Payment request", "Requested now||500.00"),
    ],
)
def test_either_form_for_either_contract(
    contract: str, form: str | None, title: str | None, amount: str | None
) -> None:
    outcome = made(contracts=[contract], form=form)
    if title is None or amount is None:
        assert outcome.said.en == "Nothing was done: 'G702/G703 style' is no form of application."
        return
    said = seen(outcome, contract)
    assert title in said
    assert any(amount in line for line in said)


def test_every_contract_with_something_billable() -> None:
    outcome = made()
    assert [file.name for file in outcome.files] == [
        "2026-06-30_C-01_华岳公司_application.xlsx", "2026-06-30_C-02_Acme_application.xlsx",
    ]  # fmt: skip
    assert outcome.said.en == (
        "2 payment application(s) drafted for CNY 11,400.00, USD 500.00 net; 1 contract(s) held back. Nothing was sent."
    )
    assert [row[0] for row in outcome.listing[1:]] == ["C-04", "C-01", "C-02"]
    assert outcome.listing[1][-1] == "not drafted: contract C-04 has a problem"
    assert outcome.listing[2][3:6] == (11400.0, 37100.0, 1500.0)
    assert outcome.folder == "applications-2026-06-30"
    assert made("zh").folder == "付款申请-2026-06-30"
    assert "程序未发送任何内容" in outcome.said.zh
    assert made(contracts=["C-03"]).listing[1][-1] == "nothing can be claimed now"
    assert [file.name for file in made(customers=["Acme"]).files] == ["2026-06-30_C-02_Acme_application.xlsx"]


def test_it_is_what_new_claim_would_draft_and_the_book_stays() -> None:
    sheets = book(**SHEETS)
    before = copy.deepcopy(sheets)
    outcome = payment_application(sheets, DAY, "en")
    assert not outcome.edits
    assert sheets == before
    desk = portfolio(read_book(sheets), DAY)
    billable = {number: sum(p.billable for p in one.positions) for number, one in desk.accounts.items()}
    listed = {row[0]: row[3] for row in outcome.listing[1:] if row[3] != ""}
    assert listed == {number: float(amount) for number, amount in billable.items() if amount}


def test_figures_are_numbers_and_days_are_days() -> None:
    data = next(file.data for file in made(contracts=["C-02"]).files)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    kinds = {row[0].value: row[-1] for row in sheet.iter_rows()}
    assert kinds["8"].data_type == "n"
    days = [cell.value for row in sheet.iter_rows() for cell in row if getattr(cell, "is_date", False)]
    assert [day.date() for day in days] == [date(2026, 1, 5), DAY]


def test_words_of_a_book_are_words() -> None:
    changes = {
        "contracts": ("| Clinic  | Acme ", "| =1+1 | @x<v>&{y}\u202e "),
        "milestones": ("Design", "=cmd/x"),
    }
    outcome = made(changes=changes, contracts=["C-02"])
    said = seen(outcome, "C-02")
    assert "To: @x<v>&{y}" in said
    assert "Project|=1+1" in said
    assert any(line.startswith("A|=cmd/x|500.00") for line in seen(outcome, "C-02", 1))


def test_excel_opens_them(tmp_path: Path) -> None:
    for form in ("g702", "request"):
        for n, file in enumerate(made(form=form).files):
            path = tmp_path / f"{n}.xlsx"
            path.write_bytes(file.data)
            assert not validation_errors(path)
