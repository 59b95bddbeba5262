"""What the parts around the sheets of an xlsx workbook say: which sheets there are and where, names of areas, texts,
date styles, comments.
"""

from __future__ import annotations

import posixpath
import re
from contextlib import suppress
from dataclasses import dataclass, field

from vendor_risk.workbook import limits
from vendor_risk.workbook.model import column_number
from vendor_risk.workbook.package.markup import Attributes, local, walk
from vendor_risk.workbook.package.values import kind_of_format, unescaped

Package = dict[str, bytes]
Names = dict[tuple[str, str], str]
"""Names of areas, in lower case, with the sheet they are known on ("" is everywhere), and what they stand for."""


@dataclass(frozen=True, slots=True)
class WorksheetPart:
    """A worksheet of the workbook: its name, its part, whether it is hidden."""

    name: str
    part: str
    hidden: bool


@dataclass
class Book:
    """What the workbook part says. `strings` and `dates` are filled when the careful reader needs them."""

    part: str
    entries: list[WorksheetPart] = field(default_factory=list)
    names: Names = field(default_factory=dict)
    from_1904: bool = False
    shown: int = 0  # characters of the cells read so far
    strings: list[str] = field(default_factory=list)
    whole: bool = True  # False when the shared texts end early
    dates: dict[int, str] = field(default_factory=dict)  # cell styles that show a date or a length of time


def relations(package: Package, name: str) -> dict[str, tuple[str, str]]:
    """The relations of a part: id to (type, target part); targets outside the file are left out."""
    folder, base = posixpath.split(name)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, known: Attributes) -> None:
        if tag != "Relationship" or known.get("TargetMode") == "External" or "Target" not in known:
            return
        target = known["Target"].replace("\\", "/")
        full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[known.get("Id", "")] = (known.get("Type", "").rpartition("/")[2], full.lower())

    _tolerant(package.get(f"{folder}/_rels/{base}.rels".lstrip("/"), b""), start)
    return found


def _tolerant(xml: bytes, start: object) -> None:
    """Walk through a part that may be absent or broken; what came before the break counts."""
    if xml:
        try:
            walk(xml, start)  # type: ignore[arg-type]
        except ValueError:
            return


class _EnoughError(Exception):
    """Ends a walk early."""


def open_book(package: Package) -> Book:
    """The workbook part. Raises ValueError when it cannot be parsed."""
    main = next((target for kind, target in relations(package, "").values() if kind == "officeDocument"), "")
    book = Book(main if main in package else "xl/workbook.xml")
    targets = relations(package, book.part)
    sheets: list[str] = []
    name: list[str] = []
    places: dict[str, tuple[str, str]] = {}

    def start(tag: str, known: Attributes) -> None:
        known = local(known)
        if tag == "sheet":
            sheets.append(known.get("name", ""))
            kind, part = targets.get(known.get("id", ""), ("worksheet", ""))
            if kind == "worksheet":
                hidden = known.get("state", "") in ("hidden", "veryHidden")
                book.entries.append(WorksheetPart(known.get("name", ""), part, hidden))
        elif tag == "definedName":
            if len(places) >= limits.MAX_NAMES:
                raise _EnoughError
            name[:] = [known.get("name", "").lower(), known.get("localSheetId", ""), ""]
        elif tag == "workbookPr":
            book.from_1904 = known.get("date1904") in ("1", "true")

    def text(piece: str) -> None:
        if name:
            name[2] += piece

    def end(tag: str) -> None:
        if tag == "definedName" and name:
            places[f"{name[1]}!{name[0]}"] = (name[1], name[2])
            name.clear()

    with suppress(_EnoughError):  # names of areas stand behind the sheets
        walk(package.get(book.part, b"<x/>"), start, end, text)
    for key, (number, target) in places.items():
        where = sheets[int(number)] if number.isdigit() and int(number) < len(sheets) else ""
        book.names[where, key.partition("!")[2]] = target
    return book


def shared_strings(package: Package, book: Book) -> bytes:
    """The part with the shared texts, b"" without one."""
    targets = dict(relations(package, book.part).values())
    return package.get(targets.get("sharedStrings", f"{posixpath.dirname(book.part)}/sharedstrings.xml"), b"")


