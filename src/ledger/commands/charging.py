"""Interest: for each contract with overdue money a letter that states it, and the comparison behind it."""

from __future__ import annotations

from datetime import date
from typing import Any, Collection, Mapping, Sequence

from .. import portfolio as asked
from ..collecting.application import ORDER
from ..collecting.dunning import DISPUTE, Why
from ..collecting.interest_bases import Basis, Sources
from ..collecting.interest_statements import InterestStatement, interest_statement
from ..collecting.reminding import UNALLOCATED, money_waiting, speech
from ..conventions import chosen, label, of
from ..drafting.documents import Document, distinct
from ..drafting.interest_comparison import LAWYER, NOT_AVAILABLE, interest_comparison
from ..drafting.interest_letters import interest_letter, known_words
from ..language import Text
from ..portfolio import Portfolio
from ..tables.cells import Unreadable, one_of
from .desk import SILENCED, desk, per_currency, sender, silenced
from .outcomes import File, Outcome

LISTED = (
    Text("Contract", "合同编号"), Text("Customer", "客户"), Text("Claim", "请款编号"),
    Text("Currency", "币种"), Text("Basis", "利率口径"), Text("Payments settle", "付款抵充顺序"),
    Text("Principal", "未付本金"), Text("Interest", "未付利息"), Text("Per diem", "每日利息"),
    Text("File", "文件"), Text("Note", "说明"),
)  # fmt: skip
SAID = Text(
    "{count} interest statement(s) drafted, interest {total}; {held} contract(s) without one. "
    "Nothing was posted and nothing was sent.",
    "已起草{count}份利息计算书，利息{total}；{held}份合同未起草。未记账，程序未发送任何内容。",
)
UNKNOWN = Text(
    "Nothing was done: {found} is no basis and no order of payment.",
    "未执行：{found}不是利率口径或抵充顺序。",
)
NOT_DRAFTED = Text("not drafted: {why}", "未起草：{why}")
LEFT_OUT = Text("not in it: {why}", "未列入：{why}")


def interest(
    sheets: Mapping[str, Any],
    as_of: date | None,
    language: str,
    contracts: Sequence[str] | None = None,
    customers: Sequence[str] | None = None,
    basis: str | None = None,
    order: str | None = None,
) -> Outcome:
    """A statement of interest for every contract with overdue money, or for those chosen; nothing is posted.

    `basis`: contract, statutory or lpr; `order`: principal first or interest first; in either language. Left
    out, each contract has its own (INT-20). The letter is in the customer's language, the comparison of all
    six ways, for our own people, in the clerk's.

    Rule:   INT-21: none for a contract that a problem silences, none while money of the customer is not
            allocated, none for a basis that does not apply, and none for a contract that a person has blocked
            unless it is asked for by its number. The listing says so.
    """
    wanted, way = _basis(basis), chosen(ORDER, order) if order else None
    if (basis and wanted is None) or (order and way is None):
        named = basis if basis and wanted is None else order
        return Outcome(Text(*(UNKNOWN.say(tongue, found=repr(named)) for tongue in ("en", "zh"))))
    answers = desk(sheets, as_of).answers
    unallocated = answers.unallocated + [u for one in answers.accounts.values() for u in one.unallocated]
    waiting = money_waiting(unallocated, answers.receivables())
    sources = Sources(
        answers.book.rules.rates,
        answers.settings.late_rate,
        answers.settings.lpr_multiple,
        asked.conditions_of(answers),
        of(DISPUTE, answers.choices),
        answers.settings.tolerance,
    )
    ours = sender(answers)
    drafted: list[InterestStatement] = []
    documents: list[Document] = []
    rows: list[tuple[Any, ...]] = []
    mute = silenced(answers, contracts, customers)
    for number, customer in mute.items():
        rows.append(_held(number, customer, "", SILENCED.say(language, contract=number)))
    held = len(mute)
    for number, account in answers.accounts.items():
        contract = answers.book.contracts[number]
        if contracts is not None and number not in contracts:
            continue
        if customers is not None and contract.customer not in customers:
            continue
        made = interest_statement(contract, account.receivables, sources, answers.as_of, wanted, way)
        if not made.debts:
            rows += _listed(made, "", language)
            continue
        why = _why(made, answers, waiting, contracts is not None)
        if why is not None:
            held += 1
            note = NOT_DRAFTED.say(language, why=why.say(language))
            rows.append(_held(number, contract.customer, contract.currency, note))
            continue
        pair = (
            interest_letter(made, contract.language or speech(contract), ours),
            interest_comparison(made, language),
        )
        drafted.append(made)
        documents += pair
    named_documents = distinct(documents)
    for n, made in enumerate(drafted):
        names = "; ".join(document.name for document in named_documents[2 * n : 2 * n + 2])
        rows += _listed(made, names, language)
    total = per_currency(drafted, "interest")
    said = Text(*(SAID.say(tongue, count=len(drafted), total=total, held=held) for tongue in ("en", "zh")))
    return Outcome(
        said,
        files=tuple(File(d.name, d.data) for d in named_documents),
        folder=Text(f"interest-{answers.as_of}", f"利息-{answers.as_of}").say(language),
        problems=tuple(answers.problems),
        listing=(tuple(heading.say(language) for heading in LISTED), *rows),
    )


def _basis(named: str | None) -> Basis | None:
    """The basis a word means, in either language; None for no word or one that means none."""
    try:
        return one_of(Basis)(named) if named else None
    except Unreadable:
        return None


def _why(
    made: InterestStatement, answers: Portfolio, waiting: Collection[tuple[str, str]], by_number: bool
) -> Text | None:
    """Why nobody is written to about this interest."""
    contract = made.agreement
    if (contract.customer, contract.currency) in waiting:
        return UNALLOCATED
    if contract.is_blocked(answers.as_of) and not by_number:
        why = Why.BLOCKED.label
        return Text(*(": ".join(filter(None, (word, contract.block_reason))) for word in why))
    if made.chosen.terms is None:
        basis, reason = made.chosen.basis.label, made.chosen.why
        return Text(
            *(
                f"{name}: {NOT_AVAILABLE.say(tongue, why=text)}"
                for tongue, name, text in zip(("en", "zh"), basis, reason)
            )
        )
    return None


def _held(number: str, customer: str, currency: str, note: str) -> tuple[Any, ...]:
    """The line of a contract that gets no statement."""
    return (number, customer, "", currency, "", "", "", "", "", "", note)


def _listed(made: InterestStatement, names: str, language: str) -> list[tuple[Any, ...]]:
    """A line for each claim, stated or left out."""
    contract, result = made.agreement, made.chosen
    terms = result.terms
    notes = []
    if terms is not None:
        notes.append(known_words(terms, language))
        if terms.regime is not None and terms.regime.needs_lawyer:
            notes.append(LAWYER.say(language, source=terms.regime.source))
    note = " ".join(filter(None, notes))
    basis, order = result.basis.label.say(language), label(ORDER, result.order).say(language)
    rows: list[tuple[Any, ...]] = []
    for one in result.charged:
        figures = (one.interest.principal_left, one.interest.interest_left, one.interest.per_diem)
        claim = one.debt.receivable.claim
        rows.append(
            (
                contract.number, contract.customer, claim, contract.currency, basis, order,
                *map(float, figures), names, note,
            )
        )  # fmt: skip
    for r, why in made.left_out:
        said = LEFT_OUT.say(language, why=why.say(language))
        rows.append(
            (contract.number, contract.customer, r.claim, contract.currency, "", "", "", "", "", "", said)
        )
    return rows
