"""Chinese examiners' cases (造价, 建造师): maps a published case to ledger.billing.

Amounts are in ten thousands of yuan, rounded at the fen. A schedule with quantities in natural units is in
yuan and is summed in ten thousands; one whose quantities are in ten thousands themselves is so already.
"""

from __future__ import annotations

from decimal import Decimal

from ledger.billing.certificates import (
    Certificate,
    CertificateTerms,
    Period,
    certificates,
    final_account,
    settlement_sum,
)
from ledger.billing.recoupment import (
    AFTER,
    BETWEEN,
    FIXED,
    NONE,
    PAST,
    REACHED,
    SAME,
    THRESHOLD,
    VALUE,
    WITH_ADVANCE,
    Advance,
    in_last,
    starting_period,
    threshold_value,
)
from ledger.billing.retention import CONTRACT, EACH, FINAL, WORK, RetentionTerms, account, maximum, plain
from ledger.billing.valuation import (
    Band,
    advance_base,
    own_amounts,
    period_values,
    price_rise,
    scheduled_sum,
    together,
)
from ledger.money import ONE, ZERO, share_of
from tests.oracles.reading import number, numbers, percent

FAMILY = "china"

FEN = Decimal("0.000001")  # in ten thousands of yuan
TEN_THOUSAND = Decimal(10000)
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def answers(case: dict) -> dict:
    inputs, rule = case["inputs"], case["rule"]
    contract = contract_sum(inputs)
    advance = advance_terms(inputs, contract, rule)
    retention = retention_terms(inputs, contract, rule)
    found = {"contract": contract, "M": advance.amount, "advance": advance.amount}
    found["retention"] = found["ret_total"] = retention_total(inputs, contract)
    if advance.method != NONE:
        found["T"] = threshold_value(advance)
    values = work(inputs)
    if values:
        found.update(sequence(inputs, values, advance, retention))
    if "mat_up" in inputs:
        found.update(settled(inputs, values, advance, contract))
    return found


def items(inputs: dict) -> list[tuple[Decimal, Decimal]]:
    pairs = inputs.get("items") or [[inputs["qty"], inputs["price"]]]
    return [(number(quantity), number(price)) for quantity, price in pairs]


def scale(inputs: dict) -> Decimal:
    """Quantities past two digits are natural units, priced in yuan."""
    return TEN_THOUSAND if any(quantity > 99 for quantity, _ in items(inputs)) else ONE


def contract_sum(inputs: dict) -> Decimal:
    for name in ("P", "contract", "S"):
        if name in inputs:
            return number(inputs[name])
    if "items" not in inputs and "qty" not in inputs:  # the months are all there is
        return scheduled_sum([(value, ONE) for value in numbers(inputs["months"])])
    return scheduled_sum(items(inputs), scale(inputs))


def advance_terms(inputs: dict, contract: Decimal, rule: str) -> Advance:
    base = advance_base(contract, number(inputs.get("provisional", "0")), number(inputs.get("safety", "0")))
    amount = share_of(base, percent(inputs.get("adv_pct", "0")), FEN)
    amount = next((number(inputs[name]) for name in ("M", "A") if name in inputs), amount)
    start = percent(inputs["trigger_pct"]) if "trigger_pct" in inputs else None
    end = next((inputs[name] for name in ("end_pct", "full_pct", "repaid_by_pct") if name in inputs), None)
    terms = Advance(
        amount,
        contract,
        FIXED,
        parameter_2=start,
        mark=REACHED if "reach" in rule else PAST,
        start=AFTER if "after" in rule else SAME,
        counts=WITH_ADVANCE if "plus advance" in rule else VALUE,
        first=inputs.get("first"),
        step=FEN,
    )
    if "N" in inputs:
        return terms._replace(method=THRESHOLD, parameter_1=percent(inputs["N"]), parameter_2=None)
    if "F1" in inputs:
        both = fraction(inputs["F1"]), fraction(inputs["F2"])
        return terms._replace(method=BETWEEN, parameter_1=both[0], parameter_2=both[1])
    if start is not None and end is not None:
        return terms._replace(method=BETWEEN, parameter_1=start, parameter_2=percent(end))
    if "adv_rec" in inputs:
        return terms._replace(schedule=tuple(percent(share) for share in inputs["adv_rec"]))
    if "last_months" in inputs:
        return in_last(terms, len(work(inputs)), int(inputs["last_months"]))
    if "rec_pct" in inputs:
        return terms._replace(parameter_1=percent(inputs["rec_pct"]))
    if "parts" in inputs:
        return terms._replace(parameter_1=number(inputs["parts"]))
    return terms._replace(last=inputs["last"]) if "last" in inputs else terms._replace(method=NONE)


