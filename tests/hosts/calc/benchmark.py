"""How fast our functions are in Calc, against Calc's own formulas for the same answer, in one run.

    python -m tests.hosts.calc.benchmark [milestones]

By hand, not in the test run: the native side takes a minute or more. Ratios mean something, seconds only here.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from addin.calc import package
from tests.hosts.office import Office

DRIVER = Path(__file__).with_name("benchmark_driver.py")
CELLS = 10_000
LIMIT = 1200.0


def main(milestones: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        extension = Path(folder) / "ledger.oxt"
        extension.write_bytes(package.extension())
        with Office(extensions=[extension], limit=LIMIT) as office:
            cells = office.run(DRIVER, "scalar", CELLS, 3)
            book = office.run(DRIVER, "positions", milestones, 2, 5, 3, 1)
    ours, native, bare = cells["BILLABLE"], cells["native"], cells["bare"]
    assert ours["last"] == native["last"] == bare["last"], cells
    for case, said in (("new", "new inputs"), ("again", "hard recalculation of the same")):
        ratio = ours[case] / native[case]
        print(f"scalar, {CELLS} cells, {said}: BILLABLE {ours[case] / CELLS * 1e6:.1f} us, ", end="")
        print(f"native {native[case] / CELLS * 1e6:.1f} us: {ratio:.1f}x", end="")
        print(f" (without its guards {bare[case] / CELLS * 1e6:.1f} us: {ours[case] / bare[case]:.1f}x)")
    assert not book["wrong"], book["wrong"]
    print(f"book of {milestones} milestones, {2 * milestones} claims, {5 * milestones} receipts, ", end="")
    print(f"equal in {', '.join(book['columns'])}:")
    seconds = book["seconds"]
    for case, said in (("new", "new inputs"), ("again", "hard recalculation of the same")):
        print(f"  {said}: POSITIONS {seconds[case]:.2f} s, native {seconds['native']:.1f} s: ", end="")
        print(f"{seconds['native'] / seconds[case]:.0f}x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
