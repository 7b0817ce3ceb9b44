"""The built workbook: its macros, ribbon and words, judged by readers that others wrote; and each judge judged."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from ledger_addin.excel import compound_file, compression, package, vba_project, wrappers
from ledger_addin.excel.vba_project import SHEET, STANDARD, WORKBOOK, Module

from ledger.language import LANGUAGES
from tests import tools
from tests.hosts.excel.judging import blocks, findings
from tests.hosts.excel.sample import CODE_NAMES, SHEETS, sample, without_ribbon

MACROS = Path(__file__).with_name("macros_driver.py")
TEMPLATES = sorted((Path(__file__).resolve().parents[3] / "workbook_templates").glob("*.xlsm"))


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def built(language, tmp_path_factory):
    path = tmp_path_factory.mktemp("built") / "账本.xlsm"
    path.write_bytes(sample(language))
    return path


def test_nothing_is_found(built):
    assert findings(built.read_bytes()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_nothing_is_found_in_the_templates(path):
    assert findings(path.read_bytes()) == []


def test_microsofts_validator_finds_nothing(built):
    assert tools.validation_errors(built) == []


def test_openxml_audit_finds_nothing(built):
    done = subprocess.run(
        [sys.executable, "-m", "openxml_audit", str(built)], capture_output=True, text=True, check=False
    )
    assert "Errors: 0" in done.stdout, done.stdout + done.stderr


def test_the_same_bytes_each_time():
    code = "import sys; from tests.hosts.excel.sample import sample; sys.stdout.buffer.write(sample('zh'))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": "src:."},
            cwd=Path(__file__).resolve().parents[3],
        ).stdout
        for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York"))
    ]  # fmt: skip
    assert _without_dates(runs[0]) == _without_dates(runs[1])


def _without_dates(data: bytes) -> dict[str, bytes]:
    """The parts; when the workbook was made is the templates' affair."""
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    parts["docProps/core.xml"] = re.sub(rb"<dcterms.*?>[^<]*", b"", parts["docProps/core.xml"])
    return parts


def test_libreoffice_lists_all_modules_and_code_names(built, office):
    found = office.run(MACROS, "modules", str(built))
    wanted = {module.name for module in package.vba_modules()} | {"ThisWorkbook", *CODE_NAMES}
    assert set(found) == wanted
    for module in package.vba_modules():
        body = [line.rstrip() for line in module.body.splitlines() if line.strip()]
        assert [line for line in body if line not in found[module.name]] == [], module.name
    assert office.run(MACROS, "code_names", str(built)) == ["ThisWorkbook", *CODE_NAMES]


def test_libreoffice_runs_the_self_test(built, office):
    answer = office.run(MACROS, "run", str(built), "MilestoneLedger", "LedgerSelfTest", "LEDGER_MACROS")
    assert answer == "macros run"


def test_with_macros_off_the_cached_values_are_shown(built, language, office):
    assert office.run(MACROS, "cells", str(built), ["A1", "B1", "B2"]) == [
        SHEETS[language][0],
        "cached",
        "500",
    ]


