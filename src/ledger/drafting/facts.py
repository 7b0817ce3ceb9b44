"""What a draft says as data: who writes, the facts of a reminder as words, and its table of lines.

The one rule: the lines add up to the total. A reminder that does not is our bug and makes no document.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..enumerations import Tone
from ..language import ZH, Text
from ..results import Reminder, ReminderLine
from .amounts import MONTHS, day, figures, rmb_capitals, shown
from .plain_text import plain

# Days a customer has to answer. Our own habit, not a legal period: the host may pass another day.
REPLY_DAYS = {Tone.REMINDER: 7, Tone.INQUIRY: 5, Tone.DEMAND: 7, Tone.FORMAL: 10, Tone.PRE_ACTION: 14}
NAMED = 3  # contracts or projects that a sentence names one by one

PLACEHOLDERS = {
    "customer": Text("customer", "客户名称"),
    "contact": Text("contact person, may be empty", "联系人，可能为空"),
    "greeting": Text("greeting, with the contact if known", "称呼，有联系人时带联系人"),
    "hello": Text("spoken greeting, with the contact if known", "口头问候，有联系人时带联系人"),
    "customer_address": Text("customer's address for notices", "客户通知地址"),
    "contract": Text("contract numbers", "合同编号"),
    "contracts": Text("the word contract and its numbers", "“合同”及编号"),
    "project": Text("projects", "项目"),
    "invoice": Text("invoice numbers, or claim numbers where not invoiced", "发票号码，未开票时为请款编号"),
    "lines": Text("the table of lines, alone in its paragraph", "款项明细表，须独占一段"),
    "count": Text("number of lines", "款项笔数"),
    "items": Text("number of lines in words: 1 item, 3 items", "款项笔数（带量词）：3笔款项"),
    "total": Text("total with its currency", "合计金额（带币种）"),
    "amount": Text("total without its currency", "合计金额（不带币种）"),
    "currency": Text("currency code", "币种代码"),
    "total_capitals": Text("total in capitals, for CNY only", "合计金额大写，仅限人民币"),
    "interest": Text("late interest to date, empty if none is agreed", "逾期利息，未约定时为空"),
    "oldest_due": Text("earliest due date", "最早应付日"),
    "days": Text("days overdue of the oldest line", "最长逾期天数"),
    "overdue": Text("days overdue in words: 1 day, 12 days", "最长逾期天数（带量词）：12天"),
    "as_of": Text("the day of the reminder", "截止日"),
    "reply_by": Text("the day by which an answer is asked", "要求答复日期"),
    "reference": Text("reference number of the letter", "函件编号"),
    "level": Text("level of the reminder", "催款级别"),
    "company": Text("our company", "我司名称"),
    "address": Text("our address", "我司地址"),
    "speaker": Text("our clerk and company, as one says it", "我司名称和经办人"),
    "clerk": Text("our clerk", "我司经办人"),
    "phone": Text("our telephone", "我司电话"),
    "email": Text("our e-mail", "我司邮箱"),
    "bank": Text("our bank", "开户行"),
    "bank_account": Text("our bank account", "银行账号"),
    "tax_id": Text("our tax number", "纳税人识别号"),
    "bank_title": Text("heading of the account, empty without one", "收款账户标题，无账号时为空"),
    "bank_details": Text("name, bank and account, a line each", "户名、开户行、账号，各占一行"),
    "legal": Text("legal remarks from Rules with their source", "规则表中的法律提示及出处"),
}

COLUMNS = {
    "contract": Text("Contract", "合同编号"),
    "project": Text("Project", "项目"),
    "document": Text("Claim / invoice", "请款/发票"),
    "due_on": Text("Due on", "应付日"),
    "days_overdue": Text("Days late", "逾期天数"),
    "payable": Text("Payable", "应付金额"),
    "received": Text("Received", "已收金额"),
    "outstanding": Text("Outstanding", "未付金额"),
}
# A courtesy note before the due date: nothing is late and nothing is outstanding yet
EARLY_COLUMNS = {
    **{name: label for name, label in COLUMNS.items() if name != "days_overdue"},
    "outstanding": Text("To pay", "待付金额"),
}
UNIT = Text("Amounts in ", "金额单位：")
TOTAL, EARLY_TOTAL = Text("Total outstanding", "未付合计"), Text("Total to pay", "待付合计")
PARTLY = Text(
    "Outstanding leaves out what is under discussion, promised or covered by a bill.",
    "未付金额不含双方尚在核对、贵司已承诺付款或已开具票据的部分。",
)  # said only where payable less received is not outstanding
BANK_TITLE = Text("Our account:", "收款账户：")
BANK = (Text("Account name: {}", "户名：{}"), Text("Bank: {}", "开户行：{}"), Text("Account: {}", "账号：{}"))


class Sender(NamedTuple):
    """Our own company, as the Rules sheet states it; what is empty is not said."""

    company: str = ""
    address: str = ""
    clerk: str = ""
    phone: str = ""
    email: str = ""
    bank: str = ""
    bank_account: str = ""
    tax_id: str = ""


class Table(NamedTuple):
    """The lines as a customer reads them: headings, a row of texts for each line, and the total.

    `columns` names the columns it has: a courtesy note says nothing of days late.
    """

    columns: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    unit: str
    total_label: str
    total: str
    note: str


def added_up(reminder: Reminder) -> Decimal:
    """The reminder's total; ValueError, our bug and not the user's, unless its lines add up to it."""
    total = sum((line.outstanding for line in reminder.lines), Decimal(0))
    if not reminder.lines or total != reminder.total:
        raise ValueError(
            f"reminder to {reminder.customer!r}: lines add up to {total}, the total says {reminder.total}"
        )
    return total


def reply_day(as_of: date, tone: Tone) -> date:
    """The day by which an answer is asked; from a weekend on to Monday."""
    on = as_of + timedelta(days=REPLY_DAYS[tone])
    return on + timedelta(days=max(0, 7 - on.weekday()) if on.weekday() > 4 else 0)


def short_day(on: date, language: str) -> str:
    """A date as a table holds it: 2026-09-01, 1 Sep 2026."""
    return on.isoformat() if language == ZH else f"{on.day} {MONTHS[on.month - 1][:3]} {on.year}"


def _document(line: ReminderLine) -> str:
    return " / ".join(dict.fromkeys(filter(None, (plain(line.claim), plain(line.invoice_number)))))


def table(reminder: Reminder) -> Table:
    """The lines of a reminder as texts, in its customer's language, and their total."""
    language, currency = reminder.language.code, plain(reminder.currency)
    columns = EARLY_COLUMNS if reminder.early else COLUMNS
    headings = tuple(label.say(language) for label in columns.values())
    cells = [
        {
            "contract": plain(line.contract),
            "project": plain(line.project),
            "document": _document(line),
            "due_on": short_day(line.due_on, language),
            "days_overdue": str(line.days_overdue),
            "payable": figures(line.payable, currency),
            "received": figures(line.received, currency),
            "outstanding": figures(line.outstanding, currency),
        }
        for line in reminder.lines
    ]
    rows = tuple(tuple(row[name] for name in columns) for row in cells)
    exact = all(line.payable - line.received == line.outstanding for line in reminder.lines)
    total = figures(added_up(reminder), currency)
    unit, note = UNIT.say(language) + currency, "" if exact else PARTLY.say(language)
    label = EARLY_TOTAL if reminder.early else TOTAL
    return Table(tuple(columns), headings, rows, unit, label.say(language), total, note)


