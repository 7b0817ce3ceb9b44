"""Edits into an open workbook: all of them or none, and nothing of the user's own touched.

What is written goes into cells as if typed, so a text is written with a leading apostrophe:
what came from outside never becomes a formula, a date or a number.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any, Callable, Iterable, Mapping, Sequence

from ledger.commands import Append, Edit, Fill, Put
from ledger.language import Text
from ledger.tables.read import columns_of
from ledger.tables.sheets import INPUTS
from ledger.tables.show import RESULTS

from . import saying
from .regions import Region, headed, sheet_named, values, whole
from .saying import Refused

DOWN, UP = -4121, -4162  # xlShiftDown, xlShiftUp
BY_KEY = {sheet.key: sheet for sheet in INPUTS}
RESULT_BY_KEY = {result.key: result for result in RESULTS}

Undo = Callable[[], None]


class Writer:
    """Writes edits into a book and can take them back; `notes` says what had no place."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.notes: list[Text] = []
        self._undo: list[Undo] = []

    def apply(self, edits: Iterable[Edit]) -> None:
        """All edits, or none: whatever goes wrong, the book is as it was."""
        edits = list(edits)
        with ExitStack() as restored:
            sheets = {sheet.name: sheet for edit in edits for sheet in self._touched(edit)}
            for sheet in sheets.values():
                restored.enter_context(opened(sheet))
            try:
                for edit in edits:
                    self._write(edit)
            except BaseException:
                self._take_back()
                raise

    def _touched(self, edit: Edit) -> list[Any]:
        if isinstance(edit, Fill) and edit.sheet not in RESULT_BY_KEY:
            return []  # a sheet of native formulas, such as the dashboard
        name = _name(edit)
        sheet = sheet_named(self.book, name)
        if sheet is None:
            if isinstance(edit, Fill):
                return []
            raise Refused(saying.NO_SHEET, sheet=name)
        return [sheet]

    def _write(self, edit: Edit) -> None:
        for sheet in self._touched(edit):
            try:
                if isinstance(edit, Fill):
                    self._fill(sheet, edit)
                elif isinstance(edit, Append):
                    self._append(sheet, edit)
                else:
                    self._put(sheet, edit)
            except Refused:
                raise
            except Exception as error:
                if type(error).__name__ != "com_error":
                    raise
                raise Refused(saying.REFUSED, sheet=sheet.name, reason=_reason(error)) from error

    def _fill(self, sheet: Any, edit: Fill) -> None:
        if spills(sheet, edit.sheet):
            return  # the formula is the result; it is calculated, not overwritten
        lines = edit.grid[1:]
        headings = [heading for column in RESULT_BY_KEY[edit.sheet].columns for heading in column.heading]
        region = headed(sheet, headings)  # of which the user may have kept a few
        if region is None:
            raise Refused(saying.NO_PLACE, sheet=sheet.name)
        found = [str(cell or "").strip().casefold() for cell in region.grid()[0]]
        columns = {}
        for i, names in enumerate(RESULT_BY_KEY[edit.sheet].columns):
            place = next((found.index(n.casefold()) for n in names.heading if n.casefold() in found), None)
            if place is not None and i < len(edit.grid[0]):
                columns[place] = [line[i] for line in lines]
        region = self._extended(region, len(lines))
        blank = [None] * (region.height - len(lines))
        self._columns(region, 1, {place: [*cells, *blank] for place, cells in columns.items()})

    def _append(self, sheet: Any, edit: Append) -> None:
        if not edit.lines:
            return
        region, where = self._input(sheet, edit.sheet)
        body = region.grid()[1:]
        used = [i for i, row in enumerate(body, 1) if any(row[p] not in (None, "") for p in where.values())]
        first = max(used, default=0) + 1
        region = self._extended(region, first - 1 + len(edit.lines))
        fields = {field for line in edit.lines for field, cell in line.items() if cell not in (None, "")}
        lost = sorted(fields - set(where))
        if lost:
            headings = {c.field: c.heading for c in BY_KEY[edit.sheet].columns}
            self._note(sheet.name, [headings[f].en for f in lost], [headings[f].zh for f in lost])
        columns = {where[f]: [line.get(f) for line in edit.lines] for f in sorted(fields & set(where))}
        self._columns(region, first, columns)

    def _put(self, sheet: Any, edit: Put) -> None:
        region, where = self._input(sheet, edit.sheet)
        if not 1 <= edit.line <= region.height:
            raise Refused(saying.NO_LINE, sheet=sheet.name, line=edit.line)
        if edit.field not in where:
            heading = next(c.heading for c in BY_KEY[edit.sheet].columns if c.field == edit.field)
            raise Refused(saying.NO_COLUMN, sheet=sheet.name, headings=heading)
        self._columns(region, edit.line, {where[edit.field]: [edit.cell]})

    def _input(self, sheet: Any, key: str) -> tuple[Region, Mapping[str, int]]:
        region = whole(sheet)
        where, lost = columns_of(BY_KEY[key], region.grid()[0])
        if lost or not where:
            raise Refused(saying.NO_PLACE, sheet=sheet.name)
        return region, where

    def _note(self, sheet: str, en: Sequence[str], zh: Sequence[str] = ()) -> None:
        self.notes.append(
            Text(
                saying.NO_COLUMN.say("en", sheet=sheet, headings=", ".join(en)),
                saying.NO_COLUMN.say("zh", sheet=sheet, headings="、".join(zh or en)),
            )
        )

    def _extended(self, region: Region, height: int) -> Region:
        """The region with at least this many lines; a table grows, what is under it moves down."""
        missing = height - region.height
        if missing <= 0 or region.table is None:
            return region._replace(height=max(height, region.height))
        bottom = region.top + region.height
        below = ((bottom + 1, region.left), (bottom + missing, region.right))
        region.sheet.range(*below).api.Insert(Shift=DOWN)
        self._undo.append(lambda: region.sheet.range(*below).api.Delete(Shift=UP))
        grown = region._replace(height=height)
        if not region.totals:  # cells inserted above a line of totals are within the table already
            old = region.table.range.address
            region.table.resize(
                region.sheet.range((region.top, region.left), (bottom + missing, region.right))
            )
            self._undo.append(lambda: region.table.resize(region.sheet.range(old)))
        return grown

    def _columns(self, region: Region, first: int, columns: Mapping[int, Sequence[Any]]) -> None:
        """Cells into columns from a line on, neighbours in one block; a column of formulas is left alone."""
        free = [place for place in sorted(columns) if not self._calculated(region, first, place, columns)]
        while free:
            run = [free.pop(0)]
            while free and free[0] == run[-1] + 1:
                run.append(free.pop(0))
            rows = [[typed(cell) for cell in row] for row in zip(*(columns[place] for place in run))]
            if rows:
                area = region.block(first, first + len(rows) - 1, run[0], len(run))
                before = kept(area)
                area.api.Value2 = rows
                self._undo.append(lambda area=area, before=before: _put_back(area, before))

    @staticmethod
    def _calculated(region: Region, first: int, place: int, columns: Mapping[int, Sequence[Any]]) -> bool:
        count = len(columns[place])
        return bool(count) and region.block(first, first + count - 1, place, 1).api.HasFormula is not False

    def _take_back(self) -> None:
        try:
            while self._undo:
                self._undo.pop()()
        except Exception as error:
            raise Refused(saying.NOT_RESTORED) from error


