"""Interest statements: the letter says which rate and order it uses, and the book stays as it was."""

from __future__ import annotations

import copy
import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from ledger.collecting.statutes import RATES
from ledger.commands import Outcome
from ledger.commands.charging import interest
from tests.drawing import book
from tests.printed import lines
from tests.tools import validation_errors

DAY = date(2025, 12, 31)
SHEETS = {
    "contracts": """
        | Contract | Customer | Currency | Contract sum | Signed on  | Late rate | Late basis | Rule set | Customer type    | Address | Block reason |
        | C-01     | 华岳公司 | CNY      | 2000000      | 2025-06-02 | 0.05%     | per day    | CN-SME   | large enterprise | 滨江路1号 |            |
        | C-02     | Acme     | USD      | 2000000      | 2025-06-02 | 6%        |            |          |                  | 1 Road  |              |
        | C-03     | Birch    | USD      | 2000000      | 2025-06-02 |           |            |          |                  | 2 Road  |              |
        | C-04     | Cedar    | USD      | 2000000      | 2025-06-02 | 6%        |            |          |                  | 3 Road  | talks        |
        | C-05     | Dogwood  | USD      | 2000000      | 2025-06-02 | 6%        |            |          |                  | 4 Road  |              |
        | C-06     | Elm      | USD      | abc          | 2025-06-02 | 6%        |            |          |                  | 5 Road  |              |
        | C-07     | Fir      | USD      | 2000000      | 2025-06-02 | 6%        |            |          |                  | 6 Road  |              |
    """,
    "milestones": "| Contract | Milestone | Kind | Mode | Share or amount | Base | Trigger | Met on |\n"
    + "\n".join(
        f"| C-0{n} | A | milestone | pay | 100% | contract | signed | 2025-06-05 |" for n in range(1, 8)
    ),
    "claims": """
        | Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Invoice number | Due on     | Disputed amount |
        | Q-1   | C-01     | A         | 2025-06-10 | 1000000 | 2025-06-12   | 1000000   | INV-1          | 2025-07-10 |                 |
        | Q-2   | C-02     | A         | 2025-06-10 | 365000  | 2025-06-12   | 365000    |                | 2025-12-01 |                 |
        | Q-2b  | C-02     | A         | 2025-06-11 | 1000    | 2025-06-12   | 1000      |                | 2025-12-01 | 400             |
        | Q-3   | C-03     | A         | 2025-06-10 | 1000    | 2025-06-12   | 1000      |                | 2025-12-01 |                 |
        | Q-4   | C-04     | A         | 2025-06-10 | 1000    | 2025-06-12   | 1000      |                | 2025-12-01 |                 |
        | Q-5   | C-05     | A         | 2025-06-10 | 1000    | 2025-06-12   | 1000      |                | 2025-12-01 |                 |
        | Q-6   | C-06     | A         | 2025-06-10 | 1000    | 2025-06-12   | 1000      |                | 2025-12-01 |                 |
        | Q-7   | C-07     | A         | 2025-06-10 | 1000    | 2025-06-12   | 1000      |                | 2025-12-31 |                 |
    """,
    "receipts": """
        | Date       | Amount | Payer   | Bank reference | Contract | Claim | Kind |
        | 2025-09-10 | 300000 | 华岳公司 | TT-1          | C-01     | Q-1   | cash |
        | 2025-12-20 | 5      | dogwood | TT-2           |          |       | cash |
    """,
    "rules": """
        | ■ Settings |  |  |  |
        | Setting | Value | Meaning | Source |
        | Our company | 蓝港公司 | | |
        | Bank account | 6200 | | |
        | ■ Interest rates | | | |
        | Rate | From | Percent | Source |
        | LPR-1Y | 2025-05-20 | 3.00% | Interbank centre |
    """,
}


def made(language: str = "en", changes: dict[str, tuple[str, str]] | None = None, **choices: Any) -> Outcome:
    sheets = dict(SHEETS)
    for key, (old, new) in (changes or {}).items():
        assert old in sheets[key]
        sheets[key] = sheets[key].replace(old, new)
    return interest(book(**sheets), DAY, language, **choices)


def file_of(outcome: Outcome, contract: str, ending: str) -> bytes:
    return next(f.data for f in outcome.files if f"_{contract}_" in f.name and f.name.endswith(ending))


