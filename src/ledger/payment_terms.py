"""Payment terms as people write them in a cell: "net 30", "60 days EOM", "月结30天", "25日截止，次月底付款".

A text is read from left to right into steps; one that is not understood to its last word is not read at all.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from .calendars import BUSINESS, CALENDAR, END_OF_MONTH, MONTHS, PAY_DAY, Step
from .conventions import Choice, Convention
from .language import Text

MONTH_END_FIRST = "month end first"
DAYS_FIRST = "days first"

DAYS_AND_MONTH_END = Convention(
    "days_and_month_end",
    (
        Choice(MONTH_END_FIRST, Text("end of the month, then n days", "先到月底，再加n天")),
        Choice(DAYS_FIRST, Text("n days, then end of that month", "先加n天，再到月底")),
    ),
    MONTH_END_FIRST,
    Text("What “30 days end of month” means", "“30天月底”的读法"),
    "DUE-11; oracles dates DT-04, DT-11 (month end first); odoo 30 days end of month (days first)",
)
CONVENTIONS = (DAYS_AND_MONTH_END,)


class Terms(NamedTuple):
    """What a payment term says: its steps, the day of the month it cuts off on, and a discount for haste."""

    steps: tuple[Step, ...]
    cutoff: int = 0
    discount: Decimal | None = None  # a share of the amount
    discount_days: int = 0


LONGEST = 1000  # days of a term, and letters of a text: anything longer is a slip

NTH = r"(?:st|nd|rd|th)"
NEXT = r"(?:next|following)(?: month)?"
NEXT_ZH = r"(?:次月|下个?月)的?"

# Tried in this order at each place of the text; the numbers they catch are the steps' numbers.
WORDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("discount", r"(\d+(?:\.\d+)?) ?%? ?/ ?(\d+)(?: days?)?"),
        ("now", r"(?:due )?(?:up)?on receipt|immediate(?:ly)?|today|cod\b|见票即付|货到付款|立即|即付|现结"),
        ("cutoff", rf"cut ?off(?: day)?(?: on)?(?: the)? (\d+){NTH}?|(\d+){NTH}? cut ?off(?: day)?"),
        ("cutoff", r"(?:每月)?(\d+)[日号](?:截止|截单|关账|结账)"),
        ("next month end", rf"(?:end|last day) of (?:the )?{NEXT}|{NEXT_ZH}月?[底末]"),
        ("next month day", rf"(?:the )?(\d+){NTH}?(?: day)? (?:of )?(?:the )?(?:{NEXT}|mfi|prox(?:imo)?)\b"),
        ("next month day", rf"{NEXT}(?: on)?(?: the)? (\d+){NTH}?|{NEXT_ZH}(\d+)[日号]"),
        ("next month first", rf"(?:the )?first(?: day)?(?: of)?(?: the)? {NEXT}"),
        (
            "month end",
            r"end of (?:the )?(?:(?:invoice|this|current|same) )?month|eom(?![a-z])|month end|end month",
        ),
        (
            "month end",
            r"last day(?: of (?:the )?(?:invoice )?month)?|fin de mois|[当本]?个?月[底末]",
        ),
        ("month end days", r"(?:次?月结)(\d+)?(?:天|日)?"),
        ("business days", r"(\d+) ?(?:(?:business|working|bank) days?|bd(?![a-z])|个?工作日)"),
        ("months", r"(\d+) ?(?:months?\b|mths?\b|m(?![a-z])|个月)"),
        ("weeks", r"(\d+) ?(?:weeks?\b|w(?![a-z])|个?星期|周)"),
        (
            "pay days",
            rf"(?:the )?((?:\d+{NTH}(?: ?(?:,|and|or|/) ?)?)+)(?: (?:day )?of (?:the|each|every) month)?",
        ),
        ("pay days", r"每月((?:\d+[日号](?:[、,或和]|及)?)+)"),
        ("days", r"(\d+) ?(?:calendar )?(?:days?\b|d(?![a-z])|个?(?:自然日|日历天|日历日|天|日))"),
        ("days", r"(\d+)"),
    )
)
# Words that join steps or name the start; "after" turns the order of two steps round, "then" keeps it.
JOINS = re.compile(
    r"(?:[ +.,;:()、。]|\b(?:after|from|then|to|the|of|and|net|n/|within|payment|payable|due|invoice|date"
    r"|in|on|by|terms?|plus|at|dated)\b|net(?=\d)|n/"
    r"|收到|开具|开票|发票|票到|之?日起|起|自|之?后|以?内|付款|支付|付清|账期|结算|的|为|在|日)+"
)
AFTER = re.compile(r"\b(?:after|from)\b")
THEN = re.compile(r"\b(?:then|to)\b")


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s_\-]+", " ", text).strip()


def _steps(kind: str, numbers: tuple[int, ...]) -> tuple[Step, ...]:
    number = numbers[0] if numbers else 0
    return {
        "now": (Step(CALENDAR, 0),),
        "next month end": (Step(END_OF_MONTH, 1),),
        "next month day": (Step(END_OF_MONTH), Step(PAY_DAY, days=(number,))),
        "next month first": (Step(END_OF_MONTH), Step(CALENDAR, 1)),
        "month end": (Step(END_OF_MONTH),),
        "month end days": (Step(END_OF_MONTH), Step(CALENDAR, number)),
        "business days": (Step(BUSINESS, number),),
        "months": (Step(MONTHS, number),),
        "weeks": (Step(CALENDAR, number * 7),),
        "pay days": (Step(PAY_DAY, days=numbers),),
        "days": (Step(CALENDAR, number),),
    }[kind]


def _joined(steps: list[Step], step: Step, joined_by: str, reading: str) -> None:
    """Add a step; a month end turns round the days before it, or counts the months before it (DUE-11)."""
    last = steps[-1] if steps else None
    if step == Step(END_OF_MONTH) and last is not None:
        if last.unit == MONTHS:
            steps[-1] = Step(END_OF_MONTH, last.number)
            return
        turned = AFTER.search(joined_by) or (reading == MONTH_END_FIRST and not THEN.search(joined_by))
        if last.unit in (CALENDAR, BUSINESS) and turned:
            steps[-1:] = [step, last]
            return
    steps.append(step)


def to_terms(text: str, reading: str = MONTH_END_FIRST) -> Terms | None:
    """The payment terms a text states, or None where any part of it is not understood.

    Units:  `reading` is the setting days_and_month_end.
    Rule:   DUE-11. "n days after the end of the month" counts from the month end; "n days then end of month"
            ends the month reached; "n days end of month" says neither, so the setting decides. Months before
            a month end are whole: "2 months EOM" is the last day of the second month after.
    Source: oracles dates DT-01, DT-04, DT-11; domain.md 1.10.

    >>> to_terms("net 30").steps
    (Step(unit='calendar', number=30, days=()),)
    >>> to_terms("月结60天") == to_terms("60 days after end of month")
    True
    >>> to_terms("as agreed") is None
    True
    """
    rest, joined_by = _plain(text[: LONGEST + 1]), ""
    steps: list[Step] = []
    terms = Terms(())
    while rest and len(rest) <= LONGEST:
        kind, found = next(
            ((kind, match) for kind, word in WORDS for match in (word.match(rest),) if match), ("", None)
        )
        if found is None:
            found = JOINS.match(rest)
            if found is None:
                return None
            joined_by = found.group()
        else:
            caught = " ".join(group for group in found.groups() if group)
            if kind == "discount":
                terms = terms._replace(
                    discount=Decimal(found.group(1)).scaleb(-2), discount_days=int(found.group(2))
                )
            elif kind == "cutoff":
                terms = terms._replace(cutoff=int(caught))
            else:
                for step in _steps(kind, tuple(map(int, re.findall(r"\d+", caught)))):
                    _joined(steps, step, joined_by, reading)
            joined_by = ""
        rest = rest[found.end() :]
    possible = terms.cutoff <= 31 and all(
        step.number <= LONGEST and all(1 <= day <= 31 for day in step.days) for step in steps
    )
    return terms._replace(steps=tuple(steps)) if steps and possible else None
