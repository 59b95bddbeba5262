"""A sheet of a report's workbook, filled from the top down: lines, numbers and tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from vendor_risk.assessments.results.figures import SCORE
from vendor_risk.figures.figure import FigureWords
from vendor_risk.heatmaps.exports import colour_grades
from vendor_risk.heatmaps.heatmap import HeatmapCell
from vendor_risk.questionnaires.queries import rules
from vendor_risk.reports import style as report_style
from vendor_risk.reports.paper import Paper, PaperColumn, PaperNumber, PaperTable, Value
from vendor_risk.workbook.text import write_text

WIDE = 7
"""Columns over which a sentence goes."""
_NAME, _FOOTER = 100, 230
"""Signs of whom the report is for, and of all that stands below a sheet: Excel takes 255 with the page's number."""
# reading_order 1: from left to right, though the sentence may begin with an Arabic name
_STYLES: dict[str, dict[str, str | int]] = {
    "title": {"bold": True, "font_size": 16, "font_color": report_style.ACCENT, "reading_order": 1},
    "headline": {"bold": True, "font_size": 13, "text_wrap": True, "valign": "top", "reading_order": 1},
    "caption": {"bold": True, "font_color": report_style.ACCENT, "reading_order": 1},
    "body": {"text_wrap": True, "valign": "top", "reading_order": 1},
    "muted": {"text_wrap": True, "valign": "top", "font_color": report_style.MUTED, "reading_order": 1},
    "value": {"bold": True, "font_size": 14, "align": "right", "valign": "top"},
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6ECEF", "border": 1},
    "text": {"text_wrap": True, "valign": "top"},
    "fraction": {"align": "right", "valign": "top"},
    "number": {"valign": "top"},
    "score": {"num_format": SCORE.excel_cell, "align": "center", "valign": "top"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center", "valign": "top"},
}
_IN_POINTS = frozenset({"points", "change"})


def _width(text: str) -> int:
    """How wide a text is, in digits of the usual type."""
    return sum(2 if ord(sign) > 0x2FFF else 1 for sign in text)


class BookPage:
    """The sheet and the row on which the next thing goes."""

    def __init__(self, book: Workbook, name: str, paper: Paper) -> None:
        self.book, self.name, self.row = book, name, 0
        self.sheet = book.add_worksheet(name)
        self._styles: dict[str, Format] = {}
        self._widths: dict[int, float] = {0: 34.0}
        self._paper = paper

    def style(self, name: str) -> Format:
        """A format of this workbook."""
        if name not in self._styles:
            self._styles[name] = self.book.add_format(_STYLES[name])
        return self._styles[name]

    def figure_style(self, figure: FigureWords, kind: str) -> Format:
        """The format of a figure's numbers: with its rounding."""
        cell = kind in {"grade", "cell"}
        code = figure.excel_cell if cell else figure.excel
        name = f"{'score' if cell else kind if kind in _STYLES else 'number'} {code}"
        if name not in self._styles:
            self._styles[name] = self.book.add_format(_STYLES[name.partition(" ")[0]] | {"num_format": code})
        return self._styles[name]

    def line(self, text: str, style: str) -> None:
        """A sentence over the first columns, its row high enough for it."""
        self.sheet.merge_range(self.row, 0, self.row, WIDE - 1, "", self.style(style))
        write_text(self.sheet, self.row, 0, text, style=self.style(style))
        size = float(_STYLES[style].get("font_size", 11))
        self.sheet.set_row(self.row, size * 1.45 * (1 + int(_width(text) * size / 11 // 118)))
        self.row += 1

    def number(self, item: PaperNumber) -> None:
        """A number that is read at a glance, what it counts, and how it moved."""
        write_text(self.sheet, self.row, 0, item.value, style=self.style("value"))
        write_text(self.sheet, self.row, 1, item.label)
        write_text(self.sheet, self.row, WIDE - 2, item.note)
        self.row += 1

    def widen(self, column: int, width: float) -> None:
        """Make a column at least that wide."""
        self._widths[column] = max(self._widths.get(column, 0.0), width)

    def table(self, table: PaperTable) -> None:
        """All rows there are, as numbers and dates where they are such."""
        self.caption(table.caption)
        for place, column in enumerate(table.columns):
            self.widen(place, 11 * column.width + 2)
        self.heads([column.label for column in table.columns])
        first = self.row
        for row in table.rows:
            self.sheet.set_row(self.row, self._height([value if isinstance(value, str) else "" for value in row]))
            for place, (value, column) in enumerate(zip(row, table.columns, strict=True)):
                self._value(place, value, column)
            self.row += 1
        for place, column in enumerate(table.columns):
            self._formats(column, (first, place, max(first, self.row - 1), place))
        more = report_style.shown_of(len(table.rows), table.all)
        if more:
            self.line(more, "muted")

    def caption(self, text: str) -> None:
        """What stands below it."""
        write_text(self.sheet, self.row, 0, text, style=self.style("caption"))
        self.row += 1

    def heads(self, labels: list[str]) -> None:
        """The heads of a table's columns."""
        for place, label in enumerate(labels):
            if label:
                write_text(self.sheet, self.row, place, label, style=self.style("head"))
        self.sheet.set_row(self.row, self._height(labels))
        self.row += 1

    def _height(self, labels: Sequence[str]) -> float:
        """How high a row must be for its texts: not every program works that out when it opens a file."""
        lines = [1 + int(_width(text) * 1.1 // self._widths.get(place, 9.0)) for place, text in enumerate(labels)]
        return 15.5 * max(lines, default=1)

    def _value(self, place: int, value: Value, column: PaperColumn) -> None:
        if isinstance(value, HeatmapCell):
            value = value.score
        if value is None:
            return
        style = self.figure_style(column.figure, column.kind) if column.figure else self.style(column.kind)
        if isinstance(value, str):
            write_text(self.sheet, self.row, place, value, style=style)
        elif isinstance(value, date):
            self.sheet.write_datetime(self.row, place, datetime.combine(value, time()), style)
        else:
            self.sheet.write_number(self.row, place, round(value * (100 if column.kind in _IN_POINTS else 1), 6), style)

    def _formats(self, column: PaperColumn, box: tuple[int, int, int, int]) -> None:
        if column.kind == "grade":
            colour_grades(self.book, self.sheet, rules().scoring, box)
        elif column.kind == "change":
            for criteria, colour in ((">", report_style.WORSE), ("<", report_style.BETTER)):
                shade = self.book.add_format({"font_color": colour})
                self.sheet.conditional_format(*box, {"type": "cell", "criteria": criteria, "value": 0, "format": shade})
        elif column.kind in {"share", "points"}:
            self.sheet.conditional_format(*box, {"type": "data_bar", "bar_solid": True, "bar_color": "#8fb8cc"})

    def finish(self) -> None:
        """Widths, printing, and what the data are."""
        for place, width in self._widths.items():
            self.sheet.set_column(place, place, min(width, 60.0))
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.hide_gridlines(2)
        stamp = f"{self._paper.confidential[:_NAME]} · {self._paper.stamp}".replace("&", "&&")
        self.sheet.set_footer(f"&L&8{stamp[:_FOOTER].rstrip('&')}&R&8&P / &N")
