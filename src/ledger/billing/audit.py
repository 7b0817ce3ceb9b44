"""Audit of a pay application: what was submitted against what its own figures give.

The one rule: a line is checked with the submitted figures it is made of, so that one slip is reported once,
where it was made.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Mapping, NamedTuple

from ..language import EN, ZH, Text
from ..money import CENT, ZERO, rounded
from .payapp import Application, Line, Row, continuation, summary

# The keys a submitted summary may have, and the field of `Summary` each stands for.
LINES = {
    "1": "original_sum",
    "2": "change_orders",
    "3": "contract_sum",
    "4": "completed",
    "5a": "retainage_work",
    "5b": "retainage_stored",
    "5": "retainage",
    "6": "earned",
    "7": "previous",
    "8": "due",
    "9": "balance",
}
# How each line follows from others: (what is added, what is taken away).
SUMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "3": (("1", "2"), ()),
    "5": (("5a", "5b"), ()),
    "6": (("4",), ("5",)),
    "8": (("6",), ("7",)),
    "9": (("3",), ("6",)),
}
FORMULAS = {
    "1": "1",
    "2": "Σ",
    "3": "1 + 2",
    "4": "ΣG",
    "5a": "% × Σ(D + E)",
    "5b": "% × ΣF",
    "5": "5a + 5b",
    "6": "4 - 5",
    "7": "6 (-1)",
    "8": "6 - 7",
    "9": "3 - 6",
}
COLUMNS = {"G": "total", "%": "share", "H": "balance", "I": "retainage"}

NOT_ITS_SUM = Text(
    "shows {found}, but its own figures give {computed} ({formula}).",
    "填报{found}，按其自身数字应为{computed}（{formula}）。",
)
CASH = Text(
    "shows {found}, the cash received; it must be line 6 of the previous certificate, {computed}.",
    "填报{found}，为实收款；应为上期证书第6行{computed}。",
)
PENDING = Text(
    "shows {found}, which counts change orders not approved yet; approved ones come to {computed}.",
    "填报{found}，含未批准的变更；已批准变更合计{computed}。",
)
NET_OF_RETAINAGE = Text(
    "shows {found}, net of retainage; columns are gross, {computed}; retainage goes to column I and line 5.",
    "填报{found}，已扣除质保金；各列应为扣除前金额{computed}，质保金只列I列和第5行。",
)
OVER_SCHEDULED = Text(
    "bills {found}, more than its scheduled value {computed}; agree a change order for the rest.",
    "已报{found}，超过该项合同价{computed}；超出部分请先签变更。",
)
CARRIED = Text(
    "shows {found} as previous work, but the previous application's D + E is {computed}.",
    "前期完成填报{found}，上期申请D+E为{computed}。",
)
SCHEDULE = Text(
    "the scheduled values come to {found}, the contract sum to date (line 3) is {computed}.",
    "各项合同价合计{found}，而第3行变更后合同价为{computed}。",
)


class Inconsistency(NamedTuple):
    """One figure that does not follow from the others: where, what was found, what its own figures give."""

    place: Text
    found: Decimal
    computed: Decimal
    message: Text


class PrintedRow(NamedTuple):
    """What a submitted continuation sheet shows in the columns that follow from others; None: left empty."""

    item: str
    total: Decimal | None = None  # G
    share: Decimal | None = None  # %, 0..1
    balance: Decimal | None = None  # H
    retainage: Decimal | None = None  # I


class Submitted(NamedTuple):
    """A pay application as it came in.

    `application` holds what it is computed from, with line 7 as the previous certificate said; `lines` what
    its summary shows, by '1' to '9', '5a' and '5b'; `received` the cash that came, where known; `before` the
    previous application's rows.
    """

    application: Application
    lines: Mapping[str, Decimal]
    rows: tuple[PrintedRow, ...] = ()
    received: Decimal | None = None
    before: tuple[Row, ...] = ()


def audit(submitted: Submitted) -> list[Inconsistency]:
    """Everything in the application that its own figures refute; an empty list: it is consistent.

    Units:  contract currency; compared at the application's `step`, shares at a tenth of a percent.
    Rule:   APP-7. Columns G = D + E + F, H = C - G, I = the line's retainage, D = D + E before, G <= C;
            lines 1 to 9 each from the submitted figures they are made of; sum of C = line 3.
    Source: AIA G702/G703 instructions; domain.md 1.3; oracles AIA-14.
    """
    return [*_row_faults(submitted), *_line_faults(submitted)]


def _row_faults(submitted: Submitted) -> list[Inconsistency]:
    found = []
    application = submitted.application
    step = application.step
    printed = {row.item: row for row in submitted.rows}
    before = {row.item: row for row in submitted.before}
    for line, row in zip(application.lines, continuation(application)):
        if line.total > line.scheduled >= ZERO:
            found.append(_fault(_cell(line, "G"), line.total, line.scheduled, OVER_SCHEDULED, step=step))
        earlier = before.get(line.item)
        if earlier is not None and line.previous != earlier.previous + earlier.this:
            expected = earlier.previous + earlier.this
            found.append(_fault(_cell(line, "D"), line.previous, expected, CARRIED, step=step))
        if line.item in printed:
            found += _column_faults(line, row, printed[line.item], step)
    return found


def _column_faults(line: Line, row: Row, printed: PrintedRow, step: Decimal) -> list[Inconsistency]:
    found = []
    total = row.total if printed.total is None else printed.total
    expected: dict[str, tuple[Decimal | None, Decimal, str]] = {
        "G": (row.total, step, "D + E + F"),
        "%": (total / line.scheduled if line.scheduled else None, Decimal("0.001"), "G / C"),
        "H": (line.scheduled - total, step, "C - G"),
        "I": (row.retainage, step, "% × G"),
    }
    for column, (computed, place, formula) in expected.items():
        shown: Decimal | None = getattr(printed, COLUMNS[column])
        if shown is None or computed is None or abs(shown - computed) < place:
            continue
        message = NOT_ITS_SUM
        if column == "G" and abs(shown - (row.total - row.retainage)) < place:
            message = NET_OF_RETAINAGE
        scale = ZERO if column == "%" else step
        found.append(_fault(_cell(line, column), shown, computed, message, formula, scale))
    return found


def _line_faults(submitted: Submitted) -> list[Inconsistency]:
    application, shown = submitted.application, submitted.lines
    computed = summary(application)
    figures: dict[str, Decimal] = {key: getattr(computed, field) for key, field in LINES.items()}
    if len([row for row in submitted.rows if row.total is not None]) == len(application.lines):
        figures["4"] = sum((row.total for row in submitted.rows if row.total is not None), ZERO)
    own = dict(figures)
    figures.update(shown)
    if "5" not in shown:
        figures["5"] = figures["5a"] + figures["5b"]
    found = []
    for key, formula in FORMULAS.items():
        right = _sum(figures, key) if key in SUMS else own[key]
        if key in shown and abs(shown[key] - right) >= application.step:
            place, message = Text(f"Line {key}", f"第{key}行"), _reason(submitted, key, shown[key])
            found.append(_fault(place, shown[key], right, message, formula, application.step))
    scheduled = sum((line.scheduled for line in application.lines), ZERO)
    if abs(scheduled - figures["3"]) >= application.step:
        place = Text("Column C", "C列")
        found.append(_fault(place, scheduled, figures["3"], SCHEDULE, step=application.step))
    return found


def _sum(figures: Mapping[str, Decimal], key: str) -> Decimal:
    added, taken = SUMS[key]
    return sum((figures[name] for name in added), ZERO) - sum((figures[name] for name in taken), ZERO)


def _reason(submitted: Submitted, key: str, shown: Decimal) -> Text:
    """The slip behind a wrong line, where it is a known one."""
    orders = submitted.application.change_orders
    if key == "7" and shown == submitted.received:
        return CASH
    if key == "2" and shown == sum((order.amount for order in orders), ZERO):
        return PENDING
    return NOT_ITS_SUM


def _fault(
    place: Text,
    found: Decimal,
    computed: Decimal,
    message: Text,
    formula: str = "",
    step: Decimal = CENT,
) -> Inconsistency:
    """An inconsistency with its figures in words: money at `step`, shares (no step) in percent."""
    if step:
        said = [f"{rounded(figure, step):,}" for figure in (found, computed)]
    else:
        said = [f"{figure:.1%}" for figure in (found, computed)]
    values = {"found": said[0], "computed": said[1], "formula": formula}
    return Inconsistency(place, found, computed, Text(message.say(EN, **values), message.say(ZH, **values)))


def _cell(line: Line, column: str) -> Text:
    return Text(f"{line.item}, column {column}", f"{line.item}，{column}列")
