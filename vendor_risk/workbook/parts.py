"""What the fast engine does not tell about a sheet, taken from its XML: where cells stand, which are calculated or
show an error, merged areas, drop-downs, hidden rows and columns, and comments.

Regular expressions over bytes: a document type has been refused before, and every expression is linear. A sheet of
1 MB takes a few milliseconds, a tenth of what an XML parser with handlers takes.
"""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass, field
from itertools import pairwise

from vendor_risk.workbook import limits
from vendor_risk.workbook.errors import WorkbookRefused
from vendor_risk.workbook.model import Box, column_letter, column_number

_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})([0-9]{1,7})"([^>]{0,400})>\s*<(?:\w+:)?([fvi])')
_CELL_ANY_ORDER = re.compile(
    rb'<(?:\w+:)?c [^>]{0,400}?\br="([A-Z]{1,3})([0-9]{1,7})"([^>]{0,400})>\s*<(?:\w+:)?([fvi])'
)
_ROW = re.compile(rb'<row r="([0-9]{1,7})"')
_UNUSUAL = re.compile(rb'<c (?:r="(?:[A-Z]{3}|[A-Z]{1,2}[0-9]{5})|(?!r="))')  # far out, or in no usual order
_TAIL = re.compile(rb' r="([A-Z]{1,3})([0-9]{1,7})"[^<>\n]*$', re.MULTILINE)
_LONGEST_TAG = 120
_PLACE = re.compile(rb'([A-Z]{1,3})([0-9]{1,7})"')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row (?=[^>]{0,400}\bhidden="(?:1|true)")[^>]{0,400}?\br="([0-9]{1,7})"')
_COLUMN = re.compile(rb"<(?:\w+:)?col ([^>]{0,400})>")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]{0,400}?\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_FORMULA1 = re.compile(rb"<(?:\w+:)?formula1>(?:<xm:f>)?(.*?)</", re.DOTALL)
_XM_SQREF = re.compile(rb"<xm:sqref>([^<]*)<")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?$")
_NAME = re.compile(rb"<(?:\w+:)?definedName ([^>]{0,400})>([^<]*)<")
_SHEET = re.compile(rb"<(?:\w+:)?sheet ([^>]{0,400}?)/?>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship ([^>]{0,400}?)/?>")
_PLACED = re.compile(rb'\bref="([A-Z]{1,3})([0-9]{1,7})"')
_TEXT = re.compile(rb"<(?:\w+:)?t(?: [^>]*)?>([^<]*)<")

_SMALLEST_CELL = len(b"<c><v>1</v></c>")
_NARROW = 26 + 26 * 26  # columns named by one or two letters