# ---- each judge finds what it is there for


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def packed(parts: dict[str, bytes], date=(1980, 1, 1, 0, 0, 0)) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for i, (name, data) in enumerate(parts.items()):
            zipped.writestr(zipfile.ZipInfo(name, date if i else (1980, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


def replaced(part: str, old: bytes, new: bytes):
    def fault() -> bytes:
        parts = parts_of(sample("zh"))
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new, 1)
        return packed(parts)

    return fault


def lost(part: str):
    def fault() -> bytes:
        parts = parts_of(sample("zh"))
        del parts[part]
        return packed(parts)

    return fault


def module_changed(name: str, old: str, new: str):
    def fault() -> bytes:
        modules = [m._replace(body=_once(m.body, old, new)) if m.name == name else m for m in _modules()]
        return package.with_ribbon(without_ribbon("zh", vba_project.project(modules)), "zh")

    return fault


def _modules():
    documents = [Module("ThisWorkbook", WORKBOOK), *(Module(name, SHEET) for name in CODE_NAMES)]
    return [*documents, *package.vba_modules()]


def _once(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1
    return text.replace(old, new, 1)


def kind_swapped() -> bytes:
    modules = [m._replace(kind=STANDARD) if m.name == "Help" else m for m in _modules()]
    return package.with_ribbon(without_ribbon("zh", vba_project.project(modules)), "zh")


def base_swapped() -> bytes:
    """Sheet and workbook change places: every name is still there."""
    kinds = {"ThisWorkbook": SHEET, "Help": WORKBOOK}
    modules = [m._replace(kind=kinds.get(m.name, m.kind)) for m in _modules()]
    return package.with_ribbon(without_ribbon("zh", vba_project.project(modules)), "zh")


def module_missing() -> bytes:
    modules = [m for m in _modules() if m.name != "LedgerFunctions"]
    return package.with_ribbon(without_ribbon("zh", vba_project.project(modules)), "zh")


RIBBON, WORDS, BOOK = package.RIBBON, package.WORDS, "xl/workbook.xml"
FAULTS = {
    "readers: a byte of a source": (module_changed("LedgerSelfTest", "macros run", "Macros run"), "readers"),
    "readers: a module is missing": (module_missing, "readers"),
    "code names: of a sheet": (replaced("xl/worksheets/sheet1.xml", b'codeName="Contracts"', b'codeName="X"'), "code names"),
    "code names: of a sheet lost": (replaced("xl/worksheets/sheet2.xml", b'codeName="Milestones"', b""), "code names"),
    "code names: of the workbook": (replaced(BOOK, b'codeName="ThisWorkbook"', b'codeName="Book"'), "code names"),
    "code names: twice": (replaced("xl/worksheets/sheet2.xml", b'"Milestones"', b'"Contracts"'), "code names"),
    "code names: no document module": (kind_swapped, "code names"),
    "code names: wrong base": (base_swapped, "code names"),
    "ribbon: relationship": (replaced("_rels/.rels", b"relationships/ui/extensibility", b"x"), "ribbon"),
    "ribbon: part lost": (lost(RIBBON), "ribbon"),
    "ribbon: not well formed": (replaced(RIBBON, b"</tab>", b""), "ribbon"),
    "ribbon: an id twice": (replaced(RIBBON, b'"ledger_button_check"', b'"ledger_button_refresh"'), "ribbon"),
    "ribbon: a key tip twice": (replaced(RIBBON, b'keytip="C"', b'keytip="R"'), "ribbon"),
    "ribbon: no picture": (replaced(RIBBON, b'imageMso="Help"', b""), "ribbon"),
    "ribbon: a button lost": (replaced(RIBBON, b'tag="check"', b'tag="chek"'), "ribbon"),
    "callbacks: name": (replaced(RIBBON, b'onAction="LedgerOnAction"', b'onAction="Ledger"'), "callbacks"),
    "callbacks: arguments": (module_changed("LedgerRibbon", "LedgerOnAction(control", "LedgerOnAction(x, control"), "callbacks"),
    "callbacks: private": (module_changed("LedgerRibbon", "Public Sub LedgerOnLoad", "Private Sub LedgerOnLoad"), "callbacks"),
    "words: lost": (lost(WORDS), "words"),
    "words: of another version": (replaced(WORDS, "台账".encode(), "账本".encode()), "words"),
    "words: not reached": (replaced("xl/_rels/workbook.xml.rels", b"../customXml/item1.xml", b"x.xml"), "words"),
    "public names: lost": (module_changed("LedgerFunctions", "Public Function BILLABLE", "Private Function BILLABLE"), "public names"),
    "public names: twice": (module_changed("LedgerRibbon", "Private Sub GoToHelp", "Public Sub RegisterHelp"), "public names"),
    "mraptor: runs by itself": (module_changed("LedgerHelp", "Public Sub RegisterHelp", "Public Sub Workbook_Open"), "mraptor"),
    "mraptor: a drive-by": (module_changed("LedgerHelp", "Public Sub RegisterHelp()", 'Public Sub Auto_Open()\nShell "x"'), "mraptor"),
    "zip: dates": (lambda: packed(parts_of(sample("zh")), (2025, 1, 1, 0, 0, 0)), "zip"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault):
    plant, check = FAULTS[fault]
    found = findings(plant())
    assert [text for text in found if text.startswith(check)], found


BLOCKS = {
    "an If": ("End If", ""),
    "a For": ("    Next i\n", ""),
    "a Select": ("    End Select\n", ""),
    "a Function": ("End Function", ""),
    "a Sub": ("End Sub", ""),
    "one too many": ("End Sub", "End Sub\nEnd Sub"),
    "crossed": ("    Next i\n", "    End If\n"),
    "a label": ("failed:", "fehler:"),
    "Option Explicit": ("Option Explicit", ""),
    "a parenthesis": ("IsObject(cells(i))", "IsObject(cells(i)"),
}


@pytest.mark.parametrize("fault", BLOCKS)
def test_a_broken_block_is_found(fault):
    source = next(module.source() for module in package.vba_modules() if module.name == "LedgerBridge")
    source = source.replace("\r\n", "\n")
    assert list(blocks("LedgerBridge", source)) == []
    assert list(blocks("LedgerBridge", _once(source, *BLOCKS[fault])))


# ---- what the builder refuses


@pytest.mark.parametrize(
    ("module", "why"),
    [
        (Module("A", STANDARD, 'x = "中"'), "must be ASCII"),
        (Module("A", STANDARD, "x" * 1024), "longer than 1023"),
        (Module("A" * 32, STANDARD), "refuses the module name"),
        (Module("1A", STANDARD), "refuses the module name"),
        (Module("Date", STANDARD), "refuses the module name"),
        (Module("contracts", STANDARD), "two modules"),
        (Module("Other", WORKBOOK), "one workbook module"),
    ],
)
def test_the_builder_refuses(module, why):
    with pytest.raises(ValueError, match=why):
        vba_project.project([*_modules(), module])


def test_a_line_as_long_as_vba_allows_is_taken():
    assert vba_project.project([*_modules(), Module("A" * 31, STANDARD, "'" + "x" * 1022)])


def test_a_ribbon_is_added_once():
    with pytest.raises(ValueError, match="already"):
        package.with_ribbon(sample("zh"), "zh")


def test_no_argument_is_a_word_of_vba():
    for line in wrappers.functions_module().splitlines():
        for name in re.findall(r"ByVal (\w+) As Variant", line):
            assert name.casefold() not in wrappers.KEYWORDS


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4095, 4096, 4097, 9000])
def test_what_is_compressed_reads_back(size):
    from oletools.olevba import decompress_stream

    text = (b"Public Sub LedgerOnAction(control As IRibbonControl)\r\n" * 200)[:size]
    assert bytes(decompress_stream(bytearray(compression.compressed(text)))) == text


@pytest.mark.parametrize("size", [0, 1, 63, 64, 4095, 4096, 4097, 100_000])
def test_a_stream_reads_back(size):
    import olefile

    data = bytes(i % 251 for i in range(size))
    streams = {"a": {"one": data, "two": b"x" * 5000, "three": b""}, "b": b"y"}
    file = olefile.OleFileIO(compound_file.compound_file(streams))
    assert file.openstream("a/one").read() == data
    assert file.openstream("b").read() == b"y"
    assert sorted("/".join(path) for path in file.listdir()) == ["a/one", "a/three", "a/two", "b"]
