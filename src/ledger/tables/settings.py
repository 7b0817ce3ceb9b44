"""The Settings of the Rules sheet: each name once, in both languages, with its reader and its default."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from ..calendars import ROLL, Calendar
from ..conventions import chosen
from ..enumerations import RateBasis
from ..language import Text
from ..problems import Problem, found, message
from ..rulebook import Rules
from . import rules as rule_sheet
from .cells import (
    Reader,
    Unreadable,
    is_blank,
    is_error,
    one_of,
    to_date,
    to_rate,
    to_text,
    to_unsigned,
    to_whole,
)


class Setting(NamedTuple):
    """One setting: its name as people read it, how its cell is read, its default, and what it is for."""

    field: str
    name: Text
    read: Reader
    default: Any
    meaning: Text


class Settings(NamedTuple):
    """The settings of a book, the defaults where it has none."""

    as_of: date | None = None
    company: str = ""
    address: str = ""
    tax_id: str = ""
    clerk: str = ""
    phone: str = ""
    email: str = ""
    bank: str = ""
    bank_account: str = ""
    tolerance: Decimal = Decimal(0)
    tolerance_share: Decimal = Decimal(0)
    payment_days: int | None = None
    calendar: str = ""
    roll: str = ROLL.default
    policy: str = ""
    min_interval: int = 7
    customer_interval: int = 3
    promise_grace: int = 3
    claim_days: int = 0
    certify_days: int = 14
    invoice_days: int = 7
    variation_days: int = 30
    late_rate: Decimal | None = None
    late_basis: RateBasis = RateBasis.YEAR_365
    lpr_multiple: Decimal = Decimal(1)


def to_roll(cell: Any) -> str:
    """What happens when a last day is no business day."""
    answer = chosen(ROLL, to_text(cell))
    if answer is None:
        raise Unreadable(Text("one of: " + ", ".join(ROLL.values()), "以下之一：" + "、".join(ROLL.values())))
    return answer


def _setting(field: str, en: str, zh: str, read: Reader, meaning_en: str, meaning_zh: str) -> Setting:
    default = Settings._field_defaults[field]
    return Setting(field, Text(en, zh), read, default, Text(meaning_en, meaning_zh))


SETTINGS = (
    _setting("as_of", "As of", "截止日", to_date, "The day all results are for.", "全部结果的截止日期。"),
    _setting("company", "Our company", "我方公司", to_text, "Who asks for the money.", "收款单位。"),
    _setting("address", "Our address", "我方地址", to_text, "Stands at the head of letters.", "用于信函抬头。"),
    _setting("tax_id", "Our tax number", "我方税号", to_text, "Shown with the bank account.", "与银行账号一同列示。"),
    _setting("clerk", "Signed by", "经办人", to_text, "Who signs reminders.", "催款函署名人。"),
    _setting("phone", "Our phone", "我方电话", to_text, "Where the customer calls back.", "客户回电号码。"),
    _setting("email", "Our e-mail", "我方邮箱", to_text, "Where the customer writes back.", "客户回信邮箱。"),
    _setting("bank", "Bank", "开户行", to_text, "Where the money goes.", "收款开户行。"),
    _setting("bank_account", "Bank account", "银行账号", to_text, "Where the money goes.", "收款账号。"),
    _setting("tolerance", "Tolerance", "容差", to_unsigned, "Differences up to this are no mismatch.", "不超过此金额的差异不提示。"),
    _setting("tolerance_share", "Tolerance share", "容差比例", to_rate, "Differences up to this share of the contract sum are no mismatch either.", "不超过合同金额此比例的差异也不提示。"),
    _setting("payment_days", "Payment days", "默认付款天数", to_whole, "Where a contract names none.", "合同未约定时使用。"),
    _setting("calendar", "Calendar", "日历", to_text, "Which holidays count; all listed ones if empty.", "采用的节假日日历；留空为全部。"),
    _setting("roll", "When the last day is no business day", "最后一日遇节假日", to_roll, "How a due date moves.", "应付日顺延规则。"),
    _setting("policy", "Dunning policy", "催款政策", to_text, "Which policy's rows hold.", "采用的催款政策。"),
    _setting("min_interval", "Days between reminders", "催款最小间隔天数", to_whole, "No sooner after the last one sent.", "距上次发送至少间隔天数。"),
    _setting("customer_interval", "Days between reminders to one customer", "同一客户催款间隔天数", to_whole, "No sooner after anything sent to that customer.", "距上次向该客户发送至少间隔天数。"),
    _setting("promise_grace", "Grace days after a promise", "承诺宽限天数", to_whole, "We wait; the due date stays.", "我方等待天数，应付日不变。"),
    _setting("claim_days", "Days to claim", "请款期限天数", to_whole, "Unclaimed for longer is a mismatch.", "超过此天数未请款即提示。"),
    _setting("certify_days", "Days to certify", "批复期限天数", to_whole, "Uncertified for longer is a mismatch.", "超过此天数未批复即提示。"),
    _setting("invoice_days", "Days to invoice", "开票期限天数", to_whole, "Not invoiced for longer is a mismatch.", "超过此天数未开票即提示。"),
    _setting("variation_days", "Days to agree a variation", "变更确认期限天数", to_whole, "Not agreed for longer is a mismatch.", "超过此天数未确认即提示。"),
    _setting("late_rate", "Late rate", "默认逾期利率", to_rate, "Where a contract agrees none; no interest if empty.", "合同未约定时使用；留空不计息。"),
    _setting("late_basis", "Late basis", "默认利率基准", one_of(RateBasis), "What the late rate is per.", "逾期利率的基准。"),
    _setting("lpr_multiple", "LPR multiple", "LPR倍数", to_unsigned, "Times the published rate in an interest statement on LPR.", "利息计算书按LPR计息时的倍数。"),
)  # fmt: skip


def read_settings(rules: Rules) -> tuple[Settings, list[Problem]]:
    """The settings of a book, and a problem for each cell that cannot be read; its default then holds."""
    by_name = {name.casefold(): setting for setting in SETTINGS for name in (*setting.name, setting.field)}
    values: dict[str, Any] = {}
    problems = []
    sheet = rule_sheet.section_name(rule_sheet.SETTINGS)
    for row in rules.settings:
        setting = by_name.get(row.name.casefold())
        if setting is None or is_blank(row.value):
            continue
        try:
            if is_error(row.value):
                setting.read(None)
            values[setting.field] = setting.read(row.value)
        except Unreadable as needs:
            said = message("unreadable", found=found(row.value), wanted=needs.wanted)
            problems.append(Problem(sheet, row.line, setting.name, said))
    return Settings(**values), problems


def calendar_of(rules: Rules, name: str) -> Calendar:
    """The holidays and working weekends of a calendar, or of all listed where none is named."""
    days = [day for day in rules.days if not name or day.calendar.casefold() == name.casefold()]
    return Calendar(
        frozenset(day.on for day in days if not day.working), frozenset(day.on for day in days if day.working)
    )
