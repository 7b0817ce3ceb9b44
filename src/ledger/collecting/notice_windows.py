# ruff: noqa: E501  # a sentence stays on one line
"""Windows that a notice or a silence opens: a claim nobody answered, a notice before work may stop.

The one rule: a window is counted from what provably arrived, and is over a day later rather than earlier; that
it is over decides nothing.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Iterator, NamedTuple, Sequence

from ..calendars import DAY
from ..enumerations import Channel, Kind
from ..language import Text
from ..money import ZERO
from ..results import Clock, ClockKind, Receivable
from .arrivals import Arrival, arrivals
from .clockwork import (
    NONE,
    Basis,
    Matter,
    Terms,
    as_data,
    clause_basis,
    clock,
    days_after,
    filled,
    is_chinese,
    law_basis,
)
from .contacts import about

ANSWER = Terms(ahead=7, waits=True)
SUSPEND = Terms(ahead=7, waits=True, urgent=False)  # that a notice has run asks nobody to stop work
WRITE = Terms(lead=3, ahead=10)
ADVANCE_RULE, ADVANCE_NOTICE, ADVANCE_STOP = "CN-ADV-10/30", 10, 14


class Notice(NamedTuple):
    """A rule's own figures: days after the due date before notice may be given, and days of the notice."""

    wait: int
    days: int | None


NOTICES = {"UK-112": Notice(0, 7), "AIA-9.7": Notice(7, 7), ADVANCE_RULE: Notice(0, ADVANCE_STOP)}
BY_RULE_SET = {"UK": "UK-112", "AIA": "AIA-9.7"}

HANDED_IN = Text("claim handed in", "提交请款")
ARRIVED = Text("letter that arrived", "函件送达")
NO_LETTER = Text("no letter yet", "尚无函件")
DUE = Text("due date", "应付日")
STOPPING = Text("clause about stopping work", "停工条款")
SILENCE_CLAUSE = Text("silence counts after {days} days", "逾期{days}天视为认可")
CLAIM_ARRIVED = Text("proof that the claim reached them", "请款的送达凭证")
LETTER = Text("letter of notice with proof of delivery", "附送达凭证的书面通知")
LETTER_PROOF = Text("proof that the letter of {on} arrived", "{on}函件的送达凭证")
NOTICE_DAYS = Text("days of notice in 'Suspension notice days'", "“停工通知天数”")

# fmt: off
NOT_AGREED = Text("No answer to this claim since {since}. Silence counts only if the contract says so; this book holds no such clause.", "该请款自{since}起未获答复。只有合同约定逾期视为认可时沉默才有意义；台账中没有此条款。")
ASK_ANSWER = Text("Ask for the certificate in writing; if the contract has the clause, enter 'Silence counts after'.", "书面催办批复；合同有此条款的，补填“逾期视为认可天数”。")
MAY_COUNT = Text("An answer may be given until {day}; without one, silence may count as acceptance from {next}, by the contract's clause.", "对方可在{day}前答复；未答复的，按合同条款自{next}起可能视为认可。")
MAY_HAVE_COUNTED = Text("The days to answer may have ended on {day}; by the contract's clause silence may count as acceptance from {next}.", "答复期限可能已于{day}届满；按合同条款，自{next}起可能视为认可。")
WRITE_THEN = Text("Keep the proof that they had the claim; write on {safe} if nothing has come.", "保留请款送达凭证；仍无答复的，于{safe}发函。")
WRITE_NOW = Text("Check that nobody answered, then write: the clause, the day they had the claim, the amount.", "确认对方未答复后发函：写明条款、送达日和金额。")

