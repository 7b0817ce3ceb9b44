"""The names by which Excel finds the server. They are a promise: workbooks hold the first."""

from __future__ import annotations

PROG_ID = "MilestoneLedger.Server"
CLSID = "{B2D1F5B4-7C1A-4E0B-8C55-2E9E0F6D3A17}"
TITLE = "Milestone Ledger"
