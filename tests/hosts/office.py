"""A private LibreOffice: started, driven and ended, whatever happens to it.

The one rule: every wait has an end, and what was started here ends here. UNO is bound to the system's Python,
which need not be the tests' own, so what talks to LibreOffice is a driver: a file named `*_driver.py` with
functions `name(office, *args)` that runs over there (see uno_driver.py); arguments and answers are JSON.

    with Office(extensions=[oxt]) as office:
        answer = office.run(Path(__file__).with_name("billing_driver.py"), "amounts", str(book))
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from tests import tools

UNO_DRIVER = Path(__file__).with_name("uno_driver.py")
START_AGAIN = (79, 81)  # soffice.bin's exit codes for: profile or extensions are new, start me once more
LIMIT = 50.0  # seconds for any one wait, so that a dead or hung office is known within a minute

_libc = ctypes.CDLL(None)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Linguistic/General">
<prop oor:name="UILocale" oor:op="fuse"><value>{language}</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{language}</value></prop></item>
</oor:items>
"""


class OfficeFailed(Exception):
    """LibreOffice died, hung, or a driver raised in it."""


class Office:
    """One LibreOffice with a profile of its own; `with Office() as office`."""

    def __init__(
        self,
        extensions: Sequence[Path] = (),
        language: str = "en-US",
        display: str | None = None,  # an X display such as ":99" for menus and the mouse; none is headless
        limit: float = LIMIT,
    ) -> None:
        self._extensions = extensions
        self._language = language
        self._display = display
        self._limit = limit
        self._folder: Path | None = None
        self._pipe = ""
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Office:
        self._folder = Path(tempfile.mkdtemp(prefix="ledger-office-"))
        try:
            settings = self._folder / "profile" / "user" / "registrymodifications.xcu"
            settings.parent.mkdir(parents=True)
            settings.write_text(_SETTINGS.format(language=self._language), encoding="utf-8")
            self._start()
            if self._extensions:
                self.run(UNO_DRIVER, "install", *[Path(path).resolve().as_uri() for path in self._extensions])
                self._stop()
                self._start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._stop()
        finally:
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
                self._folder = None

    def run(self, driver: Path, function: str, *args: Any, limit: float | None = None) -> Any:
        """What `function(office, *args)` of the driver file answers; OfficeFailed if it does not, in time."""
        office = self._alive()
        deadline = time.monotonic() + (limit or self._limit)
        with self._driver(driver, function) as client:
            try:
                answer, said = self._answer(client, json.dumps(args).encode(), deadline)
            except BaseException as error:
                client.kill()
                self.kill()  # whatever it was doing, it cannot be trusted with the next test
                if isinstance(error, subprocess.TimeoutExpired):
                    raise OfficeFailed(
                        f"{driver.name} {function}: no answer, LibreOffice was killed"
                    ) from None
                raise
        if client.returncode:
            ended = f" (LibreOffice ended with code {office.returncode})" if office.poll() is not None else ""
            raise OfficeFailed(f"{driver.name} {function}{ended}:\n{said.decode(errors='replace')}")
        return json.loads(answer)

    def _answer(
        self, client: subprocess.Popen[bytes], question: bytes, deadline: float
    ) -> tuple[bytes, bytes]:
        """What the driver said; TimeoutExpired at the deadline, or soon after the office's death."""
        dead = False
        text: bytes | None = question
        while True:
            try:
                return client.communicate(text, timeout=0.5)
            except subprocess.TimeoutExpired:
                text = None  # it is on its way
                if dead or time.monotonic() > deadline:
                    raise
                dead = self.process is None or self.process.poll() is not None

    def kill(self) -> None:
        """End it at once, with all that it started."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)

    def _alive(self) -> subprocess.Popen[bytes]:
        if self.process is None:
            raise OfficeFailed("LibreOffice was not started: use `with Office() as office`")
        if self.process.poll() is not None:
            raise OfficeFailed(f"LibreOffice has ended with code {self.process.returncode}")
        return self.process

    def _start(self) -> None:
        self._pipe = "ledger" + uuid.uuid4().hex
        deadline = time.monotonic() + self._limit
        self._spawn()
        with self._driver(UNO_DRIVER, "ping") as client:
            try:
                client.stdin.write(b"[]")  # it is a pipe
                client.stdin.close()
                while client.poll() is None:
                    assert self.process is not None
                    if self.process.poll() in START_AGAIN:
                        self._spawn()
                    self._alive()
                    if time.monotonic() > deadline:
                        raise OfficeFailed(f"LibreOffice did not answer within {self._limit} s of its start")
                    time.sleep(0.02)
            except BaseException:
                client.kill()
                self.kill()
                raise
            if client.returncode:
                self.kill()
                raise OfficeFailed(client.stderr.read().decode(errors="replace"))

    def _spawn(self) -> None:
        assert self._folder is not None
        command = [
            *(str(tools.soffice()), f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"),
            *(f"--accept=pipe,name={self._pipe};urp;StarOffice.ComponentContext", "--norestore", "--nologo"),
            *("--nodefault", "--nofirststartwizard", "--nolockcheck"),
            *(() if self._display else ("--headless",)),
        ]
        extra = {"DISPLAY": self._display} if self._display else {}
        with (self._folder / "office.log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                env=_environment(extra),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509  # an orphan once burned a core for 25 minutes
            )

    def _driver(self, driver: Path, function: str) -> subprocess.Popen[bytes]:
        command = [
            tools.uno_python(),
            "-B",
            "-E",
            "-s",
            UNO_DRIVER,
            self._pipe,
            Path(driver).resolve(),
            function,
        ]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=_environment({}), stdin=pipe, stdout=pipe, stderr=pipe)

    def _stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            try:
                self.run(UNO_DRIVER, "terminate", limit=15)
                self.process.wait(15)
            except (OfficeFailed, subprocess.TimeoutExpired):
                pass  # it is killed all the same
            self.kill()
        self.process = None


def render(document: Path, folder: Path, office: Office | None = None, dpi: int = 80) -> list[Path]:
    """The pages of a document as PNG files in `folder`, in order, as LibreOffice prints them."""
    if office is None:
        with Office() as own:
            return render(document, folder, own, dpi)
    folder.mkdir(parents=True, exist_ok=True)
    pdf = folder / f"{document.stem}.pdf"
    office.run(UNO_DRIVER, "export_pdf", document.resolve().as_uri(), pdf.resolve().as_uri())
    pages = folder / document.stem
    subprocess.run(["pdftoppm", "-png", "-r", str(dpi), pdf, pages], check=True, timeout=LIMIT)
    return sorted(folder.glob(f"{document.stem}-*.png"))


# A developer's desktop lends the first three to LibreOffice; by the others, and by a virtual environment's
# folder on the path, the Python inside LibreOffice finds another Python's library and breaks.
NOT_OURS = {"DISPLAY", "WAYLAND_DISPLAY", "LANGUAGE", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Ours, with the system's own programs and nothing of the Python that runs the tests."""
    ours = {key: value for key, value in os.environ.items() if key not in NOT_OURS}
    return {
        **ours,
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "LC_ALL": "C.UTF-8",
        **extra,
    }


def _die_with_parent() -> None:
    _libc.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
