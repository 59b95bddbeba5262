"""A pad of A4 pages to draw on: text that breaks by our rules, boxes, hatching, and a place that moves down.

Lengths are millimetres, type sizes points. fpdf2 writes the PDF and embeds what is used of the fonts; HarfBuzz puts the
signs of scripts together that need it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time

from fontTools.subset import Options, Subsetter
from fontTools.varLib.instancer import instantiateVariableFont
from fpdf import FPDF
from fpdf.fonts import TTFFont

from vendor_risk.reports import style as report_style
from vendor_risk.reports.directions import steady_lines
from vendor_risk.reports.pdf.fonts import MAIN, WEIGHTS, Face
from vendor_risk.reports.pdf.runs import Run, runs
from vendor_risk.reports.pdf.wrapping import cut, wrap

LEFT, TOP, WIDTH, BOTTOM = 18.0, 20.0, 174.0, 277.0
"""The area that is written on: A4 without its margins."""
_POINT = 25.4 / 72
_LEADING = 1.42
"""Distance of lines by type size: Japanese needs air."""


class PdfSheet:
    """The document and the place on its last page where the next thing goes."""

    def __init__(self, language: str, as_of: date) -> None:
        self.pdf = FPDF(unit="mm", format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(0)
        self.pdf.c_margin = 0
        self._weights: dict[str, tuple[int, dict[str, tuple[int, int]]]] = {}
        """Of each variable font its weight, and the widths and bearings that it has in its file."""
        for bold in (False, True):
            self.pdf.add_font(MAIN.name, _style(bold), MAIN.file(bold=bold))
        self.pdf.set_lang(language)
        self.pdf.set_creation_date(datetime.combine(as_of, time(), UTC))
        self._widths: dict[tuple[bool, str], float] = {}
        self._shaped_widths: dict[tuple[bool, Run], float] = {}
        self.y = BOTTOM
        self.new_page()

    def new_page(self) -> None:
        """Begin a page."""
        self.pdf.add_page()
        self.y = TOP

    def turn_to(self, number: int) -> None:
        """Go back to a page to add to it. fpdf2 writes a colour or a font only when it changes, on whatever page that
        was, so all of them are changed once."""
        self.pdf.page = number
        self.pdf.set_font(MAIN.name, "", 1)
        self.pdf.set_draw_color(1)
        self.pdf.set_fill_color(1)
        self.pdf.set_text_color(1)
        self.pdf.set_line_width(1)

    def need(self, height: float) -> None:
        """Begin a page when less than `height` is left on this one."""
        if self.y + height > BOTTOM:
            self.new_page()

    def width_of(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide a text is."""
        return sum(self._width(run, bold=bold) for run in runs(text)) * size

    def _width(self, run: Run, *, bold: bool) -> float:
        """How wide a run is in type of one point."""
        if run.shaped:
            key = (bold, run)
            if key not in self._shaped_widths:
                with self._shaping(run, 100, bold=bold):
                    self._shaped_widths[key] = self.pdf.get_string_width(run.text) / 100
            return self._shaped_widths[key]
        total = 0.0
        for sign in run.text:
            if (bold, sign) not in self._widths:
                self.pdf.set_font(MAIN.name, _style(bold), 100)
                self._widths[bold, sign] = self.pdf.get_string_width(sign) / 100
            total += self._widths[bold, sign]
        return total

    @contextmanager
    def _shaping(self, run: Run, size: float, *, bold: bool) -> Iterator[None]:
        """With the font of a run, and its rules for putting signs together."""
        self._select(run.face, size, bold=bold)
        self.pdf.set_text_shaping(direction="rtl" if run.right_to_left else "ltr")
        yield
        self.pdf.set_text_shaping(False)

    def _select(self, face: Face, size: float, *, bold: bool) -> None:
        key = face.name.lower() + _style(bold)
        if key not in self.pdf.fonts:
            self.pdf.add_font(face.name, _style(bold), face.file(bold=bold))
            self._weigh(key, WEIGHTS[bold])
        self.pdf.set_font(face.name, _style(bold), size)

    def _weigh(self, key: str, weight: int) -> None:
        """Measure a variable font in its weight; its outlines get that at the end (`file`)."""
        font = self._font(key)
        font.hbfont.set_variations({"wght": weight})
        metrics = font.ttfont["hmtx"].metrics
        self._weights[key] = (weight, dict(metrics))
        for number, name in enumerate(font.ttfont.getGlyphOrder()):
            metrics[name] = (font.hbfont.get_glyph_h_advance(number), metrics[name][1])

    def _font(self, key: str) -> TTFFont:
        font = self.pdf.fonts[key]
        assert isinstance(font, TTFFont)  # noqa: S101 - fonts of the PDF standard are never used here
        return font

    def file(self) -> bytes:
        """The finished PDF; nothing can be drawn after it."""
        for key, (weight, metrics) in self._weights.items():
            font = self._font(key)
            # The few signs that are used get their weight: in the whole font that takes up to ten seconds.
            few = Subsetter(Options(notdef_outline=True, recommended_glyphs=True, drop_tables=["GDEF", "GPOS", "GSUB"]))
            few.populate(glyphs=font.subset.get_all_glyph_names())
            few.subset(font.ttfont)
            own = font.ttfont["hmtx"].metrics
            own.update({name: metrics[name] for name in own})
            instantiateVariableFont(font.ttfont, {"wght": weight}, inplace=True)
        return bytes(self.pdf.output())

    def lines(self, text: str, width: float, size: float, *, bold: bool = False, most: int = 0) -> list[str]:
        """The lines of a text within a width; `most` 0 means all of them."""

        def measure(part: str) -> float:
            return self.width_of(part, size, bold=bold)

        return steady_lines(text, cut(text, width, measure, most) if most else wrap(text, width, measure))

    def put(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: str = report_style.INK,
        align: str = "l",
    ) -> None:
        """One line of text with its top at `y`; `x` is its left end, middle ("c") or right end ("r")."""
        if not text:
            return
        if align != "l":
            x -= self.width_of(text, size, bold=bold) * (1 if align == "r" else 0.5)
        self.pdf.set_text_color(*report_style.rgb(colour))
        foot = y + size * _POINT * 1.02
        for run in runs(text):
            if run.shaped:
                with self._shaping(run, size, bold=bold):
                    self.pdf.set_xy(x, foot - 0.3 * size * _POINT)  # fpdf2 puts a cell without height that much above
                    self._cell(run)
            else:
                self._select(run.face, size, bold=bold)
                self.pdf.text(x, foot, run.text)
            x += self._width(run, bold=bold) * size

    def _cell(self, run: Run) -> None:
        """A shaped run, and for who searches or copies the text it was made of: vowels move when they are drawn. Not
        from right to left: programs expect that text as it is drawn, and turn it around themselves."""
        if not run.right_to_left:
            self.pdf._out(f"/Span << /ActualText <FEFF{run.text.encode('utf-16-be').hex()}> >> BDC")
        self.pdf.cell(h=0, text=run.text)
        if not run.right_to_left:
            self.pdf._out("EMC")

    def write(
        self, text: str, size: float, *, x: float = LEFT, width: float = WIDTH, bold: bool = False,
        colour: str = report_style.INK, after: float = 2.0,
    ) -> None:  # fmt: skip
        """A paragraph at the place, which moves below it; it may go on on the next page."""
        step = line_height(size)
        for line in self.lines(text, width, size, bold=bold):
            self.need(step)
            self.put(x, self.y, line, size, bold=bold, colour=colour)
            self.y += step
        self.y += after

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle."""
        self.pdf.set_fill_color(*report_style.rgb(colour))
        self.pdf.rect(x, y, width, height, style="F")

    def rule(self, x: float, y: float, width: float, *, colour: str = report_style.RULE, weight: float = 0.2) -> None:
        """A horizontal line."""
        self.stroke([(x, y), (x + width, y)], colour, weight)

    def stroke(
        self, places: Sequence[tuple[float, float]], colour: str, weight: float, dash: tuple[float, float] | None = None
    ) -> None:
        """A line through places."""
        self.pdf.set_draw_color(*report_style.rgb(colour))
        self.pdf.set_line_width(weight)
        if dash:
            self.pdf.set_dash_pattern(dash=dash[0], gap=dash[1])
        self.pdf.polyline(places)
        if dash:
            self.pdf.set_dash_pattern()

    def hatched(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle with slanted lines, light enough for white letters upon it."""
        self.box(x, y, width, height, colour)
        self.pdf.set_draw_color(*report_style.rgb(report_style.mixed(colour, 0.42)))
        self.pdf.set_line_width(0.28)
        with self.pdf.rect_clip(x, y, width, height):
            start = x - height
            while start < x + width:
                self.pdf.line(start, y + height, start + height, y)
                start += 1.3


def line_height(size: float) -> float:
    """From one line to the next."""
    return size * _POINT * _LEADING


def _style(bold: bool) -> str:
    return "B" if bold else ""
