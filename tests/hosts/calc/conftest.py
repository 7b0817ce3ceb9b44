"""Calc with our extension in it, in both languages; one office of each for all tests that leave it well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from addin.calc import package
from tests.hosts.office import Office

LOCALE = {"en": "en-US", "zh": "zh-CN"}


@pytest.fixture(scope="session")
def oxt(tmp_path_factory) -> Path:
    """The extension as it is built from the text of this moment."""
    file = tmp_path_factory.mktemp("extension") / "ledger.oxt"
    file.write_bytes(package.extension())
    return file


@pytest.fixture(scope="session")
def calc_en(oxt) -> Iterator[Office]:
    with Office(extensions=[oxt], language=LOCALE["en"]) as office:
        yield office


@pytest.fixture(scope="session")
def calc_zh(oxt) -> Iterator[Office]:
    with Office(extensions=[oxt], language=LOCALE["zh"]) as office:
        yield office


@pytest.fixture
def calc(request, language) -> Office:
    """The office of the test's language."""
    return request.getfixturevalue(f"calc_{language}")
