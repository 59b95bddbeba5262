"""A form under construction: rows that are questions, with what is to be found in them, and rows that are none."""

from __future__ import annotations

from collections.abc import Sequence

from tests.reading.layouts.parts import TOPICS, Expected, Layout
from vendor_risk.workbook.model import Box, Validation, WorkbookSheet


def topic(number: int) -> str:
    """What a question is about; a number makes each another one."""
    return f"{TOPICS[number % len(TOPICS)]} (rule {number})"


class Form:
    """One sheet, row by row."""

    def __init__(self, name: str, *rows: Sequence[object]) -> None:
        self.name = name
        self.rows: list[list[object]] = [list(row) for row in rows]
        self.expected: list[Expected] = []
        self.merged: list[Box] = []
        self.lists: list[Validation] = []
        self.formulas: list[tuple[int, int]] = []
        self.errors: dict[tuple[int, int], str] = {}
        self.hidden_columns: list[int] = []
        self.hidden = False
        self.knows_formulas = True

    @property
    def row(self) -> int:
        """The number of the last row."""
        return len(self.rows)

    def say(self, *cells: object) -> None:
        """A row that is no question."""
        self.rows.append(list(cells))

    def ask(
        self, *cells: object, key: str, answer: object = "", comment: str = "", value: str = "", section: str = ""
    ) -> None:
        """A row that is a question, and what is to be found in it."""
        self.rows.append(list(cells))
        self.expected.append(Expected(len(self.rows), key, str(answer or ""), comment, value, section))

    def offer(self, column: int, *options: str, rows: tuple[int, int] | None = None) -> None:
        """A drop-down in a column of the last row (or of some rows)."""
        first, last = rows or (self.row, self.row)
        self.lists.append(Validation(((first, column, last, column),), options))

    def sheet(self) -> WorkbookSheet:
        """The finished sheet."""
        return WorkbookSheet(
            self.name,
            [["" if cell is None else cell for cell in row] for row in self.rows],  # type: ignore[misc]
            hidden=self.hidden,
            merged=tuple(self.merged),
            validations=tuple(self.lists),
            formulas=frozenset(self.formulas),
            errors=self.errors,
            hidden_columns=frozenset(self.hidden_columns),
            knows_formulas=self.knows_formulas,
        )


def layout(name: str, *parts: Form | WorkbookSheet, family: str = "") -> Layout:
    """The workbook of these sheets; those with questions say what is to be found."""
    sheets = [part.sheet() if isinstance(part, Form) else part for part in parts]
    expected = {part.name: part.expected for part in parts if isinstance(part, Form) and part.expected}
    return Layout(name, sheets, expected, family)
