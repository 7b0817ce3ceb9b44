# ruff: noqa: E501  # a row of headings, and a sentence, stay on one line
"""Import bank statement: money in becomes lines of Receipts; what it pays is named only where the bank says so.

The one rule: every credit is added, once, or listed with what is wrong with it. A payer's words are data.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Mapping, Sequence

from ..drafting.plain_text import plain as fit
from ..enumerations import ReceiptKind
from ..language import Text
from ..money import ZERO
from ..problems import Problem, found, message
from ..tables.cells import (
    AMOUNT as AN_AMOUNT,
)
from ..tables.cells import (
    DATE,
    SERIAL_ZERO,
    Unreadable,
    is_blank,
    is_error,
    plain,
    to_amount,
    to_currency,
    to_text,
)
from .crediting import Money, key, names_of, pays
from .desk import desk
from .exports import Export, Wanted, exports, to_day
from .outcomes import Append, Edit, Outcome

DAY, AMOUNT, REFERENCE = Text("Date", "日期"), Text("Amount", "金额"), Text("Bank reference", "银行流水号")
CURRENCY, WAY = Text("Currency", "币种"), Text("Debit or credit", "借贷标志")
NEEDS = Text(
    "a date, a bank reference, and an amount or a credit column",
    "交易日期、银行流水号，以及交易金额或贷方（收入）金额",
)
IN_OR_OUT = Text("credit or debit", "“贷”或“借”")
LONGEST = 1e15  # a number of more digits came through a float and is not what the bank wrote
# The headings of the exports of the big Chinese banks, and of English ones; what stands in brackets is left out
WANTED = (
    Wanted(
        "on", DAY, (
            "入账日期", "记账日期", "交易日期", "交易日", "交易时间", "入账时间", "到账日期", "日期", "起息日",
            "posting date", "booking date", "transaction date", "date posted", "date", "value date", "time",
        ),
    ),
    Wanted(
        "credit", AMOUNT, (
            "贷方发生额", "贷方金额", "贷方交易金额", "贷方", "收入金额", "收入", "存入金额", "转入金额",
            "收款金额", "credit amount", "credit", "credits", "paid in", "money in", "deposit", "deposits",
            "deposit amt.", "deposit amount", "amount received", "cr",
        ),
    ),
    Wanted(
        "debit", AMOUNT, (
            "借方发生额", "借方金额", "借方交易金额", "借方", "支出金额", "支出", "支取金额", "转出金额",
            "付款金额", "debit amount", "debit", "debits", "paid out", "money out", "withdrawal", "withdrawals",
            "withdrawal amt.", "withdrawal amount", "dr",
        ),
    ),
    Wanted("amount", AMOUNT, ("交易金额", "发生额", "金额", "transaction amount", "trade amount", "amount")),
    Wanted(
        "way", WAY, (
            "借贷标志", "借贷标识", "借贷方向", "借/贷", "借贷", "收支方向", "收/支", "收支", "收支标志", "交易方向",
            "debit/credit", "dr/cr", "cr/dr", "credit/debit", "transaction type", "type", "交易类型", "direction",
        ),
    ),
    Wanted(
        "payer", Text("Payer", "付款方"), (
            "对方户名", "对方账户名称", "对方单位名称", "对方单位", "对方名称", "付款人名称", "付款方名称",
            "付款人户名", "付款方", "付款人", "收/付方名称", "收付方名称", "交易对方", "counterparty name",
            "counterparty", "counter party", "payer name", "payer's name", "payer", "remitter", "sender",
            "received from", "name",
        ),
    ),
    Wanted(
        "reference", REFERENCE, (
            "银行流水号", "交易流水号", "账户明细编号-交易流水号", "核心流水号", "流水号", "交易序号",
            "业务参考号", "交易参考号", "凭证号", "transaction reference number", "transaction reference",
            "bank reference", "transaction id", "transaction number", "reference number", "reference no.",
            "reference", "ref no.", "ref", "chq./ref.no.", "fitid",
        ),
    ),
    Wanted(
        "memo", Text("Note", "备注"), (
            "用途", "附言", "交易附言", "摘要", "交易摘要", "业务摘要", "其它摘要", "备注", "个性化信息",
            "transaction description", "description", "narrative", "narration", "particulars", "details", "memo",
            "purpose", "remittance information", "payment details", "remark", "remarks", "note",
        ),
    ),
    Wanted("currency", CURRENCY, ("币种", "交易币种", "交易货币", "货币", "currency", "ccy", "trade currency")),
)  # fmt: skip
IN = {"贷", "贷方", "收", "收入", "来账", "转入", "存入", "c", "cr", "cr.", "credit", "in", "+", "deposit"}
OUT = {
    "借",
    "借方",
    "支",
    "支出",
    "往账",
    "转出",
    "支取",
    "付",
    "d",
    "dr",
    "dr.",
    "debit",
    "out",
    "-",
    "withdrawal",
}
TOTALS = (
    "合计",
    "总计",
    "小计",
    "本页",
    "期初",
    "期末",
    "承前页",
    "total",
    "sum",
    "opening",
    "closing",
    "balance",
)
NO_AMOUNT = {"-", "--", "—", "–"}  # how banks print an empty amount
LISTED = (
    Text("Date", "日期"), Text("Amount", "金额"), Text("Payer", "付款方"), Text("Bank reference", "银行流水号"),
    Text("Contract", "合同编号"), Text("Claim", "请款编号"), Text("Note", "备注"),
)  # fmt: skip
SAID = Text(
    "{new} receipt(s) to add, {named} of them named; {same} already in Receipts, {out} paid out, {wrong} problem(s).",
    "新增{new}笔回款，其中{named}笔已对应；{same}笔已在“回款”表中，{out}笔为支出，{wrong}个问题。",
)


def import_bank(
    sheets: Mapping[str, Any],
    as_of: date | None,
    language: str,
    imported: Mapping[str, Any] | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Outcome:
    """Lines for Receipts from the sheets of a bank's export.

    Units:  the account's currency, as the bank states it.
    Rule:   IMP-3: money in is a credit above 0, an amount whose mark says credit, or, with no mark, an amount
            above 0. IMP-4: a reference that Receipts has with the same amount is not added again; with
            another amount, or twice in one file, it is a problem. IMP-5: contract and claim by the one claim, else the
            one contract, that note or payer name; else by the one open claim of the very amount that the
            payer, by exact name, has; else empty, and so unallocated.
    Errors: every line that is neither added, nor there already, nor money out is a Problem.
    """
    answers = desk(sheets, as_of).answers
    names = names_of(answers)
    tables, problems = exports(imported or {}, WANTED, _enough, NEEDS, mapping)
    known = {key(r.reference): r.amount for r in answers.book.receipts}
    seen: set[str] = set()
    lines: list[dict[str, Any]] = []
    listing: list[tuple[Any, ...]] = [tuple(label.say(language) for label in LISTED)]
    same = out = named = 0
    for table in tables:
        for number, row in enumerate(table.lines, start=1):
            answer = _money(table, number, row)
            if answer is None:
                out += table.cell(row, "reference") != ""
                continue
            if isinstance(answer, Problem):
                problems.append(answer)
                continue
            number_ = key(answer.reference)
            if number_ in known or number_ in seen:
                if number_ not in seen and known[number_] == answer.amount:
                    same += 1
                else:
                    said = message("same_reference", found=answer.reference, amount=f"{known[number_]:,}")
                    problems.append(table.problem(number, table.heading("reference", REFERENCE), said))
                continue
            known[number_] = answer.amount
            seen.add(number_)
            contract, claim = pays(answer, names)
            named += bool(contract)
            lines.append(_line(answer, contract, claim, language))
            listing.append(
                (
                    answer.on.isoformat(), float(answer.amount), answer.payer, answer.reference, contract,
                    claim, answer.memo,
                )
            )  # fmt: skip
    counts_ = {"new": len(lines), "named": named, "same": same, "out": out, "wrong": len(problems)}
    said = Text(SAID.en.format(**counts_), SAID.zh.format(**counts_))
    edits: tuple[Edit, ...] = (Append("receipts", tuple(lines)),) if lines else ()
    return Outcome(said, edits, problems=tuple(problems), listing=tuple(listing))


def _enough(columns: Mapping[str, Any]) -> bool:
    return {"on", "reference"} <= set(columns) and bool({"credit", "amount"} & set(columns))


def _words(table: Export, row: Sequence[Any], field: str) -> str:
    """The texts of a field's columns on one line, each said once, fit for a cell."""
    texts = []
    for cell in table.cells(row, field):
        if is_error(cell) or isinstance(cell, (bool, date)):
            continue
        texts.append(fit(to_text(cell)))
    return " / ".join(dict.fromkeys(filter(None, texts)))


