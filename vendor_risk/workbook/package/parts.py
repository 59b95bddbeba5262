"""What the fast engine does not tell about a sheet of an xlsx workbook, taken from its XML: where cells stand, which
are calculated or show an error, merged areas, drop-downs, hidden rows and columns.

Regular expressions over bytes: a document type has been refused before, and every expression is linear. A sheet of
1 MB takes a few milliseconds, a tenth of what an XML parser with handlers takes. They know the one way in which
spreadsheet programs write tags; `is_odd` tells any other, which the careful reader takes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NoReturn

from vendor_risk.workbook import limits
from vendor_risk.workbook.errors import WorkbookRefused
from vendor_risk.workbook.model import Box, Value, column_letter, column_number

_NOT_PLAIN = re.compile(rb'<c(?! r=")')  # a cell that does not begin with its place
_FAR = re.compile(rb'r\s*+=(?!"[A-Z]{0,2}+[0-9]{1,4}+")')  # any place that is far out or written in another way
_FAR_PLACED = re.compile(rb'<(?:c|row) r="(?![A-Z]{0,2}[0-9]{1,4}")')
_PREFIXED = re.compile(rb":(?:c|row)\b")
_ROW_WITHOUT_PLACE = re.compile(rb'<row(?! r="[0-9]{1,7}")')
_ANY_CELL = re.compile(rb"<c\b")
_FILLED = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?:[^<>"]*"[^<"]*")*[^<>"/]*>(?!\s*</c>)')
_PLACED = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"')
_PLACE_AND_TAG = re.compile(rb'<c r="([A-Z]{1,3}+)([0-9]{1,7}+)"([^>]*+)')
_PLACE = re.compile(rb'([A-Z]{1,3})([0-9]{1,7})"')
_HIDDEN_ROW = re.compile(rb'<row (?=[^>]{0,400}\bhidden="(?:1|true)")[^>]{0,400}?\br="([0-9]{1,7})"')
_COLUMN = re.compile(rb"<(?:\w+:)?col ([^>]{0,400})>")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]{0,400}?\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_FORMULA1 = re.compile(rb"<(?:\w+:)?formula1>(?:<xm:f>)?(.*?)</", re.DOTALL)
_XM_SQREF = re.compile(rb"<xm:sqref>([^<]*)<")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_SHARED = re.compile(rb't="s"[^>]*><v>([0-9]{1,9})<')
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_WHOLE_COLUMNS = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})")

_SMALLEST_CELL = len(b"<c><v>1</v></c>")


@dataclass
class SheetParts:
    """The facts of one sheet. `lists` are drop-downs as (areas, formula); the formula still has to be looked up.
    `options` are drop-downs whose entries are known already.

    `uncalculated` counts cells with a formula and no stored result.
    """

    cells: int = 0
    merged: list[Box] = field(default_factory=list)
    lists: list[tuple[list[Box], str]] = field(default_factory=list)
    options: list[tuple[list[Box], list[str]]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    comments: list[tuple[int, int, str]] = field(default_factory=list)
    struck: list[tuple[int, int, str]] = field(default_factory=list)  # what is left without the text struck through
    percents: list[tuple[int, int]] = field(default_factory=list)  # numbers shown in percent
    uncalculated: int = 0
    told: int = 0  # how often columns were said to be hidden
    tags: list[bytes] = field(default_factory=list)  # of the formulas' cells: a result that is a text may be empty

    def hide_columns(self, first: str, last: str) -> None:
        """Note columns as hidden, by their numbers as written."""
        self.told += 1
        if self.told > 2 * limits.MAX_COLUMNS:  # more than there are: said only to keep us busy
            return
        if first.isdecimal() and last.isdecimal() and len(first) < 8 and len(last) < 8:
            self.hidden_columns.update(range(max(int(first), 1), min(int(last), limits.MAX_COLUMNS) + 1))


def regions(xml: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands before the cells, the cells, and what follows them."""
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData")
    if 0 <= start < end:
        return xml[:start], xml[start:end], xml[end:]
    if xml.startswith(b"<sheetData/>", start) and xml.count(b"sheetData") == 1:
        return xml[:start], b"", xml[start:]
    return xml, xml, xml


