"""The core's edits done on an open document: planned first, then all in one undo step, or none."""

from functools import partial

import uno
from milestone_ledger_core.commands import Append, Fill, Put
from milestone_ledger_core.functions.catalogue import SIGNATURES
from milestone_ledger_core.language import LANGUAGES, Text
from milestone_ledger_core.tables.cells import is_blank, to_reference, to_text
from milestone_ledger_core.tables.read import columns_of
from milestone_ledger_core.tables.show import to_plain

from . import books, words
from .cells import plain, table
from .undoing import write

TABLE_FUNCTIONS = tuple(s.name + "(" for s in SIGNATURES if s.kind == "table")
FORMATS = {"money": "#,##0.00", "date": "YYYY-MM-DD", "days": "0", "share": "0%"}
TEXT_FORMAT = 0x100  # com.sun.star.util.NumberFormat.TEXT


class Refused(Exception):
    """Why the edits cannot be done, in both languages; nothing was changed."""

    def __init__(self, said):
        super().__init__(said.en)
        self.said = said


def refused(text, **values):
    """The refusal, its values filled in; a value may itself be in both languages."""
    said = (
        {key: v.say(tongue) if isinstance(v, Text) else v for key, v in values.items()}
        for tongue in LANGUAGES
    )
    return Refused(Text(*(text.say(tongue, **own) for tongue, own in zip(LANGUAGES, said))))


def apply(document, edits, label, language):
    """Do all edits as one step that Undo takes back, or none of them."""
    if not edits:
        return
    if document.isReadonly():
        raise Refused(words.READ_ONLY)
    steps = plan(document, edits, language)
    manager = document.UndoManager
    before = len(manager.getAllUndoActionTitles())
    automatic = document.isAutomaticCalculationEnabled()
    document.lockControllers()
    document.enableAutomaticCalculation(False)
    manager.enterUndoContext(label)
    try:
        try:
            for step in steps:
                step()
        finally:
            manager.leaveUndoContext()
            document.enableAutomaticCalculation(automatic)
    except Exception:
        if len(manager.getAllUndoActionTitles()) > before:
            manager.undo()
            manager.clearRedo()
        raise
    finally:
        document.unlockControllers()


def plan(document, edits, language):
    """The steps that do the edits; raises Refused before anything is changed."""
    steps = []
    added = {}  # lines already planned under a table
    for edit in edits:
        if isinstance(edit, Fill):
            steps += _fill(document, edit, language)
        elif isinstance(edit, Append):
            steps += _append(document, edit, language, added)
        elif isinstance(edit, Put):
            steps += _put(document, edit, language)
        else:
            raise TypeError(repr(edit))
    return steps


def _fill(document, edit, language):
    rows = table([[to_plain(cell, language) for cell in row] for row in edit.grid])
    place = books.place(document, edit.sheet)
    if place is None:
        return [partial(_new_sheet, document, edit.sheet, rows, language)]
    formula = _formula_at(place)
    if formula is not None:
        return _fill_by_formula(place, formula, rows)
    if not place.grid:  # an empty sheet of the right name
        _needs_room(place.sheet, 0, 0, len(rows[0]), 0, len(rows), [])
        return [partial(write, place.sheet, 0, 0, rows)]
    return _fill_by_values(edit.sheet, place, rows)


def _fill_by_values(key, place, rows):
    where = books.result_columns(key, place.grid[0])
    columns = [(at, number) for number, at in enumerate(where) if at is not None]
    body = rows[1:]
    old = 0  # the table ends at the first line that is blank in all its columns
    while old + 1 < len(place.grid) and not all(is_blank(place.grid[old + 1][at]) for at, _ in columns):
        old += 1
    for line in range(old + 1, min(len(body), len(place.grid) - 1) + 1):
        if any(not is_blank(place.grid[line][at]) for at, _ in columns):
            raise refused(words.IN_THE_WAY, sheet=place.sheet.Name, row=place.row + line + 1)
    height = max(old, len(body))
    if not height:
        return []
    blocks = []
    for first, numbers in _runs(columns):
        block = [tuple(row[n] for n in numbers) for row in body]
        block += [("",) * len(numbers)] * (height - len(body))
        blocks.append((first, block))
    for first, block in blocks:
        _unprotected(place.sheet, first, place.row + 1, first + len(block[0]) - 1, place.row + height)
    return [partial(write, place.sheet, first, place.row + 1, block) for first, block in blocks]


