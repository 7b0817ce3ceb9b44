# ruff: noqa: E501  # a sentence stays on one line
"""The evidence of an overdue contract as a checklist: what the book says stands on paper, and what is missing.

The one rule: it is for our own people. A line that lacks its proof says so in the line and once more at the
top; nothing here says what the law makes of it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..collecting.contacts import entries
from ..enumerations import VariationStatus
from ..language import Text
from ..money import ZERO
from ..records import Claim, Contact, Contract, Progress, Variation
from ..results import Mismatch, Position, Receivable
from .amounts import figures, shown
from .documents import Document, file_name
from .facts import short_day
from .pages import Block, Line, Table, pages
from .plain_text import plain

TITLE = Text("Evidence of contract {contract}", "合同{contract}证据清单")
INTERNAL = Text(
    "Internal, not for the customer. As of {day}. Tick what lies on paper or in the file.",
    "内部使用，请勿外发。截至{day}。核对原件或文件后打勾。",
)
OWED = Text(
    "{customer}: outstanding {outstanding}, of this overdue {overdue}; the oldest was due on {due}.",
    "{customer}：未付{outstanding}，其中逾期{overdue}；最早应付日{due}。",
)
MISSING = Text("MISSING", "缺")
MISSING_TITLE = Text("Missing: {count}", "缺失：{count}项")
NOTHING_MISSING = Text("Nothing is missing in the book.", "台账中没有缺失项。")
NONE = Text("None in the book.", "台账中没有。")
BOX = "[   ]"
ITEM = Text("{section}, {which}: {what}", "{section}，{which}：{what}")
NO_CONTACT = Text("no contact with the customer is recorded", "没有与客户的联系记录")
NO_ADVICE = Text(
    "This is no legal advice: a lawyer decides what is needed.",
    "本清单不构成法律意见，所需证据以律师意见为准。",
)


SECTIONS = {
    "contract": Text("1. Contract", "一、合同"),
    "stages": Text("2. Stages that gave a right to money", "二、已成就的付款节点"),
    "variations": Text("3. Variations", "三、变更"),
    "progress": Text("4. Progress and its confirmation", "四、进度及确认"),
    "claims": Text("5. Claims, certificates and invoices", "五、请款、批复与发票"),
    "contacts": Text("6. Contacts and proof of delivery", "六、催款与送达凭证"),
    "promises": Text("7. Promises", "七、付款承诺"),
    "deadlines": Text("8. Deadlines to check with a lawyer", "八、须与律师核对的期限"),
}
H = {
    "box": Text("On file", "已存"), "what": Text("What", "事项"), "entry": Text("Entry", "内容"),
    "milestone": Text("Milestone", "节点"), "name": Text("Name", "名称"), "met_on": Text("Met on", "达成日期"),
    "evidence": Text("Evidence", "依据"), "number": Text("Number", "编号"), "date": Text("Date", "日期"),
    "amount": Text("Amount", "金额"), "status": Text("Status", "状态"), "done": Text("Done", "累计完成"),
    "source": Text("Source", "来源"), "confirmed_by": Text("Confirmed by", "确认人"), "claim": Text("Claim", "请款"),
    "claimed_on": Text("Claimed on", "请款日期"), "certified_on": Text("Certified on", "批复日期"),
    "invoice": Text("Invoice", "发票"), "due_on": Text("Due on", "应付日"), "outstanding": Text("Outstanding", "未付金额"),
    "level": Text("Level", "级别"), "channel": Text("Channel", "渠道"), "file": Text("File", "文件"),
    "proof": Text("Proof", "送达凭证"), "promised_on": Text("Promised for", "承诺付款日"),
    "result": Text("Reason given", "反馈原因"),
}  # fmt: skip
CONTRACT_ROWS = {
    "signed_on": Text("Signed on", "签订日期"),
    "address": Text("Address for notices", "通知地址"),
    "completed_on": Text("Completed on", "竣工日期"),
    "accepted_on": Text("Accepted on", "验收日期"),
    "settled_on": Text("Settled on", "结算日期"),
}
ALWAYS = ("signed_on", "address")  # missing where empty; the other days may lie ahead


class Pack(NamedTuple):
    """What the book holds about one contract."""

    contract: Contract
    positions: Sequence[Position]
    receivables: Sequence[Receivable]
    variations: Sequence[Variation]
    progress: Sequence[Progress]
    contacts: Sequence[Contact]
    deadlines: Sequence[Mismatch] = ()


class Checklist(NamedTuple):
    """The document, and what is missing, as it says it."""

    document: Document
    gaps: tuple[str, ...]


class _Writer:
    """The sections one after another, and every gap on the way."""

    def __init__(self, pack: Pack, language: str) -> None:
        self.pack, self.language = pack, language
        self.gaps: list[str] = []
        self.blocks: list[Block] = []

    def day(self, on: date | None) -> str:
        return short_day(on, self.language) if on is not None else ""

    def money(self, amount: Decimal | None) -> str:
        return "" if amount is None else figures(amount, plain(self.pack.contract.currency))

    def need(self, value: str, section: str, which: str, what: Text) -> str:
        """The value, or the word that it is missing, which is noted."""
        if plain(value):
            return value
        said = ITEM.say(
            self.language,
            section=SECTIONS[section].say(self.language),
            which=plain(which),
            what=what.say(self.language),
        )
        self.gaps.append(said)
        return MISSING.say(self.language)

    def section(
        self,
        key: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        parts: Sequence[int],
        *right: int,
    ) -> None:
        self.blocks.append(Line("BlockTitle", SECTIONS[key].say(self.language), bold=True))
        if not rows:
            self.blocks.append(Line("Block", NONE.say(self.language)))
            return
        labels = [H[h].say(self.language) for h in ("box", *headings)]
        boxed = [(BOX, *row) for row in rows]
        self.blocks.append(Table(labels, boxed, (8, *parts), frozenset(at + 1 for at in right)))


def evidence(pack: Pack, as_of: date, language: str) -> Checklist:
    """The checklist of one contract as a .docx, in the clerk's language, and what it finds missing."""
    write = _Writer(pack, language)
    _contract(write)
    _stages(write)
    _variations(write)
    _progress(write)
    _claims(write)
    _contacts(write)
    _deadlines(write)
    contract, currency = pack.contract, plain(pack.contract.currency)
    owed = sum((r.outstanding for r in pack.receivables), ZERO)
    late = [r for r in pack.receivables if r.days_overdue > 0 and r.outstanding > 0]
    said = OWED.say(
        language,
        customer=plain(contract.customer),
        outstanding=shown(owed, currency, language),
        overdue=shown(sum((r.outstanding for r in late), ZERO), currency, language),
        due=write.day(min((r.due_on for r in late if r.due_on), default=None)),
    )
    missing = (
        MISSING_TITLE.say(language, count=len(write.gaps)) if write.gaps else NOTHING_MISSING.say(language)
    )
    top: list[Block] = [
        Line("Subject", TITLE.say(language, contract=plain(contract.number))),
        Line("Note", INTERNAL.say(language, day=write.day(as_of))),
        Line("Note", NO_ADVICE.say(language)),
        Line("Block", said),
        Line("BlockTitle", missing, bold=True),
        *(Line("Block", f"{BOX} {gap}") for gap in write.gaps),
    ]
    name = file_name((as_of.isoformat(), contract.number, contract.customer, "evidence"), "docx")
    document = Document(name, pages([*top, *write.blocks], language))
    return Checklist(document, tuple(write.gaps))


