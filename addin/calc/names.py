"""The names that other people's files and settings hold: they are promises and never change.

A formula in an .ods file names the service, a customised toolbar names the commands.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

MODULE = ("org", "milestoneledger", "calc")
EXTENSION = ".".join(MODULE)
INTERFACE = f"{EXTENSION}.XFunctions"
SERVICE = f"{EXTENSION}.Functions"
FUNCTIONS = f"{EXTENSION}.FunctionsImplementation"
BUTTONS = f"{EXTENSION}.ButtonsImplementation"
PROTOCOL = f"{EXTENSION}:"
TOOLBAR = f"{EXTENSION}.toolbar"
MENU = f"{EXTENSION}.menu"

CORE = "milestone_ledger_core"  # the private names of what is vendored: all extensions share one interpreter
HOST = "milestone_ledger_calc"
LIBRARIES = "milestone_ledger_vendored"

ENGLISH, CHINESE = "en-US", "zh-CN"


def method(name: str) -> str:
    """DUE_DATE as UNO wants it: dueDate."""
    first, *rest = name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


def prop(name: str, *values: tuple[str, str], kind: str = "xs:string") -> str:
    """One property of a configuration file; each value with its language, or "" for all."""
    inner = "".join(
        f'<value xml:lang="{language}">{escape(value)}</value>'
        if language
        else f"<value>{escape(value)}</value>"
        for language, value in values
    )
    return f'<prop oor:name="{name}" oor:type="{kind}">{inner}</prop>'


def node(name: str, *children: str, replace: bool = True) -> str:
    """One node of a configuration file."""
    operation = ' oor:op="replace"' if replace else ""
    return f'<node oor:name="{name}"{operation}>\n' + "\n".join(children) + "\n</node>"


def component_data(name: str, package: str, *children: str) -> str:
    """A whole configuration file."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'oor:name="{name}" oor:package="{package}">\n' + "\n".join(children) + "\n</oor:component-data>\n"
    )
