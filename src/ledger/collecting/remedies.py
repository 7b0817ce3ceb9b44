# ruff: noqa: E501  # a sentence stays on one line
"""What to do when a customer gives a reason for not paying: the remedy of Rules, and its gates.

The one rule: the last word spoken with the customer decides, and a step that needs another one first is not
named before that one is proved.
"""

from __future__ import annotations

from datetime import date
from typing import Iterable, Sequence

from ..enumerations import Channel, Reason
from ..language import Text
from ..records import Contact
from ..results import Mismatch, Receivable
from ..rulebook import Remedy
from .contacts import about, entries

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

# The gate of a remedy: what is said while it is shut, and once a letter with proof stands in Contacts
GATES = {
    Reason.PROGRESS_AHEAD: (
        Text(
            "Suspension is not open: Contacts holds no letter of notice with proof of delivery.",
            "停工条件未成就：“催款”表中没有附送达凭证的书面通知。",
        ),
        Text(
            "A letter was delivered on {day}. Before suspending: a clause that allows it, the notice period over, our manager's approval, a lawyer.",
            "书面通知已于{day}送达。停工前须确认：合同有约定、通知期已满、负责人批准、律师意见。",
        ),
    ),
    Reason.UNREACHABLE: (
        Text(
            "Court is not next: Contacts holds no demand letter with proof of delivery.",
            "尚不宜诉讼：“催款”表中没有附送达凭证的催款函。",
        ),
        Text(
            "The demand letter was delivered on {day}: hand the evidence pack to a lawyer and check the deadlines.",
            "催款函已于{day}送达：将证据清单交律师，核对时效等期限。",
        ),
    ),
}
SAID = Text("They say: {reason} ({code}). {remedy}", "对方原因：{reason}（{code}）。{remedy}")
ANSWERED = ("MIS-4", "MIS-5", "MIS-9", "MIS-14")  # money the customer holds back


def last_word(contacts: Iterable[Contact], claim: str, as_of: date) -> Contact | None:
    """The last contact about a claim by a day that really reached the customer; drafts and returns are none.

    Rule:   RMD-1: by day, then by the order of the sheet. One that names no claim is about the contract. Of
            a document, the line that holds the answer; that it was delivered later is no further word.
    """
    log = entries((contact for contact in contacts if about(contact, claim)), as_of)
    spoken = [entry.answer for entry in log if entry.status is None or entry.went_out]
    return max(spoken, key=lambda c: (c.on, c.line), default=None)


def notice_delivered(contacts: Iterable[Contact], claim: str, as_of: date) -> date | None:
    """The last day on which a letter about a claim provably reached the customer."""
    letters = (c for c in contacts if c.channel is Channel.LETTER and about(c, claim))
    return max((entry.proved_on for entry in entries(letters, as_of) if entry.proved_on), default=None)


def remedy(reason: Reason, delivered: date | None, own: Sequence[Remedy] = ()) -> Text:
    """What to do about a reason: the Rules sheet's own words or ours, then its gate, shut or open.

    Rule:   RMD-2: suspension (G4) and court (G8) are named only once a letter was provably delivered.
    Source: product.md, what they must be able to do no. 6; domain.md 3, CN-PROG-60/90, UK-112, AIA-9.7.
    """
    words = next((row.remedy.strip() for row in own if row.reason is reason and row.remedy.strip()), "")
    said = Text(words, words) if words else DEFAULTS[reason]
    if reason in GATES:
        shut, open_ = GATES[reason]
        gate = shut if delivered is None else open_
        day = "" if delivered is None else delivered.isoformat()
        said = Text(f"{said.en} {gate.en.format(day=day)}", f"{said.zh}{gate.zh.format(day=day)}")
    return Text(
        SAID.en.format(reason=reason.label.en, code=reason.code, remedy=said.en),
        SAID.zh.format(reason=reason.label.zh, code=reason.code, remedy=said.zh),
    )


def remedied(
    found: Sequence[Mismatch],
    receivables: Sequence[Receivable],
    contacts: Sequence[Contact],
    as_of: date,
    own: Sequence[Remedy] = (),
) -> list[Mismatch]:
    """One contract's mismatches, the action of overdue and disputed money replaced by what the reason calls for.

    Rule:   RMD-3: of the claims of a stage that are overdue or disputed, the one overdue longest decides;
            without a reason in the last word the rule's own action stands.
    """
    held = sorted(
        (r for r in receivables if r.outstanding > 0 and (r.days_overdue > 0 or r.disputed > 0)),
        key=lambda r: -r.days_overdue,
    )
    by_stage: dict[str, Text] = {}
    for r in held if contacts else ():
        word = last_word(contacts, r.claim, as_of)
        if word is not None and word.result is not None:
            said = remedy(word.result, notice_delivered(contacts, r.claim, as_of), own)
            by_stage.setdefault(r.stage, said)
    return [
        m._replace(action=by_stage[m.milestone]) if m.rule in ANSWERED and m.milestone in by_stage else m
        for m in found
    ]
