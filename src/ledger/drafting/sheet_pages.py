"""A printable workbook from rows of cells: numbers stay numbers, days stay days, words stay words.

The one rule: text from outside is only ever the text of a cell. It stands inside its cell as a string, never
as a formula, and in no name, heading or footer of the file. The same rows are the same bytes.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence, Union
from xml.sax.saxutils import escape, quoteattr

from ..language import Text
from ..money import unit
from .letter_styles import HEADER
from .letter_template import OFFICE, PACKAGE, zipped
from .plain_text import clean

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
INK, QUIET, LINE, TINT = "FF1B2A38", "FF5F6F7D", "FFB8C2CC", "FFEEF2F6"
FONT = Text("Arial", "宋体")
FOOTER = Text("&CPage &P of &N", "&C第&P页，共&N页")
DAY_FORM = Text("[$-409]d mmm yyyy", "yyyy-mm-dd")
FIRST_DAY, ZERO_DAY = date(1900, 3, 1), date(1899, 12, 30)  # before it: a day that never was
EXACT = 15  # digits of a number that a spreadsheet keeps; what has more stays text, to the last digit
LIKE_FORMULA = ("=", "+", "-", "@")
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as A

Value = Union[str, Decimal, int, date, None]


class Style(NamedTuple):
    """How a cell looks. `form` is a number format; `edges` the sides with a line: l, r, t, b."""

    form: str = ""
    side: str = "left"
    bold: bool = False
    size: int = 10
    colour: str = INK
    fill: str = ""
    edges: str = ""
    wrap: bool = True


class Cell(NamedTuple):
    """One value in a style, across `span` columns."""

    value: Value = None
    style: Style = Style()
    span: int = 1


class Page(NamedTuple):
    """One sheet: the columns' widths in letters, rows from the top; which rows (from 1) head every page."""

    name: str
    widths: Sequence[float]
    rows: Sequence[Sequence[Cell]]
    repeat: tuple[int, int] | None = None
    landscape: bool = False


class _Kept(NamedTuple):
    """What the cells of all pages share, by its place: styles and words."""

    looks: dict[Style, int]
    words: dict[str, int]


def money_form(currency: str, amounts: Sequence[Decimal] = ()) -> str:
    """The number format of a currency: its own decimals, more where one of the amounts has more."""
    exponents = [unit(currency), *(amount.normalize() for amount in amounts)]
    decimals = max(-int(one.as_tuple().exponent) for one in exponents)
    return "#,##0" + ("." + "0" * decimals if decimals > 0 else "")


def workbook(pages: Sequence[Page], language: str) -> bytes:
    """The pages as an .xlsx that prints on A4, each as wide as the paper, its pages numbered.

    Rows are as high as their words need: a spreadsheet does so for single cells only, once they are edited.
    """
    kept = _Kept({Style(): 0}, {})
    sheets = [_sheet(page, kept, language) for page in pages]
    numbers = range(1, len(pages) + 1)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPE}.sharedStrings+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPE}.worksheet+xml"/>'
            for n in numbers
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": _book(pages),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in numbers
        )
        + f'<Relationship Id="styles" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="words" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/styles.xml": _styles(kept.looks, FONT.say(language)),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">'
        + "".join(f'<si><t xml:space="preserve">{escape(word)}</t></si>' for word in kept.words)
        + "</sst>",
        **{f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in zip(numbers, sheets)},
    }
    return zipped((name, (HEADER + text).encode("utf-8")) for name, text in parts.items())


