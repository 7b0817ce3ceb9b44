"""Ageing and dunning: maps a published case to ledger.collecting."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ledger.calendars import due_date
from ledger.collecting.ageing import WHOLE, Balance, Instalment, age_bucket, ageing, instalments
from ledger.collecting.allowance import allowance, by_ageing, by_sales
from ledger.collecting.dunning import Block, Debt, Limits, Why, dunning, fee, history
from ledger.collecting.interest import charges, simple_interest
from ledger.collecting.levels import BY_AGE, BY_COUNT, STEPWISE
from ledger.collecting.receipts import OpenItem, Receipt, allocation
from ledger.enumerations import Channel, ContactStatus, CountedFrom, Tone
from ledger.rulebook import PolicyStep
from tests.oracles.reading import number, numbers, percent

FAMILY = "ageing"

DUE = date(2026, 1, 1)  # any day: the cases count days from it
ZERO = Decimal(0)
# The words in which sources state how levels follow each other, and the product's word for each.
ESCALATION = (("count of", BY_COUNT), ("may skip", BY_AGE), ("severest", BY_AGE))


def answers(case: dict) -> dict:
    found = case["inputs"]
    given: dict = {}
    if "terms" in found:
        given.update(instalment_rows(found))
    if "invoice" in found:
        given.update(invoice_rows(found))
    if "inv" in found:
        given.update(parties(found["inv"]))
    if "fee" in found:
        given.update(dunned(found))
    if "fees" in found:
        given.update(fees(found))
    if "levels" in found and "events" in found:
        rule = case.get("rule", "")
        escalation = next((word for text, word in ESCALATION if text in rule), STEPWISE)
        given["levels_after"] = levels(found, escalation)
    if "b" in found:
        given.update(allowances(found))
    if "days_overdue" in found:
        edges = found.get("edges", found.get("ranges"))
        answer = [age_bucket(days, *([edges] if edges else [])) for days in found["days_overdue"]]
        given.update({"buckets": [one.place for one in answer], "labels": [one.label.en for one in answer]})
    return given


def row(one: Instalment, found: dict) -> list:
    if "credit" in found:
        return [one.invoiced, one.paid, one.credited, one.outstanding]
    return [one.invoiced, one.paid, one.outstanding]


def documents(amounts: list, found: dict) -> tuple[Instalment, ...]:
    """ERPNext's way: a credit note above what its invoice still owes stays whole."""
    items = [OpenItem("INV", DUE, number(amount)) for amount in amounts]
    money = [Receipt(DUE, number(found[key]), "INV") for key in ("pay",) if key in found]
    notes = [Receipt(DUE, number(found[key]), "INV") for key in ("credit",) if key in found]
    return instalments(items, money, notes, WHOLE)


def instalment_rows(found: dict) -> dict:
    return {"rows": [row(one, found) for one in documents(found["terms"], found)]}


def invoice_rows(found: dict) -> dict:
    """The row of the invoice is what money it got and what is left."""
    money = [Receipt(DUE, number(found[key]), "INV") for key in ("pay", "credit") if key in found]
    laid = allocation([OpenItem("INV", DUE, number(found["invoice"]))], money)
    loose = [one.amount for one in laid.unapplied]
    return {
        "invoice_row": [laid.settled[0].applied, laid.settled[0].open],
        "unapplied": loose[0] if loose else ZERO,
        "rows": [row(one, found) for one in documents([found["invoice"]], found)],
    }


def parties(amounts: list) -> dict:
    found = ageing([Balance("customer", "", "", one, DUE) for one in numbers(amounts)], DUE)
    return {"total": found.totals[0].total, "subtotals": [one.total for one in found.subtotals]}


def dunned(found: dict) -> dict:
    outstanding = number(found["outstanding"])
    interest = simple_interest(outstanding, percent(found.get("rate", 0)), found["days"])
    with_fee = charges(outstanding, interest, fee(outstanding, number(found["fee"])))
    without = charges(outstanding, ZERO)
    return {
        "interest": interest,
        "fee": fee(outstanding, number(found["fee"])),
        "amount": with_fee.charges,
        "total": with_fee.claim,
        "no_fee_total": without.claim,
    }


def fees(found: dict) -> dict:
    """Each level's fee in turn, fixed or a percent of the debt."""
    outstanding = number(found.get("outstanding", found.get("amount", 0)))
    each = [
        fee(outstanding, share=percent(value))
        if kind.startswith("percent")
        else fee(outstanding, number(value))
        for kind, value in found["fees"]
    ]
    balances = []
    balance = outstanding
    for one in each:
        balance = charges(balance, ZERO, one).claim
        balances.append(balance)
    return {"fees": each, "balances": balances, "balance": balance}


def mode(word: str) -> CountedFrom:
    return next(one for one in CountedFrom if word.lower() in (one.code, *one.label, *one.aliases))


def levels(found: dict, escalation: str) -> list:
    """A run drafts; `process` marks the draft as sent; the level after each event counts a waiting draft."""
    modes = found.get("modes", ["due" for _ in found["levels"]])
    steps = [
        PolicyStep("policy", level, days, Channel.EMAIL, Tone.REMINDER, mode=mode(word))
        for level, (days, word) in enumerate(zip(found["levels"], modes), start=1)
    ]
    limits = Limits(min_interval=0, escalation=escalation)
    contacts: list = []
    debt = Debt(DUE, number(found.get("outstanding", 1)))
    as_of = DUE
    after = []
    for event, *days in found["events"]:
        if event == "run":
            as_of = due_date(DUE, days[0])
            outcome = dunning(debt._replace(history=history(contacts)), as_of, steps, limits)
            if outcome.level:
                contacts.append((outcome.level, ContactStatus.DRAFTED, as_of))
        elif event == "process":
            contacts = [(level, ContactStatus.SENT, on) for level, _, on in contacts]
        elif event in ("block", "unblock"):
            debt = debt._replace(block=Block(event) if event == "block" else None)
        elif event == "pay":
            debt = debt._replace(outstanding=ZERO)
        paid = dunning(debt, as_of, steps, limits).why is Why.PAID
        after.append(0 if paid else history(contacts).level)
    return after


def allowances(found: dict) -> dict:
    needed = allowance(numbers(found["b"]), [percent(one) for one in found["p"]])
    before = [number(found.get(key, 0)) for key in ("beg", "writeoff", "recovered")]
    by_age = by_ageing(needed.total, *before)
    given = {
        "amounts": needed.amounts,
        "total": needed.total,
        "allow": needed.total,
        "expense": by_age.expense,
        "before": by_age.before,
    }
    if "sales" in found:
        on_sales = by_sales(number(found["sales"]), percent(found["sales_pct"]), *before)
        given.update({"sales_expense": on_sales.expense, "sales_allow": on_sales.closing})
    return given
