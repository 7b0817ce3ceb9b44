"""One contract from a courtesy note to the evidence pack: a year of days, each acted as a clerk would act it.

    pytest tests/walk --update-goldens      writes the days anew; read them in the diff

The log of Contacts is not given: the commands write it, and what stands in it decides what they do next. Each day
of STORY is one golden file a language, named by the day: what the list says, what was drafted, in which words,
which letters answer the reason, which clocks run, where the money stands.
"""

from __future__ import annotations

import email
import io
from datetime import date
from email import policy
from pathlib import Path
from typing import Any

import docx
import pytest

from ledger.commands import Outcome, run
from ledger.commands.listing import readable
from ledger.enumerations import Speech
from ledger.language import EN, LANGUAGES
from ledger.tables.cells import SERIAL_ZERO
from tests.books.test_books import drawn
from tests.commands.applying import applied
from tests.drawing import book

HERE = Path(__file__).parent
CONTACTS = (
    "Date", "Contract", "Claims", "Level", "Channel", "File", "Status", "Proof", "Result", "Promise date",
    "Promise amount", "Next action",
)  # fmt: skip
RULES = [
    ["Settings"], ["Setting", "Value"],
    ["Our company", "蓝港工程有限公司"], ["Signed by", "应收账款组"], ["Our phone", "0000-0000-0100"],
    ["Bank", "海港银行广场支行"], ["Bank account", "6200 0000 0000 0001"], ["Tolerance", 1.0],
    ["Dunning policy"],
    ["Policy", "Level", "Days overdue", "Channel", "Tone", "Approval", "Counted from"],
    ["standard", 0.0, 3.0, "SMS/WeChat", "reminder", "no", "before the due date"],
    ["standard", 1.0, 1.0, "SMS/WeChat", "reminder", "no", "due date"],
    ["standard", 2.0, 15.0, "e-mail", "inquiry", "no", "due date"],
    ["standard", 3.0, 30.0, "e-mail", "demand", "no", "due date"],
    ["standard", 4.0, 60.0, "letter", "formal notice", "yes", "due date"],
    ["standard", 5.0, 30.0, "letter", "pre-action", "yes", "previous level"],
]  # fmt: skip
PHONED = {"channel": "phone"}

# A day, and what is done on it: a command with its choices, or what the customer said or paid
STORY: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("2026-02-10", ("draft_reminders",)),  # four days before the due date: nothing yet
    ("2026-02-11", ("draft_reminders", "mark_sent")),  # the courtesy note
    ("2026-02-14", ("draft_reminders",)),  # never on the due date itself
    ("2026-02-15", ("draft_reminders",)),  # overdue, but he was written to four days ago
    ("2026-02-18", ("draft_reminders", "mark_sent")),  # level 1
    ("2026-03-02", ("draft_reminders", "mark_sent")),  # level 2
    ("2026-03-04", ({**PHONED, "result": "G1", "promised_on": "2026-03-20", "proof": "call note 7"}, "letter")),
    ("2026-03-18", (("pays", 100000.0), "draft_reminders")),  # a part: the promise is live
    ("2026-03-24", ("draft_reminders", "mark_sent")),  # broken: level 3 on the balance
    ("2026-04-16", ({**PHONED, "claims": "JX-03", "result": "G2"}, "letter", "mark_sent", "mark_delivered")),
    ("2026-04-20", ("draft_reminders", "mark_sent", "approve", "mark_sent", "mark_delivered")),  # level 4
    ("2026-05-12", ({**PHONED, "result": "G5"}, "letter", "mark_sent")),
    ("2026-05-25", ("draft_reminders", "approve", "mark_sent", "mark_delivered")),  # level 5
    ("2026-06-29", ({**PHONED, "result": "G4"}, "letter", "draft_reminders")),  # exhausted; gates of a suspension
    ("2026-07-20", ({**PHONED, "result": "G8"}, "letter", "interest", "evidence")),
    ("2026-12-31", ("draft_reminders", "evidence")),
)  # fmt: skip
FINDING: dict[str, bytes] = {
    "evidence/到货验收单.pdf": b"signed and stamped",
    "evidence/合同.pdf": b"the contract",
}


