"""Runs in Windows' Python: the Excel in memory behind real COM.

    press_driver.py ROOT FOLDER BUTTON...    each button in the workbook of test_buttons; one line of JSON

The server is a process of its own: it reaches this workbook as it would reach Excel's. A message box is not
shown: Wine gives a server that COM has started no desktop.
"""

import json
import sys

ROOT, FOLDER, *BUTTONS = sys.argv[1:]
sys.path[:0] = [ROOT]
sys.coinit_flags = 2

import pythoncom  # noqa: E402
import win32com.client  # noqa: E402
import winerror  # noqa: E402
from win32com.server import util  # noqa: E402
from win32com.server.exception import COMException  # noqa: E402
from win32com.server.policy import DynamicPolicy  # noqa: E402

from tests.hosts.excel import memory_excel as memory  # noqa: E402

PLAIN = (str, int, float, bool, type(None), tuple, list)


class Exposed:
    """One object of the memory Excel behind IDispatch."""

    def __init__(self, inner):
        self.inner = inner

    def _dynamic_(self, name, _locale, flags, arguments):
        arguments = [unwrapped(argument) for argument in arguments]
        if name == "_NewEnum":
            return util.NewEnum([wrapped(one) for one in self.inner])
        if name == "_value_":
            return wrapped(self.inner(*arguments) if arguments else str(self.inner))
        if not hasattr(self.inner, name):
            raise COMException(scode=winerror.DISP_E_MEMBERNOTFOUND)
        if flags & (pythoncom.DISPATCH_PROPERTYPUT | pythoncom.DISPATCH_PROPERTYPUTREF):
            setattr(self.inner, name, arguments[0])
            return None
        value = getattr(self.inner, name)
        if callable(value) and not isinstance(value, (memory.Sheets, memory.Collection)):
            if not flags & pythoncom.DISPATCH_METHOD:
                raise COMException(scode=winerror.DISP_E_MEMBERNOTFOUND)
            return wrapped(value(*arguments))
        return wrapped(value(*arguments) if arguments else value)


def wrapped(value):
    if isinstance(value, tuple):
        return [list(row) if isinstance(row, tuple) else row for row in value]
    if isinstance(value, PLAIN):
        return value
    return util.wrap(Exposed(value), usePolicy=DynamicPolicy)


def unwrapped(value):
    try:
        return util.unwrap(value).inner
    except Exception:  # no object of ours
        return value


def main():
    with open(FOLDER + "\\sheets.json", encoding="utf-8") as file:
        sheets = json.load(file)
    book = memory.Workbook(sheets, path=FOLDER)
    server = win32com.client.Dispatch("MilestoneLedger.Server")
    answers = [server.Press(button, wrapped(book), "zh") for button in BUTTONS]
    app = book.Application
    state = [app.ScreenUpdating, app.EnableEvents, app.StatusBar, app.Calculation]
    grids = {sheet.Name: sheet.grid() for sheet in book.Worksheets}
    print(json.dumps({"answers": answers, "state": state, "grids": grids}))


main()
