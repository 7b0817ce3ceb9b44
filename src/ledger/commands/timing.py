"""Clocks: every period somebody should act within, and a calendar of the days to act; nothing is decided."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Iterator, Mapping

from .. import portfolio as asked
from ..collecting.arrivals import NOT_SAID
from ..collecting.contacts import about
from ..drafting.amounts import shown
from ..drafting.calendar_file import Entry, calendar_file
from ..drafting.documents import file_name
from ..drafting.plain_text import plain
from ..functions.tables import clock_table
from ..language import Text
from ..portfolio import Portfolio
from ..results import Clock, ClockState
from .desk import desk
from .outcomes import File, Outcome

SAID = Text(
    "{red} clock(s) call for action now, {amber} to check, {green} run. {entries} day(s) in the calendar. "
    "Shown from this book's proofs, never decided: ask a lawyer.",
    "{red}项须立即处理，{amber}项须核对，{green}项运行中；日历共{entries}条。仅按台账凭证推算，不作判断，请咨询律师。",
)
FOLDER = Text("clocks-{day}", "时限-{day}")
# No state in a title: it is read years later
CLOCK = Text("To do: {kind}, {contract} {claim}", "待办：{kind}，{contract} {claim}")
CLOCK_TEXT = Text(
    "{customer}, {money}\n{meaning}\nTo do: {action}\nCounted from: {start} {on}\nProof: {proof}\n"
    "Rule: {rule} ({version})\nShown from this book's proofs, never decided.{lawyer}",
    "{customer}，{money}\n{meaning}\n处理办法：{action}\n起算：{start} {on}\n凭证：{proof}\n"
    "规则：{rule}（{version}）\n仅按台账凭证推算，不作判断。{lawyer}",
)
LAWYER = Text(" Ask a lawyer.", "请咨询律师。")
PROMISED = Text(
    "Promised payment: {customer}, {contract} {claims}", "承诺付款：{customer}，{contract} {claims}"
)
PROMISED_TEXT = Text("Said on {on}. Promised: {amount}", "{on}承诺，金额：{amount}")
LOOK_AGAIN = Text("Look again: {customer}", "再次查看：{customer}")
LOOK_AGAIN_LINE = Text("{contract} {claim}, {money}: {reason}", "{contract} {claim}，{money}：{reason}")
PROMISE, AGAIN = Text("promise", "付款承诺"), Text("look again", "再次查看")
ALL_OPEN = Text("all that is open", "全部未付款")


def clocks(sheets: Mapping[str, Any], as_of: date | None, language: str) -> Outcome:
    """Every clock of the book as a listing, the most urgent first, and a calendar of what is to do when."""
    answers = desk(sheets, as_of).answers
    found = asked.clocks(answers)
    entries = [*_clocks(found, answers.as_of, language), *_promises(answers, language)]
    entries += _look_again(answers, language)
    count = {state: sum(1 for c in found if c.state is state) for state in ClockState}
    values: dict[str, Any] = {state.code: count[state] for state in ClockState}
    said = Text(*(SAID.say(tongue, entries=len(entries), **values) for tongue in ("en", "zh")))
    name = file_name((answers.as_of.isoformat(), "clocks"), "ics")
    return Outcome(
        said,
        files=(File(name, calendar_file(entries, answers.as_of, language)),) if entries else (),
        folder=FOLDER.say(language, day=answers.as_of),
        problems=tuple(answers.problems),
        listing=tuple(tuple(row) for row in clock_table(answers, language)),
    )


def _clocks(found: list[Clock], as_of: date, language: str) -> Iterator[Entry]:
    """The safe day of each clock; one that has passed is to do today."""
    for c in found:
        if c.safe is None:
            continue
        title = CLOCK.say(
            language, kind=c.kind.label.say(language), contract=plain(c.contract),
            claim=plain(c.claim or c.stage),
        )  # fmt: skip
        text = CLOCK_TEXT.say(
            language, customer=plain(c.customer), money=shown(c.money, plain(c.currency), language),
            meaning=c.meaning.say(language), action=c.action.say(language), start=c.start.say(language),
            on=c.started_on or "", proof=c.proof.say(language), rule=c.rule.say(language),
            version=c.version.say(language), lawyer=LAWYER.say(language) if c.lawyer else "",
        )  # fmt: skip
        key = ("clock", c.kind.code, c.contract, c.claim, c.stage)
        yield Entry(key, max(c.safe, as_of), title, text, c.kind.label.say(language))


def _promises(answers: Portfolio, language: str) -> Iterator[Entry]:
    """Each promised day that has not passed, while any of what it is about is open."""
    for contact in answers.book.contacts:
        on = contact.promised_on
        if on is None or on < answers.as_of or contact.on > answers.as_of or contact.status in NOT_SAID:
            continue
        account = answers.accounts.get(contact.contract)
        mine = account.receivables if account else []
        open_ = [r for r in mine if r.outstanding > 0 and about(contact, r.claim)]
        if not open_:
            continue
        claims = ", ".join(map(plain, contact.claims))
        amount = (
            ALL_OPEN.say(language)
            if contact.promised is None
            else shown(contact.promised, plain(open_[0].currency), language)
        )
        title = PROMISED.say(
            language, customer=plain(open_[0].customer), contract=plain(contact.contract), claims=claims
        )
        text = "\n".join(
            filter(None, (PROMISED_TEXT.say(language, on=contact.on, amount=amount), contact.next_action))
        )
        key = ("promise", contact.contract, *contact.claims, contact.on.isoformat())
        yield Entry(key, on, title, text, PROMISE.say(language))


def _look_again(answers: Portfolio, language: str) -> Iterator[Entry]:
    """The day after a reason to leave a customer alone ends, all that ends on it together."""
    groups: dict[tuple[str, str, date], list[str]] = {}
    for left in asked.reminders(answers).left_out:
        if left.until is None or left.until < answers.as_of:
            continue
        line = LOOK_AGAIN_LINE.say(
            language, contract=plain(left.contract), claim=plain(left.claim),
            money=shown(left.amount, plain(left.currency), language), reason=left.reason.say(language),
        )  # fmt: skip
        groups.setdefault((left.customer, left.currency, left.until + timedelta(days=1)), []).append(line)
    for (customer, currency, on), lines in groups.items():
        title = LOOK_AGAIN.say(language, customer=plain(customer))
        key = ("look again", customer, currency, on.isoformat())
        yield Entry(key, on, title, "\n".join(lines), AGAIN.say(language))
