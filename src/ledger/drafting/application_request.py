# ruff: noqa: E501  # a sentence stays on one line
"""An application as 工程款支付申请表: before this application, this one, and to date, for every amount.

The one rule: each row adds up across (before + this = to date) and the net amount adds up down the columns.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Optional, Tuple

from ..billing.applications import Running
from ..language import ZH, Text
from ..money import ZERO
from . import sheet_looks as looks
from .amounts import rmb_capitals
from .applications import ROUNDING, Writer
from .plain_text import plain
from .sheet_looks import Row
from .sheet_pages import TINT, Cell, Page

TITLE = Text("Payment request", "工程款支付申请表")
STAGES = Text("Stages", "节点明细")
WIDTHS = (6, 36, 18, 18, 18)
HEADINGS = (
    Text("No.", "序号"), Text("Item", "项目"), Text("Before this request", "截至上期累计"), Text("This request", "本期"),
    Text("To date", "截至本期累计"),
)  # fmt: skip
SUM = Text("Contract sum", "签约合同价")
CHANGES = Text("Variations agreed", "已确认变更")
SETTLED = Text("Adjustment by the settlement agreed", "结算调整")
REVISED = Text("Contract sum to date", "变更后合同价")
DONE = Text("Value of work done", "完成产值")
WORK = Text("Payable for it under the contract, gross", "按合同应付工程款（扣款前）")
ADVANCE = Text("Advance payment", "预付款")
RECOUPED = Text("Less advance recouped", "减：应扣预付款")
RETAINED = Text("Less retention held", "减：应扣质保金")
RELEASED = Text("Retention given back", "加：返还质保金")
NET = Text("Net payable", "应付净额")
RECEIVED = Text("Paid so far", "累计已付")
UNPAID = Text("Requested before and not yet paid", "前期已申请、尚未支付")
DUE = Text("Requested now", "本期应付（本期申请支付）")
CAPITALS = Text("In words: {words}", "大写：人民币{words}")
STAGE_HEADINGS = (
    Text("Stage", "节点编号"), Text("Name", "节点名称"), Text("Value", "节点金额"), Text("Earned right to", "累计应得"),
    Text("Claimed before", "前期已申请"), Text("Retention held", "已扣质保金"), Text("Advance recouped", "已扣预付款"),
    Text("Requested now", "本期应付"),
)  # fmt: skip
STAGE_WIDTHS = (11, 30, 16, 16, 16, 15, 15, 16)
TOTAL = Text("Total", "合计")
SIGNATURES = (
    Text("Requested by (stamp): ________________   Date: ____________", "申请单位（盖章）：________________    经办人：____________    日期：____________"),
    Text("Supervisor's opinion: ________________________________   Date: ____________", "监理单位审核意见：________________________________    日期：____________"),
    Text("Employer's approval: ________________________________   Date: ____________", "建设单位审批意见：________________________________    日期：____________"),
)  # fmt: skip

Triple = Tuple[Optional[Decimal], Optional[Decimal], Optional[Decimal]]


def request_pages(write: Writer) -> list[Page]:
    """The request and the stages behind it."""
    return [_request(write), _stages(write)]


def request_rows(write: Writer) -> list[tuple[Text, Triple | Decimal]]:
    """Every row: three amounts, or the one to date.

    Rule:   APP-12, net = work + advance - recouped - retention + released + rounding, in each column; requested now is
            its middle. Paid so far is cash that came for the contract's claims (BIL-4), no part of the sum.
    Source: GF-2017-0201 annex, 工程款支付申请表; domain.md 1.1.
    """
    one = write.application

    def triple(running: Running) -> Triple:
        return (running.before, running.this, running.to_date)

    rows: list[tuple[Text, Triple | Decimal]] = [(SUM, one.agreement.contract_sum)]
    rows += [(CHANGES, one.changes.net)] if one.changes.net else []
    rows += [(SETTLED, one.settlement)] if one.settlement else []
    rows += [(REVISED, one.contract_sum)] if one.contract_sum != one.agreement.contract_sum else []
    rows += [(DONE, triple(one.done)), (WORK, triple(one.work))]
    if one.advance.to_date or one.advance.before or one.recouped.to_date:
        rows += [(ADVANCE, triple(one.advance)), (RECOUPED, triple(one.recouped))]
    rows.append((RETAINED, triple(one.retained)))
    rows += [(RELEASED, triple(one.released))] if one.released.to_date or one.released.before else []
    rows += [(ROUNDING, (ZERO, one.rounding, one.rounding))] if one.rounding else []
    rows += [(NET, triple(one.net)), (RECEIVED, one.received)]
    unpaid = (one.net.before or ZERO) - one.received
    return [*rows, *([(UNPAID, unpaid)] if unpaid > ZERO else []), (DUE, one.due)]


def _request(write: Writer) -> Page:
    language, columns = write.language, len(WIDTHS)
    rows = write.head(TITLE.say(language), columns, 2)
    rows.append(tuple(Cell(heading.say(language), looks.HEAD) for heading in HEADINGS))
    for number, (label, amounts) in enumerate(request_rows(write), 1):
        bold = label in (NET, DUE)
        fill = TINT if label is DUE else ""
        words = (looks.BOX_BOLD if bold else looks.BOX)._replace(fill=fill)
        start = (Cell(number, looks.BOX_CENTRE._replace(fill=fill)), Cell(label.say(language), words))
        if isinstance(amounts, tuple):
            rows.append((*start, *(write.money(amount, bold, fill) for amount in amounts)))
        else:
            rows.append((*start, Cell(None, words, 2), write.money(amounts, bold, fill)))
    if language == ZH and write.currency.upper() == "CNY":
        words_ = CAPITALS.say(language, words=rmb_capitals(write.application.due))
        rows.append((Cell(words_, looks.BOX_BOLD, columns),))
    rows += [looks.BLANK, *write.notes(columns), *looks.account(write.ours, language, columns)]
    for signature in SIGNATURES:
        rows += [looks.BLANK, (Cell(signature.say(language), looks.TEXT, columns),)]
    return Page(TITLE.say(language), WIDTHS, rows)


def _stages(write: Writer) -> Page:
    """The stages that were claimed or may be, and what of each is requested now; it adds up to the request."""
    language, one = write.language, write.application
    title = f"{STAGES.say(language)}: {plain(one.agreement.number)}"
    rows: list[Row] = [looks.across(title, len(STAGE_WIDTHS), looks.BOLD)]
    rows.append(tuple(Cell(heading.say(language), looks.HEAD._replace(size=9)) for heading in STAGE_HEADINGS))
    for p in one.stages:
        figures = (p.value, p.entitled, p.claimed, p.retention, p.recouped, p.billable)
        named = (Cell(plain(p.milestone), looks.BOX), Cell(plain(p.name), looks.BOX))
        rows.append((*named, *map(write.money, figures)))
    sums = [
        sum((getattr(p, field) for p in one.stages), ZERO)
        for field in ("entitled", "claimed", "retention", "recouped", "billable")
    ]
    label = Cell(TOTAL.say(language), looks.BOX_BOLD._replace(fill=TINT), 3)
    rows.append((label, *(write.money(amount, bold=True, fill=TINT) for amount in sums)))
    return Page(STAGES.say(language), STAGE_WIDTHS, rows, (1, 2), landscape=True)
