"""Every hostile text in every text column of a small book: shown as text, nothing acts, nothing crashes.

What is written is read back by programs that we did not write: email.parser, python-docx, openpyxl, calamine, csv.
"""

from __future__ import annotations

import csv
import email
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from email import policy
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import icalendar
import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from ledger import reports
from ledger.beside import drafts
from ledger.beside.proofs import proofs
from ledger.cli import run as command_line
from ledger.commands import ANSWERS, Append, File, Fill, Outcome, Put, run
from ledger.commands.proving import evidence_names
from ledger.tables.cells import to_reference, to_text
from ledger.tables.rules import REMEDIES
from ledger.tables.sheets import INPUTS
from tests.hostile import HOSTILE

DAY = date(2025, 12, 31)
STRINGS = pytest.mark.parametrize(("text", "shown"), HOSTILE.values(), ids=HOSTILE)
HEADERS = {"Content-Type", "MIME-Version", "X-Unsent", "From", "To", "Subject", "Date"}
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)")
OURS = re.compile(
    r'=IF\(COUNTIF\([$A-Z\d:]+,"#LEDGER!\*"\)=0,SUMIFS\([$A-Z\d:,]+\),"#LEDGER! "&COUNTIF\([^"]+"#LEDGER!\*"\)&" [^"&]+"\)'
)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# A line of each sheet; the columns of text that are not here hold the hostile text. A reason alone would block it
BASE: dict[str, dict[str, Any]] = {
    "contracts": {
        "currency": "CNY", "contract_sum": 1000.0, "signed_on": "2025-01-01", "email": "pay@acme.example",
        "late_rate": "5%", "late_basis": "year", "block_reason": "",
    },
    "milestones": {
        "kind": "milestone", "mode": "pay", "measure": "100%", "base": "contract", "trigger": "signed",
        "met_on": "2025-01-02",
    },
    "progress": {"on": "2025-01-03", "done": "50%"},
    "variations": {"on": "2025-01-04", "amount": 10.0, "status": "agreed"},
    "claims": {
        "claimed_on": "2025-01-05", "claimed": 500.0, "certified_on": "2025-01-06", "certified": 500.0,
        "invoiced_on": "2025-01-07", "invoiced": 500.0, "due_on": "2025-01-31", "dispute_reason": "",
    },
    "receipts": {"on": "2025-02-01", "amount": 100.0},
    "contacts": {"on": "2025-02-02", "level": 1.0, "channel": "email", "status": "sent", "promised_on": "2025-02-03"},
}  # fmt: skip
OURSELVES = ("Our company", "Our address", "Our tax number", "Signed by", "Our phone", "Bank", "Bank account")
CHANNELS = ("phone", "email", "message", "letter", "visit")


def book(text: str, numbers: str = "N-1", speech: str = "en", **more: str) -> dict[str, list[list[Any]]]:
    """A book of one contract that owes, with this text in every text column; `numbers` name its lines."""
    sheets: dict[str, list[list[Any]]] = {}
    for sheet in INPUTS:
        base = {**BASE[sheet.key], **({"language": speech, **more} if sheet.key == "contracts" else {})}
        cells = {}
        for column in sheet.columns:
            if column.field in base:
                cells[column.heading.en] = base[column.field]
            elif column.read is to_reference:
                cells[column.heading.en] = numbers
            elif column.read is to_text:
                cells[column.heading.en] = text
        sheets[sheet.name.en] = [list(cells), list(cells.values())]
    rules: list[list[Any]] = [["Settings"], ["Setting", "Value"], *([name, text] for name in OURSELVES)]
    rules += [
        ["Our e-mail", "us@us.example"],
        [],
        ["Dunning policy"],
        ["Policy", "Level", "Days overdue", "Channel", "Tone"],
    ]
    rules += [["p", level, 1.0, channel, "formal"] for level in (1.0, 2.0) for channel in CHANNELS]
    rules += [[], ["Remedies"], [column.heading.en for column in REMEDIES.columns], ["G1", text], []]
    rules += [
        ["Legal rules"],
        ["Rule", "What it says", "Source"],
        [text or "x", text, text],
        ["CN-LIM", text, text],
    ]
    sheets["Rules"] = rules
    return sheets


