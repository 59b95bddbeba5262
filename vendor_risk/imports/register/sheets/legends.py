"""Legends: what a sheet says its own marks mean, in a row of its own or in a heading: "○：有　－：不明"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Protocol

from vendor_risk.imports.register.words import choices
from vendor_risk.organizations.names import squeeze
from vendor_risk.workbook.model import WorkbookSheet, plain

_LONGEST = 200
_PAIR = re.compile(
    r"([^\s:=、,;/／()（）・]{1,3}|blank|空欄|空白)\s?[:=は]\s?([^\s:=、,;/／()（）。.・]{1,20}(?: [a-z]{1,12}){0,2})"
)
_QUOTES = re.compile(r"[「」『』\"'“”‘’※]")
_BEFORE = re.compile(r"^(凡例|注記?|備考|説明|legend|key|notes?) ?[:=] ?")
_MEANS = re.compile(r"(を示す|を表す|を意味する|の意味?|とする|です|の場合)$")
_MARK = re.compile(r"[^\w]|[xo○〇◯×△?*ー-]", re.IGNORECASE)
_UNKNOWN = frozenset(
    map(
        squeeze,
        ("unknown", "not known", "not stated", "不明", "未確認", "未定", "未回答", "未記入", "確認中", "情報なし"),
    )
)
UNKNOWN_MARK, YES_MARK, NO_MARK = "unknown", "yes", "no"
"""What a mark can stand for."""


class HeadingPlaces(Protocol):
    """What a legend needs to know of a sheet's mapping: where its headings are, and what they say."""

    header_row: int
    headers: dict[int, str]


def explained(text: str) -> dict[str, str]:
    """What a text explains of marks: "unknown", "yes" or "no" by the squeezed mark; empty when it is no legend."""
    if len(text) > _LONGEST:
        return {}
    found: dict[str, str] = {}
    plainly = _QUOTES.sub(" ", unicodedata.normalize("NFKC", text).casefold()).replace("〇", "○")
    plainly = _BEFORE.sub("", plainly.strip())
    for mark, word in _PAIR.findall(re.sub(r" (?=[はを:=])", "", plainly)):
        meaning = _meaning(_MEANS.sub("", word))
        if meaning and (_MARK.match(mark) or mark in ("blank", "空欄", "空白")):
            found[squeeze(mark)] = meaning
    return found


def _meaning(word: str) -> str:
    folded = squeeze(word)
    if folded in _UNKNOWN:
        return UNKNOWN_MARK
    known = choices()["flag"].get(folded, "")
    return "" if folded in _SIGNS else known


_SIGNS = frozenset(map(squeeze, ("-", "ー", "○", "×", "△", "1", "0", "y", "n")))
"""Words for yes and no that explain nothing, being marks themselves."""


def legend_of(sheet: WorkbookSheet, mapping: HeadingPlaces) -> Mapping[int, Mapping[str, str]]:
    """What the marks of a sheet mean, by column number; 0: in every column. Rows of one or two texts explain marks for
    the whole sheet, a heading those of its column.
    """
    found: dict[int, dict[str, str]] = {0: {}}
    for text in _sentences(sheet):
        found[0] |= explained(text)
    for number, heading in mapping.headers.items():
        if said := explained(heading):
            found[number] = said
    return found


def _sentences(sheet: WorkbookSheet) -> Iterator[str]:
    """The texts of rows that hold no more than two: those are titles, notes and legends."""
    for cells in sheet.rows:
        texts = [text for cell in cells if cell != "" and (text := plain(cell).strip())]
        if 0 < len(texts) <= 2:
            yield " ".join(texts)
