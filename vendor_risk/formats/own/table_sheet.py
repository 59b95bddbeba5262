"""The sheet of tables of a template: a run of rows for each table question, to be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vendor_risk.domain.questionnaires import Question
from vendor_risk.formats.own.book import CLOSED, EDGE, OPEN, OwnBook
from vendor_risk.formats.own.columns import OWN_COLUMNS
from vendor_risk.formats.own.labels import label
from vendor_risk.formats.own.tables import FIRST_COLUMN, table_letter
from vendor_risk.workbook.text import clean
from vendor_risk.workbook.writing import WritableSheet


class TableCells(NamedTuple):
    """Where tables stand: the first row to fill in (from 1) by question, and every cell to fill in ("B4")."""

    rows: dict[str, int]
    cells: frozenset[str]


def write_tables(
    book: OwnBook, sheet: WritableSheet, tables: Sequence[tuple[int, str, Question]], closed: frozenset[str]
) -> TableCells:
    """Write each table question (number, text, question): its text, its columns, then its rows."""
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.set_column(1, max(len(question.columns) for _number, _text, question in tables), 26)
    row, rows, cells = 0, dict[str, int](), set[str]()
    for number, text, question in tables:
        heading = book.style(bold=True, font_size=12, text_wrap=False)
        sheet.write_string(row, 1, clean(f"{number}. {text}"), heading)
        rows[question.id] = row + 3
        cells |= _write_table(book, sheet, row + 1, question, question.id in closed)
        row += question.max_rows + 3
    sheet.protect("", {"format_rows": True, "format_columns": True, "select_locked_cells": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return TableCells(rows, frozenset(cells))


def _write_table(book: OwnBook, sheet: WritableSheet, head: int, question: Question, closed: bool) -> set[str]:
    """The columns of a table and its rows; gives the cells to fill in."""
    heading = book.kept_style("table_head", bold=True, bg_color="#E6ECEF", **EDGE)
    first, last = head + 1, head + question.max_rows
    for row in range(first, last + 1):
        sheet.write_string(row, 0, question.id)
    cells = set()
    for place, column in enumerate(question.columns):
        kind, at = OWN_COLUMNS[column.kind], place + FIRST_COLUMN - 1
        star = "*" if column.required else ""
        sheet.write_string(head, at, clean(label(column.title, book.lang) + star), heading)
        colours, number_format = CLOSED if closed else OPEN, {"num_format": "@"} if kind.as_text else {}
        style = book.kept_style("table_cell", **EDGE, **colours, locked=closed, **number_format)
        for row in range(first, last + 1):
            sheet.write_blank(row, at, None, style)
            cells.add(f"{table_letter(place)}{row + 1}")
        entries = kind.entries(column, book.lang)
        if entries and not closed:
            book.offer(sheet, (first, at, last, at), entries)
    return cells
