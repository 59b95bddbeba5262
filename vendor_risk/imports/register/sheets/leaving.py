"""Rows of a sheet that are no entries: titles, sections, totals, notes. Each is left out with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from vendor_risk.imports.register.sheets.legends import explained
from vendor_risk.workbook.model import Value, plain


class LeavingReason(StrEnum):
    """Why a row is no entry."""

    TITLE = "title"
    SECTION = "section"
    TOTAL = "total"
    NOTE = "note"
    HEADING = "heading"
    EXAMPLE = "example"
    NO_VALUES = "no_values"
    LEGEND = "legend"
    """It explains the marks that cells of the sheet use."""
    PERSON = "person"
    """A person left it out, with the reason in `why`."""


class LeftOutRow(Struct, frozen=True):
    """A row that is left out: where, why, and what it says."""

    sheet: str
    row: int
    reason: LeavingReason
    text: str
    why: str = ""


_TOTAL = re.compile(
    r"(合計|小計|総計|累計|総合計|計|平均|grand ?total|sub ?total|total|sum|average|gesamt|summe)"
    r"\s*([(（::].*|\d.*)?",  # "Total Energies" is a vendor
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(※|\*|＊|注[)）:：\d記]|（注|\(注|note[s]?\s*[:：]|備考[:：]|出典|source\s*[:：]|凡例)", re.IGNORECASE
)
_EXAMPLE = re.compile(r"(記入例|入力例|例[)）:：]|\(例\)|（例）|【例】|(example|sample)( row)?$)", re.IGNORECASE)
_DECORATED = re.compile(r"[【《〈■◆●◇□▼▽▲○＜<\[「#=–—]|[(（](?![株有同資名一公])")
_MARKS = re.compile(r"[A-Za-z]{0,6}[-_]?\d")


def title_rows(sheet: str, rows: Sequence[Sequence[Value]], top: int) -> Iterator[LeftOutRow]:
    """The rows above the headings that say anything."""
    for row, cells in enumerate(rows[: top - 1], start=1):
        if texts := [text for cell in cells if (text := plain(cell).strip())]:
            yield LeftOutRow(sheet, row, LeavingReason.TITLE, _shown(texts))


def reason_of(
    texts: Mapping[int, str], headers: Mapping[int, str], taken: set[int], keys: Mapping[int, str], *, wide: bool
) -> LeavingReason | None:
    """Why a row with these texts is no entry; None when it is one.

    `taken`: the columns that are read; `keys`: the field of each; `wide`: one merged cell covers most of the row.
    """
    first = next(iter(texts.values()))
    if len(texts) <= 2 and explained(" ".join(texts.values())):
        return LeavingReason.LEGEND
    if len(texts) <= 2 and _NOTE.match(first):
        return LeavingReason.NOTE
    if _TOTAL.fullmatch(first) and _is_sum(texts, keys):
        return LeavingReason.TOTAL
    if _EXAMPLE.match(first):
        return LeavingReason.EXAMPLE
    if len(texts) > 1 and sum(1 for n, text in texts.items() if _same(text, headers.get(n, ""))) * 3 > len(texts) * 2:
        return LeavingReason.HEADING
    return _lone(texts, taken, keys, wide=wide) if len(texts) == 1 and len(taken) > 2 else _without(texts, taken)


def _lone(texts: Mapping[int, str], taken: set[int], keys: Mapping[int, str], *, wide: bool) -> LeavingReason | None:
    """Why a row with a single text is no entry: it heads those below it, or it is a sentence."""
    place, text = next(iter(texts.items()))
    beside = place not in taken and not _MARKS.fullmatch(text)
    wordy = keys.get(place) == "code" and not re.search(r"\d", text) and len(text) > 1
    if wide or beside or wordy or _DECORATED.match(text):
        return LeavingReason.NOTE if text.endswith(("。", ".")) and len(text) > 20 else LeavingReason.SECTION
    return _without(texts, taken)


def _without(texts: Mapping[int, str], taken: set[int]) -> LeavingReason | None:
    return None if taken & set(texts) else LeavingReason.NO_VALUES


def _is_sum(texts: Mapping[int, str], keys: Mapping[int, str]) -> bool:
    """Whether a row that begins as a total has nothing that an entry has: an address of mail, a country."""
    telling = {"contact_email", "email", "country", "corporate_number", "service", "address"}
    return not any(keys.get(number) in telling for number in list(texts)[1:])


def _same(text: str, header: str) -> bool:
    return header.endswith(text)


def _shown(texts: Sequence[str]) -> str:
    return " | ".join(texts)[:200]


def left_out(sheet: str, row: int, reason: LeavingReason, texts: Mapping[int, str], why: str = "") -> LeftOutRow:
    """The row as it is told."""
    return LeftOutRow(sheet, row, reason, _shown(list(texts.values())), why)
