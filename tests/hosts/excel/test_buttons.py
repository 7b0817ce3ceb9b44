"""Buttons in an open workbook: xlwings' own Windows classes on an Excel in memory."""

from __future__ import annotations

import copy
import importlib.util
import os
from pathlib import Path

import pytest
from ledger_addin.excel import folders, places, saying
from ledger_addin.excel.folders import Mount, local_folder

from ledger.beside.given import given
from ledger.commands import ANSWERS, COMMANDS, run
from ledger.language import LANGUAGES
from tests.hosts.excel.memory_excel import AUTOMATIC, Filter, ListObject, Namespace, Workbook

AS_OF = 45700.0  # 2025-02-12
SHEETS = {
    "合同": [
        ["合同编号", "客户", "币种", "合同金额", "签订日期", "付款天数", "电子邮箱", "电话"],
        ["HT-1", "甲公司", "CNY", 1000000.0, 45600.0, 30.0, "a@example.com", "010-1"],
    ],
    "节点": [
        ["合同编号", "节点编号", "款项类别", "支付方式", "比例或金额", "计算基数", "付款条件", "达成日期"],
        ["HT-1", "M1", "预付款", "支付", 0.3, "合同价", "签约", 45600.0],
        ["HT-1", "M2", "进度款", "支付", 0.4, "合同价", "签约", 45600.0],
    ],
    "请款": [
        ["请款编号", "合同编号", "节点编号", "请款日期", "请款金额", "批复日期", "批复金额", "应付日期", "备注"],
        ["Q-1", "HT-1", "M1", 45610.0, 300000.0, 45612.0, 300000.0, 45640.0, "=A2"],
    ],
    "催款": [
        ["日期", "合同编号", "我的备注", "请款编号", "级别", "渠道", "文件", "状态", "下一步"],
        [45650.0, "HT-1", "mine", "Q-1", 1.0, "邮件", "a.txt", "已发送", "=1+1"],
        [None] * 9,
    ],
    "规则": [["■ 设置"], ["设置项", "取值"], ["截止日", AS_OF], ["我方公司", "乙公司"]],
    "台账": [["", ""], ["合同编号", "自己的列", "节点编号", "可请款额"], ["旧", "mine", "旧", 1.0], ["旧", None, "旧", 2.0]],
}  # fmt: skip


class Clerk:
    """Answers what is asked, and remembers what was said."""

    def __init__(self, agrees: bool = True, file: str = "", words: str | None = "") -> None:
        self.asked: list[str] = []
        self.told: list[str] = []
        self._agrees, self._file, self._words = agrees, file, words

    def words(self, text: str) -> str | None:
        self.asked.append(text)
        return self._words

    def tell(self, text: str) -> None:
        self.told.append(text)

    def agrees(self, text: str) -> bool:
        self.asked.append(text)
        return self._agrees

    def file(self, title: str) -> str:
        self.asked.append(title)
        return self._file


class Desk:
    """A workbook in an Excel, and the clerk in front of it."""

    def __init__(self, xlwings, path, sheets=SHEETS, **clerk) -> None:
        self.excel = Workbook(copy.deepcopy(sheets), path=str(path) if path else "")
        self.book = xlwings.Book(impl=xlwings._xlwindows.Book(xl=self.excel))
        self.clerk = Clerk(**clerk)

    def sheet(self, name):
        return self.excel.Worksheets(name)

    def table(self, name, address, **how):
        return ListObject(self.sheet(name), f"tbl{name}", address, **how)

    def press(self, name, language="zh"):
        from ledger_addin.excel.buttons import press

        return press(name, self.book, language, self.clerk)

    def grids(self):
        return {name: self.sheet(name).grid() for name in SHEETS}

    def state(self):
        app = self.excel.Application
        return app.ScreenUpdating, app.EnableEvents, app.StatusBar, app.Calculation


UNTOUCHED = (True, True, False, AUTOMATIC)
AT_ONCE = [c.name for c in COMMANDS if c.name in ANSWERS and c.takes in ("", "customers")]


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "项目 A 账本"
    path.mkdir()
    return path


@pytest.fixture
def desk(xlwings, folder):
    return Desk(xlwings, folder)


