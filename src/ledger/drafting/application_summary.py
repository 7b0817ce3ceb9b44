# ruff: noqa: E501  # a sentence stays on one line
"""An application in nine lines with its continuation sheet, after AIA G702 and G703.

The one rule: line 7 is what was applied for before, net, as the previous certificates had it, never the cash;
columns C to G are gross of retainage, which stands in column I and line 5 only.
"""

from __future__ import annotations

from decimal import Decimal
from typing import List, Tuple

from ..billing.applications import StageLine
from ..language import ZH, Text
from ..money import ZERO
from . import sheet_looks as looks
from .amounts import rmb_capitals
from .applications import ROUNDING, Writer
from .plain_text import plain
from .sheet_looks import Row
from .sheet_pages import TINT, Cell, Page, Style

TITLE = Text("Application for payment", "付款申请")
SUMMARY, CONTINUATION = Text("Application", "申请汇总"), Text("Continuation sheet", "续表")
WIDTHS = (7, 22, 42, 20)
LINES = {
    "1": Text("Original contract sum", "原合同价"),
    "2": Text("Net change by variations agreed", "已确认变更净额"),
    "2a": Text("Adjustment by the settlement agreed", "结算调整"),
    "3": Text("Contract sum to date (1 + 2)", "变更后合同价（1＋2）"),
    "4": Text("Total completed and stored to date (column G)", "累计完成及到场材料（G列）"),
    "5a": Text("Retainage on completed work", "已完工程质保金"),
    "5b": Text("Retainage on stored material", "到场材料质保金"),
    "5c": Text("Less retainage given back", "减：已返还质保金"),
    "5": Text("Total retainage", "质保金合计"),
    "5d": Text("Advance granted, less recouped", "预付款减已扣回"),
    "5e": ROUNDING,
    "6": Text("Total earned less retainage", "累计应得（扣质保金后）"),
    "7": Text("Less previous certificates for payment", "减：前期支付证书（净额）"),
    "8": Text("CURRENT PAYMENT DUE (6 - 7)", "本期应付（6－7）"),
    "9": Text("Balance to finish, including retainage (3 - 6)", "待完成余额（含质保金）（3－6）"),
}
CAPITALS = Text("Current payment due in words: {words}", "本期应付（大写）：人民币{words}")
CHANGES = Text("Variations", "变更")
CHANGE_ROWS = (
    Text("Additions agreed", "已确认增加"),
    Text("Deductions agreed", "已确认减少"),
    Text("Net", "净额"),
)
AFTER = Text(
    "Lines and columns follow AIA G702 and G703; this is no AIA form.",
    "各行各列参照AIA G702、G703，并非AIA表格。",
)
SIGNATURES = (
    Text("Contractor: ________________________   Date: ____________", "申请单位（盖章）：________________    日期：____________"),
    Text("Amount certified: ____________________   By: ____________________   Date: ____________", "核定金额：________________    核定人：________________    日期：____________"),
)  # fmt: skip
COLUMNS = (
    Text("A\nItem", "A\n节点"), Text("B\nDescription of work", "B\n工作内容"), Text("C\nScheduled value", "C\n节点金额"),
    Text("D\nWork, previous applications", "D\n前期完成"), Text("E\nWork, this period", "E\n本期完成"),
    Text("F\nMaterials stored", "F\n到场材料"), Text("G\nCompleted and stored (D + E + F)", "G\n累计完成及到场（D＋E＋F）"),
    Text("%\nG / C", "%\nG／C"), Text("H\nBalance (C - G)", "H\n待完成（C－G）"), Text("I\nRetainage", "I\n质保金"),
)  # fmt: skip
COLUMN_WIDTHS = (10, 32, 16, 16, 16, 14, 17, 9, 16, 14)
NO_STAGE = Text("In no stage", "未列入节点")
GIVEN_BACK = Text("Retainage given back", "已返还质保金")
TOTAL = Text("Grand total", "合计")
SHARE_FORM = "0.0%"

Amounts = List[Tuple[str, "Decimal | None"]]


def summary_pages(write: Writer) -> list[Page]:
    """The summary and the continuation sheet."""
    return [_summary(write), _continuation(write)]


def summary_lines(write: Writer) -> Amounts:
    """Lines 1 to 9 as they are shown: what is nothing and stands in no sum is left out.

    Rule:   APP-11, 3 = 1 + 2 + 2a; 5 = 5a + 5b - 5c; 6 = 4 - 5 + 5d + 5e; 7 as APP-8; 8 = 6 - 7; 9 = 3 - 6.
    Source: AIA G702-1992; golden fixture 2.
    """
    one = write.application
    lines: Amounts = [("1", one.agreement.contract_sum), ("2", one.changes.net)]
    lines += [("2a", one.settlement)] if one.settlement else []
    lines += [("3", one.contract_sum), ("4", one.work.to_date), ("5a", one.on_work), ("5b", one.on_stored)]
    lines += [("5c", one.released.to_date)] if one.released.to_date else []
    lines.append(("5", one.retained.to_date - one.released.to_date))
    advance = one.advance.to_date - one.recouped.to_date
    lines += [("5d", advance)] if one.advance.to_date or one.recouped.to_date else []
    lines += [("5e", one.rounding)] if one.rounding else []
    lines += [("6", one.net.to_date), ("7", one.net.before), ("8", one.due)]
    return [*lines, ("9", one.contract_sum - one.net.to_date)]


