"""What the command line says, in both languages."""

from __future__ import annotations

from ..language import Text

LEDGER = Text(
    "What may be claimed, what is overdue and whom to write to, from a workbook of contracts and payments.",
    "从合同与回款工作簿得出：可请款额、逾期款项、催款对象。",
)
DEMO = Text(
    "Show everything on a filled example: the workbook, a report, reminder drafts.",
    "用填好的示例演示全部功能：工作簿、报表、催款草稿。",
)
NEW = Text("Put an empty workbook, ready to fill in, into FILE.", "新建一个空白台账工作簿FILE。")
CHECK = Text(
    "Check workbooks: every problem in the data and every mismatch, worst first. Nothing is written.",
    "检查工作簿：列出全部数据问题和差异，最严重的在前。不写入任何文件。",
)
REMIND = Text(
    "Draft reminders into a dated folder beside the workbook. Nothing is sent, the workbook is not changed.",
    "在工作簿旁的带日期文件夹中起草催款。不发送，也不改动工作簿。",
)
INSTALL = Text(
    "Add the buttons and functions to Excel (Windows), or with --calc to LibreOffice.",
    "将按钮和函数装入Excel（Windows），加--calc则装入LibreOffice。",
)
UNINSTALL = Text("Take out what install added.", "移除install安装的内容。")
DOCTOR = Text("Say what is wrong with the installation and how to mend it.", "检查安装状态并说明修复办法。")

AS_OF = Text(
    "The day asked about, such as 2026-11-20 or 'today'; else the day in the book, else today.",
    "截止日，如2026-11-20或today；默认用工作簿中的截止日，没有则用今天。",
)
LANGUAGE = Text("Language of all texts; else the book's own.", "文字语言；默认与工作簿一致。")
JSON = Text("Answer with JSON for programs.", "以JSON输出，供程序使用。")
ALL = Text("Show every mismatch, not the worst 20.", "列出全部差异，而非前20项。")
EVEN_IF_OPEN = Text(
    "Read a workbook that is open elsewhere as it was last saved.",
    "工作簿正打开时，按最近一次保存的内容读取。",
)
INTO = Text("The folder to write into; else beside the workbook.", "输出文件夹；默认在工作簿旁。")
CUSTOMER = Text("Only for this customer (may be repeated).", "仅限此客户（可重复）。")
CALC = Text("LibreOffice Calc instead of Excel.", "针对LibreOffice Calc而非Excel。")
TRUST = Text("Let Excel run the macros of the workbooks installed.", "让Excel信任所安装工作簿的宏。")
DEBUG = Text("Show the traceback of an internal error.", "内部错误时显示调用栈。")
VERSION = Text("Show the version and leave.", "显示版本后退出。")
HELP = Text("Show this text and leave.", "显示帮助后退出。")
HEADINGS = {"Usage:": "用法：", "Options:": "选项：", "Commands:": "命令："}

BAD_DAY = Text("found {found}, needs a date such as 2026-11-20.", "内容为{found}，应为日期，如2026-11-20。")
INTERNAL = Text(
    "Internal error: {error}. Nothing more was done; run it again with --debug before the command.",
    "内部错误：{error}。已停止；请在命令前加--debug重新运行。",
)
CANNOT_WRITE = Text(
    "{path} cannot be written: {error}. Choose another folder with --into.",
    "无法写入{path}：{error}。请用--into指定其他文件夹。",
)
EXISTS = Text(
    "{path} is there already and stays as it is; choose another name.", "{path}已存在，未改动，请换一个名称。"
)
NOT_EMPTY = Text("{path} is not empty; choose another folder.", "{path}不是空文件夹，请换一个。")
NEEDS_XLSM = Text(
    "{path}: a workbook with buttons must end in .xlsm.", "{path}：带按钮的工作簿应以.xlsm结尾。"
)
NO_TEMPLATE = Text(
    "{name} is missing from this installation; install milestone-ledger again.",
    "安装中缺少{name}，请重新安装milestone-ledger。",
)
ONLY_WINDOWS = Text(
    "Excel's buttons need Windows. Use --calc for LibreOffice; the command line does the same.",
    "Excel按钮需要Windows。LibreOffice请加--calc；命令行可完成同样工作。",
)
NEW_BOOK = Text(
    "{path} is ready. Begin with Contracts and Milestones; columns marked * are needed, all others may wait.",
    "已生成{path}。请先填“合同”和“节点”；带*的列必填，其余可后补。",
)

ALL_BOOKS = Text("All {count} workbooks", "全部{count}个工作簿")
BOOK, MILESTONES, PROBLEM_COUNT, MISMATCH_COUNT, HIGH = (
    Text("Workbook", "工作簿"),
    Text("Milestones", "节点"),
    Text("Problems", "问题"),
    Text("Mismatches", "差异"),
    Text("high", "其中程度高"),
)
UNREAD = Text("not read", "未读取")

CHECKING = Text("Checking", "检查中")
PROBLEMS = Text("Problems in the data", "数据问题")
MISMATCHES = Text("Mismatches, worst first", "差异（最严重在前）")
QUESTIONS = Text("Questions about the terms: {rules}", "条款存疑：{rules}")
MORE = Text("and {count} more; --all shows them", "另有{count}项，加--all可全部列出")
TOTALS = Text("Money by currency, as of {day}", "各币种金额（截止{day}）")
TODAY = Text("as of today, {day}: the book names no day", "截止日为今天{day}（工作簿未填截止日）")
FINE = Text("no problems", "无问题")
COUNTS = Text(
    "{milestones} milestones, {problems} problem(s), {mismatches} mismatch(es)",
    "{milestones}个节点，{problems}个问题，{mismatches}项差异",
)
SHEET, LINE, COLUMN, SAID = (
    Text("Sheet", "工作表"),
    Text("Line", "行"),
    Text("Column", "列"),
    Text("What is wrong", "问题"),
)
CURRENCY, BILLABLE, OUTSTANDING, OVERDUE = (
    Text("Currency", "币种"),
    Text("Billable now", "可请款额"),
    Text("Outstanding", "未收余额"),
    Text("Overdue", "逾期金额"),
)

DAYS = Text("{days} days", "{days}天")

ALLOCATE = Text("Money to allocate first", "请先核销的回款")
TO_REMIND = Text("Drafted", "已起草")
LEFT_OUT = Text("Left out, and why", "未催及原因")
WRITTEN = Text("Written into {folder}:", "已写入{folder}：")
NOT_LOGGED = Text(
    "The workbook was not changed: paste the lines of {file} into Contacts once you have sent the drafts.",
    "工作簿未改动：发送草稿后，请将{file}中的行粘贴到“催款”表。",
)
NOBODY = Text("Nobody is to be reminded.", "没有需要催款的客户。")
CONTACT_LINES = Text("lines-for-Contacts", "催款表新增行")
REPORT = Text("report", "报表")
EXAMPLE = Text(
    "An invented contractor with contracts in China and abroad. All names and figures are examples.",
    "虚构的承包商，含国内外合同；名称和数字均为示例。",
)
OPEN_IT = Text(
    "Open {file} in Excel or LibreOffice: every figure is there, with or without the add-in.",
    "用Excel或LibreOffice打开{file}：无论是否安装插件，所有数字都在。",
)
DEMO_WHAT = Text("What may be claimed now", "现在可以请款")
DEMO_WORST = Text("What has drifted apart, worst first", "差异（最严重在前）")
