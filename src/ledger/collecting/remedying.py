# ruff: noqa: E501  # a sentence stays on one line
"""Which paper for which contract, about which claims: chosen by the reason given or by the clerk, or why none.

The one rule: nobody gets a paper who has paid, whose money we hold unallocated, or whose line cannot be read;
nobody is pressed while their word is live or we have said to wait.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..calendars import DAY, FOLLOWING, rolled
from ..enumerations import ClaimStatus, Reason
from ..language import Text
from ..money import ZERO, cents
from ..records import Contact, Contract
from ..results import Mismatch, Position, Receivable
from .contacts import WAITING, WENT_OUT, about, standing
from .papers import PRESSING, Paper, is_our_letter, paper_of
from .promises import promised, still_promised
from .remedies import COURSES, REASON_OF, court, gate_words, last_word, look_again, notice_delivered
from .suspension import Gates, Ground, demanded, is_demand, suspension, undisputed

# Reasons that a payment answers: while it is promised there is nothing to write
ANSWERED_BY_PAYING = (
    Reason.SHORT_OF_CASH,
    Reason.INTERNAL_PROCESS,
    Reason.PAY_WHEN_PAID,
    Reason.UNREACHABLE,
)


class Facts(NamedTuple):
    """What the book knows about one contract, as its papers need it."""

    contract: Contract
    positions: Sequence[Position]
    receivables: Sequence[Receivable]
    contacts: Sequence[Contact]
    questions: Sequence[Mismatch] = ()
    works: bool = False  # whether it looks like construction works
    stop: Text | None = None  # what speaks against writing to this customer at all


class Matter(NamedTuple):
    """One paper to draft, or why it is not drafted; `look_again` is the next day somebody should ask."""

    facts: Facts
    reason: Reason | None
    paper: Paper | None
    claims: tuple[Receivable, ...]
    look_again: date | None
    why_not: Text | None = None
    gates: Gates | None = None

    @property
    def contract(self) -> Contract:
        """The contract it is about."""
        return self.facts.contract

    @property
    def currency(self) -> str:
        """The contract's currency."""
        return self.facts.contract.currency

    @property
    def money(self) -> Decimal:
        """The undisputed money it is about; of an acceptance what hangs on it, of a dispute all that is open."""
        if self.paper is Paper.ACCEPTANCE_REQUEST:
            return sum((awaited(r) for r in self.claims), ZERO)
        if self.paper is Paper.REASONS:
            return sum((r.outstanding for r in self.claims), ZERO)
        return sum((undisputed(r) for r in self.claims), ZERO)


NOTHING_OPEN = Text("nothing of it is open", "没有未付款项")
NO_DUE_DATE = Text("open money without a due date; enter it first", "未付款项没有应付日，请先填写")
NOT_AHEAD = Text("by this book the work is not ahead of the money received", "按台账，进度未超前于回款")
DRAFT_WAITS = Text("a draft of {day} waits to be sent", "{day}的草稿待发送")
SENT = Text("sent on {day}; wait for the answer", "{day}已发送，等待答复")
PROMISED = Text("payment is promised for {day}", "对方已承诺{day}付款")
WE_WAIT = Text("we wait until {day}", "我方等待至{day}")
BLOCKED = Text("blocked: {found}", "已暂停催款：{found}")
BLOCKED_UNTIL = Text("blocked until {day}", "暂停催款至{day}")
COURT = Text(
    "the demand went out: enter its proof of delivery; the evidence pack is next",
    "催款函已发出：请补录送达凭证，下一步整理证据清单",
)
SUSPENDED = Text("the notice of suspension went out: go on with a lawyer", "停工通知已发出：后续请咨询律师")
LADDER = Text("the demand went out; {gates}", "催款函已发出；{gates}")
NO_REASON = Text(
    "no reason stands in Contacts, or nothing of it is open", "“催款”表中没有反馈原因，或没有未付款项"
)
MARKED_PAID = Text("marked as paid, but its receipt is missing", "已标记回款，但缺少回款记录")


