"""The menu and the toolbar, made from the commands: one entry a button, in both languages."""

from __future__ import annotations

from itertools import groupby

from ledger.commands import ANSWERS, COMMANDS, Command
from ledger.language import Text

from .names import BUTTONS, CHINESE, ENGLISH, MENU, PROTOCOL, TOOLBAR, component_data, node, prop

TITLE = Text("Ledger", "回款")
CALC = "com.sun.star.sheet.SpreadsheetDocument"
SEPARATOR = "private:separator"


def _said(name: str, text: Text) -> str:
    return prop(name, (ENGLISH, text.en), (CHINESE, text.zh))


def shown() -> tuple[Command, ...]:
    """The commands that have a button: those that the core answers, and the host's own."""
    return tuple(command for command in COMMANDS if command.by_host or command.name in ANSWERS)


def _entries() -> list[Command | None]:
    """The commands in their groups, None between two groups."""
    entries: list[Command | None] = []
    for _, group in groupby(shown(), lambda command: command.group):
        entries += [None, *group]
    return entries[1:]


def _entry(number: int, command: Command | None, toolbar: bool) -> str:
    name = f"e{number:02}"
    if command is None:
        return node(name, prop("URL", ("", SEPARATOR)))
    return node(
        name,
        prop("Context", ("", CALC)),
        prop("URL", ("", PROTOCOL + command.name)),
        _said("Title", command.label),
        prop("Target", ("", "_self")),
        *([prop("ControlType", ("", "ImageButton"))] if toolbar else []),
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
    entries, bar = (
        [_entry(number, command, toolbar) for number, command in enumerate(_entries())]
        for toolbar in (False, True)
    )
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
            node("OfficeToolBar", node(TOOLBAR, *bar), replace=False),
            node("Images", *map(_picture, shown()), replace=False),
            replace=False,
        ),
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
                    prop("DockPos", ("", "0,4"), kind="xs:string"),
                    prop("Visible", ("", "true"), kind="xs:boolean"),
                    prop("Style", ("", "2"), kind="xs:int"),  # pictures with their words
                ),
                replace=False,
            ),
            replace=False,
        ),
    )
