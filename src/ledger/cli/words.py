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
NEW = Text(
    "Put an empty workbook, ready to fill in, into FILE; or our letter, to change in Word, into FILE.docx.",
    "新建一个空白台账工作簿FILE；FILE为.docx时，生成可在Word中修改的函件模板。",
)
CHECK = Text(
    "Check workbooks: every problem in the data and every mismatch, worst first. Nothing is written.",
    "检查工作簿：列出全部数据问题和差异，最严重的在前。不写入任何文件。",
)
REMIND = Text(
    "Draft reminders into a dated folder beside the workbook. Nothing is sent, the workbook is not changed.",
    "在工作簿旁的带日期文件夹中起草催款。不发送，也不改动工作簿。",
)
APPLICATION = Text(
    "Draft the payment application of each contract with something billable now.",
    "为目前可请款的合同起草付款申请。",
)
LETTER = Text(
    "Draft what answers a customer's reason: instalments, request for acceptance, notice, demand and more.",
    "按客户的反馈原因起草函件：分期协议、验收申请、通知、催告等。",
)
INTEREST = Text(
    "Draft an interest statement for each contract with overdue money; nothing is posted.",
    "为有逾期款项的合同起草利息计算书；不记账。",
)
CLOCKS = Text(
    "List every period to act within and what proves it, and write a calendar (.ics) of the days to act.",
    "列出各项时限及其凭证，并生成待办日历（.ics）。",
)
STATEMENT = Text(
    "Draft a statement of account for each customer into a dated folder beside the workbook.",
    "为每个客户起草对账单，存入工作簿旁的带日期文件夹。",
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
CONTRACT = Text("Only for this contract (may be repeated).", "仅限此合同（可重复）。")
FORM = Text(
    "G702/G703 or 工程款支付申请表; else as the customer's language has it.",
    "g702为G702/G703格式，request为工程款支付申请表；默认按客户语言。",
)
BASIS = Text(
    "The rate: the contract's, the law's or LPR; else the first of them that applies.",
    "计息依据：contract合同约定，statutory法定，lpr；默认取首个适用者。",
)
ORDER = Text("What a payment pays first; else as the book's Settings say.", "抵充顺序；默认按“规则”表设置。")
TEMPLATE = Text("A Word letter of your own, with our fields.", "自备的Word信函模板（含本程序字段）。")
KIND = Text(
    "This paper whatever the reason, such as instalment_plan, demand or suspension_notice.",
    "指定函件种类，如instalment_plan、demand、suspension_notice。",
)
INSTALMENTS = Text("How many instalments; 3 if not said.", "分期期数；默认3期。")
DOWN = Text("An amount paid at once.", "首付金额。")
FIRST_ON = Text("The day of the first instalment.", "首期付款日。")
DAYS_TO_ANSWER = Text("Days the customer has to answer.", "要求对方答复的天数。")
BAD_AMOUNT = Text("found {found}, needs an amount such as 1200.50.", "内容为{found}，应为金额，如1200.50。")
NO_TEMPLATE_FILE = Text("{path} cannot be read: {error}.", "无法读取{path}：{error}。")
DRY_RUN = Text("Show what would be drafted and write nothing.", "仅显示将起草的内容，不写入任何文件。")
SINCE = Text("From this day on; what lies before is the opening balance.", "起始日；此前的计入期初余额。")
EVIDENCE = Text(
    "Put together the evidence of each overdue contract: chronology, index, files, what is missing.",
    "为逾期合同整理证据：时间顺序、证据目录、文件和缺失项。",
)
NO_CONTRACT = Text("The book has no contract {name}.", "台账中没有合同{name}。")
NO_CUSTOMER = Text("The book has no customer {name}.", "台账中没有客户{name}。")
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

NEW_LETTER = Text(
    "{path} is our letter. Change it in Word and keep its fields; "
    "as “{name}” beside the workbook it is used for letters.",
    "已生成函件模板{path}。可在Word中修改，请保留其中的字段；以“{name}”为名放在工作簿旁即用于起草函件。",
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
NOTHING_WRITTEN = Text("Nothing was written.", "未写入任何文件。")
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
