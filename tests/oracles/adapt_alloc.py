"""Allocation: maps a published case to ledger.money, ledger.schedules and ledger.collecting.receipts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ledger.collecting.receipts import OpenItem, Receipt, allocation
from ledger.conventions import chosen
from ledger.money import (
    CASH_ROUNDING,
    FROM_FIRST,
    FROM_LAST,
    HALF_UP,
    LARGEST_REMAINDER,
    ON_LAST,
    allocate,
    cash_rounded,
    rounded_portion,
    share_of,
    unit,
)
from ledger.schedules import (
    BALANCE,
    CAP,
    EARLY_DISCOUNT,
    FIXED,
    PERCENT,
    PERCENT_ON_TOTAL,
    REMAINDER,
    Term,
    coverage,
    early_payment,
    schedule,
)
from tests.oracles.reading import in_percent, number, numbers, percent

FAMILY = "alloc"

# The words in which sources state where leftover units go, and the product's word for each.
LEFTOVER = (
    ("from the first", FROM_FIRST),
    ("from the last", FROM_LAST),
    ("on the last", ON_LAST),
    ("on last", ON_LAST),
    ("largest remainder", LARGEST_REMAINDER),
)
KINDS = {
    "percent": PERCENT,
    "percent_on_total": PERCENT_ON_TOTAL,
    "fixed": FIXED,
    "remainder": REMAINDER,
    "balance": REMAINDER,
}
WHOLE = Decimal(1)  # the unit of integer amounts (cents, yen)


def answers(case: dict) -> dict:
    found = case["inputs"]
    leftover = next((word for text, word in LEFTOVER if text in case.get("rule", "")), LARGEST_REMAINDER)
    given: dict = {}
    if "cases" in found:
        given.update(
            fifo(found["cases"]) if is_fifo(found["cases"]) else {"parts": parts(found["cases"], leftover)}
        )
    if "alloc" in found:
        given["alloc"] = parts(found["alloc"], leftover)
        given["pct"] = [share_of(number(one), percent(share), WHOLE) for one, share in found.get("pct", [])]
    elif "pct" in found and "total" not in found:
        covered = coverage([percent(share) for share in found["pct"]])
        given.update({"sum": in_percent(covered.share), "n": covered.lines, "complete": covered.complete})
    if "untaxed" in found:
        given.update(early(found))
    if "grand" in found:
        given.update(portions(number(found["net"]), number(found["grand"])))
    weights = found.get("weights", found.get("ratios", [1 for _ in range(int(found.get("n", 0)))]))
    if "total" in found and weights:
        given["parts"] = allocate(number(found["total"]), numbers(weights), step(found), leftover)
    elif "total" in found:
        given.update(terms(found))
    if "amount" in found and "terms" not in found:
        cash = cash_rounded(number(found["amount"]), step(found), method(found))
        given.update({"payable": cash.payable, "rounded": cash.payable, "difference": cash.difference})
    return given


def step(found: dict) -> Decimal:
    for key in ("cash_rounding", "rounding", "step", "unit"):
        if key in found:
            return number(found[key])
    return unit(found.get("currency", ""))


def method(found: dict) -> str:
    return chosen(CASH_ROUNDING, found.get("rounding_method", found.get("method", HALF_UP))) or HALF_UP


def parts(cases: list, leftover: str) -> list:
    return [allocate(number(total), numbers(weights), WHOLE, leftover) for total, weights in cases]


def is_fifo(cases: list) -> bool:
    return any(isinstance(case[0], list) for case in cases)


def fifo(cases: list) -> dict:
    """Items stand oldest first, as (amount, paid before); the receipt has no reference."""
    applied, unapplied = [], []
    for rows, received in cases:
        items = [OpenItem("", None, number(amount), number(paid)) for amount, paid in rows]
        answer = allocation(items, [Receipt(date.max, number(received))])
        applied.append([one.applied for one in answer.settled])
        unapplied.append(answer.credit)
    return {"applied": applied, "unapplied": unapplied}


def terms(found: dict) -> dict:
    """Lines of Tryton's kinds are shares and run to a remainder; Odoo's are percents, the last a balance."""
    overrun = CAP
    if "pct" in found:
        lines = [Term(PERCENT_ON_TOTAL, percent(share)) for share in found["pct"]]
        overrun = BALANCE
    elif {kind for kind, *_ in found.get("lines", [])} <= {PERCENT, FIXED} and "lines" in found:
        read = {"percent": percent, "fixed": number}
        to = {"percent": PERCENT_ON_TOTAL, "fixed": FIXED}
        lines = [Term(to[kind], read[kind](value)) for kind, value, *_ in found["lines"]]
        overrun = BALANCE
    elif "lines" in found:
        lines = [Term(KINDS[kind], number(value or 0)) for kind, value, *_ in found["lines"]]
    else:
        lines = [Term(REMAINDER)]
    made = schedule(number(found["total"]), lines, step(found), method(found), overrun)
    amounts = [one.amount for one in made.instalments]
    return {"amounts": amounts, "lines": [[found.get("date"), amount] for amount in amounts]}


def early(found: dict) -> dict:
    given = {}
    for convention in EARLY_DISCOUNT.values():
        answer = early_payment(
            number(found["untaxed"]),
            number(found["tax"]),
            percent(found["disc"]),
            convention,
            step(found),
            method(found),
        )
        given[convention] = answer.payable
        given[f"{convention}_invoiced"] = answer.invoiced
        given[f"{convention}_discount"] = answer.discount
    return given


def portions(net: Decimal, grand: Decimal) -> dict:
    rough, fine = rounded_portion(net, grand, 2), rounded_portion(net, grand, 4)
    return {
        "portion_4dp": in_percent(fine.share),
        "portion_2dp": in_percent(rough.share),
        "amount_from_rounded_portion": rough.amount,
        "drift": rough.drift,
    }
