"""How our printable sheets look: their styles, and the rows that every one of them has.

The one rule: a sheet is made of these and of its own words, so that all of them read alike.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Sequence

from ..money import ZERO
from .facts import BANK, BANK_TITLE, Sender
from .plain_text import plain
from .sheet_pages import QUIET, TINT, Cell, Style

Row = Sequence[Cell]

COMPANY = Style(size=15, bold=True, side="center")
LETTERHEAD = Style(size=9, colour=QUIET, side="center", edges="b")
TITLE = Style(size=14, bold=True, side="center")
BOLD = Style(bold=True)
TEXT = Style()
SMALL = Style(size=9, colour=QUIET)
SMALL_RIGHT = SMALL._replace(side="right")
HEAD = Style(bold=True, side="center", fill=TINT, edges="lrtb")
BOX = Style(edges="lrtb", size=9)
BOX_CENTRE = BOX._replace(side="center")
BOX_BOLD = BOX._replace(bold=True)
BOX_RIGHT = BOX._replace(side="right")
SECTION = Style(bold=True, edges="b")

BLANK: Row = (Cell(),)


def money(form: str, bold: bool = False, fill: str = "") -> Style:
    """A boxed amount in a number format."""
    return Style(form, "right", bold, 9, fill=fill, edges="lrtb", wrap=False)


def amount(value: Decimal, style: Style) -> Cell:
    """An amount; nothing where it is nothing."""
    return Cell(value if value != ZERO else None, style)


def across(text: str, columns: int, style: Style = TEXT) -> Row:
    """Words across the whole sheet."""
    return (Cell(plain(text), style, columns),)


def letterhead(ours: Sender, title: str, columns: int) -> list[Row]:
    """Our name, how to reach us, and what the sheet is; what is empty is left out."""
    reach = "  |  ".join(filter(None, map(plain, (ours.address, ours.phone, ours.email))))
    rows = [across(ours.company, columns, COMPANY)] if plain(ours.company) else []
    rows += [across(reach, columns, LETTERHEAD)] if reach else []
    return [*rows, BLANK, across(title, columns, TITLE), BLANK]


def account(ours: Sender, language: str, columns: int) -> list[Row]:
    """Where the money goes; nothing without an account."""
    if not plain(ours.bank_account):
        return []
    values = (ours.company, ours.bank, ours.bank_account)
    rows = [BLANK, across(BANK_TITLE.say(language), columns, BOLD)]
    rows += [across(label.say(language).format(plain(v)), columns) for label, v in zip(BANK, values) if v]
    return rows
