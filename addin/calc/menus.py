"""The menu and the toolbar, made from the commands: one entry a button, in both languages."""

from __future__ import annotations

from itertools import groupby

from ledger.commands import COMMANDS, Command
from ledger.language import Text

from .names import BUTTONS, CHINESE, ENGLISH, MENU, PROTOCOL, TOOLBAR, component_data, node, prop

TITLE = Text("Ledger", "回款")
CALC = "com.sun.star.sheet.SpreadsheetDocument"
SEPARATOR = "private:separator"


def _said(name: str, text: Text) -> str:
    return prop(name, (ENGLISH, text.en), (CHINESE, text.zh))


def _entries() -> list[Command | None]:
    """The commands in their groups, None between two groups."""
    entries: list[Command | None] = []
    for _, group in groupby(COMMANDS, lambda command: command.group):
        entries += [None, *group]
    return entries[1:]


def _entry(number: int, command: Command | None) -> str:
    name = f"e{number:02}"
    if command is None:
        return node(name, prop("URL", ("", SEPARATOR)))
    return node(
        name,
        prop("Context", ("", CALC)),
        prop("URL", ("", PROTOCOL + command.name)),
        _said("Title", command.label),
        prop("Target", ("", "_self")),
    )


def _picture(command: Command) -> str:
    small, big = (f"%origin%/icons/{command.name}_{size}.png" for size in (16, 26))
    return node(
        command.name,
        prop("URL", ("", PROTOCOL + command.name)),
        node(
            "UserDefinedImages",
            prop("ImageSmallURL", ("", small)),
            prop("ImageBigURL", ("", big)),
            replace=False,
        ),
    )


def addons() -> str:
    """Addons.xcu: the menu, the toolbar and their pictures."""
    entries = [_entry(number, command) for number, command in enumerate(_entries())]
    menu = node(
        MENU,
        prop("Context", ("", CALC)),
        _said("Title", TITLE),
        node("Submenu", *entries, replace=False),
    )
    return component_data(
        "Addons",
        "org.openoffice.Office",
        node(
            "AddonUI",
            node("OfficeMenuBar", menu, replace=False),
            node("OfficeToolBar", node(TOOLBAR, *entries), replace=False),
            node("Images", *map(_picture, COMMANDS), replace=False),
            replace=False,
        ),
    )


def commands() -> str:
    """CalcCommands.xcu: what hovering over a button says."""
    entries = [
        node(
            PROTOCOL + command.name,
            _said("Label", command.label),
            _said(
                "TooltipLabel", Text(*(f"{a}: {b}" for a, b in zip(command.label, command.tip, strict=True)))
            ),
        )
        for command in COMMANDS
    ]
    return component_data(
        "CalcCommands",
        "org.openoffice.Office.UI",
        node("UserInterface", node("Commands", *entries, replace=False), replace=False),
    )


def protocol_handler() -> str:
    """ProtocolHandler.xcu: who answers a button."""
    return component_data(
        "ProtocolHandler",
        "org.openoffice.Office",
        node(
            "HandlerSet",
            node(BUTTONS, prop("Protocols", ("", PROTOCOL + "*"), kind="oor:string-list")),
            replace=False,
        ),
    )


def window_state() -> str:
    """CalcWindowState.xcu: the toolbar's name and place."""
    return component_data(
        "CalcWindowState",
        "org.openoffice.Office.UI",
        node(
            "UIElements",
            node(
                "States",
                node(
                    f"private:resource/toolbar/addon_{TOOLBAR}",
                    _said("UIName", TITLE),
                    prop("Docked", ("", "true"), kind="xs:boolean"),
                    prop("DockingArea", ("", "0"), kind="xs:int"),
                    prop("DockPos", ("", "0,2"), kind="xs:string"),
                    prop("Visible", ("", "true"), kind="xs:boolean"),
                    prop("Style", ("", "2"), kind="xs:int"),  # pictures with their words
                ),
                replace=False,
            ),
            replace=False,
        ),
    )
