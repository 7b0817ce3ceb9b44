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
from .options import options

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


# The commands that draft documents, and the choices that each has beside those of all
DRAFTS = (
    ("remind", words.REMIND, ("customers", "template")),
    (
        "letter",
        words.LETTER,
        ("contracts", "kind", "instalments", "down", "first_on", "days", "template"),
    ),
    ("application", words.APPLICATION, ("contracts", "customers", "form")),
    ("interest", words.INTEREST, ("contracts", "customers", "basis", "order")),
    ("evidence", words.EVIDENCE, ("contracts",)),
    ("clocks", words.CLOCKS, ()),
    ("statement", words.STATEMENT, ("customers", "since")),
)


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

    option = options(language)
    shows_help = option["help"]

    @click.group(cls=speaking(SpeakingGroup), help=said(words.LEDGER), no_args_is_help=True)
    @click.option("--debug", is_flag=True, help=said(words.DEBUG))
    @click.version_option(package_name="milestone-ledger", message="%(version)s", help=said(words.VERSION))
    @shows_help
    def group(debug: bool) -> None:
        pass

    def command(name: str, text: Text, *takes: str) -> Callable[[Any], Any]:
        def made(work: Callable[..., int]) -> Any:
            for taken in reversed((*takes, "language", "help")):
                work = option[taken](work)
            return group.command(name, cls=speaking(SpeakingCommand), help=said(text))(work)

        return made

    @command("demo", words.DEMO, "folder")
    def demo(folder: str | None, language: str | None) -> int:
        from .demo import demo as shown  # noqa: PLC0415

        return shown(folder, _screen(language))

    @command("new", words.NEW, "new_file")
    def new(file: str | None, language: str | None) -> int:
        from .demo import new as made  # noqa: PLC0415

        return made(file, _screen(language))

    @command("check", words.CHECK, "files", "as_of", "as_json", "everything", "even_if_open")
    def check(files: tuple[str, ...], language: str | None, **how: Any) -> int:
        from .check import check as checked  # noqa: PLC0415

        return checked(files, language=language, **how)

    for name, text, takes in DRAFTS:
        command(name, text, "file", *takes, "as_of", "into", "dry_run", "as_json", "even_if_open")(
            _drafting(name)
        )

    @command("install", words.INSTALL, "calc", "trust")
    def install(calc: bool, trust: bool, language: str | None) -> int:
        from .installing import install as put_in  # noqa: PLC0415

        return put_in(calc, trust, _screen(language))

    @command("uninstall", words.UNINSTALL, "calc")
    def uninstall(calc: bool, language: str | None) -> int:
        from .installing import uninstall as taken_out  # noqa: PLC0415

        return taken_out(calc, _screen(language))

    @command("doctor", words.DOCTOR, "as_json")
    def doctor(as_json: bool, language: str | None) -> int:
        from .installing import doctor as examined  # noqa: PLC0415

        return examined(as_json, _screen(language))

    return group


def _drafting(name: str) -> Callable[..., int]:
    """A command that drafts documents for one workbook; its own options are the choices of the button."""

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
        chosen = {choice: value for choice, value in choices.items() if value}
        return remind(asked, **chosen) if name == "remind" else draft(name, asked, **chosen)

    return work


def _screen(language: str | None) -> Screen:
    from .showing import Screen  # noqa: PLC0415

    return Screen(language or spoken_language())
