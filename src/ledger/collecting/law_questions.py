# ruff: noqa: E501  # a sentence stays on one line
"""Terms that dated law questions: each names its rule and its source, and that a lawyer must confirm it.

The one rule: nothing here says that a law applies. A contract signed before the day a rule came into force
is not asked about; a Rules sheet that lists law without a rule's row has switched that question off.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Callable, Iterator, NamedTuple, Sequence

from ..billing.plans import advance_planned
from ..billing.questions import Case, Found, Question, asked
from ..billing.terms import RELEASE
from ..calendars import BUSINESS, MONTHS, MONTHS_END_OF_MONTH
from ..enumerations import CustomerType, Kind, Mode, RateBasis
from ..language import Text
from ..money import ZERO, cents
from ..records import Contract
from ..results import Mismatch, Severity
from ..rulebook import LegalRule, RateFrom
from .statutes import LPR_1Y, RATES, agreed_too_low, regime

MEDIUM, LOW = Severity.MEDIUM, Severity.LOW

PUBLIC = (CustomerType.AGENCY, CustomerType.INSTITUTION)
MOST_RETENTION = Decimal("0.03")
LEAST_PROGRESS = Decimal("0.80")
ADVANCE = (Decimal("0.10"), Decimal("0.30"))
DAYS, MOST_DAYS = 30, 60

# In force from, where the Rules sheet does not say
IN_FORCE = {
    "CN-SME-30/60": date(2025, 6, 1),
    "CN-SME-INT": date(2025, 6, 1),
    "CN-PROG-80": date(2022, 8, 1),
    "CN-ADV-10/30": date(2004, 10, 20),
}
LAWYER = Text(" ({source}; a lawyer must confirm)", "（{source}；须经律师确认）")

QUESTIONS = {
    "TRM-30": Question(
        LOW,
        Text("Retention of {found} is more than the 3% that works contracts in China may hold.", "质保金{found}高于建设工程3%的上限。"),
        Text("Ask for 3% of the settlement sum, or for a bond instead.", "协商按结算价3%预留，或以保函替代。"),
        "建质〔2017〕138号 art. 7 (read through secondary pages); 财建〔2022〕183号",
    ),
    "TRM-31": Question(
        MEDIUM,
        Text("Payment after {found} days: longer than the 60 days an SME may be made to wait.", "付款期限{found}天，超过对中小企业最长60天的期限。"),
        Text("Ask for 60 days at most, and tell the customer that we are an SME.", "协商缩短至60天以内，并告知对方我方为中小企业。"),
        "国务院令第802号 art. 9, 10",
        "CN-SME-30/60",
    ),
    "TRM-32": Question(
        LOW,
        Text("The contract names no payment days; the default of {found} is more than the 30 days that hold without agreement.", "合同未约定付款天数，默认{found}天超过未约定时的30天。"),
        Text("Enter 30 days, or the days agreed.", "填写30天或实际约定的天数。"),
        "国务院令第802号 art. 9",
        "CN-SME-30/60",
    ),
    "TRM-33": Question(
        LOW,
        Text("Progress is paid at {found}, below the 80% floor for public customers.", "进度款按{found}支付，低于公共付款方80%的下限。"),
        Text("Ask for 80% of the value completed.", "协商按已完产值的80%支付。"),
        "财建〔2022〕183号 (read through secondary pages)",
        "CN-PROG-80",
    ),
    "TRM-34": Question(
        LOW,
        Text("An advance of {found} is outside the usual 10% to 30%.", "预付款{found}超出通常的10%—30%。"),
        Text("Check the share and its base; the contract goes first.", "核对比例和基数；合同有约定从约定。"),
        "财建〔2004〕369号 art. 12",
        "CN-ADV-10/30",
    ),
    "TRM-35": Question(
        MEDIUM,
        Text("The agreed late rate, {found} a year, is below the one-year LPR at signing.", "约定逾期年利率{found}低于合同订立时1年期LPR。"),
        Text("Check the rate and what it is per; ask for a supplementary agreement.", "核对利率及基准，协商签补充协议。"),
        "国务院令第802号 art. 17",
        "CN-SME-INT",
    ),
    "TRM-36": Question(
        LOW,
        Text("No late rate is agreed.", "未约定逾期利率。"),
        Text("Agree one with the next supplement; until then no interest is counted.", "在下次补充协议中约定；此前不计利息。"),
        "domain.md 1.10 late_interest; 法释〔2020〕25号 art. 26",
    ),
}  # fmt: skip


class Law(NamedTuple):
    """What the Rules sheet says about law and rates."""

    rules: Sequence[LegalRule] = ()
    rates: Sequence[RateFrom] = ()

    def row(self, id: str) -> LegalRule | None:
        """The row of a rule."""
        return next((rule for rule in self.rules if rule.id == id), None)

    def holds(self, id: str, contract: Contract) -> bool:
        """Whether a rule is listed and was in force when the contract was signed (or nobody knows when)."""
        row = self.row(id)
        if self.rules and row is None:
            return False
        since = (row.effective if row else None) or IN_FORCE.get(id)
        return since is None or contract.signed_on is None or contract.signed_on >= since

    def published(self) -> Sequence[RateFrom]:
        """The book's own rates where it lists the LPR, else ours."""
        return self.rates if any(row.name == LPR_1Y for row in self.rates) else RATES


