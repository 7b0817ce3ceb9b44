"""Everything a cell can call: scalars and columns, blanks and errors, both languages; nothing escapes."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from ledger import functions
from ledger.functions import FUNCTIONS, call
from ledger.functions.catalogue import SIGNATURES, Signature
from tests.drawing import arguments, book, column

CELL = [signature for signature in SIGNATURES if signature.kind == "cell"]
TABLE = [signature for signature in SIGNATURES if signature.kind == "table"]


def named(signature: Signature) -> str:
    return signature.name


def padded(signature: Signature, cells: Any = None) -> list[Any]:
    """The example's arguments, or others, with None for each that is left out."""
    given = list(signature.example if cells is None else cells)
    return given + [None] * (len(signature.arguments) - len(given))


def is_problem(cell: Any) -> bool:
    return isinstance(cell, str) and cell.startswith("#LEDGER!")


@pytest.mark.parametrize("signature", SIGNATURES, ids=named)
def test_help_fits_a_wizard_in_both_languages(signature: Signature) -> None:
    for text in (
        signature.help,
        *(a.help for a in signature.arguments),
        *(a.label for a in signature.arguments),
    ):
        assert text.en
        assert text.zh
        assert len(text.en) <= 255
        assert len(text.zh) <= 255
    assert signature.name in FUNCTIONS
    assert len({a.name for a in signature.arguments}) == len(signature.arguments)
    optional = [a.optional for a in signature.arguments]
    assert optional == sorted(optional)  # what may be left out stands last


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("signature", CELL, ids=named)
def test_the_example_answers_as_a_cell_and_as_a_column(signature: Signature, language: str) -> None:
    one = call(signature.name, *signature.example, language=language)
    assert isinstance(one, (float, str))
    assert not is_problem(one)
    assert one not in ("", None)
    column_ = [[[cell], [cell]] for cell in signature.example]
    if signature.name in ("RECOUPMENT", "EXPLAIN_RECOUPMENT"):  # the threshold method reads each line alone
        assert signature.example[2] == "threshold"
    assert call(signature.name, *column_, language=language) == [[one], [one]]
    assert call(signature.name, *([cell, cell] for cell in signature.example), language=language) == [
        [one],
        [one],
    ]
    assert call(signature.name.lower(), *padded(signature), language=language) == one


@pytest.mark.parametrize("signature", CELL, ids=named)
def test_blank_lines_stay_blank_and_silence_no_other(signature: Signature) -> None:
    one = call(signature.name, *signature.example)
    for blank in ("", None, "  "):
        columns = [[[cell], [blank], [cell]] for cell in signature.example]
        assert call(signature.name, *columns) == [[one], [""], [one]]
        assert call(signature.name, *[blank] * len(signature.example)) == ""


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("signature", CELL, ids=named)
def test_a_bad_cell_names_its_argument_and_its_line(signature: Signature, language: str) -> None:
    one = call(signature.name, *signature.example, language=language)
    for place, argument in enumerate(signature.arguments[: len(signature.example)]):
        for bad in ("#N/A", "???", True):
            if bad == "???" and argument.name in ("customer", "contract"):  # any text is a name
                continue
            cells = list(signature.example)
            cells[place] = bad
            answer = call(signature.name, *cells, language=language)
            assert answer.startswith(f"#LEDGER! {signature.name}"), (argument.name, bad, answer)
            assert argument.label.say(language) in answer
            lines = [[[cell], [cell]] for cell in signature.example]
            lines[place][1] = [bad]
            good, wrong = (row[0] for row in call(signature.name, *lines, language=language))
            assert good == one
            assert is_problem(wrong)
            assert "2" in wrong.split(argument.label.say(language))[0]


@pytest.mark.parametrize("signature", CELL, ids=named)
def test_a_required_argument_that_is_empty_is_not_zero(signature: Signature) -> None:
    for place, argument in enumerate(signature.arguments):
        if argument.optional:
            continue
        cells = list(signature.example)
        cells[place] = ""
        answer = call(signature.name, *cells)
        assert "is empty, needs" in answer, (argument.name, answer)


@pytest.mark.parametrize("signature", CELL, ids=named)
def test_columns_of_unequal_height_and_a_row_of_cells_are_said(signature: Signature) -> None:
    cells: list[Any] = list(signature.example)
    cells[0], cells[1] = [[cells[0]]] * 3, [[cells[1]]] * 2
    assert "as many lines as the other columns" in call(signature.name, *cells)
    cells[0], cells[1] = [[signature.example[0], signature.example[0]]], signature.example[1]
    assert is_problem(call(signature.name, *cells))  # a row would lose all but its first cell


