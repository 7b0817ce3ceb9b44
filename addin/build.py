"""Makes every binary of the repository from text: python addin/build.py [--check]

The same bytes each time. With --check nothing is written; it says what differs from what is committed.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from addin.calc.package import extension  # noqa: E402  # the root must be on the path first
from addin.templates import book  # noqa: E402  # the same

FOLDER = ROOT / "workbook_templates"


def products() -> dict[str, bytes]:
    """Every file that is built, by its name in workbook_templates."""
    made = {}
    for language in ("en", "zh"):
        made[f"ledger_{language}.xlsm"] = book.build(language, filled=False)
        made[f"ledger_example_{language}.xlsm"] = book.build(language, filled=True)
    made["ledger.oxt"] = extension()
    return made


def main(arguments: list[str]) -> int:
    """Write what has changed; with --check only say what would change."""
    different = []
    FOLDER.mkdir(exist_ok=True)
    for name, data in products().items():
        path = FOLDER / name
        if not path.exists() or path.read_bytes() != data:
            different.append(name)
            if "--check" not in arguments:
                path.write_bytes(data)
    print("\n".join(different) or "everything is as committed")
    return 1 if different and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
