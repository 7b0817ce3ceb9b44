"""Whom to write to, at which level, about which claims, and who is left out and why.

One reminder per customer, currency and address; its lines add up to its total. Never to one
who has paid, disputes, promised, or has money with us that nobody has allocated.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Callable, Mapping, NamedTuple, Sequence

from ..enumerations import Channel, ClaimStatus, Speech
from ..language import Text
from ..money import ZERO
from ..problems import Problem
from ..records import Contact, Contract
from ..results import LeftOut, Receivable, Reminder, ReminderLine, Unallocated
from ..rulebook import PolicyStep
from .dunning import Block, Debt, History, Limits, Outcome, Promise, Why, dunning, history

NO_ADDRESS = Text("no address for this channel", "缺少该渠道的联系方式")
MARKED_PAID = Text("marked as paid, but its receipt is missing", "已标记回款，但缺少回款记录")
UNALLOCATED = Text("money of this customer is not allocated yet", "该客户有未核销回款")

Interest = Callable[[Receivable], Decimal]


class Choice(NamedTuple):
    """Who is reminded and who is left out."""

    reminders: tuple[Reminder, ...]
    left_out: tuple[LeftOut, ...]


def chosen(
    receivables: Sequence[Receivable],
    contacts: Sequence[Contact],
    unallocated: Sequence[Unallocated],
    as_of: date,
    steps: Sequence[PolicyStep],
    limits: Limits,
    names: dict[str, str],
    interest: Interest,
    unread: Mapping[str, Problem] | None = None,
) -> Choice:
    """Reminders and who is left out, over all contracts.

    Units:  contract currency; `names` are the names of stages by (contract + line feed + stage);
            `interest` answers the late interest of a receivable, 0 where nothing is agreed; `unread` are
            the lines about a contract ("" for any) that cannot be read and might speak against writing.
    Rule:   DUN-8: each claim is judged alone (DUN-6); those that may be chased are put into one reminder
            per customer, currency and address, at the highest of their levels. A customer with money that
            nobody has allocated is left out until somebody has; so is a claim marked paid without a receipt,
            and a contract about which a line cannot be read. Contacts after the day asked about do not count.
            What is open without a due date is never overdue, so it is named among those left out.
    Source: domain.md 1.9; product.md, what they must be able to do no. 5.
    """
    told = _contacts_of([contact for contact in contacts if contact.on <= as_of])
    waiting = money_waiting(unallocated, receivables)
    unread = unread or {}
    groups: dict[tuple[str, ...], list[tuple[Receivable, Outcome]]] = defaultdict(list)
    left_out = []
    for r in receivables:
        if r.outstanding <= 0 or (r.days_overdue <= 0 and r.due_on is not None):
            continue
        own = r.agreement.tolerance
        outcome = dunning(
            _debt(r, told), as_of, steps, limits if own is None else limits._replace(tolerance=own)
        )
        problem = unread.get(r.contract) or unread.get("")
        if problem is not None:
            left_out.append(_left_out(r, unreadable(problem), None))
        elif r.request.status is ClaimStatus.PAID:
            left_out.append(_left_out(r, MARKED_PAID, None))
        elif outcome.step is None:
            left_out.append(_left_out(r, _why(outcome), outcome.until))
        elif (r.customer, r.currency) in waiting:
            left_out.append(_left_out(r, UNALLOCATED, None))
        else:
            contract = r.agreement
            groups[r.customer, r.currency, contract.email, contract.address].append((r, outcome))
    reminders = []
    for group in groups.values():
        reminder = _reminder(group, steps, names, interest)
        if _reachable(reminder):
            reminders.append(reminder)
        else:
            left_out += [_left_out(r, NO_ADDRESS, None) for r, _ in group]
    reminders.sort(key=lambda r: (-r.level, -r.total, r.customer, r.currency, r.email))
    left_out.sort(key=lambda left: (left.customer, left.currency, left.contract, left.claim))
    return Choice(tuple(reminders), tuple(left_out))


def unreadable(problem: Problem) -> Text:
    en, zh = problem.sheet.en, problem.sheet.zh
    if problem.line:
        en, zh = f"{en} line {problem.line}", f"{zh}第{problem.line}行"
    return Text(f"{en} cannot be read, correct it first", f"{zh}无法读取，请先改正")


def _contacts_of(contacts: Sequence[Contact]) -> dict[tuple[str, str], list[Contact]]:
    """The contacts about each claim; one that names no claim is about the whole contract."""
    told: dict[tuple[str, str], list[Contact]] = defaultdict(list)
    for contact in contacts:
        for claim in contact.claims or ("",):
            told[contact.contract, claim].append(contact)
    return told


def money_waiting(
    unallocated: Sequence[Unallocated], receivables: Sequence[Receivable]
) -> set[tuple[str, str]]:
    """Customers and currencies whose money has come in but pays no claim yet: by contract or by payer."""
    came_in = [money for money in unallocated if money.amount > 0]
    payers = {(_name(money.payer), money.currency) for money in came_in}
    contracts = {money.contract for money in came_in}
    return {
        (r.customer, r.currency)
        for r in receivables
        if r.contract in contracts or payers & {(_name(r.customer), r.currency), (_name(r.customer), "")}
    }


def _name(name: str) -> str:
    """A name as two sources may write it: capitals, full-width letters and spaces do not count."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _debt(r: Receivable, told: dict[tuple[str, str], list[Contact]]) -> Debt:
    contract = r.agreement
    contacts = told.get((r.contract, r.claim), []) + told.get((r.contract, ""), [])
    levels = [(c.level, c.status, c.on) for c in contacts if c.level is not None and c.status is not None]
    promises = tuple(
        Promise(c.on, r.outstanding + r.received if c.promised is None else c.promised, c.promised_on)
        for c in contacts
        if c.promised_on is not None
    )
    block = None
    if contract.blocked_until is not None or contract.block_reason:
        block = Block(contract.block_reason, contract.blocked_until)
    told_so_far = history([(level, status, on) for level, status, on in levels]) if levels else History()
    return Debt(r.due_on, r.outstanding, told_so_far, r.disputed, block, promises, r.paid)


