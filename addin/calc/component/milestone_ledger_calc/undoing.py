"""Writing a block of cells so that Calc's own Undo takes it back whole.

Undo of setDataArray puts back what cells held, but leaves what was written into empty ones; and an undo
action of our own, in Python, was seen to end the office. So the block is first made one array formula and
emptied: undoing those two restores every cell, empty ones and formulas among them, and redoing them writes
it again.
"""

CONTENT = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: values, dates, texts, formulas


def write(sheet, column, row, data):
    """Cells as data: text that begins with = stays text."""
    rows = tuple(tuple(line) for line in data)
    cells = sheet.getCellRangeByPosition(column, row, column + len(rows[0]) - 1, row + len(rows) - 1)
    cells.setArrayFormula("=0")
    cells.clearContents(CONTENT)
    cells.setDataArray(rows)
