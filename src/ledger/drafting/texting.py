"""SMS and WeChat: the reminder in a few words, within what a telephone carries.

The one rule: an amount or a name is whole or absent, never cut. A text that would be too long gives way to
a shorter one with the number of lines and the total.
"""

from __future__ import annotations

from typing import Mapping

from ..enumerations import Speech
from ..language import Text
from .facts import Table
from .wording import Words, filled

SEGMENTS = 2  # parts an SMS may take
WECHAT = 500  # characters a message may hold and still be read

# 3GPP TS 23.038 7-bit alphabet; those of the second table count twice
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE = frozenset("^{}\\[~]|€\f")
ONE_GSM, MORE_GSM = 160, 153  # 3GPP TS 23.040: a part of many gives 7 places to its header
ONE_UCS2, MORE_UCS2 = 70, 67

COURTESY = "0"  # the level of the note before the due date

# From the fullest to the shortest: what is left out goes whole
SHORTER = (
    Text(
        "{company}: {total} ({items}) is unpaid, up to {overdue} overdue. Please contact us. {phone}",
        "{company}：贵司{items}共{total}逾期未付，最长{overdue}，请联系我们。{phone}",
    ),
    Text(
        "{total} ({items}) is unpaid. Please contact us. {phone}",
        "贵司{items}共{total}逾期未付，请联系我们。{phone}",
    ),
    Text("{total} is unpaid. Please contact us.", "贵司有{total}逾期未付，请联系我们。"),
)
# The same for a courtesy note before the due date: nothing is unpaid yet
SHORTER_EARLY = (
    Text(
        "{company}: {total} ({items}) falls due from {oldest_due}. Thank you. {phone}",
        "{company}：贵司{items}共{total}，{oldest_due}起到期，谢谢。{phone}",
    ),
    Text("{total} falls due from {oldest_due}. {phone}", "贵司有{total}，{oldest_due}起到期。{phone}"),
    Text("{total} falls due from {oldest_due}.", "贵司有{total}，{oldest_due}起到期。"),
)
DETAILS = Text("Details:", "明细：")


def segments(text: str) -> int:
    """How many parts an SMS takes: 160 or 70 characters alone, 153 or 67 in each part of many."""
    if all(character in GSM or character in GSM_TWICE for character in text):
        length, one, more = len(text) + sum(character in GSM_TWICE for character in text), ONE_GSM, MORE_GSM
    else:
        length, one, more = len(text.encode("utf-16-le")) // 2, ONE_UCS2, MORE_UCS2
    return 1 if length <= one else -(-length // more)


def _joined(words: Words) -> str:
    lines = (line.strip() for line in (*words.before, *words.after))
    return "\n".join(filter(None, lines))


def sms(words: Words, facts: Mapping[str, str], language: Speech) -> str:
    """The text in at most two parts."""
    shorter = SHORTER if facts.get("level") != COURTESY else SHORTER_EARLY
    texts = [_joined(words), *(filled(one.say(language.code), facts).strip() for one in shorter)]
    return next((text for text in texts if segments(text) <= SEGMENTS), texts[-1])


def wechat(words: Words, table: Table, facts: Mapping[str, str], language: Speech) -> str:
    """The text with a short line for each item where 500 characters hold them all, else without any."""
    text = _joined(words)
    contract, _, document, due, *_, outstanding = range(len(table.headings))
    rows = [
        f"{number}. " + " ".join(filter(None, (row[contract], row[document], row[due], row[outstanding])))
        for number, row in enumerate(table.rows, 1)
    ]
    detailed = "\n".join([text, "", DETAILS.say(language.code), *rows])
    if len(detailed) <= WECHAT:
        return detailed
    return text if len(text) <= WECHAT else sms(words, facts, language)
