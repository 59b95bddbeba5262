"""Text tables: the rows of a file whose cells are separated by commas, semicolons, tabs or bars."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from vendor_risk.workbook import limits
from vendor_risk.workbook.errors import WorkbookRefused
from vendor_risk.workbook.model import Value, column_letter
from vendor_risk.workbook.read import encodings

_SEPARATORS = ("\t", ";", "|", ",")
"""In the order in which they are believed where several divide all lines evenly: commas are in numbers and texts."""
_NAMED = re.compile(r'"?sep=([,;|\t])"?\r?\n', re.IGNORECASE)  # Excel's own first line, which it does not show


def decode(data: bytes, file: str) -> tuple[str, str]:
    """The text and the name of its encoding. Raises WorkbookRefused when it is not text."""
    found = encodings.decode(data)
    if found is None:
        raise WorkbookRefused("encoding", file=file)
    return found


def rows_of(text: str, file: str) -> tuple[list[list[Value]], str]:
    """The rows and the separator. Raises WorkbookRefused when there is no table or too much of it."""
    if "\x00" in text:
        raise WorkbookRefused("encoding", file=file)
    named = _NAMED.match(text)
    separator = named[1] if named is not None else _separator(text)
    if named is not None:
        text = text[named.end() :]
    csv.field_size_limit(limits.MAX_TEXT)
    rows: list[list[Value]] = []
    cells = 0
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in lines:
            if len(row) > limits.MAX_COLUMNS:
                _trim(row, len(rows) + 1, file)
            rows.append(list[Value](row))
            cells += len(row)
            if cells > limits.MAX_CELLS or len(rows) > limits.MAX_ROWS:
                raise WorkbookRefused("too_many_cells", file=file, sheet="CSV", limit=f"{limits.MAX_CELLS:,}")
    except csv.Error:
        raise WorkbookRefused("too_long", file=file, row=len(rows) + 1, limit=f"{limits.MAX_TEXT:,}") from None
    return rows, separator


def _trim(row: list[str], number: int, file: str) -> None:
    """Cut empty cells beyond the columns that are read. Raises WorkbookRefused when there is something in them."""
    while row and not row[-1]:
        row.pop()
    if len(row) > limits.MAX_COLUMNS:
        raise WorkbookRefused(
            "too_far",
            file=file,
            sheet="CSV",
            cell=f"{column_letter(len(row))}{number}",
            rows=f"{limits.MAX_ROWS:,}",
            columns=f"{limits.MAX_COLUMNS:,}",
        )


def _separator(text: str) -> str:
    """The separator that divides the most lines into the same number of cells."""
    sample = text[:65_536]
    if len(sample) < len(text):
        sample = sample[: sample.rfind("\n") + 1] or sample
    steadiness = {separator: _steadiness(sample, separator) for separator in _SEPARATORS}
    best = max(steadiness.values())
    return next(s for s in _SEPARATORS if steadiness[s] >= best - 0.05) if best else ","


def _steadiness(sample: str, separator: str) -> float:
    """Which part of the lines have the most frequent number of cells; half as much again when the first has it too."""
    csv.field_size_limit(len(sample) + 1)
    counts: list[int] = []
    for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
        if any(row):
            torn = any(cell.count('"') % 2 for cell in row)  # a quoted text was cut in the middle
            counts.append(0 if torn else len(row))
        if len(counts) == 200:
            break
    often = Counter(count for count in counts if count > 1).most_common(1)
    if not often:
        return 0.0
    return often[0][1] / len(counts) + (0.5 if counts[0] == often[0][0] else 0.0)