def test_refresh_fills_the_result_and_leaves_the_users_column_alone(desk):
    said = desk.press("refresh")
    assert desk.sheet("台账").grid()[2:] == [["HT-1", "mine", "M1", "0"], ["HT-1", "", "M2", "400000"]]
    assert "已按2025-02-12计算" in said
    assert desk.clerk.told == [said]
    assert desk.excel.Application.calculated == 1
    shown = [status for status in desk.excel.Application.statuses if status]
    assert shown == [saying.READING.zh, saying.WORKING.zh, saying.WRITING.zh]
    assert desk.state() == UNTOUCHED
    assert desk.press("refresh", "en").startswith("Calculated as of 2025-02-12")


def test_a_result_that_a_formula_shows_is_calculated_and_not_overwritten(desk):
    desk.sheet("台账").Range("A2").Formula = "=POSITIONS(A1:B2,C1:D2,45700)"
    before = desk.sheet("台账").grid()
    desk.press("refresh")
    assert desk.sheet("台账").grid() == before
    assert desk.excel.Application.calculated == 1


def test_fewer_results_than_before_leave_no_old_line(desk):
    sheet = desk.sheet("台账")
    for row in range(5, 9):
        sheet.Range(f"A{row}").Value2 = "old"
    desk.press("refresh")
    assert all(row[0] in ("HT-1", "") for row in sheet.grid()[2:])


def test_reminders_are_listed_before_anything_is_done(xlwings, folder):
    desk = Desk(xlwings, folder, agrees=False)
    before = desk.grids()
    assert desk.press("draft_reminders") == ""
    (asked,) = desk.clerk.asked
    assert "甲公司" in asked
    assert "2024-12-14" in asked  # a date of the list reads as a date
    assert saying.GO_ON.zh in asked
    assert desk.grids() == before
    assert list(folder.iterdir()) == []
    assert desk.state() == UNTOUCHED


def test_reminders_are_drafted_beside_the_workbook_and_noted_in_contacts(desk, folder):
    table = desk.table("催款", "A1:I3")
    said = desk.press("draft_reminders")
    (drafts,) = folder.iterdir()
    assert drafts.name == "催款-2025-02-12"
    names = sorted(file.name for file in drafts.iterdir())
    assert len(names) > 1
    assert str(drafts) in said
    grid = desk.sheet("催款").grid()
    headings, old, *new = grid
    assert old[2] == "mine"
    assert old[8] == "=1+1"
    assert new
    assert table.rows == len(grid)
    for line in new:
        values = dict(zip(headings, line))
        assert (values["合同编号"], values["请款编号"], values["日期"]) == ("HT-1", "Q-1", "45700")
        assert values["文件"] in names
        assert values["我的备注"] == ""
    assert desk.state() == UNTOUCHED


def test_a_second_run_does_not_overwrite_the_drafts_of_the_first(desk, folder):
    desk.press("draft_reminders")
    first = next(folder.iterdir())
    next(first.iterdir()).write_text("edited by the clerk", encoding="utf-8")
    desk.press("draft_reminders")
    assert sorted(path.name for path in folder.iterdir()) == ["催款-2025-02-12", "催款-2025-02-12-2"]
    assert "edited by the clerk" in [file.read_text(encoding="utf-8") for file in first.iterdir()]


def test_a_table_with_a_line_of_totals_grows_above_it(desk):
    sheet = desk.sheet("催款")
    sheet.Range("A4").Value2 = "合计"
    sheet.Range("A6").Value2 = "under the table"
    table = desk.table("催款", "A1:I4", totals=True)
    desk.press("draft_reminders")
    grid = sheet.grid()
    assert grid[table.rows - 1][0] == "合计"
    assert grid[-1][0] == "under the table"
    assert all(row[1] == "HT-1" for row in grid[1 : table.rows - 1])


@pytest.mark.parametrize("after", range(8))
def test_whatever_fails_the_workbook_is_as_it_was(xlwings, folder, after):
    desk = Desk(xlwings, folder)
    table = desk.table("催款", "A1:I2")
    filters = Filter(table, {2: {"Criteria1": "HT-1"}})
    before, size = desk.grids(), table.rows
    sheet = desk.sheet("催款")
    writes = _count_writes(xlwings, folder)
    sheet.frozen_after = after
    real, sheet.changing = sheet.changing, _failing_once(sheet)
    said = desk.press("draft_reminders")
    sheet.changing = real
    if after < writes:
        assert "Out of memory" in said
        assert saying.LEFT.zh in said
        assert desk.grids() == before
        assert table.rows == size
        assert list(folder.iterdir()) == []
    else:
        assert "Out of memory" not in said
        assert len(list(folder.iterdir())) == 1
    assert filters.state == {2: {"Criteria1": "HT-1"}}
    assert desk.state() == UNTOUCHED


