"""The one place that writes untrusted text into files a spreadsheet program opens.

Answers, names and file names are written by strangers. In a workbook they are stored as strings, never as formulas,
links or numbers; in a CSV a text that a spreadsheet program would take for a formula gets an apostrophe before it
(OWASP, "CSV Injection").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the reading process must not carry a library it does not use
    from openpyxl.cell.cell import Cell

MAX_CELL = 32_767
"""Characters one cell can hold (ECMA-376; Excel refuses the file beyond it)."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
_LEADING = "' \u00a0\u3000"  # what programs skip before they look for a formula; and our own apostrophe
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def clean(text: str) -> str:
    """`text` without the characters XML cannot hold, cut to what one cell can hold, with plain line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub("", text)[:MAX_CELL]


def write_text(target: Any, *place_and_text: Any, style: Any = None) -> None:
    """Write untrusted text so that it stays text.

    `write_text(worksheet, row, column, text)` for an XlsxWriter worksheet (row and column from 0, as there; `style` is
    its Format); `write_text(cell, text)` for an openpyxl cell (`style` is a style name). "" leaves the cell blank.
    """
    if type(target).__module__.startswith("openpyxl."):
        (text,) = place_and_text
        _write_openpyxl(target, clean(str(text)))
        if style is not None:
            target.style = style
        return
    row, column, text = place_and_text
    text = clean(str(text))
    if text:
        # XlsxWriter itself escapes texts that look like its own escapes ("_x000D_").
        target.write_string(row, column, text, style)
    else:
        target.write_blank(row, column, None, style)


def _write_openpyxl(cell: Cell, text: str) -> None:
    if not text:
        cell.value = None
        return
    cell.value = _LOOKS_ESCAPED.sub("_x005F_", text)
    cell.data_type = "s"  # after the value: openpyxl takes "=…" for a formula otherwise
    cell.quotePrefix = text.startswith(_STARTS_FORMULA)


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
