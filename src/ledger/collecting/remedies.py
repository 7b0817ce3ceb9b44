# ruff: noqa: E501  # a sentence stays on one line
"""What to do when a customer gives a reason for not paying: the remedy of Rules, its papers, when to look again.

The one rule: the last word spoken with the customer decides, and a step that needs another one first is not
named before that one is proved.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Iterable, NamedTuple, Sequence

from ..calendars import FOLLOWING, Calendar, rolled
from ..enumerations import Channel, Reason
from ..language import Text
from ..records import Contact
from ..results import Mismatch, Position, Receivable
from ..rulebook import Remedy
from .contacts import about, entries
from .papers import Paper, is_our_letter
from .suspension import Gates, Ground, suspension

# What the Rules sheet starts with; its rows replace these.
DEFAULTS = {
    Reason.SHORT_OF_CASH: Text(
        "Agree a grace period or instalments in writing; keep the due date and the interest; ask for a part payment now.",
        "书面约定宽限或分期，应付日和利息不变；争取先付一部分。",
    ),
    Reason.NOT_ACCEPTED: Text(
        "Arrange the acceptance: send the papers, name a day, and note that silence counts if the contract says so.",
        "推动验收：提交资料、约定日期；合同有约定的，注明逾期视为认可。",
    ),
    Reason.UNCLEAR_TERMS: Text(
        "Settle the wording in a supplementary agreement before the next claim.",
        "下次请款前签补充协议明确条款。",
    ),
    Reason.PROGRESS_AHEAD: Text(
        "Give notice that work is ahead of payment; suspend only through the contract's gates and with advice.",
        "发出进度超前通知；停工须按合同程序并咨询律师。",
    ),
    Reason.INTERNAL_PROCESS: Text(
        "Ask who decides and by when; for an SME creditor internal process is no lawful reason (CN-SME-EXC).",
        "询问审批人和时间；对中小企业，内部流程不是拒付理由（CN-SME-EXC）。",
    ),
    Reason.PAY_WHEN_PAID: Text(
        "Ask for a payment day of their own: our contract is with them; for an SME creditor pay-when-paid does not bind (CN-SME-EXC).",
        "请对方给出自己的付款日：合同相对方是对方；对中小企业不得以收到第三方付款为条件（CN-SME-EXC）。",
    ),
    Reason.DISPUTE: Text(
        "Ask for the reasons in writing; claim the undisputed part; meet on the rest.",
        "请对方书面说明理由；先收无争议部分；其余约谈。",
    ),
    Reason.UNREACHABLE: Text(
        "Demand letter with a deadline and proof of delivery; evidence pack; lawyer.",
        "发出限期付款函并保留送达凭证；整理证据；咨询律师。",
    ),
}


class Course(NamedTuple):
    """How a reason is answered: by which papers in turn, and after how many days to look again."""

    rule: str
    papers: tuple[Paper, ...]
    days: int


COURSES = {
    Reason.SHORT_OF_CASH: Course("RMD-11", (Paper.INSTALMENT_PLAN, Paper.GRACE), 7),
    Reason.NOT_ACCEPTED: Course("RMD-12", (Paper.ACCEPTANCE_REQUEST,), 7),
    Reason.UNCLEAR_TERMS: Course("RMD-13", (Paper.SUPPLEMENT,), 10),
    Reason.PROGRESS_AHEAD: Course("RMD-14", (Paper.PROGRESS_NOTICE, Paper.DEMAND, Paper.SUSPENSION), 7),
    Reason.INTERNAL_PROCESS: Course("RMD-15", (Paper.INQUIRY,), 5),
    Reason.PAY_WHEN_PAID: Course("RMD-16", (Paper.DIRECT_ANSWER,), 7),
    Reason.DISPUTE: Course("RMD-17", (Paper.REASONS,), 7),
    Reason.UNREACHABLE: Course("RMD-18", (Paper.DEMAND,), 15),
}
# Whose remedy a paper is where it is chosen by name
REASON_OF = {
    paper: reason
    for reason in (Reason.UNREACHABLE, *(r for r in COURSES if r is not Reason.UNREACHABLE))
    for paper in COURSES[reason].papers
    if reason is Reason.UNREACHABLE or paper is not Paper.DEMAND
}

COURT_SHUT = Text(
    "Court is not next: Contacts holds no demand letter with proof of delivery.",
    "尚不宜诉讼：“催款”表中没有附送达凭证的催款函。",
)
COURT_OPEN = Text(
    "The demand letter was delivered on {day}: hand the evidence pack to a lawyer and check the deadlines.",
    "催款函已于{day}送达：将证据清单交律师，核对时效等期限。",
)
SUSPENSION_SHUT = Text("Suspension is not open; missing: {missing}.", "停工条件未成就，缺：{missing}。")
SUSPENSION_OPEN = Text(
    "All gates of a suspension are open; first our manager's approval and a lawyer.",
    "停工条件均已成就；须先经负责人批准并咨询律师。",
)
SAID = Text(
    "They say: {reason} ({code}). {remedy} Look again on {day}.",
    "对方原因：{reason}（{code}）。{remedy}{day}复核。",
)
ENDS = ".!?;。！？；"
ANSWERED = ("MIS-4", "MIS-5", "MIS-9", "MIS-14")  # money the customer holds back


def spoken(contacts: Iterable[Contact], claim: str, as_of: date) -> list[Contact]:
    """The contacts about a claim by a day that really reached the customer, each by the line of its answer.

    Drafts and returns did not; a call, which has no status, did.
    """
    log = entries((contact for contact in contacts if about(contact, claim)), as_of)
    return [entry.answer for entry in log if entry.status is None or entry.went_out]


def last_word(contacts: Iterable[Contact], claim: str, as_of: date) -> Contact | None:
    """The last contact about a claim by a day that says what holds the money back.

    Rule:   RMD-1: by day, then by the order of the sheet. One that names no claim is about the contract. Of a
            document, the line that holds the answer; that it was delivered later is no further word. A letter
            beside the ladder that nobody has answered yet is a step of the remedy: the reason stands.
    """
    words = [c for c in spoken(contacts, claim, as_of) if not is_our_letter(c)]
    return max(words, key=lambda c: (c.on, c.line), default=None)


def notice_delivered(contacts: Iterable[Contact], claim: str, as_of: date) -> date | None:
    """The last day on which a letter about a claim provably reached the customer."""
    letters = (c for c in contacts if c.channel is Channel.LETTER and about(c, claim))
    return max((entry.proved_on for entry in entries(letters, as_of) if entry.proved_on), default=None)


def look_again(days: int, since: date, as_of: date, calendar: Calendar) -> date:
    """The business day on which a remedy is looked at again; never before the day asked about (RMD-8)."""
    return rolled(max(since + timedelta(days=days), as_of), FOLLOWING, calendar)


def advice(reason: Reason, own: Sequence[Remedy] = ()) -> Text:
    """What to do about a reason: the Rules sheet's own words, or ours."""
    words = next((row.remedy.strip() for row in own if row.reason is reason and row.remedy.strip()), "")
    if not words:
        return DEFAULTS[reason]
    return Text(words, words) if words[-1] in ENDS else Text(words + ".", words + "。")


