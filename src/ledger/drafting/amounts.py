"""Money and dates as people read them, in both languages.

The one rule: what is shown is what is owed. Nothing is rounded here: an amount finer than its currency
keeps its digits, and one that cannot be written in full words is refused.

人民币大写 is our own page and no library's: cn2an 0.5 cuts a third decimal off without a word, leaves out
every 零 that rule (三) lets one leave out, and would be one more package inside LibreOffice's interpreter.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..conventions import Choice, Convention
from ..language import ZH, Text
from ..money import CENT, cents, unit

NAMES = {
    "CNY": "元", "USD": "美元", "EUR": "欧元", "GBP": "英镑", "JPY": "日元", "HKD": "港元", "SGD": "新加坡元",
    "AUD": "澳元", "CAD": "加元", "CHF": "瑞士法郎", "KRW": "韩元", "TWD": "新台币元", "MOP": "澳门元",
}  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

BILLS = "中国人民银行《支付结算办法》(银发〔1997〕393号) 附一《正确填写票据和结算凭证的基本规定》"
AFTER_YUAN, AFTER_WAN, NOWHERE = "after_yuan", "after_wan", "nowhere"
WRITTEN, OMITTED = "written", "omitted"

RMB_ZERO = Convention(
    "rmb_zero",
    (
        Choice(AFTER_YUAN, Text("after 元 (柒仟元零伍角)", "写在元后（柒仟元零伍角）")),
        Choice(AFTER_WAN, Text("after 万 (壹拾万零柒仟元)", "写在万后（壹拾万零柒仟元）")),
        Choice(NOWHERE, Text("left out", "不写")),
    ),
    AFTER_YUAN,
    Text("Where 零 is written when the digit of 元 or 万 is 0", "元位或万位为0时“零”字的写法"),
    BILLS + " 第四条（三）; its two printed forms of 107,000.53",
)
RMB_WHOLE = Convention(
    "rmb_whole",
    (
        Choice(OMITTED, Text("not written (玖元伍角)", "不写（玖元伍角）")),
        Choice(WRITTEN, Text("written (玖元伍角整)", "写（玖元伍角整）")),
    ),
    OMITTED,
    Text("Whether 整 follows an amount that ends at 角", "金额到角为止时“角”后是否写“整”"),
    BILLS + " 第二条 (may be left out); 财政部《会计基础工作规范》第五十二条 (should be written)",
)

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
SECTIONS = ("", "万", "亿", "万亿")
LARGEST = Decimal(10) ** 16  # 亿亿 has no agreed word on a bill


def figures(amount: Decimal, currency: str) -> str:
    """The amount with thousands and the currency's decimals; more decimals only if the amount has them."""
    decimals = max(-int(unit(currency).as_tuple().exponent), -int(amount.normalize().as_tuple().exponent))
    return f"{amount:,.{decimals}f}"


def shown(amount: Decimal, currency: str, language: str) -> str:
    """The amount with its currency: CNY 1,234.50 in English, 人民币1,234.50元 in Chinese."""
    text = figures(amount, currency)
    name = NAMES.get(currency.upper()) if language == ZH else None
    if name is None:
        return f"{currency} {text}"
    return ("人民币" if currency.upper() == "CNY" else "") + text + name


def day(on: date, language: str) -> str:
    """A date as a letter writes it: 2026年11月20日, 20 November 2026."""
    if language == ZH:
        return f"{on.year}年{on.month}月{on.day}日"
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def _section(number: int) -> str:
    """One to four digits in words, with 零 for what is empty between two digits (第四条 (一), (二))."""
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + PLACES[place]
        gap = not digit
    return words


def _yuan(number: int, after_wan: bool) -> str:
    """Whole yuan in words, section by section; between sections 零 stands where thousands are missing."""
    words, gap = "", False
    for index in (3, 2, 1, 0):
        section = number // 10 ** (4 * index) % 10000
        if section:
            missing = section < 1000 or gap
            ends_in_zero = after_wan and number // 10 ** (4 * index + 4) % 10 == 0
            # 万亿 is two characters of one unit: beside 亿 the unit is said once, 壹万贰仟亿
            words += ("零" if words and (missing or ends_in_zero) else "") + _section(section)
            beside = index == 3 and number // 10**8 % 10000
            words += "万" if beside else SECTIONS[index]
        gap = not section
    return words


def rmb_capitals(amount: Decimal, zero: str = AFTER_YUAN, whole: str = OMITTED) -> str:
    """人民币大写 without the word 人民币: 107000.53 is 壹拾万柒仟元零伍角叁分.

    Units:  yuan; an amount finer than 分, or of 10^16 and more, raises ValueError.
    Rule:   整 after 元 always; 零 between digits once for any run of zeros; 元零X分 when 角 is 0.
            Conventions `rmb_zero` and `rmb_whole`.
    Source: 支付结算办法 (银发〔1997〕393号) 附一, 第一、二、四条; 会计基础工作规范 第五十二条.
    """
    if amount != cents(amount):
        raise ValueError(f"{amount} is finer than a cent: round it first")
    if abs(amount) >= LARGEST:
        raise ValueError(f"{amount} is beyond 万亿")
    units = int(abs(amount) / CENT)
    yuan, jiao, fen = units // 100, units // 10 % 10, units % 10
    words = "负" if amount < 0 else ""
    after_wan = zero == AFTER_WAN and yuan // 10000 > 0
    words += _yuan(yuan, after_wan) + "元" if yuan else "" if units else "零元"
    if not units % 100:
        return words + "整"
    # (三) writes one 零: after 元 unless it already stands after 万, as in 壹拾万零柒仟元伍角
    skipped = after_wan and yuan // 10000 % 10 == 0 and yuan % 10000 >= 1000
    if yuan and (not jiao or (yuan % 10 == 0 and zero != NOWHERE and not skipped)):
        words += "零"
    words += DIGITS[jiao] + "角" if jiao else ""
    words += DIGITS[fen] + "分" if fen else "整" if whole == WRITTEN else ""
    return words
