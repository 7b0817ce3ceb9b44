"""What a call from a cell costs over our COM server, against stock xlwings over its DLL.

    python -m tests.benchmarks.excel_calls

Ratios within one run on one machine: under Wine, whose times say nothing about Windows. Aims: a scalar call
at most 0.3 times stock, a range of 10,000 x 10 in and out at most 0.8 times; POSITIONS on 10,000 milestones:
COM and conversion add at most 1.5 times the core's own time.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests import tools
from tests.hosts.excel.clerk import Clerk
from tests.hosts.wine import Wine, windows_path

HERE = Path(__file__).parent
TURNS = 3
STOCK = """
import sys
sys.path.append({packages!r})
import xlwings as xw
from ledger.functions import call

@xw.func
def scalar(value, done):
    return call("BILLABLE", value, done)

@xw.func
def echo(table):
    return table
"""
# the server as it is, and one function more that gives back what it gets
ECHOING = """
import runpy, sys
import ledger.functions as functions
functions.FUNCTIONS["ECHO"] = lambda table, language="en": table
functions.FUNCTIONS["BENCH"] = __import__("bench_positions").answer
sys.argv[:] = ["server"]
runpy.run_module("ledger_addin.excel.server", run_name="__main__")
"""
# POSITIONS with the tables made there, sent there and back, and neither
POSITIONS = """
import time
from ledger.functions import call
def tables(milestones):
    contracts = [["Contract", "Customer", "Currency", "Contract sum", "Signed on"]]
    stages = [["Contract", "Milestone", "Kind", "Mode", "Share or amount", "Base", "Trigger"]]
    for n in range(int(milestones) // 5):
        contracts.append([f"C-{n}", "Acme", "CNY", 1000000.0 + n, 45000.0])
        stages += [[f"C-{n}", f"M{i}", "progress", "pay", 0.2, "contract", "signed"] for i in range(5)]
    return contracts, stages
def answer(what, milestones, *rest, language="en"):
    contracts, stages = tables(milestones)
    if what == "tables":
        return contracts
    if what == "stages":
        return stages
    start = time.perf_counter()
    call("POSITIONS", contracts, stages, 45700.0)
    return time.perf_counter() - start
"""
CLIENT = """
import sys, time
import win32com.client
server = win32com.client.Dispatch("MilestoneLedger.Server")
contracts, stages = server.Run("BENCH", ["tables", 10000.0], "en"), server.Run("BENCH", ["stages", 10000.0], "en")
best = {"core": 1e9, "over COM": 1e9}
for _ in range(5):
    best["core"] = min(best["core"], server.Run("BENCH", ["run", 10000.0], "en"))
    start = time.perf_counter()
    answer = server.Run("POSITIONS", [contracts, stages, 45700.0], "en")
    best["over COM"] = min(best["over COM"], time.perf_counter() - start)
assert len(answer) == 10001, len(answer)
print(best["core"], best["over COM"])
"""


def stock(clerk: Clerk, times: int, name: str, *arguments: str) -> float:
    """Microseconds a call over stock xlwings."""
    dll = next(clerk.python.parent.rglob("xlwings64-*.dll"))
    # a Python under a plain name: stock xlwings does not start one whose folder is called as the clerk's is
    where = [windows_path(dll), windows_path(tools.windows_python().python), windows_path(clerk.folder)]
    types = windows_path(clerk.folder / "stock.tlb")
    done = clerk.wine.run(
        str(clerk.folder / "stock.exe"), *where, types, "stock_udfs", name, str(times), *arguments, limit=300
    )
    return float(done.stdout)


def ours(clerk: Clerk, times: int, name: str, *arguments: str) -> float:
    """Microseconds a call over our server."""
    (best,) = clerk.run([["bench", str(times), f"s{name}", "(", *arguments, ")", "sen"]], limit=300)
    return float(best)


def prepared(wine: Wine, folder: Path) -> Clerk:
    clerk = Clerk(wine, folder)
    packages = clerk.python.parent / "Lib" / "site-packages"
    (folder / "stock_udfs.py").write_text(STOCK.format(packages=windows_path(packages)), encoding="utf-8")
    (packages / "bench_server.py").write_text(ECHOING, encoding="utf-8")
    (packages / "bench_positions.py").write_text(POSITIONS, encoding="utf-8")
    include = "/usr/include/wine/wine/windows"
    stdole = tools.windows_python().prefix / "drive_c/windows/system32/stdole2.tlb"
    (folder / "stdole2.tlb").write_bytes(stdole.read_bytes())
    widl = ["x86_64-w64-mingw32-widl", f"-I{include}", "-L.", "-t", "-o", "stock.tlb"]
    subprocess.run([*widl, str(HERE / "stock_excel.idl")], cwd=folder, check=True)
    gcc = ["x86_64-w64-mingw32-gcc", "-O1", "-w", "-o", "stock.exe", str(HERE / "stock_client.c")]
    subprocess.run([*gcc, "-lole32", "-loleaut32", "-luuid"], cwd=folder, check=True)
    clerk.register()
    clerk.say(
        "from ledger_addin.excel import registration as r\n"
        "r.register(r.command().replace('ledger_addin.excel.server', 'bench_server'))"
    )
    return clerk


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Wine() as wine:
        clerk = prepared(wine, Path(folder))
        rows = [
            ("scalar call", 0.3, lambda: ours(clerk, 300, "BILLABLE", "n1000", "n0.5"), lambda: stock(clerk, 10, "scalar", "1000", "0.5")),
            ("10,000 x 10 in and out", 0.8, lambda: ours(clerk, 2, "ECHO", "#10000x10"), lambda: stock(clerk, 2, "echo", "10000x10")),
        ]  # fmt: skip
        for what, aim, one, other in rows:
            own, their = zip(*[(one(), other()) for _ in range(TURNS)])  # by turns: the machine may be busy
            ratio = min(own) / min(their)
            print(
                f"{what}: ours {min(own) / 1000:.2f} ms, stock {min(their) / 1000:.2f} ms, "
                f"ratio {ratio:.2f} (aim {aim})",
                flush=True,
            )
        core, over = map(float, clerk.say(CLIENT, limit=300).split())
        added = (over - core) / core
        print(f"POSITIONS on 10,000: core {core:.2f} s, over COM {over:.2f} s, adds {added:.2f} (aim 1.5)")


if __name__ == "__main__":
    main()
