"""Import progress: tasks of a project tool's export become lines of Progress, for the milestones they name.

The one rule: nothing is guessed. A task is a milestone by its number, else by its exact name; whatever is
neither, or could be two, is listed with what would be right.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any, Iterable, Mapping, NamedTuple, Sequence

from ..billing.terms import is_period
from ..language import Text
from ..problems import Problem, found, message
from ..records import Milestone
from ..tables.book import Book, read_book
from ..tables.cells import SERIAL_ZERO, Unreadable, is_blank, is_error, plain, to_amount, to_text
from ..tables.settings import read_settings
from .desk import NoDay
from .exports import Export, Wanted, exports, heading_key, to_day
from .outcomes import Append, Edit, Outcome

CONTRACT, PROJECT = Text("Contract", "合同编号"), Text("Project", "项目")
TASK, DONE, DAY = Text("Task", "任务"), Text("Done", "完成百分比"), Text("Date", "日期")
PERCENT = Text("a percentage such as 45, 45% or 0.45", "百分比，如45、45%或0.45")
NEEDS = Text(
    "a task's number or name (WBS, Task Name) and its % Complete", "任务编号或名称，以及完成百分比（进度）"
)
# The headings of MS Project, PingCode, Worktile and of sheets that people make, in both languages
WANTED = (
    Wanted(
        "contract", CONTRACT, ("contract", "contract number", "contract no.", "合同编号", "合同号", "合同")
    ),
    Wanted("project", PROJECT, ("project", "project name", "所属项目", "项目名称", "项目")),
    Wanted(
        "number", TASK, (
            "milestone", "milestone number", "节点编号", "节点", "wbs", "wbs code", "outline number",
            "大纲数字", "大纲编号", "task number", "task no.", "任务编号", "工作项编号", "编号", "key",
            "task id", "id", "标识号",
        ),
    ),
    Wanted(
        "name", TASK, (
            "task name", "name", "task", "title", "summary", "milestone name", "任务名称", "任务标题",
            "节点名称", "工作项", "任务", "标题", "名称",
        ),
    ),
    Wanted(
        "done", DONE, (
            "% complete", "percent complete", "%complete", "complete %", "percentage complete", "progress",
            "completion", "done", "physical % complete", "完成百分比", "% 完成", "完成进度", "任务进度",
            "累计完成", "完成度", "完成率", "进度",
        ),
    ),
    Wanted(
        "on", DAY, (
            "status date", "progress date", "date", "as of", "updated", "updated at", "last updated",
            "状态日期", "进度日期", "统计日期", "数据日期", "日期", "更新时间", "更新日期", "最后更新时间",
        ),
    ),
    Wanted(
        "finished", DAY, (
            "actual finish", "actual end", "completed on", "completed at", "实际完成时间", "实际完成日期",
            "实际结束时间", "实际结束日期", "完成时间", "完成日期",
        ),
    ),
)  # fmt: skip
TOOLS = (
    ("PingCode", ("工作项", "工作项编号")),
    ("Worktile", ("任务标题", "任务编号")),
    ("MS Project", ("outline number", "大纲数字", "wbs")),
)
NO_DAY = ("na", "n/a", "--", "-")  # how MS Project writes a finish that has not been
LISTED = (
    Text("Contract", "合同编号"), Text("Milestone", "节点编号"), Text("Date", "日期"),
    Text("Done", "累计完成"), Text("Task", "任务"),
)  # fmt: skip
SAID = Text(
    "{new} measurement(s) to add, {same} already there or not begun, {wrong} line(s) not added. {unit}",
    "新增{new}条进度，{same}条已有或未开始，{wrong}行未导入。{unit}",
)
AS_PERCENT = Text(
    "A number above 1 in the column: its bare numbers are percent.",
    "列中有大于1的数字：不带%的数字按百分数读取。",
)
AS_SHARE = Text(
    "No number above 1 in the column: its bare numbers are shares, 1 is all of it.",
    "列中没有大于1的数字：不带%的按比例读取，1为全部。",
)


class Places(NamedTuple):
    """The book's contracts and milestones by the names an export may use."""

    contracts: Mapping[str, set[str]]
    numbers: Mapping[str, set[tuple[str, str]]]
    names: Mapping[str, set[tuple[str, str]]]
    stages: Mapping[tuple[str, str], Milestone]


class Known(NamedTuple):
    """Measurements by contract and milestone, those of the book and those added so far."""

    shares: dict[tuple[str, str], list[tuple[date, Decimal]]]
    measured: set[tuple[str, str]]


