"""The filled example: read back without a problem, every rule occurs, and the published figures stand in it."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from addin.templates import example, help_sheet, rule_sheet
from addin.templates.names import SHEETS
from addin.templates.tasks import TASKS
from ledger import portfolio, workbook
from ledger.billing.questions import QUESTIONS
from ledger.collecting import mismatches, reminding
from ledger.collecting.dunning import Why
from ledger.collecting.levels import DEFAULT_POLICY
from ledger.collecting.statutes import RATES
from ledger.drafting.wording import DEFAULTS
from ledger.enumerations import Reason
from ledger.functions.catalogue import SIGNATURES
from ledger.language import LANGUAGES
from ledger.problems import MESSAGES
from ledger.results import Status
from ledger.tables import show
from ledger.tables.book import read_book
from ledger.tables.settings import SETTINGS
from tests.test_templates import EXAMPLES

ORACLES = Path(__file__).parent / "oracles"


def desk_of(language: str) -> portfolio.Portfolio:
    return portfolio.portfolio(read_book(workbook.read(EXAMPLES[language])), example.AS_OF)


@pytest.fixture(scope="module", params=LANGUAGES)
def desk(request) -> portfolio.Portfolio:
    return desk_of(request.param)


def oracle(file: str, case: str) -> dict[str, object]:
    lines = (ORACLES / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
    return next(found for found in map(json.loads, lines) if found["id"] == case)


def position(desk, contract: str, milestone: str):
    account = desk.accounts[contract]
    return next(p for p in account.positions if p.stage.number == milestone)


def test_the_example_reads_without_a_problem(desk):
    assert [str(problem) for problem in desk.problems] == []
    assert desk.settings.as_of == example.AS_OF


def test_it_is_a_book_of_some_size(desk):
    assert len(desk.book.contracts) >= 12
    assert len(desk.book.milestones) >= 70
    signed = [contract.signed_on for contract in desk.book.contracts.values()]
    assert min(signed).year == 2024
    assert {c.currency for c in desk.book.contracts.values()} == {"CNY", "USD", "GBP", "EUR", "LKR"}


def test_both_languages_tell_the_same_story():
    """The same figures and the same days; only words differ."""
    answers = []
    for language in LANGUAGES:
        one = desk_of(language)
        answers.append(
            [
                (p.stage.contract, p.stage.number, p.billable, p.outstanding, p.overdue, p.days_overdue)
                for p in one.positions()
            ]
        )
    assert answers[0] == answers[1]


def test_fid_01_the_printed_certificate(desk):
    """Net payable 45,679,398.32 as printed; rounding each line would give .33."""
    said = oracle("fidic", "FID-01")
    p = position(desk, "LK-2502", "IPC")
    assert p.entitled == Decimal(said["expected"]["sub2"])
    assert p.retention == Decimal(said["expected"]["retention"])
    assert p.recouped == Decimal(said["expected"]["advance"])
    assert p.received == Decimal(said["inputs"]["previous"])
    assert p.billable == Decimal(said["expected"]["net"])


@pytest.mark.parametrize(("stage", "key"), [("M-05", "m5"), ("M-10", "m10")])
def test_cn_04_the_dam(desk, stage, key):
    """Value, recoupment, retention and payment of the month, in 10,000 CNY as published."""
    value, recouped, retention, payable = (
        Decimal(x) * 10_000 for x in oracle("china", "CN-04")["expected"][key]
    )
    p = position(desk, "SL-2501", stage)
    assert (p.earned, p.recouped, p.retention, p.received) == (value, recouped, retention, payable)


def test_cn_04_the_dam_in_all(desk):
    said = oracle("china", "CN-04")["expected"]
    months = [p for p in desk.accounts["SL-2501"].positions if p.stage.number.startswith("M-")]
    assert sum(p.earned for p in months) == Decimal(said["total"]) * 10_000
    assert sum(p.recouped for p in months) == Decimal(said["advance"]) * 10_000
    # the advance came first: what the months paid and the advance are the net of the dam
    assert sum(p.received for p in months) + 6_000_000 == Decimal(said["net"]) * 10_000


def test_aia_04_the_bracketed_retainage(desk):
    said = oracle("aia", "AIA-04")["expected"]
    lines = [position(desk, "US-2608", number).retention for number in ("L-01", "L-02")]
    assert lines == [Decimal(x) for x in said["lines"]]
    assert sum(lines) == Decimal(said["total"])


def test_every_mismatch_occurs(desk):
    found = {m.rule for m in portfolio.found_mismatches(desk)}
    assert set(mismatches.RULES) - found == set()


def test_every_reason_to_leave_somebody_out_occurs(desk):
    """Paid, not overdue and without a due date are no reasons of the list: such claims are not overdue."""
    chosen = portfolio.reminders(desk)
    said = {left.reason for left in chosen.left_out}
    silent = {Why.PAID, Why.NOT_OVERDUE, Why.NO_DUE_DATE}
    missing = [
        why for why in Why if why not in silent and not any(r.en.startswith(why.label.en) for r in said)
    ]
    assert missing == []
    assert {reminding.NO_ADDRESS, reminding.UNALLOCATED} <= said


def test_reminders_at_every_level(desk):
    """Level 0 is the courtesy note of the second policy; key accounts are capped at level 2."""
    reminders = portfolio.reminders(desk).reminders
    assert {reminder.level for reminder in reminders} == {0, 1, 2, 3, 4, 5}
    assert any(len({line.level for line in reminder.lines}) > 1 for reminder in reminders)
    key = desk.book.rules.overrides[0]
    capped = [c.number for c in desk.book.contracts.values() if c.relationship == key.name]
    assert len(capped) == 3
    for reminder in reminders:
        assert all(line.level <= key.highest for line in reminder.lines if line.contract in capped)


def test_a_line_is_held_by_a_block_and_by_waiting(desk):
    held = {p.contract for p in desk.positions() if p.status is Status.HELD}
    assert held == {"GC-2509", "WL-2606"}


def test_a_due_date_moves_off_a_holiday_and_a_working_saturday_stays(desk):
    due = {r.claim: r.due_on for r in desk.accounts["WX-2601"].receivables}
    assert due["WX-03"] == date(2026, 10, 8)  # 1 October is the first day of the holiday
    assert due["WX-01"] == date(2026, 5, 9)  # a Saturday that is worked


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheets_show_what_the_core_answers(language):
    sheets = workbook.read(EXAMPLES[language])
    answered = show.show(show.MISMATCHES, portfolio.found_mismatches(desk_of(language)), language)
    page = sheets[SHEETS["mismatches"].say(language)]
    assert [row[: len(answered[0])] for row in page[: len(answered)]] == answered


def test_the_rules_sheet_says_what_the_program_takes_for_granted(desk):
    """Policy, words, rates, law and remedies come back from the sheet as the core holds them."""

    def bare(rows):
        return sorted((row._replace(line=0) for row in rows), key=repr)

    rules, said = desk.book.rules, desk.book.language
    standard = [step for step in rules.policy if step.policy == desk.settings.policy]
    assert bare(step._replace(policy="standard") for step in standard) == bare(DEFAULT_POLICY)
    others = [step for step in rules.policy if step not in standard]
    assert bare(step._replace(policy="key accounts") for step in others) == bare(rule_sheet.KEY_POLICY)
    assert bare(rules.wording) == bare(DEFAULTS)
    assert bare(rules.rates) == bare(RATES)
    assert {remedy.reason for remedy in rules.remedies} == set(Reason)
    assert len(rules.days) == len(list(rule_sheet.holidays(said)))
    assert len(rules.law) >= 16
    assert all(row.source and row.rule and row.effective and row.needs_lawyer for row in rules.law)
    assert {row.name for row in rules.settings} == {setting.name.say(said) for setting in SETTINGS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_holds_every_function_message_rule_and_convention(language):
    page = workbook.read(EXAMPLES[language])[SHEETS["help"].say(language)]
    said = {str(cell) for row in page for cell in row}
    first = {str(row[0]) for row in page}
    assert {signature.name for signature in SIGNATURES} <= first
    assert set(MESSAGES) <= first
    assert set(mismatches.RULES) | set(QUESTIONS) <= first
    assert {convention.name for convention in help_sheet.conventions()} <= first
    assert len(help_sheet.conventions()) >= 30
    for signature in SIGNATURES:
        assert signature.help.say(language) in said
    assert len(TASKS) >= 10


def test_nobody_real_is_written_to(desk):
    """Addresses of reserved domains only (RFC 2606)."""
    addresses = [c.email for c in desk.book.contracts.values() if c.email] + [desk.settings.email]
    assert addresses
    assert [a for a in addresses if not a.endswith((".example.com", ".example.org"))] == []


def test_holidays_are_days_off_and_worked_weekends():
    days = {row["on"]: row["working"] for row in rule_sheet.holidays("en")}
    worked = [on for on, kind in days.items() if kind == "worked"]
    assert all(on.weekday() >= 5 for on in worked)
    off = [
        sum(1 for on, kind in days.items() if kind == "off" and on.year == year) for year in range(2024, 2028)
    ]
    # as published: 28 days of 2024, 28 of 2025, 33 of 2026; of 2027 only the 13 the law names
    assert off == [28, 28, 33, 13]
    assert [sum(1 for on in worked if on.year == year) for year in range(2024, 2028)] == [8, 5, 6, 0]