NO_NOTICE = Text("Overdue money and a rule about stopping work, but no notice that provably arrived: the window is shut.", "款项已逾期且有停工依据，但没有送达的书面通知：通知期尚未开始。")
GIVE_NOTICE = Text("If we mean to use it: our manager's approval, then a letter of notice with proof of delivery.", "拟行使的：经负责人批准后发出书面通知，并保留送达凭证。")
NO_DAYS = Text("A letter arrived on {since}, but the book names no days of notice.", "函件已于{since}送达，但台账未填通知天数。")
ENTER_DAYS = Text("Enter 'Suspension notice days' from the contract.", "按合同补填“停工通知天数”。")
RUNS = Text("If the letter of {since} gave notice, its {days} days may end on {day}; not before.", "如{since}的函件构成停工通知，{days}天通知期可能于{day}届满，此前不可停工。")
HAS_RUN = Text("If the letter of {since} gave notice, its {days} days may have ended on {day}.", "如{since}的函件构成停工通知，{days}天通知期可能已于{day}届满。")
WAIT = Text("Nothing may stop before {safe}; then only with our manager's approval and a lawyer.", "{safe}前不得停工；此后须经负责人批准并咨询律师。")
ALLOWED = Text("Stopping work needs a clause that allows it, our manager's approval and a lawyer; check first that nothing was paid.", "停工须有合同依据、负责人批准和律师意见；先核实对方是否已付款。")
ADVANCE_LATE = Text("The advance was due on {since}: notice may be given until {day} (10 days; the contract goes first).", "预付款应于{since}支付：可在{day}前发出催告（10日；合同另有约定的从约定）。")
ADVANCE_PASSED = Text("The advance was due on {since}; the 10 days for notice may have ended on {day}.", "预付款应于{since}支付，10日催告期可能已于{day}届满。")
SEND_NOTICE = Text("Send the notice by {safe}, with proof of delivery.", "请在{safe}前发出催告，并保留送达凭证。")
SEND_NOW = Text("Send the notice now, with proof of delivery.", "立即发出催告，并保留送达凭证。")
# fmt: on


def silences(matter: Matter) -> Iterator[Clock]:
    """The clock of every claim that was handed in and nobody has answered.

    Rule:   CLK-5: with a clause, its days from the day the claim was made, or the later day on which it
            provably arrived; silence may count from the day after. Without a clause silence counts for
            nothing, which is said of Chinese contracts (法释〔2020〕25号 art. 21). A dispute is an answer.
    Source: domain.md 1.2 silence_clause.
    """
    contract, days = matter.contract, matter.contract.silence_days
    by_law = law_basis(matter, "CN-SIL-21") if is_chinese(contract) else None
    for r in matter.account.receivables:
        claim = r.request
        if (
            claim.claimed_on is None
            or r.claimed <= 0
            or r.certified
            or r.invoiced
            or r.received
            or r.disputed
        ):
            continue
        told = arrivals([c for c in matter.contacts if r.claim in c.claims], matter.as_of)
        arrived = next((a for a in told if a.on >= claim.claimed_on and a.proof), None)
        since = arrived.on if arrived else claim.claimed_on
        last = days_after(since, days)
        if last is not None:
            clause = filled(SILENCE_CLAUSE, days=days)
            basis: Basis | None = clause_basis(contract, clause, by_law is not None and by_law.lawyer)
        else:
            basis = by_law
        if basis is None:
            continue
        over = last is not None and last < matter.as_of
        meaning = NOT_AGREED if last is None else MAY_HAVE_COUNTED if over else MAY_COUNT
        yield clock(
            matter, ClockKind.SILENCE, basis, ANSWER, start=HANDED_IN, started_on=since,
            proof=as_data(arrived.proof) if arrived else NONE, gap=NONE if arrived else CLAIM_ARRIVED,
            last=last, meaning=meaning, action=ASK_ANSWER if last is None else WRITE_THEN, now=WRITE_NOW,
            stage=r.stage, claim=r.claim, money=r.claimed_net,
            since=since, next=None if last is None else last + DAY,
        )  # fmt: skip


def notices(matter: Matter) -> Iterator[Clock]:
    """The windows before work may stop, for a contract with overdue money.

    Rule:   CLK-6: the contract's clause and its days, else the rule its rule set names; days from the last
            letter that arrived after the due date (and the days the rule waits). In China an unpaid advance
            of works has its own: 10 days to give notice, work may stop 14 days after it.
    Source: domain.md 3, UK-112, AIA-9.7, CN-ADV-10/30.
    """
    late = [r for r in matter.owed if r.days_overdue > 0 and r.due_on is not None]
    basis, notice = _suspension(matter)
    if late and basis is not None:
        yield _window(matter, basis, notice, late)
    advances = {p.milestone for p in matter.account.positions if p.stage.kind is Kind.ADVANCE}
    by_rule = law_basis(matter, ADVANCE_RULE)
    if by_rule is None or not is_chinese(matter.contract) or not matter.case.works:
        return
    for r in late:
        if r.stage in advances and matter.contract.suspension_clause.strip().upper() != ADVANCE_RULE:
            yield _advance(matter, by_rule, r)


