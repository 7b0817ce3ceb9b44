"""Words and facts: which row speaks, one pass of filling, and defaults that say only what is known."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.drafting.facts import PLACEHOLDERS, facts, reply_day
from ledger.drafting.wording import DEFAULTS, PLACEHOLDER, chosen, filled, flaws, unknown, words
from ledger.enumerations import Channel, Speech, Tone
from ledger.rulebook import Wording
from tests.drafting.cases import AS_OF, BUILDER, HENGYUAN, HOSTILE, TONES, reminder

EMAIL, EN, ZH = Channel.EMAIL, Speech.EN, Speech.ZH


def row(text: str, level: int = 1, channel: Channel = EMAIL, language: Speech = EN, line: int = 0) -> Wording:
    return Wording(level, channel, language, "S", text, line)


def known(language: Speech = EN, level: int = 1, **others: object) -> dict[str, str]:
    asked = reminder(language, level, **others)
    return facts(asked, HENGYUAN if language is ZH else BUILDER, AS_OF, reply_day(AS_OF, asked.tone))


@pytest.mark.parametrize(
    ("own", "level", "tone", "said"),
    [
        ([], 3, Tone.DEMAND, "default 3"),
        ([], 1, Tone.PRE_ACTION, "default 5"),  # a policy whose first step is the last word
        ([], 7, Tone.PRE_ACTION, "default 5"),
        ([], 4, Tone.REMINDER, "default 1"),
        ([3], 3, Tone.DEMAND, "own 3"),
        ([3], 2, Tone.INQUIRY, "default 2"),
        ([3], 4, Tone.FORMAL, "default 4"),  # level 4 has a row, the default's
        ([5], 7, Tone.PRE_ACTION, "own 5"),  # the nearest lower one, and an own row first
        ([5, 6], 7, Tone.PRE_ACTION, "own 6"),
        ([2], 4, Tone.INQUIRY, "own 2"),
        ([1], 1, Tone.DEMAND, "own 1"),
        ([], 0, Tone.REMINDER, "default 0"),  # the courtesy note has words of its own
        ([1], 0, Tone.DEMAND, "default 0"),
        ([0, 1], 0, Tone.REMINDER, "own 0"),
        ([0], 1, Tone.REMINDER, "default 1"),
    ],
)
def test_which_row_speaks(own, level, tone, said):
    rows = [row(f"own {n}", n) for n in own] + [row("other", n, language=ZH) for n in range(1, 8)]
    answer = chosen(rows, level, tone, EMAIL, EN)
    assert (answer.text if answer in rows else f"default {answer.level}") == said


def test_a_visit_speaks_as_a_call_unless_it_has_its_own():
    assert chosen([], 2, Tone.INQUIRY, Channel.VISIT, EN) in DEFAULTS
    call, visit = row("call", 2, Channel.PHONE), row("visit", 2, Channel.VISIT)
    assert chosen([call], 2, Tone.INQUIRY, Channel.VISIT, EN) is call
    assert chosen([call, visit], 2, Tone.INQUIRY, Channel.VISIT, EN) is visit
    assert chosen([call, visit], 2, Tone.INQUIRY, Channel.PHONE, EN) is call


def test_there_is_a_default_for_everything():
    assert len(DEFAULTS) == 6 * 4 * 2
    for language in (EN, ZH):
        for tone in TONES:
            for channel in Channel:
                assert chosen([], 1, tone, channel, language).language is language


@pytest.mark.parametrize("default", DEFAULTS, ids=lambda d: f"{d.language.code}-{d.level}-{d.channel.code}")
def test_a_default_uses_known_placeholders_and_is_full(default):
    assert flaws([default]) == ()
    said = words(default, known(default.language, default.level))
    everything = "\n".join((said.subject, *said.before, *said.after))
    assert not PLACEHOLDER.search(everything)
    assert "total" in PLACEHOLDER.findall(default.text)  # every one of them names the sum
    table = default.channel in (Channel.EMAIL, Channel.LETTER)
    assert default.text.count("{lines}") == table


@pytest.mark.parametrize("default", DEFAULTS, ids=lambda d: f"{d.language.code}-{d.level}-{d.channel.code}")
def test_a_default_reads_well_when_little_is_known(default):
    bare = reminder(default.language, default.level, contact="", address="", phone="", email="")
    bare = bare._replace(lines=tuple(one._replace(project="", invoice_number="") for one in bare.lines))
    sender = HENGYUAN if default.language is ZH else BUILDER
    less = sender._replace(address="", phone="", email="", bank="", bank_account="")
    said = words(default, facts(bare, less, AS_OF, AS_OF))
    everything = "\n".join((said.subject, *said.before, "[table]", *said.after))
    assert not re.search(r"[{}]|  |,,|（）|\(\)| [,.;]|，，|\n\n\n", everything), everything
    assert not re.search(r"^.{0,12}: ?$|^.{0,6}：$", everything, re.M), everything  # a label of nothing


# What would claim, as fact, what the ledger cannot know or the law may not say
THREATS = re.compile(
    r"起诉|诉讼|仲裁|法院|失信|黑名单|报警|拖欠农民工|后果自负|一切后果|多次|屡次"
    r"|sue|court|lawsuit|litigat|bailiff|blacklist|credit rating|criminal|repeated|previous letter",
    re.I,
)


@pytest.mark.parametrize("default", DEFAULTS, ids=lambda d: f"{d.language.code}-{d.level}-{d.channel.code}")
def test_a_default_threatens_nobody(default):
    assert not THREATS.search(default.subject + default.text)
    firm = "征询" in default.text or "seek" in default.text
    assert firm == (default.level == 5)
    assert re.search(r"may\b[^.]*seek|可能[^。]*征询", default.text) or not firm


def test_firmer_words_leave_the_law_to_the_rules():
    for default in DEFAULTS:
        written = default.channel in (Channel.EMAIL, Channel.LETTER)
        assert ("{legal}" in default.text) == (default.level >= 4 and written)


def test_an_unknown_placeholder_is_a_problem_of_its_line():
    wrong = row("Pay {totl} to {company}, {totl}", line=7)._replace(subject="{who}")
    assert unknown(wrong) == ("who", "totl")
    problems = flaws([row("{total}"), wrong])
    said = "#LEDGER! Rules line 7, Wording: the placeholder {} is not known; correct it or write the words "
    assert [problem.say("en") for problem in problems] == [
        said.format("{who}") + "themselves.",
        said.format("{totl}") + "themselves.",
    ]
    assert problems[0].say("zh") == "#LEDGER! 规则第7行，措辞：占位符{who}无法识别，请改正或直接写出文字。"


def test_filling_is_one_pass():
    assert filled("{a} {b} {c} {{a}} {}", {"a": "{b}", "b": "{a}{{"}) == "{b} {a}{{ {c} {{b}} {}"


@given(st.dictionaries(st.sampled_from(sorted(PLACEHOLDERS)), st.text()), st.text())
def test_a_value_stays_what_it_is(values, value):
    assert filled("<{customer}>", {**values, "customer": value}) == f"<{value}>"


@pytest.mark.parametrize("customer", HOSTILE)
def test_a_hostile_customer_is_only_a_name(customer):
    said = words(row("To {customer} at {total}"), known(EN, customer=customer))
    assert len(said.before) == 1
    assert said.before[0].startswith("To ")
    assert said.before[0].endswith("at GBP 74,360.75")


def test_a_line_whose_placeholders_are_all_empty_goes_with_its_blank_line():
    text = "A\n\n{legal}\n\nB {interest}\nInterest: {interest}\n{bank_details}\n\nC"
    said = words(row(text), {"legal": "", "interest": "", "bank_details": ""})
    assert said.before == ("A", "", "C")
    said = words(row(text), {"legal": "L1\nL2", "interest": "5", "bank_details": ""})
    assert said.before == ("A", "", "L1", "L2", "", "B 5", "Interest: 5", "", "C")


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("A\n\n{lines}\n\nB", ("A",), ("B",)),
        ("A\r\n{lines}\r\nB", ("A",), ("B",)),
        ("A: {lines} B", ("A:",), (" B",)),
        ("A", ("A",), ()),
        ("{lines}", (), ()),
        ("A{lines}B{lines}C", ("A",), ("BC",)),
    ],
)
def test_where_the_table_stands(text, before, after):
    said = words(row(text), {})
    assert (said.before, said.after) == (before, after)


def test_a_customer_called_lines_moves_no_table():
    said = words(row("A {customer}\n{lines}\nB"), {"customer": "{lines}"})
    assert (said.before, said.after) == (("A {lines}",), ("B",))
