"""Collecting: what is open, how old it is, what waiting costs, and whom to write to. Nothing is sent."""
