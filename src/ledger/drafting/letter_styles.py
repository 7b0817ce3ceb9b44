"""How the letters look: the paragraph styles of the Word templates, one row each.

The one rule: a template's paragraphs name a style and nothing else, so that a user changes the look in one
place in Word. Sizes are in half points, spaces in twentieths of a point.
"""

from __future__ import annotations

from typing import NamedTuple

from ..language import ZH

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TABLE, SMALL, MEDIUM = 17, 18, 20


class Look(NamedTuple):
    """What differs between the languages: a Chinese letter is centred and its paragraphs are indented."""

    latin: str
    heading: str  # the East Asian font of headings
    body: int
    subject: int
    title_side: str
    reference_side: str
    signature_side: str
    indent: str
    line: int


CHINESE = Look(
    "Times New Roman", "黑体", 24, 32, "center", "right", "right",
    '<w:ind w:firstLineChars="200" w:firstLine="480"/>', 340,
)  # fmt: skip
ENGLISH = Look("Arial", "黑体", 21, 23, "left", "left", "left", "", 300)


class Style(NamedTuple):
    """A paragraph style: space before and after, side, and what else it holds, in the schema's order."""

    name: str
    before: int
    after: int
    side: str = "left"
    size: int = 0
    bold: bool = False
    keep: str = ""  # keepNext: on one page with the paragraph after it
    border: str = ""
    line: int = 0
    indent: str = ""


def _all(look: Look) -> tuple[Style, ...]:
    under = '<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="6" w:color="404040"/></w:pBdr>'
    cut = '<w:pBdr><w:top w:val="dashed" w:sz="6" w:space="8" w:color="7F7F7F"/></w:pBdr>'
    title = look.title_side
    return (
        Style("Company", 0, 0, title, 36, bold=True),
        Style("Letterhead", 60, 200, title, SMALL, border=under),
        Style("Reference", 0, 60, look.reference_side, MEDIUM),
        Style("Subject", 160, 160, title, look.subject, bold=True, keep="keepNext"),
        Style("Address", 20, 20),
        Style("Greeting", 240, 60),
        Style("Body", 60, 40, "both", line=look.line, indent=look.indent),
        Style("Ending", 60, 40, "both", keep="keepNext", line=look.line, indent=look.indent),
        Style("Unit", 80, 40, "right", SMALL, keep="keepNext"),
        Style("Cell", 30, 30, "left", TABLE),
        Style("Figure", 30, 30, "right", TABLE),
        Style("Note", 40, 0, "left", SMALL),
        Style("Footer", 0, 0, "center", SMALL),
        Style("BlockTitle", 120, 20, keep="keepNext"),
        Style("Block", 30, 30),
        Style("Signature", 100, 0, look.signature_side, keep="keepNext"),
        Style("SignedOn", 100, 0, look.signature_side),
        Style("Signed", 800, 20, keep="keepNext"),
        Style("SlipTitle", 360, 40, "center", MEDIUM, bold=True, keep="keepNext", border=cut),
        Style("Slip", 0, 60, "left", MEDIUM, keep="keepNext"),
    )


def _xml(style: Style, look: Look) -> str:
    keep = f"<w:{style.keep}/>" if style.keep else ""
    line = f' w:line="{style.line}" w:lineRule="atLeast"' if style.line else ""
    spacing = f'<w:spacing w:before="{style.before}" w:after="{style.after}"{line}/>'
    fonts = f'<w:rFonts w:ascii="{look.latin}" w:hAnsi="{look.latin}" w:eastAsia="{look.heading}"/><w:b/>'
    size = f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>' if style.size else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.name}">'
        f'<w:name w:val="Letter {style.name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{keep}{style.border}{spacing}{style.indent}<w:jc w:val="{style.side}"/></w:pPr>'
        f"<w:rPr>{fonts if style.bold else ''}{size}</w:rPr></w:style>"
    )


def styles(language: str) -> str:
    """The part word/styles.xml."""
    look = CHINESE if language == ZH else ENGLISH
    return (
        f'{HEADER}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{look.latin}" w:hAnsi="{look.latin}" w:cs="{look.latin}" w:eastAsia="宋体"/>'
        f'<w:sz w:val="{look.body}"/><w:szCs w:val="{look.body}"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"</w:style>{''.join(_xml(style, look) for style in _all(look))}</w:styles>"
    )