def _failing_once(sheet):
    """Excel refuses one change and then works again, so that what was done can be taken back."""
    real = type(sheet).changing

    def changing():
        try:
            real(sheet)
        except Exception:
            sheet.frozen_after = None
            raise

    return changing


def _count_writes(xlwings, folder):
    other = folder.parent / "count"
    other.mkdir()
    desk = Desk(xlwings, other)
    desk.table("催款", "A1:I2")
    sheet = desk.sheet("催款")
    sheet.frozen_after = 1000
    desk.press("draft_reminders")
    assert sheet.frozen_after < 1000 - 3  # cells inserted, the table resized, blocks written
    return 1000 - sheet.frozen_after


def test_if_it_cannot_be_taken_back_the_clerk_is_told(desk):
    desk.table("催款", "A1:I2")
    desk.sheet("催款").frozen_after = 2
    assert saying.NOT_RESTORED.zh in desk.press("draft_reminders")


def test_text_from_outside_stays_text(xlwings, folder):
    sheets = copy.deepcopy(SHEETS)
    for odd in ("=1+1", "0012", "1-2", "+5", "@x", "'a", "1e5"):
        for sheet, column in (("合同", 0), ("节点", 0), ("请款", 1)):
            for row in sheets[sheet][1:]:
                row[column] = odd
        desk = Desk(xlwings, folder)
        for name, rows in sheets.items():
            for r, row in enumerate(rows, 1):
                for c, value in enumerate(row, 1):
                    if value == odd:
                        cell = desk.sheet(name).Cells(r, c)
                        cell.Value2 = "'" + odd
        desk.press("refresh")
        desk.press("draft_reminders")
        desk.press("new_claim")
        for sheet, column in (("台账", 0), ("催款", 1), ("请款", 1)):
            cells = desk.sheet(sheet).cells
            new = [cell for (r, c), cell in cells.items() if c == column + 1 and cell.value == odd]
            assert new, (odd, sheet)
            assert not any(cell.formula for cell in new)


def test_a_protected_sheet_is_protected_again_as_it_was(desk):
    sheet = desk.sheet("催款")
    sheet.ProtectContents, sheet.ProtectScenarios = True, True
    allowed = {name: name in ("AllowSorting", "AllowFiltering") for name in _allowed()}
    sheet.Protection = Namespace(**allowed)
    desk.press("draft_reminders")
    assert len(sheet.grid()) > 2
    assert sheet.ProtectContents
    assert sheet.protected == {"DrawingObjects": False, "Scenarios": True, **allowed}


def _allowed():
    from ledger_addin.excel.writing import opened

    return opened.ALLOWED


def test_a_password_is_not_guessed(desk, folder):
    sheet = desk.sheet("催款")
    sheet.ProtectContents, sheet.password = True, "x"
    sheet.Protection = Namespace(**dict.fromkeys(_allowed(), False))
    before = desk.grids()
    said = desk.press("draft_reminders")
    assert saying.PASSWORD.say("zh", sheet="催款") in said
    assert desk.grids() == before
    assert list(folder.iterdir()) == []
    assert desk.state() == UNTOUCHED


def test_a_filtered_table_is_filtered_again_as_it_was(desk):
    on = {2: {"Criteria1": "HT-1"}, 5: {"Criteria1": ">1", "Operator": 1, "Criteria2": "<4"}}
    filters = Filter(desk.table("催款", "A1:I3"), on)
    desk.press("draft_reminders")
    assert filters.shown_all == 1
    assert filters.state == on


def test_a_filter_that_excel_does_not_tell_is_not_touched(desk):
    filters = Filter(desk.table("催款", "A1:I3"), {1: {}}, told=False)
    before = desk.grids()
    assert saying.FILTERED.say("zh", sheet="催款") in desk.press("draft_reminders")
    assert (filters.shown_all, desk.grids()) == (0, before)


