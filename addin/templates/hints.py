"""What a cell of an input sheet accepts, and what its pop-up says: guidance first, refusal second.

The one rule: the words come from the readers that will read the cell, so sheet and program never disagree.
"""

from __future__ import annotations

from typing import Any

from ledger.language import ZH, Text
from ledger.tables import cells, phrases, sheets
from ledger.tables.cells import Unreadable
from ledger.tables.sheets import Column, Sheet

from .names import LAST_LINE, REFERENCES, SHEETS

REQUIRED = Text("Required: ", "必填：")
OPTIONAL = Text("", "")
CHOOSE = Text("choose from the list: {words}.", "从列表选择：{words}。")
UNIQUE = Text(
    "each number once; it is how the other sheets name this line.", "编号不可重复，其他表用它引用本行。"
)
REFER = Text("a number from {sheet}.", "“{sheet}”表中的编号。")
STAGE = Text("a stage of this contract; empty for the whole contract.", "本合同的节点；留空表示整个合同。")
REFUSED = Text("This cell needs ", "此单元格应为")
MORE = {
    "contracts.payment_days": Text("Days from the certificate to the due date; the default stands in Rules.", "自批复至应付日的天数；默认值见“规则”。"),
    "contracts.retention": Text("A rate, or brackets such as 10% to 20%; 15% to 38%; 25% to 100%.", "比例，或分档如10% 至 20%；15% 至 38%；25% 至 100%。"),
    "contracts.retention_base": Text("'stages': the terms withhold it themselves; else it is held from each payment.", "“按节点”：条款已自行预留；其他：每次付款时扣留。"),
    "milestones.mode": Text("'pay' adds the share; 'up to' raises everything paid so far to the share.", "“支付”为本次增加的比例；“付至”为累计达到的比例。"),
    "milestones.measure": Text("30% is a share; a number above 100 is an amount; 'balance' is all that is left.", "30%为比例；大于100的数为金额；“余额”为剩余全部。"),
    "milestones.trigger_value": Text("What the trigger waits for: a date, 50%, 30 days, 24 months, or N-03 + 30 days.", "条件所需的日期、50%、30天、24个月或N-03 + 30天。"),
    "milestones.met_on": Text("The day the condition was really met; it beats the trigger's own day.", "条件实际成就的日期，优先于推算日期。"),
    "progress.done": Text("Work done TO DATE, not this month's: a share or a value.", "截至当日的累计完成（不是当月）：比例或产值。"),
    "progress.planned": Text("What the plan says for the same day, also to date.", "同一日期的累计计划。"),
    "claims.claimed": Text("Before retention and recoupment.", "扣质保金和预付款之前的金额。"),
    "claims.certified": Text("What the customer accepted, before retention and recoupment.", "客户批复的金额，扣质保金和预付款之前。"),
    "claims.due_on": Text("Leave empty: certificate + payment days. Fill in to overrule.", "可留空，按批复日加付款天数；填写则以此为准。"),
    "receipts.amount": Text("Credit notes are negative.", "红字冲减为负数。"),
    "receipts.claim": Text("Empty: it pays the oldest open claim.", "留空则冲抵最早的未收款。"),
    "contacts.status": Text("Only what was sent counts for the next level. The last line of a document tells where it stands.", "只有已发送的才计入下一级别。同一文件以最后一行为准。"),
    "claims.extended_to": Text("We wait until this day; the due date stays unless the next column names a signed agreement.", "我方等到此日；右列未注明已签协议的，应付日不变。"),
    "claims.disputed": Text("This part is not chased; the rest is.", "此部分不催，其余照催。"),
}  # fmt: skip