def _say(text: Text, **values: object) -> Text:
    words = {k: v if isinstance(v, Text) else Text(str(v), str(v)) for k, v in values.items()}
    return Text(
        text.en.format(**{k: v.en for k, v in words.items()}),
        text.zh.format(**{k: v.zh for k, v in words.items()}),
    )


def uncertified(r: Receivable) -> Decimal:
    """What was claimed and not certified: it waits for acceptance. What was invoiced or paid waits no more.

    Units:  contract currency, at the cent; net where nothing was certified, else the gross difference.
    """
    if r.request.certified is None and (r.invoiced or r.received):
        return ZERO
    return max(ZERO, cents(r.claimed - r.certified if r.certified else r.claimed_net))


def awaited(r: Receivable) -> Decimal:
    """What hangs on the acceptance of a claim: what is not certified, else what is unpaid."""
    return uncertified(r) or max(ZERO, r.outstanding)


def _is_open(r: Receivable, reason: Reason | None) -> bool:
    """Whether a claim holds money that the customer keeps back."""
    if reason is Reason.NOT_ACCEPTED and uncertified(r) > ZERO:
        return True
    return r.outstanding > ZERO and (r.days_overdue > 0 or r.disputed > ZERO)


def matters(
    every: Sequence[Facts], ground: Ground, paper: Paper | None = None, wanted: Sequence[str] | None = None
) -> list[Matter]:
    """What is to be written to whom: one matter for each contract and reason.

    Rule:   RMD-9: a paper chosen by name goes to the contracts named, whatever they say; without names, to
            those that have given any reason. Else the reason of each claim's last word chooses the paper.
    """
    answers: list[Matter] = []
    for facts in every:
        if wanted is not None and facts.contract.number not in wanted:
            continue
        by_reason = _by_reason(facts, ground)
        if paper is not None:
            if wanted is not None or by_reason or (facts.stop is not None and _any_reason(facts, ground)):
                answers.append(_chosen(facts, paper, ground))
            continue
        if facts.stop is not None and _any_reason(facts, ground):
            answers.append(Matter(facts, None, None, (), None, facts.stop))
            continue
        answers += [_of_reason(facts, reason, tuple(claims), ground) for reason, claims in by_reason.items()]
        if wanted is not None and not by_reason:
            answers.append(Matter(facts, None, None, (), None, NO_REASON))
    return answers


def _any_reason(facts: Facts, ground: Ground) -> bool:
    return any(c.result is not None and c.on <= ground.as_of for c in facts.contacts)


def _by_reason(facts: Facts, ground: Ground) -> dict[Reason, list[Receivable]]:
    """The claims held back, by the reason of the last word about each."""
    found: dict[Reason, list[Receivable]] = defaultdict(list)
    for r in facts.receivables if facts.contacts else ():
        word = last_word(facts.contacts, r.claim, ground.as_of)
        if word is not None and word.result is not None and _is_open(r, word.result):
            found[word.result].append(r)
    return found


def _chosen(facts: Facts, paper: Paper, ground: Ground) -> Matter:
    """The matter of a paper that the clerk chose."""
    reason = REASON_OF[paper]
    if paper in (Paper.ACCEPTANCE_REQUEST, Paper.SUPPLEMENT):
        claims = [r for r in facts.receivables if _is_open(r, reason) or r.outstanding > ZERO]
    elif paper in (Paper.DEMAND, Paper.SUSPENSION, Paper.PROGRESS_NOTICE):
        claims = [r for r in facts.receivables if r.outstanding > ZERO and r.days_overdue > 0]
    else:
        claims = [r for r in facts.receivables if r.outstanding > ZERO]
    gates = None
    if paper is Paper.SUSPENSION:
        gates = _gates(facts, ground)
    return _judged(Matter(facts, reason, paper, tuple(claims), _again(reason, ground), gates=gates), ground)


