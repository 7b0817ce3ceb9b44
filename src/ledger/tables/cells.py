"""One cell to one value. A cell that cannot be read raises Unreadable with what it needs.

Readers accept what people type in either language and reject what could mean two
things: a wrong number is worse than none.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Callable, Sequence, Union

from ..drafting.plain_text import plain as seen
from ..enumerations import Words
from ..language import Text

Cell = Union[str, float, int, bool, date, Decimal, None]
Row = Sequence[Cell]
Grid = Sequence[Row]
Reader = Callable[[Any], Any]

ZERO = Decimal(0)
SERIAL_ZERO = date(1899, 12, 30)  # day 0 of a date serial in Excel and Calc
FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2199, 12, 31)
FIRST_SERIAL, LAST_SERIAL = (FIRST_DAY - SERIAL_ZERO).days, (LAST_DAY - SERIAL_ZERO).days

LARGEST = Decimal(10) ** 15  # amounts below this keep their cents exactly, in a cell and in every rule

AMOUNT = Text("an amount such as 1250.00", "金额，如1250.00")
UNSIGNED = Text("an amount of 0 or more", "不小于0的金额")
SHARE = Text("a share from 0% to 100%", "0%到100%之间的比例")
RATE = Text("a rate such as 5% or 0.05%", "比率，如5%或0.05%")
DATE = Text("a date such as 2025-02-28", "日期，如2025-02-28")
TEXT = Text("text", "文字")
DIGITS = Text(
    "text: a number this long loses its last digits, format the cell as text and type it again",
    "文本：超过15位的数字会丢失末位，请将单元格设为文本格式后重新输入",
)
WHOLE = Text("a whole number such as 30", "整数，如30")
EMAIL = Text("an e-mail address such as name@example.com", "电子邮箱，如name@example.com")
CURRENCY = Text("a currency code such as CNY or USD", "货币代码，如CNY、USD")

# The error values of Excel and Calc; any other text that starts with '#' is text.
ERRORS = frozenset(
    [
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#UNKNOWN!",
        "#BUSY!",
        "#GETTING_DATA",
        "#PYTHON!",
        "#EXTERNAL!",
    ]
)

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?", re.ASCII)
_THOUSAND_OR_DECIMAL = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)  # 1.250 is 1250 to half of Europe
_SIGNS = str.maketrans("", "", "¥￥$€£ \u00a0\u202f")
_YMD = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]0?0:00(?::00)?)?", re.ASCII)
_DMY_DOTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})", re.ASCII)
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# what drafting.mail takes for an address: a letter that nobody sees would make it another one
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


class Unreadable(ValueError):
    """Carries the words that finish the sentence 'needs ...'."""

    def __init__(self, wanted: Text) -> None:
        super().__init__(wanted.en)
        self.wanted = wanted


def is_blank(cell: Any) -> bool:
    """Nothing in it: None, or text of white space only."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_error(cell: Any) -> bool:
    """An error value of a spreadsheet, or an answer of ours that says what is wrong."""
    return isinstance(cell, str) and cell[:1] == "#" and (cell in ERRORS or cell.startswith("#LEDGER!"))


def plain(cell: str) -> str:
    """Text as people mean it: full-width digits and punctuation as ASCII, no outer space."""
    return unicodedata.normalize("NFKC", cell).strip()


