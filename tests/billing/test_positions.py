"""Where the money of every milestone stands, through POSITIONS as a cell calls it (BIL-5 to BIL-7)."""

from __future__ import annotations

from typing import Any

import pytest

from ledger.functions import call
from tests.drawing import arguments, column

STAGES = "| Contract | Milestone | Kind | Mode | Share or amount | Base | Trigger | Trigger value | Met on | Retention rate |\n"
CLAIMS = (
    "| Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Retention held | Recouped "
    "| Invoiced on | Invoiced | Due on | Disputed amount | Status |\n"
)
RECEIPTS = "| Date | Amount | Bank reference | Contract | Claim | Kind |\n"
MONTHS = """
    | C | 1 | progress | pay | 100% | period value | certificate | | | |
    | C | 2 | progress | pay | 100% | period value | certificate | | | |
    | C | 3 | progress | pay | 100% | period value | certificate | | | |
"""


def contract(contract_sum: str = "1000", **cells: str) -> str:
    """One contract C; `cells` are further columns by heading, spaces for underscores."""
    headings = [
        "Contract",
        "Customer",
        "Currency",
        "Contract sum",
        "Signed on",
        *(name.replace("_", " ") for name in cells),
    ]
    line = ["C", "Acme", "USD", contract_sum, "2025-01-01", *cells.values()]
    return f"| {' | '.join(headings)} |\n| {' | '.join(line)} |"


def positions(as_of: str, **sheets: str) -> list[list[Any]]:
    if "milestones" in sheets:
        sheets["milestones"] = STAGES + sheets["milestones"]
    if "claims" in sheets:
        sheets["claims"] = CLAIMS + sheets["claims"]
    if "receipts" in sheets:
        sheets["receipts"] = RECEIPTS + sheets["receipts"]
    grid = call("POSITIONS", *arguments(as_of, **sheets))
    assert not [cell for row in grid for cell in row if str(cell).startswith("#LEDGER!")], grid
    return grid


def measured(*lines: str) -> str:
    return "| Contract | Milestone | Date | Done | Stored materials |\n" + "\n".join(
        f"| C | {line} |" for line in lines
    )


# --- published certificates ---------------------------------------------------------------------------


@pytest.mark.parametrize(("rounding", "net"), [("on the total", 45679398.32), ("each line", 45679398.33)])
def test_a_printed_fidic_certificate(rounding: str, net: float) -> None:
    """Oracle FID-01, Hambantota port, certificate 02: the printed cent hangs on where deductions are rounded."""
    grid = positions(
        "2015-02-28",
        contracts=contract(
            "485000000", Retention_rate="10%", Retention_base="work done", Recoupment_method="fixed",
            Recoupment_parameter_1="0.1", Rounding=rounding,
        ),
        milestones="""
            | C | ADV | advance  | pay | 48500000 | fixed        | date        | 2014-01-01 | | |
            | C | IPC | progress | pay | 100%     | period value | certificate |            | | |
        """,
        progress=measured("IPC | 2015-01-31 | 90000000 | 7467621.95", "IPC | 2015-02-28 | 139846535.34 | 13269792"),
        claims="""
            | A | C | ADV | 2014-01-05 | 48500000    | 2014-01-06 | 48500000    |         |         | | | | | |
            | 1 | C | IPC | 2015-01-31 | 97467621.95 | 2015-02-05 | 97467621.95 | 9000000 | 9000000 | | | | | |
        """,
    )  # fmt: skip
    assert column(grid, "Entitled") == [48500000.0, 153116327.34]
    assert column(grid, "Billable now") == [0.0, net]
    assert column(grid, "Retention")[1] == column(grid, "Recouped")[1] == 13984653.53


