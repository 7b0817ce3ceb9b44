"""The letter: the facts of a reminder as the fields of a Word template, and its lines as the table's rows.

The one rule: what a letter needs beside the wording (letterhead, account, receipt slip) is made of facts
here; how it looks is the template's business alone.
"""

from __future__ import annotations

from typing import Iterator

from ..enumerations import Tone
from ..language import Text
from ..results import Reminder
from .facts import COLUMNS, Table
from .letter_template import letter_template
from .plain_text import plain
from .word_form import LINE, Fields, fill
from .wording import Words, filled, paragraphs

LETTERHEAD = {"phone": Text("Tel {}", "电话：{}"), "email": Text("E-mail {}", "邮箱：{}")}
SOFT, FIRM = "顺颂商祺！", "特此函告。"
NAMED, UNNAMED = "Yours sincerely", "Yours faithfully"
FIRMLY = (Tone.DEMAND, Tone.FORMAL, Tone.PRE_ACTION)
SLIP = (
    Text("Acknowledgement of receipt", "签收回执"),
    Text(
        "We have received the letter of {company}, reference {reference}, dated {as_of}.\n"
        "Name: ________________   Date: ________________   Signature or stamp: ________________",
        "我单位已收到{company}于{as_of}发出的编号为{reference}的函件。\n"
        "签收人：____________    签收日期：____________    单位（盖章）：",
    ),
)


def _letter_fields(reminder: Reminder, words: Words, table: Table, facts: Fields) -> dict[str, str]:
    language = reminder.language.code
    contacts = (label.say(language).format(facts[name]) for name, label in LETTERHEAD.items() if facts[name])
    firm = reminder.tone in FIRMLY
    slips = [filled(text.say(language), facts) if firm else "" for text in SLIP]
    closing = Text(NAMED if plain(reminder.contact) else UNNAMED, FIRM if firm else SOFT)
    return {
        **facts,
        "letterhead": "  |  ".join(filter(None, (facts["address"], *contacts))),
        "subject": words.subject,
        "before": "\n".join(paragraphs(words.before)),
        "after": "\n".join(paragraphs(words.after)),
        "note": table.note,
        "closing": closing.say(language),
        "slip_title": slips[0],
        "slip_text": slips[1],
    }


def _rows(table: Table) -> Iterator[dict[str, str]]:
    empty = {LINE + name: "" for name in COLUMNS}
    return ({**empty, **{LINE + name: cell for name, cell in zip(table.columns, row)}} for row in table.rows)


def letter(
    reminder: Reminder, words: Words, table: Table, facts: Fields, template: bytes | None = None
) -> bytes:
    """The letter as a .docx, on our own template in the customer's language or on the user's."""
    own = template if template is not None else letter_template(reminder.language, early=reminder.early)
    return fill(own, _letter_fields(reminder, words, table, facts), list(_rows(table)))
