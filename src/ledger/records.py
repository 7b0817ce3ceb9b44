"""Every noun of the workbook, frozen. One line of an input sheet becomes one record.

    Contract --+-- Milestone (a payment stage: mode, share, base, trigger)
               +-- Progress  (a measurement of work, of the contract or of one milestone)
               +-- Variation (changes the revised sum once agreed)
               +-- Claim     (asked for, certified, invoiced, due: a frozen certificate)
               |      +-- Receipt (money in; one without a claim pays the oldest first)
               +-- Contact   (what was said to the customer, at which level, with which promise)
    Rules: settings, dunning policy, holidays, rates, wording: data, not code

    Position: the answer for one Milestone. Mismatch: two rungs that have drifted apart.

Amounts are Decimal in the contract's currency; shares and rates are 0..1; an empty
optional cell is None, never zero. `line` counts from 1 under the headings.
NamedTuples rather than dataclasses: frozen, and made a hundred thousand at a time.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .enumerations import (
    Base,
    Channel,
    ClaimStatus,
    ContactStatus,
    CustomerType,
    Kind,
    Mode,
    RateBasis,
    Reason,
    ReceiptKind,
    Recoupment,
    RetentionBase,
    Rounding,
    Speech,
    TaxBasis,
    Trigger,
    VariationStatus,
)

WHOLE = Decimal(1)


class Measure(NamedTuple):
    """How much: a share of something, an amount of its own, or all that is left."""

    share: Decimal | None = None
    amount: Decimal | None = None

    @property
    def is_balance(self) -> bool:
        """Neither a share nor an amount: the remainder up to the whole base."""
        return self.share is None and self.amount is None

    @property
    def part(self) -> Decimal:
        """The share of its base that it is: all of it where none is named."""
        return WHOLE if self.share is None else self.share


BALANCE = Measure()


class Bracket(NamedTuple):
    """A retention rate that holds up to a share of completion."""

    limit: Decimal
    rate: Decimal


class Offset(NamedTuple):
    """What stands in a trigger value beside the trigger: a day, a share, a stage, a delay."""

    on: date | None = None
    share: Decimal | None = None
    stage: str = ""
    days: int = 0
    months: int = 0


class Contract(NamedTuple):
    """An agreement with one customer in one currency."""

    number: str
    customer: str
    currency: str
    contract_sum: Decimal
    project: str = ""
    customer_type: CustomerType | None = None
    contact: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    language: Speech | None = None
    tax_basis: TaxBasis | None = None
    tax_rate: Decimal | None = None
    signed_on: date | None = None
    start: date | None = None
    end: date | None = None
    provisional_sum: Decimal | None = None
    retention: tuple[Bracket, ...] = ()
    materials_retention_rate: Decimal | None = None
    retention_cap: Decimal | None = None
    retention_base: RetentionBase | None = None
    advance: Measure | None = None
    recoupment: Recoupment | None = None
    recoupment_1: Decimal | None = None
    recoupment_2: Decimal | None = None
    rounding: Rounding | None = None
    payment_days: int | None = None
    day_rule: tuple[str, str] | None = None  # what the days count, and the roll
    late_rate: Decimal | None = None
    late_basis: RateBasis | None = None
    rule_set: str = ""
    settlement_sum: Decimal | None = None
    settled_on: date | None = None
    completed_on: date | None = None
    accepted_on: date | None = None
    defects_months: int | None = None
    tolerance: Decimal | None = None
    relationship: str = ""
    owner: str = ""
    blocked_until: date | None = None
    block_reason: str = ""
    silence_days: int | None = None  # the clause that takes silence about a claim for acceptance
    guarantor: str = ""
    guarantee_until: date | None = None
    suspension_clause: str = ""  # what allows us to stop work: a rule id, or the contract's own clause
    suspension_days: int | None = None
    handover_list: str = ""
    line: int = 0

    def is_blocked(self, as_of: date) -> bool:
        """Whether chasing is stopped on a day: through its last day, or while a reason stands (DUN-6)."""
        return as_of <= self.blocked_until if self.blocked_until is not None else bool(self.block_reason)


class Milestone(NamedTuple):
    """A stage of a contract that gives a right to money when its trigger is met."""

    contract: str
    number: str
    kind: Kind
    mode: Mode
    measure: Measure
    trigger: Trigger
    name: str = ""
    base: Base | None = None
    trigger_value: Offset | None = None
    retention_rate: Decimal | None = None
    planned_on: date | None = None
    met_on: date | None = None
    evidence: str = ""
    line: int = 0


class Progress(NamedTuple):
    """Work measured on a day, cumulative, of a milestone or of the whole contract."""

    contract: str
    on: date
    done: Measure
    milestone: str = ""
    planned: Measure | None = None
    stored_materials: Decimal | None = None
    source: str = ""
    confirmed_by: str = ""
    line: int = 0


class Variation(NamedTuple):
    """A change of the contract's price."""

    contract: str
    on: date
    amount: Decimal
    status: VariationStatus
    number: str = ""
    evidence: str = ""
    line: int = 0


class Claim(NamedTuple):
    """A request for money and what became of it: a frozen certificate.

    `claimed` and `certified` are gross of retention and recoupment.
    """

    number: str
    contract: str
    milestone: str = ""
    claimed_on: date | None = None
    claimed: Decimal | None = None
    certified_on: date | None = None
    certified: Decimal | None = None
    retention_held: Decimal | None = None
    recouped: Decimal | None = None
    invoice_number: str = ""
    invoiced_on: date | None = None
    invoiced: Decimal | None = None
    due_on: date | None = None
    extended_to: date | None = None  # we wait; the due date moves only where `extension` names the agreement
    extension: str = ""
    disputed: Decimal | None = None
    dispute_reason: str = ""
    status: ClaimStatus | None = None
    evidence: str = ""
    line: int = 0


class Receipt(NamedTuple):
    """Money in; a credit note is negative."""

    on: date
    amount: Decimal
    reference: str
    payer: str = ""
    contract: str = ""
    claim: str = ""
    kind: ReceiptKind | None = None
    note: str = ""
    line: int = 0


class Contact(NamedTuple):
    """Something said to a customer about money, and what they answered."""

    on: date
    contract: str
    claims: tuple[str, ...] = ()
    level: int | None = None
    channel: Channel | None = None
    file: str = ""
    status: ContactStatus | None = None
    proof: str = ""
    result: Reason | None = None
    promised_on: date | None = None
    promised: Decimal | None = None
    next_action: str = ""
    line: int = 0