def test_a_dam_by_quantity() -> None:
    """Oracle CN-04: 20% of each month until 600 is back (month 5 has 120 left), 5% retention, net 6811.5."""
    values = [450, 450, 750, 750, 900, 1050, 1050, 900, 600, 270]
    months = "\n".join(
        f"| C | {n} | progress | pay | 100% | period value | certificate | | | |" for n in range(1, 11)
    )
    grid = positions(
        "2026-01-01",
        contracts=contract(
            "6000",
            Retention_rate="5%",
            Retention_base="work done",
            Recoupment_method="fixed",
            Recoupment_parameter_1="0.2",
        ),
        milestones=f"| C | A | advance | pay | 600 | fixed | signed | | | |\n{months}",
        progress=measured(
            *(f"{n} | 2025-{n:02}-28 | {value}.00 |" for n, value in enumerate(values, start=1))
        ),
        variations="| Contract | Date | Amount | Status |\n| C | 2025-01-01 | 1170 | agreed |",
    )
    net = column(grid, "Billable now")
    assert column(grid, "Recouped") == [0.0, 90.0, 90.0, 150.0, 150.0, 120.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert (net[5], net[10]) == (735.0, 256.5)
    assert sum(column(grid, "Entitled")[1:]) == 7170.0
    assert sum(net) == 6811.5


def test_bracketed_retainage_lies_on_its_lines() -> None:
    """Oracle AIA-04: 10% to 20%, 15% to 38%, 25% on; 984 in all, 164 and 820 by line."""
    grid = positions(
        "2025-10-31",
        contracts=contract(
            "17000", Retention_rate="10% to 20%; 15% to 38%; 25% to 100%", Retention_base="work done"
        ),
        milestones=MONTHS,
        progress=measured("1 | 2025-10-15 | 1200 |", "2 | 2025-10-15 | 6000 |"),
    )
    assert column(grid, "Retention") == [164.0, 820.0, 0.0]
    assert column(grid, "Billable now") == [1036.0, 5180.0, 0.0]


def test_retention_is_rounded_on_what_is_held_to_date() -> None:
    """Golden fixture 4: 358.725 and 146.075 are 504.80 together, not 504.81."""
    grid = positions(
        "2025-12-31",
        contracts=contract("10000", Retention_rate="10%", Retention_base="work done"),
        milestones=MONTHS,
        progress=measured("1 | 2025-01-31 | 3587.25 |", "2 | 2025-02-28 | 1460.75 |"),
    )
    assert column(grid, "Retention") == [358.73, 146.07, 0.0]
    assert column(grid, "Billable now") == [3228.52, 1314.68, 0.0]


# --- the advance --------------------------------------------------------------------------------------

ADVANCE = """
    | C | adv  | advance    | pay   | 30% | contract     | signed      | | | |
    | C | prog | progress   | pay   | 80% | period value | certificate | | | |
    | C | done | completion | up to | 85% | contract     | completed   | | | |
"""


def test_the_advance_enters_once_and_is_taken_back() -> None:
    """Advance 300 + 80% of 500 - 150 recouped: 550, never 700; claimed and paid, nothing is left."""
    sheets = {
        "contracts": contract(Recoupment_method="pro rata", Payment_days="30"),
        "milestones": ADVANCE,
        "progress": measured(" | 2025-03-31 | 50% |"),
    }
    grid = positions("2025-03-31", **sheets)
    assert column(grid, "Billable now") == [300.0, 250.0, 0.0]
    claims = """
        | A | C | adv  | 2025-01-02 | 300 | 2025-01-03 | 300 | | 0   | | | | | |
        | B | C | prog | 2025-04-01 | 400 | 2025-04-02 | 400 | | 150 | | | | | |
    """
    receipts = "| 2025-02-01 | 300 | b1 | C | A | cash |\n| 2025-05-01 | 250 | b2 | C | B | cash |"
    for as_of in ("2025-05-01", "2025-12-31", "2030-01-01"):
        grid = positions(as_of, **sheets, claims=claims, receipts=receipts)
        assert column(grid, "Outstanding") == [0.0, 0.0, 0.0]
        assert column(grid, "Billable now") == [0.0, 0.0, 0.0]
        assert column(grid, "Status")[:2] == ["paid", "paid"]


@pytest.mark.parametrize("method", ["pro rata", "threshold", "FIDIC", "fixed"])
def test_up_to_counts_an_advance_that_is_still_out(method: str) -> None:
    """付至85% with part of a 30% advance not yet taken back: 850 in all, not 863.50."""
    grid = positions(
        "2025-12-31",
        contracts=contract(Recoupment_method=method, Recoupment_parameter_1="0.6" if method == "threshold" else
                           "0.2" if method == "fixed" else "", Completed_on="2025-12-01"),
        milestones=ADVANCE,
        progress=measured(" | 2025-03-31 | 70% |"),
    )  # fmt: skip
    assert round(sum(column(grid, "Billable now")), 2) == 850.0


def test_an_advance_is_not_taken_back_before_it_is_granted() -> None:
    grid = positions(
        "2025-03-31",
        contracts=contract(Recoupment_method="pro rata"),
        milestones="""
            | C | adv  | advance  | pay | 30%  | contract     | date        | 2025-06-01 | | |
            | C | prog | progress | pay | 100% | period value | certificate |            | | |
        """,
        progress=measured(" | 2025-03-31 | 50% |"),
    )
    assert column(grid, "Recouped") == [0.0, 0.0]
    assert column(grid, "Billable now") == [0.0, 500.0]


def test_each_certificate_recoups_from_its_own_amount() -> None:
    """FIDIC, golden fixture 1: 600 k, 600 k, 1000 k take 0, 150 k, 250 k; what a claim recouped is frozen."""
    sheets = {
        "contracts": contract("10000000", Recoupment_method="FIDIC"),
        "milestones": "| C | adv | advance | pay | 15% | contract | signed | | | |" + MONTHS,
        "progress": measured(
            "1 | 2025-01-31 | 600000 |", "2 | 2025-02-28 | 600000 |", "3 | 2025-03-31 | 1000000 |"
        ),
    }
    assert column(positions("2025-12-31", **sheets), "Recouped") == [0.0, 0.0, 150000.0, 250000.0]
    frozen = "| A | C | 2 | 2025-03-01 | 600000 | | | | 99000 | | | | | |"
    assert column(positions("2025-12-31", **sheets, claims=frozen), "Recouped")[2] == 99000.0


# --- retention ----------------------------------------------------------------------------------------

RELEASES = """
    | C | half | release | pay | 50%     |            | completed |           | | |
    | C | rest | release | pay | balance |            | completed | 12 months | | |
"""


@pytest.mark.parametrize(
    ("as_of", "half", "rest"),
    [("2025-05-31", 0, 0), ("2025-06-01", 50, 0), ("2026-05-31", 50, 0), ("2026-06-01", 50, 50)],
)
def test_retention_comes_back_in_tranches(as_of: str, half: float, rest: float) -> None:
    grid = positions(
        as_of,
        contracts=contract(Retention_rate="10%", Retention_base="work done", Completed_on="2025-06-01"),
        milestones=MONTHS + RELEASES,
        progress=measured("1 | 2025-03-31 | 1000 |"),
    )
    assert column(grid, "Billable now") == [900.0, 0.0, 0.0, half, rest]


@pytest.mark.parametrize(
    ("measure", "base", "back"),
    [
        ("50%", "", 50),
        ("3%", "contract", 30),
        ("20%", "contract", 100),
        ("150", "fixed", 100),
        ("balance", "", 100),
    ],
)
def test_a_release_is_of_what_is_held_or_of_its_base_and_never_more(
    measure: str, base: str, back: float
) -> None:
    grid = positions(
        "2025-12-31",
        contracts=contract(Retention_rate="10%", Retention_base="work done", Completed_on="2025-06-01"),
        milestones=MONTHS + f"| C | R | release | pay | {measure} | {base} | completed | | | |",
        progress=measured("1 | 2025-03-31 | 1000 |"),
    )
    assert column(grid, "Billable now")[3] == back


@pytest.mark.parametrize(("done", "held"), [(499, 49.9), (500, 50), (501, 50), (1000, 50)])
def test_retention_stops_at_its_cap(done: int, held: float) -> None:
    grid = positions(
        "2025-12-31",
        contracts=contract(Retention_rate="10%", Retention_base="work done", Retention_cap="5%"),
        milestones=MONTHS,
        progress=measured(f"1 | 2025-03-31 | {done} |"),
    )
    assert column(grid, "Retention")[0] == held


def test_a_stages_own_rate_stands_before_the_contracts_and_under_the_cap() -> None:
    stages = MONTHS.replace("certificate | | | |", "certificate | | | 20% |", 1)
    grid = positions(
        "2025-12-31",
        contracts=contract(Retention_rate="10%", Retention_base="work done", Retention_cap="7%"),
        milestones=stages,
        progress=measured("1 | 2025-01-31 | 300 |", "2 | 2025-02-28 | 300 |"),
    )
    assert column(grid, "Retention") == [60.0, 10.0, 0.0]


def test_materials_are_retained_at_their_own_rate_and_paid_while_they_are_stored() -> None:
    """Golden fixture 2: 47 000 of work at 10%, 3 000 stored at 5%: L6 54 150 with the other line."""
    grid = positions(
        "2025-12-31",
        contracts=contract(
            "110000", Retention_rate="10%", Retention_base="work done", Materials_retention_rate="5%"
        ),
        milestones=MONTHS,
        progress=measured("1 | 2025-01-31 | 42000 |", "2 | 2025-01-31 | 15000 | 3000"),
        claims="| P | C | 1 | 2025-01-15 | 35000 | | | 3500 | | | | | | |",
    )
    assert sum(column(grid, "Entitled")) == 60000.0
    assert sum(column(grid, "Retention")) == 5850.0
    assert sum(column(grid, "Billable now")) == 22650.0


# --- claims and money ---------------------------------------------------------------------------------

PLAIN = """
    | C | 1 | milestone | pay | 40% | contract | date | 2025-02-01 | | |
    | C | 2 | milestone | pay | 60% | contract | date | 2025-03-01 | | |
"""


@pytest.mark.parametrize(
    ("claims", "billable", "overbilled"),
    [
        ("| A | C | 1 | 2025-02-02 | 399 | | | | | | | | | |", [1, 600], [0, 0]),
        ("| A | C | 1 | 2025-02-02 | 400 | | | | | | | | | |", [0, 600], [0, 0]),
        (
            "| A | C | 1 | 2025-02-02 | 401 | | | | | | | | | |",
            [0, 599],
            [0, 0],
        ),  # no other line bills it again
        ("| A | C | 1 | 2025-02-02 | 1100 | | | | | | | | | |", [0, 0], [100, 0]),
        ("| A | C |   | 2025-02-02 | 1000 | | | | | | | | | |", [0, 0], [0, 0]),  # no stage named: the oldest
        ("| A | C | 1 | 2025-02-02 | 400 | | | | | | | | | draft |", [400, 600], [0, 0]),
        ("| A | C | 1 | 2025-02-02 | 400 | | | | | | | | | cancelled |", [400, 600], [0, 0]),
        (
            "| A | C | 1 | 2025-12-02 | 400 | | | | | | | | | |",
            [400, 600],
            [0, 0],
        ),  # after the day asked about
        (
            "| A | C | 1 | 2025-02-02 | 300 | 2025-02-09 | 400 | | | | | | | |",
            [0, 600],
            [0, 0],
        ),  # certified for more
        (
            "| A | C | 1 | | | | | | | 2025-02-09 | 400 | | | |",
            [0, 600],
            [0, 0],
        ),  # known by its invoice alone
    ],
)
def test_what_was_claimed_is_not_claimed_again(
    claims: str, billable: list[float], overbilled: list[float]
) -> None:
    grid = positions("2025-06-30", contracts=contract(), milestones=PLAIN, claims=claims)
    assert column(grid, "Billable now") == billable
    assert column(grid, "Over-billed") == overbilled


@pytest.mark.parametrize(
    ("receipts", "received", "status"),
    [
        ("", 0, "overdue"),
        ("| 2025-03-20 | 150 | b | C | A | cash |", 150, "overdue"),
        ("| 2025-03-20 | 400 | b | C | A | cash |", 400, "paid"),
        ("| 2025-03-20 | 400 | b | C | | |", 400, "paid"),
        ("| 2025-03-20 | 400 | b | C | A | bill pending |", 0, "overdue"),
        ("| 2025-03-20 | 400 | b | C | A | bill cleared |", 400, "paid"),
        ("| 2025-07-01 | 400 | b | C | A | cash |", 0, "overdue"),  # after the day asked about
        ("| 2025-03-20 | -400 | b | C | A | credit note |", 0, "billable"),  # credited: to be claimed anew
    ],
)
def test_money_that_came_in(receipts: str, received: float, status: str) -> None:
    claims = "| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | | | | | 2025-03-11 | | |"
    grid = positions("2025-06-30", contracts=contract(), milestones=PLAIN, claims=claims, receipts=receipts)
    assert column(grid, "Received")[0] == received
    assert column(grid, "Status")[0] == status
    assert column(grid, "Outstanding")[0] == (0 if status in ("paid", "billable") else 400 - received)


@pytest.mark.parametrize(
    ("claim", "as_of", "status"),
    [
        ("| A | C | 1 | 2025-02-02 | 400 | | | | | | | | | |", "2025-02-20", "claimed"),
        (
            "| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | | | | | 2025-03-11 | | |",
            "2025-02-08",
            "claimed",
        ),
        (
            "| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 300 | | | | | 2025-03-11 | | |",
            "2025-02-09",
            "part certified",
        ),
        (
            "| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | | | | | 2025-03-11 | | |",
            "2025-03-10",
            "certified",
        ),
        ("| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | | | | | 2025-03-11 | | |", "2025-03-11", "due"),
        (
            "| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | | | | | 2025-03-11 | | |",
            "2025-03-12",
            "overdue",
        ),
        (
            "| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | | | | | 2025-03-11 | 10 | |",
            "2025-03-12",
            "disputed",
        ),
        (
            "| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 400 | | | | | 2025-03-11 | | disputed |",
            "2025-03-12",
            "disputed",
        ),
    ],
)
def test_how_far_a_line_has_come(claim: str, as_of: str, status: str) -> None:
    grid = positions(as_of, contracts=contract(), milestones=PLAIN, claims=claim)
    assert column(grid, "Status")[0] == status


HELD = """
    | Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Due on     | Wait until | Extension agreement |
    | A     | C        | 1         | 2025-02-02 | 200     | 2025-02-09   | 200       | 2025-03-11 | {a}        | {signed}            |
    | B     | C        | 1         | 2025-02-02 | 200     | 2025-02-09   | 200       | {due}      | {b}        |                     |
"""


@pytest.mark.parametrize(
    ("cells", "claims", "status"),
    [
        ({"Blocked_until": "2025-03-12"}, {}, "held"),
        ({"Blocked_until": "2025-03-11"}, {}, "overdue"),  # the day before was the last
        ({"Block_reason": "talks"}, {}, "held"),
        ({"Block_reason": "talks", "Blocked_until": "2025-03-11"}, {}, "overdue"),
        ({}, {"a": "2025-03-12", "b": "2025-03-12"}, "held"),
        ({}, {"a": "2025-03-11", "b": "2025-03-12"}, "overdue"),
        ({}, {"a": "2025-03-12"}, "overdue"),  # one of the two is waited for
        ({}, {"a": "2025-03-12", "due": "2025-04-01"}, "held"),  # the other is not due yet
        (
            {},
            {"a": "2025-03-12", "signed": "Supplement 2", "due": "2025-04-01"},
            "due",
        ),  # signed: it is due then
        ({"Blocked_until": "2025-03-12"}, {"due": "2025-04-01"}, "held"),
    ],
)
def test_a_line_that_a_person_decided_to_wait_for_is_held(cells: dict, claims: dict, status: str) -> None:
    drawn = HELD.format(**{"a": "", "b": "", "signed": "", "due": "2025-03-11", **claims})
    terms = contract(**cells)
    grid = call(
        "POSITIONS", *arguments("2025-03-12", contracts=terms, milestones=STAGES + PLAIN, claims=drawn)
    )
    assert column(grid, "Status")[0] == status
    extended = "signed" in claims
    assert column(grid, "Days overdue")[0] == (0 if extended else 1)  # waiting moves nothing


def test_a_line_before_its_trigger_and_on_its_day() -> None:
    assert (
        column(positions("2025-01-31", contracts=contract(), milestones=PLAIN), "Status")
        == ["not triggered"] * 2
    )
    assert column(positions("2025-02-01", contracts=contract(), milestones=PLAIN), "Status") == [
        "billable",
        "not triggered",
    ]


def test_a_deposit_needs_no_certificate() -> None:
    """Paid without certificate or invoice: what was paid was accepted, and nothing is left to explain."""
    claims = "| A | C | 1 | 2025-02-02 | 400 | | | | | | | | | |"
    sheets = {"contracts": contract(), "milestones": PLAIN, "claims": claims}
    for amount, status in ((400, "paid"), (150, "part paid")):
        receipts = f"| 2025-02-20 | {amount} | b | C | A | cash |"
        grid = positions("2025-06-30", **sheets, receipts=receipts)
        assert (column(grid, "Received")[0], column(grid, "Outstanding")[0]) == (amount, 0)
        assert column(grid, "Status")[0] == status
        found = call("MISMATCHES", *arguments("2025-06-30", contracts=contract(), milestones=STAGES + PLAIN,
                                              claims=CLAIMS + claims, receipts=RECEIPTS + receipts))  # fmt: skip
        assert not {"MIS-2", "MIS-3", "MIS-7", "MIS-8"} & set(column(found, "Rule"))


def test_empty_deductions_are_those_of_the_terms() -> None:
    """80 claimed of a stage that pays 80% of its work is 100 of work, and 3% of that is held: 3, not 2.40."""
    grid = positions(
        "2025-12-31",
        contracts=contract(Retention_rate="3%", Retention_base="work done"),
        milestones="| C | 1 | progress | pay | 80% | period value | certificate | | | |",
        progress=measured("1 | 2025-01-31 | 500 |"),
        claims="| A | C | 1 | 2025-02-02 | 400 | 2025-02-09 | 200 | | | | | 2025-03-11 | | |",
    )
    assert column(grid, "Billable now") == [0.0]
    assert column(grid, "Outstanding") == [192.5]  # half certified: half of the 15 held


def test_a_frozen_certificate_is_never_recomputed() -> None:
    """What a claim held and recouped stands, whatever the rates are today; the rest is asked for now."""
    sheets = {
        "milestones": "| C | 1 | progress | pay | 100% | period value | certificate | | | |",
        "progress": measured("1 | 2025-01-31 | 500 |"),
        "claims": "| A | C | 1 | 2025-02-02 | 500 | 2025-02-09 | 500 | 10 | | | | 2025-03-11 | | |",
    }
    grid = positions(
        "2025-12-31", contracts=contract(Retention_rate="5%", Retention_base="work done"), **sheets
    )
    assert (column(grid, "Outstanding"), column(grid, "Over-billed")) == ([490.0], [15.0])
    grid = positions(
        "2025-12-31", contracts=contract(Retention_rate="1%", Retention_base="work done"), **sheets
    )
    assert (column(grid, "Outstanding"), column(grid, "Billable now")) == ([490.0], [5.0])


# --- earned and worth ---------------------------------------------------------------------------------


def test_stages_paid_for_the_same_work_share_what_is_earned() -> None:
    grid = positions(
        "2025-12-31",
        contracts=contract(),
        milestones="""
            | C | work   | progress | pay | 80% | period value | certificate | | | |
            | C | safety | progress | pay | 20% | period value | certificate | | | |
        """,
        progress=measured(" | 2025-03-31 | 50% | 100"),
    )
    assert column(grid, "Earned") == [400.0, 100.0]
    assert column(grid, "Value") == [800.0, 200.0]
    assert column(grid, "Entitled") == [500.0, 100.0]  # the materials on site are paid once


def test_a_stage_that_tops_up_the_same_work_is_worth_what_it_adds() -> None:
    grid = positions(
        "2025-12-31",
        contracts=contract(),
        milestones="""
            | C | work    | progress   | pay   | 80% | period value | certificate | | | |
            | C | checked | acceptance | up to | 97% | period value | certificate | | | |
        """,
        progress=measured(" | 2025-03-31 | 50% |"),
    )
    assert column(grid, "Value") == [800.0, 170.0]
    assert column(grid, "Entitled") == [400.0, 85.0]
    assert column(grid, "Earned") == [412.37, 87.63]  # 500 by what each is worth


def test_a_month_not_measured_yet_is_not_paid_by_what_the_whole_contract_has_done() -> None:
    grid = positions(
        "2025-12-31",
        contracts=contract(),
        milestones=MONTHS,
        progress=measured("1 | 2025-01-31 | 200 |", " | 2025-02-28 | 60% |"),
    )
    assert column(grid, "Entitled") == [200.0, 0.0, 0.0]
    assert column(grid, "Earned") == [200.0, 0.0, 0.0]


def test_a_stage_of_period_value_waits_for_its_trigger() -> None:
    sheets = {
        "contracts": contract(Accepted_on="2025-06-01"),
        "milestones": "| C | 1 | acceptance | pay | 5% | period value | accepted | | | |",
        "progress": measured(" | 2025-03-31 | 100% |"),
    }
    assert column(positions("2025-05-31", **sheets), "Billable now") == [0.0]
    assert column(positions("2025-06-01", **sheets), "Billable now") == [50.0]


@pytest.mark.parametrize(("as_of", "billable"), [("2025-08-31", [800, 0]), ("2025-09-01", [700, 0])])
def test_a_settlement_below_what_was_claimed(as_of: str, billable: list[float]) -> None:
    """Once 700 is agreed the contract is worth no more, and 800 claimed is over-claimed by 100."""
    sheets = {
        "contracts": contract(Settlement_sum="700", Settled_on="2025-09-01"),
        "milestones": """
            | C | 1 | progress   | pay   | 80% | period value | certificate | | | |
            | C | 2 | settlement | up to | 97% | settlement   | settled     | | | |
        """,
        "progress": measured(" | 2025-03-31 | 100% |"),
    }
    assert column(positions(as_of, **sheets), "Billable now") == billable
    claimed = positions(as_of, **sheets, claims="| A | C | 1 | 2025-04-02 | 800 | | | | | | | | | |")
    assert column(claimed, "Over-billed") == [800 - billable[0], 0]


def test_a_contract_of_nothing_grants_nothing() -> None:
    grid = positions(
        "2025-12-31",
        contracts=contract("0"),
        milestones=PLAIN + MONTHS.replace("| 1 |", "| 9 |", 1).replace("| 2 |", "| 8 |"),
    )
    assert set(column(grid, "Billable now")) == {0.0}


def test_lines_are_set_off_latest_first_and_what_is_left_stays_on_the_latest_over_claim() -> None:
    grid = positions(
        "2025-06-30",
        contracts=contract(),
        milestones=PLAIN.replace("40%", "20%").replace("60%", "30%")
        + "| C | 3 | milestone | pay | 10% | contract | date | 2025-04-01 | | |",
        claims="""
            | A | C | 1 | 2025-02-02 | 280 | | | | | | | | | |
            | B | C | 2 | 2025-03-02 | 390 | | | | | | | | | |
        """,
    )
    assert column(grid, "Over-billed") == [0.0, 70.0, 0.0]
    assert column(grid, "Billable now") == [0.0, 0.0, 0.0]


def test_work_measured_before_its_trigger_is_paid_in_the_order_of_the_triggers() -> None:
    """5% of the work on acceptance in June comes after up to 50% in May, and adds to it."""
    grid = positions(
        "2025-12-31",
        contracts=contract(Accepted_on="2025-06-01"),
        milestones="""
            | C | 1 | acceptance | pay   | 5%  | period value | accepted |            | | |
            | C | 2 | milestone  | up to | 50% | contract     | date     | 2025-05-01 | | |
        """,
        progress=measured(" | 2025-03-31 | 100% |"),
    )
    assert column(grid, "Entitled") == [50.0, 500.0]


def test_nothing_measured_is_nothing_earned_even_once_the_trigger_is_met() -> None:
    grid = positions(
        "2025-12-31",
        contracts=contract(Accepted_on="2025-06-01"),
        milestones="| C | 1 | acceptance | pay | 5% | period value | accepted | | | |",
    )
    assert (column(grid, "Earned"), column(grid, "Entitled")) == ([0.0], [0.0])


@pytest.mark.parametrize(
    ("top_up", "done", "entitled", "retention"),
    [
        ("up to | 90%", "100%", 900, 50),  # short of the work: it was retained from when it was measured
        ("up to | 100%", "100%", 1000, 50),  # at it
        ("pay | 20%", "100%", 1000, 50),
        ("pay | 20%", "90%", 920, 46),  # 20 beyond the 900 measured
    ],
)
def test_what_tops_up_measured_work_bears_retention_once(
    top_up: str, done: str, entitled: float, retention: float
) -> None:
    """80% of the work measured is paid monthly; what completion adds pays for the same work (TRM-5)."""
    grid = positions(
        "2025-06-01",
        contracts=contract(retention_rate="5%", retention_base="work done", completed_on="2025-05-01"),
        milestones=f"""
            | C | 1 | progress | pay | 80% | period value | certificate | | | |
            | C | 2 | completion | {top_up} | contract | completed | | | |
        """,
        progress=measured(f"1 | 2025-04-01 | {done} |"),
    )
    assert sum(column(grid, "Entitled")) == entitled
    assert sum(column(grid, "Retention")) == retention
