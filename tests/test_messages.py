"""Every text exists in both languages with the same placeholders; every message is reproduced by a small book or call."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum
from typing import Any

import pytest

import ledger
from ledger import portfolio as asked
from ledger.commands import run
from ledger.drafting.facts import Sender
from ledger.drafting.reminders import drafts
from ledger.functions import call
from ledger.language import Text
from ledger.portfolio import portfolio
from ledger.problems import MESSAGES, Problem, found, message
from ledger.tables.book import read_book
from tests.drawing import book, sheet

HOSTS = ("ledger.cli", "ledger.workbook", "ledger.reports")
DAY = date(2026, 6, 30)
PLACEHOLDER = re.compile(r"\{\w*\}")


def texts() -> Iterator[tuple[str, Text]]:
    """Every Text constant of the core, with where it stands."""
    seen: set[int] = set()

    def inside(where: str, value: Any) -> Iterator[tuple[str, Text]]:
        if isinstance(value, Text):
            yield where, value
        elif isinstance(value, Enum):
            yield from inside(where, getattr(value, "label", None))
        elif isinstance(value, dict):
            for key, each in value.items():
                yield from inside(f"{where}[{key!r}]", each)
        elif isinstance(value, (tuple, list, frozenset, set)):
            if id(value) not in seen:
                seen.add(id(value))
                for n, each in enumerate(value):
                    yield from inside(f"{where}[{n}]", each)
        elif isinstance(value, type) and issubclass(value, Enum):
            for member in value:
                yield from inside(f"{where}.{member.name}", member)

    for module in pkgutil.walk_packages(ledger.__path__, "ledger."):
        if module.name.startswith(HOSTS):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            yield from inside(f"{module.name}.{name}", value)


def test_every_text_is_said_in_both_languages_with_the_same_placeholders() -> None:
    every = dict(texts())
    assert len(every) > 700
    for where, text in every.items():
        if text == Text("", ""):
            continue
        assert text.en.strip(), where
        assert text.zh.strip(), where
        assert sorted(PLACEHOLDER.findall(text.en)) == sorted(PLACEHOLDER.findall(text.zh)), where


# One contract, two stages: each reproducer adds the one thing that is wrong.
CONTRACTS = "| Contract | Project | Customer | Currency | Contract sum | Signed on | E-mail | Phone |\n| C | North | Acme | USD | 1000 | 2026-01-01 | a@acme.com | 5550100 |"
STAGES = "| Contract | Milestone | Name | Kind | Mode | Share or amount | Base | Trigger | Trigger value | Retention rate |\n"
PLAIN = "| C | 1 | Frame | milestone | pay | 50% | contract | signed | | |\n| C | 2 | Roof | milestone | pay | 50% | contract | accepted | | |"
BY_VALUE = "| C | 1 | Frame | progress | pay | 80% | period value | certificate | | |\n| C | 2 | Roof | progress | pay | 80% | period value | certificate | | |"
PROGRESS = "| Contract | Milestone | Date | Done |\n"
CLAIMS = "| Claim | Contract | Milestone | Claimed on | Claimed | Certified on | Certified | Due on |\n| A | C | 1 | 2026-01-05 | 400 | 2026-01-06 | 400 | 2026-02-05 |"
RECEIPTS = "| Date | Amount | Bank reference | Contract | Claim |\n"


def sheets(**more: str) -> dict[str, Any]:
    drawn = {"contracts": CONTRACTS, "milestones": STAGES + PLAIN, **more}
    if "stages" in drawn:
        drawn["milestones"] = STAGES + drawn.pop("stages")
    return book(**drawn)


def problems(grids: dict[str, Any]) -> list[Problem]:
    return portfolio(read_book(grids), DAY).problems


def of(**more: str) -> Callable[[], list[Problem]]:
    return lambda: problems(sheets(**more))


def without(name: str) -> list[Problem]:
    return problems({key: grid for key, grid in sheets().items() if key != name})


def button(name: str, grids: dict[str, Any], **choices: Any) -> list[Problem]:
    return list(run(name, grids, DAY, **choices).problems)


def progress(drawing: str, **more: str) -> list[Problem]:
    return button("import_progress", sheets(**more), imported={"Plan": sheet(drawing)})


def bank(drawing: Any, **more: str) -> list[Problem]:
    grid = sheet(drawing) if isinstance(drawing, str) else drawing
    return button("import_bank", sheets(**more), imported={"Statement": grid})


def two_channels() -> dict[str, Any]:
    grids = sheets(contracts=CONTRACTS.replace("a@acme.com", ""), claims=CLAIMS)
    grids["Rules"] = [
        ["Dunning policy"],
        ["Policy", "Level", "Days overdue", "Channel", "Tone"],
        ["p", 1.0, 1.0, "email", "reminder"],
        ["p", 1.0, 1.0, "phone", "reminder"],
    ]
    return grids


def with_wording(text: str) -> dict[str, Any]:
    grids = sheets(claims=CLAIMS)
    grids["Rules"] = [
        ["Wording"],
        ["Level", "Channel", "Language", "Subject", "Text"],
        [1.0, "SMS/WeChat", "English", "", text],
    ]
    return grids


def bad_template() -> list[Problem]:
    desk = portfolio(read_book(sheets(claims=CLAIMS)), DAY)
    (reminder,) = asked.reminders(desk).reminders
    letter = reminder._replace(channels=tuple(type(reminder.channels[0])))
    sender = Sender("Us", "", "", "", "", "", "", "")
    return list(drafts(letter, sender, DAY, (), (), template=b"no document").problems)


def said_by(name: str, *cells: Any) -> Callable[[], list[str]]:
    return lambda: [call(name, *cells, language=language) for language in ("en", "zh")]


def broken() -> list[str]:
    class Hostile:
        """A cell that no host hands over."""

        def __str__(self) -> str:
            raise RuntimeError

    return [call("BILLABLE", Hostile(), 1.0, language=language) for language in ("en", "zh")]


OVERRIDES = "| ■ Dunning overrides | | | | | |\n| Applies to | Which | Policy | Highest level | Days between | Tolerance |\n"
POLICY = "| ■ Dunning policy | | | | | |\n| Policy | Level | Days overdue | Channel | Tone | Counted from |\n"
CONTACTS = "| Date | Contract | Claims | Level | Channel | File | Status |\n"
DRAFT = "| 2026-06-01 | C | | 4 | letter | a.docx | drafted |\n"
TASK = "| Task Name | % Complete | Project |\n"
BANK = "| Date | Credit | Reference | Payer |\n"

REPRODUCERS: dict[str, Callable[[], list[Any]]] = {
    "unreadable": of(progress=PROGRESS + "| C | | soon | 50% |"),
    "empty": of(progress=PROGRESS + "| C | | | 50% |"),
    "error_cell": of(progress=PROGRESS + "| C | | #N/A | 50% |"),
    "no_heading": of(progress="| Contract | Date |\n| C | 2026-01-31 |"),
    "same_heading": of(progress="| Contract | Date | Done | 累计完成 |\n| C | 2026-01-31 | 5% | 5% |"),
    "no_sheet": lambda: without("Milestones"),
    "same_sheet": lambda: problems({**sheets(), "合同": sheet(CONTRACTS)}),
    "renamed_sheet": lambda: problems({**sheets(), "Claims 2025": sheet(CLAIMS)}),
    "unknown_contract": of(progress=PROGRESS + "| D | | 2026-01-31 | 50% |"),
    "unknown_milestone": of(progress=PROGRESS + "| C | 9 | 2026-01-31 | 50% |"),
    "unknown_claim": of(claims=CLAIMS, receipts=RECEIPTS + "| 2026-01-31 | 5 | b | C | Z |"),
    "claim_of_another": of(
        contracts=CONTRACTS + "\n| D | South | Birch | USD | 5 | | | |",
        claims=CLAIMS, receipts=RECEIPTS + "| 2026-01-31 | 5 | b | D | A |",
    ),
    "twice": of(claims=CLAIMS + "\n| A | C | | | 5 | | | |"),
    "progress_falls": of(progress=PROGRESS + "| C | | 2026-01-31 | 50% |\n| C | | 2026-02-28 | 40% |"),
    "trigger_needs": of(stages="| C | 1 | Frame | milestone | pay | 50% | contract | date | | |"),
    "trigger_circle": of(stages="| C | 1 | Frame | milestone | pay | 50% | contract | another stage | 1 + 5 days | |"),
    "measure_needs_base": of(stages="| C | 1 | Frame | milestone | pay | 50% | fixed | signed | | |"),
    "period_needs_share": of(stages="| C | 1 | Frame | progress | pay | 500 | period value | certificate | | |"),
    "measured_once": of(stages=BY_VALUE, progress=PROGRESS + "| C | | 2026-01-31 | 50% |"),
    "measured_by_value": of(stages=BY_VALUE, progress=PROGRESS + "| C | 1 | 2026-01-31 | 50% |"),
    "needs_retention_base": of(stages="| C | 1 | Frame | milestone | pay | 50% | contract | signed | | 3% |"),
    "recoupment_needs": of(contracts=CONTRACTS.replace("| Phone |", "| Recoupment method |").replace("5550100", "FIDIC")),
    "unknown_function": lambda: [call("NO", language=language) for language in ("en", "zh")],
    "unknown_placeholder": lambda: button("draft_reminders", with_wording("Dear {customr}")),
    "wages_named": lambda: button("draft_reminders", with_wording("Pay the wage arrears of our migrant workers: {total}")),
    "letter_template": bad_template,
    "unknown_policy": of(rules=OVERRIDES + "| contract | C | gentle | | | |"),
    "unknown_level": of(rules=OVERRIDES + "| contract | C | | 9 | | |"),
    "about_nobody": of(rules=OVERRIDES + "| customer | Birch | | 2 | | |"),
    "said_twice": of(rules=OVERRIDES + "| contract | C | | 2 | | |\n| contract | c | | 3 | | |"),
    "courtesy_level": of(rules=POLICY + "| ours | 0 | 3 | e-mail | reminder | due date |"),
    "wrong_status": lambda: button("mark_sent", sheets(), lines=[1]),
    "needs_approval": lambda: button("mark_sent", sheets(contacts=CONTACTS + DRAFT), lines=[1]),
    "same_document": lambda: button(
        "mark_sent", sheets(contacts=CONTACTS + DRAFT + DRAFT.replace("drafted", "approved")), lines=[1, 2]
    ),
    "no_company": lambda: button("draft_reminders", sheets(claims=CLAIMS)),
    "no_email": lambda: button("draft_reminders", two_channels()),
    "no_columns": lambda: bank("| a | b |\n| 1 | 2 |"),
    "future": lambda: progress("| Task Name | % Complete | Project | Status date |\n| Frame | 40% | C | 2026-07-01 |"),
    "done_over": lambda: progress(TASK + "| Frame | 140% | C |"),
    "unmatched_task": lambda: progress(TASK + "| Cellar | 40% | C |"),
    "several_milestones": lambda: progress(
        TASK + "| Frame | 40% | |", contracts=CONTRACTS + "\n| D | South | Birch | USD | 5 | | | |",
        stages=PLAIN + "\n| D | 1 | Frame | milestone | pay | 50% | contract | signed | | |",
    ),
    "needs_value": lambda: progress(TASK + "| Frame | 40% | C |", stages=BY_VALUE),
    "lost_digits": lambda: bank([["Date", "Credit", "Reference", "Payer"], ["2026-06-01", 5.0, 1234567890123456789.0, "Acme"]]),
    "which_way": lambda: bank("| 日期 | 金额 | 借贷标志 | 流水号 |\n| 2026-06-01 | 1 | 借 | b1 |\n| 2026-06-01 | 5 | ? | b2 |"),
    "reversal": lambda: bank(BANK + "| 2026-06-01 | -5 | b1 | Acme |"),
    "same_reference": lambda: bank(BANK + "| 2026-06-01 | 5 | b1 | Acme |\n| 2026-06-02 | 6 | b1 | Acme |"),
    "internal": broken,
}  # fmt: skip


@pytest.mark.parametrize("key", MESSAGES)
def test_every_message_is_reproduced_in_both_languages(key: str) -> None:
    for language, answers in (("en", 0), ("zh", 1)):
        said = REPRODUCERS[key]()
        lines = [one.say(language) if isinstance(one, Problem) else said[answers] for one in said]
        pattern = re.escape(MESSAGES[key][answers])
        pattern = re.sub(r"\\\{\w+\\\}", ".*", pattern)
        assert any(re.search(pattern, str(line), re.DOTALL) for line in lines), (language, lines)


def test_no_reproducer_is_left_over() -> None:
    assert set(REPRODUCERS) == set(MESSAGES)


def test_a_message_repeats_a_cell_in_quotes_and_not_endlessly() -> None:
    assert found("x" * 500) == "'" + "x" * 56 + "...'"
    assert found(45.5) == "45.5"
    assert message("unreadable", found="{braces}", wanted=Text("this", "此")).zh == "内容为{braces}，应为此。"
