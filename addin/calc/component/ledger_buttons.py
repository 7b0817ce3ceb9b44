"""The protocol handler behind menu and toolbar: says which buttons make sense now, and presses them."""

import unohelper
from com.sun.star.beans import NamedValue
from com.sun.star.frame import (
    ControlCommand,
    DispatchResultEvent,
    FeatureStateEvent,
    XDispatchProvider,
    XNotifyingDispatch,
)
from com.sun.star.lang import XInitialization, XServiceInfo
from com.sun.star.util import XModifyListener
from milestone_ledger_calc import buttons, office
from milestone_ledger_calc.names import BUTTONS, PROTOCOL

SERVICES = ("com.sun.star.frame.ProtocolHandler",)
FAILURE, SUCCESS = 0, 1  # com.sun.star.frame.DispatchResultState


class Watch(unohelper.Base, XModifyListener):
    """Tells a button when a sheet comes or goes, so that it is greyed or lit."""

    def __init__(self, handler):
        self.handler = handler

    def modified(self, event):
        self.handler.look_again()

    def disposing(self, event):
        self.handler.document = None


class Buttons(unohelper.Base, XServiceInfo, XInitialization, XDispatchProvider, XNotifyingDispatch):
    """One for each window of the office."""

    def __init__(self, context):
        self.context = context
        self.language = office.language(context)
        self.frame = None
        self.document = None  # the one that is watched
        self.listeners = []  # (listener, address, whether it was lit)

    def initialize(self, arguments):
        if arguments:
            self.frame = arguments[0]

    def queryDispatch(self, url, target, flags):
        return self if url.Protocol == PROTOCOL and url.Path in buttons.BY_NAME else None

    def queryDispatches(self, requests):
        return tuple(self.queryDispatch(r.FeatureURL, r.FrameName, r.SearchFlags) for r in requests)

    def dispatch(self, url, arguments):
        if self._enabled(url.Path):
            buttons.press(self.context, self.frame, url.Path, arguments)

    def dispatchWithNotification(self, url, arguments, listener):
        done, said = False, ""
        if self._enabled(url.Path):
            done, said = buttons.press(self.context, self.frame, url.Path, arguments)
        if listener is not None:
            listener.dispatchFinished(DispatchResultEvent(self, SUCCESS if done else FAILURE, said))

    def addStatusListener(self, listener, url):
        lit = self._enabled(url.Path)
        self.listeners.append([listener, url, lit])
        self._watch()
        self._tell(listener, url, lit)

    def removeStatusListener(self, listener, url):
        self.listeners = [one for one in self.listeners if one[0] != listener]

    def look_again(self):
        """Tell the buttons whose state has changed."""
        for one in list(self.listeners):
            lit = self._enabled(one[1].Path)
            if lit != one[2]:
                one[2] = lit
                self._tell(one[0], one[1], lit)

    def _model(self):
        controller = self.frame.getController() if self.frame is not None else None
        return controller.getModel() if controller is not None else None

    def _enabled(self, name):
        return buttons.enabled(name, self._model())

    def _watch(self):
        model = self._model()
        if model is not None and self.document is None:
            self.document = model
            model.addModifyListener(Watch(self))

    def _tell(self, listener, url, lit):
        event = FeatureStateEvent()
        event.Source, event.FeatureURL, event.IsEnabled, event.Requery = self, url, lit, False
        listener.statusChanged(event)
        if lit:
            event.State = self._tip(url.Path)
            listener.statusChanged(event)

    def _tip(self, name):
        """What hovering over the button says, as a command to the control that shows it."""
        command = buttons.BY_NAME[name]
        said = "{}: {}".format(*(text.say(self.language) for text in (command.label, command.tip)))
        return ControlCommand("SetQuickHelpText", (NamedValue("HelpText", said),))

    def getImplementationName(self):
        return BUTTONS

    def supportsService(self, name):
        return name in SERVICES

    def getSupportedServiceNames(self):
        return SERVICES


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Buttons, BUTTONS, SERVICES)
