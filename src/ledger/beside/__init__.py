"""What lies beside a workbook: the evidence that is read there, and the drafts that are written there.

The one rule, for all three hosts: no text of a cell becomes a path. Names are compared with what a folder
holds, and what is written has one name and appears whole or not at all.
"""
