"""The walk over all stages, met or not (TRM-9), and what marks a contract as works (TRM-8)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from ledger.billing.plans import advance_planned, is_works, plan
from ledger.billing.positions import account
from ledger.billing.questions import case, questions
from ledger.billing.terms import Dossier, entitlement
from ledger.tables.book import read_book
from tests.drawing import book

DAY = date(2026, 6, 30)
STAGES = "| Contract | Milestone | Kind | Mode | Share or amount | Base | Trigger | Trigger value | Planned on | Met on |"


def dossier(stages: str, progress: str = "", as_of: date = DAY, **more: str) -> Dossier:
    columns = {"Contract": "C-01", "Customer": "Acme", "Currency": "CNY", "Contract sum": "1000", **more}
    drawn = {
        "contracts": f"| {' | '.join(columns)} |\n| {' | '.join(columns.values())} |",
        "milestones": "\n".join([STAGES, *(f"| C-01 {line}" for line in stages.strip().splitlines())]),
        "progress": f"| Contract | Milestone | Date | Done |\n{progress}",
    }
    read = read_book(book(**drawn))
    assert not read.problems, [str(p) for p in read.problems]
    return Dossier(next(iter(read.contracts.values())), read.milestones, read.progress, [], as_of)


def added(one: Dossier) -> dict[str, D]:
    return {p.stage.number: p.added for p in plan(one, entitlement(one)).whole}


def test_a_stage_without_a_planned_day_keeps_its_place_in_the_sheet() -> None:
    stages = """
        | A | milestone | pay   | 30%     | contract | accepted | | 2026-08-01 | |
        | B | milestone | pay   | 30%     | contract | accepted | |            | |
        | C | milestone | up to | 80%     | contract | accepted | | 2026-09-01 | |
        | D | milestone | pay   | balance | contract | accepted | |            | |
    """
    assert added(dossier(stages)) == {"A": 300, "B": 300, "C": 200, "D": 200}


def test_what_is_met_comes_before_what_is_planned() -> None:
    stages = """
        | A | milestone | pay   | 30% | contract | accepted | | 2026-01-01 |            |
        | B | milestone | up to | 80% | contract | accepted | | 2026-09-01 | 2026-06-01 |
    """
    assert added(dossier(stages)) == {"B": 800, "A": 300}


@pytest.mark.parametrize(
    ("progress", "amounts"),
    [
        ("", {"M-1": 400, "M-2": 400}),  # nothing measured: half each
        ("| C-01 | M-1 | 2026-02-01 | 700 |", {"M-1": 560, "M-2": 240}),  # the rest is the other's
        (
            "| C-01 | M-1 | 2026-02-01 | 700 |\n| C-01 | M-2 | 2026-03-01 | 200 |",
            {"M-1": 560, "M-2": 240},
        ),  # all measured: the last does the rest
        ("| C-01 | M-1 | 2026-02-01 | 700 |\n| C-01 | M-2 | 2026-03-01 | 300 |", {"M-1": 560, "M-2": 240}),
        ("| C-01 | M-1 | 2026-07-01 | 700 |", {"M-1": 400, "M-2": 400}),  # not measured yet
    ],
)
def test_work_is_done_in_full_in_the_end(progress: str, amounts: dict[str, int]) -> None:
    stages = """
        | M-1 | progress | pay | 80% | period value | certificate | | 2026-02-01 | |
        | M-2 | progress | pay | 80% | period value | certificate | | 2026-03-01 | |
    """
    assert added(dossier(stages, progress)) == amounts


@pytest.mark.parametrize(
    ("terms", "progress", "amounts"),
    [
        (("pay | 80%", "pay | 20%"), "| C-01 | | 2026-02-01 | 50% |", {"M-1": 800, "M-2": 200}),
        (("pay | 80%", "pay | 20%"), "", {"M-1": 800, "M-2": 200}),  # together all of it: the same work
        (("pay | 80%", "pay | 20%"), "| C-01 | A | 2026-02-01 | 50% |", {"M-1": 800, "M-2": 200}),
        (("pay | 80%", "pay | 20%"), "| C-01 | M-1 | 2026-07-01 | 500 |", {"M-1": 400, "M-2": 100}),
        (("pay | 80%", "pay | 21%"), "", {"M-1": 400, "M-2": 105}),  # more than all of it: each for a part
        (("pay | 80%", "up to | 97%"), "", {"M-1": 800, "M-2": 170}),  # the second adds to the first
        (("pay | 50%", "pay | 30%"), "| C-01 | M-1 | 2026-02-01 | 700 |", {"M-1": 350, "M-2": 90}),
    ],
)
def test_stages_paid_for_the_same_work_leave_nothing_out(
    terms: tuple[str, str], progress: str, amounts: dict[str, int]
) -> None:
    stages = """
        | M-1 | progress   | {} | period value | certificate | | 2026-02-01 | |
        | M-2 | progress   | {} | period value | certificate | | 2026-03-01 | |
        | A   | acceptance | pay | 0 | contract | accepted | | | |
    """.format(*terms)
    one = dossier(stages, progress)
    assert added(one) == {**amounts, "A": 0}
    missing = [m.money for m in questions(case(account(one, []))) if m.rule == "TRM-10"]
    assert missing == ([1000 - sum(amounts.values())] if sum(amounts.values()) < 1000 else [])


def test_ledgers_stand_beside_the_walk() -> None:
    stages = """
        | A | advance  | pay | 20%     | contract     | signed      | | | |
        | M | progress | pay | 100%    | period value | certificate | | | |
        | R | release  | pay | balance |              | accepted    | | | |
    """
    beside = dossier(
        stages, **{"Recoupment method": "pro rata", "Retention rate": "5%", "Retention base": "work done"}
    )
    assert added(beside) == {"M": 1000}
    assert advance_planned(beside, entitlement(beside).amounts) == 200
    within = dossier(stages.replace("balance |              |", "balance | contract     |"))
    assert added(within) == {"A": 200, "M": 1000, "R": 0}


@pytest.mark.parametrize(
    ("stage", "more", "works"),
    [
        ("| A | milestone | pay | 100% | contract | accepted | | | |", {}, False),
        ("| A | release | pay | 100% | contract | accepted | | | |", {}, False),
        ("| A | completion | pay | 100% | contract | accepted | | | |", {}, True),
        ("| A | settlement | pay | 100% | contract | accepted | | | |", {}, True),
        ("| A | milestone | pay | 100% | contract | completed | | | |", {}, True),
        ("| A | milestone | pay | 100% | contract | settled | | | |", {}, True),
        ("| A | milestone | pay | 100% | period value | certificate | | | |", {}, True),
        ("| A | milestone | pay | 100% | contract | accepted | | | |", {"Completed on": "2026-05-01"}, True),
        ("| A | milestone | pay | 100% | contract | accepted | | | |", {"Settlement sum": "900"}, True),
        ("| A | milestone | pay | 100% | contract | accepted | | | |", {"Provisional sums": "90"}, True),
        ("| A | advance | pay | 100% | contract | accepted | | | |", {"Recoupment method": "pro rata"}, True),
        ("| A | advance | pay | 100% | contract | accepted | | | |", {"Recoupment method": "none"}, False),
        (
            "| A | milestone | pay | 100% | contract | accepted | | | |",
            {"Retention base": "work done", "Retention rate": "3%"},
            True,
        ),
        (
            "| A | milestone | pay | 100% | contract | accepted | | | |",
            {"Retention base": "stages", "Retention rate": "3%"},
            False,
        ),
    ],
)
def test_what_marks_works(stage: str, more: dict[str, str], works: bool) -> None:
    assert is_works(dossier(stage, **more)) is works
