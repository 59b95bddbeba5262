"""A workbook as plain rows: what every reader of spreadsheets in the product works on.

Rows and columns count from 1, as in the spreadsheet. Cells hold text, numbers and truth values; dates are ISO text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

Value = str | int | float | bool
"""One cell. "" is an empty cell. A date is ISO text ("2026-04-01", with a time "2026-04-01T09:30:00")."""

Box = tuple[int, int, int, int]
"""A rectangle of cells: first row, first column, last row, last column (all included)."""


def column_letter(column: int) -> str:
    """The spreadsheet's name of a column: 1 is "A", 28 is "AB"."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column by its name: "A" is 1. Raises ValueError for anything but letters."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = number * 26 + ord(letter) - 64
    return number


def plain(value: Value) -> str:
    """The text a person sees: whole numbers without ".0", truth values as the spreadsheet shows them."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value) if isinstance(value, float) else str(value)


@dataclass(frozen=True, slots=True)
class Validation:
    """A drop-down list: the cells it covers and the values it allows (empty when the list cannot be known)."""

    boxes: tuple[Box, ...]
    options: tuple[str, ...]


@dataclass
class WorkbookSheet:
    """One sheet. `rows[0]` is row 1 and its first value column A; rows may be of different length."""

    name: str
    rows: list[list[Value]]
    hidden: bool = False
    merged: tuple[Box, ...] = ()
    validations: tuple[Validation, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: frozenset[tuple[int, int]] = frozenset()  # cells whose value the spreadsheet calculated
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)  # cells showing "#REF!" and its like
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    struck: Mapping[tuple[int, int], str] = field(default_factory=dict)  # what is left without text struck through
    percents: frozenset[tuple[int, int]] = frozenset()  # numbers shown in percent
    knows_formulas: bool = True  # False where the format does not tell calculated cells from typed ones

    def value(self, row: int, column: int) -> Value:
        """The value of a cell, "" when it is empty or outside the sheet's used area."""
        if 0 < row <= len(self.rows):
            cells = self.rows[row - 1]
            if 0 < column <= len(cells):
                return cells[column - 1]
        return ""

    def text(self, row: int, column: int) -> str:
        """The text of a cell as a person sees it; `struck` tells what of it does not count."""
        value = self.value(row, column)
        if (row, column) in self.percents and isinstance(value, float):
            return f"{plain(float(repr(round(value * 100, 10))))}%"
        return plain(value)

    @cached_property
    def width(self) -> int:
        """The number of columns in use."""
        return max(map(len, self.rows), default=0)

    def options(self, row: int, column: int) -> tuple[str, ...]:
        """The values the drop-down of this cell allows; empty without one."""
        for validation in self.validations:
            if any(r1 <= row <= r2 and c1 <= column <= c2 for r1, c1, r2, c2 in validation.boxes):
                return validation.options
        return ()


@dataclass
class Workbook:
    """A whole file as plain rows. `notes` are codes of what was left out ("macros", "links"), for a warning; `details`
    holds what the sentence of a note names.
    """

    name: str
    kind: str  # xlsx, xlsm, xls, xlsb, ods, csv, tsv
    sheets: list[WorkbookSheet]
    notes: tuple[str, ...] = ()
    details: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sha256: str = ""
    encoding: str = ""  # of a text file

    def sheet(self, name: str) -> WorkbookSheet | None:
        """The sheet with that name, None when there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        return None