_COUNT = re.compile(rb"""[cC]ount\s*=\s*["'][^"'0-9]*([0-9]+)""")


def counts_truly(package: Package, book: Book) -> bool:
    """Whether the table of texts says no more entries than it can hold: the fast engine makes room for what it says."""
    strings = shared_strings(package, book)
    place = strings.find(b"sst")
    head = strings[place : strings.find(b">", place)]
    return all(len(count) < 10 and int(count) <= 10 * len(strings) + 1_000_000 for count in _COUNT.findall(head))


def look_up(package: Package, book: Book) -> None:
    """Fill in the shared texts and the styles that show dates, as far as they can be parsed."""
    targets = dict(relations(package, book.part).values())
    folder = posixpath.dirname(book.part)
    book.strings, book.whole = _strings(shared_strings(package, book))
    book.dates = _date_styles(package.get(targets.get("styles", f"{folder}/styles.xml"), b""))


def _strings(xml: bytes) -> tuple[list[str], bool]:
    """The shared texts without their readings (furigana), and whether all could be read."""
    strings: list[str] = []
    pieces: list[str] = []
    state = {"text": False, "phonetic": False}

    def start(name: str, _known: Attributes) -> None:
        if name == "si":
            pieces.clear()
        elif name == "rPh":
            state["phonetic"] = True
        elif name == "t":
            state["text"] = not state["phonetic"]

    def end(name: str) -> None:
        if name == "si":
            strings.append(unescaped("".join(pieces)))
        elif name == "rPh":
            state["phonetic"] = False
        elif name == "t":
            state["text"] = False

    def text(piece: str) -> None:
        if state["text"]:
            pieces.append(piece)

    try:
        walk(xml or b"<sst/>", start, end, text)
    except ValueError:
        return strings, False
    return strings, True


def _date_styles(xml: bytes) -> dict[int, str]:
    """Indices of cell styles that show a date ("date") or a length of time ("duration")."""
    formats: dict[str, str] = {}
    used: list[str] = []
    inside = [False]

    def start(name: str, known: Attributes) -> None:
        if name == "numFmt":
            formats[known.get("numFmtId", "")] = known.get("formatCode", "")
        elif name == "cellXfs":
            inside[0] = True
        elif name == "xf" and inside[0]:
            used.append(known.get("numFmtId", ""))

    def end(name: str) -> None:
        if name == "cellXfs":
            inside[0] = False

    try:
        walk(xml or b"<styleSheet/>", start, end)
    except ValueError:
        return {}
    kinds = {number: kind_of_format(formats.get(number), number) for number in set(used)}
    return {place: kind for place, number in enumerate(used) if (kind := kinds[number])}


def comments(package: Package, sheet: str) -> list[tuple[int, int, str]]:
    """The comments on a sheet's cells as (row, column, text): notes, and conversations with their replies."""
    found: dict[tuple[int, int], str] = {}
    targets = relations(package, sheet)
    for wanted, tag in (("comments", "comment"), ("threadedComment", "threadedComment")):
        said: dict[tuple[int, int], list[str]] = {}
        for kind, target in targets.values():
            if kind == wanted:
                _comments(package.get(target, b""), tag, said)
        found.update({place: "\n".join(filter(None, texts)) for place, texts in said.items()})
    return [(row, column, text) for (row, column), text in found.items()]


_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


def _comments(xml: bytes, tag: str, said: dict[tuple[int, int], list[str]]) -> None:
    into: list[list[str]] = []
    state = {"phonetic": False}

    def start(name: str, known: Attributes) -> None:
        if name == tag and (place := _PLACE.match(known.get("ref", ""))):
            texts = said.setdefault((int(place[2]), column_number(place[1])), [])
            texts.append("")
            into[:] = [texts]
        state["phonetic"] = name in ("rPh", "author") or (state["phonetic"] and name == "t")

    def text(piece: str) -> None:
        if into and not state["phonetic"]:
            into[0][-1] += piece

    def end(name: str) -> None:
        if name == tag:
            into.clear()
        elif name in ("rPh", "author"):
            state["phonetic"] = False

    try:
        walk(xml or b"<x/>", start, end, text)
    except ValueError:
        return
