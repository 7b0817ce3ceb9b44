"""A book with one contract that has given a reason, in English or in Chinese, for the letters that answer it."""

from __future__ import annotations

from typing import Any

from tests.drawing import book

SHEETS = {
    "contracts": """
        | Contract | Project | Customer | Customer type    | Currency | Contract sum | Signed on  | Contact | Address | Language | Rule set | Guarantor | Guarantee until | Silence counts after | Suspension clause | Hand-over list |
        | C-1      | {p}     | {c}      | large enterprise | CNY      | 3000000      | 2025-07-01 | {n}     | {a}     | {l}      | CN-SME   | {g}       | 2027-01-31      | 14                   | CN-GF/GB          | {h}            |
    """,
    "milestones": """
        | Contract | Milestone | Name | Kind       | Mode | Share or amount | Base     | Trigger | Met on     | Evidence |
        | C-1      | A         | {s}  | milestone  | pay  | 50%             | contract | date    | 2026-01-05 | {e}      |
        | C-1      | B         | {s}  | acceptance | pay  | 40%             | contract | date    | 2026-06-05 |          |
    """,
    "claims": """
        | Claim | Contract | Milestone | Claimed on | Claimed   | Certified on | Certified | Invoice number | Invoiced on | Invoiced  | Due on     | Disputed amount |
        | Q-1   | C-1      | A         | 2026-02-01 | 1000000   | 2026-02-10   | 1000000   | 26000001       | 2026-02-11  | 1000000   | 2026-03-31 |                 |
        | Q-2   | C-1      | A         | 2026-03-01 | 500000.03 | 2026-03-10   | 500000.03 | 26000002       | 2026-03-11  | 500000.03 | 2026-04-30 | 100000          |
        | Q-3   | C-1      | B         | 2026-11-09 | 600000    |              |           |                |             |           |            |                 |
    """,
    "progress": """
        | Contract | Milestone | Date       | Done | Confirmed by |
        | C-1      | A         | 2026-02-01 | 100% | Sup          |
        | C-1      | B         | 2026-11-01 | 100% |              |
    """,
    "receipts": """
        | Date       | Amount    | Bank reference | Contract | Claim |
        | 2026-04-10 | 250000.01 | b1             | C-1      | Q-1   |
    """,
    "contacts": """
        | Date       | Contract | Claims   | Level | Channel | File   | Status    | Proof    | Result |
        | 2026-11-01 | C-1      |          |       | phone   |        |           |          | {r}    |
    """,
    "rules": """
        | Settings | |
        | Setting | Value |
        | Our company | {us} |
        | Our address | {ua} |
        | Signed by | {uc} |
        | Bank | {ub} |
        | Bank account | 3100 1520 0130 5000 8888 |
        |  | |
        | Legal rules | | |
        | Rule | What it says | Source |
        | CN-SME-EXC | x | 国务院令第802号第9、12—16条 |
        | CN-GF/GB | x | GF-2017-0201; GB 50500-2013 |
    """,
}
DEMANDED = "| 2026-10-09 | C-1 | Q-1, Q-2 | 4 | letter | x.docx | delivered | EMS 1029 | |"
WORDS = {
    "en": {
        "p": "Riverside Gardens", "c": "Huayue Property Co., Ltd.", "n": "Ms Janet Cole", "a": "88 Binjiang Avenue",
        "l": "English", "g": "Huayue Holdings Ltd.", "h": "Site keys; scaffolding", "s": "Frame", "e": "Survey 12",
        "us": "Hengyuan Construction Co., Ltd.", "ua": "100 Century Avenue", "uc": "Mei Li", "ub": "CCB Pudong",
    },
    "zh": {
        "p": "滨江花园", "c": "华岳置业有限公司", "n": "王志强经理", "a": "滨江大道88号", "l": "中文",
        "g": "华岳控股有限公司", "h": "现场钥匙；脚手架", "s": "主体结构", "e": "测量记录12号",
        "us": "上海恒远建设工程有限公司", "ua": "世纪大道100号", "uc": "李梅", "ub": "建行浦东分行",
    },
}  # fmt: skip


def sheets(
    reason: str = "", language: str = "en", *contacts: str, changes: dict[str, tuple[str, str]] | None = None
) -> dict[str, Any]:
    """The book, with further lines of Contacts, and with a text of a sheet changed into another."""
    drawn = {key: text.format(r=reason, **WORDS[language]) for key, text in SHEETS.items()}
    drawn["contacts"] = "\n".join([drawn["contacts"].rstrip(), *contacts])
    for key, (old, new) in (changes or {}).items():
        assert old in drawn[key], old
        drawn[key] = drawn[key].replace(old, new)
    return book(**drawn)
