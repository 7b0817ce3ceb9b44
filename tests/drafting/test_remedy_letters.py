"""Every paper of a remedy in both languages, read back as its recipient reads it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import docx
import pytest

from ledger.billing import questions
from ledger.collecting import law_questions
from ledger.collecting.papers import Paper
from ledger.commands.lettering import letter
from ledger.drafting.agreements import CLAUSES
from ledger.drafting.facts import PLACEHOLDERS
from ledger.drafting.remedy_letters import ROWS, SOURCES, WATERMARK
from ledger.drafting.wording import PLACEHOLDER
from ledger.enumerations import Speech
from tests.commands.letters_book import DEMANDED, WORDS, sheets
from tests.drafting.cases import HOSTILE
from tests.drafting.test_letters import users
from tests.tools import validation_errors

DAY = date(2026, 11, 20)
LAW = Path(__file__).parents[2] / "addin" / "templates" / "rules" / "law.csv"
LANGUAGES = ("en", "zh")
AGREEMENTS = (Paper.INSTALMENT_PLAN, Paper.SUPPLEMENT)
SLIPPED = (Paper.PROGRESS_NOTICE, Paper.DEMAND, Paper.SUSPENSION)
OWED = {paper: D("1150000.02") for paper in Paper}
OWED[Paper.ACCEPTANCE_REQUEST] = D("1850000.02")  # with a claim that nobody has certified
OWED[Paper.REASONS] = D("1250000.02")  # with what is in dispute: nothing is given up
CAPITALS = {D("1150000.02"): "人民币壹佰壹拾伍万元零贰分", D("1250000.02"): "人民币壹佰贰拾伍万元零贰分"}
EVERY = [(paper, language) for paper in Paper for language in LANGUAGES]


def made(paper: Paper, language: str, grids: dict[str, Any] | None = None, **choices: Any) -> bytes:
    grids = grids or sheets("G1", language, DEMANDED)
    outcome = letter(grids, DAY, language, contracts=["C-1"], kind=paper.code, **choices)
    assert not outcome.problems, [p.say("en") for p in outcome.problems]
    assert len(outcome.files) == 2, outcome.listing
    return outcome.files[0].data


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def text(data: bytes) -> str:
    document = opened(data)
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    heads = (p.text for p in document.sections[0].header.paragraphs)
    return "\n".join([*heads, *(p.text for p in document.paragraphs), *cells])


def tables(data: bytes) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in opened(data).tables]


def figure(cell: str) -> D:
    return D(cell.replace(",", ""))


@pytest.mark.parametrize(("paper", "language"), EVERY)
def test_a_paper_says_who_what_and_how_much_and_nothing_is_left_to_fill(paper: Paper, language: str) -> None:
    said, words = text(made(paper, language)), WORDS[language]
    assert words["us"] in said
    assert words["c"] in said
    assert "C-1" in said
    assert not re.search(r"[{}]|\[\w+\.?\w*\]", said)
    assert f"{OWED[paper]:,.2f}" in said
    if paper not in (Paper.ACCEPTANCE_REQUEST, Paper.SUPPLEMENT):
        assert (CAPITALS[OWED[paper]] in said) is (language == "zh")
    assert ("interest" if language == "en" else "利息") in said.lower()
    assert ("________" in said) is (paper is Paper.SUPPLEMENT or paper in SLIPPED)


@pytest.mark.parametrize(("paper", "language"), EVERY)
def test_a_paper_speaks_one_language(paper: Paper, language: str) -> None:
    said = text(made(paper, language))
    if language == "en":
        assert not re.findall("[\u3000-\u9fff\uff00-\uffef]", said)
    else:
        data = {"CNY", "EMS", "CN", "GF", "GB", "SME", "EXC"}
        assert set(re.findall("[A-Za-z]{2,}", said)) <= data


@pytest.mark.parametrize(("paper", "language"), EVERY)
def test_the_tables_add_up(paper: Paper, language: str) -> None:
    summed = 0
    for _, *rows in tables(made(paper, language)):
        total = next(
            (row for row in rows if row[0] in ("Total", "合计", "Total outstanding", "未付合计")), None
        )
        if total is None:
            continue
        at = max(n for n, cell in enumerate(total) if cell and cell != total[0])
        assert sum(figure(row[at]) for row in rows if row is not total) == figure(total[at]) == OWED[paper]
        summed += 1
    assert summed == (2 if paper is Paper.INSTALMENT_PLAN else 1)


@pytest.mark.parametrize(("paper", "language"), EVERY)
def test_microsofts_validator_finds_nothing(tmp_path: Path, paper: Paper, language: str) -> None:
    file = tmp_path / "paper.docx"
    file.write_bytes(made(paper, language))
    assert validation_errors(file) == []


def test_the_same_book_gives_the_same_bytes() -> None:
    for paper in Paper:
        assert made(paper, "zh") == made(paper, "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_notice_of_suspension_is_marked_and_it_always_is(language: str) -> None:
    for paper in Paper:
        said = made(paper, language, template=users()) if paper is Paper.SUSPENSION else made(paper, language)
        with zipfile.ZipFile(io.BytesIO(said)) as package:
            headers = {name: package.read(name).decode() for name in package.namelist() if "header" in name}
        assert bool(headers) is (paper is Paper.SUSPENSION)
        for header in headers.values():
            assert f'string="{WATERMARK.say(language)}"' in header
            assert f">{WATERMARK.say(language)}<" in header  # and as words, should the picture not be drawn


@pytest.mark.parametrize("language", LANGUAGES)
def test_writer_draws_the_watermark(tmp_path: Path, office: Any, language: str) -> None:
    file = tmp_path / "notice.docx"
    file.write_bytes(made(Paper.SUSPENSION, language))
    shapes = office.run(Path(__file__).with_name("letter_driver.py"), "shapes", str(file))
    assert shapes  # one for each page
    assert all(name.startswith("PowerPlusWaterMarkObject") for name, _ in shapes)
    assert WATERMARK.say(language) in [words for _, words in shapes]


def test_the_notice_names_the_demand_its_days_and_the_day_of_suspension() -> None:
    said = text(made(Paper.SUSPENSION, "en"))
    for words in (
        "delivered to you on 9 October 2026 (proof of delivery: EMS 1029)", "The 7 days after it ended on 16 October",
        "GF-2017-0201; GB 50500-2013 (CN-GF/GB)", "from 30 November 2026", "Site keys; scaffolding",
    ):  # fmt: skip
        assert words in said
    own = sheets("G1", "zh", DEMANDED, changes={"contracts": ("CN-GF/GB", "第16.1条")})
    own["Contracts"][0].append("Suspension notice days")
    own["Contracts"][1].append(28.0)
    assert "依据：合同约定：第16.1条。" in text(made(Paper.SUSPENSION, "zh", own))


def test_a_plan_says_its_days_its_amounts_and_what_default_means() -> None:
    data = made(Paper.INSTALMENT_PLAN, "en", instalments=4, down=D("150000.02"), first_on=date(2026, 12, 31))
    claims, payments, signing = tables(data)
    assert [row[0] for row in claims] == ["Claim / invoice", "Q-1 / 26000001", "Q-2 / 26000002", "Total"]
    assert [row[1:] for row in payments[1:-1]] == [
        ["31 Dec 2026", "150,000.02", "1,000,000.00"],
        ["1 Feb 2027", "333,333.34", "666,666.66"],  # 31 January is a Sunday
        ["1 Mar 2027", "333,333.33", "333,333.33"],  # from 28 February, a Sunday
        ["31 Mar 2027", "333,333.33", "0.00"],
    ]
    assert signing[0] == ["Party A", "Party B", "Guarantor"]
    said = text(data)
    for words in (
        "acknowledges that",
        "whole unpaid balance becomes due",
        "waives none of them",
        "Binding only once",
    ):
        assert words in said


def test_a_plan_without_guarantor_names_none() -> None:
    grids = sheets("G1", "zh", changes={"contracts": (WORDS["zh"]["g"], "")})
    data = made(Paper.INSTALMENT_PLAN, "zh", grids)
    assert tables(data)[-1][0] == ["甲方", "乙方"]
    assert "保证人" not in text(data)


def test_a_supplement_states_what_is_open_and_else_the_usual() -> None:
    said = text(made(Paper.SUPPLEMENT, "en"))
    assert "The part of CNY 300,000.00 not yet allotted" in said  # TRM-10
    assert "Interest for late payment is ________ % a year" in said  # TRM-36
    full = sheets(
        "G3",
        changes={"milestones": ("40% ", "50% "), "contracts": ("| Rule set |", "| Rule set | Late rate |")},
    )
    full["Contracts"][1].insert(full["Contracts"][0].index("Late rate"), "8%")
    assert "The parties confirm the amount of ________" in text(made(Paper.SUPPLEMENT, "en", full))


def test_every_question_has_its_clause() -> None:
    assert set(CLAUSES) == set(questions.QUESTIONS) | set(law_questions.QUESTIONS)


def test_silence_is_said_only_where_its_days_are_entered_and_only_if_agreed() -> None:
    said = text(made(Paper.ACCEPTANCE_REQUEST, "en"))
    assert "If that is agreed between us, the last day to answer is:\nQ-3: 23 November 2026" in said
    assert "Q-1: " not in said  # it has been certified
    assert [row[0] for row in tables(made(Paper.ACCEPTANCE_REQUEST, "en"))[0][1:]] == ["B"]  # A is certified
    without = sheets("G2", changes={"contracts": ("| 14 ", "|    ")})
    assert "answered within" not in text(made(Paper.ACCEPTANCE_REQUEST, "en", without))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, True),
        ({"rules": ("CN-SME-EXC", "CN-SME-INT")}, False),  # Rules does not list it
        ({"contracts": ("CN-SME", "contract")}, False),
        (
            {
                "rules": (
                    "Source |",
                    "Source | Effective from |\n| CN-SME-EXC | x | 国务院令第802号第9、12—16条 | 2025-07-01 |",
                )
            },
            True,
        ),
        ({"rules": ("Source |", "Source | Effective from |\n| CN-SME-EXC | x | y | 2025-07-02 |")}, False),
        ({"contracts": ("large enterprise", "SME")}, False),
    ],
)
@pytest.mark.parametrize("paper", [Paper.INQUIRY, Paper.DIRECT_ANSWER])
def test_law_is_named_with_its_source_and_as_a_question(
    paper: Paper, changes: dict[str, tuple[str, str]], said: bool
) -> None:
    letter_ = text(made(paper, "en", sheets("G5", changes=changes)))
    assert ("State Council Decree No. 802, art. 9 and 12 to 16 (CN-SME-EXC)" in letter_) is said
    assert ("for both sides' lawyers to confirm" in letter_) is said


@pytest.mark.parametrize(
    ("disputed", "expected", "never"),
    [
        (
            "| 100000          |",
            ["CNY 100,000.00 is in dispute", "CNY 1,150,000.02 is not in dispute"],
            ["Please name the part"],
        ),
        ("|                 |", ["Please name the part"], ["is in dispute", "is not in dispute"]),
    ],
)
def test_the_undisputed_part_is_asked_for_with_its_sum(
    disputed: str, expected: list[str], never: list[str]
) -> None:
    grids = sheets("G7", changes={"claims": ("| 100000          |", disputed)})
    said = text(made(Paper.REASONS, "en", grids))
    assert all(words in said for words in expected)
    assert not any(words in said for words in never)


def test_a_users_template_carries_the_letters_too() -> None:
    said = text(made(Paper.INQUIRY, "en", template=users()))
    assert "Sum: CNY 1,150,000.02" in said


def test_the_words_know_their_placeholders_and_both_languages_have_the_same() -> None:
    own = {
        "work", "wait_until", "meeting_on", "law_note", "clause", "disputed", "undisputed", "demanded_on", "proof",
        "notice_days", "ended_on", "suspend_on", "handover",
    }  # fmt: skip
    assert (
        set(ROWS[Speech.EN]) == set(ROWS[Speech.ZH]) == set(Paper) - {*AGREEMENTS, Paper.ACCEPTANCE_REQUEST}
    )
    for rows in ROWS.values():
        for subject, words in rows.values():
            assert set(PLACEHOLDER.findall(subject + words)) <= own | set(PLACEHOLDERS)
    for paper, (_, words) in ROWS[Speech.EN].items():
        english, chinese = (set(PLACEHOLDER.findall(w)) & own for w in (words, ROWS[Speech.ZH][paper][1]))
        assert english == chinese, paper


def test_the_english_names_of_sources_are_of_the_rules_we_ship() -> None:
    with LAW.open(encoding="utf-8", newline="") as rows:
        shipped = {row["id"]: row["source"] for row in csv.DictReader(rows)}
    assert {id: source.zh for id, source in SOURCES.items()} == {id: shipped[id] for id in SOURCES}


@pytest.mark.parametrize("value", [value for value in HOSTILE if value.strip()])
def test_a_hostile_cell_is_only_text(value: str, tmp_path: Path) -> None:
    grids = sheets("G1", "en", DEMANDED)
    for sheet_, headings in (
        ("Contracts", ("Customer", "Project", "Contact", "Address", "Guarantor", "Hand-over list")),
        ("Milestones", ("Name", "Evidence")),
    ):
        for heading in headings:
            at = grids[sheet_][0].index(heading)
            for row in grids[sheet_][1:]:
                row[at] = value
    for paper in (Paper.INSTALMENT_PLAN, Paper.ACCEPTANCE_REQUEST, Paper.SUSPENSION, Paper.SUPPLEMENT):
        data = made(paper, "en", grids)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [package.read(name) for name in package.namelist()]
        assert not any(b"<script" in part or b"<w:hyperlink" in part for part in parts)
        said = text(data)
        assert ("{total}" in said) is ("{total}" in value)
        file = tmp_path / "hostile.docx"
        file.write_bytes(data)
        assert validation_errors(file) == []
