"""A book on a day: every contract's account, every mismatch, every reminder; the desk the hosts stand at.

Functions and commands both ask here, so that a cell, a button and the command line agree.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Callable, Iterator, Mapping, NamedTuple, Sequence

from .billing import flaws, questions
from .billing.positions import Account, account
from .billing.receivables import Customs, unallocated_money
from .billing.takings import Takings
from .billing.terms import Dossier
from .calendars import FIRST_DAY
from .collecting import clocks as legal_clocks
from .collecting import dunning, interest, law_questions, mismatches, remedies, reminding, suspension
from .collecting.application import ORDER, Payment
from .collecting.clockwork import Matter
from .collecting.interest import Conditions, late_interest
from .collecting.ladder import Rung, ladder
from .collecting.levels import ESCALATION
from .collecting.policies import Policies
from .conventions import of
from .enumerations import ReceiptKind
from .lines import by_contract
from .money import ZERO
from .problems import Problem
from .records import Contract, Receipt
from .results import Clock, Mismatch, Position, Receivable, Unallocated
from .tables import policies as policy_sheet
from .tables.book import EVERYONE, Book
from .tables.choices import read_choices
from .tables.rules import OVERRIDES, POLICY, section_name
from .tables.settings import Settings, calendar_of, read_settings
from .tables.sheets import CONTACTS, CONTRACTS

# Every question a contract's terms can raise, by rule, as Help lists them
QUESTIONS = {**questions.QUESTIONS, **law_questions.QUESTIONS, **legal_clocks.QUESTIONS}


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
    takings: Takings

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
    desk = opened(book, as_of)
    for one in answered(desk):
        desk.accounts[one.dossier.contract.number] = one
    return desk


def opened(book: Book, as_of: date) -> Portfolio:
    """A book on a day, before any contract is answered."""
    settings, wrong = read_settings(book.rules)
    choices, wrong_choices = read_choices(book.rules)
    wrong_policy = [flaw.problem for flaw in policy_sheet.flaws(book.rules, settings, book.contracts)]
    problems = book.problems + wrong + wrong_choices + wrong_policy
    takings = Takings(book.receipts, book.owner)
    homeless = [_homeless(receipt) for receipt in takings.of_nobody(book.contracts, as_of)]
    return Portfolio(book, settings, choices, as_of, {}, book.blocked(), problems, homeless, takings)


def answered(desk: Portfolio) -> Iterator[Account]:
    """The accounts one after another; what is wrong with a contract's terms is noted on the desk.

    Whoever needs no account beside another lets each go again: what is near is found sooner.
    """
    book, as_of = desk.book, desk.as_of
    stages, progress = by_contract(book.milestones), by_contract(book.progress)
    variations, claims = by_contract(book.variations), by_contract(book.claims)
    customs = _customs(book, desk.settings, desk.choices)
    for number, contract in book.contracts.items():
        if desk.problem_of(number) is not None:
            continue
        dossier = Dossier(
            contract,
            stages.get(number, ()),
            progress.get(number, ()),
            variations.get(number, ()),
            as_of,
            desk.choices,
        )
        flawed = flaws.flaws(dossier)
        if flawed:
            desk.problems.extend(flawed)
            desk.blocked[number] = flawed[0]
            continue
        yield account(dossier, claims.get(number, ()), desk.takings.of(number, as_of), customs)


def _customs(book: Book, settings: Settings, choices: Mapping[str, str]) -> Customs:
    """What the book's settings say where a contract says nothing about its payment days."""
    calendar = calendar_of(book.rules, settings.calendar)
    return Customs(calendar, settings.roll, settings.payment_days, of(FIRST_DAY, choices))


def _homeless(receipt: Receipt) -> Unallocated:
    """Money that names no contract of the book."""
    credit = receipt.kind is ReceiptKind.CREDIT
    return unallocated_money(receipt, abs(receipt.amount) if credit else receipt.amount, "")


def found_mismatches(desk: Portfolio) -> list[Mismatch]:
    """Every mismatch of the book, worst first."""
    judged = judge(desk)
    return worst_first(desk, [found for one in desk.accounts.values() for found in judged(one)])


def worst_first(desk: Portfolio, found: Sequence[Mismatch]) -> list[Mismatch]:
    """What was found of all accounts, and the money that names no contract."""
    homeless = [mismatches.homeless(money, desk.as_of) for money in desk.unallocated]
    return mismatches.worst_first([*found, *homeless])


def judge(desk: Portfolio) -> Callable[[Account], list[Mismatch]]:
    """What finds the mismatches of one account: its money, what its terms leave open, the clocks that run."""
    limits, judged_by, matter_of = _limits(desk.settings), ground(desk), _matters(desk)

    def judged(one: Account) -> list[Mismatch]:
        contents = mismatches.Contents(
            one.dossier.contract,
            one.positions,
            one.receivables,
            one.unallocated,
            one.dossier.variations,
            one.entitled.limited,
            one.advance_granted - one.advance_recouped,
            _work_left(one),
            _work(one),
        )
        found, matter = mismatches.of_contract(contents, desk.as_of, limits), matter_of(one)
        found = remedies.remedied(found, one.receivables, one.positions, matter.contacts, judged_by)
        found += questions.questions(matter.case)
        found += law_questions.law_questions(matter.case, matter.law)
        return found + legal_clocks.clock_questions(matter)

    return judged


def _limits(settings: Settings) -> mismatches.Limits:
    return mismatches.Limits(
        settings.tolerance, settings.tolerance_share, settings.claim_days, settings.certify_days,
        settings.invoice_days, settings.variation_days,
    )  # fmt: skip


