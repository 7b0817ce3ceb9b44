"""Real COM under Wine: Windows' Python, pywin32 and the wheel, called by a C program and by VBScript.

What this cannot show stands in addin/excel/README.md.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from ledger_addin.excel.identity import CLSID, PROG_ID

from ledger import __version__
from ledger.functions import call
from ledger.functions.catalogue import SIGNATURES
from tests.hosts.excel.clerk import ROOT, Clerk
from tests.hosts.excel.test_buttons import SHEETS
from tests.hosts.wine import Wine, windows_path

PRESS = Path(__file__).with_name("press_driver.py")
GRACE = 2.0
DEAD = {"800706be", "800706ba", "80010108", "80010007"}
BILLABLE = ["call", "sBILLABLE", "(", "n1000000", "n0.6", ")", "sen"]
AGAIN = pytest.approx(600000.0)


@pytest.fixture(scope="module")
def clerk(tmp_path_factory):
    """A clerk whose server is registered; a Wine of its own, because it is asked what stays in the registry."""
    with Wine() as wine:
        clerk = Clerk(wine, tmp_path_factory.mktemp("clerk"))
        clerk.register("--grace", str(GRACE))
        clerk.run([BILLABLE])  # now Wine's own services run, and nobody's pipes are theirs
        yield clerk


def written(cell) -> str:
    """A plain cell as client.c reads it."""
    if isinstance(cell, list):
        return "{" + ";".join("|".join(written(one) for one in row) for row in cell) + "}"
    if cell is None:
        return "E"
    if isinstance(cell, str):
        return "s" + cell
    return f"n{cell!r}"


def calling(name: str, *cells, language: str = "en") -> list[str]:
    return ["call", f"s{name}", "(", *map(written, cells), ")", f"s{language}"]


def test_every_function_answers_as_the_core_does(clerk):
    asked = [(s, language) for s in SIGNATURES if s.example for language in ("en", "zh")]
    answers = clerk.run([calling(s.name, *s.example, language=language) for s, language in asked])
    for (signature, language), answer in zip(asked, answers):
        assert answer == call(signature.name, *signature.example, language=language), signature.name


CONTRACTS = [["合同编号", "客户", "币种", "合同金额", "签订日期"], ["HT-1", "甲公司", "CNY", 1000.0, 45600.0]]
MILESTONES = [["合同编号", "节点编号", "款项类别", "支付方式", "比例或金额", "付款条件"], ["HT-1", "M1", "预付款", "支付", 0.3, "签约"]]  # fmt: skip


@pytest.mark.parametrize("name", [s.name for s in SIGNATURES if s.kind == "table"])
def test_whole_tables_in_a_table_out(clerk, name):
    (answer,) = clerk.run([calling(name, CONTRACTS, MILESTONES, 45700.0, language="zh")])
    assert answer == call(name, CONTRACTS, MILESTONES, 45700.0, language="zh")
    assert len(answer[0]) > 5


# ways a cell comes over COM, and what the core is to see of it
CELLS = {
    "double": ("n0.5", 0.5),
    "long": ("i1", 1.0),
    "currency": ("c0.25", 0.25),
    "date": ("d45351.5", 45351.5),
    "text": ("s60%", "60%"),
    "Chinese": ("s六成", "六成"),
    "outside the first plane": ("s𠮷", "𠮷"),
    "empty": ("E", None),
    "null": ("N", None),
    "missing": ("M", None),
    "true": ("b1", True),
    "#DIV/0!": ("x2007", "#DIV/0!"),
    "#N/A": ("x2042", "#N/A"),
    "#SPILL!": ("x2045", "#SPILL!"),
    "an error of tomorrow": ("x2999", "#UNKNOWN!"),
}


@pytest.mark.parametrize("by_reference", [False, True], ids=["by value", "by reference"])
def test_every_kind_of_cell_alone_and_in_a_range(clerk, by_reference):
    alone = [["call", "sBILLABLE", "(", "n1000", sent, ")", "sen"] for sent, _ in CELLS.values()]
    column = [
        "call",
        "sBILLABLE",
        "(",
        "n1000",
        "{" + ";".join(sent for sent, _ in CELLS.values()) + "}",
        ")",
        "sen",
    ]
    *answers, table = clerk.run([["byref", str(int(by_reference))], *alone, column])
    seen = [cell for _, cell in CELLS.values()]
    assert answers == [call("BILLABLE", 1000.0, cell) for cell in seen]
    assert table == call("BILLABLE", 1000.0, [[cell] for cell in seen])
    assert len(table) == len(seen)


def test_an_array_of_one_dimension(clerk):
    (answer,) = clerk.run([["call", "sBILLABLE", "(", "n1000", "[n0.5|n0.25]", ")", "sen"]])
    assert answer == call("BILLABLE", 1000.0, [0.5, 0.25])


def test_only_names_on_the_list_are_answered(clerk):
    names = ["os.system", "__import__", "ledger.functions.call", "Billable2", "", "中"]
    answers = clerk.run([["call", f"s{name}", "(", "n1", ")", "szh"] for name in names])
    assert answers == [call(name, 1.0, language="zh") for name in names]
    assert all("不是本台账的函数" in answer for answer in answers)


def test_what_is_no_argument_list_is_refused_and_the_server_lives(clerk):
    bad = [["call", "n5", "n5", "n5"], ["call", "sBILLABLE"], ["call", "sBILLABLE", "sx", "sen"]]
    *answers, last = clerk.run([*bad, BILLABLE])
    assert all(isinstance(answer, dict) or str(answer).startswith("#LEDGER!") for answer in answers)
    assert last == AGAIN


def test_private_things_are_not_to_be_had(clerk):
    for name in ("__init__", "_public_methods_", "__class__"):
        (answer,) = clerk.run([["method", name], ["call"]])
        assert answer["hresult"] == "80020006"  # DISP_E_UNKNOWNNAME


def test_one_server_for_two_clients_and_it_ends_when_both_have_gone(clerk):
    first = clerk.start([["method", "Pid"], ["call"], ["sleep", "1500"], ["call"]])
    second = clerk.run([["method", "Pid"], ["call"], ["sleep", "300"], ["call"]])
    first_said = [json.loads(line) for line in first.communicate(timeout=60)[0].splitlines()]
    assert len({answer["long"] for answer in (*first_said, *second)}) == 1
    assert len(first_said) == len(second) == 2
    assert gone(clerk)


def gone(clerk) -> bool:
    """Whether the server ends within its grace and a little."""
    until = time.monotonic() + GRACE + 8
    while time.monotonic() < until:
        if not clerk.servers():
            return True
        time.sleep(0.1)
    return False


def test_a_client_that_crashes_does_not_keep_it(clerk):
    clerk.run([["attach"], BILLABLE, ["crash"]], check=False)
    assert gone(clerk)


PID = [["method", "Pid"], ["call"], ["method", "Run"]]


def test_ended_between_calls_releasing_and_creating_again_is_enough(clerk):
    client = clerk.start([*PID, ["sleep", "2500"], BILLABLE, ["release"], ["create"], BILLABLE, *PID[:2]])
    first = json.loads(client.stdout.readline())
    clerk.end(first["long"])
    lost, _, created, last, second = (
        json.loads(line) for line in client.communicate(timeout=60)[0].splitlines()
    )
    assert lost["hresult"] in DEAD
    assert (created["hresult"], last) == ("00000000", AGAIN)
    assert second != first


def test_ended_in_mid_call(clerk):
    long = ["call", "sBILLABLE", "(", "#300000x1", "n0.5", ")", "sen"]
    client = clerk.start([*PID, long, ["release"], ["create"], BILLABLE])
    clerk.end(json.loads(client.stdout.readline())["long"])
    lost, _, created, last = (json.loads(line) for line in client.communicate(timeout=60)[0].splitlines())
    assert lost["hresult"] in DEAD
    assert (created["hresult"], last) == ("00000000", AGAIN)


def with_command(clerk, command: str) -> None:
    """Register another command line, as if the Python had been moved or broken."""
    clerk.say(f"from ledger_addin.excel import registration as r\nr.register({command!r})")


@pytest.fixture
def restored(clerk):
    assert gone(clerk)
    yield
    clerk.register("--grace", str(GRACE))


@pytest.mark.parametrize(
    ("command", "longest"),
    [
        (r'"C:\nowhere\pythonw.exe" -m ledger_addin.excel.server', 10),
        (r'"{python}" -c "raise SystemExit(1)"', 10),
        (r'"{python}" -c "import time; time.sleep(60)"', 50),
    ],
    ids=["missing", "broken", "hanging"],
)
def test_an_interpreter_that_is(clerk, restored, command, longest):
    with_command(clerk, command.replace("{python}", windows_path(clerk.python)))
    began = time.monotonic()
    (answer,) = clerk.run([["create"]], limit=90)
    assert answer["hresult"] not in ("00000000",)
    assert time.monotonic() - began < longest


def test_vbscript_gets_the_same(clerk):
    script = clerk.folder / "ask.vbs"
    lines = [
        'Set server = CreateObject("MilestoneLedger.Server")',
        "Dim m(1, 0)",
        "m(0, 0) = 0.5",
        'm(1, 0) = "25%"',
        'answer = server.Run("BILLABLE", Array(1000, m), "en")',
        'WScript.Echo server.Version() & " " & answer(0, 0) & " [" & answer(1, 0) & "]"',
    ]
    script.write_text("\r\n".join(lines), encoding="ascii")
    said = clerk.wine.run("cscript", "//nologo", windows_path(script)).stdout
    assert said.strip() == f"{__version__} 500 [250]"


def test_the_examination_finds_it_in_order(clerk):
    said = clerk.say(
        "from ledger_addin.excel import doctor\nprint(doctor.as_json(doctor.examine(), 'en'))", limit=90
    )
    rows = {row["check"]: row for row in json.loads(said)}
    assert rows["Server"]["state"] == "ok", rows
    assert rows["Registration"]["state"] == "ok", rows
    assert rows["xlwings and pywin32"]["state"] == "ok", rows
    assert rows["Excel"]["state"] == "wrong"  # there is none under Wine
    assert all(row["remedy"] for row in rows.values() if row["state"] == "wrong")


EXAMINED = r"""
import winreg
from pathlib import Path
from ledger_addin.excel import doctor, places, registration
security = registration.OFFICE
def setting(value):
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, security) as key:
        winreg.SetValueEx(key, "VBAWarnings", 0, winreg.REG_DWORD, value)
