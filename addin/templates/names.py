"""Names that formulas and hosts rely on: tables, defined names, code names and the order of sheets.

The one rule: they are the same in both languages; only what a person reads is translated.
"""

from __future__ import annotations

from ledger.language import Text
from ledger.tables import rules as rule_sheet
from ledger.tables.sheets import INPUTS
from ledger.tables.show import RESULTS

TABLES = {sheet.key: f"tbl{sheet.key.capitalize()}" for sheet in INPUTS}

AS_OF = "AsOf"  # the day asked about: one cell of Rules
CONTRACT_NUMBERS = "ContractNumbers"
MILESTONE_NUMBERS = "MilestoneNumbers"
CLAIM_NUMBERS = "ClaimNumbers"
CURRENCIES = "Currencies"
CHOSEN_CURRENCY = "ChosenCurrency"
CHOSEN_CONTRACT = "ChosenContract"
REFERENCES = {"contracts": CONTRACT_NUMBERS, "milestones": MILESTONE_NUMBERS, "claims": CLAIM_NUMBERS}

DASHBOARD = Text("Dashboard", "看板")
HELP = Text("Help", "说明")
KEPT = Text("Kept", "留存")  # hidden: the results as last calculated, for a machine without the program
LISTS = Text("Lists", "清单")  # hidden: the words of drop-downs
FIGURES = Text("Figures", "图表数据")  # hidden: what the charts draw

SHEETS: dict[str, Text] = {
    "dashboard": DASHBOARD,
    **{sheet.key: sheet.name for sheet in INPUTS},
    **{result.key: result.name for result in RESULTS},
    "rules": rule_sheet.NAME,
    "help": HELP,
    "figures": FIGURES,
    "kept": KEPT,
    "lists": LISTS,
}
CODE_NAMES = {key: f"Sheet{key.capitalize()}" for key in SHEETS}

LAST_LINE = 2000  # drop-downs and the ranges of the Dashboard reach this far
RULE_LINES = 600  # lines of Rules that formulas pass on
