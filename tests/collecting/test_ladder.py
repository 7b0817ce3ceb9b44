"""The money ladder: rungs and gaps of a contract, both directions, short of, at and past both thresholds (LAD-1)."""

from __future__ import annotations

import pytest

from ledger.functions import call
from tests.drawing import arguments

CLAIMS = (
    "| Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Retention held | Recouped "
    "| Invoiced on | Invoiced | Due on |\n"
)
STAGES = """
    | C | 1 | milestone  | pay | 40% | contract | date | 2025-02-01 | 2025-02-01 |
    | C | 2 | completion | pay | 60% | contract | date | 2025-09-01 | 2025-03-01 |
"""


def ladder(
    as_of: str, stages: str = STAGES, claims: str = "", receipts: str = "", progress: str = "",
    more: str = "", cells: str = "", rules: str = "", language: str = "en",
) -> dict[str, dict[str, object]]:  # fmt: skip
    """The lines of LADDER over one contract of 1000, by rung."""
    grid = call(
        "LADDER",
        *arguments(
            as_of,
            contracts=f"""
                | Contract | Customer | Currency | Contract sum | Signed on  | Owner |{more}
                | C        | Acme     | USD      | 1000         | 2025-01-01 | Ann   |{cells}
            """,
            milestones=f"""
                | Contract | Milestone | Kind | Mode | Share or amount | Base | Trigger | Trigger value | Planned on |
                {stages}
            """,
            claims=CLAIMS + claims,
            receipts="| Date | Amount | Bank reference | Contract | Claim | Kind |\n" + receipts,
            progress="| Contract | Milestone | Date | Done | Planned |\n" + progress,
            **({"rules": rules} if rules else {}),
        ),
        language=language,
    )
    assert not [cell for row in grid for cell in row if str(cell).startswith("#LEDGER!")], grid
    lines = [dict(zip(grid[0], row)) for row in grid[1:]]
    rungs = "Rung" if language == "en" else "台阶"
    return {str(line[rungs]): line for line in lines}


def shown(line: dict[str, object], *headings: str) -> tuple[object, ...]:
    return tuple(line[heading] for heading in headings)


def test_seven_rungs_and_six_gaps_with_money_days_cause_and_whose_move() -> None:
    claims = (
        "| A | C | 1 | 2025-02-02 | 300 | 2025-02-09 | 250 | | | 2025-02-10 | 200 | 2025-03-11 |\n"
        "| B | C | 1 | 2025-02-03 | 50  | 2025-02-10 | 50  | | | 2025-02-11 | 50  | 2025-05-01 |"
    )
    lines = ladder("2025-04-10", claims=claims, receipts="| 2025-03-01 | 120 | b | C | A | cash |")
    assert list(lines) == [
        "1 planned", "2 earned", "3 claimed", "4 certified", "5 invoiced", "6 due", "7 received",
    ]  # fmt: skip
    assert [line["Amount"] for line in lines.values()] == [1000, 400, 350, 300, 250, 250, 120]
    assert [line["Share"] for line in lines.values()] == [1, 0.4, 0.35, 0.3, 0.25, 0.25, 0.12]
    assert shown(lines["1 planned"], "Gap", "Past", "Days", "Cause") == ("", "", "", "")
    table = {
        "2 earned": (-600, -0.6, "▲", 40, "Planned and not done: 2.", "project"),
        "3 claimed": (50, 0.05, "▲", 68, "50.00 may be claimed now: 1.", "us"),
        "4 certified": (50, 0.05, "▲", 67, "With the customer: A.", "customer"),
        "5 invoiced": (50, 0.05, "▲", 60, "Accepted, without invoice: A.", "us"),
        "6 due": (50, 0.05, "", 21, "Next due on 2025-05-01: B.", "time"),
        "7 received": (130, 0.13, "▲", 30, "Open: A.", "customer"),
    }
    for rung, expected in table.items():
        assert shown(lines[rung], "Gap", "Gap share", "Past", "Days", "Cause", "Whose move") == expected, rung
        assert lines[rung]["Owner"] == "Ann"
    assert lines["7 received"]["What to do"] == "Ask what the difference is for, then remind."
    assert lines["6 due"]["What to do"] == ""


