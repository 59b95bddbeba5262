"""A report as slides (PowerPoint): the headline is the title, what is drawn is made of PowerPoint's own shapes.

Tables and heatmaps are tables, so that they can be read aloud, corrected and copied. Texts are strangers' and stay
texts: the library escapes them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Any, NamedTuple

from flask_babel import gettext as _
from pptx import Presentation

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
from vendor_risk.reports.slides import charts, tables
from vendor_risk.reports.slides.deck import ROOM, TILES, Deck
from vendor_risk.workbook.text import clean

_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_MOST = 255
"""Signs of a property of the file that its format takes."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def slides(paper: Paper) -> bytes:
    """The file (pptx). The same paper gives the same bytes."""
    with speaking(paper.language):
        deck = Deck(Presentation(), paper)
        deck.cover()
        for section in paper.sections:
            for number, blocks in enumerate(_pages(deck, section)):
                more = "" if number == 0 else " " + _("(continued)")
                deck.begin(section.label, section.headline + more)
                for block in blocks:
                    BLOCKS[type(block)].draw(deck, block)
        about = deck.file.core_properties
        about.title, about.subject = clean(f"{paper.title}: {paper.subtitle}")[:_MOST], clean(paper.stamp)[:_MOST]
        about.author = "vendor_risk"
        about.created = about.modified = datetime.combine(paper.as_of, time())
        about.language, about.revision, about.last_modified_by = paper.language, 1, "vendor_risk"
        buffer = io.BytesIO()
        deck.file.save(buffer)
    return _timeless(buffer.getvalue(), f"{paper.as_of.isoformat()}T00:00:00Z".encode())


def _timeless(data: bytes, moment: bytes) -> bytes:
    """The same package with no time in it but `moment`; so are the workbooks behind its charts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            content = given.read(name)
            if name.endswith(".xlsx"):
                content = _timeless(content, moment)
            elif name == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>" + moment, content)
            made.writestr(part, content)
    return buffer.getvalue()


class SlideDrawing(NamedTuple):
    """How a kind of block is drawn, and how many inches of a slide it takes; a trend takes what is left and needs
    this much."""

    draw: Callable[[Deck, Any], None]
    height: Callable[[Deck, Any], float]


BLOCKS: Mapping[type[Block], SlideDrawing] = {
    Paragraph: SlideDrawing(
        lambda deck, block: deck.paragraph(block.text, muted=block.tone == "muted"),
        lambda deck, block: deck.paragraph_height(block.text),
    ),
    Bullets: SlideDrawing(Deck.bullets, Deck.bullets_height),
    Numbers: SlideDrawing(Deck.numbers, lambda _deck, _block: TILES),
    PaperTable: SlideDrawing(tables.table, lambda _deck, block: tables.height(block)),
    Heat: SlideDrawing(tables.heat, lambda _deck, _block: ROOM),
    PaperTrend: SlideDrawing(charts.trend, lambda _deck, _block: charts.LEAST),
    Bars: SlideDrawing(charts.bars, lambda _deck, _block: charts.LEAST),
}
"""Every kind of block of `paper`; a new one is an entry here, in `pdf.blocks` and in `xlsx.document`."""


def _pages(deck: Deck, section: PaperSection) -> Iterator[Sequence[Block]]:
    """The blocks of a part, slide by slide. Below a heatmap stands its own legend, so its explanation is left out."""
    page: list[Block] = []
    filled = 0.0
    heat = any(isinstance(block, Heat) for block in section.blocks)
    for block in section.blocks:
        if heat and isinstance(block, Paragraph):
            continue
        height = BLOCKS[type(block)].height(deck, block)
        if page and filled + height > ROOM:
            yield page
            page, filled = [], 0.0
        page.append(block)
        filled += height
    yield page