def import_progress(
    sheets: Mapping[str, Any],
    as_of: date | None,
    language: str,
    imported: Mapping[str, Any] | None = None,
    mapping: Mapping[str, str] | None = None,
    source: str = "",
) -> Outcome:
    """Lines for Progress from the sheets of another program's file.

    Units:  percentages 45, 45% or 0.45; a column with a bare number above 1 is percent, else share.
    Rule:   IMP-1: a task is measured on its line's own date, else, when it is 100%, on its actual finish,
            else on the day asked about; a planned finish or deadline is no measurement. IMP-2: a line that
            is there already (contract, milestone, date, done), and work not begun (0% and never measured),
            is not added; cumulative work never falls.
    Errors: each line that names no milestone, or more than one, is a Problem beside the answer.
    """
    book = read_book(sheets)
    day = as_of or read_settings(book.rules)[0].as_of
    places, known = _places(book), _known(book)
    tables, problems = exports(imported or {}, WANTED, _enough, NEEDS, mapping)
    lines: list[dict[str, Any]] = []
    listing: list[tuple[Any, ...]] = [tuple(label.say(language) for label in LISTED)]
    same = 0
    units: list[Text] = []
    for table in tables:
        percent = _is_percent(table)
        units.append(AS_PERCENT if percent else AS_SHARE)
        origin = source or " ".join(filter(None, (_tool(table), table.name)))
        for number, row in enumerate(table.lines, start=1):
            answer = _measurement(table, number, row, percent, places, day)
            if answer is None:
                continue
            if isinstance(answer, Problem):
                problems.append(answer)
                continue
            place, on, share = answer
            if (on, share) in known.shares[place] or (not share and place not in known.measured):
                same += 1
                continue
            fallen = _fallen(known.shares[place], on, share)
            if fallen is not None:
                said = message("progress_falls", before=_shown(fallen), found=_shown(share))
                problems.append(table.problem(number, table.heading("done", DONE), said))
                continue
            known.shares[place].append((on, share))
            known.measured.add(place)
            serial = float((on - SERIAL_ZERO).days)
            lines.append(
                {
                    "contract": place[0], "milestone": place[1], "on": serial, "done": float(share),
                    "source": origin,
                }
            )  # fmt: skip
            listing.append((*place, on.isoformat(), _shown(share), _task(table, row)))
    unit = Text(*(" ".join(dict.fromkeys(u.say(tongue) for u in units)) for tongue in ("en", "zh")))
    counts = {"new": len(lines), "same": same, "wrong": len(problems)}
    said = Text(SAID.en.format(unit=unit.en, **counts), SAID.zh.format(unit=unit.zh, **counts))
    edits: tuple[Edit, ...] = (Append("progress", tuple(lines)),) if lines else ()
    return Outcome(said, edits, problems=tuple(problems), listing=tuple(listing))


def _enough(columns: Mapping[str, Any]) -> bool:
    return "done" in columns and bool({"number", "name", "contract", "project"} & set(columns))


def _tool(table: Export) -> str:
    headings = {heading_key(cell) for cell in table.headings}
    return next((tool for tool, marks in TOOLS if headings & set(marks)), "")


def _key(text: str) -> str:
    return " ".join(plain(text).split()).casefold()


def _places(book: Book) -> Places:
    contracts: dict[str, set[str]] = defaultdict(set)
    numbers: dict[str, set[tuple[str, str]]] = defaultdict(set)
    names: dict[str, set[tuple[str, str]]] = defaultdict(set)
    stages = {}
    for number in book.contracts:
        contracts[_key(number)].add(number)
    own = set(contracts)  # a project that is called like a contract's number is not meant
    for number, contract in book.contracts.items():
        if contract.project and _key(contract.project) not in own:
            contracts[_key(contract.project)].add(number)
    for stage in book.milestones:
        place = (stage.contract, stage.number)
        stages[place] = stage
        numbers[_key(stage.number)].add(place)
        if stage.name:
            names[_key(stage.name)].add(place)
    return Places(contracts, numbers, names, stages)


def _known(book: Book) -> Known:
    shares: dict[tuple[str, str], list[tuple[date, Decimal]]] = defaultdict(list)
    measured = set()
    for row in book.progress:
        measured.add((row.contract, row.milestone))
        if row.done.share is not None:
            shares[row.contract, row.milestone].append((row.on, row.done.share))
    return Known(shares, measured)


def _is_percent(table: Export) -> bool:
    """Whether the column's bare numbers are percent: one of them is above 1."""
    for row in table.lines:
        cell = table.cell(row, "done")
        if isinstance(cell, str) and plain(cell).endswith("%"):
            continue
        try:
            if to_amount(cell) > 1:
                return True
        except Unreadable:
            continue
    return False


