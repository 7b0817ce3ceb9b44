"""Every function as Calc publishes it: the UNO interface and the texts of its function wizard.

All of it is made from the catalogue. A cell function takes `any`, which Calc lets a formula leave out, and
which may be a value, a cell or a column. A table function takes cell ranges, because only a range lets an
error cell through to us; Calc then wants each of them given: an empty cell will do for a table a book does
not have.
"""

from __future__ import annotations

from ledger.functions.catalogue import SIGNATURES, Argument, Signature

from . import typelibrary
from .names import CHINESE, ENGLISH, MODULE, SERVICE, component_data, method, node, prop

NAME = (*MODULE, "XFunctions")
CATEGORY = "Financial"  # a category of Calc's own: the wizard has no others
GIVEN = ("an empty cell if there is none.", "没有时选一个空单元格。")


def _type(signature: Signature, argument: Argument) -> str:
    return typelibrary.RANGE if signature.kind == "table" and argument.whole else typelibrary.ANY


def methods() -> tuple[typelibrary.Method, ...]:
    """One UNO method for each function, in the catalogue's order."""
    return tuple(
        typelibrary.Method(
            method(signature.name),
            typelibrary.TABLE,  # a column has a column's answer; in an `any` Python cannot return one
            tuple(
                typelibrary.Parameter(method(argument.name), _type(signature, argument))
                for argument in signature.arguments
            ),
        )
        for signature in SIGNATURES
    )


def library() -> bytes:
    return typelibrary.library(NAME, methods())


def idl() -> str:
    return typelibrary.idl(NAME, methods())


def _argument(signature: Signature, argument: Argument) -> str:
    en, zh = argument.help
    if argument.optional and _type(signature, argument) == typelibrary.RANGE:
        en, zh = f"{en[:-1]}; {GIVEN[0]}", f"{zh[:-1]}；{GIVEN[1]}"
    return node(
        method(argument.name),
        prop("DisplayName", (ENGLISH, argument.label.en), (CHINESE, argument.label.zh)),
        prop("Description", (ENGLISH, en), (CHINESE, zh)),
    )


def _function(signature: Signature) -> str:
    return node(
        method(signature.name),
        # the same name in every language: with a Chinese one, typing =BILLABLE fails in a Chinese office
        prop("DisplayName", (ENGLISH, signature.name), (CHINESE, signature.name)),
        prop("Description", (ENGLISH, signature.help.en), (CHINESE, signature.help.zh)),
        prop("Category", ("", CATEGORY)),
        # what carries the name to and from .xlsx
        prop("CompatibilityName", (ENGLISH, signature.name)),
        node("Parameters", *(_argument(signature, a) for a in signature.arguments), replace=False),
    )


def calc_addins() -> str:
    """CalcAddIns.xcu: names, descriptions and argument help."""
    functions = node("AddInFunctions", *map(_function, SIGNATURES), replace=False)
    return component_data(
        "CalcAddIns",
        "org.openoffice.Office",
        node("AddInInfo", node(SERVICE, functions), replace=False),
    )
