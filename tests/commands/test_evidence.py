"""Evidence pack: what an overdue contract can prove, file by file, and every gap once in its line and once below."""

from __future__ import annotations

import csv
import io
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import docx
import pytest

from ledger.commands import Outcome, run
from ledger.commands.proving import evidence_names
from ledger.language import Text
from tests.drawing import book
from tests.tools import validation_errors

DAY = date(2026, 6, 30)
SHEETS = {
    "contracts": """
        | Contract | Customer | Currency | Contract sum | Signed on  | Address         | Accepted on | Hand-over list   |
        | C-01     | Acme     | CNY      | 100000       | 2026-01-05 | 88 Binjiang Ave | 2026-05-05  | handover.pdf p.2 |
        | C-02     | Acme     | CNY      | 100000       | 2026-01-05 | 88 Binjiang Ave |             |                  |
    """,
    "milestones": """
        | Contract | Milestone | Kind      | Mode | Share or amount | Base     | Trigger | Met on     | Evidence    |
        | C-01     | A         | milestone | pay  | 60%             | contract | signed  | 2026-01-05 | Signed copy |
        | C-01     | B         | milestone | pay  | 40%             | contract | settled |            |             |
        | C-02     | A         | milestone | pay  | 100%            | contract | signed  | 2026-01-05 |             |
    """,
    "claims": """
        | Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Invoice number | Invoiced on | Invoiced | Due on     | Evidence                          |
        | Q-1   | C-01     | A         | 2026-02-01 | 60000   | 2026-02-03   | 60000     | INV-1          | 2026-02-04  | 60000    | 2026-03-05 | IPC 1.pdf, page 12; 发票.ofd第3页 |
        | Q-2   | C-02     | A         | 2026-02-01 | 60000   | 2026-02-03   | 60000     | INV-2          | 2026-02-04  | 60000    | 2026-06-30 |                                   |
        | Q-3   | C-01     | A         | 2026-07-01 | 60000   |              |           |                |             |          |            |                                   |
    """,
    "receipts": """
        | Date       | Amount | Bank reference | Payer | Contract | Claim | Note     |
        | 2026-04-20 | 5000   | TT-9           | Acme  |          | Q-1   | slip.png |
        | 2026-07-02 | 7000   | TT-10          | Acme  |          | Q-1   |          |
    """,
    "variations": """
        | Contract | Number | Date       | Amount | Status | Evidence     |
        | C-01     | V-1    | 2026-03-01 | 500    | agreed | Site order 7 |
        | C-01     | V-2    | 2026-07-01 | 500    | agreed |              |
    """,
    "progress": """
        | Contract | Milestone | Date       | Done | Source | Confirmed by |
        | C-01     | A         | 2026-03-31 | 50%  | report | Supervisor   |
    """,
    "contacts": """
        | Date       | Contract | Claims | Level | Channel | Status    | File     | Proof    | Result | Promise date | Promise amount |
        | 2026-04-01 | C-01     | Q-1    | 4     | letter  | delivered | let.docx | EMS 7    |        |              |                |
        | 2026-04-09 | C-01     | Q-1    |       | phone   |           |          | recorded | G1     | 2026-05-01   | 1000           |
        | 2026-06-01 | C-01     | Q-1    | 5     | letter  | sent      | draft.eml| EMS 8    |        |              |                |
        | 2026-07-01 | C-01     | Q-1    | 5     | letter  | sent      |          |          |        |              |                |
    """,
}
FILES = {
    "evidence/IPC 1.pdf": b"certificate",
    "evidence/发票.ofd": b"invoice",
    "evidence/C-01/handover.pdf": b"list of keys",
    "evidence/slip.png": b"slip",
    "reminders-2026-06-01/draft.eml": b"draft",
    "reminders-2026-04-01/let.docx": b"letter",
}


