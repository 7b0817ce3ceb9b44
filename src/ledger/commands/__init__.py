"""Everything a button can do: pure functions from sheets to edits and documents.

    run("refresh", sheets, as_of, language="zh") -> Outcome

`sheets` maps the names of a workbook's sheets to their grids, headings first, exactly as
the host reads them. The host shows `listing`, asks, applies the edits all or none, writes
the files, and shows `said`. Nothing here reads a clock, opens a file or sends anything.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Callable, Mapping, NamedTuple

from ..language import EN, Text
from . import (
    accounting,
    applying,
    charging,
    claiming,
    importing_bank,
    importing_progress,
    lettering,
    marking,
    proving,
    reminding,
    results,
    timing,
)
from .desk import NoDay
from .outcomes import Append, Edit, File, Fill, Outcome, Put

__all__ = ["COMMANDS", "Append", "Command", "Edit", "File", "Fill", "Outcome", "Put", "run"]


class Command(NamedTuple):
    """One button: its label, what hovering over it says, and which host does it."""

    name: str
    label: Text
    tip: Text
    key_tip: str
    group: str  # results, collect, data, help
    takes: str = ""  # a "file" to import, "lines" of Contacts, or "customers" to tick
    asks_proof: bool = False  # whether the host asks for the words that prove it, handed on as `proof`
    by_host: bool = False  # doctor and help are the host's own


def _command(
    name: str, en: str, zh: str, tip_en: str, tip_zh: str, key: str, group: str, **more: Any
) -> Command:
    return Command(name, Text(en, zh), Text(tip_en, tip_zh), key, group, **more)


COMMANDS = (
    _command("refresh", "Refresh", "刷新", "Calculate all results of this workbook anew.", "重新计算本工作簿的全部结果。", "R", "results"),
    _command("check", "Check", "检查", "List every problem in the book and every questionable term.", "列出工作簿中的全部问题和存疑条款。", "C", "results"),
    _command("draft_reminders", "Draft reminders", "起草催款", "Show whom to remind and why, then draft into a dated folder. Nothing is sent.", "列出催款对象及原因，确认后起草到带日期的文件夹。不会发送。", "D", "collect", takes="customers"),
    _command("approve", "Approve", "批准", "Record in Contacts that the selected drafts were approved.", "在“催款”表中登记所选草稿已批准。", "V", "collect", takes="lines"),
    _command("mark_sent", "Mark sent", "标记已发送", "Record in Contacts that the selected drafts were sent.", "在“催款”表中登记所选草稿已发送。", "M", "collect", takes="lines", asks_proof=True),
    _command("mark_delivered", "Mark delivered", "标记已送达", "Record in Contacts that the selected documents reached the customer.", "在“催款”表中登记所选文件已送达客户。", "G", "collect", takes="lines", asks_proof=True),
    _command("mark_returned", "Mark returned", "标记已退回", "Record in Contacts that the selected documents came back; they may be drafted again.", "在“催款”表中登记所选文件被退回，可重新起草。", "K", "collect", takes="lines", asks_proof=True),
    _command("letter", "Letters", "函件", "Draft what answers a customer's reason: instalment plan, request for acceptance, notice, demand and more. Nothing is sent.", "按客户的反馈原因起草函件：分期协议、验收申请、通知、催告等；不会发送。", "F", "collect"),
    _command("clocks", "Clocks", "时限", "List every period to act within, from this book's proofs, and make a calendar of the days to act. Nothing is decided or sent.", "按台账凭证列出各项时限，并生成待办日历；不作判断，不会发送。", "L", "collect"),
    _command("statement", "Statement of account", "对账单", "Draft a statement of account for each customer.", "为每个客户起草对账单。", "S", "collect", takes="customers"),
    _command("interest", "Interest statement", "利息计算书", "State the interest of overdue contracts, every step. Nothing is posted or sent.", "为逾期合同起草利息计算书，逐段列示；不记账，不发送。", "T", "collect", takes="customers"),
    _command("evidence", "Evidence pack", "证据包", "Put together a chronology, an index and the files for each overdue contract.", "为逾期合同整理时间顺序、证据目录和文件。", "E", "collect"),
    _command("new_claim", "New claim", "新增请款", "Add a claim line for every milestone that is billable now.", "为每个可请款节点新增一行请款。", "N", "data"),
    _command("application", "Payment application", "付款申请", "Draft the application for everything billable now. Nothing is sent.", "为目前可请款的合同起草付款申请；不会发送。", "A", "data", takes="customers"),
    _command("import_progress", "Import progress", "导入进度", "Read progress from a project tool's export (CSV or XLSX).", "从项目管理工具导出的文件（CSV或XLSX）读取进度。", "P", "data", takes="file"),
    _command("import_bank", "Import bank statement", "导入银行流水", "Read receipts from a bank statement (CSV or XLSX).", "从银行流水（CSV或XLSX）读取回款。", "B", "data", takes="file"),
    _command("doctor", "Doctor", "诊断", "Say what is wrong with this installation and how to mend it.", "检查安装状态并说明修复办法。", "X", "help", by_host=True),
    _command("help", "Help", "说明", "Go to the Help sheet.", "转到“说明”表。", "H", "help", by_host=True),
)  # fmt: skip


def run(
    name: str,
    sheets: Mapping[str, Any],
    as_of: date | None,
    language: str = EN,
    **choices: Any,
) -> Outcome:
    """What the button of this name does to these sheets.

    `as_of`: the day asked about; None takes the Settings' as-of date (a Problem if there is none).
    `choices`: `imported` (sheets of the imported file), `mapping` (field: heading, where that file has its
    own), `lines` (selected lines of Contacts, from 1), `customers` (drafts for these only), `contracts`
    (evidence of these only), `found` (the files of `proving.evidence_names` that lie beside the workbook).
    """
    try:
        return ANSWERS[name](sheets, as_of, language, **choices)
    except NoDay as wrong:
        said = Text("Nothing was done: the day asked about is missing.", "未执行：缺少截止日。")
        return Outcome(said, problems=(wrong.problem,))


ANSWERS: dict[str, Callable[..., Outcome]] = {
    "refresh": results.refresh,
    "check": results.check,
    "draft_reminders": reminding.draft_reminders,
    "approve": marking.approve,
    "mark_sent": marking.mark_sent,
    "mark_delivered": marking.mark_delivered,
    "mark_returned": marking.mark_returned,
    "new_claim": claiming.new_claim,
    "import_progress": importing_progress.import_progress,
    "import_bank": importing_bank.import_bank,
    "statement": accounting.statement,
    "evidence": proving.evidence_pack,
    "application": applying.payment_application,
    "letter": lettering.letter,
    "interest": charging.interest,
    "clocks": timing.clocks,
}
