"""Retention: what is held back from each certificate, and when it is given back.

The one rule: retention is a ledger of its own, held less released, and what is held never exceeds its cap.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple, Sequence

from ..conventions import Choice, Convention
from ..language import Text
from ..money import CENT, ONE, ZERO, rounded
from ..records import Bracket

WORK = "work"
WORK_AND_MATERIALS = "work_and_materials"
CONTRACT = "contract"
SETTLEMENT = "settlement"

LATER = "later"
ALL = "all"
PAST = "past"
REACHED = "reached"
EACH = "each"
FINAL = "final"
LINE = "line"
TOTAL = "total"
ORIGINAL = "original"
CURRENT = "current"

REDUCTION = Convention(
    "retention_reduction",
    (
        Choice(LATER, Text("each slice of work keeps its own rate", "各段产值各用其费率")),
        Choice(ALL, Text("all work takes the rate now reached", "全部产值改用新费率")),
    ),
    LATER,
    Text("Retention: what a changed rate applies to", "质保金：费率变化后的适用范围"),
    "JD Edwards 9.2 retainage rules (percent complete); AIA A101 5.1.7.2 leaves it to the contract",
)
MARK = Convention(
    "retention_mark",
    (
        Choice(PAST, Text("the next rate holds once completion is past the limit", "超过界限后用下一费率")),
        Choice(
            REACHED, Text("the next rate holds once completion reaches the limit", "达到界限即用下一费率")
        ),
    ),
    PAST,
    Text("Retention: completion exactly at a limit", "质保金：完成比例恰好等于界限时"),
    "JD Edwards 9.2: 'until n percent complete'; only matters where all work takes the new rate",
)
TIMING = Convention(
    "retention_timing",
    (
        Choice(EACH, Text("from every certificate", "每期扣留")),
        Choice(FINAL, Text("in full from the final certificate", "最后一期一次扣留")),
    ),
    EACH,
    Text("Retention: when it is withheld", "质保金：扣留时间"),
    "GF-2017-0201 15.3.2: 逐次扣留 or 竣工结算时一次性扣留",
)
ROUNDING = Convention(
    "retention_rounding",
    (
        Choice(LINE, Text("on each certificate or line", "逐期或逐项取整")),
        Choice(TOTAL, Text("once, on the amount to date", "按累计数取整")),
    ),
    TOTAL,
    Text("Retention: where the cent is rounded", "质保金：取整位置"),
    "golden fixture 4: 504.81 by line, 504.80 on the total; AIA G702 line 5 is to date",
)
CAP_BASE = Convention(
    "retention_cap_base",
    (
        Choice(ORIGINAL, Text("original contract sum", "签约合同价")),
        Choice(CURRENT, Text("contract sum with agreed variations", "变更后合同价")),
        Choice(SETTLEMENT, Text("settlement sum", "结算价")),
    ),
    CURRENT,
    Text("Retention: what its cap is a share of", "质保金：上限的计算基数"),
    "Viewpoint Vista '% of Subcontract' (change orders in or out); 建质〔2017〕138号 (结算总额的 3%)",
)
CONVENTIONS = (REDUCTION, MARK, TIMING, ROUNDING, CAP_BASE)


class RetentionTerms(NamedTuple):
    """What is held back, of what, and how much at most.

    A bracket's rate holds up to its limit, a share of completion; a limit of 1 or more never ends.
    `contract_sum` is what completion and a contract base are measured by (with agreed variations).
    `cap` is an amount (see `maximum`). With a `materials_rate`, stored materials are retained apart.
    """

    brackets: tuple[Bracket, ...] = ()
    materials_rate: Decimal | None = None
    base: str = WORK
    contract_sum: Decimal = ZERO
    settlement_sum: Decimal | None = None
    cap: Decimal | None = None
    taken_over_on: date | None = None
    rate_after: Decimal | None = None
    reduction: str = REDUCTION.default
    mark: str = MARK.default
    timing: str = TIMING.default
    rounding: str = ROUNDING.default
    step: Decimal = CENT


class Held(NamedTuple):
    """One certificate's line in the retention ledger."""

    value: Decimal
    held: Decimal
    balance: Decimal
    net: Decimal


class Account(NamedTuple):
    """The retention ledger over all certificates, with its totals."""

    lines: tuple[Held, ...]
    value: Decimal
    held: Decimal
    net: Decimal


def plain(rate: Decimal) -> tuple[Bracket, ...]:
    """One rate for all work."""
    return (Bracket(ONE, rate),)


