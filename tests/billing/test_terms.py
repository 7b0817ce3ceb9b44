"""The walk through a contract's stages: triggers, 支付 and 付至, bases, caps (TRM-1 to TRM-5)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from ledger.billing.terms import NEVER, Dossier, Entitlement, entitlement
from ledger.tables.book import read_book
from tests.drawing import book

# domain.md golden fixture 3: settlement 10.4 M, retention 5% released 40% after a year, the rest after two
CN_1 = {
    "contracts": """
        | Contract | Customer | Currency | Contract sum | Signed on  | Completed on | Accepted on | Settlement sum | Settled on |
        | CN-1     | 华建     | CNY      | 10000000     | 2024-12-01 | 2025-06-01   | 2025-07-01  | 10400000       | 2025-09-01 |
    """,
    "milestones": """
        | Contract | Milestone | Kind       | Mode | Share or amount | Base         | Trigger     | Trigger value |
        | CN-1     | month     | 进度款     | 支付 | 70%             | 当期产值     | 计量批复    |               |
        | CN-1     | done      | 竣工款     | 付至 | 80%             | 合同价       | 竣工        |               |
        | CN-1     | accepted  | 验收款     | 付至 | 90%             | 合同价       | 验收        |               |
        | CN-1     | settled   | 结算款     | 付至 | 95%             | 结算价       | 结算        |               |
        | CN-1     | year 1    | 质保金返还 | 支付 | 2%              | 结算价       | 验收        | 12个月        |
        | CN-1     | year 2    | 质保金返还 | 支付 | 余额            | 结算价       | 验收        | 24个月        |
    """,
    "progress": """
        | Contract | Date       | Done     |
        | CN-1     | 2025-02-01 | 2000000  |
        | CN-1     | 2025-03-01 | 6000000  |
        | CN-1     | 2025-05-01 | 10000000 |
    """,
}


def dossier(as_of: str, sheets: dict[str, str]) -> Dossier:
    read = read_book(book(**sheets))
    assert not read.problems, [str(problem) for problem in read.problems]
    (contract,) = read.contracts.values()
    return Dossier(contract, read.milestones, read.progress, read.variations, date.fromisoformat(as_of))


def granted(answer: Entitlement) -> D:
    return sum((grant.amount for grant in answer.grants), D(0))


@pytest.mark.parametrize(
    ("as_of", "cumulative"),
    [
        ("2025-01-31", "0"),
        ("2025-02-01", "1400000"),
        ("2025-03-01", "4200000"),
        ("2025-05-01", "7000000"),
        ("2025-05-31", "7000000"),
        ("2025-06-01", "8000000"),
        ("2025-07-01", "9000000"),
        ("2025-08-31", "9000000"),
        ("2025-09-01", "9880000"),
        ("2026-06-30", "9880000"),
        ("2026-07-01", "10088000"),
        ("2027-07-01", "10400000"),
    ],
)
def test_golden_fixture_3(as_of: str, cumulative: str) -> None:
    assert granted(entitlement(dossier(as_of, CN_1))) == D(cumulative)


def test_reading_up_to_as_pay_over_bills_seven_millions_and_is_noticed() -> None:
    """付至 read as 支付: 80% + 90% of the contract on top of 70%: the whole it is worth limits it, and says so."""
    wrong = dict(CN_1, milestones=CN_1["milestones"].replace("付至", "支付"))
    answer = entitlement(dossier("2025-07-01", wrong))
    assert granted(answer) == D("10000000")  # the revised sum: more than that is never granted
    assert answer.limited == D("14000000")  # 7 + 8 + 9 = 24 M asked for by the wrong reading


CONTRACT = """
    | Contract | Customer | Currency | Contract sum | Signed on  | Accepted on | Defects months |
    | C        | Acme     | USD      | 1000         | 2025-01-31 | 2025-03-31  | 6              |
