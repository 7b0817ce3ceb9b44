"""The folder beside the document, where its evidence lies and its drafts go."""

import os

import uno


def beside(document):
    """The folder the document is in, or an empty string if it is on no disk of this machine."""
    url = document.getURL()
    return os.path.dirname(uno.fileUrlToSystemPath(url)) if url.startswith("file:") else ""
