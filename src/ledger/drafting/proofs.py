# ruff: noqa: E501  # a sentence stays on one line
"""What a book says about one contract, fact by fact: its cells, its proof, what it lacks, and what happened when.

The one rule: nothing is concluded. A fact is what stands in a line of the book, and every fact names that line.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..collecting.contacts import WAITING as INSIDE
from ..collecting.contacts import entries
from ..language import ZH, Text
from ..records import Contact, Contract, Progress, Receipt, Variation
from ..results import Clock, Position, Receivable
from .amounts import shown
from .facts import short_day
from .plain_text import plain


class Proof(NamedTuple):
    """A cell that names what proves a fact; `needed` where an empty one is a gap."""

    field: str
    text: str
    needed: bool = False


class Event(NamedTuple):
    """Something that happened on a day, and the cell that says so: of the fact's own line unless another."""

    on: date
    said: str
    field: str
    line: int = 0


class Fact(NamedTuple):
    """One line of the book as evidence."""

    section: str
    which: str  # how the list of what is missing names it
    said: str
    sheet: str  # key of the sheet
    line: int
    fields: tuple[str, ...]  # the cells that say so
    proofs: tuple[Proof, ...] = ()
    lacks: tuple[str, ...] = ()  # cells that are empty and should not be
    events: tuple[Event, ...] = ()


class Pack(NamedTuple):
    """What the book holds about one contract, up to the day asked about."""

    contract: Contract
    positions: Sequence[Position]
    receivables: Sequence[Receivable]
    variations: Sequence[Variation]
    progress: Sequence[Progress]
    contacts: Sequence[Contact]
    receipts: Sequence[Receipt] = ()
    deadlines: Sequence[Clock] = ()


SIGNED = Text("Contract signed", "签订合同")
NOTICES = Text("Address for notices: {address}", "通知地址：{address}")
NO_NOTICES = Text("Address for notices", "通知地址")
COMPLETED = Text("Works completed", "工程竣工")
ACCEPTED = Text("Works accepted", "工程验收")
SETTLED = Text("Settlement agreed at {amount}", "结算确认，金额{amount}")
HANDOVER = Text("Hand-over list", "移交清单")
GUARANTEED = Text("Guarantor {guarantor}, until {day}", "保证人{guarantor}，保证期间至{day}")
GUARANTOR = Text("Guarantor {guarantor}", "保证人{guarantor}")
MET = Text("Stage {stage}: condition for payment met", "节点{stage}：付款条件成就")
VARIED = Text("Variation {number}: {amount}, {status}", "变更{number}：{amount}，{status}")
DONE = Text("Work done to date, {stage}: {done}", "{stage}：累计完成{done}")
WHOLE = Text("whole contract", "整个合同")
CLAIM = Text("Claim {claim}", "请款{claim}")
OF_CLAIM = Text("{claim}: {said}", "{claim}：{said}")
CLAIMED = Text("claimed {amount}", "请款{amount}")
CERTIFIED = Text("certified {amount}", "批复{amount}")
INVOICED = Text("invoice {number}, {amount}", "发票{number}，{amount}")
DUE = Text("{amount} due", "{amount}到期应付")
WAITING = Text("we wait until {day}", "宽限至{day}")
DISPUTED = Text("disputed {amount} {reason}", "争议{amount} {reason}")
STANDS = Text("received {received}, outstanding {outstanding}", "已收{received}，未付{outstanding}")
MONEY_IN = Text("{amount} received, bank reference {reference}", "收款{amount}，银行流水号{reference}")
FROM = Text("from {payer}", "付款方{payer}")
FOR = Text("for claim {claim}", "对应请款{claim}")
LEVEL = Text("level {level}", "{level}级")
ABOUT = Text("claims {claims}", "请款{claims}")
ANSWER = Text("answer: {reason}", "反馈：{reason}")
CONTACTED = Text("Contact", "联系")
PROMISED = Text("Promised {amount} for {day}", "承诺于{day}付款{amount}")


def facts(pack: Pack, language: str) -> list[Fact]:
    """Every fact about a contract, section by section.

    Rule:   EVI-1: signing, address for notices, the days of every claim and the proof of one that is not paid,
            proof of stages and variations, confirmation of progress, delivery of what was sent and proof of
            promises are needed.
    Source: domain.md 1.1, 1.9, 1.10; what a claim before a court must show.
    """
    say = _Speaker(pack.contract, language)
    return [
        *_contract(pack, say), *_stages(pack, say), *_variations(pack, say), *_progress(pack, say),
        *_claims(pack, say), *_receipts(pack, say), *_contacts(pack, say),
    ]  # fmt: skip


