"""Slides to draw on: a title, a place that moves down, and text in fonts that Windows and macOS have.

Lengths are inches. Fonts go by name into a PowerPoint file; for Japanese the East Asian one counts.
"""

from __future__ import annotations

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.text.text import _Paragraph
from pptx.util import Inches, Pt

from vendor_risk.reports import style as report_style
from vendor_risk.reports.directions import steady
from vendor_risk.reports.paper import Bullets, Numbers, Paper, PaperNumber
from vendor_risk.workbook.text import clean

LEFT, WIDTH, TOP, BOTTOM = 0.6, 12.13, 1.5, 6.95
ROOM = BOTTOM - TOP
TILES = 1.65
"""Height of the numbers side by side."""
LATIN, EAST_ASIAN = "Segoe UI", "Yu Gothic"
_COMPLEX = (
    ("\u0900", "\u0dff", "Nirmala UI"),  # the scripts of India and Sri Lanka
    ("\u0e00", "\u0eff", "Leelawadee UI"),  # Thai and Lao
    ("\u1000", "\u109f", "Myanmar Text"),
    ("\u1780", "\u17ff", "Leelawadee UI"),  # Khmer
)
ALIGN = {"l": PP_ALIGN.LEFT, "c": PP_ALIGN.CENTER, "r": PP_ALIGN.RIGHT}
_TITLE_ONLY, _TEXT = 5, 13.5


def colour(value: str) -> RGBColor:
    """A colour as the library wants it."""
    return RGBColor(*report_style.rgb(value))


def complex_font(text: str) -> str:
    """The font for scripts that are neither Latin nor East Asian, by the first of them: the theme's own for Thai is a
    third smaller. Arabic and Hebrew are in the Latin one."""
    for sign in text:
        for first, last, font in _COMPLEX:
            if first <= sign <= last:
                return font
    return LATIN


