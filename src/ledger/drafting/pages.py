"""A printable Word document from lines and tables, in the styles of the letters.

The one rule: text from outside is only ever the text of a run; nothing in a cell can become
a field, a link or markup.
"""

from __future__ import annotations

from typing import Iterable, NamedTuple, Sequence, Union
from xml.sax.saxutils import escape

from .letter_template import package
from .plain_text import plain

WIDTH = 9638  # twentieths of a point between the margins: 17 cm


class Line(NamedTuple):
    """A paragraph: the letters' style it has, and its text."""

    style: str
    text: str
    bold: bool = False


class Table(NamedTuple):
    """A table: headings that repeat on each page, rows of texts, the width of each column in parts.

    A line end of ours within a cell begins a paragraph; text from outside has gone through `plain` before.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    parts: Sequence[int]
    figures: frozenset[int] = frozenset()  # columns set to the right
    last_bold: bool = False  # the last row is the total
    height: int = 0  # least height of a row, in twentieths of a point; rows with one stay on one page


Block = Union[Line, Table]


def _run(text: str, bold: bool) -> str:
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(plain(text))}</w:t></w:r>'


def _paragraph(style: str, text: str, bold: bool = False, keep: bool = False) -> str:
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}</w:pPr>{_run(text, bold)}</w:p>'


def _cell(style: str, text: str, bold: bool, keep: bool) -> str:
    """A cell's paragraphs, one for each line; a cell needs one even if it says nothing."""
    return "".join(_paragraph(style, line, bold, keep) for line in text.split("\n"))


def widths(parts: Sequence[int]) -> list[int]:
    """The columns' widths, in proportion, adding up to the page."""
    whole, used = sum(parts), 0
    answers: list[int] = []
    for part in parts:
        used += part
        answers.append(WIDTH * used // whole - sum(answers))
    return answers


def _table(table: Table) -> str:
    sizes, kept = widths(table.parts), table.height > 0

    def row(cells: Sequence[str], bold: bool, head: bool = False) -> str:
        written = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{_cell('Figure' if at in table.figures else 'Cell', cell, bold, kept)}</w:tc>"
            for at, (size, cell) in enumerate(zip(sizes, cells))
        )
        header = "<w:tblHeader/>" if head else ""
        high = f'<w:trHeight w:val="{table.height}"/>' if table.height and not head else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{high}{header}</w:trPr>{written}</w:tr>"

    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    rows = "".join(
        row(cells, table.last_bold and number == len(table.rows))
        for number, cells in enumerate(table.rows, 1)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/>'
        f'<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{row(table.headings, bold=True, head=True)}{rows}</w:tbl>"
    )


def pages(blocks: Iterable[Block], language: str, watermark: str = "") -> bytes:
    """The blocks as a .docx; an empty line or a table without rows is left out."""
    written = []
    for block in blocks:
        if isinstance(block, Line) and plain(block.text):
            written.append(_paragraph(block.style, block.text, block.bold))
        elif isinstance(block, Table) and block.rows:
            # two tables that touch would become one
            written.append(_table(block) + '<w:p><w:pPr><w:pStyle w:val="Note"/></w:pPr></w:p>')
    return package("".join(written), language, watermark)
