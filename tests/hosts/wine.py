"""Windows programs under Wine, in a Windows of their own that ends with the test.

The one rule: every wait has an end, and what was started here ends here. stdout and stderr are pipes,
because Wine 8 gives a Windows Python no file to print to, and they are read until the program ends, not until
the last process that inherited them does. Timings under Wine say nothing about Windows.

    with Wine() as wine:
        print(wine.python("import sys; print(sys.version)").stdout)
"""

from __future__ import annotations

import ctypes
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from tests import tools

LIMIT = 60.0
_libc = ctypes.CDLL(None)


class WineFailed(Exception):
    """A Windows program failed or did not end in time."""


class Wine:
    """A Wine prefix of its own; `with Wine() as wine`."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    def __enter__(self) -> Wine:
        self._folder = Path(tempfile.mkdtemp(prefix="ledger-wine-"))
        try:
            _copy(tools.windows_python().prefix, self.prefix)
            # it lingers between calls, which saves 3 s each, and goes by itself should this process be killed
            subprocess.run(["wineserver", "-p60"], env=self._environment({}), check=True, timeout=LIMIT)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._folder is None:
            return
        try:
            for order in ("-k", "-w"):  # kill all of this prefix, wait for the end of the server
                subprocess.run(["wineserver", order], env=self._environment({}), check=False, timeout=LIMIT)
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    @property
    def prefix(self) -> Path:
        if self._folder is None:
            raise WineFailed("Wine was not started: use `with Wine() as wine`")
        return self._folder / "prefix"

    def python(self, code: str | Path, *args: str, **how: object) -> subprocess.CompletedProcess[str]:
        """Runs a script (a Path) or a text of code in the Windows Python; see `run`."""
        what = [windows_path(code)] if isinstance(code, Path) else ["-c", code]
        return self.run(str(tools.windows_python().python), "-B", *what, *args, **how)

    def run(
        self,
        program: str,
        *args: str,
        limit: float = LIMIT,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        check: bool = True,
    ) -> subprocess.CompletedProcess[str]:
        """Runs a Windows program: a Linux path, or the name of one of Windows' own."""
        command = ["wine", program, *args]
        with subprocess.Popen(
            command,
            env=self._environment(env or {}),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=_die_with_parent,  # noqa: PLW1509
        ) as process:
            try:
                out, err = _read(process, time.monotonic() + limit)
            except BaseException:
                process.kill()
                raise
        done = subprocess.CompletedProcess(command, process.returncode, out, err)
        if check and done.returncode:
            raise WineFailed(f"{program} ended with code {done.returncode}:\n{out}{err}")
        return done

    def _environment(self, extra: Mapping[str, str]) -> dict[str, str]:
        ours = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "WINE"))}
        wine = {"WINEPREFIX": str(self.prefix), "WINEDEBUG": "-all", "DISPLAY": "", "LC_ALL": "C.UTF-8"}
        no_menus = {"WINEDLLOVERRIDES": "winemenubuilder.exe=d"}  # in the developer's own desktop
        return {**ours, **wine, **no_menus, "PYTHONUTF8": "1", **extra}


def windows_path(path: Path) -> str:
    """A Linux path as programs under Wine name it."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


def _copy(template: Path, prefix: Path) -> None:
    """Windows' 700 MB of programs as links, the registry as a copy."""
    shutil.copytree(template, prefix, symlinks=True, copy_function=_link)
    for registry in template.glob("*.reg"):
        (prefix / registry.name).unlink()
        shutil.copy2(registry, prefix / registry.name)


def _link(source: str, target: str) -> None:
    os.symlink(source, target)


def _read(process: subprocess.Popen[bytes], deadline: float) -> tuple[str, str]:
    assert process.stdout is not None
    assert process.stderr is not None
    texts = {process.stdout.fileno(): bytearray(), process.stderr.fileno(): bytearray()}
    waiting = list(texts)
    ended = False
    while True:
        ready = select.select(waiting, [], [], 0 if ended else 0.02)[0]
        for number in ready:
            piece = os.read(number, 65536)
            texts[number] += piece
            if not piece:
                waiting.remove(number)
        if ended and not ready:
            break
        ended = process.poll() is not None  # what it wrote is in the pipe by now: once more round
        if time.monotonic() > deadline:
            said = b"".join(texts.values()).decode(errors="replace")
            raise WineFailed(f"{process.args!r} did not end in time:\n{said}")
    out, err = (text.decode(errors="replace").replace("\r\n", "\n") for text in texts.values())
    return out, err


def _die_with_parent() -> None:
    _libc.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
