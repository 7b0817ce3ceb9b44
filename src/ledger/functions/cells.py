"""The cell functions: every argument is a cell or a column, and everything they need is an argument.

Each rule below answers for one line; `cell_function` gives it the shape of its arguments.
Shapes, for all: cells or columns; the answer has the same shape, and is blank for a blank
line. Errors, for all: text that starts with #LEDGER! and names the argument to correct.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..billing import billable as billing
from ..billing import recoupment as recoupments
from ..billing.deductions import METHODS
from ..calendars import DAY_RULE, ROLL, Calendar, due_after, steps_of
from ..calendars import days_overdue as overdue
from ..collecting import ageing, levels, mismatches
from ..collecting.application import ORDER, Payment
from ..collecting.interest import Conditions, Interest
from ..collecting.interest import late_interest as interest
from ..conventions import chosen
from ..drafting.reminders import reminder_text
from ..enumerations import Channel, RateBasis, Recoupment, Speech, Tone
from ..explanations import explained, percent
from ..language import Text
from ..money import ZERO, cents
from ..results import Step
from ..rulebook import PolicyStep
from ..tables.cells import (
    Unreadable,
    is_blank,
    one_of,
    to_amount,
    to_currency,
    to_date,
    to_rate,
    to_share,
    to_text,
    to_unsigned,
    to_whole,
)
from ..tables.phrases import to_day_rule, to_parameter
from .shapes import CellProblem, Line, cell_function

to_method, to_basis, to_speech = one_of(Recoupment), one_of(RateBasis), one_of(Speech)
AS_MANY = Text("as many receipt amounts as receipt dates", "与回款日期一样多的回款金额")


def to_order(cell: Any) -> str:
    """What a payment pays first."""
    order = chosen(ORDER, to_text(cell)) if not is_blank(cell) else None
    if order is None:
        raise Unreadable(Text("principal first or interest first", "先本金或先利息"))
    return order


@cell_function
def billable(line: Line) -> Any:
    """Amount that may be claimed now.

    Units:   contract currency, two decimals; shares as 0.3 or "30%".
    Rule:    BIL-1.

    >>> billable(1000000.0, "60%", 300000.0, 0.8, 0.03)
    162000.0
    >>> billable([[1000.0], [""], [500.0]], [[0.5], [""], ["abc"]])
    [[500.0], [''], ["#LEDGER! BILLABLE line 3, done: found 'abc', needs a share from 0% to 100%."]]
    """
    return billing.billable(*_billable(line))


# What answers plain numbers faster than a line is read; None means that the function must be asked
QUICK = {"BILLABLE": billing.billable_plain}


@cell_function
def explain_billable(line: Line) -> Any:
    """The steps of BILLABLE in words and figures.

    >>> explain_billable(1000.0, 0.5)
    'value x done 500.00 (BIL-1); billable now 500.00 (BIL-1)'
    """
    return explained(billing.billable_explained(*_billable(line)).steps, line.language)


def _billable(line: Line) -> tuple[Any, ...]:
    """The arguments in the rule's order."""
    read = line.read
    return (
        read("value", to_amount),
        read("done", to_share),
        read("claimed", to_amount),
        read("pay_share", to_share),
        read("retention_rate", to_share),
        read("recouped", to_amount),
    )


@cell_function
def retention(line: Line) -> Any:
    """Retention held: rate x base up to the cap, less what was released.

    Units:   contract currency, two decimals.
    Rule:    RET-3.

    >>> retention(1000000.0, "3%", 25000.0, 5000.0)
    20000.0
    """
    return _retention(line)[-1].amount


@cell_function
def explain_retention(line: Line) -> Any:
    """The steps of RETENTION in words and figures."""
    return explained(_retention(line), line.language)


def _retention(line: Line) -> list[Step]:
    base, rate = line.read("base", to_unsigned), line.read("rate", to_share)
    cap, released = line.read("cap", to_unsigned), line.read("released", to_unsigned, ZERO)
    held = cents(base * rate)
    steps = [Step(Text(f"base x {percent(rate)}", f"基数×{percent(rate)}"), held, "RET-3")]
    if cap is not None and held > cap:
        steps.append(Step(Text("limited to the cap", "以上限为限"), cap - held, "RET-3"))
        held = cents(cap)
    if released > held:
        argument = next(a for a in line.signature.arguments if a.name == "released")
        wanted = Text(f"at most what was held, {held:,.2f}", f"不超过已扣质保金{held:,.2f}")
        raise CellProblem(
            argument,
            Text(f"found {released:,.2f}, needs {wanted.en}.", f"内容为{released:,.2f}，应{wanted.zh}。"),
        )
    if released:
        steps.append(Step(Text("less released", "减已返还"), -released, "RET-9"))
    steps.append(Step(Text("retention held", "质保金余额"), held - released, "RET-3"))
    return steps


