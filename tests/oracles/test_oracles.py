"""Every published case, answered by the product through the adapter of its family.

A figure is compared at the number of decimals its source prints, rounded half up, and never nearer or wider.
`adapt_<family>.py` has FAMILY and answers(case) -> {key of expected: answer}; it maps and never counts.
"""

from __future__ import annotations

import ast
import datetime
import importlib
import json
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CASES = [
    json.loads(line, parse_float=Decimal)
    for path in sorted(HERE.glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line.strip()
]
ADAPTERS = sorted(HERE.glob("adapt_*.py"))
FIGURE = re.compile(r"[+-]?\d+(\.\d+)?")


def answers(case: dict) -> dict:
    adapter = importlib.import_module(f"tests.oracles.adapt_{case['family']}")
    assert case["family"] == adapter.FAMILY
    return adapter.answers(case)


def agrees(expected: object, answer: object) -> bool:
    """The answer is what was expected, at the decimals the expected figure is printed with."""
    if isinstance(expected, list):
        return (
            isinstance(answer, (list, tuple))
            and len(expected) == len(answer)
            and all(map(agrees, expected, answer))
        )
    if isinstance(expected, dict):
        return isinstance(answer, dict) and all(
            key in answer and agrees(one, answer[key]) for key, one in expected.items()
        )
    if isinstance(expected, bool) or expected is None:
        return answer is expected
    if isinstance(answer, datetime.date):
        return answer.isoformat() == expected
    if isinstance(answer, bool):
        return False
    if isinstance(expected, int):  # a count is exact
        return answer == expected
    if isinstance(answer, (int, Decimal)):
        return figure_agrees(str(expected), Decimal(answer))
    return answer == expected


def figure_agrees(expected: str, answer: Decimal) -> bool:
    if not FIGURE.fullmatch(expected):
        return False
    printed = Decimal(expected)
    return answer.quantize(Decimal(1).scaleb(printed.as_tuple().exponent), ROUND_HALF_UP) == printed


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_published_case(case: dict, record_property) -> None:
    record_property("family", case["family"])
    given = answers(case)
    missing = case["expected"].keys() - given.keys()
    assert not missing, f"no answer for {sorted(missing)}"
    wrong = {
        key: f"expected {expected}, given {given[key]}"
        for key, expected in case["expected"].items()
        if not agrees(expected, given[key])
    }
    assert not wrong, wrong
    for key, published in case.get("errata", {}).get("published", {}).items():
        # A slip is comparable where our answer has its key and the case does not expect the slip itself.
        if key in given and not agrees(case["expected"].get(key), published):
            assert not agrees(published, given[key]), f"{key}: the published slip {published} is what we give"


def test_cases_have_one_id_each() -> None:
    ids = [case["id"] for case in CASES]
    assert len(ids) == len(set(ids)) == 99


@pytest.mark.parametrize(
    ("expected", "answer", "same"),
    [
        ("2.71", Decimal("2.708333"), True),
        ("2.71", Decimal("2.704999"), False),
        ("2.71", Decimal("2.705"), True),  # half up at the printed digit
        ("-1.5", Decimal("-1.45"), True),
        ("40", Decimal("40.00"), True),
        (10, 10, True),
        (10, 11, False),
        ("2025-01-31", datetime.date(2025, 1, 31), True),
        ("2025-01-31", datetime.date(2025, 2, 1), False),
        (True, 1, False),
        (1, True, False),
        (10, Decimal("10.2"), False),
        ([1, 2], [1], False),
        ({"a": "1.0"}, {"a": Decimal("1.04")}, True),
        ("n/a", Decimal(1), False),
        ("G1", "G1", True),
    ],
)
def test_comparison_is_exact_at_the_printed_decimals(expected: object, answer: object, same: bool) -> None:
    assert agrees(expected, answer) is same


# What an adapter may not do: count. It builds collections and texts without operators.
COUNTING_CALLS = {"sum", "round", "divmod", "pow", "abs", "quantize", "scaleb", "timedelta", "prod", "fma"}
COUNTING_MODULES = {"operator", "math", "statistics", "fractions", "numpy", "dateutil", "calendar"}


def leaves(expected: object) -> set[str]:
    """Every figure and text of an expected answer that is long enough to be told from a plain constant."""
    if isinstance(expected, dict):
        return set().union(*map(leaves, expected.values()))
    if isinstance(expected, list):
        return set().union(*map(leaves, expected))
    return {str(expected)} if len(re.sub(r"\D", "", str(expected))) > 2 else set()


def offences(source: str, family: str) -> list[str]:
    """What an adapter does that it may not: arithmetic, case ids, expected figures, by line."""
    cases = [case for case in CASES if case["family"] == family]
    prefixes = "|".join(sorted({case["id"].split("-")[0] for case in cases}))
    ids = re.compile(rf"\b({prefixes})-?\d\d\b")
    forbidden = set().union(*(leaves(case["expected"]) for case in cases))
    found = []
    for node in ast.walk(ast.parse(source)):
        where = f"line {getattr(node, 'lineno', 0)}: "
        if isinstance(node, (ast.BinOp, ast.AugAssign)):
            found.append(where + "arithmetic operator")
        elif isinstance(node, ast.UnaryOp) and not isinstance(node.op, ast.Not):
            found.append(where + "sign change")
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in COUNTING_CALLS:
                found.append(where + f"{name}() counts")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in COUNTING_MODULES:
            found.append(where + f"imports {node.module}")
        elif isinstance(node, ast.Import):
            found += [
                where + f"imports {a.name}" for a in node.names if a.name.split(".")[0] in COUNTING_MODULES
            ]
        elif isinstance(node, ast.Constant):
            if isinstance(node.value, str) and ids.search(node.value):
                found.append(where + f"case id in {node.value!r}")
            if str(node.value) in forbidden:
                found.append(where + f"expected figure {node.value!r}")
            if node.value == "id":
                found.append(where + "reads the case's id")
    return found


@pytest.mark.parametrize("path", ADAPTERS, ids=[path.stem for path in ADAPTERS])
def test_adapter_only_maps(path: Path) -> None:
    assert offences(path.read_text(encoding="utf-8"), path.stem[len("adapt_") :]) == []


@pytest.mark.parametrize(
    "source",
    [
        "a = b * c",
        "a += b",
        "a = -b",
        "a = sum(b)",
        "a = b.quantize(c)",
        "import operator",
        "from dateutil.relativedelta import relativedelta",
        "if case['id'] == x: pass",
        "known = {'INT-01': a}",
        "interest = Decimal('2.71')",
    ],
)
def test_guard_sees_each_offence(source: str) -> None:
    assert offences(source, "interest")


def test_guard_lets_mapping_pass() -> None:
    assert (
        offences("a = {**b, 'paid': to_date(c['paid'])} if 'paid' in c else [f'{d}%' for d in e]", "interest")
        == []
    )