NO_LAW = Law()


def percent(share: Decimal) -> str:
    """0.03 as 3%."""
    return f"{(share * 100).quantize(Decimal('0.01')).normalize():f}%"


def of_sme(contract: Contract) -> bool:
    """Whether the rule set says that we are the small creditor."""
    return contract.rule_set.strip().upper().startswith("CN-SME")


def retention_high(one: Case, law: Law) -> Iterator[Found]:
    """Retention above 3% in a works contract in CNY (TRM-30); 3% itself is allowed.

    Rule:   the highest rate of a ledger, limited by its cap; else what the release stages add up to.
    """
    contract = one.contract
    if contract.currency != "CNY" or not one.works or not one.whole:
        return
    rates = [b.rate for b in contract.retention]
    if contract.retention_cap is not None:
        rates = [min(rate, contract.retention_cap) for rate in rates]
    released = sum((p.added for p in one.plan if p.stage.kind is RELEASE), ZERO)
    rate = max([*rates, released / one.whole])
    if cents((rate - MOST_RETENTION) * one.whole) > one.tolerance:
        money = cents((rate - MOST_RETENTION) * one.whole)
        yield Found("TRM-30", "", money, 0, (("found", percent(rate)),))


def calendar_days(contract: Contract, days: int) -> int:
    """Payment days as calendar days, near enough to ask: a month is 30, five business days are a week."""
    unit = contract.day_rule[0] if contract.day_rule else ""
    if unit in (MONTHS, MONTHS_END_OF_MONTH):
        return days * 30
    return days * 7 // 5 if unit == BUSINESS else days


def pays_late(one: Case, law: Law) -> Iterator[Found]:
    """Payment days beyond what an SME must accept (TRM-31), or beyond 30 with nothing agreed (TRM-32).

    Rule:   agency, institution, large enterprise: over 60; agency, institution with no days of their own: a
            default over 30. 60 and 30 themselves are in time.
    """
    contract = one.contract
    kind = contract.customer_type
    if not of_sme(contract) or kind not in (*PUBLIC, CustomerType.LARGE):
        return
    agreed = contract.payment_days
    counted = one.default_days if agreed is None else agreed
    if counted is None or not law.holds("CN-SME-30/60", contract):
        return
    days = calendar_days(contract, counted)
    if days > MOST_DAYS:
        yield Found("TRM-31", days=days - MOST_DAYS, words=(("found", days),))
    elif agreed is None and kind in PUBLIC and days > DAYS:
        yield Found("TRM-32", days=days - DAYS, words=(("found", days),))


