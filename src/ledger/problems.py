"""Everything that can be wrong with a workbook, and what the clerk reads about it.

A Problem is a value, not an exception: readers and rules return problems beside their
answers, so a bad cell silences the answers that depend on it and no others. Each
message says where, what was found, and what would be right, in both languages.
"""

from __future__ import annotations

from typing import NamedTuple

from .language import EN, ZH, Text

MARK = "#LEDGER!"
SHOWN = 60  # characters of a cell that a message repeats


class Problem(NamedTuple):
    """One cell a clerk can correct. `line` counts from 1 under the headings; 0 is the sheet itself."""

    sheet: Text
    line: int
    heading: Text
    message: Text
    contract: str = ""  # whose answers it blocks; empty if even that is unreadable
    blocks: bool = True  # False: a cell that no figure depends on, such as a telephone number
    rule: str = ""

    def say(self, language: str = EN) -> str:
        """The whole sentence: where, what was found, what is needed."""
        if language == ZH:
            line = f"第{self.line}行" if self.line else ""
            return f"{MARK} {self.sheet.zh}{line}，{self.heading.zh}：{self.message.zh}"
        line = f" line {self.line}" if self.line else ""
        return f"{MARK} {self.sheet.en}{line}, {self.heading.en}: {self.message.en}"

    def __str__(self) -> str:
        return self.say(EN)