def test_mark_sent_takes_the_selected_lines(desk):
    desk.sheet("催款").Range("H2").Value2 = "已起草"
    desk.excel.Application.Selection = desk.sheet("催款").Range("B2:C2")
    before = desk.sheet("催款").grid()
    desk.press("mark_sent")
    after = desk.sheet("催款").grid()
    assert after[: len(before)] == before  # nothing that stands there is overwritten
    (added,) = after[len(before) :]
    assert [added[at] for at in (1, 3, 4, 5, 6, 7)] == ["HT-1", "Q-1", "1", "邮件", "a.txt", "已发送"]


@pytest.mark.parametrize(
    ("proof", "adds"), [("EMS 7", ["EMS 7"]), ("=cmd|x", ["=cmd|x"]), ("", [""]), (None, [])]
)
def test_a_mark_asks_for_its_proof_and_keeps_it_as_text(xlwings, folder, proof, adds):
    sheets = copy.deepcopy(SHEETS)
    sheets["催款"][0][2] = "送达凭证"
    sheets["催款"][1][2] = ""
    desk = Desk(xlwings, folder, sheets, words=proof)
    desk.excel.Application.Selection = desk.sheet("催款").Range("B2:C2")
    before = len(desk.sheet("催款").grid())
    desk.press("mark_delivered")
    assert "标记已送达：有何凭证" in desk.clerk.asked[0]
    added = desk.sheet("催款").grid()[before:]
    assert [line[2] or "" for line in added] == adds
    assert not any(cell.formula for place, cell in desk.sheet("催款").cells.items() if place[0] > before)


@pytest.mark.parametrize("place", [("催款", "A1"), ("催款", "A9"), ("合同", "A2"), None])
def test_mark_sent_needs_lines_of_contacts(desk, place):
    if place:
        desk.excel.Application.Selection = desk.sheet(place[0]).Range(place[1])
    before = desk.grids()
    assert saying.SELECT_LINES.say("zh", sheet="催款") in desk.press("mark_sent")
    assert desk.grids() == before


def test_a_claim_is_added_for_what_is_billable_and_formulas_stay(desk):
    desk.press("new_claim")
    grid = desk.sheet("请款").grid()
    assert grid[1] == [str(c) if isinstance(c, str) else f"{c:.15g}" for c in SHEETS["请款"][1]]
    assert (grid[2][1], grid[2][2], grid[2][4]) == ("HT-1", "M2", "400000")


def test_a_sheet_that_is_missing_is_named(xlwings, folder):
    sheets = {name: rows for name, rows in SHEETS.items() if name != "催款"}
    desk = Desk(xlwings, folder, sheets)
    assert saying.NO_SHEET.say("zh", sheet="催款") in desk.press("draft_reminders")
    assert list(folder.iterdir()) == []


def test_a_column_that_is_missing_is_told_and_the_rest_written(xlwings, folder):
    sheets = copy.deepcopy(SHEETS)
    for row in sheets["催款"]:
        del row[6]  # 文件
    desk = Desk(xlwings, folder, sheets)
    said = desk.press("draft_reminders")
    assert saying.NO_COLUMN.say("zh", sheet="催款", headings="文件") in said
    assert desk.sheet("催款").grid()[2][1] == "HT-1"


def test_no_file_chosen_does_nothing(desk):
    before = desk.grids()
    assert desk.press("import_bank") == ""
    assert desk.grids() == before
    assert desk.clerk.told == []


RECEIPTS = ["日期", "金额", "付款方", "银行流水号", "合同编号", "请款编号", "类别", "备注"]


def test_a_statement_is_listed_then_written_and_stays_text(xlwings, folder):
    statement = folder / "流水 1.csv"
    lines = [
        "交易日期,收入金额,对方户名,交易流水号,摘要",
        "2025-02-10,300000.00,甲公司,0012345,=cmd|' /C calc'!A0",
    ]
    statement.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    desk = Desk(xlwings, folder, {**SHEETS, "回款": [RECEIPTS, [None] * 8]}, file=str(statement))
    desk.press("import_bank")
    chosen, listed = desk.clerk.asked
    assert "导入银行流水" in chosen
    assert "2025-02-10" in listed
    cells = {place: cell for place, cell in desk.sheet("回款").cells.items() if place[0] == 2}
    assert [cells[2, c].value for c in (1, 2, 4, 5, 6)] == [45698.0, 300000.0, "0012345", "HT-1", "Q-1"]
    assert cells[2, 8].value == "=cmd|' /C calc'!A0"
    assert not any(cell.formula for cell in cells.values())


