"""Why a file is not read: one exception, and every sentence it can carry, in both languages.

The one rule: a clerk learns what is wrong with the file and what to do about it, never how we found out.
"""

from __future__ import annotations

from pathlib import Path

from ..language import EN, Text

REASONS = {
    "missing": Text(
        "There is no file here; check its name and folder.", "找不到此文件，请检查文件名和文件夹。"
    ),
    "no_access": Text(
        "The file cannot be opened: another program holds it, or you have no right to read it. "
        "Close it there and try again.",
        "无法打开：文件被其他程序占用，或没有读取权限。请在该程序中关闭后重试。",
    ),
    "open_elsewhere": Text(
        "The workbook is open in another program ({owner} lies beside it), so the file may be older than "
        "what you see there. Save and close it, or use the buttons in that program. If nobody has it open, "
        "delete {owner}.",
        "工作簿正在其他程序中打开（旁有{owner}），文件内容可能不是最新。请保存并关闭，或在该程序中使用按钮。"
        "如确认无人打开，请删除{owner}。",
    ),
    "empty_file": Text("The file is empty.", "文件为空。"),
    "no_workbook": Text(
        "This is no workbook. It needs .xlsx, .xlsm, .ods or .csv.",
        "此文件不是工作簿，应为.xlsx、.xlsm、.ods或.csv。",
    ),
    "old_excel": Text(
        "This is a workbook of Excel 97-2003 (.xls). Open it in Excel or LibreOffice and save it as .xlsx.",
        "这是Excel 97-2003工作簿（.xls），请用Excel或LibreOffice打开后另存为.xlsx。",
    ),
    "binary_excel": Text(
        "This is a binary workbook (.xlsb). Open it in Excel and save it as .xlsx.",
        "这是二进制工作簿（.xlsb），请用Excel打开后另存为.xlsx。",
    ),
    "web_page": Text(
        "This is a web page or XML text that only bears the name of a workbook. "
        "Open it in Excel and save it as .xlsx.",
        "此文件实为网页或XML文本，请用Excel打开后另存为.xlsx。",
    ),
    "encrypted": Text(
        "The workbook is protected by a password. Save a copy without one, or use the buttons in the "
        "program that has it open.",
        "工作簿已加密，请另存一份不设密码的副本，或在已打开它的程序中使用按钮。",
    ),
    "damaged": Text(
        "The workbook is cut off or damaged. Fetch it again, or open it in Excel or LibreOffice, let that "
        "repair it, and save it.",
        "工作簿不完整或已损坏，请重新获取，或用Excel、LibreOffice打开修复后保存。",
    ),
    "bomb": Text(
        "The file unpacks to far more than a workbook holds ({size} MB), so it was not opened. "
        "Ask whoever sent it.",
        "文件解压后过大（{size} MB），已拒绝打开，请向发送方核实。",
    ),
    "too_large": Text(
        "The workbook has more than {limit} million cells. Delete what lies far outside the tables.",
        "工作簿超过{limit}百万个单元格，请删除表格以外的内容。",
    ),
    "encoding": Text(
        "The letters of this text file cannot be read: it is neither UTF-8 nor GB18030. In Excel, save it as "
        "“CSV UTF-8”.",
        "无法识别文本编码：既不是UTF-8也不是GB18030。请在Excel中另存为“CSV UTF-8”。",
    ),
    "no_table": Text(
        "This text file is no table: {found}.",
        "此文本文件不是表格：{found}。",
    ),
    "no_csv": Text(
        "This folder holds no .csv files, one for each sheet.", "此文件夹中没有.csv文件（每张表一个）。"
    ),
}


class WorkbookError(Exception):
    """A file that cannot be read; `said` is the sentence for the clerk."""

    def __init__(self, path: Path, reason: str, **values: object) -> None:
        text = REASONS[reason]
        self.path = path
        self.reason = reason
        self.said = Text(text.en.format(**values), text.zh.format(**values)) if values else text
        super().__init__(self.say(EN))

    def say(self, language: str) -> str:
        """The file's name and what is wrong with it."""
        return f"{self.path.name}: {self.said.say(language)}"
