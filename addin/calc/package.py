"""The extension for LibreOffice Calc, an .oxt made from text: the same bytes each time, on every machine.

Everything in it is stored, not compressed, because versions of zlib compress differently.
"""

from __future__ import annotations

import ast
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import ledger
from ledger.commands import COMMANDS
from ledger.language import Text

from . import icons, interface, menus
from .names import BUTTONS, CHINESE, CORE, EXTENSION, FUNCTIONS, HOST, LIBRARIES, PROTOCOL, SERVICE

HERE = Path(__file__).parent
SOURCE = Path(ledger.__file__).parent
EPOCH = (2025, 1, 1, 0, 0, 0)
NAME = Text("Milestone Ledger", "里程碑回款台账")
ABOUT = Text(
    "What may be claimed, what is overdue and what to write: functions, a menu and a toolbar for Calc. "
    "Nothing is ever sent.",
    "可请款额、逾期应收和催款文字：Calc函数、菜单和工具栏。程序不会发送任何内容。",
)
NEEDED = "25.2"  # before it, function names are not mapped to and from .xlsx

ROOTS = ("__init__", "functions", "commands")  # what a cell can call and what a button can do
# The only import of another's library in the core, by its name here; a private name, as all extensions
# share one interpreter and one of them may bring another version.
RENAMED = {
    "calendars.py": ("from dateutil.relativedelta", f"from {LIBRARIES}.dateutil.relativedelta"),
}
VENDORED = {
    "dateutil/relativedelta.py": (
        "from six import integer_types",
        f"from {LIBRARIES}.six import integer_types",
    ),
    "dateutil/_common.py": None,
    "dateutil/LICENSE": None,
    "six.py": None,
    "LICENSE.six": None,
}
MEDIA = {
    ".rdb": "application/vnd.sun.star.uno-typelibrary;type=RDB",
    ".components": "application/vnd.sun.star.uno-components",
    ".xcu": "application/vnd.sun.star.configuration-data",
}


