"""In LibreOffice's Python: a letter as Writer sees it."""

from __future__ import annotations


def seen(office, path):
    """The paragraphs, the table's cells and the number of pages."""
    document = office.open(path)
    paragraphs, elements = [], document.Text.createEnumeration()
    while elements.hasMoreElements():
        element = elements.nextElement()
        if element.supportsService("com.sun.star.text.Paragraph"):
            paragraphs.append(element.String)
    (table,) = [document.TextTables.getByIndex(n) for n in range(document.TextTables.Count)]
    cells = [table.getCellByName(name).String for name in table.CellNames]
    return {"paragraphs": paragraphs, "cells": cells, "pages": document.CurrentController.PageCount}


def save_again(office, source, target):
    """A .docx opened and saved by Writer, as a user who changes a template there does."""
    office.save(office.open(source), target, "MS Word 2007 XML")


def shapes(office, path):
    """The names and the words of the shapes on its pages, such as a watermark."""
    page = office.open(path).DrawPage
    found = [page.getByIndex(n) for n in range(page.Count)]
    return [[shape.Name, getattr(shape, "String", "")] for shape in found]
