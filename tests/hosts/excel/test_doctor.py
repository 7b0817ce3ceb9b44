"""What the examination says: on a computer that is no Windows, and as text and JSON."""

from __future__ import annotations

import json

from ledger_addin.excel import doctor
from ledger_addin.excel.doctor import NOTHING, OK, WARNING, WRONG, Finding

from ledger.language import LANGUAGES, Text

FINDINGS = [
    Finding(Text("Excel", "Excel"), OK, Text("16.0", "16.0")),
    Finding(Text("Log", "日志"), WARNING, Text("1 error", "1个错误"), Text("Send it.", "请附上。")),
    Finding(Text("Server", "服务"), WRONG, Text("gone", "已消失"), Text("Run it.", "请运行。")),
]


def test_on_another_system_it_says_so_and_what_else_there_is():
    (finding,) = doctor.examine()
    assert finding.state == WRONG
    assert "Calc" in finding.remedy.en


def test_as_text():
    assert doctor.text(FINDINGS, "en").splitlines() == [
        "+ Excel: in order. 16.0",
        "! Log: note. 1 error",
        "    Send it.",
        "x Server: wrong. gone",
        "    Run it.",
    ]
    assert "x 服务: 异常. 已消失" in doctor.text(FINDINGS, "zh")


def test_as_json():
    for language in LANGUAGES:
        rows = json.loads(doctor.as_json(FINDINGS, language))
        assert [row["state"] for row in rows] == [OK, WARNING, WRONG]
        assert rows[1]["remedy"] == FINDINGS[1].remedy.say(language)


def test_a_note_is_healthy_and_a_wrong_is_not():
    assert doctor.healthy(FINDINGS[:2])
    assert not doctor.healthy(FINDINGS)


def test_a_check_that_fails_is_a_finding():
    def broken():
        """Some check."""
        raise OSError("no registry")

    found = doctor._safely(broken)
    assert found.state == WARNING
    assert "OSError: no registry" in found.meaning.en
    assert found.remedy == NOTHING
