"""What this office is: its language, its settings' folder, and the log that Doctor shows."""

import logging
import logging.handlers
import os

import uno

LOG = logging.getLogger("milestone_ledger_calc")
LOGGERS = ("milestone_ledger_calc", "milestone_ledger_core")
LOG_FILE = "milestone-ledger.log"
KEPT = 512 * 1024  # bytes of log before it starts anew; one older file is kept


def service(context, name):
    return context.ServiceManager.createInstanceWithContext(name, context)


def setting(context, path, name):
    """A value of the office's configuration."""
    provider = service(context, "com.sun.star.configuration.ConfigurationProvider")
    node = uno.createUnoStruct("com.sun.star.beans.NamedValue", "nodepath", path)
    return provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess", (node,)
    ).getByName(name)


def language(context):
    """The language of the office's menus: zh or en."""
    return (
        "zh"
        if str(setting(context, "/org.openoffice.Setup/L10N", "ooLocale")).lower().startswith("zh")
        else "en"
    )


def log_file(context):
    """Where the log is, in the user's own settings."""
    folder = service(context, "com.sun.star.util.PathSubstitution").getSubstituteVariableValue("$(user)")
    return os.path.join(uno.fileUrlToSystemPath(folder), LOG_FILE)


def keep_log(context):
    """Send what goes wrong to the log file; to nowhere else."""
    if LOG.handlers:
        return
    try:
        handler = logging.handlers.RotatingFileHandler(
            log_file(context), maxBytes=KEPT, backupCount=1, encoding="utf-8", delay=True
        )
    except Exception:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for name in LOGGERS:
        logger = logging.getLogger(name)
        logger.addHandler(handler)
        logger.propagate = False
