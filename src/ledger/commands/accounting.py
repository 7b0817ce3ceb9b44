"""Statement of account: one document for each customer and currency, in the customer's language."""

from __future__ import annotations

from datetime import date
from typing import Any, Mapping, Sequence

from ..collecting.reminding import speech
from ..collecting.statements import Statement, statements
from ..drafting.accounts import statement_document
from ..drafting.documents import distinct
from ..language import Text
from ..money import ZERO
from ..tables.book import EVERYONE
from ..tables.cells import is_blank, is_error, to_text
from ..tables.read import columns_of
from ..tables.sheets import CONTRACTS
from .desk import SILENCED, Desk, desk, per_currency, sender
from .outcomes import File, Outcome

LISTED = (
    Text("Customer", "客户"), Text("Currency", "币种"), Text("Opening", "期初余额"),
    Text("Payable", "应付金额"), Text("Paid or credited", "已付/冲减"), Text("Balance", "未付余额"),
    Text("Overdue", "已逾期"), Text("Not allocated", "未核销"), Text("File", "文件"),
)  # fmt: skip
UNREAD = Text("not drafted: a contract cannot be read", "未起草：有合同无法读取")
SAID = Text(
    "{count} statement(s) drafted, balance {total}; {held} customer(s) held back. Nothing was sent.",
    "已起草{count}份对账单，余额{total}；{held}个客户因数据问题未起草。程序未发送任何内容。",
)


def statement(
    sheets: Mapping[str, Any],
    as_of: date | None,
    language: str,
    customers: Sequence[str] | None = None,
    since: date | None = None,
) -> Outcome:
    """A statement for every customer with an account, or for those chosen, from a day on or from the start.

    Rule:   STA-2: a customer with a contract that cannot be answered gets no statement: what is left out
            would make the balance wrong. The listing says so.
    """
    at = desk(sheets, as_of)
    answers = at.answers
    held = held_back(at)
    unallocated = answers.unallocated + [u for one in answers.accounts.values() for u in one.unallocated]
    made = [
        one
        for one in statements(answers.receivables(), answers.book.receipts, unallocated, answers.as_of, since)
        if customers is None or one.customer in customers
    ]
    drafted: list[Statement] = []
    documents = []
    listing: list[tuple[Any, ...]] = [tuple(label.say(language) for label in LISTED)]
    kept = []
    for one in made:
        why = held.get(one.customer) or held.get(EVERYONE)
        if why is not None:
            kept.append(one.customer)
            listing.append((one.customer, one.currency, "", "", "", "", "", "", why.say(language)))
            continue
        drafted.append(one)
        language_of = one.agreement.language or speech(one.agreement)
        documents.append(statement_document(one, language_of, sender(answers), answers.as_of))
    documents = list(distinct(documents))
    for one, document in zip(drafted, documents):
        figures = (one.opening, one.charged, one.paid, one.balance, one.overdue)
        loose = sum((entry.paid for entry in one.loose), ZERO)
        listing.append((one.customer, one.currency, *map(float, figures), float(loose), document.name))
    total = per_currency(drafted, "balance")
    said = Text(
        *(SAID.say(tongue, count=len(drafted), total=total, held=len(set(kept))) for tongue in ("en", "zh"))
    )
    folder = Text(f"statements-{answers.as_of}", f"对账-{answers.as_of}").say(language)
    return Outcome(
        said,
        files=tuple(File(d.name, d.data) for d in documents),
        folder=folder,
        problems=tuple(answers.problems),
        listing=tuple(listing),
    )


def held_back(at: Desk) -> dict[str, Text]:
    """Customers with a contract that has no answer, and why; under EVERYONE what holds all of them back."""
    answers = at.answers
    held: dict[str, Text] = {}
    for number in answers.blocked:
        contract = answers.book.contracts.get(number)
        if contract is not None:
            held.setdefault(contract.customer, _why(number))
    grid = at.grids.get("contracts") or [[]]
    where, _ = columns_of(CONTRACTS, grid[0])
    place = where.get("customer", len(grid[0]))
    for problem in answers.problems:
        if not problem.blocks or problem.sheet is not CONTRACTS.name:
            continue
        if problem.contract in answers.book.contracts:
            continue
        cell = next(iter(grid[problem.line][place : place + 1]), "") if problem.line else ""
        known = isinstance(cell, str) and not is_blank(cell) and not is_error(cell)
        held.setdefault(to_text(cell) if known else EVERYONE, _why(problem.contract) if known else UNREAD)
    return held


def _why(number: str) -> Text:
    return Text(*(SILENCED.say(tongue, contract=number) for tongue in ("en", "zh")))
