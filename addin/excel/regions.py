"""Where the tables of a workbook stand: an Excel table, or plain cells under a line of headings."""

from __future__ import annotations

from typing import Any, NamedTuple, Sequence

from ledger.language import Text

from .variants import arriving

LOOKED_AT = 20  # lines from the top in which headings are looked for


class Region(NamedTuple):
    """A line of headings and the lines under it, by Excel's row and column numbers."""

    sheet: Any  # xlwings' Sheet
    top: int  # of the headings
    left: int
    width: int
    height: int  # lines under the headings, without a line of totals
    table: Any = None  # xlwings' Table, if it is one
    totals: bool = False

    def block(self, first: int, last: int, left: int, width: int) -> Any:
        """The range from one line to another (from 1) and of some columns (from 0)."""
        start = (self.top + first, self.left + left)
        return self.sheet.range(start, (self.top + last, self.left + left + width - 1))

    def grid(self) -> list[list[Any]]:
        """Headings and lines as the core takes them."""
        return values(self.sheet.range((self.top, self.left), (self.top + self.height, self.right)))

    @property
    def right(self) -> int:
        return self.left + self.width - 1


def values(area: Any) -> list[list[Any]]:
    """The values of a range as rows, whatever its size."""
    cells = arriving(area.api.Value2)
    return cells if isinstance(cells, list) else [[cells]]


def whole(sheet: Any) -> Region:
    """A sheet's only table; if it has none or several, all its cells from the first used line."""
    tables = list(sheet.tables)
    if len(tables) == 1 and tables[0].api.ShowHeaders:
        return _table(sheet, tables[0])
    used = sheet.used_range
    rows, columns = used.shape
    return Region(sheet, used.row, used.column, columns, rows - 1)


def _table(sheet: Any, table: Any) -> Region:
    area = table.range
    rows, columns = area.shape
    totals = bool(table.api.ShowTotals)
    return Region(sheet, area.row, area.column, columns, rows - 1 - totals, table, totals)


def headed(sheet: Any, headings: Sequence[str]) -> Region | None:
    """The region under the line that has most of these headings, None if none has two of them."""
    region = whole(sheet)
    if region.table is not None:
        return region
    wanted = {heading.casefold() for heading in headings}
    grid = region.grid()
    best, where = 0, 0
    for i, row in enumerate(grid[:LOOKED_AT]):
        hits = len(wanted & {str(cell).casefold() for cell in row if cell is not None})
        if hits > best:
            best, where = hits, i
    if best < min(2, len(wanted)):
        return None
    return region._replace(top=region.top + where, height=region.height - where)


def sheet_named(book: Any, name: Text) -> Any:
    """The sheet of this name in either language, None if there is none."""
    names = {word.casefold() for word in name}
    return next((sheet for sheet in book.sheets if sheet.name.strip().casefold() in names), None)


def sheets(book: Any) -> dict[str, list[list[Any]]]:
    """All sheets of a workbook as the commands take them."""
    return {sheet.name: whole(sheet).grid() for sheet in book.sheets}
