"""The books in a real Calc: without the extension every cached figure is shown; with it, none changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from addin import build
from addin.templates import dashboard, inputs, names
from addin.templates.names import SHEETS
from ledger import workbook
from ledger.enumerations import Base, Kind, Mode, Trigger
from ledger.language import LANGUAGES
from ledger.tables import sheets
from ledger.tables.cells import SERIAL_ZERO
from ledger.tables.show import RESULTS
from tests.hosts.office import Office
from tests.test_templates import BOOKS, EXAMPLES

DRIVER = Path(__file__).with_name("templates_driver.py")
LOCALE = {"en": "en-US", "zh": "zh-CN"}
RESULT_NAMES = {name for result in RESULTS for name in result.name}


def serial(cell: Any) -> Any:
    if isinstance(cell, datetime):
        cell = cell.date()
    return float((cell - SERIAL_ZERO).days) if isinstance(cell, date) else cell


def differences(
    cached: dict[str, list[list[Any]]], shown: dict[str, list[list[Any]]], live: bool
) -> tuple[list[str], int]:
    """Cells that Calc shows otherwise than they are cached, and how many were compared."""
    found, compared = [], 0
    for name, rows in cached.items():
        for line, row in enumerate(rows):
            for at, cell in enumerate(row):
                here = (
                    shown[name][line][at] if line < len(shown[name]) and at < len(shown[name][line]) else ""
                )
                if name in RESULT_NAMES and (line, at) == (0, 0) and not live:
                    continue  # the sign that the figures are kept
                was = serial(cell)
                if was == "#N/A" and here in ("#ERROR", ""):
                    continue  # a day to come on a chart's line
                if isinstance(was, bool):
                    was = float(was)
                compared += was != ""
                same = (
                    abs(was - here) < 0.0051
                    if isinstance(was, float) and isinstance(here, float)
                    else was == here
                )
                if not same:
                    found.append(f"{name} line {line + 1} column {at + 1}: {cell!r} became {here!r}")
    return found, compared


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_without_the_extension_every_figure_is_shown(office, path):
    cached = workbook.read(path)
    found, compared = differences(cached, office.run(DRIVER, "shown", str(path)), live=False)
    assert found == []
    assert compared > 1000


@pytest.fixture(scope="module", params=LANGUAGES)
def calc(request, tmp_path_factory) -> Iterator[tuple[str, Office]]:
    oxt = tmp_path_factory.mktemp("extension") / "ledger.oxt"
    oxt.write_bytes(build.extension())
    with Office(extensions=[oxt], language=LOCALE[request.param]) as office:
        yield request.param, office


def test_with_the_extension_a_hard_recalculation_changes_nothing(calc):
    language, office = calc
    cached = workbook.read(EXAMPLES[language])
    shown = office.run(DRIVER, "shown", str(EXAMPLES[language]), True)
    found, compared = differences(cached, shown, live=True)
    assert found == []
    assert compared > 5000
    assert SHEETS["positions"].say(language) in shown


PRESS = Path(__file__).with_name("hosts") / "calc" / "buttons_driver.py"


def typed(language: str) -> list[tuple[str, str, str, Any]]:
    """A day, one contract and three stages, as a clerk types them into the empty book."""
    words = {word: getattr(member.label, language) for word, member in WORDS.items()}
    contract, stage = inputs.letters(sheets.CONTRACTS), inputs.letters(sheets.MILESTONES)
    first = {
        "number": "C-1",
        "customer": "Acme",
        "currency": "USD",
        "contract_sum": 100000.0,
        "signed_on": 46000.0,
    }
    cells = [(names.SHEETS["rules"].say(language), "B3", 46346.0)]
    cells += [(sheets.CONTRACTS.name.say(language), f"{contract[f]}2", cell) for f, cell in first.items()]
    for line, (share, trigger) in enumerate(
        ((0.3, "signed"), (0.5, "accepted"), ("balance", "completed")), 2
    ):
        row = {
            "contract": "C-1", "number": f"N-{line}", "kind": words["milestone"], "mode": words["pay"],
            "measure": {"en": "balance", "zh": "余额"}[language] if share == "balance" else share,
            "base": words["contract"], "trigger": words[trigger],
        }  # fmt: skip
        cells += [
            (sheets.MILESTONES.name.say(language), f"{stage[f]}{line}", cell) for f, cell in row.items()
        ]
    return [("cell", *cell) for cell in cells]


WORDS = {
    "milestone": Kind.MILESTONE, "pay": Mode.PAY, "contract": Base.CONTRACT, "signed": Trigger.SIGNED,
    "accepted": Trigger.ACCEPTED, "completed": Trigger.COMPLETED,
}  # fmt: skip


def test_two_minutes_of_typing_into_the_empty_book_are_enough(calc, tmp_path):
    language, office = calc
    path = shutil.copy(build.FOLDER / f"ledger_{language}.xlsm", tmp_path)
    pressed = office.run(PRESS, "press", path, "refresh", {}, typed(language))
    assert pressed["done"], pressed["said"]
    positions = pressed["after"][SHEETS["positions"].say(language)]
    assert [row[7] for row in positions[1:4]] == [30000.0, 0.0, 0.0]
    board = pressed["after"][SHEETS["dashboard"].say(language)]
    totals = board[5][1:13]
    assert totals == ["USD", 100000.0, "", 30000.0, "", 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 30000.0]
    figures = pressed["after"][SHEETS["figures"].say(language)]
    planned = [row[1] for row in figures[dashboard.MONTH_LINE - 1 :][:28]]
    assert set(planned) == {0.0}  # no stage has a planned day: nothing is planned, above all not long ago
    stages = [row[1:5] for row in board[45:48]]
    assert [row[3] for row in stages] == ["", "", ""]
