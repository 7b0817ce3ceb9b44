"""Every function in cells of a real Calc: as values, cells, columns, with empty, text and error cells.

What a cell shows is what the core answers, in the language of the office, but for the three things that Calc
decides before it asks us; these are the tables of this file.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from addin.calc.interface import GIVEN
from ledger.functions import call
from ledger.functions.catalogue import SIGNATURES

DRIVER = Path(__file__).with_name("functions_driver.py")
CELLS = [signature for signature in SIGNATURES if signature.kind == "cell"]
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


def spelled(cell):
    """A plain cell as Calc's formulas spell it."""
    if isinstance(cell, str):
        return '"' + cell.replace('"', '""') + '"'
    return "" if cell is None else repr(cell)


def formula(name, cells):
    return f"={name}({';'.join(map(spelled, cells))})"


@LANGUAGES
def test_every_cell_function_answers_in_a_cell_as_the_core_does(calc, language):
    formulas = [formula(s.name, s.example) for s in CELLS]
    shown = calc.run(DRIVER, "cells", *formulas)
    for signature, answer in zip(CELLS, shown, strict=True):
        expected = call(signature.name, *signature.example, language=language)
        assert answer == expected, signature.name
        assert answer != "", signature.name
        assert not str(answer).startswith("#LEDGER!"), signature.name


@LANGUAGES
def test_every_cell_function_takes_a_column_with_blank_and_bad_lines(calc, language):
    for signature in CELLS:
        given = [a for a, _ in zip(signature.arguments, signature.example, strict=False)]
        lines = [list(signature.example), [""] * len(given), list(signature.example), list(signature.example)]
        bad = next(n for n, a in enumerate(given) if not a.whole)
        lines[2][bad] = "何 <b>"
        columns = [[line[n] for line in lines] for n in range(len(given))]
        columns = [[c[0]] if a.whole else c for a, c in zip(given, columns, strict=True)]
        ranges = [
            f"{chr(ord('D') + n)}1:{chr(ord('D') + n)}{len(column)}"
            if len(column) > 1
            else f"{chr(ord('D') + n)}1"
            for n, column in enumerate(columns)
        ]
        shown = calc.run(DRIVER, "table", columns, f"={signature.name}({';'.join(ranges)})", len(lines))
        arguments = [c[0] if len(c) == 1 else [[cell] for cell in c] for c in columns]
        expected = call(signature.name, *arguments, language=language)
        assert shown == expected, signature.name
        assert shown[0] == shown[3], signature.name
        assert shown[1] == [""], signature.name


@LANGUAGES
def test_what_calc_does_before_it_asks_us(calc, language):
    """An error in one cell stays that error; one within a column is Calc's Err:504; 0 may be an empty cell."""
    pay_share = {
        "en": "#LEDGER! BILLABLE, pay share: is 0 or an empty cell, which Calc does not tell apart; "
        "leave it out, or enter a value above 0.",
        "zh": "#LEDGER! BILLABLE，支付比例：为0或空单元格，Calc无法区分；请省略该参数，或填写大于0的值。",
    }
    table = [
        ("=BILLABLE(B1;0.5)", "#DIV/0!"),
        ("=BILLABLE(B2;0.5)", "#N/A"),
        ("=BILLABLE(1000;C1)", 0.0),  # an empty amount or share counts as 0, as in Calc's own formulas
        ("=BILLABLE(1000;0.5;C1)", 500.0),
        ("=BILLABLE(1000;0.5;;C1)", pay_share[language]),
        ("=BILLABLE(1000;0.5;;0)", pay_share[language]),
        ("=BILLABLE(1000;0.5;;;)", 500.0),
        ("=BILLABLE(1000;0.5)", 500.0),
        (
            "=BILLABLE(1000;0.5;;C1:C2)",
            call("BILLABLE", 1000.0, 0.5, None, [[""], [""]], language=language)[0][0],
        ),
        ("=DUE_DATE(C1;30)", call("DUE_DATE", None, 30.0, language=language)),  # 0 is no date: an empty cell
        ("=DAYS_OVERDUE(C1;C2)", ""),
        ("=DAYS_OVERDUE(45688;C2)", call("DAYS_OVERDUE", 45688.0, None, language=language)),
        ("=billable(1000;0.5)", 500.0),
        ('=BILLABLE("1,000.00";"50%")', 500.0),
        ("=BILLABLE(1000;TRUE())", call("BILLABLE", 1000.0, 1.0, language=language)),
        ("=BILLABLE(939.525;1)", 939.53),  # half up at the cent, not the float's 939.52
        ("=SUM(BILLABLE({1000|2000};0.5))", 1500.0),
    ]
    shown = calc.run(DRIVER, "cells", *[formula for formula, _ in table])
    assert dict(zip([f for f, _ in table], shown, strict=True)) == dict(table)


def test_an_error_within_a_column_is_calcs_own_error(calc_en):
    columns = [[1000.0, 2000.0], [0.5, 0.5]]
    shown = calc_en.run(DRIVER, "table", columns, "=BILLABLE(D1:D2;E1:E2)", 2, 1, [[0, 1]])
    assert shown == [["Err:504"], ["Err:504"]]


def test_every_argument_of_a_cell_function_says_what_an_empty_cell_means(calc_en, oxt, tmp_path):
    with zipfile.ZipFile(oxt) as file:
        file.extractall(tmp_path)
    assert calc_en.run(DRIVER, "unclassified", str(tmp_path / "pythonpath")) == []


@LANGUAGES
def test_the_function_wizard_speaks_the_language_of_the_office(calc, language):
    shown = calc.run(DRIVER, "described", *[signature.name for signature in SIGNATURES])
    assert set(shown) == {signature.name for signature in SIGNATURES}
    for signature in SIGNATURES:
        _, said, arguments = shown[signature.name]
        assert said == signature.help.say(language)
        assert [a[0] for a in arguments] == [a.label.say(language) for a in signature.arguments]
        for (_, text, optional), argument in zip(arguments, signature.arguments, strict=True):
            expected = argument.help.say(language)
            if signature.kind == "table" and argument.whole:
                assert not optional
                if argument.optional:
                    assert text.endswith(GIVEN[0 if language == "en" else 1])
            else:
                assert optional  # Calc lets every `any` be left out; the core says what is missing
                assert text == expected
