"""A book on a day: every contract's account, every mismatch, every reminder; the desk the hosts stand at.

Functions and commands both ask here, so that a cell, a button and the command line agree.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any, Mapping, NamedTuple

from .billing import flaws, questions
from .billing.positions import Account, account
from .billing.receivables import Customs, unallocated_money
from .billing.terms import Dossier
from .calendars import FIRST_DAY
from .collecting import clocks, dunning, interest, law_questions, mismatches, remedies, reminding
from .collecting.application import ORDER, Payment
from .collecting.interest import Conditions, late_interest
from .conventions import of
from .enumerations import ReceiptKind
from .money import ZERO
from .problems import Problem
from .records import Contract
from .results import Mismatch, Position, Receivable, Unallocated
from .rulebook import PolicyStep
from .tables.book import EVERYONE, Book
from .tables.choices import read_choices
from .tables.settings import Settings, calendar_of, read_settings
from .tables.sheets import CONTACTS, CONTRACTS

CREDIT, BILL_PENDING = ReceiptKind.CREDIT, ReceiptKind.BILL_PENDING  # looked up once: asked of every receipt

# Every question a contract's terms can raise, by rule, as Help lists them
QUESTIONS = {**questions.QUESTIONS, **law_questions.QUESTIONS, **clocks.QUESTIONS}


class Portfolio(NamedTuple):
    """All answers of a book on one day, and everything that is wrong with it."""

    book: Book
    settings: Settings
    choices: Mapping[str, str]
    as_of: date
    accounts: dict[str, Account]
    blocked: dict[str, Problem]
    problems: list[Problem]
    unallocated: list[Unallocated]  # money that names no contract of the book

    def problem_of(self, contract: str) -> Problem | None:
        """The problem that silences a contract, if any."""
        return self.blocked.get(contract) or self.blocked.get(EVERYONE)

    def receivables(self) -> list[Receivable]:
        """Every claim made, as money to collect."""
        return [r for one in self.accounts.values() for r in one.receivables]

    def positions(self) -> list[Position]:
        """Every position that can be answered, in the order of the accounts."""
        return [p for one in self.accounts.values() for p in one.positions]


def portfolio(book: Book, as_of: date) -> Portfolio:
    """The accounts of all contracts that can be answered.

    A problem silences the contracts that depend on it and no others.
    """
    settings, wrong = read_settings(book.rules)
    choices, wrong_choices = read_choices(book.rules)
    customs = Customs(
        calendar_of(book.rules, settings.calendar),
        settings.roll,
        settings.payment_days,
        of(FIRST_DAY, choices),
    )
    problems = book.problems + wrong + wrong_choices
    blocked = book.blocked()
    stages, progress, variations = (
        _by_contract(rows) for rows in (book.milestones, book.progress, book.variations)
    )
    claims = _by_contract(book.claims)
    receipts, credits, homeless = _receipts(book, as_of)
    accounts = {}
    for number, contract in book.contracts.items():
        if number in blocked or EVERYONE in blocked:
            continue
        dossier = Dossier(
            contract,
            stages.get(number, ()),
            progress.get(number, ()),
            variations.get(number, ()),
            as_of,
            choices,
        )
        flawed = flaws.flaws(dossier)
        if flawed:
            problems = problems + flawed
            blocked[number] = flawed[0]
            continue
        accounts[number] = account(
            dossier, claims.get(number, ()), receipts.get(number, ()), credits.get(number, ()), customs
        )
    return Portfolio(book, settings, choices, as_of, accounts, blocked, problems, homeless)


def _by_contract(rows: Any) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.contract].append(row)
    return grouped


def _receipts(
    book: Book, as_of: date
) -> tuple[dict[str, list[Any]], dict[str, list[Any]], list[Unallocated]]:
    """Receipts and credit notes by contract, and the money that names none of the book's."""
    owner = {claim.number: claim.contract for claim in book.claims}
    receipts: dict[str, list[Any]] = defaultdict(list)
    credits: dict[str, list[Any]] = defaultdict(list)
    homeless = []
    for receipt in book.receipts:
        number = receipt.contract or owner.get(receipt.claim, "")
        credit = receipt.kind is CREDIT
        if number in book.contracts:
            (credits if credit else receipts)[number].append(receipt)
        elif receipt.on <= as_of and receipt.kind is not BILL_PENDING:
            homeless.append(unallocated_money(receipt, abs(receipt.amount) if credit else receipt.amount, ""))
    return receipts, credits, homeless