def court(delivered: date | None) -> Text:
    """The gate before court: a demand letter that was provably delivered."""
    if delivered is None:
        return COURT_SHUT
    return Text(COURT_OPEN.en.format(day=delivered), COURT_OPEN.zh.format(day=delivered))


def gate_words(gates: Gates) -> Text:
    """The gates of a suspension in one sentence: open, or what is missing."""
    if gates.open:
        return SUSPENSION_OPEN
    return Text(
        SUSPENSION_SHUT.en.format(missing="; ".join(gate.name.en for gate in gates.shut)),
        SUSPENSION_SHUT.zh.format(missing="、".join(gate.name.zh for gate in gates.shut)),
    )


def remedy(reason: Reason, again: date, gate: Text | None = None, own: Sequence[Remedy] = ()) -> Text:
    """What to do about a reason in one line: the remedy, its gate where it has one, and when to look again.

    Rule:   RMD-2: suspension (G4) and court (G8) are named only with their gates.
    Source: product.md, what they must be able to do no. 6; domain.md 3, CN-PROG-60/90, UK-112, AIA-9.7.
    """
    said = advice(reason, own)
    if gate is not None:
        said = Text(f"{said.en} {gate.en}", f"{said.zh}{gate.zh}")
    return Text(
        SAID.en.format(reason=reason.label.en, code=reason.code, remedy=said.en, day=again.isoformat()),
        SAID.zh.format(reason=reason.label.zh, code=reason.code, remedy=said.zh, day=again.isoformat()),
    )


def remedied(
    found: Sequence[Mismatch],
    receivables: Sequence[Receivable],
    positions: Sequence[Position],
    contacts: Sequence[Contact],
    ground: Ground,
) -> list[Mismatch]:
    """One contract's mismatches, the action of overdue and disputed money replaced by what the reason calls for.

    Rule:   RMD-3: of the claims of a stage that are overdue or disputed, the one overdue longest decides;
            without a reason in the last word the rule's own action stands. A day promised is the day to look.
    """
    if not contacts:
        return list(found)
    held = sorted(
        (r for r in receivables if r.outstanding > 0 and (r.days_overdue > 0 or r.disputed > 0)),
        key=lambda r: -r.days_overdue,
    )
    by_stage: dict[str, Text] = {}
    for r in held:
        word = last_word(contacts, r.claim, ground.as_of)
        if word is None or word.result is None or r.stage in by_stage:
            continue
        gate = None
        if word.result is Reason.UNREACHABLE:
            gate = court(notice_delivered(contacts, r.claim, ground.as_of))
        elif word.result is Reason.PROGRESS_AHEAD:
            kinds = {p.milestone: p.stage.kind for p in positions}
            gate = gate_words(suspension(r.agreement, receivables, contacts, kinds, ground))
        since = max(c.on for c in spoken(contacts, r.claim, ground.as_of))
        again = look_again(COURSES[word.result].days, since, ground.as_of, ground.calendar)
        if word.promised_on is not None and word.promised_on >= ground.as_of:
            again = rolled(word.promised_on, FOLLOWING, ground.calendar)
        by_stage[r.stage] = remedy(word.result, again, gate, ground.own)
    return [
        m._replace(action=by_stage[m.milestone]) if m.rule in ANSWERED and m.milestone in by_stage else m
        for m in found
    ]