@pytest.mark.parametrize(
    ("cells", "answer"),
    [
        (("RETENTION", 1000000.0, 0.03), 30000.0),
        (("RETENTION", 1000000.0, 0.03, 25000.0), 25000.0),
        (("RETENTION", 1000000.0, 0.03, None, 30000.0), 0.0),
        (
            ("RECOUPMENT", 1e6, [[600000.0], [1200000.0], [2200000.0]], "FIDIC", 1e7),
            [[0.0], [150000.0], [400000.0]],
        ),
        (("DUE_DATE", "2025-08-31", 6.0, "months"), 46081.0),
        (("DUE_DATE", "2025-09-30", 1.0, "business", [["2025-10-01"], ["2025-10-02"]]), 45933.0),
        (("DAYS_OVERDUE", "2025-01-31", "2025-01-31"), 0.0),
        (("AGE_BUCKET", "2025-01-31", "2025-01-31"), "not due"),
        (("MISMATCH", 1000.0, 1000.0, 1000.0, 1000.0), ""),
        (("MISMATCH", 1000.0, 900.0, 900.0, 900.0, 100.0), ""),
        (("DUNNING_LEVEL", 30.0, 2.0), 3.0),
        (("DUNNING_LEVEL", 29.0, 2.0), 0.0),
        (("DUNNING_LEVEL", 10.0, 0.0, [[5.0], [10.0]]), 1.0),
        (
            ("DUNNING_LEVEL", 10.0, 0.0, [[0.0, 7.0], [1.0, 10.0], [2.0, 25.0], ["", ""]]),
            1.0,
        ),  # level 0: no level
        (("DUNNING_LEVEL", 9.0, 0.0, [[0.0, 7.0], [1.0, 10.0], [2.0, 25.0]]), 0.0),
        (("DUNNING_LEVEL", 25.0, 1.0, [[0.0, 7.0], [1.0, 10.0], [2.0, 25.0]]), 2.0),
        (("DUNNING_LEVEL", 25.0, 1.0, [[1.0, 10.0], [4.0, 20.0]]), 4.0),
        (("DUNNING_LEVEL", 10.0, 1.0, [[5.0, 10.0]]), 2.0),  # one row: the days of levels 1 and 2
        (("REMINDER", "Acme", "C", 0.0, "USD", "2025-01-31", "2025-03-01"), ""),
        (("REMINDER", "Acme", "C", 100.0, "USD", "2025-03-01", "2025-03-01"), ""),
        (("BILLABLE", 5.47, 0.3333), 1.82),
        (("BILLABLE", 1000.0, 0.5, 600.0), 0.0),
    ],
)
def test_answers(cells: tuple[Any, ...], answer: Any) -> None:
    assert call(*cells) == answer


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            ("RETENTION", 1000.0, 0.03, None, 31.0),
            "released: found 31.00, needs at most what was held, 30.00.",
        ),
        (("RECOUPMENT", 1e6, 5e6, "threshold", 1e7), "parameter 1: needs the share of materials"),
        (("RECOUPMENT", 1e6, [[5.0], [4.0]], "FIDIC", 1e7), "earned: the cumulative value falls"),
        (
            ("LATE_INTEREST", 1e6, "2025-01-31", "2025-03-01", 0.06, None, [["2025-02-01"]], []),
            "receipt amounts: found 0",
        ),
        (("BILLABLE", 1000.0, 1.01), "done: found 1.01, needs a share from 0% to 100%."),
        (("BILLABLE", 1e300, 1.0), "value: found 1e+300, needs an amount"),
        (("DUE_DATE", "9999-12-31", 30.0), "start: found '9999-12-31', needs a date"),
    ],
)
def test_what_cannot_be_answered_says_why(cells: tuple[Any, ...], said: str) -> None:
    answer = call(*cells)
    assert said in str(answer[-1][0] if isinstance(answer, list) else answer)


def test_an_unknown_function() -> None:
    assert call("BILABLE") == "#LEDGER! BILABLE is not a function of this ledger."


def test_our_own_error_becomes_a_line_of_text_and_a_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    class Hostile:
        """A cell that no host hands over."""

        def __str__(self) -> str:
            raise RuntimeError("broken cell")

    with caplog.at_level(logging.ERROR):
        assert call("BILLABLE", Hostile(), 1.0) == "#LEDGER! internal error in BILLABLE; see the log."
        assert call("POSITIONS", [[Hostile()]], [[Hostile()]], "2025-01-01", language="zh") == (
            "#LEDGER! POSITIONS内部错误，详见日志。"
        )
    assert [record.message for record in caplog.records] == ["BILLABLE failed", "POSITIONS failed"]
    assert all(record.exc_info for record in caplog.records)


# --- table functions ----------------------------------------------------------------------------------

