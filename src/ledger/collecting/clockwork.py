"""What all clocks share: what they are told from, the rule they run by, the safe day, and the state.

The one rule: a clock errs to the careful side and decides nothing. Without proof of its start it is never
green; without a row in Rules it is not shown.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Sequence

from ..billing.positions import Account
from ..billing.questions import Case
from ..billing.receivables import Customs
from ..calendars import DAY, FOLLOWING, PRECEDING, Calendar, rolled
from ..language import Text
from ..money import ZERO
from ..records import Contact, Contract
from ..results import Clock, ClockKind, ClockState, Receivable
from .law_questions import NO_LAW, Law

LONGEST = 36500  # days of a period that a contract may name; anything longer is a slip
NONE = Text("", "")
MISSING = Text("MISSING: {what}", "缺：{what}")
CONTRACT = Text("contract", "合同")
CLAUSE = Text("contract {number}, {clause}", "合同{number}，{clause}")
SIGNED = Text("signed {day}", "{day}签订")
UNSIGNED = Text("signing day not in the book", "台账无签订日期")
IN_FORCE = Text("{source}; in force from {effective}; {verified}", "{source}；{effective}起施行；{verified}")
VERIFIED = Text("checked {day}", "{day}核对")
UNVERIFIED = Text("not checked against its source", "未核对原文")
UNKNOWN = Text("unknown", "不详")
NO_BUSINESS_DAY = Text(
    " That is no business day, so it may run to {moved}; do not count on it.",
    "当日非工作日，或可顺延至{moved}，请勿依赖。",
)

# The law that clocks run by where a book has no Legal rules at all: source, and in force from
BUILT_IN = {
    "CN-LIM": ("民法典第188—195条；诉讼时效规定（2020修正）", date(2021, 1, 1)),
    "CN-PRI": ("法释〔2020〕25号第40、41条；法释〔2026〕12号第17、21条", date(2026, 6, 30)),
    "CN-GUAR": ("民法典第692、695条", date(2021, 1, 1)),
    "CN-RET-17": ("法释〔2020〕25号第17条；法释〔2026〕12号第14条", date(2021, 1, 1)),
    "CN-RET-14": ("建质〔2017〕138号第9—11条", date(2017, 7, 1)),
    "CN-SIL-21": ("法释〔2020〕25号第21条", date(2021, 1, 1)),
    "CN-ADV-10/30": ("财建〔2004〕369号第12条", date(2004, 10, 20)),
    "UK-112": ("Housing Grants, Construction and Regeneration Act 1996 s.110A-112", date(2011, 10, 1)),
    "AIA-9.7": ("AIA A201-2017 9.7 (read through commentaries)", date(2017, 4, 1)),
}


class Matter(NamedTuple):
    """One contract as its clocks see it."""

    case: Case
    account: Account
    contacts: Sequence[Contact] = ()
    law: Law = NO_LAW
    customs: Customs = Customs()

    @property
    def contract(self) -> Contract:
        """The contract itself."""
        return self.case.contract

    @property
    def as_of(self) -> date:
        """The day asked about."""
        return self.case.dossier.as_of

    @property
    def owed(self) -> Sequence[Receivable]:
        """The claims with more open than is worth asking about."""
        return self.case.owed


class Basis(NamedTuple):
    """The rule a clock runs by, its version, and whether a lawyer must be asked."""

    rule: Text
    version: Text
    lawyer: bool


class Terms(NamedTuple):
    """How careful a kind is: days before the last one to be done by, and to begin to ask.

    `waits`: the act is open only once the period is over. `urgent`: the day alone makes it red.
    """

    lead: int = 0
    ahead: int = 0
    waits: bool = False
    urgent: bool = True


def filled(text: Text, **values: object) -> Text:
    """A sentence in both languages; a value that is a Text is said in the language of its sentence."""
    en = {k: v.en if isinstance(v, Text) else v for k, v in values.items()}
    zh = {k: v.zh if isinstance(v, Text) else v for k, v in values.items()}
    return Text(text.en.format(**en), text.zh.format(**zh))


def joined(*texts: Text) -> Text:
    """Sentences one after another."""
    return Text("".join(text.en for text in texts), "".join(text.zh for text in texts))


def as_data(text: str) -> Text:
    """Words from a cell: the same in both languages."""
    return Text(text, text)


def is_chinese(contract: Contract) -> bool:
    """Whether Chinese clocks may run: in yuan, or under a Chinese rule set."""
    return contract.currency == "CNY" or contract.rule_set.strip().upper().startswith("CN")


def is_listed(matter: Matter, id: str) -> bool:
    """Whether a dated rule may be asked by: in Rules, or built in where Rules has no law at all."""
    return not matter.law.rules or any(rule.id == id for rule in matter.law.rules)


def law_basis(matter: Matter, id: str) -> Basis | None:
    """The dated rule of this id as Rules lists it; None where its row was deleted.

    Rule:   CLK-8: of several rows of one id the youngest in force on the day asked about, or, where none is
            yet, the first to be. A book without any legal rule has the built-in ones.
    """
    if not is_listed(matter, id):
        return None
    rows = sorted((r for r in matter.law.rules if r.id == id), key=lambda r: r.effective or date.min)
    in_force = [r for r in rows if r.effective is None or r.effective <= matter.as_of]
    row = in_force[-1] if in_force else rows[0] if rows else None
    source, effective = BUILT_IN[id] if row is None else (row.source, row.effective)
    verified = row.verified if row is not None else None
    version = filled(
        IN_FORCE,
        source=source,
        effective=effective.isoformat() if effective else UNKNOWN,
        verified=filled(VERIFIED, day=verified) if verified else UNVERIFIED,
    )
    return Basis(as_data(id), version, row is None or row.needs_lawyer)


def clause_basis(contract: Contract, clause: Text, lawyer: bool = False) -> Basis:
    """The contract's own words as the rule of a clock; its version is the day it was signed."""
    signed = filled(SIGNED, day=contract.signed_on) if contract.signed_on else UNSIGNED
    version = filled(CLAUSE, number=contract.number, clause=clause)
    return Basis(CONTRACT, joined(version, Text("; ", "；"), signed), lawyer)


