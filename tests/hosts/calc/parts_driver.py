"""Parts of the extension's own code, run from outside the office on an open book: what a window would be given."""

import sys


def _code(folder):
    if folder not in sys.path:
        sys.path.insert(0, folder)


def problems(office, folder, path, changes):
    """Each problem of a changed book: its words, and the cell that 'Go to the cell' selects."""
    _code(folder)
    from milestone_ledger_calc import books
    from milestone_ledger_core.commands import run

    document = office.open(path, Hidden=False)
    for sheet, cell, value in changes:
        document.Sheets.getByName(sheet).getCellRangeByName(cell).String = value
    found = []
    for problem in run("check", books.sheets(document), None, "en").problems:
        cell = books.cell_of(document, problem)
        found.append([problem.say("en"), cell.AbsoluteName if cell is not None else ""])
    return found


def terms(office, folder, path, *named):
    """The cells that questionable terms lead to, by contract and milestone."""
    _code(folder)
    from milestone_ledger_calc import books

    document = office.open(path)
    cells = [books.cell_of_term(document, contract, milestone) for contract, milestone in named]
    return [cell.AbsoluteName if cell is not None else "" for cell in cells]


def selected(office, folder, path, sheet, areas, hidden):
    """The lines that Mark sent takes from a selection on a sheet some of whose rows are filtered away."""
    _code(folder)
    from milestone_ledger_calc import conversation

    document = office.open(path, Hidden=False)
    table = document.Sheets.getByName(sheet)
    document.CurrentController.setActiveSheet(table)
    for row in hidden:
        table.Rows.getByIndex(row).IsVisible = False
    ranges = document.createInstance("com.sun.star.sheet.SheetCellRanges")
    for area in areas:
        ranges.addRangeAddress(table.getCellRangeByName(area).RangeAddress, False)
    document.CurrentController.select(ranges if len(areas) > 1 else table.getCellRangeByName(areas[0]))
    person = conversation.Person(office.context, document.CurrentController.Frame, "en")
    return list(person.lines(document))


def listed(office, folder, path, language):
    """What the window of Draft reminders shows: check boxes, headings and rows."""
    _code(folder)
    from milestone_ledger_calc import books, buttons
    from milestone_ledger_core.commands import run
    from milestone_ledger_core.commands.listing import readable

    document = office.open(path)
    outcome = run("draft_reminders", books.sheets(document), None, language)
    headings, rows = readable(outcome.listing)
    return [buttons._customers(headings, rows, language), headings, rows]