def is_odd(data: bytes, plain: bool) -> bool:
    """Whether cells are written as no spreadsheet program writes them, so that expressions could miss some.

    `plain`: every cell names its place first, and none lies far out.
    """
    if data.count(b"<!"):  # a comment or an unparsed section: readers differ about them
        return True
    if _PREFIXED.search(data) is not None and re.search(rb"<[^<>\s/]*:(?:c|row)\b", data) is not None:
        return True
    if b"><f" not in data and b"<f" in data:
        return True
    if plain:
        return False
    if len(_ANY_CELL.findall(data)) != len(_PLACED.findall(data)) or _ROW_WITHOUT_PLACE.search(data) is not None:
        return True
    return len(_FAR.findall(data)) != len(_FAR_PLACED.findall(data))  # a cell may name a second place


def check_size(data: bytes, file: str, sheet: str) -> int:
    """The number of cells with a value, counted only where it matters. Raises WorkbookRefused for too many."""
    if len(data) <= _SMALLEST_CELL * limits.MAX_CELLS // 4:
        return 0
    cells = max(data.count(b"</v>") + data.count(b"</is>") + data.count(b":v>") // 2, data.count(b"><f"))
    if cells > limits.MAX_CELLS:
        raise WorkbookRefused("too_many_cells", file=file, sheet=sheet, limit=f"{limits.MAX_CELLS:,}")
    return cells


def check_merges(number: int, file: str, sheet: str) -> None:
    """Raises WorkbookRefused for too many merged areas."""
    if number > limits.MAX_MERGES:
        raise WorkbookRefused("too_many_merges", file=file, sheet=sheet, limit=f"{limits.MAX_MERGES:,}")


def check(xml: bytes, file: str, sheet: str) -> SheetParts | None:
    """Whether the fast engine may read a sheet: its facts, as far as they are known; None when it is written so oddly
    that only the careful reader can tell. Raises WorkbookRefused for a cell far outside or too many of anything.
    """
    _, data, tail = regions(xml)
    found = SheetParts(cells=check_size(data, file, sheet))
    check_merges(tail.count(b"mergeCell "), file, sheet)
    plain = _NOT_PLAIN.search(data) is None and _FAR.search(data) is None
    if is_odd(data, plain):
        return None
    if not plain:
        _check_area(data, file, sheet)
    return found


class _Columns(dict[bytes, int]):
    """Numbers of columns by name, each worked out once."""

    def __missing__(self, letters: bytes) -> int:
        number = self[letters] = column_number(letters.decode())
        return number


def scan(xml: bytes, found: SheetParts) -> None:
    """Add the other facts of a sheet that has been checked."""
    head, data, tail = regions(xml)
    columns = _Columns()
    for piece in data.split(b"><f")[:-1]:  # before each formula stands the tag of its cell
        place = _PLACE_AND_TAG.match(piece, piece.rfind(b"<c "))
        if place is not None:
            found.formulas.append((int(place[2]), columns[place[1]]))
            found.tags.append(place[3])
    if b'hidden="' in data:
        found.hidden_rows = {int(row) for row in _HIDDEN_ROW.findall(data)}
    if b"hidden=" in head:
        _hidden_columns(head, found)
    if b't="e"' in data:
        found.errors = _errors(data)
    if b"mergeCell " in tail:
        found.merged = [
            (int(r1), column_number(c1.decode()), int(r2), column_number(c2.decode()))
            for c1, r1, c2, r2 in _MERGE.findall(tail)
        ]
    if b"dataValidation " in tail:
        found.lists = _lists(tail)


def _check_area(data: bytes, file: str, sheet: str) -> None:
    """Refuses a value far outside. Cells of two letters and four digits at most never are."""
    cells = set(_FILLED.findall(data))
    if not cells:
        return
    columns = {letters: column_number(letters.decode()) for letters in {cell[0] for cell in cells}}
    lines = {digits: int(digits) for digits in {cell[1] for cell in cells}}
    last_row, last_column = max(lines.values()), max(columns.values())
    if last_row > limits.MAX_ROWS or last_column > limits.MAX_COLUMNS or last_row * last_column > limits.MAX_AREA:
        far = max(cells, key=lambda cell: lines[cell[1]] * columns[cell[0]])
        refuse_far(file, sheet, (lines[far[1]], columns[far[0]]))


def refuse_far(file: str, sheet: str, place: tuple[int, int]) -> NoReturn:
    """Refuse a sheet for something at that place, far outside its table."""
    row, column = place
    raise WorkbookRefused(
        "too_far",
        file=file,
        sheet=sheet,
        cell=f"{column_letter(min(column, 16_384))}{row}",
        rows=f"{limits.MAX_ROWS:,}",
        columns=f"{limits.MAX_COLUMNS:,}",
    )


def dense(cells: Mapping[tuple[int, int], Value], file: str, sheet: str) -> list[list[Value]]:
    """Single cells as rows from A1 on, all of the same length. Raises WorkbookRefused when they lie too far apart."""
    height = max((row for row, _ in cells), default=0)
    width = max((column for _, column in cells), default=0)
    if height * width > limits.MAX_AREA:
        refuse_far(file, sheet, max(cells, key=lambda place: place[0] * place[1]))
    rows: list[list[Value]] = [[""] * width for _ in range(height)]
    for (row, column), value in cells.items():
        rows[row - 1][column - 1] = value
    return rows


def _errors(data: bytes) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    pieces = data.split(b't="e"')
    for before, after in pairwise(pieces):
        tag = before.rfind(b"<")
        place = _PLACE.match(before, before.find(b' r="', tag) + 4)
        value = after.find(b"v>")
        if place is not None and value >= 0:
            shown = after[value + 2 : after.find(b"<", value + 2)]
            found.append((int(place[2]), column_number(place[1].decode()), shown.decode("utf-8", "replace")))
    return found


def _attributes(raw: bytes) -> dict[str, str]:
    return {key.decode(): html.unescape(value.decode("utf-8", "replace")) for key, value in _ATTRIBUTE.findall(raw)}


def _hidden_columns(head: bytes, found: SheetParts) -> None:
    for raw in _COLUMN.findall(head):
        column = _attributes(raw)
        if column.get("hidden") in ("1", "true"):
            found.hide_columns(column.get("min", ""), column.get("max", ""))


def _lists(tail: bytes) -> list[tuple[list[Box], str]]:
    found: list[tuple[list[Box], str]] = []
    for piece in tail.split(b"dataValidation>")[:-1]:  # up to each closing tag
        raw, _, body = piece[piece.rfind(b"dataValidation ") + 15 :].partition(b">")
        known = _attributes(raw)
        formula = _FORMULA1.search(body)
        if known.get("type") != "list" or formula is None:
            continue
        place = known.get("sqref", "")
        if not place and (extended := _XM_SQREF.search(body)):
            place = extended[1].decode("utf-8", "replace")
        boxes = boxes_of(place)
        if boxes:
            found.append((boxes, html.unescape(formula[1].decode("utf-8", "replace")).strip()))
    return found


def boxes_of(places: str) -> list[Box]:
    """The rectangles of "A1 B2:B9", of very many the first."""
    return [box for box in map(box_of, places.split(None, limits.MAX_LISTED)[: limits.MAX_LISTED]) if box is not None]


def check_shown(characters: int, file: str, sheet: str) -> None:
    """Raises WorkbookRefused when the texts of all cells so far are too much."""
    if characters > limits.MAX_SHOWN:
        limit = limits.MAX_SHOWN // limits.MB
        raise WorkbookRefused("too_much_text", file=file, sheet=sheet, limit=limit)


def shown(data: bytes, strings: Sequence[int]) -> int:
    """How many characters the cells of a plain sheet show by texts from the shared table, whose lengths are given."""
    places = map(int, _SHARED.findall(data))
    return sum(strings[place] for place in places if place < len(strings))


def box_of(reference: str) -> Box | None:
    """The rectangle of "A1", "$A$1:B7", "$A:$A" (all rows that are read); None for anything else."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        whole = _WHOLE_COLUMNS.fullmatch(reference)
        return (1, column_number(whole[1]), limits.MAX_ROWS, column_number(whole[2])) if whole is not None else None
    column, row = column_number(match[1]), int(match[2])
    return (row, column, int(match[4] or row), column_number(match[3]) if match[3] else column)
