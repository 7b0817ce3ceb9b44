"""Milestone Ledger: what may be claimed, where work and money drifted apart, and what to write."""

__version__ = "0.1.0"
