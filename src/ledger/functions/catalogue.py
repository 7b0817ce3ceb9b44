"""What a cell can call: every function's name, arguments and help, in both languages.

The hosts generate their wrappers, wizards and help from this table and from nothing else.
Names and order of arguments are a promise: formulas in people's workbooks hold them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ..language import Text


class Argument(NamedTuple):
    """One argument: its name in code, as people read it, and its help (255 characters at most)."""

    name: str
    label: Text
    help: Text
    optional: bool = False
    whole: bool = False  # a whole column or table, not aligned line by line with the others


class Signature(NamedTuple):
    """One function as a host publishes it."""

    name: str
    kind: str  # "cell": the answer has the shape of the arguments; "table": a table that spills
    help: Text
    arguments: tuple[Argument, ...]
    example: tuple[Any, ...] = ()  # plain cells of a live example


def _arg(name: str, en: str, zh: str, help_en: str, help_zh: str, **more: bool) -> Argument:
    return Argument(name, Text(en, zh), Text(help_en, help_zh), **more)


VALUE = _arg(
    "value",
    "value",
    "产值总额",
    "Value of the whole work, in the contract's currency.",
    "该项工作的总价值（合同币种）。",
)
DONE = _arg(
    "done",
    "done",
    "完成比例",
    "Share of the work done to date, from 0% to 100%.",
    "截至当日累计完成比例，0%到100%。",
)
CLAIMED = _arg(
    "claimed",
    "claimed",
    "已请款",
    "What was claimed before, net of deductions; empty for nothing yet.",
    "此前累计已请款净额；未请款可留空。",
    optional=True,
)
PAY_SHARE = _arg(
    "pay_share",
    "pay share",
    "支付比例",
    "Share of the work done that the terms pay now; 100% if empty.",
    "合同约定的支付比例；留空为100%。",
    optional=True,
)
RETENTION_RATE = _arg(
    "retention_rate",
    "retention rate",
    "质保金比例",
    "Share of the work done held as retention; none if empty.",
    "按已完产值扣留的质保金比例；留空为不扣。",
    optional=True,
)
RECOUPED = _arg(
    "recouped",
    "recouped",
    "已扣回预付款",
    "Advance recouped to date; none if empty.",
    "累计已扣回的预付款；留空为无。",
    optional=True,
)
BILLABLE_ARGUMENTS = (VALUE, DONE, CLAIMED, PAY_SHARE, RETENTION_RATE, RECOUPED)

RETENTION_ARGUMENTS = (
    _arg("base", "base", "基数", "Amount the retention is a share of.", "计算质保金的基数。"),
    _arg(
        "rate",
        "rate",
        "比例",
        "Retention rate, such as 3%.",
        "质保金比例，如3%。",
    ),
    _arg(
        "cap",
        "cap",
        "上限",
        "Largest amount that may be held; no cap if empty.",
        "质保金最高限额；留空为不设上限。",
        optional=True,
    ),
    _arg(
        "released",
        "released",
        "已返还",
        "Retention released to date; none if empty.",
        "已返还的质保金；留空为无。",
        optional=True,
    ),
)
RECOUPMENT_ARGUMENTS = (
    _arg("advance", "advance", "预付款", "Advance paid, an amount.", "已付预付款金额。"),
    _arg(
        "earned",
        "earned",
        "累计产值",
        "Cumulative value of work done. FIDIC and fixed read the column from its top: one line a certificate.",
        "累计已完产值。FIDIC和定额方式从该列顶端逐行读取，每行一期。",
    ),
    _arg(
        "method",
        "method",
        "扣回方式",
        "none, threshold, pro rata, FIDIC or fixed.",
        "不扣回、起扣点、同比例、FIDIC或定额。",
    ),
    _arg(
        "contract_sum",
        "contract sum",
        "合同价",
        "Contract sum the advance belongs to.",
        "预付款对应的合同价。",
    ),
    _arg(
        "parameter_1",
        "parameter 1",
        "参数1",
        "threshold: share of main materials N; FIDIC: start (10%); fixed: share of each period's value; pro rata: share at which all is repaid (100%).",
        "起扣点：主材比重N；FIDIC：起扣比例（10%）；定额：每期产值的比例；同比例：全部扣完时的比例（100%）。",
        optional=True,
    ),
    _arg(
        "parameter_2",
        "parameter 2",
        "参数2",
        "FIDIC: share of each certificate (25%).",
        "FIDIC：每期扣回比例（25%）。",
        optional=True,
    ),
)
HOLIDAYS = _arg(
    "holidays",
    "holidays",
    "节假日",
    "A column of public holidays.",
    "法定节假日日期列。",
    optional=True,
    whole=True,
)
WORKING = _arg(
    "working_weekends",
    "working weekends",
    "调休上班日",
    "A column of weekend days that are worked.",
    "调休上班的周末日期列。",
    optional=True,
    whole=True,
)
DUE = _arg("due", "due", "应付日", "Date the money is due.", "应付日期。")
AS_OF = _arg("as_of", "as of", "截止日", "The day asked about.", "计算截止的日期。")
LATE_INTEREST_ARGUMENTS = (
    _arg("principal", "principal", "本金", "Amount that was due.", "到期应付的金额。"),
    DUE,
    AS_OF,
    _arg(
        "rate",
        "rate",
        "利率",
        "Rate per year or per day, as the basis says, such as 6% or 0.05%.",
        "利率，按基准为年利率或日利率，如6%或0.05%。",
    ),
    _arg(
        "basis",
        "basis",
        "利率基准",
        "per year / 365 (default), per year / 360, per year / actual, or per day.",
        "每年/365（默认）、每年/360、每年/实际天数或每日。",
        optional=True,
    ),
    _arg(
        "receipt_dates",
        "receipt dates",
        "回款日期",
        "A column of the dates money came in.",
        "回款日期列。",
        optional=True,
        whole=True,
    ),
    _arg(
        "receipt_amounts",
        "receipt amounts",
        "回款金额",
        "A column of the amounts, line by line with the dates.",
        "与日期逐行对应的回款金额列。",
        optional=True,
        whole=True,
    ),
    _arg(
        "payment_order",
        "payment order",
        "抵充顺序",
        "principal first (default) or interest first.",
        "先本后息（默认）或先息后本。",
        optional=True,
    ),
)
MISMATCH_ARGUMENTS = (
    _arg(
        "earned",
        "earned",
        "累计应得",
        "Value the terms entitle to, to date.",
        "截至当日按条款应得的累计金额。",
    ),
    _arg("claimed", "claimed", "累计请款", "Claimed to date.", "累计请款金额。"),
    _arg("certified", "certified", "累计批复", "Certified to date.", "累计批复金额。"),
    _arg("received", "received", "累计回款", "Received to date.", "累计回款金额。"),
    _arg(
        "tolerance",
        "tolerance",
        "容差",
        "Differences up to this are no mismatch; 0 if empty.",
        "不超过此金额的差异不提示；留空为0。",
        optional=True,
    ),
)
DUNNING_ARGUMENTS = (
    _arg(
        "days_overdue",
        "days overdue",
        "逾期天数",
        "Days since the due date; the due date itself is 0.",
        "逾期天数，到期日当天为0。",
    ),
    _arg(
        "last_level_sent",
        "last level sent",
        "上次已发级别",
        "Highest level already sent; 0 for none.",
        "已发送的最高级别；未发送为0。",
    ),
    _arg(
        "policy",
        "policy",
        "政策",
        "A column of the days at which levels 1, 2, 3... begin, or the columns Level and Days overdue; "
        "the default policy if empty.",
        "各级别起始逾期天数的列，或“级别、逾期天数”两列；留空用默认政策。",
        optional=True,
        whole=True,
    ),
)
REMINDER_ARGUMENTS = (
    _arg("customer", "customer", "客户", "Who is written to.", "收件客户。"),
    _arg("contract", "contract", "合同", "Contract number or name.", "合同编号或名称。"),
    _arg("amount", "amount", "金额", "Amount outstanding.", "未收金额。"),
    _arg("currency", "currency", "币种", "Currency code, such as CNY.", "货币代码，如CNY。"),
    DUE,
    AS_OF,
    _arg(
        "level",
        "level",
        "级别",
        "Level of firmness from 1; 1 if empty.",
        "催款级别，从1起；留空为1。",
        optional=True,
    ),
    _arg(
        "language",
        "language",
        "语言",
        "English or Chinese; the workbook's language if empty.",
        "中文或英文；留空用工作簿语言。",
        optional=True,
    ),
)


def _table(name: str, en: str, zh: str, help_en: str, help_zh: str, optional: bool = False) -> Argument:
    return _arg(name, en, zh, help_en, help_zh, optional=optional, whole=True)


BOOK_ARGUMENTS = (
    _table(
        "contracts", "Contracts", "合同", "The Contracts table with its headings.", "“合同”表（含标题行）。"
    ),
    _table(
        "milestones",
        "Milestones",
        "节点",
        "The Milestones table with its headings.",
        "“节点”表（含标题行）。",
    ),
    AS_OF,
    _table(
        "progress",
        "Progress",
        "进度",
        "The Progress table with its headings.",
        "“进度”表（含标题行）。",
        True,
    ),
    _table(
        "variations",
        "Variations",
        "变更",
        "The Variations table with its headings.",
        "“变更”表（含标题行）。",
        True,
    ),
    _table("claims", "Claims", "请款", "The Claims table with its headings.", "“请款”表（含标题行）。", True),
    _table(
        "receipts",
        "Receipts",
        "回款",
        "The Receipts table with its headings.",
        "“回款”表（含标题行）。",
        True,
    ),
    _table(
        "contacts",
        "Contacts",
        "催款",
        "The Contacts table with its headings.",
        "“催款”表（含标题行）。",
        True,
    ),
    _table("rules", "Rules", "规则", "The whole Rules sheet.", "整张“规则”表。", True),
)

SIGNATURES = (
    Signature("BILLABLE", "cell", Text(
        "Amount that may be claimed now: value x done x pay share, less retention, advance recouped and what was claimed before; never below 0.",
        "本期可请款额：产值×完成比例×支付比例，减质保金、已扣回预付款和此前已请款；不小于0。",
    ), BILLABLE_ARGUMENTS, (1000000.0, 0.6, 300000.0, 0.8, 0.03, 0.0)),
    Signature("RETENTION", "cell", Text(
        "Retention held: rate x base, not above the cap, less what was released.",
        "质保金余额：基数×比例，不超过上限，减已返还。",
    ), RETENTION_ARGUMENTS, (1000000.0, 0.03)),
    Signature("RECOUPMENT", "cell", Text(
        "Advance recouped to date under the contract's method; never above the advance.",
        "按合同扣回方式计算的累计已扣回预付款；不超过预付款。",
    ), RECOUPMENT_ARGUMENTS, (2000000.0, 8500000.0, "threshold", 10000000.0, 0.6)),
    Signature("DUE_DATE", "cell", Text(
        "Date by which money must be paid: start + days under the day rule; the first day is not counted.",
        "应付日期：自起算日次日起，按付款日规则计算。",
    ), (
        _arg("start", "start", "起算日", "Date the period runs from, such as the certificate's.", "起算日期，如批复日。"),
        _arg("days", "days", "天数", "Number of days (or months, as the rule says).", "天数（或按规则为月数）。"),
        _arg("day_rule", "day rule", "付款日规则", "calendar (default), business, end of month ...; 'following' moves a last day that is a holiday.", "日历天（默认）、工作日、月底后n天等；加“顺延”则遇节假日顺延。", optional=True),
        HOLIDAYS,
        WORKING,
    ), (45688.0, 30.0)),
    Signature("DAYS_OVERDUE", "cell", Text(
        "Days since the due date; 0 on the due date itself and before.",
        "逾期天数；到期日当天及以前为0。",
    ), (DUE, AS_OF), (45688.0, 45718.0)),
    Signature("AGE_BUCKET", "cell", Text(
        "Age bucket by due date: not due, 1-30, 31-60, 61-90, 91-180, 181-365, over 365 days.",
        "按应付日的账龄区间：未到期、1-30、31-60、61-90、91-180、181-365、365天以上。",
    ), (DUE, AS_OF), (45688.0, 45718.0)),
    Signature("LATE_INTEREST", "cell", Text(
        "Interest for late payment, in segments on the balance outstanding in each; receipts reduce it from their day.",
        "逾期利息：按各时段实际未付余额分段计算，回款自到账日起减少计息本金。",
    ), LATE_INTEREST_ARGUMENTS, (1000000.0, 45848.0, 46022.0, 0.0005, "per day")),
    Signature("MISMATCH", "cell", Text(
        "The worst mismatch between earned, claimed, certified and received: its rule id and its meaning; empty if none.",
        "应得、请款、批复、回款之间最重要的差异：规则编号和含义；无差异为空。",
    ), MISMATCH_ARGUMENTS, (1000000.0, 700000.0, 700000.0, 400000.0)),
    Signature("DUNNING_LEVEL", "cell", Text(
        "Next level of reminder: the level deserved by age, but at most one above the last level sent.",
        "下一催款级别：按逾期天数应达级别，且最多比上次已发级别高一级。",
    ), DUNNING_ARGUMENTS, (45.0, 1.0)),
    Signature("REMINDER", "cell", Text(
        "The text of a reminder, ready to copy. Nothing is sent.",
        "催款文字，可直接复制使用；程序不会发送。",
    ), REMINDER_ARGUMENTS, ("Acme Ltd", "C-01", 120000.0, "USD", 45688.0, 45718.0, 1.0)),
    Signature("EXPLAIN_BILLABLE", "cell", Text(
        "How BILLABLE arrives at its answer, step by step.",
        "逐步说明BILLABLE的计算过程。",
    ), BILLABLE_ARGUMENTS, (1000000.0, 0.6, 300000.0, 0.8, 0.03, 0.0)),
    Signature("EXPLAIN_RETENTION", "cell", Text(
        "How RETENTION arrives at its answer, step by step.",
        "逐步说明RETENTION的计算过程。",
    ), RETENTION_ARGUMENTS, (1000000.0, 0.03)),
    Signature("EXPLAIN_RECOUPMENT", "cell", Text(
        "How RECOUPMENT arrives at its answer, step by step.",
        "逐步说明RECOUPMENT的计算过程。",
    ), RECOUPMENT_ARGUMENTS, (2000000.0, 8500000.0, "threshold", 10000000.0, 0.6)),
    Signature("EXPLAIN_LATE_INTEREST", "cell", Text(
        "How LATE_INTEREST arrives at its answer: each segment with its days, balance and rate.",
        "逐步说明LATE_INTEREST的计算：各时段的天数、余额和利率。",
    ), LATE_INTEREST_ARGUMENTS, (1000000.0, 45848.0, 46022.0, 0.0005, "per day")),
    Signature("POSITIONS", "table", Text(
        "The money ladder of every milestone: earned, claimed, certified, due, received, billable now, overdue, next action and why.",
        "每个节点的资金阶梯：已完、请款、批复、到期、回款、可请款、逾期、下一步及原因。",
    ), BOOK_ARGUMENTS),
    Signature("MISMATCHES", "table", Text(
        "Every mismatch between work and money, worst first, with what it means and what to do.",
        "工作与资金的全部差异，按严重程度排序，附含义和处理办法。",
    ), BOOK_ARGUMENTS),
    Signature("LADDER", "table", Text(
        "Each contract's money from planned to received in seven rungs, with the gap between each two, its cause, days, whose move it is and what to do.",
        "每份合同从计划到回款的七级资金阶梯，以及各级差额、原因、天数、待谁处理和处理办法。",
    ), BOOK_ARGUMENTS),
    Signature("AGEING", "table", Text(
        "Open claims by age since their due date, per customer and currency.",
        "按客户和币种列示未收款的账龄（按应付日）。",
    ), BOOK_ARGUMENTS),
    Signature("CLOCKS", "table", Text(
        "Every legal or contractual period to act within, from this book's proofs: its last day, a safe day, the proof or its absence, what to do. Shown, never decided.",
        "按台账凭证列出的各项法定和约定时限：届满日、安全日期、凭证有无及处理办法；仅提示，不作判断。",
    ), BOOK_ARGUMENTS),
    Signature("REMINDERS", "table", Text(
        "Whom to remind, at which level, about how much, and who is left out and why.",
        "应催款的客户、级别和金额，以及不催款的客户和原因。",
    ), BOOK_ARGUMENTS),
)  # fmt: skip
