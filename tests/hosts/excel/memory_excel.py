"""An Excel of a few hundred lines, in memory, behind the names of Excel's object model that buttons use.

xlwings' own Windows classes run on top of it. What is written is read as if typed, as Excel does it; a
protected sheet refuses. It calculates nothing: a formula's value is `?`, and `CalculateFull` is counted.
"""

# ruff: noqa: N802  the names are Excel's and COM's

from __future__ import annotations

import re
from typing import Any

from tests.hosts.excel.shim import ComError

MANUAL, AUTOMATIC = -4135, -4105
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def refuse(text: str) -> ComError:
    """What Excel raises: DISP_E_EXCEPTION with its own words."""
    return ComError(
        -2147352567, "Exception occurred.", (0, "Microsoft Excel", text, None, 0, -2146827284), None
    )


class Namespace:
    """An object with a few properties."""

    def __init__(self, **members: Any) -> None:
        self.__dict__.update(members)


class Cell:
    """What a cell holds: a value, a formula, or a text that was typed with an apostrophe."""

    def __init__(self, value: Any = None, formula: str = "", prefixed: bool = False) -> None:
        self.value, self.formula, self.prefixed = value, formula, prefixed


def typed(value: Any) -> Cell:
    """A cell as Excel makes it of what is typed."""
    if not isinstance(value, str):
        return Cell(float(value) if isinstance(value, int) and not isinstance(value, bool) else value)
    if value.startswith("'"):
        return Cell(value[1:], prefixed=True)
    if value.startswith("=") and len(value) > 1:
        return Cell("?", value)
    if value.startswith(("+", "-", "@")) and len(value) > 1 and not _number(value):
        return Cell("?", "=" + value)
    if _number(value):
        return Cell(float(value.replace(",", "").rstrip("%")))
    if re.fullmatch(r"\d{1,4}[-/]\d{1,2}([-/]\d{1,4})?", value):
        return Cell(45000.0)  # a date, which one does not matter: it is no longer the text
    return Cell(value or None)


def _number(text: str) -> bool:
    return bool(re.fullmatch(r"[+-]?[\d,]*\.?\d+([eE][+-]?\d+)?%?", text))


class Application:
    """The program: its switches, and what was asked of the person in front of it."""

    Name, Version, Hwnd = "Microsoft Excel", "16.0", 4711

    def __init__(self) -> None:
        self.statuses: list[Any] = []
        self.ScreenUpdating, self.EnableEvents, self.StatusBar = True, True, False
        self.Calculation = AUTOMATIC
        self.Selection: Any = None
        self.calculated = 0
        self.file: Any = False

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "StatusBar":
            self.statuses.append(value)
        super().__setattr__(name, value)

    def CalculateFull(self) -> None:
        self.calculated += 1

    def GetOpenFilename(self, *_: Any) -> Any:
        return self.file


class Workbook:
    """A workbook of sheets given as {name: rows}; `Path` as Excel tells it, empty if never saved."""

    def __init__(self, sheets: dict[str, list[list[Any]]], path: str = "", name: str = "账本 1.xlsm") -> None:
        self.Application = Application()
        self.Path, self.Name = path, name
        self.FullName = f"{path}/{name}" if path else name
        self.Worksheets = Sheets(self, sheets)


class Sheets:
    """Worksheets, by name or number."""

    def __init__(self, book: Workbook, sheets: dict[str, list[list[Any]]]) -> None:
        self.Parent = book
        self._all = [Worksheet(book, name, rows) for name, rows in sheets.items()]

    @property
    def Count(self) -> int:
        return len(self._all)

    def __iter__(self) -> Any:
        return iter(self._all)

    def __call__(self, key: Any) -> Worksheet:
        for number, sheet in enumerate(self._all, 1):
            if key in (number, sheet.Name):
                return sheet
        raise refuse("Subscript out of range")


