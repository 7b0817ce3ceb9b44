"""Each mismatch short of, at and past its tolerance and its days, through MISMATCHES (MIS-1 to MIS-15)."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from ledger.collecting.mismatches import RULES, worst
from ledger.functions import call
from tests.drawing import arguments, column

CLAIMS = (
    "| Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Invoiced on | Invoiced | Due on "
    "| Disputed amount |\n"
)
PLAIN = "| C | 1 | milestone | pay | 40% | contract | date | 2025-02-01 |"
PAID_UP = "| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | 2025-02-10 | 400 | 2025-03-11 | |"
CASH = "| 2025-03-01 | 400 | b | C | A | cash | Acme |"


def found(as_of: str, stages: str = PLAIN, claims: str = "", receipts: str = "", progress: str = "", more: str = "",
          cells: str = "", variations: str = "") -> dict[str, tuple[float, float]]:  # fmt: skip
    """Money and days of each rule that fires, over one contract of 1000 with a tolerance of 10."""
    grid = call(
        "MISMATCHES",
        *arguments(
            as_of,
            contracts=f"""
                | Contract | Customer | Currency | Contract sum | Signed on  | Tolerance |{more}
                | C        | Acme     | USD      | 1000         | 2025-01-01 | 10        |{cells}
            """,
            milestones=f"""
                | Contract | Milestone | Kind | Mode | Share or amount | Base | Trigger | Trigger value | Planned on |
                {stages}
            """,
            claims=CLAIMS + claims,
            receipts="| Date | Amount | Bank reference | Contract | Claim | Kind | Payer |\n" + receipts,
            progress="| Contract | Milestone | Date | Done | Planned |\n" + progress,
            variations="| Contract | Date | Amount | Status |\n" + variations,
        ),
    )
    assert not [cell for row in grid for cell in row if str(cell).startswith("#LEDGER!")], grid
    rules = [rule for rule in column(grid, "Rule") if rule.startswith("MIS-")]
    return {
        rule: (money, days)
        for rule, money, days in zip(column(grid, "Rule"), column(grid, "Money"), column(grid, "Days"))
        if rule in rules
    }


MEASURED = "| C | 1 | progress | pay | 80% | period value | certificate | | |"
MONTHS = "| C | 1 | 2025-02-01 | 30% | 30% |\n| C | 1 | 2025-03-01 | 50% | 50% |\n| C | 1 | 2025-04-01 | 70% | 70% |"


@pytest.mark.parametrize(
    ("claimed", "days"),
    [
        (0, 99),  # nothing claimed: since the first measurement
        (229, 99),  # 11 short of the 240 that February earned: past the tolerance
        (230, 71),  # at it: since March
        (240, 71),
        (400, 40),  # all of March claimed: since April
    ],
)
def test_measured_work_is_unclaimed_since_the_measurement_that_was_not_claimed(
    claimed: int, days: int
) -> None:
    claims = f"| A | C | 1 | 2025-03-02 | {claimed} | 2025-03-03 | {claimed} | 2025-03-04 | {claimed} | 2025-09-30 | |"
    answers = found("2025-05-11", MEASURED, claims if claimed else "", progress=MONTHS)
    assert answers["MIS-1"] == (560 - claimed, days)


def test_a_paid_up_contract_has_none() -> None:
    assert found("2025-06-30", claims=PAID_UP, receipts=CASH) == {}


@pytest.mark.parametrize(("claimed", "gap"), [(391, None), (390, None), (389.99, 10.01)])
def test_unclaimed(claimed: float, gap: float | None) -> None:
    claims = f"| A | C | 1 | 2025-02-02 | {claimed} | 2025-02-03 | {claimed} | 2025-02-04 | {claimed} | 2025-09-30 | |"
    assert found("2025-02-11", claims=claims).get("MIS-1") == (None if gap is None else (gap, 10))


@pytest.mark.parametrize(("as_of", "fires"), [("2025-01-31", False), ("2025-02-01", True)])
def test_unclaimed_from_the_day_of_the_trigger(as_of: str, fires: bool) -> None:
    assert ("MIS-1" in found(as_of)) is fires


@pytest.mark.parametrize(
    ("certified", "as_of", "fires"),
    [
        ("390", "2025-06-30", False),
        ("389.99", "2025-06-30", True),
        ("", "2025-02-15", False),
        ("", "2025-02-16", True),
    ],
)
def test_uncertified_for_fourteen_days(certified: str, as_of: str, fires: bool) -> None:
    on = "2025-02-09" if certified else ""
    claims = f"| A | C | 1 | 2025-02-02 | 400 | {on} | {certified} | | | 2025-09-30 | |"
    assert ("MIS-2" in found(as_of, claims=claims)) is fires


@pytest.mark.parametrize(
    ("receipts", "fires"), [("", True), ("| 2025-03-01 | 300 | b | C | A | cash | |", True)]
)
def test_uncertified_is_said_even_if_the_certified_part_is_paid(receipts: str, fires: bool) -> None:
    claims = "| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 300 | 2025-02-10 | 300 | 2025-09-30 | |"
    assert found("2025-06-30", claims=claims, receipts=receipts).get("MIS-2") == (
        (100, 148) if fires else None
    )


def test_an_invoice_without_a_certificate_is_not_uncertified() -> None:
    claims = "| A | C | 1 | 2025-02-02 | 400 | | | 2025-02-10 | 400 | 2025-09-30 | |"
    assert "MIS-2" not in found("2025-06-30", claims=claims)


@pytest.mark.parametrize(
    ("invoiced", "as_of", "fires"),
    [
        ("390", "2025-06-30", False),
        ("389.99", "2025-06-30", True),
        ("", "2025-02-15", False),
        ("", "2025-02-16", True),
    ],
)
def test_not_invoiced_for_seven_days(invoiced: str, as_of: str, fires: bool) -> None:
    on = "2025-02-10" if invoiced else ""
    claims = f"| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | {on} | {invoiced} | 2025-09-30 | |"
    assert ("MIS-3" in found(as_of, claims=claims)) is fires


@pytest.mark.parametrize(
    ("as_of", "cash", "rules"),
    [
        ("2025-03-11", 0, {}),
        ("2025-03-12", 0, {"MIS-4": (400, 1)}),
        ("2025-03-12", 100, {"MIS-5": (300, 1)}),
        ("2025-03-12", 389.99, {"MIS-5": (10.01, 1)}),
        ("2025-03-12", 390, {}),
    ],
)
def test_overdue_and_short_paid(as_of: str, cash: float, rules: dict[str, tuple[float, float]]) -> None:
    receipts = f"| 2025-03-01 | {cash} | b | C | A | cash | |" if cash else ""
    assert found(as_of, claims=PAID_UP, receipts=receipts) == rules


@pytest.mark.parametrize(("claimed", "over"), [(410, None), (410.01, 10.01)])
def test_over_billed(claimed: float, over: float | None) -> None:
    claims = f"| A | C | 1 | 2025-02-02 | {claimed} | 2025-02-03 | {claimed} | 2025-02-04 | {claimed} | 2025-09-30 | |"
    assert found("2025-02-11", claims=claims).get("MIS-6") == (None if over is None else (over, 0))


@pytest.mark.parametrize(
    ("receipts", "rules"),
    [
        (CASH + "\n| 2025-03-01 | 10 | b2 | C | A | cash | |", set()),
        (CASH + "\n| 2025-03-01 | 10.01 | b2 | C | A | cash | |", {"MIS-7"}),  # it names a claim that is paid
        (CASH + "\n| 2025-03-01 | 10.01 | b2 | C |  | cash | |", {"MIS-8"}),  # nobody knows what for
        (CASH + "\n| 2025-03-01 | 50 | b2 |  |  | cash | Stranger |", {"MIS-8"}),
        (CASH + "\n| 2025-07-01 | 50 | b2 |  |  | cash | Stranger |", set()),  # after the day asked about
        (CASH + "\n| 2025-03-01 | -50 | b2 |  |  | credit note | Stranger |", {"MIS-8"}),
        (CASH + "\n| 2025-03-01 | -50 | b2 | C |  | credit note | |", {"MIS-8"}),
        (CASH + "\n| 2025-03-01 | 50 | b2 |  |  | bill pending | Stranger |", set()),
    ],
)
def test_money_that_pays_nothing(receipts: str, rules: set[str]) -> None:
    assert set(found("2025-06-30", claims=PAID_UP, receipts=receipts)) == rules


@pytest.mark.parametrize(
    ("as_of", "claims", "rules"),
    [
        ("2025-05-31", "", {}),
        ("2025-06-01", "", {"MIS-9": (50, 0)}),
        (
            "2025-08-31",
            "| R | C | 2 | 2025-06-02 | 50 | 2025-06-09 | 50 | 2025-06-09 | 50 | 2025-08-30 | |",
            {"MIS-9": (50, 1)},
        ),
        (
            "2025-08-30",
            "| R | C | 2 | 2025-06-02 | 50 | 2025-06-09 | 50 | 2025-06-09 | 50 | 2025-08-30 | |",
            {},
        ),
    ],
)
def test_retention_that_may_be_released(
    as_of: str, claims: str, rules: dict[str, tuple[float, float]]
) -> None:
    answer = found(
        as_of,
        stages="| C | 1 | progress | pay | 100% | period value | certificate | |\n"
               "| C | 2 | release | pay | balance | | completed | |",
        progress="| C | 1 | 2025-01-31 | 1000 | |",
        claims="| A | C | 1 | 2025-02-02 | 1000 | 2025-02-03 | 1000 | 2025-02-03 | 950 | 2025-09-30 | |\n" + claims,
        more=" Retention rate | Retention base | Completed on |",
        cells=" 5% | work done | 2025-06-01 |",
    )  # fmt: skip
    assert answer == rules


@pytest.mark.parametrize(
    ("line", "fires"),
    [
        ("| C | 2025-05-31 | 50 | submitted |", True),
        ("| C | 2025-06-01 | 50 | submitted |", False),  # 29 days
        ("| C | 2025-05-31 | -50 | submitted |", True),
        ("| C | 2025-05-31 | 10 | submitted |", False),
        ("| C | 2025-05-31 | 10.01 | disputed |", True),
        ("| C | 2025-05-31 | 50 | agreed |", False),
        ("| C | 2025-07-31 | 50 | submitted |", False),
    ],
)
def test_a_variation_that_is_not_agreed_for_thirty_days(line: str, fires: bool) -> None:
    assert ("MIS-10" in found("2025-06-30", claims=PAID_UP, receipts=CASH, variations=line)) is fires


@pytest.mark.parametrize(("done", "ahead"), [("2%", None), ("2.01%", 10.05), ("100%", 500)])
def test_work_ahead_of_what_may_be_claimed(done: str, ahead: float | None) -> None:
    """The second stage, 500, is worked on before December gives a right to its money."""
    stages = PLAIN + "\n| C | 2 | milestone | pay | 50% | contract | date | 2025-12-01 |"
    progress = f"| C | 2 | 2025-03-01 | {done} | |"
    answer = found("2025-06-30", stages=stages, claims=PAID_UP, receipts=CASH, progress=progress)
    assert answer == ({} if ahead is None else {"MIS-11": (ahead, 0)})


@pytest.mark.parametrize(("planned", "behind"), [("45%", None), ("45.01%", 10.02), ("100%", 120)])
def test_work_behind_plan(planned: str, behind: float | None) -> None:
    stages = "| C | 1 | milestone | pay | 20% | contract | date | 2026-01-01 | 2025-06-01 |"
    answer = found("2025-06-30", stages=stages, progress=f"| C | 1 | 2025-03-01 | 40% | {planned} |")
    assert answer.get("MIS-12") == (None if behind is None else (behind, 29))


@pytest.mark.parametrize(("done", "over"), [(823, None), (824, 0.4), (1000, 150)])
def test_an_advance_larger_than_the_work_left(done: int, over: float | None) -> None:
    """15% of each certificate of 1000 never brings 300 back: at 824 done 176.40 are out and 176 left to do."""
    answer = found(
        "2025-06-30",
        stages="| C | 1 | advance | pay | 30% | contract | signed | |\n"
        "| C | 2 | progress | pay | 100% | period value | certificate | |",
        progress=f"| C | 2 | 2025-03-01 | {done} | |",
        more=" Recoupment method | Recoupment parameter 1 |",
        cells=" fixed | 15% |",
    )
    assert answer.get("MIS-13") == (None if over is None else (over, 0))


@pytest.mark.parametrize(("disputed", "fires"), [("", False), ("10", False), ("10.01", True)])
def test_disputed(disputed: str, fires: bool) -> None:
    claims = PAID_UP.removesuffix("| |") + f"| {disputed} |"
    assert ("MIS-14" in found("2025-03-01", claims=claims)) is fires
    assert "MIS-14" not in found(
        "2025-03-01", claims=claims, receipts=CASH
    )  # paid: nothing is left to dispute


@pytest.mark.parametrize(("share", "limited"), [("60%", None), ("61%", None), ("61.1%", 11)])
def test_stages_that_grant_more_than_the_contract(share: str, limited: float | None) -> None:
    stages = PLAIN + f"\n| C | 2 | milestone | pay | {share} | contract | date | 2025-02-01 |"
    assert found("2025-06-30", stages=stages).get("MIS-15") == (None if limited is None else (limited, 0))


def test_a_settlement_below_what_was_granted_is_over_billed_and_no_misread_term() -> None:
    answer = found(
        "2025-06-30",
        claims=PAID_UP,
        receipts=CASH,
        more=" Settlement sum | Settled on |",
        cells=" 300 | 2025-05-01 |",
    )
    assert answer["MIS-6"] == (100, 0)
    assert "MIS-15" not in answer


@pytest.mark.parametrize(
    ("rungs", "rule"),
    [
        ((1000, 1000, 1000, 1000), None),
        ((1000, 1005, 1005, 1005), None),  # exactly the tolerance
        ((1000, 1005.01, 1000, 1000), ("MIS-6", D("5.01"))),
        ((1000, 1006, 500, 600), ("MIS-6", D(6))),  # a wrong claim before all others
        ((1000, 1000, 500, 600), ("MIS-7", D(100))),
        ((1000, 900, 800, 700), ("MIS-1", D(100))),
        ((1000, 1000, 800, 700), ("MIS-2", D(200))),
        ((1000, 1000, 1000, 700), ("MIS-4", D(300))),
    ],
)
def test_the_worst_of_four_rungs(rungs: tuple[float, ...], rule: tuple[str, D] | None) -> None:
    assert worst(*(D(str(rung)) for rung in rungs), D(5)) == rule


def test_high_before_medium_before_low_then_by_money() -> None:
    grid = call(
        "MISMATCHES",
        *arguments(
            "2025-06-30",
            contracts="""
                | Contract | Customer | Currency | Contract sum | Signed on  |
                | C        | Acme     | USD      | 1000         | 2025-01-01 |
                | D        | Birch    | USD      | 5000         | 2025-01-01 |
            """,
            milestones="""
                | Contract | Milestone | Kind | Mode | Share or amount | Base | Trigger | Trigger value |
                | C | 1 | milestone | pay | 40% | contract | date | 2025-02-01 |
                | D | 1 | milestone | pay | 40% | contract | date | 2025-02-01 |
            """,
            claims=CLAIMS + PAID_UP,
        ),
    )
    money = [
        (rule, amount)
        for rule, amount in zip(column(grid, "Rule"), column(grid, "Money"))
        if rule.startswith("MIS-")
    ]
    assert money == [("MIS-4", 400), ("MIS-1", 2000)]


def test_every_rule_says_what_it_means_and_what_to_do_in_both_languages() -> None:
    for rule in RULES.values():
        assert all((*rule.meaning, *rule.action, rule.source))