@cell_function
def recoupment(line: Line) -> Any:
    """Advance recouped to date under the contract's method.

    Units:   contract currency, two decimals; `earned` is cumulative. FIDIC and fixed go by each
             certificate's own amount, so they read the column from its top, one line a certificate.
    Rule:    REC-1 to REC-4.

    >>> recoupment(2000000.0, [[5e6], [7e6], [8.5e6], [1e7]], "threshold", 1e7, 0.6)
    [[0.0], [200000.0], [1100000.0], [2000000.0]]
    >>> recoupment(1e6, [[600000.0], [1200000.0], [2200000.0]], "FIDIC", 1e7)
    [[0.0], [150000.0], [400000.0]]
    """
    terms, values = _advance(line)
    return recoupments.recouped(terms, values)


@cell_function
def explain_recoupment(line: Line) -> Any:
    """The steps of RECOUPMENT in words and figures."""
    terms, values = _advance(line)
    earned = sum(values, ZERO)
    steps = [Step(Text("earned to date", "累计产值"), earned)]
    if terms.method != recoupments.NONE:
        start = cents(recoupments.threshold_value(terms))
        steps.append(Step(Text("recoupment starts at", "起扣点"), start, _rule_of(terms.method)))
        steps.append(Step(Text("advance", "预付款"), terms.amount))
    taken = recoupments.recouped(terms, values)
    steps.append(Step(Text("recouped to date", "累计扣回"), taken, _rule_of(terms.method)))
    return explained(steps, line.language)


def _rule_of(method: str) -> str:
    rules = {"threshold": "REC-1", "pro_rata": "REC-2", "fidic": "REC-3", "fixed": "REC-4"}
    return rules.get(method, "")


def _advance(line: Line) -> tuple[recoupments.Advance, list[Decimal]]:
    method: Recoupment = line.read("method", to_method)
    terms = recoupments.Advance(
        line.read("advance", to_unsigned),
        line.read("contract_sum", to_unsigned),
        METHODS.get(method, recoupments.NONE),
        line.read("parameter_1", to_parameter),
        line.read("parameter_2", to_parameter),
    )
    names = {"amount": "advance"}
    for flaw in recoupments.flaws(terms):
        wanted_by = names.get(flaw.field, flaw.field)
        argument = next(a for a in line.signature.arguments if a.name == wanted_by)
        raise CellProblem(argument, Text(f"needs {flaw.needs.en}.", f"应为{flaw.needs.zh}。"))
    earned = line.read("earned", to_unsigned)
    if terms.method not in (recoupments.FIDIC, recoupments.FIXED):
        return terms, [earned]
    column = line.column("earned", to_unsigned)
    before = [ZERO, *column]
    values = [now - was for was, now in zip(before, column)]
    if any(value < 0 for value in values):
        argument = next(a for a in line.signature.arguments if a.name == "earned")
        raise CellProblem(
            argument,
            Text(
                "the cumulative value falls; each line is the total to date.",
                "累计产值下降，每行应为截至当期的累计数。",
            ),
        )
    return terms, values


@cell_function
def due_date(line: Line) -> Any:
    """Date by which money must be paid.

    Units:   a date as a serial number; `days` are months where the rule counts months.
    Rule:    DUE-5; the first day is not counted (民法典 201).

    >>> due_date("2025-07-01", 30.0)
    45869.0
    """
    start, days = line.read("start", to_date), line.read("days", to_whole)
    rule, roll = line.read("day_rule", to_day_rule, (DAY_RULE.default, ROLL.default))
    calendar = Calendar(
        frozenset(line.column("holidays", to_date)), frozenset(line.column("working_weekends", to_date))
    )
    return due_after(start, steps_of(rule, days), calendar, roll=roll or ROLL.default)


@cell_function
def days_overdue(line: Line) -> Any:
    """Days since the due date; 0 on it and before (DUE-10).

    >>> days_overdue("2025-01-31", "2025-02-01")
    1.0
    """
    return Decimal(overdue(line.read("due", to_date), line.read("as_of", to_date)))


@cell_function
def age_bucket(line: Line) -> Any:
    """Age bucket by due date (AGE-1).

    >>> age_bucket("2025-01-31", "2025-03-03")
    '31-60 days'
    """
    days = overdue(line.read("due", to_date), line.read("as_of", to_date))
    return ageing.age_bucket(days).label.say(line.language)


