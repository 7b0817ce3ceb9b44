"""Presses buttons of the extension in an open book, without windows, and says what became of the book."""

import uno
from com.sun.star.beans import PropertyValue

PROTOCOL = "org.milestoneledger.calc:"


def _cells(document):
    answer = {}
    for sheet in document.Sheets:
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        area = sheet.getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow)
        answer[sheet.Name] = [list(row) for row in area.getDataArray()]
    return answer


def _press(office, document, name, **given):
    helper = office.service("com.sun.star.frame.DispatchHelper")
    values = [PropertyValue("Quiet", 0, True, 0)]
    for key, value in given.items():
        kind = "[]long" if key == "Lines" else "[]string"
        one = uno.Any(kind, tuple(value)) if isinstance(value, list) else value
        values.append(PropertyValue(key, 0, one, 0))
    frame = document.CurrentController.Frame
    event = helper.executeDispatch(frame, PROTOCOL + name, "_self", 0, tuple(values))
    return {"done": event.State == 1, "said": event.Result}


def press(office, path, name, given=None, change=None):
    """The book's cells before and after, what was said, and its cells after one Undo."""
    document = office.open(path)
    document.calculateAll()
    for sheet, cell, value in change or ():
        target = document.Sheets.getByName(sheet).getCellRangeByName(cell)
        if isinstance(value, str):
            target.Formula = value
        else:
            target.Value = value
    before = _cells(document)
    answer = _press(office, document, name, **(given or {}))
    after = _cells(document)
    steps = list(document.UndoManager.getAllUndoActionTitles())
    if len(steps) > len(change or ()):
        document.UndoManager.undo()
    answer.update(before=before, after=after, undone=_cells(document), steps=steps)
    return answer