def _contract(write: _Writer) -> None:
    contract = write.pack.contract
    rows = []
    for field, label in CONTRACT_ROWS.items():
        value = getattr(contract, field)
        entry = write.day(value) if field.endswith("_on") else value
        if field in ALWAYS:
            entry = write.need(entry, "contract", contract.number, label)
        if entry:
            rows.append((label.say(write.language), entry))
    write.section("contract", ("what", "entry"), rows, (30, 60))


def _stages(write: _Writer) -> None:
    rows = []
    for p in write.pack.positions:
        if p.triggered_on is None:
            continue
        proof = write.need(p.stage.evidence, "stages", p.milestone, H["evidence"])
        rows.append((p.milestone, p.name, write.day(p.triggered_on), proof))
    write.section("stages", ("milestone", "name", "met_on", "evidence"), rows, (12, 28, 14, 38))


def _variations(write: _Writer) -> None:
    rows = []
    for v in sorted(write.pack.variations, key=lambda v: v.on):
        proof = v.evidence
        if v.status is VariationStatus.AGREED or not proof:
            proof = write.need(proof, "variations", v.number or write.day(v.on), H["evidence"])
        status = v.status.label.say(write.language)
        rows.append((v.number, write.day(v.on), write.money(v.amount), status, proof))
    write.section(
        "variations", ("number", "date", "amount", "status", "evidence"), rows, (12, 14, 16, 14, 36), 2
    )


