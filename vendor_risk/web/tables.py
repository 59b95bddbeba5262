"""The table of a page, and the same as a file to be kept: a workbook or CSV, strangers' texts as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from flask import Response, abort

from vendor_risk.figures.figure import FigureWords, Unit
from vendor_risk.i18n import local_today
from vendor_risk.web.files import TABLES, send_table
from vendor_risk.workbook.text import csv_safe, write_text

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class PageColumn:
    """A column: its head, and the figure its numbers are of, which says their unit and rounding; None holds texts.

    Numbers per cent are given as 0–1.
    """

    label: str
    figure: FigureWords | None = None

    @property
    def kind(self) -> str:
        """ "text" or "number"."""
        return "number" if self.figure else "text"

    def shown(self, cell: Cell) -> str:
        """A cell as the page writes it; a dash where nothing is known."""
        if cell is None:
            return "–"
        if self.figure is None or isinstance(cell, str):
            return str(cell)
        return self.figure.in_column(cell * (100 if self.figure.unit is Unit.PERCENT else 1))

    def plain(self, cell: Cell) -> Cell:
        """A cell of a CSV file, which has no formats: rounded as the figure is, shares as 0–1."""
        if isinstance(cell, str):
            return csv_safe(cell)
        if self.figure is None or cell is None:
            return cell
        if not (self.figure.digits or isinstance(cell, float)):
            return cell
        digits = self.figure.digits + (2 if self.figure.unit is Unit.PERCENT else 0) + (1 if self.figure.fine else 0)
        return round(cell, digits) if digits else round(cell)


def figure_column(figure: FigureWords, label: str = "") -> PageColumn:
    """A column of a figure, headed as the figure is; `label` where it shows a part, a case or a moment of it."""
    return PageColumn(label or figure.heading, figure)


@dataclass(frozen=True, slots=True)
class PageRow:
    """A line of the table; `href` is where its first cell leads."""

    cells: tuple[Cell, ...]
    href: str | None = None


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table. TypeError when a number stands where no figure says what it is."""

    columns: tuple[PageColumn, ...]
    rows: Sequence[PageRow]

    def __post_init__(self) -> None:
        """Every number is of a defined figure."""
        texts = [place for place, column in enumerate(self.columns) if column.figure is None]
        for row in self.rows:
            for place in texts:
                if isinstance(row.cells[place], int | float):
                    raise TypeError(f"{self.columns[place].label}: a number without a figure")


def send_as(kind: str, sheet: PageTable, name: str, title: str, said: Sequence[tuple[str, str]] = ()) -> Response:
    """The table as a file of that kind, named by what it is and the day; 404 for a kind of file there is not."""
    if kind not in TABLES:
        abort(404)
    content = workbook(sheet, title, said) if kind == "xlsx" else text_table(sheet)
    return send_table(content, kind, f"{name}-{local_today().isoformat()}")


def workbook(sheet: PageTable, title: str, said: Sequence[tuple[str, str]]) -> bytes:
    """The table as a workbook (xlsx); `said` is what the selection was, for a sheet of its own."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6ECEF", "border": 1})
    page = book.add_worksheet()
    formats = [book.add_format({"num_format": one.figure.excel}) if one.figure else None for one in sheet.columns]
    for place, column in enumerate(sheet.columns):
        write_text(page, 0, place, column.label, style=head)
        page.set_column(place, place, 34 if place == 0 else 18)
    for line, row in enumerate(sheet.rows, start=1):
        for place, (style, cell) in enumerate(zip(formats, row.cells, strict=True)):
            if isinstance(cell, str):
                write_text(page, line, place, cell)
            elif cell is not None:
                page.write_number(line, place, cell, style)
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
    for row in sheet.rows:
        writer.writerow([column.plain(cell) for column, cell in zip(sheet.columns, row.cells, strict=True)])
    return buffer.getvalue().encode("utf-8-sig")
