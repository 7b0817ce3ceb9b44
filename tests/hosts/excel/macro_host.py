"""Runs our macros in pyOpenVBA's interpreter, with the parts of Excel that they mention and a server in Python.

The words part of the workbook is the real one; the server's answers come from the core through the same
conversion as in the COM server.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

from ledger_addin.excel.package import vba_modules
from ledger_addin.excel.variants import MISSING as LEFT_OUT
from ledger_addin.excel.variants import arriving, leaving
from ledger_addin.excel.words import NAMESPACE, words
from pyopenvba.interpreter import (
    EMPTY,
    MISSING,
    NOTHING,
    HostBridge,
    Interpreter,
    VBAArray,
    VBADate,
    VBAErrorValue,
    VBAObject,
    VBARuntimeError,
)
from pyopenvba.interpreter._runtime import UNRESOLVED

from ledger.functions import call

CONSTANTS = {"xlerrna": 2042, "xlerrvalue": 2015}
DEAD = -2147023170  # 0x800706BE, the remote procedure call failed
NOT_FOUND = 429  # ActiveX component can't create object


class Thing(VBAObject):
    """A Python object as VBA sees it: attributes are properties, functions are methods."""

    vba_type_name = "Object"

    def __init__(self, name: str = "Object", **members: Any) -> None:
        self.vba_type_name = name
        self.members = {key.casefold(): value for key, value in members.items()}
        self.was_set: list[tuple[str, Any]] = []

    def vba_get(self, name: str, args: Any = (), named: Any = None) -> Any:
        member = self.members.get(name.casefold(), UNRESOLVED)
        if member is UNRESOLVED:
            raise VBARuntimeError(438, f"Object doesn't support this property or method: {name}")
        return member(*args, **(named or {})) if callable(member) else member

    def vba_set(
        self, name: str, value: Any, args: Any = (), named: Any = None, *, by_ref: bool = False
    ) -> None:
        self.members[name.casefold()] = value
        self.was_set.append((name, value))


def collection(items: list[Any]) -> Thing:
    def item(number: Any) -> Any:
        if not 1 <= int(number) <= len(items):
            raise VBARuntimeError(9, "Subscript out of range")
        return items[int(number) - 1]

    return Thing("Collection", Count=len(items), Item=item)


def node(element: ElementTree.Element) -> Thing:
    def select(path: str) -> Any:
        if path.startswith("@"):
            return Thing("Node", Text=element.get(path[1:]))
        found = _select(element, path)
        return NOTHING if found is None else node(found)

    children = collection([node(child) for child in element])
    return Thing("Node", Text=element.text or "", ChildNodes=children, SelectSingleNode=select)


def _select(root: ElementTree.Element, path: str) -> ElementTree.Element | None:
    """An absolute path, as Excel's XML parser reads it."""
    top = ElementTree.Element("top")
    top.append(root)
    return top.find("." + path.replace("w:", f"{{{NAMESPACE}}}"))


