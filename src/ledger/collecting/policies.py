"""Which dunning policy holds for a contract, and its limits: the book's, then whatever overrides them.

The one rule: the narrower word wins, field by field: the contract's own row, the contract itself, its
customer's row, its relationship's row, the Settings.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Sequence, TypeVar

from ..enumerations import Scope
from ..records import Contract
from ..rulebook import Override, PolicyStep
from .dunning import DEFAULT_LIMITS, Limits
from .levels import DEFAULT_POLICY

NARROWEST_FIRST = (Scope.CONTRACT, Scope.CUSTOMER, Scope.RELATIONSHIP)
Value = TypeVar("Value")


class Policies(NamedTuple):
    """What a book says about dunning. `name` is the policy in force where no override names another."""

    rows: tuple[PolicyStep, ...] = DEFAULT_POLICY
    name: str = DEFAULT_POLICY[0].policy
    limits: Limits = DEFAULT_LIMITS
    overrides: tuple[Override, ...] = ()

    def steps(self, name: str) -> tuple[PolicyStep, ...]:
        """The rows of a policy, none where there is no such policy."""
        return tuple(row for row in self.rows if same(row.policy, name))


class Terms(NamedTuple):
    """The dunning of one contract: its steps and its limits."""

    steps: tuple[PolicyStep, ...]
    limits: Limits


def same(one: str, other: str) -> bool:
    """Whether two cells name one thing: capitals and spaces do not count."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def named_by(contract: Contract, scope: Scope) -> str:
    """What an override of a scope must name to be about a contract."""
    names = {
        Scope.CONTRACT: contract.number,
        Scope.CUSTOMER: contract.customer,
        Scope.RELATIONSHIP: contract.relationship,
    }
    return names[scope]


def is_about(override: Override, contract: Contract) -> bool:
    """Whether an override is about a contract."""
    name = named_by(contract, override.scope)
    return bool(name) and same(override.name, name)


def terms(contract: Contract, book: Policies) -> Terms:
    """The steps and limits that hold for one contract.

    Units:  contract currency, days, levels.
    Rule:   DUN-13. For each field the first that is filled in: an override of the contract, the contract's
            own cell (tolerance only), an override of its customer, of its relationship, the Settings. Of two
            rows about one name the upper one. A policy nobody has rows for is none.
    Source: OCA credit control (policy by partner and account); product.md, Rules.
    """
    about = [row for row in book.overrides if is_about(row, contract)]
    rows = [row for scope in NARROWEST_FIRST for row in about if row.scope is scope]
    own = [row.tolerance for row in rows if row.scope is Scope.CONTRACT]
    wider = [row.tolerance for row in rows if row.scope is not Scope.CONTRACT]
    tolerances: list[Decimal | None] = [*own, contract.tolerance, *wider]
    limits = book.limits._replace(
        tolerance=_first(tolerances, book.limits.tolerance),
        min_interval=_first([row.min_interval for row in rows], book.limits.min_interval),
        highest=_first([row.highest for row in rows], book.limits.highest),
    )
    names = [row.policy for row in rows if row.policy and book.steps(row.policy)]
    return Terms(book.steps(names[0] if names else book.name), limits)


def _first(values: Sequence[Value | None], otherwise: Value) -> Value:
    """The first value there is."""
    return next((value for value in values if value is not None), otherwise)


def needs_approval(steps: Sequence[PolicyStep], level: int) -> bool:
    """Whether a person must approve what is written at a level before it is sent."""
    return any(step.approval for step in steps if step.level == level)
