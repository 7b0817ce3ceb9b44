"""The command line as people and programs use it: what it says, what it writes, how it ends."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from ledger.cli import program, run, spoken_language
from ledger.cli.checking import checked
from ledger.language import EN, LANGUAGES, ZH
from ledger.portfolio import found_mismatches, portfolio
from ledger.tables.book import read_book
from ledger.tables.show import CLOCKS, LADDER
from ledger.workbook import read
from tests.tools import validation_errors

TEMPLATES = Path(__file__).parents[1] / "workbook_templates"
COMMANDS = (
    "application", "check", "clocks", "demo", "doctor", "evidence", "install", "interest", "letter", "new",
    "remind", "statement", "uninstall",
)  # fmt: skip
# A clean book of one contract: its invoice fell due on 2026-03-31.
BOOK = {
    "Contracts": "Contract,Customer,Currency,Contract sum,E-mail,Phone,Language\nC-01,{customer},CNY,100000,pay@example.com,0000-0100,en\n",
    "Milestones": "Contract,Milestone,Kind,Mode,Share or amount,Trigger,Met on\nC-01,N-01,milestone,pay,100%,date,2026-03-01\n",
    "Claims": "Claim,Contract,Milestone,Claimed on,Claimed,Certified on,Certified,Invoiced on,Invoiced,Due on\n"
    "{claim},C-01,N-01,2026-03-01,100000,2026-03-02,100000,2026-03-02,100000,2026-03-31\n",
}


def book(folder: Path, customer: str = "Harbour Works", claim: str = "Q-1", **more: str) -> Path:
    """The clean book, or one with sheets or names of one's own."""
    folder.mkdir(parents=True)
    for name, text in {**BOOK, **more}.items():
        filled = text.replace("{customer}", f'"{customer}"').replace("{claim}", f'"{claim}"')
        (folder / f"{name}.csv").write_text(filled, encoding="utf-8")
    return folder