def ladders(desk: Portfolio, found: Sequence[Mismatch]) -> list[Rung]:
    """The money ladder of every contract that can be answered, one under another."""
    mismatched = by_contract(found)
    limits = _limits(desk.settings)
    return [
        rung
        for number, one in desk.accounts.items()
        for rung in ladder(
            one.dossier.contract,
            one.positions,
            one.receivables,
            one.entitled.amounts,
            _work(one),
            mismatched.get(number, ()),
            desk.as_of,
            limits,
        )
    ]


def clocks(desk: Portfolio) -> list[Clock]:
    """Every clock of the book, the most urgent first: shown, never decided."""
    matters = map(_matters(desk), desk.accounts.values())
    return legal_clocks.by_urgency(clock for matter in matters for clock in legal_clocks.clocks(matter))


def _matters(desk: Portfolio) -> Callable[[Account], Matter]:
    """What shows an account as its questions and clocks see it."""
    book, settings = desk.book, desk.settings
    law = law_questions.Law(book.rules.law, book.rules.rates)
    customs = _customs(book, settings, desk.choices)
    contacts = by_contract(book.contacts)

    def matter_of(one: Account) -> Matter:
        case = questions.case(one, settings.tolerance, settings.payment_days)
        return Matter(case, one, contacts.get(one.dossier.contract.number, ()), law, customs)

    return matter_of


def _work(one: Account) -> mismatches.Work:
    """What was measured under a contract."""
    return mismatches.Work(one.dossier.progress, one.entitled.amounts.revised)


def _work_left(one: Account) -> Decimal:
    """What is still to be done under a contract."""
    done = sum([grant.value for grant in one.entitled.grants], ZERO)
    return one.entitled.amounts.whole - done


_WHERE = attrgetter("contract", "milestone")


def flagged(positions: Sequence[Position], found: Sequence[Mismatch]) -> list[Position]:
    """Positions with their worst mismatch as flag and its remedy as next action; `found` is worst first."""
    worst = dict(zip(map(_WHERE, reversed(found)), reversed(found)))
    flags = (worst.get((p.stage.contract, p.stage.number)) for p in positions)
    return [p.flagged(m.rule, m.action) if m else p for p, m in zip(positions, flags)]


def ground(desk: Portfolio) -> suspension.Ground:
    """What remedies are judged by on the day asked about."""
    rules, settings, dunned = desk.book.rules, desk.settings, policies(desk)
    return suspension.Ground(
        desk.as_of,
        rules.remedies,
        rules.law,
        calendar_of(rules, settings.calendar),
        dunned.steps(dunned.name),
        settings.promise_grace,
        settings.tolerance,
    )


def policies(desk: Portfolio) -> Policies:
    """The dunning policies of the book and whatever overrides them."""
    limits = dunning.Limits(
        desk.settings.tolerance,
        desk.settings.min_interval,
        desk.settings.promise_grace,
        of(ESCALATION, desk.choices),
        of(dunning.DISPUTE, desk.choices),
        desk.settings.customer_interval,
    )
    return policy_sheet.policies(desk.book.rules, desk.settings, limits)


def reminders(desk: Portfolio) -> reminding.Choice:
    """Whom to remind, and who is left out and why."""
    book = desk.book
    facts = reminding.Facts(
        desk.as_of,
        book.contracts,
        desk.receivables(),
        book.contacts,
        book.receipts,
        desk.unallocated + [u for one in desk.accounts.values() for u in one.unallocated],
        {f"{m.contract}\n{m.number}": m.name for m in book.milestones},
        unread(desk),
    )
    return reminding.chosen(facts, policies(desk), lambda r: interest_of(desk, r))


def unread(desk: Portfolio) -> dict[str, Problem]:
    """Cells that only reminders depend on and that cannot stand as they are, by contract (or EVERYONE)."""
    needed = [c.heading for c in CONTRACTS.columns if c.field in ("blocked_until", "language")]
    sheets = (CONTACTS.name, section_name(POLICY), section_name(OVERRIDES))
    flaws_ = policy_sheet.flaws(desk.book.rules, desk.settings, desk.book.contracts)
    flawed = {flaw.problem for flaw in flaws_}
    first: dict[str, Problem] = {}
    for flaw in flaws_:
        for contract in flaw.contracts:
            first.setdefault(contract, flaw.problem)
    for problem in desk.problems:
        spoken_to = problem.sheet == CONTRACTS.name and problem.heading in needed
        if problem not in flawed and (problem.sheet in sheets or spoken_to):
            first.setdefault(problem.contract, problem)
    return first


def interest_of(desk: Portfolio, r: Receivable) -> Decimal:
    """Late interest of a claim to date, at the contract's rate or the book's; 0 where none is agreed."""
    contract: Contract = r.agreement
    rate = contract.late_rate if contract.late_rate is not None else desk.settings.late_rate
    basis = contract.late_basis or desk.settings.late_basis
    if rate is None or r.due_on is None or r.days_overdue <= 0:
        return ZERO
    conditions = conditions_of(desk)._replace(basis=basis)
    paid = [Payment(on, amount) for on, amount in r.paid]
    return late_interest(r.payable, r.due_on, desk.as_of, rate, paid, conditions).total


def conditions_of(desk: Portfolio) -> Conditions:
    """How the book reckons interest: the conventions it has chosen."""
    return Conditions(
        desk.settings.late_basis,
        of(interest.DAYS, desk.choices),
        of(interest.ROUNDING, desk.choices),
        of(ORDER, desk.choices),
        of(interest.COMPOUNDING, desk.choices),
        of(interest.MOMENT, desk.choices),
    )
