"""Dunning: one level at a time, never on the due date, and a named reason for whoever is left out."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.collecting.dunning import WHOLE, Block, Debt, Held, History, Limits, Why, dunning, fee, history
from ledger.collecting.levels import BY_AGE, BY_COUNT, DEFAULT_POLICY, ESCALATION, level_by_age, next_level
from ledger.collecting.promises import Promise, Word, promise_kept, still_promised
from ledger.enumerations import Channel, ContactStatus, CountedFrom, Tone
from ledger.rulebook import PolicyStep

DUE = date(2026, 3, 31)
EAGER = Limits(min_interval=0)


def after(days: int) -> date:
    return DUE + timedelta(days=days)


def policy(*days: int, mode: CountedFrom = CountedFrom.DUE) -> list[PolicyStep]:
    return [
        PolicyStep("p", at + 1, one, Channel.EMAIL, Tone.REMINDER, mode=mode) for at, one in enumerate(days)
    ]


def debt(outstanding: str = "100", **more) -> Debt:
    return Debt(DUE, Decimal(outstanding), **more)


TRYTON = policy(5, 20, 40)


@pytest.mark.parametrize(
    ("days", "level"), [(0, 0), (4, 0), (5, 1), (19, 1), (20, 2), (39, 2), (40, 3), (400, 3)]
)
def test_level_by_age_includes_its_threshold(days: int, level: int) -> None:
    assert level_by_age(days, TRYTON) == level


def test_a_step_of_no_days_is_not_taken_on_the_due_date() -> None:
    assert [level_by_age(days, policy(0)) for days in (-1, 0, 1)] == [0, 0, 1]
    assert [dunning(debt(), after(days), policy(0)).level for days in (-1, 0, 1)] == [0, 0, 1]


@pytest.mark.parametrize(
    ("days", "sent", "stepwise", "by_age", "by_count"),
    [
        (0, 0, 0, 0, 0),
        (4, 0, 0, 0, 1),
        (5, 0, 1, 1, 1),
        (50, 0, 1, 3, 1),  # an old debt still starts with the first level
        (50, 1, 2, 3, 2),
        (19, 1, 0, 0, 2),
        (20, 1, 2, 2, 2),
        (39, 2, 0, 0, 3),
        (50, 3, 0, 0, 0),
    ],
)
def test_next_level(days: int, sent: int, stepwise: int, by_age: int, by_count: int) -> None:
    for escalation, level in zip(ESCALATION.values(), (stepwise, by_age, by_count)):
        assert next_level(days, sent, TRYTON, escalation) == level
        found = dunning(
            debt(history=History(sent)), after(days), TRYTON, EAGER._replace(escalation=escalation)
        )
        assert found.level == level


def test_levels_need_not_be_numbered_without_gaps() -> None:
    steps = [TRYTON[0]._replace(level=10), TRYTON[1]._replace(level=20)]
    assert [next_level(30, sent, steps) for sent in (0, 10, 20)] == [10, 20, 0]


LEFT_OUT = {
    "paid": (debt("0"), 10, Why.PAID, None),
    "overpaid": (debt("-5"), 10, Why.PAID, None),
    "below what is worth chasing": (debt("9.99"), 10, Why.BELOW_TOLERANCE, None),
    "exactly the tolerance": (debt("10"), 10, Why.BELOW_TOLERANCE, None),
    "above the tolerance": (debt("10.01"), 10, None, None),
    "no due date": (Debt(None, Decimal(100)), 10, Why.NO_DUE_DATE, None),
    "before due": (debt(), -1, Why.NOT_OVERDUE, 0),
    "the due date itself": (debt(), 0, Why.NOT_OVERDUE, 0),
    "all disputed": (debt(disputed=Decimal(100)), 10, Why.DISPUTED, None),
    "disputed but for the tolerance": (debt(disputed=Decimal(90)), 10, Why.DISPUTED, None),
    "blocked for good": (debt(block=Block("court")), 10, Why.BLOCKED, None),
    "blocked, the last day": (debt(block=Block("audit", after(10))), 10, Why.BLOCKED, 10),
    "the block is over": (debt(block=Block("audit", after(9))), 10, None, None),
    "promised, the last day of grace": (
        debt(promises=(Promise(after(1), Decimal(100), after(7)),)), 10, Why.PROMISED, 10,
    ),
    "the promise is broken": (debt(promises=(Promise(after(1), Decimal(100), after(6)),)), 10, None, None),
    "an older promise broken, a newer one live": (
        debt(promises=(Promise(after(1), Decimal(9), after(2)), Promise(after(4), Decimal(95), after(20)))),
        10, Why.PROMISED, 23,
    ),
    "promised but for the tolerance": (
        debt(promises=(Promise(after(1), Decimal(90), after(20)),)), 10, Why.PROMISED, 23,
    ),
    "promised in part, the rest is pressed for": (
        debt(promises=(Promise(after(1), Decimal("89.99"), after(20)),)), 10, None, None,
    ),
    "two instalments promised: until the first is broken": (
        debt(promises=(Promise(after(1), Decimal(50), after(9)), Promise(after(1), Decimal(50), after(20)))),
        10, Why.PROMISED, 12,
    ),
    "disputed in part, the rest is promised": (
        debt(disputed=Decimal(40), promises=(Promise(after(1), Decimal(60), after(20)),)), 10, Why.PROMISED, 23,
    ),
    "disputed in part, the rest is pressed for": (debt(disputed=Decimal("89.99")), 10, None, None),
    "on a bill": (debt(bills=Decimal(90)), 10, Why.BILL_PENDING, None),
    "on a bill in part": (debt(bills=Decimal("89.99")), 10, None, None),
    "we wait, the last day": (debt(wait_until=after(10)), 10, Why.WAITING, 10),
    "we waited": (debt(wait_until=after(9)), 10, None, None),
    "a line of its own went to the customer, too lately": (
        debt(customer_sent_on=after(6)), 10, Why.CUSTOMER_RESTS, 10,
    ),
    "the customer has rested": (debt(customer_sent_on=after(5)), 10, None, None),
    "promised, kept in part, the rest is pressed for": (
        debt(promises=(Promise(after(1), Decimal(50), after(20)),), received=((after(5), Decimal(50)),)),
        10, None, None,
    ),
    "a draft waits": (debt(history=History(1, after(1), draft=2)), 30, Why.DRAFT_OPEN, None),
    "before the first step": (debt(), 4, Why.TOO_SOON, 4),
    "before the next step": (debt(history=History(1, after(5))), 19, Why.TOO_SOON, 19),
    "too soon after the last letter": (debt(history=History(1, after(30))), 36, Why.TOO_SOON, 36),
    "rested after the last letter": (debt(history=History(1, after(30))), 37, None, None),
    "the last level was sent": (debt(history=History(3, after(40))), 99, Why.EXHAUSTED, None),
}  # fmt: skip


@pytest.mark.parametrize("case", LEFT_OUT)
def test_who_is_left_out_and_until_when(case: str) -> None:
    given_debt, days, why, until = LEFT_OUT[case]
    answer = dunning(given_debt, after(days), TRYTON, Limits(tolerance=Decimal(10), customer_interval=5))
    assert answer.why is why
    assert answer.until == (None if until is None else after(until))
    assert bool(answer.level) is (why is None)


def test_the_day_after_until_is_the_first_day() -> None:
    """`until` is the last day of waiting, for each reason that has one."""
    for given_debt, days, why, until in LEFT_OUT.values():
        if until is not None:
            limits = Limits(tolerance=Decimal(10), customer_interval=5)
            answer = dunning(given_debt, after(until + 1), TRYTON, limits)
            assert answer.why is not why or why is Why.NOT_OVERDUE, (given_debt, days)


def test_the_undisputed_part_is_pressed_for_unless_the_book_chooses_otherwise() -> None:
    partly = debt(disputed=Decimal(40))
    answer = dunning(partly, after(10), TRYTON)
    assert (answer.amount, answer.held) == (60, (Held(Why.DISPUTED, Decimal(40)),))
    assert dunning(partly, after(10), TRYTON, Limits(dispute=WHOLE)).why is Why.DISPUTED


def test_what_is_held_and_what_is_pressed_for_is_the_debt() -> None:
    """Each reason takes at most what the ones before it left: a debt of 100."""
    promise = Promise(after(1), Decimal(50), after(20))
    answer = dunning(debt(disputed=Decimal(30), bills=Decimal(20), promises=(promise,)), after(10), TRYTON)
    assert answer.why is Why.PROMISED
    less = promise._replace(amount=Decimal(10))
    answer = dunning(debt(disputed=Decimal(30), bills=Decimal(20), promises=(less,)), after(10), TRYTON)
    assert [(part.why, part.amount) for part in answer.held] == [
        (Why.DISPUTED, 30), (Why.BILL_PENDING, 20), (Why.PROMISED, 10),
    ]  # fmt: skip
    assert answer.amount == 40


COURTESY = PolicyStep("p", 0, 5, Channel.EMAIL, Tone.REMINDER, mode=CountedFrom.BEFORE_DUE)


@pytest.mark.parametrize(
    ("days", "history_", "level", "why"),
    [
        (-6, History(), None, Why.NOT_OVERDUE),
        (-5, History(), 0, None),
        (-1, History(), 0, None),
        (0, History(), None, Why.NOT_OVERDUE),  # never on the due date itself
        (1, History(), None, Why.TOO_SOON),  # overdue: the ladder, whose first step is at 5 days
        (5, History(), 1, None),
        (-3, History(courtesy=ContactStatus.DRAFTED), None, Why.DRAFT_OPEN),
        (-3, History(courtesy=ContactStatus.APPROVED), None, Why.DRAFT_OPEN),
        (-3, History(courtesy=ContactStatus.SENT, sent_on=after(-4)), None, Why.NOT_OVERDUE),  # once
        (5, History(courtesy=ContactStatus.DRAFTED), 1, None),  # a note nobody sent is overtaken
        (
            5,
            History(courtesy=ContactStatus.SENT, sent_on=after(-1)),
            None,
            Why.TOO_SOON,
        ),  # it counts as a letter
        (6, History(courtesy=ContactStatus.SENT, sent_on=after(-1)), 1, None),
    ],
)
def test_a_courtesy_note_before_the_due_date(days, history_, level, why) -> None:
    answer = dunning(debt(history=history_), after(days), [*TRYTON, COURTESY])
    assert (answer.step.level if answer.step else None, answer.why) == (level, why)


@pytest.mark.parametrize("paused", [
    debt(disputed=Decimal(100)), debt(block=Block("talks")), debt(wait_until=after(20)), debt(bills=Decimal(100)),
    debt(promises=(Promise(after(-9), Decimal(100), after(3)),)),
])  # fmt: skip
def test_no_courtesy_note_where_a_reminder_would_be_left_out(paused: Debt) -> None:
    assert dunning(paused, after(-2), [COURTESY]).step is None


@pytest.mark.parametrize(
    ("sent", "highest", "level", "why"),
    [
        (0, 1, 1, None), (1, 1, 0, Why.CAPPED), (1, 2, 2, None), (2, 2, 0, Why.CAPPED), (3, 2, 0, Why.EXHAUSTED),
        (0, 0, 0, Why.CAPPED), (3, 9, 0, Why.EXHAUSTED),
    ],
)  # fmt: skip
def test_a_cap_lets_no_level_above_it(sent: int, highest: int, level: int, why: Why | None) -> None:
    for escalation in ESCALATION.values():
        limits = EAGER._replace(highest=highest, escalation=escalation)
        answer = dunning(debt(history=History(sent)), after(400), TRYTON, limits)
        assert answer.why is why
        assert answer.level in ((level,) if escalation != BY_AGE or not level else (highest,))


def test_the_same_money_keeps_one_promise() -> None:
    """Two instalments promised at once: what came in for the first keeps no second."""
    both = [Promise(after(1), Decimal(50), after(10)), Promise(after(1), Decimal(50), after(20))]

    def waits(*money: tuple[int, int], on: int) -> list[tuple[date, Decimal]]:
        return still_promised(both, [(after(d), Decimal(a)) for d, a in money], after(on), grace=0)

    assert waits(on=10) == [(after(10), 50), (after(20), 50)]
    assert waits(on=11) == [(after(20), 50)]  # the first is broken
    assert waits((9, 50), on=11) == [(after(20), 50)]  # the first is kept, the second lives
    assert waits((9, 20), on=10) == [(after(10), 30), (after(20), 50)]
    assert waits((9, 50), (19, 50), on=20) == []
    assert waits((9, 50), on=21) == []


@pytest.mark.parametrize(
    ("mode", "days", "sent", "first"),
    [
        (CountedFrom.DUE, 10, History(), date(2026, 4, 10)),
        (CountedFrom.MONTH_END, 10, History(), date(2026, 4, 30)),
        (CountedFrom.MONTH_END, 0, History(), date(2026, 4, 1)),  # the month's end is the due date itself
        (CountedFrom.PREVIOUS, 10, History(1, date(2026, 5, 5)), date(2026, 5, 15)),
        (CountedFrom.PREVIOUS, 10, History(1), None),
    ],
)
def test_what_days_are_counted_from(mode: CountedFrom, days: int, sent: History, first: date | None) -> None:
    steps = [PolicyStep("p", sent.level_sent + 1, days, Channel.EMAIL, Tone.REMINDER, mode=mode)]
    if first is None:
        assert dunning(debt(history=sent), date(2099, 1, 1), steps, EAGER).why is Why.TOO_SOON
    else:
        on = [dunning(debt(history=sent), first + timedelta(days=at), steps, EAGER).level for at in (-1, 0)]
        assert on == [0, sent.level_sent + 1]


def test_a_step_counted_from_the_one_before_waits_for_it_though_a_later_step_is_reached() -> None:
    steps = [*policy(5), policy(0, 10, mode=CountedFrom.PREVIOUS)[1], policy(0, 0, 20)[2]]
    assert dunning(debt(history=History(1, after(25))), after(34), steps, EAGER).why is Why.TOO_SOON
    assert dunning(debt(history=History(1, after(25))), after(35), steps, EAGER).level == 2


@pytest.mark.parametrize(
    ("received", "as_of", "word"),
    [
        ((), 12, Word.LIVE),
        ((), 13, Word.LIVE),
        ((), 14, Word.BROKEN),
        (((11, 89),), 13, Word.LIVE),
        (((11, 90),), 11, Word.KEPT),  # the amount less the tolerance of 10
        (((11, 90),), 10, Word.LIVE),  # not in yet on that day
        (((1, 100),), 14, Word.BROKEN),  # came before the promise was made
        (((13, 60), (12, 40)), 14, Word.KEPT),
        (((14, 100),), 20, Word.BROKEN),  # came after the grace
    ],
)
def test_promises(received: tuple, as_of: int, word: Word) -> None:
    promise = Promise(after(1), Decimal(100), after(10))
    money = [(after(day), Decimal(amount)) for day, amount in received]
    assert promise_kept(promise, money, after(as_of), grace=3, tolerance=Decimal(10)) is word


def test_history_counts_what_was_sent() -> None:
    assert history(()) == History()
    assert history(
        [
            (1, ContactStatus.DELIVERED, after(5)),
            (2, ContactStatus.SENT, after(25)),
            (3, ContactStatus.RETURNED, after(45)),
            (2, ContactStatus.DRAFTED, after(24)),  # overtaken by the one that was sent
        ]
    ) == History(2, after(25), 0)
    assert history([(0, ContactStatus.SENT, after(-2))]) == History(0, after(-2), 0, ContactStatus.SENT)
    assert history([(0, ContactStatus.RETURNED, after(-2))]) == History()
    assert history(
        [(0, ContactStatus.RETURNED, after(-2)), (0, ContactStatus.DRAFTED, after(-1))]
    ) == History(0, None, 0, ContactStatus.DRAFTED)
    assert history([(1, ContactStatus.SENT, after(5)), (2, ContactStatus.APPROVED, after(25))]).level == 2


def test_fees_are_on_the_debt_and_not_on_earlier_fees() -> None:
    assert fee(Decimal(100), Decimal(10)) == 10
    assert fee(Decimal(100), share=Decimal("0.15")) == 15
    assert fee(Decimal("0.10"), share=Decimal("0.05")) == Decimal("0.01")


def test_default_policy_climbs() -> None:
    assert [step.level for step in DEFAULT_POLICY] == [1, 2, 3, 4, 5]
    assert sorted(step.days for step in DEFAULT_POLICY) == [step.days for step in DEFAULT_POLICY]
    assert [step.approval for step in DEFAULT_POLICY] == [False, False, False, True, True]


STEPS = st.lists(st.integers(0, 60), min_size=1, max_size=5).map(lambda days: policy(*sorted(days)))


@given(STEPS, st.integers(-5, 120), st.integers(0, 6), st.sampled_from(ESCALATION.values()), st.randoms())
def test_the_cell_and_the_letter_agree_in_any_order_of_steps(steps, days, sent, escalation, chance) -> None:
    level = next_level(days, sent, steps, escalation)
    assert level == 0 or level > sent
    if escalation not in (BY_AGE, BY_COUNT):
        assert level <= sent + 1
    chance.shuffle(steps)
    found = dunning(debt(history=History(sent)), after(days), steps, EAGER._replace(escalation=escalation))
    assert found.level == level
