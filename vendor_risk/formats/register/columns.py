"""What a column and a table of the register's workbook are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import TypeAlias

from vendor_risk.domain.questionnaires import Text


class SaidUnknown(Enum):
    """What a cell says that says "unknown": other than a blank one, it takes a known fact back."""

    UNKNOWN = "unknown"


UNKNOWN = SaidUnknown.UNKNOWN
RegisterValue: TypeAlias = str | int | float | bool | date | SaidUnknown | None
"""What a cell of the register holds once it is read, by the kind of its column. None is a blank one."""
RegisterRow: TypeAlias = Mapping[str, RegisterValue]
"""A row by the keys of its table's columns; a key that is absent says nothing about its column."""


class RegisterCellKind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NOTE = "note"  # a text of several lines
    INTEGER = "integer"
    SHARE = "share"  # 0–1, or with a percent sign
    DATE = "date"
    FLAG = "flag"  # yes or no
    CHOICE = "choice"
    COUNTRY = "country"
    EMAIL = "email"
    WEB = "web"
    CORPORATE_NUMBER = "corporate_number"
    LEI = "lei"


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """One column. `shown` False: recognised in files that people bring, but not in our own. `open`: a fact of which a
    cell may also say that it is unknown.
    """

    key: str
    title: Text
    help: Text
    kind: RegisterCellKind = RegisterCellKind.TEXT
    required: bool = False
    vocabulary: str = ""
    limit: int = 300
    shown: bool = True
    open: bool = False

    @property
    def width(self) -> int:
        """Characters the column is wide in our files."""
        return {
            RegisterCellKind.FLAG: 12,
            RegisterCellKind.INTEGER: 13,
            RegisterCellKind.SHARE: 12,
            RegisterCellKind.DATE: 13,
            RegisterCellKind.NOTE: 40,
        }.get(self.kind, 22)


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """One sheet, or one CSV file."""

    key: str
    title: Text
    help: Text
    columns: tuple[RegisterColumn, ...]

    @property
    def shown(self) -> tuple[RegisterColumn, ...]:
        """The columns of our own files."""
        return tuple(column for column in self.columns if column.shown)

    def column(self, key: str) -> RegisterColumn:
        """The column with that key; KeyError when there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)
