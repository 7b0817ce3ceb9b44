"""The ribbon tab: one button for each command, in the language of the workbook, as customUI14.xml.

[MS-CUSTOMUI2] is its grammar. A button's tag is the name of its command.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from ledger.commands import COMMANDS, Command
from ledger.language import Text

ON_LOAD, ON_ACTION = "LedgerOnLoad", "LedgerOnAction"
TAB = Text("Milestone Ledger", "回款 Ledger")
TAB_KEY_TIP = "ML"
GROUPS = {
    "results": Text("Results", "结果"),
    "collect": Text("Collect", "催款"),
    "data": Text("Data", "数据"),
    "help": Text("Help", "帮助"),
}
LARGE = frozenset({"refresh", "check", "draft_reminders", "new_claim"})
# Names of Office's own pictures, which Microsoft publishes as "Office Fluent User Interface Control
# Identifiers" (OfficeDev/office-fluent-ui-command-identifiers, excelcontrols.xlsx); those marked (a) are of
# the lists of other Office programs, and every program has the pictures of all. A name that a version of
# Office does not know leaves the button without a picture, and nothing else.
PICTURES = {
    "refresh": "RefreshAll",
    "check": "ErrorChecking",
    "draft_reminders": "ReviewNewComment",
    "mark_sent": "AcceptInvitation",  # (a) outlookmailreadcontrols.xlsx
    "new_claim": "FileNew",
    "import_progress": "ImportTextFile",  # (a) accesscontrols.xlsx
    "import_bank": "ImportTextFile",  # (a) the same
    "statement": "FileSaveAs",
    "evidence": "FileOpen",
    "approve": "FileMarkAsFinal",
    "mark_delivered": "ReviewProtectWorkbook",
    "mark_returned": "Undo",
    "letter": "FileSendAsAttachment",
    "application": "FunctionsMathTrigInsertGallery",
    "interest": "FunctionsFinancialInsertGallery",
    "clocks": "FunctionsDateTimeInsertGallery",
    "doctor": "MacroPlay",  # also in the ribbon that xlwings ships
    "help": "Help",
}


def ribbon(language: str) -> bytes:
    """customUI14.xml for a workbook in this language."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f'<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui" onLoad="{ON_LOAD}">',
        "<ribbon><tabs>",
        f'<tab id="ledgerTab" label={quoteattr(TAB.say(language))} keytip="{TAB_KEY_TIP}"'
        ' insertAfterMso="TabHome">',
    ]
    for group, label in GROUPS.items():
        lines.append(f'<group id="ledger_{group}" label={quoteattr(label.say(language))}>')
        lines += [_button(command, language) for command in COMMANDS if command.group == group]
        lines.append("</group>")
    return ("\n".join([*lines, "</tab>", "</tabs></ribbon>", "</customUI>"]) + "\n").encode()


def _button(command: Command, language: str) -> str:
    attributes = {
        "id": f"ledger_button_{command.name}",
        "tag": command.name,
        "label": command.label.say(language),
        "imageMso": PICTURES[command.name],
        "size": "large" if command.name in LARGE else "normal",
        "keytip": command.key_tip,
        "screentip": command.label.say(language),
        "supertip": command.tip.say(language),
        "onAction": ON_ACTION,
    }
    return "<button " + " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items()) + "/>"
