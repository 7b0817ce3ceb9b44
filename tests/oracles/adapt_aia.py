"""Pay applications and retainage: maps a published case to ledger.billing.payapp, retention and release."""

from __future__ import annotations

from decimal import Decimal

from ledger.billing.payapp import Application, ChangeOrder, Line, continuation, measured, summary
from ledger.billing.release import Tranche, release_period, releases, tranches
from ledger.billing.retention import (
    CURRENT,
    ORIGINAL,
    WORK_AND_MATERIALS,
    RetentionTerms,
    account,
    line_retentions,
    maximum,
    plain,
    slices,
    spread,
)
from ledger.billing.valuation import period_values
from ledger.money import ONE, ZERO
from ledger.records import Bracket
from tests.oracles.reading import in_percent, number, numbers, percent

FAMILY = "aia"

# What sources call the same thing.
RATE = ("pct", "ret_pct", "ret_work", "ret", "retainage_pct", "retainage")
STORED_RATE = ("ret_stored", "stored_pct", "ret_materials", "retainage_stored")
PREVIOUS = ("previous", "prior", "L7", "prev_cert", "previous_certificates", "prior_certificates")
ORIGINAL_SUM = ("original", "contract", "contract_sum", "L1", "scheduled")
CHANGES = ("cos", "change_orders", "co", "L2", "approved_cos")
PENDING = ("pending", "pending_cos")


def answers(case: dict) -> dict:
    inputs = case["inputs"]
    if "tiers" in inputs:
        return bracketed(inputs)
    if any(name.startswith("release_") for name in inputs) and "lag" not in inputs:
        return released(inputs)
    if "billed" in inputs:
        return by_application(inputs)
    if "current" in inputs:
        return capped(inputs)
    if "lag" in inputs:
        return escalated(inputs)
    if "lines" in inputs and all(len(row) == 2 for row in inputs["lines"]):
        return by_line(inputs)
    return form(inputs, case["rule"])


def given(inputs: dict, names: tuple[str, ...], otherwise: object = None) -> object:
    """The first of these names that the source uses."""
    return next((inputs[name] for name in names if name in inputs), otherwise)


def listed(found: object) -> list:
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def brackets(tiers: list) -> tuple[Bracket, ...]:
    return tuple(Bracket(percent(limit), percent(rate)) for limit, rate in tiers)


def bracketed(inputs: dict) -> dict:
    net = numbers(listed(inputs["net"]))
    terms = RetentionTerms(brackets(inputs["tiers"]), contract_sum=number(inputs["sov"]))
    ledger = account(terms, net)
    each = slices(terms, ledger.value)
    return {"total": ledger.held, "slices": each, "lines": spread(ledger.held, net)}


def by_line(inputs: dict) -> dict:
    amounts = [number(amount) for amount, _ in inputs["lines"]]
    rates = [percent(rate) for _, rate in inputs["lines"]]
    lines = tuple(
        Line(str(place), amount, this=amount, rate=rate)
        for place, (amount, rate) in enumerate(zip(amounts, rates, strict=True))
    )
    total = summary(Application(ZERO, lines)).retainage
    return {"ret": line_retentions(amounts, rates), "total": total}


def by_application(inputs: dict) -> dict:
    whole = number(given(inputs, ORIGINAL_SUM, "0"))
    terms = RetentionTerms(reduced(inputs), contract_sum=whole)
    if "max_pct" in inputs:
        terms = terms._replace(cap=maximum(percent(inputs["max_pct"]), whole))
    ledger = account(terms, numbers(listed(inputs["billed"])))
    orders = account(terms, numbers(listed(given(inputs, CHANGES))))
    return {
        "ret": [line.held for line in ledger.lines],
        "pay": [line.net for line in ledger.lines],
        "bal": [line.balance for line in ledger.lines],
        "total_billed": ledger.value,
        "total_ret": ledger.held,
        "total_paid": ledger.net,
        "co_ret": [line.held for line in orders.lines],
        "co_net": [line.net for line in orders.lines],
    }


def capped(inputs: dict) -> dict:
    share = percent(given(inputs, RATE))
    original, current = number(inputs["original"]), number(inputs["current"])
    return {
        "max_excl_co": maximum(share, original, current, base=ORIGINAL),
        "max_incl_co": maximum(share, original, current, base=CURRENT),
    }


