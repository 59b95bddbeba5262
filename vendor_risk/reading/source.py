"""What the reader needs of a workbook: plain rows. Any object of this shape will do (`vendor_risk.workbook` gives one)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

Box = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 1."""


class ListOfAnswers(Protocol):
    """A drop-down list and the cells it covers."""

    @property
    def boxes(self) -> tuple[Box, ...]: ...

    @property
    def options(self) -> tuple[str, ...]: ...


class SourceSheet(Protocol):
    """One sheet as plain rows."""

    @property
    def name(self) -> str: ...

    @property
    def rows(self) -> Sequence[Sequence[str | int | float | bool]]: ...

    @property
    def hidden(self) -> bool: ...

    @property
    def merged(self) -> tuple[Box, ...]: ...

    @property
    def validations(self) -> Sequence[ListOfAnswers]: ...

    @property
    def hidden_rows(self) -> frozenset[int]: ...

    @property
    def hidden_columns(self) -> frozenset[int]: ...

    @property
    def formulas(self) -> frozenset[tuple[int, int]]: ...

    @property
    def errors(self) -> Mapping[tuple[int, int], str]: ...

    @property
    def knows_formulas(self) -> bool: ...


class SourceWorkbook(Protocol):
    """A file as plain rows."""

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def sheets(self) -> Sequence[SourceSheet]: ...

    @property
    def notes(self) -> tuple[str, ...]: ...