def test_a_file_that_cannot_be_read_is_named_and_nothing_is_changed(xlwings, folder):
    (folder / "x.csv").write_bytes(b"PK\x03\x04junk")
    desk = Desk(xlwings, folder, {**SHEETS, "回款": [RECEIPTS]}, file=str(folder / "x.csv"))
    said = desk.press("import_bank")
    assert said.startswith("x.csv")
    assert saying.LEFT.zh in said
    assert desk.sheet("回款").grid() == [RECEIPTS]


@pytest.mark.parametrize("name", AT_ONCE)
def test_every_command_does_in_excel_what_the_core_answers(xlwings, folder, name):
    from ledger_addin.excel.regions import sheets

    desk = Desk(xlwings, folder)
    grids = sheets(desk.book)
    outcome = run(name, grids, None, "zh", **given(name, grids, None, folder))
    said = desk.press(name)
    assert outcome.said.zh in said
    assert saying.LEFT.zh not in said
    written = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert written == {Path(outcome.folder, file.folder, file.name): file.data for file in outcome.files}
    assert desk.state() == UNTOUCHED


def test_a_button_of_another_version_is_named(desk):
    assert saying.NO_COMMAND.say("zh", name="fly") in desk.press("fly")


def test_our_own_mistake_is_one_sentence_and_the_log_has_the_rest(desk, monkeypatch, caplog):
    monkeypatch.setenv("LOCALAPPDATA", "/somewhere")
    desk.excel.Worksheets = None
    said = desk.press("refresh")
    assert said.startswith("refresh内部错误")
    assert "Traceback" in caplog.text
    assert desk.state() == UNTOUCHED


def test_a_workbook_that_was_never_saved_drafts_into_the_documents(xlwings, tmp_path, monkeypatch):
    monkeypatch.setattr(places, "documents_folder", lambda: tmp_path)
    desk = Desk(xlwings, None)
    assert saying.NOT_SAVED.zh in desk.press("draft_reminders")
    assert [path.name for path in tmp_path.iterdir()] == ["催款-2025-02-12"]


URL = "https://contoso.sharepoint.com/sites/Finance/Shared%20Documents/%E9%A1%B9%E7%9B%AE%20A"
LIBRARY = Mount("https://contoso.sharepoint.com/sites/Finance/Shared Documents", r"C:\U\Contoso\Finance")
ESCAPED = Mount("https://contoso.sharepoint.com/sites/Finance/Shared%20Documents/", r"C:\U\Contoso\Finance")
PERSONAL = Mount("https://d.docs.live.net", r"C:\U\OneDrive")
LIVE = "https://d.docs.live.net/1a2b/账 本"


@pytest.mark.parametrize(
    ("url", "mounts", "there", "wanted"),
    [
        (URL, [ESCAPED], r"C:\U\Contoso\Finance\项目 A", r"C:\U\Contoso\Finance\项目 A"),
        (URL, [LIBRARY], r"C:\U\Contoso\Finance\项目 A", r"C:\U\Contoso\Finance\项目 A"),
        (URL, [ESCAPED], r"C:\U\Contoso\Finance", r"C:\U\Contoso\Finance"),  # only that folder is in step
        (URL, [ESCAPED], r"C:\elsewhere", ""),
        (URL, [], r"C:\U\Contoso\Finance\项目 A", ""),
        (URL, [PERSONAL], r"C:\U\OneDrive\项目 A", ""),
        (
            LIVE,
            [PERSONAL],
            r"C:\U\OneDrive\账 本",
            r"C:\U\OneDrive\账 本",
        ),  # the account's number is no folder
        (LIVE + "/../../x", [PERSONAL], r"C:\U\OneDrive\账 本\..\..\x", ""),
    ],
)
def test_a_url_is_found_on_this_computer(url, mounts, there, wanted):
    exists = {there + r"\账本 1.xlsm"}.__contains__
    assert local_folder(url, "账本 1.xlsm", mounts, exists) == wanted


