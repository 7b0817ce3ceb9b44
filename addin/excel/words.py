"""The words of a workbook: its language, messages and help of functions, as a custom XML part that VBA reads.

VBA source is ASCII and its message box knows one code page, so whatever a person reads lives here.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from ledger.functions.catalogue import SIGNATURES
from ledger.language import LANGUAGES, Text

NAMESPACE = "urn:milestone-ledger:words"
CATEGORY = Text("Milestone Ledger", "回款 Ledger")
HELP_SHEET = Text("Help", "说明")
NO_SERVER = Text(
    "The ledger's Python part does not answer. The figures shown are those of the last calculation.\n"
    "Run 'ledger doctor' in a command window: it says what is wrong and how to mend it.",
    "台账的Python部分没有响应，当前显示的是上次计算的结果。\n"
    "请在命令行窗口运行“ledger doctor”，查看原因和修复办法。",
)


def words(language: str) -> bytes:
    """The part for a workbook in this language."""
    texts = {
        "category": CATEGORY.say(language),
        "help_sheet": HELP_SHEET.say(language),
        # in both: VBA shows what Windows' code page has, and question marks for the rest
        "no_server": "\n\n".join(NO_SERVER.say(each) for each in LANGUAGES),
    }
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<ledger xmlns="{NAMESPACE}" language="{language}">']
    lines += [f"<text name={quoteattr(name)}>{escape(text)}</text>" for name, text in texts.items()]
    for signature in SIGNATURES:
        # children without white space between them: VBA counts every node
        arguments = "".join(f"<argument help={_help(a.help, language)}/>" for a in signature.arguments)
        head = f"<function name={quoteattr(signature.name)} help={_help(signature.help, language)}>"
        lines.append(f"{head}{arguments}</function>")
    return ("\n".join([*lines, "</ledger>"]) + "\n").encode()


def _help(text: Text, language: str) -> str:
    return quoteattr(text.say(language)[:255])  # as much as the function wizard shows
