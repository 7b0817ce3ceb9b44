# ruff: noqa: E501  # a sentence stays on one line
"""Letters: what answers the reason a customer gave, or the paper a clerk chose, as drafts. Nothing is sent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Mapping, NamedTuple, Sequence

from .. import portfolio as asked
from ..billing.plans import is_works
from ..billing.terms import Dossier
from ..collecting import reminding
from ..collecting.instalments import COUNT, FEWEST, MOST, Payment, instalments
from ..collecting.papers import Paper, effect, outlived
from ..collecting.remedies import advice
from ..collecting.remedying import Facts, Matter, matters
from ..collecting.suspension import Ground
from ..drafting.acceptance import acceptance_document, gaps
from ..drafting.agreements import plan_document, supplement_document
from ..drafting.documents import Document, distinct
from ..drafting.facts import Sender
from ..drafting.remedy_letters import FIRST_DAYS, Terms, letter_document
from ..drafting.remedy_notes import Entry, remedy_note
from ..drafting.reminders import LETTER_TEMPLATE
from ..drafting.word_form import TemplateError
from ..enumerations import Channel, ContactStatus, Reason
from ..language import Text
from ..lines import by_contract
from ..money import ZERO
from ..portfolio import Portfolio
from ..problems import Problem, found, message
from ..records import Progress
from ..tables import show
from ..tables.cells import SERIAL_ZERO
from ..tables.rules import NAME as RULES
from .desk import desk, per_currency, sender
from .outcomes import Append, Edit, File, Outcome
from .reminding import COMPANY

CHOICES = Text("Letters", "函件")
KIND, COUNTED, DOWN, CONTRACT = (
    Text("Kind", "类型"), Text("Instalments", "期数"), Text("Down payment", "首付款"), Text("Contract", "合同编号"),
)  # fmt: skip
WANTED_COUNT = Text(f"a whole number from {FEWEST} to {MOST}", f"{FEWEST}至{MOST}的整数")
WANTED_DOWN = Text("more than 0 and less than what is owed", "大于0且小于未付金额")
SAID = Text(
    "{count} letter(s) drafted for {total}; {left} matter(s) without one. Nothing was sent.",
    "已起草{count}份函件，共{total}；{left}项未起草。程序未发送任何内容。",
)
AGAIN = Text("Look again on {day}", "{day}复核")
MONEY_WAITS = reminding.UNALLOCATED
NO_SUCH = Text("no such contract in this book", "台账中没有此合同")
NO_DOWN = Text("the down payment of {found} is not less than what is owed", "首付款{found}不小于未付金额")
TOO_SMALL = Text("too little for so many instalments", "金额不足以分这么多期")
NO_PAPER = Text("none", "无")
DIVIDE = Text("enter the disputed amount in Claims", "请在“请款”表填写争议金额")
NO_ADDRESS = Text("no address for notices", "缺少通知地址")
NOT_SAID = Text(
    "the letter says that they gave this reason; Contacts does not hold it",
    "函件称对方给出此原因，但“催款”表没有记录",
)
QUOTING = (Paper.GRACE, Paper.INQUIRY, Paper.DIRECT_ANSWER, Paper.REASONS)


class Made(NamedTuple):
    """A matter, its document if one could be made, and what is missing or why there is none."""

    matter: Matter
    document: Document | None
    missing: tuple[Text, ...]
    effect: Text


def letter(
    sheets: Mapping[str, Any],
    as_of: date | None,
    language: str,
    contracts: Sequence[str] | None = None,
    kind: str | None = None,
    instalments: int = COUNT,
    down: Decimal | float | None = None,
    first_on: date | None = None,
    days: int | None = None,
    template: bytes | None = None,
) -> Outcome:
    """The papers that answer what customers say, or a chosen one for chosen contracts; and a note for the clerk.

    Units:  `kind` is a code of Paper; `instalments` and `down` cut a plan whose first payment is on `first_on`
            (two weeks on, if empty); `days` are those to answer, or to wait; `template` is the user's .docx.
    Rule:   RMD-9, RMD-11 to RMD-18. A contract with a problem gets no letter; nor does one who has paid.
    """
    answers = desk(sheets, as_of).answers
    paper, problems = _chosen(kind, instalments)
    if problems:
        return Outcome(_said([]), problems=tuple(problems))
    amount = Decimal(str(down)) if down is not None else None
    terms = Terms(days, instalments, amount, first_on)
    ours, judged_by = sender(answers), asked.ground(answers)
    problems = list(answers.problems)
    made = []
    for matter in matters(_facts(answers), judged_by, paper, contracts):
        try:
            made.append(_made(matter, ours, judged_by, terms, answers.book.progress, template))
        except TemplateError as wrong:
            problem = Problem(RULES, 0, LETTER_TEMPLATE, wrong.said, blocks=False)
            problems += [problem] if problem not in problems else []
            made.append(Made(matter._replace(why_not=wrong.said), None, (), Text("", "")))
    if any(one.document for one in made) and not ours.company:
        problems.append(Problem(RULES, 0, COMPANY, message("no_company"), blocks=False))
    documents = distinct(one.document for one in made if one.document)
    names = iter(document.name for document in documents)
    made = [
        one._replace(document=one.document._replace(name=next(names))) if one.document else one
        for one in made
    ]
    rows = [_row(one) for one in made] + _absent(answers, contracts)
    entries = [_entry(one, judged_by) for one in made]
    files = [*documents, remedy_note(entries, answers.as_of, language)] if made else []
    lines = tuple(_contact(one, answers.as_of, language) for one in made if one.document)
    edits: tuple[Edit, ...] = (Append("contacts", lines),) if lines else ()
    return Outcome(
        _said(made),
        edits,
        tuple(File(d.name, d.data) for d in files),
        Text(f"letters-{answers.as_of}", f"函件-{answers.as_of}").say(language),
        tuple(problems),
        tuple(map(tuple, show.show(show.LETTERS, rows, language))),
    )


def _chosen(kind: str | None, count: Any) -> tuple[Paper | None, list[Problem]]:
    """The paper asked for, and what is wrong with the choices."""
    problems = []
    paper = next((p for p in Paper if kind is not None and kind.casefold() in (p.code, *p.label)), None)
    if kind is not None and paper is None:
        codes = ", ".join(p.code for p in Paper)
        wanted = Text(f"one of: {codes}", f"以下之一：{codes}")
        problems.append(
            Problem(CHOICES, 0, KIND, message("unreadable", found=found(kind), wanted=wanted), blocks=False)
        )
    if not isinstance(count, int) or not FEWEST <= count <= MOST:
        said = message("unreadable", found=found(count), wanted=WANTED_COUNT)
        problems.append(Problem(CHOICES, 0, COUNTED, said, blocks=False))
    return paper, problems


def _facts(answers: Portfolio) -> list[Facts]:
    """What the book knows about each contract, and what speaks against writing to its customer."""
    book = answers.book
    loose = answers.unallocated + [u for one in answers.accounts.values() for u in one.unallocated]
    waiting = reminding.money_waiting(loose, answers.receivables())
    unread = asked.unread(answers)
    contacts, stages = by_contract(book.contacts), by_contract(book.milestones)
    questions = by_contract(m for m in asked.found_mismatches(answers) if m.rule.startswith("TRM-"))
    facts = []
    for number, contract in book.contracts.items():
        works = is_works(Dossier(contract, stages.get(number, ()), (), (), answers.as_of))
        problem = answers.problem_of(number) or unread.get(number) or unread.get("")
        one = answers.accounts.get(number)
        stop = reminding.unreadable(problem) if problem else None
        if stop is None and (contract.customer, contract.currency) in waiting:
            stop = MONEY_WAITS
        facts.append(
            Facts(
                contract, one.positions if one else (), one.receivables if one else (),
                contacts.get(number, ()), questions.get(number, ()), works, stop,
            )
        )  # fmt: skip
    return facts


def _made(
    matter: Matter,
    ours: Sender,
    ground: Ground,
    terms: Terms,
    progress: Sequence[Progress],
    template: bytes | None,
) -> Made:
    """The document of a matter. An assertion of the drafting room that fails is our bug, not the user's."""
    paper = matter.paper
    oldest = min((r.due_on for r in matter.claims if r.due_on), default=None)
    plan: tuple[Payment, ...] = ()
    if matter.why_not is None and paper is Paper.INSTALMENT_PLAN:
        matter, plan = _planned(matter, ground, terms)
    last = plan[-1].on if plan else None
    said = effect(paper, matter.contract, oldest, last, matter.facts.works) if paper else Text("", "")
    missing = _missing(matter, progress)
    if last is not None:
        missing += tuple(outlived(matter.contract, oldest, last, matter.facts.works))
    if matter.why_not is not None or paper is None:
        return Made(matter, None, missing, said if matter.why_not is None else Text("", ""))
    if paper is Paper.INSTALMENT_PLAN:
        document = plan_document(matter, plan, ours, ground)
    elif paper is Paper.SUPPLEMENT:
        document = supplement_document(matter, ours, ground)
    elif paper is Paper.ACCEPTANCE_REQUEST:
        document = acceptance_document(matter, ours, ground, terms)
    else:
        document = letter_document(matter, ours, ground, terms, template)
    return Made(matter, document, missing, said)