def _some(values: Sequence[str], language: str) -> str:
    """The first few different values, and how many more there are."""
    different = list(dict.fromkeys(filter(None, map(plain, values))))
    named = different[:NAMED]
    if len(different) == len(named):
        return ("、" if language == ZH else ", ").join(named)
    if language == ZH:
        return "、".join(named) + f"等{len(different)}项"
    return ", ".join(named) + f" and {len(different) - NAMED} more"


def _greeting(reminder: Reminder, language: str) -> str:
    contact = plain(reminder.contact)
    if language == ZH:
        return f"尊敬的{contact}：" if contact else f"{plain(reminder.customer)}："
    return f"Dear {contact}," if contact else "Dear Sir or Madam,"


def _hello(reminder: Reminder, language: str) -> str:
    contact = plain(reminder.contact)
    if language == ZH:
        return f"{contact}您好"
    return f"Hello {contact}" if contact else "Hello"


def _speaker(ours: Sender, language: str) -> str:
    if language == ZH:
        return ours.company + ours.clerk
    return " of ".join(filter(None, (ours.clerk, ours.company)))


def facts(
    reminder: Reminder, sender: Sender, as_of: date, reply_by: date, legal: Sequence[str] = ()
) -> dict[str, str]:
    """What each placeholder stands for; `lines` is not among them, for each channel sets its own table."""
    language, total, lines = reminder.language.code, added_up(reminder), reminder.lines
    chinese = language == ZH
    currency = plain(reminder.currency)
    ours = Sender(*map(plain, sender))
    oldest = max(line.days_overdue for line in lines)
    interest = sum((line.interest for line in lines), Decimal(0))
    contracts = [line.contract for line in lines]
    account = (ours.company, ours.bank, ours.bank_account)
    in_capitals = chinese and currency.upper() == "CNY"
    named, one = _some(contracts, language), len(set(map(plain, contracts))) == 1
    plural = "" if len(lines) == 1 else "s"
    return {
        "customer": plain(reminder.customer),
        "contact": plain(reminder.contact),
        "greeting": _greeting(reminder, language),
        "hello": _hello(reminder, language),
        "customer_address": plain(reminder.address),
        "contract": named,
        "contracts": f"合同{named}" if chinese else f"contract{'' if one else 's'} {named}",
        "project": _some([line.project for line in lines], language),
        "invoice": _some([line.invoice_number or line.claim for line in lines], language),
        "count": str(len(lines)),
        "items": f"{len(lines)}笔款项" if chinese else f"{len(lines)} item{plural}",
        "total": shown(total, currency, language),
        "amount": figures(total, currency),
        "currency": currency,
        "total_capitals": "人民币" + rmb_capitals(total) if in_capitals else "",
        "interest": shown(interest, currency, language) if interest else "",
        "oldest_due": day(min(line.due_on for line in lines), language),
        "days": str(oldest),
        "overdue": f"{oldest}天" if chinese else f"{oldest} day{'' if oldest == 1 else 's'}",
        "as_of": day(as_of, language),
        "reply_by": day(reply_by, language),
        "reference": f"{as_of:%Y%m%d}-{plain(contracts[0])}-{reminder.level}",
        "level": str(reminder.level),
        "company": ours.company,
        "address": ours.address,
        "speaker": _speaker(ours, language),
        "clerk": ours.clerk,
        "phone": ours.phone,
        "email": ours.email,
        "bank": ours.bank,
        "bank_account": ours.bank_account,
        "tax_id": ours.tax_id,
        "bank_title": BANK_TITLE.say(language) if ours.bank_account else "",
        "bank_details": "\n".join(
            label.say(language).format(value)
            for label, value in zip(BANK, account)
            if value and ours.bank_account
        ),
        "legal": "\n".join(map(plain, legal)),
    }
