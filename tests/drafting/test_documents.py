"""File names: whatever a customer is called, the name is a name."""

from __future__ import annotations

import unicodedata
from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.drafting.documents import DEVICES, FORBIDDEN, Document, distinct, file_name


@pytest.mark.parametrize(
    ("customer", "name"),
    [
        ("Acme Ltd", "2026-11-20_Acme Ltd.eml"),
        ("北京远景建设有限公司", "2026-11-20_北京远景建设有限公司.eml"),
        ("../../x", "2026-11-20_x.eml"),
        ("..\\..\\x", "2026-11-20_x.eml"),
        ("C:\\Windows", "2026-11-20_C--Windows.eml"),
        ("a／b＼c∕d⁄e", "2026-11-20_a-b-c-d-e.eml"),
        ('A*B?C|D<E>F"G', "2026-11-20_A-B-C-D-E-F-G.eml"),
        ("Acme\r\nBcc: x@y", "2026-11-20_Acme Bcc- x@y.eml"),
        ("Acme\u202egpj.exe", "2026-11-20_Acme-gpj.exe.eml"),
        ("Acme Ltd. ", "2026-11-20_Acme Ltd.eml"),
        ("...", "2026-11-20.eml"),
        ("", "2026-11-20.eml"),
        ("长" * 100, "2026-11-20_" + "长" * 40 + ".eml"),
    ],
)
def test_a_customer_in_a_name(customer, name):
    assert file_name(["2026-11-20", customer], "eml") == name


@pytest.mark.parametrize("device", ["CON", "nul", "Com1", "LPT9", "AUX.txt", "COM¹"])
def test_devices_are_not_names(device):
    assert file_name([device], "txt").startswith("_")


@given(st.lists(st.text(max_size=300) | st.sampled_from(sorted(DEVICES)), max_size=5))
def test_any_text_makes_a_safe_name(parts):
    name = file_name(parts, "txt")
    assert not FORBIDDEN & set(name)
    assert PureWindowsPath(name).name == name
    assert PureWindowsPath(name).suffix == ".txt"
    assert name.split(".")[0].upper() not in DEVICES
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in name)
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200f") & set(name)
    assert len(name.encode()) <= 204
    assert not name.startswith((" ", "."))


def test_a_name_that_stands_twice_is_counted():
    names = [
        document.name
        for document in distinct(Document(name, b"") for name in ("a.txt", "A.txt", "a.txt", "a-2.txt"))
    ]
    assert names == ["a.txt", "A-2.txt", "a-3.txt", "a-2-2.txt"]


def test_many_long_parts_stay_below_what_a_disk_takes():
    name = file_name(["𠮷" * 90] * 5, "eml")
    assert len(name.encode()) <= 204
    assert name.startswith("𠮷" * 40 + "_")
