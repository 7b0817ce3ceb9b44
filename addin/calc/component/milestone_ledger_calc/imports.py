"""The sheets of a file that the user chose, opened hidden by Calc itself and closed again.

A CSV file comes in as text, cell for cell: account numbers keep their digits and dates their spelling, and
the core reads them as it reads what people type.
"""

import os

import uno

from . import books

CSV = "Text - txt - csv (StarCalc)"
MOST_COLUMNS = 200
UTF8, GB18030, UTF16 = 76, 85, 65535  # Calc's numbers of these encodings
COMMON = 0.8  # of the letters beyond ASCII must be GB 2312; accents of Europe read as GB18030 are rare ones
NEVER_EXECUTE = 0  # com.sun.star.document.MacroExecMode


def property_value(name, value):
    return uno.createUnoStruct("com.sun.star.beans.PropertyValue", name, 0, value, 0)


def sheets(desktop, path):
    """Sheet names to grids; raises OSError if Calc cannot open the file as a table."""
    options = {"Hidden": True, "ReadOnly": True, "MacroExecutionMode": NEVER_EXECUTE, "UpdateDocMode": 0}
    if os.path.splitext(path)[1].lower() in (".csv", ".txt", ".tsv"):
        with open(path, "rb") as file:
            options.update(FilterName=CSV, FilterOptions=_csv_options(file.read()))
    document = desktop.loadComponentFromURL(
        uno.systemPathToFileUrl(os.path.abspath(path)),
        "_blank",
        0,
        tuple(property_value(name, value) for name, value in options.items()),
    )
    if document is None:
        raise OSError(path)
    try:
        if not books.is_calc(document):
            raise OSError(path)
        return {name: books.grid(document.Sheets.getByName(name)) for name in document.Sheets.ElementNames}
    finally:
        document.close(True)


def _csv_options(data):
    """Separator, quote, encoding, first line, and every column as text."""
    text, encoding = _text(data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(",;\t", key=first.count)
    columns = "/".join(f"{number}/2" for number in range(1, MOST_COLUMNS + 1))
    return f"{ord(separator)},34,{encoding},1,{columns},,false,false"


def _text(data):
    """The text and its encoding. Letters are never guessed: a wrong name reads like a right one."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16"), UTF16
    try:
        return data.decode("utf-8-sig"), UTF8
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    letters = [letter for letter in text if letter > "\x7f"]
    if sum(len(letter.encode("gb2312", "ignore")) == 2 for letter in letters) < COMMON * len(letters):
        raise ValueError("neither UTF-8 nor plainly Chinese in GB18030")
    return text, GB18030
