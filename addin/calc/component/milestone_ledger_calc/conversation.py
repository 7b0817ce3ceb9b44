"""Who answers the questions a button asks: a person in front of the office, or the caller of the command.

A macro may call a button without any window: arguments of the dispatch answer in advance.

    Quiet      true: no window, everything proposed is accepted
    File       the file to import
    Customers  the customers to draft for
    Lines      the lines of Contacts to mark, from 1
    Proof      what proves that they were sent, arrived or came back
"""

import uno
from milestone_ledger_core.commands.listing import readable

from . import books, windows, words


def of(context, frame, language, arguments):
    """The one that fits the arguments of a dispatch."""
    given = {argument.Name: argument.Value for argument in arguments}
    return Prepared(given) if given.get("Quiet") else Person(context, frame, language, given)


class Prepared:
    """Answers given in advance; nothing is shown."""

    def __init__(self, given):
        self.given = given

    def file(self, command):
        return _path(self.given.get("File", ""))

    def lines(self, document):
        return tuple(int(line) for line in self.given.get("Lines", ()))

    def proof(self, command):
        return str(self.given.get("Proof", ""))

    def customers(self, said, choices, headings, rows, do):
        wanted = self.given.get("Customers")
        return list(choices) if wanted is None else [name for name in choices if name in wanted]

    def agreed(self, said, headings, rows):
        return True

    def saved(self, document):
        return False

    def tell(self, text, kind=windows.INFO):
        pass

    def problems(self, document, said, outcome):
        pass

    def read(self, title, text):
        pass


class Person:
    """Asks and tells in windows of the office."""

    def __init__(self, context, frame, language, given=()):
        self.context, self.frame, self.language = context, frame, language
        self.given = dict(given)

    @property
    def parent(self):
        return self.frame.ContainerWindow

    def file(self, command):
        if self.given.get("File"):
            return _path(self.given["File"])
        title = words.CHOOSE_FILE.say(self.language, what=command.label.say(self.language))
        return windows.open_file(
            self.context,
            title,
            words.TABLES.say(self.language),
            "*.csv;*.txt;*.tsv;*.xlsx;*.xlsm;*.xls;*.ods",
        )

    def lines(self, document):
        """The lines of Contacts that are selected and seen: a filtered line was not chosen."""
        if self.given.get("Lines"):
            return tuple(int(line) for line in self.given["Lines"])
        place = books.place(document, "contacts")
        active = document.CurrentController.ActiveSheet
        if place is None or active.Name != place.sheet.Name:
            return ()
        selection = document.CurrentSelection
        areas = (
            selection.getRangeAddresses()
            if hasattr(selection, "getRangeAddresses")
            else (selection.RangeAddress,)
        )
        rows = {
            row
            for area in areas
            for row in range(area.StartRow, min(area.EndRow, place.row + place.lines) + 1)
        }
        seen = [row for row in sorted(rows) if place.sheet.Rows.getByIndex(row).IsVisible]
        return tuple(row - place.row for row in seen if 1 <= row - place.row <= place.lines)

    def proof(self, command):
        """What proves it, in the user's words; None when they changed their mind."""
        if self.given.get("Proof"):
            return str(self.given["Proof"])
        said = words.WHICH_PROOF.say(self.language, what=command.label.say(self.language))
        title = words.TITLE.say(self.language)
        return windows.ask(self.context, self.parent, self.language, title, said)

    def customers(self, said, choices, headings, rows, do):
        names = list(choices)
        labels = [choices[name] for name in names]
        title = words.TITLE.say(self.language)
        chosen = windows.pick(
            self.context, self.parent, self.language, title, said, labels, headings, rows, do
        )
        return None if chosen is None else [names[n] for n in chosen]

    def agreed(self, said, headings, rows):
        go = words.APPLY.say(self.language)
        title = words.TITLE.say(self.language)
        return (
            windows.table(self.context, self.parent, self.language, title, said, headings, rows, go)
            is not None
        )

    def saved(self, document):
        """Whether the document is in a folder now; asks to save one that is not."""
        ask = words.SAVE_FIRST.say(self.language)
        if (
            windows.message(
                self.context, self.parent, windows.QUERY, ask, windows.BUTTONS_YES_NO, self.language
            )
            != windows.YES
        ):
            return False
        helper = self.context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", self.context
        )
        helper.executeDispatch(self.frame, ".uno:SaveAs", "", 0, ())
        return document.getURL().startswith("file:")

    def tell(self, text, kind=windows.INFO):
        windows.message(self.context, self.parent, kind, text, language=self.language)

    def problems(self, document, said, outcome):
        """The problems as a list, and what the command lists beside them; choosing one goes to its cell."""
        problems = outcome.problems
        headings = [text.say(self.language) for text in (words.SHEET, words.LINE, words.COLUMN, words.WRONG)]
        rows = [
            (
                p.sheet.say(self.language),
                str(p.line) if p.line else "",
                p.heading.say(self.language),
                p.message.say(self.language),
            )
            for p in problems
        ]
        if not outcome.edits:
            rows += readable(outcome.listing)[1][len(problems) :]
        if not rows:
            self.tell(said)
            return
        title = words.TITLE.say(self.language)
        go = words.GO.say(self.language)
        row = windows.table(self.context, self.parent, self.language, title, said, headings, rows, go)
        if row is not None:
            if row < len(problems):
                cell = books.cell_of(document, problems[row])
            else:  # a questionable term: its contract and milestone come first
                cell = books.cell_of_term(document, *rows[row][:2])
            if cell is not None:
                document.CurrentController.select(cell)

    def read(self, title, text):
        windows.text(self.context, self.parent, self.language, title, text)


def _path(name):
    return uno.fileUrlToSystemPath(name) if name.startswith("file:") else name
