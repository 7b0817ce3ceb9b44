"""The per-user COM server that Excel's macros talk to.

COM starts it (`pythonw -P -B -m ledger_addin.excel.server -Embedding`), one for all workbooks, and
it ends by itself when no workbook needs it. It answers by white-listed names only, opens no port,
keeps no state between calls and writes nothing but its log.
"""

from __future__ import annotations

import logging
import logging.handlers
import os
import sys
import time
from typing import Any

sys.coinit_flags = 2  # one apartment thread; pythoncom reads it when imported
# COM starts it in System32: a path that depends on the current folder is not ours
sys.path[:] = [path for path in sys.path if os.path.isabs(path)]

import pythoncom  # noqa: E402  after coinit_flags
import win32api  # noqa: E402
import win32event  # noqa: E402
import win32process  # noqa: E402
from win32com.server import policy, util  # noqa: E402

from . import places  # noqa: E402
from .identity import CLSID  # noqa: E402

GRACE = 15.0  # seconds that it waits for another client after the last has gone
FIRST_GRACE = 60.0  # seconds that the first client may take
SYNCHRONIZE = 0x100000

log = logging.getLogger("ledger.excel")
live = 0  # connections
owners: dict[int, Any] = {}  # process id of each Excel, and the handle that tells when it ends


class Ledger:
    """What a workbook's macros can call."""

    _public_methods_ = ("Run", "Press", "Attach", "Version", "Pid")

    def __init__(self) -> None:
        global live  # noqa: PLW0603  COM counts connections by the life of these objects
        live += 1

    def __del__(self) -> None:
        global live  # noqa: PLW0603
        live -= 1

    def Run(self, name: str, cells: Any, language: str = "en") -> Any:  # noqa: N802  COM's own style
        """The answer of a cell function: values in, values out; nothing here raises."""
        try:
            from ledger.functions import call  # noqa: PLC0415  so that COM need not wait for it

            from .variants import arriving, leaving  # noqa: PLC0415

            return leaving(call(str(name), *map(arriving, cells), language=language))
        except Exception:
            log.exception("%s failed", name)
            return f"#LEDGER! {_internal(name, language)}"

    def Press(self, name: str, book: Any, language: str = "en") -> str:  # noqa: N802
        """Do what a button says, in the workbook handed over; what was done or why not is shown there."""
        try:
            from .buttons import press  # noqa: PLC0415
            from .objects import workbook  # noqa: PLC0415

            return press(str(name), workbook(book), language)
        except Exception:
            log.exception("%s failed", name)
            return f"#LEDGER! {_internal(name, language)}"

    def Attach(self, window: int, process: int = 0) -> None:  # noqa: N802
        """End when this Excel has ended: one that crashes never says good-bye."""
        process = process or win32process.GetWindowThreadProcessId(window)[1]
        if process and process not in owners:
            owners[process] = win32api.OpenProcess(SYNCHRONIZE, False, process)

    def Version(self) -> str:  # noqa: N802
        """The version of the code that answers."""
        from ledger import __version__  # noqa: PLC0415

        return __version__

    def Pid(self) -> int:  # noqa: N802
        """The process that answers."""
        return os.getpid()


def _internal(name: str, language: str) -> str:
    from ledger.problems import message  # noqa: PLC0415

    return message("internal", found=name).say(language)


class _Policy(policy.DesignatedWrapPolicy):  # pywin32 has no types
    """Makes Ledger objects whatever the registry says."""

    def _CreateInstance_(self, _clsid: Any, interface: Any) -> Any:  # noqa: N802
        return util.wrap(Ledger(), interface)


def serve(grace: float = GRACE) -> None:
    """Answer until no client has been there for a while, or the last Excel has ended."""
    policy.DefaultPolicy = _Policy
    registered = pythoncom.CoRegisterClassObject(
        pythoncom.MakeIID(CLSID),
        pythoncom.MakePyFactory(CLSID),
        pythoncom.CLSCTX_LOCAL_SERVER,
        pythoncom.REGCLS_MULTIPLEUSE | pythoncom.REGCLS_SUSPENDED,
    )
    pythoncom.CoResumeClassObjects()
    until = time.monotonic() + FIRST_GRACE
    while True:
        handles = list(owners.items())
        ended = win32event.MsgWaitForMultipleObjects(
            [handle for _, handle in handles], False, 1000, win32event.QS_ALLEVENTS
        )
        if ended < len(handles):
            del owners[handles[ended][0]]
            if not owners:
                break
        pythoncom.PumpWaitingMessages()
        if live:
            until = time.monotonic() + grace
        elif time.monotonic() > until:
            _suspend()
            pythoncom.PumpWaitingMessages()  # whoever slipped in is counted now
            if not live:
                break
            pythoncom.CoResumeClassObjects()
    pythoncom.CoRevokeClassObject(registered)


def _suspend() -> None:
    import ctypes  # noqa: PLC0415  pywin32 lacks this one call

    ctypes.oledll.ole32.CoSuspendClassObjects()  # Windows only


def keep_log() -> None:
    """Write what goes wrong into the log; half a megabyte at most."""
    places.data_folder().mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        places.log_file(), maxBytes=256 * 1024, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)


if __name__ == "__main__":
    keep_log()
    try:
        serve(float(sys.argv[sys.argv.index("--grace") + 1]) if "--grace" in sys.argv else GRACE)
    except Exception:
        log.exception("the server ended")
        raise
