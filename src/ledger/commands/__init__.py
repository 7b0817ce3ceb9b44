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
from . import accounting, claiming, importing_bank, importing_progress, marking, proving, reminding, results
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
    takes: str = ""  # "file": the host asks for a file and hands its sheets as `imported`
    by_host: bool = False  # doctor and help are the host's own


def _command(
    name: str, en: str, zh: str, tip_en: str, tip_zh: str, key: str, group: str, **more: Any
) -> Command:
    return Command(name, Text(en, zh), Text(tip_en, tip_zh), key, group, **more)


COMMANDS = (
    _command("refresh", "Refresh", "刷新", "Calculate all results of this workbook anew.", "重新计算本工作簿的全部结果。", "R", "results"),
    _command("check", "Check", "检查", "List every problem in the book and every questionable term.", "列出工作簿中的全部问题和存疑条款。", "C", "results"),
    _command("draft_reminders", "Draft reminders", "起草催款", "Show whom to remind and why, then draft into a dated folder. Nothing is sent.", "列出催款对象及原因，确认后起草到带日期的文件夹。不会发送。", "D", "collect"),
    _command("mark_sent", "Mark sent", "标记已发送", "Record in Contacts that the selected drafts were sent.", "在“催款”表中登记所选草稿已发送。", "M", "collect"),
    _command("new_claim", "New claim", "新增请款", "Add a claim line for every milestone that is billable now.", "为每个可请款节点新增一行请款。", "N", "data"),
    _command("import_progress", "Import progress", "导入进度", "Read progress from a project tool's export (CSV or XLSX).", "从项目管理工具导出的文件（CSV或XLSX）读取进度。", "P", "data", takes="file"),
    _command("import_bank", "Import bank statement", "导入银行流水", "Read receipts from a bank statement (CSV or XLSX).", "从银行流水（CSV或XLSX）读取回款。", "B", "data", takes="file"),
    _command("statement", "Statement of account", "对账单", "Draft a statement of account for each customer.", "为每个客户起草对账单。", "S", "collect"),
    _command("evidence", "Evidence pack", "证据清单", "Draft the list of evidence for each overdue contract.", "为逾期合同起草证据清单。", "E", "collect"),
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
    own), `lines` (selected lines of Contacts, from 1), `customers` (drafts for these only).
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
    "mark_sent": marking.mark_sent,
    "new_claim": claiming.new_claim,
    "import_progress": importing_progress.import_progress,
    "import_bank": importing_bank.import_bank,
    "statement": accounting.statement,
    "evidence": proving.evidence_pack,
}