class Worksheet:
    """Cells by row and column, and what stands on them."""

    def __init__(self, book: Workbook, name: str, rows: list[list[Any]]) -> None:
        self.Parent, self.Application, self.Name = book, book.Application, name
        self.cells: dict[tuple[int, int], Cell] = {}
        for r, row in enumerate(rows, 1):
            for c, value in enumerate(row, 1):
                if value is not None:
                    self.cells[r, c] = Cell("?", value) if str(value)[:1] == "=" else Cell(value)
        self.tables: list[ListObject] = []
        self.ProtectContents = self.ProtectDrawingObjects = self.ProtectScenarios = False
        self.password = ""
        self.Protection = Namespace()
        self.protected: dict[str, Any] = {}
        self.AutoFilter: Any = None
        self.frozen_after: int | None = None  # refuse the nth write and those after it

    @property
    def ListObjects(self) -> Collection:
        return Collection(self.tables)

    def Cells(self, row: int, column: int) -> Range:
        return Range(self, row, column, 1, 1)

    def Range(self, first: Any, last: Any = None) -> Range:
        if isinstance(first, str):
            (top, left), *rest = [_place(text) for text in first.replace("$", "").split(":")]
            bottom, right = rest[0] if rest else (top, left)
        else:
            top, left = first.Row, first.Column
            bottom, right = last.Row, last.Column
        return Range(self, top, left, bottom - top + 1, right - left + 1)

    @property
    def UsedRange(self) -> Range:
        if not self.cells:
            return Range(self, 1, 1, 1, 1)
        rows, columns = [r for r, _ in self.cells], [c for _, c in self.cells]
        return Range(
            self, min(rows), min(columns), max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
        )

    def Unprotect(self, password: str = "") -> None:
        if password != self.password:
            raise refuse("The password you supplied is not correct.")
        self.ProtectContents = False

    def Protect(self, Contents: bool = True, **how: Any) -> None:  # noqa: N803
        self.ProtectContents, self.protected = Contents, how

    def changing(self) -> None:
        """Before any change: whether it is allowed."""
        if self.ProtectContents:
            raise refuse("The cell or chart you're trying to change is on a protected sheet.")
        if self.frozen_after is not None:
            self.frozen_after -= 1
            if self.frozen_after < 0:
                raise refuse("Out of memory.")

    def move(self, top: int, left: int, width: int, by: int) -> None:
        """Move the cells of some columns from a row on, down or up."""
        moved = {}
        for (r, c), cell in self.cells.items():
            inside = left <= c < left + width
            if inside and r >= top:
                moved[r + by, c] = cell
            elif not inside or by > 0 or r < top + by:
                moved[r, c] = cell
        self.cells = moved

    def grid(self) -> list[list[Any]]:
        """Everything on the sheet, formulas as formulas, for comparing before and after."""
        return [list(row) for row in _tuple(self.UsedRange.Formula)]


def _place(address: str) -> tuple[int, int]:
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", address).groups()
    column = 0
    for letter in letters:
        column = column * 26 + LETTERS.index(letter) + 1
    return int(digits), column


def _letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = LETTERS[rest] + text
    return text


def _tuple(value: Any) -> Any:
    return value if isinstance(value, tuple) else ((value,),)


