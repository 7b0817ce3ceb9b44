"""Which words a reminder uses, and how facts are put into them.

The one rule: words are templates, facts are data. Placeholders are filled in one pass, so a customer
called {total} stays {total}; a placeholder nobody knows is a Problem and makes no draft.
"""

from __future__ import annotations

import re
from typing import Iterable, Mapping, NamedTuple, Sequence

from ..enumerations import Channel, Speech, Tone
from ..language import Text
from ..problems import Problem, message
from ..rulebook import Remedy, Wording
from . import wording_en, wording_zh
from .facts import PLACEHOLDERS
from .plain_text import clean
from .wages import wages_named

TONES = (Tone.REMINDER, Tone.INQUIRY, Tone.DEMAND, Tone.FORMAL, Tone.PRE_ACTION)
RULES = Text("Rules", "规则")
HEADING = Text("Wording", "措辞")
REMEDY = Text("Remedy", "对策")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
LINES = "{lines}"

DEFAULTS = tuple(
    Wording(TONES.index(tone) + 1, channel, language, subject, text)
    for language, rows in ((Speech.EN, wording_en.ROWS), (Speech.ZH, wording_zh.ROWS))
    for (tone, channel), (subject, text) in rows.items()
) + tuple(
    Wording(0, channel, language, subject, text)
    for language, rows in ((Speech.EN, wording_en.COURTESY), (Speech.ZH, wording_zh.COURTESY))
    for channel, (subject, text) in rows.items()
)
_DEFAULT = {(row.level, row.channel, row.language): row for row in DEFAULTS}


class Words(NamedTuple):
    """A reminder's words with its facts in place: the lines before its table and the lines after."""

    subject: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def chosen(own: Iterable[Wording], level: int, tone: Tone, channel: Channel, language: Speech) -> Wording:
    """The row that speaks: from this level down, a row of Rules first, else the default of the tone.

    Rule:   DUN-W1. An own row at a level beats the default; a level without any row takes the nearest
            lower one. The defaults stand at levels 1 to 5, one for each tone; level 0, the courtesy note,
            has words of its own, whatever the tone. A visit speaks as a call does.
    """
    speaks = Channel.PHONE if channel is Channel.VISIT else channel
    rows = {(row.level, row.channel): row for row in own if row.language is language}
    lowest = TONES.index(tone) + 1 if level else 0
    for step in range(level, lowest - 1, -1):
        row = rows.get((step, channel)) or rows.get((step, speaks))
        if row:
            return row
    exact = rows.get((level, channel)) or rows.get((level, speaks))
    return exact or _DEFAULT[lowest, speaks, language]


def unknown(row: Wording) -> tuple[str, ...]:
    """The placeholders of a row that stand for nothing, each once."""
    found = PLACEHOLDER.findall(row.subject) + PLACEHOLDER.findall(row.text)
    return tuple(dict.fromkeys(name for name in found if name not in PLACEHOLDERS))


def flaws(rows: Iterable[Wording]) -> tuple[Problem, ...]:
    """What makes a row unfit for drafts: a placeholder that stands for nothing; works money called wages."""
    answers = []
    for row in rows:
        wrong = [message("unknown_placeholder", found="{" + name + "}") for name in unknown(row)]
        wages = wages_named(f"{row.subject}\n{row.text}")
        if wages:
            wrong.append(message("wages_named", found=repr(wages)))
        answers += [Problem(RULES, row.line, HEADING, said, blocks=False) for said in wrong]
    return tuple(answers)


def unfit(rows: Iterable[Remedy]) -> tuple[Problem, ...]:
    """The remedies of Rules that no call script may offer, for they call works money wages."""
    named = ((row, wages_named(row.remedy)) for row in rows)
    return tuple(
        Problem(RULES, row.line, REMEDY, message("wages_named", found=repr(wages)), blocks=False)
        for row, wages in named
        if wages
    )


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with its placeholders replaced, once; what a fact holds is never looked at again."""
    return PLACEHOLDER.sub(lambda found: facts.get(found[1], found[0]), text)


def _said(text: str, facts: Mapping[str, str]) -> tuple[str, ...]:
    """The lines of a text. A line whose placeholders are all empty is left out."""
    said: list[str] = []
    for line in text.split("\n"):
        names = PLACEHOLDER.findall(line)
        if names and not any(facts.get(name, name) for name in names):
            continue
        said.extend(filled(line, facts).rstrip().split("\n"))
    # a block left out leaves one blank line, not two
    joined = re.sub("\n{3,}", "\n\n", "\n".join(said)).strip("\n")
    return tuple(joined.split("\n")) if joined else ()


def words(row: Wording, facts: Mapping[str, str]) -> Words:
    """The row's words with the facts in place, split where its table belongs; else the table comes last."""
    before, _, after = clean(row.text).partition(LINES)
    subject = " ".join(filled(clean(row.subject), facts).split())
    return Words(subject, _said(before, facts), _said(after.replace(LINES, ""), facts))


def paragraphs(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines that say something, as a letter sets them."""
    return tuple(line.strip() for line in lines if line.strip())
