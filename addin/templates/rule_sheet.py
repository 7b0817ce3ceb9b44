"""The Rules sheet: settings, policy, wording, rates, holidays, dated law and remedies, one under another.

The one rule: what the program takes for granted stands here as rows, with its source; law is data with the
day it was read, and says that a lawyer must be asked.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Iterator

from ledger.calendars import ROLL
from ledger.collecting.levels import DEFAULT_POLICY
from ledger.collecting.statutes import RATES
from ledger.conventions import Choice
from ledger.drafting.wording import DEFAULTS
from ledger.enumerations import Channel, CountedFrom, RateBasis, Reason, Scope, Tone, YesNo
from ledger.language import ZH, Text
from ledger.rulebook import PolicyStep
from ledger.tables import rules
from ledger.tables.settings import SETTINGS, Settings
from ledger.tables.sheets import Sheet

from . import design
from .design import Formats
from .inputs import plain
from .names import AS_OF

SOURCE = Path(__file__).parent / "rules"
STATUTORY = Text(
    "Statutory days only (国务院令第795号); the notice for 2027 with its bridge days and working weekends "
    "was not known when this was written: add them when it is published.",
    "仅法定节假日（国务院令第795号）；编写时2027年放假调休通知未知，公布后请补充调休安排。",
)
OFF, WORKED = Text("off", "休"), Text("worked", "班")
STANDARD = Text("standard", "标准")
# The example's second policy: a courtesy note before the due date, milder words, and a cap for key accounts
KEY_ACCOUNTS, KEY_ACCOUNT = Text("key accounts", "重点客户"), Text("key account", "重点客户")
KEY_POLICY = (
    PolicyStep("key accounts", 0, 7, Channel.EMAIL, Tone.REMINDER, mode=CountedFrom.BEFORE_DUE),
    PolicyStep("key accounts", 1, 10, Channel.EMAIL, Tone.REMINDER),
    PolicyStep("key accounts", 2, 25, Channel.EMAIL, Tone.INQUIRY),
    PolicyStep("key accounts", 3, 60, Channel.LETTER, Tone.FORMAL, approval=True),
)
KEY_CAP, KEY_DAYS = 2, 14
DEFAULT_IS = Text("default: {default}", "默认：{default}")
NO_DEFAULT = Text("no default", "无默认值")
EXAMPLE_SETTINGS: dict[str, Text | Decimal | int] = {
    "company": Text("Blue Harbour Engineering Co., Ltd.", "蓝港工程有限公司"),
    "address": Text("16 Harbour Square, Port City", "港城市海港广场16号"),
    "tax_id": Text("91000000EXAMPLE001", "91000000EXAMPLE001"),
    "clerk": Text("Accounts receivable", "应收账款组"),
    "phone": Text("0000-0000-0100", "0000-0000-0100"),
    "email": Text("receivables@blueharbour.example.com", "receivables@blueharbour.example.com"),
    "bank": Text("Harbour Bank, Square branch", "海港银行广场支行"),
    "bank_account": Text("6200 0000 0000 0001", "6200 0000 0000 0001"),
    "tolerance": Decimal(1),
    "payment_days": 30,
}
# Where each field of a section stands; the sections share the widths of the sheet's columns.
PLACES: dict[str, tuple[str, ...]] = {
    "settings": ("name", "value", "meaning", "", "", "source"),
    "policy": ("policy", "level", "days", "channel", "tone", "mode", "approval"),
    "overrides": ("scope", "name", "policy", "highest", "min_interval", "tolerance"),
    "wording": ("level", "channel", "language", "", "", "text", "subject"),
    "rates": ("name", "on", "rate", "", "", "source"),
    "days": ("calendar", "on", "working", "name", "", "source"),
    "law": ("id", "effective", "verified", "needs_lawyer", "", "rule", "source"),
    "remedies": ("reason", "remedy"),
}
WIDTHS = (32, 36, 15, 15, 14, 76, 44)
WRAPPED = {"settings": {"source"}, "wording": {"text", "subject"}, "law": {"rule", "source"}}


def grid(language: str, as_of: date | None, filled: bool) -> tuple[list[list[Any]], dict[int, str]]:
    """The sheet's cells, and the key of the section that begins at each line of a title."""
    lines: list[list[Any]] = []
    titles: dict[int, str] = {}
    for section in rules.SECTIONS:
        places = PLACES[section.key]
        titles[len(lines)] = section.key
        lines.append([f"■ {section.name.say(language)}"])
        headings = {c.field: c.heading.say(language) + (" *" if c.required else "") for c in section.columns}
        lines.append([headings.get(field, "") for field in places])
        for row in _rows(section, language, as_of, filled):
            lines.append([plain(row.get(field, "")) for field in places])
        lines.append([])
        if section.key in ("settings", "overrides", "days"):
            lines += [[]]
    width = len(WIDTHS)
    return [line + [""] * (width - len(line)) for line in lines], titles


