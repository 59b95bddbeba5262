"""A sheet of our own workbook cut at its fillable cells, and put together again with values in them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from vendor_risk.workbook.text import clean

Value = str | float
_ESCAPES = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_BLANK_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)" s="([0-9]+)"/>')


@dataclass(frozen=True)
class Slots:
    """One sheet cut at its fillable cells: `pieces[i]`, then cell `cells[i]` in style `styles[i]`, then the next."""

    pieces: tuple[bytes, ...]
    cells: tuple[str, ...]
    styles: tuple[bytes, ...]

    def fill(self, values: Mapping[str, Value]) -> bytes:
        """The sheet with these values in their cells; cells without one stay blank."""
        out: list[bytes] = []
        for piece, cell, style in zip(self.pieces, self.cells, self.styles, strict=False):
            out.append(piece)
            out.append(_cell(cell, style, values.get(cell, "")))
        out.append(self.pieces[-1])
        return b"".join(out)


def _cell(cell: str, style: bytes, value: Value) -> bytes:
    start = b'<c r="' + cell.encode() + b'" s="' + style + b'"'
    if value == "":
        return start + b"/>"
    if isinstance(value, str):
        text = html.escape(_ESCAPES.sub("_x005F_", clean(value)), quote=False)
        return start + b' t="inlineStr"><is><t xml:space="preserve">' + text.encode() + b"</t></is></c>"
    return start + b"><v>" + repr(value).encode() + b"</v></c>"


def cut_open(sheet: bytes, wanted: frozenset[str]) -> Slots:
    """The sheet cut at those of the `wanted` cells that it has, each of them blank."""
    pieces, cells, styles, start = [], [], [], 0
    for match in _BLANK_CELL.finditer(sheet):
        if (cell := match[1].decode()) in wanted:
            pieces.append(sheet[start : match.start()])
            cells.append(cell)
            styles.append(match[2])
            start = match.end()
    pieces.append(sheet[start:])
    return Slots(tuple(pieces), tuple(cells), tuple(styles))
