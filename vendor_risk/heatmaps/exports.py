"""A board as an Excel workbook: scores with real conditional formats, backed scores, and what the signs mean."""

from __future__ import annotations

import io

import numpy as np
import xlsxwriter
from numpy.typing import NDArray
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from vendor_risk.assessments.results.figures import BACKED, GRADE, SCORE
from vendor_risk.domain.grids.heatmaps import bin_edges
from vendor_risk.domain.questionnaires import Text
from vendor_risk.domain.scoring.rules import ScoringRules
from vendor_risk.figures.figure import FigureWords
from vendor_risk.heatmaps.figures import COLOURS
from vendor_risk.heatmaps.heatmap import Heatmap
from vendor_risk.i18n import speaking
from vendor_risk.workbook.text import write_text

_WORDS = {
    "guide": Text("Legend", "凡例"),
    "name": Text("Organisation", "組織"),
    "code": Text("Code", "コード"),
    "tier": Text("Tier", "重要度区分"),
    "overall": Text("Overall", "総合"),
    "stale": Text("Expired", "有効期限切れ"),
    "yes": Text("Yes", "はい"),
}


def workbook(board: Heatmap, rules: ScoringRules, lang: str, title: str, filters: list[tuple[str, str]]) -> bytes:
    """The workbook (xlsx). `filters` are name and value of what the page was narrowed to, for the guide."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6ECEF", "border": 1})
    with speaking(lang):
        _sheet(book, head, board, rules, lang, SCORE, board.grid.values)
        _sheet(book, head, board, rules, lang, BACKED, board.grid.backed)
    _guide(book, rules, lang, title, filters)
    book.close()
    return buffer.getvalue()


def _sheet(
    book: xlsxwriter.Workbook,
    head: Format,
    board: Heatmap,
    rules: ScoringRules,
    lang: str,
    figure: FigureWords,
    values: NDArray[np.float64],
) -> None:
    """A sheet of one figure of every result and section; its cells are not rounded, so that colours follow grades."""
    sheet = book.add_worksheet(str(figure.name))
    names = [_WORDS[name].get(lang) for name in ("name", "code", "tier", "overall")]
    names += [GRADE.heading, _WORDS["stale"].get(lang)]
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, head)
    for column, section in enumerate(board.sections, start=len(names)):
        write_text(sheet, 0, column, section.title.get(lang), style=head)
    number = book.add_format({"num_format": figure.excel_cell, "align": "center"})
    for row, line in enumerate(board.lines, start=1):
        write_text(sheet, row, 0, line.name)
        write_text(sheet, row, 1, line.key)
        sheet.write_string(row, 2, line.tier or "")
        overall = line.score if figure is SCORE else line.backed
        if overall is not None:
            sheet.write_number(row, 3, overall, number)
        sheet.write_string(row, 4, line.grade or "")
        sheet.write_string(row, 5, _WORDS["yes"].get(lang) if line.stale else "")
        for column, value in enumerate(values[row - 1], start=len(names)):
            if not np.isnan(value):
                sheet.write_number(row, column, float(value), number)
    last = len(names) + len(board.sections) - 1
    colour_grades(book, sheet, rules, (1, 3, max(1, len(board.lines)), 3))
    colour_grades(book, sheet, rules, (1, len(names), max(1, len(board.lines)), last))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(board.lines)), last)
    sheet.set_column(0, 0, 38)
    sheet.set_column(1, 5, 11)
    sheet.set_column(len(names), last, 15)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def colour_grades(
    book: xlsxwriter.Workbook, sheet: Worksheet, rules: ScoringRules, box: tuple[int, int, int, int]
) -> None:
    """Conditional formats by grade; they go on working when somebody edits or sorts the sheet."""
    edges = [0.0, *bin_edges(rules), 100.0001]
    blank = {"type": "blanks", "stop_if_true": True, "format": book.add_format({"bg_color": "#F4F6F7"})}
    sheet.conditional_format(*box, blank)
    for colour, low, high in zip(COLOURS, edges[:-1], edges[1:], strict=True):
        shade = book.add_format({"bg_color": colour, "font_color": "#FFFFFF"})
        rule = {"type": "cell", "criteria": "between", "minimum": low, "maximum": high - 0.0001, "format": shade}
        sheet.conditional_format(*box, rule)


def _guide(
    book: xlsxwriter.Workbook, rules: ScoringRules, lang: str, title: str, filters: list[tuple[str, str]]
) -> None:
    sheet = book.add_worksheet(_WORDS["guide"].get(lang))
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 70)
    write_text(sheet, 0, 0, title, style=book.add_format({"bold": True, "font_size": 14}))
    row = 2
    for name, value in filters:
        write_text(sheet, row, 0, name)
        write_text(sheet, row, 1, value)
        row += 1
    row += 1
    for step, colour in zip(rules.grades, reversed(COLOURS), strict=True):
        shade = book.add_format({"bg_color": colour, "font_color": "#FFFFFF", "align": "center", "bold": True})
        sheet.write_string(row, 0, step.letter, shade)
        sheet.write_string(row, 1, f"≥ {step.at_least:g}")
        row += 1
