"""What is set back, as a page says it: each field by the name its sheet has, with what stands there and what will."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vendor_risk.formats.register.columns import RegisterValue
from vendor_risk.formats.register.tables import table_of
from vendor_risk.formats.register.workbook import cell_text
from vendor_risk.i18n import language
from vendor_risk.imports.register.forms import field_name
from vendor_risk.imports.register.words import vocabularies
from vendor_risk.organizations.names import display
from vendor_risk.organizations.queries import names_of
from vendor_risk.upkeep.undo.queries import BackRow, Undoing

_SHEETS = {"organization": "vendors", "contact": "contacts", "engagement": "engagements", "supply_link": "links"}
_COMPANIES = {"home_company_id": ("vendors", "home_company"), "parent_id": ("companies", "parent_code")}
SHOWN = 100
"""Rows that are set back and listed one by one."""


@dataclass(frozen=True, slots=True)
class BackLine:
    """A row that is set back: what it is called, and each field with what it holds now and what it held before."""

    table: str
    label: str
    fields: list[tuple[str, str, str]]


def back_lines(found: Undoing) -> list[BackLine]:
    """The first rows that are set back; fields that follow from others are left out."""
    return [BackLine(row.table, row.label, _fields(row)) for row in found.back[:SHOWN]]


def _fields(row: BackRow) -> list[tuple[str, str, str]]:
    sheet, words, lines = _SHEETS[row.table], vocabularies(), []
    columns = {column.key: column for column in table_of(sheet).columns}
    for name in row.row.after:
        now, before = row.row.after[name], row.row.before[name]
        if name in _COMPANIES:
            table, key = _COMPANIES[name]
            lines.append((field_name(table, key), _company(now), _company(before)))
        elif name in columns:
            here, there = (cell_text(columns[name], _value(value), words) for value in (now, before))
            lines.append((field_name(sheet, name), here, there))
    return lines


def _value(value: object) -> RegisterValue:
    return value if isinstance(value, str | int | float | bool | date) else None


def _company(number: object) -> str:
    found = names_of([number]) if isinstance(number, int) else {}
    return "".join(display(row, language()) for row in found.values())
