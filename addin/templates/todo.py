"""This week's to-do: what falls due, what was promised, which retention to release, which pause ends.

The one rule: every line is found by a native formula and by the same search here, so the cached list and a
recalculated one are equal.
"""

from __future__ import annotations

from typing import Any, Callable, NamedTuple

from ledger.enumerations import Kind
from ledger.language import Text

from . import names
from .figures import Cell, Source


class Group(NamedTuple):
    """One kind of line: how many it may have, its word, how far ahead it looks, and where it is found."""

    key: str
    room: int
    word: Text
    ahead: int
    table: str
    day: str
    shown: tuple[tuple[str, str], ...]  # contract, customer, amount: (table, column) or ("", "") for none


DUE, PROMISED, RELEASE, PAUSE = "due", "promised", "release", "pause"
GROUPS = (
    Group(DUE, 4, Text("falls due", "到期"), 7, "ageing", "Due on",
          (("ageing", "Contract"), ("ageing", "Customer"), ("ageing", "Outstanding"))),
    Group(PROMISED, 3, Text("promised", "承诺付款"), 7, "contacts", "promised_on",
          (("contacts", "contract"), ("", ""), ("contacts", "promised"))),
    Group(RELEASE, 4, Text("retention back", "质保金应返还"), 90, "milestones", "planned_on",
          (("milestones", "contract"), ("positions", "Customer"), ("positions", "Value"))),
    Group(PAUSE, 2, Text("pause ends", "暂停到期"), 30, "contracts", "blocked_until",
          (("contracts", "number"), ("contracts", "customer"), ("", ""))),
)  # fmt: skip
LINES = sum(group.room for group in GROUPS)


def lines(s: Source, first_line: int) -> list[list[Cell]]:
    """Place, day, word, contract, customer and amount of each line of the list."""
    answers = []
    line = first_line
    for group in GROUPS:
        found = _found(s, group)
        for n in range(group.room):
            answers.append(_line(s, group, f"$A${line}", n, found[n] if n < len(found) else None))
            line += 1
    return [row + shown for row, shown in zip(answers, _without_gaps(answers, first_line))]


def _without_gaps(rows: list[list[Cell]], first_line: int) -> list[list[Cell]]:
    """The lines that are there, one under another: where each stands, and what it says."""
    last = first_line + len(rows) - 1
    there = [i for i, row in enumerate(rows) if row[0].value != ""]
    places = f"$A${first_line}:$A${last}"
    answers = []
    for n in range(len(rows)):
        i = there[n] if n < len(there) else None
        at = f"$G${first_line + n}"
        place = f'=IFERROR(SMALL(IF(ISNUMBER({places}),ROW({places})-{first_line - 1}),{n + 1}),"")'
        cells = [Cell(place, float(i + 1) if i is not None else "", True)]
        for column, letter in enumerate("BCDEF", start=1):
            whole = f"${letter}${first_line}:${letter}${last}"
            cells.append(
                Cell(f'=IF({at}="","",INDEX({whole},{at}))', rows[i][column].value if i is not None else "")
            )
        answers.append(cells)
    return answers


def _found(s: Source, group: Group) -> list[int]:
    if s.as_of == "":
        return []
    rows = s.lines(group.table, group.day)
    keep = _open_release(s) if group.key == RELEASE else None
    low = 1.0 if group.key == RELEASE else s.as_of
    return [
        i
        for i, (day,) in enumerate(rows)
        if isinstance(day, float) and low <= day <= s.as_of + group.ahead and (keep is None or keep(i))
    ]


def _open_release(s: Source) -> Callable[[int], bool]:
    word = Kind.RELEASE.label.say(s.language)
    stages = s.lines("milestones", "contract", "number", "kind")
    claimed = {(contract, stage) for contract, stage in s.lines("claims", "contract", "milestone")}
    return lambda i: stages[i][2] == word and (stages[i][0], stages[i][1]) not in claimed


def _line(s: Source, group: Group, at: str, n: int, found: int | None) -> list[Cell]:
    days = s.range(group.table, group.day)
    low = "1" if group.key == RELEASE else names.AS_OF
    condition = f'ISNUMBER({days})*({days}>={low})*({days}<={names.AS_OF}+{group.ahead})*({names.AS_OF}<>"")'
    if group.key == RELEASE:
        word = Kind.RELEASE.label.say(s.language)
        contract, stage, kind = (s.range("milestones", c) for c in ("contract", "number", "kind"))
        by, on = s.range("claims", "contract"), s.range("claims", "milestone")
        condition += f'*({kind}="{word}")*(COUNTIFS({by},{contract},{on},{stage})=0)'
    place = f'=IFERROR(SMALL(IF({condition},ROW({days})-1),{n + 1}),"")'
    cells = [
        Cell(place, float(found + 1) if found is not None else "", True),
        _cell(s, at, group.table, group.day, found),
        Cell(
            f'=IF({at}="","","{group.word.say(s.language)}")',
            group.word.say(s.language) if found is not None else "",
        ),
    ]
    for (table, column), field in zip(group.shown, ("contract", "customer", "amount")):
        if table:
            cells.append(_cell(s, at, table, column, found))
        elif field == "customer":
            cells.append(_customer(s, at, group, found))
        else:
            cells.append(Cell(f'=IF({at}="","","")', ""))
    return cells


def _cell(s: Source, at: str, table: str, column: str, found: int | None) -> Cell:
    value: Any = ""
    rows = s.lines(table, column)
    if found is not None and found < len(rows):
        value = rows[found][0]
    return Cell(f'=IF({at}="","",INDEX({s.range(table, column)},{at}))', value)


def _customer(s: Source, at: str, group: Group, found: int | None) -> Cell:
    """The customer of the contract on the line."""
    (table, column), *_ = group.shown
    number, customer = s.range("contracts", "number"), s.range("contracts", "customer")
    value: Any = ""
    if found is not None:
        contract = s.lines(table, column)[found][0]
        value = dict(s.lines("contracts", "number", "customer")).get(contract, "")
    formula = f'=IF({at}="","",IFERROR(INDEX({customer},MATCH(INDEX({s.range(table, column)},{at}),{number},0)),""))'
    return Cell(formula, value)
