"""At the end of a run: for each family, how many published cases pass, and how long its adapter is."""

from __future__ import annotations

import io
import tokenize
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
NOT_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
    tokenize.ENCODING,
}


def lines_of_code(source: str) -> int:
    """Lines that hold code: no blank lines, no comments, no docstrings."""
    lines: set[int] = set()
    fresh = True  # at the start of a statement, where a string alone is a docstring
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in NOT_CODE:
            fresh = fresh or token.type == tokenize.NEWLINE
        else:
            if not (fresh and token.type == tokenize.STRING):
                lines.update(range(token.start[0], token.end[0] + 1))
            fresh = False
    return len(lines)


def pytest_terminal_summary(terminalreporter) -> None:
    ran, passed = Counter(), Counter()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            family = dict(getattr(report, "user_properties", [])).get("family")
            if family:
                ran[family] += 1
                passed[family] += outcome == "passed"
    if not ran:
        return
    terminalreporter.section("published cases")
    for path in sorted(HERE.glob("*.jsonl")):
        family = path.stem
        adapter = HERE / f"adapt_{family}.py"
        size = lines_of_code(adapter.read_text(encoding="utf-8")) if adapter.exists() else 0
        terminalreporter.write_line(
            f"{family:<9} {passed[family]:>3} of {ran[family]:>3} pass, adapter {size} lines of code"
        )
    terminalreporter.write_line(f"{'all':<9} {sum(passed.values()):>3} of {sum(ran.values()):>3} pass")
