"""Registers for tests: tables as files, and importing them without a page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl

from tests.builders.clock import NOW
from vendor_risk.accounts.queries import company_tree
from vendor_risk.formats.register.archive import read_files
from vendor_risk.formats.register.workbook import write_workbook
from vendor_risk.imports.register import plan_actions as register_plan_actions
from vendor_risk.imports.register.export import rows, template_file
from vendor_risk.imports.register.mapping import propose
from vendor_risk.imports.register.plan import RegisterPlan, make_plan
from vendor_risk.imports.register.state import Rights
from vendor_risk.imports.register.words import vocabularies
from vendor_risk.permissions import Scope

TODAY = date(2026, 11, 22)
GROUP = [
    {"code": "C-1", "name": "Holding"},
    {"code": "C-2", "name": "Works", "parent_code": "C-1"},
]
VENDOR = {"code": "P-1", "name": "株式会社一番", "home_company": "C-2", "corporate_number": "1180301018771"}
ENGAGEMENT = {"code": "E-1", "buyer": "C-2", "supplier": "P-1", "service": "Hosting", "owner_name": "Owner"}
LINK = {"buyer": "P-1", "supplier": "P-2", "service": "parts", "confidence": 0.8, "seen_on": date(2026, 1, 5)}
CONTACT = {"organization": "P-1", "name": "Sato", "email": "sato@p.example"}
FULL = {
    "companies": GROUP,
    "vendors": [VENDOR, {"code": "P-2", "name": "Second", "home_company": "C-1", "country": "US"}],
    "contacts": [CONTACT],
    "engagements": [ENGAGEMENT],
    "links": [LINK],
}


def everything() -> Rights:
    """The rights of the command line."""
    scope = Scope(frozenset(company_tree()))
    return Rights(scope, scope, everything=True)


def sheet(*lines: Sequence[Any], name: str = "Sheet1") -> bytes:
    """A workbook of one sheet with these rows, as people make them."""
    book = openpyxl.Workbook()
    book.active.title = name
    for line in lines:
        book.active.append(list(line))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def plan_of(source: Any, rights: Rights | None = None, name: str = "register.xlsx") -> RegisterPlan:
    """The plan of tables (or of a file)."""
    data = source if isinstance(source, bytes) else write_workbook(source, vocabularies())
    workbooks = read_files(name, data)
    return make_plan(workbooks, propose(workbooks), rights or everything(), TODAY)


def imported(source: Any, rights: Rights | None = None, name: str = "register.xlsx") -> RegisterPlan:
    """The plan of tables (or of a file), stored."""
    plan = plan_of(source, rights, name)
    assert [problem.message() for problem in plan.problems] == []
    register_plan_actions.apply(plan, at=NOW, actor="tester", company_id=None, source=name)
    return plan


def problems(source: Any, rights: Rights | None = None) -> list[tuple[str, int, str, str]]:
    """What is wrong with tables (or a file): sheet, row, column letter, code."""
    plan = plan_of(source, rights)
    return [(problem.sheet, problem.row, problem.column, problem.code) for problem in plan.problems]


def exported() -> dict[str, list[dict[str, Any]]]:
    """The whole register as rows of its tables."""
    return rows(Scope(frozenset(company_tree())))


__all__ = ["exported", "imported", "plan_of", "problems", "sheet", "template_file"]
