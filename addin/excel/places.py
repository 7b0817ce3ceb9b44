"""Where things are kept on a clerk's Windows: nothing outside the user's own folders."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """The folder of the log; it may not exist yet."""
    return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "Milestone Ledger"


def log_file() -> Path:
    """The one file that the server writes."""
    return data_folder() / "server.log"


def documents_folder() -> Path:
    """The user's documents, wherever Windows or OneDrive keeps them."""
    from win32com.shell import shell, shellcon  # noqa: PLC0415  only Windows has it

    return Path(shell.SHGetKnownFolderPath(shellcon.FOLDERID_Documents))