def made(language: str = "en", key: str = "", old: str = "", new: str = "", **choices: Any) -> Outcome:
    sheets = dict(SHEETS)
    if key:
        assert old in sheets[key]
        sheets[key] = sheets[key].replace(old, new)
    return run("evidence", book(**sheets), DAY, language=language, **{"found": FILES, **choices})


def text(outcome: Outcome) -> str:
    """The index as Word shows it: a line for each paragraph, a row for each row of a table."""
    document = docx.Document(io.BytesIO(outcome.files[0].data))
    rows = [
        "|".join(cell.text.replace("\n", " / ") for cell in row.cells)
        for table in document.tables
        for row in table.rows
    ]
    return "\n".join([*(p.text for p in document.paragraphs), *rows])


def table(outcome: Outcome) -> list[dict[str, str]]:
    """The index as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(outcome.files[1].data.decode("utf-8-sig"))))


def missing(outcome: Outcome) -> float:
    return outcome.listing[1][5]  # a plain cell


def test_a_folder_for_each_overdue_contract_unless_they_are_chosen() -> None:
    outcome = made()
    assert outcome.folder == "evidence-2026-06-30"
    assert {file.folder for file in outcome.files} == {"C-01_Acme"}
    assert [file.name for file in outcome.files] == [
        "2026-06-30_C-01_Acme_evidence.docx",
        "2026-06-30_C-01_Acme_evidence.csv",
        "handover.pdf",
        "IPC 1.pdf",
        "slip.png",
        "发票.ofd",
        "let.docx",
        "draft.eml",
    ]
    chosen = made(contracts=["C-02"])
    assert {file.folder for file in chosen.files} == {"C-02_Acme"}
    assert not made(contracts=[]).files


def test_a_whole_pack_misses_nothing() -> None:
    outcome = made()
    said = text(outcome)
    assert missing(outcome) == 0
    assert "Nothing is missing in the book." in said
    for line in (
        "Acme: outstanding CNY 55,000.00, of this overdue CNY 55,000.00; the oldest was due on 5 Mar 2026.",
        "6 file(s) enclosed in this folder.",
        "This is no legal advice",
        "|Contract signed||Contracts line 1, Signed on",
        "|Address for notices: 88 Binjiang Ave||Contracts line 1, Address for notices",
        "|Works accepted||Contracts line 1, Accepted on",
        f"|Hand-over list|handover.pdf, page 2 / 12 bytes, SHA-256 {sha256(b'list of keys').hexdigest()}|Contracts line 1, Hand-over list",
        "|Stage A: condition for payment met|Signed copy|Milestones line 1, Met on, Evidence",
        "|Variation V-1: CNY 500.00, agreed|Site order 7|Variations line 1, Date, Amount, Status, Evidence",
        "|Work done to date, A: 50%|Source: report / Confirmed by: Supervisor|Progress line 1, Date, Done, Source, Confirmed by",
        f"IPC 1.pdf, page 12 / 11 bytes, SHA-256 {sha256(b'certificate').hexdigest()} / 发票.ofd, page 3 / 7 bytes, SHA-256 {sha256(b'invoice').hexdigest()}|Claims line 1, ",
        "|CNY 5,000.00 received, bank reference TT-9, from Acme, for claim Q-1|slip.png / 4 bytes, SHA-256 ",
        "|letter, level 4, delivered, claims Q-1|File: let.docx / 6 bytes, SHA-256 ",
        " / Proof: EMS 7|Contacts line 1, Date, File, Proof",
        "|Promised CNY 1,000.00 for 1 May 2026|recorded|Contacts line 2, Promise date, Promise amount, Proof",
    ):
        assert line in said, line
    assert "MISSING" not in said
    assert not {"Q-3", "V-2", "TT-10", "1 Jul 2026"} & set(
        said.replace("\n", "|").split("|")
    )  # after the day


def test_the_chronology_is_the_ladder_of_every_claim_with_its_cells() -> None:
    document = docx.Document(io.BytesIO(made().files[0].data))
    rows = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("Date", "Event", "Cell of the workbook"),
        ("5 Jan 2026", "Contract signed", "Contracts line 1, Signed on"),
        ("5 Jan 2026", "Stage A: condition for payment met", "Milestones line 1, Met on"),
        ("1 Feb 2026", "Claim Q-1: claimed CNY 60,000.00", "Claims line 1, Claimed on"),
        ("3 Feb 2026", "Claim Q-1: certified CNY 60,000.00", "Claims line 1, Certified on"),
        ("4 Feb 2026", "Claim Q-1: invoice INV-1, CNY 60,000.00", "Claims line 1, Invoiced on"),
        ("1 Mar 2026", "Variation V-1: CNY 500.00, agreed", "Variations line 1, Date"),
        ("5 Mar 2026", "Claim Q-1: CNY 60,000.00 due", "Claims line 1, Due on"),
        ("31 Mar 2026", "Work done to date, A: 50%", "Progress line 1, Date"),
        ("1 Apr 2026", "letter, level 4, delivered, claims Q-1", "Contacts line 1, Date"),
        ("9 Apr 2026", "phone, claims Q-1, answer: short of cash", "Contacts line 2, Date"),
        ("9 Apr 2026", "Promised CNY 1,000.00 for 1 May 2026", "Contacts line 2, Promise date"),
        (
            "20 Apr 2026",
            "CNY 5,000.00 received, bank reference TT-9, from Acme, for claim Q-1",
            "Receipts line 1, Bank reference",
        ),
        ("5 May 2026", "Works accepted", "Contracts line 1, Accepted on"),
        ("1 Jun 2026", "letter, level 5, sent, claims Q-1", "Contacts line 3, Date"),
    ]  # the letter that is only drafted is no event
    assert all(row[2].startswith("No. ") for row in rows[1:])


@pytest.mark.parametrize(
    ("key", "old", "new", "gap"),
    [
        (
            "contracts",
            "C-01     | Acme     | CNY      | 100000       | 2026-01-05",
            "C-01     | Acme     | CNY      | 100000       |           ",
            "1. Contract, C-01: Signed on",
        ),
        (
            "contracts",
            "88 Binjiang Ave | 2026-05-05",
            "                | 2026-05-05",
            "1. Contract, C-01: Address for notices",
        ),
        ("contracts", "handover.pdf p.2", "keys.pdf", "1. Contract, C-01: keys.pdf: no such file"),
        ("milestones", "Signed copy", "", "2. Stages that gave a right to money, A: Evidence"),
        ("milestones", "Signed copy", "no.pdf", "2. Stages that gave a right to money, A: no.pdf: no such file"),
        (
            "milestones",
            "Signed copy",
            "../IPC 1.pdf",
            "2. Stages that gave a right to money, A: ../IPC 1.pdf: not a file name",
        ),
        ("variations", "Site order 7", "", "3. Variations, V-1: Evidence"),
        ("progress", "Supervisor", "", "4. Progress and its confirmation, A 31 Mar 2026: Confirmed by"),
        (
            "claims",
            "2026-02-01 | 60000   | 2026-02-03   | 60000     | INV-1 ",
            "| 60000   | 2026-02-03   | 60000     | INV-1 ",
            "5. Claims, certificates and invoices, Q-1: Claimed on",
        ),
        (
            "claims",
            "| 2026-02-03   | 60000     | INV-1",
            "|              |           | INV-1",
            "5. Claims, certificates and invoices, Q-1: Certified on",
        ),
        ("claims", "INV-1", "", "5. Claims, certificates and invoices, Q-1: Invoice"),
        ("claims", "IPC 1.pdf, page 12; 发票.ofd第3页", "", "5. Claims, certificates and invoices, Q-1: Evidence"),
        ("contacts", "EMS 7", "", "7. Contacts and proof of delivery, 1 Apr 2026: Proof"),
        ("contacts", "recorded", "", "8. Promises, 9 Apr 2026: Proof"),
    ],
)  # fmt: skip
def test_each_gap_is_named(key: str, old: str, new: str, gap: str) -> None:
    outcome = made(key=key, old=old, new=new)
    assert missing(outcome) == 1
    said = text(outcome)
    assert f"[ ] {gap}" in said
    assert "Missing: 1" in said
    lines = [
        line for line in table(outcome) if line["State"] in ("MISSING", "no such file", "not a file name")
    ]
    assert len(lines) == 1


def test_nobody_spoke_to_the_customer() -> None:
    outcome = made(key="contacts", old="C-01", new="C-02")
    assert missing(outcome) == 1
    assert "7. Contacts and proof of delivery, C-01: no contact with the customer is recorded" in text(
        outcome
    )


def test_a_draft_needs_no_proof() -> None:
    drafted = made(
        key="contacts", old="delivered | let.docx | EMS 7   ", new="drafted   | let.docx |         "
    )
    assert missing(drafted) == 0
    assert "let.docx" not in text(drafted)  # nobody has sent it: it proves nothing


def test_a_document_stands_once_with_every_day_of_its_way() -> None:
    line = "        | 2026-04-01 | C-01     | Q-1    | 4     | letter  | delivered | let.docx | EMS 7    |        |              |                |\n"
    steps = "".join(
        line.replace("2026-04-01", day).replace("delivered", status).replace("EMS 7", "     ")
        for day, status in (("2026-03-28", "drafted"), ("2026-03-29", "approved"), ("2026-03-30", "sent"))
    )
    outcome = made(key="contacts", old=line, new=steps + line)
    rows = [row for row in table(outcome) if row["File"] == "let.docx"]
    assert len(rows) == 1
    said = text(outcome)
    assert "30 Mar 2026|letter, level 4, sent, claims Q-1|" in said
    assert "1 Apr 2026|letter, level 4, delivered, claims Q-1|" in said
    assert "drafted" not in said
    assert missing(outcome) == 0


def test_a_letter_proved_by_another_line_of_the_log_lacks_nothing() -> None:
    line = "        | 2026-04-01 | C-01     | Q-1    | 4     | letter  | delivered | let.docx | EMS 7    |        |              |                |\n"
    sent = (
        line.replace("2026-04-01", "2026-03-30").replace("delivered", "sent     ").replace("EMS 7", "     ")
    )
    assert missing(made(key="contacts", old=line, new=sent + line)) == 0
    assert missing(made(key="contacts", old=line, new=sent.replace("let.docx", "draft.eml") + line)) == 1


def test_files_nobody_looked_for_are_not_called_missing() -> None:
    outcome = made(found=None)
    assert missing(outcome) == 0
    assert "Files were not looked for." in text(outcome)
    assert {line["State"] for line in table(outcome)} == {"", "words only", "named, not looked for"}
    assert [file.name[-4:] for file in outcome.files] == ["docx", ".csv"]
    assert missing(made(found={})) == 6


@pytest.mark.parametrize(
    ("found", "state"),
    [
        ({"evidence/no.pdf": b"1"}, "enclosed"),
        ({"证据/No.PDF": b"1"}, "enclosed"),
        ({"evidence/C-01/no.pdf": b"1", "evidence/no.pdf": b"2"}, "enclosed"),  # its own folder comes first
        ({"evidence/scans/no.pdf": b"1", "evidence/more/no.pdf": b"1"}, "enclosed"),  # the same file
        ({"evidence/scans/no.pdf": b"1", "evidence/more/no.pdf": b"2"}, "several different files of this name"),
        ({"evidence/scans/no.pdf": b"1", "reminders-2026-01-01/no.pdf": b"2"}, "enclosed"),
        ({"evidence/C-02/no.pdf": b"1"}, "no such file"),  # another contract's
        ({"reminders-2026-01-01/no.pdf": b"1"}, "enclosed"),
        ({"evidence/no.pdf": Text("a link, not followed", "是快捷链接，未读取")}, "a link, not followed"),
        ({"evidence/other.pdf": b"1"}, "no such file"),
        ({}, "no such file"),
    ],
)  # fmt: skip
def test_which_of_the_files_it_is(found: dict[str, bytes | Text], state: str) -> None:
    outcome = made(key="milestones", old="Signed copy", new="no.pdf p. 7", found={**FILES, **found})
    (line,) = [line for line in table(outcome) if line["As the cell says"] == "no.pdf p. 7"]
    assert line["State"] == state
    assert (line["Sheet"], line["Line"], line["Column"]) == ("Milestones", "1", "Evidence")
    if state == "enclosed":
        assert (line["Page"], line["Size (bytes)"]) == ("7", "1")
        assert line["SHA-256"] == sha256(b"1").hexdigest()
        assert line["Found in"] == min(place for place, data in found.items() if data == b"1")
        assert b"1" in [file.data for file in outcome.files]
    else:
        assert missing(outcome) == 1
        assert not line["SHA-256"]


def test_the_names_to_look_for() -> None:
    names = evidence_names(book(**SHEETS), DAY)
    assert sorted(names) == sorted({place.rpartition("/")[2] for place in FILES})
    assert evidence_names(book(**SHEETS), DAY, ["C-02"]) == ()
    assert evidence_names(book(**SHEETS), None) == ()  # the command itself says that there is no day


def test_the_same_files_give_the_same_bytes_in_any_order() -> None:
    backwards = dict(reversed(list(FILES.items())))
    assert made().files == made(found=backwards).files


def test_two_contracts_of_one_name_have_two_folders() -> None:
    sheets = {key: drawing.replace("C-01", "C/1").replace("C-02", "C:1") for key, drawing in SHEETS.items()}
    sheets["claims"] = sheets["claims"].replace("2026-06-30", "2026-03-01")
    outcome = run("evidence", book(**sheets), DAY, found={"evidence/C-1/handover.pdf": b"1"})
    assert not [file for file in outcome.files if file.name == "handover.pdf"]  # whose would it be?
    assert {file.folder for file in outcome.files} == {"C-1_Acme", "C-1_Acme-2"}
    assert [row[-1] for row in outcome.listing[1:]] == ["C-1_Acme", "C-1_Acme-2"]


def test_deadlines_send_to_a_lawyer() -> None:
    """Three years from the money that came last, with its proof or its absence, and its rule."""
    document = docx.Document(io.BytesIO(made().files[0].data))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["Period", "Act by", "Last day", "Proof", "Rule"]
    said, act_by, last_day, proof, rule = next(row for row in rows if row[0].startswith("limitation"))
    assert said.startswith("limitation period Q-1\n")
    assert (act_by, last_day) == ("21 Mar 2029", "20 Apr 2029")
    assert proof
    assert rule.startswith("CN-LIM: ")


def test_the_clerks_language() -> None:
    outcome = made("zh", key="milestones", old="Signed copy", new="")
    said = text(outcome)
    assert outcome.folder == "证据-2026-06-30"
    assert "合同C-01证据目录" in said
    assert "缺失：1项" in said
    assert "|缺|节点第1行，达成日期、依据" in said
    assert "发票.ofd，第3页 / 7字节，SHA-256" in said


def test_the_most_overdue_comes_first() -> None:
    outcome = made(key="claims", old="2026-06-30", new="2026-03-01")
    assert [row[0] for row in outcome.listing[1:]] == ["C-02", "C-01"]
    assert "2 evidence pack(s) for CNY 115,000.00 overdue; 6 file(s) enclosed" in outcome.said.en


def test_word_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "evidence.docx"
    path.write_bytes(made("zh").files[0].data)
    assert not validation_errors(path)