def _name(edit: Edit) -> Text:
    return RESULT_BY_KEY[edit.sheet].name if isinstance(edit, Fill) else BY_KEY[edit.sheet].name


def spills(sheet: Any, key: str) -> bool:
    """Whether the sheet shows its result by a formula of ours."""
    used = sheet.used_range
    top = sheet.range((1, 1), (used.row + min(used.shape[0], 20) - 1, used.column + used.shape[1] - 1))
    call = f"{key.upper()}("
    return any(
        isinstance(cell, str) and cell.startswith("=") and call in cell.upper()
        for row in _formulas(top)
        for cell in row
    )


def typed(cell: Any) -> Any:
    """A cell so that Excel, which reads what is written as if typed, ends up with just this value."""
    if isinstance(cell, str):
        return f"'{cell}" if cell else None
    return cell


def kept(area: Any) -> list[list[Any]]:
    """What a range holds, so that writing it back restores it: formulas, numbers, texts as texts."""
    return [
        [_kept(formula, value) for formula, value in zip(*rows)]
        for rows in zip(_formulas(area), values(area))
    ]


def _kept(formula: Any, value: Any) -> Any:
    is_formula = isinstance(formula, str) and formula.startswith(("=", "#")) and formula != value
    return formula if is_formula else typed(value)


