"""The list a command shows before anything is done, as people read it: the same words in every host.

The one rule: a heading has one form wherever it stands, so a cell is shown by the heading above it.
"""

from __future__ import annotations

from typing import Any, Sequence

from ..language import Text
from ..tables.show import LETTERS, RESULTS, to_day
from . import accounting, applying, charging, importing_bank, importing_progress, proving

MONEY, DATE, COUNT = "money", "date", "days"
# Headings that only lists have and that are no money; those of the result tables say their form themselves
HEADINGS = {
    DATE: (Text("Date", "日期"), Text("Look again on", "复查日")),
    COUNT: (Text("Line", "行"), Text("Missing", "缺失项"), Text("Files", "附件数")),
}
# Every list of a command that is no result table, for the names that programs know its columns by
LISTS = (
    accounting.LISTED, applying.LISTED, charging.LISTED, importing_bank.LISTED, importing_progress.LISTED,
    proving.LISTED,
)  # fmt: skip
COLUMNS = [column for result in (*RESULTS, LETTERS) for column in result.columns]
NAMED = [*(heading for listed in LISTS for heading in listed), *(column.heading for column in COLUMNS)]
ENGLISH = {heading.zh: heading.en for heading in NAMED}
FORMS = {
    **{word: form for form, headings in HEADINGS.items() for heading in headings for word in heading},
    **{word: column.form for column in COLUMNS for word in column.heading},
}


def readable(listing: Sequence[Sequence[Any]]) -> tuple[list[str], list[tuple[str, ...]]]:
    """Headings and rows of a list as texts: money with its cents, dates as dates, counts without a point.

    >>> readable([("Customer", "Overdue", "Days overdue"), ("Acme", 1200.5, 12.0)])
    (['Customer', 'Overdue', 'Days overdue'], [('Acme', '1,200.50', '12')])
    """
    if not listing:
        return [], []
    headings = [str(cell) for cell in listing[0]]
    forms = [FORMS.get(heading, MONEY) for heading in headings]
    return headings, [tuple(map(shown, row, forms)) for row in listing[1:]]


def shown(cell: Any, form: str) -> str:
    """One cell as text."""
    if not isinstance(cell, (int, float)):
        return str(cell)
    if form == DATE:
        return to_day(cell).isoformat()
    return f"{cell:,.2f}" if form == MONEY else f"{cell:g}"


def key(heading: str) -> str:
    """The name of a column for programs, the same in both languages.

    >>> key("逾期天数"), key("Days overdue")
    ('days_overdue', 'days_overdue')
    """
    return ENGLISH.get(heading, heading).lower().replace(",", "").replace(" ", "_")