def _money(table: Export, number: int, row: Sequence[Any]) -> Money | Problem | None:
    """The credit of one line; a problem; nothing for a blank line, a total, or money out."""
    amount = _amount(table, number, row)
    if amount is None or isinstance(amount, Problem):
        return amount
    heading, cell = table.heading("on", DAY), table.cell(row, "on")
    try:
        if is_error(cell):
            raise Unreadable(DATE)
        on = to_day(cell)
    except Unreadable as needs:
        return table.problem(number, heading, _unreadable(cell, needs.wanted))
    heading, cell = table.heading("reference", REFERENCE), table.cell(row, "reference")
    if isinstance(cell, (int, float)) and abs(cell) >= LONGEST:
        return table.problem(number, heading, message("lost_digits", found=f"{cell:.15g}"))
    if not _text(cell).strip("0"):
        return table.problem(number, heading, _unreadable(cell, Text("the bank's number", "银行流水号")))
    heading, currency = table.heading("currency", CURRENCY), table.cell(row, "currency")
    try:
        code = to_currency(currency) if currency != "" else ""
    except Unreadable as needs:
        return table.problem(number, heading, _unreadable(currency, needs.wanted))
    memo = _words(table, row, "memo")
    payer = fit(_text(table.cell(row, "payer")))
    return Money(on, amount, payer, fit(to_text(cell)), memo, code)


