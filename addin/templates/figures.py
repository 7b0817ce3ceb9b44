"""The Figures sheet: native formulas that turn result tables into what the Dashboard shows and draws.

The one rule: every formula is written beside the answer computed here in the same way, so that the cached
value and a recalculated one are equal; a sum over lines that have no answer is a message, not a sum.

Text of a result is compared as `text&""`: Calc does not find text that came from an extension's array equal to
any other (SUMIFS over it is 0), unless it was made anew.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any, NamedTuple

from ledger.enumerations import Kind, ReceiptKind
from ledger.language import Text
from ledger.tables import sheets as declared
from ledger.tables import show
from ledger.tables.cells import SERIAL_ZERO

from . import inputs, names
from .results import column_of

LAST = names.LAST_LINE + 1
CURRENCY_LINES, MONTHS, GAPS, STAGES = 6, 28, 10, 16
FAR = 400  # days ahead that the plan still draws; a retention of years would flatten the rest
BEHIND = 24  # months of the S-curve before the day asked about
NOT_COUNTED = "#LEDGER! {n} lines have no amount"


SIGNS = ("▲", "●", "○")


class Cell(NamedTuple):
    """A formula and its answer."""

    formula: str
    value: Any
    array: bool = False


class Source:
    """What the figures are made of: the grids as they stand on the sheets, and the ranges they stand in."""

    def __init__(
        self, grids: dict[str, Any], answered: dict[str, Any], as_of: date | None, language: str
    ) -> None:
        self.language = language
        self.as_of = inputs.plain(as_of) if as_of else ""
        self._grids = {**grids, **answered}
        self._results = {result.key: result for result in show.RESULTS}
        self._sheets = {sheet.key: sheet for sheet in declared.INPUTS}

    def range(self, key: str, column: str) -> str:
        """The range of a column: a field of an input sheet, or the English heading of a result."""
        letter = self._letter(key, column)
        return f"'{names.SHEETS[key].say(self.language)}'!${letter}$2:${letter}${LAST}"

    def _letter(self, key: str, column: str) -> str:
        if key in self._results:
            return column_of(self._results[key], column)
        place = self._place(key, column)
        return inputs.xl_col_to_name(place)

    def _place(self, key: str, column: str) -> int:
        if key in self._results:
            return next(i for i, c in enumerate(self._results[key].columns) if c.heading.en == column)
        columns = inputs.laid_out(self._sheets[key])
        return next(
            i for i, c in enumerate(columns)
            if (isinstance(c, inputs.Calculated) and c.heading.en == column) or getattr(c, "field", "") == column
        )  # fmt: skip

    def lines(self, key: str, *columns: str) -> list[tuple[Any, ...]]:
        """The cells of these columns, line by line."""
        places = [self._place(key, column) for column in columns]
        grid = self._grids[key]
        if len(grid) < 2:
            return []
        return [tuple(row[place] for place in places) for row in grid[1:]]


def label(text: Text, language: str) -> str:
    """A Text in one language."""
    return text.say(language)


def number(cell: Any) -> float:
    """A cell as SUM takes it: text counts for nothing."""
    return cell if isinstance(cell, float) else 0.0


def unanswered(s: Source) -> Cell:
    """How many lines of Positions have no answer, or stand below the lines that are added up."""
    page = f"'{names.SHEETS['positions'].say(s.language)}'"
    whole = s.range("positions", "Billable now")
    formula = f'=COUNTIF({whole},"#LEDGER!*")+COUNTIF({page}!$A$1,"#LEDGER!*")+{_below(page)}'
    return Cell(formula, float(_silent(s)))


def _below(page: str) -> str:
    """Lines past the last one that formulas reach: a book that has outgrown the Dashboard says so."""
    return f'COUNTIF({page}!$A${LAST + 1}:$A$200000,"?*")'


def _silent(s: Source) -> int:
    grid = s._grids["positions"]
    first = isinstance(grid[0][0], str) and grid[0][0].startswith("#LEDGER!")
    return sum(str(b).startswith("#LEDGER!") for (b,) in s.lines("positions", "Billable now")) + first


def outside(s: Source) -> Cell:
    """How many lines stand under an input table instead of in it."""
    parts = []
    for sheet in declared.INPUTS:
        first = next(c for c in sheet.columns if c.daily)
        name = names.SHEETS[sheet.key].say(s.language)
        within = f"{names.TABLES[sheet.key]}[[#Data],[{inputs.heading(first, s.language)}]]"
        parts.append(f"COUNTA('{name}'!$A$2:$A${LAST})-COUNTA({within})")
    return Cell("=" + "+".join(parts), 0.0)


def severities(s: Source) -> Cell:
    """How many mismatches there are of each severity, by their signs."""
    column = s.range("mismatches", "Severity")
    found = [str(cell) for (cell,) in s.lines("mismatches", "Severity")]
    counts = {sign: sum(cell.startswith(sign) for cell in found) for sign in SIGNS}
    formula = '&"    "&'.join(f'"{sign} "&COUNTIF({column},"{sign}*")' for sign in SIGNS)
    return Cell(f"={formula}", "    ".join(f"{sign} {count}" for sign, count in counts.items()))


def currencies(s: Source) -> list[Cell]:
    """The currencies of the contracts, each once, in the order of the sheet."""
    found: list[str] = []
    for (currency,) in s.lines("contracts", "currency"):
        if currency and currency not in found:
            found.append(currency)
    column = s.range("contracts", "currency")
    answers = []
    for n in range(CURRENCY_LINES):
        above = f"$A$5:$A${5 + n}"
        formula = f'=IFERROR(INDEX({column},MATCH(0,COUNTIF({above},{column})+({column}=""),0)),"")'
        answers.append(Cell(formula, found[n] if n < len(found) else "", True))
    return answers


TOTALS = (
    ("contract", Text("Contracts", "合同额")),
    ("Earned", Text("Earned", "已完产值")),
    ("Claimed", Text("Claimed (work)", "请款（产值）")),
    ("Certified", Text("Certified (work)", "批复（产值）")),
    ("Invoiced", Text("Invoiced", "累计开票")),
    ("Received", Text("Received", "累计回款")),
    ("Outstanding", Text("Outstanding", "未收余额")),
    ("Overdue", Text("Overdue", "逾期金额")),
    ("Billable now", Text("Billable now", "可请款额")),
)


# Advances that are recouped and retention that is released are no work: they count as money, not as value.
# Work is counted once, where it is measured; what is claimed for it also where a later stage tops it up.
WORK = {"Earned": (1,), "Claimed": (1, 2), "Certified": (1, 2)}
MEASURED = WORK["Earned"]


def _work(s: Source, count: int, counted: tuple[int, ...]) -> list[bool]:
    """Whether each line of Positions counts; its lines are those of Milestones."""
    flags = [n in counted for (n,) in s.lines("milestones", "Counts as work")]
    return (flags + [False] * count)[:count]


def total(s: Source, column: str, currency_at: str, currency: str, guard: str) -> Cell:
    """A guarded total of one currency."""
    if column == "contract":
        amounts, by = s.range("contracts", "Sum with variations"), s.range("contracts", "currency")
        sums = [
            number(a) for a, c in s.lines("contracts", "Sum with variations", "currency") if c == currency
        ]
        value: Any = sum(sums) if currency else ""
        return Cell(f'=IF({currency_at}="","",SUMIFS({amounts},{by},{currency_at}))', value)
    amounts, by = s.range("positions", column), s.range("positions", "Currency")
    counted, only = WORK.get(column, ()), s.range("milestones", "Counts as work")
    rows = s.lines("positions", column, "Currency")
    flags = _work(s, len(rows), counted) if counted else [True] * len(rows)
    sums = [number(a) for (a, c), n in zip(rows, flags) if c == currency and n]
    more = f"*({'+'.join(f'({only}={n})' for n in counted)})" if counted else "*1"
    value = "" if not currency else NOT_COUNTED.format(n=_silent(s)) if _silent(s) else round(sum(sums), 2)
    formula = (
        f'=IF({currency_at}="","",IF({guard}=0,SUMPRODUCT(({by}&""={currency_at}){more},{amounts}),'
        f'"#LEDGER! "&{guard}&" lines have no amount"))'
    )
    return Cell(formula, value)


BUCKETS = tuple(column.heading for column in show.AGEING.columns[8:15])


def ageing(s: Source, currency: str) -> list[Cell]:
    """Open amounts of the chosen currency by age; a message where a line has no answer."""
    answers = []
    first = s.range("ageing", "Customer")
    silent = sum(str(c).startswith("#LEDGER!") for (c,) in s.lines("ageing", "Customer"))
    for bucket in BUCKETS:
        amounts, by = s.range("ageing", bucket.en), s.range("ageing", "Currency")
        sums = [number(a) for a, c in s.lines("ageing", bucket.en, "Currency") if c == currency]
        page = f"'{names.SHEETS['ageing'].say(s.language)}'"
        count = f'(COUNTIF({first},"#LEDGER!*")+{_below(page)})'
        formula = (
            f'=IF({count}=0,SUMPRODUCT(({by}&""={names.CHOSEN_CURRENCY})*1,{amounts}),'
            f'"#LEDGER! "&{count}&" lines have no amount")'
        )
        answers.append(Cell(formula, NOT_COUNTED.format(n=silent) if silent else round(sum(sums), 2)))
    return answers


def months(s: Source) -> list[Cell]:
    """The month ends of the S-curve: two years back, three months ahead."""
    answers = []
    for n in range(MONTHS):
        value: Any = ""
        if s.as_of != "":
            day = SERIAL_ZERO + timedelta(days=int(s.as_of))
            month = day.year * 12 + day.month - 1 + n - BEHIND
            year, at = divmod(month, 12)
            last = date(year, at + 1, calendar.monthrange(year, at + 1)[1])
            value = inputs.plain(last)
        answers.append(Cell(f'=IF({names.AS_OF}="","",EOMONTH({names.AS_OF},{n - BEHIND}))', value))
    return answers


def curve(s: Source, kind: str, month_at: str, month: Any, chosen: str, by_contract: bool) -> Cell:
    """One point of the S-curve: cumulative planned, earned or received, of a contract or a currency."""
    name = names.CHOSEN_CONTRACT if by_contract else names.CHOSEN_CURRENCY
    blank = f'=IF({month_at}="",NA(),'
    if kind == "received":
        by = s.range("receipts", "contract" if by_contract else "Currency")
        amounts, days, kinds = (s.range("receipts", c) for c in ("amount", "on", "kind"))
        pending, credit = (w.label.say(s.language) for w in (ReceiptKind.BILL_PENDING, ReceiptKind.CREDIT))
        rows = s.lines("receipts", "contract" if by_contract else "Currency", "amount", "on", "kind")
        value = sum(
            number(a)
            for c, a, on, k in rows
            if c == chosen and _upto(on, month) and k not in (pending, credit)
        )
        sums = (
            f'SUMIFS({amounts},{by},{name},{days},"<="&{month_at},{kinds},"<>{pending}",{kinds},"<>{credit}")'
        )
    else:
        by = s.range("positions", "Contract" if by_contract else "Currency")
        amounts = s.range("positions", "Value" if kind == "planned" else "Earned")
        days = s.range("positions", "Planned on" if kind == "planned" else "Triggered on")
        columns = (
            "Contract" if by_contract else "Currency",
            "Value" if kind == "planned" else "Earned",
            "Planned on" if kind == "planned" else "Triggered on",
        )
        rows = s.lines("positions", *columns)
        rows = [row for row, n in zip(rows, _work(s, len(rows), MEASURED)) if n]
        only = s.range("milestones", "Counts as work")
        passed = kind == "earned" and month != "" and month >= s.as_of
        value = sum(number(a) for c, a, on in rows if c == chosen and (passed or _upto(on, month)))
        whole = f'({by}&""={name})*({only}=1)'
        sums = f"SUMPRODUCT({whole}*ISNUMBER({days})*({days}<={month_at}),{amounts})"
        if kind == "earned":  # today: also what is earned under a condition not met yet
            sums = f"IF({month_at}>={names.AS_OF},SUMPRODUCT({whole},{amounts}),{sums})"
    if kind == "planned":
        return Cell(f"{blank}{sums})", "#N/A" if month == "" else round(value, 2))
    over = month != "" and month > _month_end(s.as_of)
    late = f"IF({month_at}>EOMONTH({names.AS_OF},0),NA(),{sums})"
    return Cell(f"{blank}{late})", "#N/A" if month == "" or over else round(value, 2))


def _upto(on: Any, month: Any) -> bool:
    return isinstance(on, float) and month != "" and on <= month


def _month_end(serial: Any) -> float:
    day = SERIAL_ZERO + timedelta(days=int(serial or 0))
    return float((day.replace(day=calendar.monthrange(day.year, day.month)[1]) - SERIAL_ZERO).days)


GAP_COLUMNS = ("Contract", "Milestone", "Received", "Overdue", "Outstanding", "Billable now")


def gaps(s: Source, currency: str, first_line: int) -> list[list[Cell]]:
    """The ten milestones with most money still to come: place, label, received, not yet due, overdue, billable."""
    cur, out, bill = (s.range("positions", c) for c in ("Currency", "Outstanding", "Billable now"))
    amount = f"ROUND({out}+{bill},2)+ROW({out})/10^6"  # the line's number tells equal amounts apart
    key = f'IFERROR(IF({cur}&""={names.CHOSEN_CURRENCY},{amount},0),0)'
    rows = s.lines("positions", "Currency", *GAP_COLUMNS)
    keyed = []
    for i, (c, _contract, _stage, _received, _overdue, open_, billable) in enumerate(rows):
        ok = c == currency and isinstance(open_, float) and isinstance(billable, float)
        keyed.append(round(open_ + billable, 2) + (i + 2) / 10**6 if ok else 0.0)
    order = sorted(range(len(rows)), key=lambda i: -keyed[i])
    answers = []
    for n in range(GAPS):
        at = f"$A${first_line + n}"
        i = order[n] if n < len(order) and keyed[order[n]] >= 0.01 else None
        row = rows[i] if i is not None else ()
        cells = [
            Cell(
                f'=IF(LARGE({key},{n + 1})<0.01,"",MATCH(LARGE({key},{n + 1}),{key},0))',
                float(i + 1) if i is not None else "",
                True,
            )
        ]

        def of(column: str, at: str = at) -> str:
            return f"INDEX({s.range('positions', column)},{at})"

        name = f'{of("Contract")}&" "&{of("Milestone")}'
        figures = (
            (name, f"{row[1]} {row[2]}" if row else ""),
            (of("Received"), row[3] if row else ""),
            (f"{of('Outstanding')}-{of('Overdue')}", round(row[5] - row[4], 2) if row else ""),
            (of("Overdue"), row[4] if row else ""),
            (of("Billable now"), row[6] if row else ""),
        )
        cells += [Cell(f'=IF({at}="","",{formula})', value) for formula, value in figures]
        answers.append(cells)
    return answers


def plan(s: Source, contract: str, first_line: int) -> list[list[Cell]]:
    """The stages of the chosen contract: place, label, planned, actual, late, and the parts of their bars."""
    by = s.range("positions", "Contract")
    rows = s.lines("positions", "Contract", "Milestone", "Name", "Planned on", "Triggered on")
    places = [i for i, row in enumerate(rows) if row[0] == contract and contract]
    starts = [row[3] for row in rows if row[0] == contract and isinstance(row[3], float)]
    starts += [row[4] for row in rows if row[0] == contract and isinstance(row[4], float)]
    start = min(starts) if starts else ""
    planned, met = s.range("positions", "Planned on"), s.range("positions", "Triggered on")
    start_at = f"$K${first_line}"
    answers = []
    for n in range(STAGES):
        line = first_line + n
        row = rows[places[n]] if n < len(places) else ()
        place = Cell(
            f'=IFERROR(SMALL(IF(({by}&""={names.CHOSEN_CONTRACT})*({by}<>""),ROW({by})-1),{n + 1}),"")',
            float(places[n] + 1) if row else "",
            True,
        )
        at, p, m = f"$A${line}", f"$C${line}", f"$D${line}"
        pv, mv = (row[3], row[4]) if row else ("", "")
        both = isinstance(pv, float) and isinstance(mv, float)
        missed = isinstance(pv, float) and mv == "" and s.as_of != "" and pv < s.as_of
        end = mv if both else s.as_of if missed else ""
        name = (
            f'INDEX({s.range("positions", "Milestone")},{at})&" "&INDEX({s.range("positions", "Name")},{at})'
        )
        late: Any = end - pv if end != "" else ""
        far = isinstance(pv, float) and s.as_of != "" and pv > s.as_of + FAR
        known = isinstance(pv, float) and start != "" and not far
        first = min(pv, end) if end != "" else pv
        ending = f'IF({m}<>"",{m},IF(AND({p}<>"",{p}<{names.AS_OF}),{names.AS_OF},""))'
        none = f'OR({p}="",{p}>{names.AS_OF}+{FAR})'
        answers.append([
            place,
            Cell(f'=IF({at}="","",{name})', f"{row[1]} {row[2]}" if row else ""),
            Cell(f'=IF({at}="","",IF(INDEX({planned},{at})="","",INDEX({planned},{at})))', pv),
            Cell(f'=IF({at}="","",IF(INDEX({met},{at})="","",INDEX({met},{at})))', mv),
            Cell(f'=IF({p}="","",IFERROR({ending}-{p},""))', late),
            Cell(f'=IF({none},"",MIN({p},{p}+N($E${line}))-{start_at})', first - start if known else ""),
            Cell(f'=IF({none},"",IF(N($E${line})=0,4,0))', 4.0 * (not late) if known else ""),
            Cell(f'=IF({none},"",MAX(0,-N($E${line})))', max(0.0, -(late or 0.0)) if known else ""),
            Cell(f'=IF({none},"",IF({m}="",0,MAX(0,N($E${line}))))', max(0.0, late or 0.0) * (mv != "") if known else ""),
            Cell(f'=IF({none},"",IF({m}="",MAX(0,N($E${line})),0))', max(0.0, late or 0.0) * (mv == "") if known else ""),
        ])  # fmt: skip
    every = f'IF({by}&""={names.CHOSEN_CONTRACT},{planned})', f'IF({by}&""={names.CHOSEN_CONTRACT},{met})'
    answers[0].append(
        Cell(
            f'=IF(COUNT({every[0]})+COUNT({every[1]})=0,"",MIN(IF(ISNUMBER({planned}),{every[0]}),IF(ISNUMBER({met}),{every[1]})))',
            start,
            True,
        )
    )
    return answers


RELEASE = Kind.RELEASE
