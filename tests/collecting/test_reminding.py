"""Whom to write to, and everybody who is left out and why, through REMINDERS (DUN-6, DUN-8)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from ledger import portfolio as asked
from ledger.enumerations import Speech
from ledger.portfolio import Portfolio, portfolio
from ledger.results import Reminder
from ledger.tables.book import read_book
from tests.drawing import book

HEADINGS = "| Contract | Customer | Currency | Contract sum | Signed on | E-mail | Phone | Address | Tolerance | Blocked until | Block reason | Late rate | Late basis |\n"
CLAIMS = "| Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Due on | Disputed amount | Dispute reason | Status |\n"
CONTACTS = "| Date | Contract | Claims | Level | Channel | Status | Promise date | Promise amount |\n"
POLICY = """
    | ■ Dunning policy | | | | | | |
    | Policy | Level | Days overdue | Channel | Tone | Approval | Counted from |
    | standard | 1 | 1  | SMS/WeChat | reminder | no | due date |
    | standard | 2 | 15 | e-mail | inquiry | no | due date |
    | standard | 3 | 30 | letter | formal notice | yes | due date |
    | gentle | 0 | 5 | e-mail | reminder | no | before the due date |
    | gentle | 1 | 20 | e-mail | reminder | no | due date |
    | gentle | 2 | 40 | e-mail | inquiry | no | due date |
    | ■ Dunning overrides | | | | | | |
    | Applies to | Which | Policy | Highest level | Days between | Tolerance | |