def as_of_line(lines: list[list[Any]], language: str) -> int:
    """The line of the as-of date, from 0."""
    name = SETTINGS[0].name.say(language)
    return next(i for i, line in enumerate(lines) if line[0] == name)


def _rows(section: Sheet, language: str, as_of: date | None, filled: bool) -> Iterator[dict[str, Any]]:
    yield from {
        "settings": lambda: _settings(language, as_of, filled),
        "policy": lambda: _policy(language, filled),
        "overrides": lambda: _overrides(language) if filled else iter(()),
        "wording": lambda: _wording(language),
        "rates": _rates,
        "days": lambda: holidays(language),
        "law": lambda: _law(language),
        "remedies": lambda: _remedies(language),
    }[section.key]()


def _settings(language: str, as_of: date | None, filled: bool) -> Iterator[dict[str, Any]]:
    for setting in SETTINGS:
        default = Settings._field_defaults[setting.field]
        value: Any = ""
        if setting.field == "as_of":
            value = as_of or ""
        elif filled and setting.field in EXAMPLE_SETTINGS:
            given = EXAMPLE_SETTINGS[setting.field]
            value = given.say(language) if isinstance(given, Text) else given
        elif setting.field == "roll":
            value = default
        elif isinstance(default, RateBasis):
            value = default.label.say(language)
        elif setting.field == "policy":
            value = STANDARD.say(language)
        elif isinstance(default, (int, Decimal)):
            value = default
        yield {
            "name": setting.name.say(language),
            "value": value,
            "meaning": setting.meaning.say(language),
            "source": _default(setting.field, default, language),
        }


def _default(field: str, default: Any, language: str) -> str:
    if field == "roll":
        parts = [f"{c.value} = {c.label.say(language)}" for c in ROLL.choices if isinstance(c, Choice)]
        return ("；" if language == ZH else "; ").join(parts)
    if isinstance(default, RateBasis):
        default = default.label.say(language)
    if default in (None, ""):
        return ""
    return DEFAULT_IS.say(language, default=default)


def _policy(language: str, filled: bool) -> Iterator[dict[str, Any]]:
    policies = [(STANDARD, DEFAULT_POLICY), *([(KEY_ACCOUNTS, KEY_POLICY)] if filled else [])]
    for name, steps in policies:
        for step in steps:
            yield {
                "policy": name.say(language),
                "level": step.level,
                "days": step.days,
                "channel": step.channel.label.say(language),
                "tone": step.tone.label.say(language),
                "mode": step.mode.label.say(language),
                "approval": (YesNo.YES if step.approval else YesNo.NO).label.say(language),
            }


def _overrides(language: str) -> Iterator[dict[str, Any]]:
    """A key account is never written to above a level: from there its account manager speaks."""
    yield {
        "scope": Scope.RELATIONSHIP.label.say(language),
        "name": KEY_ACCOUNT.say(language),
        "policy": KEY_ACCOUNTS.say(language),
        "highest": KEY_CAP,
        "min_interval": KEY_DAYS,
    }


def _wording(language: str) -> Iterator[dict[str, Any]]:
    for row in sorted(DEFAULTS, key=lambda row: (row.language.code != language, row.level, row.channel.code)):
        yield {
            "level": row.level,
            "channel": row.channel.label.say(language),
            "language": row.language.label.say(language),
            "subject": row.subject,
            "text": row.text,
        }


def _rates() -> Iterator[dict[str, Any]]:
    for row in RATES:
        yield {"name": row.name, "on": row.on, "rate": row.rate, "source": row.source}


def _read(name: str) -> list[dict[str, str]]:
    with (SOURCE / f"{name}.csv").open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def holidays(language: str) -> Iterator[dict[str, Any]]:
    for row in _read("holidays"):
        day, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
        source = STATUTORY.say(language) if row["source"] == "statutory" else row["source"]
        while day <= last:
            yield {
                "calendar": "CN",
                "on": day,
                "working": (WORKED if row["kind"] == "worked" else OFF).say(language),
                "name": row[f"name:{language}"],
                "source": source,
            }
            day += timedelta(days=1)


def _law(language: str) -> Iterator[dict[str, Any]]:
    for row in _read("law"):
        yes = YesNo.YES if row["needs_lawyer"] == "yes" else YesNo.NO
        yield {
            "id": row["id"],
            "rule": row[f"rule:{language}"],
            "source": row["source"],
            "effective": date.fromisoformat(row["effective"]),
            "verified": date.fromisoformat(row["verified"]) if row["verified"] else "",
            "needs_lawyer": yes.label.say(language),
        }


def _remedies(language: str) -> Iterator[dict[str, Any]]:
    for row in _read("remedies"):
        reason = next(member for member in Reason if member.code == row["reason"])
        yield {"reason": reason.label.say(language), "remedy": row[f"remedy:{language}"]}


