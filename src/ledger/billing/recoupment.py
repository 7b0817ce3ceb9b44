"""Recoupment: how an advance is taken back from the value of work, certificate by certificate.

The one rule: recoupment never exceeds the advance and never falls, so the last recovery is the balance.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Sequence

from ..conventions import Choice, Convention
from ..language import Text
from ..money import CENT, ONE, ZERO, rounded

NONE = "none"
THRESHOLD = "threshold"
PRO_RATA = "pro_rata"
FIDIC = "fidic"
FIXED = "fixed"
BETWEEN = "between"

FIDIC_START = Decimal("0.10")
FIDIC_RATE = Decimal("0.25")

PAST = "past"
REACHED = "reached"
SAME = "same"
AFTER = "after"
GROSS = "gross"
NET = "net"
VALUE = "value"
WITH_ADVANCE = "value_and_advance"

MARK = Convention(
    "recoupment_mark",
    (
        Choice(PAST, Text("starts once the value is past the mark", "累计超过起扣点后起扣")),
        Choice(REACHED, Text("starts once the value reaches the mark", "累计达到起扣点即起扣")),
    ),
    PAST,
    Text("Advance: value exactly at the mark", "预付款：累计值恰好等于起扣点时"),
    "FIDIC Red Book 1999 14.2 (a): 'exceeds ten per cent'; 'reaches' in some contracts",
)
START = Convention(
    "recoupment_start",
    (
        Choice(SAME, Text("in the certificate that passes the mark", "达到起扣点的当期起扣")),
        Choice(AFTER, Text("in the certificate after it", "达到起扣点的下一期起扣")),
    ),
    SAME,
    Text("Advance: first certificate of recoupment", "预付款：首次扣回的期次"),
    "FIDIC Red Book 1999 14.2 (a): in that certificate; Chinese contracts often 从下一个月起",
)
BASE = Convention(
    "recoupment_base",
    (
        Choice(GROSS, Text("the certificate's value before retention", "按扣除质保金前的当期价款")),
        Choice(NET, Text("the certificate's value after retention", "按扣除质保金后的当期价款")),
    ),
    GROSS,
    Text("Advance: value that a share of each certificate is of", "预付款：按比例扣回时的计算基数"),
    "FIDIC Red Book 1999 14.2: 'excluding ... deductions and repayments of retention', argued over",
)
COUNTS = Convention(
    "recoupment_counts",
    (
        Choice(VALUE, Text("the value of work alone", "仅累计完成价款")),
        Choice(WITH_ADVANCE, Text("the value of work and the advance", "累计工程款加预付款")),
    ),
    VALUE,
    Text("Advance: what is compared with the starting mark", "预付款：与起扣点比较的累计数"),
    "domain.md 1.4: T is a value of work; some examiners add the advance (累计工程款与预付款之和)",
)
CONVENTIONS = (MARK, START, BASE, COUNTS)


class Advance(NamedTuple):
    """The terms on which an advance is taken back.

    | method    | parameter_1                                          | parameter_2                       |
    | threshold | N, share of materials and components in the price    |                                   |
    | pro_rata  | share of the price at which all is repaid (1)        |                                   |
    | fidic     | share of the price at which it starts (10%)          | share of each certificate (25%)   |
    | fixed     | share of each value; above 1, a number of parts      | share of the price where it starts |
    | between   | F1, share of the price at which it starts            | F2, share at which all is repaid  |

    `first` and `last` are periods counted from 1: with `fixed` and no parameter 1 the advance is taken back
    in equal parts from the starting period to `last`, or by `schedule`, shares of the advance from there on.
    """

    amount: Decimal
    contract_sum: Decimal = ZERO  # FIDIC: the accepted amount less provisional sums
    method: str = NONE
    parameter_1: Decimal | None = None
    parameter_2: Decimal | None = None
    mark: str = MARK.default
    start: str = START.default
    base: str = BASE.default
    counts: str = COUNTS.default
    first: int | None = None
    last: int | None = None
    schedule: tuple[Decimal, ...] = ()
    step: Decimal = CENT


class Flaw(NamedTuple):
    """A term that the method cannot work with: which one, and what it needs."""

    field: str
    needs: Text


def flaws(terms: Advance) -> list[Flaw]:
    """Everything the method needs and does not have; without flaws the other functions always answer."""
    found = []
    one, two = terms.parameter_1, terms.parameter_2
    if terms.amount < 0:
        found.append(Flaw("amount", Text("an advance of 0 or more", "预付款不小于 0")))
    if terms.method not in (NONE, FIXED) and terms.contract_sum <= 0:
        found.append(Flaw("contract_sum", Text("a contract sum above 0", "合同价大于 0")))
    if terms.method == THRESHOLD and (one is None or not 0 < one <= 1):
        found.append(
            Flaw("parameter_1", Text("the share of materials, above 0% to 100%", "主材占比，0%–100%"))
        )
    elif terms.method == THRESHOLD and not found and terms.amount > terms.contract_sum * (one or ONE):
        needs = Text("a share of materials not below the advance's share", "主材占比不低于预付款比例")
        found.append(Flaw("parameter_1", needs))
    if terms.method in (PRO_RATA, FIDIC) and one is not None and not 0 <= one <= 1:
        found.append(Flaw("parameter_1", Text("a share from 0% to 100%", "0%–100% 的比例")))
    if terms.method == PRO_RATA and one == 0:
        found.append(Flaw("parameter_1", Text("a share above 0%", "大于 0% 的比例")))
    if terms.method == FIDIC and two is not None and not 0 < two <= 1:
        found.append(Flaw("parameter_2", Text("a share above 0% to 100%", "大于 0%、不超过 100% 的比例")))
    if terms.method == FIXED and one is not None and (one <= 0 or (one > 1 and one != int(one))):
        needs = Text("a share up to 100% or a whole number of parts", "不超过 100% 的比例或整数期数")
        found.append(Flaw("parameter_1", needs))
    if terms.method == FIXED and one is None and terms.last is None and not terms.schedule:
        found.append(
            Flaw("parameter_1", Text("a share of each value or a number of parts", "扣回比例或期数"))
        )
    if terms.method == BETWEEN and (one is None or two is None or not 0 <= one < two):
        found.append(Flaw("parameter_2", Text("a second share above the first", "第二比例大于第一比例")))
    return found


def in_last(terms: Advance, periods: int, parts: int) -> Advance:
    """The terms with the advance taken back in equal parts over the last `parts` of so many periods.

    Units:  counts of periods; fewer periods than parts make fewer parts.
    Rule:   REC-4, from period n - parts + 1 to period n.
    Source: worked cases of 预付款在最后两个月平均扣回.
    """
    first = max(1, periods - parts + 1)
    return terms._replace(method=FIXED, parameter_1=None, first=first, last=periods)


def threshold_value(terms: Advance) -> Decimal:
    """Cumulative completed value at which recoupment starts, unrounded; 0 where nothing delays it.

    Units:  contract currency; for the threshold method T is a value of work, not an amount of money paid.
    Rule:   REC-1, T = P - M/N (起扣点); REC-3, REC-4, start share x contract sum; REC-5, F1 x contract sum.
    Source: domain.md 1.4; FIDIC Red Book 1999 14.2 (a); 水利水电工程标准施工招标文件 17.2.3.
    """
    if terms.method == THRESHOLD:
        return terms.contract_sum - terms.amount / _needed(terms.parameter_1)
    return terms.contract_sum * _start_share(terms)


def value_to_recoup(terms: Advance) -> Decimal:
    """Further value of work, after the start, that takes the whole advance back; unrounded.

    Units:  contract currency.
    Rule:   REC-6, M / rate (fidic, fixed share), M / N (threshold), width of the band (pro rata, between).
            Equal parts and schedules run by periods, not by value: not for them.
    Source: oracles FID-05 (20 M at 25% needs 80 M of work after the trigger).
    """
    if terms.method == FIDIC:
        return terms.amount / _given(terms.parameter_2, FIDIC_RATE)
    if terms.method in (THRESHOLD, FIXED):
        return terms.amount / _needed(terms.parameter_1)
    return terms.contract_sum * (_end_share(terms) - _start_share(terms))


def repayment_rate(terms: Advance) -> Decimal:
    """Advance taken back per unit of value once it has started, unrounded.

    Units:  share of value, 0..1.
    Rule:   REC-6. An advance of 20% repaid by 90% of the price takes 22.22% of each certificate.
    Source: oracles FID-04.
    """
    return terms.amount / value_to_recoup(terms)


def starting_period(
    terms: Advance, values: Sequence[Decimal], retained: Sequence[Decimal] = ()
) -> int | None:
    """The period, counted from 1, that recoups first; None while the mark has not been passed.

    Units:  `values` are each period's own amount; `retained` what was retained from each (for a net base).
    Rule:   REC-7, the first period whose cumulative value is past (or at) the mark, or the one after it;
            never before `first`. A start in the period after the last one known is that later period.
    Source: FIDIC Red Book 1999 14.2 (a); oracles CN-19 (the month after the cumulative value passes 30%).
    """
    if terms.method == NONE:
        return None
    earliest = terms.first or 1
    if terms.method != THRESHOLD and _start_share(terms) <= 0:
        return earliest
    mark = threshold_value(terms)
    if terms.counts == WITH_ADVANCE:
        mark -= terms.amount
    cumulative = ZERO
    for period, value in enumerate(_bases(terms, values, retained), start=1):
        cumulative += value
        if cumulative > mark or (cumulative == mark and terms.mark == REACHED):
            return max(earliest, period + (terms.start == AFTER))
    return None


def recoupments(terms: Advance, values: Sequence[Decimal], retained: Sequence[Decimal] = ()) -> list[Decimal]:
    """Advance recouped in each period.

    Units:  contract currency at `step`; `values` are each period's own amount in order of certificates.
    Rule:   REC-1 threshold, cumulative = min(M, max(0, (earned - T) x N));
            REC-2 pro rata, cumulative = min(M, M x earned / (contract sum x full share));
            REC-3 fidic, from the starting period on a share of that and each later period's own amount;
            REC-4 fixed, a share of each own amount, equal parts, or a schedule of shares of the advance;
            REC-5 between fractions, cumulative = M (C - F1 S) / ((F2 - F1) S).
            Each is rounded once a period (the cumulative methods on the cumulative amount); the last recovery
            is the balance of the advance, and a period never gives back.
    Source: domain.md 1.4; FIDIC Red Book 1999 14.2; 水利水电工程标准施工招标文件 17.2.3 (F1, F2);
            公路工程标准施工招标文件 17.2.3 (30% to 80%, 2% of the advance for each 1%); oracles CN-01,
            CN-04, CN-15, CN-19, FID-04.
    """
    start = starting_period(terms, values, retained)
    amount = rounded(terms.amount, terms.step)
    pace = None if start is None else _pace(terms)
    answers: list[Decimal] = []
    total = cumulative = ZERO
    for period, value in enumerate(_bases(terms, values, retained), start=1):
        cumulative += value
        wanted = ZERO
        if start is not None and period >= start:
            if pace is None:
                wanted = _wanted(terms, period, start, value, total)
            else:
                wanted = rounded(_by_then(terms, pace, cumulative), terms.step) - total
        recouped = max(ZERO, min(rounded(wanted, terms.step), amount - total))
        total += recouped
        answers.append(recouped)
    return answers


def recouped(terms: Advance, values: Sequence[Decimal], retained: Sequence[Decimal] = ()) -> Decimal:
    """Advance recouped to date over these periods.

    Units:  contract currency at `step`. The cumulative methods (threshold, pro rata, between) give the same
            from one cumulative value as from its parts; fidic and fixed need each certificate's own amount.
    Rule:   REC-1 to REC-5, the sum of `recoupments`.
    Source: domain.md 1.4, golden fixture 1.
    """
    return sum(recoupments(terms, values, retained), ZERO)


class _Pace(NamedTuple):
    """How a cumulative method takes the advance back: from which value of work on, over how much more."""

    start: Decimal
    width: Decimal


def _pace(terms: Advance) -> _Pace | None:
    """The pace of a cumulative method; None for methods that go by each period."""
    if terms.schedule or terms.method not in (THRESHOLD, PRO_RATA, BETWEEN):
        return None
    return _Pace(threshold_value(terms), value_to_recoup(terms))


def _by_then(terms: Advance, pace: _Pace, cumulative: Decimal) -> Decimal:
    """What a cumulative method has taken back by so much work, before rounding."""
    passed = cumulative - pace.start
    if terms.method == THRESHOLD:
        return min(terms.amount, passed * _needed(terms.parameter_1))
    return min(terms.amount, terms.amount * passed / pace.width)


def _wanted(terms: Advance, period: int, start: int, value: Decimal, total: Decimal) -> Decimal:
    """What a method that goes by each period asks for in this one, before the balance limits it."""
    amount = terms.amount
    if terms.schedule:
        return rounded(amount * sum(terms.schedule[: period - start + 1], ZERO), terms.step) - total
    if terms.method == FIDIC:
        return value * _given(terms.parameter_2, FIDIC_RATE)
    share = terms.parameter_1
    if share is not None and share <= 1:
        return value * share
    parts = int(share) if share is not None else _needed_period(terms.last) - start + 1
    return amount - total if period - start + 1 >= parts else amount / parts


def _bases(terms: Advance, values: Sequence[Decimal], retained: Sequence[Decimal]) -> list[Decimal]:
    """Each period's amount that the method works on: gross, or net of what was retained from it."""
    if terms.base != NET:
        return list(values)
    held = list(retained) + [ZERO] * (len(values) - len(retained))
    return [value - kept for value, kept in zip(values, held)]


def _start_share(terms: Advance) -> Decimal:
    if terms.method == FIDIC:
        return _given(terms.parameter_1, FIDIC_START)
    if terms.method == FIXED:
        return _given(terms.parameter_2, ZERO)
    return _given(terms.parameter_1, ZERO) if terms.method == BETWEEN else ZERO


def _end_share(terms: Advance) -> Decimal:
    return _needed(terms.parameter_2) if terms.method == BETWEEN else _given(terms.parameter_1, ONE)


def _given(value: Decimal | None, otherwise: Decimal) -> Decimal:
    return otherwise if value is None else value


def _needed(value: Decimal | None) -> Decimal:
    if value is None:
        raise ValueError("a parameter of the method is missing; ask flaws() first")
    return value


def _needed_period(value: int | None) -> int:
    if value is None:
        raise ValueError("the last period of equal parts is missing; ask flaws() first")
    return value
