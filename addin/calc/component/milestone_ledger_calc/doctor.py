"""What is wrong with this installation, and how to mend it: facts in lines, the log at the end."""

import os
import sys

import milestone_ledger_core
from milestone_ledger_core.functions.catalogue import SIGNATURES
from milestone_ledger_core.tables.book import sheet_key
from milestone_ledger_core.tables.sheets import INPUTS

from . import books, words
from .names import SERVICE
from .office import log_file, service, setting

NEEDED = (25, 2)
SHOWN = 30  # lines of the log
EXAMPLE = (1000000.0, 0.6, 300000.0, 0.8, 0.03, 0.0)
ANSWER = ((162000.0,),)


def report(context, document, language):
    """(whether all is well, the lines to read)."""
    well = True
    version = str(setting(context, "/org.openoffice.Setup/Product", "ooSetupVersion"))
    lines = [
        words.DOCTOR_VERSION.say(language, version=milestone_ledger_core.__version__),
        words.DOCTOR_OFFICE.say(
            language,
            version=version,
            python=sys.version.split()[0],
            spoken=language,
        ),
    ]
    if tuple(int(part) for part in version.split(".")[:2] if part.isdigit()) < NEEDED:
        well = False
        lines.append(words.DOCTOR_OLD.say(language, version=version))
    found = _answer(context)
    if found == ANSWER:
        lines.append(words.DOCTOR_FUNCTIONS.say(language, count=len(SIGNATURES)))
    else:
        well = False
        lines.append(words.DOCTOR_FUNCTIONS_BAD.say(language, found=found))
    if books.is_calc(document):
        there = {sheet_key(name) for name in document.Sheets.ElementNames}
        names = {sheet.key: sheet.name.say(language) for sheet in INPUTS}
        none = words.DOCTOR_NONE.say(language)
        comma = "、" if language == "zh" else ", "
        lines.append(
            words.DOCTOR_BOOK.say(
                language,
                found=comma.join(name for key, name in names.items() if key in there) or none,
                missing=comma.join(name for key, name in names.items() if key not in there) or none,
            )
        )
    file = log_file(context)
    lines.append(words.DOCTOR_LOG.say(language, file=file))
    last = _last(file)
    if last:
        lines += [words.DOCTOR_LAST.say(language), *last]
    else:
        lines.append(words.DOCTOR_EMPTY_LOG.say(language))
    return well, lines


def _answer(context):
    """What a cell gives for BILLABLE's example: through Calc's own function call, not ours."""
    access = service(context, "com.sun.star.sheet.FunctionAccess")
    try:
        return access.callFunction(f"{SERVICE}.billable", EXAMPLE)
    except Exception as error:
        return repr(error)


def _last(file):
    if not os.path.exists(file):
        return []
    with open(file, encoding="utf-8", errors="replace") as log:
        return [line.rstrip("\n") for line in log.readlines()[-SHOWN:]]
