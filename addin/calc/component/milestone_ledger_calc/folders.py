"""The drafts' folder beside the document: written whole under a passing name, shown only when all is done."""

import os
import shutil
import tempfile

import uno

UNSAFE = set('<>:"/\\|?*') | {chr(code) for code in range(32)}


def beside(document):
    """The folder the document is in, or an empty string if it is on no disk of this machine."""
    url = document.getURL()
    return os.path.dirname(uno.fileUrlToSystemPath(url)) if url.startswith("file:") else ""


class Drafts:
    """Files on their way into a folder: `keep` shows them, `drop` leaves nothing behind."""

    def __init__(self, parent, folder, files):
        for name in (folder, *(file.name for file in files)):
            if not name or name in (".", "..") or UNSAFE & set(name):
                raise ValueError(f"{name!r} is not the name of one file")
        self.folder = os.path.join(parent, folder)
        self.waiting = tempfile.mkdtemp(prefix=".ledger-", dir=parent)
        try:
            for file in files:
                with open(os.path.join(self.waiting, file.name), "xb") as out:
                    out.write(file.data)
        except BaseException:
            self.drop()
            raise

    def keep(self):
        """The folder's path. A draft that is there already stays, unless this one is the same."""
        if not os.path.exists(self.folder):
            os.chmod(self.waiting, 0o755)
            os.rename(self.waiting, self.folder)
            return self.folder
        for name in sorted(os.listdir(self.waiting)):
            os.replace(
                os.path.join(self.waiting, name),
                os.path.join(self.folder, _free(self.folder, name, self.waiting)),
            )
        self.drop()
        return self.folder

    def drop(self):
        shutil.rmtree(self.waiting, ignore_errors=True)


def _free(folder, name, waiting):
    """The name, with a number if another draft has it already."""
    stem, suffix = os.path.splitext(name)
    number, free = 1, name
    while os.path.exists(os.path.join(folder, free)):
        if _same(os.path.join(folder, free), os.path.join(waiting, name)):
            break
        number += 1
        free = f"{stem} ({number}){suffix}"
    return free


def _same(one, other):
    with open(one, "rb") as first, open(other, "rb") as second:
        return first.read() == second.read()
