"""Charts on slides, as PowerPoint's own: they can be corrected and copied into other slides."""

from __future__ import annotations

from flask_babel import format_date
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.shapes.graphfrm import GraphicFrame
from pptx.util import Inches, Pt

from vendor_risk.changes.charts import COLOURS
from vendor_risk.i18n import language
from vendor_risk.reports import style as report_style
from vendor_risk.reports.paper import Bars, PaperTrend
from vendor_risk.reports.slides.deck import BOTTOM, LEFT, WIDTH, Deck, colour
from vendor_risk.workbook.text import clean

LEAST = 2.3
"""The least height of a chart with its caption."""


def _chart(deck: Deck, kind: XL_CHART_TYPE, data: CategoryChartData, height: float, caption: str) -> Chart:
    deck.text(caption, (LEFT, deck.y, WIDTH, 0.28), 13, bold=True, shade=report_style.ACCENT)
    deck.y += 0.32
    box = Inches(LEFT), Inches(deck.y), Inches(WIDTH), Inches(height)
    # pptx says that it takes another kind of data and gives the chart itself; neither is so.
    frame: GraphicFrame = deck.slide.shapes.add_chart(kind, *box, data)  # type: ignore[assignment,arg-type]
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(caption)[:250])
    deck.y += height + 0.1
    chart: Chart = frame.chart
    chart.font.size, chart.font.color.rgb = Pt(11), colour(report_style.INK)
    return chart


def trend(deck: Deck, block: PaperTrend) -> None:
    """Lines over time."""
    data = CategoryChartData(number_format="0")
    pattern = "yyyy/M/d" if language() == "ja" else "d MMM yyyy"
    data.categories = [str(format_date(day, pattern)) for day in block.days]
    for line in block.lines:
        data.add_series(clean(line.name), [None if value is None else round(value, 2) for value in line.values])
    height = max(LEAST - 0.42, min(3.0, BOTTOM - deck.y - 0.42))
    chart = _chart(deck, XL_CHART_TYPE.LINE_MARKERS, data, height, f"{block.caption} (%)")
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.RIGHT, False
    chart.value_axis.minimum_scale = 0
    chart.value_axis.major_gridlines.format.line.color.rgb = colour(report_style.RULE)
    for place, (series, line) in enumerate(zip(chart.plots[0].series, block.lines, strict=True)):
        shade = colour(COLOURS[place % len(COLOURS)])
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = shade, Pt(3 if line.emphasized else 1.5)
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = shade
        series.marker.format.line.color.rgb = shade


def bars(deck: Deck, block: Bars) -> None:
    """Parts and their sum."""
    rows = [*block.rows, block.together]
    data = CategoryChartData(number_format="+0.0;-0.0;0.0")
    data.categories = [clean(name) for name, _value in rows]
    data.add_series(clean(block.caption), [round(value * 100, 4) for _name, value in rows])
    chart = _chart(deck, XL_CHART_TYPE.BAR_CLUSTERED, data, LEAST - 0.42, block.caption)
    chart.has_legend, chart.has_title = False, False
    chart.category_axis.reverse_order = True
    chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 45, True
    plot.data_labels.show_value, plot.data_labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    series = plot.series[0]
    series.invert_if_negative = False
    for place, (_name, value) in enumerate(rows):
        fill = series.points[place].format.fill
        fill.solid()
        fill.fore_color.rgb = colour(report_style.WORSE if value > 0 else report_style.BETTER)
