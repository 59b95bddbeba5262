"""Tables and heatmaps on slides, as PowerPoint tables."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.text import MSO_ANCHOR
from pptx.table import Table, _Cell
from pptx.util import Inches

from vendor_risk.heatmaps.heatmap import HeatmapCell
from vendor_risk.questionnaires.queries import rules
from vendor_risk.reports import style as report_style
from vendor_risk.reports.paper import Heat, PaperColumn, PaperTable, Value
from vendor_risk.reports.slides.deck import BOTTOM, LEFT, WIDTH, Deck, colour
from vendor_risk.workbook.text import clean

_MOST = 10
"""Rows of a table on a slide."""
_HEAT = 15
_ROW, _HEAD = 0.27, 0.38
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's "no style, no grid"."""
_LEFT_ALIGNED = frozenset({"text", "grade"})


def _grid(deck: Deck, rows: int, widths: list[float], height: float, caption: str) -> Table:
    shape = deck.slide.shapes.add_table(
        rows, len(widths), Inches(LEFT), Inches(deck.y), Inches(WIDTH), Inches(height * rows)
    )
    shape._element.nvGraphicFramePr.cNvPr.set("descr", clean(caption)[:250])
    (style,) = shape._element.xpath(".//a:tableStyleId")
    style.text = _NO_STYLE
    grid = shape.table
    for place, width in enumerate(widths):
        grid.columns[place].width = Inches(width)
    for row in grid.rows:
        row.height = Inches(height)
    return grid


def _fill(
    deck: Deck, place: _Cell, text: str, size: float, *,
    bold: bool = False, shade: str = report_style.INK, align: str = "l", ground: str = "",
) -> None:  # fmt: skip
    place.margin_left = place.margin_right = Inches(0.06)
    place.margin_top = place.margin_bottom = Inches(0.015)
    place.vertical_anchor = MSO_ANCHOR.MIDDLE
    deck.say(place.text_frame.paragraphs[0], text, size, bold=bold, shade=shade, align=align)
    if ground:
        place.fill.solid()
        place.fill.fore_color.rgb = colour(ground)


def _cell(deck: Deck, place: _Cell, value: HeatmapCell, size: float) -> None:
    """A cell in the colour of its grade, patterned when evidence supports less than half of it."""
    if value.score is None:
        _fill(deck, place, "–", size, shade=report_style.MUTED, align="c", ground=report_style.BLANK)
        return
    shade = report_style.shades(rules().scoring.letters)[value.grade]
    text = f"{value.grade} {value.score:.0f}{report_style.marks(value)}"
    _fill(deck, place, text, size, bold=True, shade="#ffffff", align="c", ground=shade)
    if value.weak:
        place.fill.patterned()
        place.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        place.fill.fore_color.rgb, place.fill.back_color.rgb = colour(report_style.mixed(shade, 0.42)), colour(shade)


def _caption(deck: Deck, text: str) -> None:
    deck.text(text, (LEFT, deck.y, WIDTH, 0.28), 13, bold=True, shade=report_style.ACCENT)
    deck.y += 0.34


def _shown(block: PaperTable) -> Sequence[tuple[Value, ...]]:
    return block.rows[: min(_MOST, block.most)]


def height(block: PaperTable) -> float:
    """How high a table is on a slide, with its caption."""
    rows = len(_shown(block))
    return 0.34 + _HEAD + _ROW * rows + 0.16 + (0.22 if rows < block.all else 0)


def table(deck: Deck, block: PaperTable) -> None:
    """The first rows, and how many there are."""
    rows = _shown(block)
    _caption(deck, block.caption)
    total = sum(column.width for column in block.columns)
    widths = [WIDTH * column.width / total for column in block.columns]
    grid = _grid(deck, len(rows) + 1, widths, _ROW, block.caption)
    grid.rows[0].height = Inches(_HEAD)
    for place, column in enumerate(block.columns):
        head = grid.cell(0, place)
        _fill(
            deck,
            head,
            column.label,
            9.5,
            bold=True,
            shade=report_style.MUTED,
            align=_align(column),
            ground=report_style.FAINT,
        )
    for number, row in enumerate(rows, start=1):
        for place, (value, column) in enumerate(zip(row, block.columns, strict=True)):
            _value(deck, grid.cell(number, place), value, column, widths[place])
    deck.y += _HEAD + _ROW * len(rows) + 0.06
    more = report_style.shown_of(len(rows), block.all)
    if more:
        deck.text(more, (LEFT, deck.y, WIDTH, 0.22), 10, shade=report_style.MUTED)
        deck.y += 0.22
    deck.y += 0.1


