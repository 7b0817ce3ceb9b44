"""Our macros run: answers, errors, one reconnect, the circuit breaker, one message, help, buttons."""

from __future__ import annotations

import pytest
from ledger_addin.excel.words import NO_SERVER
from pyopenvba.interpreter import EMPTY, MISSING, VBAErrorValue, VBARuntimeError

from ledger.functions import call
from ledger.functions.catalogue import SIGNATURES
from ledger.language import LANGUAGES
from tests.hosts.excel.macro_host import Excel, Thing, area, dead

NA, VALUE = VBAErrorValue(2042), VBAErrorValue(2015)


def well():
    """Nothing happens to the server."""


def turns(*ways):
    """One way after another, and then well."""
    left = list(ways)

    def behave():
        way = left.pop(0) if left else well
        way()

    return behave


@pytest.fixture
def excel():
    return Excel()


@pytest.mark.parametrize("signature", [s for s in SIGNATURES if s.example], ids=lambda s: s.name)
def test_every_wrapper_hands_its_cells_on(excel, signature):
    wanted = call(signature.name, *signature.example, language="zh")
    assert excel.run(signature.name, *signature.example) == wanted
    name, sent = excel.server.calls[-1]
    assert name == signature.name
    assert len(sent) == len(signature.arguments)


def test_ranges_go_as_values_and_columns_come_back(excel):
    value = area([[1000.0], [EMPTY], [VBAErrorValue(2007)], [2000.0]])
    done = area([[0.5], [EMPTY], [1.0], ["六成"]])
    answer = excel.run("BILLABLE", value, done)
    assert answer == call(
        "BILLABLE", [[1000.0], [None], ["#DIV/0!"], [2000.0]], [[0.5], [None], [1.0], ["六成"]], language="zh"
    )
    assert answer[0] == [500.0]
    assert answer[1] == [""]
    assert "#DIV/0!" in answer[2][0]
    assert "完成比例" in answer[3][0]


def test_a_whole_column_is_cut_at_the_last_used_line(excel):
    answer = excel.run("BILLABLE", area([[1.0], [2.0], [3.0]], used=3), 1.0)
    assert answer == [[1.0], [2.0], [3.0]]


def test_the_language_is_the_workbooks():
    answers = {language: Excel(language).run("BILLABLE", "x", 0.5) for language in LANGUAGES}
    assert "产值总额" in answers["zh"]
    assert "value" in answers["en"]
    assert "value" in Excel("zh", with_words=False).run("BILLABLE", "x", 0.5)  # the part is lost


def test_one_start_for_all_calls_and_the_server_knows_its_excel(excel):
    for _ in range(3):
        assert excel.run("BILLABLE", 1000.0, 0.5) == 500.0
    assert excel.starts == 1
    assert excel.server.attached == [4711]
    assert excel.messages() == []


def test_a_server_that_died_is_started_once_more(excel):
    excel.run("BILLABLE", 1000.0, 0.5)
    excel.server.behaves = turns(dead)
    assert excel.run("BILLABLE", 1000.0, 0.5) == 500.0
    assert excel.starts == 2
    assert excel.messages() == []


def test_a_call_that_kills_every_server_is_an_error_and_the_next_one_answers(excel):
    excel.server.behaves = dead
    assert excel.run("BILLABLE", 1000.0, 0.5) == NA
    assert excel.starts == 2
    excel.server.behaves = well
    assert excel.run("BILLABLE", 1000.0, 0.5) == 500.0


def test_an_error_of_the_call_does_not_drop_the_connection(excel):
    excel.run("BILLABLE", 1000.0, 0.5)

    def fails():
        raise VBARuntimeError(-2147467259, "Unspecified error")

    excel.server.behaves = fails
    assert excel.run("BILLABLE", 1000.0, 0.5) == VALUE
    excel.server.behaves = well
    assert excel.run("BILLABLE", 1000.0, 0.5) == 500.0
    assert excel.starts == 1
    assert excel.messages() == []


def test_two_thousand_cells_try_once_and_say_so_once(excel):
    excel.can_start = False
    for _ in range(2000):
        assert excel.run("BILLABLE", 1000.0, 0.5) == NA
    assert excel.starts == 1
    (message,) = excel.messages()
    assert NO_SERVER.zh in message
    assert NO_SERVER.en in message


