"""Everything a cell can call. Plain cells in, plain cells out; no exception leaves this room.

call("BILLABLE", 1000000.0, 0.6, 300000.0, language="zh")
"""

from __future__ import annotations

from typing import Any

from ..language import EN
from ..problems import message
from . import cells, tables
from .catalogue import SIGNATURES

FUNCTIONS = {
    signature.name: getattr(cells if signature.kind == "cell" else tables, signature.name.lower())
    for signature in SIGNATURES
}

QUICK = cells.QUICK


def call(name: str, *arguments: Any, language: str = EN) -> Any:
    """The answer of the function of this name; a name that is none of ours answers with a message."""
    function = FUNCTIONS.get(name.upper())
    if function is None:
        return f"#LEDGER! {message('unknown_function', found=name).say(language)}"
    return function(*arguments, language=language)