def _share(cell: Any, percent: bool) -> Decimal:
    """A percentage as a share of 0 to 1 and beyond; Unreadable if it is none or below 0."""
    if is_error(cell) or isinstance(cell, (bool, date)):
        raise Unreadable(PERCENT)
    if isinstance(cell, str) and plain(cell).endswith("%"):
        share = to_amount(plain(cell)[:-1], PERCENT).scaleb(-2)
    else:
        share = to_amount(cell, PERCENT).scaleb(-2 if percent else 0)
    if share < 0:
        raise Unreadable(PERCENT)
    return share


def _task(table: Export, row: Sequence[Any]) -> str:
    """The task as the export names it, for a person."""
    texts = (_text(cell) for field in ("number", "name") for cell in table.cells(row, field)[:1])
    return " ".join(filter(None, texts)) or " ".join(
        _text(table.cell(row, field)) for field in ("contract", "project")
    )


def _text(cell: Any) -> str:
    try:
        return "" if is_blank(cell) or is_error(cell) else to_text(cell)
    except Unreadable:
        return str(cell)


def _measurement(
    table: Export, number: int, row: Sequence[Any], percent: bool, places: Places, day: date | None
) -> tuple[tuple[str, str], date, Decimal] | Problem | None:
    """What one line measures: its place, its day, its share; a problem; or nothing where it says nothing."""
    cell = table.cell(row, "done")
    if cell == "" or all(is_blank(c) for c in row):
        return None
    place = _place(table, number, row, places)
    if isinstance(place, Problem):
        return place
    heading = table.heading("done", DONE)
    try:
        share = _share(cell, percent)
    except Unreadable as needs:
        return table.problem(number, heading, message("unreadable", found=found(cell), wanted=needs.wanted))
    if share > 1:
        return table.problem(number, heading, message("done_over", found=_shown(share)))
    stage = places.stages.get(place)
    if stage is not None and is_period(stage):
        return table.problem(number, table.heading("name", TASK), message("needs_value", found=stage.number))
    field, dated = "on", table.cell(row, "on")
    if dated == "" and share == 1:
        field, dated = "finished", table.cell(row, "finished")
        dated = "" if isinstance(dated, str) and _key(dated) in NO_DAY else dated
    try:
        on = to_day(dated) if dated != "" else day
    except Unreadable as needs:
        said = message("unreadable", found=found(dated), wanted=needs.wanted)
        return table.problem(number, table.heading(field, DAY), said)
    if on is None:
        raise NoDay
    if day is not None and on > day:
        return table.problem(number, table.heading(field, DAY), message("future", found=on, as_of=day))
    return place, on, share


def _place(table: Export, number: int, row: Sequence[Any], places: Places) -> tuple[str, str] | Problem:
    """The one milestone a line is about; ('contract', '') for the whole contract."""
    among: set[str] | None = None
    for field, label in (("contract", CONTRACT), ("project", PROJECT)):
        said = _text(table.cell(row, field))
        if said:
            among = set(places.contracts.get(_key(said), ()))
            if not among:
                wrong = message("unknown_contract", found=found(said))
                return table.problem(number, table.heading(field, label), wrong)
            break
    task = _task(table, row)

    def hits(index: Mapping[str, set[tuple[str, str]]], field: str) -> set[tuple[str, str]]:
        for cell in table.cells(row, field):
            places_ = {p for p in index.get(_key(_text(cell)), ()) if among is None or p[0] in among}
            if places_:
                return places_
        return set()

    by_number, by_name = hits(places.numbers, "number"), hits(places.names, "name")
    both = by_number & by_name if by_number and by_name else by_number or by_name
    choices = both or by_number | by_name
    if len(choices) == 1 and both:
        return next(iter(choices))
    if choices:
        said_choices = _said(choices)
        wrong = message("several_milestones", found=found(task), choices=said_choices)
        return table.problem(number, table.heading("number", TASK), wrong)
    if among is not None and len(among) == 1:
        contract = next(iter(among))
        named = {_key(_text(cell)) for field in ("number", "name") for cell in table.cells(row, field)}
        own = {key for key, numbers in places.contracts.items() if numbers == {contract}}
        if not named or named & own:
            return contract, ""
    where = Text("", "")
    if among:
        joined = ", ".join(sorted(among))
        where = Text(f"of {joined} ", f"合同{joined}")
    wrong = message("unmatched_task", found=found(task), place=where)
    field = "number" if "number" in table.columns else "name"
    return table.problem(number, table.heading(field, TASK), wrong)


def _said(choices: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{contract} {milestone}".strip() for contract, milestone in sorted(choices))


def _fallen(known: Sequence[tuple[date, Decimal]], on: date, share: Decimal) -> Decimal | None:
    """The measurement that would make cumulative progress fall, if any."""
    before = [known_share for known_on, known_share in known if known_on <= on and known_share > share]
    after = [known_share for known_on, known_share in known if known_on > on and known_share < share]
    return max(before, default=None) if before else min(after, default=None)


def _shown(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"
