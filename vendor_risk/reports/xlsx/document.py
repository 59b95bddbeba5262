"""A report as an Excel workbook: a sheet for each part, real numbers, conditional formats that go on working.

Every text is written as text: what looks like a formula stays what it says.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from typing import Any

import xlsxwriter

from vendor_risk.i18n import speaking
from vendor_risk.reports.paper import (
    Bars,
    Block,
    Bullets,
    Heat,
    Numbers,
    Paper,
    PaperSection,
    PaperTable,
    PaperTrend,
    Paragraph,
)
from vendor_risk.reports.xlsx import charts
from vendor_risk.reports.xlsx.page import BookPage
from vendor_risk.workbook.text import clean

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_MOST = 255
"""Signs of a property of the file that Excel takes."""
_PARAGRAPHS = {"strong": "body", "muted": "muted", "": "body"}


def workbook(paper: Paper) -> bytes:
    """The file (xlsx). The same paper gives the same bytes."""
    buffer = io.BytesIO()
    with speaking(paper.language):
        book = xlsxwriter.Workbook(buffer, {"in_memory": True})
        book.set_properties(
            {
                "title": clean(f"{paper.title}: {paper.subtitle}")[:_MOST],
                "subject": clean(paper.stamp)[:_MOST],
                "created": datetime.combine(paper.as_of, time(), UTC).replace(tzinfo=None),
            }
        )
        names: set[str] = set()
        for section in paper.sections:
            page = BookPage(book, _sheet_name(section.label, names), paper)
            if section is paper.sections[0]:
                page.line(paper.title, "title")
                page.line(paper.subtitle, "muted")
            _section(page, section)
            page.finish()
        book.close()
    return buffer.getvalue()


def _sheet_name(label: str, taken: set[str]) -> str:
    """A name Excel takes: 31 signs, some of them forbidden, none twice."""
    name = _FORBIDDEN.sub(" ", label).strip("' ")[:31] or "-"
    number = 2
    while name.lower() in taken:
        name = f"{name[:27]} {number}"
        number += 1
    taken.add(name.lower())
    return name


def _section(page: BookPage, section: PaperSection) -> None:
    page.line(section.headline, "headline")
    page.row += 1
    for block in section.blocks:
        BLOCKS[type(block)](page, block)
        page.row += 1


def _paragraph(page: BookPage, block: Paragraph) -> None:
    page.line(block.text, _PARAGRAPHS[block.tone])


def _bullets(page: BookPage, block: Bullets) -> None:
    for number, item in enumerate(block.items, start=1):
        page.line(f"{number}. {item}" if block.numbered else f"• {item}", "body")


def _numbers(page: BookPage, block: Numbers) -> None:
    for one in block.items:
        page.number(one)


BLOCKS: Mapping[type[Block], Callable[[BookPage, Any], None]] = {
    Paragraph: _paragraph,
    Bullets: _bullets,
    Numbers: _numbers,
    PaperTable: BookPage.table,
    Heat: charts.heat,
    PaperTrend: charts.trend,
    Bars: charts.bars,
}
"""Every kind of block of `paper`; a new one is an entry here, in `pdf.blocks` and in `slides.document`."""
