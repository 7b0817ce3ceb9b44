"""Payment application: for each contract with something billable now, the sheets that ask for it."""

from __future__ import annotations

from datetime import date
from typing import Any, Mapping, Sequence

from ..billing.applications import application
from ..billing.terms import Dossier
from ..collecting.reminding import speech
from ..drafting.application_request import request_pages
from ..drafting.application_summary import summary_pages
from ..drafting.applications import Form, application_document
from ..drafting.documents import distinct
from ..enumerations import Speech
from ..language import Text
from ..lines import by_contract
from ..money import ZERO
from ..portfolio import Portfolio
from ..tables.cells import Unreadable, one_of
from .desk import SILENCED, desk, per_currency, sender, silenced
from .outcomes import File, Outcome

LISTED = (
    Text("Contract", "合同编号"), Text("Customer", "客户"), Text("Currency", "币种"),
    Text("This application", "本期申请"), Text("Previous", "前期累计"), Text("Retention held", "质保金余额"),
    Text("File", "文件"), Text("Note", "说明"),
)  # fmt: skip
SAID = Text(
    "{count} payment application(s) drafted for {total} net; {held} contract(s) held back. Nothing was sent.",
    "已起草{count}份付款申请，净额{total}；{held}份合同未起草。程序未发送任何内容。",
)
UNKNOWN = Text("Nothing was done: {found} is no form of application.", "未执行：{found}不是申请表格式。")
NOTHING_NOW = Text("nothing can be claimed now", "目前没有可请款额")
PAGES = {Form.SUMMARY: summary_pages, Form.REQUEST: request_pages}


def payment_application(
    sheets: Mapping[str, Any],
    as_of: date | None,
    language: str,
    contracts: Sequence[str] | None = None,
    customers: Sequence[str] | None = None,
    form: str | None = None,
) -> Outcome:
    """An application for every contract with something billable now, or for those chosen.

    `form`: g702 or request, in either language; left out, a contract in Chinese gets the payment request
    table (工程款支付申请表), any other the summary with its continuation sheet.

    Rule:   APP-13: what is applied for is what New claim would draft, net; the book stays as it is. None for
            a contract that a problem silences or that has nothing billable; the listing says so.
    """
    wanted = _form(form)
    if form and wanted is None:
        return Outcome(Text(*(UNKNOWN.say(tongue, found=repr(form)) for tongue in ("en", "zh"))))
    answers = desk(sheets, as_of).answers
    ours = sender(answers)
    mute = silenced(answers, contracts, customers)
    rows: list[tuple[Any, ...]] = [
        (number, customer, "", "", "", "", "", SILENCED.say(language, contract=number))
        for number, customer in mute.items()
    ]
    made, documents = [], []
    claims = by_contract(answers.book.claims)
    for dossier in _dossiers(answers, contracts, customers):
        contract = dossier.contract
        account = answers.accounts[contract.number]
        if sum((p.billable for p in account.positions), ZERO) <= ZERO:
            if contracts is not None:
                note = NOTHING_NOW.say(language)
                rows.append((contract.number, contract.customer, contract.currency, "", "", "", "", note))
            continue
        one = application(dossier, account, claims.get(contract.number, ()))
        spoken = contract.language or speech(contract)
        layout = wanted or (Form.REQUEST if spoken is Speech.ZH else Form.SUMMARY)
        made.append(one)
        documents.append(application_document(one, PAGES[layout], spoken, ours))
    documents = list(distinct(documents))
    for one, document in zip(made, documents):
        contract, held = one.agreement, one.retained.to_date - one.released.to_date
        figures = map(float, (one.due, one.net.before or ZERO, held))
        rows.append((contract.number, contract.customer, contract.currency, *figures, document.name, ""))
    total = per_currency(made, "due")
    said = Text(*(SAID.say(tongue, count=len(made), total=total, held=len(mute)) for tongue in ("en", "zh")))
    return Outcome(
        said,
        files=tuple(File(d.name, d.data) for d in documents),
        folder=Text(f"applications-{answers.as_of}", f"付款申请-{answers.as_of}").say(language),
        problems=tuple(answers.problems),
        listing=(tuple(heading.say(language) for heading in LISTED), *rows),
    )


def _form(named: str | None) -> Form | None:
    """The form a word means, in either language; None for no word or one that means none."""
    try:
        return one_of(Form)(named) if named else None
    except Unreadable:
        return None


def _dossiers(
    answers: Portfolio, contracts: Sequence[str] | None, customers: Sequence[str] | None
) -> list[Dossier]:
    """What the book says about each contract asked for that has an answer."""
    return [
        account.dossier
        for number, account in answers.accounts.items()
        if (contracts is None or number in contracts)
        and (customers is None or account.dossier.contract.customer in customers)
    ]
