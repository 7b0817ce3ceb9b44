"""Dialogs made of Calc's own controls. They show and ask; they decide nothing."""

import uno
import unohelper
from com.sun.star.awt import XActionListener, XAdjustmentListener, XItemListener

from . import words
from .office import service

OK, CANCELLED = 1, 0
POSITION = 3  # com.sun.star.awt.PosSize: x and y
ROWS = 8  # check boxes seen at once; a scroll bar shows the others
INFO, WARNING, ERROR, QUERY = "INFOBOX", "WARNINGBOX", "ERRORBOX", "QUERYBOX"
BUTTONS_OK, BUTTONS_YES_NO, YES = 1, 3, 2  # com.sun.star.awt.MessageBoxButtons and its result
WIDEST, NARROWEST = 180, 24  # of a column, in units of the dialog


class _Listener(unohelper.Base, XActionListener, XItemListener, XAdjustmentListener):
    def __init__(self, act):
        self.act = act

    def actionPerformed(self, event):
        self.act(event)

    def itemStateChanged(self, event):
        self.act(event)

    def adjustmentValueChanged(self, event):
        self.act(event)

    def disposing(self, event):
        pass


class Window:
    """One dialog being built; sizes are in a hundredth of characters, as dialogs measure (AppFont)."""

    def __init__(self, context, title, width, height):
        self.context = context
        self.model = service(context, "com.sun.star.awt.UnoControlDialogModel")
        self.model.Title = title
        self.model.Width, self.model.Height = width, height
        self.dialog = service(context, "com.sun.star.awt.UnoControlDialog")
        self.dialog.setModel(self.model)

    def add(self, kind, name, x, y, width, height, **properties):
        model = self.model.createInstance(f"com.sun.star.awt.{kind}Model")
        model.Name = name
        model.PositionX, model.PositionY, model.Width, model.Height = x, y, width, height
        for key, value in properties.items():
            setattr(model, key, value)
        self.model.insertByName(name, model)
        return self.dialog.getControl(name)

    def label(self, name, x, y, width, height, text, bold=False):
        return self.add(
            "UnoControlFixedText",
            name,
            x,
            y,
            width,
            height,
            Label=text,
            MultiLine=True,
            FontWeight=150.0 if bold else 100.0,
        )

    def button(self, name, x, y, text, kind=0, act=None, width=52, default=False):
        control = self.add(
            "UnoControlButton", name, x, y, width, 15, Label=text, PushButtonType=kind, DefaultButton=default
        )
        if act is not None:
            control.addActionListener(_Listener(act))
        return control

    def grid(self, name, x, y, width, height, headings, rows):
        """A table to read, as wide as its text needs."""
        columns = service(self.context, "com.sun.star.awt.grid.DefaultGridColumnModel")
        sizes = [
            min(WIDEST, max(NARROWEST, 8 + 3 * max(map(_breadth, (heading, *(row[n] for row in rows))))))
            for n, heading in enumerate(headings)
        ]
        if sum(sizes) < width - 10:
            sizes[-1] += width - 10 - sum(sizes)
        for heading, size in zip(headings, sizes):
            column = columns.createColumn()
            column.Title, column.ColumnWidth, column.Flexibility = heading, size, 0
            columns.addColumn(column)
        data = service(self.context, "com.sun.star.awt.grid.DefaultGridDataModel")
        if rows:
            data.addRows(("",) * len(rows), tuple(tuple(row) for row in rows))
        return self.add(
            "grid.UnoControlGrid",
            name,
            x,
            y,
            width,
            height,
            ColumnModel=columns,
            GridDataModel=data,
            ShowColumnHeader=True,
            ShowRowHeader=False,
            HScroll=sum(sizes) > width,
            VScroll=True,
            SelectionModel=uno.Enum("com.sun.star.view.SelectionType", "SINGLE"),
            UseGridLines=True,
        )

    def run(self, parent):
        toolkit = service(self.context, "com.sun.star.awt.Toolkit")
        self.dialog.createPeer(toolkit, parent)
        room, own = parent.getPosSize(), self.dialog.getPosSize()
        left, top = max(0, (room.Width - own.Width) // 2), max(0, (room.Height - own.Height) // 3)
        self.dialog.setPosSize(left, top, 0, 0, POSITION)
        try:
            return self.dialog.execute()
        finally:
            self.dialog.dispose()


def _breadth(text):
    """How wide text is, in Latin letters."""
    return sum(2 if letter > "\u2e80" else 1 for letter in str(text))


def message(context, parent, kind, text, buttons=BUTTONS_OK, language="en"):
    toolkit = service(context, "com.sun.star.awt.Toolkit")
    box = toolkit.createMessageBox(
        parent, uno.Enum("com.sun.star.awt.MessageBoxType", kind), buttons, words.TITLE.say(language), text
    )
    try:
        return box.execute()
    finally:
        box.dispose()


def table(context, parent, language, title, said, headings, rows, go=None):
    """A table to read, with the number of the chosen row for `go` (a label), or None when closed."""
    window = Window(context, title, 420, 230)
    window.label("said", 8, 8, 404, 26, said)
    grid = window.grid("table", 8, 38, 404, 164, headings, rows)
    chosen = []

    def choose(event):
        row = grid.getCurrentRow()
        chosen.append(row if row >= 0 else 0)
        window.dialog.endDialog(OK)

    if go:
        window.button("go", 290, 209, go, act=choose, width=66, default=True)
    window.button("close", 360, 209, words.CLOSE.say(language), kind=2)
    window.run(parent)
    return chosen[0] if chosen else None


def pick(context, parent, language, title, said, choices, headings, rows, do):
    """Check boxes above the whole list; the chosen numbers, or None when cancelled.

    `choices`: one text for each thing that may be left out.
    """
    shown = min(ROWS, max(1, len(choices)))
    box = 12 * shown
    window = Window(context, title, 500, 112 + box + 90)
    window.label("said", 8, 8, 484, 18, said)
    window.label("whom", 8, 28, 300, 10, words.WHOM.say(language), bold=True)
    ticked = [True] * len(choices)
    scrolls = len(choices) > shown
    boxes = [
        window.add(
            "UnoControlCheckBox",
            f"choice{n}",
            12,
            40 + 12 * n,
            466 if scrolls else 478,
            11,
            Label="",
            State=1,
        )
        for n in range(shown)
    ]
    first = [0]

    def draw():
        for n, control in enumerate(boxes):
            at = first[0] + n
            control.getModel().Label = choices[at] if at < len(choices) else ""
            control.getModel().Enabled = at < len(choices)
            control.getModel().State = int(at < len(choices) and ticked[at])

    def tick(event):
        for n, control in enumerate(boxes):
            if first[0] + n < len(choices):
                ticked[first[0] + n] = bool(control.getState())

    def scroll(event):
        first[0] = max(0, min(event.Value, len(choices) - shown))
        draw()

    def every(value):
        def act(event):
            ticked[:] = [value] * len(choices)
            draw()

        return act

    for control in boxes:
        control.addItemListener(_Listener(tick))
    if scrolls:
        bar = window.add(
            "UnoControlScrollBar",
            "bar",
            482,
            40,
            8,
            box,
            Orientation=1,
            ScrollValueMin=0,
            ScrollValueMax=len(choices) - shown,
            VisibleSize=1,
            BlockIncrement=shown,
            LiveScroll=True,
        )
        bar.addAdjustmentListener(_Listener(scroll))
    y = 44 + box
    window.label("list", 8, y, 300, 10, words.LIST_OF.say(language), bold=True)
    window.grid("table", 8, y + 12, 484, 110, headings, rows)
    y += 128
    window.button("all", 8, y, words.ALL.say(language), act=every(True))
    window.button("none", 64, y, words.NONE.say(language), act=every(False))
    window.button("do", 380, y, do, kind=1, width=54, default=True)
    window.button("cancel", 438, y, words.CANCEL.say(language), kind=2, width=54)
    draw()
    if window.run(parent) != OK:
        return None
    return [n for n, chosen in enumerate(ticked) if chosen]


def text(context, parent, language, title, body):
    """A long text to read and copy."""
    window = Window(context, title, 380, 230)
    window.add(
        "UnoControlEdit",
        "text",
        8,
        8,
        364,
        194,
        Text=body,
        MultiLine=True,
        ReadOnly=True,
        VScroll=True,
        HScroll=False,
    )
    window.button("close", 320, 209, words.CLOSE.say(language), kind=2, default=True)
    window.run(parent)


def ask(context, parent, language, title, said):
    """A line typed by the user, which may be empty; None when cancelled."""
    window = Window(context, title, 260, 74)
    window.label("said", 8, 8, 244, 20, said)
    field = window.add("UnoControlEdit", "answer", 8, 31, 244, 14)
    window.button("do", 140, 52, words.OK.say(language), kind=1, width=54, default=True)
    window.button("cancel", 198, 52, words.CANCEL.say(language), kind=2, width=54)
    return field.getText() if window.run(parent) == OK else None


def open_file(context, title, filter_name, patterns):
    """The path the user chose, or an empty string."""
    picker = service(context, "com.sun.star.ui.dialogs.FilePicker")
    picker.setTitle(title)
    picker.appendFilter(filter_name, patterns)
    if picker.execute() != OK:
        return ""
    return uno.fileUrlToSystemPath(picker.getSelectedFiles()[0])
