"""What a table is once it is read: its columns, its rows as items, and the rows that are none."""

from __future__ import annotations

from dataclasses import dataclass, field

from vendor_risk.reading.layout.columns import Roles, SheetColumn
from vendor_risk.reading.layout.grid import SheetGrid
from vendor_risk.reading.layout.headers import Header


@dataclass(slots=True)
class SheetQuestion:
    """One question as it stands on a sheet. Rows and columns from 0."""

    row: int
    column: int  # of the answer, or of the question where there is none
    id: str
    section: str
    question: str
    answer: str = ""
    comment: str = ""
    options: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    scores: tuple[str, ...] = ()  # where a row carries several
    own_id: bool = True
    calculated: bool = False  # the answer is a formula's result
    error: str = ""
    struck: bool = False  # something in the place of the answer is struck through and does not count
    place: int | None = None  # the row the answer stands in, where that is another one

    @property
    def answer_row(self) -> int:
        """The row of the answer's cell."""
        return self.row if self.place is None else self.place


@dataclass
class QuestionTable:
    """Columns that belong together over a run of rows."""

    grid: SheetGrid
    headers: list[Header]
    first: int
    last: int
    roles: Roles
    columns: list[SheetColumn]
    items: list[SheetQuestion] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)

    @property
    def header(self) -> Header | None:
        """The first header, None for a table without one."""
        return self.headers[0] if self.headers else None

    @property
    def answered(self) -> int:
        """How many answers are in it that a person typed."""
        return sum(1 for item in self.items if item.answer and not item.calculated)

    @property
    def answerable(self) -> bool:
        """Whether there is a place for answers."""
        return "answer" in self.roles.columns or self.roles.answers is not None
