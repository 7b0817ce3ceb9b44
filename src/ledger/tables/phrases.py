"""Cells that hold a short phrase: how much, which brackets, what a trigger waits for, which claims."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from ..calendars import DAY_RULE, ROLL
from ..conventions import chosen
from ..language import Text
from ..records import BALANCE, Bracket, Measure, Offset
from .cells import Unreadable, plain, to_amount, to_date, to_part, to_rate, to_reference, to_share, to_text

MEASURE = Text(
    "a share such as 30%, an amount of more than 100, or 'balance'", "比例（如30%）、大于100的金额或“余额”"
)
DONE = Text(
    "work done to date: a share such as 45%, or a value of more than 100",
    "截至当日累计完成：比例（如45%）或大于100的产值",
)
BRACKETS = Text(
    "a rate such as 5%, or brackets such as 10% to 20%; 15% to 38%; 25% to 100%",
    "比例（如5%），或分档，如10% 至 20%；15% 至 38%；25% 至 100%",
)
PARAMETER = Text("a share such as 60%, or a number", "比例（如60%）或数字")
OFFSET = Text(
    "a date, a share such as 50%, a delay such as 30 days or 24 months, or a stage such as N-03 + 30 days",
    "日期、比例（如50%）、期限（如30天、24个月）或节点（如N-03 + 30天）",
)
DAY_RULES = Text(
    "a day rule such as calendar, business, end of month; add following to move a last day off a holiday",
    "付款日规则，如自然日、工作日、月底；加“顺延”表示遇节假日顺延",
)
WHOLE_MEASURES = {"balance", "余额", "余款", "剩余", "remainder"}

_DELAY = re.compile(r"\+?\s*(\d{1,4})\s*(d|days?|天|日|m|months?|个月|月)?", re.IGNORECASE | re.ASCII)
_STAGE = re.compile(r"(.+?)\s*\+\s*(\d{1,4})\s*(d|days?|天|日|m|months?|个月|月)?", re.IGNORECASE | re.ASCII)
_SPLIT = re.compile(r"[;；]")
_UP_TO = re.compile(r"(.+?%)\s*(?:to|至|到|until|<=|≤)\s*(.+?%)", re.IGNORECASE)


def to_measure(cell: Any) -> Measure:
    """A share (30%, 0.3), an amount, or "balance". A number from 1 to 100 could be either: refused."""
    if isinstance(cell, str) and plain(cell).casefold() in WHOLE_MEASURES:
        return BALANCE
    return _share_or_amount(cell, MEASURE)


def to_done(cell: Any) -> Measure:
    """Cumulative work done: a share of the whole, or a value in the contract's currency."""
    return _share_or_amount(cell, DONE)


def _share_or_amount(cell: Any, wanted: Text) -> Measure:
    if isinstance(cell, str) and plain(cell).endswith("%"):
        share = to_rate(cell, wanted)
        if share > 1:
            raise Unreadable(wanted)
        return Measure(share=share)
    number = to_amount(cell, wanted)
    if 0 <= number <= 1:
        return Measure(share=number)
    if 1 < number <= 100 or number < 0:
        raise Unreadable(wanted)
    return Measure(amount=number)


def to_parameter(cell: Any) -> Decimal:
    """A method's parameter: a share such as 60%, or a plain number such as a count of parts."""
    percent = isinstance(cell, str) and plain(cell).endswith("%")
    return to_rate(cell, PARAMETER) if percent else to_amount(cell, PARAMETER)


def to_brackets(cell: Any) -> tuple[Bracket, ...]:
    """A retention rate, or rates that each hold up to a share of completion."""
    if not isinstance(cell, str) or not _UP_TO.search(plain(cell)):
        return (Bracket(Decimal(1), to_part(cell, BRACKETS)),)
    brackets = []
    for part in _SPLIT.split(plain(cell)):
        match = _UP_TO.fullmatch(part.strip())
        if not match:
            raise Unreadable(BRACKETS)
        brackets.append(Bracket(to_part(match[2], BRACKETS), to_part(match[1], BRACKETS)))
    if [b.limit for b in brackets] != sorted({b.limit for b in brackets}):
        raise Unreadable(BRACKETS)
    return tuple(brackets)


def to_offset(cell: Any) -> Offset:
    """What stands beside a trigger: its day, its share of progress, its delay, or its stage."""
    if isinstance(cell, str):
        text = plain(cell)
        if text.endswith("%"):
            return Offset(share=to_share(cell))
        delay = _DELAY.fullmatch(text)
        if delay and (delay[2] or text.startswith("+")):
            return _delayed("", delay[1], delay[2])
        try:
            return Offset(on=to_date(cell))
        except Unreadable:
            pass
        stage = _STAGE.fullmatch(text)
        if stage:
            return _delayed(stage[1], stage[2], stage[3])
        if text:
            return Offset(stage=text)
        raise Unreadable(OFFSET)
    if isinstance(cell, (float, int, Decimal)) and not isinstance(cell, bool):
        if 0 <= cell <= 1:
            return Offset(share=to_share(cell))
        if cell == int(cell) and 1 < cell <= 3650:
            return Offset(days=int(cell))
        cell = float(cell)
    try:
        return Offset(on=to_date(cell))
    except Unreadable:
        raise Unreadable(OFFSET) from None


def _delayed(stage: str, number: str, unit: str | None) -> Offset:
    if (unit or "d")[0].lower() in ("m", "个", "月"):
        return Offset(stage=stage, months=int(number))
    return Offset(stage=stage, days=int(number))


def to_numbers(cell: Any) -> tuple[str, ...]:
    """Several claim numbers in one cell, separated by commas, semicolons or 、."""
    return tuple(part.strip() for part in re.split(r"[,;，；、]", to_reference(cell)) if part.strip())


def to_day_rule(cell: Any) -> tuple[str, str]:
    """What the payment days count, and what happens when the last is no business day ('' = the setting)."""
    rule, roll = DAY_RULE.default, ""
    for part in re.split(r"[,;，；、+]", to_text(cell)):
        counted = chosen(DAY_RULE, part) if part.strip() else DAY_RULE.default
        rolls = chosen(ROLL, part)
        if counted is None and rolls is None:
            raise Unreadable(DAY_RULES)
        if counted is not None:
            rule = counted
        else:
            roll = str(rolls)
    return rule, roll
