"""Who may import whom, in which syntax, and with how many lines: the rules of the house, as a test."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import vermin

SRC = Path(__file__).parents[1] / "src" / "ledger"

# Each layer imports itself and the layers above it. A module in no layer fails.
LAYERS = (
    {"__init__", "language", "lines", "money", "conventions"},
    {"calendars", "schedules", "payment_terms", "enumerations", "problems"},
    {"records", "rulebook"},
    {"results"},
    {"explanations"},
    {"collecting.receipts"},
    {"billing"},
    {"collecting"},
    {"drafting"},
    {"tables"},
    {"portfolio"},
    {"functions"},
    {"commands"},
    {"workbook", "reports", "beside"},
    {"cli"},
)
HOSTS = {"workbook", "reports", "cli"}  # modern Python and third-party libraries are theirs alone
FILES = {
    "beside"
}  # all three hosts carry it: files are its business, the rest of the core's rules are its own
THIRD_PARTY = {"calendars": {"dateutil"}}
DISK = {"os", "pathlib", "secrets", "shutil"}
STANDARD = {
    "__future__", "base64", "bisect", "collections", "csv", "datetime", "decimal", "email", "enum",
    "fractions", "functools", "hashlib", "html", "io", "itertools", "json", "logging", "math", "operator",
    "re", "string", "struct", "textwrap", "typing", "unicodedata", "xml", "zipfile", "zlib",
}  # fmt: skip
LONGEST = 400


def modules() -> dict[str, Path]:
    names = {}
    for path in sorted(SRC.rglob("*.py")):
        parts = path.relative_to(SRC).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__") or "__init__"
        names[name] = path
    return names


def layer(name: str) -> int | None:
    for depth, rooms in enumerate(LAYERS):
        if name in rooms:
            return depth
    room = name.split(".", maxsplit=1)[0]
    return next((depth for depth, rooms in enumerate(LAYERS) if room in rooms), None)


def imported(name: str, path: Path) -> set[str]:
    """Our modules that a module imports, by their dotted names."""
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    package = [] if name == "__init__" else package
    names = set(modules())
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1] + (node.module or "").split(".")
            base_name = ".".join(part for part in base if part)
            for alias in node.names:
                whole = f"{base_name}.{alias.name}".strip(".")
                found.add(whole if whole in names else base_name or "__init__")
    return found


def outside(path: Path) -> set[str]:
    roots = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            roots |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            roots.add((node.module or "").split(".")[0])
    return roots


@pytest.mark.parametrize("name", modules())
def test_every_module_has_its_layer(name: str) -> None:
    assert layer(name) is not None


@pytest.mark.parametrize("name", modules())
def test_imports_point_inwards(name: str) -> None:
    depth = layer(name)
    assert depth is not None
    outer = {other for other in imported(name, modules()[name]) if (layer(other) or 0) > depth}
    assert not outer, f"{name} imports outwards: {outer}"


@pytest.mark.parametrize("name", [name for name in modules() if name.split(".")[0] not in HOSTS])
def test_the_core_needs_the_standard_library_and_nothing_else(name: str) -> None:
    disk = DISK if name.partition(".")[0] in FILES else set()
    assert outside(modules()[name]) <= STANDARD | disk | THIRD_PARTY.get(name, set())


@pytest.mark.parametrize("name", [name for name in modules() if name.split(".")[0] not in HOSTS])
def test_the_core_runs_on_the_oldest_python_of_a_bundled_office(name: str) -> None:
    """LibreOffice brings its own interpreter; 3.8 is the oldest one in use."""
    source = modules()[name].read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 8))
    config = vermin.Config()
    config.set_eval_annotations(False)
    config.add_backport("typing")
    needed = vermin.visit(source, config).minimum_versions()[1]
    assert needed is not None
    assert needed <= (3, 8)


@pytest.mark.parametrize("name", [name for name in modules() if name.split(".")[0] not in HOSTS | FILES])
def test_the_core_reads_no_clock_no_file_and_no_locale(name: str) -> None:
    forbidden = {"today", "now", "utcnow", "open", "environ", "getenv", "localtime", "time", "getlocale"}
    for node in ast.walk(ast.parse(modules()[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert called not in forbidden, f"{name} line {node.lineno} calls {called}"


@pytest.mark.parametrize("name", modules())
def test_a_room_has_one_purpose(name: str) -> None:
    lines = modules()[name].read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LONGEST or name in {"functions.catalogue"}, f"{name} has {len(lines)} lines"
    assert ast.get_docstring(ast.parse("\n".join(lines))), f"{name} does not say what it is for"
