"""Times hard recalculations inside one running Calc: ours and native formulas for the same answer.

All of it happens on the office's main thread, as when a clerk presses a key. A thread that did not start the
office's Python is not known to it, and then every call of a function pays to introduce it.
"""

import threading
import time

import big
import uno
import unohelper
from com.sun.star.awt import XCallback

DOWN = uno.Enum("com.sun.star.sheet.FillDirection", "TO_BOTTOM")
PATIENCE = 600.0


class _Call(unohelper.Base, XCallback):
    """Something to do when the main thread gets round to it; what it asks of the office is done there too."""

    def __init__(self, act):
        self.act, self.done, self.seconds = act, threading.Event(), None

    def notify(self, _):
        try:
            began = time.perf_counter()
            self.act()
            self.seconds = time.perf_counter() - began
        finally:
            self.done.set()


def _seconds(office, act):
    """How long something takes on the main thread."""
    call = _Call(act)
    office.service("com.sun.star.awt.AsyncCallback").addCallback(call, None)
    if not call.done.wait(PATIENCE) or call.seconds is None:
        raise RuntimeError("the main thread did not do it")
    return call.seconds


def _wake(office):
    """Start the office's Python on its main thread: the first formula of ours does."""

    def act():
        office.new().Sheets[0].getCellByPosition(0, 0).Formula = "=BILLABLE(100;1)"

    _seconds(office, act)


def _put(document, name, rows):
    if not document.Sheets.hasByName(name):
        document.Sheets.insertNewByName(name, document.Sheets.Count)
    sheet = document.Sheets.getByName(name)
    area = sheet.getCellRangeByPosition(0, 0, len(rows[0]) - 1, len(rows) - 1)
    area.setDataArray(tuple(map(tuple, rows)))
    return sheet


def scalar(office, count, times):
    """Seconds to recalculate `count` cells: BILLABLE, and the same in Calc's own words.

    `native` does each step that BILLABLE does: every argument is a number, shares are from 0 to 1 (a pay
    share of 0 is refused, for it may be an empty cell), amounts below 1E15; both products are rounded, and
    what is left of them; never below 0. `bare` is its arithmetic without looking at the arguments.

    `new`: the inputs change before every round, so that no answer is remembered; `again`: they do not.
    """
    bare = "MAX(0;ROUND(ROUND(A1*B1*D1;2)-ROUND(A1*B1*E1;2)-F1-C1;2))"
    wrong = "COUNT(A1:F1)<6;B1<0;B1>1;D1<=0;D1>1;E1<0;E1>1;ABS(A1)>=1E15;ABS(C1)>=1E15;ABS(F1)>=1E15"
    formulas = {
        "BILLABLE": "=BILLABLE(A1;B1;C1;D1;E1;F1)",
        "native": f'=IF(OR({wrong});"#LEDGER! BILLABLE";{bare})',
        "bare": f"={bare}",
    }
    _wake(office)
    answer = {}
    for name, formula in formulas.items():
        document = office.new()
        sheet = document.Sheets[0]
        sheet.getCellByPosition(6, 0).Formula = formula
        column = sheet.getCellRangeByPosition(6, 0, 6, count - 1)
        new, again = [], []
        for number in range(times + 1):
            document.enableAutomaticCalculation(False)
            rows = tuple(
                (100_000.0 + row + 0.01 * number, (row % 97) / 96, 10.0 * number, 0.8, 0.03, 1.0)
                for row in range(count)
            )
            sheet.getCellRangeByPosition(0, 0, 5, count - 1).setDataArray(rows)
            if number == 0:
                column.fillAuto(DOWN, 1)
            new.append(_seconds(office, document.calculateAll))
            again.append(_seconds(office, document.calculateAll))
        last = column.getDataArray()[-1][0]
        answer[name] = {"new": min(new[1:]), "again": min(again[1:]), "last": last}
        document.close(True)
        office._documents.remove(document)
    return answer


