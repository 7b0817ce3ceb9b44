"""Evidence pack: what an overdue contract can prove, and every gap named once in its line and once on top."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from ledger.commands import Outcome, run
from tests.drawing import book
from tests.tools import validation_errors

DAY = date(2026, 6, 30)
SHEETS = {
    "contracts": """
        | Contract | Customer | Currency | Contract sum | Signed on  | Address         | Accepted on |
        | C-01     | Acme     | CNY      | 100000       | 2026-01-05 | 88 Binjiang Ave | 2026-05-05  |
        | C-02     | Acme     | CNY      | 100000       | 2026-01-05 | 88 Binjiang Ave |             |
    """,
    "milestones": """
        | Contract | Milestone | Kind      | Mode | Share or amount | Base     | Trigger | Met on     | Evidence    |
        | C-01     | A         | milestone | pay  | 60%             | contract | signed  | 2026-01-05 | Signed copy |
        | C-01     | B         | milestone | pay  | 40%             | contract | settled |            |             |
        | C-02     | A         | milestone | pay  | 100%            | contract | signed  | 2026-01-05 |             |
    """,
    "claims": """
        | Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Invoice number | Invoiced on | Invoiced | Due on     |
        | Q-1   | C-01     | A         | 2026-02-01 | 60000   | 2026-02-03   | 60000     | INV-1          | 2026-02-04  | 60000    | 2026-03-05 |
        | Q-2   | C-02     | A         | 2026-02-01 | 60000   | 2026-02-03   | 60000     | INV-2          | 2026-02-04  | 60000    | 2026-06-30 |
        | Q-3   | C-01     | A         | 2026-07-01 | 60000   |              |           |                |             |          |            |
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
        | 2026-07-01 | C-01     | Q-1    | 5     | letter  | sent      |          |          |        |              |                |
    """,
}


def made(language: str = "en", key: str = "", old: str = "", new: str = "", **choices: Any) -> Outcome:
    sheets = dict(SHEETS)
    if key:
        assert old in sheets[key]
        sheets[key] = sheets[key].replace(old, new)
    return run("evidence", book(**sheets), DAY, language=language, **choices)


def text(outcome: Outcome) -> str:
    document = docx.Document(io.BytesIO(outcome.files[0].data))
    rows = ["|".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join([*(p.text for p in document.paragraphs), *rows])


def missing(outcome: Outcome) -> float:
    return outcome.listing[1][5]  # a plain cell


def test_overdue_contracts_only_unless_they_are_chosen() -> None:
    assert [file.name for file in made().files] == ["2026-06-30_C-01_Acme_evidence.docx"]
    assert made().folder == "evidence-2026-06-30"
    chosen = made(contracts=["C-02"])
    assert [file.name for file in chosen.files] == ["2026-06-30_C-02_Acme_evidence.docx"]
    assert not made(contracts=[]).files


def test_a_whole_pack_misses_nothing() -> None:
    outcome = made()
    said = text(outcome)
    assert missing(outcome) == 0
    assert "Nothing is missing in the book." in said
    for line in (
        "Acme: outstanding CNY 60,000.00, of this overdue CNY 60,000.00; the oldest was due on 5 Mar 2026.",
        "[ ]|Signed on|5 Jan 2026",
        "[ ]|Accepted on|5 May 2026",
        "[ ]|A||5 Jan 2026|Signed copy",
        "[ ]|V-1|1 Mar 2026|500.00|agreed|Site order 7",
        "[ ]|31 Mar 2026|A|50%|report|Supervisor",
        "[ ]|Q-1|1 Feb 2026|3 Feb 2026|INV-1|5 Mar 2026|60,000.00",
        "[ ]|1 Apr 2026|4|letter|delivered|let.docx|EMS 7|",
        "[ ]|9 Apr 2026||phone|||recorded|short of cash",
        "[ ]|9 Apr 2026|1 May 2026|1,000.00|recorded",
        "This is no legal advice",
    ):
        assert line in said, line
    assert "MISSING" not in said
    assert not {"Q-3", "V-2", "1 Jul 2026"} & set(said.replace("\n", "|").split("|"))  # after the day


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
        ("milestones", "Signed copy", "", "2. Stages that gave a right to money, A: Evidence"),
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
        ("contacts", "EMS 7", "", "6. Contacts and proof of delivery, 1 Apr 2026: Proof"),
        ("contacts", "recorded", "", "7. Promises, 9 Apr 2026: Proof"),
    ],
)
def test_each_gap_is_named(key: str, old: str, new: str, gap: str) -> None:
    outcome = made(key=key, old=old, new=new)
    assert missing(outcome) == 1
    said = text(outcome)
    assert f"[ ] {gap}" in said
    assert "Missing: 1" in said
    assert said.count("MISSING") == 1


def test_nobody_spoke_to_the_customer() -> None:
    outcome = made(key="contacts", old="C-01", new="C-02")
    assert missing(outcome) == 1
    assert "6. Contacts and proof of delivery, C-01: no contact with the customer is recorded" in text(
        outcome
    )


def test_a_draft_needs_no_proof() -> None:
    assert (
        missing(
            made(key="contacts", old="delivered | let.docx | EMS 7   ", new="drafted   | let.docx |         ")
        )
        == 0
    )


def test_deadlines_send_to_a_lawyer() -> None:
    assert "TRM-4" not in text(made())
    late = run("evidence", book(**SHEETS), date(2029, 1, 5))
    said = text(late)
    assert "TRM-40" in said
    assert "9 Apr 2029" in said or "2029-04-09" in said  # three years from the promise that was recorded
    assert "a lawyer must confirm" in said


def test_the_clerks_language() -> None:
    said = text(made("zh", key="milestones", old="Signed copy", new=""))
    assert "合同C-01证据清单" in said
    assert "缺失：1项" in said
    assert "|缺" in said


def test_the_most_overdue_comes_first() -> None:
    outcome = made(key="claims", old="2026-06-30", new="2026-03-01")
    assert [row[0] for row in outcome.listing[1:]] == ["C-02", "C-01"]
    assert "2 checklist(s) for CNY 120,000.00 overdue" in outcome.said.en


def test_word_opens_it(tmp_path: Path) -> None:
    for file in made("zh").files:
        path = tmp_path / "evidence.docx"
        path.write_bytes(file.data)
        assert not validation_errors(path)