def validation(
    sheet: Sheet, column: Column, at: str, first: str, words: str, language: str
) -> dict[str, Any]:
    """The data validation of one column for XlsxWriter.

    `at` is the column's letter, `first` the letter of the sheet's contract column, `words` the range of
    the column's drop-down in Lists, if it has one.
    """
    wanted = _wanted(sheet, column, language)
    need = REQUIRED.say(language) if column.required else ""
    more = MORE.get(f"{sheet.key}.{column.field}", Text("", "")).say(language)
    message = f"{need}{wanted}".strip()
    message = message[:1].upper() + message[1:]
    if more:
        message = f"{message}\n{more}" if message else more
    rule: dict[str, Any] = {
        "input_title": column.heading.say(language)[:32],
        "input_message": message[:255],
        "error_title": column.heading.say(language)[:32],
        "error_message": (REFUSED.say(language) + wanted)[:255],
        **_rule(sheet, column, at, first, words),
    }
    if rule["validate"] == "any":
        rule.pop("error_title")
        rule.pop("error_message")
    return rule


def has_hint(sheet: Sheet, column: Column) -> bool:
    """A column of free text needs no pop-up; every other has one."""
    plain = (
        column.read in (cells.to_text, cells.to_reference)
        and not column.refers_to
        and column.field != "number"
    )
    return not plain or f"{sheet.key}.{column.field}" in MORE


def _wanted(sheet: Sheet, column: Column, language: str) -> str:
    if column.words is not None:
        labels = [word.label.say(language) for word in column.words]
        return CHOOSE.say(language, words=("、" if language == ZH else ", ").join(labels))
    if column.refers_to == "milestones":
        return STAGE.say(language)
    if column.refers_to:
        return REFER.say(language, sheet=SHEETS[column.refers_to].say(language))
    if column.field == "number":
        return UNIQUE.say(language)
    try:
        column.read(None)
    except Unreadable as needs:
        wanted: str = needs.wanted.say(language)
        return wanted + ("。" if language == ZH else ".")
    return ""


def _rule(sheet: Sheet, column: Column, at: str, first: str, words: str) -> dict[str, Any]:
    read, top = column.read, f"{at}2"
    if words:
        return {"validate": "list", "source": words}
    if column.refers_to == "milestones":
        return {"validate": "list", "source": _stages(first), "error_type": "warning"}
    if column.refers_to:
        kind = "stop" if column.required else "warning"
        return {"validate": "list", "source": f"={REFERENCES[column.refers_to]}", "error_type": kind}
    if column.field == "number" and sheet.key in ("contracts", "claims"):
        return _custom(f"=COUNTIF(${at}$2:${at}${LAST_LINE + 1},{top})=1")
    if read is cells.to_date:
        return _between("date", 18264, 109574)
    if read is cells.to_whole:
        return _between("integer", 0, 3650)
    if read in (cells.to_rate, cells.to_share):
        return _between("decimal", 0, 1)
    if read is cells.to_amount:
        return _between("decimal", -1e13, 1e13)
    if read in (cells.to_unsigned, phrases.to_parameter):
        return _between("decimal", 0, 1e13)
    if read in (phrases.to_measure, phrases.to_done):
        return _custom(f"=OR(ISTEXT({top}),AND({top}>=0,{top}<=1),{top}>100)")
    if read is phrases.to_brackets:
        return _custom(f"=OR(ISTEXT({top}),AND({top}>=0,{top}<=1))")
    if read is cells.to_email:
        return _custom(f'=ISNUMBER(FIND("@",{top}))')
    if read is cells.to_currency:
        return {"validate": "list", "source": "=Currencies", "error_type": "warning"}
    return {"validate": "any"}


def _custom(formula: str) -> dict[str, Any]:
    return {"validate": "custom", "value": formula}


def _between(kind: str, low: float, high: float) -> dict[str, Any]:
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}


def _stages(first: str) -> str:
    """The stages of the contract on the same line, as they stand together in Milestones."""
    return f"=OFFSET(MilestoneNumbers,MATCH(${first}2,MilestoneContracts,0)-1,0,COUNTIF(MilestoneContracts,${first}2),1)"


__all__ = ["has_hint", "sheets", "validation"]
