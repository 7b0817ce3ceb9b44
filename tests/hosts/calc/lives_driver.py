"""What test_lives asks of an office: one answer, endless work, a large book."""

import time

import big
from buttons_driver import _press


def answer(office, formula, leave_open):
    """What a formula answers; every second run leaves a changed document open."""
    document = office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    cell = document.Sheets[0].getCellRangeByName("A1")
    cell.Formula = formula
    value = cell.Value
    if not leave_open:
        document.close(True)
    return value


def recalculate_for(office, seconds):
    document = office.new()
    column = document.Sheets[0].getCellRangeByName("B1:B1000")
    column.setArrayFormula("=BILLABLE(A1:A1000+1;0.5)")
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        document.calculateAll()


def large(office, folder, milestones, claims, receipts, asked):
    """A large book: POSITIONS as a formula, then Refresh on a sheet of values; lines of both, and Undo."""
    document = office.open("private:factory/scalc", Hidden=False)
    ends = {}
    for name, rows in big.grids(milestones, claims, receipts).items():
        document.Sheets.insertNewByName(name, document.Sheets.Count)
        sheet = document.Sheets.getByName(name)
        area = sheet.getCellRangeByPosition(0, 0, len(rows[0]) - 1, len(rows) - 1)
        area.setDataArray(tuple(map(tuple, rows)))
        ends[name] = len(rows)
    empty = "$Sheet1.$A$1"
    formula = (
        f"=POSITIONS($Contracts.$A$1:$F${ends['Contracts']};$Milestones.$A$1:$I${ends['Milestones']};"
        f"{big.AS_OF};{empty};{empty};$Claims.$A$1:$J${ends['Claims']};"
        f"$Receipts.$A$1:$F${ends['Receipts']};{empty};$Rules.$A$1:$B$3)"
    )
    document.Sheets.insertNewByName("Formula", document.Sheets.Count)
    ours = document.Sheets.getByName("Formula").getCellRangeByPosition(0, 0, 28, milestones)
    began = time.monotonic()
    ours.setArrayFormula(formula)
    by_formula = ours.getDataArray()
    formula_seconds = time.monotonic() - began
    ours.setArrayFormula("")
    names = document.Sheets.ElementNames
    began = time.monotonic()
    said = _press(office, document, "refresh", {})["said"]
    button_seconds = time.monotonic() - began
    sheet = document.Sheets.getByName("Positions")
    rows = sheet.getCellRangeByPosition(0, 0, 28, milestones).getDataArray()
    document.UndoManager.undo()
    return {
        "lines": sum(1 for row in rows if row[0] != ""),
        "said": said,
        "rows": [[n, list(by_formula[n]), list(rows[n])] for n in asked],
        "undone": document.Sheets.ElementNames == names,
        "formula_seconds": formula_seconds,
        "button_seconds": button_seconds,
    }