def _runs(columns):
    """Neighbouring columns together: (first place, numbers of the answer's columns)."""
    runs = []
    for at, number in sorted(columns):
        if runs and runs[-1][0] + len(runs[-1][1]) == at:
            runs[-1][1].append(number)
        else:
            runs.append((at, [number]))
    return runs


def _formula_at(place):
    """The cell range and formula of a table function of ours that fills this table, or None."""
    if not place.grid:
        return None
    for column, cell in enumerate(place.grid[0]):
        if is_blank(cell):
            continue
        here = place.sheet.getCellByPosition(column, place.row)
        formula = here.getFormula()  # getArrayFormula speaks the locale, which setArrayFormula does not read
        if any(name in formula.upper() for name in TABLE_FUNCTIONS):
            cursor = place.sheet.createCursorByRange(here)
            if here.getArrayFormula():
                cursor.collapseToCurrentArray()
            return cursor.getRangeAddress(), formula.strip("{}")
        return None
    return None


def _fill_by_formula(place, found, rows):
    area, formula = found
    sheet, top, left = place.sheet, area.StartRow, area.StartColumn
    right, bottom = left + len(rows[0]) - 1, top + len(rows) - 1
    _unprotected(sheet, left, top, max(right, area.EndColumn), max(bottom, area.EndRow))
    _needs_room(sheet, left, top, len(rows[0]), area.EndRow - top + 1, len(rows), place.grid, place.row)

    def enter():
        sheet.getCellRangeByPosition(left, top, area.EndColumn, area.EndRow).setArrayFormula("")
        sheet.getCellRangeByPosition(left, top, right, bottom).setArrayFormula(formula)

    return [enter]


def _needs_room(sheet, left, top, width, old, new, grid, first_row=0):
    """Refuses when lines of the user stand where the table has to grow."""
    for line in range(top + old, top + new):
        row = grid[line - first_row] if line - first_row < len(grid) else ()
        if any(not is_blank(cell) for cell in row[left : left + width]):
            raise refused(words.IN_THE_WAY, sheet=sheet.Name, row=line + 1)


def _new_sheet(document, key, rows, language):
    result = books.RESULT_BY_KEY.get(key)
    name = result.name.say(language) if result else key
    document.Sheets.insertNewByName(name, document.Sheets.Count)
    sheet = document.Sheets.getByName(name)
    write(sheet, 0, 0, rows)
    last = len(rows) - 1
    sheet.getCellRangeByPosition(0, 0, len(rows[0]) - 1, 0).CharWeight = 150.0  # bold
    for number, column in enumerate(result.columns if result else ()):
        if column.form in FORMATS and last:
            body = sheet.getCellRangeByPosition(number, 1, number, last)
            body.NumberFormat = number_format(document, FORMATS[column.form])
    sheet.getCellRangeByPosition(0, 0, len(rows[0]) - 1, 0).getColumns().OptimalWidth = True


def _input(document, key):
    declared = books.BY_KEY[key]
    place = books.place(document, key)
    if place is None or not place.grid:
        raise refused(words.NO_SHEET, sheet=" / ".join(declared.name))
    where, _ = columns_of(declared, place.grid[0])
    return declared, place, where


