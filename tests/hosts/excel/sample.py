"""A small workbook with our macros and ribbon, as the templates are made."""

from __future__ import annotations

import io

import xlsxwriter
from ledger_addin.excel.package import vba_project, with_ribbon

CODE_NAMES = ("Contracts", "Milestones", "Help")
SHEETS = {"en": ("Contracts", "Milestones", "Help"), "zh": ("合同", "节点", "说明")}


def without_ribbon(language: str, project: bytes | None = None) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_calc_mode("auto", calc_id=191029)
    book.calc_on_load = False
    book.add_vba_project(io.BytesIO(project or vba_project(CODE_NAMES)), is_stream=True)
    book.set_vba_name("ThisWorkbook")
    for code_name, name in zip(CODE_NAMES, SHEETS[language]):
        sheet = book.add_worksheet(name)
        sheet.set_vba_name(code_name)
        sheet.write(0, 0, name)
        sheet.write_formula("B1", "=LEDGER_MACROS()", None, "cached")
        sheet.write_formula("B2", "=BILLABLE(1000,0.5)", None, 500)
    book.close()
    return out.getvalue()


def sample(language: str) -> bytes:
    return with_ribbon(without_ribbon(language), language)
