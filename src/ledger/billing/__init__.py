"""Billing: what a contract's terms and progress give a right to."""
