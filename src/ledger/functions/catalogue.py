"""What a cell can call: every function's name, arguments and help, in both languages.

The hosts generate their wrappers, wizards and help from this table and from nothing else.
"""

from __future__ import annotations

from typing import Any, Callable, NamedTuple

from ..language import Text


class Argument(NamedTuple):
    """One argument: its name in code, as people read it, and its help (255 characters at most)."""

    name: str
    label: Text
    help: Text
    optional: bool = False


class Function(NamedTuple):
    """One function: `call(*cells, language="en")` takes and returns plain cells or grids, never raises."""

    name: str
    call: Callable[..., Any]
    kind: str  # "cell": answers have the shape of the arguments; "table": a table that spills
    help: Text
    arguments: tuple[Argument, ...]
    example: tuple[Any, ...] = ()  # plain cells of a live example