class Server:
    """The Python side. `Run` answers as the COM server does, or as `behaves` says."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Any]] = []
        self.pressed: list[tuple[str, str]] = []
        self.attached: list[Any] = []
        self.behaves: Callable[[], None] = lambda: None

    def thing(self) -> Thing:
        return Thing(
            "Ledger", Run=self.run, Press=self.press, Attach=self.attached.append, Version=self.version
        )

    def version(self) -> str:
        self.behaves()
        return "0.1.0"

    def run(self, name: str, cells: Any, language: str) -> Any:
        sent = [_sent(cell) for cell in cells.elements()]
        self.calls.append((name, sent))
        self.behaves()
        return _received(leaving(call(name, *map(arriving, sent), language=language)))

    def press(self, name: str, book: Any, language: str) -> str:
        self.pressed.append((name, language))
        self.behaves()
        return ""


def _sent(cell: Any) -> Any:
    """A VBA value as pywin32 hands it to Python."""
    if cell is MISSING:
        return LEFT_OUT
    if cell is EMPTY:
        return None
    if isinstance(cell, VBAErrorValue):
        return -2146828288 + cell.number
    if isinstance(cell, VBAArray):
        (rows_from, rows_to), (from_, to) = cell.bounds
        return tuple(
            tuple(_sent(cell.get([r, c])) for c in range(from_, to + 1))
            for r in range(rows_from, rows_to + 1)
        )
    if isinstance(cell, VBADate):
        raise AssertionError("Value2 holds no dates")
    return float(cell) if isinstance(cell, (int, float)) and not isinstance(cell, bool) else cell


def _received(answer: Any) -> Any:
    if not isinstance(answer, list):
        return answer
    array = VBAArray([(0, len(answer) - 1), (0, len(answer[0]) - 1)])
    for r, row in enumerate(answer):
        for c, cell in enumerate(row):
            array.set([r, c], cell)
    return array


class Excel(HostBridge):
    """What macros find around them, and the clock that a test can move."""

    def __init__(self, language: str = "zh", with_words: bool = True) -> None:
        self.server = Server()
        self.can_start = True
        self.starts = 0
        self.scheduled: list[str] = []
        self.options: list[dict[str, Any]] = []
        self.activated: list[str] = []
        root = ElementTree.fromstring(words(language))
        manager = Thing("Manager", AddNamespace=lambda *_: EMPTY)
        part = Thing(
            "Part", NamespaceManager=manager, SelectSingleNode=node(root).members["selectsinglenode"]
        )
        parts = Thing("Parts", SelectByNamespace=lambda _: collection([part] if with_words else []))
        self.book = Thing(
            "Workbook", CustomXMLParts=parts, Name="O'Neil 账本.xlsm", Saved=True, Worksheets=self._sheet
        )
        self.application = Thing(
            "Application", Hwnd=4711, StatusBar=False, ScreenUpdating=True,
            OnTime=lambda _, name: self.scheduled.append(name),
            MacroOptions=lambda **how: self.options.append({key.casefold(): value for key, value in how.items()}),
        )  # fmt: skip
        self.vba = Interpreter(self)
        self.now = dt.datetime(2025, 2, 12, 9)
        self.vba.freeze(self.now)
        for module in vba_modules():
            self.vba.add_module(module.source(), name=module.name)

    def _sheet(self, name: str) -> Thing:
        return Thing("Worksheet", Activate=lambda: self.activated.append(name))

    def global_object(self, name: str) -> Any:
        return {"application": self.application, "thisworkbook": self.book}.get(name.casefold(), UNRESOLVED)

    def constant(self, name: str) -> Any:
        return CONSTANTS.get(name.casefold(), UNRESOLVED)

    def create(self, type_name_: str) -> Any:
        assert type_name_ == "MilestoneLedger.Server"
        self.starts += 1
        if not self.can_start:
            raise VBARuntimeError(NOT_FOUND, "ActiveX component can't create object")
        return self.server.thing()

    def wait(self, seconds: float) -> None:
        self.now += dt.timedelta(seconds=seconds)
        self.vba.freeze(self.now)

    def run(self, name: str, *arguments: Any) -> Any:
        answer = self.vba.run(name, list(arguments))
        if isinstance(answer, VBAArray):
            (r1, r2), (c1, c2) = answer.bounds
            return [[answer.get([r, c]) for c in range(c1, c2 + 1)] for r in range(r1, r2 + 1)]
        return answer

    def messages(self) -> list[str]:
        return [text for _, text, _, _ in self.vba.dialogs]


def area(rows: list[list[Any]], sheet_rows: int = 1048576, used: int | None = None) -> Thing:
    """A Range argument; `used` is the last used line of its sheet, for a whole column."""

    def values(count: int) -> Any:
        if count == 1 and len(rows[0]) == 1:
            return rows[0][0]
        array = VBAArray([(1, count), (1, len(rows[0]))])
        for r, row in enumerate(rows[:count], 1):
            for c, cell in enumerate(row, 1):
                array.set([r, c], cell)
        return array

    used_range = Thing("Range", Row=1, Rows=Thing("Rows", Count=used or len(rows)))
    sheet = Thing("Worksheet", Rows=Thing("Rows", Count=sheet_rows), UsedRange=used_range)
    count = sheet_rows if used else len(rows)
    return Thing(
        "Range", Worksheet=sheet, Rows=Thing("Rows", Count=count), Value2=values(len(rows)),
        Resize=lambda last: Thing("Range", Value2=values(int(last))),
    )  # fmt: skip


def dead() -> None:
    """The server has ended in the middle of a call."""
    raise VBARuntimeError(DEAD, "Automation error: the remote procedure call failed")
