"""What buttons say, in both languages, and the person they say it to."""

from __future__ import annotations

from typing import Any, Protocol

from ledger.language import Text

from .identity import TITLE

READING = Text("Reading the workbook...", "正在读取工作簿…")
WORKING = Text("Working...", "正在计算…")
WRITING = Text("Writing the results...", "正在写入结果…")
GO_ON = Text("Go on?", "是否继续？")
MORE = Text("... and {count} more lines", "……另有{count}行")
WRITTEN_TO = Text("{count} files are in {folder}", "共{count}个文件，保存在{folder}")
PROBLEMS = Text("{count} problems in the workbook:", "工作簿中有{count}个问题：")
LEFT = Text("Nothing was changed.", "未作任何更改。")
NOT_SAVED = Text(
    "This workbook was never saved, so the drafts go into your documents.",
    "此工作簿尚未保存，草稿将存入“文档”文件夹。",
)
ONLINE = Text(
    "This workbook is on a server and not on this computer, so the drafts go into your documents.",
    "此工作簿位于云端、本机没有副本，草稿将存入“文档”文件夹。",
)
NO_COLUMN = Text(
    "Not written, because {sheet} has no such column: {headings}", "{sheet}缺少以下列，未写入：{headings}"
)
NO_SHEET = Text("This workbook has no sheet {sheet}.", "此工作簿没有“{sheet}”表。")
NO_PLACE = Text(
    "The sheet {sheet} has no line of headings that belong to it.", "“{sheet}”表中没有所需的标题行。"
)
NO_LINE = Text("The sheet {sheet} has no line {line}.", "“{sheet}”表没有第{line}行。")
PASSWORD = Text(
    "The sheet {sheet} is protected with a password. Unprotect it and press the button again.",
    "“{sheet}”表有密码保护，请先撤销保护后再试。",
)
FILTERED = Text(
    "The sheet {sheet} has a filter that cannot be put back. Clear the filter and press the button again.",
    "“{sheet}”表的筛选无法自动恢复，请先清除筛选后再试。",
)
CANNOT_WRITE = Text("The drafts cannot be written into {folder}: {reason}", "草稿无法写入{folder}：{reason}")
DRAFTS_STAYED = Text(
    "{reason} The drafts in {folder} are held by another program and stayed there: delete them.",
    "{reason}{folder}中的草稿被其他程序占用，未能撤回，请手动删除。",
)
FAILED = Text("The workbook could not be written.", "无法写入工作簿。")
REFUSED = Text("Excel refused to write into {sheet}: {reason}", "Excel拒绝写入“{sheet}”表：{reason}")
NOT_RESTORED = Text(
    "The workbook could not be put back as it was. Close it without saving.",
    "工作簿未能恢复原状，请不保存直接关闭。",
)
SELECT_LINES = Text(
    "Select the lines in {sheet} first, then press the button.", "请先在“{sheet}”表中选中相应行，再点按钮。"
)
CHOOSE_FILE = Text("Choose a file: {what}", "请选择文件：{what}")
WHICH_PROOF = Text(
    "{what}: what proves it, such as the courier's number? It may stay empty.",
    "{what}：有何凭证，如快递单号？可留空。",
)
NO_COMMAND = Text("This version has no button {name}.", "当前版本没有“{name}”按钮。")
INTERNAL = Text("Internal error in {name}; see the log: {log}", "{name}内部错误，详见日志：{log}")


class Refused(Exception):
    """Why nothing was done, in both languages."""

    def __init__(self, text: Text, **values: object) -> None:
        en = {key: _in(value, "en") for key, value in values.items()}
        zh = {key: _in(value, "zh") for key, value in values.items()}
        self.text = Text(text.say("en", **en), text.say("zh", **zh))  # without values a brace is a brace
        super().__init__(self.text.en)


def _in(value: object, language: str) -> object:
    return value.say(language) if isinstance(value, Text) else value


class Person(Protocol):
    """Whoever pressed the button."""

    def tell(self, text: str) -> None:
        """Show a text until it has been read."""

    def agrees(self, text: str) -> bool:
        """Whether the answer to a question is yes."""

    def file(self, title: str) -> str:
        """The path of a file of their choice; empty for none."""

    def words(self, text: str) -> str | None:
        """What they answer in words, which may be none at all; None if they changed their mind."""


class AtExcel:
    """A person who sits at Excel. VBA's own boxes know one code page; these know every letter."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def tell(self, text: str) -> None:
        """A message box in front of this Excel."""
        self._box(text, 0x40)  # MB_ICONINFORMATION

    def agrees(self, text: str) -> bool:
        """The same with Yes and No."""
        return self._box(text, 0x24) == 6  # MB_YESNO | MB_ICONQUESTION, IDYES

    def file(self, title: str) -> str:
        """Excel's own window for opening a file."""
        kinds = "CSV, XLSX (*.csv;*.xlsx;*.xlsm;*.ods),*.csv;*.xlsx;*.xlsm;*.ods"
        answer = self._app.api.GetOpenFilename(kinds, 1, title)
        return answer if isinstance(answer, str) else ""

    def words(self, text: str) -> str | None:
        """Excel's own line to type in."""
        answer = self._app.api.InputBox(text, TITLE, "", Type=2)  # 2: text; False is Cancel
        return None if answer is False else str(answer)

    def _box(self, text: str, style: int) -> int:
        import win32api  # noqa: PLC0415  only Windows has it

        style |= 0x10000  # MB_SETFOREGROUND
        answer = int(win32api.MessageBox(self._app.hwnd, text, TITLE, style))
        # not shown if Excel's window is not one any more, as when it is just being replaced
        return answer if answer > 0 else int(win32api.MessageBox(0, text, TITLE, style))
