"""xlwings as it is on Windows, for the tests of this folder."""

from __future__ import annotations

import pytest

from tests.hosts.excel import shim


@pytest.fixture(scope="session")
def xlwings():
    return shim.install()
