"""The Dashboard: one screen of 1366 pixels, one or two sheets of A4; native formulas and native charts.

The one rule: it shows and chooses, it holds no figure of its own; every figure is on Figures or a result.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ledger.language import Text
from ledger.tables import sheets as declared
from ledger.tables.settings import SETTINGS

from . import charts, design, figures, names, rule_sheet, todo
from .design import Formats
from .figures import Cell, Source

WIDTHS = (1.5, *(13.6,) * 12, 1.5)
TITLE = Text("What may be claimed, what is overdue, what to do", "可请款、逾期与待办一览")
LABELS = {
    "as_of": Text("As of", "截止日"),
    "company": Text("Our company", "我方公司"),
    "currency": Text("Currency shown", "图表币种"),
    "contract": Text("Contract shown", "图表合同"),
    "choose": Text("Choose from the list; charts and lists below follow.", "从列表选择，下方图表随之变化。"),
    "totals": Text("Totals per currency", "各币种合计"),
    "mismatches": Text("Mismatches:", "差异："),
    "pictures": Text("Age of open money, and money over time", "未收款账龄与资金曲线"),
    "gaps": Text("Ten largest gaps: money still to come", "十大缺口：尚未到手的钱"),
    "todo": Text("This week", "本周待办"),
    "plan": Text("Plan against actual of the contract shown", "所选合同：计划与实际"),
    "no_day": Text("▶ Start here: type the day asked about in Rules, cell B{line}.", "▶ 从这里开始：在“规则”表B{line}单元格输入截止日。"),
    "outside": Text("⚠ lines stand under their table and are not counted; drag the table's corner over them: ", "⚠ 有行位于表格之外未被计入，请拖动表格右下角将其包含："),
    "nothing": Text("Nothing falls due this week.", "本周无待办。"),
}  # fmt: skip
TODO_HEADINGS = (
    (0, 1, Text("When", "日期")), (1, 1, Text("What", "事项")), (2, 1, Text("Contract", "合同编号")),
    (3, 2, Text("Customer", "客户")), (5, 1, Text("Amount", "金额")),
)  # fmt: skip
PLAN_HEADINGS = (
    (0, 3, Text("Milestone", "节点")), (3, 1, Text("Planned", "计划")), (4, 1, Text("Actual", "实际")),
    (5, 1, Text("Days late", "延误天数")),
)  # fmt: skip
FIRST_CURRENCY = 6  # lines of Figures, from 1
AGE_LINE, MONTH_LINE, GAP_LINE, PLAN_LINE, TODO_LINE = 15, 26, 58, 72, 94


class Figures:
    """The hidden sheet of figures, written cell by cell; a cell's answer is kept for whoever shows it."""

    def __init__(self, page: Any, formats: Formats) -> None:
        self.page, self._plain = page, formats()
        self._date = formats("date")
        self.values: dict[tuple[int, int], Any] = {}

    def put(self, line: int, column: int, cell: Cell, day: bool = False) -> None:
        """Write one formula with its answer; `line` from 1."""
        style = self._date if day else self._plain
        if cell.array:
            self.page.write_array_formula(
                line - 1, column, line - 1, column, f"{{{cell.formula}}}", style, cell.value
            )
        else:
            self.page.write_formula(line - 1, column, cell.formula, style, cell.value)
        self.values[line, column] = cell.value


def write(
    workbook: Any,
    formats: Formats,
    lines: dict[str, list[dict[str, Any]]],
    grids: dict[str, Any],
    answered: dict[str, Any],
    as_of: date | None,
    language: str,
) -> None:
    """The Dashboard and the sheet of its figures."""
    page = workbook.get_worksheet_by_name(names.DASHBOARD.say(language))
    hidden = workbook.get_worksheet_by_name(names.FIGURES.say(language))
    hidden.hide()
    hidden.set_column(0, 14, 15)
    source = Source(grids, answered, as_of, language)
    currency = next((c["currency"] for c in lines["contracts"] if c["currency"] == "CNY"), "")
    contract = "HT-2511" if lines["contracts"] else ""
    made = Figures(hidden, formats)
    _figures(workbook, made, source, currency, contract, language)
    board = Board(workbook, page, formats, made, language)
    board.head(as_of, currency, contract, grids["rules"])
    board.totals()
    board.pictures()
    board.gaps_and_todo()
    board.plan()
    board.page_setup()


