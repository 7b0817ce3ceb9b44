# ruff: noqa: E501  # a sentence stays on one line
"""Interest statements: what late payment of a contract comes to, on each basis and in each order of payment.

The one rule: it is a statement and is posted nowhere. The ledger stays as it is, no receivable grows; what is
disputed bears no interest in it, and a basis that does not apply says why.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..enumerations import ClaimStatus
from ..language import Text
from ..money import ZERO
from ..records import Contract
from ..results import NOTHING, Receivable
from .application import INTEREST_FIRST, PRINCIPAL_FIRST, Payment
from .dunning import DISPUTE, WHOLE, Why
from .interest import Interest, late_interest
from .interest_bases import Basis, Found, Missing, Sources, Terms, bases, said
from .rates import NoRate
from .reminding import MARKED_PAID
from .statutes import LPR_1Y, fixed_sum

ORDERS = (PRINCIPAL_FIRST, INTEREST_FIRST)
NO_RATE = Text("no rate {table} is known for {day}", "缺少{day}的利率{table}")


class Debt(NamedTuple):
    """One overdue claim as interest sees it: what of it is undisputed, and what is left out as disputed."""

    receivable: Receivable
    principal: Decimal
    disputed: Decimal
    due_on: date


class Charged(NamedTuple):
    """One debt with its interest, and the fixed sum that a regime adds."""

    debt: Debt
    interest: Interest
    fixed_sum: Decimal


class Result(NamedTuple):
    """All debts of a contract on one basis in one order of payment; without terms, why there is none."""

    basis: Basis
    order: str
    terms: Terms | None
    charged: tuple[Charged, ...]
    why: Text = NOTHING

    def _sum(self, field: str) -> Decimal:
        return sum((getattr(one.interest, field) for one in self.charged), ZERO)

    @property
    def principal(self) -> Decimal:
        """Principal still owed, as this order of payment leaves it."""
        return self._sum("principal_left")

    @property
    def interest(self) -> Decimal:
        """Interest run up and not yet paid."""
        return self._sum("interest_left")

    @property
    def run_up(self) -> Decimal:
        """All interest run up, what payments have settled of it included."""
        return self._sum("total")

    @property
    def fixed(self) -> Decimal:
        """Fixed sums, one for each debt."""
        return sum((one.fixed_sum for one in self.charged), ZERO)

    @property
    def per_diem(self) -> Decimal:
        """What each further day adds."""
        return self._sum("per_diem")

    @property
    def together(self) -> Decimal:
        """Principal, interest and fixed sums."""
        return self.principal + self.interest + self.fixed


class InterestStatement(NamedTuple):
    """One contract on one day: the results side by side, the one chosen, and the claims left out and why."""

    agreement: Contract
    as_of: date
    debts: tuple[Debt, ...]
    results: tuple[Result, ...]
    chosen: Result
    left_out: tuple[tuple[Receivable, Text], ...]

    @property
    def currency(self) -> str:
        """The contract's currency."""
        return self.agreement.currency

    @property
    def interest(self) -> Decimal:
        """Interest due by the result that was chosen."""
        return self.chosen.interest


def debts(
    receivables: Sequence[Receivable], dispute: str = DISPUTE.default, tolerance: Decimal = ZERO
) -> tuple[list[Debt], list[tuple[Receivable, Text]]]:
    """The claims that bear interest now, and those that somebody might miss, with the reason.

    Units:  contract currency; up to `tolerance` nothing is worth a letter.
    Rule:   INT-19. What is overdue and unpaid; a claim paid late in full is settled and not reopened. Of a
            disputed claim nothing; with the convention dunning_dispute "part", what is undisputed: as reminders
            do it. Neither a claim marked paid whose receipt is missing, nor one without a due date. Tolerance,
            promises and waiting stop no interest; a signed extension moves the due date (DUE-12).
    Source: 国令802 art. 15 (the undisputed part); domain.md 1.9, 1.10.
    """
    found, left_out = [], []
    for r in sorted(receivables, key=lambda r: (r.due_on or date.max, r.claim)):
        if r.outstanding <= 0 or (r.due_on is not None and r.days_overdue <= 0):
            continue
        disputed = min(max(r.disputed, ZERO), r.outstanding)
        if r.due_on is None:
            left_out.append((r, Why.NO_DUE_DATE.label))
        elif r.request.status is ClaimStatus.PAID:
            left_out.append((r, MARKED_PAID))
        elif disputed == r.outstanding or (disputed and dispute == WHOLE):
            left_out.append((r, Why.DISPUTED.label))
        elif r.outstanding - disputed <= tolerance:
            left_out.append((r, Why.BELOW_TOLERANCE.label))
        else:
            found.append(Debt(r, r.payable - disputed, disputed, r.due_on))
    return found, left_out


def interest_statement(
    contract: Contract,
    receivables: Sequence[Receivable],
    sources: Sources,
    as_of: date,
    basis: Basis | None = None,
    order: str | None = None,
) -> InterestStatement:
    """The interest of one contract, every way side by side; without `debts` no claim bears any.

    Units:  contract currency, at the cent where the convention interest_rounding says.
    Rule:   INT-20. Three bases (INT-18) x two orders of payment (INT-8). Chosen is the basis and order asked
            for; else the agreed rate, else that of the rule set's law, else the book's standing rate, else the
            LPR; and the book's payment_order. A basis that was asked for and does not apply is chosen all the
            same, with its reason: nothing is put in its place.
    Source: domain.md 1.10, golden fixture 5; 民法典 art. 561.
    """
    tolerance = sources.tolerance if contract.tolerance is None else contract.tolerance
    owed, left_out = debts(receivables, sources.dispute, tolerance)
    found = bases(contract, sources, as_of)
    results = tuple(_result(found[one], way, owed, as_of) for one in Basis for way in ORDERS)
    wanted = basis or _default(found, results)
    way = order or sources.conditions.order
    chosen = next(one for one in results if (one.basis, one.order) == (wanted, way))
    return InterestStatement(contract, as_of, tuple(owed), results, chosen, tuple(left_out))


def _default(found: dict[Basis, Found], results: Sequence[Result]) -> Basis:
    """The agreed rate, else the law's, else the book's standing rate, else the LPR, as far as they apply."""
    apply = {one.basis for one in results if one.terms is not None}
    contract = found[Basis.CONTRACT]
    agreed = isinstance(contract, Terms) and contract.agreed
    ranks = (Basis.CONTRACT, Basis.STATUTORY) if agreed else (Basis.STATUTORY, Basis.CONTRACT)
    return next((basis for basis in (*ranks, Basis.LPR) if basis in apply), Basis.LPR)


def _result(found: Found, order: str, owed: Sequence[Debt], as_of: date) -> Result:
    """The debts on one basis in one order."""
    if isinstance(found, Missing):
        return Result(found.basis, order, None, (), found.why)
    conditions = found.conditions._replace(order=order)
    charged = []
    for debt in owed:
        paid = [Payment(on, amount) for on, amount in debt.receivable.paid]
        try:
            interest = late_interest(debt.principal, debt.due_on, as_of, found.rates, paid, conditions)
        except NoRate as missing:
            table = found.regime.table if found.regime else LPR_1Y
            why = said(NO_RATE, table=table, day=missing.day.isoformat())
            return Result(found.basis, order, None, (), why)
        fixed = fixed_sum(found.regime, debt.principal) if found.regime and interest.days else ZERO
        charged.append(Charged(debt, interest, fixed))
    return Result(found.basis, order, found._replace(conditions=conditions), tuple(charged))
