"""The telephone script: what to say, what to check, the figures, and an offer for each reason."""

from __future__ import annotations

import pytest

from ledger.drafting.calls import ANSWERS
from ledger.drafting.reminders import drafts
from ledger.enumerations import Channel, Reason, Speech
from ledger.rulebook import Remedy
from tests.drafting.cases import AS_OF, BUILDER, HENGYUAN, HOSTILE, reminder


def script(
    language: Speech = Speech.ZH, level: int = 2, remedies: tuple[Remedy, ...] = (), **others: object
) -> str:
    asked = reminder(language, level, channels=(Channel.PHONE,), **others)
    sender = HENGYUAN if language is Speech.ZH else BUILDER
    (document,) = drafts(asked, sender, AS_OF, remedies=remedies).documents
    assert document.name.endswith("_call.txt")
    assert not set(document.data.replace(b"\r\n", b"")) & set(b"\r\n")
    return document.data.decode("utf-8-sig").replace("\r\n", "\n")


def test_every_reason_has_a_question_and_an_offer():
    assert list(ANSWERS) == list(Reason)
    for language in Speech:
        said = script(language)
        for reason, answers in ANSWERS.items():
            assert f"{reason.code} {reason.label.say(language.code)}" in said
            for answer in answers:
                assert answer.say(language.code) in said


@pytest.mark.parametrize("language", [Speech.ZH, Speech.EN])
def test_who_to_ask_for_and_which_figures(language):
    asked, said = reminder(language), script(language)
    for fact in (asked.customer, asked.contact, asked.phone, *(one.claim for one in asked.lines)):
        assert fact in said
    assert f"{asked.total:,.2f}" in said.splitlines()[next_after(said)]


def next_after(said: str) -> int:
    """The line of the total: the last before the reasons."""
    lines = said.splitlines()
    return next(n for n, text in enumerate(lines) if text.startswith(("四、", "4. IF"))) - 2


def test_it_is_marked_as_internal():
    assert script().startswith("电话提纲（内部使用，请勿外发）")
    assert script(Speech.EN).startswith("CALL SCRIPT (internal, do not send)")


def test_a_remedy_of_rules_replaces_the_offer_and_nothing_else():
    said = script(
        remedies=(Remedy(Reason.SHORT_OF_CASH, "最多分三期，{total}"), Remedy(Reason.UNREACHABLE, "  "))
    )
    assert "办：最多分三期，{total}" in said  # data, not a template
    assert ANSWERS[Reason.SHORT_OF_CASH][1].zh not in said
    assert ANSWERS[Reason.SHORT_OF_CASH][0].zh in said
    assert ANSWERS[Reason.UNREACHABLE][1].zh in said


def test_what_is_unknown_is_not_asked_for():
    said = script(contact="", phone="")
    assert "联系人" not in said
    assert "电话：\n" not in said


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_name_adds_no_line(value):
    usual = script(Speech.EN, customer=value.strip() and "Acme").count("\n")
    assert script(Speech.EN, customer=value).count("\n") == usual
