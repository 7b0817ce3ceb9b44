"""Interim certificates: maps a published case to ledger.billing.certificates, recoupment and retention."""

from __future__ import annotations

from decimal import Decimal

from ledger.billing.certificates import (
    EXACT,
    CertificateTerms,
    Period,
    certificates,
    currencies,
    statement,
)
from ledger.billing.recoupment import (
    FIDIC,
    FIXED,
    PRO_RATA,
    REACHED,
    Advance,
    recouped,
    repayment_rate,
    starting_period,
    threshold_value,
    value_to_recoup,
)
from ledger.billing.release import Tranche, tranches
from ledger.billing.retention import (
    LINE,
    TOTAL,
    RetentionTerms,
    held_to_date,
    maximum,
    plain,
    share_paid,
    share_released,
)
from ledger.billing.valuation import PricePart, adjustment_factor, advance_base
from ledger.money import ONE, ZERO, share_of
from tests.oracles.reading import day, in_percent, number, numbers, percent

FAMILY = "fidic"

HALF = Decimal("0.5")  # one half at taking over (14.9)


def answers(case: dict) -> dict:
    inputs = case["inputs"]
    if "pc_date" in inputs:
        return taking_over(inputs)
    if "a" in inputs:
        return {"Pn": adjustment_factor(number(inputs["a"]), price_parts(inputs))}
    if "work" in inputs:
        return to_date(inputs)
    if "repaid_by_pct" in inputs and "contract" not in inputs:
        terms = Advance(percent(inputs["advance_pct"]), ONE, PRO_RATA, percent(inputs["repaid_by_pct"]))
        return {"rate_pct": in_percent(repayment_rate(terms))}
    return sequence(inputs, case["rule"])


def price_parts(inputs: dict) -> list[PricePart]:
    columns = (numbers(inputs[name]) for name in ("weights", "current", "base"))
    return [PricePart(*row) for row in zip(*columns, strict=True)]


def taking_over(inputs: dict) -> dict:
    taken_over = day(inputs["pc_date"])
    terms = RetentionTerms(
        plain(percent(inputs["full_ret"])),
        taken_over_on=taken_over,
        rate_after=percent(inputs["post_pc_ret"]),
    )
    return {
        "pct_paid_by_issue_date": in_percent(share_paid(terms, day(inputs["cert_date"]))),
        "pct_paid_after_pc": in_percent(share_paid(terms, taken_over)),
        "shortfall": in_percent(share_released(terms)),
    }


def to_date(inputs: dict) -> dict:
    """A certificate in figures to date. The advance is not exhausted: its amount is not printed."""
    work = number(inputs["work"])
    materials = number(next((inputs[name] for name in inputs if name.startswith("mos")), "0"))
    retention = held_to_date(RetentionTerms(plain(percent(inputs.get("ret_pct", "0")))), work)
    share = percent(inputs.get("adv_pct", "0"))
    taken = recouped(Advance(work, work, FIXED, share, step=EXACT), [work]) if share else ZERO
    previous = number(inputs.get("previous", "0"))
    exact = statement(work, materials, retention, taken, previous, TOTAL)
    by_line = statement(work, materials, retention, taken, previous, LINE)
    found = {
        "sub2": exact.gross,
        "gross": exact.gross,
        "retention": exact.retention,
        "advance": exact.recouped,
        "deductions": exact.deductions,
        "deductions_unrounded_sum": exact.deductions,
        "deductions_sum_of_rounded": by_line.deductions,
        "net": exact.net,
        "net_if_lines_rounded": by_line.net,
    }
    named = [name for name in inputs if name.endswith("_share")]
    parts = currencies(exact.net, [percent(inputs[name]) for name in named]) if named else []
    return {**found, **{name.rpartition("_")[0]: part for name, part in zip(named, parts, strict=True)}}


def sequence(inputs: dict, rule: str) -> dict:
    """An advance, and certificates that take it back until nothing of it is left."""
    contract = number(next(inputs[name] for name in ("contract", "accepted", "P") if name in inputs))
    base = advance_base(contract, number(inputs.get("provisional", "0")))
    share = next((inputs[name] for name in ("adv_pct", "advance_pct") if name in inputs), "0")
    amount = number(inputs["advance"]) if "advance" in inputs else share_of(contract, percent(share))
    terms = Advance(amount, base, FIDIC)
    terms = terms._replace(
        parameter_1=percent(inputs.get("trigger_pct", "10")),
        parameter_2=percent(inputs.get("rate_pct", "25")),
    )
    if "repaid_by_pct" in inputs:
        terms = terms._replace(method=PRO_RATA, parameter_1=percent(inputs["repaid_by_pct"]))
    if "reaches" in rule:
        terms = terms._replace(mark=REACHED)
    return {
        "advance": terms.amount,
        "trigger": threshold_value(terms),
        "work_needed_after_trigger": value_to_recoup(terms),
        "rate_pct": in_percent(repayment_rate(terms)),
        **certified(inputs, terms, contract),
    }


def certified(inputs: dict, advance: Advance, contract: Decimal) -> dict:
    values = next(
        (numbers(inputs[name]) for name in ("certs", "ipcs", "months", "values") if name in inputs), []
    )
    rate = percent(inputs.get("ret_pct", "0"))
    limit = next(
        (inputs[name] for name in ("ret_limit_pct", "ret_cap_pct", "limit_pct") if name in inputs), None
    )
    cap = None if limit is None else maximum(percent(limit), contract)
    halves = tranches(cap or maximum(rate, contract), [Tranche(HALF), Tranche(None)])
    retention = RetentionTerms(plain(rate), contract_sum=contract, cap=cap)
    terms = CertificateTerms((advance,), retention, minimum=number(inputs.get("min_cert", "0")))
    made = certificates(terms, [Period(value) for value in values])
    return {
        "ret_limit": cap,
        "half": [half.amount for half in halves],
        "start": starting_period(advance, values),
        "recoup": [one.recouped for one in made],
        "ret": [one.retention for one in made],
        "pay": [one.certified for one in made],
        "net": [one.due for one in made],
        "cum": [one.to_date for one in made],
        "advance_balance": [one.advance_balance for one in made],
        "ret_balance": [one.retention_balance for one in made],
    }