def write(
    workbook: Any,
    formats: Formats,
    lines: list[list[Any]],
    titles: dict[int, str],
    words: dict[Any, str],
    language: str,
) -> None:
    """The whole sheet."""
    name = rules.NAME.say(language)
    page = workbook.get_worksheet_by_name(name)
    page.set_tab_color(design.RULE)
    page.hide_gridlines(2)
    for at, width in enumerate(WIDTHS):
        page.set_column(at, at, width, formats())
    section, first = "", 0
    sections = {s.key: s for s in rules.SECTIONS}
    for line, row in enumerate(lines):
        if line in titles:
            section, first = titles[line], line + 2
            page.write_string(line, 0, row[0], formats(bold=True, font_size=13, font_color=design.RULE))
            page.set_row(line, 26)
        elif line == first - 1:
            page.set_row(line, 22)
            for at in range(len(WIDTHS)):
                edge = {"border_color": design.PAPER if row[at] else design.RULE}
                page.write(line, at, row[at], formats.heading(design.RULE, align="left", indent=1, **edge))
        elif any(cell != "" for cell in row):
            _line(page, formats, line, row, sections[section], words)
    at = as_of_line(lines, language)
    page.write(
        at,
        1,
        lines[at][1],
        formats.cell("date", design.INPUT_TINT, bold=True, border=2, border_color=design.REQUIRED),
    )
    hint = SETTINGS[0].meaning.say(language)
    page.data_validation(at, 1, at, 1, {
        "validate": "date", "criteria": "between", "minimum": date(1950, 1, 1), "maximum": date(2199, 12, 31),
        "input_title": SETTINGS[0].name.say(language), "input_message": hint + AS_OF_HINT.say(language),
        "error_title": SETTINGS[0].name.say(language), "error_message": AS_OF_ERROR.say(language),
    })  # fmt: skip
    page.freeze_panes(0, 1)
    design.page(page, name, len(WIDTHS), language, rows=False)
    workbook.define_name(AS_OF, f"='{name}'!$B${at + 1}")


AS_OF_HINT = Text(" Ctrl+; types today.", " 按Ctrl+;输入今天。")
AS_OF_ERROR = Text("Type a date such as 2026-11-20.", "请输入日期，如2026-11-20。")


def _line(
    page: Any, formats: Formats, line: int, row: list[Any], section: Sheet, words: dict[Any, str]
) -> None:
    places = PLACES[section.key]
    columns = {column.field: column for column in section.columns}
    wrapped = WRAPPED.get(section.key, set())
    fields = [places[at] if at < len(places) else "" for at in range(len(WIDTHS))]
    lines = max(
        wrapped_lines(str(cell), WIDTHS[at] - 2)
        for at, cell in enumerate(row)
        if at == 0 or fields[at] in wrapped
    )
    for at, field in enumerate(fields):
        column = columns.get(field)
        typed = section.key == "settings" and field == "value"
        look: dict[str, Any] = {"text_wrap": field in wrapped, "valign": "top" if lines > 1 else "vcenter"}
        style = formats.cell(_form(section.key, field), design.INPUT_TINT if typed else design.PAPER, **look)
        if row[at] == "":
            page.write_blank(line, at, None, style)
        elif isinstance(row[at], float):
            page.write_number(line, at, row[at], style)
        else:
            page.write_string(line, at, row[at], style)
        if column is not None and column.words in words:
            page.data_validation(line, at, line, at, {"validate": "list", "source": words[column.words]})
        elif typed and row[0] in CHOICES:
            source = words[RateBasis] if CHOICES[row[0]] is RateBasis else list(CHOICES[row[0]])
            page.data_validation(line, at, line, at, {"validate": "list", "source": source})
    page.set_row(line, 18 if lines == 1 else min(14.0 * lines + 6, 400))


# Settings with a drop-down, by their names in both languages.
CHOICES: dict[str, Any] = {
    **{name: ROLL.values() for setting in SETTINGS if setting.field == "roll" for name in setting.name},
    **{name: RateBasis for setting in SETTINGS if setting.field == "late_basis" for name in setting.name},
}


def wrapped_lines(text: str, width: float) -> int:
    """How many lines a wrapped text takes; a Chinese letter is two wide."""
    total = 0
    for part in text.split("\n"):
        wide = sum(2 if ord(letter) > 0x2E7F else 1 for letter in part)
        total += max(1, -(-wide // int(width * 1.12)))
    return total


def _form(section: str, field: str) -> str:
    if field in ("on", "effective", "verified"):
        return "date"
    if field == "rate":
        return "rate"
    if field in ("level", "days", "highest", "min_interval"):
        return "whole"
    if field == "value":
        return "setting"
    return "text"


__all__ = ["NO_DEFAULT", "ZH", "as_of_line", "grid", "write"]
