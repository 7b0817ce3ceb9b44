"""The Rules sheet: several small tables one under another, each under a line that names it.

A section starts at a line whose first cell is the section's name (with or without a
leading mark such as "■"); the next line holds its headings. Sections stand in any order;
a section that is missing is empty, and the product's defaults hold.
"""

from __future__ import annotations

from typing import Any, Sequence

from .. import rulebook as b
from ..enumerations import Channel, CountedFrom, Reason, Scope, Speech, Tone, YesNo
from ..language import Text
from ..problems import Problem
from .cells import Unreadable, is_blank, one_of, plain, to_date, to_rate, to_unsigned, to_whole
from .read import read
from .sheets import Column, Sheet, column, text, words

NAME = Text("Rules", "规则")


def to_any(cell: Any) -> Any:
    """The cell as it stands: a setting is read by whoever needs it."""
    return cell


def to_yes(cell: Any) -> bool:
    """Yes or no, in either language."""
    if isinstance(cell, bool):
        return cell
    member: YesNo = one_of(YesNo)(cell)
    return member is YesNo.YES


def to_worked(cell: Any) -> bool:
    """Whether a listed day is worked (调休上班) rather than off."""
    text = plain(cell).casefold() if isinstance(cell, str) else ""
    if text in ("worked", "班", "上班", "working"):
        return True
    if text in ("off", "休", "holiday", "放假"):
        return False
    raise Unreadable(Text("'off' or 'worked'", "“休”或“班”"))


def _section(key: str, en: str, zh: str, record: Any, *columns: Column) -> Sheet:
    return Sheet(key, Text(en, zh), record, columns)


SETTINGS = _section(
    "settings", "Settings", "设置", b.Setting,
    text("name", "Setting", "设置项", required=True, daily=True),
    column("value", "Value", "取值", to_any, daily=True),
    text("meaning", "Meaning", "含义", daily=True),
    text("source", "Source", "来源"),
)  # fmt: skip
POLICY = _section(
    "policy", "Dunning policy", "催款政策", b.PolicyStep,
    text("policy", "Policy", "政策", required=True, daily=True),
    column("level", "Level", "级别", to_whole, required=True, daily=True),
    column("days", "Days overdue", "逾期天数", to_whole, required=True, daily=True),
    words("channel", "Channel", "渠道", Channel, required=True, daily=True),
    words("tone", "Tone", "语气", Tone, required=True, daily=True),
    column("approval", "Approval", "需审批", to_yes, daily=True, words=YesNo, default=False),
    words("mode", "Counted from", "天数起算", CountedFrom, default=CountedFrom.DUE),
)  # fmt: skip
OVERRIDES = _section(
    "overrides", "Dunning overrides", "催款例外", b.Override,
    words("scope", "Applies to", "适用于", Scope, required=True, daily=True),
    text("name", "Which", "名称", required=True, daily=True),
    text("policy", "Policy", "政策", daily=True),
    column("highest", "Highest level", "最高级别", to_whole, daily=True),
    column("min_interval", "Days between", "间隔天数", to_whole, daily=True),
    column("tolerance", "Tolerance", "容差", to_unsigned, daily=True),
)  # fmt: skip
WORDING = _section(
    "wording", "Wording", "措辞", b.Wording,
    column("level", "Level", "级别", to_whole, required=True, daily=True),
    words("channel", "Channel", "渠道", Channel, required=True, daily=True),
    words("language", "Language", "语言", Speech, required=True, daily=True),
    text("subject", "Subject", "主题", daily=True),
    text("text", "Text", "正文", required=True, daily=True),
)  # fmt: skip
RATES = _section(
    "rates", "Interest rates", "利率", b.RateFrom,
    text("name", "Rate", "利率名称", required=True, daily=True),
    column("on", "From", "生效日期", to_date, required=True, daily=True),
    column("rate", "Percent", "年利率", to_rate, required=True, daily=True),
    text("source", "Source", "来源", daily=True),
)  # fmt: skip
DAYS = _section(
    "days", "Holidays", "节假日", b.DayOff,
    text("calendar", "Calendar", "日历", required=True, daily=True),
    column("on", "Date", "日期", to_date, required=True, daily=True),
    column("working", "Off or worked", "休或班", to_worked, required=True, daily=True),
    text("name", "Name", "名称", daily=True),
    text("source", "Source", "来源", daily=True),
)  # fmt: skip
LAW = _section(
    "law", "Legal rules", "法规", b.LegalRule,
    text("id", "Rule", "规则编号", required=True, daily=True),
    text("rule", "What it says", "内容", required=True, daily=True),
    text("source", "Source", "来源", required=True, daily=True),
    column("effective", "Effective from", "施行日期", to_date, daily=True, blocks=False),
    column("verified", "Verified on", "核对日期", to_date, daily=True, blocks=False),
    column(
        "needs_lawyer", "Needs a lawyer", "需律师确认", to_yes,
        daily=True, words=YesNo, default=True, blocks=False,
    ),
)  # fmt: skip
REMEDIES = _section(
    "remedies", "Remedies", "对策", b.Remedy,
    words("reason", "Reason", "原因", Reason, required=True, daily=True),
    text("remedy", "Remedy", "对策", required=True, daily=True),
)  # fmt: skip

SECTIONS = (SETTINGS, POLICY, OVERRIDES, WORDING, RATES, DAYS, LAW, REMEDIES)


def sections(grid: Sequence[Sequence[Any]]) -> dict[str, list[Sequence[Any]]]:
    """The grid of each section that is there, by key, headings first."""
    by_name = {name: section.key for section in SECTIONS for name in section.name}
    found: dict[str, list[Sequence[Any]]] = {}
    current: list[Sequence[Any]] | None = None
    for row in grid:
        first = next((cell for cell in row if not is_blank(cell)), None)
        title = plain(first).lstrip("■▌# ").strip() if isinstance(first, str) else ""
        alone = sum(not is_blank(cell) for cell in row) == 1
        if alone and title in by_name:
            current = found.setdefault(by_name[title], [])
        elif current is not None and (current or first is not None):
            current.append(row)
    return found


def section_name(section: Sheet) -> Text:
    """A section as problems name it."""
    return Text(f"{NAME.en}: {section.name.en}", f"{NAME.zh}·{section.name.zh}")


def read_rules(grid: Sequence[Sequence[Any]]) -> tuple[b.Rules, list[Problem]]:
    """The whole Rules sheet, and every cell of it that cannot be read."""
    grids = sections(grid)
    read_sections: dict[str, tuple[Any, ...]] = {}
    problems: list[Problem] = []
    for section in SECTIONS:
        table = read(section, grids.get(section.key, []))
        read_sections[section.key] = tuple(table.records)
        sheet = section_name(section)
        problems += [p._replace(sheet=sheet, blocks=False) for p in table.problems]
    return b.Rules(**read_sections), problems
