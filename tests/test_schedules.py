"""Payment terms as amounts: instalments and what stays unscheduled add up to the total."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.schedules import (
    BALANCE,
    CAP,
    EARLY_DISCOUNT,
    FIXED,
    OVERRUN,
    PERCENT,
    PERCENT_ON_TOTAL,
    REMAINDER,
    Term,
    coverage,
    early_payment,
    schedule,
)

KINDS = {"%": PERCENT, "%T": PERCENT_ON_TOTAL, "F": FIXED, "R": REMAINDER}


def terms(drawn: str) -> list[Term]:
    """`%0.25 %T0.25 F396.84 R`."""
    made = []
    for word in drawn.split():
        kind = "%T" if word.startswith("%T") else word[0]
        made.append(Term(KINDS[kind], Decimal(word[len(kind) :] or "0")))
    return made


CASES = {  # total, terms, keywords: amounts | unscheduled
    "shares of the rest and of the total": (
        "1587.35",
        "%0.25 %T0.25 F396.84 R",
        {},
        "396.84 396.84 396.84 396.83 | 0.00",
    ),
    "a credit note keeps its sign": ("-10.00", "%0.25 %T0.25 F4.0 R", {}, "-2.50 -2.50 -4.0 -1.00 | 0.00"),
    "the second share is of the rest": ("100", "%0.5 %0.5 R", {}, "50.00 25.00 25.00 | 0.00"),
    "a fixed sum short of the total": ("100", "F99", {}, "99 | 1"),
    "a fixed sum of the total": ("100", "F100 R", {}, "100 | 0"),
    "a fixed sum past the total": ("100", "F101 R", {}, "100 | 0"),
    "a fixed sum past a credit note": ("-100", "F101 R", {}, "-100 | 0"),
    "nothing to pay is one line of nothing": ("0", "%0.25 R", {}, "0 | 0"),
    "no terms at all": ("12.30", "", {}, "0 | 12.30"),
    "half a cent on the first, the rest on the last": (
        "0.03",
        "%T0.5 %T0.5",
        {"overrun": BALANCE},
        "0.02 0.01 | 0.00",
    ),
    "a balance after a fixed sum": (
        "1000",
        "%T0.7 F200 %T0.3",
        {"overrun": BALANCE},
        "700.00 200 100.00 | 0.00",
    ),
    "a balance below zero": ("1000", "%T0.7 F500 %T0.3", {"overrun": BALANCE}, "700.00 500 -200.00 | 0.00"),
    "a fixed sum last is the balance too": (
        "1000",
        "%T0.7 F500 %T0.3 F200",
        {"overrun": BALANCE},
        "700.00 500 300.00 -500.00 | 0.00",
    ),
    "three decimals": (
        "0.09",
        "%T0.5 %T0.5 F0.02",
        {"overrun": BALANCE, "step": Decimal("0.001")},
        "0.045 0.045 0.000 | 0.000",
    ),
    "cash rounding leaves the total alone": (
        "868.35",
        "%T0.5 %T0.5",
        {"overrun": BALANCE, "step": Decimal("0.05"), "method": "up"},
        "434.20 434.15 | 0.00",
    ),
    "capped instead of below zero": ("1000", "%T0.7 F500 %T0.3", {"overrun": CAP}, "700.00 300.00 | 0.00"),
}


@pytest.mark.parametrize("case", CASES)
def test_terms_become_amounts(case: str) -> None:
    total, drawn, keywords, expected = CASES[case]
    answer = schedule(Decimal(total), terms(drawn), **keywords)
    amounts = " ".join(str(one.amount) for one in answer.instalments)
    assert f"{amounts} | {answer.unscheduled}" == expected


def test_a_word_that_is_no_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="monthly"):
        schedule(Decimal(1), [Term("monthly", Decimal(1))])


TERMS = st.lists(
    st.builds(Term, st.sampled_from(sorted(KINDS.values())), st.decimals(0, 2, places=4)), max_size=8
)


@given(st.decimals(-(10**9), 10**9, places=2), TERMS, st.sampled_from(OVERRUN.values()))
def test_a_schedule_adds_up_and_a_credit_note_is_its_mirror(
    total: Decimal, lines: list[Term], overrun: str
) -> None:
    answer = schedule(total, lines, overrun=overrun)
    assert sum(one.amount for one in answer.instalments) + answer.unscheduled == total
    mirror = schedule(-total, lines, overrun=overrun)
    assert total == 0 or [one.amount for one in mirror.instalments] == [
        -one.amount for one in answer.instalments
    ]
    if overrun == CAP:
        assert all(abs(one.amount) <= abs(total) for one in answer.instalments)


def test_shares_that_binary_floats_do_not_bring_to_one() -> None:
    shares = [Decimal("0.50"), *[Decimal("0.0166")] * 20, Decimal("0.168")]
    assert coverage(shares) == (Decimal("1.0000"), 22, True)
    assert not coverage([*shares, Decimal("0.0001")]).complete
    assert not coverage(shares[:-1]).complete


@pytest.mark.parametrize(
    ("convention", "invoiced", "payable", "discount"),
    [
        ("included", "1150", "1035", "115"),
        ("excluded", "1150", "1050", "100"),
        ("mixed", "1135", "1035", "100"),
    ],
)
def test_early_payment_by_convention(convention: str, invoiced: str, payable: str, discount: str) -> None:
    answer = early_payment(Decimal(1000), Decimal(150), Decimal("0.1"), convention)
    assert answer == (Decimal(invoiced), Decimal(payable), Decimal(discount))


def test_early_payment_is_rounded_once() -> None:
    assert early_payment(
        Decimal("718.35"), Decimal(150), Decimal("0.1"), step=Decimal("0.05"), method="up"
    ).payable == Decimal("781.55")
    assert set(EARLY_DISCOUNT.values()) == {"included", "excluded", "mixed"}