def _unreadable(cell: Any, wanted: Text) -> Text:
    if is_blank(cell):
        return message("empty", wanted=wanted)
    return message("error_cell" if is_error(cell) else "unreadable", found=found(cell), wanted=wanted)


def _text(cell: Any) -> str:
    return "" if is_blank(cell) or is_error(cell) or isinstance(cell, (bool, date)) else to_text(cell)


def _amount(table: Export, number: int, row: Sequence[Any]) -> Decimal | Problem | None:
    """The money that came in on a line; nothing for money out or no money at all."""
    values: dict[str, Decimal] = {}
    for field in ("credit", "debit", "amount"):
        cell = table.cell(row, field)
        if cell == "" or (isinstance(cell, str) and plain(cell) in NO_AMOUNT):
            continue
        try:
            if is_error(cell):
                raise Unreadable(AN_AMOUNT)
            values[field] = to_amount(cell)
        except Unreadable as needs:
            if _is_total(table, row):
                return None
            return table.problem(number, table.heading(field, AMOUNT), _unreadable(cell, needs.wanted))
    if _is_total(table, row):
        return None
    if "credit" in table.columns:
        credit = values.get("credit", ZERO)
        if credit < 0:
            said = message("reversal", found=f"{credit:,}")
            return table.problem(number, table.heading("credit", AMOUNT), said)
        return credit or None
    amount = values.get("amount", ZERO)
    if not amount or amount < 0:
        return None
    mark = _text(table.cell(row, "way"))
    if "way" not in table.columns:
        return amount
    way = _way(mark)
    if way is None and any(_way(_text(table.cell(line, "way"))) is not None for line in table.lines):
        said = message("which_way", found=found(mark), wanted=IN_OR_OUT)
        return table.problem(number, table.heading("way", WAY), said)
    return None if way is False else amount


def _is_total(table: Export, row: Sequence[Any]) -> bool:
    """Whether a line without a reference is none of the bank's transactions: no day, or a word for a total."""
    if table.cell(row, "reference") != "":
        return False
    day = table.cell(row, "on")
    if day == "":
        return True
    try:
        to_day(day)
    except Unreadable:
        return any(key(cell).startswith(TOTALS) for cell in row if isinstance(cell, str))
    return False


def _way(mark: str) -> bool | None:
    """Whether a mark says in or out; None for a column of other words, such as kinds of business."""
    said = key(mark)
    return True if said in IN else False if said in OUT else None


def _line(money: Money, contract: str, claim: str, language: str) -> dict[str, Any]:
    line: dict[str, Any] = {
        "on": float((money.on - SERIAL_ZERO).days),
        "amount": float(money.amount),
        "reference": money.reference,
        "kind": ReceiptKind.CASH.label.say(language),
    }
    for field, said in (
        ("payer", money.payer),
        ("contract", contract),
        ("claim", claim),
        ("note", money.memo),
    ):
        if said:
            line[field] = said
    return line
