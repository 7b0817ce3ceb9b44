"""Conventions: each setting that sources answer differently is whole and has a name of its own."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import ledger
from ledger.conventions import Choice, Convention, chosen

CORE = ("ledger.billing", "ledger.collecting")


def every_convention() -> list[Convention]:
    found = []
    for module in pkgutil.walk_packages(ledger.__path__, "ledger."):
        inside = module.name.startswith(CORE) or module.name.count(".") == 1
        if inside and not module.ispkg and module.name.split(".")[-1] not in ("cli", "workbook"):
            found += getattr(importlib.import_module(module.name), "CONVENTIONS", ())
    return found


CONVENTIONS = every_convention()


@pytest.mark.parametrize("convention", CONVENTIONS, ids=[one.name for one in CONVENTIONS])
def test_a_convention_is_whole(convention: Convention) -> None:
    assert convention.default in convention.values()
    assert len(set(convention.values())) == len(convention.values()) > 1
    assert convention.label.en
    assert convention.label.zh
    assert convention.source


@pytest.mark.parametrize("convention", CONVENTIONS, ids=[one.name for one in CONVENTIONS])
def test_a_choice_is_read_by_its_word_and_by_both_its_labels(convention: Convention) -> None:
    for choice in convention.choices:
        if isinstance(choice, Choice):
            assert {chosen(convention, word) for word in (choice.value, *choice.label)} == {choice.value}


def test_each_convention_has_a_name_of_its_own() -> None:
    names = [convention.name for convention in CONVENTIONS]
    assert sorted(names) == sorted(set(names))
    assert {"leftover", "schedule_overrun", "excess_of_reference", "dunning_escalation"} < set(names)


def test_a_word_that_is_no_choice_is_none() -> None:
    assert [chosen(convention, "no such choice") for convention in CONVENTIONS] == [None] * len(CONVENTIONS)