def to_text(cell: Any) -> str:
    """Text; a number typed where text belongs (a contract number) reads as its digits."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, (bool, date)) or cell is None or (isinstance(cell, float) and math.isnan(cell)):
        raise Unreadable(TEXT)
    if isinstance(cell, (float, int)) and abs(cell) >= LARGEST:
        raise Unreadable(DIGITS)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(cell, ".15g")
    return str(cell)


def to_reference(cell: Any) -> str:
    """A number that lines refer to (contract, stage, claim): full-width or not, it is the same number.

    So it is with a letter that nobody sees, as numbers copied from a web page or a chat bring along.
    """
    text = to_text(cell)
    return text if text.isascii() and text.isprintable() else seen(plain(text))


def to_amount(cell: Any, wanted: Text = AMOUNT) -> Decimal:
    """An amount: a number, or text with thousands and a currency sign; (1,250.00) is negative."""
    if isinstance(cell, str) and _THOUSAND_OR_DECIMAL.fullmatch(plain(cell).translate(_SIGNS)):
        raise Unreadable(wanted)
    return _number(cell, wanted)


def to_unsigned(cell: Any) -> Decimal:
    """An amount of 0 or more."""
    amount = to_amount(cell, UNSIGNED)
    if amount < 0:
        raise Unreadable(UNSIGNED)
    return amount


@functools.lru_cache(maxsize=1 << 14)
def _digits(cell: float) -> Decimal:
    """The digits a spreadsheet shows, no binary tail. Remembered: rates and shares fill whole columns."""
    return Decimal(format(cell, ".15g"))


def _number(cell: Any, wanted: Text) -> Decimal:
    if isinstance(cell, float):
        if not (math.isfinite(cell) and abs(cell) < LARGEST):
            raise Unreadable(wanted)
        return _digits(cell) if cell else ZERO
    if isinstance(cell, (bool, date)) or cell is None:
        raise Unreadable(wanted)
    if isinstance(cell, (int, Decimal)):
        amount = Decimal(cell)
        if not (amount.is_finite() and abs(amount) < LARGEST):
            raise Unreadable(wanted)
        return amount
    if not isinstance(cell, str):  # a time of day, or a duration
        raise Unreadable(wanted)
    text = plain(cell).translate(_SIGNS)
    negative = text.startswith("(") and text.endswith(")")
    text = text[1:-1] if negative else text
    if not text or not _NUMBER.fullmatch(text) or not any(c.isdigit() for c in text):
        raise Unreadable(wanted)
    amount = Decimal(text.replace(",", ""))
    if amount >= LARGEST:
        raise Unreadable(wanted)
    return -amount if negative else amount


def to_rate(cell: Any, wanted: Text = RATE) -> Decimal:
    """A fraction: 0.05, or text such as "5%" and "5 %". A bare number above 1 is ambiguous."""
    if isinstance(cell, str):
        text = plain(cell)
        if text.endswith("%"):
            rate = _number(text[:-1], wanted).scaleb(-2)
            if rate < 0:
                raise Unreadable(wanted)
            return rate
    rate = _number(cell, wanted)
    if not 0 <= rate <= 1:
        raise Unreadable(wanted)
    return rate


def to_share(cell: Any) -> Decimal:
    """A share of a whole, 0..1."""
    return to_part(cell, SHARE)


def to_part(cell: Any, wanted: Text) -> Decimal:
    """A fraction that is never more than the whole."""
    share = to_rate(cell, wanted)
    if share > 1:
        raise Unreadable(wanted)
    return share


def to_whole(cell: Any) -> int:
    """A whole number from 0, such as a number of days."""
    number = to_amount(cell, WHOLE)
    if number != number.to_integral_value() or number < 0:
        raise Unreadable(WHOLE)
    return int(number)


def to_date(cell: Any) -> date:
    """A day: a real date, a serial, ISO, or local text that can mean one day only; from 1950 to 2199.

    A year outside is a slip, or stands for "never", and no period can be counted from it.
    """
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return _possible(day)
    if isinstance(cell, (float, int)) and not isinstance(cell, bool):
        if FIRST_SERIAL <= cell <= LAST_SERIAL:
            return SERIAL_ZERO + timedelta(days=int(cell))
        raise Unreadable(DATE)
    if isinstance(cell, str):
        try:
            return _possible(_date_in(plain(cell)))
        except ValueError:
            pass
    raise Unreadable(DATE)


def _possible(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Unreadable(DATE)
    return day


def _date_in(text: str) -> date:
    match = _YMD.fullmatch(text)
    if match:
        return date(int(match[1]), int(match[2]), int(match[3]))
    if len(text) == 8 and text.isascii() and text.isdigit():
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    match = _DMY_DOTS.fullmatch(text)
    if match:
        return date(int(match[3]), int(match[2]), int(match[1]))
    match = _SLASHES.fullmatch(text)
    if match:  # 03/04/2025 is March to some and April to others: read only what is one day to all
        first, second = int(match[1]), int(match[2])
        if first > 12 or first == second:
            return date(int(match[3]), second, first)
        if second > 12:
            return date(int(match[3]), first, second)
        raise ValueError(text)
    match = _DAY_MONTH.fullmatch(text)
    if match:
        return date(int(match[3]), _month(match[2]), int(match[1]))
    match = _MONTH_DAY.fullmatch(text)
    if match:
        return date(int(match[3]), _month(match[1]), int(match[2]))
    raise ValueError(text)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def to_email(cell: Any) -> str:
    """An address that cannot carry a second header or a second recipient."""
    text = to_text(cell)
    if not _EMAIL.fullmatch(text):
        raise Unreadable(EMAIL)
    return text


def to_currency(cell: Any) -> str:
    """An ISO 4217 code; RMB and ￥-style names are read as CNY."""
    text = plain(to_text(cell)).upper()
    text = {"RMB": "CNY", "人民币": "CNY", "元": "CNY", "美元": "USD", "欧元": "EUR", "英镑": "GBP"}.get(
        text, text
    )
    if not (len(text) == 3 and text.isascii() and text.isalpha()):
        raise Unreadable(CURRENCY)
    return text


def one_of(words: type[Words]) -> Reader:
    """A reader for an enumeration: its labels and aliases in either language."""
    by_name = {}
    for member in words:
        for name in (member.code, *member.label, *member.aliases):
            by_name[name.casefold()] = member
    wanted = Text(
        "one of: " + ", ".join(m.label.en for m in words), "以下之一：" + "、".join(m.label.zh for m in words)
    )

    def reader(cell: Any) -> Words:
        member = by_name.get(cell.casefold()) if isinstance(cell, str) else None
        if member is None and isinstance(cell, str):
            member = by_name.get(plain(cell).casefold())
        if member is None:
            raise Unreadable(wanted)
        return member

    return reader