class _Speaker:
    """Words, days and amounts in one language and currency."""

    def __init__(self, contract: Contract, language: str) -> None:
        self.currency, self.language = plain(contract.currency), language

    def __call__(self, text: Text, **values: str) -> str:
        return " ".join(text.say(self.language, **values).split())

    def day(self, on: date) -> str:
        return short_day(on, self.language)

    def money(self, amount: Decimal) -> str:
        return shown(amount, self.currency, self.language)

    def joined(self, parts: Sequence[str]) -> str:
        return ("，" if self.language == ZH else ", ").join(filter(None, parts))


def _contract(pack: Pack, say: _Speaker) -> list[Fact]:
    c = pack.contract

    def fact(said: str, *fields: str, on: date | None = None, proof: str = "", lacks: bool = False) -> Fact:
        events = (Event(on, said, fields[0]),) if on is not None else ()
        proofs = (Proof(fields[0], proof),) if proof else ()
        return Fact(
            "contract",
            c.number,
            said,
            "contracts",
            c.line,
            fields,
            proofs,
            fields[:1] if lacks else (),
            events,
        )

    answers = [fact(say(SIGNED), "signed_on", on=c.signed_on, lacks=c.signed_on is None)]
    said = say(NOTICES, address=plain(c.address)) if plain(c.address) else say(NO_NOTICES)
    answers.append(fact(said, "address", lacks=not plain(c.address)))
    if c.completed_on is not None:
        answers.append(fact(say(COMPLETED), "completed_on", on=c.completed_on))
    if c.accepted_on is not None:
        answers.append(fact(say(ACCEPTED), "accepted_on", on=c.accepted_on))
    if c.settled_on is not None:
        said = say(SETTLED, amount=say.money(c.settlement_sum) if c.settlement_sum is not None else "")
        answers.append(fact(said, "settled_on", "settlement_sum", on=c.settled_on))
    if plain(c.handover_list):
        answers.append(fact(say(HANDOVER), "handover_list", proof=c.handover_list))
    if plain(c.guarantor):
        until = c.guarantee_until
        who = plain(c.guarantor)
        said = (
            say(GUARANTOR, guarantor=who)
            if until is None
            else say(GUARANTEED, guarantor=who, day=say.day(until))
        )
        answers.append(fact(said, "guarantor", "guarantee_until"))
    return answers


def _stages(pack: Pack, say: _Speaker) -> list[Fact]:
    answers = []
    for p in pack.positions:
        if p.triggered_on is None:
            continue
        said = say(MET, stage=" ".join(filter(None, (plain(p.milestone), plain(p.name)))))
        event = Event(p.triggered_on, said, "met_on" if p.stage.met_on else "")
        proof = Proof("evidence", p.stage.evidence, needed=True)
        answers.append(
            Fact("stages", p.milestone, said, "milestones", p.stage.line, ("met_on",), (proof,), (), (event,))
        )
    return answers


def _variations(pack: Pack, say: _Speaker) -> list[Fact]:
    answers = []
    for v in sorted(pack.variations, key=lambda v: (v.on, v.line)):
        status = v.status.label.say(say.language)
        said = say(VARIED, number=plain(v.number), amount=say.money(v.amount), status=status)
        proof = Proof("evidence", v.evidence, needed=True)
        which, fields = v.number or say.day(v.on), ("on", "amount", "status")
        event = Event(v.on, said, "on")
        answers.append(Fact("variations", which, said, "variations", v.line, fields, (proof,), (), (event,)))
    return answers


def _progress(pack: Pack, say: _Speaker) -> list[Fact]:
    answers = []
    for row in sorted(pack.progress, key=lambda row: (row.on, row.line)):
        share, amount = row.done.share, row.done.amount
        done = f"{(share * 100).normalize():f}%" if share is not None else say.money(amount or Decimal(0))
        said = say(DONE, stage=plain(row.milestone) or say(WHOLE), done=done)
        proofs = (Proof("source", row.source), Proof("confirmed_by", row.confirmed_by, needed=True))
        which, event = f"{row.milestone} {say.day(row.on)}".strip(), Event(row.on, said, "on")
        answers.append(
            Fact("progress", which, said, "progress", row.line, ("on", "done"), proofs, (), (event,))
        )
    return answers


