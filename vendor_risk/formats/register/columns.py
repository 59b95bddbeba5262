"""What a column and a table of the register's workbook are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vendor_risk.domain.questionnaires import Text


class Kind(StrEnum):
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
class Column:
    """One column. `shown` False: recognised in files that people bring, but not in our own."""

    key: str
    title: Text
    help: Text
    kind: Kind = Kind.TEXT
    required: bool = False
    vocabulary: str = ""
    limit: int = 300
    shown: bool = True

    @property
    def width(self) -> int:
        """Characters the column is wide in our files."""
        return {Kind.FLAG: 12, Kind.INTEGER: 13, Kind.SHARE: 12, Kind.DATE: 13, Kind.NOTE: 40}.get(self.kind, 22)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, or one CSV file."""

    key: str
    title: Text
    help: Text
    columns: tuple[Column, ...]

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns of our own files."""
        return tuple(column for column in self.columns if column.shown)

    def column(self, key: str) -> Column:
        """The column with that key; KeyError when there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)