def _of_reason(facts: Facts, reason: Reason, claims: tuple[Receivable, ...], ground: Ground) -> Matter:
    """The matter of a reason: its next paper, unless one is under way."""
    again = _again(reason, ground)
    papers = COURSES[reason].papers
    if reason is Reason.PROGRESS_AHEAD:
        return _ladder(facts, claims, ground)
    if reason is Reason.UNREACHABLE:
        gone = [r for r in claims if _demand_sent(facts, r, ground)]
        if claims and len(gone) == len(claims):
            delivered = notice_delivered(facts.contacts, claims[0].claim, ground.as_of)
            return Matter(facts, reason, None, claims, again, court(delivered) if delivered else COURT)
    if reason in ANSWERED_BY_PAYING:
        words = promised_days(facts, ground)
        if claims and all(r.claim in words for r in claims):
            day = max(words[r.claim] for r in claims)
            back = rolled(day, FOLLOWING, ground.calendar)
            return Matter(facts, reason, papers[0], claims, back, _say(PROMISED, day=day))
    matter = Matter(facts, reason, papers[0], claims, again)
    under_way = next(
        filter(None, (_under_way(facts, paper, claims, reason, ground) for paper in papers)), None
    )
    if under_way is not None:
        return matter._replace(why_not=under_way[0], look_again=under_way[1])
    return _judged(matter, ground)


def _ladder(facts: Facts, claims: tuple[Receivable, ...], ground: Ground) -> Matter:
    """Notice, demand, suspension: the next rung that may be taken, always with the gates of the last.

    Rule:   RMD-14: the suspension once every gate is open; else the notice, unless it went out; else, after the
            days of the course, the demand; else the list of gates says what is missing. It is given once.
    """
    reason = Reason.PROGRESS_AHEAD
    gates, again = _gates(facts, ground), _again(reason, ground)
    matter = Matter(facts, reason, Paper.SUSPENSION, claims, again, gates=gates)
    if _gone(facts, Paper.SUSPENSION, ground):
        return matter._replace(paper=None, why_not=SUSPENDED)
    if not gates.open:
        if not _gone(facts, Paper.PROGRESS_NOTICE, ground) and not _any_demand(facts, claims, ground):
            matter = matter._replace(paper=Paper.PROGRESS_NOTICE)
        elif not _any_demand(facts, claims, ground):
            matter = matter._replace(paper=Paper.DEMAND)
        else:
            return matter._replace(paper=None, why_not=_say(LADDER, gates=gate_words(gates)))
    papers = (Paper.SUSPENSION,) if gates.open else COURSES[reason].papers
    under_way = next(
        filter(None, (_under_way(facts, paper, claims, reason, ground) for paper in papers)), None
    )
    if under_way is not None:
        return matter._replace(why_not=under_way[0], look_again=under_way[1])
    return _judged(matter, ground)


def _gates(facts: Facts, ground: Ground) -> Gates:
    kinds = {p.milestone: p.stage.kind for p in facts.positions}
    return suspension(facts.contract, facts.receivables, facts.contacts, kinds, ground)


def _again(reason: Reason, ground: Ground) -> date:
    return look_again(COURSES[reason].days, ground.as_of, ground.as_of, ground.calendar)


def _gone(facts: Facts, paper: Paper, ground: Ground) -> bool:
    log = standing(facts.contacts, ground.as_of)
    return any(paper_of(c) is paper and c.status in WENT_OUT for c in log)


def _demand_sent(facts: Facts, r: Receivable, ground: Ground) -> bool:
    return any(
        c.status in WENT_OUT and about(c, r.claim) and is_demand(c, ground.steps)
        for c in standing(facts.contacts, ground.as_of)
    )


def _any_demand(facts: Facts, claims: Sequence[Receivable], ground: Ground) -> bool:
    return any(_demand_sent(facts, r, ground) or demanded(r, facts.contacts, ground) for r in claims)