def letter(outcome: Outcome, contract: str) -> str:
    document = docx.Document(io.BytesIO(file_of(outcome, contract, ".docx")))
    rows = ["|".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join([*(p.text for p in document.paragraphs), *rows])


def listed(outcome: Outcome, contract: str) -> list[tuple[Any, ...]]:
    return [row for row in outcome.listing if row[0] == contract]


def test_golden_fixture_5_in_the_customers_language() -> None:
    outcome = made(contracts=["C-01"])
    said = letter(outcome, "C-01")
    for line in (
        "致：华岳公司",
        "利率：合同约定利率，0.05%（每日）。",
        "付款抵充顺序：先本金，后利息，再费用。",
        "Q-1 / INV-1|2025-07-10|1,000,000.00|300,000.00|70,200.00|700,000.00|70,200.00",
        "未付本金人民币700,000.00元，未付利息人民币70,200.00元，合计人民币770,200.00元。",
        "未付利息（大写）：人民币柒万零贰佰元整",
        "自2026年1月1日起，在付款或利率变动之前，每日增加利息人民币350.00元。",
        "2025-07-11|2025-09-10|62|1,000,000.00|0.05%（每日）|31,000.00",
        "2025-09-11|2025-12-31|112|700,000.00|0.05%（每日）|39,200.00",
        "2025-09-10|300,000.00|300,000.00|0.00",
        "本计算书仅为告知，不是发票，未据此记账",
        "账号：6200",
    ):
        assert line in said, line
    assert "60,900" not in said
    assert "LPR" not in said  # what else could have been chosen is not the customer's business
    assert listed(outcome, "C-01") == [
        (
            "C-01", "华岳公司", "Q-1", "CNY", "the contract's rate", "principal, interest, costs", 700000.0, 70200.0,
            350.0, "; ".join(file.name for file in outcome.files), "",
        )
    ]  # fmt: skip


def test_the_letter_says_that_interest_is_paid_first() -> None:
    said = letter(made(contracts=["C-01"], order="利息优先"), "C-01")
    for line in (
        "付款抵充顺序：先费用，后利息，再本金。",
        "Q-1 / INV-1|2025-07-10|1,000,000.00|300,000.00|71,936.00|731,000.00|40,936.00",
        "2025-09-11|2025-12-31|112|731,000.00|0.05%（每日）|40,936.00",
        "2025-09-10|300,000.00|269,000.00|31,000.00",
        "对账单按付款先冲本金列示，其未付本金为人民币700,000.00元。",
    ):
        assert line in said, line


def test_the_letter_names_the_fixed_sum_of_a_law() -> None:
    rows = "\n".join(
        f"| {r.name} | {r.on} | {r.rate * 100}% | {r.source} |" for r in RATES if r.name == "BOE"
    )
    changes = {
        "contracts": (
            "Birch    | USD      | 2000000      | 2025-06-02 |           |            |          |",
            "Birch    | GBP      | 2000000      | 2025-06-02 |           |            | UK       |",
        ),
        "rules": ("| LPR-1Y | 2025-05-20 | 3.00% | Interbank centre |", rows),
    }
    said = letter(made(changes=changes, contracts=["C-03"]), "C-03")
    for line in (
        "Rate: BOE + 8%, per year / 365, by Late Payment of Commercial Debts (Interest) Act 1998 s.5A",
        "The published rate BOE is known to us up to its change of 31 December 2023 (5.25%)",
        "Principal GBP 1,000.00, interest GBP 10.89 and fixed sum GBP 70.00: together GBP 1,080.89.",
        "2 Dec 2025|31 Dec 2025|30|1,000.00|13.25% per year / 365|10.89",
    ):
        assert line in said, line


def test_the_letter_says_on_which_basis() -> None:
    said = letter(made(contracts=["C-01"], basis="lpr"), "C-01")
    assert "利率：LPR-1Y（每年/365）。" in said
    assert "公布利率LPR-1Y：我方已知的最近一次调整为2025年5月20日（3%），此后按未调整计算。" in said
    assert "11,539.73" in said
    outcome = made(contracts=["C-01"], basis="statutory")
    assert "国务院令第802号《保障中小企业款项支付条例》art. 17从其约定" in letter(outcome, "C-01")
    assert "a lawyer must confirm" in listed(outcome, "C-01")[0][-1]


def test_six_ways_in_the_clerks_language() -> None:
    for language, used in (("en", "the contract's rate"), ("zh", "合同约定利率")):
        outcome = made(language, contracts=["C-01"])
        compared = lines(file_of(outcome, "C-01", ".xlsx"))
        ways = [line for line in compared if line.endswith("●")]
        assert len(ways) == 1
        assert ways[0].startswith(used)
        assert "|70,200.00|70,200.00|700,000.00|0.00|770,200.00|350.00|●" in ways[0]
    assert "Internal, not for the customer" in "".join(
        lines(file_of(made(contracts=["C-01"]), "C-01", ".xlsx"))
    )
    assert (
        "合同约定利率|合同约定利率，0.05%（每日）|先费用，后利息，再本金|71,936.00|40,936.00|731,000.00|0.00|771,936.00|365.50"
        in compared
    )
    assert (
        "LPR|LPR-1Y（每年/365）|先本金，后利息，再费用|11,539.73|11,539.73|700,000.00|0.00|711,539.73|57.53"
        in compared
    )
    steps = lines(file_of(outcome, "C-01", ".xlsx"), 1)
    assert "Q-1 / INV-1|2025-07-11|2025-09-10|62|1,000,000.00|0.05%|每日|31,000.00" in steps


def test_a_way_that_does_not_apply_says_why() -> None:
    compared = "\n".join(lines(file_of(made(contracts=["C-02"]), "C-02", ".xlsx")))
    assert "the rate of law|not available because the contract's rule set gives no rate of law" in compared
    assert "the published LPR|not available because LPR is about CNY, the contract is in USD" in compared


@pytest.mark.parametrize(
    ("contract", "why"),
    [
        ("C-03", "the published LPR: not available because LPR is about CNY, the contract is in USD"),
        ("C-04", "blocked: talks"),
        ("C-05", "money of this customer is not allocated yet"),
        ("C-06", "contract C-06 has a problem"),
    ],
)
def test_who_gets_none_and_why(contract: str, why: str) -> None:
    outcome = made()
    assert [row[-1] for row in listed(outcome, contract)] == [f"not drafted: {why}"]
    assert not any(f"_{contract}_" in file.name for file in outcome.files)


def test_everybody_with_overdue_money_or_those_chosen() -> None:
    outcome = made()
    drafted = sorted({file.name.split("_")[1] for file in outcome.files})
    assert drafted == ["C-01", "C-02"]
    assert not listed(outcome, "C-07")  # due on the day itself
    assert outcome.said.en == (
        "2 interest statement(s) drafted, interest CNY 70,200.00, USD 1,802.96; 4 contract(s) without one. "
        "Nothing was posted and nothing was sent."
    )
    assert outcome.folder == "interest-2025-12-31"
    assert made("zh").folder == "利息-2025-12-31"
    assert "程序未发送任何内容" in outcome.said.zh
    assert {file.name.split("_")[1] for file in made(customers=["Acme"]).files} == {"C-02"}
    assert {file.name.split("_")[1] for file in made(contracts=["C-04"]).files} == {
        "C-04"
    }  # asked for by number
    assert not made(contracts=["C-05"]).files
    assert not made(contracts=[]).files


def test_nothing_in_the_book_changes() -> None:
    sheets = book(**SHEETS)
    before = copy.deepcopy(sheets)
    outcome = interest(sheets, DAY, "en")
    assert not outcome.edits
    assert sheets == before
    assert outcome == interest(sheets, DAY, "en")


@pytest.mark.parametrize("choices", [{"basis": "usury"}, {"order": "costs last"}])
def test_a_word_that_is_no_choice_does_nothing(choices: dict[str, str]) -> None:
    outcome = made(**choices)
    assert outcome.said.en.startswith("Nothing was done: ")
    assert not outcome.files


def test_what_is_disputed_bears_no_interest_or_the_whole_claim_where_the_book_says_so() -> None:
    changes = {"rules": ("| Bank account | 6200 | | |", "| dunning_dispute | whole | | |")}
    whole = made(changes=changes, contracts=["C-02"])
    assert "Claim Q-2b is not in it: disputed." in "\n".join(lines(file_of(whole, "C-02", ".xlsx")))
    said = letter(made(contracts=["C-02"]), "C-02")
    assert "Q-2b|1 Dec 2025|600.00|0.00|2.96|600.00|2.96" in said
    assert "Of Q-2b, USD 400.00 is under discussion and bears no interest here." in said


def test_words_of_a_customer_are_words() -> None:
    name = "=cmd/x<w:p/>&{x}\u202e"
    outcome = made(changes={"contracts": ("| Acme ", f"| {name} ")}, contracts=["C-02"])
    assert "To: =cmd/x<w:p/>&{x}\n" in letter(outcome, "C-02")
    assert "=cmd/x<w:p/>&{x}," in lines(file_of(outcome, "C-02", ".xlsx"))[1]


def test_office_opens_them(tmp_path: Path) -> None:
    for n, file in enumerate(made().files):
        path = tmp_path / f"{n}{file.name[-5:]}"
        path.write_bytes(file.data)
        assert not validation_errors(path)