def _figures(workbook: Any, made: Figures, s: Source, currency: str, contract: str, language: str) -> None:
    put = made.put
    put(1, 0, figures.unanswered(s))
    put(2, 0, figures.outside(s))
    put(3, 0, figures.severities(s))
    made.page.write_string(4, 0, LABELS["currency"].say(language))
    for at, (_, heading) in enumerate(figures.TOTALS, start=1):
        made.page.write_string(4, at, heading.say(language))
    for n, cell in enumerate(figures.currencies(s)):
        line = FIRST_CURRENCY + n
        put(line, 0, cell)
        for at, (column, _) in enumerate(figures.TOTALS, start=1):
            put(line, at, figures.total(s, column, f"$A${line}", cell.value, "$A$1"))
    for n, (bucket, cell) in enumerate(zip(figures.BUCKETS, figures.ageing(s, currency))):
        made.page.write_string(AGE_LINE - 1 + n, 0, bucket.say(language))
        put(AGE_LINE + n, 1, cell)
    for n, cell in enumerate(figures.months(s)):
        line = MONTH_LINE + n
        put(line, 0, cell, day=True)
        for at, kind in enumerate(("planned", "earned", "received"), start=1):
            put(line, at, figures.curve(s, kind, f"$A${line}", cell.value, currency, False))
            put(line, at + 3, figures.curve(s, kind, f"$A${line}", cell.value, contract, True))
    for first, block, days in (
        (GAP_LINE, figures.gaps(s, currency, GAP_LINE), ()),
        (PLAN_LINE, figures.plan(s, contract, PLAN_LINE), (2, 3, 10)),
        (TODO_LINE, todo.lines(s, TODO_LINE), (1, 7)),
    ):
        for n, row in enumerate(block):
            for at, cell in enumerate(row):
                put(first + n, at, cell, day=at in days)