def start(language: str) -> dict[str, Any]:
    """The book as the year begins; the customer speaks the language of the golden."""
    speech = next(one for one in Speech if one.code == language)
    sheets = book(
        contracts=f"""
        | Contract | Project | Customer | Currency | Contract sum | Signed on | Payment days | E-mail | Language | Customer type | Contact | Phone | Address | Late rate | Late basis | Rule set | Silence counts after | Guarantor | Suspension clause | Suspension notice days | Owner |
        | JX | 二号线涂装设备 | 江宁机械有限公司 | CNY | 1000000 | 2025-11-20 | 30 | ap@jiangning.example.com | {speech.label.en} | large enterprise | 王经理 | 0000-0300 | 江宁路9号 | 0.05% | per day | CN-SME | 14 | 江宁集团有限公司 | 合同第8.3条 | 14 | 设备组 |
        """,
        milestones="""
        | Contract | Milestone | Name | Kind | Mode | Share or amount | Base | Trigger | Planned on | Met on | Evidence |
        | JX | J-1 | 预付30% | advance | pay | 30% | contract | signed | 2025-11-20 | 2025-11-20 | 合同.pdf |
        | JX | J-2 | 到货40% | milestone | pay | 40% | contract | date | 2026-01-08 | 2026-01-08 | 到货验收单.pdf |
        | JX | J-3 | 验收30% | acceptance | pay | 30% | contract | date | 2026-03-31 | 2026-03-31 | |
        """,
        claims="""
        | Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Invoice number | Invoiced on | Invoiced |
        | JX-01 | JX | J-1 | 2025-11-21 | 300000 | 2025-11-24 | 300000 | 250101 | 2025-11-24 | 300000 |
        | JX-02 | JX | J-2 | 2026-01-10 | 400000 | 2026-01-15 | 400000 | 260012 | 2026-01-16 | 400000 |
        | JX-03 | JX | J-3 | 2026-04-01 | 300000 | | | | | |
        """,
        receipts="""
        | Date | Amount | Payer | Bank reference | Contract | Claim | Kind |
        | 2025-12-20 | 300000 | 江宁机械有限公司 | T-1 | JX | JX-01 | cash |
        """,
    )  # fmt: skip
    sheets["Contacts"] = [list(CONTACTS)]
    sheets["Rules"] = [[*row, *[""] * (7 - len(row))] for row in RULES]
    return sheets


def told(line: dict[str, Any], day: date) -> list[Any]:
    """A call as the clerk types it into Contacts."""
    cells = {"on": float((day - SERIAL_ZERO).days), "contract": "JX", "claims": "JX-02", **line}
    fields = ("on", "contract", "claims", "level", "channel", "file", "status", "proof", "result", "promised_on",
              "promised", "next_action")  # fmt: skip
    return [cells.get(field, "") for field in fields]


def words_of(outcome: Outcome) -> list[str]:
    """What the drafts say, without the list of who was left out, which the listing shows."""
    said: list[str] = []
    for file in sorted(outcome.files, key=lambda file: (file.folder, file.name)):
        said.append(f"--- {'/'.join(filter(None, (file.folder, file.name)))}")
        if file.folder and "evidence" not in file.name and "证据" not in file.name:
            continue  # a copy of what lies beside the workbook
        if file.name.endswith(".eml"):
            message = email.message_from_bytes(file.data, policy=policy.default)
            part = message.get_body(("plain",))
            assert part is not None
            said += [
                f"To: {message['To']}",
                f"Subject: {message['Subject']}",
                *part.get_content().splitlines(),
            ]
        elif file.name.endswith(".docx"):
            document = docx.Document(io.BytesIO(file.data))
            said += [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]
            for table in document.tables:
                for row in table.rows:
                    said.append(" | ".join(dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)))
        elif file.name.endswith(".txt") and "left-out" not in file.name:
            said += file.data.decode("utf-8-sig").splitlines()
    return [line.rstrip() for line in said]