class Deck:
    """The presentation, its last slide, and how far down that is filled."""

    def __init__(self, file: Presentation, paper: Paper) -> None:
        self.file, self.paper, self.y = file, paper, TOP
        file.slide_width, file.slide_height = Inches(13.333), Inches(7.5)
        self._layout = file.slide_layouts[_TITLE_ONLY]
        title = self._layout.placeholders[0]
        title.left, title.top, title.width, title.height = (Inches(v) for v in (LEFT, 0.5, WIDTH, 0.9))
        for extra in list(self._layout.placeholders)[1:]:
            extra._element.getparent().remove(extra._element)
        self.slide: Slide
        """The last one; there is none before `cover`."""

    def cover(self) -> None:
        """The first slide: what this is, about whom, as of when."""
        self._add("")
        self.box(0, 0, 13.333, 7.5, report_style.ACCENT)
        self.title(self.paper.title, (0.9, 2.3, 11.5, 1.2), 36, looks_colour="#ffffff")
        self.text(self.paper.subtitle, (0.9, 3.6, 11.5, 0.8), 18, shade="#ffffff")
        self.text(f"{self.paper.confidential} · {self.paper.stamp}", (0.9, 6.5, 11.5, 0.4), 12, shade="#ffffff")

    def begin(self, label: str, headline: str) -> None:
        """A slide with its headline."""
        self._add(headline)
        self.box(0, 0, 13.333, 0.09, report_style.ACCENT)
        self.text(label, (LEFT, 0.22, WIDTH, 0.3), 11, bold=True, shade=report_style.ACCENT)
        self.title(headline, (LEFT, 0.46, WIDTH, 0.95), 21 if len(headline) < 75 else 17)
        number = len(self.file.slides)
        self.text(f"{self.paper.confidential} · {self.paper.stamp}", (LEFT, 7.1, 9, 0.3), 9, shade=report_style.MUTED)
        self.text(str(number), (LEFT + WIDTH - 1, 7.1, 1, 0.3), 9, shade=report_style.MUTED, align="r")
        self.y = TOP

    def _add(self, headline: str) -> None:
        self.slide = self.file.slides.add_slide(self._layout)
        self._title().text = clean(headline)

    def _title(self) -> Shape:
        found = self.slide.shapes.title
        if found is None:
            raise LookupError("the layout of the slides has no title")
        return found

    def title(
        self, text: str, box: tuple[float, float, float, float], size: float, *, looks_colour: str = report_style.INK
    ) -> None:
        """The slide's title: what outlines and screen readers name it by."""
        shape = self._title()
        shape.left, shape.top, shape.width, shape.height = (Inches(value) for value in box)
        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        frame.margin_left = frame.margin_right = 0
        self.say(frame.paragraphs[0], text, size, bold=True, shade=looks_colour)
        self.slide.shapes._spTree.remove(shape._element)  # above what was drawn before
        self.slide.shapes._spTree.append(shape._element)

    def say(
        self,
        paragraph: _Paragraph,
        text: str,
        size: float,
        *,
        bold: bool = False,
        shade: str = report_style.INK,
        align: str = "l",
    ) -> None:
        """Text into a paragraph, with its fonts and language."""
        paragraph.text = steady(clean(text).replace("\n", " "))
        paragraph.alignment, paragraph.font.size = ALIGN[align], Pt(size)  # the size counts where there is no text, too
        for run in paragraph.runs:
            font = run.font
            font.size, font.bold, font.name = Pt(size), bold, LATIN
            font.color.rgb = colour(shade)
            properties = run._r.get_or_add_rPr()
            properties.set("lang", "ja-JP" if self.paper.language == "ja" else "en-GB")
            properties.set("altLang", "en-US")
            latin = properties.find(qn("a:latin"))
            east = properties.makeelement(qn("a:ea"), {"typeface": EAST_ASIAN})
            latin.addnext(east)
            east.addnext(properties.makeelement(qn("a:cs"), {"typeface": complex_font(run.text)}))

    def box(self, x: float, y: float, width: float, height: float, shade: str) -> Shape:
        """A filled rectangle without a name: decoration."""
        shape = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(value) for value in (x, y, width, height)))
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour(shade)
        shape.line.fill.background()
        shape.shadow.inherit = False
        return shape

    def text(
        self, text: str, box: tuple[float, float, float, float], size: float, *,
        bold: bool = False, shade: str = report_style.INK, align: str = "l",
    ) -> Shape:  # fmt: skip
        """A text within a box."""
        shape = self.slide.shapes.add_textbox(*(Inches(value) for value in box))
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        self.say(frame.paragraphs[0], text, size, bold=bold, shade=shade, align=align)
        return shape

    def _lines(self, text: str, width: float, size: float) -> int:
        """About how many lines a text takes."""
        wide = sum(1.0 if ord(sign) > 0x2FFF else 0.58 for sign in text) * size / 72
        return 1 + int(wide // width)

    def paragraph_height(self, text: str) -> float:
        """How high sentences are, with the air below them."""
        return self._lines(text, WIDTH, _TEXT) * _TEXT / 72 * 1.3 + 0.15

    def paragraph(self, text: str, *, muted: bool = False) -> None:
        """Sentences at the place, which moves below them."""
        height = self.paragraph_height(text)
        shade = report_style.MUTED if muted else report_style.INK
        self.text(text, (LEFT, self.y, WIDTH, height - 0.15), _TEXT - 1.5 * muted, shade=shade)
        self.y += height

    def bullets_height(self, block: Bullets) -> float:
        """How high a list is."""
        return 0.1 + sum(self._item(item) for item in block.items)

    def _item(self, text: str) -> float:
        return self._lines(text, WIDTH - 0.4, _TEXT) * _TEXT / 72 * 1.3 + 0.08

    def bullets(self, block: Bullets) -> None:
        """A short list."""
        for number, item in enumerate(block.items, start=1):
            height = self._item(item)
            self.text(
                f"{number}." if block.numbered else "•", (LEFT, self.y, 0.3, height), _TEXT, shade=report_style.ACCENT
            )
            self.text(item, (LEFT + 0.35, self.y, WIDTH - 0.35, height), _TEXT)
            self.y += height
        self.y += 0.1

    def numbers(self, block: Numbers) -> None:
        """Numbers side by side."""
        width = (WIDTH - 0.2 * (len(block.items) - 1)) / len(block.items)
        for place, item in enumerate(block.items):
            self._tile(LEFT + place * (width + 0.2), width, item)
        self.y += TILES

    def _tile(self, x: float, width: float, item: PaperNumber) -> None:
        self.box(x, self.y, width, 1.5, report_style.FAINT)
        self.box(x, self.y, width, 0.05, report_style.TONES.get(item.tone, report_style.MUTED))
        size = 24.0
        while self._lines(item.value, width - 0.3, size) > 1 and size > 11:
            size -= 1
        self.text(item.value, (x + 0.12, self.y + 0.1, width - 0.2, 0.45), size, bold=True)
        self.text(item.label, (x + 0.12, self.y + 0.58, width - 0.2, 0.55), 11)
        self.text(item.note, (x + 0.12, self.y + 1.2, width - 0.2, 0.25), 10, shade=report_style.MUTED)