def _suspension(matter: Matter) -> tuple[Basis | None, Notice]:
    """The rule about stopping work and its figures; None where there is none or its row was deleted."""
    contract = matter.contract
    named = contract.suspension_clause.strip()
    id = named.upper() if named else BY_RULE_SET.get(contract.rule_set.strip().upper(), "")
    if id in NOTICES:
        usual = NOTICES[id]
        days = usual.days if contract.suspension_days is None else contract.suspension_days
        return law_basis(matter, id), Notice(usual.wait, days)
    if not named and contract.suspension_days is None:
        return None, Notice(0, None)
    clause = as_data(named) if named else STOPPING
    return clause_basis(contract, clause, True), Notice(0, contract.suspension_days)


def _letter(matter: Matter, late: Sequence[Receivable], wait: int) -> tuple[Arrival | None, list[Receivable]]:
    """The last letter that arrived once a claim it is about was overdue, and those claims."""
    best: Arrival | None = None
    covered: list[Receivable] = []
    for r in late:
        told = arrivals([c for c in matter.contacts if about(c, r.claim)], matter.as_of)
        mine = [a for a in told if a.channel is Channel.LETTER and r.due_on and a.on > r.due_on + DAY * wait]
        if not mine:
            continue
        covered.append(r)
        last = max(mine, key=lambda a: (a.on, bool(a.proof)))
        if best is None or last.on > best.on:
            best = last
    return best, covered


def _window(matter: Matter, basis: Basis, notice: Notice, late: Sequence[Receivable]) -> Clock:
    letter, covered = _letter(matter, late, notice.wait)
    about_ = covered or list(late)
    money = sum((r.outstanding for r in about_), ZERO)
    claims = ", ".join(r.claim for r in about_)
    if letter is None:
        return clock(
            matter, ClockKind.NOTICE, basis, SUSPEND, start=NO_LETTER, gap=LETTER, meaning=NO_NOTICE,
            action=GIVE_NOTICE, claim=claims, money=money,
        )  # fmt: skip
    return _running(matter, basis, notice.days, letter, claims, money)


def _running(
    matter: Matter,
    basis: Basis,
    days: int | None,
    letter: Arrival,
    claims: str,
    money: Decimal,
    stage: str = "",
) -> Clock:
    """A notice that arrived, and the days it runs."""
    last = days_after(letter.on, days)
    gap = NONE if letter.proof else filled(LETTER_PROOF, on=letter.on)
    if last is None:
        gap, meaning, action = NOTICE_DAYS, NO_DAYS, ENTER_DAYS
    else:
        meaning, action = (HAS_RUN if last < matter.as_of else RUNS), WAIT
    return clock(
        matter, ClockKind.NOTICE, basis, SUSPEND, start=ARRIVED, started_on=letter.on, proof=as_data(letter.proof),
        gap=gap, last=last, meaning=meaning, action=action, now=ALLOWED, claim=claims, money=money, stage=stage,
        since=letter.on, days=days,
    )  # fmt: skip


def _advance(matter: Matter, basis: Basis, r: Receivable) -> Clock:
    """An advance that is late: the days for notice, then the days after it."""
    due: date = r.due_on or matter.as_of
    letter, _ = _letter(matter, [r], 0)
    if letter is not None:
        return _running(matter, basis, ADVANCE_STOP, letter, r.claim, r.outstanding, r.stage)
    last = due + DAY * ADVANCE_NOTICE
    return clock(
        matter, ClockKind.NOTICE, basis, WRITE, start=DUE, started_on=due, gap=LETTER, last=last,
        meaning=ADVANCE_PASSED if last < matter.as_of else ADVANCE_LATE, action=SEND_NOTICE, now=SEND_NOW,
        stage=r.stage, claim=r.claim, money=r.outstanding, since=due,
    )  # fmt: skip
