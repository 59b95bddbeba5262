"""What the reader needs of a workbook: plain rows. `vendor_risk.workbook` has an object of this shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

Box = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 1."""


class ListOfAnswers(Protocol):
    """A drop-down list and the cells it covers."""

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The areas it covers."""

    @property
    def options(self) -> tuple[str, ...]:
        """What can be chosen; empty when it cannot be known."""


class SourceSheet(Protocol):
    """One sheet as plain rows."""

    name: str
    hidden: bool
    merged: tuple[Box, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    formulas: frozenset[tuple[int, int]]
    errors: Mapping[tuple[int, int], str]
    struck: Mapping[tuple[int, int], str]
    knows_formulas: bool

    @property
    def rows(self) -> Sequence[Sequence[str | int | float | bool]]:
        """The cells; the first row is row 1, its first value column A."""

    @property
    def validations(self) -> Sequence[ListOfAnswers]:
        """The drop-down lists."""


class SourceWorkbook(Protocol):
    """A file as plain rows."""

    name: str
    kind: str
    notes: tuple[str, ...]

    @property
    def details(self) -> Mapping[str, Mapping[str, str]]:
        """What the sentences of notes name."""

    @property
    def sheets(self) -> Sequence[SourceSheet]:
        """The sheets, in their order."""
