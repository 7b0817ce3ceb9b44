"""One workbook of one language, empty or filled, as bytes: the same bytes each time.

The one rule: nothing here knows the day, the machine or the user; every date in the file is fixed.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import xlsxwriter

from addin.excel.package import vba_project, with_ribbon
from ledger.enumerations import EVERY
from ledger.language import Text
from ledger.tables.sheets import INPUTS

from . import dashboard, example, help_sheet, inputs, names, results, rule_sheet
from .design import Formats

MADE = datetime(2026, 11, 20)
LONG_AGO = (1980, 1, 1, 0, 0, 0)
TITLE = Text("Milestone ledger", "里程碑回款台账")
CURRENCIES = (
    "CNY",
    "USD",
    "EUR",
    "GBP",
    "JPY",
    "HKD",
    "SGD",
    "AUD",
    "CAD",
    "CHF",
    "INR",
    "LKR",
    "AED",
    "SAR",
)


def build(language: str, filled: bool) -> bytes:
    """The .xlsm of this language, with the example's story in it if `filled`."""
    as_of = example.AS_OF if filled else None
    lines = {sheet.key: example.lines(sheet, language) if filled else [] for sheet in INPUTS}
    grids = inputs.grids(lines, as_of, language)
    rules, titles = rule_sheet.grid(language, as_of, filled)
    grids["rules"] = rules
    serial = inputs.plain(as_of) if as_of else ""
    answered = results.answers(grids, serial, language)

    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    workbook.set_properties({"title": TITLE.say(language), "created": MADE})
    # Excel keeps the cached values: no recalculation on opening, no engine so old that it forces one.
    workbook.set_calc_mode("auto", calc_id=191029)
    workbook.calc_on_load = False
    formats = Formats(workbook, language)
    for key, name in names.SHEETS.items():
        page = workbook.add_worksheet(name.say(language))
        page.set_vba_name(names.CODE_NAMES[key])
        page.set_default_row(18)
    workbook.add_vba_project(io.BytesIO(vba_project(list(names.CODE_NAMES.values()))), is_stream=True)
    words = _lists(workbook, language)
    _defined(workbook, grids, language)
    inputs.write(workbook, formats, grids, words, language)
    rule_sheet.write(workbook, formats, rules, titles, words, language)
    results.write(workbook, formats, answered, language)
    dashboard.write(workbook, formats, lines, grids, answered, as_of, language)
    help_sheet.write(workbook, formats, language)
    workbook.get_worksheet_by_name((names.DASHBOARD if filled else INPUTS[0].name).say(language)).activate()
    workbook.close()
    return with_ribbon(_fixed(stream.getvalue()), language)


def _lists(workbook: Any, language: str) -> dict[Any, str]:
    """The words of every drop-down on a hidden sheet; answers the range of each."""
    name = names.LISTS.say(language)
    page = workbook.get_worksheet_by_name(name)
    page.hide()
    ranges = {}
    for at, words in enumerate(EVERY):
        column = xlsxwriter.utility.xl_col_to_name(at)
        page.write_string(0, at, words.__name__)
        for line, member in enumerate(words, start=1):
            page.write_string(line, at, member.label.say(language))
        ranges[words] = f"='{name}'!${column}$2:${column}${len(words) + 1}"
    at = len(EVERY)
    column = xlsxwriter.utility.xl_col_to_name(at)
    page.write_string(0, at, names.CURRENCIES)
    page.write_column(1, at, CURRENCIES)
    workbook.define_name(names.CURRENCIES, f"='{name}'!${column}$2:${column}${len(CURRENCIES) + 1}")
    return ranges


def _defined(workbook: Any, grids: dict[str, list[list[Any]]], language: str) -> None:
    """Names for the numbers that other sheets refer to, as far down as a sheet may grow."""
    for sheet in INPUTS:
        at = inputs.letters(sheet)
        whole = f"='{sheet.name.say(language)}'!${{0}}$2:${{0}}${names.LAST_LINE + 1}"
        if sheet.key in names.REFERENCES:
            workbook.define_name(names.REFERENCES[sheet.key], whole.format(at["number"]))
        if sheet.key == "milestones":
            workbook.define_name("MilestoneContracts", whole.format(at["contract"]))


def _fixed(data: bytes) -> bytes:
    """The same package with the date of every entry fixed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            target.writestr(
                zipfile.ZipInfo(entry.filename, LONG_AGO), source.read(entry), zipfile.ZIP_DEFLATED
            )
    return out.getvalue()