"""


def stages(*lines: str, **more: str) -> dict[str, str]:
    heading = (
        "| Contract | Milestone | Kind | Mode | Share or amount | Base | Trigger | Trigger value | Met on |"
    )
    rows = "\n".join(f"| C | {n} | {line} |" for n, line in enumerate(lines, start=1))
    return {"contracts": CONTRACT, "milestones": f"{heading}\n{rows}", **more}


@pytest.mark.parametrize(
    ("stage", "as_of", "met"),
    [
        ("milestone|pay|10%|contract|date|2025-02-10|", "2025-02-10", "2025-02-10"),
        ("milestone|pay|10%|contract|date|2025-02-10|", "2025-02-09", None),
        ("milestone|pay|10%|contract|date|2025-02-10|2025-02-05", "2025-02-05", "2025-02-05"),
        ("advance|pay|10%|contract|signed||", "2025-01-31", "2025-01-31"),
        ("advance|pay|10%|contract|signed|28 days|", "2025-02-28", "2025-02-28"),
        ("advance|pay|10%|contract|signed|1 month|", "2025-02-28", "2025-02-28"),  # 31 January + 1 month
        ("release|pay|10%|contract|accepted||", "2025-09-29", None),
        ("release|pay|10%|contract|accepted||", "2025-09-30", "2025-09-30"),  # after the defects period
        ("release|pay|10%|contract|accepted|0 days|", "2025-03-31", "2025-03-31"),
        ("milestone|pay|10%|contract|completed||", "2029-01-01", None),
        ("milestone|pay|10%|contract|progress|50%|", "2025-06-30", "2025-05-31"),  # exactly at the mark
        ("milestone|pay|10%|contract|progress|50.01%|", "2025-06-29", None),
        ("milestone|pay|10%|contract|progress||", "2025-06-30", "2025-06-30"),  # none given: all of it
        ("progress|pay|80%|period value|certificate||", "2025-05-30", None),
        ("progress|pay|80%|period value|certificate||", "2025-05-31", "2025-05-31"),
    ],
)
def test_trigger(stage: str, as_of: str, met: str | None) -> None:
    progress = "| Contract | Date | Done |\n| C | 2025-05-31 | 50% |\n| C | 2025-06-30 | 100% |"
    (answer,) = entitlement(dossier(as_of, stages(stage, progress=progress))).triggered
    assert answer == (date.fromisoformat(met) if met else NEVER)


def test_stages_wait_for_each_other_in_a_chain() -> None:
    """Deemed accepted 30 days after delivery, paid 14 days after that, whichever line stands first."""
    sheets = stages(
        "milestone|pay|10%|contract|another stage|2 + 14 days|",
        "milestone|pay|10%|contract|another stage|3 + 30 days|",
        "milestone|pay|10%|contract|date|2025-02-01|",
    )
    assert entitlement(dossier("2025-03-16", sheets)).triggered == (NEVER, date(2025, 3, 3), date(2025, 2, 1))
    assert entitlement(dossier("2025-03-17", sheets)).triggered[0] == date(2025, 3, 17)


@pytest.mark.parametrize(
    ("lines", "cumulative"),
    [
        (
            ("milestone|pay|30%|contract|date|2025-01-01|", "milestone|up to|50%|contract|date|2025-02-01|"),
            "500",
        ),
        # order matters where an incremental term follows an up-to
        (
            ("milestone|pay|30%|contract|date|2025-02-01|", "milestone|up to|50%|contract|date|2025-01-01|"),
            "800",
        ),
        (
            (
                "milestone|up to|50%|contract|date|2025-01-01|",
                "milestone|up to|40%|contract|date|2025-02-01|",
            ),
            "500",
        ),
        (
            ("milestone|pay|700|fixed|date|2025-01-01|", "milestone|pay|balance|contract|date|2025-02-01|"),
            "1000",
        ),
        (("milestone|pay|700|fixed|date|2025-01-01|", "milestone|pay|40%|contract|date|2025-02-01|"), "1000"),
    ],
)
def test_pay_adds_and_up_to_raises(lines: tuple[str, ...], cumulative: str) -> None:
    assert granted(entitlement(dossier("2025-12-31", stages(*lines)))) == D(cumulative)


@pytest.mark.parametrize(
    ("as_of", "status", "cumulative"),
    [
        ("2025-03-31", "agreed", "500"),
        ("2025-04-01", "agreed", "600"),
        ("2025-04-01", "submitted", "500"),
        ("2025-04-01", "disputed", "500"),
    ],
)
def test_only_an_agreed_variation_moves_the_base_and_only_from_its_day(
    as_of: str, status: str, cumulative: str
) -> None:
    sheets = stages(
        "milestone|pay|50%|revised|date|2025-01-01|",
        variations=f"| Contract | Date | Amount | Status |\n| C | 2025-04-01 | 200 | {status} |",
    )
    assert granted(entitlement(dossier(as_of, sheets))) == D(cumulative)


def test_stored_materials_are_paid_while_they_are_stored() -> None:
    sheets = stages(
        "progress|pay|100%|period value|certificate||",
        progress="| Contract | Date | Done | Stored materials |\n| C | 2025-04-30 | 200 | 150 |\n| C | 2025-05-31 | 500 | 0 |",
    )
    april, may = (entitlement(dossier(day, sheets)).grants for day in ("2025-04-30", "2025-05-31"))
    assert [(g.amount, g.stored) for g in april] == [(D(200), D(150))]
    assert [(g.amount, g.stored) for g in may] == [(D(200), D(150)), (D(300), D(-150))]
