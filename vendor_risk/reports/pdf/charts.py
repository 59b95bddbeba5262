"""The charts of a report on paper, in the colours and signs of the screen: heatmap, trend, and parts that add up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from vendor_risk.changes.charts import COLOURS
from vendor_risk.exposure.pictures.figures import MOVED
from vendor_risk.heatmaps.heatmap import HeatmapCell
from vendor_risk.i18n import language
from vendor_risk.questionnaires.queries import rules
from vendor_risk.reports import style as report_style
from vendor_risk.reports.directions import MARK
from vendor_risk.reports.paper import Bars, Heat, HeatRow, PaperTrend
from vendor_risk.reports.pdf.sheet import BOTTOM, LEFT, WIDTH, PdfSheet, line_height

TREND = 55.0
"""Height of a trend with its caption."""
_NAME, _TIER, _OVERALL = 50.0, 8.0, 15.0
_ROW, _BAR = 5.7, 6.2
_LABEL = 66.0
_TICKS = (1, 2, 5, 10, 20, 25, 50)
_DASHES: tuple[tuple[float, float] | None, ...] = (None, (2.0, 1.2), (0.6, 0.9))


def cell(sheet: PdfSheet, value: HeatmapCell, x: float, y: float, width: float, height: float) -> None:
    """A cell: colour and letter of the grade, the score, hatched when evidence supports less than half of it."""
    if value.score is None:
        sheet.box(x, y, width, height, report_style.BLANK)
        sheet.put(x + width / 2, y + height / 2 - 1.3, "–", 7, colour=report_style.MUTED, align="c")
        return
    shade = report_style.shades(rules().scoring.letters)[value.grade]
    (sheet.hatched if value.weak else sheet.box)(x, y, width, height, shade)
    signs, letter, score = report_style.marks(value), value.grade, f"{value.score:.0f}"
    wide = [sheet.width_of(letter, 7.5, bold=True), sheet.width_of(score, 6.2), sheet.width_of(signs, 5)]
    at = x + (width - sum(wide) - 0.7) / 2
    sheet.put(at, y + height / 2 - 1.45, letter, 7.5, bold=True, colour="#ffffff")
    sheet.put(at + wide[0] + 0.7, y + height / 2 - 1.1, score, 6.2, colour="#ffffff")
    sheet.put(at + wide[0] + wide[1] + 0.8, y + height / 2 - 1.9, signs, 5, colour="#ffffff")


def heat_height(sheet: PdfSheet, block: Heat) -> float:
    """How high a heatmap is with its caption and legend; a page at most, beyond that it goes on."""
    shown = min(len(block.rows), block.most)
    return min(12 + shown * _ROW + _legend_height(sheet, block), 225.0)


def heat(sheet: PdfSheet, block: Heat) -> None:
    """The rows that matter most; below it what the columns are, and how many rows there are."""
    rows = block.rows[: block.most]
    sheet.need(min(30.0, 12 + len(rows) * _ROW))
    sheet.write(block.caption, 9, bold=True, after=1)
    _heat_heads(sheet, block)
    for row in rows:
        if sheet.y + _ROW > BOTTOM:
            sheet.new_page()
            _heat_heads(sheet, block)
        _heat_row(sheet, row, _cell_width(block))
        sheet.y += _ROW
    sheet.y += 1
    more = report_style.shown_of(len(rows), block.total)
    if more:
        sheet.write(more, 7.5, colour=report_style.MUTED, after=0.5)
    _legend(sheet, block)


def _cell_width(block: Heat) -> float:
    return (WIDTH - _NAME - _TIER - _OVERALL) / max(len(block.columns), 1)


def _heat_heads(sheet: PdfSheet, block: Heat) -> None:
    width, y = _cell_width(block), sheet.y
    sheet.put(LEFT + _NAME + _TIER + _OVERALL / 2, y, _("Overall"), 7, bold=True, colour=report_style.MUTED, align="c")
    for number in range(len(block.columns)):
        x = LEFT + _NAME + _TIER + _OVERALL + (number + 0.5) * width
        sheet.put(x, y, str(number + 1), 7, bold=True, colour=report_style.MUTED, align="c")
    sheet.y += 4.2


def _heat_row(sheet: PdfSheet, row: HeatRow, width: float) -> None:
    y = sheet.y
    _named(sheet, row.name, y)
    sheet.put(LEFT + _NAME, y + 1.1, row.tier, 7, bold=True, colour=report_style.MUTED)
    cell(sheet, row.overall, LEFT + _NAME + _TIER, y + 0.2, _OVERALL - 1.4, _ROW - 0.5)
    x = LEFT + _NAME + _TIER + _OVERALL
    for value in row.cells:
        cell(sheet, value, x, y + 0.2, width - 0.5, _ROW - 0.5)
        x += width


def _named(sheet: PdfSheet, name: str, y: float) -> None:
    """A name beside its row, whole where it can be: a long one goes over two lines of small type."""
    if sheet.width_of(name, 7.5) <= _NAME - 2:
        sheet.put(LEFT, y + 1.1, name, 7.5)
        return
    for place, line in enumerate(sheet.lines(name, _NAME - 2, 5.8, most=2)):
        sheet.put(LEFT, y + 0.35 + place * 2.45, line, 5.8)


def _legend_lines(sheet: PdfSheet, block: Heat) -> list[list[str]]:
    told = [
        f"{number}. {title}" + ("" if mean is None else " — " + _("average %(score)s", score=f"{mean:.0f}"))
        for number, (title, mean) in enumerate(zip(block.columns, block.means, strict=True), start=1)
    ]
    return [sheet.lines(text, WIDTH / 2 - 4, 7, most=2) for text in told]


def _legend_height(sheet: PdfSheet, block: Heat) -> float:
    lines = _legend_lines(sheet, block)
    half = (len(lines) + 1) // 2
    columns = [sum(len(one) for one in part) for part in (lines[:half], lines[half:])]
    return max(columns) * line_height(7) + 10


def _legend(sheet: PdfSheet, block: Heat) -> None:
    """What the columns are, with the mean of each, in two columns; then the colours."""
    sheet.need(_legend_height(sheet, block))
    lines = _legend_lines(sheet, block)
    half, top = (len(lines) + 1) // 2, sheet.y + 0.5
    lowest = top
    for place, part in enumerate((lines[:half], lines[half:])):
        y = top
        for texts in part:
            for line in texts:
                sheet.put(LEFT + place * WIDTH / 2, y, line, 7, colour=report_style.MUTED)
                y += line_height(7)
        lowest = max(lowest, y)
    sheet.y = lowest + 1.2
    _colours(sheet, block)


def _colours(sheet: PdfSheet, block: Heat) -> None:
    x, y = LEFT, sheet.y
    shades = report_style.shades(block.letters)
    for letter, floor in zip(block.letters, block.floors, strict=True):
        sheet.box(x, y, 6, 4, shades[letter])
        sheet.put(x + 3, y + 0.6, letter, 7, bold=True, colour="#ffffff", align="c")
        told = f"≥ {floor:g}" if floor else f"< {block.floors[-2]:g}" if len(block.floors) > 1 else ""
        sheet.put(x + 7, y + 0.7, told, 7, colour=report_style.MUTED)
        x += 10 + sheet.width_of(told, 7)
    sheet.hatched(x, y, 6, 4, shades[block.letters[-1]])
    sheet.put(x + 7, y + 0.7, _("less than half evidence-backed"), 7, colour=report_style.MUTED)
    sheet.y += 7


def trend(sheet: PdfSheet, block: PaperTrend) -> None:
    """Lines over time, each named at its end, told apart by colour and dashes."""
    sheet.need(TREND)
    sheet.write(f"{block.caption} (%)", 9, bold=True, after=1)
    x, y, width, height = LEFT + 8, sheet.y + 1, WIDTH - _LABEL, TREND - 16
    top = max((value for line in block.lines for value in line.values if value is not None), default=1.0) or 1.0
    step = next((tick for tick in _TICKS if top / tick <= 5), 50)
    top = math.ceil(top / step) * step
    for value in range(0, int(top) + 1, step):
        at = y + height * (1 - value / top)
        sheet.rule(x, at, width)
        sheet.put(x - 1.5, at - 1.3, str(value), 7, colour=report_style.MUTED, align="r")
    first, last = block.days[0].toordinal(), block.days[-1].toordinal()
    across = [x + width * (day.toordinal() - first) / max(last - first, 1) for day in block.days]
    _days(sheet, block.days, across, y + height + 1)
    for place, line in enumerate(block.lines):
        places = [(at, y + height * (1 - value / top)) for at, value in zip(across, line.values, strict=True)
                  if value is not None]  # fmt: skip
        colour = COLOURS[place % len(COLOURS)]
        sheet.stroke(places, colour, 0.9 if line.emphasized else 0.45, _DASHES[place % len(_DASHES)])
    _line_ends(sheet, block, (x + width + 2, y, height), top)
    sheet.y = y + height + 9


def _days(sheet: PdfSheet, days: Sequence[date], across: list[float], y: float) -> None:
    """The months below the days, as many as have room: the first and the last always."""
    taken: list[tuple[float, float]] = []
    places = list(zip(days, across, strict=True))
    for day, at in (places[0], places[-1], *places[1:-1]):
        text = str(format_date(day, "yyyy/M" if language() == "ja" else "MMM yyyy"))
        half = sheet.width_of(text, 7) / 2
        if all(at + half < left - 2 or at - half > right + 2 for left, right in taken):
            sheet.put(at, y, text, 7, colour=report_style.MUTED, align="c")
            taken.append((at - half, at + half))


def _line_ends(sheet: PdfSheet, block: PaperTrend, place: tuple[float, float, float], top: float) -> None:
    """The names at the ends of the lines, moved apart where they would touch."""
    x, y, height = place
    ends = sorted(
        ((height * (1 - (line.values[-1] or 0.0) / top), number) for number, line in enumerate(block.lines)),
    )
    free = -4.0
    for at, number in ends:
        line = block.lines[number]
        down = max(at - 1.5, free)
        free = down + 4.0
        told = f"{line.name}{MARK} {line.values[-1] or 0.0:.0f}"
        colour = COLOURS[number % len(COLOURS)]
        sheet.put(x, y + down, sheet.lines(told, _LABEL - 12, 7.5, bold=line.emphasized, most=1)[0], 7.5,
                  bold=line.emphasized, colour=colour)  # fmt: skip


def bars_height(block: Bars) -> float:
    """How high the parts are with their caption."""
    return 10 + (len(block.rows) + 1) * _BAR


def bars(sheet: PdfSheet, block: Bars) -> None:
    """Parts right (worse) and left (better) of a line, with their points, and their sum."""
    sheet.need(bars_height(block))
    sheet.write(block.caption, 9, bold=True, after=1)
    most = max((abs(value) for _name, value in (*block.rows, block.together)), default=0.0) or 1.0
    middle, reach = LEFT + 122, 34.0
    for name, value in (*block.rows, block.together):
        total = (name, value) == block.together
        if total:
            sheet.rule(LEFT, sheet.y - 0.2, WIDTH)
        sheet.put(LEFT, sheet.y + 1.2, sheet.lines(name, 84, 8, most=1)[0], 8, bold=total)
        length = reach * abs(value) / most
        sheet.box(middle if value > 0 else middle - length, sheet.y + 1, length, _BAR - 2,
                  report_style.WORSE if value > 0 else report_style.BETTER)  # fmt: skip
        shown = MOVED.written(100 * value)
        at = middle + length + 1.5 if value >= 0 else middle - length - 1.5
        sheet.put(at, sheet.y + 1.2, shown, 8, bold=True, align="l" if value >= 0 else "r")
        sheet.y += _BAR
    sheet.stroke([(middle, sheet.y - _BAR * (len(block.rows) + 1)), (middle, sheet.y)], report_style.MUTED, 0.25)
    sheet.y += 4