def extension() -> bytes:
    """The whole .oxt."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, data in sorted(contents().items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # the same wherever it is built
            package.writestr(entry, data)
    return out.getvalue()


def contents() -> dict[str, bytes]:
    """Every file of the extension by its path in it."""
    files = {
        "ledger.rdb": interface.library(),
        "CalcAddIns.xcu": interface.calc_addins().encode(),
        "Addons.xcu": menus.addons().encode(),
        "CalcWindowState.xcu": menus.window_state().encode(),
        "ProtocolHandler.xcu": menus.protocol_handler().encode(),
        "ledger.components": _components().encode(),
        "description.xml": _description().encode(),
        "about_en.txt": ABOUT.en.encode(),
        "about_zh.txt": ABOUT.zh.encode(),
        "icons/extension.png": icons.png("statement", 32),
    }
    for command in COMMANDS:
        for size in (16, 26):
            files[f"icons/{command.name}_{size}.png"] = icons.png(command.name, size)
    files.update(_component())
    files.update(_core())
    files.update(_libraries())
    files["META-INF/manifest.xml"] = _manifest(files).encode()
    return files


def core() -> list[Path]:
    """The modules of the core that functions, commands and our component reach, and no others."""
    reached: set[Path] = set()
    waiting = [path for root in ROOTS if (path := _module(SOURCE / root)) is not None]
    for path in (HERE / "component").rglob("*.py"):
        for name in re.findall(rf"^(?:from|import) {CORE}\.([\w.]+)", _text(path).decode(), re.MULTILINE):
            waiting.append(_module(SOURCE.joinpath(*name.split("."))) or SOURCE)
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        waiting += _imported(path)
        package = path.parent / "__init__.py"
        if package != path:
            waiting.append(package)
    return sorted(reached)


def _module(path: Path) -> Path | None:
    if path.is_dir():
        return path / "__init__.py"
    file = path.with_suffix(".py")
    return file if file.exists() else None


def _imported(path: Path) -> Iterator[Path]:
    """Our own modules that this one imports; the core imports its own by relative names only."""
    for statement in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(statement, ast.ImportFrom) and statement.level:
            base = path.parents[statement.level - 1]
            base = base.joinpath(*(statement.module or "").split(".")) if statement.module else base
            for at in (base, *(base / alias.name for alias in statement.names)):
                module = _module(at)
                if module is not None:
                    yield module


def _core() -> dict[str, bytes]:
    files = {}
    for path in core():
        name = path.relative_to(SOURCE).as_posix()
        files[f"pythonpath/{CORE}/{name}"] = _renamed(path, RENAMED.get(name))
    return files


def _libraries() -> dict[str, bytes]:
    files = {
        f"pythonpath/{LIBRARIES}/{name}": _renamed(HERE / "vendored" / name, change)
        for name, change in VENDORED.items()
    }
    files[f"pythonpath/{LIBRARIES}/__init__.py"] = (
        b'"""Libraries of others, unchanged but for their imports."""\n'
    )
    files[f"pythonpath/{LIBRARIES}/dateutil/__init__.py"] = b'"""relativedelta of python-dateutil 2.9.0."""\n'
    return files


def _component() -> dict[str, bytes]:
    """The code that runs inside LibreOffice."""
    files = {}
    for path in sorted((HERE / "component").rglob("*.py")):
        name = path.relative_to(HERE / "component").as_posix()
        files[f"pythonpath/{name}" if "/" in name else name] = _text(path)
    names = (
        f'"""The names other modules need to know."""\n\nSERVICE = {SERVICE!r}\nFUNCTIONS = {FUNCTIONS!r}\n'
    )
    names += f"BUTTONS = {BUTTONS!r}\nPROTOCOL = {PROTOCOL!r}\nEXTENSION = {EXTENSION!r}\n"
    files[f"pythonpath/{HOST}/names.py"] = names.encode()
    return files


def _renamed(path: Path, change: tuple[str, str] | None) -> bytes:
    data = _text(path)
    if change is None:
        return data
    old, new = (part.encode() for part in change)
    if data.count(old) != 1:
        raise ValueError(f"{path}: {change[0]!r} stands there {data.count(old)} times, not once")
    return data.replace(old, new)


def _text(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n")


def _components() -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<components xmlns="http://openoffice.org/2010/uno-components">
 <component loader="com.sun.star.loader.Python" uri="ledger_functions.py">
  <implementation name="{FUNCTIONS}">
   <service name="{SERVICE}"/><service name="com.sun.star.sheet.AddIn"/>
  </implementation>
 </component>
 <component loader="com.sun.star.loader.Python" uri="ledger_buttons.py">
  <implementation name="{BUTTONS}"><service name="com.sun.star.frame.ProtocolHandler"/></implementation>
 </component>
</components>
"""


def _description() -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006"
 xmlns:d="http://openoffice.org/extensions/description/2006"
 xmlns:l="http://libreoffice.org/extensions/description/2011"
 xmlns:xlink="http://www.w3.org/1999/xlink">
 <identifier value="{EXTENSION}"/>
 <version value="{ledger.__version__}"/>
 <dependencies>
  <l:LibreOffice-minimal-version value="{NEEDED}" d:name="LibreOffice {NEEDED}"/>
 </dependencies>
 <display-name>
  <name lang="en">{escape(NAME.en)}</name>
  <name lang="{CHINESE}">{escape(NAME.zh)}</name>
 </display-name>
 <extension-description>
  <src xlink:href="about_en.txt" lang="en"/><src xlink:href="about_zh.txt" lang="{CHINESE}"/>
 </extension-description>
 <icon><default xlink:href="icons/extension.png"/></icon>
</description>
"""


def _manifest(files: dict[str, bytes]) -> str:
    known = [(name, MEDIA.get(Path(name).suffix, "")) for name in sorted(files) if "/" not in name]
    entries = "".join(
        f" <manifest:file-entry manifest:full-path={quoteattr(name)} manifest:media-type={quoteattr(media)}/>"
        "\n"
        for name, media in known
        if media
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n{entries}</manifest:manifest>\n'
    )