def found_mismatches(desk: Portfolio) -> list[Mismatch]:
    """Every mismatch of the book, worst first."""
    limits = mismatches.Limits(
        desk.settings.tolerance,
        desk.settings.claim_days,
        desk.settings.certify_days,
        desk.settings.invoice_days,
        desk.settings.variation_days,
    )
    contacts = _by_contract(desk.book.contacts)
    answers: list[Mismatch] = []
    for number, one in desk.accounts.items():
        contents = mismatches.Contents(
            one.dossier.contract,
            one.positions,
            one.receivables,
            one.unallocated,
            one.dossier.variations,
            one.entitled.limited,
            one.advance_granted - one.advance_recouped,
            _work_left(one),
        )
        found = mismatches.of_contract(contents, desk.as_of, limits)
        told = contacts.get(number, ())
        answers += remedies.remedied(found, one.receivables, told, desk.as_of, desk.book.rules.remedies)
    for money in desk.unallocated:
        answers.append(mismatches.homeless(money, desk.as_of))
    return mismatches.worst_first(answers + _questions(desk))


def _questions(desk: Portfolio) -> list[Mismatch]:
    """What the terms of every contract leave open, what dated law asks of them, and the clocks that run."""
    settings = desk.settings
    law = law_questions.Law(desk.book.rules.law, desk.book.rules.rates)
    contacts = _by_contract(desk.book.contacts)
    answers: list[Mismatch] = []
    for number, one in desk.accounts.items():
        asked = questions.case(
            one.dossier, one.entitled, one.receivables, settings.tolerance, settings.payment_days
        )
        answers += questions.questions(asked) + law_questions.law_questions(asked, law)
        answers += clocks.clock_questions(asked, contacts.get(number, ()), law)
    return answers


def _work_left(one: Account) -> Decimal:
    """What is still to be done under a contract."""
    done = sum([grant.value for grant in one.entitled.grants], ZERO)
    return one.entitled.amounts.whole - done


def flagged(positions: list[Position], found: list[Mismatch]) -> list[Position]:
    """Positions with their worst mismatch as flag and its remedy as next action."""
    worst: dict[tuple[str, str], Mismatch] = {}
    for mismatch in found:
        worst.setdefault((mismatch.contract, mismatch.milestone), mismatch)
    return [
        p._replace(flag=m.rule, next_action=m.action) if (m := worst.get((p.contract, p.milestone))) else p
        for p in positions
    ]


def policy(desk: Portfolio) -> tuple[PolicyStep, ...]:
    """The steps of the dunning policy in force: the book's, else our default."""
    rows = desk.book.rules.policy
    name = desk.settings.policy or (rows[0].policy if rows else "")
    return tuple(row for row in rows if row.policy == name) or dunning.DEFAULT_POLICY


def reminders(desk: Portfolio) -> reminding.Choice:
    """Whom to remind, and who is left out and why."""
    limits = dunning.Limits(
        desk.settings.tolerance,
        desk.settings.min_interval,
        desk.settings.promise_grace,
        of(dunning.ESCALATION, desk.choices),
        of(dunning.DISPUTE, desk.choices),
    )
    names = {f"{m.contract}\n{m.number}": m.name for m in desk.book.milestones}
    unallocated = desk.unallocated + [u for one in desk.accounts.values() for u in one.unallocated]
    return reminding.chosen(
        desk.receivables(),
        desk.book.contacts,
        unallocated,
        desk.as_of,
        policy(desk),
        limits,
        names,
        lambda r: interest_of(desk, r),
        _unread(desk.problems),
    )


def _unread(problems: list[Problem]) -> dict[str, Problem]:
    """Cells that only reminders depend on and that cannot be read, by contract (or EVERYONE)."""
    blocked_until = next(c.heading for c in CONTRACTS.columns if c.field == "blocked_until")
    first: dict[str, Problem] = {}
    for problem in problems:
        if problem.sheet == CONTACTS.name or problem.heading == blocked_until:
            first.setdefault(problem.contract, problem)
    return first


def interest_of(desk: Portfolio, r: Receivable) -> Decimal:
    """Late interest of a claim to date, at the contract's rate or the book's; 0 where none is agreed."""
    contract: Contract = r.agreement
    rate = contract.late_rate if contract.late_rate is not None else desk.settings.late_rate
    basis = contract.late_basis or desk.settings.late_basis
    if rate is None or r.due_on is None or r.days_overdue <= 0:
        return ZERO
    conditions = Conditions(
        basis,
        of(interest.DAYS, desk.choices),
        of(interest.ROUNDING, desk.choices),
        of(ORDER, desk.choices),
        of(interest.COMPOUNDING, desk.choices),
        of(interest.MOMENT, desk.choices),
    )
    paid = [Payment(on, amount) for on, amount in r.paid]
    return late_interest(r.payable, r.due_on, desk.as_of, rate, paid, conditions).total
