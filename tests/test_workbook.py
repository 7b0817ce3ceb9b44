"""Files to sheets: values and errors as they stand, and a sentence for every file that cannot be read."""

from __future__ import annotations

import contextlib
import random
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from ledger.cli import run
from ledger.language import EN, LANGUAGES, ZH
from ledger.tables.book import read_book
from ledger.tables.read import columns_of
from ledger.tables.sheets import INPUTS
from ledger.workbook import REASONS, WorkbookError, owner_file, read
from ledger.workbook import archive as parts
from tests.hosts.office import Office

TEMPLATES = Path(__file__).parents[1] / "workbook_templates"
CONVERT = Path(__file__).with_name("convert_driver.py")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A small workbook with a text, a number, a date, an error and an empty cell."""
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        page = workbook.add_worksheet("Contracts")
        page.write_row(0, 0, ["Contract", "Sum", "On", "Broken", "", "Last"])
        page.write_string(1, 0, "C-01")
        page.write_number(1, 1, 0.3)
        page.write_datetime(1, 2, datetime(2026, 2, 28), workbook.add_format({"num_format": "yyyy-mm-dd"}))
        page.write_formula(1, 3, "=1/0", None, "#DIV/0!")
        page.write_string(1, 5, "end")
        workbook.add_worksheet("Notes").write_string(2, 1, "below")
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=Contracts!$B$2:$B$2"})
        workbook.add_chartsheet("Chart").set_chart(chart)
    return path


def changed(path: Path, change: Callable[[bytes], bytes], part: str = SHEET) -> Path:
    """The workbook with one part changed."""
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    held[part] = change(held[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    return path


def with_rows(path: Path, rows: bytes) -> Path:
    """The workbook with these rows in its first sheet."""

    def change(data: bytes) -> bytes:
        start, end = data.index(b"<sheetData"), data.index(b"</sheetData>")
        return data[:start] + b"<sheetData>" + rows + data[end:]

    return changed(path, change)


def test_cells_are_what_a_host_hands_over(book: Path) -> None:
    grids = read(book)
    assert list(grids) == ["Contracts", "Notes"]
    assert grids["Contracts"][1] == ["C-01", 0.3, date(2026, 2, 28), "#DIV/0!", "", "end"]
    assert grids["Notes"] == [["", ""], ["", ""], ["", "below"]]  # from A1 on: a line is a line
    assert list(read(book, lambda name: name == "Notes")) == ["Notes"]


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="B2" t="e"><v>#N/A</v></c>',
        b"<c t = 'e'\n r='B2' ><f>NA()</f><v>#N/A</v></c>",
        b'<c/><c t="e"><v>#N/A</v></c>',
        b'<c s="0"r="B2" t="e"><v>#N/A</v></c>',
    ],
)
def test_an_error_is_found_however_it_is_written(book: Path, cell: bytes) -> None:
    if b'"r=' in cell:  # not XML, but calamine reads on: it must not slip through as an empty cell
        with pytest.raises(WorkbookError) as refusal:
            read(with_rows(book, b'<row r="2">' + cell + b"</row>"))
        assert refusal.value.reason == "damaged"
        return
    assert read(with_rows(book, b'<row r="2">' + cell + b"</row>"))["Contracts"][1][1] == "#N/A"


def test_errors_of_a_real_ods(tmp_path: Path, book: Path, office: Office) -> None:
    target = tmp_path / "book.ods"
    office.run(CONVERT, "convert", str(book), str(target), "calc8")
    assert read(target)["Contracts"][1] == ["C-01", 0.3, date(2026, 2, 28), "#DIV/0!", "", "end"]


def ods(path: Path, rows: str, manifest: str = "<m/>") -> Path:
    """A small .ods of our own."""
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:table="{table}" xmlns:text="{text}" '
        f'xmlns:calcext="{calc}"><office:body><office:spreadsheet><table:table table:name="Contracts">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return path


def test_an_error_of_calc_without_a_name_is_an_error(tmp_path: Path) -> None:
    cell = (
        '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
        "<text:p>Err:502</text:p></table:table-cell>"
    )
    filled = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    path = ods(tmp_path / "b.ods", f"<table:table-row>{filled}{cell}</table:table-row>")
    assert read(path)["Contracts"] == [["x", "#VALUE!"]]


def test_every_sheet_of_our_templates_has_its_headings_first() -> None:
    for path in sorted(TEMPLATES.glob("*.xlsm")):
        grids = read(path)
        for sheet in INPUTS:
            grid = next(grids[name] for name in sheet.name if name in grids)
            where, lost = columns_of(sheet, grid[0])
            assert not lost
            assert len(where) == len(sheet.columns)
        assert not [p for p in read_book(grids).problems if p.blocks]


# Every refusal: its reason, a name, and what makes such a file.
def encrypted(path: Path) -> None:
    path.write_bytes(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"))


def zipped(path: Path, **held: bytes) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in held.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)


def letter(path: Path) -> None:
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relation = b'<r><Relationship Id="1" Type="' + kind + b'" Target="word/document.xml"/></r>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", relation)
        archive.writestr("word/document.xml", b"<w/>")
        archive.writestr("word/_rels/document.xml.rels", b"<r/>")


def cut(path: Path) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Contracts").write_string(0, 0, "Contract")
    path.write_bytes(path.read_bytes()[:-700])


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(40_000_000))


def lying(path: Path) -> None:
    """A sheet that says it is small and is not."""
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Contracts").write_string(0, 0, "Contract")
    changed(path, lambda data: data.replace(b"</sheetData>", b"</sheetData>" + b" " * 100_000))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET).file_size
    while struct.pack("<I", size) in data:
        at = data.index(struct.pack("<I", size))
        data[at : at + 4] = struct.pack("<I", 500)
    path.write_bytes(data)


def far(path: Path) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Contracts").write_string(1_048_575, 16_383, "x")


def twice(path: Path) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Contracts").write_string(0, 0, "Contract")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, b"<worksheet/>")


def with_entity(path: Path) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Contracts").write_string(0, 0, "Contract")
    entity = b'?>\n<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    changed(path, lambda data: data.replace(b"?>", entity, 1), "xl/workbook.xml")


def repeated(path: Path) -> None:
    cell = (
        '<table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="1"/>'
    )
    ods(path, f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>')


def opened(path: Path) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Contracts").write_string(0, 0, "Contract")
    path.with_name(f"~${path.name}").write_bytes(b"owner")


REFUSED: tuple[tuple[str, str, Callable[[Path], object]], ...] = (
    ("missing", "nothing.xlsx", lambda path: None),
    ("empty_file", "empty.xlsx", lambda path: path.write_bytes(b"")),
    ("no_workbook", "picture.xlsx", lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))),
    ("no_workbook", "letter.xlsx", lambda path: zipped(path, word__document_dot_xml=b"<w/>")),
    ("no_workbook", "letter.docx", letter),
    ("no_workbook", "notes.pdf", lambda path: path.write_text("a,b\n")),
    ("no_workbook", "binary.csv", lambda path: path.write_bytes(b"a,b\0c\n")),
    (
        "old_excel",
        "old.xls",
        lambda path: path.write_bytes(OLE + bytes(600) + "Workbook".encode("utf-16-le")),
    ),
    ("binary_excel", "book.xlsb", lambda path: zipped(path, xl__workbook_dot_bin=b"x")),
    ("web_page", "export.xls", lambda path: path.write_text("\n<html><table><tr><td>1</td></tr></table>")),
    ("encrypted", "secret.xlsx", encrypted),
    ("encrypted", "secret.ods", lambda path: ods(path, "", "<m:encryption-data/>")),
    ("damaged", "cut.xlsx", cut),
    ("damaged", "lying.xlsx", lying),
    ("damaged", "twice.xlsx", twice),
    ("damaged", "entity.xlsx", with_entity),
    ("bomb", "bomb.xlsx", bomb),
    ("too_large", "far.xlsx", far),
    ("too_large", "repeated.ods", repeated),
    ("encoding", "french.csv", lambda path: path.write_bytes("Société Générale,Noël\n".encode("cp1252"))),
    ("no_table", "quotes.csv", lambda path: path.write_text('a,"b" c\n')),
    ("no_csv", "folder", lambda path: path.mkdir()),
    ("open_elsewhere", "open.xlsx", opened),
)


@pytest.mark.parametrize(("reason", "name", "make"), REFUSED, ids=[f"{r}-{n}" for r, n, _ in REFUSED])
def test_a_file_that_cannot_be_read_says_why(
    reason: str, name: str, make: Callable[[Path], object], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    make(path)
    with pytest.raises(WorkbookError) as refusal:
        read(path)
    assert refusal.value.reason == reason
    for language in LANGUAGES:
        assert refusal.value.say(language).startswith(name)
        assert "{" not in refusal.value.say(language)
    assert run(["check", str(path), "--language", "en"]) == 2
    shown = capfd.readouterr()
    said = "".join((shown.out + shown.err).split())
    assert "".join(refusal.value.said.en.split()) in said
    assert "Traceback" not in said


def test_every_refusal_has_its_reproducer() -> None:
    others = {"no_access"}  # a sharing violation, below
    assert {reason for reason, _, _ in REFUSED} | others == set(REASONS)


def test_a_file_that_another_program_holds(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object, **__: object) -> object:  # what Windows answers; root may read everything here
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(WorkbookError) as refusal:
        read(book)
    assert refusal.value.reason == "no_access"
    assert refusal.value.say(ZH) != refusal.value.say(EN)


@pytest.mark.parametrize("owner", ["~$book.xlsx", ".~lock.book.xlsx#"])
def test_a_book_open_elsewhere_is_read_as_saved_when_asked(book: Path, owner: str) -> None:
    book.with_name(owner).write_bytes(b"")
    assert owner_file(book) == book.with_name(owner)
    assert read(book, even_if_open=True)["Contracts"][1][0] == "C-01"


def test_a_long_name_is_shortened_in_its_owner_file(tmp_path: Path) -> None:
    path = tmp_path / "ledger2026.xlsx"
    path.with_name("~$dger2026.xlsx").write_bytes(b"")
    assert owner_file(path) == path.with_name("~$dger2026.xlsx")


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="4000000000"><c r="A4000000000"><v>1</v></c></row>',
        b"<row r='1'><c\nr = 'XFD1048576'><v>1</v></c><c r='A1'><v>1</v></c></row>",
        b'<row r="1"><c r="xfd1048576"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        b'<row r="1"><c r="A1"><v>1</v></c><c r ="XFD1048576"><v>1</v></c></row>',
        b'<row r="1"><c r="A1" t="str"><v>1</v></c><c r="B1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>',
        b'<row r="1"><x:c r="XFD1048576"><x:v>1</x:v></x:c><c r="A1"><v>1</v></c></row>',
        b'<row r="1">' + b"<c><v>1</v></c>" * 1000 + b'</row><row r="2"><c r="A999999"><v>1</v></c></row>',
        b'<row r="1">' + b"<c/>" * 1000 + b'<c><v>1</v></c><c r="A999999"><v>1</v></c></row>',
    ],
)
def test_a_far_cell_cannot_hide(book: Path, rows: bytes) -> None:
    with pytest.raises(WorkbookError) as refusal:
        read(with_rows(book, rows))
    assert refusal.value.reason == "too_large"


@pytest.mark.parametrize(
    "between", [b"", b' s="1"', b' s="/"', b' s=">"', b" s='>'", b' s="><"', b' s="1"x=">"']
)
def test_a_cell_has_one_place(book: Path, between: bytes) -> None:
    """The reader of values takes the last one, whatever stands before it; XML forbids a second."""
    rows = b'<row r="1"><c r="A1"%s r="XFD1048576"><v>1</v></c><c r="A2"><v>1</v></c></row>' % between
    for sheet in (rows, MANY + rows):
        with pytest.raises(WorkbookError) as refusal:
            read(with_rows(book, sheet))
        assert refusal.value.reason == "damaged"


MANY = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 30_001))


@pytest.mark.parametrize(
    ("last", "refused"),
    [
        (b'<row r="30001"><c r="Z30001"><v>1</v></c></row>', False),
        (b'<row r="30001"><c r="AB30001"><v>1</v></c></row>', False),
        (b'<row r="30001"><c r="XFD30001"><v>1</v></c></row>', True),
        (b'<row r="90000000"><c r="A90000000"><v>1</v></c></row>', True),
        (b'<row r="9999999"><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row>', True),
        (
            b'<row r="1">'
            + b"<c><v>1</v></c>" * 1000
            + b'</row><row r="2"><c r="A999999"><v>1</v></c></row>',
            True,
        ),
        (b'<row r="30001" spans="1:1"><c r="A30001" s="0" t="n" cm="1"><v>1</v></c></row>', False),
        (b'<row r="30001"><c r="A30001" t="str"><v>1</v></c><c><v>1</v></c></row>', False),
        (b'<row r="30001"><c r="A30001" t="e"><v>#N/A</v></c></row>', False),
    ],
)
def test_a_large_sheet_is_searched_by_quick_patterns(book: Path, last: bytes, refused: bool) -> None:
    path = with_rows(book, MANY + last)
    if refused:
        with pytest.raises(WorkbookError) as refusal:
            read(path)
        assert refusal.value.reason == "too_large"
    else:
        assert read(path)["Contracts"][30_000][-1] == ("#N/A" if b"#N/A" in last else 1.0)


TOKENS = (
    b'<c', b'<x:c', b'<c>', b'<c r="B2"><v>2</v></c>', b' r="A1"', b' r="AB2"', b'r="AC3"', b" r='AD4'",
    b' r = "AE5"', b' :r="AF6"', b' s="1"', b' s=">"', b" s='>'", b' s="><"', b' t="n"', b"=", b'"', b"'", b" ",
    b"\n", b"\x0c", b">", b"/>", b" />", b"<v>1</v>", b"<v>", b"</v>", b"</c>", b"</x:c>", b"<!--", b"-->",
    b"<![CDATA[", b"]]>", b'<row r="1">', b"</row>",
)  # fmt: skip


def test_what_a_glance_lets_pass_the_reader_finds_near(book: Path) -> None:
    """Sheets thrown together from pieces of cells: none that is taken for usual has a cell beyond column Z."""
    dice, near = random.Random(20261122), 0
    for _ in range(2_000):
        odd = b"".join(dice.choices(TOKENS, k=dice.randint(0, 5)))
        last = dice.choice((b' r="AB2"', b"")) + b"><v>1</v></c></row>"
        with_rows(book, b'<row r="1">' + dice.choice((b"<c", b'<c r="A1"')) + odd + last)
        with parts.opened(book) as archive:
            if parts.errors_of_sheet(book, parts.part(archive, book, SHEET)).area:
                continue
        with contextlib.suppress(WorkbookError):  # many are no XML
            assert max(map(len, read(book)["Contracts"]), default=0) <= 26
            near += 1
    assert near > 100


def test_formatted_cells_far_out_hold_nothing_and_do_no_harm(book: Path) -> None:
    rows = b'<row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert read(with_rows(book, rows))["Contracts"] == [[7.0]]


def test_the_limits_let_a_large_honest_book_pass() -> None:
    assert parts.CELLS > 100_000 * 20 + 200_000 * 20 + 500_000 * 12
    assert parts.INFLATED > 500_000_000


CSV = "合同编号,金额\nC-01,1 250\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_text_files_in_the_encodings_people_have(tmp_path: Path, encoding: str, comma: str) -> None:
    path = tmp_path / "回款.csv"
    path.write_bytes(CSV.replace(",", comma).encode(encoding))
    assert read(path) == {"回款": [["合同编号", "金额"], ["C-01", "1 250"]]}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Müller GmbH;Straße 5\n", "cp1252"),
        ("請款,金額\n", "big5"),
        ("契約,ｶﾅ\n", "shift-jis"),
        ("ТОО Север\n", "cp1251"),
    ],
)
def test_letters_are_never_guessed(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode(encoding))
    with pytest.raises(WorkbookError) as refusal:
        read(path)
    assert refusal.value.reason == "encoding"


def test_a_folder_of_text_files_is_a_book(tmp_path: Path) -> None:
    (tmp_path / "Contracts.csv").write_text(
        'Contract,Customer\nC-01,"Line\nbreak, and comma"\n', encoding="utf-8"
    )
    (tmp_path / "Claims.csv").write_text("Claim\n", encoding="utf-8")
    grids = read(tmp_path)
    assert grids["Contracts"] == [["Contract", "Customer"], ["C-01", "Line\nbreak, and comma"]]
    assert grids["Claims"] == [["Claim"]]


def test_reading_changes_nothing(book: Path) -> None:
    before, when = book.read_bytes(), book.stat().st_mtime_ns
    read(book)
    assert (book.read_bytes(), book.stat().st_mtime_ns) == (before, when)
    assert [path.name for path in book.parent.iterdir()] == [book.name]


def test_a_line_of_a_csv_ends_where_a_line_of_the_file_does(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_bytes('a,b\r\nx\u2028y,z\x0bw\nq\x85,"r\r\ns"\rt,u'.encode())
    assert read(path) == {"book": [["a", "b"], ["x\u2028y", "z\x0bw"], ["q\x85", "r\r\ns"], ["t", "u"]]}
