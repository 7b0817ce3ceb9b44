"""Rows of plain cells, to records and back: the only room that knows a heading.

A Grid is a list of rows, the first one the headings. Every host hands over the same
plain cells: numbers as float, dates as date or serial, text as str, an empty cell as
None or "", an error cell as text that starts with "#".
"""
