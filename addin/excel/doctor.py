"""What is right and what is wrong with this installation, a line each: state, meaning, remedy."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, NamedTuple, Sequence

from ledger import __version__
from ledger.language import Text

from . import places, registration
from .identity import PROG_ID

OK, WARNING, WRONG = "ok", "warning", "wrong"
MARKS = {OK: "+", WARNING: "!", WRONG: "x"}
STATES = {OK: Text("in order", "正常"), WARNING: Text("note", "注意"), WRONG: Text("wrong", "异常")}
NOTHING = Text("", "")
PATIENCE = 30.0  # seconds until a server that does not start is given up
POLICY = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
PROBE = (
    "import win32com.client as c\n"
    "s = c.Dispatch({name!r})\n"
    "print(s.Version(), s.Run('BILLABLE', [1000.0, 0.5], 'en'))"
)


class Finding(NamedTuple):
    """One line of the examination."""

    check: Text
    state: str
    meaning: Text
    remedy: Text = NOTHING


def examine(answering: bool = False) -> list[Finding]:
    """Every check, in the order in which a remedy helps; `answering` if the server itself is asked."""
    if sys.platform != "win32":
        here = Text("This computer is not a Windows computer.", "此电脑不是Windows系统。")
        calc = Text(
            "Use the extension for LibreOffice Calc, or the command line.",
            "请使用LibreOffice Calc扩展或命令行。",
        )
        return [Finding(Text("Windows", "Windows"), WRONG, here, calc)]
    checks: Sequence[Callable[[], Finding]] = (
        packages, excel, registered, itself if answering else server, macros, trusted, log,
    )  # fmt: skip
    return [_safely(check) for check in checks]


def _safely(check: Callable[[], Finding]) -> Finding:
    """A check that fails is a finding, not the end of the examination."""
    try:
        return check()
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        name = Text(check.__name__, check.__name__)
        return Finding(name, WARNING, Text(f"could not be checked ({said})", f"无法检查（{said}）"))


def packages() -> Finding:
    """xlwings and pywin32."""
    name = Text("xlwings and pywin32", "xlwings和pywin32")
    modules = {"xlwings": "xlwings", "pywin32": "pythoncom"}
    missing = [package for package, module in modules.items() if not importlib.util.find_spec(module)]
    if missing:
        lost, mend = ", ".join(missing), f'"{sys.executable}" -m pip install {" ".join(missing)}'
        said = Text(f"{lost} cannot be imported.", f"无法导入{lost}。")
        return Finding(name, WRONG, said, Text(f"Run: {mend}", f"运行：{mend}"))
    there = ", ".join(f"{p} {importlib.metadata.version(p)}" for p in ("xlwings", "pywin32"))
    versions = f"Python {sys.version.split()[0]}, {there}, milestone-ledger {__version__}"
    return Finding(name, OK, Text(versions, versions))


def excel() -> Finding:
    """Excel, its version and bitness."""
    import winreg  # noqa: PLC0415  only Windows has it

    import win32api  # noqa: PLC0415  only Windows has it
    import win32file  # noqa: PLC0415  only Windows has it

    name = Text("Excel", "Excel")
    paths = r"Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
    roots = (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE)
    found = [
        path for root in roots for view in registration.views()
        if (path := registration.read(paths, "", view.flag, root))
    ]  # fmt: skip
    path = str(found[0]).strip('"') if found else ""
    if not path or not Path(path).is_file():
        return Finding(
            name, WRONG, Text("Excel was not found on this computer.", "未找到Excel。"),
            Text(
                "Install Excel 2016 or later, or use LibreOffice Calc.",
                "请安装Excel 2016或更高版本，或使用LibreOffice Calc。",
            ),
        )  # fmt: skip
    bits = 64 if win32file.GetBinaryType(path) == win32file.SCS_64BIT_BINARY else 32
    numbers = win32api.GetFileVersionInfo(path, "\\")
    major, build = numbers["FileVersionMS"] >> 16, numbers["FileVersionLS"] >> 16
    if major < 16:
        return Finding(
            name, WRONG, Text(f"Excel {major} is too old.", f"Excel {major}版本过旧。"),
            Text("Install Excel 2016 or later.", "请安装Excel 2016或更高版本。"),
        )  # fmt: skip
    said = Text(f"Excel {major}.0.{build}, {bits}-bit, {path}", f"Excel {major}.0.{build}，{bits}位，{path}")
    return Finding(name, OK, said)


INSTALL_AGAIN = Text("Run: ledger install", "运行：ledger install")


def registered() -> Finding:
    """The registry keys in both views."""
    name = Text("Registration", "注册")
    wanted = registration.command()
    for view in registration.views():
        there = registration.registered(view)
        if there is None:
            said = Text(
                f"{view.bits}-bit Excel does not know the server.", f"{view.bits}位Excel尚未注册服务。"
            )
            return Finding(name, WRONG, said, INSTALL_AGAIN)
        program = there.split('"')[1] if there.startswith('"') else there
        if not Path(program).is_file():
            said = Text(f"The Python it names is gone: {program}", f"注册的Python已不存在：{program}")
            return Finding(name, WRONG, said, INSTALL_AGAIN)
        if not there.startswith(wanted):
            said = Text(f"Another Python is registered: {program}", f"注册的是另一个Python：{program}")
            return Finding(name, WARNING, said, INSTALL_AGAIN)
    return Finding(name, OK, Text("registered for 32- and 64-bit Excel", "已为32位和64位Excel注册"))


def server() -> Finding:
    """The server starts, answers rightly, and is of this version."""
    name = Text("Server", "服务")
    code = PROBE.format(name=PROG_ID)
    look = Text(f"Look into {places.log_file()}", f"请查看{places.log_file()}")
    # in a process of its own: nothing else ends a start that hangs
    asking = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        out, err = asking.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        asking.kill()
        return Finding(name, WRONG, Text("The server does not start.", "服务无法启动。"), look)
    if asking.returncode:
        last = (err.strip().splitlines() or ["?"])[-1]
        said = Text(f"The server does not answer: {last}", f"服务没有响应：{last}")
        return Finding(name, WRONG, said, look)
    version, _, answer = out.strip().partition(" ")
    if version != __version__:
        said = Text(
            f"The server that runs is of version {version}, this is {__version__}.",
            f"正在运行的服务版本为{version}，当前版本为{__version__}。",
        )
        close = Text("Close all Excel windows and open them again.", "请关闭全部Excel窗口后重新打开。")
        return Finding(name, WARNING, said, close)
    if answer != "500.0":
        return Finding(name, WRONG, Text(f"It answers {answer}, not 500.", f"返回{answer}，应为500。"), look)
    return Finding(name, OK, Text(f"answers, version {version}", f"响应正常，版本{version}"))


def itself() -> Finding:
    """The server that was asked to examine: it cannot answer another call meanwhile."""
    answers = Text(f"answers, version {__version__}", f"响应正常，版本{__version__}")
    return Finding(Text("Server", "服务"), OK, answers)


def macros() -> Finding:
    """Whether Excel may run the workbook's macros."""
    name = Text("Macros", "宏")
    by_policy = registration.read(POLICY, "VBAWarnings")
    setting = by_policy or registration.read(registration.OFFICE, "VBAWarnings") or 2
    if setting in (1, 2):
        said = {
            1: Text("Excel runs all macros without asking.", "Excel不经询问运行全部宏。"),
            2: Text("Excel asks before it runs macros.", "Excel运行宏前会询问。"),
        }[setting]
        ask = Text("Click 'Enable Content' when the workbook opens.", "打开工作簿时点击“启用内容”。")
        return Finding(name, OK, said, ask if setting == 2 else NOTHING)
    whose = (
        Text("Your organisation", "单位策略") if by_policy else Text("Excel's Trust Center", "Excel信任中心")
    )
    said = Text(f"{whose.en} does not allow these macros.", f"{whose.zh}不允许运行此宏。")
    mend = (
        Text("Ask your administrator for a trusted location.", "请联系管理员设置受信任位置。")
        if by_policy
        else Text("Run: ledger install --trust", "运行：ledger install --trust")
    )
    if registration.trusted():
        return Finding(name, WARNING, said)
    return Finding(name, WRONG, said, mend)


