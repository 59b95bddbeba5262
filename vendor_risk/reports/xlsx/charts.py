"""The charts of a report in its workbook: heatmaps coloured by conditional formats, a line chart, parts with bars."""

from __future__ import annotations

from flask_babel import gettext as _
from xlsxwriter.utility import xl_rowcol_to_cell

from vendor_risk.changes.charts import COLOURS
from vendor_risk.exposure.figures import EXPOSURE
from vendor_risk.exposure.pictures.figures import MOVED
from vendor_risk.heatmaps.exports import colour_grades
from vendor_risk.i18n import colon
from vendor_risk.questionnaires.queries import rules
from vendor_risk.reports import style as report_style
from vendor_risk.reports.paper import Bars, Heat, PaperTrend
from vendor_risk.reports.xlsx.page import BookPage
from vendor_risk.workbook.text import write_text

_LIGHT_UP = 14
"""Excel's pattern of thin lines that rise to the right."""


def heat(page: BookPage, block: Heat) -> None:
    """Scores in colour, hatched where evidence supports less than half; to their right what is supported."""
    page.caption(block.caption)
    own = [_("Organisation"), _("Code"), _("Tier"), _("Grade"), _("Overall"), *block.columns]
    for place in range(1, 2 * len(own)):
        page.widen(place, 13)
    page.heads([*own, "", *(f"{_('Evidence-backed')}{colon()}{name}" for name in (_("Overall"), *block.columns))])
    first, scores, supported = page.row, 4, len(own) + 1
    for row in block.rows:
        for place, text in enumerate(
            (row.name, row.code, row.tier, row.overall.grade + report_style.marks(row.overall))
        ):
            write_text(page.sheet, page.row, place, text)
        for place, cell in enumerate((row.overall, *row.cells)):
            _score(page, scores + place, cell.score)
            _score(page, supported + place, None if cell.score is None else cell.backed)
        page.row += 1
    last, width = max(first, page.row - 1), len(block.columns)
    box = (first, scores, last, scores + width)
    if block.rows:
        _hatch(page, block, box, xl_rowcol_to_cell(first, scores), xl_rowcol_to_cell(first, supported))
        colour_grades(page.book, page.sheet, rules().scoring, box)
        colour_grades(page.book, page.sheet, rules().scoring, (first, supported, last, supported + width))
        page.sheet.freeze_panes(first, 1)
        page.sheet.autofilter(first - 1, 0, last, scores + width)
    page.sheet.print_area(0, 0, last + 4, scores + width)
    more = report_style.shown_of(len(block.rows), block.total)
    if more:
        page.line(more, "muted")


def _score(page: BookPage, place: int, value: float | None) -> None:
    if value is not None:
        page.sheet.write_number(page.row, place, value, page.style("score"))


def _hatch(page: BookPage, block: Heat, box: tuple[int, int, int, int], score: str, supported: str) -> None:
    """A rule for each grade, since a hatched cell keeps the colour of its grade."""
    shades, upper = report_style.shades(block.letters), 101.0
    for letter, floor in zip(block.letters, block.floors, strict=True):
        colours = {"bg_color": shades[letter], "fg_color": report_style.mixed(shades[letter], 0.5)}
        style = page.book.add_format(colours | {"pattern": _LIGHT_UP, "font_color": "#FFFFFF"})
        weak = f"AND(ISNUMBER({score}),{score}>={floor:g},{score}<{upper:g},{supported}<{score}/2)"
        page.sheet.conditional_format(*box, {"type": "formula", "criteria": f"={weak}", "format": style})
        upper = floor


def trend(page: BookPage, block: PaperTrend) -> None:
    """The values of each day, and a chart of them."""
    page.caption(f"{block.caption} (%)")
    for column in range(1, len(block.lines) + 1):
        page.widen(column, 16)
    page.heads([_("Date"), *(line.name for line in block.lines)])
    first = page.row
    for place, day in enumerate(block.days):
        write_text(page.sheet, page.row, 0, day.isoformat())
        for column, line in enumerate(block.lines, start=1):
            value = line.values[place]
            if value is not None:
                page.sheet.write_number(page.row, column, value / 100, page.figure_style(EXPOSURE, "share"))
        page.row += 1
    chart = page.book.add_chart({"type": "line"})
    for column, line in enumerate(block.lines, start=1):
        chart.add_series(
            {
                "name": [page.name, first - 1, column],
                "categories": [page.name, first, 0, page.row - 1, 0],
                "values": [page.name, first, column, page.row - 1, column],
                "line": {"color": COLOURS[(column - 1) % len(COLOURS)], "width": 3 if line.emphasized else 1.5},
            }
        )
    chart.set_y_axis(
        {"min": 0, "num_format": "0%", "major_gridlines": {"visible": True, "line": {"color": report_style.RULE}}}
    )
    chart.set_legend({"position": "right"})
    chart.set_size({"width": 900, "height": 240})
    page.sheet.insert_chart(page.row + 1, 0, chart, {"description": block.caption})
    page.row += 14


def bars(page: BookPage, block: Bars) -> None:
    """Parts and their sum, with a bar in each cell."""
    page.caption(block.caption)
    page.widen(1, 22)
    page.heads([_("Cause"), _("Change (points)")])
    first = page.row
    for name, value in (*block.rows, block.together):
        write_text(page.sheet, page.row, 0, name)
        page.sheet.write_number(page.row, 1, round(value * 100, 6), page.figure_style(MOVED, "change"))
        page.row += 1
    rule = {
        "type": "data_bar",
        "bar_solid": True,
        "bar_color": report_style.WORSE,
        "bar_negative_color": report_style.BETTER,
    }
    page.sheet.conditional_format(first, 1, page.row - 1, 1, rule)
