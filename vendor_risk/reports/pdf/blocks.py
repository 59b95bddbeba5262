"""The blocks of a report on paper: paragraphs, lists, numbers and tables. Charts are in `charts`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from vendor_risk.heatmaps.heatmap import HeatmapCell
from vendor_risk.reports import style as report_style
from vendor_risk.reports.paper import (
    Bars,
    Block,
    Bullets,
    Heat,
    Numbers,
    PaperColumn,
    PaperNumber,
    PaperTable,
    PaperTrend,
    Paragraph,
    Value,
)
from vendor_risk.reports.pdf import charts
from vendor_risk.reports.pdf.sheet import BOTTOM, LEFT, WIDTH, PdfSheet, line_height

_BODY, _SMALL = 9.0, 8.0
_LEFT_ALIGNED = frozenset({"text", "grade"})
_TILE, _GAP = 27.0, 3.0
_TOGETHER = 130.0
"""A table up to this height is not divided between two pages."""


class PdfDrawing(NamedTuple):
    """How a kind of block is drawn, and how much of it must stand on the page of its headline."""

    draw: Callable[[PdfSheet, Any], None]
    first_height: Callable[[PdfSheet, Any], float]


def draw(sheet: PdfSheet, block: Block) -> None:
    """Draw a block at the place, which moves below it."""
    BLOCKS[type(block)].draw(sheet, block)


def beginning(sheet: PdfSheet, blocks: Sequence[Block]) -> float:
    """How much must stand on the page of a headline: an explanation with what it explains."""
    if not blocks:
        return 0
    first = BLOCKS[type(blocks[0])].first_height(sheet, blocks[0])
    return first + (beginning(sheet, blocks[1:]) if isinstance(blocks[0], Paragraph) else 0)


def _a_line(_sheet: PdfSheet, _block: Block) -> float:
    return 12.0


def _paragraph(sheet: PdfSheet, block: Paragraph) -> None:
    muted = block.tone == "muted"
    size = {"strong": 10.0, "muted": _SMALL}.get(block.tone, _BODY)
    sheet.write(block.text, size, colour=report_style.MUTED if muted else report_style.INK, after=2.5)


def _bullets(sheet: PdfSheet, block: Bullets) -> None:
    for number, item in enumerate(block.items, start=1):
        lines = sheet.lines(item, WIDTH - 6, _BODY)
        sheet.need(min(len(lines), 3) * line_height(_BODY))
        sheet.put(
            LEFT + 1, sheet.y, f"{number}." if block.numbered else "•", _BODY, colour=report_style.ACCENT, bold=True
        )
        sheet.write(item, _BODY, x=LEFT + 6, width=WIDTH - 6, after=0.8)
    sheet.y += 2


def _numbers(sheet: PdfSheet, block: Numbers) -> None:
    sheet.need(_TILE + 4)
    width = (WIDTH - _GAP * (len(block.items) - 1)) / len(block.items)
    for place, item in enumerate(block.items):
        _tile(sheet, LEFT + place * (width + _GAP), width, item)
    sheet.y += _TILE + 4


def _tile(sheet: PdfSheet, x: float, width: float, item: PaperNumber) -> None:
    y, inner = sheet.y, width - 4
    sheet.box(x, y, width, _TILE, report_style.FAINT)
    sheet.box(x, y, width, 0.9, report_style.TONES.get(item.tone, report_style.MUTED))
    size = 17.0
    while sheet.width_of(item.value, size, bold=True) > inner and size > 8:
        size -= 0.5
    sheet.put(x + 2, y + 2.4, item.value, size, bold=True)
    down = y + 10.2
    for line in sheet.lines(item.label, inner, 7, most=3):
        sheet.put(x + 2, down, line, 7)
        down += line_height(7)
    notes = sheet.lines(item.note, inner, 6.5, most=2) if item.note else []
    down = y + _TILE - 1.2 - len(notes) * line_height(6.5)
    for line in notes:
        sheet.put(x + 2, down, line, 6.5, colour=report_style.MUTED)
        down += line_height(6.5)


def _texts(sheet: PdfSheet, table: PaperTable) -> list[list[list[str]]]:
    """The lines of every cell that is shown, row by row."""
    columns = list(zip(table.columns, _widths(table.columns), strict=True))
    return [
        [_lines(sheet, value, column, width, table.lines) for value, (column, width) in zip(row, columns, strict=True)]
        for row in table.rows[: table.most]
    ]


def _row_height(texts: list[list[str]]) -> float:
    return max(len(lines) for lines in texts) * line_height(_SMALL) + 1.8


def _table_height(sheet: PdfSheet, table: PaperTable) -> float:
    """A table that fits on a page stays together."""
    height = 20 + sum(_row_height(texts) for texts in _texts(sheet, table))
    return height if height < _TOGETHER else 30.0


def _table(sheet: PdfSheet, table: PaperTable) -> None:
    rows, texts = table.rows[: table.most], _texts(sheet, table)
    widths = _widths(table.columns)
    sheet.need(_table_height(sheet, table))
    sheet.write(table.caption, _BODY, bold=True, after=1)
    _heads(sheet, table.columns, widths)
    for row, lines in zip(rows, texts, strict=True):
        height = _row_height(lines)
        if sheet.y + height > BOTTOM:
            sheet.new_page()
            _heads(sheet, table.columns, widths)
        _row(sheet, row, lines, table.columns, widths)
        sheet.y += height
        sheet.rule(LEFT, sheet.y - 0.3, WIDTH)
    more = report_style.shown_of(len(rows), table.all)
    if more:
        sheet.y += 1
        sheet.write(more, 7.5, colour=report_style.MUTED, after=0)
    sheet.y += 4


def _widths(columns: tuple[PaperColumn, ...]) -> list[float]:
    total = sum(column.width for column in columns)
    return [WIDTH * column.width / total for column in columns]


def _lines(sheet: PdfSheet, value: Value, column: PaperColumn, width: float, most: int) -> list[str]:
    return sheet.lines(report_style.written(value, column), width - 2.4, _SMALL, most=most)


def _heads(sheet: PdfSheet, columns: tuple[PaperColumn, ...], widths: list[float]) -> None:
    texts = [sheet.lines(c.label, width - 2.4, 7, bold=True, most=3) for c, width in zip(columns, widths, strict=True)]
    height = max(len(lines) for lines in texts) * line_height(7) + 1.6
    x = LEFT
    sheet.box(LEFT, sheet.y, WIDTH, height, report_style.FAINT)
    for lines, column, width in zip(texts, columns, widths, strict=True):
        down = sheet.y + height - 0.8 - len(lines) * line_height(7)
        _cell(sheet, lines, (x, down, width), 7, column, bold=True, colour=report_style.MUTED)
        x += width
    sheet.y += height + 0.4


def _row(
    sheet: PdfSheet,
    row: tuple[Value, ...],
    texts: list[list[str]],
    columns: tuple[PaperColumn, ...],
    widths: list[float],
) -> None:
    x = LEFT
    for value, lines, column, width in zip(row, texts, columns, widths, strict=True):
        if isinstance(value, HeatmapCell) and value.score is not None:
            charts.cell(sheet, value, x + 0.6, sheet.y + 0.3, 13, 4.4)
        else:
            colour = report_style.INK
            if column.kind == "change" and isinstance(value, float):
                colour = report_style.WORSE if value > 0 else report_style.BETTER
            _cell(sheet, lines, (x, sheet.y + 0.7, width), _SMALL, column, colour=colour)
        x += width


def _cell(
    sheet: PdfSheet, lines: list[str], place: tuple[float, float, float], size: float, column: PaperColumn, *,
    bold: bool = False, colour: str = report_style.INK,
) -> None:  # fmt: skip
    x, y, width = place
    left = column.kind in _LEFT_ALIGNED
    for line in lines:
        sheet.put(
            x + 1.2 if left else x + width - 1.2, y, line, size, bold=bold, colour=colour, align="l" if left else "r"
        )
        y += line_height(size)


BLOCKS: Mapping[type[Block], PdfDrawing] = {
    Paragraph: PdfDrawing(_paragraph, _a_line),
    Bullets: PdfDrawing(_bullets, _a_line),
    Numbers: PdfDrawing(_numbers, lambda _sheet, _block: _TILE),
    PaperTable: PdfDrawing(_table, _table_height),
    Heat: PdfDrawing(charts.heat, charts.heat_height),
    PaperTrend: PdfDrawing(charts.trend, lambda _sheet, _block: charts.TREND),
    Bars: PdfDrawing(charts.bars, lambda _sheet, block: charts.bars_height(block)),
}
"""Every kind of block of `paper`; a new one is an entry here, in `slides.document` and in `xlsx.document`."""
