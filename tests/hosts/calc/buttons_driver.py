"""Presses buttons of the extension in an open book, without windows, and says what became of the book."""

import time

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.frame import XStatusListener

PROTOCOL = "org.milestoneledger.calc:"
KINDS = {"Lines": "[]long", "Customers": "[]string"}


def _cells(document):
    answer = {}
    for sheet in document.Sheets:
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        area = sheet.getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow)
        rows = [list(row) for row in area.getDataArray()]
        while rows and not any(cell != "" for cell in rows[-1]):
            rows.pop()
        answer[sheet.Name] = rows
    return answer


def _formulas(document):
    answer = {}
    for sheet in document.Sheets:
        for area in sheet.queryContentCells(16).getRangeAddresses():
            cells = sheet.getCellRangeByPosition(area.StartColumn, area.StartRow, area.EndColumn, area.EndRow)
            name = f"{sheet.Name} {area.StartColumn} {area.StartRow}"
            answer[name] = [list(row) for row in cells.getFormulaArray()]
    return answer


def _press(office, document, name, given):
    helper = office.service("com.sun.star.frame.DispatchHelper")
    values = [PropertyValue("Quiet", 0, True, 0)]
    for key, value in given.items():
        one = uno.Any(KINDS[key], tuple(value)) if key in KINDS else value
        values.append(PropertyValue(key, 0, one, 0))
    frame = document.CurrentController.Frame
    event = helper.executeDispatch(frame, PROTOCOL + name, "_self", 0, tuple(values))
    return {"done": event.State == 1, "said": event.Result}


def _cell(document, sheet, cell, value):
    target = document.Sheets.getByName(sheet).getCellRangeByName(cell)
    if isinstance(value, str):
        target.Formula = value
    else:
        target.Value = value


def _protect(document, sheet):
    document.Sheets.getByName(sheet).protect("")


def _hide(document, sheet, first, last):
    rows = document.Sheets.getByName(sheet).Rows
    for number in range(first, last + 1):
        rows.getByIndex(number).IsVisible = False


def _rename(document, sheet, name):
    document.Sheets.getByName(sheet).Name = name


def _remove(document, sheet):
    document.Sheets.removeByName(sheet)


def _insert_rows(document, sheet, first, count):
    document.Sheets.getByName(sheet).Rows.insertByIndex(first, count)


CHANGES = {
    "cell": _cell,
    "protect": _protect,
    "hide": _hide,
    "rename": _rename,
    "remove": _remove,
    "insert_rows": _insert_rows,
}


def press(office, path, name, given=None, changes=(), read_only=False, as_template=False):
    """The book before and after, what was said, what Undo offers, and the book after one Undo."""
    # not hidden: Calc cannot undo the insertion of a sheet in a document that has no window
    document = office.open(path, Hidden=False, ReadOnly=read_only, AsTemplate=as_template)
    document.calculateAll()
    for kind, *values in changes:
        CHANGES[kind](document, *values)
    document.UndoManager.clear()
    before, formulas = _cells(document), _formulas(document)
    began = time.monotonic()
    answer = _press(office, document, name, given or {})
    answer["seconds"] = time.monotonic() - began
    answer.update(before=before, after=_cells(document))
    answer["steps"] = list(document.UndoManager.getAllUndoActionTitles())
    if answer["steps"]:
        document.UndoManager.undo()
    answer.update(undone=_cells(document), same_formulas=_formulas(document) == formulas)
    if answer["steps"]:
        document.UndoManager.redo()
    answer["redone"] = _cells(document)
    return answer


def states(office, path, *names):
    """Which buttons are lit for a book (or a new document), before and after its Contracts sheet is renamed."""
    document = office.open(path) if path else office.new()

    def lit():
        frame = document.CurrentController.Frame
        found = {}
        for name in names:
            url = uno.createUnoStruct("com.sun.star.util.URL")
            url.Complete = PROTOCOL + name
            _, url = office.service("com.sun.star.util.URLTransformer").parseStrict(url)
            dispatch = frame.queryDispatch(url, "_self", 0)
            listener = _Listener()
            dispatch.addStatusListener(listener, url)
            found[name] = (dispatch, url, listener)
        return found

    found = lit()
    first = {name: listener.states[-1] for name, (_, _, listener) in found.items()}
    sheet = document.Sheets.getByIndex(0)
    named = next((n for n in document.Sheets.ElementNames if n in ("Contracts", "合同")), "")
    if named:
        document.Sheets.getByName(named).Name = "Other"
    else:
        sheet.Name = "Contracts"
    sheet.getCellRangeByName("A1").String = "changed"
    time.sleep(0.2)
    return [first, {name: listener.states[-1] for name, (_, _, listener) in found.items()}]


def named_ranges(office, path, name, given=None):
    """The tables (database ranges) of a book after a button: name -> last line."""
    document = office.open(path)
    document.calculateAll()
    before = _ends(document)
    _press(office, document, name, given or {})
    return [before, _ends(document)]


def _ends(document):
    ranges = document.DatabaseRanges
    return {name: ranges.getByName(name).DataArea.EndRow for name in ranges.ElementNames}


class _Listener(unohelper.Base, XStatusListener):
    def __init__(self):
        self.states = []

    def statusChanged(self, event):  # noqa: N802  # UNO's name
        self.states.append(event.IsEnabled)

    def disposing(self, event):
        pass
