"""Payment applications from the ledger: what a contract may claim now, in the lines and columns people file.

The one rule: the amount applied for is what the ledger says is billable, to the cent. A column that the book
cannot fill is None, never a guess.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..enumerations import VariationStatus
from ..money import ZERO, cents
from ..records import Claim, Contract, Variation
from ..results import Position, Receivable
from .deductions import retention_terms
from .payapp import Application, ChangeOrder, Changes, Line, Retainage, changes, retainages
from .positions import Account, account
from .terms import ADVANCE, Dossier, Grant, beside, is_period


class StageLine(NamedTuple):
    """One stage of work, in the columns of a continuation sheet; `previous` and `this` without materials."""

    position: Position
    scheduled: Decimal | None  # C
    previous: Decimal | None  # D
    this: Decimal | None  # E
    stored: Decimal  # F
    retainage: Decimal  # I, before anything is given back

    @property
    def total(self) -> Decimal:
        """G, completed and stored to date, gross of retainage."""
        return self.position.entitled


class Running(NamedTuple):
    """An amount before this application and to date; before is None where the book does not say."""

    before: Decimal | None
    to_date: Decimal

    @property
    def this(self) -> Decimal | None:
        """What this application adds."""
        return None if self.before is None else self.to_date - self.before


class PaymentApplication(NamedTuple):
    """Everything that both forms show.

    Before and to date, net = work + advance - recouped - retained + released + rounding; `rounding` is the
    cent that a contract rounded on the total moves. `done` is the value of the work itself, before the
    contract's pay share. `on_work` and `on_stored` split what is retained, where that is known.
    """

    agreement: Contract
    as_of: date
    lines: tuple[StageLine, ...]  # stages of work
    stages: tuple[Position, ...]  # all that were claimed or may be
    changes: Changes
    settlement: Decimal | None  # what the agreed settlement adds to the revised sum
    done: Running
    work: Running
    advance: Running
    recouped: Running
    retained: Running
    released: Running
    rounding: Decimal
    net: Running
    on_work: Decimal | None
    on_stored: Decimal | None
    due: Decimal
    uncertified: Decimal  # of what was applied for before
    received: Decimal
    loose: Decimal  # money of the contract that pays no claim

    @property
    def contract_sum(self) -> Decimal:
        """The contract sum to date, or the settlement."""
        return self.agreement.contract_sum + self.changes.net + (self.settlement or ZERO)

    @property
    def currency(self) -> str:
        """The contract's currency."""
        return self.agreement.currency


def application(dossier: Dossier, answer: Account, claims: Sequence[Claim] = ()) -> PaymentApplication:
    """The application of a contract on a day, for everything that is billable now.

    Units:  contract currency; `claims` are all of the contract's.
    Rule:   APP-8: net to date is what the ledger entitles to, before is what was claimed, net, as it was
            (what was certified, where all of it was); due = to date - before = the sum of what is billable,
            or it is our bug (ValueError). Only for a contract with something billable: what is over-claimed
            is no application.
    Source: AIA G702/G703-1992 (line 7: previous certificates, never the cash); domain.md 1.3, 1.12 no. 2.
    """
    contract, amounts = dossier.contract, answer.entitled.amounts
    positions, receivables = answer.positions, answer.receivables
    ledgers = beside(dossier.contract)
    at_work = {stage.number for stage in dossier.stages if stage.kind not in ledgers}
    advances = {stage.number for stage in dossier.stages if stage.kind is ADVANCE} - at_work
    rest = {stage.number for stage in dossier.stages} - at_work - advances

    def running(numbers: set[str]) -> Running:
        before = sum((r.claimed for r in receivables if r.stage in numbers), ZERO)
        return Running(before, sum((p.entitled for p in positions if p.milestone in numbers), ZERO))

    recouped = Running(_sum(receivables, "recouped"), _sum(positions, "recouped"))
    retained = Running(_sum(receivables, "retained"), _sum(positions, "retention"))
    net = Running(_sum(receivables, "claimed_net"), _sum(positions, "net"))
    due = _sum(positions, "billable")
    if net.this != due:
        raise ValueError(f"application of {contract.number!r}: {net.this} is not the billable {due}")
    work, advance, released = running(at_work), running(advances), running(rest)
    parts = work.to_date + advance.to_date - recouped.to_date - retained.to_date + released.to_date
    lines = _lines(dossier, answer, at_work)
    pairs = _retainages(dossier, answer, lines)
    on_work, on_stored = (None, None) if any(line.stored for line in lines) else (retained.to_date, ZERO)
    if pairs:
        lines = [line._replace(retainage=pair.work + pair.stored) for line, pair in zip(lines, pairs)]
        on_work, on_stored = (sum(part, ZERO) for part in zip(*pairs))
    return PaymentApplication(
        contract, dossier.as_of, tuple(lines), tuple(p for p in positions if p.entitled or p.claimed),
        _changes(dossier.variations, dossier.as_of),
        None if amounts.settlement is None else amounts.settlement - amounts.revised,
        _done(dossier, answer, at_work, claims), work, advance, recouped, retained, released,
        net.to_date - parts, net, on_work, on_stored, due,
        sum((max(ZERO, r.claimed_net - r.payable) for r in receivables), ZERO),
        _sum(receivables, "received"),
        sum((money.amount for money in answer.unallocated), ZERO),
    )  # fmt: skip


