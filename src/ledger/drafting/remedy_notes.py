"""The note to our own clerk that lies beside the letters: what to do, the gates, what is missing, the clocks.

The one rule: it is internal, it says so first, and it is never part of what a customer gets.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..collecting.suspension import Gate
from ..language import Text
from .amounts import day, shown
from .documents import Document, file_name
from .plain_text import plain
from .reminders import note

TITLE = Text("REMEDIES, as of {as_of} (internal, do not send)", "对策，截至{as_of}（内部使用，请勿外发）")
NO_ADVICE = Text(
    "No legal advice. Where a line says so, ask a lawyer before the letter goes out.",
    "不构成法律意见。注明须咨询律师的，发函前先咨询律师。",
)
NOBODY = Text("No customer has given a reason that is still open.", "没有仍待处理的反馈原因。")
DO, PAPER, NONE, MISSING, GATES, CLOCKS, AGAIN = (
    Text("To do: {text}", "处理：{text}"),
    Text("Drafted: {text}", "已起草：{text}"),
    Text("Not drafted: {text}", "未起草：{text}"),
    Text("Still missing: {text}", "缺项：{text}"),
    Text("Gates of a suspension (each must be open):", "停工条件（须全部成就）："),
    Text("Deadlines: {text}", "期限：{text}"),
    Text("Look again on {text}", "复核日期：{text}"),
)
GATE = (Text("[ ] {name}: {said}", "[ ] {name}：{said}"), Text("[x] {name}: {said}", "[√] {name}：{said}"))


class Entry(NamedTuple):
    """What the note says of one contract and reason."""

    contract: str
    customer: str
    currency: str
    money: Decimal
    reason: Text
    todo: Text
    file: str
    why_not: Text | None
    missing: Sequence[Text]
    gates: Sequence[Gate]
    effect: Text
    again: date | None


def remedy_note(entries: Sequence[Entry], as_of: date, language: str) -> Document:
    """The note as a text file, in the clerk's language."""
    lines = [TITLE.say(language, as_of=day(as_of, language)), NO_ADVICE.say(language), ""]
    for entry in entries:
        amount = shown(entry.money, plain(entry.currency), language)
        head = (plain(entry.contract), plain(entry.customer), entry.reason.say(language), amount)
        lines.append(" | ".join(filter(None, head)))

        def add(label: Text, text: str) -> None:
            if text:
                lines.append("  " + label.say(language, text=text))

        add(DO, plain(entry.todo.say(language)))
        add(PAPER, entry.file)
        add(NONE, plain(entry.why_not.say(language)) if entry.why_not else "")
        add(MISSING, "; ".join(plain(text.say(language)) for text in entry.missing))
        if entry.gates:
            lines.append("  " + GATES.say(language))
        for gate in entry.gates:
            said = GATE[gate.open].say(
                language, name=gate.name.say(language), said=plain(gate.said.say(language))
            )
            lines.append("    " + said)
        add(CLOCKS, plain(entry.effect.say(language)))
        add(AGAIN, day(entry.again, language) if entry.again else "")
        lines.append("")
    if not entries:
        lines.append(NOBODY.say(language))
    return Document(file_name((as_of.isoformat(), "remedies"), "txt"), note("\n".join(lines)))
