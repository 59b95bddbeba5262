"""Corrections of a register file: cells read as another text, words of a column, and rows held back or left out."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from vendor_risk.formats.register.lists import LIST, read_table_of
from vendor_risk.imports.register.sheets.headings import SEVERAL
from vendor_risk.organizations.names import squeeze
from vendor_risk.workbook.model import Value, plain

LONGEST_WORD = 200
"""So many characters a text has at most that is corrected wherever it occurs in its column."""
LONGEST_FIX = 2_000


class RowStay(StrEnum):
    """What a person wants of a row that is not imported."""

    HOLD = "hold"
    """It waits in the list of rows on hold."""
    LEAVE = "leave"
    """It is left out for good."""


class RowDecision(Struct, frozen=True):
    """That a row is not imported, and why, as a person says."""

    stay: RowStay
    reason: str = ""


class SheetFixes(Struct, frozen=True):
    """What was put right in one sheet. Fields are named by `spot_of`; the text "" takes a row without that value."""

    cells: dict[int, dict[str, str]] = field(default_factory=dict)
    """By row and field: the text to read."""
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    """By field and squeezed text: what to read wherever it occurs in the column."""
    rows: dict[int, RowDecision] = field(default_factory=dict)

    def read_as(self, row: int, spot: str, text: str) -> str | None:
        """The text to read instead of a cell's; None when it is read as it stands."""
        given = self.cells.get(row, {}).get(spot)
        if given is not None:
            return given
        words = self.words.get(spot)
        return words.get(squeeze(text)) if words and text and len(text) <= LONGEST_WORD else None

    @property
    def number(self) -> int:
        """How many corrections these are."""
        texts = sum(len(given) for given in (*self.cells.values(), *self.words.values()))
        return texts + len(self.rows)


RegisterFixes = Mapping[str, SheetFixes]
"""The corrections of a file by the name of the sheet."""
NO_FIXES = SheetFixes()


def spot_of(key: str, column: str) -> str:
    """What a cell is called in corrections: its field, with the column where several columns go to the same field."""
    return f"{key}@{column}" if key in SEVERAL and column else key


def one_text(cell: Value) -> str:
    """The text of a cell as a field of a form gives it back: lines end one way, nothing around it."""
    return "\n".join(plain(cell).splitlines()).strip()


def is_spot(table: str, spot: str) -> bool:
    """Whether a sheet that is read as this table has such a field."""
    key = spot.partition("@")[0]
    return any(column.key == key for column in read_table_of(table).columns)


def in_contact(table: str, spot: str) -> bool:
    """Whether a field of a vendor's row is about its contact, which then can be left out as a whole."""
    return table in (LIST, "vendors") and spot.startswith("contact_")


class FixesDraft:
    """Corrections while they are changed; `done` gives them."""

    def __init__(self, fixes: RegisterFixes) -> None:
        self._cells = {name: {row: dict(given) for row, given in one.cells.items()} for name, one in fixes.items()}
        self._words = {name: {spot: dict(given) for spot, given in one.words.items()} for name, one in fixes.items()}
        self._rows = {name: dict(one.rows) for name, one in fixes.items()}

    def cell(self, sheet: str, row: int, spot: str, text: str | None) -> None:
        """Read a cell as this text; None: as it is in the file."""
        given = self._cells.setdefault(sheet, {}).setdefault(row, {})
        if text is None:
            given.pop(spot, None)
        else:
            given[spot] = text[:LONGEST_FIX]

    def word(self, sheet: str, spot: str, word: str, text: str | None) -> None:
        """Read a word as this text wherever it occurs in a column; None: as it is in the file."""
        given = self._words.setdefault(sheet, {}).setdefault(spot, {})
        if text is None:
            given.pop(squeeze(word[:LONGEST_WORD]), None)
        else:
            given[squeeze(word[:LONGEST_WORD])] = text[:LONGEST_FIX]

    def row(self, sheet: str, row: int, decision: RowDecision | None) -> None:
        """Hold a row back or leave it out; None: import it again."""
        if decision is None:
            self._rows.get(sheet, {}).pop(row, None)
        else:
            self._rows.setdefault(sheet, {})[row] = decision

    def done(self) -> dict[str, SheetFixes]:
        """The corrections, by sheet."""
        found = {}
        for sheet in dict.fromkeys((*self._cells, *self._words, *self._rows)):
            cells = {row: given for row, given in self._cells.get(sheet, {}).items() if given}
            words = {spot: given for spot, given in self._words.get(sheet, {}).items() if given}
            found[sheet] = SheetFixes(cells, words, self._rows.get(sheet, {}))
        return found