@cell_function
def late_interest(line: Line) -> Any:
    """Interest for late payment, in segments on the balance outstanding in each.

    Units:   contract currency, two decimals, rounded once on the total.
    Rule:    INT-11; from the day after the due date; payments reduce the balance in the order given.

    >>> late_interest(1e6, "2025-07-10", "2025-12-31", "0.05%", "per day", [["2025-09-10"]], [[300000.0]])
    70200.0
    """
    return _interest(line).total


@cell_function
def explain_late_interest(line: Line) -> Any:
    """The segments of LATE_INTEREST in words and figures."""
    answer = _interest(line)
    steps = [
        Step(
            Text(
                f"{s.first.isoformat()} to {s.last.isoformat()}: {s.days} days x {s.principal:,.2f} x {_rate(s.rate)} {s.basis.label.en}",
                f"{s.first.isoformat()}至{s.last.isoformat()}：{s.days}天×{s.principal:,.2f}×{_rate(s.rate)}（{s.basis.label.zh}）",
            ),
            s.amount,
            "INT-11",
        )
        for s in answer.segments
    ]
    steps.append(Step(Text("interest to date", "利息合计"), answer.total, "INT-11"))
    steps.append(Step(Text("still owed with principal", "本息合计未付"), answer.claim))
    return explained(steps, line.language)


def _rate(rate: Decimal) -> str:
    return percent(rate)


def _interest(line: Line) -> Interest:
    dates, amounts = line.column("receipt_dates", to_date), line.column("receipt_amounts", to_amount)
    if len(dates) != len(amounts):
        argument = next(a for a in line.signature.arguments if a.name == "receipt_amounts")
        said = Text(f"found {len(amounts)}, needs {AS_MANY.en}.", f"有{len(amounts)}个，应为{AS_MANY.zh}。")
        raise CellProblem(argument, said)
    conditions = Conditions(
        basis=line.read("basis", to_basis, RateBasis.YEAR_365),
        order=line.read("payment_order", to_order, ORDER.default),
    )
    return interest(
        line.read("principal", to_unsigned),
        line.read("due", to_date),
        line.read("as_of", to_date),
        line.read("rate", to_rate),
        [Payment(on, amount) for on, amount in zip(dates, amounts)],
        conditions,
    )


@cell_function
def mismatch(line: Line) -> Any:
    """The worst mismatch between four rungs of the ladder, its rule id and its meaning.

    Rule:    MIS-1, MIS-2, MIS-4, MIS-6, MIS-7; a difference up to the tolerance is none.

    >>> mismatch(1000.0, 700.0, 700.0, 700.0)
    'MIS-1 300.00: Work gives a right to money that nobody has claimed.'
    """
    found = mismatches.worst(
        line.read("earned", to_amount),
        line.read("claimed", to_amount),
        line.read("certified", to_amount),
        line.read("received", to_amount),
        line.read("tolerance", to_unsigned, ZERO),
    )
    if found is None:
        return ""
    rule, money = found
    meaning = mismatches.RULES[rule].meaning.say(line.language)
    return f"{rule} {money:,.2f}{'：' if line.language == 'zh' else ': '}{meaning}"


@cell_function
def dunning_level(line: Line) -> Any:
    """Next level of reminder; 0 when none is called for.

    Shapes:  the policy is a column of days for levels 1, 2, 3..., or the columns Level and Days of a policy.
    Rule:    DUN-4, the level by age, at most one above the last level sent. Level 0, the courtesy note before
             the due date, is no level here.

    >>> dunning_level(95.0, 1.0), dunning_level(0.0, 0.0)
    (2.0, 0.0)
    """
    days, sent = line.read("days_overdue", to_whole), line.read("last_level_sent", to_whole)
    own = line.pairs("policy", to_whole)
    if own is None:
        own = list(enumerate(line.column("policy", to_whole), start=1))
    steps = tuple(PolicyStep("", level, at, Channel.EMAIL, Tone.REMINDER) for level, at in own)
    return Decimal(levels.next_level(days, sent, steps or levels.DEFAULT_POLICY))


@cell_function
def reminder(line: Line) -> Any:
    """The text of a reminder in a cell; nothing is sent. Blank when nothing is due or owed."""
    due, as_of = line.read("due", to_date), line.read("as_of", to_date)
    amount = line.read("amount", to_amount)
    days = overdue(due, as_of)
    if amount <= 0 or days <= 0:
        return ""
    speech = line.read("language", to_speech)
    return reminder_text(
        line.read("customer", to_text),
        line.read("contract", to_text),
        cents(amount),
        line.read("currency", to_currency),
        due,
        days,
        line.read("level", to_whole, 1),
        speech.code if speech else line.language,
    )
