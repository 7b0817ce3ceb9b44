"""Certificates: value of work -> what an interim certificate pays, every step visible.

The one rule: certificates add up. What a minimum holds back is carried forward; what was certified before
is a frozen figure that is subtracted and never recomputed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..conventions import Choice, Convention
from ..language import Text
from ..money import CENT, ONE, ZERO, allocate, rounded
from .recoupment import Advance, recoupments
from .retention import LINE, TOTAL, RetentionTerms, retentions

ROUNDING = Convention(
    "certificate_rounding",
    (
        Choice(LINE, Text("on each line, so that the lines shown add up", "逐项取整，各项相加即为合计")),
        Choice(TOTAL, Text("only on the amount due", "仅对应付金额取整")),
    ),
    LINE,
    Text("Certificate: where the cent is rounded", "支付证书：取整位置"),
    "Progress Payment Certificate No. 02, Hambantota, 2015: a cent apart (oracles FID-01)",
)
CONVENTIONS = (ROUNDING,)

EXACT = Decimal("1E-9")  # the step of amounts that are rounded only in their total


class CertificateTerms(NamedTuple):
    """What a sequence of certificates is computed by.

    `pay_share` of each period's value is paid as progress (进度款支付比例), the rest at settlement;
    `materials_share` of materials on site; a certificate below `minimum` is carried forward.
    """

    advances: tuple[Advance, ...] = ()
    retention: RetentionTerms = RetentionTerms()
    pay_share: Decimal = ONE
    materials_share: Decimal = ONE
    minimum: Decimal = ZERO
    rounding: str = ROUNDING.default
    step: Decimal = CENT


class Period(NamedTuple):
    """What happened in one period: its own value of work, the materials on site at its end, and the rest."""

    value: Decimal
    materials: Decimal = ZERO
    additions: Decimal = ZERO  # claims and bonuses paid in full (索赔, 奖励)
    deductions: Decimal = ZERO  # owner-supplied materials, penalties (甲供材, 罚款)
    dated: date | None = None


class Certificate(NamedTuple):
    """One interim certificate. `due` is the period's own; `certified` what is paid, with what was carried."""

    number: int
    value: Decimal
    to_date: Decimal
    progress: Decimal
    materials: Decimal
    additions: Decimal
    deductions: Decimal
    retention: Decimal
    recouped: Decimal
    recouped_to_date: Decimal
    due: Decimal
    certified: Decimal
    carried: Decimal
    certified_to_date: Decimal
    retention_balance: Decimal
    advance_balance: Decimal


class Statement(NamedTuple):
    """A certificate in figures to date: gross less deductions, the previous certificates among them."""

    work: Decimal
    materials: Decimal
    gross: Decimal
    retention: Decimal
    recouped: Decimal
    previous: Decimal
    deductions: Decimal
    net: Decimal


class FinalAccount(NamedTuple):
    """Settlement: what the works cost, what stays held, what was paid, what is left."""

    settlement: Decimal
    retention: Decimal
    advance: Decimal
    certified: Decimal
    balance: Decimal