@dataclass
class SheetParts:
    """The facts of one sheet. `lists` are drop-downs as (areas, formula); the formula still has to be looked up."""

    cells: int = 0
    merged: list[Box] = field(default_factory=list)
    lists: list[tuple[list[Box], str]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    formulas: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    comments: list[tuple[int, int, str]] = field(default_factory=list)


def attributes(raw: bytes) -> dict[str, str]:
    """The attributes of a tag by local name."""
    return {
        key.decode().rpartition(":")[2]: html.unescape(value.decode("utf-8", "replace"))
        for key, value in _ATTRIBUTE.findall(raw)
    }


def sheet_parts(parts: dict[str, bytes]) -> dict[str, str]:
    """Sheet names to the names of their XML parts, by workbook.xml and its relations."""
    targets = relations(parts, "xl/workbook.xml")
    found: dict[str, str] = {}
    for raw in _SHEET.findall(parts.get("xl/workbook.xml", b"")):
        sheet = attributes(raw)
        if "name" in sheet and (target := targets.get(sheet.get("id", ""))):
            found[sheet["name"]] = target[1]
    return found


def relations(parts: dict[str, bytes], name: str) -> dict[str, tuple[str, str]]:
    """The relations of a part: id to (type, target part); targets outside the file are left out."""
    folder, base = posixpath.split(name)
    found: dict[str, tuple[str, str]] = {}
    for raw in _RELATION.findall(parts.get(f"{folder}/_rels/{base}.rels".lstrip("/"), b"")):
        relation = attributes(raw)
        if relation.get("TargetMode") == "External" or "Target" not in relation:
            continue
        target = relation["Target"]
        full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[relation.get("Id", "")] = (relation.get("Type", ""), full.lower())
    return found


def defined_names(workbook: bytes) -> dict[str, str]:
    """Names of areas to what they stand for; a name of the whole workbook wins over one of a single sheet."""
    found: dict[str, str] = {}
    for raw, target in _NAME.findall(workbook):
        known = attributes(raw)
        name = known.get("name", "").lower()
        if "localSheetId" not in known or name not in found:
            found[name] = html.unescape(target.decode("utf-8", "replace"))
    return found


def scan(xml: bytes, file: str, sheet: str) -> SheetParts:
    """The facts of a sheet's XML. Raises WorkbookRefused for a cell far outside or far too many of anything."""
    start, end = xml.find(b"sheetData"), xml.rfind(b"sheetData>")
    head, data, tail = (xml[:start], xml[start:end], xml[end:]) if 0 <= start < end else (xml, xml, xml)
    found = SheetParts()
    if len(data) > _SMALLEST_CELL * limits.MAX_CELLS // 4:  # below, counting would be for nothing
        found.cells = data.count(b"</v>") + data.count(b"</is>") + data.count(b":v>") // 2
    if found.cells > limits.MAX_CELLS:
        raise WorkbookRefused("too_many_cells", file=file, sheet=sheet, limit=f"{limits.MAX_CELLS:,}")
    if tail.count(b"mergeCell ") > limits.MAX_MERGES:
        raise WorkbookRefused("too_many_merges", file=file, sheet=sheet, limit=f"{limits.MAX_MERGES:,}")
    _check_area(data, file, sheet)
    found.formulas = _formulas(data)
    if b'hidden="' in data:
        found.hidden_rows = [int(row) for row in _HIDDEN_ROW.findall(data)]
    if b"hidden=" in head:
        found.hidden_columns = _hidden_columns(head)
    if b't="e"' in data:
        found.errors = _errors(data)
    if b"mergeCell " in tail:
        found.merged = [
            (int(r1), column_number(c1.decode()), int(r2), column_number(c2.decode()))
            for c1, r1, c2, r2 in _MERGE.findall(tail)
        ]
    if b"dataValidation " in tail:
        found.lists = _lists(tail)
    return found


def _check_area(data: bytes, file: str, sheet: str) -> None:
    """Refuses a value far outside. Where rows and columns are few nothing needs to be looked at closely."""
    rows = _ROW.findall(data)
    simple = rows and len(rows) == data.count(b"<row") and data.startswith(b"sheetData")
    if simple and _UNUSUAL.search(data) is None and max(map(int, rows)) * _NARROW <= limits.MAX_AREA:
        return
    cells = _CELL.findall(data)
    if data.count(b"<v") > len(cells):
        cells = _CELL_ANY_ORDER.findall(data)
    if not cells:
        return
    columns = {letters: column_number(letters.decode()) for letters in {cell[0] for cell in cells}}
    lines = {digits: int(digits) for digits in {cell[1] for cell in cells}}
    last_row, last_column = max(lines.values()), max(columns.values())
    if last_row > limits.MAX_ROWS or last_column > limits.MAX_COLUMNS or last_row * last_column > limits.MAX_AREA:
        far = max(cells, key=lambda cell: lines[cell[1]] * columns[cell[0]])
        raise WorkbookRefused(
            "too_far",
            file=file,
            sheet=sheet,
            cell=f"{column_letter(columns[far[0]])}{lines[far[1]]}",
            rows=f"{limits.MAX_ROWS:,}",
            columns=column_letter(limits.MAX_COLUMNS),
        )


def _formulas(data: bytes) -> list[tuple[int, int]]:
    """The cells that hold a formula."""
    if b"f>" not in data and b"<f" not in data:
        return []
    columns: dict[bytes, int] = {}
    # the ends of the start tags before each formula, then one expression over them: twice as fast as over the sheet
    tails = b"\n".join([piece[-_LONGEST_TAG:] for piece in data.split(b"><f")[:-1]])
    places = _TAIL.findall(tails)
    for letters in {letters for letters, _ in places}:
        columns[letters] = column_number(letters.decode())
    found = [(int(row), columns[letters]) for letters, row in places]
    if not found:  # written with spaces between tags, or with a prefix before each name
        cells = _CELL_ANY_ORDER.findall(data)
        found = [(int(r), column_number(c.decode())) for c, r, _, kind in cells if kind == b"f"]
    return found


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


def _hidden_columns(head: bytes) -> list[int]:
    hidden: list[int] = []
    for raw in _COLUMN.findall(head):
        column = attributes(raw)
        if (
            column.get("hidden") in ("1", "true")
            and column.get("min", "").isdigit()
            and column.get("max", "").isdigit()
        ):
            hidden.extend(range(int(column["min"]), min(int(column["max"]), limits.MAX_COLUMNS) + 1))
    return hidden


def _lists(tail: bytes) -> list[tuple[list[Box], str]]:
    found: list[tuple[list[Box], str]] = []
    for piece in tail.split(b"dataValidation>")[:-1]:  # up to each closing tag
        raw, _, body = piece[piece.rfind(b"dataValidation ") + 15 :].partition(b">")
        known = attributes(raw)
        formula = _FORMULA1.search(body)
        if known.get("type") != "list" or formula is None:
            continue
        place = known.get("sqref", "")
        if not place and (extended := _XM_SQREF.search(body)):
            place = extended[1].decode()
        boxes = [box for box in map(box_of, place.split()) if box is not None]
        if boxes:
            found.append((boxes, html.unescape(formula[1].decode("utf-8", "replace")).strip()))
    return found


def box_of(reference: str) -> Box | None:
    """The rectangle of "A1", "$A$1:B7"; None for anything else."""
    match = _REFERENCE.match(reference)
    if match is None:
        return None
    column, row = column_number(match[1]), int(match[2])
    return (row, column, int(match[4] or row), column_number(match[3]) if match[3] else column)


def comments(xml: bytes) -> list[tuple[int, int, str]]:
    """Cell comments (notes) as (row, column, text)."""
    found = []
    for piece in xml.split(b"comment>")[:-1]:  # up to each closing tag
        body = piece[piece.rfind(b"comment ") :]
        place = _PLACED.search(body, 0, 400)
        if place is not None:
            text = html.unescape(b"".join(_TEXT.findall(body)).decode("utf-8", "replace"))
            found.append((int(place[2]), column_number(place[1].decode()), text))
    return found
