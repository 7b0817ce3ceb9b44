"""Settings: each by its name in either language, its own reader, its default where the book is silent or wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from ledger.enumerations import RateBasis
from ledger.tables.rules import read_rules
from ledger.tables.settings import SETTINGS, Settings, calendar_of, read_settings


def read(*rows: tuple[Any, Any]) -> tuple[Settings, list[str]]:
    rules, wrong = read_rules([["Settings"], ["Setting", "Value"], *(list(row) for row in rows)])
    settings, problems = read_settings(rules)
    return settings, [problem.say() for problem in [*wrong, *problems]]


def test_an_empty_book_has_every_default() -> None:
    assert read() == (Settings(), [])


@pytest.mark.parametrize(
    ("name", "cell", "field", "value"),
    [
        ("As of", "2025-02-28", "as_of", date(2025, 2, 28)),
        ("截止日", 45716.0, "as_of", date(2025, 2, 28)),
        ("tolerance", "1.50", "tolerance", D("1.50")),
        ("催款最小间隔天数", 0.0, "min_interval", 0),
        ("Late rate", "0.05%", "late_rate", D("0.0005")),
        ("默认利率基准", "每日", "late_basis", RateBasis.DAY),
        ("Bank account", "25117000000000000001", "bank_account", "25117000000000000001"),
        ("OUR COMPANY", " 华建 ", "company", "华建"),
    ],
)
def test_each_is_read_by_its_own_reader(name: str, cell: Any, field: str, value: Any) -> None:
    settings, problems = read((name, cell))
    assert not problems
    assert getattr(settings, field) == value
    assert settings == Settings()._replace(**{field: value})


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("As of", "03/04/2025"),
        ("As of", "#N/A"),
        ("Tolerance", -1.0),
        ("Payment days", "30 days"),
        ("When the last day is no business day", "perhaps"),
        ("Bank account", 6222020200112233445.0),  # its last digits are lost already
    ],
)
def test_what_cannot_be_read_is_said_and_its_default_holds(name: str, cell: Any) -> None:
    settings, problems = read((name, cell))
    assert settings == Settings()
    assert len(problems) == 1
    assert problems[0].startswith("#LEDGER! Rules: Settings line 1, ")


def test_a_setting_of_ones_own_is_left_alone() -> None:
    assert read(("Cost centre", "4711")) == (Settings(), [])


def test_every_setting_is_found_by_both_names_and_reads_its_own_default() -> None:
    for setting in SETTINGS:
        assert setting.field in Settings._fields
        assert setting.default == Settings._field_defaults[setting.field]
    names = [name.casefold() for setting in SETTINGS for name in setting.name]
    assert len(set(names)) == len(names)


def test_holidays_of_one_calendar_or_of_all() -> None:
    rows = [["CN", "2025-10-01", "off"], ["CN", "2025-09-28", "worked"], ["UK", "2025-12-26", "off"]]
    rules, _ = read_rules([["Holidays"], ["Calendar", "Date", "Off or worked"], *rows])
    every, chinese = calendar_of(rules, ""), calendar_of(rules, "cn")
    assert (len(every.holidays), len(chinese.holidays), len(every.working)) == (2, 1, 1)
