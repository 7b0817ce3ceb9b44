"""The cell functions: every argument is a cell or a column, and everything they need is an argument.

Each rule below answers for one line; `cell_function` gives it the shape of its arguments.
"""

from __future__ import annotations

from typing import Any

from ..billing import billable as billing
from ..explanations import explained
from ..tables.cells import to_amount, to_share
from .shapes import Line, cell_function


@cell_function
def billable(line: Line) -> Any:
    """Amount that may be claimed now.

    Shapes:  cells or columns; the answer has the same shape, blank for a blank line.
    Units:   contract currency, two decimals; shares as 0.3 or "30%".
    Errors:  text that starts with #LEDGER! and names the argument to correct.
    Rule:    BIL-1.

    >>> billable(1000000.0, "60%", 300000.0, 0.8, 0.03)
    162000.0
    >>> billable([[1000.0], [""], [500.0]], [[0.5], [""], ["abc"]])
    [[500.0], [''], ["#LEDGER! BILLABLE line 3, done: found 'abc', needs a share from 0% to 100%."]]
    """
    return _billable(line).answer


def _billable(line: Line) -> billing.Billable:
    return billing.billable(
        value=line.read("value", to_amount),
        done=line.read("done", to_share),
        claimed=line.read("claimed", to_amount),
        pay_share=line.read("pay_share", to_share),
        retention_rate=line.read("retention_rate", to_share),
        recouped=line.read("recouped", to_amount),
    )


@cell_function
def explain_billable(line: Line) -> Any:
    """The steps of BILLABLE in words and figures."""
    return explained(_billable(line).steps, line.language)


@cell_function
def retention(line: Line) -> Any:
    return ""


@cell_function
def recoupment(line: Line) -> Any:
    return ""


@cell_function
def due_date(line: Line) -> Any:
    return ""


@cell_function
def days_overdue(line: Line) -> Any:
    return ""


@cell_function
def age_bucket(line: Line) -> Any:
    return ""


@cell_function
def late_interest(line: Line) -> Any:
    return ""


@cell_function
def mismatch(line: Line) -> Any:
    return ""


@cell_function
def dunning_level(line: Line) -> Any:
    return ""


@cell_function
def reminder(line: Line) -> Any:
    return ""


@cell_function
def explain_retention(line: Line) -> Any:
    return ""


@cell_function
def explain_recoupment(line: Line) -> Any:
    return ""


@cell_function
def explain_late_interest(line: Line) -> Any:
    return ""