def _planned(matter: Matter, ground: Ground, terms: Terms) -> tuple[Matter, tuple[Payment, ...]]:
    """The payments of a plan, or the matter with why it cannot be cut so."""
    first = terms.first_on or date.fromordinal(ground.as_of.toordinal() + FIRST_DAYS)
    plan = instalments(matter.money, matter.currency, first, terms.instalments, terms.down, ground.calendar)
    if plan:
        return matter, plan
    why = TOO_SMALL
    if terms.down is not None and not ZERO < terms.down < matter.money:
        why = Text(NO_DOWN.say("en", found=terms.down), NO_DOWN.say("zh", found=terms.down))
    return matter._replace(why_not=why), ()


def _missing(matter: Matter, progress: Sequence[Progress]) -> tuple[Text, ...]:
    """What the clerk still has to find or enter, whether or not there is a draft."""
    if matter.paper is Paper.ACCEPTANCE_REQUEST:
        latest: dict[str, Progress] = {}
        for row in sorted(progress, key=lambda row: (row.on, row.line)):
            if row.contract == matter.contract.number:
                latest[row.milestone] = row
        return tuple(gaps(matter, frozenset(m for m, row in latest.items() if row.confirmed_by.strip())))
    missing: list[Text] = []
    if matter.paper in QUOTING and all(c.result is not matter.reason for c in matter.facts.contacts):
        missing.append(NOT_SAID)
    if matter.paper is Paper.REASONS and not any(r.disputed > 0 for r in matter.claims):
        missing.append(DIVIDE)
    if (
        matter.paper in (Paper.DEMAND, Paper.SUSPENSION, Paper.PROGRESS_NOTICE)
        and not matter.contract.address.strip()
    ):
        missing.append(NO_ADDRESS)
    if matter.gates is not None:
        missing += [Text(f"{g.name.en}: {g.said.en}", f"{g.name.zh}：{g.said.zh}") for g in matter.gates.shut]
    return tuple(missing)


