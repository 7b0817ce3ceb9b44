"""Whom to write to, at which level, about which claims, and who is left out and why.

One reminder per customer, currency and address; its lines add up to its total, and each keeps its own level.
Never to one who has paid, disputes, promised, or has money with us that nobody has allocated.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Callable, Mapping, NamedTuple, Sequence

from ..enumerations import Channel, ClaimStatus, Speech, Tone
from ..language import Text
from ..lines import by_contract
from ..money import ZERO
from ..problems import Problem
from ..records import Contact, Contract, Receipt
from ..results import LeftOut, Receivable, Reminder, ReminderLine, ToAllocate, Unallocated
from ..rulebook import PolicyStep
from .debts import debts, plain_name
from .dunning import Outcome, Why, dunning
from .policies import Policies, Terms, needs_approval, terms

NO_ADDRESS = Text("no address for this channel", "缺少该渠道的联系方式")
MARKED_PAID = Text("marked as paid, but its receipt is missing", "已标记回款，但缺少回款记录")
UNALLOCATED = Text("money of this customer is not allocated yet", "该客户有未核销回款")
OVERDUE_FIRST = Text("an overdue reminder goes to this customer first", "先向该客户发送逾期催款")
APPROVAL = Text("; approve it before it is sent", "；须先批准再发送")
TONES = tuple(Tone)  # from the softest
NO_UNREAD: Mapping[str, Problem] = {}

Interest = Callable[[Receivable], Decimal]


class Facts(NamedTuple):
    """What a book says on a day. `names` are the names of stages by (contract + line feed + stage); `unread`
    are the lines about a contract ("" for any) that cannot be read and might speak against writing.
    """

    as_of: date
    contracts: Mapping[str, Contract]
    receivables: Sequence[Receivable]
    contacts: Sequence[Contact]
    receipts: Sequence[Receipt]
    unallocated: Sequence[Unallocated]
    names: Mapping[str, str]
    unread: Mapping[str, Problem] = NO_UNREAD


class Choice(NamedTuple):
    """Who is reminded, who is left out, and the money to allocate before those it belongs to are reminded."""

    reminders: tuple[Reminder, ...]
    left_out: tuple[LeftOut, ...]
    to_allocate: tuple[ToAllocate, ...] = ()


class Chased(NamedTuple):
    """One claim that may be pressed for, at the step that is next for it."""

    r: Receivable
    outcome: Outcome
    step: PolicyStep
    terms: Terms


def chosen(facts: Facts, book: Policies, interest: Interest) -> Choice:
    """Reminders and who is left out, over all contracts.

    Units:  contract currency; `interest` answers the late interest of a receivable, 0 where none is agreed.
    Rule:   DUN-8: each claim is judged alone (DUN-6) by its own contract's terms (DUN-13) and keeps its own
            level; those that may be chased are put into one reminder per customer, currency and address, in
            the tone of the highest level. A customer with money that nobody has allocated is left out until
            somebody has, and the money is named; so is a claim marked paid without a receipt, and a contract
            about which a line cannot be read. Contacts after the day asked about do not count. What is open
            without a due date is never overdue, so it is named among those left out. What is not due yet is
            named only where its policy has a courtesy note for that day; the note gives way to a reminder of
            overdue money to the same customer.
    Source: domain.md 1.9; product.md, what they must be able to do no. 5.
    """
    money = money_waiting(facts.unallocated, facts.receivables)
    known: dict[str, Terms] = {}
    groups: dict[tuple[object, ...], list[Chased]] = defaultdict(list)
    left_out: list[LeftOut] = []
    stopped: dict[tuple[str, str], None] = {}
    waiting: set[str] = set()  # customers with a draft of overdue money that nobody has sent
    given = debts(facts.receivables, facts.contacts, facts.receipts, facts.contracts, facts.as_of)
    for r, debt in zip(facts.receivables, given):
        if r.outstanding <= 0:
            continue
        rules = known.setdefault(r.contract, terms(r.agreement, book))
        outcome = dunning(debt, facts.as_of, rules.steps, rules.limits)
        if outcome.why is Why.NOT_OVERDUE:
            continue
        problem = facts.unread.get(r.contract) or facts.unread.get("")
        if problem is not None:
            left_out.append(_left_out(r, unreadable(problem)))
        elif r.request.status is ClaimStatus.PAID:
            left_out.append(_left_out(r, MARKED_PAID))
        elif outcome.step is None:
            left_out.append(_left_out(r, _why(outcome), outcome.until))
            if outcome.why is Why.DRAFT_OPEN and r.days_overdue > 0:
                waiting.add(plain_name(r.customer))
        elif (r.customer, r.currency) in money:
            left_out.append(_left_out(r, UNALLOCATED))
            stopped[r.customer, r.currency] = None
        else:
            contract, early = r.agreement, outcome.level == 0
            chased = Chased(r, outcome, outcome.step, rules)
            groups[r.customer, r.currency, contract.email, contract.address, early].append(chased)
    reminders = []
    for group in groups.values():
        reminder = _reminder(group, facts.names, interest)
        if _reachable(reminder):
            reminders.append(reminder)
        else:
            left_out += [_left_out(one.r, NO_ADDRESS) for one in group]
    pressed_for = {line.claim for one in reminders for line in one.lines}
    if book.limits.customer_interval:
        waiting |= {plain_name(one.customer) for one in reminders if one.level}
        for one in [one for one in reminders if not one.level and plain_name(one.customer) in waiting]:
            reminders.remove(one)
            left_out += [line_left_out(one, line, OVERDUE_FIRST) for line in one.lines]
    for group in groups.values():
        left_out += [
            _left_out(one.r, part.why.label, part.until)._replace(amount=part.amount)
            for one in group
            if one.r.claim in pressed_for
            for part in one.outcome.held
        ]
    reminders.sort(key=lambda r: (-r.level, -r.total, r.customer, r.currency, r.email))
    left_out.sort(key=lambda left: (left.customer, left.currency, left.contract, left.claim))
    first = [ToAllocate(*key, one) for key in stopped for one in money[key]]
    return Choice(tuple(reminders), tuple(left_out), tuple(first))


def unreadable(problem: Problem) -> Text:
    en, zh = problem.sheet.en, problem.sheet.zh
    if problem.line:
        en, zh = f"{en} line {problem.line}", f"{zh}第{problem.line}行"
    return Text(f"{en} cannot be read, correct it first", f"{zh}无法读取，请先改正")


def money_waiting(
    unallocated: Sequence[Unallocated], receivables: Sequence[Receivable]
) -> dict[tuple[str, str], list[Unallocated]]:
    """The money that has come in but pays no claim yet, by customer and currency: by contract or by payer."""
    came_in = [money for money in unallocated if money.amount > 0]
    if not came_in:
        return {}
    named = by_contract(came_in)
    by_payer: dict[tuple[str, str], list[Unallocated]] = defaultdict(list)
    for money in came_in:
        by_payer[plain_name(money.payer), money.currency].append(money)
    found: dict[tuple[str, str], list[Unallocated]] = {}
    for r in receivables:
        name = plain_name(r.customer)
        theirs = [
            *(named.get(r.contract, ()) if r.contract else ()),
            *by_payer.get((name, r.currency), ()),
            *by_payer.get((name, ""), ()),
        ]
        if theirs:
            mine = found.setdefault((r.customer, r.currency), [])
            mine += [one for one in dict.fromkeys(theirs) if one not in mine]
    return found


def _why(outcome: Outcome) -> Text:
    why = (outcome.why or Why.PAID).label
    return Text(f"{why.en}: {outcome.note}", f"{why.zh}：{outcome.note}") if outcome.note else why


def _left_out(r: Receivable, why: Text, until: date | None = None) -> LeftOut:
    return LeftOut(r.customer, r.contract, r.claim, r.currency, r.outstanding, why, until)


def line_left_out(reminder: Reminder, line: ReminderLine, why: Text) -> LeftOut:
    """A line of a reminder that is not written after all."""
    return LeftOut(
        reminder.customer, line.contract, line.claim, reminder.currency, line.outstanding, why, None
    )


def _reminder(group: Sequence[Chased], names: Mapping[str, str], interest: Interest) -> Reminder:
    """One reminder for a group of claims, in the words of the highest level any of them has reached."""
    group = sorted(group, key=lambda one: (one.r.due_on or date.max, one.r.contract, one.r.claim))
    loudest = max(group, key=lambda one: (one.step.level, TONES.index(one.step.tone)))
    step = loudest.step
    channels = tuple(dict.fromkeys(s.channel for s in loudest.terms.steps if s.level == step.level))
    approval = any(needs_approval(one.terms.steps, one.step.level) for one in group)
    lines = tuple(_line(one, names, interest) for one in group)
    first: Contract = group[0].r.agreement
    return Reminder(
        first.customer, first.currency, first.language or speech(first), first.contact, first.email,
        first.phone, first.address, step.level, step.tone, channels, approval, lines,
        sum((line.outstanding for line in lines), ZERO), first.owner, _told(lines, approval),
    )  # fmt: skip


def _told(lines: Sequence[ReminderLine], approval: bool) -> Text:
    """What the list says about a reminder: how many claims, how late, at which levels."""
    count, late = len(lines), max(line.days_overdue for line in lines)
    levels = sorted({line.level for line in lines})
    if levels == [0]:
        due = min(line.due_on for line in lines)
        en, zh = (
            f"{count} claim(s), the first due on {due}: courtesy note",
            f"{count}笔请款，最早{due}到期：到期前提示",
        )
    else:
        named, plural = ", ".join(map(str, levels)), "s" if len(levels) > 1 else ""
        en = f"{count} claim(s), oldest {late} days overdue, level{plural} {named}"
        zh = f"{count}笔请款，最长逾期{late}天，第{'、'.join(map(str, levels))}级"
    return Text(en + APPROVAL.en, zh + APPROVAL.zh) if approval else Text(en, zh)


def speech(contract: Contract) -> Speech:
    """The language of a customer who has none on file: Chinese for a Chinese name or yuan."""
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in contract.customer)
    return Speech.ZH if chinese or contract.currency == "CNY" else Speech.EN


def _line(one: Chased, names: Mapping[str, str], interest: Interest) -> ReminderLine:
    """A claim in a reminder; what is not pressed for is no part of its outstanding and bears no interest."""
    r, amount = one.r, one.outcome.amount
    pressed_for = r._replace(payable=r.payable - (r.outstanding - amount))
    return ReminderLine(
        r.contract, r.agreement.project, r.claim, names.get(f"{r.contract}\n{r.stage}", "") or r.stage,
        r.invoice_number, r.due_on or date.max, r.days_overdue, r.payable, r.received, amount,
        interest(pressed_for), one.step.level,
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