def test_the_same_in_chinese() -> None:
    line = ladder("2025-04-10", language="zh")["3 累计请款"]
    assert shown(line, "差额", "原因", "待谁处理", "处理办法") == (
        400, "现可请款400.00：1。", "我方财务", "立即请款。",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("claimed", "share", "past"),
    [
        (391, "", ""),  # 9 short of the tolerance of 10
        (390, "", ""),  # 10 at it
        (389, "", "▲"),  # 11 past it
        (389, "2%", ""),  # 11 within 2% of 1000
        (380, "2%", ""),  # 20 at it
        (379, "2%", "▲"),  # 21 past it
    ],
)
def test_a_gap_is_past_both_thresholds_or_not_marked(claimed: float, share: str, past: str) -> None:
    rules = f"| Settings | |\n| Setting | Value |\n| Tolerance | 10 |\n| Tolerance share | {share} |"
    claims = f"| A | C | 1 | 2025-02-02 | {claimed} | 2025-02-03 | {claimed} | | | 2025-02-04 | {claimed} | 2025-09-30 |"
    line = ladder("2025-02-11", claims=claims, rules=rules)["3 claimed"]
    assert shown(line, "Gap", "Past") == (400 - claimed, past)
    assert bool(line["What to do"]) == bool(past)


def test_claimed_before_the_work_was_done() -> None:
    claims = "| A | C | 2 | 2025-02-02 | 600 | 2025-02-03 | 600 | | | 2025-02-04 | 600 | 2025-09-30 |"
    line = ladder("2025-02-05", claims=claims)["3 claimed"]
    assert shown(line, "Gap", "Cause", "Whose move") == (-200, "Claimed before the work was done: 2.", "us")
    assert line["What to do"] == "Correct the claim before the customer does."


def test_ahead_of_plan_is_said_and_asks_nothing_of_anybody() -> None:
    stages = "| C | 1 | milestone | pay | 40% | contract | date | 2025-02-01 | 2025-06-01 |"
    line = ladder("2025-02-05", stages=stages)["2 earned"]
    assert shown(line, "Gap", "Cause", "What to do") == (400, "Work is ahead of plan.", "")


def test_money_received_above_what_is_payable_stands_beside_the_ladder() -> None:
    claims = "| A | C | 1 | 2025-02-02 | 400 | 2025-02-03 | 400 | | | 2025-02-04 | 400 | 2025-03-05 |"
    receipts = "| 2025-03-01 | 400 | b | C | A | cash |\n| 2025-03-02 | 75 | b2 | C | A | cash |"
    line = ladder("2025-03-10", claims=claims, receipts=receipts)["beside the ladder"]
    assert shown(line, "Gap to the rung above", "Gap", "Days", "Whose move") == (
        "received above what is payable", -75, 8, "us",
    )  # fmt: skip


def test_the_advance_is_no_work_but_part_of_what_is_payable() -> None:
    """1.1: net payable adds the advance once when granted and takes it back by recoupment."""
    stages = """
        | C | 0 | advance  | pay | 30% | contract     | signed      | | |
        | C | 1 | progress | pay | 100% | period value | certificate | | |
    """
    claims = (
        "| V | C | 0 | 2025-01-02 | 300 | 2025-01-02 | 300 | | | 2025-01-02 | 300 | 2025-01-10 |\n"
        "| A | C | 1 | 2025-02-02 | 400 | 2025-02-03 | 400 | | 120 | 2025-02-04 | 280 | 2025-02-05 |"
    )
    receipts = "| 2025-01-10 | 300 | a | C | V | cash |\n| 2025-02-05 | 280 | b | C | A | cash |"
    lines = ladder(
        "2025-02-20", stages, claims, receipts, "| C | 1 | 2025-02-01 | 40% | 40% |",
        " Recoupment method | Recoupment parameter 1 | Advance |", " pro rata | | 30% |",
    )  # fmt: skip
    assert [line["Amount"] for line in lines.values()] == [400, 400, 400, 400, 580, 580, 580]
    assert [line["Gap"] for line in lines.values()] == ["", 0, 0, 0, 0, 0, 0]


def test_work_measured_by_value_is_counted_once_and_a_settlement_replaces_it() -> None:
    """What completion and settlement top up pays for work that was measured already."""
    stages = """
        | C | 1 | progress   | pay   | 80% | period value | certificate |            | |
        | C | 2 | completion | up to | 85% | contract     | date        | 2025-03-01 | |
        | C | 3 | settlement | up to | 97% | settlement   | settled     |            | |
    """
    progress = "| C | 1 | 2025-02-01 | 100% | 100% |"
    before = ladder("2025-03-10", stages, progress=progress)
    assert [before[rung]["Amount"] for rung in ("1 planned", "2 earned")] == [1000, 1000]
    settled = " Settlement sum | Settled on |", " 1100 | 2025-04-01 |"
    after = ladder("2025-04-10", stages, "", "", progress, *settled)
    assert [after[rung]["Amount"] for rung in ("1 planned", "2 earned")] == [1100, 1100]
    assert after["3 claimed"]["Gap"] == 1100
