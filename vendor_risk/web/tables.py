"""The table of a page, and the same as a file to be kept: a workbook or CSV, strangers' texts as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from flask import Response, abort

from vendor_risk.database import now
from vendor_risk.web.files import TABLES, send_table
from vendor_risk.workbook.text import csv_safe, write_text

Cell = str | int | float | None
_FORMATS = {"share": "0.0%", "number": "#,##0", "points": "0.00", "yen": "#,##0"}


@dataclass(frozen=True, slots=True)
class PageColumn:
    """A column: its head and what it holds: "text", "number", "share" (0–1, shown in percent), "points", "yen"."""

    label: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class PageRow:
    """A line of the table; `href` is where its first cell leads."""

    cells: tuple[Cell, ...]
    href: str | None = None


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table."""

    columns: tuple[PageColumn, ...]
    rows: Sequence[PageRow]


def send_as(kind: str, sheet: PageTable, name: str, title: str, said: Sequence[tuple[str, str]] = ()) -> Response:
    """The table as a file of that kind, named by what it is and the day; 404 for a kind of file there is not."""
    if kind not in TABLES:
        abort(404)
    content = workbook(sheet, title, said) if kind == "xlsx" else text_table(sheet)
    return send_table(content, kind, f"{name}-{now().date().isoformat()}")


def workbook(sheet: PageTable, title: str, said: Sequence[tuple[str, str]]) -> bytes:
    """The table as a workbook (xlsx); `said` is what the selection was, for a sheet of its own."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6ECEF", "border": 1})
    formats = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
    page = book.add_worksheet()
    for place, column in enumerate(sheet.columns):
        write_text(page, 0, place, column.label, style=head)
        page.set_column(place, place, 34 if place == 0 else 18)
    for line, row in enumerate(sheet.rows, start=1):
        for place, (column, cell) in enumerate(zip(sheet.columns, row.cells, strict=True)):
            if isinstance(cell, str):
                write_text(page, line, place, cell)
            elif cell is not None:
                page.write_number(line, place, cell, formats.get(column.kind))
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)
    about = book.add_worksheet()
    about.set_column(0, 1, 40)
    write_text(about, 0, 0, title, style=book.add_format({"bold": True, "font_size": 14}))
    for line, (name, value) in enumerate(said, start=2):
        write_text(about, line, 0, name)
        write_text(about, line, 1, value)
    book.close()
    return buffer.getvalue()


def text_table(sheet: PageTable) -> bytes:
    """The table as CSV (UTF-8 with its mark, so that Excel reads Japanese)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([csv_safe(column.label) for column in sheet.columns])
    writer.writerows([_plain(cell) for cell in row.cells] for row in sheet.rows)
    return buffer.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return csv_safe(cell)
    return round(cell, 6) if isinstance(cell, float) else cell
