"""A convention: a question that published sources answer differently, so the product asks it by name.

Each rule keeps its conventions in a tuple beside it; the Help sheet and the Settings sheet are made of these
tuples. The one rule: a convention has a default, and the default is one of its choices.
"""

from __future__ import annotations

from typing import NamedTuple

from .language import Text


class Choice(NamedTuple):
    """One answer: the word a Settings cell holds, and what it means."""

    value: str
    label: Text


class Convention(NamedTuple):
    """One named setting. `choices` holds Choice records, or plain words that explain themselves."""

    name: str
    choices: tuple[object, ...]
    default: str
    label: Text
    source: str

    def values(self) -> tuple[str, ...]:
        """The words a Settings cell may hold."""
        return tuple(choice.value if isinstance(choice, Choice) else str(choice) for choice in self.choices)
