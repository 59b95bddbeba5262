"""The sheet of subcontractors in a vendor's own workbook: "we use none", or a row for each one to be added.

It is always handed out empty: what was named before stands on the web, and a row that is gone says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from vendor_risk.formats.own import words
from vendor_risk.formats.own.book import CLOSED, EDGE, OPEN, OwnBook
from vendor_risk.formats.own.headings import is_named, said
from vendor_risk.formats.own.labels import fold, forms
from vendor_risk.workbook.model import Workbook, WorkbookSheet, plain
from vendor_risk.workbook.writing import WritableSheet

NONE_CELL = (2, 2)
"""Row and column (from 1) of the cell that says there are none."""
FIRST_ROW, ROWS = 5, 100
"""The first row for a subcontractor (from 1), and how many there are."""
_WIDTHS = (44, 44, 20, 22)


@dataclass(frozen=True, slots=True)
class SheetSubcontractor:
    """One filled row; texts as they are in the cells."""

    row: int
    name: str
    service: str
    country: str
    number: str


@dataclass(frozen=True, slots=True)
class SubcontractorSheet:
    """What the sheet says. `name` is the sheet's own, for naming its cells."""

    name: str
    none: bool
    rows: tuple[SheetSubcontractor, ...]

    @property
    def says_nothing(self) -> bool:
        """Whether it was left as it was handed out."""
        return not self.none and not self.rows


def write(book: OwnBook, sheet: WritableSheet, *, closed: bool) -> None:
    """Write the empty sheet; `closed`: nothing can be changed any more."""
    lang, style = book.lang, book.style
    entry = style(**EDGE, **(CLOSED if closed else OPEN), locked=closed, num_format="@")
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, words.SUBCONTRACTORS_ASKED.get(lang), style(bold=True, font_size=12, text_wrap=False))
    row, column = NONE_CELL
    sheet.write_string(row - 1, column - 2, words.NO_SUBCONTRACTORS.get(lang), style(bold=True))
    sheet.write_blank(row - 1, column - 1, None, entry)
    sheet.data_validation(
        row - 1, column - 1, row - 1, column - 1, {"validate": "list", "source": [words.YES.get(lang)]}
    )
    head = style(bold=True, bg_color="#1D4F5F", font_color="#FFFFFF", **EDGE)
    for column, title in enumerate(words.SUBCONTRACTOR_COLUMNS):
        sheet.write_string(FIRST_ROW - 2, column, title.get(lang), head)
        for at in range(FIRST_ROW - 1, FIRST_ROW - 1 + ROWS):
            sheet.write_blank(at, column, None, entry)
    sheet.freeze_panes(FIRST_ROW - 1, 0)
    sheet.protect("", {"format_rows": True, "format_columns": True, "select_locked_cells": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def read(workbook: Workbook) -> SubcontractorSheet | None:
    """What the sheet says; None where the workbook has none (made for somebody who is not asked, or taken out).

    Columns are found by their headings, wherever they were moved to.
    """
    names = (words.SUBCONTRACTORS.en, words.SUBCONTRACTORS.ja)
    sheet = next((sheet for sheet in workbook.sheets if is_named(sheet.name, names)), None)
    if sheet is None:
        return None
    head, columns = _headings(sheet)
    rows = []
    for number in range(head + 1, len(sheet.rows) + 1):
        texts = [" ".join(said(sheet, number, column).split()) if column else "" for column in columns]
        if any(texts):
            rows.append(SheetSubcontractor(number, *texts))
    return SubcontractorSheet(sheet.name, _says_none(sheet, head), tuple(rows))


def _headings(sheet: WorkbookSheet) -> tuple[int, list[int]]:
    """The row of the headings and the column of each (from 1; 0: gone), or where we wrote them."""
    wanted = [{form.rstrip("*") for form in forms(title)} for title in words.SUBCONTRACTOR_COLUMNS]
    for number, cells in enumerate(sheet.rows, start=1):
        heads = [fold(plain(cell)).rstrip("*") for cell in cells]
        places = [next((at for at, head in enumerate(heads, 1) if head in names), 0) for names in wanted]
        if places[0] and places[1]:
            return number, places
    return FIRST_ROW - 1, list(range(1, len(_WIDTHS) + 1))


def _says_none(sheet: WorkbookSheet, head: int) -> bool:
    """Whether the line above the headings says that there are no subcontractors."""
    for number, cells in enumerate(sheet.rows[: head - 1], start=1):
        heads = [fold(plain(cell)) for cell in cells]
        if any(text in forms(words.NO_SUBCONTRACTORS) for text in heads):
            return any(fold(said(sheet, number, at)) in forms(words.YES) for at in range(1, len(cells) + 1))
    return False
