"""The Word templates of the letters, one for each language, made from text, the same bytes each time.

The one rule: a field is a content control whose tag is a placeholder's name; what a user deletes or moves in
Word is left out or moved, and the rest still fills. The table row whose tags begin with `line.` repeats.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Iterable
from xml.sax.saxutils import escape

from ..enumerations import Speech
from ..language import ZH, Text
from .facts import COLUMNS, EARLY_COLUMNS, EARLY_TOTAL, PLACEHOLDERS, TOTAL, UNIT
from .letter_styles import HEADER, W, styles
from .watermarks import watermarked_header

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."

# Tags a letter has beside the placeholders of the wording
LETTER_TAGS = {
    "letterhead": Text("address, telephone and e-mail on one line", "地址、电话、邮箱（一行）"),
    "subject": Text("subject", "标题"),
    "before": Text("words before the table", "表格前正文"),
    "after": Text("words after the table", "表格后正文"),
    "note": Text("note under the table", "表注"),
    "closing": Text("closing words, by level and greeting", "结束语"),
    "slip_title": Text("heading of the receipt slip, from the third level on", "回执标题（第三级起）"),
    "slip_text": Text("text of the receipt slip", "回执内容"),
}
WIDTHS = (1108, 1130, 1250, 1150, 800, 1400, 1400, 1400)  # twentieths of a point; 17 cm in all
TEXT_COLUMNS = 4
NOTHING = Text("", "")


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A package that is the same on every machine: stored, not deflated, for zlib differs; a fixed date."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for name, data in parts:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16
            package.writestr(info, data)
    return target.getvalue()


class _Writer:
    """Pieces of WordprocessingML in one language; counts the ids that content controls need."""

    def __init__(self, language: str, early: bool = False) -> None:
        self.language = language
        self.ids = 0
        self.columns, self.total = (EARLY_COLUMNS, EARLY_TOTAL) if early else (COLUMNS, TOTAL)
        self.widths = [width for name, width in zip(COLUMNS, WIDTHS) if name in self.columns]
        self.widths[1] += sum(WIDTHS) - sum(self.widths)  # what a column left out would have taken

    def run(self, text: str, bold: bool = False) -> str:
        properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
        return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    def field(self, tag: str, label: Text, bold: bool = False) -> str:
        self.ids += 1
        name = escape(label.say(self.language), {'"': "&quot;"})
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="{tag}"/><w:id w:val="{self.ids}"/>'
            f"<w:text/></w:sdtPr><w:sdtContent>{self.run('[' + tag + ']', bold)}</w:sdtContent></w:sdt>"
        )

    def paragraph(self, style: str, *pieces: str) -> str:
        """Runs and fields: a piece in braces is a field, `*` before it is bold, all else is text."""
        known = {**PLACEHOLDERS, **LETTER_TAGS}
        content = ""
        for piece in pieces:
            bold, name = piece.startswith("*"), piece.lstrip("*")
            inside = name[1:-1] if name.startswith("{") else ""
            content += self.field(inside, known[inside], bold) if inside else self.run(name, bold)
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'

    def cell(self, column: int, content: str, style: str, span: int = 1) -> str:
        width = sum(self.widths[column : column + span])
        spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}<w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p></w:tc>'
        )

    def table(self) -> str:
        """Headings that repeat on each page, the row that repeats for each line, and the total."""
        columns = list(self.columns.items())
        styles = ["Cell" if column < TEXT_COLUMNS else "Figure" for column in range(len(columns))]
        heads = "".join(
            self.cell(column, self.run(label.say(self.language), bold=True), styles[column])
            for column, (_, label) in enumerate(columns)
        )
        fields = "".join(
            self.cell(column, self.field("line." + name, label), styles[column])
            for column, (name, label) in enumerate(columns)
        )
        last = len(columns) - 1
        # two columns wide, for a total is longer than its parts and an amount is never broken
        total = self.cell(
            0, self.run(self.total.say(self.language), bold=True), "Figure", last - 1
        ) + self.cell(last - 1, self.field("amount", PLACEHOLDERS["amount"], bold=True), "Figure", 2)
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self.widths)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(WIDTHS)}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/>'
            f'<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"
            f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{fields}</w:tr>"
            f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{total}</w:tr></w:tbl>"
        )


def _chinese(early: bool) -> str:
    make = _Writer("zh", early)
    write = make.paragraph
    return "".join(
        (
            write("Company", "{company}"),
            write("Letterhead", "{letterhead}"),
            write("Reference", "编号：", "{reference}"),
            write("Subject", "{subject}"),
            write("Address", "致：", "*{customer}"),
            write("Address", "地址：", "{customer_address}"),
            write("Address", "收件人：", "{contact}"),
            write("Body", "{before}"),
            write("Unit", UNIT.zh, "{currency}"),
            make.table(),
            write("Note", "{note}"),
            write("Block", f"{make.total.zh}（大写）：", "*{total_capitals}"),
            write("BlockTitle", "*{bank_title}"),
            write("Block", "{bank_details}"),
            write("Body", "{after}"),
            write("Ending", "{closing}"),
            write("Signature", "{company}", "（盖章）"),
            write("Signature", "经办人：", "{clerk}"),
            write("SignedOn", "{as_of}"),
            write("SlipTitle", "{slip_title}"),
            write("Slip", "{slip_text}"),
        )
    )


def _english(early: bool) -> str:
    make = _Writer("en", early)
    write = make.paragraph
    return "".join(
        (
            write("Company", "{company}"),
            write("Letterhead", "{letterhead}"),
            write("Reference", "{as_of}"),
            write("Reference", "Our reference: ", "{reference}"),
            write("Address", "*{customer}"),
            write("Address", "Attention: ", "{contact}"),
            write("Address", "{customer_address}"),
            write("Greeting", "{greeting}"),
            write("Subject", "{subject}"),
            write("Body", "{before}"),
            write("Unit", UNIT.en, "{currency}"),
            make.table(),
            write("Note", "{note}"),
            write("BlockTitle", "*{bank_title}"),
            write("Block", "{bank_details}"),
            write("Body", "{after}"),
            write("Signature", "{closing}"),
            write("Signed", "{clerk}"),
            write("Address", "{company}"),
            write("SlipTitle", "{slip_title}"),
            write("Slip", "{slip_text}"),
        )
    )


def _footer(language: str) -> str:
    def page(code: str) -> str:
        return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    def run(text: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'

    before, middle, after = ("第", "页，共", "页") if language == ZH else ("Page ", " of ", "")
    return (
        f'{HEADER}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f"{run(before)}{page('PAGE')}{run(middle)}{page('NUMPAGES')}{run(after)}</w:p></w:ftr>"
    )


def letter_template(language: Speech, watermark: Text = NOTHING, early: bool = False) -> bytes:
    """The Word template a user may take, change in Word and give back as `template`; that of a courtesy note
    before the due date is `early`.
    """
    body = _chinese(early) if language is Speech.ZH else _english(early)
    return package(body, language.code, watermark.say(language.code))


def package(body: str, language: str, watermark: str = "") -> bytes:
    """A Word document with this body, in the styles of the letters, its pages numbered.

    A watermark stands behind the text of every page, and once more as words in its header.
    """
    marked = '<w:headerReference w:type="default" r:id="rId3"/>' if watermark else ""
    document = (
        f'{HEADER}<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{body}<w:sectPr>{marked}'
        '<w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1020" w:right="1134" w:bottom="1020" w:left="1134" w:header="567" w:footer="567" '
        'w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    types = (
        f'{HEADER}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{WORD}styles+xml"/>'
        f'<Override PartName="/word/footer1.xml" ContentType="{WORD}footer+xml"/>'
        + (f'<Override PartName="/word/header1.xml" ContentType="{WORD}header+xml"/>' if watermark else "")
        + "</Types>"
    )
    roots = (
        f'{HEADER}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    links = (
        f'{HEADER}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/footer" Target="footer1.xml"/>'
        + (f'<Relationship Id="rId3" Type="{OFFICE}/header" Target="header1.xml"/>' if watermark else "")
        + "</Relationships>"
    )
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": roots,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": links,
        "word/styles.xml": styles(language),
        "word/footer1.xml": _footer(language),
    }
    if watermark:
        parts["word/header1.xml"] = watermarked_header(watermark)
    return zipped((name, text.encode("utf-8")) for name, text in parts.items())
