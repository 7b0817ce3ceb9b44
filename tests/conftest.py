"""For all tests: a skip is a failure, and the hosts that many tests share."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from hypothesis import settings

from tests.hosts.office import Office
from tests.hosts.wine import Wine

# At a developer's desk properties look at new examples each time; in CI at the same ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

# These run in LibreOffice's Python, see hosts/office.py; pytest would import them for their doctests.
collect_ignore_glob = ["*_driver.py"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", dest="update_goldens", help="write expected files anew"
    )


def _fail_if_skipped(report: Any) -> Any:
    if report.skipped or hasattr(report, "wasxfail"):
        report.longrepr = f"a skipped test and an expected failure are failures here: {report.longrepr}"
        report.outcome = "failed"
        vars(report).pop("wasxfail", None)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    return _fail_if_skipped((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    return _fail_if_skipped((yield))


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """A LibreOffice without extensions, shared by all tests that leave nothing open in it."""
    with Office() as office:
        yield office


@pytest.fixture(scope="session")
def wine() -> Iterator[Wine]:
    """Windows' Python under Wine, shared by all tests that leave its registry as they found it."""
    with Wine() as wine:
        yield wine
