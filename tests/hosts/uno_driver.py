"""Runs a driver's function in a Python that has UNO: uno_driver.py PIPE FILE FUNCTION, arguments on stdin.

Started by office.py, never imported by a test. The answer goes to stdout as JSON; what a driver prints goes
to stderr, which the test sees when the driver fails. The functions below are those office.py needs itself.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.task import XInteractionHandler
from com.sun.star.ucb import XCommandEnvironment


def properties(**values: Any) -> tuple[PropertyValue, ...]:
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


class Connection:
    """What a driver's function gets first. What is opened through it is closed after the run."""

    def __init__(self, pipe: str) -> None:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        while True:  # the parent process sets the limit
            try:
                self.context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except NoConnectException:
                time.sleep(0.05)
        self.desktop = self.service("com.sun.star.frame.Desktop")
        self._documents: list[Any] = []

    def service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def open(self, url: str, **options: Any) -> Any:
        """A document by path or URL, hidden unless told otherwise."""
        url = url if ":" in url else Path(url).resolve().as_uri()
        document = self.desktop.loadComponentFromURL(
            url, "_blank", 0, properties(**{"Hidden": True, **options})
        )
        if document is None:
            raise RuntimeError(f"LibreOffice could not open {url}")
        self._documents.append(document)
        return document

    def new(self, kind: str = "scalc") -> Any:
        return self.open(f"private:factory/{kind}")

    def save(self, document: Any, url: str, filter_name: str) -> None:
        url = url if ":" in url else Path(url).resolve().as_uri()
        document.storeToURL(url, properties(FilterName=filter_name))

    def close_all(self) -> None:
        for document in self._documents:
            document.close(True)


def ping(office: Connection) -> None:
    pass


def terminate(office: Connection) -> None:
    office.desktop.terminate()


def evaluate(office: Connection, *formulas: str) -> list[Any]:
    """The values of formulas, in English, each in a cell of column A of a new sheet."""
    sheet = office.new().Sheets[0]
    for row, formula in enumerate(formulas):
        sheet[row, 0].Formula = formula
    return [sheet[row, 0].DataArray[0][0] for row in range(len(formulas))]


def export_pdf(office: Connection, source: str, target: str) -> None:
    document = office.open(source)
    kind = "writer" if document.supportsService("com.sun.star.text.TextDocument") else "calc"
    office.save(document, target, f"{kind}_pdf_Export")


class _Agree(unohelper.Base, XInteractionHandler):
    def handle(self, request: Any) -> None:
        for choice in request.getContinuations():
            approve = choice.queryInterface(uno.getTypeByName("com.sun.star.task.XInteractionApprove"))
            if approve:
                approve.select()
                return


class _Environment(unohelper.Base, XCommandEnvironment):
    def getInteractionHandler(self) -> _Agree:  # noqa: N802  # UNO's name
        return _Agree()

    def getProgressHandler(self) -> None:  # noqa: N802
        return None


def install(office: Connection, *extensions: str) -> None:
    """Adds extensions for this user, not by unopkg, which refuses to work for root."""
    manager = office.context.getByName("/singletons/com.sun.star.deployment.ExtensionManager")
    for url in extensions:
        manager.addExtension(url, (), "user", manager.createAbortChannel(), _Environment())


def _function(file: str, name: str) -> Any:
    if Path(file) == Path(__file__).resolve():
        return globals()[name]
    sys.path.insert(0, str(Path(file).parent))
    spec = importlib.util.spec_from_file_location(Path(file).stem, file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, name)


if __name__ == "__main__":
    stdout, sys.stdout = sys.stdout, sys.stderr
    pipe, file, name = sys.argv[1:]
    call = _function(file, name)
    args = json.load(sys.stdin)
    office = Connection(pipe)
    try:
        result = call(office, *args)
    finally:
        if name != "terminate":
            office.close_all()
    json.dump(result, stdout)
    stdout.flush()
    os._exit(0)  # UNO's threads can hang Python's own exit once the office is gone
