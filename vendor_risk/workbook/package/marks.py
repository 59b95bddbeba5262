"""Formatting that changes what a cell of an xlsx workbook says: struck-through text, and shares shown in percent."""

from __future__ import annotations

import posixpath
import re
from contextlib import suppress
from dataclasses import dataclass, field

from vendor_risk.workbook.model import column_number
from vendor_risk.workbook.package.bookparts import Book, Package, relations, shared_strings
from vendor_risk.workbook.package.markup import Attributes, walk
from vendor_risk.workbook.package.parts import SheetParts
from vendor_risk.workbook.package.values import is_percent, unescaped

_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>]*[^>/])>(?:<v>([0-9]{1,9})</v>)?')
_STYLE = re.compile(rb'\bs="([0-9]{1,6})"')
_OFF = ("0", "false", "none")
Run = tuple[str, bool | None]
"""A piece of a text and whether it is struck through; None where the cell's own style says."""


@dataclass
class Marks:
    """What the styles and the shared texts of a workbook say. `texts` are those made of differently styled pieces."""

    struck: frozenset[int] = frozenset()
    percent: frozenset[int] = frozenset()
    texts: dict[int, list[Run]] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether a cell may be marked at all."""
        return bool(self.struck or self.percent or self.texts)

    def note(self, facts: SheetParts, place: tuple[int, int], style: int, runs: list[Run] | None, number: bool) -> None:
        """Note the cell at `place`, which is not empty: what of it is not struck through, and whether it is a share."""
        if number and style in self.percent:
            facts.percents.append(place)
        whole = style in self.struck
        if runs is None:
            if whole:
                facts.struck.append((*place, ""))
        elif any(whole if gone is None else gone for _text, gone in runs):
            kept = "".join(text for text, gone in runs if not (whole if gone is None else gone))
            facts.struck.append((*place, kept.strip()))


def marks_of(package: Package, book: Book) -> Marks:
    """The marks of a workbook, as far as its parts can be parsed."""
    targets = dict(relations(package, book.part).values())
    styles = package.get(targets.get("styles", f"{posixpath.dirname(book.part)}/styles.xml"), b"")
    strings = shared_strings(package, book)
    marks = _style_marks(styles)
    if b"strike" in strings or marks.struck:
        marks.texts = dict(_pieces(strings, "si"))
    return marks


def _style_marks(xml: bytes) -> Marks:
    if not any(mark in xml for mark in (b"strike", b"%", b'numFmtId="9"', b'numFmtId="10"')):
        return Marks()
    struck_fonts: list[bool] = []
    formats: dict[str, str] = {}
    used: list[tuple[str, str]] = []
    inside = {"fonts": False, "cellXfs": False}

    def start(name: str, known: Attributes) -> None:
        if name in inside:
            inside[name] = True
        elif name == "numFmt":
            formats[known.get("numFmtId", "")] = known.get("formatCode", "")
        elif inside["fonts"] and name == "font":
            struck_fonts.append(False)
        elif inside["fonts"] and name == "strike" and struck_fonts:
            struck_fonts[-1] = known.get("val", "1") not in _OFF
        elif inside["cellXfs"] and name == "xf":
            used.append((known.get("fontId", ""), known.get("numFmtId", "")))

    def end(name: str) -> None:
        if name in inside:
            inside[name] = False

    try:
        walk(xml or b"<styleSheet/>", start, end)
    except ValueError:
        return Marks()
    struck = {number for number, gone in enumerate(struck_fonts) if gone}
    return Marks(
        frozenset(style for style, (font, _) in enumerate(used) if font.isdecimal() and int(font) in struck),
        frozenset(style for style, (_, number) in enumerate(used) if is_percent(formats.get(number), number)),
    )


def _pieces(xml: bytes, whole: str) -> list[tuple[int, list[Run]]]:
    """The texts (elements named `whole`) that are made of pieces, by their number."""
    reader = _Pieces(whole)
    with suppress(ValueError):  # what came before the break counts
        walk(xml or b"<x/>", reader.start, reader.end, reader.text)
    return reader.found


class _Pieces:
    """Takes the events of a part with texts."""

    def __init__(self, whole: str) -> None:
        self.whole, self.number = whole, -1
        self.found: list[tuple[int, list[Run]]] = []
        self.runs: list[Run] = []
        self.said: list[str] = []
        self.gone: bool | None = None
        self.styled = self.in_run = self.in_text = False

    def start(self, name: str, known: Attributes) -> None:
        """An element begins."""
        if name == self.whole:
            self.number += 1
            self.runs, self.styled = [], False
        elif name == "r":
            self.in_run, self.gone, self.said = True, None, []
        elif self.in_run and name == "rPr":
            self.styled, self.gone = True, False
        elif self.in_run and name == "strike":
            self.gone = known.get("val", "1") not in _OFF
        elif name == "t":
            self.in_text = self.in_run

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "r" and self.in_run:
            self.runs.append((unescaped("".join(self.said)), self.gone))
            self.in_run = False
        elif name == "t":
            self.in_text = False
        elif name == self.whole and self.styled:
            self.found.append((self.number, self.runs))

    def text(self, piece: str) -> None:
        """Text of a piece."""
        if self.in_text:
            self.said.append(piece)


def note_marks(xml: bytes, marks: Marks, facts: SheetParts) -> None:
    """Add the marks of a plainly written sheet to its facts."""
    inline: dict[int, list[Run]] = dict(_pieces(xml, "is")) if b"strike" in xml or b"<rPr>" in xml else {}
    if not marks.any and not inline:
        return
    inlined = -1
    for match in _CELL.finditer(xml):
        tag, value = match[3], match[4]
        runs = None
        if b't="inlineStr"' in tag:
            inlined += 1
            runs = inline.get(inlined)
        elif b't="s"' in tag and value is not None:
            runs = marks.texts.get(int(value))
        style = _STYLE.search(tag)
        number = b" t=" not in tag or b't="n"' in tag
        place = (int(match[2]), column_number(match[1].decode()))
        marks.note(facts, place, int(style[1]) if style else 0, runs, number)
