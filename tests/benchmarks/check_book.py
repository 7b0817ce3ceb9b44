"""How long `ledger check` takes on the reference book, against python-calamine merely reading the file.

    python -m tests.benchmarks.check_book [M] [--large]

Each figure is the best of some rounds in a process of its own, CPU time, imports excluded, until what was made
is gone again. Aims: at most
2.0 times the reading at 10,000 milestones, at most 3 times its memory; with --large, a milestone of a book
of 100,000 costs at most 1.3 times one of 10,000.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 9
MEASURE = """
import json, resource, sys, time
from datetime import date
path, what, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
if what == "read":
    from python_calamine import CalamineWorkbook
    def work():
        book = CalamineWorkbook.from_path(path)
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
else:
    from pathlib import Path
    from tests.benchmarks.reference_book import AS_OF
    from ledger.cli.checking import checked
    def work():
        return checked(Path(path), AS_OF)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
times = []
for _ in range(rounds):
    start = time.process_time()
    answer = work()
    said = [] if what == "read" else [answer.milestones, len(answer.mismatches), len(answer.problems)]
    del answer
    times.append(time.process_time() - start)
    if not _:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": min(times), "all": times, "peak": peak, "before": before, "said": said}))
"""


def measured(path: Path, what: str, rounds: int) -> dict[str, object]:
    """CPU seconds and peak memory of one way of taking the book in."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path), what, str(rounds)],
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


def compared(milestones: int, folder: Path, rounds: int) -> float:
    """Print the figures of one size; the seconds of a check."""
    path = folder / f"book{milestones}.xlsx"
    made = (
        "import sys; from pathlib import Path; from tests.benchmarks.reference_book import reference_book; "
    )
    made += "reference_book(Path(sys.argv[1]), int(sys.argv[2]))"  # a process of its own: memory is inherited
    subprocess.run([sys.executable, "-c", made, str(path), str(milestones)], check=True)
    reading, check = measured(path, "read", rounds), measured(path, "check", rounds)
    ratio = check["seconds"] / reading["seconds"]
    memory = (check["peak"] - check["before"]) / (reading["peak"] - reading["before"])
    whole = check["peak"] / reading["peak"]
    print(
        f"{milestones:,} milestones, {path.stat().st_size / 1e6:.1f} MB; positions, mismatches, problems: {check['said']}"
    )
    print(f"  reading {reading['seconds']:.3f} s, {reading['peak'] / 1024:.0f} MiB")
    print(f"  check   {check['seconds']:.3f} s, {check['peak'] / 1024:.0f} MiB")
    print(
        f"  ratio of time {ratio:.2f} (aim 2.0); of memory {whole:.2f}, of what it adds {memory:.2f} (aim 3)"
    )
    return float(check["seconds"])


def main() -> None:
    """Print the ratios."""
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()] or [10_000]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        small = compared(sizes[0], folder, ROUNDS)
        if "--large" in sys.argv:
            large = compared(10 * sizes[0], folder, 1)
            print(
                f"  a milestone of the large book costs {large / small / 10:.2f} times one of the small (aim 1.3)"
            )


if __name__ == "__main__":
    main()