def positions(office, milestones, claims, receipts, times, native_times):
    """Seconds for POSITIONS over a whole book, and for its ladder in native SUMIFS over the same cells.

    `new`: a payer's name changes before every round, so that nothing is remembered; `again`: no cell does.
    """
    book = big.grids(milestones, claims, receipts)
    document = office.new()
    for name, rows in book.items():
        _put(document, name, rows)
    ends = {name: len(rows) for name, rows in book.items()}
    last = milestones + 1
    ours = _put(document, "Ours", [[""]])
    empty = "$Ours.$AZ$1"
    formula = (
        f"=POSITIONS($Contracts.$A$1:$F${ends['Contracts']};$Milestones.$A$1:$I${ends['Milestones']};"
        f"{big.AS_OF};{empty};{empty};$Claims.$A$1:$J${ends['Claims']};"
        f"$Receipts.$A$1:$F${ends['Receipts']};{empty};$Rules.$A$1:$B$3)"
    )
    ours.getCellRangeByPosition(0, 0, 28, last - 1).setArrayFormula(formula)
    payer = document.Sheets.getByName("Receipts").getCellByPosition(2, 1)
    document.enableAutomaticCalculation(False)
    new, again = [], []
    for number in range(times):
        payer.String = f"Payer {number}"
        new.append(_seconds(office, document.calculateAll))
        again.append(_seconds(office, document.calculateAll))
    headings = ours.getCellRangeByPosition(0, 0, 28, 0).getDataArray()[0]
    shown = ours.getCellRangeByPosition(0, 1, 28, last - 1).getDataArray()
    ours.getCellRangeByPosition(0, 0, 28, last - 1).setArrayFormula("")
    native, names = _native(document, ends, last)
    native_seconds = min(_seconds(office, document.calculateAll) for _ in range(native_times))
    table = native.getCellRangeByPosition(0, 1, len(names) - 1, last - 1).getDataArray()
    places = [headings.index(name) for name in names]
    wrong = [
        (number, name, row[place], other[column])
        for number, (row, other) in enumerate(zip(shown, table))
        for column, (name, place) in enumerate(zip(names, places))
        if abs(row[place] - other[column]) > 0.005
    ]
    seconds = {"new": min(new), "again": min(again), "native": native_seconds}
    return {"seconds": seconds, "wrong": wrong[:5], "columns": list(names)}


def _native(document, ends, last):
    """The ladder of every milestone in native formulas: one column each, filled down."""
    claims, receipts, contracts = ends["Claims"], ends["Receipts"], ends["Contracts"]
    keys = f"$Claims.$B$2:$B${claims};$Milestones.$A2;$Claims.$C$2:$C${claims};$Milestones.$B2"
    due = f"$Claims.$J$2:$J${claims}"

    def total(column, more=""):
        return f"SUMIFS($Claims.${column}$2:${column}${claims};{keys}{more})"

    paid = f"SUMPRODUCT(SUMIFS($Receipts.$B$2:$B${receipts};$Receipts.$F$2:$F${receipts};" + (
        '$Milestones.$A2&"-"&$Milestones.$B2&{"-1";"-2"}))'
    )
    columns = {
        "Claimed": total("E"),
        "Certified": total("G"),
        "Invoiced": total("I"),
        "Due": total("G", f';{due};"<="&{int(big.AS_OF)}'),
        "Received": paid,
        "Outstanding": "ROUND(B2-E2;2)",
        "Billable now": (
            f"MAX(0;ROUND(INDEX($Contracts.$D$2:$D${contracts};MATCH($Milestones.$A2;"
            f"$Contracts.$A$2:$A${contracts};0))*$Milestones.$E2-A2;2))"
        ),
    }
    document.enableAutomaticCalculation(False)
    sheet = _put(document, "Native", [list(columns)])
    for number, formula in enumerate(columns.values()):
        sheet.getCellByPosition(number, 1).Formula = "=" + formula
        sheet.getCellRangeByPosition(number, 1, number, last - 1).fillAuto(DOWN, 1)
    return sheet, tuple(columns)
