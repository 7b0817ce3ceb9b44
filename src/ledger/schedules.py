"""Payment terms as amounts: a total cut into instalments by shares, fixed sums and a balance; early payment.

The one rule: the instalments and what is `unscheduled` add up to the total, on an invoice as on a credit
note. Days belong to calendars; here a line of terms is only how much.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Sequence

from .conventions import Choice, Convention
from .language import Text
from .money import CENT, HALF_UP, ONE, ZERO, rounded

PERCENT = "percent"
PERCENT_ON_TOTAL = "percent_on_total"
FIXED = "fixed"
REMAINDER = "remainder"

CAP = "cap"
BALANCE = "balance"

OVERRUN = Convention(
    "schedule_overrun",
    (
        Choice(CAP, Text("no line takes more than what is left", "任何一行不超过余额")),
        Choice(
            BALANCE,
            Text("each line as written, the last takes the balance, even below zero", "末行为余额，可为负"),
        ),
    ),
    CAP,
    Text("When the lines of a payment term exceed the total", "付款条件各行之和超过总额时"),
    "Tryton account_invoice payment_term (cap); Odoo account.payment.term (balance)",
)

INCLUDED = "included"
EXCLUDED = "excluded"
MIXED = "mixed"

EARLY_DISCOUNT = Convention(
    "early_discount",
    (
        Choice(INCLUDED, Text("on the amount including tax", "按含税金额计算折扣")),
        Choice(EXCLUDED, Text("on the amount before tax; the tax stays whole", "按不含税金额，税额不变")),
        Choice(
            MIXED, Text("on the amount before tax; the tax is reduced at once", "按不含税金额，税额自始打折")
        ),
    ),
    INCLUDED,
    Text("What a discount for early payment is taken from", "提前付款折扣的计算基数"),
    "Odoo early_pay_discount_computation (included, excluded, mixed)",
)

CONVENTIONS = (OVERRUN, EARLY_DISCOUNT)


class Term(NamedTuple):
    """A line of payment terms.

    `value` is a share 0..1 for `percent` (of what remains) and `percent_on_total`, an amount without sign for
    `fixed`, and nothing for `remainder`.
    """

    kind: str
    value: Decimal = ZERO


class Instalment(NamedTuple):
    """What one line of the terms comes to; `term` is its place."""

    term: int
    amount: Decimal


class Schedule(NamedTuple):
    """The instalments, and what the terms leave unscheduled when no line takes the balance."""

    instalments: tuple[Instalment, ...]
    unscheduled: Decimal


def schedule(
    total: Decimal,
    terms: Sequence[Term] = (Term(REMAINDER),),
    step: Decimal = CENT,
    method: str = HALF_UP,
    overrun: str = OVERRUN.default,
) -> Schedule:
    """A total by its payment terms.

    Units:  the total's currency; each instalment at a multiple of `step`, by `method` (a cash rounding).
    Rule:   ALO-3. Lines in their order, each rounded once; a `remainder`, and under `balance` the last line,
            takes what is left unrounded, so that the whole is met. A fixed amount has the total's sign. Under
            `cap` lines worth nothing are left out; a total of zero is one instalment of zero.
    Source: Tryton account_invoice test_payment_term, test_negative_amount, ..._with_empty_value; Odoo
            test_account_payment_term (residual, fixed and cash rounding); oracles AL-04..AL-14.

    >>> [str(one.amount) for one in schedule(Decimal("10.00"), [Term(PERCENT, Decimal("0.335"))]).instalments]
    ['3.35']
    """
    left = abs(total)
    instalments: list[Instalment] = []
    for at, term in enumerate(terms):
        if term.kind == REMAINDER or (overrun == BALANCE and at == len(terms) - 1):
            part = left
        elif term.kind == PERCENT:
            part = rounded(left * term.value, step, method)
        elif term.kind == PERCENT_ON_TOTAL:
            part = rounded(abs(total) * term.value, step, method)
        elif term.kind == FIXED:
            part = term.value
        else:
            raise ValueError(f"{term.kind!r} is not a kind of payment term")
        if overrun == CAP:
            part = min(part, left)
            if not part:
                continue
        instalments.append(Instalment(at, _signed(part, total)))
        left -= part
    return Schedule(tuple(instalments) or (Instalment(0, ZERO),), _signed(left, total))


def _signed(amount: Decimal, like: Decimal) -> Decimal:
    return ZERO - amount if like < 0 else amount  # not -amount, which makes -0 of 0


class Coverage(NamedTuple):
    """How much of a whole a list of shares covers: `complete` when they are exactly one."""

    share: Decimal
    lines: int
    complete: bool


def coverage(shares: Sequence[Decimal]) -> Coverage:
    """The sum of shares, in decimals: 22 shares that binary floats would not bring to one (ALO-7; AL-12)."""
    total = sum(shares, ZERO)
    return Coverage(total, len(shares), total == ONE)


class EarlyPayment(NamedTuple):
    """What is invoiced, what is enough when paid early, and what that leaves off."""

    invoiced: Decimal
    payable: Decimal
    discount: Decimal


def early_payment(
    untaxed: Decimal,
    tax: Decimal,
    share: Decimal,
    convention: str = EARLY_DISCOUNT.default,
    step: Decimal = CENT,
    method: str = HALF_UP,
) -> EarlyPayment:
    """What is payable within the days of an early-payment discount.

    Units:  `share` 0..1 of the price; amounts at a multiple of `step`, the payable amount rounded once.
    Rule:   ALO-8. included: (untaxed + tax) x (1 - share); excluded: untaxed x (1 - share) + tax; mixed: the
            invoice itself carries tax x (1 - share), and paying early takes the share off the price too.
    Source: Odoo early_pay_discount_computation; oracles AL-10.
    """
    rest = ONE - share
    charged = rounded(tax * rest, step) if convention == MIXED else tax
    payable = (untaxed + tax) * rest if convention == INCLUDED else untaxed * rest + charged
    payable = rounded(payable, step, method)
    return EarlyPayment(untaxed + charged, payable, untaxed + charged - payable)
