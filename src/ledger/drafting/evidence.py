# ruff: noqa: E501  # a sentence stays on one line
"""The evidence of an overdue contract: a chronology, an index of every proof, the files found, what is missing.

The one rule: it is for our own people. A line that lacks its proof says so in the line and once more in the list of
what is missing; nothing here says what the law makes of it.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from hashlib import sha256
from typing import Callable, NamedTuple, Sequence

from ..language import ZH, Text
from ..money import ZERO
from .amounts import shown
from .documents import Document, file_name, free_names
from .exhibits import NOT_A_NAME, Exhibit, Shelf, pieces
from .facts import short_day
from .pages import Block, Line, Table, pages
from .plain_text import as_cell, plain
from .proofs import Fact, Pack, Proof, facts

NAME = Text("evidence", "证据目录")
TITLE = Text("Evidence of contract {contract}", "合同{contract}证据目录")
INTERNAL = Text(
    "Internal, not for the customer. As of {day}. Tick what lies on paper or in the file.",
    "内部使用，请勿外发。截至{day}。核对原件或文件后打勾。",
)
OWED = Text(
    "{customer}: outstanding {outstanding}, of this overdue {overdue}; the oldest was due on {due}.",
    "{customer}：未付{outstanding}，其中逾期{overdue}；最早应付日{due}。",
)
ENCLOSED = Text("{count} file(s) enclosed in this folder.", "本文件夹附文件{count}份。")
NOT_LOOKED = Text("Files were not looked for.", "未查找文件。")
MISSING = Text("MISSING", "缺")
MISSING_TITLE = Text("Missing: {count}", "缺失：{count}项")
NOTHING_MISSING = Text("Nothing is missing in the book.", "台账中没有缺失项。")
LISTED_BELOW = Text("Missing: {count}, listed at the end.", "缺失{count}项，见文末。")
NONE = Text("None in the book.", "台账中没有。")
BOX = "[   ]"
ITEM = Text("{section}, {which}: {what}", "{section}，{which}：{what}")
UNFOUND = Text("{words}: {why}", "{words}：{why}")
NO_CONTACT = Text("no contact with the customer is recorded", "没有与客户的联系记录")
NO_ADVICE = Text(
    "This is no legal advice: a lawyer decides what is needed.",
    "本目录不构成法律意见，所需证据以律师意见为准。",
)
PAGE = Text("page {page}", "第{page}页")
SIZE = Text("{size} bytes", "{size}字节")
PLACE = Text("{sheet} line {line}", "{sheet}第{line}行")
PLACE_IN = Text("{sheet} line {line}, {headings}", "{sheet}第{line}行，{headings}")
FROM_TERMS = Text("from the terms", "按条款推算")
NUMBER = Text("No. {number}", "第{number}项")
LOST = Text("No. {number}: MISSING", "第{number}项：缺")

DEADLINES = Text("Deadlines to check with a lawyer", "须与律师核对的期限")
CHRONOLOGY = Text("Chronology", "时间顺序")
INDEX = Text("Index of evidence", "证据目录")
SECTIONS = {
    "contract": Text("1. Contract", "一、合同"),
    "stages": Text("2. Stages that gave a right to money", "二、已成就的付款节点"),
    "variations": Text("3. Variations", "三、变更"),
    "progress": Text("4. Progress and its confirmation", "四、进度及确认"),
    "claims": Text("5. Claims, certificates and invoices", "五、请款、批复与发票"),
    "receipts": Text("6. Money received", "六、回款"),
    "contacts": Text("7. Contacts and proof of delivery", "七、催款与送达凭证"),
    "promises": Text("8. Promises", "八、付款承诺"),
}
H = {
    "number": Text("No.", "序号"), "what": Text("What it proves", "证明内容"), "proof": Text("Proof: file, page", "证据：文件、页码"),
    "source": Text("Cell of the workbook", "台账出处"), "at": Text("In the index", "目录序号"), "date": Text("Date", "日期"), "event": Text("Event", "事件"),
    "section": Text("Section", "类别"), "file": Text("File", "文件"), "page": Text("Page", "页码"),
    "words": Text("As the cell says", "单元格原文"), "state": Text("State", "状态"), "found": Text("Found in", "所在位置"),
    "sheet": Text("Sheet", "工作表"), "line": Text("Line", "行"), "column": Text("Column", "列"),
    "proved_by": Text("Proof", "凭证"), "period": Text("Period", "时限"), "act_by": Text("Act by", "安全日期"), "last_day": Text("Last day", "届满日"),
    "rule": Text("Rule", "规则"), "size": Text("Size (bytes)", "大小（字节）"), "sha": Text("SHA-256", "SHA-256"),
}  # fmt: skip
IN_TABLE = (
    "date",
    "number",
    "section",
    "what",
    "words",
    "file",
    "page",
    "state",
    "sheet",
    "line",
    "column",
    "found",
    "size",
    "sha",
)
ON_FILE, ON_PAPER, NAMED = (
    Text("enclosed", "已附"),
    Text("words only", "仅文字"),
    Text("named, not looked for", "已指明，未查找"),
)

Name = Callable[[str, str], Text]  # the heading of a field of a sheet; of no field, the name of the sheet


class Checked(NamedTuple):
    """A proof as it was judged: what the cell says, the file if one was found, and what is wrong."""

    field: str
    words: str
    page: str = ""
    exhibit: Exhibit | None = None
    wrong: Text | None = None
    is_named: bool = False

    @property
    def state(self) -> Text:
        """In a word."""
        if self.wrong is not None:
            return self.wrong
        return ON_FILE if self.exhibit else NAMED if self.is_named else ON_PAPER


class Checklist(NamedTuple):
    """The documents of one contract, its files, and what is missing, as it says it."""

    documents: tuple[Document, ...]
    exhibits: tuple[Document, ...]
    gaps: tuple[str, ...]


class _Index:
    """The facts with their proofs judged, numbered, and every gap on the way."""

    def __init__(self, pack: Pack, shelf: Shelf | None, name: Name, language: str) -> None:
        self.pack, self.shelf, self.name, self.language = pack, shelf, name, language
        self.gaps: list[str] = []
        self.lines: list[tuple[int, Fact, list[Checked]]] = []
        self.exhibits: dict[str, Exhibit] = {}
        for number, fact in enumerate(facts(pack, language), start=1):
            self.lines.append((number, fact, self._judged(fact)))
        if not pack.contacts:
            self._gap("contacts", pack.contract.number, NO_CONTACT.say(language))

    def _gap(self, section: str, which: str, what: str) -> None:
        place = SECTIONS[section].say(self.language)
        self.gaps.append(ITEM.say(self.language, section=place, which=plain(which), what=plain(what)))

    def _judged(self, fact: Fact) -> list[Checked]:
        for field in fact.lacks:
            self._gap(fact.section, fact.which, self.name(fact.sheet, field).say(self.language))
        answers = [Checked(field, "", wrong=MISSING) for field in fact.lacks]
        for proof in fact.proofs:
            answers += self._of(fact, proof)
        return answers

    def _of(self, fact: Fact, proof: Proof) -> list[Checked]:
        found = pieces(proof.text)
        if not found and proof.needed:
            self._gap(fact.section, fact.which, self.name(fact.sheet, proof.field).say(self.language))
            return [Checked(proof.field, "", wrong=MISSING)]
        answers = []
        for piece in found:
            one = Checked(proof.field, plain(piece.words), piece.page, is_named=bool(piece.name))
            if piece.is_bad:
                one = one._replace(wrong=NOT_A_NAME)
            elif piece.name and self.shelf is not None:
                there = self.shelf.one(piece.name, self.pack.contract.number)
                if isinstance(there, Exhibit):
                    self.exhibits.setdefault(there.place, there)
                    one = one._replace(exhibit=there)
                else:
                    one = one._replace(wrong=there)
            if one.wrong is not None:
                why = UNFOUND.say(self.language, words=one.words, why=one.wrong.say(self.language))
                self._gap(fact.section, fact.which, why)
            answers.append(one)
        return answers

    def place(self, fact: Fact, fields: Sequence[str]) -> str:
        """The cells of a fact: sheet, line, headings."""
        comma = "、" if self.language == ZH else ", "
        headings = comma.join(
            (self.name(fact.sheet, field) if field else FROM_TERMS).say(self.language)
            for field in dict.fromkeys(fields)
        )
        sheet = self.name(fact.sheet, "").say(self.language)
        return (PLACE_IN if headings else PLACE).say(
            self.language, sheet=sheet, line=fact.line, headings=headings
        )

    def proof(self, fact: Fact, one: Checked, is_one_of_many: bool) -> str:
        """A proof as the index says it, in lines."""
        colon = "：" if self.language == ZH else ": "
        label = self.name(fact.sheet, one.field).say(self.language) + colon if is_one_of_many else ""
        if one.exhibit is None:
            lost = MISSING.say(self.language)
            if one.wrong is None:
                return label + one.words
            if one.wrong is MISSING:
                return label + lost
            why = UNFOUND.say(self.language, words=lost, why=one.wrong.say(self.language))
            return f"{label}{one.words}\n{why}"
        page = PAGE.say(self.language, page=one.page) if one.page else ""
        size = SIZE.say(self.language, size=f"{len(one.exhibit.data):,}")
        comma = "，" if self.language == ZH else ", "
        name = comma.join(filter(None, (one.exhibit.name, page)))
        return f"{label}{name}\n{size}{comma}SHA-256 {_sha(one.exhibit)}"


def _sha(exhibit: Exhibit) -> str:
    return sha256(exhibit.data).hexdigest()


def evidence(pack: Pack, as_of: date, language: str, name: Name, shelf: Shelf | None = None) -> Checklist:
    """The checklist of one contract, in the clerk's language, its files, and what it finds missing.

    Rule:   EVI-1 (what is needed), EVI-2 (what names a file), EVI-3 (which file it is). Same book, day and files:
            same bytes.
    """
    index = _Index(pack, shelf, name, language)
    number, customer = pack.contract.number, pack.contract.customer
    parts = (as_of.isoformat(), number, customer, NAME.say(language))
    documents = (
        Document(file_name(parts, "docx"), pages(_blocks(index, as_of), language)),
        Document(file_name(parts, "csv"), _table(index)),
    )
    taken = [document.name for document in documents]
    found = [index.exhibits[place] for place in sorted(index.exhibits)]
    names = free_names([*taken, *(exhibit.name for exhibit in found)])[len(taken) :]
    exhibits = tuple(Document(free, exhibit.data) for free, exhibit in zip(names, found))
    return Checklist(documents, exhibits, tuple(index.gaps))


def _blocks(index: _Index, as_of: date) -> list[Block]:
    language, pack = index.language, index.pack
    day = short_day(as_of, language)
    gaps = len(index.gaps)
    blocks: list[Block] = [
        Line("Subject", TITLE.say(language, contract=plain(pack.contract.number))),
        Line("Note", INTERNAL.say(language, day=day)),
        Line("Note", NO_ADVICE.say(language)),
        Line("Block", _owed(pack, language)),
        Line(
            "Block",
            ENCLOSED.say(language, count=len(index.exhibits)) if index.shelf else NOT_LOOKED.say(language),
        ),
        Line("Block", LISTED_BELOW.say(language, count=gaps) if gaps else NOTHING_MISSING.say(language)),
    ]
    blocks += _deadlines(index)
    blocks += _chronology(index)
    blocks.append(Line("BlockTitle", INDEX.say(language), bold=True))
    for section, title in SECTIONS.items():
        blocks.append(Line("BlockTitle", title.say(language), bold=True))
        rows = [_row(index, *line) for line in index.lines if line[1].section == section]
        labels = [H[heading].say(language) for heading in ("number", "what", "proof", "source")]
        blocks.append(Table(labels, rows, (9, 34, 39, 18)) if rows else Line("Block", NONE.say(language)))
    if gaps:
        blocks.append(Line("BlockTitle", MISSING_TITLE.say(language, count=gaps), bold=True))
        blocks += [Line("Block", f"{BOX} {gap}") for gap in index.gaps]
    return blocks


def _row(index: _Index, number: int, fact: Fact, checked: Sequence[Checked]) -> tuple[str, ...]:
    many = len({one.field for one in checked}) > 1
    proof = "\n".join(index.proof(fact, one, many) for one in checked)
    fields = [*fact.fields, *(proof.field for proof in fact.proofs)]
    return f"{BOX} {number}", fact.said, proof, index.place(fact, fields)


def _owed(pack: Pack, language: str) -> str:
    currency = plain(pack.contract.currency)
    late = [r for r in pack.receivables if r.days_overdue > 0 and r.outstanding > 0]
    oldest = min((r.due_on for r in late if r.due_on), default=None)
    return OWED.say(
        language,
        customer=plain(pack.contract.customer),
        outstanding=shown(sum((r.outstanding for r in pack.receivables), ZERO), currency, language),
        overdue=shown(sum((r.outstanding for r in late), ZERO), currency, language),
        due=short_day(oldest, language) if oldest else "",
    )


def _chronology(index: _Index) -> list[Block]:
    """What happened when, the oldest first, each with its line of the index."""
    language = index.language
    events = [
        (event.on, number, at, event, fact, checked)
        for number, fact, checked in index.lines
        for at, event in enumerate(fact.events)
    ]
    rows = []
    for on, number, _, event, fact, checked in sorted(events, key=lambda row: row[:3]):
        lost = any(one.wrong is not None for one in checked)
        state = (LOST if lost else NUMBER).say(language, number=number)
        rows.append(
            (
                short_day(on, language),
                event.said,
                state,
                index.place(fact._replace(line=event.line or fact.line), (event.field,)),
            )
        )
    labels = [H[heading].say(language) for heading in ("date", "event", "at", "source")]
    table: Block = Table(labels, rows, (14, 48, 16, 22)) if rows else Line("Block", NONE.say(language))
    return [Line("BlockTitle", CHRONOLOGY.say(language), bold=True), table]


def _deadlines(index: _Index) -> list[Block]:
    """The clocks that run, each with its proof or its absence and the rule it comes from."""
    language = index.language
    title = Line("BlockTitle", DEADLINES.say(language), bold=True)
    rows = []
    for c in index.pack.deadlines:
        days = [short_day(day, language) if day else "" for day in (c.safe, c.last)]
        said = f"{c.kind.label.say(language)} {c.claim or c.stage}\n{c.meaning.say(language)}"
        source = f"{c.rule.say(language)}: {c.version.say(language)}"
        rows.append((said, *days, c.proof.say(language), source))
    labels = [H[heading].say(language) for heading in ("period", "act_by", "last_day", "proved_by", "rule")]
    table: Block = Table(labels, rows, (36, 13, 13, 16, 22)) if rows else Line("Block", NONE.say(language))
    return [title, table]


def _table(index: _Index) -> bytes:
    """The index for a spreadsheet, to sort and to filter: a line for each proof, every cell of it text."""
    language = index.language
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([H[heading].say(language) for heading in IN_TABLE])
    for number, fact, checked in index.lines:
        on = min((event.on for event in fact.events), default=None)
        for one in checked or [Checked(fact.fields[0], "")]:
            exhibit = one.exhibit
            cells = {
                "date": on.isoformat() if on else "",
                "number": str(number),
                "section": SECTIONS[fact.section].say(language),
                "what": fact.said.replace("\n", "; "),
                "words": one.words,
                "file": exhibit.name if exhibit else "",
                "page": one.page,
                "state": one.state.say(language) if checked else "",
                "sheet": index.name(fact.sheet, "").say(language),
                "line": str(fact.line),
                "column": index.name(fact.sheet, one.field).say(language),
                "found": exhibit.place if exhibit else "",
                "size": str(len(exhibit.data)) if exhibit else "",
                "sha": _sha(exhibit) if exhibit else "",
            }
            writer.writerow([as_cell(cells[heading]) for heading in IN_TABLE])
    return b"\xef\xbb\xbf" + target.getvalue().encode("utf-8")
