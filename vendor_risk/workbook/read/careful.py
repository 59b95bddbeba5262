"""The careful reader: sheets of xlsx workbooks by an XML parser, for what the fast engine refuses or would misread.

It is some ten times slower and serves sheets with newer error values ("#SPILL!"), odd but legal XML (single quotes,
line breaks within tags, comments within values), other encodings than UTF-8, and workbooks whose parts are named or
linked unusually or are missing. Values come out as the fast engine gives them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from vendor_risk.workbook import limits
from vendor_risk.workbook.errors import WorkbookRefused
from vendor_risk.workbook.model import Value, column_number
from vendor_risk.workbook.package import parts
from vendor_risk.workbook.package.bookparts import Book
from vendor_risk.workbook.package.marks import Marks
from vendor_risk.workbook.package.markup import Attributes, walk
from vendor_risk.workbook.package.values import as_date, unescaped

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_YES = ("1", "true")


def read_sheet(
    xml: bytes, book: Book, marks: Marks, file: str, sheet: str
) -> tuple[list[list[Value]], parts.SheetParts]:
    """The rows of a sheet and its facts. Raises WorkbookRefused when it is damaged, too far out or too much."""
    reader = _Sheet(book, marks, file, sheet)
    try:
        walk(xml, reader.start, reader.end, reader.text)
    except ValueError:
        raise WorkbookRefused("damaged", file=file, part=sheet) from None
    if reader.beyond:
        raise WorkbookRefused("damaged", file=file, part="sharedStrings.xml")
    return parts.dense(reader.cells, file, sheet), reader.facts


class _List(NamedTuple):
    """A rule about what may be entered, as its texts come in; a drop-down when its kind is "list"."""

    kind: str
    areas: list[str]
    formula: list[str]


class _Sheet:
    """Takes the events of one sheet."""

    def __init__(self, book: Book, marks: Marks, file: str, sheet: str) -> None:
        self.book, self.marks, self.file, self.sheet = book, marks, file, sheet
        self.facts = parts.SheetParts()
        self.cells: dict[tuple[int, int], Value] = {}
        self.beyond = False  # a text is asked for that is not there, because the texts end early
        self.row = self.column = 0
        self.kind = self.style = ""
        self.value: list[str] = []
        self.inline: list[str] = []
        self.into: list[str] | None = None  # where text goes
        self.formula = self.valued = self.phonetic = False
        self.list: _List | None = None  # the drop-down being read
        self.starts: dict[str, Callable[[Attributes], None]] = {
            "row": self._row,
            "c": self._cell,
            "f": self._formula,
            "col": self._col,
            "mergeCell": self._merge,
            "dataValidation": self._list,
        }

    def start(self, name: str, known: Attributes) -> None:
        """An element begins."""
        if (special := self.starts.get(name)) is not None:
            special(known)
        elif name == "v":
            self.into, self.valued = self.value, True
        elif name == "t":
            self.into = None if self.phonetic else self.inline
        elif name == "rPh":
            self.phonetic = True
        elif name == "formula1" and self.list is not None:
            self.into = self.list.formula
        elif name == "sqref" and self.list is not None:
            self.into = self.list.areas

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "c":
            self._finish()
        elif name == "rPh":
            self.phonetic = False
        elif name == "dataValidation" and self.list is not None:
            self._finish_list(self.list)
        self.into = None

    def text(self, piece: str) -> None:
        """Text of the element."""
        if self.into is not None:
            self.into.append(piece)

    def _row(self, known: Attributes) -> None:
        place = known.get("r", "")
        self.row = int(place) if place.isdecimal() and len(place) < 12 else self.row + 1
        self.column = 0
        if known.get("hidden") in _YES:
            self.facts.hidden_rows.add(self.row)

    def _cell(self, known: Attributes) -> None:
        written = known.get("r", "")
        place = _PLACE.fullmatch(written)
        if place is not None:
            self.row, self.column = int(place[2]), column_number(place[1])
        else:
            self.column = self.column + 1 if len(written) < 8 else limits.MAX_COLUMNS * 100
        self.kind, self.style = known.get("t", "n"), known.get("s", "")
        self.value.clear()
        self.inline.clear()
        self.formula = self.valued = False

    def _formula(self, _known: Attributes) -> None:
        if self.list is not None:
            self.into = self.list.formula
        else:
            self.formula = True

    def _finish(self) -> None:
        if not (self.valued or self.inline or self.formula) or self.row < 1:
            return
        place = (self.row, self.column)
        if self.row > limits.MAX_ROWS or self.column > limits.MAX_COLUMNS:
            parts.refuse_far(self.file, self.sheet, place)
        raw = "".join(self.value)
        if self.formula:
            self.facts.formulas.append(place)
            self.facts.uncalculated += not raw and not self.inline and self.kind != "str"
        if self.kind == "e":
            self.facts.errors.append((*place, raw.strip()))
            return
        value = self._value(raw)
        if value != "":
            self.cells[place] = value
            self.facts.cells += 1
            if self.marks.any:
                self._mark(place, raw, value)
            if type(value) is str:
                self.book.shown += len(value)
                parts.check_shown(self.book.shown, self.file, self.sheet)
            if self.facts.cells > limits.MAX_CELLS:
                raise WorkbookRefused("too_many_cells", file=self.file, sheet=self.sheet, limit=f"{limits.MAX_CELLS:,}")

    def _mark(self, place: tuple[int, int], raw: str, value: Value) -> None:
        shared = self.marks.texts.get(int(raw)) if self.kind == "s" else None
        style = int(self.style) if self.style.isdecimal() and len(self.style) < 7 else 0
        self.marks.note(self.facts, place, style, shared, isinstance(value, float))

    def _value(self, raw: str) -> Value:
        if self.kind == "s":
            index = int(raw) if raw.strip().isdecimal() else -1
            if 0 <= index < len(self.book.strings):
                return self.book.strings[index]
            self.beyond = self.beyond or not self.book.whole
            return ""
        if self.kind == "inlineStr":
            return unescaped("".join(self.inline))
        if self.kind == "str":
            return unescaped(raw)
        raw = raw.strip()
        if self.kind == "b":
            return raw in _YES
        return raw.removesuffix("Z").removesuffix("T00:00:00") if self.kind == "d" else self._number(raw)

    def _number(self, raw: str) -> Value:
        try:
            number = float(raw)
        except ValueError:
            return raw
        kind = self.book.dates.get(int(self.style)) if self.style.isdecimal() else None
        return (kind and as_date(number, kind, self.book.from_1904)) or number

    def _col(self, known: Attributes) -> None:
        if known.get("hidden") in _YES:
            self.facts.hide_columns(known.get("min", ""), known.get("max", ""))

    def _merge(self, known: Attributes) -> None:
        if (box := parts.box_of(known.get("ref", ""))) is not None:
            self.facts.merged.append(box)
            parts.check_merges(len(self.facts.merged), self.file, self.sheet)

    def _list(self, known: Attributes) -> None:
        self.list = _List(known.get("type", ""), [known.get("sqref", "")], [])

    def _finish_list(self, found: _List) -> None:
        boxes = parts.boxes_of("".join(found.areas))
        formula = "".join(found.formula).strip()
        if found.kind == "list" and boxes and formula:
            self.facts.lists.append((boxes, formula))
        self.list = None