def _why(outcome: Outcome) -> Text:
    why = (outcome.why or Why.PAID).label
    return Text(f"{why.en}: {outcome.note}", f"{why.zh}：{outcome.note}") if outcome.note else why


def _left_out(r: Receivable, why: Text, until: date | None) -> LeftOut:
    return LeftOut(r.customer, r.contract, r.claim, r.currency, r.outstanding, why, until)


def _reminder(
    group: Sequence[tuple[Receivable, Outcome]],
    steps: Sequence[PolicyStep],
    names: dict[str, str],
    interest: Interest,
) -> Reminder:
    """One reminder for a group of claims: at the highest level any of them has reached."""
    group = sorted(group, key=lambda pair: (pair[0].due_on or date.max, pair[0].contract, pair[0].claim))
    level = max(outcome.level for _, outcome in group)
    step = next(outcome.step for _, outcome in group if outcome.step and outcome.level == level)
    channels = tuple(dict.fromkeys(s.channel for s in steps if s.level == level)) or (step.channel,)
    lines = tuple(_line(r, outcome, names, interest) for r, outcome in group)
    first: Contract = group[0][0].agreement
    late = max(r.days_overdue for r, _ in group)
    why = Text(
        f"{len(lines)} claim(s), oldest {late} days overdue, level {level}",
        f"{len(lines)}笔请款，最长逾期{late}天，第{level}级",
    )
    return Reminder(
        first.customer, first.currency, first.language or speech(first), first.contact, first.email,
        first.phone, first.address, level, step.tone, channels, step.approval, lines,
        sum((line.outstanding for line in lines), ZERO), first.owner, why,
    )  # fmt: skip


def speech(contract: Contract) -> Speech:
    """The language of a customer who has none on file: Chinese for a Chinese name or yuan."""
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in contract.customer)
    return Speech.ZH if chinese or contract.currency == "CNY" else Speech.EN


def _line(r: Receivable, outcome: Outcome, names: dict[str, str], interest: Interest) -> ReminderLine:
    """A claim in a reminder; what is disputed is left out of the amount and bears no interest."""
    disputed = r.outstanding - outcome.amount
    undisputed = r._replace(payable=r.payable - disputed)
    return ReminderLine(
        r.contract, r.agreement.project, r.claim, names.get(f"{r.contract}\n{r.stage}", "") or r.stage,
        r.invoice_number, r.due_on or date.max, r.days_overdue, r.payable - disputed, r.received,
        outcome.amount, interest(undisputed),
    )  # fmt: skip


def _reachable(reminder: Reminder) -> bool:
    """Whether at least one channel of this level reaches the customer."""
    return any(
        {
            Channel.EMAIL: bool(reminder.email),
            Channel.LETTER: bool(reminder.address),
            Channel.PHONE: bool(reminder.phone),
            Channel.MESSAGE: bool(reminder.phone),
            Channel.VISIT: True,
        }[channel]
        for channel in reminder.channels
    )