def _append(document, edit, language, added):
    declared, place, where = _input(document, edit.sheet)
    ours = sorted(where.values())
    lines = 0  # up to the last line with a cell in one of our columns; a user's own columns do not count
    for number, row in enumerate(place.grid[1:], 1):
        if any(not is_blank(row[at]) for at in ours):
            lines = number
    lines += added.get(edit.sheet, 0)
    added[edit.sheet] = added.get(edit.sheet, 0) + len(edit.lines)
    top = place.row + 1 + lines
    fields = [
        c
        for c in declared.columns
        if any(not is_blank(_cell(line, c.field, language)) for line in edit.lines)
    ]
    for column in fields:
        if column.field not in where:
            raise refused(words.NO_COLUMN, sheet=place.sheet.Name, heading=" / ".join(column.heading))
    unknown = {name for line in edit.lines for name in line} - {c.field for c in declared.columns}
    if unknown:
        raise KeyError(f"{edit.sheet} has no {unknown}")
    steps = []
    for column in fields:
        at = where[column.field]
        block = [(_cell(line, column.field, language),) for line in edit.lines]
        _unprotected(place.sheet, at, top, at, top + len(block) - 1)
        like = place.row + lines if lines else None
        form = (
            "date"
            if column.read.__name__ == "to_date"
            else "text"
            if column.read in (to_text, to_reference)
            else ""
        )
        steps.append(partial(_write_line, document, place.sheet, at, top, block, like, form))
    written = {where[column.field] for column in fields}
    steps.append(partial(_fill_down, place, written, top - 1, top + len(edit.lines) - 1))
    steps.append(partial(_extend, document, place, top + len(edit.lines) - 1))
    return steps


def _cell(line, field, language):
    return plain(to_plain(line.get(field), language))


def _write_line(document, sheet, column, top, block, like, form):
    target = sheet.getCellRangeByPosition(column, top, column, top + len(block) - 1)
    formats = document.getNumberFormats()
    if like is not None and form != "text":
        target.NumberFormat = sheet.getCellByPosition(column, like).NumberFormat
    if (
        form == "date"
        and not formats.getByKey(sheet.getCellByPosition(column, top).NumberFormat).Type & books.DATES
    ):
        target.NumberFormat = number_format(document, FORMATS["date"])
    write(sheet, column, top, block)


def _fill_down(place, written, above, last):
    """Calculated columns go on into the new lines, as in Excel's tables; what is there already stays."""
    for column in range(len(place.grid[0])):
        cell = place.sheet.getCellByPosition(column, above)
        if column in written or above == place.row or not cell.getFormula().startswith("="):
            continue
        below = place.sheet.getCellRangeByPosition(column, above + 1, column, last)
        if not below.queryContentCells(books.CONTENT).getCount() and not place.sheet.isProtected():
            filled = place.sheet.getCellRangeByPosition(column, above, column, last)
            filled.fillAuto(uno.Enum("com.sun.star.sheet.FillDirection", "TO_BOTTOM"), 1)


def _extend(document, place, last):
    """A table (a database range, as Excel's tables come in) that ends above the new lines takes them in."""
    ranges = document.DatabaseRanges
    for name in ranges.ElementNames:
        one = ranges.getByName(name)
        area = one.getDataArea()
        if area.Sheet == place.sheet.RangeAddress.Sheet and area.StartRow == place.row and area.EndRow < last:
            area.EndRow = last
            one.setDataArea(area)


def _put(document, edit, language):
    declared, place, where = _input(document, edit.sheet)
    if edit.field not in where:
        heading = next(c.heading for c in declared.columns if c.field == edit.field)
        raise refused(words.NO_COLUMN, sheet=place.sheet.Name, heading=" / ".join(heading))
    if not 1 <= edit.line <= max(place.lines, 1):
        raise refused(words.NO_LINE, sheet=place.sheet.Name, line=edit.line)
    at, row = where[edit.field], place.row + edit.line
    _unprotected(place.sheet, at, row, at, row)
    cell = plain(to_plain(edit.cell, language))
    column = next(c for c in declared.columns if c.field == edit.field)
    form = "date" if column.read.__name__ == "to_date" else ""
    return [partial(_write_line, document, place.sheet, at, row, [(cell,)], None, form)]


def _unprotected(sheet, left, top, right, bottom):
    if not sheet.isProtected():
        return
    ranges = sheet.getCellRangeByPosition(left, top, right, bottom).getUniqueCellFormatRanges()
    for number in range(ranges.getCount()):
        if ranges.getByIndex(number).CellProtection.IsLocked:
            raise refused(words.PROTECTED, sheet=sheet.Name)


def number_format(document, code):
    """The key of a number format, made if the document does not have it."""
    formats = document.getNumberFormats()
    english = uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
    key = formats.queryKey(code, english, False)
    return key if key != -1 else formats.addNew(code, english)