def _put_back(area: Any, before: list[list[Any]]) -> None:
    area.api.Formula = before


def _formulas(area: Any) -> Sequence[Sequence[Any]]:
    cells = area.api.Formula
    return cells if isinstance(cells, tuple) else ((cells,),)


def _reason(error: Exception) -> str:
    info = getattr(error, "excepinfo", None)
    return str(info[2]) if info and info[2] else str(error)


class opened:  # noqa: N801  used like a function: with opened(sheet)
    """A sheet that can be written to, protected and filtered again afterwards as it was before."""

    ALLOWED = (
        "AllowFormattingCells",
        "AllowFormattingColumns",
        "AllowFormattingRows",
        "AllowInsertingColumns",
        "AllowInsertingRows",
        "AllowInsertingHyperlinks",
        "AllowDeletingColumns",
        "AllowDeletingRows",
        "AllowSorting",
        "AllowFiltering",
        "AllowUsingPivotTables",
    )

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._protection: dict[str, Any] | None = None
        self._filters: list[tuple[Any, list[dict[str, Any]]]] = []

    def __enter__(self) -> None:
        api = self._sheet.api
        owners = [table.api for table in self._sheet.tables] or [api]
        found = [(owner, _filters(owner, self._sheet.name)) for owner in owners]  # refuses before any change
        if api.ProtectContents:
            protection = {name: bool(getattr(api.Protection, name)) for name in self.ALLOWED}
            shapes = {
                "DrawingObjects": bool(api.ProtectDrawingObjects),
                "Scenarios": bool(api.ProtectScenarios),
            }
            try:
                api.Unprotect("")
            except Exception as error:
                raise Refused(saying.PASSWORD, sheet=self._sheet.name) from error
            if api.ProtectContents:
                raise Refused(saying.PASSWORD, sheet=self._sheet.name)
            self._protection = {**shapes, **protection}
        for owner, filters in found:
            if filters:
                self._filters.append((owner, filters))
                owner.AutoFilter.ShowAllData()

    def __exit__(self, *_: object) -> None:
        for owner, filters in self._filters:
            area = owner.AutoFilter.Range
            for each in filters:
                area.AutoFilter(**each)
        if self._protection is not None:
            self._sheet.api.Protect(Contents=True, **self._protection)


def _filters(owner: Any, sheet: str) -> list[dict[str, Any]]:
    """The filters that are on, as arguments of Range.AutoFilter."""
    auto = owner.AutoFilter
    if auto is None or not auto.FilterMode:
        return []
    answer = []
    try:
        for field in range(1, auto.Filters.Count + 1):
            one = auto.Filters.Item(field)
            if one.On:
                how = {"Field": field, "Criteria1": one.Criteria1}
                if one.Operator:
                    how["Operator"] = one.Operator
                if one.Operator in (1, 2):  # xlAnd, xlOr
                    how["Criteria2"] = one.Criteria2
                answer.append(how)
    except Exception as error:  # Excel does not tell the criteria of filters by grouped dates or by colour
        raise Refused(saying.FILTERED, sheet=sheet) from error
    return answer
