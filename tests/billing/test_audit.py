"""Audit: every slip of a submitted pay application is named once, where it was made; a sound one has none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ledger.billing.audit import FORMULAS, PrintedRow, Submitted, audit
from ledger.billing.payapp import continuation, summary
from tests.billing.test_payapp import GOLDEN

D = Decimal
SOUND = {
    "1": "100000",
    "2": "10000",
    "3": "110000",
    "4": "60000",
    "5a": "5700",
    "5b": "150",
    "5": "5850",
    "6": "54150",
    "7": "31500",
    "8": "22650",
    "9": "55850",
}
ROWS = (
    PrintedRow("1", D(42000), D("0.70"), D(18000), D(4200)),
    PrintedRow("2", D(18000), D("0.36"), D(32000), D(1650)),
)

OVER = GOLDEN.lines[0]._replace(this=D("30000.01"))


def lines(**changed: str) -> dict[str, Decimal]:
    return {key: D(value) for key, value in {**SOUND, **{k[1:]: v for k, v in changed.items()}}.items()}


def test_a_sound_application_has_no_inconsistency():
    assert audit(Submitted(GOLDEN, lines(), ROWS)) == []
    assert audit(Submitted(GOLDEN, {})) == []


def test_the_summary_as_computed_is_the_summary_as_printed():
    answer = summary(GOLDEN)
    assert list(answer[:11]) == [
        D(SOUND[key]) for key in ("1", "2", "3", "4", "5a", "5b", "5", "6", "7", "8", "9")
    ]
    assert set(FORMULAS) == set(SOUND)


@pytest.mark.parametrize("key", list(SOUND))
def test_one_cent_on_one_line_is_found(key: str):
    shown = D(SOUND[key]) + D("0.01")
    found = audit(Submitted(GOLDEN, {key: shown}, ROWS))
    assert [(one.found, one.computed) for one in found if one.place.en == f"Line {key}"] == [
        (shown, D(SOUND[key]))
    ]


@pytest.mark.parametrize(
    ("changed", "places"),
    [
        ({"_8": "22650.01"}, ["Line 8"]),
        ({"_8": "22650.009"}, []),
        ({"_4": "60100", "_6": "54250", "_8": "22750", "_9": "55750"}, ["Line 4"]),
        ({"_5": "5000", "_6": "55000", "_8": "23500", "_9": "55000"}, ["Line 5"]),
        ({"_3": "120000", "_9": "65850"}, ["Line 3", "Column C"]),
    ],
)
def test_a_slip_is_reported_where_it_was_made(changed: dict[str, str], places: list[str]):
    assert [one.place.en for one in audit(Submitted(GOLDEN, lines(**changed), ROWS))] == places


@pytest.mark.parametrize(
    ("submitted", "place", "words_en", "words_zh"),
    [
        (
            Submitted(GOLDEN, lines(_7="30000", _8="24150"), ROWS, received=D(30000)),
            "Line 7",
            "shows 30,000.00, the cash received; it must be line 6 of the previous certificate, 31,500.00.",
            "填报30,000.00，为实收款；应为上期证书第6行31,500.00。",
        ),
        (
            Submitted(GOLDEN, {"2": D(17000)}, ROWS),
            "Line 2",
            "shows 17,000.00, which counts change orders not approved yet; approved ones come to 10,000.00.",
            "填报17,000.00，含未批准的变更；已批准变更合计10,000.00。",
        ),
        (
            Submitted(GOLDEN, {}, (ROWS[0]._replace(total=D(37800), balance=None, share=None),)),
            "1, column G",
            "shows 37,800.00, net of retainage; columns are gross, 42,000.00; "
            "retainage goes to column I and line 5.",
            "填报37,800.00，已扣除质保金；各列应为扣除前金额42,000.00，质保金只列I列和第5行。",
        ),
        (
            Submitted(GOLDEN, {}, (ROWS[0]._replace(balance=D(22200)),)),
            "1, column H",
            "shows 22,200.00, but its own figures give 18,000.00 (C - G).",
            "填报22,200.00，按其自身数字应为18,000.00（C - G）。",
        ),
        (
            Submitted(GOLDEN, {}, (ROWS[1]._replace(retainage=D(1800)),)),
            "2, column I",
            "shows 1,800.00, but its own figures give 1,650.00 (% × G).",
            "填报1,800.00，按其自身数字应为1,650.00（% × G）。",
        ),
        (
            Submitted(GOLDEN, {}, (ROWS[0]._replace(share=D("0.75")),)),
            "1, column %",
            "shows 75.0%, but its own figures give 70.0% (G / C).",
            "填报75.0%，按其自身数字应为70.0%（G / C）。",
        ),
        (
            Submitted(GOLDEN._replace(lines=(OVER, GOLDEN.lines[1])), {}),
            "1, column G",
            "bills 60,000.01, more than its scheduled value 60,000.00; agree a change order for the rest.",
            "已报60,000.01，超过该项合同价60,000.00；超出部分请先签变更。",
        ),
        (
            Submitted(
                GOLDEN,
                {},
                before=(continuation(GOLDEN)[0]._replace(previous=D(20000), this=D(9000)),),
            ),
            "1, column D",
            "shows 30,000.00 as previous work, but the previous application's D + E is 29,000.00.",
            "前期完成填报30,000.00，上期申请D+E为29,000.00。",
        ),
        (
            Submitted(GOLDEN._replace(original_sum=D(99000)), {}),
            "Column C",
            "the scheduled values come to 110,000.00, the contract sum to date (line 3) is 109,000.00.",
            "各项合同价合计110,000.00，而第3行变更后合同价为109,000.00。",
        ),
    ],
)
def test_each_message_in_both_languages(submitted: Submitted, place: str, words_en: str, words_zh: str):
    found = audit(submitted)
    assert [one.place.en for one in found] == [place]
    assert found[0].message == (words_en, words_zh)


@pytest.mark.parametrize(("this", "over"), [("29999.99", 0), ("30000", 0), ("30000.01", 1)])
def test_a_line_may_be_billed_up_to_its_scheduled_value(this: str, over: int):
    first = GOLDEN.lines[0]._replace(this=D(this))
    assert len(audit(Submitted(GOLDEN._replace(lines=(first, GOLDEN.lines[1])), {}))) == over