def _reason(reason: Reason | None) -> Text:
    if reason is None:
        return Text("", "")
    return Text(f"{reason.code} {reason.label.en}", f"{reason.code} {reason.label.zh}")


def _row(one: Made) -> show.LetterRow:
    """A matter as a line of the listing: why there is no document comes before what is missing."""
    matter = one.matter
    said = [*([matter.why_not] if matter.why_not else []), *one.missing]
    return show.LetterRow(
        matter.contract.number,
        matter.contract.customer,
        _reason(matter.reason),
        matter.paper.label if matter.paper else NO_PAPER,
        ", ".join(r.claim for r in matter.claims),
        matter.currency,
        matter.money,
        Text("; ".join(text.en for text in said), "；".join(text.zh for text in said)),
        matter.look_again,
        one.effect,
        one.document.name if one.document else "",
    )


def _absent(answers: Portfolio, contracts: Sequence[str] | None) -> list[show.LetterRow]:
    """The contracts whose own line cannot be read, and those asked for that the book does not have."""
    nothing, known = Text("", ""), answers.book.contracts
    whys: dict[str, Text] = {}
    for problem in answers.problems:
        number = problem.contract
        if problem.blocks and number and number not in known and (contracts is None or number in contracts):
            whys.setdefault(number, reminding.unreadable(problem))
    for number in contracts or ():
        if number not in known:
            whys.setdefault(number, NO_SUCH)
    return [
        show.LetterRow(number, "", nothing, NO_PAPER, "", "", ZERO, why, None, nothing, "")
        for number, why in whys.items()
    ]


def _entry(one: Made, ground: Ground) -> Entry:
    matter = one.matter
    return Entry(
        matter.contract.number,
        matter.contract.customer,
        matter.currency,
        matter.money,
        _reason(matter.reason),
        advice(matter.reason, ground.own) if matter.reason else Text("", ""),
        one.document.name if one.document else "",
        matter.why_not,
        one.missing if matter.gates is None else (),
        matter.gates.gates if matter.gates else (),
        one.effect,
        matter.look_again,
    )


def _contact(one: Made, as_of: date, language: str) -> Mapping[str, Any]:
    """The line of Contacts of a draft: no level, so that the ladder of reminders does not move."""
    assert one.document is not None
    line = {
        "on": float((as_of - SERIAL_ZERO).days),
        "contract": one.matter.contract.number,
        "claims": ", ".join(r.claim for r in one.matter.claims),
        "channel": Channel.LETTER.label.say(language),
        "file": one.document.name,
        "status": ContactStatus.DRAFTED.label.say(language),
    }
    if one.matter.look_again is not None:
        line["next_action"] = AGAIN.say(language, day=one.matter.look_again.isoformat())
    return line


def _said(made: Sequence[Made]) -> Text:
    drafted = [one.matter for one in made if one.document]
    total = per_currency(drafted, "money")
    values = {"count": len(drafted), "total": total, "left": len(made) - len(drafted)}
    return Text(SAID.say("en", **values), SAID.say("zh", **values))
