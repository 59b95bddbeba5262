"""What layouts are made of: sheets, drop-downs, questions in English, and what is expected of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from vendor_risk.workbook.model import Box, Validation, Workbook, WorkbookSheet

TOPICS = (
    "an inventory of devices kept", "access to customer data reviewed every year", "backups tested by restoring them",
    "new employees trained in security", "suppliers assessed before a contract", "incidents reported within a day",
    "security updates installed within a month", "data encrypted when it is stored", "logs kept for a year",
    "passwords stored only as hashes", "visitors accompanied in the building", "changes approved before release",
)  # fmt: skip


def asks(number: int) -> str:
    """A question in English; every number gives another."""
    return f"Is {TOPICS[number % len(TOPICS)]} (control {number})?"


@dataclass
class Expected:
    """One question as it must come out: id ("" when any will do), answer, comment, value."""

    row: int
    id: str
    answer: str
    comment: str = ""
    value: str = ""
    section: str = ""


@dataclass
class Layout:
    """A workbook and what it says."""

    name: str
    sheets: list[WorkbookSheet]
    expected: dict[str, list[Expected]] = field(default_factory=dict)
    family: str = ""  # what it is to be recognised as, with its version

    @property
    def workbook(self) -> Workbook:
        return Workbook(f"{self.name}.xlsx", "xlsx", self.sheets)


def sheet(name: str, rows: Sequence[Sequence[object]], **more: object) -> WorkbookSheet:
    """A sheet of these rows; None is an empty cell."""
    values = [["" if value is None else value for value in row] for row in rows]
    return WorkbookSheet(name, values, **more)  # type: ignore[arg-type]


def drop_down(box: Box, *options: str) -> Validation:
    return Validation((box,), options)