def _under_way(
    facts: Facts, paper: Paper, claims: Sequence[Receivable], reason: Reason, ground: Ground
) -> tuple[Text, date | None] | None:
    """What of this paper is already drafted, or went out too recently to say it again."""
    for c in reversed(standing(facts.contacts, ground.as_of)):
        if paper_of(c) is not paper or not any(about(c, r.claim) for r in claims):
            continue
        if c.status in WAITING:
            return _say(DRAFT_WAITS, day=c.on), None
        again = look_again(COURSES[reason].days, c.on, c.on, ground.calendar)
        if c.status in WENT_OUT and is_our_letter(c) and ground.as_of < again:
            return _say(SENT, day=c.on), again
    return None


def _judged(matter: Matter, ground: Ground) -> Matter:
    """The matter with the claims that may be written about, or with why nothing is written."""
    facts, paper = matter.facts, matter.paper
    if facts.stop is not None:
        return matter._replace(why_not=facts.stop, claims=())
    if matter.gates is not None and paper is Paper.SUSPENSION:
        if not matter.gates.open:
            return matter._replace(why_not=gate_words(matter.gates))
        matter = matter._replace(claims=matter.gates.claims)
    unpaid = tuple(r for r in matter.claims if r.request.status is not ClaimStatus.PAID)
    if len(unpaid) < len(matter.claims):
        if not unpaid or paper is Paper.SUSPENSION:
            return matter._replace(why_not=MARKED_PAID)
        matter = matter._replace(claims=unpaid)
    if paper in PRESSING:
        words = promised_days(facts, ground)
        held = [(r, waits(r, words.get(r.claim), ground)) for r in matter.claims]
        free = tuple(r for r, why in held if why is None)
        if held and len(free) < len(held) and (not free or paper is Paper.SUSPENSION):
            return matter._replace(why_not=next(why for _, why in held if why is not None))
        matter = matter._replace(claims=free)
    if paper in (Paper.ACCEPTANCE_REQUEST, Paper.SUPPLEMENT):
        return matter
    whole = (
        any(r.outstanding > ZERO for r in matter.claims) if paper is Paper.REASONS else matter.money > ZERO
    )
    if not whole:
        return matter._replace(why_not=NOTHING_OPEN)
    if paper is Paper.PROGRESS_NOTICE and ahead(facts) <= ZERO:
        return matter._replace(why_not=NOT_AHEAD)
    dated = tuple(r for r in matter.claims if r.due_on is not None)
    if not dated:
        return matter._replace(why_not=NO_DUE_DATE)
    return matter._replace(claims=dated)


def ahead(facts: Facts) -> Decimal:
    """What the work done is worth beyond the money received; negative where money is ahead."""
    earned = sum((p.earned for p in facts.positions), ZERO)
    return earned - sum((r.received for r in facts.receivables), ZERO)


def waits(r: Receivable, promised_on: date | None, ground: Ground) -> Text | None:
    """Why nobody is pressed for a claim now: a block, a live promise, or our own word to wait.

    Rule:   DUN-6: a block holds through its last day.
    Source: domain.md 1.9.
    """
    contract, until = r.agreement, r.request.extended_to
    if contract.is_blocked(ground.as_of):
        if contract.blocked_until is not None:
            return _say(BLOCKED_UNTIL, day=contract.blocked_until)
        return _say(BLOCKED, found=contract.block_reason)
    if until is not None and ground.as_of <= until:
        return _say(WE_WAIT, day=until)
    return _say(PROMISED, day=promised_on) if promised_on is not None else None


def promised_days(facts: Facts, ground: Ground) -> dict[str, date]:
    """The last day for which payment is promised, by claim, while that word is live.

    Rule:   DUN-9 and DUN-10, as for reminders: what was promised for the contract as a whole lies on its claims,
            the earliest due first. A claim that is promised in part is not pressed for either.
    """
    days = {}
    made = promised(facts.contacts, facts.receivables, ground.as_of)
    for r in facts.receivables:
        live = still_promised(made.get(r.claim, ()), r.paid, ground.as_of, ground.grace, ground.tolerance)
        if live:
            days[r.claim] = max(until for until, _ in live) - DAY * ground.grace
    return days
