"""A convention: a question that published sources answer differently, so the product asks it by name.

Each rule keeps its conventions in a tuple beside it; the Help sheet and the Settings sheet are made of these
tuples. The one rule: a convention has a default, and the default is one of its choices.
"""

from __future__ import annotations

from typing import Mapping, NamedTuple

from .language import Text


class Choice(NamedTuple):
    """One answer: the word a Settings cell holds, what it means, and other words people write for it."""

    value: str
    label: Text
    also: tuple[str, ...] = ()


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


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def chosen(convention: Convention, text: str) -> str | None:
    """The choice a cell means, by its word, its label in either language or another of its words; else None.

    Capitals, spaces and punctuation do not count: "MODIFIED_FOLLOWING" is "modified following".
    """
    for choice in convention.choices:
        words = (choice.value, *choice.label, *choice.also) if isinstance(choice, Choice) else (str(choice),)
        if _plain(text) in map(_plain, words):
            return choice.value if isinstance(choice, Choice) else str(choice)
    return None


def of(convention: Convention, choices: Mapping[str, str]) -> str:
    """The choice a book has made for a convention, or its default."""
    return choices.get(convention.name, convention.default)


def label(convention: Convention, value: str) -> Text:
    """What a choice of a convention means, in words."""
    for choice in convention.choices:
        if isinstance(choice, Choice) and choice.value == value:
            return choice.label
    return Text(value, value)


NO_CHOICES: Mapping[str, str] = {}
