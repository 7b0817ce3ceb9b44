"""Questionable terms: every question short of its mark, at it and past it, on drawn sheets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ledger.billing.questions import QUESTIONS
from ledger.portfolio import found_mismatches, portfolio
from ledger.results import Mismatch, Severity
from ledger.tables.book import read_book
from tests.drawing import book

D = Decimal
DAY = date(2026, 6, 30)
CONTRACT = """
    | Contract | Customer | Currency | Contract sum | Signed on  | Late rate | {more}   |
    | C-01     | Acme     | EUR      | 1000000      | 2026-01-05 | 6%        | {values} |
"""
STAGES = "| Contract | Milestone | Kind | Mode | Share or amount | Base | Trigger | Trigger value | Planned on | Met on |"


def asked(
    stages: str, more: dict[str, str] | None = None, as_of: date = DAY, **sheets: str
) -> list[Mismatch]:
    """The questions about a contract of 1,000,000 with these stages and further columns."""
    more = more or {"Owner": "me"}
    contract = CONTRACT.format(more=" | ".join(more), values=" | ".join(more.values()))
    lines = "\n".join(f"| C-01 {line}" for line in stages.strip().splitlines())
    drawn = book(contracts=contract, milestones=f"{STAGES}\n{lines}", **sheets)
    desk = portfolio(read_book(drawn), as_of)
    assert not desk.problems, [str(p) for p in desk.problems]
    return [m for m in found_mismatches(desk) if m.rule.startswith(("TRM-1", "TRM-2"))]


def found(
    stages: str, more: dict[str, str] | None = None, **sheets: str
) -> dict[str, tuple[str, Decimal, int]]:
    """Rule -> milestone, money, days."""
    return {m.rule: (m.milestone, m.money, m.days) for m in asked(stages, more, **sheets)}


def pay(*shares: str) -> str:
    return "\n".join(
        f"| N-{n} | milestone | pay | {share} | contract | signed | | 2026-0{n}-15 | |"
        for n, share in enumerate(shares, start=1)
    )


LATER = "| N-9 | milestone | {mode} | {share} | contract | accepted | | 2026-09-15 | |"


@pytest.mark.parametrize(
    ("last", "tolerance", "rule"),
    [
        ("39%", "0", ("TRM-10", D("10000.00"))),
        ("39%", "9999.99", ("TRM-10", D("10000.00"))),
        ("39%", "10000", None),  # at the tolerance
        ("40%", "0", None),
        ("41%", "10000", None),
        ("41%", "9999.99", ("TRM-11", D("10000.00"))),
        ("41%", "0", ("TRM-11", D("10000.00"))),
        ("balance", "0", None),
    ],
)
def test_stages_that_do_not_add_up_to_the_whole(
    last: str, tolerance: str, rule: tuple[str, Decimal] | None
) -> None:
    stages = f"{pay('60%')}\n{LATER.format(mode='pay', share=last)}"
    answers = {k: v[1] for k, v in found(stages, {"Tolerance": tolerance}).items()}
    assert answers == (dict([rule]) if rule else {})


def test_what_has_already_happened_is_said_by_mis_15_and_not_asked_again() -> None:
    assert not found(pay("60%", "41%"))


@pytest.mark.parametrize(("share", "money"), [("59%", D("10000.00")), ("60%", None), ("61%", None)])
def test_an_up_to_below_what_is_reached_grants_nothing(share: str, money: Decimal | None) -> None:
    stages = f"{pay('60%')}\n{LATER.format(mode='up to', share=share)}\n| N-10 | release | pay | balance | contract | accepted | 1 month | 2026-12-01 | |"
    assert found(stages).get("TRM-12", ("", None, 0))[1] == money


@pytest.mark.parametrize(
    ("planned", "met", "asked_about"),
    [
        ("2026-03-14", "2026-03-31", False),  # met on the day of the up to, as planned
        ("2026-03-14", "2026-04-01", True),  # planned before it, met after it
        ("2026-03-15", "2026-04-01", False),  # planned for the same day
        ("2026-03-14", "", True),  # planned before it, not met yet
    ],
)
def test_a_stage_planned_before_an_up_to_and_met_after_it(planned: str, met: str, asked_about: bool) -> None:
    stages = f"""
        | N-1 | milestone | pay   | 10%     | contract | date | 2027-01-01 | {planned} | {met} |
        | N-2 | milestone | up to | 80%     | contract | date | 2026-12-31 | 2026-03-15 | 2026-03-31 |
        | N-3 | release   | pay   | balance | contract | date | 2027-01-31 | 2027-01-31 |  |
    """
    assert ("TRM-13" in found(stages)) is asked_about


def test_a_late_measurement_adds_to_a_met_up_to() -> None:
    stages = """
        | M-1 | progress   | pay   | 80%     | period value | certificate | | 2026-01-31 | |
        | M-2 | progress   | pay   | 80%     | period value | certificate | | 2026-02-28 | |
        | N-3 | completion | up to | 85%     | contract     | date | 2026-03-31 | 2026-03-31 | 2026-03-31 |
        | N-4 | release    | pay   | balance | contract     | date | 2027-01-31 | 2027-01-31 | |
    """
    progress = """
        | Contract | Milestone | Date       | Done   |
        | C-01     | M-1       | 2026-01-31 | 400000 |
    """
    late = asked(stages, progress=progress)
    assert [(m.rule, m.milestone, m.money) for m in late if m.rule == "TRM-13"] == [
        ("TRM-13", "M-2", D(480000))
    ]
    assert "N-3" in late[0].meaning.en + late[0].meaning.zh
    assert "TRM-13" not in found(stages, progress=progress + "| C-01 | M-2 | 2026-03-30 | 600000 |\n")


@pytest.mark.parametrize(
    ("advance", "method", "rest", "rule"),
    [
        ("10%", "", "100%", "TRM-14"),  # on top
        ("10%", "none", "100%", "TRM-14"),
        ("10%", "pro rata", "100%", None),  # taken back
        ("10%", "", "90%", None),  # included
    ],
)
def test_an_advance_that_nobody_takes_back(advance: str, method: str, rest: str, rule: str | None) -> None:
    stages = f"| A-1 | advance | pay | {advance} | contract | signed | | 2026-01-05 | |\n{LATER.format(mode='pay', share=rest)}"
    answers = found(stages, {"Recoupment method": method, "Owner": "me"})
    assert set(answers) == ({rule} if rule else set())
    assert not rule or answers[rule] == ("A-1", D(100000), 0)


def test_an_excess_larger_than_the_advance_is_not_blamed_on_it() -> None:
    stages = f"| A-1 | advance | pay | 10% | contract | signed | | 2026-01-05 | |\n{LATER.format(mode='pay', share='100%')}\n| N-10 | milestone | pay | 1% | contract | accepted | | 2026-09-16 | |"
    assert set(found(stages)) == {"TRM-11"}


@pytest.mark.parametrize(
    ("base", "progress", "release", "rules"),
    [
        ("work done", "95%", "release", {"TRM-15"}),  # a ledger, and the stages withhold 5% too
        ("work done", "100%", "release", set()),
        ("stages", "95%", "release", set()),  # no ledger: the release is a stage of the walk
        ("work done", "100%", "", {"TRM-16"}),  # a ledger that nothing gives back
        ("stages", "95%", "", {"TRM-10"}),
    ],
)
def test_retention_is_held_once_and_given_back(
    base: str, progress: str, release: str, rules: set[str]
) -> None:
    stages = f"| M-1 | progress | pay | {progress} | period value | certificate | | 2026-09-30 | |"
    if release:
        stages += "\n| R-1 | release | pay | balance | contract | date | 2027-12-31 | 2027-12-31 | |"
    assert set(found(stages, {"Retention rate": "5%", "Retention base": base})) == rules


@pytest.mark.parametrize(
    ("share", "base", "rules"),
    [
        ("4%", "contract", set()),
        ("5%", "contract", set()),  # all of it, as it says
        ("50%", "contract", {"TRM-21"}),  # half of what is held was meant
        ("50%", "", set()),
    ],
)
def test_a_release_gives_back_a_share_of_what_is_held(share: str, base: str, rules: set[str]) -> None:
    stages = "| M-1 | progress | pay | 100% | period value | certificate | | 2026-09-30 | |"
    stages += f"\n| R-1 | release | pay | {share} | {base} | date | 2027-12-31 | 2027-12-31 | |"
    answers = found(stages, {"Retention rate": "5%", "Retention base": "work done"})
    assert set(answers) == rules


@pytest.mark.parametrize(
    ("end", "accepted", "days"),
    [
        ("2026-06-29", "", 1),
        ("2026-06-30", "", None),  # the last day itself
        ("2026-07-01", "", None),
        ("2026-06-29", "2026-06-29", None),
    ],
)
def test_retention_waits_for_an_acceptance_nobody_entered(end: str, accepted: str, days: int | None) -> None:
    stages = (
        f"{pay('95%')}\n| R-1 | release | pay | balance | contract | accepted | 12 months | 2027-06-30 | |"
    )
    answers = found(stages, {"End": end, "Accepted on": accepted})
    assert answers.get("TRM-17", ("", 0, None))[2] == days


def test_a_contract_without_stages() -> None:
    other = "| Contract | Customer | Currency | Contract sum | Owner |\n| C-09 | Acme | EUR | 5000 | me |"
    drawn = book(contracts=other, milestones=f"{STAGES}\n| | | | | | | | | | |")
    answers = found_mismatches(portfolio(read_book(drawn), DAY))
    assert [(m.rule, m.money) for m in answers if m.rule < "TRM-3" and m.rule > "TRM"] == [
        ("TRM-18", D(5000))
    ]


@pytest.mark.parametrize(
    ("planned", "kind", "days"),
    [("2026-07-30", "milestone", None), ("2026-07-31", "milestone", None), ("2026-08-01", "milestone", 1),
     ("2026-08-01", "settlement", None), ("2026-08-01", "release", None)],
)  # fmt: skip
def test_work_planned_after_the_end(planned: str, kind: str, days: int | None) -> None:
    stages = f"| N-1 | {kind} | pay | 100% | contract | date | 2026-12-31 | {planned} | |"
    assert found(stages, {"End": "2026-07-31"}).get("TRM-19", ("", 0, None))[2] == days


@pytest.mark.parametrize(
    ("payment_days", "due_on", "invoiced", "money"),
    [
        ("", "", "600000", D(600000)),
        ("0", "", "600000", None),
        ("", "2026-09-01", "600000", None),
        ("", "", "", None),
    ],
)
def test_money_without_a_due_date(
    payment_days: str, due_on: str, invoiced: str, money: Decimal | None
) -> None:
    claims = f"""
        | Claim | Contract | Milestone | Claimed on | Claimed | Invoiced on | Invoiced   | Due on   |
        | Q-1   | C-01     | N-1       | 2026-02-01 | 600000  | 2026-02-02  | {invoiced} | {due_on} |
    """
    answers = found(pay("60%", "40%"), {"Payment days": payment_days}, claims=claims)
    assert answers.get("TRM-20", ("", None, 0))[1] == money


def test_golden_fixture_3_is_complete_and_read_as_pay_it_is_not() -> None:
    """70% monthly, completion up to 80%, acceptance up to 90%, settlement up to 95%, retention the rest."""
    stages = """
        | M-1 | progress   | pay    | 70%     | period value | certificate |  | 2026-07-31 | |
        | N-2 | completion | {mode} | 80%     | contract     | completed   |  | 2026-08-31 | |
        | N-3 | acceptance | up to  | 90%     | contract     | accepted    |  | 2026-09-30 | |
        | N-4 | settlement | up to  | 95%     | settlement   | settled     |  | 2026-12-31 | |
        | N-5 | release    | pay    | balance | settlement   | accepted    | 12 months | 2027-09-30 | |
    """
    assert not found(stages.format(mode="up to"))
    wrong = found(stages.format(mode="pay"))
    assert wrong["TRM-11"][1] == D(500000)  # 70 + 80 = 150%
    assert wrong["TRM-12"][1] in (D(600000), D(550000))


def test_the_order_of_the_sheet_never_matters_where_days_are_planned() -> None:
    lines = f"{pay('30%', '30%')}\n{LATER.format(mode='up to', share='100%')}".splitlines()
    assert found("\n".join(lines)) == found("\n".join(reversed(lines))) == {}


def test_questions_come_after_money_and_are_never_high() -> None:
    assert all(row.severity is not Severity.HIGH for row in QUESTIONS.values())
    claims = """
        | Claim | Contract | Milestone | Claimed on | Claimed | Due on     |
        | Q-1   | C-01     | N-1       | 2026-02-01 | 100     | 2026-09-01 |
    """
    contract = CONTRACT.format(more="Owner", values="me")
    drawn = book(contracts=contract, milestones=f"{STAGES}\n| C-01 {pay('60%')}", claims=claims)
    rules = [
        m.rule for m in found_mismatches(portfolio(read_book(drawn), DAY)) if m.severity is Severity.MEDIUM
    ]
    assert rules == ["MIS-1", "MIS-2", "TRM-10"]


def test_every_question_is_said_in_both_languages_and_has_a_source() -> None:
    for rule, row in QUESTIONS.items():
        assert row.source, rule
        assert all(text.en and text.zh for text in (row.meaning, row.action)), rule