def _claims(pack: Pack, say: _Speaker) -> list[Fact]:
    answers = []
    for r in pack.receivables:
        c, number = r.request, plain(r.request.invoice_number)
        claim = say(CLAIM, claim=plain(c.number))
        rungs = [
            (c.claimed_on, say(CLAIMED, amount=say.money(r.claimed)), "claimed_on"),
            (c.certified_on, say(CERTIFIED, amount=say.money(r.certified)), "certified_on"),
            (c.invoiced_on, say(INVOICED, number=number, amount=say.money(r.invoiced)), "invoiced_on"),
            (r.due_on, say(DUE, amount=say.money(r.payable)), "due_on" if c.due_on else ""),
        ]
        reached = [(on, said, field) for on, said, field in rungs if on is not None]
        events = tuple(Event(on, say(OF_CLAIM, claim=claim, said=said), field) for on, said, field in reached)
        stands = [say(STANDS, received=say.money(r.received), outstanding=say.money(r.outstanding))]
        if c.extended_to is not None:
            stands.append(say(WAITING, day=say.day(c.extended_to)))
        if c.disputed:
            stands.append(say(DISPUTED, amount=say.money(c.disputed), reason=plain(c.dispute_reason)))
        said = "\n".join([claim, *(f"{say.day(on)} {text}" for on, text, _ in reached), *stands])
        needed = {
            "claimed_on": c.claimed_on, "certified_on": c.certified_on, "invoice_number": number, "due_on": r.due_on,
        }  # fmt: skip
        proofs = [Proof("evidence", c.evidence, needed=r.outstanding > 0)]
        if plain(c.extension):
            proofs.append(Proof("extension", c.extension))
        lacks = tuple(field for field, value in needed.items() if not value)
        answers.append(
            Fact("claims", c.number, said, "claims", c.line, tuple(needed), tuple(proofs), lacks, events)
        )
    return answers


def _receipts(pack: Pack, say: _Speaker) -> list[Fact]:
    answers = []
    for receipt in sorted(pack.receipts, key=lambda receipt: (receipt.on, receipt.line)):
        parts = [
            say(MONEY_IN, amount=say.money(receipt.amount), reference=plain(receipt.reference)),
            receipt.kind.label.say(say.language) if receipt.kind else "",
            say(FROM, payer=plain(receipt.payer)) if plain(receipt.payer) else "",
            say(FOR, claim=plain(receipt.claim)) if plain(receipt.claim) else "",
        ]
        said = say.joined(parts)
        proofs = (Proof("note", receipt.note),) if plain(receipt.note) else ()
        fields, event = ("on", "amount", "reference"), Event(receipt.on, said, "reference")
        answers.append(
            Fact("receipts", receipt.reference, said, "receipts", receipt.line, fields, proofs, (), (event,))
        )
    return answers


def _contacts(pack: Pack, say: _Speaker) -> list[Fact]:
    """Each document and call of the log once, with every day of its way; a draft nobody sent proves nothing."""
    answers, promises = [], []
    log = sorted(entries(pack.contacts, date.max), key=lambda entry: (entry.sent_on, entry.last.line))
    for entry in log:
        for line in entry.lines:
            if line.promised_on is not None:
                promises.append(_promise(line, line.promised_on, entry.proof, say))
        if entry.waits:
            continue
        told = [line for line in entry.lines if line.status not in INSIDE]  # never left the house
        events = tuple(Event(line.on, _told(line, say), "on", line.line) for line in told)
        last = entry.last
        files = (Proof("file", last.file),) if plain(last.file) else ()
        proofs = (*files, Proof("proof", entry.proof, needed=entry.went_out))
        said, which = _told(last._replace(result=entry.answer.result), say), say.day(entry.sent_on)
        answers.append(Fact("contacts", which, said, "contacts", last.line, ("on",), proofs, (), events))
    return answers + promises


def _told(line: Contact, say: _Speaker) -> str:
    """One line of the log in words."""
    channel, status, result = (
        m.label.say(say.language) if m else "" for m in (line.channel, line.status, line.result)
    )
    return say.joined(
        [
            channel or say(CONTACTED),
            say(LEVEL, level=str(line.level)) if line.level is not None else "",
            status,
            say(ABOUT, claims=", ".join(map(plain, line.claims))) if line.claims else "",
            say(ANSWER, reason=result) if result else "",
        ]
    )


def _promise(line: Contact, promised_on: date, proof: str, say: _Speaker) -> Fact:
    """A promise, which needs its proof."""
    amount = say.money(line.promised) if line.promised is not None else ""
    said = say(PROMISED, amount=amount, day=say.day(promised_on))
    fields, event = ("promised_on", "promised"), Event(line.on, said, "promised_on")
    needed = (Proof("proof", proof, needed=True),)
    return Fact("promises", say.day(line.on), said, "contacts", line.line, fields, needed, (), (event,))
