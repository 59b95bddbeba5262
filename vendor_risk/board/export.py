"""A board to be kept: its table with every row, and its picture as SVG (text stays text, colours as on the page)."""

from __future__ import annotations

import html
from collections.abc import Sequence

import numpy as np
from flask_babel import gettext as _

from vendor_risk.board.build import Board
from vendor_risk.board.cells import BoardCell, BoardRow
from vendor_risk.heatmaps.figures import COLOURS
from vendor_risk.web.tables import PageColumn, PageRow, PageTable

DRAWN = 200
"""Rows of a picture at most; the table has all."""
_LOOKS = {f"grade-{letter}": (colour, "#ffffff") for letter, colour in zip("EDCBA", COLOURS, strict=True)}
_LOOKS |= {
    "none": ("#ffffff", "#16242b"), "new": ("#e8edf0", "#16242b"), "flat": ("#e8edf0", "#16242b"),
    "up-1": ("#b9d9e8", "#16242b"), "up-2": ("#1b5e8c", "#ffffff"),
    "down-1": ("#f3cfb8", "#16242b"), "down-2": ("#962323", "#ffffff"),
    "cover-0": ("#ffffff", "#16242b"), "cover-1": ("#d7e3e8", "#16242b"), "cover-2": ("#a9c4cf", "#16242b"),
    "cover-3": ("#3d7487", "#ffffff"), "cover-4": ("#1d4f5f", "#ffffff"),
}  # fmt: skip
_LEFT, _CELL, _HEIGHT, _HEAD = 290, 84, 30, 64
_FONT = "system-ui, 'Hiragino Sans', 'Yu Gothic UI', Meiryo, 'Noto Sans CJK JP', sans-serif"


def sheet(board: Board) -> PageTable:
    """Every row with its numbers: what the cells show, and beside a comparison by how much each moved."""
    grid, show = board.grid, board.asked.show
    values, change = grid.shown(show), grid.change(show)
    columns = [
        PageColumn(_("Row")),
        PageColumn(_("Organisations"), "number"),
        PageColumn(_("Assessed"), "number"),
    ]
    columns += [
        PageColumn(_("Overall"), "number"),
        PageColumn(_("Evidence-backed share of the score"), "share"),
        PageColumn(_("Median age of results (days)"), "number"),
    ]
    columns += [PageColumn(title, "number") for title in board.titles]
    if change is not None:
        columns += [PageColumn(_("%(column)s: change", column=title), "number") for title in board.titles]
    lines = []
    for place, key in enumerate(grid.rows):
        whole = grid.overall.lowest if show == "lowest" else grid.overall.median
        numbers = [whole[place, 0], grid.overall.supported[place, 0], grid.ages[place], *values[place]]
        numbers += [] if change is None else list(change[place])
        counts = (int(grid.overall.members[place, 0]), int(grid.overall.scored[place, 0]))
        cells = [None if np.isnan(number) else round(float(number), 4) for number in numbers]
        lines.append(PageRow((board.row_names.get(key, key), *counts, *cells)))
    return PageTable(tuple(columns), lines)


def picture(board: Board, rows: Sequence[BoardRow], title: str, legend: str) -> str:
    """The board as an SVG document."""
    heads = [_("Overall"), *board.heads]
    width, height = _LEFT + _CELL * len(heads) + 16, _HEAD + 40 + _HEIGHT * len(rows) + 34
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="{_FONT}">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        _text(12, 24, title, size=16, weight=650),
    ]
    for column, head in enumerate(heads):
        parts.append(_text(_LEFT + _CELL * column + _CELL / 2, _HEAD + 24, _cut(head, 13), anchor="middle", title=head))
    for place, row in enumerate(rows):
        top = _HEAD + 34 + _HEIGHT * place
        parts.append(_text(_LEFT - 10, top + 20, _cut(row.name, 38), anchor="end", title=row.name))
        for column, cell in enumerate((row.overall, *row.cells)):
            parts += _cell(_LEFT + _CELL * column, top, cell)
    parts.append(_text(12, height - 12, legend, colour="#4a5a63", size=11))
    return "\n".join([*parts, "</svg>"])


def _cell(left: float, top: float, cell: BoardCell) -> list[str]:
    fill, ink = _LOOKS[cell.look]
    dashed = ' stroke-dasharray="4 3"' if cell.weak or cell.look == "none" else ""
    stroke = "#16242b" if cell.weak else "#9aa8af"
    box = (
        f'<rect x="{left + 2}" y="{top + 2}" width="{_CELL - 4}" height="{_HEIGHT - 4}" rx="3" fill="{fill}" '
        f'stroke="{stroke}"{dashed}><title>{html.escape(cell.said)}</title></rect>'
    )
    words = cell.text + cell.marks + (f"  {cell.note}" if cell.note else "")
    return [box, _text(left + _CELL / 2, top + 20, words, anchor="middle", colour=ink)]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _text(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    colour: str = "#16242b",
    size: int = 12,
    weight: int = 400,
    title: str = "",
) -> str:
    inner = html.escape(text) + (f"<title>{html.escape(title)}</title>" if title else "")
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{colour}" font-size="{size}" '
        f'font-weight="{weight}">{inner}</text>'
    )
