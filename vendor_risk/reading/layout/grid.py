"""A sheet as the reader looks at it: stripped texts with their shapes, merged cells known, calculated cells known."""

from __future__ import annotations

from functools import cache, cached_property, lru_cache

from vendor_risk.reading.layout.shapes import Shapes
from vendor_risk.reading.source import SourceSheet

_MOST_CARRIED = 200_000


@cache
def letter(column: int) -> str:
    """The spreadsheet's name of a column: 1 is "A"."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def shown(value: str | float | bool) -> str:
    """The stripped text of a value as a person sees it."""
    if value.__class__ is float:
        return _number(value)
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(value)


@lru_cache(maxsize=4096)
def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


class SheetGrid:
    """Rows and columns count from 0 here; what leaves the reader counts from 1."""

    def __init__(self, sheet: SourceSheet, shapes: Shapes) -> None:
        self.sheet = sheet
        self.name = sheet.name
        self.hidden = sheet.hidden
        self.texts: list[list[str]] = [
            [(value and value.strip()) if value.__class__ is str else shown(value) for value in row]
            for row in sheet.rows
        ]
        self.width = max(map(len, self.texts), default=0)
        for row in self.texts:
            if len(row) < self.width:
                row.extend([""] * (self.width - len(row)))
        self.offers: dict[tuple[str, ...], bool] = {}  # drop-downs that offer answer words
        self.flags: list[list[int]] = [shapes.of_row(row) for row in self.texts]
        self.filled: list[int] = [len(row) - row.count("") for row in self.texts]

    def is_calculated(self, row: int, column: int) -> bool:
        """Whether the cell holds a formula."""
        return (row + 1, column + 1) in self.sheet.formulas

    def counted(self, row: int, column: int) -> str:
        """The text of a cell without what is struck through in it."""
        left = self.sheet.struck.get((row + 1, column + 1)) if self.sheet.struck else None
        return self.texts[row][column] if left is None else left

    @cached_property
    def calculated(self) -> dict[int, list[int]]:
        """The rows of calculated cells by column, in order."""
        found: dict[int, list[int]] = {}
        for row, column in self.sheet.formulas:
            found.setdefault(column - 1, []).append(row - 1)
        for rows in found.values():
            rows.sort()
        return found

    @cached_property
    def down(self) -> dict[tuple[int, int], str]:
        """Texts of cells merged over several rows, for each of the rows below the first."""
        carried: dict[tuple[int, int], str] = {}
        for r1, c1, r2, _ in self.sheet.merged:
            if r2 > r1 and r1 <= len(self.texts) and c1 <= self.width and (text := self.texts[r1 - 1][c1 - 1]):
                if len(carried) + r2 - r1 > _MOST_CARRIED:
                    break
                for row in range(r1, min(r2, len(self.texts))):
                    carried[row, c1 - 1] = text
        return carried

    @cached_property
    def across(self) -> dict[int, dict[int, str]]:
        """Per row: texts of cells merged over several columns, for each of the columns right of the first."""
        carried: dict[int, dict[int, str]] = {}
        for r1, c1, r2, c2 in self.sheet.merged:
            if c2 > c1 and r2 - r1 < 4 and r1 <= len(self.texts) and c1 <= self.width and self.texts[r1 - 1][c1 - 1]:
                text = self.texts[r1 - 1][c1 - 1]
                for column in range(c1, min(c2, self.width)):
                    carried.setdefault(r1 - 1, {})[column] = text
        return carried

    @cached_property
    def options(self) -> dict[int, list[tuple[int, int, tuple[str, ...]]]]:
        """Drop-downs by column: first row, last row, allowed values."""
        found: dict[int, list[tuple[int, int, tuple[str, ...]]]] = {}
        for validation in self.sheet.validations:
            for r1, c1, r2, c2 in validation.boxes:
                for column in range(c1 - 1, min(c2, self.width + 1)):
                    found.setdefault(column, []).append((r1 - 1, r2 - 1, validation.options))
        return found

    @cached_property
    def _options_of_cells(self) -> dict[int, dict[int, tuple[str, ...]]]:
        """Drop-downs by column and row; of two that cover a cell the first counts."""
        found: dict[int, dict[int, tuple[str, ...]]] = {}
        for column, lists in self.options.items():
            cells = found[column] = {}
            for first, last, options in reversed(lists):
                for row in range(first, min(last + 1, len(self.texts))):
                    cells[row] = options
        return found

    def options_at(self, row: int, column: int) -> tuple[str, ...] | None:
        """The values the drop-down of a cell allows; None without one."""
        cells = self._options_of_cells.get(column)
        return cells.get(row) if cells is not None else None

    def text(self, row: int, column: int | None) -> str:
        """The text of a cell, "" outside."""
        return self.texts[row][column] if column is not None and column < self.width else ""