class Range:
    """A block of cells."""

    def __init__(self, sheet: Worksheet, row: int, column: int, rows: int, columns: int) -> None:
        self.Worksheet, self.Row, self.Column = sheet, row, column
        self.Rows, self.Columns = Namespace(Count=rows), Namespace(Count=columns)
        self.Count = rows * columns
        self.areas = [self]

    def _places(self) -> list[list[tuple[int, int]]]:
        rows, columns = range(self.Rows.Count), range(self.Columns.Count)
        return [[(self.Row + r, self.Column + c) for c in columns] for r in rows]

    def _get(self, what: Any) -> Any:
        cells = self.Worksheet.cells
        rows = tuple(tuple(what(cells.get(place, Cell())) for place in row) for row in self._places())
        return rows[0][0] if self.Count == 1 else rows

    def _set(self, value: Any) -> None:
        self.Worksheet.changing()
        for r, row in enumerate(self._places()):
            for c, place in enumerate(row):
                one = value[r][c] if isinstance(value, (list, tuple)) else value
                cell = typed(one)
                if cell.value is None and not cell.formula:
                    self.Worksheet.cells.pop(place, None)
                else:
                    self.Worksheet.cells[place] = cell

    Value2 = property(lambda self: self._get(lambda cell: cell.value), _set)
    Value = Value2
    Formula = property(
        lambda self: self._get(
            lambda cell: cell.formula or ("" if cell.value is None else _said(cell.value))
        ),
        _set,
    )

    @property
    def HasFormula(self) -> bool | None:
        kinds = {
            bool(self.Worksheet.cells.get(place, Cell()).formula) for row in self._places() for place in row
        }
        return kinds.pop() if len(kinds) == 1 else None

    @property
    def Address(self) -> str:
        ends = [
            (self.Row, self.Column),
            (self.Row + self.Rows.Count - 1, self.Column + self.Columns.Count - 1),
        ]
        return ":".join(f"${_letters(column)}${row}" for row, column in ends)

    def GetAddress(self, *_: Any) -> str:
        return self.Address

    @property
    def Areas(self) -> Collection:
        return Collection(self.areas)

    def Insert(self, Shift: int) -> None:  # noqa: N803
        assert Shift == -4121
        self.Worksheet.changing()
        self.Worksheet.move(self.Row, self.Column, self.Columns.Count, self.Rows.Count)
        for table in self.Worksheet.tables:
            if table.top < self.Row <= table.top + table.rows - 1:
                table.rows += self.Rows.Count

    def Delete(self, Shift: int) -> None:  # noqa: N803
        assert Shift == -4162
        self.Worksheet.changing()
        bottom = self.Row + self.Rows.Count
        for place in [place for row in self._places() for place in row]:
            self.Worksheet.cells.pop(place, None)
        self.Worksheet.move(bottom, self.Column, self.Columns.Count, -self.Rows.Count)
        for table in self.Worksheet.tables:
            if table.top < self.Row <= table.top + table.rows - 1:
                table.rows -= self.Rows.Count

    def AutoFilter(self, **how: Any) -> None:
        for owner in [self.Worksheet, *self.Worksheet.tables]:
            if owner.AutoFilter is not None and owner.AutoFilter.Range.Address == self.Address:
                owner.AutoFilter.apply(how)


def _said(value: Any) -> Any:
    return f"{value:.15g}" if isinstance(value, float) else value


class Collection:
    """Excel's collections count from 1."""

    def __init__(self, items: list[Any]) -> None:
        self._items = items

    @property
    def Count(self) -> int:
        return len(self._items)

    def Item(self, number: int) -> Any:
        return self._items[number - 1]

    def __call__(self, number: int) -> Any:
        return self.Item(number)

    def __iter__(self) -> Any:
        return iter(self._items)


class ListObject:
    """An Excel table over a block of a sheet, headings first."""

    ShowHeaders = True

    def __init__(self, sheet: Worksheet, name: str, address: str, totals: bool = False) -> None:
        area = sheet.Range(address)
        self.Parent, self.Name, self.DisplayName, self.ShowTotals = sheet, name, name, totals
        self.top, self.left, self.rows, self.columns = (
            area.Row,
            area.Column,
            area.Rows.Count,
            area.Columns.Count,
        )
        self.AutoFilter: Any = None
        sheet.tables.append(self)

    @property
    def Range(self) -> Range:
        return Range(self.Parent, self.top, self.left, self.rows, self.columns)

    def Resize(self, area: Range) -> None:
        self.Parent.changing()
        assert (area.Row, area.Column, area.Columns.Count) == (self.top, self.left, self.columns)
        self.rows = area.Rows.Count


class Filter:
    """The AutoFilter of a table: {field: its arguments}; `told` False for criteria that Excel hides."""

    def __init__(self, table: ListObject, on: dict[int, dict[str, Any]], told: bool = True) -> None:
        self.Range, self._on, self._told = table.Range, dict(on), told
        self._columns = table.columns
        self.shown_all = 0
        table.AutoFilter = self

    @property
    def FilterMode(self) -> bool:
        return bool(self._on)

    @property
    def Filters(self) -> Collection:
        return Collection([self._one(field) for field in range(1, self._columns + 1)])

    def _one(self, field: int) -> Any:
        if field in self._on and not self._told:
            return _Untold()
        known = {"Operator": 0, "Criteria1": None, "Criteria2": None, **self._on.get(field, {})}
        return Namespace(On=field in self._on, **known)

    def ShowAllData(self) -> None:
        self.shown_all += 1
        self._on = {}

    def apply(self, how: dict[str, Any]) -> None:
        self._on[how["Field"]] = {key: value for key, value in how.items() if key != "Field"}

    @property
    def state(self) -> dict[int, dict[str, Any]]:
        return self._on


class _Untold:
    On, Operator = True, 7

    @property
    def Criteria1(self) -> Any:
        raise refuse("Application-defined or object-defined error")