def trusted() -> Finding:
    """Whether the folder of the workbooks is a trusted location."""
    name = Text("Trusted location", "受信任位置")
    folder = registration.trusted()
    if folder:
        return Finding(name, OK, Text(folder, folder))
    none = Text("none of ours; Excel asks before it runs macros", "未设置；Excel运行宏前会询问")
    return Finding(
        name, OK, none, Text("If you wish: ledger install --trust", "如需设置：ledger install --trust")
    )


def log() -> Finding:
    """The log, and whether anything went wrong lately."""
    name = Text("Log", "日志")
    path = places.log_file()
    if not path.is_file():
        return Finding(name, OK, Text(f"nothing went wrong so far ({path})", f"暂无错误记录（{path}）"))
    text = path.read_text(encoding="utf-8", errors="replace")
    errors = sum(" ERROR " in line for line in text.splitlines())
    said = Text(f"{errors} errors noted in {path}", f"{path}中记录了{errors}个错误")
    send = Text("Send this file with your report.", "反馈问题时请附上此文件。")
    return Finding(name, WARNING if errors else OK, said, send if errors else NOTHING)


def text(findings: Sequence[Finding], language: str) -> str:
    """The lines as a person reads them."""
    lines = []
    for finding in findings:
        state = STATES[finding.state].say(language)
        lines.append(
            f"{MARKS[finding.state]} {finding.check.say(language)}: {state}. {finding.meaning.say(language)}"
        )
        if finding.remedy.say(language):
            lines.append(f"    {finding.remedy.say(language)}")
    return "\n".join(lines)


def as_json(findings: Sequence[Finding], language: str) -> str:
    """The same for a program."""
    rows: list[dict[str, Any]] = [
        {
            "check": finding.check.say(language),
            "state": finding.state,
            "meaning": finding.meaning.say(language),
            "remedy": finding.remedy.say(language),
        }
        for finding in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def healthy(findings: Sequence[Finding]) -> bool:
    """Whether nothing is wrong; a note is not."""
    return all(finding.state != WRONG for finding in findings)
