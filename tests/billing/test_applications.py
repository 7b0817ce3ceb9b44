"""Payment applications from the ledger: golden fixture 2, what the book can tell of columns C to F, advances."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ledger.billing.applications import PaymentApplication, Running, application
from ledger.billing.audit import PrintedRow, Submitted, audit
from ledger.billing.payapp import Application, Line
from ledger.billing.retention import WORK_AND_MATERIALS, RetentionTerms, plain
from ledger.billing.terms import Dossier
from ledger.drafting.application_summary import summary_lines
from ledger.drafting.applications import Writer
from ledger.drafting.facts import Sender
from ledger.portfolio import portfolio
from ledger.tables.book import read_book
from tests.drawing import book

D = Decimal
DAY = date(2026, 9, 10)
CONTRACT = """
    | Contract | Customer | Currency | Contract sum | Signed on  | Retention rate | Retention base | Materials retention rate |
    | US-1     | Elm      | USD      | 100000       | 2026-06-01 | 10%            | work done      | 5%                       |
"""
VARIATIONS = """
    | Contract | Number | Date       | Amount | Status    |
    | US-1     | CO-1   | 2026-07-15 | 10000  | agreed    |
    | US-1     | CO-2   | 2026-07-20 | 7000   | submitted |
"""
PERIOD = "| Contract | Milestone | Name | Kind | Mode | Share or amount | Base | Trigger |\n"
ONE = PERIOD + "| US-1 | APP | Works | progress | pay | 100% | period value | certificate |"
TWO = (
    ONE.replace("APP | Works", "1 | Walls")
    + "\n| US-1 | 2 | Lights | progress | pay | 100% | period value | certificate |"
)
CLAIMS = (
    "| Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Retention held |\n"
)


def made(**sheets: str) -> PaymentApplication:
    sheets.setdefault("contracts", CONTRACT)
    sheets.setdefault("variations", VARIATIONS)
    desk = portfolio(read_book(book(**sheets)), DAY)
    assert not desk.problems, [str(problem) for problem in desk.problems]
    known = desk.book
    (number,) = desk.accounts
    dossier = Dossier(
        known.contracts[number], known.milestones, known.progress, known.variations, DAY, desk.choices
    )
    found = application(dossier, desk.accounts[number], known.claims)
    assert found.due == sum(p.billable for p in desk.positions())
    return found


def golden() -> PaymentApplication:
    """Two lines: D 30,000 and 5,000, E 12,000 and 10,000, F 0 and 3,000; 35,000 of work certified before."""
    return made(
        milestones=TWO,
        progress="""
            | Contract | Milestone | Date       | Done  | Stored materials |
            | US-1     | 1         | 2026-07-31 | 30000 |                  |
            | US-1     | 2         | 2026-07-31 | 5000  |                  |
            | US-1     | 1         | 2026-08-31 | 42000 |                  |
            | US-1     | 2         | 2026-08-31 | 15000 | 3000             |
        """,
        claims=CLAIMS
        + "| A-1 | US-1 | 1 | 2026-08-01 | 30000 | 2026-08-05 | 30000 | 3000 |\n"
        + "| A-2 | US-1 | 2 | 2026-08-01 | 5000 | 2026-08-05 | 5000 | 500 |",
    )


def lines_of(one: PaymentApplication) -> dict[str, Any]:
    return dict(summary_lines(Writer(one, "en", Sender())))


def test_golden_fixture_2() -> None:
    one = golden()
    assert lines_of(one) == {
        "1": D(100000), "2": D(10000), "3": D(110000), "4": D(60000), "5a": D(5700), "5b": D(150), "5": D(5850),
        "6": D(54150), "7": D(31500), "8": D(22650), "9": D(55850),
    }  # fmt: skip
    columns = [(line.previous, line.this, line.stored, line.total, line.retainage) for line in one.lines]
    assert columns == [(30000, 12000, 0, 42000, 4200), (5000, 10000, 3000, 18000, 1650)]
    assert one.changes.pending == 7000


def test_an_auditor_finds_nothing_in_it() -> None:
    """The check that reads the applications of others (APP-7); C is not in this book, so as if all were done."""
    one = golden()
    rows = tuple(
        Line(line.position.milestone, line.total, line.previous or D(0), line.this or D(0), line.stored)
        for line in one.lines
    )
    terms = RetentionTerms(plain(D("0.10")), D("0.05"), WORK_AND_MATERIALS)
    asked = Application(D(60000), rows, retention=terms, previous=one.net.before or D(0))
    printed = [
        PrintedRow(line.position.milestone, line.total, retainage=line.retainage) for line in one.lines
    ]
    shown = {name: amount for name, amount in lines_of(one).items() if name not in ("1", "2", "3", "9")}
    assert audit(Submitted(asked, shown, tuple(printed))) == []


@pytest.mark.parametrize(
    ("claims", "previous", "this", "stored"),
    [
        ("", "0", "57000", "3000"),  # the first application
        ("| A-1 | US-1 | APP | 2026-08-01 | 35000 | | | |", "35000", "22000", "3000"),
        ("| A-1 | US-1 | APP | 2026-08-15 | 42000 | | | |", "40000", "17000", "3000"),  # 2,000 of it on site
        ("| A-1 | US-1 | APP | 2026-08-15 | 41999 | | | |", None, None, "3000"),  # who knows which part
        ("| A-1 | US-1 | APP | | 42000 | | | |", None, None, "3000"),  # nor when
        ("| A-1 | US-1 | APP | | 35000 | 2026-08-05 | 35000 | |", "35000", "22000", "3000"),
    ],
)
def test_work_before_and_now_as_far_as_the_book_knows(
    claims: str, previous: str | None, this: str | None, stored: str
) -> None:
    one = made(
        milestones=ONE,
        progress="""
            | Contract | Milestone | Date       | Done  | Stored materials |
            | US-1     | APP       | 2026-07-31 | 35000 | 0                |
            | US-1     | APP       | 2026-08-10 | 40000 | 2000             |
            | US-1     | APP       | 2026-08-31 | 57000 | 3000             |
        """,
        claims=CLAIMS + claims,
    )
    (line,) = one.lines
    known = tuple(None if text is None else D(text) for text in (previous, this))
    assert (line.previous, line.this) == known
    assert (line.stored, line.total, line.scheduled) == (D(stored), 60000, 110000)


@pytest.mark.parametrize(("milestones", "known"), [(ONE, True), (TWO, False)])
def test_a_schedule_that_several_stages_share_is_not_in_the_book(milestones: str, known: bool) -> None:
    stage = "APP" if known else "1"
    one = made(
        milestones=milestones,
        progress=f"| Contract | Milestone | Date | Done |\n| US-1 | {stage} | 2026-07-31 | 35000 |",
    )
    assert [line.scheduled for line in one.lines] == [D(110000) if known else None]


@pytest.mark.parametrize(
    ("rate", "cap", "on_work", "on_stored", "retained"),
    [
        ("10%", "", "5700.00", "150.00", "5850.00"),
        ("10%", "5%", "5500.00", "0.00", "5500.00"),
        ("10% to 20%; 5% to 100%", "", None, None, None),  # of which stage's completion, the book cannot say
    ],
)
def test_retainage_is_split_where_the_terms_say_how(
    rate: str, cap: str, on_work: str | None, on_stored: str | None, retained: str | None
) -> None:
    contracts = f"""
        | Contract | Customer | Currency | Contract sum | Signed on  | Retention rate | Retention base | Materials retention rate | Retention cap |
        | US-1     | Elm      | USD      | 100000       | 2026-06-01 | {rate}         | work done      | 5%                       | {cap}         |
    """
    one = made(
        contracts=contracts,
        milestones=TWO,
        progress="""
            | Contract | Milestone | Date       | Done  | Stored materials |
            | US-1     | 1         | 2026-08-31 | 42000 |                  |
            | US-1     | 2         | 2026-08-31 | 15000 | 3000             |
        """,
    )
    assert one.on_work == (None if on_work is None else D(on_work))
    assert one.on_stored == (None if on_stored is None else D(on_stored))
    assert sum(line.retainage for line in one.lines) == one.retained.to_date
    assert retained is None or one.retained.to_date == D(retained)


ADVANCE = """
    | Contract | Customer | Currency | Contract sum | Signed on  | Retention rate | Retention base | Recoupment method | Completed on |
    | US-1     | Elm      | USD      | 1000         | 2026-06-01 | 5%             | work done      | pro rata          | 2026-09-01   |
