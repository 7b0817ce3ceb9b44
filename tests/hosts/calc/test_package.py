"""The extension as a file: made from text, the same each time, complete in both languages, nothing of others loose."""

from __future__ import annotations

import ast
import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from addin.calc import icons, interface, menus, package, typelibrary
from ledger.functions.catalogue import SIGNATURES
from tests import tools

ROOT = Path(__file__).resolve().parents[3]
OOR = "{http://openoffice.org/2001/registry}"
XML = "{http://www.w3.org/XML/1998/namespace}"
VENDORED = {  # python-dateutil 2.9.0.post0 (the last that runs on Python 3.8) and six 1.17.0, as published
    "dateutil/relativedelta.py": "b28963df44a7c313df8869e41c23d59fe1434874abd9f47cf3ab88a87c8d09c8",
    "dateutil/_common.py": "6d1ce5082fcef421a97007074d18c654788cbc34c90a2dffc39c30ae7e7e3b44",
    "six.py": "cb5b7ef00b124cffa0cd234cb888cae4791f77de57786d1491e641b040877785",
}


@pytest.fixture(scope="module")
def contents():
    return package.contents()


def test_the_same_bytes_each_time_and_from_another_process():
    code = "import hashlib; from addin.calc.package import extension as e; print(hashlib.sha256(e()).hexdigest())"
    there = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    first = package.extension()
    assert package.extension() == first
    assert there.stdout.strip() == hashlib.sha256(first).hexdigest()


def test_the_extension_that_is_shipped_is_the_one_this_source_makes():
    shipped = (ROOT / "workbook_templates" / "ledger.oxt").read_bytes()
    same = shipped == package.extension()
    assert same, "run addin/build.py: workbook_templates/ledger.oxt is not what the source makes"


def test_nothing_in_it_depends_on_a_version_of_zlib_or_on_the_clock():
    with zipfile.ZipFile(io.BytesIO(package.extension())) as file:
        entries = file.infolist()
        assert file.testzip() is None
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert {entry.date_time for entry in entries} == {package.EPOCH}
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)


def test_the_type_library_is_what_libreoffice_compiles(tmp_path):
    source, compiled = tmp_path / "functions.idl", tmp_path / "functions.rdb"
    source.write_text(interface.idl(), encoding="ascii")
    types = [tools.OFFICE / "program" / "types.rdb", tools.OFFICE / "program" / "types" / "offapi.rdb"]
    subprocess.run([tools.unoidl_write(), *types, source, compiled], check=True, timeout=60)
    theirs = compiled.read_bytes()
    banner = theirs[17 : theirs.index(b"\0", 17)].decode("ascii")
    assert "unoidl-write" in banner
    assert typelibrary.library(interface.NAME, interface.methods(), banner) == theirs
    assert len(interface.library()) == len(theirs) - len(banner) + len(typelibrary.BANNER)


def test_what_is_vendored_is_pinned():
    for name, digest in VENDORED.items():
        data = (ROOT / "addin" / "calc" / "vendored" / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest, name
    assert set(VENDORED) == {name for name in package.VENDORED if name.endswith(".py")}


def test_the_core_in_it_imports_nothing_but_itself_and_the_standard_library(contents):
    ours = {package.CORE, package.HOST, package.LIBRARIES}
    for name, data in contents.items():
        if not name.startswith(f"pythonpath/{package.CORE}/"):
            continue
        for node in ast.walk(ast.parse(data)):
            if isinstance(node, ast.Import):
                roots = {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                roots = {(node.module or "").split(".")[0]}
            else:
                continue
            assert roots <= sys.stdlib_module_names | ours, (name, roots)


def test_all_of_it_runs_on_the_oldest_python_that_an_office_brings(contents, tmp_path):
    for name, data in contents.items():
        if name.endswith(".py"):
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    command = [str(Path(sys.executable).with_name("vermin")), "-t=3.8-", "--no-tips", str(tmp_path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert said.returncode == 0, said.stdout[-2000:]


def _values(node, name):
    for prop in node.findall("prop"):
        if prop.get(f"{OOR}name") == name:
            return {value.get(f"{XML}lang"): value.text for value in prop}
    return {}


def test_every_function_and_argument_is_explained_in_both_languages():
    tree = ElementTree.fromstring(interface.calc_addins())
    functions = {
        node.get(f"{OOR}name"): node for node in tree.iter("node") if _values(node, "CompatibilityName")
    }
    assert len(functions) == len(SIGNATURES)
    for signature, method in zip(SIGNATURES, interface.methods(), strict=True):
        node = functions[method.name]
        assert _values(node, "DisplayName") == {"en-US": signature.name, "zh-CN": signature.name}
        assert _values(node, "CompatibilityName") == {"en-US": signature.name}
        assert _values(node, "Category") == {None: "Financial"}
        assert _values(node, "Description") == {"en-US": signature.help.en, "zh-CN": signature.help.zh}
        arguments = node.find("node").findall("node")
        assert [a.get(f"{OOR}name") for a in arguments] == [p.name for p in method.parameters]
        for node_of, argument in zip(arguments, signature.arguments, strict=True):
            said = _values(node_of, "Description")
            assert set(said) == {"en-US", "zh-CN"}
            assert said["en-US"].startswith(argument.help.en[:-1])
            assert all(len(text) <= 255 for text in said.values())


def test_every_button_has_its_word_place_and_pictures_in_both_languages(contents):
    tree = ElementTree.fromstring(menus.addons())
    shown = {command.name: command for command in menus.shown()}
    for part in ("OfficeMenuBar", "OfficeToolBar"):
        where = next(node for node in tree.iter("node") if node.get(f"{OOR}name") == part)
        entries = {}
        for node in where.iter("node"):
            address = _values(node, "URL").get(None, "")
            if address.startswith(package.PROTOCOL):
                entries[address[len(package.PROTOCOL) :]] = _values(node, "Title")
        assert entries == {n: {"en-US": c.label.en, "zh-CN": c.label.zh} for n, c in shown.items()}
    for name in shown:
        for size in (16, 26):
            with Image.open(io.BytesIO(contents[f"icons/{name}_{size}.png"])) as picture:
                assert picture.size == (size, size)
                assert len(picture.getcolors(size * size)) > 3, f"{name} is blank"
    drawn = {icons.png(name, 26) for name in icons.PICTURES}
    assert len(drawn) == len(icons.PICTURES), "two buttons look alike"


def test_every_word_a_window_says_is_there():
    """The windows are shown to people only, so what they say is looked up here."""
    component = ROOT / "addin" / "calc" / "component" / "milestone_ledger_calc"
    words = ast.walk(ast.parse((component / "words.py").read_text(encoding="utf-8")))
    known = {node.id for node in words if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    said = {
        (path.name, node.attr)
        for path in component.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "words"
    }
    assert len(said) > 20
    assert {(name, word) for name, word in said if word not in known} == set()
