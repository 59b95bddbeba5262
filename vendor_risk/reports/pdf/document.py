"""The board paper as PDF, A4: headlines as sentences, charts drawn as vectors, an outline, fonts embedded."""

from __future__ import annotations

from vendor_risk.i18n import speaking
from vendor_risk.reports import style as report_style
from vendor_risk.reports.paper import Paper, PaperSection
from vendor_risk.reports.pdf.blocks import beginning, draw
from vendor_risk.reports.pdf.sheet import LEFT, TOP, WIDTH, PdfSheet, line_height

_FOOT = 285.0
_LABEL = 13.0
"""Height of a part's label, and the air around its headline."""


def pdf(paper: Paper) -> bytes:
    """The file. The same paper gives the same bytes."""
    with speaking(paper.language):
        sheet = PdfSheet(paper.language, paper.as_of)
        sheet.pdf.set_title(f"{paper.title}: {paper.subtitle}")
        sheet.pdf.set_subject(paper.stamp)
        sheet.pdf.set_keywords(", ".join(paper.keywords))
        sheet.pdf.set_creator("vendor_risk")
        _head(sheet, paper)
        for section in paper.sections:
            _section(sheet, section)
        _feet(sheet, paper)
        return sheet.file()


def _head(sheet: PdfSheet, paper: Paper) -> None:
    sheet.box(0, 0, 210, 3, report_style.ACCENT)
    sheet.y = TOP - 4
    sheet.write(paper.title, 11, bold=True, colour=report_style.ACCENT, after=0.5)
    sheet.write(paper.subtitle, 9, colour=report_style.MUTED, after=4)
    sheet.rule(LEFT, sheet.y, WIDTH)
    sheet.y += 4


def _section(sheet: PdfSheet, section: PaperSection) -> None:
    size = 14.5 if section.key == "summary" else 12.5
    lines = sheet.lines(section.headline, WIDTH, size, bold=True)
    top = sheet.y
    sheet.need(_LABEL + len(lines) * line_height(size) + beginning(sheet, section.blocks))
    if sheet.y > TOP and sheet.y == top and section.key != "summary":
        sheet.y += 4
    sheet.pdf.start_section(section.label)
    sheet.write(section.label.upper(), 7.5, bold=True, colour=report_style.ACCENT, after=0.6)
    sheet.write(section.headline, size, bold=True, after=2.5)
    for block_ in section.blocks:
        draw(sheet, block_)


def _feet(sheet: PdfSheet, paper: Paper) -> None:
    """Below every page: what the data are, how confidential, which page of how many."""
    total = sheet.pdf.pages_count
    for number in range(1, total + 1):
        sheet.turn_to(number)
        sheet.rule(LEFT, _FOOT - 2, WIDTH)
        sheet.put(LEFT, _FOOT, f"{paper.confidential} · {paper.stamp}", 7, colour=report_style.MUTED)
        sheet.put(LEFT + WIDTH, _FOOT, f"{number} / {total}", 7, colour=report_style.MUTED, align="r")
        if number > 1:
            sheet.put(LEFT, 10, paper.title, 7, bold=True, colour=report_style.ACCENT)
            sheet.put(
                LEFT + WIDTH,
                10,
                sheet.lines(paper.subtitle, 110, 7, most=1)[0],
                7,
                colour=report_style.MUTED,
                align="r",
            )