def released(inputs: dict) -> dict:
    held = account(RetentionTerms(plain(percent(given(inputs, RATE)))), [number(inputs["billed"])]).held
    if "release_pct" in inputs:
        steps = tranches(held, [Tranche(percent(inputs["release_pct"])), Tranche(None)])
    else:
        asked = [number(inputs[name]) for name in sorted(inputs) if name.startswith("release_")]
        steps = releases(held, [*asked, None])
    found = {"held0": held, "released": [*steps].pop().to_date}
    for place, step in enumerate(steps, start=1):
        found.update({f"held{place}": step.balance, f"release_{place}": step.amount})
    return found


def escalated(inputs: dict) -> dict:
    base = number(inputs["base"])
    value = period_values([base], ONE, base, factors=[number(inputs.get("factor", 1))])
    ledger = account(RetentionTerms(plain(percent(given(inputs, RATE)))), value)
    return {
        "total": ledger.value,
        "retention": ledger.held,
        "release_period": release_period(inputs["end_period"], inputs["lag"]),
    }


def form(inputs: dict, rule: str) -> dict:
    """A whole application: C, D, E, F by line (or a share done), change orders, two rates, a previous one.

    Where the source prints no previous certificate, line 7 is what its column D earned. A final billing
    releases all that is held.
    """
    lines = tuple(schedule_line(str(place), row) for place, row in enumerate(rows(inputs), start=1))
    stored = given(inputs, STORED_RATE)
    terms = RetentionTerms(reduced(inputs), None if stored is None else percent(stored), WORK_AND_MATERIALS)
    approved = [ChangeOrder("", amount) for amount in numbers(listed(given(inputs, CHANGES)))]
    pending = numbers(listed(given(inputs, PENDING)))
    orders = (*approved, *(ChangeOrder("", amount, approved=False) for amount in pending))
    original = number(given(inputs, ORIGINAL_SUM, "0"))
    before = tuple(line._replace(this=ZERO, stored=ZERO) for line in lines)
    previous = given(inputs, PREVIOUS, summary(Application(original, before, orders, terms)).earned)
    application = Application(
        original,
        lines,
        orders,
        terms,
        number(previous),
        released=number(given(inputs, ("released", "release"), "0")),
    )
    if "final" in rule.lower() and "retainage" in rule.lower():
        application = application._replace(released=summary(application).retainage)
    return {**columns(application), **form_lines(application)}


def reduced(inputs: dict) -> tuple[Bracket, ...]:
    """One rate, or one until a share of completion and another after it."""
    rate = percent(given(inputs, RATE, "0"))
    at = given(inputs, ("reduce_at", "reduced_at", "threshold_pct"))
    after = percent(given(inputs, ("reduced_pct", "reduced", "ret_after"), "0"))
    return plain(rate) if at is None else (Bracket(percent(at), rate), Bracket(ONE, after))


def rows(inputs: dict) -> list[dict]:
    """The lines of the schedule: rows, columns of one letter each, or a single line."""
    if "lines" in inputs:
        return [dict(zip("CDEF", row)) if isinstance(row, list) else row for row in inputs["lines"]]
    table = {name: inputs[name] for name in ("C", "sov", "D", "E", "F") if isinstance(inputs.get(name), list)}
    return [dict(zip(table, row)) for row in zip(*table.values(), strict=True)] if table else [inputs]


def schedule_line(item: str, row: dict) -> Line:
    line = Line(
        item,
        number(given(row, ("C", "scheduled", "sov", "contract", "original"), "0")),
        number(given(row, ("D", "previous_work", "work_prev", "prior_work"), "0")),
        number(given(row, ("E", "this", "work_this", "this_period", "work", "completed"), "0")),
        number(given(row, ("F", "stored", "stored_materials", "materials"), "0")),
    )
    done = given(row, ("pct_complete", "done", "complete"))
    return line if done is None else measured(line, percent(done))


def columns(application: Application) -> dict:
    """Columns E, G, H (balance to finish), I and the share, each alone where there is one line."""
    table = continuation(application)
    found = {
        "E": [row.this for row in table],
        "G": [row.total for row in table],
        "H": [row.balance for row in table],
        "I": [row.retainage for row in table],
        "pct": [in_percent(row.share or ZERO) for row in table],
    }
    return {name: column[0] for name, column in found.items()} if len(table) == 1 else found


def form_lines(application: Application) -> dict:
    form: dict[str, Decimal] = summary(application)._asdict()
    numbered = dict(zip(("L1", "L2", "L3", "L4", "L5a", "L5b", "L5", "L6", "L7", "L8", "L9"), form.values()))
    return {**numbered, **form, "net": form["earned"]}
