"""`ledger install`, `uninstall` and `doctor`: the add-ins' own code, called where it can run."""

from __future__ import annotations

import sys

from . import CANNOT, FINE, PROBLEMS, words
from .places import Refused, refused
from .showing import Screen


def install(calc: bool, trust: bool, screen: Screen) -> int:
    """Put the buttons and functions into the user's own Excel or LibreOffice."""
    if calc:
        return _calc("install", screen)
    _windows()
    from ledger_addin.excel import installing  # noqa: PLC0415  only Windows needs it

    for said in installing.install(trust):
        screen.say(said)
    return FINE


def uninstall(calc: bool, screen: Screen) -> int:
    """Take them out again."""
    if calc:
        return _calc("uninstall", screen)
    _windows()
    from ledger_addin.excel import installing  # noqa: PLC0415  only Windows needs it

    for said in installing.uninstall():
        screen.say(said)
    return FINE


def doctor(as_json: bool, screen: Screen) -> int:
    """What is right and wrong with the installation."""
    from ledger_addin.excel import doctor as examination  # noqa: PLC0415

    findings = examination.examine()
    if as_json:
        print(examination.as_json(findings, screen.language))
    else:
        screen.say(examination.text(findings, screen.language))
    return FINE if examination.healthy(findings) else PROBLEMS


def _windows() -> None:
    if sys.platform != "win32":
        raise refused(words.ONLY_WINDOWS)


def _calc(what: str, screen: Screen) -> int:
    from ledger_addin.calc import installation  # noqa: PLC0415

    try:
        screen.say(getattr(installation, what)())
    except installation.InstallationError as wrong:
        raise Refused(wrong.said) from wrong
    return FINE


__all__ = ["CANNOT", "doctor", "install", "uninstall"]