def days_after(start: date, days: int | None) -> date | None:
    """The last day of a period of so many days, the first not counted; None for a number that is a slip."""
    return None if days is None or days > LONGEST else start + DAY * days


def safe_day(last: date, terms: Terms, calendar: Calendar) -> date:
    """The day to act: before the last day and never on a holiday; or the first business day after it.

    Rule:   CLK-7: `lead` days before the last day, moved to the business day before. A last day that falls
            on a holiday may move later by law (民法典 art. 203); the safe day never does. Where acting waits
            until the period is over, a later day is the careful one.
    Source: domain.md 1.10 (periods).
    """
    if terms.waits:
        return rolled(last + DAY, FOLLOWING, calendar)
    return rolled(last - DAY * terms.lead, PRECEDING, calendar)


def state(last: date | None, safe: date | None, proved: bool, as_of: date, terms: Terms) -> ClockState:
    """Red from the safe day on; amber without proof, without a day, or within the days ahead; else green.

    Rule:   CLK-7. A clock whose start nothing proves is never green, however far away.
    """
    if terms.urgent and safe is not None and safe <= as_of:
        return ClockState.RED
    if last is None or not proved or (last - as_of).days <= terms.ahead:
        return ClockState.AMBER
    return ClockState.GREEN


def clock(
    matter: Matter,
    kind: ClockKind,
    basis: Basis,
    terms: Terms,
    *,
    start: Text,
    meaning: Text,
    action: Text,
    now: Text | None = None,
    started_on: date | None = None,
    proof: Text = NONE,
    gap: Text = NONE,
    last: date | None = None,
    other: date | None = None,
    safe: date | None = None,
    stage: str = "",
    claim: str = "",
    money: Decimal = ZERO,
    **words: object,
) -> Clock:
    """A clock with its safe day and its state.

    `gap` is what has no proof. `action` is said before the safe day, `now` from then on. Meaning and action
    are filled once, with {day}, {other}, {safe} and the further `words`: what a cell holds stays data.
    """
    as_of, calendar = matter.as_of, matter.customs.calendar
    if safe is None and last is not None:
        safe = safe_day(last, terms, calendar)
    stands = state(last, safe, gap == NONE, as_of, terms)
    said = now if now is not None and safe is not None and safe <= as_of else action
    words.update(day=last, other=other, safe=safe)
    missing = NONE if gap == NONE else filled(MISSING, what=gap)
    between = Text("; ", "；") if NONE not in (proof, gap) else NONE
    return Clock(
        kind, stands, matter.contract, stage, claim, money, start, started_on,
        joined(proof, between, missing), basis.rule, basis.version, last, other, safe,
        None if last is None else (last - as_of).days, basis.lawyer,
        filled(meaning, **words), filled(said, **words),
    )  # fmt: skip


def moved(last: date, calendar: Calendar) -> date:
    """Where a last day that is no business day may move to by law: said, never counted on."""
    return rolled(last, FOLLOWING, calendar)
