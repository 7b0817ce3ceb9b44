"""The two languages of everything a person can read: a Text exists in both, or it does not exist."""

from __future__ import annotations

from typing import NamedTuple

EN = "en"
ZH = "zh"
LANGUAGES = (EN, ZH)


class Text(NamedTuple):
    """One sentence or word in both languages; `{names}` in braces are filled in by `say`."""

    en: str
    zh: str

    def say(self, language: str, **values: object) -> str:
        """The sentence in one language. Values are data: braces inside them stay as they are."""
        template = self.zh if language == ZH else self.en
        return template.format(**values) if values else template
