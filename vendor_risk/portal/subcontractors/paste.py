"""Subcontractors pasted from a spreadsheet: cells as the spreadsheet meant them, and its header row for what it is.

A spreadsheet puts a cell that holds a line break, a tab or a quotation mark between quotation marks. A text that merely
begins with one (no spreadsheet wrote it) is taken as it stands.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

NAME, SERVICE, COUNTRY, NUMBER = "name", "service", "country", "number"
ORDER = (NAME, SERVICE, COUNTRY, NUMBER)
"""The order of columns where no header says another."""
HEADERS = {
    NAME: {
        "name", "company", "company name", "subcontractor", "subcontractor name", "vendor", "supplier",
        "organization", "organisation", "名称", "会社名", "社名", "企業名", "商号", "再委託先", "再委託先名", "委託先",
        "委託先名", "取引先名", "事業者名",
    },
    SERVICE: {
        "service", "services", "service provided", "service provided to you", "work", "scope", "description",
        "業務", "業務内容", "委託業務", "委託内容", "再委託業務", "再委託内容", "サービス", "サービス内容",
        "内容", "提供業務",
    },
    COUNTRY: {"country", "location", "国", "国名", "所在国", "所在地", "国・地域"},
    NUMBER: {"corporate number", "company number", "number", "法人番号"},
}  # fmt: skip
"""What the columns are called, folded."""


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One row; `place` is the number of the line it begins on, counted from 1. What a column lacks is ""."""

    place: int
    name: str
    service: str
    country: str
    number: str


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("*", " ").split()).strip(" :：")


def _one_line(cell: str) -> str:
    return " ".join(part.strip() for part in cell.splitlines() if part.strip())


def _cells(text: str) -> list[tuple[int, list[str]]]:
    """(line, cells) of every row that says something."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    separator = "\t" if "\t" in text else ";" if ";" in text else ","
    found, line = [], 1
    try:
        reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
        for row in reader:
            found.append((line, row))
            line = reader.line_num + 1
    except csv.Error:  # a quotation mark that is only a quotation mark
        found = [(place, part.split(separator)) for place, part in enumerate(text.split("\n"), start=1)]
    rows = [(place, [_one_line(cell) for cell in row]) for place, row in found]
    return [(place, row) for place, row in rows if any(row)]


def _header(row: Sequence[str]) -> dict[str, int] | None:
    """Where each column stands, when this row names the columns: the name's, and at least one other."""
    places: dict[str, int] = {}
    for at, cell in enumerate(row):
        for column in ORDER:
            if column not in places and _fold(cell) in HEADERS[column]:
                places[column] = at
                break
    return places if NAME in places and len(places) > 1 else None


def pasted(text: str) -> list[PastedRow]:
    """The rows of a paste, without its header row; by its header, in whatever order the columns come."""
    rows = _cells(text)
    places = _header(rows[0][1]) if rows else None
    if places is not None:
        rows = rows[1:]
    else:
        places = {column: at for at, column in enumerate(ORDER)}

    def cell(row: Sequence[str], column: str) -> str:
        at = places.get(column)
        return row[at] if at is not None and at < len(row) else ""

    return [PastedRow(place, *(cell(row, column) for column in ORDER)) for place, row in rows]