def maximum(
    share: Decimal,
    original: Decimal,
    current: Decimal | None = None,
    settlement: Decimal | None = None,
    base: str = CAP_BASE.default,
    step: Decimal = CENT,
) -> Decimal:
    """The most that may be held.

    Units:  contract currency at `step`; `share` 0..1 of the amount named by `base`.
    Rule:   RET-1, share x original, current (with agreed variations) or settlement sum; where the named
            amount is not known yet, the one before it.
    Source: domain.md 1.5; oracles AIA-11.
    """
    amount = original
    if base in (CURRENT, SETTLEMENT) and current is not None:
        amount = current
    if base == SETTLEMENT and settlement is not None:
        amount = settlement
    return rounded(amount * share, step)


def slices(terms: RetentionTerms, work: Decimal) -> list[Decimal]:
    """What each bracket holds of the work to date, unrounded.

    Units:  contract currency; `work` is cumulative.
    Rule:   RET-2, marginal: contract sum x rate x the slice of completion inside the bracket; nothing past
            a last limit below 1. With `reduction` all, the bracket reached holds its rate of everything.
    Source: JD Edwards 9.2 retainage calculations; oracles AIA-04, AIA-06.
    """
    answers = [ZERO] * len(terms.brackets)
    if terms.reduction == ALL:
        if terms.brackets:
            index = _reached(terms, work)
            answers[index] = work * terms.brackets[index].rate
        return answers
    lower = ZERO
    for index, bracket in enumerate(terms.brackets):
        upper = work if bracket.limit >= 1 else min(work, terms.contract_sum * bracket.limit)
        if upper > lower or index == 0:
            answers[index] = (upper - lower) * bracket.rate
            lower = upper
    return answers


def held_to_date(
    terms: RetentionTerms,
    work: Decimal,
    materials: Decimal = ZERO,
    on: date | None = None,
    final: bool = False,
) -> Decimal:
    """Retention held on the work and materials to date, unrounded.

    Units:  contract currency; `work` cumulative, `materials` the balance stored now, `on` the date that the
            certificate bears.
    Rule:   RET-3, min(rate x base, cap). Base contract or settlement: the rate of that sum, built up with
            the work (or at once with timing final) and complete in the final certificate. From the day of
            taking over, a `rate_after` replaces the others.
    Source: domain.md 1.5; oracles AIA-04, CN-01, CN-15, FID-06.
    """
    apart = ZERO
    value = work
    if terms.materials_rate is not None:
        apart = materials * terms.materials_rate
    elif terms.base == WORK_AND_MATERIALS:
        value += materials
    after = rate_on(terms, on)
    held = sum(slices(terms, value), ZERO) if after is None else value * after
    if terms.base in (CONTRACT, SETTLEMENT):
        whole = _whole(terms, after)
        held = whole if final else min(held, whole)
    if terms.timing == FINAL and not final:
        held = ZERO
    held += apart
    return held if terms.cap is None else min(held, terms.cap)


def retentions(
    terms: RetentionTerms,
    values: Sequence[Decimal],
    materials: Sequence[Decimal] = (),
    dates: Sequence[date] = (),
    final: bool = False,
) -> list[Decimal]:
    """Retention withheld from each period; below 0 where a lower rate gives some back.

    Units:  contract currency at `step`; `values` are each period's own work, `materials` the balance stored
            at each period's end, `dates` those of the certificates; `final`: these periods are all there are.
    Rule:   RET-4, the change of RET-3 from period to period, rounded on the amount to date or on each
            period; the last one before the cap is the remainder.
    Source: domain.md 1.5; oracles AIA-10, CN-15.
    """
    answers: list[Decimal] = []
    work = before = balance = ZERO
    for index, value in enumerate(values):
        work += value
        to_date = held_to_date(
            terms,
            work,
            materials[index] if index < len(materials) else ZERO,
            dates[index] if index < len(dates) else None,
            final and index == len(values) - 1,
        )
        if terms.rounding == LINE:
            held = rounded(to_date - before, terms.step)
        else:
            held = rounded(to_date, terms.step) - balance
        if terms.cap is not None:
            held = min(held, rounded(terms.cap, terms.step) - balance)
        before = to_date
        balance += held
        answers.append(held)
    return answers


def account(terms: RetentionTerms, values: Sequence[Decimal], materials: Sequence[Decimal] = ()) -> Account:
    """The ledger of what was held: each period's value, retention, balance and net amount, and the totals.

    Units:  contract currency at `step`.
    Rule:   RET-4.
    Source: oracles AIA-10, AIA-14.
    """
    lines = []
    balance = ZERO
    for value, held in zip(values, retentions(terms, values, materials)):
        balance += held
        lines.append(Held(value, held, balance, value - held))
    total = sum((line.value for line in lines), ZERO)
    return Account(tuple(lines), total, balance, total - balance)


