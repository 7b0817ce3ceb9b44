"""Formulas in the cells of a new sheet, and what Calc shows for them."""

import uno


def _shown(cells):
    """Values and texts of a range; an error as the text Calc shows for it."""
    rows = cells.getDataArray()
    return [
        [cells.getCellByPosition(x, y).String if cell is None else cell for x, cell in enumerate(row)]
        for y, row in enumerate(rows)
    ]


def cells(office, *formulas):
    """Each formula in a cell of its own, in English with semicolons."""
    sheet = office.new().Sheets[0]
    sheet.getCellRangeByName("B1").Formula = "=1/0"
    sheet.getCellRangeByName("B2").Formula = "=NA()"
    answers = []
    for row, formula in enumerate(formulas):
        cell = sheet.getCellByPosition(0, row)
        cell.Formula = formula
        answers.append(_shown(cell)[0][0])
    return answers


def table(office, columns, formula, height, width=1, errors=()):
    """Columns of cells from D1 on, and an array formula of this height and width at A1."""
    sheet = office.new().Sheets[0]
    for place, column in enumerate(columns):
        target = sheet.getCellRangeByPosition(3 + place, 0, 3 + place, len(column) - 1)
        target.setDataArray(tuple((cell,) for cell in column))
    for place, row in errors:
        sheet.getCellByPosition(3 + place, row).Formula = "=1/0"
    area = sheet.getCellRangeByPosition(0, 0, width - 1, height - 1)
    area.setArrayFormula(formula)
    return _shown(area)


def book(office, path, changes=()):
    """Every sheet of a book after a hard recalculation; `changes` are (sheet, cell, formula) made before it."""
    document = office.open(path)
    for sheet, cell, formula in changes:
        document.Sheets.getByName(sheet).getCellRangeByName(cell).Formula = formula
    document.calculateAll()
    return {sheet.Name: _used(sheet) for sheet in document.Sheets}


def _used(sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    return _shown(sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow))


def converted(office, path, target, filter_name):
    """Open, calculate, save under another name and format, open that, and show both."""
    first = office.open(path)
    first.calculateAll()
    office.save(first, target, filter_name)
    second = office.open(target)
    second.calculateAll()
    return [{sheet.Name: _used(sheet) for sheet in document.Sheets} for document in (first, second)]


def described(office, *names):
    """What the function wizard says of our functions: name -> (category, help, [(argument, help, optional)])."""
    service = office.service("com.sun.star.sheet.FunctionDescriptions")
    answer = {}
    for number in range(service.getCount()):
        said = {one.Name: one.Value for one in service.getByIndex(number)}
        if said["Name"] in names:
            arguments = [[a.Name, a.Description, a.IsOptional] for a in said["Arguments"]]
            answer[said["Name"]] = [said["Category"], said["Description"], arguments]
    return answer


def unclassified(office, folder):
    """Arguments that the host's table of what 0 means has forgotten."""
    import sys

    sys.path.insert(0, folder)
    from milestone_ledger_calc import cells as host

    return host.unclassified()


__all__ = ["book", "cells", "converted", "described", "table", "unclassified", "uno"]