def _progress(write: _Writer) -> None:
    rows = []
    for row in sorted(write.pack.progress, key=lambda row: (row.on, row.line)):
        share = row.done.share
        done = write.money(row.done.amount) if share is None else f"{(share * 100).normalize():f}%"
        which = f"{row.milestone} {write.day(row.on)}"
        by = write.need(row.confirmed_by, "progress", which, H["confirmed_by"])
        rows.append((write.day(row.on), row.milestone, done, row.source, by))
    write.section(
        "progress", ("date", "milestone", "done", "source", "confirmed_by"), rows, (14, 12, 18, 24, 24), 2
    )


def _claims(write: _Writer) -> None:
    rows = []
    for r in write.pack.receivables:
        claim: Claim = r.request

        def need(value: str, heading: str, number: str = claim.number) -> str:
            return write.need(value, "claims", number, H[heading])

        rows.append(
            (
                claim.number,
                need(write.day(claim.claimed_on), "claimed_on"),
                need(write.day(claim.certified_on), "certified_on"),
                need(claim.invoice_number, "invoice"),
                need(write.day(r.due_on), "due_on"),
                write.money(r.outstanding),
            )
        )
    headings = ("claim", "claimed_on", "certified_on", "invoice", "due_on", "outstanding")
    write.section("claims", headings, rows, (15, 14, 14, 18, 14, 17), 5)


def _contacts(write: _Writer) -> None:
    rows, promises = [], []
    for entry in sorted(entries(write.pack.contacts, date.max), key=lambda e: (e.sent_on, e.last.line)):
        c, on = entry.last, write.day(entry.sent_on)
        proof = write.need(entry.proof, "contacts", on, H["proof"]) if entry.went_out else entry.proof
        level = "" if c.level is None else str(c.level)
        channel, status, result = (
            m.label.say(write.language) if m else "" for m in (c.channel, c.status, entry.answer.result)
        )
        rows.append((on, level, channel, status, c.file, proof, result))
        for line in entry.lines:
            if line.promised_on is not None:
                said = write.day(line.on)
                proved = entry.proof or write.need("", "promises", said, H["proof"])
                promises.append((said, write.day(line.promised_on), write.money(line.promised), proved))
    if not rows:
        write.need("", "contacts", write.pack.contract.number, NO_CONTACT)
    headings = ("date", "level", "channel", "status", "file", "proof", "result")
    write.section("contacts", headings, rows, (13, 8, 12, 11, 20, 16, 14))
    write.section("promises", ("date", "promised_on", "amount", "proof"), promises, (16, 18, 20, 38), 2)


def _deadlines(write: _Writer) -> None:
    write.blocks.append(Line("BlockTitle", SECTIONS["deadlines"].say(write.language), bold=True))
    for m in write.pack.deadlines:
        text = f"{m.rule}: {m.meaning.say(write.language)} {m.action.say(write.language)}"
        write.blocks.append(Line("Block", f"{BOX} {text}"))
    if not write.pack.deadlines:
        write.blocks.append(Line("Block", NONE.say(write.language)))