MESSAGES = {
    "unreadable": Text("found {found}, needs {wanted}.", "内容为{found}，应为{wanted}。"),
    "empty": Text("is empty, needs {wanted}.", "为空，应填{wanted}。"),
    "error_cell": Text(
        "holds the error {found}; correct the formula, it needs {wanted}.",
        "单元格为错误值{found}，请改正公式，应为{wanted}。",
    ),
    "no_heading": Text(
        "there is no column with this heading; add it or undo its renaming.",
        "缺少此列标题，请补上或恢复原标题。",
    ),
    "same_heading": Text(
        "two columns have this heading; rename or delete one.", "有两列使用此标题，请改名或删除其一。"
    ),
    "no_sheet": Text("this sheet is missing from the workbook.", "工作簿中缺少此工作表。"),
    "renamed_sheet": Text(
        "is missing, but {found} has its headings; give it back its name, or change its headings.",
        "缺少此表，但工作表{found}具有相同标题，请恢复原名，或修改其标题。",
    ),
    "same_sheet": Text(
        "the workbook has this sheet twice (in both languages or by two names); keep one.",
        "工作簿中此表出现两次（中英文各一或重名），请保留一个。",
    ),
    "unknown_contract": Text("{found} is not in Contracts.", "{found}不在“合同”表中。"),
    "unknown_milestone": Text(
        "contract {contract} has no milestone {found} in Milestones.",
        "合同{contract}在“节点”表中没有节点{found}。",
    ),
    "unknown_claim": Text("{found} is not in Claims.", "{found}不在“请款”表中。"),
    "claim_of_another": Text(
        "claim {found} belongs to contract {contract}.", "请款{found}属于合同{contract}。"
    ),
    "twice": Text(
        "{found} stands on lines {first} and {line}; a number must be unique.",
        "{found}在第{first}行和第{line}行重复，编号必须唯一。",
    ),
    "future": Text("{found} is after the day asked about ({as_of}).", "{found}晚于截止日（{as_of}）。"),
    "progress_falls": Text(
        "cumulative progress falls from {before} to {found}; enter the total to date.",
        "累计进度由{before}降为{found}，请填写截至当日的累计数。",
    ),
    "done_over": Text(
        "found {found}: work done may not exceed 100%; agree a variation for more.",
        "内容为{found}：累计完成不得超过100%，超出部分请先确认变更。",
    ),
    "trigger_needs": Text("the trigger '{trigger}' needs {wanted}.", "触发条件“{trigger}”需要{wanted}。"),
    "trigger_circle": Text(
        "stages {found} wait for each other in a circle.", "节点{found}互相等待，形成循环。"
    ),
    "measure_needs_base": Text(
        "a share or balance needs a base: contract, revised, settlement or period value.",
        "按比例或余额付款需注明基数：合同价、变更后合同价、结算价或当期产值。",
    ),
    "period_needs_share": Text(
        "a stage of period value needs a share such as 80%, not an amount.",
        "按当期产值付款的节点应填比例（如80%），不能填金额。",
    ),
    "measured_once": Text(
        "several stages are paid for the same measured work, {found} of it in all; "
        "name the milestone of each measurement in Progress.",
        "多个节点按同一产值付款，合计{found}；请在“进度”表中填写每次计量的节点编号。",
    ),
    "measured_by_value": Text(
        "found {found} of one of several stages paid by value; enter the value of the work, in money.",
        "内容为{found}，该合同有多个按产值付款的节点，请填写产值金额。",
    ),
    "needs_retention_base": Text(
        "a retention rate needs a retention base: stages, work done, work and materials, contract or settlement.",
        "填写质保金比例时须选择质保金基数：按节点、已完产值、产值和材料、合同价或结算价。",
    ),
    "recoupment_needs": Text(
        "the recoupment method '{method}' needs {wanted}.", "预付款扣回方式“{method}”需要{wanted}。"
    ),
    "unknown_function": Text("{found} is not a function of this ledger.", "{found}不是本台账的函数。"),
    "unknown_placeholder": Text(
        "the placeholder {found} is not known; correct it or write the words themselves.",
        "占位符{found}无法识别，请改正或直接写出文字。",
    ),
    "wages_named": Text(
        "found {found}: money for works is not chased under the name of wages (CN-WAGE, State Council Decree 724 art. 52); reword this row, nothing is drafted from it.",
        "内容含{found}：不得以拖欠农民工工资为名讨要工程款（CN-WAGE，国务院令第724号第52条），请改写本行，不会据此起草。",
    ),
    "letter_template": Text(
        "found {found}, needs a Word document with a table row of content controls tagged line.*.",
        "内容为{found}，应为Word文档，其表格中有一行带line.*标记的内容控件。",
    ),
    "unknown_policy": Text(
        "{found} is no dunning policy of this book; needs one of: {choices}.",
        "{found}不是本工作簿的催款政策，应为以下之一：{choices}。",
    ),
    "unknown_level": Text(
        "{found} is no level of the dunning policy; needs one of: {choices}.",
        "{found}不是催款政策中的级别，应为以下之一：{choices}。",
    ),
    "about_nobody": Text(
        "no contract has the {what} {found}; write it as in Contracts, or delete the line.",
        "没有合同的{what}为{found}，请按“合同”表填写，或删除此行。",
    ),
    "said_twice": Text(
        "line {first} says this about {found} already; keep one of the two.",
        "第{first}行已对{found}作出同一规定，请只保留一处。",
    ),
    "courtesy_level": Text(
        "level {level} is counted from '{found}': level 0, and no other, stands before the due date.",
        "第{level}级的天数起算为“{found}”：只有第0级在应付日前，且第0级必须在应付日前。",
    ),
    "wrong_status": Text(
        "stands as '{found}'; to be marked '{wanted}' it must stand as {needs}.",
        "目前为“{found}”；须为{needs}，才能标记为“{wanted}”。",
    ),
    "needs_approval": Text(
        "level {level} needs approval before it is sent; approve it first.",
        "第{level}级须经批准才能发送，请先批准。",
    ),
    "same_document": Text(
        "tells of the same document as line {first}; select one of the two.",
        "与第{first}行为同一份文件，请只选其一。",
    ),
    "no_company": Text(
        "is empty; letters need the name of the company that asks.", "为空，催款函需要我方公司名称。"
    ),
    "no_email": Text(
        "is empty, so no e-mail was drafted; the drafts for the other channels were.",
        "为空，未起草邮件；其他渠道已起草。",
    ),
    "no_columns": Text(
        "no line of headings was recognised; needs {wanted}.", "未识别到列标题行，应包含{wanted}。"
    ),
    "unmatched_task": Text(
        "found {found}: no milestone {place}has this number or name; correct the task or add the milestone.",
        "内容为{found}：{place}没有此编号或名称的节点，请更正任务或新增节点。",
    ),
    "several_milestones": Text(
        "found {found}, which could be {choices}; give the contract and the milestone's number.",
        "内容为{found}，可能对应{choices}，请注明合同和节点编号。",
    ),
    "needs_value": Text(
        "milestone {found} is paid by measured value: enter that value in Progress, a task's share is not it.",
        "节点{found}按计量产值付款：请在“进度”表填写产值，任务百分比不能代替。",
    ),
    "lost_digits": Text(
        "found {found}: a number this long has lost digits; export the column as text.",
        "内容为{found}：数字过长已丢失位数，请以文本格式导出该列。",
    ),
    "which_way": Text(
        "found {found}: whether the money came in or went out cannot be told; needs {wanted}.",
        "内容为{found}：无法判断收入或支出，应为{wanted}。",
    ),
    "reversal": Text(
        "found {found}: a credit taken back; correct the receipt it reverses by hand.",
        "内容为{found}：为冲正，请手工更正被冲正的回款。",
    ),
    "same_reference": Text(
        "{found} already stands for {amount}; find out which of the two is right.",
        "{found}已有一笔{amount}，请核实哪一笔正确。",
    ),
    "internal": Text("internal error in {found}; see the log.", "{found}内部错误，详见日志。"),
}


def message(key: str, **values: object) -> Text:
    """A message in both languages. A value that is a Text is said in the language of its sentence."""
    text = MESSAGES[key]
    en = {k: v.en if isinstance(v, Text) else v for k, v in values.items()}
    zh = {k: v.zh if isinstance(v, Text) else v for k, v in values.items()}
    return Text(text.en.format(**en), text.zh.format(**zh))


def found(cell: object) -> str:
    """The cell as a message repeats it: in quotes if text, never longer than `SHOWN`."""
    shown = repr(cell) if isinstance(cell, str) else str(cell)
    return shown if len(shown) <= SHOWN else shown[: SHOWN - 3] + "...'"