"""


def test_advance_retention_and_release_add_up() -> None:
    """400 of work, then all 1,000: 200 advanced and recouped, 50 held and half of it given back."""
    one = made(
        contracts=ADVANCE,
        variations="| Contract | Number | Date | Amount | Status |",
        milestones=PERIOD
        + "| US-1 | A | Advance | advance | pay | 20% | contract | signed |\n"
        + "| US-1 | P | Works | progress | pay | 80% | period value | certificate |\n"
        + "| US-1 | E | End | completion | up to | 100% | contract | completed |\n"
        + "| US-1 | R | Release | retention release | pay | 50% | | completed |",
        progress="| Contract | Milestone | Date | Done |\n| US-1 | P | 2026-07-31 | 400 |\n| US-1 | P | 2026-08-31 | 1000 |",
        claims=CLAIMS.replace("Retention held", "Retention held | Recouped")
        + "| A-0 | US-1 | A | 2026-06-02 | 200 | | | | |\n"
        + "| A-1 | US-1 | P | 2026-08-01 | 320 | | | 20 | 80 |",
    )
    assert one.done == Running(D("400.00"), D("1000.00"))
    assert one.work == Running(D(320), D(1000))
    assert one.advance == Running(D(200), D(200))
    assert one.recouped == Running(D(80), D(200))
    assert (one.retained.before, one.released.before) == (20, 0)
    assert one.released.to_date == one.retained.to_date / 2
    assert one.net.before == 420
    parts = (
        one.work.to_date
        + one.advance.to_date
        - one.recouped.to_date
        - one.retained.to_date
        + one.released.to_date
    )
    assert one.net.to_date == parts
    found = lines_of(one)
    assert found["6"] == found["4"] - found["5"] + found["5d"]
    assert found["5"] == found["5a"] + found["5b"] - found["5c"]
    assert found["8"] == found["6"] - found["7"]
    assert [line.position.milestone for line in one.lines] == [
        "P",
        "E",
    ]  # the rest stands in lines of its own


def test_line_7_is_what_was_applied_for_never_the_cash() -> None:
    for claim, receipts, uncertified in (
        ("| A-1 | US-1 | APP | 2026-08-01 | 35000 | 2026-08-05 | 35000 | 3500 |", "", 0),
        (
            "| A-1 | US-1 | APP | 2026-08-01 | 35000 | 2026-08-05 | 35000 | 3500 |",
            "| 2026-09-01 | 20000 | R1 | US-1 | A-1 |",
            0,
        ),
        ("| A-1 | US-1 | APP | 2026-08-01 | 35000 | 2026-08-05 | 30000 | 3500 |", "", 5000),
        ("| A-1 | US-1 | APP | 2026-08-01 | 35000 | | | 3500 |", "", 31500),
    ):
        one = made(
            milestones=ONE,
            progress="| Contract | Milestone | Date | Done |\n| US-1 | APP | 2026-08-31 | 57000 |",
            claims=CLAIMS + claim,
            receipts="| Date | Amount | Bank reference | Contract | Claim |\n" + receipts,
        )
        assert (one.net.before, one.uncertified) == (31500, uncertified)
        assert one.due == D(57000) - D(5700) - D(31500)
        assert one.received == (20000 if receipts else 0)


def test_a_settlement_replaces_the_contract_sum() -> None:
    contracts = """
        | Contract | Customer | Currency | Contract sum | Signed on  | Settlement sum | Settled on |
        | US-1     | Elm      | USD      | 100000       | 2026-06-01 | 108000         | 2026-09-01 |
    """
    one = made(
        contracts=contracts,
        milestones=PERIOD + "| US-1 | S | Settlement | settlement | up to | 97% | settlement | settled |",
    )
    found = lines_of(one)
    assert (found["2"], found["2a"], found["3"]) == (10000, -2000, 108000)
    assert (found["8"], found["9"]) == (D("104760.00"), D("3240.00"))