def choices(name: str, text: str) -> dict[str, Any]:
    """What a host would hand a command beside the book."""
    bank = [
        ["Date", "Amount", "Payer", "Bank reference", "Remark", text],
        ["2025-03-01", 5.0, text, text, text, text],
    ]
    tool = [
        ["Contract", "Milestone", "Date", "Done", "Task"],
        ["N-1", "N-1", "2025-12-01", "80%", text],
        [text, text, text, text, text],
    ]
    given: dict[str, dict[str, Any]] = {
        "import_bank": {"imported": {text: bank}},
        "import_progress": {"imported": {text: tool}},
        **{name: {"lines": [1], "proof": text} for name in ("mark_sent", "mark_delivered", "mark_returned")},
        "approve": {"lines": [1]},
        "letter": {"kind": "demand", "contracts": ["N-1", text]},
        "evidence": {"found": {"evidence/" + text: b"planted", "evidence/x.pdf": b"lies there"}},
    }
    return given.get(name, {})


def valid_on_windows(name: str) -> bool:
    """By Microsoft's own rules: Naming Files, Paths, and Namespaces."""
    stem = name.split(".", maxsplit=1)[0].strip()
    return (
        0 < len(name) <= 255 and len(name.encode()) <= 255 and not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
        and name[-1] not in " ." and name[0] != " " and not DEVICE.fullmatch(stem) and not INVISIBLE.search(name)
    )  # fmt: skip


def reads_back(file: File) -> str:
    """What a program that we did not write reads in a document, once nothing in it can act."""
    kind = file.name.rpartition(".")[2]
    return {"eml": mail, "docx": word, "txt": note, "csv": table, "xlsx": workbook, "ics": calendar}[kind](
        file.data
    )


def mail(data: bytes) -> str:
    message = email.message_from_bytes(data, policy=policy.default)
    assert set(message.keys()) == HEADERS
    assert len(message.keys()) == len(HEADERS)
    assert message["X-Unsent"] == "1"
    assert [address.addr_spec for address in message["To"].addresses] == ["pay@acme.example"]
    assert [address.addr_spec for address in message["From"].addresses] == ["us@us.example"]
    assert not message.defects
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    html = message.get_body(("html",)).get_content()
    allowed = {"!DOCTYPE html", "html", "head", "meta", "title", "body", "p", "br", "table", "tr", "th", "td"}
    assert set(re.findall(r"<([!\w]+(?: html)?)", html)) <= allowed
    return (
        message["Subject"]
        + "\n"
        + str(message["To"].addresses[0].display_name)
        + "\n"
        + message.get_body(("plain",)).get_content()
    )


def word(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            root = ElementTree.fromstring(package.read(name))
            fields = [node.get(f"{WORD}instr", "").strip() for node in root.iter(f"{WORD}fldSimple")]
            assert not set(fields) - {"PAGE", "NUMPAGES"}
            assert not [
                node
                for tag in ("instrText", "hyperlink", "object", "altChunk")
                for node in root.iter(WORD + tag)
            ]
            assert not [node for node in root.iter() if node.get("TargetMode") == "External"]
    document = docx.Document(io.BytesIO(data))
    rows = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *rows])


def note(data: bytes) -> str:
    assert data.startswith(b"\xef\xbb\xbf")
    return data.decode("utf-8-sig")


def table(data: bytes) -> str:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if re.match("[=+\\-@\t\r\uff0b-\uff1d\uff20]", cell)]
    return "\n".join(cell for row in rows for cell in row)


def workbook(data: bytes) -> str:
    found = openpyxl.load_workbook(io.BytesIO(data))
    said = []
    for page in found:
        for row in page.iter_rows():
            for cell in row:
                assert cell.hyperlink is None
                assert cell.data_type != "f" or OURS.fullmatch(cell.value), cell.value
                said.append(str(cell.value or ""))
    CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    return "\n".join(said)