def progress_low(one: Case, law: Law) -> Iterator[Found]:
    """Progress paid at less than 80% by a public customer (TRM-33): the lowest stage, once."""
    contract = one.contract
    if contract.currency != "CNY" or contract.customer_type not in PUBLIC:
        return
    shares = [
        (stage.measure.share, stage.number)
        for p in one.plan
        for stage in (p.stage,)
        if stage.kind is Kind.PROGRESS and stage.mode is Mode.PAY and stage.measure.share is not None
        if stage.base is not None and stage.base.code == "period_value"
    ]
    if shares and min(shares)[0] < LEAST_PROGRESS and law.holds("CN-PROG-80", contract):
        share, number = min(shares)
        yield Found("TRM-33", number, words=(("found", percent(share)),))


def advance_unusual(one: Case, law: Law) -> Iterator[Found]:
    """An advance outside 10% to 30% of a works contract in CNY (TRM-34); both ends are inside."""
    contract = one.contract
    base = contract.contract_sum - (contract.provisional_sum or ZERO)
    if contract.currency != "CNY" or not one.works or base <= 0:
        return
    advance = advance_planned(one.dossier, one.entitled.amounts)
    if not advance:
        return
    share = advance / base
    if not ADVANCE[0] <= share <= ADVANCE[1] and law.holds("CN-ADV-10/30", contract):
        yield Found("TRM-34", "", cents(advance), 0, (("found", percent(share)),))


def rate_low(one: Case, law: Law) -> Iterator[Found]:
    """An agreed late rate below the LPR at signing, for an SME (TRM-35; INT-14)."""
    contract = one.contract
    if contract.late_rate is None or contract.signed_on is None or not of_sme(contract):
        return
    if contract.customer_type not in (*PUBLIC, CustomerType.LARGE):
        return
    daily = contract.late_basis is RateBasis.DAY
    yearly = contract.late_rate * 365 if daily else contract.late_rate
    rule = regime("CN-SME-INT")
    if rule is None or not law.holds("CN-SME-INT", contract):
        return
    if agreed_too_low(rule, yearly, contract.signed_on, law.published()):
        yield Found("TRM-35", words=(("found", percent(yearly)),))


def no_rate(one: Case, law: Law) -> Iterator[Found]:
    """No late rate in a contract that is not yet paid in full (TRM-36)."""
    if one.contract.late_rate is None:
        received = sum([r.received for r in one.receivables], ZERO)
        if one.whole - received > one.tolerance:
            yield Found("TRM-36")


Rule = Callable[[Case, Law], Iterator[Found]]
RULES: tuple[Rule, ...] = (retention_high, pays_late, progress_low, advance_unusual, rate_low, no_rate)


def sourced(row: Question, law: Law) -> Question:
    """The row with its source and its caution at the end of what to do, as the Rules sheet names it."""
    if not row.law and row.source.startswith("domain"):
        return row
    listed = law.row(row.law)
    source = f"{row.law} {listed.source}" if listed else f"{row.law} {row.source}".strip()
    if listed is not None and not listed.needs_lawyer:
        said = Text(f" ({source})", f"（{source}）")
    else:
        said = Text(LAWYER.say("en", source=source), LAWYER.say("zh", source=source))
    action = Text(_data(row.action.en + said.en), _data(row.action.zh + said.zh))
    return row._replace(action=action)


def _data(text: str) -> str:
    """Braces in a source are data, not places to fill."""
    return text.replace("{", "{{").replace("}", "}}")


def law_questions(one: Case, law: Law = NO_LAW) -> list[Mismatch]:
    """Every question that dated law asks of one contract's terms."""
    return [
        asked(one.contract, sourced(QUESTIONS[found.rule], law), found)
        for rule in RULES
        for found in rule(one, law)
    ]