def _sum(rows: Sequence[Position] | Sequence[Receivable], field: str) -> Decimal:
    return sum((getattr(row, field) for row in rows), ZERO)


def _changes(variations: Sequence[Variation], as_of: date) -> Changes:
    """Agreed variations up to the day, and the others, which count for nothing yet (APP-2)."""
    return changes(
        [
            ChangeOrder(one.number, one.amount, one.status is VariationStatus.AGREED)
            for one in variations
            if one.on <= as_of
        ]
    )


def _lines(dossier: Dossier, answer: Account, at_work: set[str]) -> list[StageLine]:
    """The stages of work that are worth anything.

    Rule:   APP-9: F is what Progress says is on site, D + E = G - F. D is what was claimed for the stage;
            where materials were on site on the day of its last claim, less those, provided the claims asked
            for just what had been measured by then. Else nobody knows which part of them was materials: D and
            E are not in the book. C is the stage's value; several stages paid by measured value share the
            contract sum in a way the book does not hold.
    Source: AIA G703-1992, columns C to G.
    """
    several = sum(map(is_period, dossier.stages)) > 1
    lines = []
    for i, p in enumerate(answer.positions):
        scheduled = None if several and is_period(p.stage) else p.value
        if p.milestone not in at_work or not (scheduled or p.entitled or p.claimed):
            continue
        grants = [grant for grant in answer.entitled.grants if grant.stage == i]
        mine = [r for r in answer.receivables if r.stage == p.milestone]
        stored = cents(sum((grant.stored for grant in grants), ZERO))
        previous = _previous(grants, mine)
        this = None if previous is None else p.entitled - stored - previous
        lines.append(StageLine(p, scheduled, previous, this, stored, p.retention))
    return lines


def _previous(grants: Sequence[Grant], mine: Sequence[Receivable]) -> Decimal | None:
    """D of one stage: work claimed before, without materials on site (APP-9)."""
    claimed = sum((r.claimed for r in mine), ZERO)
    days = [_day(r.request) for r in mine]
    if not claimed or not any(grant.stored for grant in grants):
        return claimed
    if None in days:
        return None
    last = max(on for on in days if on is not None)
    by_then = [grant for grant in grants if grant.on <= last]
    stored = sum((grant.stored for grant in by_then), ZERO)
    measured = sum((grant.amount for grant in by_then), ZERO)
    return claimed - cents(stored) if not stored or cents(measured + stored) == claimed else None


def _day(claim: Claim) -> date | None:
    return claim.claimed_on or claim.certified_on or claim.invoiced_on


def _done(dossier: Dossier, answer: Account, at_work: set[str], claims: Sequence[Claim]) -> Running:
    """The value of the work done, to date and by the book's own answer for the day of the last claim.

    Rule:   APP-10: what was measured, where stages are paid by measured value (the others pay what those left
            unpaid of the same work); else the stages' earned values; never more than the contract is worth.
            Before is 0 where no work was claimed, and unknown where a claim has no day.
    Source: domain.md 1.6; 工程款支付申请表, 累计完成 and 本期完成.
    """
    measured = {stage.number for stage in dossier.stages if is_period(stage)} or at_work

    def done(then: Account) -> Decimal:
        earned = sum((p.earned for p in then.positions if p.milestone in measured), ZERO)
        return min(earned, then.entitled.amounts.whole)

    days = [_day(r.request) for r in answer.receivables if r.stage in at_work]
    if None in days:
        return Running(None, done(answer))
    last = max((on for on in days if on is not None), default=None)
    before = ZERO if last is None else done(account(dossier._replace(as_of=last), claims))
    return Running(before, done(answer))


def _retainages(dossier: Dossier, answer: Account, lines: Sequence[StageLine]) -> list[Retainage] | None:
    """Retainage of each line, on work and on stored materials; None where the terms give another sum.

    Rule:   APP-3 on the lines as they stand, held against what the ledger holds: its total is the ledger's or
            it is not used, and the columns show the ledger's own parts (RET-7).
    """
    terms = retention_terms(dossier, answer.entitled.amounts)
    held = sum((line.position.retention for line in lines), ZERO)
    if terms is None:
        return None if held else [Retainage(ZERO, ZERO) for _ in lines]
    rows = tuple(
        Line(
            line.position.milestone, line.position.value, line.total - line.stored, stored=line.stored,
            rate=line.position.stage.retention_rate,
        )
        for line in lines
    )  # fmt: skip
    pairs = retainages(Application(dossier.contract.contract_sum, rows, retention=terms))
    return pairs if sum((pair.work + pair.stored for pair in pairs), ZERO) == held else None