def test_a_workbook_on_a_server_drafts_where_its_copy_is(xlwings, tmp_path, monkeypatch):
    local = tmp_path / "同步" / "账 本"
    local.mkdir(parents=True)
    monkeypatch.setattr(places, "documents_folder", lambda: tmp_path)
    monkeypatch.setattr(folders, "mounts", list)
    desk = Desk(xlwings, LIVE)
    assert saying.ONLINE.zh in desk.press("draft_reminders")
    assert (tmp_path / "催款-2025-02-12").is_dir()


def test_drafts_that_cannot_be_written_leave_no_lines(desk, folder):
    before = desk.grids()
    for number in range(1, 1000):  # every name of the folder is taken
        (folder / f"催款-2025-02-12{'' if number == 1 else f'-{number}'}").write_bytes(b"")
    said = desk.press("draft_reminders")
    assert said.startswith(f"草稿无法写入{folder}")
    assert saying.LEFT.zh in said
    assert desk.grids() == before
    assert len(list(folder.iterdir())) == 999


def test_no_name_turns_the_direction_of_what_is_asked(xlwings, folder):
    sheets = copy.deepcopy(SHEETS)
    sheets["合同"][1][1] = "甲\u202e公司\r\n2\u200b"
    desk = Desk(xlwings, folder, sheets)
    desk.press("draft_reminders")
    (question,) = desk.clerk.asked
    assert "甲公司 2  |" in question
    assert not {"\u202e", "\u200b", "\r"} & set(question)


def test_drafts_that_cannot_be_taken_away_are_named(desk, folder, monkeypatch):
    rename = os.rename

    def as_windows_does(old, new):  # while another program holds a file of a folder
        if Path(new).name.startswith(".ledger-"):
            raise PermissionError(13, "Permission denied", str(old))
        rename(old, new)

    sheet = desk.sheet("催款")
    sheet.ProtectContents, sheet.password = True, "x"  # the lines cannot be written
    sheet.Protection = Namespace(**dict.fromkeys(_allowed(), False))
    monkeypatch.setattr(os, "rename", as_windows_does)
    before = desk.grids()
    said = desk.press("draft_reminders")
    assert saying.PASSWORD.say("zh", sheet="催款") in said
    assert str(folder / "催款-2025-02-12") in said
    assert desk.grids() == before


def test_the_files_that_lie_beside_the_workbook_go_into_the_pack(xlwings, folder):
    sheets = copy.deepcopy(SHEETS)
    for row, cell in zip(sheets["节点"], ["依据", "验收.pdf 第2页; ..\\out.pdf", ""]):
        row.append(cell)
    (folder / "证据").mkdir()
    (folder / "证据" / "验收.pdf").write_bytes(b"signed")
    (folder.parent / "out.pdf").write_bytes(b"not ours")
    said = Desk(xlwings, folder, sheets).press("evidence")
    assert "附文件1份" in said
    (pack,) = (folder / "证据-2025-02-12").iterdir()
    assert (pack / "验收.pdf").read_bytes() == b"signed"
    assert not (pack / "out.pdf").exists()
    assert len(list(pack.iterdir())) == 3


def test_every_word_exists_in_both_languages():
    texts = [value for value in vars(saying).values() if isinstance(value, saying.Text)]
    assert len(texts) > 15
    for text in texts:
        assert text.en != text.zh
        fields = [sorted(f[1] for f in _fields(text.say(language))) for language in LANGUAGES]
        assert fields[0] == fields[1], text


def _fields(text):
    import string

    return [field for field in string.Formatter().parse(text) if field[1]]


def test_a_source_tree_is_imported_by_the_name_that_is_registered():
    found = importlib.util.find_spec("ledger_addin.excel.server")
    assert found.origin == str(Path(__file__).resolve().parents[3] / "addin" / "excel" / "server.py")


def test_every_button_is_one_of_ours():
    from ledger_addin.excel import ribbon

    assert set(ribbon.PICTURES) == {command.name for command in COMMANDS}
    assert {command.group for command in COMMANDS} == set(ribbon.GROUPS)
    assert Path(ribbon.__file__).is_file()