def calendar(data: bytes) -> str:
    """A calendar whose entries only say something: nobody is invited, nothing is run or opened."""
    found = icalendar.Calendar.from_ical(data)
    said = []
    for part in found.walk():
        assert part.name in ("VCALENDAR", "VEVENT", "VALARM"), part.name
        assert not {"ATTENDEE", "ORGANIZER", "ATTACH", "URL"} & set(part)
        assert part.name != "VALARM" or part["ACTION"] == "DISPLAY"
        said += [str(part.get(field, "")) for field in ("SUMMARY", "DESCRIPTION")]
    return "\n".join(said)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def judged(outcome: Outcome, tmp_path: Path) -> dict[str, str]:
    """Every document of an outcome as it is read back, once it lies in its folder and nowhere else."""
    answers = {}
    for file in outcome.files:
        assert valid_on_windows(file.name), file.name
        assert not file.folder or valid_on_windows(file.folder), file.folder
        if file.data != b"lies there":
            answers[f"{file.folder}/{file.name}"] = squeezed(reads_back(file))
            assert not INVISIBLE.search(answers[f"{file.folder}/{file.name}"])
    if outcome.files:
        folder = drafts.written(tmp_path, outcome.folder, outcome.files)
        there = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert len(there) == len(outcome.files)
        assert all(folder in path.parents for path in there)
        assert {path.parent.parent for path in there} <= {folder, tmp_path}
    return answers


def cells(outcome: Outcome) -> Iterator[Any]:
    """Every cell that a host would write or show."""
    for edit in outcome.edits:
        if isinstance(edit, Fill):
            yield from (cell for row in edit.grid for cell in row)
        elif isinstance(edit, Append):
            yield from (cell for line in edit.lines for cell in line.values())
        elif isinstance(edit, Put):
            yield edit.cell
    yield from (cell for row in outcome.listing for cell in row)


@pytest.mark.parametrize("name", ANSWERS)
@STRINGS
def test_every_command_takes_it_for_text(name: str, text: str, shown: str, tmp_path: Path) -> None:
    outcome = run(name, book(text), DAY, **choices(name, text))
    documents = judged(outcome, tmp_path)
    for cell in cells(outcome):
        assert isinstance(cell, (str, float, int, tuple)), cell
    for problem in outcome.problems:
        assert problem.say("en")
        assert problem.say("zh")
    json.dumps([problem.say("zh") for problem in outcome.problems])
    assert "\n" not in outcome.said.en
    if name in ("draft_reminders", "statement", "evidence") and shown:
        assert len(documents) >= {"draft_reminders": 6, "statement": 1, "evidence": 2}[name]
        for place, said in documents.items():
            if not place.endswith(("sms.txt", "wechat.txt", "left-out.txt")):
                assert squeezed(shown) in said.replace("'" + squeezed(shown), squeezed(shown)), place


@pytest.mark.parametrize("name", ANSWERS)
@STRINGS
def test_every_number_may_be_it(name: str, text: str, shown: str, tmp_path: Path) -> None:
    """A contract, milestone or claim of this number; in Chinese, for a customer who is blocked and disputes."""
    outcome = run(name, book("甲公司", text, "zh", block_reason=text), DAY, "zh", **choices(name, text))
    documents = judged(outcome, tmp_path)
    assert all(problem.say("zh") for problem in outcome.problems)
    number = squeezed(to_reference(shown))
    if name == "evidence" and number:
        said = next(said for place, said in documents.items() if place.endswith(".docx"))
        assert number in said


@STRINGS
def test_reports_and_lines_to_paste_hold_text_and_our_own_sums(text: str, shown: str) -> None:
    sheets = book(text)
    report = workbook(reports.report(run("refresh", sheets, DAY), text, DAY, "en"))
    drafted = run("draft_reminders", sheets, DAY)
    lines = [line for edit in drafted.edits if isinstance(edit, Append) for line in edit.lines]
    assert lines or not shown
    paste = workbook(
        reports.contact_lines([{**line, "proof": text, "next_action": text} for line in lines], "en")
    )
    for said in (report, paste if lines else report):
        assert not INVISIBLE.search(said)
        assert shown.replace(" ", "") in squeezed(said).replace(" ", "")


def test_what_is_too_long_for_a_cell_is_cut_and_marked() -> None:
    for text in ("x" * 32_767, "𠮷" * 16_383):
        assert text in workbook(reports.contact_lines([{"proof": text}], "en"))
    for text in ("x" * 32_768, "𠮷" * 16_384):
        said = workbook(reports.contact_lines([{"proof": text}], "en"))
        assert text[:16_383] + "…" in said
        assert text not in said