class Board:
    """The visible sheet, block by block from the top."""

    def __init__(self, workbook: Any, page: Any, formats: Formats, made: Figures, language: str) -> None:
        self.workbook, self.page, self.formats, self.made, self.language = (
            workbook,
            page,
            formats,
            made,
            language,
        )
        self.name = names.FIGURES.say(language)
        page.hide_gridlines(2)
        page.set_default_row(17)
        page.set_tab_color(design.TODAY)
        for at, width in enumerate(WIDTHS):
            page.set_column(at, at, width, formats())

    def say(self, key: str) -> str:
        """One of the Dashboard's own words."""
        return LABELS[key].say(self.language)

    def show(
        self, line: int, column: int, of: tuple[int, int], form: str, wide: int = 1, **look: Any
    ) -> None:
        """A cell that repeats one of Figures; `wide` cells are merged."""
        value = self.made.values[of]
        letter = charts.letter(of[1])
        style = self.formats.cell(form, design.RESULT_TINT, **look)
        formula = f"='{self.name}'!${letter}${of[0]}"
        if wide > 1:
            self.page.merge_range(line, column, line, column + wide - 1, "", style)
        self.page.write_formula(line, column, formula, style, value)

    def section(self, line: int, column: int, wide: int, key: str) -> None:
        """A title with a rule under it."""
        style = self.formats(
            bold=True, font_size=12, font_color=design.RESULT, bottom=2, bottom_color=design.RESULT
        )
        for at in range(column, column + wide):
            self.page.write_blank(line, at, None, style)
        self.page.write_string(line, column, self.say(key), style)
        self.page.set_row(line, 22)

    def heading(self, line: int, column: int, wide: int, text: Text) -> None:
        """A heading of a small table."""
        style = self.formats.heading(design.RESULT)
        if wide > 1:
            self.page.merge_range(line, column, line, column + wide - 1, text.say(self.language), style)
        else:
            self.page.write_string(line, column, text.say(self.language), style)

    def head(self, as_of: date | None, currency: str, contract: str, rules: list[list[Any]]) -> None:
        """Title, the day, and the two choices."""
        page, formats = self.page, self.formats
        page.set_row(0, 32)
        page.write_string(
            0, 1, TITLE.say(self.language), formats(bold=True, font_size=18, font_color=design.INPUT)
        )
        at = rule_sheet.as_of_line(rules, self.language)
        company = next(i for i, row in enumerate(rules) if row[0] == SETTINGS[1].name.say(self.language))
        sheet = names.SHEETS["rules"].say(self.language)
        quiet = formats(font_color=design.QUIET, align="right")
        page.set_row(1, 22)
        for column, key in ((1, "as_of"), (3, "company"), (7, "currency"), (10, "contract")):
            page.write_string(1, column, self.say(key), quiet)
        day = formats("date", bold=True, font_size=12, bottom=1, bottom_color=design.LINE)
        page.write_formula(1, 2, f'=IF({names.AS_OF}="","",{names.AS_OF})', day, rules[at][1])
        page.write_formula(
            1,
            4,
            f"=IF('{sheet}'!$B${company + 1}=\"\",\"\",'{sheet}'!$B${company + 1})",
            formats(bold=True, font_size=12),
            rules[company][1],
        )
        choice = formats(
            "centre", bold=True, bg_color=design.INPUT_TINT, border=2, border_color=design.REQUIRED
        )
        page.merge_range(1, 8, 1, 9, "", choice)
        page.merge_range(1, 11, 1, 12, "", choice)
        first = f"'{declared.CONTRACTS.name.say(self.language)}'!$A$2"
        if currency:
            page.write_string(1, 8, currency, choice)
            page.write_string(1, 11, contract, choice)
        else:  # until somebody chooses, the first of each
            page.write_formula(1, 8, f"='{self.name}'!$A${FIRST_CURRENCY}", choice, "")
            page.write_formula(1, 11, f'=IF({first}="","",{first})', choice, "")
        hint = {"input_title": "", "input_message": self.say("choose")}
        top, last = FIRST_CURRENCY, FIRST_CURRENCY + figures.CURRENCY_LINES - 1
        page.data_validation(
            1,
            8,
            1,
            8,
            {
                **hint,
                "validate": "list",
                "source": f"='{self.name}'!$A${top}:$A${last}",
                "input_title": self.say("currency"),
            },
        )
        page.data_validation(
            1,
            11,
            1,
            11,
            {
                **hint,
                "validate": "list",
                "source": f"={names.CONTRACT_NUMBERS}",
                "input_title": self.say("contract"),
            },
        )
        board = names.DASHBOARD.say(self.language)
        self.workbook.define_name(names.CHOSEN_CURRENCY, f"='{board}'!$I$2")
        self.workbook.define_name(names.CHOSEN_CONTRACT, f"='{board}'!$L$2")
        warn = formats(bold=True, font_color=design.HIGH)
        start = LABELS["no_day"].say(self.language, line=at + 1)
        value = start if as_of is None else ""
        page.write_formula(
            2, 1,
            f"=IF({names.AS_OF}=\"\",\"{start}\",IF('{self.name}'!$A$2>0,\"{self.say('outside')}\"&'{self.name}'!$A$2,\"\"))",
            warn, value,
        )  # fmt: skip

    def totals(self) -> None:
        """One line a currency, every rung of the ladder."""
        self.section(3, 1, 12, "totals")
        page = self.page
        look = {"bold": True, "bottom": 2, "bottom_color": design.RESULT, "align": "right"}
        page.merge_range(3, 9, 3, 12, "", self.formats(**look))
        page.write_formula(
            3, 9, f"=\"{self.say('mismatches')}  \"&'{self.name}'!$A$3", self.formats(**look),
            f"{self.say('mismatches')}  {self.made.values[3, 0]}",
        )  # fmt: skip
        self.heading(4, 1, 1, LABELS["currency"]._replace(en="Currency", zh="币种"))
        page.set_row(4, 22)
        spans = [2, 2, 1, 1, 1, 1, 1, 1, 1]  # the first two hold the longest figures
        column = 2
        places = []
        for (_, heading), wide in zip(figures.TOTALS, spans):
            self.heading(4, column, wide, heading)
            places.append((column, wide))
            column += wide
        for n in range(figures.CURRENCY_LINES):
            line, of = 5 + n, FIRST_CURRENCY + n
            self.show(line, 1, (of, 0), "centre", bold=True)
            for at, (place, wide) in enumerate(places, start=1):
                name = figures.TOTALS[at - 1][0]
                look: dict[str, Any] = {}
                if name == "Overdue":
                    look = {"font_color": design.HIGH, "bold": True}
                elif name == "Billable now":
                    look = {"font_color": design.GOOD, "bold": True}
                self.show(line, place, (of, at), "whole money", wide, **look)

    def pictures(self) -> None:
        """Ageing and the two S-curves."""
        self.section(12, 1, 12, "pictures")
        charts.ageing(self, 13, 1, AGE_LINE, len(figures.BUCKETS))
        charts.curve(self, 13, 5, MONTH_LINE, figures.MONTHS, 1, "currency")
        charts.curve(self, 13, 9, MONTH_LINE, figures.MONTHS, 4, "contract")

    def gaps_and_todo(self) -> None:
        """The ladder of the ten largest gaps; what to do this week."""
        self.section(27, 1, 6, "gaps")
        charts.gaps(self, 28, 1, GAP_LINE, figures.GAPS)
        self.section(27, 7, 6, "todo")
        for column, wide, text in TODO_HEADINGS:
            self.heading(28, 7 + column, wide, text)
        for n in range(todo.LINES):
            for (column, wide, _), (at, form) in zip(
                TODO_HEADINGS, ((7, "date"), (8, "text"), (9, "centre"), (10, "text"), (11, "whole money"))
            ):
                self.show(29 + n, 7 + column, (TODO_LINE + n, at), form, wide, shrink=form == "text")

    def plan(self) -> None:
        """Stages of the contract shown: planned and actual days, and their bars."""
        self.section(43, 1, 12, "plan")
        for column, wide, text in PLAN_HEADINGS:
            self.heading(44, 1 + column, wide, text)
        for n in range(figures.STAGES):
            for (column, wide, _), (at, form) in zip(
                PLAN_HEADINGS, ((1, "text"), (2, "date"), (3, "date"), (4, "days"))
            ):
                self.show(45 + n, 1 + column, (PLAN_LINE + n, at), form, wide)
        late = {
            "type": "formula",
            "criteria": "=N($G46)>0",
            "format": self.formats.dxf(font_color=design.HIGH, bold=True),
        }
        self.page.conditional_format(45, 6, 45 + figures.STAGES - 1, 6, late)
        charts.plan(self, 44, 7, PLAN_LINE, figures.STAGES)

    def page_setup(self) -> None:
        """A4 landscape, two pages high; freezes its two choices."""
        page = self.page
        page.set_landscape()
        page.set_paper(9)
        page.set_print_scale(80)  # not fitted: a fitted page ignores where it should break
        page.set_h_pagebreaks([27])
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.5)
        page.center_horizontally()
        page.print_area(0, 0, 45 + figures.STAGES, 12)
        page.set_footer("&L&9&D&C&9&P / &N&R&9&A")
        page.freeze_panes(2, 0)


__all__ = ["Board", "write"]