def _align(column: PaperColumn) -> str:
    return "l" if column.kind in _LEFT_ALIGNED else "r"


def _value(deck: Deck, place: _Cell, value: Value, column: PaperColumn, width: float) -> None:
    if isinstance(value, HeatmapCell):
        _cell(deck, place, value, 10)
        return
    shade = report_style.INK
    if column.kind == "change" and isinstance(value, float):
        shade = report_style.WORSE if value > 0 else report_style.BETTER
    _fill(
        deck,
        place,
        _short(report_style.written(value, column.kind), width, 10.5),
        10.5,
        shade=shade,
        align=_align(column),
    )


def _short(text: str, width: float, size: float) -> str:
    """A text that stays on one line: PowerPoint tables grow beyond the slide otherwise."""
    room, kept = (width - 0.14) * 72 / size, ""
    for sign in text:
        room -= 1.0 if ord(sign) > 0x2FFF else 0.58
        if room < 0:
            return kept[:-1].rstrip() + "…"
        kept += sign
    return kept


def heat(deck: Deck, block: Heat) -> None:
    """The worst rows; below them what the columns are."""
    rows = block.rows[:_HEAT]
    _caption(deck, block.caption)
    own = [2.7, 0.5, 1.0]
    widths = [*own, *[(WIDTH - sum(own)) / max(len(block.columns), 1)] * len(block.columns)]
    height = min(0.27, 3.7 / (len(rows) + 1))
    grid = _grid(deck, len(rows) + 1, widths, height, block.caption)
    heads = ["", "", _("Overall"), *(str(number) for number in range(1, len(block.columns) + 1))]
    for place, text in enumerate(heads):
        _fill(deck, grid.cell(0, place), text, 10, bold=True, shade=report_style.MUTED, align="c")
    for number, row in enumerate(rows, start=1):
        _fill(deck, grid.cell(number, 0), _short(row.name, own[0], 10), 10)
        _fill(deck, grid.cell(number, 1), row.tier, 9, bold=True, shade=report_style.MUTED)
        for place, cell in enumerate((row.overall, *row.cells), start=2):
            _cell(deck, grid.cell(number, place), cell, 9)
    deck.y += height * (len(rows) + 1) + 0.1
    more = report_style.shown_of(len(rows), block.total)
    if more:
        deck.text(more, (LEFT, deck.y, WIDTH, 0.2), 10, shade=report_style.MUTED)
        deck.y += 0.22
    _legend(deck, block)


def _legend(deck: Deck, block: Heat) -> None:
    told = [
        f"{number}. {title}" + ("" if mean is None else " — " + _("average %(score)s", score=f"{mean:.0f}"))
        for number, (title, mean) in enumerate(zip(block.columns, block.means, strict=True), start=1)
    ]
    half = (len(told) + 1) // 2
    step = min(0.19, max(0.1, (BOTTOM - deck.y - 0.25) / max(half, 1)))
    for number, text in enumerate(told):
        x, row = LEFT + (number >= half) * WIDTH / 2, number - half * (number >= half)
        deck.text(
            _short(text, WIDTH / 2, 9.5), (x, deck.y + row * step, WIDTH / 2 - 0.1, step), 9.5, shade=report_style.MUTED
        )
    deck.y += half * step + 0.04
    signs = _(
        "Hatched: less than half evidence-backed · ◆ key question limits the grade · † expired · ? not answered or "
        "“I do not know”"
    )
    deck.text(signs, (LEFT, deck.y, WIDTH, 0.2), 9.5, shade=report_style.MUTED)