def say(check):
    found = check()
    print(found.state, "|", found.meaning.en, "|", found.remedy.en)
for value in (1, 2, 3, 4):
    setting(value)
    say(doctor.macros)
registration.trust(Path("C:/x"))
say(doctor.macros)
say(doctor.trusted)
registration.distrust()
say(doctor.trusted)
with winreg.OpenKey(winreg.HKEY_CURRENT_USER, security, 0, winreg.KEY_WRITE) as key:
    winreg.DeleteValue(key, "VBAWarnings")
kept = registration.registered(registration.views()[0])
registration.register('"C:\\nowhere\\pythonw.exe" -m x')
say(doctor.registered)
registration.register('"C:\\windows\\notepad.exe" -m x')
say(doctor.registered)
registration.unregister()
say(doctor.registered)
say(doctor.server)
registration.register(kept)
places.log_file().parent.mkdir(exist_ok=True)
with open(places.log_file(), "w", encoding="utf-8") as log:
    log.write("2025-01-01 00:00:00,000 1 ERROR ledger.excel boom\n")
say(doctor.log)
places.log_file().unlink()
say(doctor.log)
"""
SAID = [
    "ok | Excel runs all macros without asking",
    "ok | Excel asks before it runs macros. | Click 'Enable Content'",
    "wrong | Excel's Trust Center does not allow these macros. | Run: ledger install --trust",
    "wrong | Excel's Trust Center does not allow these macros. | Run: ledger install --trust",
    "warning | Excel's Trust Center does not allow these macros.",
    "ok | C:",
    "ok | none of ours; Excel asks before it runs macros | If you wish: ledger install --trust",
    "wrong | The Python it names is gone: C:\\nowhere\\pythonw.exe | Run: ledger install",
    "warning | Another Python is registered: C:\\windows\\notepad.exe | Run: ledger install",
    "wrong | 64-bit Excel does not know the server. | Run: ledger install",
    "wrong | The server does not answer",
    "warning | 1 errors noted in ",
    "ok | nothing went wrong so far",
]


def test_the_examination_names_what_is_wrong_and_its_remedy(clerk, restored):
    lines = clerk.say(EXAMINED, limit=120).splitlines()
    assert len(lines) == len(SAID), "\n".join(lines)
    for line, wanted in zip(lines, SAID):
        assert line.startswith(wanted)


def test_it_writes_its_log_and_nothing_else(clerk):
    before = written_files(clerk)
    clerk.run([BILLABLE, ["release"]])
    new = written_files(clerk) - before
    assert {path.name for path in new} <= {"server.log"}


def written_files(clerk):
    users = clerk.wine.prefix / "drive_c" / "users"
    own = clerk.python.parent
    return {
        path for root in (users, own) for path in root.rglob("*") if path.is_file() and not path.is_symlink()
    }


def test_it_opens_no_port(clerk):
    client = clerk.start([BILLABLE, ["sleep", "800"]])
    client.stdout.readline()
    (server,) = clerk.servers()
    assert not internet_sockets(server)
    client.communicate(timeout=60)


def internet_sockets(pid: int) -> list[str]:
    inodes = {
        line.split()[9]
        for kind in ("tcp", "tcp6", "udp", "udp6")
        for line in Path(f"/proc/{pid}/net/{kind}").read_text().splitlines()[1:]
    }
    held = []
    for name in os.listdir(f"/proc/{pid}/fd"):
        try:
            target = os.readlink(f"/proc/{pid}/fd/{name}")
        except FileNotFoundError:
            continue
        if target.startswith("socket:[") and target[8:-1] in inodes:
            held.append(target)
    return held


def test_buttons_reach_a_workbook_in_another_process(clerk):
    """Server, pywin32 and xlwings over real COM; new_claim asks first, and nobody can answer here."""
    assert gone(clerk)
    folder = clerk.folder / "项目 A"
    folder.mkdir()
    (folder / "sheets.json").write_text(json.dumps(SHEETS), encoding="utf-8")
    driver = [windows_path(PRESS), windows_path(ROOT), windows_path(folder)]
    done = clerk.wine.run(str(clerk.python), "-B", *driver, "refresh", "new_claim", "doctor", limit=120)
    said = json.loads(done.stdout)
    assert said["answers"][0].startswith("已按2025-02-12计算")
    assert said["answers"][1] == ""
    assert f"+ 服务: 正常. 响应正常，版本{__version__}" in said["answers"][2]  # it does not wait for itself
    assert said["grids"]["台账"][2:] == [["HT-1", "mine", "M1", "0"], ["HT-1", "", "M2", "400000"]]
    assert len(said["grids"]["请款"]) == 2
    assert said["state"] == [True, True, False, -4105]


REGISTRY = (
    "import winreg\n"
    "def walk(key, path):\n"
    "    for n in range(winreg.QueryInfoKey(key)[0]):\n"
    "        name = winreg.EnumKey(key, n)\n"
    "        with winreg.OpenKey(key, name) as inner:\n"
    "            print(path + chr(92) + name)\n"
    "            walk(inner, path + chr(92) + name)\n"
    "for view in (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY):\n"
    "    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, 'Software', 0, winreg.KEY_READ | view) as key:\n"
    "        walk(key, '')\n"
)


def test_install_and_uninstall_leave_nothing(clerk):
    """Last: it takes the registration away."""
    assert gone(clerk)
    clerk.unregister()
    before = clerk.say(REGISTRY)
    assert CLSID not in before
    said = clerk.say(
        "from ledger_addin.excel import installing as i\n"
        "print(*[line.en for line in i.install(trust=True)], sep='\\n')\n"
        "print(*sorted(p.name for p in i.workbook_folder().iterdir()))"
    )
    assert "Registered" in said
    during = clerk.say(REGISTRY)
    assert during.count(rf"\CLSID\{CLSID}\LocalServer32") == 2
    assert PROG_ID in during
    assert "Trusted Locations" in during
    clerk.say("from ledger_addin.excel import installing as i\ni.uninstall()\ni.uninstall()")
    after = clerk.say(REGISTRY)
    office = r"\Microsoft\Office"  # the keys above a trusted location are Excel's own
    assert [line for line in after.splitlines() if office not in line] == [
        line for line in before.splitlines() if office not in line
    ]
    assert "MilestoneLedger" not in after
    assert "Milestone Ledger" not in [
        path.name for path in clerk.wine.prefix.rglob("drive_c/users/*/Documents/*")
    ]