def certificates(
    terms: CertificateTerms, periods: Sequence[Period], final: bool = False
) -> list[Certificate]:
    """The certificates of these periods in order.

    Units:  contract currency at the terms' `step`; `value` each period's own, `materials` a balance.
    Rule:   CER-10, due = value x pay share + change in materials x their share + additions - deductions
            - retention (RET-4) - recoupment (REC-1..5). Rounded line by line, or only in the amount due.
            CER-11, due and carried below the minimum (or below 0) certify nothing and are carried forward;
            the `final` period certifies whatever is left.
    Source: FIDIC Red Book 1999 14.3, 14.6; oracles CN-01, CN-04, CN-15, CN-19.
    """
    fine = terms.step if terms.rounding == LINE else EXACT
    values = [rounded(period.value, fine) for period in periods]
    stored = [period.materials for period in periods]
    dates = [period.dated for period in periods if period.dated is not None]
    held = retentions(
        terms.retention._replace(step=fine),
        values,
        stored,
        dates if len(dates) == len(values) else (),
        final,
    )
    taken = [recoupments(advance._replace(step=fine), values, held) for advance in terms.advances]
    answers: list[Certificate] = []
    to_date = carried = certified_to_date = balance = taken_back = ZERO
    granted = sum((advance.amount for advance in terms.advances), ZERO)
    materials = ZERO
    for index, period in enumerate(periods):
        progress = rounded(values[index] * terms.pay_share, fine)
        on_site = rounded(stored[index] * terms.materials_share, fine)
        recouped = sum((row[index] for row in taken), ZERO)
        added = progress + (on_site - materials) + period.additions
        due = rounded(added - period.deductions - held[index] - recouped, terms.step)
        pending = carried + due
        last = final and index == len(periods) - 1
        certified = pending if last or pending >= terms.minimum else ZERO
        carried = pending - certified
        certified_to_date += certified
        to_date += values[index]
        balance += held[index]
        taken_back += recouped
        shown = Certificate(
            number=index + 1,
            value=values[index],
            to_date=to_date,
            progress=progress,
            materials=on_site - materials,
            additions=period.additions,
            deductions=period.deductions,
            retention=held[index],
            recouped=recouped,
            recouped_to_date=taken_back,
            due=due,
            certified=certified,
            carried=carried,
            certified_to_date=certified_to_date,
            retention_balance=balance,
            advance_balance=granted - taken_back,
        )
        answers.append(Certificate._make([shown.number, *(rounded(line, terms.step) for line in shown[1:])]))
        materials = on_site
    return answers


def statement(
    work: Decimal,
    materials: Decimal,
    retention: Decimal,
    recouped: Decimal,
    previous: Decimal,
    rounding: str = ROUNDING.default,
    step: Decimal = CENT,
) -> Statement:
    """A certificate computed from figures to date.

    Units:  contract currency at `step`; all to date, retention and recoupment unrounded; `previous` is the
            sum of the certificates before, as they were issued.
    Rule:   CER-12, net = work + materials - retention - recouped - previous; each line rounded, or only
            the sums.
    Source: FIDIC Red Book 1999 14.3; oracles FID-01 (a cent apart: 45,679,398.32 on the total, .33 by line).
    """
    lines = [work, materials, retention, recouped, previous]
    if rounding == LINE:
        lines = [rounded(line, step) for line in lines]
    work, materials, retention, recouped, previous = lines
    gross = work + materials
    deductions = retention + recouped + previous
    shown = Statement(work, materials, gross, retention, recouped, previous, deductions, gross - deductions)
    return Statement._make(rounded(line, step) for line in shown)


def settlement_sum(contract_sum: Decimal, adjustments: Sequence[Decimal], step: Decimal = CENT) -> Decimal:
    """The settlement: the contract sum with everything agreed that changed it.

    Units:  contract currency at `step`; adjustments below 0 are deductions.
    Rule:   CER-13, contract sum + variations + price changes + claims.
    Source: GF-2017-0201 14.1; oracles CN-03.
    """
    return rounded(sum(adjustments, contract_sum), step)


def final_account(
    settlement: Decimal,
    retention: Decimal,
    advance: Decimal,
    certified: Decimal,
    step: Decimal = CENT,
) -> FinalAccount:
    """What is left to pay when the account is settled; below 0 it is owed back.

    Units:  contract currency at `step`; `advance` all that was granted, `certified` all interim certificates.
    Rule:   CER-13, balance = settlement - retention still held - advance - certified.
    Source: GF-2017-0201 14.2; oracles CN-03.
    """
    balance = settlement - retention - advance - certified
    shown = FinalAccount(settlement, retention, advance, certified, balance)
    return FinalAccount._make(rounded(line, step) for line in shown)


def currencies(amount: Decimal, shares: Sequence[Decimal], step: Decimal = CENT) -> list[Decimal]:
    """A certificate's amount in the proportions of its currencies, all expressed in the contract's own.

    Units:  contract currency at `step`; shares 0..1.
    Rule:   CER-14, the parts add up to the amount; the unit left over goes to the largest remainder.
    Source: FIDIC Red Book 1999 14.15; oracles FID-01.
    """
    return allocate(amount, shares, step)


def exchange_rate(amount: Decimal, foreign: Decimal) -> Decimal:
    """Units of the contract's currency for one of the foreign currency that a part was paid in, unrounded.

    Units:  contract currency per foreign unit.
    Rule:   CER-14.
    Source: FIDIC Red Book 1999 14.15.
    """
    return amount / foreign
