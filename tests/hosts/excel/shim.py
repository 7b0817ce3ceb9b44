"""xlwings' own Windows code on any system: what it takes from pywin32 is stood in for, and nothing else.

Decorators, conversion, the server class and the object model are xlwings' own. The answers were compared with
those of real pywin32 under Wine.
"""

# ruff: noqa: N802  the names are Excel's and COM's

from __future__ import annotations

import ctypes
import datetime as dt
import sys
import types
from typing import Any

RANGE = "{00020846-0000-0000-C000-000000000046}"


class ComError(Exception):
    """pywintypes.com_error."""

    def __init__(
        self, hresult: int = 0, strerror: str = "", excepinfo: Any = None, argerror: Any = None
    ) -> None:
        super().__init__(hresult, strerror, excepinfo, argerror)
        self.hresult, self.strerror, self.excepinfo, self.argerror = hresult, strerror, excepinfo, argerror


ComError.__name__ = "com_error"


class ComTime(dt.datetime):
    """What pywin32 makes of a VT_DATE."""


class Dispatched:
    """win32com.client.dynamic.CDispatch."""


class _Anything:
    """What xlwings mentions when it is imported and uses only with a real Excel."""

    def __getattr__(self, name: str) -> Any:
        return _Anything()

    def __call__(self, *_: Any, **__: Any) -> Any:
        return _Anything()


class _Wrapped:
    def __init__(self, inner: Any) -> None:
        self.inner = inner


def _unwrap(value: Any) -> Any:
    if isinstance(value, _Wrapped):
        return value.inner
    raise ComError(-2147467259)


def install() -> Any:
    """xlwings as it is on Windows."""
    if "xlwings" in sys.modules and getattr(sys.modules["xlwings"], "has_pywin32", False):
        return sys.modules["xlwings"]
    for name in [name for name in sys.modules if name.split(".")[0] == "xlwings"]:
        del sys.modules[name]
    import asyncio  # noqa: F401  these must see the real platform
    import locale  # noqa: F401
    import subprocess  # noqa: F401

    _pywin32()
    platform = sys.platform
    kept = {name: getattr(ctypes, name, None) for name in ("oledll", "windll", "PyDLL")}
    ctypes.oledll = ctypes.windll = _Anything()
    ctypes.PyDLL = lambda *_: _Anything()
    sys.platform = "win32"
    try:
        import xlwings
        import xlwings.com_server
        import xlwings.udfs
        from xlwings import _xlwindows  # noqa: F401
    finally:
        sys.platform = platform
        for name, value in kept.items():
            if value is None:
                delattr(ctypes, name)
            else:
                setattr(ctypes, name, value)
    return xlwings


def _module(name: str, **members: Any) -> None:
    module = types.ModuleType(name)
    module.__dict__.update(members, __file__=f"<{name}>")
    sys.modules[name] = module
    parent, _, leaf = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], leaf, module)


def _pywin32() -> None:
    dispatch = "{00020400-0000-0000-C000-000000000046}"
    _module(
        "pywintypes", com_error=ComError, error=ComError, TimeType=ComTime, datetime=ComTime, IID=str,
        Time=lambda when: when,
    )  # fmt: skip
    _module(
        "pythoncom", com_error=ComError, ole_error=ComError, IID_IDispatch=dispatch, IID_IEnumVARIANT="",
        TypeIIDs={dispatch: Dispatched}, CoInitialize=lambda: None, CoUninitialize=lambda: None,
        CLSCTX_LOCAL_SERVER=4, REGCLS_MULTIPLEUSE=1, REGCLS_SUSPENDED=4, Empty=None, Missing=None,
    )  # fmt: skip
    for name in ("win32api", "win32con", "win32event", "win32gui", "win32process"):
        _module(name, error=ComError)
    sys.modules["win32process"].GetWindowThreadProcessId = lambda _: (0, 0)
    _module("win32timezone", TimeZoneInfo=types.SimpleNamespace(utc=lambda: dt.timezone.utc))
    _module("win32com")
    _module("win32com.server")
    _module("win32com.server.util", wrap=lambda inner, _=None: _Wrapped(inner), unwrap=_unwrap)
    _module("win32com.server.dispatcher")
    _module("win32com.server.policy", DefaultPolicy=object, DesignatedWrapPolicy=object)
    _module("win32com.server.exception", COMException=ComError)
    _module(
        "win32com.client", Dispatch=lambda inner, *_, **__: inner, CDispatch=Dispatched,
        DispatchBaseClass=type("DispatchBaseClass", (), {}),
        CoClassBaseClass=type("CoClassBaseClass", (), {}),
        DispatchEx=_Anything(), gencache=_Anything(), VARIANT=_Anything(),
    )  # fmt: skip
    _module("win32com.client.dynamic", CDispatch=Dispatched)


class _RangeInfo:
    def GetTypeInfo(self) -> Any:
        return types.SimpleNamespace(GetTypeAttr=lambda: types.SimpleNamespace(iid=RANGE))


class CellRange(Dispatched):
    """A Range as Excel hands it to a function: one value, or rows of values."""

    def __init__(self, value: Any, address: str = "$A$1") -> None:
        self._oleobj_ = _RangeInfo()
        self.Value, self.Address, self.Row, self.Column = value, address, 1, 1
        rows = len(value) if isinstance(value, tuple) else 1
        columns = len(value[0]) if isinstance(value, tuple) else 1
        self.Rows, self.Columns = types.SimpleNamespace(Count=rows), types.SimpleNamespace(Count=columns)
        self.Count = rows * columns
        app = types.SimpleNamespace(Hwnd=0, Name="Microsoft Excel", Version="16.0")
        book = types.SimpleNamespace(Name="Book1.xlsm", Application=app)
        self.Worksheet = types.SimpleNamespace(Name="Sheet1", Parent=book)


def call(module: str, function: str, *arguments: Any) -> Any:
    """What XLPy.CallUDF(module, function, Array(arguments...)) gives the macro that calls it."""
    from xlwings.com_server import XLPython

    return _received(XLPython().CallUDF(module, function, tuple(arguments), None, None))


def _received(value: Any) -> Any:
    if isinstance(value, tuple):  # pywin32 takes a tuple for a value and its by-reference arguments
        value = value[0] if value else None
    return _cells(value)


def _cells(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return tuple(map(_cells, value))
    return value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value
