"""What this host itself says, in both languages; everything else comes from the core."""

from milestone_ledger_core.language import Text

TITLE = Text("Milestone Ledger", "里程碑回款台账")
OK = Text("OK", "确定")
CANCEL = Text("Cancel", "取消")
CLOSE = Text("Close", "关闭")
GO = Text("Go to the cell", "转到单元格")
ALL = Text("Select all", "全选")
NONE = Text("Select none", "全不选")
APPLY = Text("Do it", "执行")
DRAFT = Text("Draft", "起草")
OPEN_FOLDER = Text("Open folder", "打开文件夹")

WORKING = Text("{what} ...", "正在{what}……")
NOTHING = Text("Nothing to do.", "没有需要处理的内容。")
CANCELLED = Text("Nothing was changed.", "未作任何修改。")
INTERNAL = Text(
    "{what} could not be done because of an error in the program. The workbook is as it was. "
    "Doctor shows the log.",
    "程序出错，未能完成“{what}”。工作簿未被修改。可在“诊断”中查看日志。",
)
HAVE_PROBLEMS = Text(
    "{count} problems in the workbook. The figures that depend on them are not given.",
    "工作簿中有{count}个问题，受其影响的数字不予给出。",
)
CANNOT_WRITE = Text("The drafts cannot be written into {folder}: {reason}", "草稿无法写入{folder}：{reason}")
DRAFTS_STAYED = Text(
    "{reason} The drafts in {folder} are held by another program and stayed there: delete them.",
    "{reason}{folder}中的草稿被其他程序占用，未能撤回，请手动删除。",
)
FAILED = Text("The workbook could not be written.", "无法写入工作簿。")
DONE_FILES = Text("{count} files are in {folder}", "{count}个文件已写入 {folder}")
SAVE_FIRST = Text(
    "The workbook has not been saved yet, so there is no folder beside it for the drafts. Save it now?",
    "工作簿尚未保存，无法在其旁边建立草稿文件夹。现在保存吗？",
)
NOT_SAVED = Text(
    "The drafts go into a folder beside the workbook: save it on this computer first.",
    "草稿写入工作簿旁边的文件夹：请先将工作簿保存到本机。",
)
READ_ONLY = Text("The workbook is open for reading only.", "工作簿以只读方式打开。")
PROTECTED = Text(
    "Sheet {sheet} is protected. Take the protection off and try again. Nothing was changed.",
    "工作表“{sheet}”受保护，请先取消保护再试。未作任何修改。",
)
IN_THE_WAY = Text(
    "Sheet {sheet}: cells below the table (row {row}) are in the way of the new lines; move them down. "
    "Nothing was changed.",
    "工作表“{sheet}”：表格下方（第{row}行）已有内容，新行无处可放，请下移。未作任何修改。",
)
NO_SHEET = Text("The workbook has no sheet {sheet}.", "工作簿中没有工作表“{sheet}”。")
NO_COLUMN = Text(
    "Sheet {sheet} has no column {heading}. Add it and try again. Nothing was changed.",
    "工作表“{sheet}”缺少列“{heading}”，请补上再试。未作任何修改。",
)
NO_LINE = Text("Sheet {sheet} has no line {line}.", "工作表“{sheet}”没有第{line}行。")
WHICH_PROOF = Text(
    "{what}: what proves it, such as the courier's number? It may stay empty.",
    "{what}：有何凭证，如快递单号？可留空。",
)
SELECT_LINES = Text(
    "Select the lines on the Contacts sheet first, then press the button again.",
    "请先在“催款”表中选中相应行，再按此按钮。",
)
CHOOSE_FILE = Text("{what}: choose the file", "{what}：选择文件")
TABLES = Text("Tables (CSV, XLSX, XLS, ODS)", "表格（CSV、XLSX、XLS、ODS）")
CANNOT_OPEN = Text("{file} could not be opened as a table.", "无法将{file}作为表格打开。")
WHOM = Text("Whom to write to (nothing is sent)", "向谁发送（程序不会发送任何内容）")
LIST_OF = Text("The whole list, and who is left out and why", "完整清单，以及不处理的对象和原因")
WHAT_WILL = Text(
    "{what}: this is what it would do. Nothing has been done yet.", "{what}：将进行以下操作，目前尚未执行。"
)
LINES_OF_MONEY = Text("{customer}: {lines}", "{customer}：{lines}")
SHEET, LINE, COLUMN, WRONG = (
    Text("Sheet", "工作表"),
    Text("Line", "行"),
    Text("Column", "列"),
    Text("What is wrong", "问题"),
)
NO_HELP = Text("The workbook has no Help sheet.", "工作簿中没有“说明”表。")
NO_PROBLEM_HERE = Text("All is well.", "一切正常。")

DOCTOR_VERSION = Text("Milestone Ledger {version}", "里程碑回款台账 {version}")
DOCTOR_OFFICE = Text(
    "LibreOffice {version}, Python {python}, language {spoken}",
    "LibreOffice {version}，Python {python}，语言 {spoken}",
)
DOCTOR_OLD = Text(
    "LibreOffice {version} is too old: with 25.2 or later, formulas keep their names in .xlsx files.",
    "LibreOffice {version} 版本过低：25.2及以上版本才能在.xlsx文件中保留公式名称。",
)
DOCTOR_FUNCTIONS = Text(
    "Functions: {count}, BILLABLE answers rightly.", "函数：{count}个，BILLABLE计算正确。"
)
DOCTOR_FUNCTIONS_BAD = Text(
    "BILLABLE in a cell answers {found}, not 162000: reinstall the extension.",
    "单元格中BILLABLE的结果为{found}，应为162000：请重新安装扩展。",
)
DOCTOR_BOOK = Text("This workbook: {found}; missing: {missing}.", "本工作簿：{found}；缺少：{missing}。")
DOCTOR_NONE = Text("none", "无")
DOCTOR_LOG = Text("Log: {file}", "日志：{file}")
DOCTOR_EMPTY_LOG = Text("The log is empty: nothing has gone wrong.", "日志为空：没有出现过错误。")
DOCTOR_LAST = Text("Last lines of the log:", "日志最后几行：")
