"""A large book as grids: contracts of twenty stages, claims and receipts for them. Plain Python, for both sides."""

from __future__ import annotations

AS_OF = 46346.0
STAGES = 20
CONTRACTS = ("Contract", "Customer", "Currency", "Contract sum", "Signed on", "Payment days")
MILESTONES = (
    "Contract",
    "Milestone",
    "Kind",
    "Mode",
    "Share or amount",
    "Base",
    "Trigger",
    "Planned on",
    "Met on",
)
CLAIMS = (
    *("Claim", "Contract", "Milestone", "Claimed on", "Claimed", "Certified on", "Certified"),
    *("Invoiced on", "Invoiced", "Due on"),
)
RECEIPTS = ("Date", "Amount", "Payer", "Bank reference", "Contract", "Claim")


def grids(milestones=10_000, claims=2, receipts=5):
    """`claims` for each milestone, and `receipts` for each two claims of it."""
    book = {
        "Contracts": [list(CONTRACTS)],
        "Milestones": [list(MILESTONES)],
        "Claims": [list(CLAIMS)],
        "Receipts": [list(RECEIPTS)],
        "Rules": [["■ Settings", ""], ["Setting", "Value"], ["As of", AS_OF]],
    }
    for number in range(milestones):
        contract, stage = f"C-{number // STAGES:04}", f"M-{number % STAGES + 1:02}"
        total = 1_000_000.0 + 1000 * (number // STAGES)
        if number % STAGES == 0:
            book["Contracts"].append(
                [contract, f"Customer {number // STAGES % 97:02}", "CNY", total, 45292.0, 30.0]
            )
        met = 45300.0 + number % 900
        book["Milestones"].append(
            [contract, stage, "progress", "pay", 1 / STAGES, "contract", "date", met, met]
        )
        value = total / STAGES
        for part in range(claims):
            claim = f"{contract}-{stage}-{part + 1}"
            amount = round(value / (claims + 1), 2)
            on = met + 3 * part
            row = [claim, contract, stage, on, amount, on + 2, amount, on + 3, amount, on + 32]
            book["Claims"].append(row)
        for part in range(receipts):
            claim = f"{contract}-{stage}-{part % max(claims, 1) + 1}"
            paid = round(value / (claims + 1) / (receipts + number % 3), 2)
            book["Receipts"].append([met + 30 + part, paid, "", f"R-{number:05}-{part}", contract, claim])
    return book