def ledger(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """One command: its exit code and everything it said, white space made even."""
    code = run([str(argument) for argument in arguments])
    shown = capsys.readouterr()
    return code, " ".join((shown.out + shown.err).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_demo_shows_the_whole_job(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, said = ledger(capsys, "demo", "--language", language)
    assert code == 0
    place = tmp_path / "ledger-demo"
    workbook = place / f"ledger_example_{language}.xlsm"
    assert workbook.read_bytes() == (TEMPLATES / workbook.name).read_bytes()
    drafts = next(path for path in place.iterdir() if path.is_dir())
    endings = {path.suffix for path in drafts.iterdir()}
    assert {".eml", ".docx", ".txt", ".xlsx"} <= endings
    for path in (*place.iterdir(), *drafts.iterdir()):
        assert path.name in said
    assert "USD" in said
    assert ("现在可以请款" if language == ZH else "What may be claimed now") in said

    code, said = ledger(capsys, "demo", "--language", language)  # again: nothing is overwritten
    assert code == 0
    assert (tmp_path / "ledger-demo-2").is_dir()
    code, said = ledger(capsys, "demo", place, "--language", language)
    assert code == 2
    assert str(place) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_adds_up_for_each_currency_with_every_value_cached(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "demo"
    assert ledger(capsys, "demo", place, "--language", language)[0] == 0
    report = next(place.glob("*.xlsx"))
    assert validation_errors(report) == []
    formulas = openpyxl.load_workbook(report)
    for name, grid in read(report).items():
        head = next(i for i, row in enumerate(grid) if all(row))
        currency = grid[head].index("币种" if language == ZH else "Currency")
        totals = [row for row in grid[3:head] if row[currency]]
        assert bool(totals) is (
            name not in (*LADDER.name, *CLOCKS.name)
        )  # a claim stands there several times
        for number, row in enumerate(totals, start=4):
            for place_, cell in enumerate(row):
                formula = formulas[name].cell(number, place_ + 1).value
                if not str(formula).startswith("="):
                    continue
                mine = [r[place_] for r in grid[head + 1 :] if r[currency] == row[currency]]
                assert cell == pytest.approx(sum(m for m in mine if isinstance(m, float)), abs=0.005)
                assert "COUNTIF" in formula
                assert row[currency] not in formula


def test_a_total_over_a_line_without_amount_says_so(tmp_path: Path) -> None:
    from datetime import date

    from ledger.commands import run as command
    from ledger.reports import report

    bad = BOOK["Milestones"] + "C-01,N-02,milestone,pay,abc,date,2026-03-01\n"
    sheets = read(book(tmp_path / "book", Milestones=bad))
    outcome = command("refresh", sheets, date(2026, 6, 30), EN)
    path = tmp_path / "report.xlsx"
    path.write_bytes(report(outcome, "book", date(2026, 6, 30), EN))
    assert not any("#LEDGER! " in str(cell) and cell == "" for row in read(path)["Positions"] for cell in row)
    assert any("found 'abc'" in str(cell) for row in read(path)["Positions"] for cell in row)


def test_check_ends_with_0_1_or_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clean = book(tmp_path / "clean")
    wrong = book(tmp_path / "wrong", Claims=BOOK["Claims"].replace("2026-03-31", "31/4/2026"))
    for arguments, expected in (
        ([clean], 0),
        ([wrong], 1),
        ([clean, wrong], 1),
        ([clean, tmp_path / "none.xlsx"], 2),
        ([wrong, tmp_path / "none.xlsx", clean], 2),
        ([], 2),
        ([clean, "--as-of", "soon"], 2),
        ([clean, "--nonsense"], 2),
    ):
        code, said = ledger(
            capsys, "check", *arguments, *([] if "--as-of" in arguments else ["--as-of", "2026-06-30"])
        )
        assert code == expected, said
        assert "Traceback" not in said


def test_check_says_where_and_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = book(tmp_path / "wrong", Claims=BOOK["Claims"].replace("2026-03-31", "31/4/2026"))
    _, said = ledger(capsys, "check", wrong, "--as-of", "2026-06-30", "--language", "en")
    assert "Claims 1 Due on found '31/4/2026', needs a date such as 2025-02-28." in said
    _, said = ledger(capsys, "check", wrong, "--as-of", "2026年6月30日", "--language", "zh")
    assert "应付日期" in said
    _, said = ledger(capsys, "check", book(tmp_path / "clean"), "--as-of", "2026-04-01", "--language", "en")
    assert "▲ high MIS-4 C-01 N-01 CNY 100,000.00 1 days" in said


@pytest.mark.parametrize(
    ("name", "milestones"), [("ledger_example_en.xlsm", 112), ("ledger_example_zh.xlsm", 112), ("flawed", 0)]
)
def test_a_check_lets_each_account_go_and_says_what_the_whole_desk_says(
    name: str, milestones: int, tmp_path: Path
) -> None:
    path = TEMPLATES / name
    if name == "flawed":  # contracts that nobody can answer are noted on the way
        path = book(tmp_path / name)
        stages = path / "Milestones.csv"
        stages.write_text(stages.read_text().replace("date,2026-03-01", "date,"), encoding="utf-8")
    said = checked(path, None)
    desk = portfolio(read_book(read(path)), said.as_of)
    assert said.mismatches == found_mismatches(desk)
    assert said.problems == desk.problems
    assert said.milestones == len(desk.positions()) == milestones
    assert said.problems or milestones
    sums: dict[str, list[Decimal]] = {}
    for p in desk.positions():
        total = sums.setdefault(p.agreement.currency, [Decimal(0)] * 3)
        sums[p.agreement.currency] = list(map(sum, zip(total, (p.billable, p.outstanding, p.overdue))))
    assert {currency: list(total) for currency, total in said.totals.items()} == sums


def test_check_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clean = book(tmp_path / "clean", customer="青溪")
    code, said = ledger(capsys, "check", clean, tmp_path / "none.xlsx", "--as-of", "2026-04-01", "--json")
    assert code == 2
    assert said.isascii()  # whatever the console's code page
    first, second = json.loads(said)["books"]
    assert (first["as_of"], first["milestones"]) == ("2026-04-01", 1)
    assert first["totals"] == {
        "CNY": {"billable": "0.00", "outstanding": "100000.00", "overdue": "100000.00"}
    }
    overdue = next(m for m in first["mismatches"] if m["rule"] == "MIS-4")
    assert (overdue["customer"], overdue["money"], overdue["days"]) == ("青溪", "100000.00", 1)
    assert (second["file"], second["error"]) == (str(tmp_path / "none.xlsx"), "missing")


def test_the_day_is_the_option_else_the_books_else_today(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = book(tmp_path / "bare")
    rules = "Settings,\nSetting,Value\nAs of,2026-04-02\n"
    dated = book(tmp_path / "dated", Rules=rules)
    assert json.loads(ledger(capsys, "check", dated, "--json")[1])["books"][0]["as_of"] == "2026-04-02"
    chosen = ledger(capsys, "check", dated, "--json", "--as-of", "2026-05-01")[1]
    assert json.loads(chosen)["books"][0]["as_of"] == "2026-05-01"
    assert "the book names no day" in ledger(capsys, "check", bare, "--language", "en")[1]


def test_remind_writes_beside_the_book_and_never_into_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "book.xlsm"
    path.write_bytes((TEMPLATES / "ledger_example_en.xlsm").read_bytes())
    before = path.read_bytes(), path.stat().st_mtime_ns
    code, said = ledger(capsys, "remind", path, "--language", "en")
    assert code == 0
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    drafts = tmp_path / "reminders-2026-11-20"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["book.xlsm", drafts.name]
    assert all(p.name in said for p in drafts.iterdir())
    lines = read(drafts / "lines-for-Contacts.xlsx")["Contacts"]
    assert lines[0][:3] == ["Date", "Contract", "Claims"]
    assert len(lines) > 3
    first = {p.name: p.read_bytes() for p in drafts.iterdir()}
    assert ledger(capsys, "remind", path)[0] == 0
    assert (tmp_path / "reminders-2026-11-20-2").is_dir()
    assert {p.name: p.read_bytes() for p in drafts.iterdir()} == first


def test_remind_for_one_customer_elsewhere_for_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").mkdir()
    path = TEMPLATES / "ledger_example_en.xlsm"
    code, said = ledger(
        capsys, "remind", path, "--customer", "Jinlan Foods Co., Ltd.", "--into", tmp_path / "out", "--json"
    )
    assert code == 0
    answer = json.loads(said)
    assert Path(answer["folder"]) == tmp_path / "out" / "reminders-2026-11-20"
    assert sum(name.endswith((".eml", ".docx")) for name in answer["files"]) == 1
    drafted = [line for line in answer["lines"] if line["drafted"]]
    assert drafted[0]["due_on"] == "2026-08-17" or len(drafted) > 1
    code, said = ledger(capsys, "remind", path, "--into", tmp_path / "nowhere")
    assert code == 2
    assert "nowhere" in said


HOSTILE = "../../[bold red]x[/] \x1b[31m\u202egnp.exe =cmd|'/c calc'!A1"


def test_a_dry_run_shows_all_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = book(tmp_path / "book")
    before = sorted(tmp_path.iterdir())
    for command, ends in (("remind", 1), ("statement", 0)):  # a reminder needs our company's name
        code, said = ledger(capsys, command, path, "--dry-run", "--as-of", "2026-06-30")
        assert code == ends
        assert "Harbour Works" in said
        assert "Nothing was written." in said
        answer = json.loads(ledger(capsys, command, path, "--dry-run", "--json", "--as-of", "2026-06-30")[1])
        assert (answer["folder"], answer["files"]) == (None, [])
        assert answer["lines"]
    assert sorted(tmp_path.iterdir()) == before


def test_a_statement_for_one_customer_from_a_day_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "book.xlsm"
    shutil.copyfile(TEMPLATES / "ledger_example_en.xlsm", path)
    customer = ("--customer", "Huayue Property Co., Ltd.", "--since", "2026-10-01", "--json")
    code, said = ledger(capsys, "statement", path, *customer)
    answer = json.loads(said)
    assert code == 0
    (line,) = answer["lines"]
    assert line["customer"] == "Huayue Property Co., Ltd."
    assert float(line["opening"]) > 0
    assert line["balance"] == "310000.00"
    (file,) = answer["files"]
    assert (Path(answer["folder"]) / file).is_file()
    assert line["file"] == file


def test_names_from_a_book_are_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    place = book(tmp_path / "inner" / "book", customer=HOSTILE, claim="=1+1")
    code = run(["remind", str(place), "--as-of", "2026-06-30", "--language", "en"])
    said = capsys.readouterr().out
    assert code in (0, 1)
    assert "[bold red]" in said.replace("\n", "")
    assert "\x1b[31m" not in said
    assert "\u202e" not in said
    drafts = tmp_path / "inner" / "reminders-2026-06-30"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["inner"]
    assert sorted(p.name for p in (tmp_path / "inner").iterdir()) == ["book", drafts.name]
    assert len(list(drafts.iterdir())) > 2
    lines = drafts / "lines-for-Contacts.xlsx"
    assert read(lines)["Contacts"][1][2] == "=1+1"
    assert b"<f>" not in zipfile.ZipFile(lines).read("xl/worksheets/sheet1.xml")
    ledger(capsys, "check", place, "--as-of", "2026-06-30", "--all")


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_never_overwrites(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    name = f"ledger_{language}.xlsm"
    assert ledger(capsys, "new", "--language", language)[0] == 0
    assert (tmp_path / name).read_bytes() == (TEMPLATES / name).read_bytes()
    (tmp_path / name).write_bytes(b"filled in")
    code, said = ledger(capsys, "new", "--language", language)
    assert (code, (tmp_path / name).read_bytes()) == (2, b"filled in")
    assert name in said
    assert ledger(capsys, "new", "book.xlsx", "--language", language)[0] == 2
    (tmp_path / "folder").mkdir()
    assert ledger(capsys, "new", "folder", "--language", language)[0] == 0
    assert (tmp_path / "folder" / name).is_file()


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_speaks_both_languages(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = ledger(capsys, "check", "--help", "--language", language)
    assert code == 0
    assert ("选项：" in said) == (language == ZH)
    group = program(language)
    assert set(group.commands) == set(COMMANDS)
    for command in group.commands.values():
        assert command.help
        assert all(option.help for option in command.params if option.param_type_name == "option")


def test_every_word_exists_in_both_languages() -> None:
    from ledger.cli import words
    from ledger.language import Text

    for name, text in vars(words).items():
        if isinstance(text, Text):
            assert text.en.strip(), name
            assert text.zh.strip(), name
            assert any("\u4e00" <= letter <= "\u9fff" for letter in text.zh), name


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom ledger.cli import run\nrun(['--help'])\n"
        "heavy = {'rich', 'python_calamine', 'xlsxwriter', 'openpyxl', 'dateutil', 'ledger.portfolio', 'xlwings'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("HEAVY []")


def test_a_bug_of_ours_shows_its_traceback_only_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("deep inside")

    monkeypatch.setattr("ledger.portfolio.opened", broken)
    clean = book(tmp_path / "clean")
    code, said = ledger(capsys, "check", clean, "--as-of", "2026-06-30")
    assert code == 2
    assert "deep inside" in said
    assert "Traceback" not in said
    assert "Traceback" in ledger(capsys, "--debug", "check", clean, "--as-of", "2026-06-30")[1]


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, ZH),
        ({"LANG": "en_GB.UTF-8"}, EN),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, EN),
        ({"LC_MESSAGES": "zh_TW", "LANG": "en_GB"}, ZH),
        ({}, EN),
    ],
)
def test_the_language_of_this_computer(
    variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert spoken_language() == expected


def test_what_needs_windows_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("install", "uninstall"):
        code, said = ledger(capsys, command, "--language", "en")
        assert code == 2
        assert "--calc" in said
    code, said = ledger(capsys, "doctor", "--json", "--language", "en")
    assert code == 1
    assert json.loads(said)[0]["state"] == "wrong"


def test_the_program_itself_ends_with_its_code(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from ledger.cli import main; main()", "check", str(tmp_path / "none.xlsx")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2


def test_many_books_end_with_a_line_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    clean = book(tmp_path / "clean")
    wrong = book(tmp_path / "wrong", Claims=BOOK["Claims"].replace("2026-03-31", "31/4/2026"))
    none = tmp_path / "none.xlsx"
    run(["check", str(clean), str(wrong), str(none), "--as-of", "2026-06-30", "--language", "en"])
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("All 3 workbooks")
    table = [" ".join(line.split()) for line in lines[at + 1 :]]
    assert table[0] == "Workbook Milestones Problems Mismatches high"
    assert any(line.endswith("not read") for line in table)
    assert any(line.endswith(" 0 1 0 0") for line in table), table  # its only line is silenced
