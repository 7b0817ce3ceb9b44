"""Works money called wages: found in a template whatever its spelling, never in the facts put into it."""

from __future__ import annotations

import pytest

from ledger.drafting.reminders import Drafts, drafts
from ledger.drafting.wages import wages_named
from ledger.drafting.wording import DEFAULTS, flaws, unfit
from ledger.enumerations import Channel, Reason, Speech
from ledger.rulebook import Remedy, Wording
from tests.drafting.cases import AS_OF, BUILDER, reminder


@pytest.mark.parametrize(
    "text",
    [
        "请支付拖欠农民工工资{total}",
        "农民工工资",
        "农民工的工资",
        "农 民 工\n工 资",
        "農民工工資",
        "农\u200b民工工资",
        "工人工资无着",
        "讨薪",
        "贵司欠薪{total}",
        "这是工人的血汗钱",
        "拖欠我司员工工资",
        "Pay the wage arrears of our migrant workers: {total}",
        "WAGE  ARREARS",
        "ｗａｇｅ arrears",
        "the migrant workers' wages you owe",
        "migrant worker's pay",
        "wages of our rural workers",
        "arrears of the workers' wages",
        "unpaid wages of {total}",
    ],
)
def test_what_is_refused(text: str) -> None:
    row = Wording(4, Channel.LETTER, Speech.ZH, "", text, line=7)
    (problem,) = flaws([row])
    assert (problem.line, problem.heading.en) == (7, "Wording")
    assert "CN-WAGE" in problem.say("en")
    assert "第52条" in problem.say("zh")
    assert flaws([row._replace(subject=text, text="{total}")])
    (remedy,) = unfit([Remedy(Reason.SHORT_OF_CASH, text, line=3)])
    assert (remedy.line, remedy.heading.en, remedy.blocks) == (3, "Remedy", False)


@pytest.mark.parametrize(
    "text",
    [
        "请将人工费按月拨付至农民工工资专用账户",
        "农民工工资保证金保函已提交",
        "请返还农民工工资支付担保",
        "拖欠工程款{total}",
        "贵司拖欠工程款，影响我司正常发放工资",
        "工资管理系统项目款{total}",
        "{project}工资",
        "Please return the wage guarantee.",
        "the migrant workers' wages account",
        "We work on waged terms; the arrears are {total}.",
        "Your workers wanted access to the site.",
    ],
)
def test_what_passes(text: str) -> None:
    assert wages_named(text) == ""


def test_no_default_is_refused() -> None:
    assert not [row for row in DEFAULTS if wages_named(f"{row.subject}\n{row.text}")]


def made(
    text: str, channel: Channel = Channel.EMAIL, remedies: tuple[Remedy, ...] = (), **facts: str
) -> Drafts:
    asked = reminder(Speech.EN, 3, channels=(channel,))
    lines = tuple(line._replace(**facts) for line in asked.lines)
    row = Wording(3, channel, Speech.EN, "Payment", text)
    return drafts(asked._replace(lines=lines), BUILDER, AS_OF, (row,), remedies)


def test_no_draft_is_made_from_such_a_row() -> None:
    refused = made("Pay the wage arrears of migrant workers, {total}")
    assert not refused.documents
    assert "CN-WAGE" in refused.problems[0].say("en")


def test_a_project_may_be_called_anything() -> None:
    name = "拖欠农民工工资监管平台 / wage arrears system"
    answer = made("For {project} please pay {total}.", Channel.MESSAGE, project=name)
    assert not answer.problems
    assert all(name in document.data.decode("utf-8-sig") for document in answer.documents)


def test_a_remedy_that_calls_it_wages_is_not_offered_on_the_phone() -> None:
    bad = Remedy(Reason.SHORT_OF_CASH, "Say that migrant workers' wages are unpaid.", line=2)
    good = Remedy(Reason.DISPUTE, "Offer a joint survey.", line=3)
    answer = made("Ask for {total}.", Channel.PHONE, (bad, good))
    (script,) = answer.documents
    assert b"wages" not in script.data
    assert b"Offer a joint survey." in script.data
    assert [problem.line for problem in answer.problems] == [2]