def letters(column: int) -> str:
    """The name of a column, from 1: A, Z, AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _book(pages: Sequence[Page]) -> str:
    sheets = "".join(
        f'<sheet name="{escape(page.name)}" sheetId="{n}" r:id="rId{n}"/>' for n, page in enumerate(pages, 1)
    )
    names = ""
    for n, page in enumerate(pages):
        area = f"'{page.name}'!$A$1:${letters(len(page.widths))}${len(page.rows)}"
        names += f'<definedName name="_xlnm.Print_Area" localSheetId="{n}">{escape(area)}</definedName>'
        if page.repeat:
            titles = escape(f"'{page.name}'!${page.repeat[0]}:${page.repeat[1]}")
            names += f'<definedName name="_xlnm.Print_Titles" localSheetId="{n}">{titles}</definedName>'
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{sheets}</sheets><definedNames>{names}</definedNames></workbook>"
    )


def _sheet(page: Page, kept: _Kept, language: str) -> str:
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(page.widths, 1)
    )
    rows, merged = "", []
    for number, cells in enumerate(page.rows, 1):
        written, height, at = "", 0.0, 0
        for cell in cells:
            written += _cell(cell, f"{letters(at + 1)}{number}", kept, language)
            for beside in range(at + 1, at + cell.span):  # so that its lines run around the whole of it
                written += _cell(Cell(None, cell.style), f"{letters(beside + 1)}{number}", kept, language)
            if cell.span > 1:
                merged.append(f"{letters(at + 1)}{number}:{letters(at + cell.span)}{number}")
            height = max(height, _height(cell, sum(page.widths[at : at + cell.span])))
            at += cell.span
        rows += f'<row r="{number}" ht="{height:g}" customHeight="1">{written}</row>'
    merges = "".join(f'<mergeCell ref="{place}"/>' for place in merged)
    whole = f"A1:{letters(len(page.widths))}{len(page.rows)}"
    return (
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="{whole}"/>'
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{rows}</sheetData>'
        + (f'<mergeCells count="{len(merged)}">{merges}</mergeCells>' if merged else "")
        + '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.6" right="0.6" top="0.7" bottom="0.8" header="0.3" footer="0.4"/>'
        f'<pageSetup paperSize="9" orientation="{"landscape" if page.landscape else "portrait"}" '
        'fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{escape(FOOTER.say(language))}</oddFooter></headerFooter>"
        f'<ignoredErrors><ignoredError sqref="{whole}" numberStoredAsText="1"/></ignoredErrors></worksheet>'
    )


def _cell(cell: Cell, place: str, kept: _Kept, language: str) -> str:
    value, style, written, kind = cell.value, cell.style, "", ""
    if isinstance(value, date) and value < FIRST_DAY:
        value = value.isoformat()
    if isinstance(value, date):
        style = style._replace(form=style.form or DAY_FORM.say(language))
        value = (value - ZERO_DAY).days
    if isinstance(value, (int, Decimal)):
        number = Decimal(value).normalize() + 0
        if len(number.as_tuple().digits) > EXACT:
            value = f"{number:,f}"
        else:
            written = f"{number:f}"
    if isinstance(value, str) and clean(value):
        text = ESCAPED.sub("_x005F_", clean(value))
        style = style._replace(form="@" if text.startswith(LIKE_FORMULA) else "")
        written, kind = str(kept.words.setdefault(text, len(kept.words))), ' t="s"'
    look = kept.looks.setdefault(style, len(kept.looks))
    return f'<c r="{place}" s="{look}"' + (f"{kind}><v>{written}</v></c>" if written else "/>")


def _height(cell: Cell, width: float) -> float:
    """Points that a cell's words need; a Chinese letter is as wide as two."""
    line, lines = round(cell.style.size * 1.45 + 1), 1
    if isinstance(cell.value, str) and cell.style.wrap:
        room = max(1.0, width * 10 / cell.style.size - 1)
        lines = 0
        for text in clean(cell.value).split("\n"):
            wide = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1.05 for letter in text)
            lines += max(1, -int(-wide // room))
    return float(line * lines + 2)


def _styles(looks: dict[Style, int], font: str) -> str:
    """The styles part: each font, fill, border and number format once, in the order the looks need them."""
    fonts: dict[str, int] = {}
    fills = {f'<fill><patternFill patternType="{name}"/></fill>': 0 for name in ("none", "gray125")}
    borders: dict[str, int] = {}
    forms: dict[str, int] = {}
    formats = ""
    for style in looks:
        bold, wrap = "<b/>" if style.bold else "", ' wrapText="1"' if style.wrap else ""
        face = f'<font>{bold}<sz val="{style.size}"/><color rgb="{style.colour}"/><name val="{font}"/></font>'
        colour = f'<fgColor rgb="{style.fill}"/>'
        paint = f'<fill><patternFill patternType="solid">{colour}</patternFill></fill>'
        sides = "".join(
            f'<{side} style="thin"><color rgb="{LINE}"/></{side}>' if side[0] in style.edges else f"<{side}/>"
            for side in ("left", "right", "top", "bottom")
        )
        box = f"<border>{sides}<diagonal/></border>"
        form = 164 + forms.setdefault(style.form, len(forms)) if style.form else 0
        quoted = ' quotePrefix="1"' if style.form == "@" else ""  # text it stays, even when it is edited
        formats += (
            f'<xf numFmtId="{form}" fontId="{fonts.setdefault(face, len(fonts))}" '
            f'fillId="{fills.setdefault(paint, len(fills)) if style.fill else 0}" '
            f'borderId="{borders.setdefault(box, len(borders))}" xfId="0"{quoted} applyNumberFormat="1" '
            'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
            f'<alignment horizontal="{style.side}" vertical="center"{wrap}/></xf>'
        )
    written = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(form)}/>' for form, n in forms.items()
    )
    return (
        f'<styleSheet xmlns="{MAIN}">'
        + (f'<numFmts count="{len(forms)}">{written}</numFmts>' if forms else "")
        + f'<fonts count="{len(fonts)}">{"".join(fonts)}</fonts>'
        f'<fills count="{len(fills)}">{"".join(fills)}</fills>'
        f'<borders count="{len(borders)}">{"".join(borders)}</borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(looks)}">{formats}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
