"""The reference book of the benchmark: M milestones, 2M claims, 5M receipts, the same every time.

About ten stages a contract, under the template's own columns: Chinese construction with retention, software
by stages, an advance that is recouped; most claims are paid in two or three parts, some are late, short or
not yet certified, as a book of some years is.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from ledger.tables.sheets import INPUTS

AS_OF = date(2026, 6, 30)
FIRST = date(2023, 1, 9)
STAGES = 10


def reference_book(path: Path, milestones: int) -> None:
    """Write the book; the sheets have every daily column of the template, the contracts the folded ones too."""
    rows: dict[str, list[dict[str, Any]]] = {sheet.key: [] for sheet in INPUTS}
    for n in range(milestones // STAGES):
        _contract(n, rows)
    workbook = xlsxwriter.Workbook(str(path))
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for sheet in INPUTS:
        page = workbook.add_worksheet(sheet.name.en)
        columns = [c for c in sheet.columns if c.daily] + [c for c in sheet.columns if not c.daily]
        page.write_row(0, 0, [c.heading.en + (" *" if c.required else "") for c in columns])
        for line, row in enumerate(rows[sheet.key], start=1):
            for place, column in enumerate(columns):
                cell = row.get(column.field, "")
                if isinstance(cell, str):
                    page.write_string(line, place, cell) if cell else None
                elif isinstance(cell, date):
                    page.write_datetime(line, place, cell, day)
                else:
                    page.write_number(line, place, cell)
    workbook.close()


def _contract(n: int, rows: dict[str, list[dict[str, Any]]]) -> None:
    number, price = f"HT-{n:06d}", 1_000_000.0 + 12_300 * (n % 97)
    signed = FIRST + timedelta(days=n * 7 % 900)
    kind = n % 3  # stages that are met; retention held; an advance recouped
    contract = {
        "number": number, "project": f"Project {n % 500}", "customer": f"Customer {n % 300}",
        "currency": ("CNY", "CNY", "USD")[n % 3], "contract_sum": price, "signed_on": signed,
        "payment_days": 30, "email": f"pay{n % 300}@example.com", "language": "Chinese" if n % 2 else "English",
        "contact": f"Clerk {n % 300}", "phone": "0000-0000-0100", "owner": f"Team {n % 7}",
    }  # fmt: skip
    if kind == 1:
        contract |= {"retention": 0.05, "retention_base": "work done", "defects_months": 12}
    if kind == 2:
        contract |= {"recoupment": "pro rata"}
    rows["contracts"].append(contract)
    for stage in range(STAGES):
        _stage(n, stage, kind, number, price, signed, rows)


def _stage(n: int, stage: int, kind: int, number: str, price: float, signed: date, rows: Any) -> None:
    planned = signed + timedelta(days=60 * stage + 10)
    met = planned + timedelta(days=(n + stage) * 13 % 40)
    advance = kind == 2 and stage == 0
    rows["milestones"].append({
        "contract": number, "number": f"N-{stage + 1:02d}", "name": f"Stage {stage + 1}",
        "kind": "advance" if advance else "milestone", "mode": "up to" if stage == 9 and kind != 2 else "pay",
        "measure": 1.0 if stage == 9 and kind != 2 else _share(kind, stage), "base": "contract", "trigger": "progress", "trigger_value": 1.0,
        "planned_on": planned,
    } | ({"met_on": met} if met <= AS_OF else {}))  # fmt: skip
    rows["progress"].append({
        "contract": number, "milestone": f"N-{stage + 1:02d}", "on": min(met, AS_OF),
        "done": 1.0 if met <= AS_OF else 0.35, "planned": 1.0,
    })  # fmt: skip
    for half in (0, 1):
        _claim(n, stage, half, number, price, met, rows)


def _share(kind: int, stage: int) -> float:
    """A tenth each; beside an advance of a tenth the nine others pay for all the work."""
    if kind != 2 or stage == 0:
        return 0.1
    return 0.12 if stage == 9 else 0.11


def _claim(n: int, stage: int, half: int, number: str, price: float, met: date, rows: Any) -> None:
    """A claim and its receipts: paid to the cent in parts, but for every thirteenth contract and the youngest."""
    claim = f"{number}-{stage * 2 + half + 1:02d}"
    asked = met + timedelta(days=1 + 12 * half)
    amount = round(price * _share(n % 3, stage) / 2, 2)
    row: dict[str, Any] = {
        "number": claim, "contract": number, "milestone": f"N-{stage + 1:02d}", "claimed_on": asked, "claimed": amount
    }  # fmt: skip
    kind, payable = n % 3, amount
    if kind == 1:
        row["retention_held"] = round(amount * 0.05, 2)
    if kind == 2:
        row["recouped"] = 0.0 if stage == 0 else round(amount * 0.1, 2)
    payable = round(amount - row.get("retention_held", 0.0) - row.get("recouped", 0.0), 2)
    certified = asked + timedelta(days=7)
    if certified <= AS_OF:
        row |= {"certified_on": certified, "certified": amount, "invoiced": payable}
        row |= {"invoice_number": f"{n:06d}{stage:02d}{half}", "invoiced_on": certified + timedelta(days=2)}
    rows["claims"].append(row)
    parts = 2 + (stage + half) % 2
    share, left = round(payable / parts, 2), payable if n % 13 else round(payable * 0.9, 2)
    for part in range(parts):
        paid = left if part == parts - 1 else share
        left = round(left - paid, 2)
        rows["receipts"].append({
            "on": asked + timedelta(days=15 + 9 * part), "amount": paid, "payer": f"Customer {n % 300}",
            "reference": f"TT{n:06d}{stage:02d}{half}{part}", "contract": number,
            "claim": "" if n % 29 == 0 and stage == 5 else claim, "kind": "cash",
        })  # fmt: skip