@pytest.mark.parametrize(
    ("failures", "pause"), [(1, 30), (2, 60), (3, 120), (4, 240), (5, 480), (6, 960), (7, 960), (40, 960)]
)
def test_it_tries_again_later_and_ever_later(excel, failures, pause):
    excel.can_start = False
    for _ in range(failures):
        excel.wait(1000)
        assert excel.run("BILLABLE", 1000.0, 0.5) == NA
    assert excel.starts == failures
    excel.can_start = True
    excel.wait(pause - 1)
    assert excel.run("BILLABLE", 1000.0, 0.5) == NA
    excel.wait(2)
    assert excel.run("BILLABLE", 1000.0, 0.5) == 500.0
    assert excel.starts == failures + 1
    assert len(excel.messages()) == 1


def test_a_server_that_was_just_ending_is_asked_again_at_once(excel):
    ending = iter([-2147023174])  # 0x800706BA, the RPC server is unavailable
    real = excel.create

    def create(name):
        number = next(ending, 0)
        if number:
            raise VBARuntimeError(number, "Automation error")
        return real(name)

    excel.create = create
    assert excel.run("BILLABLE", 1000.0, 0.5) == 500.0
    assert excel.messages() == []


def test_without_words_it_still_says_what_to_do():
    excel = Excel(with_words=False)
    excel.can_start = False
    excel.run("BILLABLE", 1000.0, 0.5)
    assert excel.messages() == ["The ledger's Python part does not answer. Run: ledger doctor"]


def control(tag):
    return Thing("IRibbonControl", Tag=tag, Id="x")


def test_a_button_is_pressed_in_this_workbook(excel):
    excel.run("LedgerOnAction", control("refresh"))
    assert excel.server.pressed == [("refresh", "zh")]


def test_a_button_does_not_wait_for_the_pause_of_the_cells(excel):
    excel.can_start = False
    excel.run("BILLABLE", 1000.0, 0.5)
    excel.can_start = True
    excel.run("LedgerOnAction", control("refresh"))
    assert excel.server.pressed == [("refresh", "zh")]


def test_a_button_whose_server_died_before_is_pressed_once(excel):
    excel.run("BILLABLE", 1000.0, 0.5)
    excel.server.behaves = turns(dead)
    excel.run("LedgerOnAction", control("refresh"))
    assert excel.server.pressed == [("refresh", "zh")]
    assert excel.starts == 2


def test_a_button_whose_server_dies_meanwhile_is_not_pressed_again(excel):
    excel.run("BILLABLE", 1000.0, 0.5)
    excel.server.behaves = turns(well, dead)  # it answers that it lives, and then dies
    excel.run("LedgerOnAction", control("refresh"))
    assert excel.server.pressed == [("refresh", "zh")]
    assert len(excel.messages()) == 1
    assert ("StatusBar", False) in excel.application.was_set
    assert ("ScreenUpdating", True) in excel.application.was_set


def test_each_press_says_what_is_missing(excel):
    excel.can_start = False
    for times in (1, 2, 3):
        excel.run("LedgerOnAction", control("refresh"))
        assert len(excel.messages()) == times


def test_help_needs_no_python(excel):
    excel.can_start = False
    excel.run("LedgerOnAction", control("help"))
    assert excel.activated == ["说明"]
    assert excel.starts == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_function_wizard_gets_every_help_text(language):
    excel = Excel(language)
    excel.run("LedgerOnLoad", Thing("IRibbonUI"))
    assert excel.scheduled == ["'O''Neil 账本.xlsm'!LedgerHelp.RegisterHelp"]
    assert excel.options == []  # not while the workbook opens
    excel.run("LedgerHelp.RegisterHelp")
    assert len(excel.options) == len(SIGNATURES)
    for signature, given in zip(SIGNATURES, excel.options):
        assert given["macro"] == f"'O''Neil 账本.xlsm'!{signature.name}"
        assert given["description"] == signature.help.say(language)
        assert given["argumentdescriptions"].elements() == [a.help.say(language) for a in signature.arguments]
    assert excel.book.members["saved"] is True
    assert excel.starts == 0


def test_help_texts_fit_into_the_wizard():
    for signature in SIGNATURES:
        for text in (signature.help, *(argument.help for argument in signature.arguments)):
            assert max(map(len, text)) <= 255, text


def test_the_self_tests(excel):
    assert excel.run("LEDGER_MACROS") == "macros run"
    assert excel.run("LEDGER_SERVER") == "Python answers, version 0.1.0"
    excel = Excel()
    excel.can_start = False
    assert excel.run("LEDGER_SERVER") == "no answer; run: ledger doctor"


def test_a_missing_argument_is_told_from_an_empty_one(excel):
    excel.run("BILLABLE", 1000.0, 0.5, MISSING, EMPTY)
    assert excel.server.calls[-1][1] == [1000.0, 0.5, -2147352572, None, -2147352572, -2147352572]
