"""Headings of one to three rows: which rows they are, what each column is called, and which field that means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from vendor_risk.formats.register.columns import RegisterTable
from vendor_risk.formats.register.headers import HEADERS
from vendor_risk.formats.register.list_headers import LIST_HEADERS, OF_PEOPLE, OUR_SIDE, OURS, THEIR_SIDE, THEIRS
from vendor_risk.formats.register.lists import LIST, read_table_of
from vendor_risk.organizations.names import squeeze
from vendor_risk.workbook.model import Value, WorkbookSheet, plain

DEEPEST = 3
"""So many rows a heading has at most."""
LONGEST = 300
"""So many characters of a cell are read as a heading: it is looked up in a dozen ways for every table."""
_MOST_BOXES = 500
"""So many merged cells a heading has at most; a hostile file has tens of thousands, one over the other."""
SEVERAL = frozenset({"notes"})
"""Fields that several columns of a list may go to."""
_NOISE = re.compile(r"[\s()\[\]【】「」<>*※＊:_.,?'\"-]|必須|任意|required|optional")
_BRACKET = re.compile(r"[(（\[【<][^)）\]】>]{0,80}[)）\]】>]")
_ROW_NUMBERS = frozenset({"no", "#", "nr", "番号", "項番", "連番", "行", "行番号", "通番", "row", "line", "№"})


@lru_cache(maxsize=20_000)
def normal(text: str) -> str:
    """A header without what does not tell headers apart: case, width, spaces, brackets, “required”."""
    return _NOISE.sub("", squeeze(text))


def is_row_number(text: str) -> bool:
    """Whether a heading stands above the numbers of the rows, which mean nothing."""
    return normal(text) in _ROW_NUMBERS


@cache
def _index(table: str) -> Mapping[str, str]:
    """The field for each header it goes by, of one table."""
    found: dict[str, str] = {}
    columns = read_table_of(table).columns
    words_of = LIST_HEADERS if table == LIST else HEADERS[table]
    if table != LIST:
        for column in columns:  # own titles first: another column's further words never take them
            for word in (column.key, column.title.en, column.title.ja, f"{column.title.ja}/{column.title.en}"):
                found.setdefault(normal(word), column.key)
    for column in columns:
        for word in words_of.get(column.key, ()):
            found.setdefault(normal(word), column.key)
    if table == LIST:  # what people write comes first in their lists; our own titles are understood too
        for column in columns:
            for word in (column.key, column.title.en, column.title.ja, f"{column.title.ja}/{column.title.en}"):
                found.setdefault(normal(word), column.key)
    return found


def parts_of(sheet: WorkbookSheet, top: int, bottom: int) -> dict[int, list[str]]:
    """The texts above each column, from the top row down; merged cells count for all the columns they cover."""
    boxes = [box for box in sheet.merged if box[0] >= top and box[2] <= bottom][:_MOST_BOXES]
    width = max((len(sheet.rows[row - 1]) for row in range(top, bottom + 1)), default=0)
    found: dict[int, list[str]] = {number: [] for number in range(1, width + 1)}
    for row in range(top, bottom + 1):
        texts = {number: _heading(sheet, row, number) for number in found}
        if top < bottom:
            for r1, c1, r2, c2 in boxes:
                if r1 <= row <= r2:
                    texts |= dict.fromkeys(range(c1, min(c2, width) + 1), _heading(sheet, r1, c1))
            if row < bottom and not boxes:
                texts = _spread(texts, {number: _heading(sheet, bottom, number) for number in found})
        for number, text in texts.items():
            if text and text not in found.setdefault(number, [])[-1:]:
                found[number].append(text)
    return {number: texts for number, texts in found.items() if texts}


def _heading(sheet: WorkbookSheet, row: int, number: int) -> str:
    return sheet.text(row, number).strip()[:LONGEST]


def _spread(above: Mapping[int, str], below: Mapping[int, str]) -> dict[int, str]:
    """A row of group headings in a file without merged cells: each stands for the columns to its right as well."""
    found, current = {}, ""
    for number, text in sorted(above.items()):
        if text:
            current = text if below.get(number) else ""
            found[number] = text
        else:
            found[number] = current if below.get(number) else ""
            if not below.get(number):
                current = ""
    return found


def header_texts(sheet: WorkbookSheet, row: int, top: int = 0) -> dict[int, str]:
    """What each column is called, by its number: the texts of its heading rows, joined."""
    if not 0 < row <= len(sheet.rows):
        return {}
    return {number: " ".join(texts) for number, texts in parts_of(sheet, top or row, row).items()}


def fields(table: RegisterTable, parts: Mapping[int, list[str]]) -> dict[int, str]:
    """The field of each heading; each field once (but for notes of a list), the first column that fits."""
    index, taken, found = _index(table.key), set[str](), {}
    titles = [text for texts in parts.values() for text in dict.fromkeys(texts[:-1])]
    groups = {text for text in titles if titles.count(text) > 1}
    for number, texts in parts.items():
        key = next((index[word] for word in _candidates(texts, groups) if word in index), "")
        if table.key == LIST:
            key = _side(key, texts[:-1])
        if key in taken and not (table.key == LIST and key in SEVERAL):
            key = ""
        found[number] = key
        taken.add(key)
    return found


def _candidates(texts: list[str], groups: set[str]) -> Iterator[str]:
    """What a heading may be looked up by, the most telling first: all of it, its last row, the rows above."""
    own = [text for text in texts if text not in groups] or texts[-1:]
    for text in (" ".join(texts), " ".join(own), *reversed(own)):
        yield normal(text)
        if shorter := _BRACKET.sub("", text).strip():
            yield normal(shorter)
        for part in re.split(r"[\n/／]", text):
            yield normal(part)
            yield normal(_BRACKET.sub("", part))


def _side(key: str, above: list[str]) -> str:
    for text in above:
        word = normal(text)
        if key == "name" and any(normal(person) in word for person in OF_PEOPLE):
            key = "contact_name"
        if any(word.startswith(normal(side)) for side in OUR_SIDE):
            return OURS.get(key, key)
        if any(word.startswith(normal(side)) for side in THEIR_SIDE):
            return THEIRS.get(key, key)
    return key


def heading_rows(sheet: WorkbookSheet, bottom: int) -> list[int]:
    """The rows at which a heading that ends in `bottom` may begin, the lowest first."""
    found: list[int] = []
    for top in range(bottom, max(bottom - DEEPEST, 0), -1):
        texts = {text for cell in sheet.rows[top - 1] if (text := plain(cell).strip())}
        if len(texts) < 2 or (top < bottom and _is_title(sheet, top)):
            break
        if _like_data(sheet.rows[top - 1]) and top < bottom:
            break
        straddled = any(r1 <= bottom < r2 and r1 >= top for r1, _c1, r2, _c2 in sheet.merged)
        if not straddled and not (top < bottom and _like_data(sheet.rows[bottom - 1])):
            found.append(top)
    return found


def _is_title(sheet: WorkbookSheet, row: int) -> bool:
    return any(r1 <= row <= r2 and c2 - c1 + 1 > sheet.width * 0.6 for r1, c1, r2, c2 in sheet.merged)


def _like_data(cells: list[Value]) -> bool:
    """Whether a row holds what headings do not: numbers, dates, addresses of mail."""
    for cell in cells:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return True
        if isinstance(cell, str) and ("@" in cell or re.search(r"\d{4,}|\d[-/]\d", cell)):
            return True
    return False