@STRINGS
def test_an_email_cell_is_an_address_or_a_problem(text: str, shown: str, tmp_path: Path) -> None:
    for cell in (text, f"pay@acme.example {text}", f"{text}@acme.example", f"pay@acme.example{text}"):
        sheets = book("Acme")
        sheets["Rules"] = [
            row for row in sheets["Rules"] if row[3:4] not in (["message"], ["letter"], ["visit"])
        ]
        sheets["Contracts"][1][sheets["Contracts"][0].index("E-mail")] = cell
        outcome = run("draft_reminders", sheets, DAY)
        letters = [file for file in outcome.files if file.name.endswith(".eml")]
        others = [file for file in outcome.files if not file.name.endswith(".eml")]
        assert [file.name.rpartition("_")[2] for file in others] == [
            "call.txt",
            "left-out.txt",
        ]  # drafted all the same
        if not letters:
            assert any(problem.heading.en == "E-mail" for problem in outcome.problems)
            continue
        message = email.message_from_bytes(letters[0].data, policy=policy.default)
        assert set(message.keys()) == HEADERS
        (address,) = message["To"].addresses
        assert re.fullmatch(r"[!-~]+@[A-Za-z0-9.-]+", address.addr_spec)
        assert address.addr_spec in cell


@STRINGS
def test_own_wording_is_filled_and_never_run(text: str, shown: str, tmp_path: Path) -> None:
    sheets = book("Acme")
    sheets["Rules"] += [["Wording"], ["Level", "Channel", "Language", "Subject", "Text"]]
    sheets["Rules"] += [[2.0, channel, "en", text, f"{text} {{customer}}"] for channel in CHANNELS]
    outcome = run("draft_reminders", sheets, DAY)
    documents = judged(outcome, tmp_path)
    said = " ".join(documents.values())
    assert "class 'decimal" not in said
    assert "49" not in re.sub(r"\W", " ", said).split()
    if "{" not in text:
        assert f"{shown}Acme".replace(" ", "") in said.replace(" ", "")


@STRINGS
def test_a_file_of_that_name_is_found_or_shown_and_nothing_else_is_opened(
    text: str, shown: str, tmp_path: Path
) -> None:
    place = tmp_path / "work"
    (place / "evidence").mkdir(parents=True)
    for name in ("x", "x.pdf", "y.pdf", "passwd.txt"):
        (tmp_path / name).write_bytes(b"not ours")
        (place / name).write_bytes(b"not ours")
    sheets = book(f"{text}.pdf")
    outcome = run("evidence", sheets, DAY, found=proofs(place, evidence_names(sheets, DAY)))
    assert b"not ours" not in [file.data for file in outcome.files]
    (tmp_path / "out").mkdir()
    judged(outcome, tmp_path / "out")


def test_the_command_line_takes_all_of_them_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    texts = [text for text, shown in HOSTILE.values() if shown and not re.search("[\ud800-\udfff\x00]", text)]
    place = tmp_path / "work" / "book"
    place.mkdir(parents=True)
    books = [book(text, f"N-{number}") for number, text in enumerate(texts)]
    for name, grid in books[0].items():
        rows = grid if name == "Rules" else [grid[0], *(each[name][1] for each in books)]
        with (place / f"{name}.csv").open("w", encoding="utf-8", newline="") as target:
            csv.writer(target).writerows(rows)
    day = ["--as-of", DAY.isoformat(), "--language", "en"]
    assert command_line(["check", str(place), *day, "--all"]) == 0
    assert command_line(["remind", str(place), *day]) == 0
    said = capsys.readouterr().out
    assert not INVISIBLE.search(said)
    assert "[bold red]x[/]" in said
    assert command_line(["check", str(place), *day, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["books"][0]["mismatches"]) > len(texts)
    assert command_line(["remind", str(place), *day, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert len(answer["lines"]) == len(texts)
    assert {line["customer"] for line in answer["lines"]} == {text.strip() for text in texts}
    folder = tmp_path / "work" / "reminders-2025-12-31"
    assert Path(answer["folder"]) == folder.with_name(folder.name + "-2")
    assert sorted(path.name for path in folder.iterdir()) == answer["files"]
    for path in folder.iterdir():
        assert valid_on_windows(path.name)
        reads_back(File(path.name, path.read_bytes()))
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_dir()) == [
        "book", folder.name, folder.name + "-2", "work",
    ]  # fmt: skip