BOOK = {
    "contracts": """
        | Contract | Customer | Currency | Contract sum | Signed on  | E-mail     |
        | C        | Acme     | USD      | 1000         | 2025-01-01 | a@acme.com |
        | D        | Birch    | USD      | 500          | 2025-01-01 | b@birch.co |
    """,
    "milestones": """
        | Contract | Milestone | Kind      | Mode | Share or amount | Base     | Trigger |
        | C        | 1         | milestone | pay  | 40%             | contract | signed  |
        | C        | 2         | milestone | pay  | 30              | contract | signed  |
        | D        | 1         | milestone | pay  | 100%            | contract | signed  |
    """,
    "claims": """
        | Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Due on     |
        | R     | D        | 1         | 2025-01-02 | 500     | 2025-01-05   | 500       | 2025-02-01 |
    """,
}


def test_one_line_out_for_each_line_in_and_one_problem_silences_only_its_contract() -> None:
    given = arguments("2025-03-01", **BOOK)
    given[1].insert(2, [""] * len(given[1][0]))
    grid = call("POSITIONS", *given)
    said = (
        "#LEDGER! Milestones line 3, Share or amount: found 30.0, needs a share such as 30%, "
        "an amount of more than 100, or 'balance'."
    )
    assert column(grid, "Billable now") == [said, "", said, 0.0]
    assert column(grid, "Contract") == ["C", "", "C", "D"]
    assert column(grid, "Overdue") == ["", "", "", 500.0]
    for name in ("MISMATCHES", "LADDER", "AGEING", "REMINDERS"):
        answer = call(name, *given)
        assert answer[1] == [said] + [""] * (len(answer[0]) - 1)
        assert all("D" in row for row in answer[2:])
        assert len(answer) > 2


@pytest.mark.parametrize("signature", TABLE, ids=named)
def test_empty_partial_and_broken_tables(signature: Signature) -> None:
    contracts, milestones = (book(**BOOK)[name] for name in ("Contracts", "Milestones"))
    for cells in (
        (None, None, "2025-03-01"), ("", "", "2025-03-01"), ([[]], [[]], "2025-03-01"), ([], [], "2025-03-01"),
        (contracts, None, "2025-03-01"), (None, milestones, "2025-03-01"),
        (contracts, "text", 45716.0), ([["x"]], [["y"]], 45716.0), (contracts[:1], milestones, "2025-03-01"),
    ):  # fmt: skip
        answer = call(signature.name, *cells)
        assert any(is_problem(cell) for row in answer for cell in row), cells
        assert not any("internal error" in str(cell) for row in answer for cell in row), answer
    empty = call(signature.name, contracts[:1], milestones[:1], "2025-03-01")
    assert len(empty) == 1
    assert not any(is_problem(cell) for cell in empty[0])


@pytest.mark.parametrize("signature", TABLE, ids=named)
@pytest.mark.parametrize("as_of", ["", None, "#N/A", "03/04/2025", [["soon"]], [[]], []])
def test_the_day_asked_about_is_needed(signature: Signature, as_of: Any) -> None:
    given = arguments("2025-03-01", **BOOK)
    given[2] = as_of
    (row,) = call(signature.name, *given)
    assert str(row[0]).startswith(f"#LEDGER! {signature.name}, as of: ")


@pytest.mark.parametrize("signature", TABLE, ids=named)
def test_two_calls_are_equal_and_nothing_is_changed(signature: Signature) -> None:
    given = arguments("2025-03-01", **BOOK)
    before = repr(given)
    assert call(signature.name, *given) == call(signature.name, *given)
    assert repr(given) == before
    zh = call(signature.name, *given, language="zh")
    assert len(zh) == len(call(signature.name, *given))


def test_every_signature_has_its_function_and_no_other() -> None:
    assert set(functions.FUNCTIONS) == {signature.name for signature in SIGNATURES}


def test_a_table_answers_for_the_cells_it_is_given_whatever_was_asked_before() -> None:
    """Six tables of a workbook ask for one book, so it is remembered; never longer than it stays the same."""
    cells = arguments("2025-03-03", **BOOK)
    names = [argument.name for argument in TABLE[0].arguments]
    contract = cells[names.index("contracts")][-1]
    place = cells[names.index("contracts")][0].index("Contract sum")
    price = contract[place]

    def billable() -> Any:
        return column(call("POSITIONS", *cells), "Billable now")[-1]

    answers = billable()
    assert billable() == answers
    assert column(call("POSITIONS", *cells, language="zh"), "可请款额")[-1] == answers
    contract[place] = price + 100.0  # in place: the same rows as before, and another cell in them
    assert billable() == answers + 100.0
    cells[names.index("as_of")] = "2024-12-31"  # before it was signed
    assert billable() == answers
    cells[names.index("as_of")] = "2025-03-03"
    for first, then in ((1.0, True), (True, 1.0)):  # equal, but TRUE is no amount
        contract[place] = first
        said = billable()
        contract[place] = then
        assert is_problem(said) is not is_problem(billable())
