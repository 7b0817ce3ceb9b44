"""Terms that cannot be worked with: each a message on its own line, and no figure for that contract (TRM-6)."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.portfolio import Portfolio, portfolio
from ledger.tables.book import read_book
from tests.drawing import book

STAGES = "| Contract | Milestone | Kind | Mode | Share or amount | Base | Trigger | Trigger value | Met on | Retention rate |\n"
SOUND = "| C | 1 | milestone | pay | 40% | contract | signed | | | |"


def read(stages: str = SOUND, terms: str = "", cells: str = "", progress: str = "") -> Portfolio:
    contracts = f"""
        | Contract | Customer | Currency | Contract sum | Signed on  |{terms}
        | C        | Acme     | USD      | 1000         | 2025-01-01 |{cells}
        | D        | Birch    | USD      | 500          | 2025-01-01 |{"|" * cells.count("|")}
    """
    sheets = {
        "contracts": contracts,
        "milestones": STAGES + stages + "\n| D | 1 | milestone | pay | 100% | contract | signed | | | |",
    }
    if progress:
        sheets["progress"] = "| Contract | Milestone | Date | Done |\n" + progress
    return portfolio(read_book(book(**sheets)), date(2025, 12, 31))


def test_sound_terms_have_none() -> None:
    assert not read().problems


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        ("| C | 1 | milestone | pay | 40% | contract | date | | | |",
         "Milestones line 1, Trigger value: the trigger 'date' needs a date in 'Trigger value'."),
        ("| C | 1 | milestone | pay | 40% | contract | date | 30 days | | |",
         "Milestones line 1, Trigger value: the trigger 'date' needs a date in 'Trigger value'."),
        ("| C | 1 | milestone | pay | 40% | contract | another stage | N-9 | | |",
         "Milestones line 1, Trigger value: the trigger 'another stage' needs another stage of the same contract"),
        ("| C | 1 | milestone | pay | 40% | contract | another stage | N-1 + 3 days | | |",
         "Milestones line 1, Trigger value: the trigger 'another stage' needs another stage of the same contract"),
        ("| C | 1 | milestone | pay | 40% | contract | progress | 50 | | |",  # 50 days? 50%?
         "Milestones line 1, Trigger value: the trigger 'progress' needs a share such as 50% in 'Trigger value', or nothing."),
        ("| C | 1 | milestone | pay | 40% | contract | signed | 50% | | |",
         "Milestones line 1, Trigger value: the trigger 'signed' needs a delay such as 30 days or 12 months"),
        ("| C | 1 | milestone | pay | 40% | contract | accepted | 2025-06-01 | | |",
         "Milestones line 1, Trigger value: the trigger 'accepted' needs a delay such as 30 days or 12 months"),
        ("| C | 1 | progress | pay | 40% | period value | certificate | 30 days | | |",
         "Milestones line 1, Trigger value: the trigger 'certificate' needs an empty 'Trigger value'."),
        ("| C | 1 | progress | pay | 400 | period value | certificate | | | |",
         "Milestones line 1, Base: a stage of period value needs a share such as 80%, not an amount."),
        ("| C | 1 | milestone | pay | 40% | fixed | signed | | | |",
         "Milestones line 1, Base: a share or balance needs a base: contract, revised, settlement or period value."),
        ("| C | 1 | milestone | pay | balance | fixed | signed | | | |",
         "Milestones line 1, Base: a share or balance needs a base: contract, revised, settlement or period value."),
        ("| C | 1 | milestone | pay | 40% | contract | signed | | | 3% |",
         "Milestones line 1, Retention rate: a retention rate needs a retention base"),
    ],
)  # fmt: skip
def test_a_stage_that_says_too_little(stages: str, said: str) -> None:
    desk = read(stages)
    assert [str(p).startswith(f"#LEDGER! {said}") for p in desk.problems] == [True], list(
        map(str, desk.problems)
    )
    assert set(desk.accounts) == {"D"}  # no other contract is silenced
    assert desk.problem_of("C") == desk.problems[0]


def test_a_day_in_met_on_needs_no_trigger_value() -> None:
    assert not read("| C | 1 | milestone | pay | 40% | contract | date | | 2025-03-01 | |").problems
    assert not read("| C | 1 | milestone | pay | 40% | contract | another stage | | 2025-03-01 | |").problems


def test_stages_that_wait_for_each_other() -> None:
    desk = read("""
        | C | a | milestone | pay | 10% | contract | another stage | b | | |
        | C | b | milestone | pay | 10% | contract | another stage | c + 3 days | | |
        | C | c | milestone | pay | 10% | contract | another stage | a | | |
        | C | d | milestone | pay | 10% | contract | another stage | a | | |
    """)
    assert [p.message.en for p in desk.problems] == [
        "stages a -> b -> c -> a wait for each other in a circle.",
        "stages b -> c -> a -> b wait for each other in a circle.",
        "stages c -> a -> b -> c wait for each other in a circle.",
    ]


def test_work_measured_once_is_not_paid_for_twice() -> None:
    months = """
        | C | 1 | progress | pay | {0}% | period value | certificate | | | |
        | C | 2 | progress | pay | 20% | period value | certificate | | | |
    """
    whole = "| C | | 2025-03-31 | 50% |"
    assert not read(
        months.format(80), progress=whole
    ).problems  # 80% and 20% of the same work: exactly all of it
    (problem,) = read(months.format(81), progress=whole).problems
    assert str(problem) == (
        "#LEDGER! Milestones line 2, Base: several stages are paid for the same measured work, 101% of it in all; "
        "name the milestone of each measurement in Progress."
    )
    assert not read(months.format(81), progress="| C | 1 | 2025-03-31 | 500 |").problems
    (problem,) = read(months.format(81), progress="| C | 1 | 2025-03-31 | 50% |").problems
    assert str(problem).startswith(
        "#LEDGER! Progress line 1, Done: found 50% of one of several stages paid by value"
    )


@pytest.mark.parametrize(
    ("terms", "cells", "said"),
    [
        (" Retention rate |", " 3% |", "Contracts line 1, Retention base: a retention rate needs a retention base"),
        (" Materials retention rate |", " 3% |", "Contracts line 1, Retention base: a retention rate needs a retention base"),
        (" Recoupment method |", " FIDIC |",
         "Contracts line 1, Advance: the recoupment method 'FIDIC' needs an advance: a stage of that kind"),
        (" Recoupment method | Advance |", " threshold | 300 |",
         "Contracts line 1, Recoupment parameter 1: the recoupment method 'threshold' needs the share of materials"),
        (" Recoupment method | Advance | Recoupment parameter 1 |", " threshold | 50% | 40% |",
         "Contracts line 1, Recoupment parameter 1: the recoupment method 'threshold' needs a share of materials not below"),
        (" Recoupment method | Advance | Recoupment parameter 1 |", " fixed | 300 | 2.5 |",
         "Contracts line 1, Recoupment parameter 1: the recoupment method 'fixed' needs a share up to 100% or a whole"),
    ],
)  # fmt: skip
def test_a_contract_that_says_too_little(terms: str, cells: str, said: str) -> None:
    desk = read(terms=terms, cells=cells)
    assert [str(p).startswith(f"#LEDGER! {said}") for p in desk.problems] == [True], list(
        map(str, desk.problems)
    )
    assert set(desk.accounts) == {"D"}


@pytest.mark.parametrize(
    ("terms", "cells"),
    [
        (" Retention rate |", " 0% |"),
        (" Retention rate | Retention base |", " 3% | stages |"),
        (" Recoupment method |", " none |"),
        (" Recoupment method | Advance |", " FIDIC | 30% |"),
        (
            " Recoupment method | Advance | Recoupment parameter 1 |",
            " threshold | 40% | 40% |",
        ),  # exactly at the mark
        (" Recoupment method | Advance | Recoupment parameter 1 |", " fixed | 300 | 3 |"),
    ],
)
def test_a_contract_that_says_enough(terms: str, cells: str) -> None:
    assert not read(terms=terms, cells=cells).problems