def listed(outcome: Outcome) -> list[str]:
    headings, rows = readable(outcome.listing)
    places = [at for at in range(len(headings)) if any(row[at] for row in rows)]
    return drawn([[row[at] for at in places] for row in [headings, *map(list, rows)]]) if rows else ["none"]


def walked(language: str) -> dict[str, str]:
    """Every day of the story, acted out; what each says."""
    sheets, days = start(language), {}
    kept: dict[str, bytes] = {}  # the folders of drafts beside the workbook
    for said, steps in STORY:
        day = date.fromisoformat(said)
        lines: list[str] = []
        before = len(sheets["Contacts"])
        for step in steps:
            if isinstance(step, dict):
                sheets["Contacts"].append(told(step, day))
                lines += ["CALL " + ", ".join(f"{k} {v}" for k, v in step.items()), ""]
                continue
            if isinstance(step, tuple):
                serial = float((day - SERIAL_ZERO).days)
                sheets["Receipts"].append(
                    [serial, step[1], "江宁机械有限公司", f"T-{said}", "JX", "JX-02", "cash"]
                )
                lines += [f"MONEY IN {step[1]:,.2f}", ""]
                continue
            log = len(sheets["Contacts"]) - 1
            choices: dict[str, Any] = {}
            if step in ("mark_delivered", "mark_returned"):
                choices = {"lines": [log], "proof": f"EMS {said}"}
            if step == "evidence":
                choices = {"found": {**FINDING, **kept}}
            outcome = run(step, sheets, day, language, **choices)
            kept.update({f"{outcome.folder}/{file.name}": file.data for file in outcome.files})
            lines += [f"{step.upper()}: {outcome.said.say(language)}"]
            lines += [problem.say(language) for problem in outcome.problems]
            lines += [*(listed(outcome) if outcome.listing else []), *words_of(outcome), ""]
            sheets = applied(sheets, outcome)
        lines += ["LOG", *added(sheets["Contacts"][before:]), ""]
        lines += ["CLOCKS", *listed(run("clocks", sheets, day, language)), ""]
        ladder = next(
            e for e in run("refresh", sheets, day, language).edits if getattr(e, "sheet", "") == "ladder"
        )
        past = [row for row in ladder.grid if row is ladder.grid[0] or "▲" in row]
        lines += [
            "LADDER, gaps past the thresholds",
            *listed(Outcome(outcome.said, listing=tuple(map(tuple, past)))),
        ]
        days[said] = "\n".join(lines).rstrip() + "\n"
    return days


def added(rows: list[list[Any]]) -> list[str]:
    """What a day adds to the log."""
    return [" | ".join(map(str, ["", *row[2:]])).strip(" |") for row in rows] or ["none"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_walk(language: str, request: pytest.FixtureRequest) -> None:
    folder = HERE / language
    found = walked(language)
    if request.config.getoption("update_goldens"):
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for day, text in found.items():
            (folder / f"{day}.txt").write_text(text, encoding="utf-8")
    assert {path.stem: path.read_text(encoding="utf-8") for path in folder.iterdir()} == found


def test_the_walk_climbs_one_level_at_a_time_and_ends_with_the_evidence() -> None:
    """The levels sent, in order, no two on one day; the pack comes last."""
    days = walked(EN)
    sent = [
        (day, line.split(" | ")[1])
        for day, text in days.items()
        for line in text.partition("LOG\n")[2].partition("\n\n")[0].splitlines()
        if " | sent" in line and line.split(" | ")[1]
    ]
    assert [level for _, level in sent] == ["0.0", "1.0", "2.0", "3.0", "4.0", "5.0"]
    assert len({day for day, _ in sent}) == len(sent)
    assert "EVIDENCE: 1 evidence pack(s)" in days["2026-12-31"]
