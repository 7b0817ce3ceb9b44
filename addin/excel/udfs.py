"""The same functions for those who import them with stock xlwings: UDF module `ledger_addin.excel.udfs`.

xlwings would take type hints for converters, so the functions carry none. Arguments and
answers go unconverted; dates as serial numbers, errors by their names.
"""

from __future__ import annotations

import inspect
from typing import Any, Callable

import xlwings as xw

from ledger.functions import call
from ledger.functions.catalogue import SIGNATURES, Argument, Signature

from .variants import arriving, leaving

CATEGORY = "Milestone Ledger"


def _udf(signature: Signature) -> Callable[..., Any]:
    def function(*cells: Any) -> Any:
        answer = leaving(call(signature.name, *map(arriving, cells)))
        return answer if isinstance(answer, list) else [[answer]]  # xlwings counts rows of whatever it gets

    function.__annotations__ = {}
    function.__name__ = function.__qualname__ = signature.name
    function.__doc__ = signature.help.en
    # xlwings reads names and defaults from the signature
    parameters = [_parameter(argument) for argument in signature.arguments]
    function.__signature__ = inspect.Signature(parameters)
    decorated: Callable[..., Any] = function
    for argument in reversed(signature.arguments):
        decorated = xw.arg(argument.name, "raw", doc=argument.help.en)(decorated)
    return xw.func(category=CATEGORY)(xw.ret("raw")(decorated))


def _parameter(argument: Argument) -> inspect.Parameter:
    default = None if argument.optional else inspect.Parameter.empty
    return inspect.Parameter(argument.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default)


for _signature in SIGNATURES:
    globals()[_signature.name] = _udf(_signature)
