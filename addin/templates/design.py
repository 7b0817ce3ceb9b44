"""How the workbook looks: one palette, one face, and the formats made of them.

Colour says who fills a cell: blue headings are typed by people, green ones are calculated, grey ones are
rules. Nothing is said by colour alone: every state has a sign or a word as well.
"""

from __future__ import annotations

from typing import Any

from ledger.language import ZH

INK = "#1B2A38"
QUIET = "#5F6F7D"
LINE = "#D5DCE3"
PAPER = "#FFFFFF"
INPUT, INPUT_OPTIONAL, INPUT_TINT = "#1F4E79", "#6C8EAD", "#EEF4FA"
RESULT, RESULT_TINT = "#1E6B52", "#F1F7F4"
RULE, RULE_TINT = "#4A4F5A", "#F4F4F6"
REQUIRED = "#F2B233"
HIGH, MEDIUM, GOOD = "#B3261E", "#9A6700", "#1E6B52"
HIGH_TINT, MEDIUM_TINT, GOOD_TINT = "#FBE4E1", "#FFF3D6", "#E3F3EA"
TODAY = "#7A3E9D"
# The ladder's rungs from pale to dark, so that they read in black and white too.
RUNGS = ("#DCE6EF", "#B9CDE0", "#8FB0CE", "#6590B9", "#3F719F", "#1F4E79")
AGES = ("#CFE3D8", "#FBE7B2", "#F6CE78", "#EFAE55", "#E0833F", "#C95434", "#8F2318")

MONEY = "#,##0.00;[Red]-#,##0.00;#,##0.00"
RESULT_MONEY = '#,##0.00;[Red]-#,##0.00;"–"'
WHOLE_MONEY = '#,##0;[Red]-#,##0;"–"'
SHARE = "0.0#%"
SHARE_OR_AMOUNT = "[<=1]0.0%;#,##0.00"
DATE = "yyyy-mm-dd"
DAYS = "0"

FORMS = {
    "money": {"num_format": MONEY, "align": "right"},
    "result money": {"num_format": RESULT_MONEY, "align": "right"},
    "result days": {"num_format": '0;-0;"–"', "align": "right"},
    "whole money": {"num_format": WHOLE_MONEY, "align": "right"},
    "share": {"num_format": SHARE, "align": "right"},
    "share or amount": {"num_format": SHARE_OR_AMOUNT, "align": "right"},
    "date": {"num_format": DATE, "align": "center"},
    "days": {"num_format": DAYS, "align": "right"},
    "bar": {"align": "left", "indent": 1, "font_color": INPUT},
    "share or date": {"num_format": "[<=1]0.0%;yyyy-mm-dd", "align": "center"},
    "difference": {"num_format": "+0.0%;[Red]-0.0%;0.0%", "align": "right"},
    "rate": {"num_format": "0.00##%", "align": "right"},
    "whole": {"num_format": "0", "align": "left", "indent": 1},
    "setting": {"num_format": "General", "align": "left", "indent": 1},
    "text": {"align": "left", "indent": 1},
    "centre": {"align": "center"},
}


class Formats:
    """The formats of one workbook; the same wish is the same format."""

    def __init__(self, workbook: Any, language: str) -> None:
        self._workbook = workbook
        self._made: dict[Any, Any] = {}
        self.face = "Microsoft YaHei" if language == ZH else "Calibri"
        self.size = 10

    def __call__(self, form: str = "text", **more: Any) -> Any:
        wish = {
            "font_name": self.face,
            "font_size": self.size,
            "font_color": INK,
            "valign": "vcenter",
            **FORMS[form],
            **more,
        }
        key = tuple(sorted(wish.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(wish)
        return self._made[key]

    def dxf(self, **wish: Any) -> Any:
        """A format that a condition lays over a cell's own: it says only what it changes."""
        key = ("dxf", *sorted(wish.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(wish)
        return self._made[key]

    def heading(self, colour: str, **more: Any) -> Any:
        """A column's heading."""
        wish = {
            "bold": True,
            "font_color": PAPER,
            "bg_color": colour,
            "text_wrap": True,
            "align": "center",
            "indent": 0,
            "border": 1,
            "border_color": PAPER,
            **more,
        }
        return self(**wish)

    def cell(self, form: str, tint: str = PAPER, **more: Any) -> Any:
        """A cell of a table."""
        return self(form, bg_color=tint, bottom=1, bottom_color=LINE, **more)


def page(sheet: Any, title: str, columns: int, language: str, rows: bool = True) -> None:
    """A4 landscape, one page wide, headings on each page, title and page numbers."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    if rows:
        sheet.repeat_rows(0)
    sheet.print_area(0, 0, 1048575, columns - 1)
    page_of = "第 &P 页，共 &N 页" if language == ZH else "Page &P of &N"
    sheet.set_header(f'&L&"-,Bold"&12{title}&R&9&F')
    sheet.set_footer(f"&L&9&D&C&9{page_of}&R&9&A")
