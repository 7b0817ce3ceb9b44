"""The options of the command line: each said once, in the user's language, whichever command has it.

The one rule: what is typed is read as a cell would be, and what cannot be read says what would be right.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from ..language import LANGUAGES, Text
from . import words

Decorator = Callable[[Any], Any]
Callback = Callable[[click.Context, click.Parameter, "str | None"], Any]
DAY = "YYYY-MM-DD"


def options(language: str) -> dict[str, Decorator]:
    """Every option and argument, by the name that commands know it by."""
    day, amount = _day(language), _amount(language)

    def option(*names: str, says: Text, **more: Any) -> Decorator:
        return click.option(*names, help=says.say(language), **more)

    return {
        "files": click.argument("files", nargs=-1, required=True, type=click.Path()),
        "file": click.argument("file", type=click.Path()),
        "new_file": click.argument("file", required=False, type=click.Path()),
        "folder": click.argument("folder", required=False, type=click.Path()),
        "language": option("-l", "--language", type=click.Choice(LANGUAGES), says=words.LANGUAGE),
        "as_of": option("--as-of", metavar=DAY, callback=day, says=words.AS_OF),
        "as_json": option("--json", "as_json", is_flag=True, says=words.JSON),
        "everything": option("--all", "everything", is_flag=True, says=words.ALL),
        "even_if_open": option("--even-if-open", is_flag=True, says=words.EVEN_IF_OPEN),
        "into": option("--into", type=click.Path(), says=words.INTO),
        "dry_run": option("--dry-run", is_flag=True, says=words.DRY_RUN),
        "customers": option("--customer", "customers", multiple=True, says=words.CUSTOMER),
        "contracts": option("--contract", "contracts", multiple=True, says=words.CONTRACT),
        "since": option("--since", metavar=DAY, callback=day, says=words.SINCE),
        "form": option("--form", type=click.Choice(("g702", "request")), says=words.FORM),
        "basis": option("--basis", type=click.Choice(("contract", "statutory", "lpr")), says=words.BASIS),
        "order": option(
            "--order", type=click.Choice(("principal first", "interest first")), says=words.ORDER
        ),
        "template": option("--template", callback=_document, says=words.TEMPLATE),
        "kind": option("--kind", says=words.KIND),
        "instalments": option("--instalments", type=click.IntRange(2, 60), says=words.INSTALMENTS),
        "down": option("--down", callback=amount, says=words.DOWN),
        "first_on": option("--first-on", metavar=DAY, callback=day, says=words.FIRST_ON),
        "days": option("--days", type=click.IntRange(1, 366), says=words.DAYS_TO_ANSWER),
        "calc": option("--calc", is_flag=True, says=words.CALC),
        "trust": option("--trust", is_flag=True, says=words.TRUST),
        "help": click.help_option("-h", "--help", help=words.HELP.say(language)),
    }


def _day(language: str) -> Callback:
    """A reader of a day; `today` is the clock's."""

    def read(ctx: click.Context, param: click.Parameter, said: str | None) -> Any:
        from datetime import date  # noqa: PLC0415

        return date.today() if said == "today" else _cell("to_date", words.BAD_DAY, language, said)

    return read


def _amount(language: str) -> Callback:
    """A reader of an amount."""
    return lambda ctx, param, said: _cell("to_amount", words.BAD_AMOUNT, language, said)


def _cell(reader: str, bad: Text, language: str, said: str | None) -> Any:
    if said is None:
        return None
    from ..problems import found  # noqa: PLC0415
    from ..tables import cells  # noqa: PLC0415

    try:
        return getattr(cells, reader)(said)
    except cells.Unreadable:
        raise click.BadParameter(bad.say(language, found=found(said))) from None


def _document(ctx: click.Context, param: click.Parameter, path: str | None) -> bytes | None:
    """The bytes of a file that is named."""
    if path is None:
        return None
    from .places import refused  # noqa: PLC0415

    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise refused(words.NO_TEMPLATE_FILE, path=path, error=error.strerror) from error
