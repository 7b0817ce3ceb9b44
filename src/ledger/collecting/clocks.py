# ruff: noqa: E501  # a sentence stays on one line
"""Legal clocks: the day by which a claim must be acted upon, from what the book can prove.

The one rule: a clock is a warning to ask a lawyer, never a statement of law, and never for a customer. It
errs to the early side: only what is proved resets it, and each claim has its own. Guarantee periods are not
here: no column knows of a guarantor.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..billing.questions import Case, Found, Question, asked
from ..calendars import add_months
from ..enumerations import ContactStatus
from ..language import Text
from ..money import ZERO
from ..records import Contact, Contract
from ..results import Mismatch, Receivable, Severity
from .law_questions import NO_LAW, Law, sourced

HIGH = Severity.HIGH
LIMITATION_MONTHS, PRIORITY_MONTHS = 36, 18
LIMITATION_NOTICE, PRIORITY_NOTICE = 180, 90  # days before the end that we begin to ask
LIMITATION_DAYS, PRIORITY_DAYS = 1095, 545  # the fewest those months can have: younger debts need no calendar

QUESTIONS = {
    "TRM-40": Question(
        HIGH,
        Text("By this book's proofs the limitation period may end on {day}.", "按台账中的凭证推算，诉讼时效可能于{day}届满。"),
        Text("See a lawyer now; a demand with proof of delivery may start it anew.", "立即咨询律师；有送达凭证的催告可能使时效中断。"),
        "民法典 art. 188, 195; 诉讼时效规定 art. 8, 9, 14; domain.md 1.10",
        "CN-LIM",
    ),
    "TRM-41": Question(
        HIGH,
        Text("By this book's proofs the limitation period may have ended on {day}.", "按台账中的凭证推算，诉讼时效可能已于{day}届满。"),
        Text("See a lawyer before writing; look for proof of demands, payments or promises not entered yet.", "发函前先咨询律师；查找尚未登记的催告、付款或承诺凭证。"),
        "民法典 art. 188, 192, 195; domain.md 1.10",
        "CN-LIM",
    ),
    "TRM-42": Question(
        HIGH,
        Text("Priority over the works, if there is one, may end on {day} at the latest; letters do not stop it.", "建设工程价款优先受偿权（如有）最迟可能于{day}届满，催告不中断。"),
        Text("See a lawyer now: only suit, arbitration or an agreement counts.", "立即咨询律师：须以诉讼、仲裁或协议主张。"),
        "法释〔2020〕25号 art. 40, 41; 法释〔2026〕12号 art. 17, 21; domain.md 1.10",
        "CN-PRI",
    ),
}  # fmt: skip


class Clock(NamedTuple):
    """A claim's last day, and the day it was counted from."""

    ends: date
    since: date


def is_chinese(contract: Contract) -> bool:
    """Whether Chinese clocks may run: in yuan, or under a Chinese rule set."""
    return contract.currency == "CNY" or contract.rule_set.strip().upper().startswith("CN")


def is_proved(contact: Contact) -> bool:
    """Whether a contact has reached the customer by what the book can prove: delivered, or sent with proof."""
    if contact.status is ContactStatus.DELIVERED:
        return True
    return contact.status is ContactStatus.SENT and bool(contact.proof.strip())


def about(contact: Contact, claim: str) -> bool:
    """Whether a contact speaks of a claim; one that names none speaks of all of its contract."""
    return not contact.claims or claim in contact.claims


def limitation_end(due: date, resets: Sequence[date], as_of: date) -> Clock:
    """The last day of the limitation period of one claim.

    Units:  days; `resets` are demands that arrived, acknowledgements and part payments.
    Rule:   CLK-1: three years, the day after the due date being the first, so the corresponding day of the
            due date is the last (the earlier of two readings); each reset up to the day asked about, and not
            after the end, starts three years anew.
    Source: domain.md 1.10; 民法典 art. 188, 195, 200-203; golden fixture 6 for months.

    >>> limitation_end(date(2025, 7, 10), [date(2026, 1, 31)], date(2026, 11, 22)).ends
    datetime.date(2029, 1, 31)
    """
    clock = Clock(add_months(due, LIMITATION_MONTHS), due)
    for reset in sorted(resets):
        if clock.since < reset <= min(clock.ends, as_of):
            clock = Clock(add_months(reset, LIMITATION_MONTHS), reset)
    return clock


def priority_end(due: date) -> date:
    """The latest day of the priority of a works price: 18 months from the day it should have been paid.

    Rule:   CLK-2: a maximum; not reset by anything here.
    Source: domain.md 1.10, golden fixture 6.

    >>> priority_end(date(2025, 3, 31))
    datetime.date(2026, 9, 30)
    """
    return add_months(due, PRIORITY_MONTHS)


def resets(r: Receivable, contacts: Sequence[Contact]) -> list[date]:
    """The days that start the limitation period of a claim anew: proved contacts and money."""
    demands = [c.on for c in contacts if is_proved(c) and about(c, r.claim)]
    return demands + [on for on, amount in r.paid if amount > 0]


def clock_questions(one: Case, contacts: Sequence[Contact], law: Law = NO_LAW) -> list[Mismatch]:
    """The clocks of one contract that need somebody now: one line for each rule, the earliest day.

    Rule:   limitation within 180 days (TRM-40) or past (TRM-41); priority within 90 days (TRM-42), for works
            contracts in CNY. On the last day itself the period still runs. A priority that has ended is not
            asked about any more.
    """
    contract, as_of = one.contract, one.dossier.as_of
    if not is_chinese(contract):
        return []
    ending: dict[str, list[tuple[date, str, Decimal]]] = {}

    def add(rule: str, ends: date, r: Receivable) -> None:
        ending.setdefault(rule, []).append((ends, r.stage, r.outstanding))

    for r in one.receivables:
        if r.due_on is None or r.days_overdue <= 0 or r.outstanding <= one.tolerance:
            continue
        if r.days_overdue >= LIMITATION_DAYS - LIMITATION_NOTICE:
            ends = limitation_end(r.due_on, resets(r, contacts), as_of).ends
            if ends < as_of:
                add("TRM-41", ends, r)
            elif (ends - as_of).days <= LIMITATION_NOTICE:
                add("TRM-40", ends, r)
        old = r.days_overdue >= PRIORITY_DAYS - PRIORITY_NOTICE
        if old and contract.currency == "CNY" and one.works:
            last = priority_end(r.due_on)
            if as_of <= last and (last - as_of).days <= PRIORITY_NOTICE:
                add("TRM-42", last, r)
    answers = []
    for rule, rows in ending.items():
        if law.rules and law.row(QUESTIONS[rule].law) is None:
            continue
        day, stage, _ = min(rows)
        money = sum((amount for _, _, amount in rows), ZERO)
        found = Found(rule, stage, money, abs((day - as_of).days), (("day", day.isoformat()),))
        answers.append(asked(contract, sourced(QUESTIONS[rule], law), found))
    return answers
