"""The command line: the third host. It reads workbooks and writes beside them, never into them.

The one rule: nothing heavy is imported before a command needs it, so `ledger --help` answers at once. Exit 0
fine, 1 problems in the data, 2 cannot work.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from ..language import EN, LANGUAGES, ZH, Text
from . import words

if TYPE_CHECKING:
    from datetime import date

    from .showing import Screen

FINE, PROBLEMS, CANNOT = 0, 1, 2
STOPPED = 130  # by the keyboard
MODERN_WINDOWS_CHINESE = 0x04


def main() -> None:
    """The program `ledger`."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """One command; answers its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a letter shows ?, and goes on
    language = asked_language(arguments) or spoken_language()
    try:
        answer = program(language).main(arguments, prog_name="ledger", standalone_mode=False)
        return int(answer or FINE)
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        return STOPPED
    except BrokenPipeError:  # whoever read our output has enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  flushed at exit
        return FINE
    except Exception as error:
        return failed(error, language, "--debug" in arguments)


def failed(error: Exception, language: str, debug: bool) -> int:
    """Say why it cannot be done; a bug of ours shows where it is only when asked."""
    from ..workbook import WorkbookError  # noqa: PLC0415
    from .places import Refused  # noqa: PLC0415

    if isinstance(error, WorkbookError):
        click.echo(error.say(language), err=True)
    elif isinstance(error, Refused):
        click.echo(error.said.say(language), err=True)
    else:
        if debug:
            import traceback  # noqa: PLC0415

            traceback.print_exception(error)
        click.echo(words.INTERNAL.say(language, error=f"{type(error).__name__}: {error}"), err=True)
    return CANNOT


def asked_language(arguments: list[str]) -> str:
    """The language named on the command line, for the help that is made before anything is parsed."""
    for at, word in enumerate(arguments):
        said = word.partition("=")[2] if word.startswith("--language=") else ""
        if word in ("--language", "-l"):
            said = arguments[at + 1] if at + 1 < len(arguments) else ""
        if said in LANGUAGES:
            return said
    return ""


def spoken_language() -> str:
    """The language of this computer."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return ZH if os.environ[name].lower().startswith("zh") else EN
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == MODERN_WINDOWS_CHINESE:
            return ZH
    return EN


class Speaking:
    """Help whose headings are in the user's language."""

    language = EN

    def get_help(self, ctx: click.Context) -> str:
        said: str = super().get_help(ctx)  # type: ignore[misc]  # click.Command's, beside which this stands
        if self.language == ZH:
            for english, chinese in words.HEADINGS.items():
                said = said.replace(english, chinese, 1)
        return said


class SpeakingCommand(Speaking, click.Command):
    """A command with help in the user's language."""


class SpeakingGroup(Speaking, click.Group):
    """The program with help in the user's language."""