def fraction(found: object) -> Decimal:
    """F1 and F2 are printed as 0.2 or as 20%."""
    return percent(found) if number(str(found).rstrip("%")) > 1 else number(found)


def retention_terms(inputs: dict, contract: Decimal, rule: str) -> RetentionTerms:
    """10% until 5% of the contract; or a rate from each month, unless the source withholds it at the end."""
    if "ret_total_pct" in inputs:
        cap = maximum(percent(inputs["ret_total_pct"]), contract, step=FEN)
        return RetentionTerms(plain(percent(inputs["ret_rate"])), contract_sum=contract, cap=cap, step=FEN)
    monthly = any(word in rule for word in ("monthly", "each month", "every month"))
    at_the_end = "last month" in rule or ("N" in inputs and not monthly)
    return RetentionTerms(
        plain(percent(inputs.get("ret_pct", "0"))),
        base=CONTRACT if at_the_end else WORK,
        contract_sum=contract,
        timing=FINAL if at_the_end else EACH,
        step=FEN,
    )


def retention_total(inputs: dict, contract: Decimal) -> Decimal:
    return maximum(percent(inputs.get("ret_total_pct", inputs.get("ret_pct", "0"))), contract, step=FEN)


def work(inputs: dict) -> list[Decimal]:
    """Each month's own value: printed, or quantities x price x k, with the price of a quantity band."""
    if "months" in inputs and "qty" not in inputs and "items" not in inputs:
        return numbers(inputs["months"])
    if "C" in inputs:
        return own_amounts(numbers(inputs["C"] if isinstance(inputs["C"], list) else [inputs["C"]]))
    columns = next((inputs[name] for name in ("months", "q", "cum") if name in inputs), [])
    rows = columns if columns and isinstance(columns[0], list) else [columns]
    over, under = inputs.get("over_pct"), inputs.get("under_pct")
    band = Band(
        None if over is None else percent(over),
        number(inputs.get("factor", "1")),
        None if under is None else percent(under),
        number(inputs.get("under_factor", "1")),
    )
    factors = inputs.get("k", [])
    factors = numbers(factors if isinstance(factors, list) else [factors])
    if not columns:
        return []
    unit, final = scale(inputs), under is not None
    own = [own_amounts(numbers(row)) if "cum" in inputs else numbers(row) for row in rows]
    return together(
        [
            period_values(row, price, quantity, band, factors, unit, final)
            for row, (quantity, price) in zip(own, items(inputs), strict=True)
        ]
    )


def sequence(inputs: dict, values: list[Decimal], advance: Advance, retention: RetentionTerms) -> dict:
    terms = CertificateTerms(
        (advance,),
        retention,
        percent(inputs["pay_pct"]) if "pay_pct" in inputs else ONE,
        minimum=number(inputs.get("min_cert", "0")),
        step=FEN,
    )
    supplied = numbers(inputs.get("supplied", [])) or [ZERO for _ in values]
    periods = [Period(value, deductions=less) for value, less in zip(values, supplied, strict=True)]
    made = certificates(terms, periods, final=retention.timing == FINAL)
    *_, last = made
    found = {
        "value": [one.value for one in made],
        "recoup": [one.recouped for one in made],
        "pay": [one.certified for one in made],
        "cert": [one.certified for one in made],
        "due": [one.due for one in made if one.due != one.certified],  # printed where it is another amount
        "ret": last.retention_balance if retention.timing == FINAL else [one.retention for one in made],
        "R": [one.recouped_to_date for one in made] if len(made) > 1 else last.recouped_to_date,
        "start": starting_period(advance, values),
        "total": last.to_date,
        "net": account(retention, values).net,
        "per_month": next((one.recouped for one in made if one.recouped), ZERO),
    }
    for one in made:
        found[f"m{one.number}"] = month(one)
        found[f"cum{one.number}"] = one.to_date
    for name, one in zip(MONTHS, made):
        found[f"{name}_pay"] = one.due
    return found


def month(one: Certificate) -> list[Decimal]:
    return [one.value, one.recouped, one.retention, one.due]


def settled(inputs: dict, values: list[Decimal], advance: Advance, contract: Decimal) -> dict:
    """The last month is the settlement: main materials have risen, retention is held from the total."""
    terms = CertificateTerms((advance,), step=FEN)
    *interim, _ = certificates(terms, [Period(value) for value in values])
    *_, paid = interim
    rise = price_rise(contract, percent(inputs["N"]), percent(inputs["mat_up"]))
    total = settlement_sum(contract, [rise], FEN)
    held = maximum(percent(inputs["ret_pct"]), total, step=FEN)
    account = final_account(total, held, advance.amount, paid.certified_to_date, FEN)
    return {
        "pay": [one.certified for one in interim],
        "cum": paid.certified_to_date,
        "total": total,
        "ret": held,
        "final": account.balance,
    }
