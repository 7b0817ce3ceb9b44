"""The Help sheet: everyday tasks, every function with a live example, every rule, message and convention.

The one rule: it is made of what the program itself uses; nothing is described twice.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from datetime import timedelta
from typing import Any, Iterator

import ledger
from ledger.billing.questions import QUESTIONS
from ledger.collecting.mismatches import RULES
from ledger.conventions import Choice, Convention
from ledger.functions import call
from ledger.functions.catalogue import SIGNATURES, Signature
from ledger.language import ZH, Text
from ledger.problems import MARK, MESSAGES
from ledger.tables.cells import SERIAL_ZERO

from . import design, names
from .design import Formats
from .rule_sheet import wrapped_lines
from .tasks import TASKS

WIDTHS = (30, 44, 42, 50, 44)
TITLES = {
    "about": Text("How to use this book", "使用说明"),
    "tasks": Text("Everyday tasks", "日常操作"),
    "functions": Text("Functions, each with a live example", "函数（附实时示例）"),
    "rules": Text("Mismatches: what each rule means", "差异规则说明"),
    "questions": Text("Questions that Check asks about terms", "“检查”会提示的条款问题"),
    "messages": Text("Messages: what a cell may say", "提示信息一览"),
    "conventions": Text("Conventions: where sources differ, what we take", "约定：各来源不一致之处的取舍"),
}
HEADINGS = {
    "tasks": (Text("Task", "操作"), Text("How", "方法")),
    "functions": (
        Text("Function", "函数"), Text("What it answers", "作用"), Text("Arguments ([ ] may be left out)", "参数（[ ]可省略）"),
        Text("Example", "示例公式"), Text("Its answer, live", "示例结果（实时）"),
    ),
    "rules": (
        Text("Rule", "规则编号"), Text("What it means", "含义"), Text("What to do", "处理办法"), Text("Source", "来源"),
        Text("Severity", "程度"),
    ),
    "questions": (
        Text("Rule", "规则编号"), Text("What it means", "含义"), Text("What to do", "处理办法"), Text("Source", "来源"),
        Text("Severity", "程度"),
    ),
    "messages": (Text("Message", "编号"), Text("What it says (… is filled in)", "内容（…为实际值）")),
    "conventions": (
        Text("Setting", "名称"), Text("What it decides", "决定什么"), Text("Choices", "可选值"), Text("Source", "来源"),
        Text("Default", "默认值"),
    ),
}  # fmt: skip
ABOUT = (
    Text(
        "The ladder bar of Positions has seven steps, each as high as the money got: planned, earned, claimed, certified, invoiced, due, received.",
        "“台账”的阶梯条有七级，高低表示资金走到哪一步：计划、已完、请款、批复、开票、到期、回款。",
    ),
    Text("Blue headings: you type. Green headings: calculated, do not type there. A yellow line under a heading, and *: required. Grey: rules, each with its source.",
         "蓝色标题：由您填写。绿色标题：自动计算，请勿填写。标题下有黄线并带*：必填。灰色：规则，均注明来源。"),
    Text("Columns may stand in any order and you may add your own. Folded columns open with the + above them; each may stay empty because its default stands in Rules.",
         "各列顺序可调整，也可自行增加列。点上方的+展开折叠列；可留空，默认值见“规则”。"),
    Text("A cell that cannot be read says #LEDGER! with its place and what is needed; only the answers that depend on it wait. Nothing becomes zero in silence.",
         "无法读取的单元格会以#LEDGER!说明位置和所需内容，只影响与其有关的结果，不会悄悄按零计算。"),
    Text("The program drafts; it never sends anything, to anyone. Legal rules are data with their source; nothing here is legal advice.",
         "程序只起草，从不向任何人发送。法规以数据列示并注明来源，不构成法律意见。"),
    Text("Without the program the book shows the last figures; a result sheet that says '⚠' in its first cell is not live.",
         "未安装程序时显示上次结果；结果表首格出现“⚠”表示数据非实时。"),
)  # fmt: skip
CHINESE = {"threshold": "起扣点", "per day": "每日", "pro rata": "同比例", "fixed": "定额"}
FORMS = {
    "DUE_DATE": "date", "DAYS_OVERDUE": "days", "DUNNING_LEVEL": "days", "BILLABLE": "money", "RETENTION": "money",
    "RECOUPMENT": "money", "LATE_INTEREST": "money",
}  # fmt: skip
SIGNS = {"high": "▲", "medium": "●", "low": "○"}


def conventions() -> list[Convention]:
    """Every convention that any module of the core declares."""
    found: dict[str, Convention] = {}
    for module in pkgutil.walk_packages(ledger.__path__, "ledger."):
        if module.name.split(".")[1] in ("cli", "workbook"):
            continue
        for convention in getattr(importlib.import_module(module.name), "CONVENTIONS", ()):
            if isinstance(convention, Convention):
                found.setdefault(convention.name, convention)
    return sorted(found.values(), key=lambda c: c.name)


def write(workbook: Any, formats: Formats, language: str) -> None:
    """The whole sheet."""
    page = workbook.get_worksheet_by_name(names.HELP.say(language))
    page.set_tab_color(design.RULE)
    page.hide_gridlines(2)
    for at, width in enumerate(WIDTHS):
        page.set_column(at, at, width, formats())
    sheet = _Help(page, formats, language)
    sheet.about()
    sheet.table(
        "tasks", [(f"{n}. {task.say(language)}", how.say(language)) for n, (task, how) in enumerate(TASKS, 1)]
    )
    sheet.functions()
    sheet.table("rules", [_rule(key, rule, language) for key, rule in RULES.items()])
    sheet.table("questions", [_rule(key, rule, language) for key, rule in QUESTIONS.items()])
    sheet.table("messages", [(key, _blanks(text.say(language))) for key, text in MESSAGES.items()])
    sheet.table("conventions", [_convention(c, language) for c in conventions()])
    page.freeze_panes(0, 1)
    design.page(page, names.HELP.say(language), len(WIDTHS), language, rows=False)


class _Help:
    """The sheet as it is written, from the top."""

    def __init__(self, page: Any, formats: Formats, language: str) -> None:
        self.page, self.formats, self.language, self.line = page, formats, language, 0

    def title(self, key: str) -> None:
        self.page.set_row(self.line, 28)
        style = self.formats(bold=True, font_size=14, font_color=design.RULE)
        self.page.write_string(self.line, 0, TITLES[key].say(self.language), style)
        self.line += 1
        if key in HEADINGS:
            self.page.set_row(self.line, 22)
            headings = HEADINGS[key]
            for at in range(len(WIDTHS)):
                text = headings[at].say(self.language) if at < len(headings) else ""
                side = design.PAPER if text else design.RULE
                edge = {"border_color": design.RULE, "left_color": side, "right_color": side}
                style = self.formats.heading(design.RULE, align="left", indent=1, **edge)
                self.page.write(self.line, at, text, style)
            self.line += 1

    def about(self) -> None:
        self.title("about")
        style = self.formats(text_wrap=True, valign="top")
        for text in ABOUT:
            said = text.say(self.language)
            self.page.merge_range(self.line, 0, self.line, len(WIDTHS) - 1, said, style)
            self.page.set_row(self.line, 15 * wrapped_lines(said, sum(WIDTHS)) + 4)
            self.line += 1
        self.line += 1

    def table(self, key: str, rows: list[tuple[str, ...]]) -> None:
        self.title(key)
        for row in rows:
            self.row(row)
        self.line += 1

    def row(self, row: tuple[str, ...]) -> None:
        """Cells of text; the last text of a short row runs over the columns to its right."""
        tall = 1
        last = len(row) - 1
        for at, said in enumerate(row):
            width = sum(WIDTHS[at:]) if at == last else WIDTHS[at]
            style = self.formats.cell("text", text_wrap=True, valign="top", bold=at == 0)
            if at == last and at < len(WIDTHS) - 1:
                self.page.merge_range(self.line, at, self.line, len(WIDTHS) - 1, said, style)
            else:
                self.page.write_string(self.line, at, said, style)
            tall = max(tall, wrapped_lines(said, width))
        self.page.set_row(self.line, min(400, 14.5 * tall + 5))
        self.line += 1

    def functions(self) -> None:
        self.title("functions")
        for signature in SIGNATURES:
            arguments = ", ".join(
                f"[{a.label.say(self.language)}]" if a.optional else a.label.say(self.language)
                for a in signature.arguments
            )
            if signature.kind == "cell":
                shown, answer = _example(signature, self.language), _answer(signature, self.language)
            else:
                sheet = names.SHEETS[signature.name.lower()].say(self.language)
                shown = f"={signature.name}({', '.join(_tables(signature))})"
                answer = Text(f"fills the sheet {sheet}", f"见“{sheet}”表").say(self.language)
            said = (signature.name, signature.help.say(self.language), arguments, shown)
            for at, text in enumerate(said):
                self.page.write_string(
                    self.line, at, text, self.formats.cell("text", text_wrap=True, valign="top", bold=at == 0)
                )
            form = FORMS.get(signature.name, "text")
            style = self.formats.cell(form, design.RESULT_TINT, text_wrap=True, valign="top")
            if signature.kind == "cell":
                self.page.write_formula(self.line, 4, shown, style, answer)
            else:
                self.page.write_string(self.line, 4, answer, style)
            # a formula has no spaces to break at, so its lines are shorter
            room = [width * (0.8 if at > 2 else 0.95) for at, width in enumerate(WIDTHS)]
            tall = max(wrapped_lines(str(text), room[at]) for at, text in enumerate((*said, answer)))
            self.page.set_row(self.line, min(400, 14.5 * tall + 5))
            self.line += 1
        self.line += 1


def _words(signature: Signature, language: str) -> Iterator[Any]:
    for value in signature.example:
        yield CHINESE.get(value, value) if language == ZH and isinstance(value, str) else value


def _example(signature: Signature, language: str) -> str:
    """The example as a formula: dates as DATE, shares as percentages."""
    parts = []
    for argument, value in zip(signature.arguments, _words(signature, language)):
        if isinstance(value, str):
            parts.append(f'"{value}"')
        elif argument.name in ("due", "as_of", "start"):
            day = SERIAL_ZERO + timedelta(days=int(value))
            parts.append(f"DATE({day.year},{day.month},{day.day})")
        else:
            parts.append(f"{value:.10g}")
    return f"={signature.name}({','.join(parts)})"


def _answer(signature: Signature, language: str) -> Any:
    answer = call(signature.name, *_words(signature, language), language=language)
    if str(answer).startswith(MARK):
        raise ValueError(f"the example of {signature.name} answers {answer}")
    return answer


def _tables(signature: Signature) -> list[str]:
    return [
        names.AS_OF if a.name == "as_of" else names.TABLES.get(a.name, a.label.en)
        for a in signature.arguments
    ]


def _rule(key: str, rule: Any, language: str) -> tuple[str, ...]:
    severity = f"{SIGNS[rule.severity.code]} {rule.severity.label.say(language)}"
    said = (_blanks(rule.meaning.say(language)), _blanks(rule.action.say(language)))
    return key, *said, _published(rule.source), severity


def _published(source: str) -> str:
    """Of a source, what a reader can look up: no working papers of ours."""
    parts = (part.strip() for part in source.split(";"))
    return "; ".join(
        part for part in parts if not re.search(r"\b(domain|product)\.md\b|^oracles|golden", part)
    )


def _convention(c: Convention, language: str) -> tuple[str, ...]:
    choices = [
        f"{each.value} = {each.label.say(language)}" if isinstance(each, Choice) else str(each)
        for each in c.choices
    ]
    return c.name, c.label.say(language), "\n".join(choices), _published(c.source), c.default


def _blanks(text: str) -> str:
    return re.sub(r"\{\w+\}", "…", text)
