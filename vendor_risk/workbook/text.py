"""The one place that writes untrusted text into files a spreadsheet program opens.

Answers, names and file names are written by strangers. In a workbook they are stored as strings, never as formulas,
links or numbers; in a CSV a text that a spreadsheet program would take for a formula gets an apostrophe before it
(OWASP, "CSV Injection").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vendor_risk.workbook.writing import CellStyle, WritableSheet

MAX_CELL = 32_767
"""Characters one cell can hold (ECMA-376; Excel refuses the file beyond it)."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
_LEADING = "' \u00a0\u3000"  # what programs skip before they look for a formula; and our own apostrophe
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def clean(text: str) -> str:
    """`text` without the characters XML cannot hold, cut to what one cell can hold, with plain line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub("", text)[:MAX_CELL]


def write_text(sheet: WritableSheet, row: int, column: int, text: object, *, style: CellStyle | None = None) -> None:
    """Write untrusted text so that it stays text (row and column from 0). "" leaves the cell blank."""
    written = clean(str(text))
    if written:
        # XlsxWriter itself escapes texts that look like its own escapes ("_x000D_").
        sheet.write_string(row, column, written, style)
    else:
        sheet.write_blank(row, column, None, style)


def csv_safe(text: str) -> str:
    """`text` for a CSV cell: with an apostrophe before it when a spreadsheet program would calculate it.

    Plain numbers ("-5", "+81") stay as they are. `csv_plain` is the exact inverse.
    """
    text = text.replace("\x00", "")
    if text.lstrip(_LEADING).startswith(_STARTS_FORMULA) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def csv_plain(text: str) -> str:
    """The text without the apostrophe that csv_safe put before it."""
    if text.startswith("'") and text[1:].lstrip(_LEADING).startswith(_STARTS_FORMULA):
        return text[1:]
    return text
