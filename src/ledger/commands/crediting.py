"""What a credit pays, as far as the bank's words say: one claim, one contract, or nothing.

The one rule: what could mean two things means nothing; such money stays unallocated and visible.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Iterable, Mapping, NamedTuple, Sequence

from ..billing.receivables import counts
from ..portfolio import Portfolio
from ..tables.cells import plain

WORD = re.compile(r"[a-z0-9]+(?:[-/.][a-z0-9]+)*")
ALONE = (r"(?<![a-z0-9])(?<![a-z0-9][-/.])", r"(?![a-z0-9])(?![-/.][a-z0-9])")


class Money(NamedTuple):
    """One credit of a statement."""

    on: date
    amount: Decimal
    payer: str
    reference: str
    memo: str
    currency: str


class Numbers(NamedTuple):
    """Numbers to be found in sentences: those that are one word, and those spelt with other letters."""

    words: frozenset[str]
    others: tuple[str, ...]


class Names(NamedTuple):
    """What a payer may name: contracts and claims by number, customers by name."""

    contracts: Mapping[str, str]
    claims: Mapping[str, tuple[str, str]]  # number in small letters -> contract, number
    open_by_customer: Mapping[str, Sequence[tuple[str, str, Decimal]]]  # contract, claim, outstanding
    currencies: Mapping[str, str]
    contract_numbers: Numbers
    claim_numbers: Numbers


def key(text: str) -> str:
    """A name or number as it is compared: full-width or not, in capitals or not, with single spaces."""
    return " ".join(plain(text).split()).casefold()


def names_of(answers: Portfolio) -> Names:
    """The names of a book."""
    book = answers.book
    claims = {key(c.number): (c.contract, c.number) for c in book.claims if counts(c, answers.as_of)}
    open_: dict[str, list[tuple[str, str, Decimal]]] = defaultdict(list)
    for r in answers.receivables():
        if r.outstanding > 0:
            open_[key(r.customer)].append((r.contract, r.claim, r.outstanding))
    contracts = {key(number): number for number in book.contracts}
    currencies = {number: contract.currency for number, contract in book.contracts.items()}
    return Names(contracts, claims, open_, currencies, numbers_of(contracts), numbers_of(claims))


def pays(money: Money, names: Names) -> tuple[str, str]:
    """The contract and claim a credit pays, as far as the bank's words name them (IMP-5)."""
    contract, claim = "", ""
    said = f"{key(money.memo)} \n {key(money.payer)}"
    claims = [names.claims[number] for number in named_in(said, names.claim_numbers)]
    contracts = {names.contracts[number] for number in named_in(said, names.contract_numbers)}
    contracts |= {owner for owner, _ in claims}
    if len(contracts) > 1:
        return "", ""
    if contracts:
        contract = next(iter(contracts))
        claim = claims[0][1] if len(claims) == 1 else ""
    else:
        exact = [
            (owner, number)
            for owner, number, outstanding in names.open_by_customer.get(key(money.payer), ())
            if outstanding == money.amount
            and (not money.currency or names.currencies.get(owner) == money.currency)
        ]
        if len(exact) == 1:
            contract, claim = exact[0]
    if money.currency and contract and names.currencies.get(contract) not in ("", money.currency):
        return "", ""
    return contract, claim


def numbers_of(numbers: Iterable[str]) -> Numbers:
    """The numbers a sentence may name; one too short to be told from a day or a count is left out."""
    fit = [
        number
        for number in numbers
        if len(number) >= (6 if number.isdigit() else 4) and any(letter.isdigit() for letter in number)
    ]
    words = frozenset(number for number in fit if WORD.fullmatch(number))
    return Numbers(words, tuple(number for number in fit if number not in words))


def named_in(said: str, numbers: Numbers) -> list[str]:
    """The numbers that stand in a text as words of their own: HT-1 is not in HT-12 nor in HT-1-02."""
    answers = [word for word in dict.fromkeys(WORD.findall(said)) if word in numbers.words]
    for number in numbers.others:
        if number in said and re.search(rf"{ALONE[0]}{re.escape(number)}{ALONE[1]}", said):
            answers.append(number)
    return answers
