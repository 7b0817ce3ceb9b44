"""Every function through xlwings' own decorators, conversion and server class answers as the core does."""

from __future__ import annotations

import importlib
import inspect
import io
import types

import pytest

from ledger.functions import call
from ledger.functions.catalogue import SIGNATURES
from tests.hosts.excel.shim import CellRange
from tests.hosts.excel.shim import call as from_macro

MODULE = "ledger_addin.excel.udfs"
MISSING = -2147352572
CELLS = [signature for signature in SIGNATURES if signature.kind == "cell"]
names = pytest.mark.parametrize("signature", SIGNATURES, ids=lambda signature: signature.name)
cell_names = pytest.mark.parametrize("signature", CELLS, ids=lambda signature: signature.name)


@pytest.fixture(autouse=True)
def _windows(xlwings):
    pass


def as_tuples(value):
    return tuple(map(as_tuples, value)) if isinstance(value, list) else value


@cell_names
def test_a_cell_for_each_argument(signature):
    wanted = call(signature.name, *signature.example)
    assert wanted not in ("", None)
    assert from_macro(MODULE, signature.name, *signature.example) == as_tuples(wanted)
    ranges = [CellRange(cell) for cell in signature.example]
    assert from_macro(MODULE, signature.name, *ranges) == as_tuples(wanted)


@cell_names
def test_columns_with_a_blank_line_and_an_error(signature):
    whole = [argument.whole for argument in signature.arguments]
    columns = [
        CellRange(((cell,), (None,), (-2146826281,))) if not is_whole else cell
        for cell, is_whole in zip(signature.example, whole)
    ]
    in_core = [
        [[cell], [None], ["#DIV/0!"]] if not is_whole else cell
        for cell, is_whole in zip(signature.example, whole)
    ]
    wanted = call(signature.name, *in_core)
    assert from_macro(MODULE, signature.name, *columns) == as_tuples(wanted)
    assert len(wanted) == 3
    assert wanted[1] == [""]
    assert "#DIV/0!" in wanted[2][0]


def test_a_missing_argument_is_an_empty_one():
    assert from_macro(MODULE, "BILLABLE", 1000.0, 0.5, MISSING, MISSING) == 500.0


def test_whole_tables_in_a_table_out():
    contracts = (("Contract", "Customer", "Currency", "Contract sum"), ("C-1", "Acme", "CNY", 1000.0))
    stages = (
        ("Contract", "Milestone", "Kind", "Mode", "Share or amount", "Trigger"),
        ("C-1", "M1", "advance", "pay", 0.3, "signed"),
    )
    wanted = call("POSITIONS", [list(r) for r in contracts], [list(r) for r in stages], 45717.0)
    given = from_macro(MODULE, "POSITIONS", CellRange(contracts), CellRange(stages), 45717.0)
    assert given == as_tuples(wanted)


@names
def test_xlwings_writes_a_wrapper_with_help_for_it(signature):
    from xlwings.udfs import generate_vba_wrapper

    module = importlib.import_module(MODULE)
    out = io.StringIO()
    generate_vba_wrapper(MODULE, module, out, types.SimpleNamespace(Name="Book1.xlsm"))
    assert f'"{signature.name}", Array({", ".join(a.name for a in signature.arguments)})' in out.getvalue()
    function = getattr(module, signature.name)
    assert not inspect.get_annotations(function)
    info = function.__xlfunc__
    assert [a["name"] for a in info["args"]] == [a.name for a in signature.arguments]
    assert [a["doc"] for a in info["args"]] == [a.help.en for a in signature.arguments]
    assert function.__doc__ == signature.help.en
