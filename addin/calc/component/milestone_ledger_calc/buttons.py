"""What happens when a button is pressed: read the sheets, ask the core, show, write, say what was done.

The core decides; nothing here knows a rule. Whatever fails, the workbook is as it was, and the reason is
told.
"""

from milestone_ledger_core.beside.drafts import taken_away, written
from milestone_ledger_core.beside.given import given
from milestone_ledger_core.commands import COMMANDS, run
from milestone_ledger_core.commands.listing import readable
from milestone_ledger_core.drafting.plain_text import plain as seen
from milestone_ledger_core.language import Text

from . import books, conversation, doctor, edits, folders, imports, office, windows, words

BY_NAME = {command.name: command for command in COMMANDS}
FIELDS = {  # of a list of reminders or statements, by their headings
    "customer": Text("Customer", "客户"),
    "level": Text("Level", "级别"),
    "contract": Text("Contract", "合同编号"),
    "claim": Text("Claim", "请款编号"),
    "currency": Text("Currency", "币种"),
    "amount": Text("Outstanding", "未收余额"),
    "balance": Text("Balance", "未付余额"),
}
STAGES = 4  # of a progress indicator
HELP = ("help", "说明", "help 说明")


class Stop(Exception):
    """The user changed their mind, or there is nothing to do; carries what to say."""

    def __init__(self, said):
        super().__init__(said)
        self.said = said


def enabled(name, document):
    """Whether a button makes sense for the document in front."""
    if name == "doctor":
        return books.is_calc(document)
    return name in BY_NAME and books.is_ours(document)


def press(context, frame, name, arguments=()):
    """Do what the button of this name does; answers (whether it was done, what was said)."""
    language = office.language(context)
    office.keep_log(context)
    talk = conversation.of(context, frame, language, arguments)
    command = BY_NAME[name]
    label = command.label.say(language)
    try:
        if name == "doctor":
            return _doctor(context, frame, language, talk)
        if name == "help":
            return _help(frame.Controller.Model, language)
        return True, _do(context, frame, language, talk, command)
    except Stop as stop:
        if stop.said:
            talk.tell(stop.said)
        return False, stop.said
    except edits.Refused as refused:
        said = refused.said.say(language)
        talk.tell(said, windows.WARNING)
        return False, said
    except Exception:
        office.LOG.exception("%s failed", name)
        said = words.INTERNAL.say(language, what=label)
        talk.tell(said, windows.ERROR)
        return False, said


def _do(context, frame, language, talk, command):
    document = frame.Controller.Model
    label = command.label.say(language)
    choices = _choices(context, document, language, talk, command)
    progress = frame.createStatusIndicator()
    progress.start(words.WORKING.say(language, what=label), STAGES)
    try:
        if command.name == "refresh":  # a book from Excel shows its old values until then
            document.calculateAll()
        sheets = books.sheets(document)
        progress.setValue(1)
        choices.update(given(command.name, sheets, None, folders.beside(document)))
        outcome = run(command.name, sheets, None, language, **choices)
        progress.setValue(2)
        if outcome.listing and (outcome.edits or outcome.files):
            outcome = _agreed(outcome, sheets, language, talk, command, choices)
        said = outcome.said.say(language)
        if outcome.edits or outcome.files:
            said = _carry_out(document, outcome, said, label, language, talk)
        progress.setValue(3)
    finally:
        progress.end()
    if outcome.problems or (outcome.listing and not outcome.edits and not outcome.files):
        told = words.HAVE_PROBLEMS.say(language, count=len(outcome.problems)) if outcome.edits else ""
        talk.problems(document, f"{said}\n{told}".strip(), outcome)
    else:
        talk.tell(said)
    return said


def _choices(context, document, language, talk, command):
    if command.takes == "file":
        path = talk.file(command)
        if not path:
            raise Stop("")
        desktop = office.service(context, "com.sun.star.frame.Desktop")
        try:
            return {"imported": imports.sheets(desktop, path)}
        except Exception:
            office.LOG.exception("could not open %s", path)
            raise Stop(words.CANNOT_OPEN.say(language, file=path)) from None
    if command.takes == "lines":
        lines = talk.lines(document)
        if not lines:
            raise Stop(words.SELECT_LINES.say(language))
        choices = {"lines": lines}
        if command.asks_proof:
            choices["proof"] = talk.proof(command)
            if choices["proof"] is None:
                raise Stop("")
        return choices
    return {}


def _agreed(outcome, sheets, language, talk, command, choices):
    """The outcome for what the user left chosen in the list."""
    headings, rows = readable(outcome.listing)
    listed = [tuple(map(seen, row)) for row in rows]  # no name turns the direction of the figures after it
    said = words.WHAT_WILL.say(language, what=command.label.say(language))
    if command.takes != "customers" or FIELDS["customer"].say(language) not in headings:
        if not talk.agreed(said, headings, listed):
            raise Stop(words.CANCELLED.say(language))
        return outcome
    customers = _customers(headings, rows, language)
    chosen = talk.customers(said, customers, headings, listed, words.DRAFT.say(language))
    if not chosen:
        raise Stop(words.CANCELLED.say(language))
    if set(chosen) == set(customers):
        return outcome
    return run(command.name, sheets, None, language, customers=tuple(chosen), **choices)


def _customers(headings, rows, language):
    """Each customer of the list that something is drafted for, with the lines that say why."""
    at = {
        field: headings.index(heading.say(language))
        for field, heading in FIELDS.items()
        if heading.say(language) in headings
    }
    customers = {}
    for row in rows:
        if "level" in at and not row[at["level"]]:
            continue  # left out
        facts = [
            row[at[field]] for field in ("contract", "claim", "currency", "amount", "balance") if field in at
        ]
        customers.setdefault(row[at["customer"]], []).append(" ".join(fact for fact in facts if fact))
    comma = "；" if language == "zh" else "; "
    return {
        name: words.LINES_OF_MONEY.say(language, customer=seen(name), lines=seen(comma.join(lines)))
        for name, lines in customers.items()
    }


def _carry_out(document, outcome, said, label, language, talk):
    folder = None
    if outcome.files:
        parent = folders.beside(document)
        if not parent and talk.saved(document):
            parent = folders.beside(document)
        if not parent:
            raise Stop(words.NOT_SAVED.say(language))
        try:
            folder = written(parent, outcome.folder, outcome.files)
        except OSError as error:
            raise edits.refused(words.CANNOT_WRITE, folder=parent, reason=error.strerror) from error
    try:
        edits.apply(document, outcome.edits, label, language)
    except BaseException as error:
        if folder and not taken_away(folder):
            office.LOG.exception("the drafts in %s stayed", folder)
            reason = error.said if isinstance(error, edits.Refused) else words.FAILED
            raise edits.refused(words.DRAFTS_STAYED, reason=reason, folder=folder) from error
        raise
    if folder:
        said += "\n" + words.DONE_FILES.say(language, count=len(outcome.files), folder=folder)
    return said


def _doctor(context, frame, language, talk):
    well, lines = doctor.report(context, frame.Controller.Model, language)
    if well:
        lines.insert(0, words.NO_PROBLEM_HERE.say(language))
    said = "\n".join(lines)
    talk.read(BY_NAME["doctor"].label.say(language), said)
    return well, said


def _help(document, language):
    for name in document.Sheets.ElementNames:
        if name.casefold() in HELP:
            document.CurrentController.setActiveSheet(document.Sheets.getByName(name))
            return True, ""
    raise Stop(words.NO_HELP.say(language))
