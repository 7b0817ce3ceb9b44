"""Files to sheets: the only room that opens a workbook, and it never writes into one.

The one rule: a file is read whole or refused with a sentence (`WorkbookError`); nothing in it is executed,
followed or trusted. A cell is what a host hands over: float, date, text, '' if empty, '#DIV/0!' if an error.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from . import archive as parts
from .plain_text import read_csv
from .refusals import REASONS, WorkbookError

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

__all__ = ["REASONS", "Grid", "WorkbookError", "owner_file", "read"]

Grid = list[list[Any]]

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TEXT = {".csv", ".txt", ".tsv"}


def every(name: str) -> bool:
    """Every sheet."""
    return True


def read(
    path: Path | str, wanted: Callable[[str], bool] = every, even_if_open: bool = False
) -> dict[str, Grid]:
    """The sheets of a workbook by name, each from A1 on; a folder of .csv files is a workbook too.

    `wanted` says which sheets; others are not unpacked. A book that is open in Excel or Calc is refused
    unless `even_if_open`: what lies in the file may be older than what its owner sees.
    """
    path = Path(path)
    try:
        if path.is_dir():
            return _folder(path, wanted)
        if not path.exists():
            raise WorkbookError(path, "missing")
        owner = owner_file(path)
        if owner is not None and not even_if_open:
            raise WorkbookError(path, "open_elsewhere", owner=owner.name)
        with path.open("rb") as file:
            head = file.read(512)
        return _by_content(path, head, wanted)
    except (PermissionError, BlockingIOError) as held:
        raise WorkbookError(path, "no_access") from held
    except OSError as trouble:
        raise WorkbookError(
            path, "missing" if isinstance(trouble, FileNotFoundError) else "damaged"
        ) from trouble


def owner_file(path: Path) -> Path | None:
    """The file by which Excel (~$name) or Calc (.~lock.name#) says that it has the book open."""
    names = [f".~lock.{path.name}#", f"~${path.name}"]
    if len(path.stem) > 6:  # Excel shortens long names: ~$ replaces the first two letters
        names.append(f"~${path.name[2:]}")
    return next((path.with_name(name) for name in names if path.with_name(name).exists()), None)


def _by_content(path: Path, head: bytes, wanted: Callable[[str], bool]) -> dict[str, Grid]:
    if not head:
        raise WorkbookError(path, "empty_file")
    if head.startswith(ZIP):
        return _archive(path, wanted)
    if head.startswith(OLE):
        data = path.read_bytes()[:2_000_000_000]
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise WorkbookError(path, "encrypted")
        book = any(name.encode("utf-16-le") in data for name in ("Workbook", "Book"))
        raise WorkbookError(path, "old_excel" if book else "no_workbook")
    if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        raise WorkbookError(path, "web_page")
    if path.suffix.lower() in TEXT:
        return {path.stem: read_csv(path)}
    raise WorkbookError(path, "no_workbook")


def _folder(path: Path, wanted: Callable[[str], bool]) -> dict[str, Grid]:
    files = sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv")
    if not files:
        raise WorkbookError(path, "no_csv")
    return {file.stem: read_csv(file) for file in files if wanted(file.stem)}


def _archive(path: Path, wanted: Callable[[str], bool]) -> dict[str, Grid]:
    from python_calamine import SheetTypeEnum  # noqa: PLC0415  text files do without

    with parts.opened(path) as archive:
        names = set(archive.namelist())
        if "xl/workbook.bin" in names:
            raise WorkbookError(path, "binary_excel")
        if "mimetype" in names:
            return _ods(path, archive, wanted)
        if "_rels/.rels" not in names:
            raise WorkbookError(path, "no_workbook")
        where = parts.sheet_parts(archive, path)
        if not where:
            raise WorkbookError(path, "no_workbook")
        for name in names:
            if name.endswith(("sharedStrings.xml", "styles.xml")):
                parts.part(
                    archive, path, name
                )  # read as a whole on opening: first see that it is as it claims
        calamine = _calamine(path)
        pages = (s.name for s in calamine.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet)
        sheets = [name for name in pages if wanted(name)]
        grids: dict[str, Grid] = {}
        area = 0
        for name in sheets:
            found = parts.errors_of_sheet(path, parts.part(archive, path, where.get(name, "")))
            area += found.area
            _limit(path, area)
            grids[name] = _grid(path, calamine, name, found.cells)
        return grids


def _ods(path: Path, archive: Any, wanted: Callable[[str], bool]) -> dict[str, Grid]:
    if b"spreadsheet" not in parts.part(archive, path, "mimetype"):
        raise WorkbookError(path, "no_workbook")
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in parts.part(archive, path, manifest):
        raise WorkbookError(path, "encrypted")
    errors = parts.errors_of_ods(path, parts.part(archive, path, "content.xml"))
    _limit(path, sum(found.area for found in errors.values()))
    calamine = _calamine(path)
    return {
        name: _grid(path, calamine, name, errors[name].cells if name in errors else [])
        for name in calamine.sheet_names
        if wanted(name)
    }


def _limit(path: Path, area: int) -> None:
    if area > parts.CELLS:
        raise WorkbookError(path, "too_large", limit=parts.CELLS // 1_000_000)


def _calamine(path: Path) -> Any:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  text files do without

    return _guarded(path, lambda: CalamineWorkbook.from_path(str(path)))


def _grid(path: Path, calamine: CalamineWorkbook, name: str, errors: list[tuple[int, int, str]]) -> Grid:
    """The values of a sheet from A1 on, its errors put back."""
    grid: Grid = _guarded(path, lambda: calamine.get_sheet_by_name(name).to_python(skip_empty_area=False))
    for row, column, said in errors:
        while len(grid) <= row:
            grid.append([])
        if len(grid[row]) <= column:
            grid[row].extend([""] * (column + 1 - len(grid[row])))
        grid[row][column] = said
    return grid


def _guarded(path: Path, what: Callable[[], Any]) -> Any:
    from python_calamine import CalamineError, PasswordError  # noqa: PLC0415  text files do without

    try:
        return what()
    except PasswordError as locked:
        raise WorkbookError(path, "encrypted") from locked
    except CalamineError as damage:
        raise WorkbookError(path, "damaged") from damage
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":  # Rust's own, which is no Exception
            raise
        raise WorkbookError(path, "damaged") from panic
