"""The functions a cell of Calc can call: UNO in, the core's answer out. No exception leaves this file.

The methods are made from the catalogue, in the order and with the arguments that the type library declares.
"""

import uno
import unohelper
from com.sun.star.lang import XLocalizable, XServiceInfo
from milestone_ledger_calc import cells, office
from milestone_ledger_calc.names import FUNCTIONS, SERVICE
from milestone_ledger_core.functions.catalogue import SIGNATURES
from org.milestoneledger.calc import XFunctions

SERVICES = (SERVICE, "com.sun.star.sheet.AddIn")


class Functions(unohelper.Base, XServiceInfo, XLocalizable, XFunctions):
    """Calc makes one of these and calls its methods by name."""

    def __init__(self, context):
        self.language = office.language(context)
        self.locale = uno.createUnoStruct("com.sun.star.lang.Locale")
        office.keep_log(context)

    def setLocale(self, locale):
        self.locale = locale

    def getLocale(self):
        return self.locale

    def getImplementationName(self):
        return FUNCTIONS

    def supportsService(self, name):
        return name in SERVICES

    def getSupportedServiceNames(self):
        return SERVICES


for _signature in SIGNATURES:
    setattr(Functions, cells.method_name(_signature.name), cells.answering(_signature))

g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Functions, FUNCTIONS, SERVICES)
