"""What must always hold, whatever a small book says: through the public functions and commands, as hosts call them."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal as D
from typing import Any

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from ledger import portfolio as asked
from ledger.billing.applications import application
from ledger.billing.terms import Dossier
from ledger.commands import Append, run
from ledger.enumerations import Recoupment, Rounding
from ledger.functions import call
from ledger.functions.catalogue import BOOK_ARGUMENTS
from ledger.portfolio import Portfolio, portfolio
from ledger.tables.book import read_book
from ledger.tables.sheets import INPUTS
from ledger.tables.show import to_day
from tests.commands.applying import applied

Sheets = dict[str, list[list[Any]]]

START = date(2025, 1, 1)
HEADINGS = {sheet.key: [column.heading.en for column in sheet.columns] for sheet in INPUTS}
NAMES = {sheet.key: sheet.name.en for sheet in INPUTS}
FIELDS = {sheet.key: [column.field for column in sheet.columns] for sheet in INPUTS}
SMALL = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

money = st.integers(0, 200_000_00).map(lambda cents: cents / 100)
days = st.integers(0, 700).map(lambda n: (START + timedelta(days=n)).isoformat())
shares = st.sampled_from([0.05, 0.1, 0.3, 1 / 3, 0.5, 0.8, 0.97, 1.0])


def grid(key: str, *lines: dict[str, Any]) -> list[list[Any]]:
    return [HEADINGS[key], *([line.get(field, "") for field in FIELDS[key]] for line in lines)]


@st.composite
def terms(draw: Any) -> dict[str, Any]:
    """A contract with any way to recoup, to retain and to round."""
    contract: dict[str, Any] = {
        "number": "C-1",
        "customer": "Acme",
        "currency": draw(st.sampled_from(["CNY", "USD"])),
        "contract_sum": draw(st.integers(1_000_00, 900_000_00)) / 100,
        "signed_on": "2025-01-01",
        "payment_days": 30.0,
        "completed_on": draw(st.one_of(st.just(""), days)),
        "accepted_on": draw(st.one_of(st.just(""), days)),
        "rounding": draw(st.sampled_from(["", "each line", "on the total"])),
        "email": "ap@example.com",
    }
    base = draw(st.sampled_from(["", "stages", "work done", "work and materials", "contract"]))
    if base:
        contract["retention_base"] = base
        contract["retention"] = draw(st.sampled_from(["3%", "10%", "10% to 20%; 5% to 100%"]))
        contract["retention_cap"] = draw(st.sampled_from(["", 0.03, 0.05]))
        contract["materials_retention_rate"] = draw(st.sampled_from(["", 0.05]))
    method = draw(st.sampled_from(["", "threshold", "pro rata", "FIDIC", "fixed"]))
    if method:
        contract["recoupment"] = method
        contract["recoupment_1"] = {"threshold": 0.6, "fixed": draw(st.sampled_from([0.2, 3.0]))}.get(
            method, ""
        )
    if draw(st.booleans()):
        contract["settlement_sum"] = round(contract["contract_sum"] * draw(st.sampled_from([0.7, 1.04])), 2)
        contract["settled_on"] = draw(days)
    return contract


@st.composite
def stages(draw: Any, contract: dict[str, Any]) -> list[dict[str, Any]]:
    """An advance perhaps, months or one stage of measured work, single stages, releases."""
    lines: list[dict[str, Any]] = []

    def add(**line: Any) -> None:
        lines.append({"contract": "C-1", "number": f"S-{len(lines) + 1}", "mode": "pay", **line})

    if contract.get("recoupment") or draw(st.booleans()):
        add(kind="advance", measure=0.3, base="contract", trigger="signed")
    months = draw(st.integers(0, 3))
    share = draw(st.sampled_from([0.7, 0.8, 1.0]))
    for _ in range(months):
        own = draw(st.sampled_from(["", "", 0.02])) if contract.get("retention_base") else ""
        add(kind="progress", measure=share, base="period value", trigger="certificate", retention_rate=own)
    for _ in range(draw(st.integers(0, 2))):
        add(
            kind="milestone", measure=draw(st.one_of(shares, money.filter(lambda m: m > 100))), base="contract",
            mode=draw(st.sampled_from(["pay", "up to"])), trigger="date", trigger_value=draw(days),
        )  # fmt: skip
    if draw(st.booleans()):
        add(kind="settlement", measure=0.97, base="settlement", mode="up to", trigger="settled")
    if contract.get("retention_base") not in (None, "stages"):
        add(kind="retention release", measure=0.5, trigger="completed")
        add(kind="retention release", measure="balance", trigger="accepted", trigger_value="12 months")
    return lines or [{"contract": "C-1", "number": "S-1", "kind": "milestone", "mode": "pay",
                      "measure": 1.0, "base": "contract", "trigger": "signed"}]  # fmt: skip


@st.composite
def books(draw: Any, claims: bool = True) -> Sheets:
    contract = draw(terms())
    lines = draw(stages(contract))
    periods = [line["number"] for line in lines if line.get("base") == "period value"]
    progress, at = [], START
    for number in periods if len(periods) != 1 else ["", ""]:
        at += timedelta(days=draw(st.integers(1, 120)))
        done = 100.01 + draw(st.integers(0, int(contract["contract_sum"] * 60))) / 100
        if progress and progress[-1]["milestone"] == number:
            done += progress[-1]["done"]
        stored = draw(st.sampled_from(["", 0.0, 500.0]))
        progress.append({"contract": "C-1", "milestone": number, "on": at.isoformat(), "done": round(done, 2),
                         "stored_materials": stored})  # fmt: skip
    variations = [
        {"contract": "C-1", "number": f"V-{n}", "on": draw(days), "amount": draw(money),
         "status": draw(st.sampled_from(["agreed", "submitted"]))}
        for n in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    asked_for: list[dict[str, Any]] = []
    paid = []
    for n in range(draw(st.integers(0, 3)) if claims else 0):
        on = START + timedelta(days=draw(st.integers(0, 600)))
        amount = draw(money)
        line = {"number": f"R-{n}", "contract": "C-1", "claimed_on": on.isoformat(), "claimed": amount,
                "milestone": draw(st.sampled_from(["", *[line["number"] for line in lines]]))}  # fmt: skip
        if draw(st.booleans()):
            line |= {"certified_on": (on + timedelta(days=7)).isoformat(), "certified": amount}
            if draw(st.booleans()):
                line["retention_held"] = round(amount * 0.05, 2)
        asked_for.append(line)
        if draw(st.booleans()):
            paid.append({"on": (on + timedelta(days=60)).isoformat(), "amount": draw(money), "reference": f"B{n}",
                         "contract": "C-1", "claim": draw(st.sampled_from(["", f"R-{n}"])), "payer": "Acme",
                         "kind": draw(st.sampled_from(["", "cash", "credit note", "bill pending"]))})  # fmt: skip
    return {
        NAMES[key]: grid(key, *rows)
        for key, rows in (
            ("contracts", [contract]), ("milestones", lines), ("progress", progress),
            ("variations", variations), ("claims", asked_for), ("receipts", paid), ("contacts", []),
        )
    }  # fmt: skip


def answers(sheets: Sheets, as_of: date) -> Portfolio:
    note(f"{as_of}\n{drawn(sheets)}")
    desk = portfolio(read_book(sheets), as_of)
    assert not desk.problems, [str(problem) for problem in desk.problems]
    return desk


def drawn(sheets: Sheets) -> str:
    """A book without its empty cells, to be read when a property fails."""
    return "\n".join(
        name + " " + str({h: c for h, c in zip(rows[0], row) if c != ""})
        for name, rows in sheets.items()
        for row in rows[1:]
    )


def total(desk: Portfolio, field: str) -> D:
    return sum((getattr(p, field) for p in desk.positions()), D(0))


def arguments(sheets: Sheets, as_of: date) -> list[Any]:
    given_ = {key: sheets.get(name) for key, name in NAMES.items()}
    return [as_of.isoformat() if a.name == "as_of" else given_.get(a.name) for a in BOOK_ARGUMENTS]


@SMALL
@given(books(), st.integers(0, 800))
def test_a_contract_adds_up(sheets: Sheets, n: int) -> None:
    """Lines add up to the contract; it never both bills and is over-claimed; ledgers keep their bounds."""
    desk = answers(sheets, START + timedelta(days=n))
    (account,) = desk.accounts.values()
    gap = total(desk, "net") - total(desk, "claimed_net")
    assert total(desk, "billable") == max(D(0), gap)
    assert total(desk, "overbilled") == max(D(0), -gap)
    assert D(0) <= account.advance_recouped <= account.advance_granted
    assert account.retention_released <= account.retention_held
    cap = account.positions[0].agreement.retention_cap
    if cap is not None and not account.entitled.amounts.settlement:
        assert account.retention_held <= round(cap * account.entitled.amounts.whole + D("0.005"), 2)
    assert total(desk, "entitled") - total(desk, "recouped") - total(desk, "retention") - total(
        desk, "net"
    ) <= D("0.02")
    owed = sum((r.outstanding for r in account.receivables), D(0))
    assert total(desk, "outstanding") == owed
    for r in account.receivables:
        assert r.outstanding == r.payable - r.received
    money_in = sum(
        (
            r.amount
            for r in desk.book.receipts
            if r.on <= desk.as_of and (r.kind is None or r.kind.code == "cash")
        ),
        D(0),
    )
    credits = sum((u.amount for u in account.unallocated if u.reference and _is_credit(desk, u.line)), D(0))
    spare = sum((u.amount for u in account.unallocated), D(0)) - credits
    assert total(desk, "received") + spare == money_in


def _is_credit(desk: Portfolio, line: int) -> bool:
    return any(r.line == line and r.kind is not None and r.kind.code == "credit" for r in desk.book.receipts)


@SMALL
@given(books(claims=False), st.integers(0, 700), st.integers(0, 700))
def test_entitlement_never_falls_as_time_passes(sheets: Sheets, one: int, two: int) -> None:
    """Unless a settlement lowers the base; agreed variations here only raise it; materials may leave the site."""
    early, late = sorted((one, two))
    sheets = dict(sheets)
    for key, field in (
        ("contracts", "settlement_sum"),
        ("contracts", "settled_on"),
        ("progress", "stored_materials"),
    ):
        place = FIELDS[key].index(field)
        sheets[NAMES[key]] = [
            row if n == 0 else [*row[:place], "", *row[place + 1 :]]
            for n, row in enumerate(sheets[NAMES[key]])
        ]
    before, after = (answers(sheets, START + timedelta(days=n)) for n in (early, late))
    assert total(after, "entitled") >= total(before, "entitled") - D("0.01") * len(after.positions())


@SMALL
@given(books(), st.integers(0, 800), st.randoms(use_true_random=False))
def test_order_and_blank_lines_change_nothing(sheets: Sheets, n: int, chance: random.Random) -> None:
    """Columns in any order, and blank lines anywhere, leave every answer as it was; lines of all sheets too."""
    as_of = START + timedelta(days=n)
    mixed = {}
    for name, rows in sheets.items():
        order = list(range(len(rows[0])))
        chance.shuffle(order)
        body = list(rows[1:])
        if name not in (NAMES["milestones"], NAMES["claims"], NAMES["receipts"]):  # order settles ties there
            chance.shuffle(body)
        turned = [[row[i] for i in order] for row in [rows[0], *body]]
        for _ in range(chance.randrange(3)):
            turned.insert(chance.randrange(1, len(turned) + 1), [""] * len(order))
        mixed[name] = turned
    for function in ("MISMATCHES", "LADDER", "AGEING", "REMINDERS"):
        assert call(function, *arguments(mixed, as_of)) == call(function, *arguments(sheets, as_of))
    positions = call("POSITIONS", *arguments(mixed, as_of))
    assert len(positions) == len(mixed[NAMES["milestones"]])
    assert [row for row in positions if any(row)] == call("POSITIONS", *arguments(sheets, as_of))


@SMALL
@given(books(), st.integers(0, 800))
def test_claiming_what_is_billable_leaves_nothing_billable(sheets: Sheets, n: int) -> None:
    """New claim, then submitted: billable is 0 everywhere, to the cent, whatever the method; and no over-claim."""
    as_of = START + timedelta(days=n)
    before = answers(sheets, as_of)
    outcome = run("new_claim", sheets, as_of)
    lines = [line for edit in outcome.edits if isinstance(edit, Append) for line in edit.lines]
    drafted = dict(sheets)
    drafted[NAMES["claims"]] = sheets[NAMES["claims"]] + [
        [line.get(field, "") for field in FIELDS["claims"]] for line in lines
    ]
    assert total(answers(drafted, as_of), "billable") == total(
        before, "billable"
    )  # a draft counts for nothing
    assert not run("new_claim", drafted, as_of).edits  # and is not drafted twice
    submitted = dict(drafted)
    place = FIELDS["claims"].index("status")
    submitted[NAMES["claims"]] = [
        [*row[:place], "submitted" if row[place] == "draft" else row[place], *row[place + 1 :]]
        for row in drafted[NAMES["claims"]]
    ]
    after = answers(submitted, as_of)
    by_certificate = {p.agreement.recoupment for p in before.positions()} & {
        Recoupment.FIDIC,
        Recoupment.FIXED,
    }
    stated_at_the_cent = by_certificate and before.positions()[0].agreement.rounding is Rounding.TOTAL
    rest = (
        D("0.01") if stated_at_the_cent else D(0)
    )  # what a frozen certificate rounded is not asked for again
    # what was set off was not claimed as work, and is recouped from once it is
    set_off = by_certificate and any(p.net < p.claimed_net for p in before.positions())
    if not (set_off or (by_certificate and any(p.stored_materials for p in before.book.progress))):
        assert [p.billable for p in after.positions() if p.billable > rest] == []
    if stated_at_the_cent:
        return
    if by_certificate and any(p.stored_materials for p in before.book.progress):
        return  # a claim made before its work, with empty cells, does not say how much of it was for materials
    # an earlier claim whose recoupment is left to the terms is recouped anew with the certificates beside it
    left_to_terms = by_certificate and any(claim.recouped is None for claim in before.book.claims)
    if not set_off and not left_to_terms:
        assert total(after, "overbilled") == total(before, "overbilled")
    if not set_off:
        assert not run("new_claim", submitted, as_of).edits


@SMALL
@given(books(claims=False), st.integers(100, 800), st.integers(0, 400))
def test_a_paid_contract_owes_nothing_ever_after(sheets: Sheets, n: int, later: int) -> None:
    as_of = START + timedelta(days=n)
    lines = [
        line
        for edit in run("new_claim", sheets, as_of).edits
        if isinstance(edit, Append)
        for line in edit.lines
    ]
    claims, receipts = [], []
    for k, line in enumerate(lines):
        whole = {
            **line,
            "status": "certified",
            "certified": line["claimed"],
            "certified_on": line["claimed_on"],
        }
        claims.append(whole)
        net = (
            D(str(line["claimed"])) - D(str(line.get("retention_held", 0))) - D(str(line.get("recouped", 0)))
        )
        receipts.append(
            {"on": as_of.isoformat(), "amount": float(net), "reference": f"B{k}", "contract": "C-1"}
        )
    paid = dict(sheets)
    paid[NAMES["claims"]] = grid("claims", *claims)
    paid[NAMES["receipts"]] = grid("receipts", *receipts)
    for day in (as_of, as_of + timedelta(days=later)):
        desk = answers(paid, day)
        assert total(desk, "outstanding") == 0
        assert not [p for p in desk.positions() if p.overdue or p.days_overdue]
        assert not asked.reminders(desk).reminders


@SMALL
@given(books(), st.integers(0, 900))
def test_a_letter_is_its_lines_is_the_ledger(sheets: Sheets, n: int) -> None:
    _adds_up(answers(sheets, START + timedelta(days=n)))


def _adds_up(desk: Portfolio) -> None:
    """What is written about and what is left out is what is late, claim by claim; a letter is its lines."""
    choice = asked.reminders(desk)
    told: dict[str, D] = defaultdict(D)
    lines = 0
    for reminder in choice.reminders:
        assert reminder.total == sum((line.outstanding for line in reminder.lines), D(0))
        assert reminder.level == max(line.level for line in reminder.lines)
        assert (reminder.level == 0) == all(line.days_overdue == 0 for line in reminder.lines)
        for line in reminder.lines:
            assert 0 < line.outstanding <= line.payable - line.received
            told[line.claim] += line.outstanding
            lines += 1
    assert lines == len({line.claim for reminder in choice.reminders for line in reminder.lines})
    for left in choice.left_out:
        told[left.claim] += left.amount
    owed = {r.claim: r.outstanding for r in desk.receivables()}
    assert all(owed[claim] == amount for claim, amount in told.items())
    late = {
        r.claim for r in desk.receivables() if r.outstanding > 0 and (r.days_overdue > 0 or r.due_on is None)
    }
    early = {r.claim for r in desk.receivables() if r.due_on is not None and r.due_on > desk.as_of}
    assert late <= set(told) <= late | early


@SMALL
@given(books(), st.integers(0, 800))
def test_an_application_is_what_is_billable_and_adds_up(sheets: Sheets, n: int) -> None:
    """Down the columns to the net amount, across the stages to each column, before and now to date."""
    desk = answers(sheets, START + timedelta(days=n))
    (account,) = desk.accounts.values()
    if not total(desk, "billable"):
        return
    one = application(
        Dossier(
            desk.book.contracts["C-1"], desk.book.milestones, desk.book.progress, desk.book.variations,
            desk.as_of, desk.choices,
        ),
        account,
        desk.book.claims,
    )  # fmt: skip
    assert one.due == one.net.this == total(desk, "billable")
    parts = one.work.to_date + one.advance.to_date - one.recouped.to_date - one.retained.to_date
    assert one.net.to_date == parts + one.released.to_date + one.rounding
    assert abs(one.rounding) <= D("0.02")
    asked_before = [one.work.before, one.advance.before, one.released.before]
    taken_before = [one.recouped.before, one.retained.before]
    assert one.net.before == sum(filter(None, asked_before)) - sum(filter(None, taken_before))
    assert sum(line.total for line in one.lines) == one.work.to_date
    assert sum(line.retainage for line in one.lines) == one.retained.to_date
    if one.on_work is not None and one.on_stored is not None:
        assert one.on_work + one.on_stored == one.retained.to_date
    for line in one.lines:
        if line.previous is not None and line.this is not None:
            assert line.previous + line.this + line.stored == line.total


LADDER = [("standard", level, days, "e-mail", "reminder", "due date")
          for level, days in ((1, 1), (2, 15), (3, 30), (4, 60))]  # fmt: skip
KIND = [("kind", 0, 9, "e-mail", "reminder", "before the due date"), ("kind", 1, 10, "letter", "inquiry", "due date"),
        ("kind", 2, 5, "e-mail", "demand", "previous level"), ("kind", 3, 0, "letter", "formal notice", "end of the due month")]  # fmt: skip
CUSTOMERS = ("Acme", "Birch", "Cedar")


@st.composite
def dunned(draw: Any) -> tuple[Sheets, date]:
    """Claims of three customers, and everything that may speak for or against writing about them."""
    as_of = START + timedelta(days=200)

    def day(low: int, high: int) -> str:
        return (as_of + timedelta(days=draw(st.integers(low, high)))).isoformat()

    def sometimes(values: Any, often: int = 4) -> Any:
        return draw(values) if draw(st.integers(1, often)) == 1 else ""

    contracts, stages_, claims, receipts, contacts = [], [], [], [], []
    for n, customer in enumerate(draw(st.lists(st.sampled_from(CUSTOMERS), min_size=1, max_size=4)), 1):
        number = f"C-{n}"
        contracts.append({
            "number": number, "customer": customer, "currency": draw(st.sampled_from(["EUR", "USD"])),
            "contract_sum": 9000.0, "signed_on": "2025-01-01", "email": "a@example.com", "address": "1 Quay",
            "tolerance": sometimes(st.sampled_from([1.0, 50.0])), "relationship": sometimes(st.just("key")),
            "blocked_until": sometimes(st.integers(-1, 1).map(lambda d: (as_of + timedelta(days=d)).isoformat()), 6),
        })  # fmt: skip
        stages_.append({"contract": number, "number": "S-1", "kind": "milestone", "mode": "pay", "measure": 1.0,
                        "base": "contract", "trigger": "signed"})  # fmt: skip
        for k in range(draw(st.integers(1, 3))):
            claim, amount = f"{number}-{k}", float(draw(st.integers(1, 40)) * 25)
            due = as_of + timedelta(days=draw(st.integers(-80, 12)))
            claims.append({
                "number": claim, "contract": number, "milestone": "S-1", "claimed_on": "2025-01-05", "claimed": amount,
                "certified_on": "2025-01-06", "certified": amount, "due_on": due.isoformat(),
                "extended_to": sometimes(st.integers(-1, 9).map(lambda d: (as_of + timedelta(days=d)).isoformat()), 6),
                "disputed": sometimes(st.sampled_from([amount, 25.0, amount / 2])),
                "status": sometimes(st.just("paid"), 12),
            })  # fmt: skip
            if draw(st.booleans()):
                receipts.append({
                    "on": day(-30, 1), "amount": draw(st.sampled_from([amount, 25.0, amount / 2])), "payer": customer,
                    "reference": f"B-{claim}", "contract": number, "claim": claim,
                    "kind": draw(st.sampled_from(["", "cash", "bill pending"])),
                })  # fmt: skip
            sent = ""
            for level in range(draw(st.integers(0, 3))):
                sent = max(sent, day(-60, 1))
                for status in draw(
                    st.sampled_from(
                        [["drafted"], ["sent"], ["drafted", "sent"], ["drafted", "sent", "returned"]]
                    )
                ):
                    contacts.append({"on": sent, "contract": number, "claims": claim, "level": float(level),
                                     "channel": "e-mail", "file": f"{claim}-{level}.eml", "status": status})  # fmt: skip
            if draw(st.integers(1, 3)) == 1:
                contacts.append({"on": day(-20, 1), "contract": number, "claims": sometimes(st.just(claim), 2),
                                 "channel": "phone", "promised_on": day(-8, 8),
                                 "promised": sometimes(st.sampled_from([amount, 25.0]), 2)})  # fmt: skip
    if draw(st.integers(1, 8)) == 1:
        receipts.append(
            {"on": day(-9, 0), "amount": 75.0, "payer": draw(st.sampled_from(CUSTOMERS)), "reference": "L"}
        )
    overrides = [
        ("relationship", "key", "kind", sometimes(st.integers(0, 3), 2), sometimes(st.just(20.0), 3), "")
    ]
    rules = [
        ["Settings"], ["Setting", "Value"], ["Dunning policy", "standard"],
        ["Our company", "Northwind"], ["Days between reminders to one customer", float(draw(st.sampled_from([0, 3])))],
        ["Dunning policy"], ["Policy", "Level", "Days overdue", "Channel", "Tone", "Counted from"], *map(list, LADDER + KIND),
        ["Dunning overrides"], ["Applies to", "Which", "Policy", "Highest level", "Days between", "Tolerance"],
        *(map(list, overrides) if any(c["relationship"] for c in contracts) else ()),
    ]  # fmt: skip
    return {
        **{
            NAMES[key]: grid(key, *rows)
            for key, rows in (
                ("contracts", contracts), ("milestones", stages_), ("claims", claims), ("receipts", receipts),
                ("contacts", contacts),
            )
        },
        "Rules": rules,
    }, as_of  # fmt: skip


def _log_of(sheets: Sheets, as_of: date) -> dict[tuple[str, str], dict[int, str]]:
    """By contract and claim the last status of each level, read anew and plainly from the lines of the sheet."""
    told: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for row in sheets[NAMES["contacts"]][1:]:
        line = dict(zip(FIELDS["contacts"], row))
        on = to_day(line["on"]) if isinstance(line["on"], float) else date.fromisoformat(line["on"])
        if line["level"] != "" and on <= as_of:
            for claim in line["claims"].split(", "):
                told[line["contract"], claim][int(line["level"])] = line["status"]
    return told


@settings(SMALL, max_examples=2000)
@given(dunned())
def test_nobody_is_written_to_who_should_not_be(book: tuple[Sheets, date]) -> None:
    """Paid, disputed, promised, on a bill, blocked, waited for, money in: no draft; and no line jumps a level."""
    sheets, as_of = book
    desk = answers(sheets, as_of)
    _adds_up(desk)
    told = _log_of(sheets, as_of)
    by_claim = {r.claim: r for r in desk.receivables()}
    loose = {u.payer for u in desk.unallocated}
    promises = [(c.contract, c.claims, c.promised_on) for c in desk.book.contacts
                if c.promised_on and c.promised is None and c.on <= as_of <= c.promised_on + timedelta(days=3)]  # fmt: skip
    bills = [r for r in desk.book.receipts if r.kind and r.kind.code == "bill_pending" and r.on <= as_of]
    for reminder in asked.reminders(desk).reminders:
        for line in reminder.lines:
            r = by_claim[line.claim]
            contract, request = r.agreement, r.request
            assert r.due_on is not None
            assert r.due_on != as_of
            assert (r.due_on > as_of) == (line.level == 0)
            assert contract.customer not in loose
            assert request.status is None
            assert contract.blocked_until is None or contract.blocked_until < as_of
            assert request.extended_to is None or request.extended_to < as_of
            assert not [p for p in promises if p[0] == r.contract and (not p[1] or r.claim in p[1])]
            on_paper = sum((b.amount for b in bills if b.claim == r.claim), D(0))
            assert line.outstanding <= r.outstanding - min(r.outstanding, r.disputed + on_paper)
            levels = told[r.contract, r.claim]
            sent = max((n for n, status in levels.items() if status == "sent"), default=0)
            assert line.level == 0 or line.level == sent + 1
            assert levels.get(line.level) not in ("drafted", "sent")
            key = contract.relationship == "key"
            highest = next((o.highest for o in desk.book.rules.overrides), None) if key else None
            assert highest is None or line.level <= highest


@settings(SMALL, max_examples=200)
@given(dunned(), st.integers(0, 40))
def test_drafting_twice_adds_nothing_and_sending_moves_one_level(
    book: tuple[Sheets, date], later: int
) -> None:
    sheets, as_of = book
    drafted = applied(sheets, run("draft_reminders", sheets, as_of))
    assert not run("draft_reminders", drafted, as_of).edits
    sent = applied(drafted, run("mark_sent", drafted, as_of))
    assert not run("mark_sent", sent, as_of).edits
    on = as_of + timedelta(days=later)
    told = _log_of(sent, on)
    again = [edit for edit in run("draft_reminders", sent, on).edits if isinstance(edit, Append)]
    for line in [line for edit in again for line in edit.lines]:
        for claim in line["claims"].split(", "):
            last = max((n for n, s in told[line["contract"], claim].items() if s == "sent"), default=0)
            assert line["level"] in (0, last + 1)