def program(language: str) -> Any:
    """The program, its help in one language."""

    def said(text: Text) -> str:
        return text.say(language)

    def speaking(kind: Any) -> Any:
        return type(kind.__name__, (kind,), {"language": language})

    def help_option(command: Any) -> Any:
        return click.help_option("-h", "--help", help=said(words.HELP))(command)

    speech = click.option("-l", "--language", type=click.Choice(LANGUAGES), help=said(words.LANGUAGE))
    day = click.option("--as-of", metavar="YYYY-MM-DD", callback=_day(language), help=said(words.AS_OF))
    as_json = click.option("--json", "as_json", is_flag=True, help=said(words.JSON))
    even_if_open = click.option("--even-if-open", is_flag=True, help=said(words.EVEN_IF_OPEN))
    for_calc = click.option("--calc", is_flag=True, help=said(words.CALC))
    book = click.argument("file", type=click.Path())
    into = click.option("--into", type=click.Path(), help=said(words.INTO))
    dry_run = click.option("--dry-run", is_flag=True, help=said(words.DRY_RUN))
    customers = click.option("--customer", "customers", multiple=True, help=said(words.CUSTOMER))
    contracts = click.option("--contract", "contracts", multiple=True, help=said(words.CONTRACT))
    form = click.option("--form", type=click.Choice(("g702", "request")), help=said(words.FORM))
    basis = click.option(
        "--basis", type=click.Choice(("contract", "statutory", "lpr")), help=said(words.BASIS)
    )
    order = click.option(
        "--order", type=click.Choice(("principal first", "interest first")), help=said(words.ORDER)
    )
    since = click.option("--since", metavar="YYYY-MM-DD", callback=_day(language), help=said(words.SINCE))

    @click.group(cls=speaking(SpeakingGroup), help=said(words.LEDGER), no_args_is_help=True)
    @click.option("--debug", is_flag=True, help=said(words.DEBUG))
    @click.version_option(package_name="milestone-ledger", message="%(version)s", help=said(words.VERSION))
    @help_option
    def group(debug: bool) -> None:
        pass

    def command(name: str, text: Text, *options: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def made(work: Callable[..., int]) -> Any:
            for option in reversed((*options, speech, help_option)):
                work = option(work)
            return group.command(name, cls=speaking(SpeakingCommand), help=said(text))(work)

        return made

    @command("demo", words.DEMO, click.argument("folder", required=False, type=click.Path()))
    def demo(folder: str | None, language: str | None) -> int:
        from .demo import demo as shown  # noqa: PLC0415

        return shown(folder, _screen(language))

    @command("new", words.NEW, click.argument("file", required=False, type=click.Path()))
    def new(file: str | None, language: str | None) -> int:
        from .demo import new as made  # noqa: PLC0415

        return made(file, _screen(language))

    @command(
        "check",
        words.CHECK,
        click.argument("files", nargs=-1, required=True, type=click.Path()),
        day,
        as_json,
        click.option("--all", "everything", is_flag=True, help=said(words.ALL)),
        even_if_open,
    )
    def check(
        files: tuple[str, ...],
        as_of: date | None,
        as_json: bool,
        everything: bool,
        even_if_open: bool,
        language: str | None,
    ) -> int:
        from .check import check as checked  # noqa: PLC0415

        return checked(files, as_of, language, as_json, everything, even_if_open)

    def drafts(name: str, text: Text, *options: Callable[[Any], Any], does: str = "") -> None:
        """A command that drafts documents for one workbook; its own options are the choices of the button."""

        @command(name, text, book, *options, day, into, dry_run, as_json, even_if_open)
        def work(
            file: str,
            as_of: date | None,
            into: str | None,
            dry_run: bool,
            as_json: bool,
            even_if_open: bool,
            language: str | None,
            **choices: Any,
        ) -> int:
            from .drafts import Asked, draft  # noqa: PLC0415
            from .remind import remind  # noqa: PLC0415

            asked = Asked(file, as_of, into, language, as_json, even_if_open, dry_run)
            chosen: dict[str, Any] = {name: value or None for name, value in choices.items()}
            return draft(does, asked, **chosen) if does else remind(asked, **chosen)

    drafts("remind", words.REMIND, customers)
    drafts("application", words.APPLICATION, contracts, customers, form, does="application")
    drafts("interest", words.INTEREST, contracts, customers, basis, order, does="interest")
    drafts("clocks", words.CLOCKS, does="clocks")
    drafts("statement", words.STATEMENT, customers, since, does="statement")

    @command(
        "install", words.INSTALL, for_calc, click.option("--trust", is_flag=True, help=said(words.TRUST))
    )
    def install(calc: bool, trust: bool, language: str | None) -> int:
        from .installing import install as put_in  # noqa: PLC0415

        return put_in(calc, trust, _screen(language))

    @command("uninstall", words.UNINSTALL, for_calc)
    def uninstall(calc: bool, language: str | None) -> int:
        from .installing import uninstall as taken_out  # noqa: PLC0415

        return taken_out(calc, _screen(language))

    @command("doctor", words.DOCTOR, as_json)
    def doctor(as_json: bool, language: str | None) -> int:
        from .installing import doctor as examined  # noqa: PLC0415

        return examined(as_json, _screen(language))

    return group


def _day(language: str) -> Callable[[click.Context, click.Parameter, str | None], date | None]:
    """A reader of the day asked about, as a cell would be read."""

    def read(ctx: click.Context, param: click.Parameter, said: str | None) -> date | None:
        if said is None:
            return None
        from datetime import date  # noqa: PLC0415

        from ..problems import found  # noqa: PLC0415
        from ..tables.cells import Unreadable, to_date  # noqa: PLC0415

        if said == "today":
            return date.today()
        try:
            return to_date(said)
        except Unreadable:
            raise click.BadParameter(words.BAD_DAY.say(language, found=found(said))) from None

    return read


def _screen(language: str | None) -> Screen:
    from .showing import Screen  # noqa: PLC0415

    return Screen(language or spoken_language())
