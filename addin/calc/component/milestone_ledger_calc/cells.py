"""Calc's cells to plain cells and back: the only room that knows what UNO makes of a cell.

What Calc does before we are asked: an error in a single cell stays that error, an error within a column of
a cell function is Err:504 for the whole formula, and an empty single cell arrives as the number 0. The last
is why a 0 is looked at here: where 0 can mean nothing else, it is read as empty; where it could be either
and the two differ, the cell says so instead of guessing.
"""

import gc
from itertools import chain

from milestone_ledger_core.functions import FUNCTIONS, QUICK
from milestone_ledger_core.functions.catalogue import SIGNATURES
from milestone_ledger_core.language import Text
from milestone_ledger_core.problems import MARK, Problem, message

from .office import LOG

ERRORS = {
    502: "#VALUE!",
    503: "#NUM!",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
}
NOT_AVAILABLE, OTHER_ERROR = "#N/A", "#VALUE!"
REMEMBERED = 1 << 15  # answers of each function for single values
FORMULA_ERRORS = 4  # com.sun.star.sheet.FormulaResult.ERROR
NOTHING = type(None)  # an error, to Calc
PLAIN = frozenset([float, str])  # what Calc takes as it is

# Arguments for which 0 is no answer: an empty cell.
NEVER_ZERO = frozenset(
    [
        *(
            "due",
            "as_of",
            "start",
            "holidays",
            "working_weekends",
            "receipt_dates",
            "receipt_amounts",
            "policy",
        ),
        *("method", "basis", "payment_order", "day_rule", "customer", "contract", "currency", "language"),
    ]
)
# Optional arguments whose default is not 0: an empty cell and a 0 are two different answers.
DOUBTFUL = frozenset(["pay_share", "cap", "parameter_1", "parameter_2", "level"])
# All others are amounts, rates and days that an empty cell leaves at 0, as in Calc's own formulas.
ZERO = frozenset(
    [
        *("value", "done", "claimed", "retention_rate", "recouped", "base", "rate", "released", "advance"),
        *("earned", "contract_sum", "days", "principal", "certified", "received", "tolerance"),
        *("days_overdue", "last_level_sent", "amount"),
    ]
)
EMPTY_OR_ZERO = Text(
    "is 0 or an empty cell, which Calc does not tell apart; leave it out, or enter a value above 0.",
    "为0或空单元格，Calc无法区分；请省略该参数，或填写大于0的值。",
)


def method_name(name):
    """DUE_DATE as UNO wants it: dueDate."""
    first, *rest = name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


def answering(signature):
    """A method for Calc, of an object that knows its `language`, that answers as Calc wants it."""
    known = [
        (argument, argument.name in NEVER_ZERO, argument.name in DOUBTFUL) for argument in signature.arguments
    ]
    name = signature.name
    function = FUNCTIONS[name]
    values_only = signature.kind == "cell"

    def answer(language, *arguments):
        if values_only and 0.0 not in arguments:
            return table(function(*arguments, language=language))
        given = []
        for cell, (argument, never_zero, doubtful) in zip(arguments, known):
            if type(cell) is float:
                if cell == 0.0 and never_zero:
                    given.append(None)
                    continue
                if cell == 0.0 and doubtful:
                    where = Text(name, name)
                    return ((Problem(where, 0, argument.label, EMPTY_OR_ZERO).say(language),),)
            elif hasattr(cell, "getDataArray"):
                given.append(grid(cell))
                continue
            given.append(cell)
        return table(function(*given, language=language))

    # Refresh calculates the whole book anew, and most lines of a book, blank ones above all, are as before.
    # A dict, for an lru_cache does twice the work for each new answer.
    remembered = {}
    quick = QUICK.get(name, never)  # where it answers, it takes less time than remembering

    def answered(self, *arguments):
        try:
            if not values_only:
                return without_collector(answer, self.language, *arguments)
            amount = quick(*arguments)
            if amount is not None:
                return ((amount,),)
            if tuple in map(type, arguments):
                return answer(self.language, *arguments)
            asked = (self.language, arguments)
            rows = remembered.get(asked)
            if rows is None:
                if len(remembered) >= REMEMBERED:
                    remembered.clear()
                rows = remembered[asked] = answer(self.language, *arguments)
            return rows
        except Exception:
            LOG.exception("%s failed", name)
            return (("{} {}".format(MARK, message("internal", found=name).say(self.language)),),)

    return answered


def never(*_):
    """The quick answer of a function that has none."""


def without_collector(act, *arguments):
    """A table function makes no cycles: looking for them again and again costs a third of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        return act(*arguments)
    finally:
        if was:
            gc.enable()


def grid(cells):
    """A cell range as rows of plain cells; error cells as the text Excel has for them."""
    rows = cells.getDataArray()
    if NOTHING in set(map(type, chain.from_iterable(rows))):
        rows = [list(row) for row in rows]
        errors = cells.queryFormulaCells(FORMULA_ERRORS)
        here = cells.getRangeAddress()
        for area in errors.getRangeAddresses():
            for row in range(area.StartRow - here.StartRow, area.EndRow - here.StartRow + 1):
                for column in range(
                    area.StartColumn - here.StartColumn, area.EndColumn - here.StartColumn + 1
                ):
                    code = cells.getCellByPosition(column, row).getError()
                    rows[row][column] = NOT_AVAILABLE if code == 32767 else ERRORS.get(code, OTHER_ERROR)
        for row in rows:  # an error that is no formula's does not exist, but None must never look empty
            row[:] = [OTHER_ERROR if cell is None else cell for cell in row]
    return rows


def plain(cell):
    """One cell of an answer as Calc takes it: a number or text."""
    if type(cell) in PLAIN:
        return cell
    if cell is None:
        return ""
    if isinstance(cell, (bool, int)):
        return float(cell)
    return str(cell)


def table(answer):
    """An answer as rows of cells, all of one length."""
    if not isinstance(answer, (list, tuple)):
        return ((plain(answer),),)
    width = max(map(len, answer))
    return tuple(
        tuple(row if PLAIN.issuperset(map(type, row)) else map(plain, row)) + ("",) * (width - len(row))
        for row in answer
    )


def unclassified():
    """Arguments of cell functions that none of the three sets above names: there must be none."""
    return sorted(
        argument.name
        for signature in SIGNATURES
        if signature.kind == "cell"
        for argument in signature.arguments
        if (argument.name in NEVER_ZERO) + (argument.name in DOUBTFUL) + (argument.name in ZERO) != 1
    )
