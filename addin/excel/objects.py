"""The workbook that a macro hands over, as xlwings' object model."""

from __future__ import annotations

from typing import Any


def workbook(dispatch: Any) -> Any:
    """An xlwings Book of the workbook itself, not of whichever is active."""
    import win32com.client  # noqa: PLC0415  only Windows has it
    from win32com.client import gencache  # noqa: PLC0415

    # importing xlwings would have it generate modules for all of Excel in the user's temporary folder
    gencache.is_readonly = True
    import xlwings  # noqa: PLC0415  takes a while, and cells do not need it
    from xlwings import _xlwindows  # noqa: PLC0415

    _stay_quiet(_xlwindows)
    return xlwings.Book(impl=_xlwindows.Book(xl=win32com.client.Dispatch(dispatch)))


def _stay_quiet(_xlwindows: Any) -> None:
    """xlwings ends Excel processes that it cannot see when Python exits; they may be the user's."""
    import atexit  # noqa: PLC0415

    atexit.unregister(_xlwindows.cleanup)
