# ruff: noqa: E501  # a sentence stays on one line
"""At which rate late payment of a contract may be charged: the contract's, a law's, or the published LPR.

The one rule: a basis that does not apply is named with the reason, never taken for a rate of nothing. A published
rate comes from the book's own Rules sheet; nothing here decides whether a law applies.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence, Union

from ..enumerations import CustomerType, RateBasis, Words
from ..explanations import percent
from ..language import Text
from ..money import ONE, ZERO
from ..records import Contract
from ..rulebook import RateFrom
from .dunning import DISPUTE
from .interest import SIMPLE_365, Conditions
from .rates import Rates, named, raised, yearly_rate
from .statutes import LPR_1Y, Regime, agreed_too_low, rates_of, regime

YUAN = "CNY"


class Basis(Words):
    """Where the rate of an interest statement comes from."""

    CONTRACT = "contract", "the contract's rate", "合同约定利率", "agreed rate", "约定利率", "合同"
    STATUTORY = "statutory", "the rate of law", "法定利率", "law", "法定"
    LPR = "lpr", "the published LPR", "LPR", "LPR-1Y"


NOT_AGREED = Text("the contract agrees no late rate", "合同未约定逾期利率")
NO_REGIME = Text("the contract's rule set gives no rate of law", "合同的适用规则未给出法定利率")
OTHER_CURRENCY = Text(
    "{source} is about {wanted}, the contract is in {currency}",
    "{source}适用于{wanted}，合同币种为{currency}",
)
BEFORE = Text(
    "the contract was signed before {source} came into force on {day}", "合同签订于{source}施行（{day}）之前"
)
NO_ROW = Text("Rules hold no rate {table}", "规则表中没有利率{table}")
OTHER_PAYER = Text(
    "{source} is about agencies, institutions and large enterprises; the customer is none",
    "{source}适用于机关、事业单位和大型企业，该客户不属于",
)
NO_SIGNING = Text(
    "an agreed rate may not be below the LPR at signing, and the day of signing is missing",
    "约定利率不得低于合同订立时LPR，而签订日期缺失",
)
TOO_LOW = Text(
    "the agreed rate is below the 1-year LPR at signing ({source}); ask a lawyer which rate holds",
    "约定利率低于合同订立时1年期LPR（{source}），适用何种利率请咨询律师",
)

AGREED = Text("the rate agreed in the contract, {rate}", "合同约定利率，{rate}")
BY_DEFAULT = Text(
    "our standing late rate, {rate}; the contract agrees none", "我方通用逾期利率，{rate}；合同未约定"
)
BY_LAW = Text("{rate}, by {source}", "{rate}，依据{source}")
AGREED_BY_LAW = Text(
    "the agreed rate, {rate}, which {source} leaves standing", "合同约定利率，{rate}；{source}从其约定"
)
TIMES = Text("{table} x {multiple}", "{table}×{multiple}")
PLUS = Text(" + {margin}", "+{margin}")


class Sources(NamedTuple):
    """What the book says: published rates, its standing rate, its LPR multiple, and its conventions."""

    rates: Sequence[RateFrom] = ()
    late_rate: Decimal | None = None
    lpr_multiple: Decimal = ONE
    conditions: Conditions = SIMPLE_365
    dispute: str = DISPUTE.default
    tolerance: Decimal = ZERO


class Terms(NamedTuple):
    """A rate that applies, and how it is reckoned. `known` is the last published row the day can know of."""

    basis: Basis
    rates: Rates
    conditions: Conditions
    words: Text
    agreed: bool = False
    regime: Regime | None = None
    known: RateFrom | None = None


class Missing(NamedTuple):
    """A basis that does not apply, and why."""

    basis: Basis
    why: Text


Found = Union[Terms, Missing]


def rate_words(rate: str, basis: RateBasis) -> Text:
    """A rate with what it is per."""
    return Text(f"{rate} {basis.label.en}", f"{rate}（{basis.label.zh}）")


def said(text: Text, **values: object) -> Text:
    """A text with its values filled in, each in the language of its sentence."""
    by_language = []
    for language in ("en", "zh"):
        filled = {k: v.say(language) if isinstance(v, Text) else v for k, v in values.items()}
        by_language.append(text.say(language, **filled))
    return Text(*by_language)


def bases(contract: Contract, sources: Sources, as_of: date) -> dict[Basis, Found]:
    """Each basis for one contract: its terms, or why it does not apply.

    Units:  rates as fractions of 1.
    Rule:   INT-18. The contract's own rate, or the book's standing one, which is said. The regime of the rule
            set, for its currency and contracts signed since it came into force; where it leaves an agreed
            rate standing that one, unless it is below the floor at signing (INT-14). The LPR in yuan, times
            the book's multiple, by the rows of the Rules sheet; days per 365.
    Source: domain.md 1.10; 国令802 art. 17; 法释〔2020〕25号 art. 26.
    """
    answers = (
        _contract(contract, sources),
        _statutory(contract, sources, as_of),
        _lpr(contract, sources, as_of),
    )
    return {answer.basis: answer for answer in answers}


def _contract(contract: Contract, sources: Sources) -> Found:
    agreed = contract.late_rate is not None
    rate = contract.late_rate if agreed else sources.late_rate
    if rate is None:
        return Missing(Basis.CONTRACT, NOT_AGREED)
    conditions = sources.conditions._replace(basis=contract.late_basis or sources.conditions.basis)
    words = said(AGREED if agreed else BY_DEFAULT, rate=rate_words(percent(rate), conditions.basis))
    return Terms(Basis.CONTRACT, rate, conditions, words, agreed)


def _statutory(contract: Contract, sources: Sources, as_of: date) -> Found:
    law = regime(contract.rule_set)
    if law is None or not (law.rate is not None or law.table):
        return Missing(Basis.STATUTORY, NO_REGIME)
    why = _outside(contract, law)
    if why is None and law.floor_table and contract.late_rate is not None:
        return _agreed_by_law(contract, law, sources)
    if why is None and law.rate is None and not named(sources.rates, law.table):
        why = said(NO_ROW, table=law.table)
    if why is not None:
        return Missing(Basis.STATUTORY, why)
    if law.rate is not None:
        shown = rate_words(percent(law.rate), law.conditions.basis)
    else:
        shown = _built(law.table, law.multiple, law.margin, law.conditions.basis)
    words = said(BY_LAW, rate=shown, source=law.source)
    known = _known(sources.rates, law.table, as_of)
    return Terms(
        Basis.STATUTORY, rates_of(law, as_of, sources.rates), law.conditions, words, regime=law, known=known
    )


def _outside(contract: Contract, law: Regime) -> Text | None:
    """Why a regime is not about this contract, by what the book says of it; None: nothing speaks against it."""
    if law.currency and contract.currency.upper() != law.currency:
        return said(OTHER_CURRENCY, source=law.source, wanted=law.currency, currency=contract.currency)
    if law.effective and contract.signed_on and contract.signed_on < law.effective:
        return said(BEFORE, source=law.source, day=law.effective.isoformat())
    if law.id == "CN-SME-INT" and contract.customer_type in (CustomerType.SME, CustomerType.INDIVIDUAL):
        return said(OTHER_PAYER, source=law.source)
    return None


def _agreed_by_law(contract: Contract, law: Regime, sources: Sources) -> Found:
    """The agreed rate where the regime leaves it standing (INT-14)."""
    rate = contract.late_rate or ZERO
    basis = contract.late_basis or sources.conditions.basis
    if contract.signed_on is None:
        return Missing(Basis.STATUTORY, NO_SIGNING)
    rows = [row for row in named(sources.rates, law.floor_table) if row.on <= contract.signed_on]
    if not rows:
        return Missing(Basis.STATUTORY, said(NO_ROW, table=law.floor_table))
    if agreed_too_low(law, yearly_rate(rate, basis), contract.signed_on, sources.rates):
        return Missing(Basis.STATUTORY, said(TOO_LOW, source=law.source))
    words = said(AGREED_BY_LAW, rate=rate_words(percent(rate), basis), source=law.source)
    conditions = sources.conditions._replace(basis=basis)
    return Terms(Basis.STATUTORY, rate, conditions, words, agreed=True, regime=law)


def _lpr(contract: Contract, sources: Sources, as_of: date) -> Found:
    rows = named(sources.rates, LPR_1Y)
    if contract.currency.upper() != YUAN:
        currency = contract.currency
        return Missing(Basis.LPR, said(OTHER_CURRENCY, source="LPR", wanted=YUAN, currency=currency))
    if not rows:
        return Missing(Basis.LPR, said(NO_ROW, table=LPR_1Y))
    conditions = SIMPLE_365._replace(days=sources.conditions.days, rounding=sources.conditions.rounding)
    words = _built(LPR_1Y, sources.lpr_multiple, ZERO, conditions.basis)
    rates = raised(rows, sources.lpr_multiple)
    return Terms(Basis.LPR, rates, conditions, words, known=_known(rows, LPR_1Y, as_of))


def _built(table: str, multiple: Decimal, margin: Decimal, basis: RateBasis) -> Text:
    """A rate made of a published one."""
    shown = Text(table, table)
    if multiple != ONE:
        shown = said(TIMES, table=table, multiple=f"{multiple.normalize():f}")
    if margin:
        plus = said(PLUS, margin=percent(margin))
        shown = Text(shown.en + plus.en, shown.zh + plus.zh)
    return Text(f"{shown.en}, {basis.label.en}", f"{shown.zh}（{basis.label.zh}）")


def _known(rates: Sequence[RateFrom], table: str, as_of: date) -> RateFrom | None:
    """The last published row that a day can know of."""
    rows = [row for row in named(rates, table) if row.on <= as_of]
    return rows[-1] if rows else None