"""
RECEIPTS = "| Date | Amount | Bank reference | Contract | Claim | Payer | Kind |\n"
ACME = "| C | Acme | USD | 1000 | 2025-01-01 | a@acme.com | | | {tolerance} | {until} | {reason} | | |"
CLAIM = "| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | 2025-03-11 | {disputed} | {why} | {status} |"


def desk(
    as_of: str,
    contracts: str = "",
    claims: str = "",
    contacts: str = "",
    receipts: str = "",
    rules: str = "",
    headings: str = HEADINGS,
    claim_headings: str = CLAIMS,
) -> Portfolio:
    contracts = contracts or ACME.format(tolerance="", until="", reason="")
    numbers = sorted({line.split("|")[1].strip() for line in contracts.strip().splitlines()})
    sheets = {
        "contracts": headings + contracts,
        "milestones": "| Contract | Milestone | Kind | Mode | Share or amount | Base | Trigger |\n"
        + "\n".join(f"| {n} | 1 | milestone | pay | 100% | contract | signed |" for n in numbers),
        "claims": claim_headings + (claims or CLAIM.format(disputed="", why="", status="")),
        "contacts": CONTACTS + contacts,
        "receipts": RECEIPTS + receipts,
        "rules": rules if "■" in rules else "| ■ Settings | |\n| Setting | Value |\n" + rules,
    }
    return portfolio(read_book(book(**sheets)), date.fromisoformat(as_of))


def reminded(answer: Portfolio) -> list[tuple[int, D]]:
    return [(reminder.level, reminder.total) for reminder in asked.reminders(answer).reminders]


def left_out(answer: Portfolio) -> list[tuple[str, str | None]]:
    return [
        (left.reason.en, left.until and left.until.isoformat()) for left in asked.reminders(answer).left_out
    ]


@pytest.mark.parametrize(
    ("as_of", "answer"), [("2025-03-11", []), ("2025-03-12", [(2, 400)]), ("2025-07-01", [(2, 400)])]
)
def test_never_on_the_due_date_and_one_level_at_a_time(as_of: str, answer: list[Any]) -> None:
    sent = "| 2025-03-01 | C | A | 1 | message | sent | | |"
    assert reminded(desk("2025-07-01", contacts=sent)) == [(2, 400)]
    if as_of == "2025-03-12":  # level 2 is due after 15 days
        assert left_out(desk(as_of, contacts=sent)) == [("too soon for the next level", "2025-03-25")]
    elif as_of == "2025-03-11":
        assert reminded(desk(as_of)) == left_out(desk(as_of)) == []


PHONE = "| C | Acme | USD | 1000 | 2025-01-01 | a@acme.com | 5550100 | | | | | | |"


@pytest.mark.parametrize(
    ("contacts", "as_of", "level", "why"),
    [
        ("", "2025-03-12", 1, None),
        ("| 2025-03-12 | C | A | 1 | message | sent | | |", "2025-03-25", None, ("too soon for the next level", "2025-03-25")),
        ("| 2025-03-12 | C | A | 1 | message | sent | | |", "2025-03-26", 2, None),
        ("| 2025-03-12 | C | A | 1 | message | delivered | | |", "2025-03-26", 2, None),
        ("| 2025-03-12 | C | A | 1 | message | returned | | |", "2025-03-26", 1, None),  # it did not arrive
        ("| 2025-03-12 | C | A | 1 | message | drafted | | |", "2025-03-26", None, ("a draft waits to be sent", None)),
        ("| 2025-03-12 | C | A | 1 | message | approved | | |", "2025-03-26", None, ("a draft waits to be sent", None)),
        ("| 2025-03-12 | C |   | 1 | message | sent | | |", "2025-03-26", 2, None),  # about the whole contract
        ("| 2025-03-12 | C | B | 1 | message | sent | | |", "2025-03-26", 1, None),  # about another claim
        ("| 2025-03-27 | C | A | 1 | message | sent | | |", "2025-03-26", 1, None),  # after the day asked about
        ("| 2025-03-27 | C | A |   | phone | | 2025-04-30 | |", "2025-03-26", 1, None),  # a promise not made yet
        ("| 2025-05-01 | C | A | 5 | letter | sent | | |", "2026-03-26", None, ("the last level was sent", None)),
        ("| 2025-03-20 | C | A | 2 | e-mail | sent | | |", "2025-03-26", None, ("too soon for the next level", "2025-04-09")),
        ("| 2025-03-13 | C | A | | phone | | 2025-03-20 | 400 |", "2025-03-23", None, ("payment promised", "2025-03-23")),
        ("| 2025-03-13 | C | A | | phone | | 2025-03-20 | 400 |", "2025-03-24", 1, None),  # broken: it goes on
        ("| 2025-03-13 | C | A | | phone | | 2025-03-20 | |", "2025-03-23", None, ("payment promised", "2025-03-23")),
    ],
)  # fmt: skip
def test_what_was_said_before(contacts: str, as_of: str, level: int | None, why: Any) -> None:
    answer = desk(as_of, contracts=PHONE, contacts=contacts)
    assert reminded(answer) == ([] if level is None else [(level, 400)])
    assert left_out(answer) == ([] if why is None else [why])


@pytest.mark.parametrize(
    ("cells", "total", "why"),
    [
        ({"disputed": "100"}, 300, "disputed"),  # the rest is pressed for
        ({"disputed": "399.99"}, "0.01", "disputed"),
        ({"disputed": "400"}, None, "disputed"),
        ({"disputed": "500"}, None, "disputed"),
        ({"why": "quality"}, None, "disputed"),
        ({"status": "disputed"}, None, "disputed"),
        ({"status": "paid"}, None, "marked as paid, but its receipt is missing"),
    ],
)
def test_disputed_and_marked_paid(cells: dict[str, str], total: Any, why: str | None) -> None:
    answer = desk(
        "2025-03-12",
        claims=CLAIM.format(**{"disputed": "", "why": "", "status": "", **cells}),
        contracts=PHONE,
    )
    assert reminded(answer) == ([] if total is None else [(1, D(total))])
    assert left_out(answer) == ([] if why is None else [(why, None)])


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"tolerance": "400"}, ("below the smallest amount worth chasing", None)),
        ({"until": "2025-03-12", "reason": "talks"}, ("blocked: talks", "2025-03-12")),
        ({"until": "2025-03-11"}, None),
        ({"reason": "in court"}, ("blocked: in court", None)),
        (
            {"until": "9999-12-31"},
            ("Contracts line 1 cannot be read, correct it first", None),
        ),  # never by mistake
    ],
)
def test_the_contract_speaks_against_it(cells: dict[str, str], why: Any) -> None:
    contracts = ACME.format(**{"tolerance": "", "until": "", "reason": "", **cells}).replace(
        "| | | ", "| 5550100 | | ", 1
    )
    answer = desk("2025-03-12", contracts=contracts)
    assert left_out(answer) == ([] if why is None else [why])
    assert len(reminded(answer)) == (why is None)


@pytest.mark.parametrize(
    ("contacts", "everybody"),
    [("| soon | C | A | 1 | | sent | | |", False), ("| 2025-03-13 | C | A | | | | someday | |", False),
     ("| 2025-03-13 | #N/A | | | | | | |", True)],
)  # fmt: skip
def test_a_line_that_cannot_be_read_may_be_a_promise(contacts: str, everybody: bool) -> None:
    contracts = PHONE + "\n| D | Birch | USD | 1000 | 2025-01-01 | b@birch.com | 5550101 | | | | | | |"
    claims = (
        CLAIM.format(disputed="", why="", status="")
        + "\n| B | D | 1 | 2025-02-02 | 40 | 2025-02-09 | 40 | 2025-03-11 | | | |"
    )
    answer = desk("2025-03-14", contracts=contracts, claims=claims, contacts=contacts)
    assert left_out(answer) == [("Contacts line 1 cannot be read, correct it first", None)] * (1 + everybody)
    assert len(answer.positions()) == 2  # no figure is silenced


@pytest.mark.parametrize(
    ("receipts", "waits"),
    [
        ("| 2025-03-05 | 40 | b | | | ACME | cash |", True),  # the payer's name as a bank writes it
        ("| 2025-03-05 | 40 | b | | | Ａcme | cash |", True),
        ("| 2025-03-05 | 40 | b | | | Birch | cash |", False),
        ("| 2025-03-05 | 440 | b | C | | Birch | cash |", None),  # pays the claim, and 40 are left: nothing to chase
        ("| 2025-03-05 | -40 | b | C | | | credit note |", True),  # a credit note nobody has laid on a claim
        ("| 2025-03-15 | 40 | b | | | Acme | cash |", False),  # after the day asked about
        ("| 2025-03-05 | 40 | b | | | Acme | bill pending |", False),
    ],
)  # fmt: skip
def test_money_that_nobody_has_allocated(receipts: str, waits: bool | None) -> None:
    answer = desk("2025-03-12", contracts=PHONE, receipts=receipts)
    assert left_out(answer) == ([("money of this customer is not allocated yet", None)] if waits else [])
    assert reminded(answer) == ([(1, 400)] if waits is False else [])


def test_no_address_and_no_due_date() -> None:
    nobody = "| C | Acme | USD | 1000 | 2025-01-01 | | | | | | | | |"
    assert left_out(desk("2025-03-12", contracts=nobody)) == [("no address for this channel", None)]
    claim = "| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | | | | |"
    assert left_out(desk("2025-03-12", contracts=PHONE, claims=claim)) == [("has no due date", None)]


def test_one_letter_for_each_customer_currency_and_address_at_the_highest_level() -> None:
    line = "| {} | {} | {} | 1000 | 2025-01-01 | {} | 5550100 | | | | | 36.5% | per year / 365 |"
    contracts = "\n".join(
        line.format(*cells)
        for cells in (("C1", "Acme", "USD", "a@acme.com"), ("C2", "Acme", "USD", "a@acme.com"),
                      ("C3", "Acme", "EUR", "a@acme.com"), ("C4", "Acme", "USD", "b@acme.com"), ("C5", "华建", "CNY", "c@hj.com"))
    )  # fmt: skip
    claims = "\n".join(
        f"| R{n} | C{n} | 1 | 2025-02-02 | {n}00 | 2025-02-09 | {n}00 | 2025-03-{10 + n} | {'50' if n == 2 else ''} | | |"
        for n in range(1, 6)
    )
    contacts = "| 2025-03-13 | C1 | R1 | 1 | message | sent | | |"
    answer = desk("2025-04-11", contracts=contracts, claims=claims, contacts=contacts)
    choice = asked.reminders(answer)
    assert [(left.claim, left.amount, left.reason.en) for left in choice.left_out] == [("R2", 50, "disputed")]
    by_lines: dict[tuple[str, ...], Reminder] = {tuple(x.claim for x in r.lines): r for r in choice.reminders}
    assert set(by_lines) == {("R1", "R2"), ("R3",), ("R4",), ("R5",)}
    both = by_lines["R1", "R2"]
    assert (both.level, both.total, both.currency, both.language) == (2, D(250), "USD", Speech.EN)
    assert [(x.outstanding, x.payable, x.days_overdue, x.level) for x in both.lines] == [
        (100, 100, 31, 2),
        (150, 200, 30, 1),  # in one letter, but at a level of its own
    ]
    # 31 days of 100 and 30 days of the undisputed 150, at 0.1% a day
    assert [x.interest for x in both.lines] == [D("3.10"), D("4.50")]
    assert by_lines[("R5",)].language is Speech.ZH
    for reminder in choice.reminders:
        assert reminder.total == sum((x.outstanding for x in reminder.lines), D(0))


KEY = "| C | Acme | USD | 1000 | 2025-01-01 | a@acme.com | 5550100 | 1 Quay | {} | | | | |"


@pytest.mark.parametrize(
    ("overrides", "as_of", "answer"),
    [
        ("", "2025-03-12", [(1, 400)]),
        ("| contract | C | gentle | | | |", "2025-03-30", []),
        ("| contract | c | GENTLE | | | |", "2025-03-31", [(1, 400)]),
        ("| customer | acme | gentle | | | |", "2025-03-30", []),
        ("| relationship | key account | gentle | | | |", "2025-03-30", []),
        ("| relationship | small | gentle | | | |", "2025-03-30", [(1, 400)]),
        ("| customer | Acme | gentle | | | |\n| contract | C | standard | | | |", "2025-03-12", [(1, 400)]),
        ("| relationship | key account | gentle | | | |\n| customer | Acme | | 1 | | |", "2025-03-30", []),
        ("| contract | C | | | | 399.99 |", "2025-03-12", [(1, 400)]),
        ("| contract | C | | | | 400 |", "2025-03-12", []),
        ("| customer | Acme | | | | 400 |", "2025-03-12", []),
        ("| customer | Acme | | | | 400 |\n| contract | C | | | | 5 |", "2025-03-12", [(1, 400)]),
        (
            "| relationship | key account | | | | 400 |\n| customer | Acme | | | | 5 |",
            "2025-03-12",
            [(1, 400)],
        ),
    ],
)
def test_the_narrower_override_wins_field_by_field(overrides: str, as_of: str, answer: Any) -> None:
    found = desk(
        as_of,
        headings=HEADINGS.replace("Late basis |", "Late basis | Relationship |"),
        contracts=KEY.format("") + " key account |",
        rules="| ■ Settings | |\n| Setting | Value |\n| Dunning policy | standard |" + POLICY + overrides,
    )
    assert bool(found.problems) is ("small" in overrides)
    assert reminded(found) == answer


@pytest.mark.parametrize(
    ("own", "override", "chased"),
    [
        ("400", "", False),
        ("400", "| contract | C | | | | 5 |", True),  # the contract's own row is the narrowest
        (
            "5",
            "| customer | Acme | | | | 400 |",
            True,
        ),  # the contract's own cell is narrower than its customer's row
        ("", "| customer | Acme | | | | 400 |", False),
    ],
)
def test_a_tolerance_of_the_contract_itself(own: str, override: str, chased: bool) -> None:
    found = desk("2025-03-12", contracts=KEY.format(own), rules=POLICY + override)
    assert bool(reminded(found)) is chased


def test_a_cap_and_a_longer_interval() -> None:
    sent = "| 2025-03-26 | C | A | 2 | e-mail | sent | | |"
    for overrides, as_of, why in (
        ("| contract | C | | 2 | | |", "2025-06-30", ("the highest level allowed here was sent", None)),
        ("| contract | C | | | 30 | |", "2025-04-24", ("too soon for the next level", "2025-04-24")),
    ):
        found = desk(as_of, contracts=KEY.format(""), contacts=sent, rules=POLICY + overrides)
        assert (reminded(found), left_out(found)) == ([], [why])
    found = desk(
        "2025-04-25", contracts=KEY.format(""), contacts=sent, rules=POLICY + "| contract | C | | | 30 | |"
    )
    assert reminded(found) == [(3, 400)]
    assert asked.reminders(found).reminders[0].needs_approval


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        (POLICY + "| contract | C | harsh | | | |", "Rules: Dunning overrides line 1 cannot be read, correct it first"),
        (POLICY + "| contract | C | gentle | 3 | | |", "Rules: Dunning overrides line 1 cannot be read, correct it first"),
        (POLICY + "| contract | C | | lots | | |", "Rules: Dunning overrides line 1 cannot be read, correct it first"),
        (POLICY.replace("| 3 | 30", "| 3 | soon"), "Rules: Dunning policy line 3 cannot be read, correct it first"),
        (POLICY.replace("| 0 | 5", "| 4 | 5"), "Rules: Dunning policy line 4 cannot be read, correct it first"),
        ("| ■ Settings | |\n| Setting | Value |\n| Dunning policy | harsh |" + POLICY,
         "Rules: Settings line 1 cannot be read, correct it first"),
        (POLICY + "| customer | Birch | | 1 | | |", None),  # about nobody: it stops nobody
        (POLICY + "| contract | Z | harsh | | | |", None),
    ],
)  # fmt: skip
def test_a_policy_that_is_nowhere_stops_those_it_is_about_and_is_a_problem(
    rules: str, says: str | None
) -> None:
    contracts = KEY.format("") + "\n| D | Dale | USD | 1000 | 2025-01-01 | b@dale.com | 5550101 | | | | | | |"
    claims = CLAIM.format(disputed="", why="", status="") + (
        "\n| B | D | 1 | 2025-02-02 | 40 | 2025-02-09 | 40 | 2025-03-11 | | | |"
    )
    found = desk("2025-03-12", contracts=contracts, claims=claims, rules=rules)
    assert found.problems
    assert len(found.positions()) == 2  # no figure is silenced
    everybody = "lots" in rules or "line 1 " not in str(says) or "Settings" in str(says)
    stopped = [says] * (2 if everybody else 1) if says else []
    assert [why for why, _ in left_out(found)] == stopped
    assert len(reminded(found)) == 2 - len(stopped)


def test_a_customer_rests_after_anything_that_was_sent_to_it() -> None:
    """About another contract, another claim or nothing at all; a draft or a letter that came back is none."""
    contracts = PHONE + "\n| D | ACME | USD | 1000 | 2025-01-01 | d@acme.com | 5550100 | | | | | | |"
    for line, rests in (
        ("| 2025-03-12 | D | B | 1 | message | sent | | |", True),
        ("| 2025-03-12 | D | | | e-mail | delivered | | |", True),
        ("| 2025-03-11 | D | B | 1 | message | sent | | |", False),
        ("| 2025-03-12 | D | B | 1 | message | drafted | | |", False),
        ("| 2025-03-12 | D | B | 1 | message | returned | | |", False),
        ("| 2025-03-12 | D | B | | phone | | | |", False),  # they called
    ):
        found = desk("2025-03-14", contracts=contracts, contacts=line)
        assert reminded(found) == ([] if rests else [(1, 400)]), line
        assert left_out(found) == (
            [("something went to this customer lately", "2025-03-14")] if rests else []
        )
    rules = "| Days between reminders to one customer | 0 |"
    assert reminded(
        desk(
            "2025-03-12",
            contracts=contracts,
            contacts="| 2025-03-12 | D | B | 1 | message | sent | | |",
            rules=rules,
        )
    )


COURTESY = POLICY + "| customer | Acme | gentle | | | |"


@pytest.mark.parametrize(
    ("as_of", "contacts", "answer"),
    [
        ("2025-03-05", "", []),
        ("2025-03-06", "", [(0, 400)]),
        ("2025-03-10", "", [(0, 400)]),
        ("2025-03-11", "", []),  # never on the due date itself
        ("2025-03-30", "", []),
        ("2025-03-31", "", [(1, 400)]),
        ("2025-03-31", "| 2025-03-07 | C | A | 0 | e-mail | sent | | |", [(1, 400)]),  # it moves no level
        ("2025-03-31", "| 2025-03-07 | C | A | 0 | e-mail | drafted | | |", [(1, 400)]),  # overtaken
        (
            "2025-03-31",
            "| 2025-03-29 | C | A | 0 | e-mail | sent | | |",
            [],
        ),  # but it counts for the days between
        ("2025-03-09", "| 2025-03-07 | C | A | 0 | e-mail | sent | | |", []),  # once
        ("2025-03-09", "| 2025-03-07 | C | A | 0 | e-mail | drafted | | |", []),
        ("2025-03-09", "| 2025-03-07 | C | A | 0 | e-mail | returned | | |", [(0, 400)]),
    ],
)
def test_a_courtesy_note_before_the_due_date(as_of: str, contacts: str, answer: Any) -> None:
    assert reminded(desk(as_of, contracts=KEY.format(""), contacts=contacts, rules=COURTESY)) == answer


def test_a_courtesy_note_gives_way_to_overdue_money_of_the_same_customer() -> None:
    claims = CLAIM.format(disputed="", why="", status="") + (
        "\n| B | C | 1 | 2025-02-02 | 40 | 2025-02-09 | 40 | 2025-04-03 | | | |"
    )
    found = desk("2025-03-31", contracts=KEY.format(""), claims=claims, rules=COURTESY)
    assert reminded(found) == [(1, 400)]
    assert left_out(found) == [("an overdue reminder goes to this customer first", None)]
    waits = "| 2025-03-31 | C | A | 1 | e-mail | drafted | | |"
    found = desk("2025-03-31", contracts=KEY.format(""), claims=claims, contacts=waits, rules=COURTESY)
    assert reminded(found) == []
    no_rest = (
        "| ■ Settings | |\n| Setting | Value |\n| Days between reminders to one customer | 0 |" + COURTESY
    )
    found = desk("2025-03-31", contracts=KEY.format(""), claims=claims, rules=no_rest)
    assert reminded(found) == [(1, 400), (0, 40)]


@pytest.mark.parametrize(
    ("receipts", "total", "why"),
    [
        ("| 2025-03-05 | 400 | b | C | A | Acme | bill pending |", None, "a bill is still to be paid"),
        ("| 2025-03-05 | 100 | b | C | A | Acme | bill pending |", 300, "a bill is still to be paid"),
        ("| 2025-03-05 | 400 | b | C | | Acme | bill pending |", None, "a bill is still to be paid"),
        ("| 2025-03-05 | 400 | b | | A | Acme | bill pending |", None, "a bill is still to be paid"),
        ("| 2025-03-15 | 400 | b | C | A | Acme | bill pending |", 400, None),  # after the day asked about
        ("| 2025-03-05 | 400 | b | C | A | Acme | bill cleared |", 0, None),  # money
    ],
)
def test_a_bill_that_is_not_paid_yet_is_waited_for(receipts: str, total: int | None, why: str | None) -> None:
    found = desk("2025-03-12", contracts=PHONE, receipts=receipts)
    assert reminded(found) == ([(1, total)] if total else [])
    assert left_out(found) == ([(why, None)] if why else [])


def test_a_promise_for_the_whole_contract_lies_on_the_earliest_due_first() -> None:
    claims = "\n".join(
        f"| R{n} | C | 1 | 2025-02-02 | {n}00 | 2025-02-09 | {n}00 | 2025-03-0{n} | | | |" for n in (1, 2, 3)
    )
    promise = "| 2025-03-10 | C | | | phone | | 2025-03-25 | 250 |"
    found = desk("2025-03-12", contracts=PHONE, claims=claims, contacts=promise)
    choice = asked.reminders(found)
    assert [(line.claim, line.outstanding) for one in choice.reminders for line in one.lines] == [
        ("R2", 50),
        ("R3", 300),
    ]
    assert [(left.claim, left.amount, left.until.isoformat()) for left in choice.left_out] == [
        ("R1", 100, "2025-03-28"), ("R2", 150, "2025-03-28"),
    ]  # fmt: skip


def test_what_a_tolerance_is_and_what_an_extension_is() -> None:
    """We wait, and the due date stays; or it is signed, and the due date moves (DUE-12)."""
    headings = CLAIMS.rstrip().rstrip("|") + "| Wait until | Extension agreement |\n"
    for signed, on, answer in (
        ("", "2025-04-30", [("we agreed to wait", "2025-04-30")]),
        ("", "2025-05-01", []),
        ("Supplement 2", "2025-04-30", []),
    ):
        claims = (
            f"| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | 2025-03-11 | | | | 2025-04-30 | {signed} |"
        )
        found = desk(on, contracts=PHONE, claims=claims, claim_headings=headings)
        assert left_out(found) == answer
        (r,) = found.receivables()
        assert r.days_overdue == (0 if signed else (date.fromisoformat(on) - date(2025, 3, 11)).days)
        assert reminded(found) == ([(1, 400)] if on == "2025-05-01" else [])
