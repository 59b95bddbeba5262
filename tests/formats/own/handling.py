"""What people and programs do to our own workbook. Each way takes a file and gives one."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.formats.own.every_kind import IDS, opened, questions_of, saved


def rows_sorted(data: bytes, seed: int) -> bytes:
    """Every row of the sheet in another order, headings among them."""
    book = opened(data)
    sheet = questions_of(book)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    random.Random(seed).shuffle(rows)
    for number, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            sheet.cell(number, column).value = value
            if isinstance(value, str) and value.startswith("="):
                sheet.cell(number, column).data_type = "s"
    return saved(book)


def columns_inserted(data: bytes, seed: int) -> bytes:
    """New columns with notes of their own, anywhere."""
    book = opened(data)
    sheet = questions_of(book)
    for at in sorted(random.Random(seed).sample(range(1, 11), 3)):
        sheet.insert_cols(at)
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, at).value = f"note {row}"
    return saved(book)


def columns_moved(data: bytes, seed: int) -> bytes:
    """All columns in another order."""
    book = opened(data)
    sheet = questions_of(book)
    order = list(range(1, sheet.max_column + 1))
    random.Random(seed).shuffle(order)
    kept = [
        [(sheet.cell(row, at).value, sheet.cell(row, at).data_type) for at in order]
        for row in range(1, sheet.max_row + 1)
    ]
    for number, values in enumerate(kept, start=1):
        for column, (value, kind) in enumerate(values, start=1):
            sheet.cell(number, column).value = value
            sheet.cell(number, column).data_type = kind
    return saved(book)


def rows_inserted(data: bytes, seed: int) -> bytes:
    """Rows of somebody's own between the questions."""
    book = opened(data)
    sheet = questions_of(book)
    for at in sorted(random.Random(seed).sample(range(1, 12), 3), reverse=True):
        sheet.insert_rows(at)
        sheet.cell(at, 2).value = "to do: ask Ito"
    return saved(book)


def sheet_renamed(data: bytes, _seed: int) -> bytes:
    """Another name for the sheet."""
    book = opened(data)
    questions_of(book).title = "Mine"
    return saved(book)


def hidden_dropped(data: bytes, _seed: int) -> bytes:
    """As the Document Inspector leaves it."""
    book = opened(data)
    for sheet in list(book.worksheets):
        if sheet.sheet_state != "visible":
            del book[sheet.title]
    return saved(book)


def ids_dropped(data: bytes, _seed: int) -> bytes:
    """The column of ids deleted, and the hidden sheets: nothing but the texts is left."""
    book = opened(hidden_dropped(data, 0))
    sheet = questions_of(book)
    for row in range(1, sheet.max_row + 1):
        for at in range(1, sheet.max_column + 1):
            if sheet.cell(row, at).value in IDS:
                sheet.cell(row, at).value = None
    return saved(book)


def by_numbers(data: bytes, _seed: int) -> bytes:
    """As Apple Numbers writes it: a summary first, every sheet a table of its own, one row down, nothing hidden."""
    book = opened(hidden_dropped(data, 0))
    for sheet in book.worksheets:
        sheet.insert_rows(1)
        sheet.cell(1, 1).value = "Table 1"
        sheet.title = f"{sheet.title} - Table 1"
    summary = book.create_sheet("Export Summary", 0)
    summary["A1"] = "This document was exported from Numbers. Each table was converted to an Excel worksheet."
    return saved(book)


WAYS: list[Callable[[bytes, int], bytes]] = [
    rows_sorted, columns_inserted, columns_moved, rows_inserted, sheet_renamed, hidden_dropped, ids_dropped,
]  # fmt: skip