def _summary(write: Writer) -> Page:
    language, columns = write.language, len(WIDTHS)
    rows = write.head(TITLE.say(language), columns, 2)
    for number, amount in summary_lines(write):
        main, fill = len(number) == 1, TINT if number == "8" else ""
        words = (looks.BOX_BOLD if main else looks.BOX)._replace(fill=fill)
        label = Cell(LINES[number].say(language), words, 2)
        rows.append(
            (Cell(number, looks.BOX_CENTRE._replace(fill=fill)), label, write.money(amount, main, fill))
        )
    if language == ZH and write.currency.upper() == "CNY":
        rows.append(looks.across(CAPITALS.say(language, words=rmb_capitals(write.application.due)), columns))
    changed = write.application.changes
    if changed.additions or changed.deductions:
        rows += [looks.BLANK, looks.across(CHANGES.say(language), columns, looks.BOLD)]
        amounts = (changed.additions, changed.deductions, changed.net)
        rows += [
            (Cell(text.say(language), looks.BOX, 3), write.money(amount))
            for text, amount in zip(CHANGE_ROWS, amounts)
        ]
    rows += [looks.BLANK, *write.notes(columns), looks.across(AFTER.say(language), columns, looks.SMALL)]
    rows += looks.account(write.ours, language, columns)
    for signature in SIGNATURES:
        rows += [looks.BLANK, (Cell(signature.say(language), looks.TEXT, columns),)]
    return Page(SUMMARY.say(language), WIDTHS, rows)


def _continuation(write: Writer) -> Page:
    """Each stage of work in columns A to I; what is in no stage, what was given back, the totals."""
    language, one = write.language, write.application
    title = f"{TITLE.say(language)}: {CONTINUATION.say(language)}, {plain(one.agreement.number)}"
    rows: list[Row] = [looks.across(title, len(COLUMNS), looks.BOLD)]
    rows.append(tuple(Cell(column.say(language), looks.HEAD._replace(size=9)) for column in COLUMNS))
    head = len(rows)
    rows += [_line(write, line) for line in one.lines]
    scheduled = _known([line.scheduled for line in one.lines])
    outside = None if scheduled is None else one.contract_sum - scheduled
    if outside:
        rows.append(_other(write, NO_STAGE, scheduled=outside, balance=outside))
    if one.released.to_date:
        rows.append(_other(write, GIVEN_BACK, retainage=-one.released.to_date))
    previous, this = (_known([getattr(line, name) for line in one.lines]) for name in ("previous", "this"))
    stored = sum((line.stored for line in one.lines), ZERO)
    figures = (
        one.contract_sum, previous, this, stored, one.work.to_date, _share(one.work.to_date, one.contract_sum),
        one.contract_sum - one.work.to_date, one.retained.to_date - one.released.to_date,
    )  # fmt: skip
    label = Cell(TOTAL.say(language), looks.BOX_BOLD._replace(fill=TINT), 2)
    rows.append((label, *_figures(write, figures, bold=True, fill=TINT)))
    return Page(CONTINUATION.say(language), COLUMN_WIDTHS, rows, (1, head), landscape=True)


def _line(write: Writer, line: StageLine) -> Row:
    p = line.position
    share = None if line.scheduled is None else _share(line.total, line.scheduled)
    balance = None if line.scheduled is None else line.scheduled - line.total
    figures = (
        line.scheduled, line.previous, line.this, line.stored, line.total, share, balance, line.retainage,
    )  # fmt: skip
    named = (Cell(plain(p.milestone), looks.BOX), Cell(plain(p.name), looks.BOX))
    return (*named, *_figures(write, figures))


def _figures(
    write: Writer, figures: tuple[Decimal | None, ...], bold: bool = False, fill: str = ""
) -> list[Cell]:
    """Columns C to I; a share is shown as one."""
    cells = [write.money(figure, bold, fill) for figure in figures]
    share = Style(SHARE_FORM, "right", bold, 9, fill=fill, edges="lrtb")
    cells[5] = Cell("-" if figures[5] is None else figures[5], share)
    return cells


def _other(
    write: Writer,
    words: Text,
    scheduled: Decimal | None = None,
    balance: Decimal | None = None,
    retainage: Decimal | None = None,
) -> Row:
    """A row that is no stage."""
    figures = (scheduled, None, None, None, None, None, balance, retainage)
    cells = [Cell(None, looks.BOX) if figure is None else write.money(figure) for figure in figures]
    return (Cell(words.say(write.language), looks.BOX, 2), *cells)


def _known(amounts: list[Decimal | None]) -> Decimal | None:
    """The sum, or None where one of them is not known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if len(known) == len(amounts) else None


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    """G / C at a tenth of a percent; None of nothing."""
    return round(part / whole, 3) if whole else None
