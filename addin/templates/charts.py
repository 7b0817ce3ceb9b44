"""The Dashboard's charts: native, with patterns and shades that also read in black and white."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name as letter

from ledger.language import Text

from . import design

WORDS = {
    "age": Text("Open money by days overdue", "未收款按逾期天数"),
    "currency": Text("All contracts of the currency shown", "所选币种全部合同"),
    "contract": Text("The contract shown", "所选合同"),
    "planned": Text("planned", "计划"),
    "earned": Text("earned", "已完"),
    "received": Text("received", "回款"),
    "not_due": Text("claimed, not yet due", "已请款未到期"),
    "overdue": Text("overdue", "逾期"),
    "billable": Text("may be claimed now", "可请款"),
    "on_time": Text("on the day, or still to come", "按期或未到期"),
    "early": Text("early", "提前"),
    "late": Text("late", "延误"),
    "open": Text("late and not met yet", "延误且未完成"),
    "days": Text("days since the first stage", "自首个节点起的天数"),
}
QUARTER, HALF, TALL = (398, 300), (598, 312), (598, 380)


def _fonts(board: Any, size: int = 9, **more: Any) -> dict[str, Any]:
    return {"name": board.formats.face, "size": size, "color": design.INK, **more}


def _insert(board: Any, chart: Any, line: int, column: int, size: tuple[int, int], title: str | None) -> None:
    if title:
        chart.set_title(
            {"name": WORDS[title].say(board.language), "name_font": _fonts(board, 10), "overlay": False}
        )
    else:
        chart.set_title({"none": True})
    chart.set_chartarea({"border": {"color": design.LINE}, "fill": {"color": design.PAPER}})
    chart.set_size({"width": size[0], "height": size[1]})
    board.page.insert_chart(line, column, chart, {"x_offset": 3, "y_offset": 5, "object_position": 1})


def _range(board: Any, column: int, first: int, count: int) -> str:
    at = letter(column)
    return f"='{board.name}'!${at}${first}:${at}${first + count - 1}"


def _cached(board: Any, column: int, first: int, count: int) -> list[Any]:
    values = board.made.values
    return [values.get((first + n, column), "") for n in range(count)]


def ageing(board: Any, line: int, column: int, first: int, count: int) -> None:
    """Open money of the chosen currency by age: darker is older."""
    chart = board.workbook.add_chart({"type": "column"})
    chart.add_series({
        "categories": _range(board, 0, first, count),
        "values": _range(board, 1, first, count),
        "values_data": _cached(board, 1, first, count),
        "points": [{"fill": {"color": c}, "border": {"color": design.INK, "width": 0.5}} for c in design.AGES],
        "gap": 40,
        "data_labels": {"value": True, "num_format": "#,##0,;;", "font": _fonts(board, 8)},
    })  # fmt: skip
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": _fonts(board, 8), "line": {"color": design.QUIET}})
    chart.set_y_axis({
        "num_font": _fonts(board, 8), "num_format": "#,##0,", "name": "× 1,000", "name_font": _fonts(board, 8),
        "major_gridlines": {"visible": True, "line": {"color": design.LINE}}, "line": {"none": True}, "min": 0,
    })  # fmt: skip
    _insert(board, chart, line, column, QUARTER, "age")


def curve(board: Any, line: int, column: int, first: int, count: int, at: int, title: str) -> None:
    """Cumulative planned, earned and received, month by month."""
    chart = board.workbook.add_chart({"type": "line"})
    looks = (
        ("planned", {"color": design.QUIET, "width": 1.5, "dash_type": "dash"}),
        ("earned", {"color": design.INPUT, "width": 2.25}),
        ("received", {"color": design.GOOD, "width": 2.25, "dash_type": "round_dot"}),
    )
    for n, (key, look) in enumerate(looks):
        chart.add_series({
            "name": WORDS[key].say(board.language),
            "categories": _range(board, 0, first, count),
            "values": _range(board, at + n, first, count),
            "line": look,
        })  # fmt: skip
    chart.show_blanks_as("span")  # days to come are #N/A: the line ends there
    chart.set_legend({"position": "bottom", "font": _fonts(board, 8)})
    chart.set_x_axis({
        "num_font": _fonts(board, 8, rotation=-45), "num_format": "yyyy-mm", "date_axis": True,
        "major_unit": 4, "major_unit_type": "months", "line": {"color": design.QUIET},
    })  # fmt: skip
    chart.set_y_axis({
        "num_font": _fonts(board, 8), "num_format": "#,##0,", "name": "× 1,000", "name_font": _fonts(board, 8),
        "major_gridlines": {"visible": True, "line": {"color": design.LINE}}, "line": {"none": True}, "min": 0,
    })  # fmt: skip
    _insert(board, chart, line, column, QUARTER, title)


def gaps(board: Any, line: int, column: int, first: int, count: int) -> None:
    """What has come in, what is on its way, what is overdue and what nobody has claimed."""
    chart = board.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    looks = (
        (2, "received", {"fill": {"color": design.RUNGS[5]}}),
        (3, "not_due", {"fill": {"color": design.RUNGS[2]}}),
        (
            4,
            "overdue",
            {
                "pattern": {
                    "pattern": "wide_upward_diagonal",
                    "fg_color": design.HIGH,
                    "bg_color": design.PAPER,
                }
            },
        ),
        (
            5,
            "billable",
            {"pattern": {"pattern": "dotted_grid", "fg_color": design.GOOD, "bg_color": design.GOOD_TINT}},
        ),
    )
    for at, key, look in looks:
        chart.add_series({
            "name": WORDS[key].say(board.language),
            "categories": _range(board, 1, first, count),
            "values": _range(board, at, first, count),
            "border": {"color": design.INK, "width": 0.5},
            "gap": 35,
            **look,
        })  # fmt: skip
    chart.set_legend({"position": "bottom", "font": _fonts(board, 8)})
    chart.set_y_axis(
        {"reverse": True, "num_font": _fonts(board, 8), "line": {"color": design.QUIET}, "interval_unit": 1}
    )
    chart.set_x_axis({
        "num_font": _fonts(board, 8), "num_format": "#,##0,", "name": "× 1,000", "name_font": _fonts(board, 8),
        "major_gridlines": {"visible": True, "line": {"color": design.LINE}}, "label_position": "high", "min": 0,
    })  # fmt: skip
    _insert(board, chart, line, column, HALF, None)


def plan(board: Any, line: int, column: int, first: int, count: int) -> None:
    """Each stage from its planned to its actual day: early, on the day, late, or late and still open."""
    chart = board.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    categories = _range(board, 1, first, count)
    chart.add_series(
        {
            "name": " ",
            "categories": categories,
            "values": _range(board, 5, first, count),
            "fill": {"none": True},
            "border": {"none": True},
            "gap": 45,
        }
    )
    looks = (
        (6, "on_time", {"fill": {"color": design.INPUT}}),
        (
            7,
            "early",
            {
                "pattern": {
                    "pattern": "light_upward_diagonal",
                    "fg_color": design.GOOD,
                    "bg_color": design.PAPER,
                }
            },
        ),
        (8, "late", {"fill": {"color": design.MEDIUM}}),
        (
            9,
            "open",
            {
                "pattern": {
                    "pattern": "wide_upward_diagonal",
                    "fg_color": design.HIGH,
                    "bg_color": design.PAPER,
                }
            },
        ),
    )
    for at, key, look in looks:
        chart.add_series({
            "name": WORDS[key].say(board.language),
            "categories": categories,
            "values": _range(board, at, first, count),
            "border": {"color": design.INK, "width": 0.5},
            **look,
        })  # fmt: skip
    chart.set_legend({"position": "bottom", "font": _fonts(board, 8)})
    chart.set_y_axis(
        {"reverse": True, "num_font": _fonts(board, 7), "interval_unit": 1, "line": {"color": design.QUIET}}
    )
    chart.set_x_axis({
        "num_font": _fonts(board, 8), "num_format": "0", "name": WORDS["days"].say(board.language),
        "name_font": _fonts(board, 8), "label_position": "high",
        "major_gridlines": {"visible": True, "line": {"color": design.LINE}},
    })  # fmt: skip
    _insert(board, chart, line, column, TALL, None)