def rate_for(line: Decimal | None, change_order: Decimal | None, contract: Decimal | None) -> Decimal:
    """The rate a line is retained at.

    Units:  0..1.
    Rule:   RET-5, the line's own rate, else its change order's, else the contract's.
    Source: JD Edwards 9.2 retainage rules; oracles AIA-08.
    """
    for rate in (line, change_order, contract):
        if rate is not None:
            return rate
    return ZERO


def line_retentions(
    amounts: Sequence[Decimal],
    rates: Sequence[Decimal],
    rounding: str = LINE,
    step: Decimal = CENT,
) -> list[Decimal]:
    """Retention of each line at its own rate.

    Units:  contract currency at `step`; `rates` 0..1, one for each amount.
    Rule:   RET-6, each rounded; or, with `rounding` total, adding up to the rounded total.
    Source: golden fixture 4; oracles AIA-08, AIA-09.
    """
    exact = [amount * rate for amount, rate in zip(amounts, rates)]
    return [rounded(each, step) for each in exact] if rounding == LINE else rounded_together(exact, step)


def rounded_together(exact: Sequence[Decimal], step: Decimal = CENT) -> list[Decimal]:
    """Unrounded amounts, of either sign, at the cent so that they add up to their rounded total.

    Units:  contract currency at `step`.
    Rule:   RET-6, each rounded down, the units left over to the largest remainders, the first wins ties.
    Source: golden fixture 4.
    """
    down = [(amount / step).to_integral_value(ROUND_FLOOR) * step for amount in exact]
    over = int((rounded(sum(exact, ZERO), step) - sum(down, ZERO)) / step)
    order = sorted(range(len(down)), key=lambda index: down[index] - exact[index])
    for index in order[:over]:
        down[index] += step
    return down


def spread(total: Decimal, net: Sequence[Decimal], step: Decimal = CENT) -> list[Decimal]:
    """A retention total laid on its lines in proportion to their net amounts; the lines add up to it.

    Units:  contract currency at `step`. Lines that bear no retention (draws) are left out by the caller.
    Rule:   RET-7, total x net / sum of net, rounded together (RET-6).
    Source: JD Edwards 9.2 retainage calculations; oracles AIA-04, AIA-06.
    """
    whole = sum(net, ZERO)
    if total == 0:
        return [ZERO for _ in net]
    if whole == 0:
        raise ValueError("a total can only be laid on lines that come to something")
    return rounded_together([total * each / whole for each in net], step)


def rate_on(terms: RetentionTerms, on: date | None) -> Decimal | None:
    """The rate that replaces all others from the day of taking over; None before it.

    Units:  0..1; `on` is the date the certificate bears, not the day it is issued.
    Rule:   RET-8, a certificate dated on or after taking over (practical completion) bears the lower rate.
    Source: JCT MW/IC 2011; oracles FID-06.
    """
    if on is None or terms.taken_over_on is None or on < terms.taken_over_on:
        return None
    return terms.rate_after


def share_paid(terms: RetentionTerms, on: date | None = None) -> Decimal:
    """The share of completed work that a certificate of that date pays.

    Units:  0..1.
    Rule:   RET-8, 1 less the rate in force at full completion.
    Source: oracles FID-06.
    """
    after = rate_on(terms, on)
    if after is None:
        after = terms.brackets[-1].rate if terms.brackets else ZERO
    return ONE - after


def share_released(terms: RetentionTerms) -> Decimal:
    """The share of completed work that taking over releases; a certificate dated too early leaves it out.

    Units:  0..1.
    Rule:   RET-8, the rate before taking over less the rate after it.
    Source: FIDIC Red Book 1999 14.9 (first half); oracles FID-06.
    """
    return share_paid(terms, terms.taken_over_on) - share_paid(terms)


def _reached(terms: RetentionTerms, work: Decimal) -> int:
    """Index of the bracket whose rate holds for this work; the last one has no end."""
    for index, bracket in enumerate(terms.brackets):
        limit = terms.contract_sum * bracket.limit
        if work < limit or (work == limit and terms.mark == PAST):
            return index
    return len(terms.brackets) - 1


def _whole(terms: RetentionTerms, after: Decimal | None) -> Decimal:
    """The rate of the whole contract or settlement sum."""
    amount = terms.contract_sum
    if terms.base == SETTLEMENT and terms.settlement_sum is not None:
        amount = terms.settlement_sum
    return sum(slices(terms._replace(contract_sum=amount), amount), ZERO) if after is None else amount * after
