"""Facts that stand beside the questions: who answered, for which product, when."""

from __future__ import annotations

import re

from vendor_risk.reading.items import QuestionTable, SheetQuestion
from vendor_risk.reading.layout.grid import SheetGrid
from vendor_risk.reading.words.lexicon import Lexicon, normal

_MARKS = re.compile(r"[/／|\n(\[（]")
_PARTS = re.compile(r"\s*[/／|\n]\s*|\s*[(\[（].*")


def from_sheet(grid: SheetGrid, tables: list[QuestionTable], lexicon: Lexicon) -> dict[str, tuple[str, int, int]]:
    """Labels with a value beside or below them: key to (value, row, column), from 0."""
    taken = {item.row for table in tables for item in table.items}
    taken |= {row for table in tables for header in table.headers for row in range(header.first, header.last + 1)}
    found: dict[str, tuple[str, int, int]] = {}
    for row in range(min(len(grid.texts), 120)):
        if row in taken or not grid.filled[row] or grid.filled[row] > 6:
            continue
        texts = grid.texts[row]
        labels = [(c, key) for c, text in enumerate(texts) if text and (key := _key(text, lexicon))]
        filled = [c for c, text in enumerate(texts) if text]
        for column in filled:
            if (told := _in_one_cell(texts[column], lexicon)) is not None:
                found.setdefault(told[0], (told[1], row, column))
        if len({key for _, key in labels}) >= 2 and len(labels) * 10 >= len(filled) * 6:
            _below(grid, row, labels, found, lexicon)
            continue
        for column, key in labels:
            place = next((c for c in filled if c > column), None)
            if place is not None and key not in found and _is_value(texts[place], lexicon):
                found[key] = (texts[place], row, place)
    return found


def _below(
    grid: SheetGrid, row: int, labels: list[tuple[int, str]], found: dict[str, tuple[str, int, int]], lexicon: Lexicon
) -> None:
    """A row of labels over a row of values (only where a single row of values follows)."""
    if row + 1 >= len(grid.texts) or (row + 2 < len(grid.texts) and grid.filled[row + 2] >= len(labels)):
        return
    for column, key in labels:
        value = grid.texts[row + 1][column]
        if value and key not in found and _is_value(value, lexicon):
            found[key] = (value, row + 1, column)


def from_items(items: list[SheetQuestion], lexicon: Lexicon) -> dict[str, str]:
    """Questions that only ask for such a fact ("Vendor name")."""
    found: dict[str, str] = {}
    for item in items:
        key = _key(item.question, lexicon) if item.answer else None
        if key is not None and key not in found and normal(item.answer) not in lexicon.placeholders:
            found[key] = item.answer
    return found


def _key(text: str, lexicon: Lexicon) -> str | None:
    """The fact a label asks for: the whole label, without its brackets, or in one of two languages."""
    if not text or len(text) > 60:
        return None
    plain = normal(text)
    if plain in lexicon.metadata:
        return lexicon.metadata[plain]
    if _MARKS.search(plain) is None:
        return None
    forms = (normal(part) for part in _PARTS.split(plain) if part)
    return next((lexicon.metadata[form] for form in forms if form in lexicon.metadata), None)


def _in_one_cell(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """ "Company: Example Ltd": the fact and its value where both are in one cell."""
    label, colon, value = text.replace("：", ":").partition(":")
    value = value.strip()
    if not colon or not 1 < len(value) <= 120 or len(label) > 40 or value.startswith("//"):
        return None
    key = _key(label, lexicon)
    return (key, value) if key is not None and _is_value(value, lexicon) else None


def _is_value(text: str, lexicon: Lexicon) -> bool:
    return len(text) <= 300 and normal(text) not in lexicon.placeholders and _key(text, lexicon) is None
