"""What a batch reports of the file it brought, by kind of import. `batches.report_of` and `batches.keep_report` pass
them between their columns (JSON) and these; a register's report stands beside its plan (`register.plan`).
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct, field


class BatchReport(Struct, frozen=True):
    """What a batch of any kind reports; the tag of each is its `ImportKind`."""


class QuestionnaireReport(BatchReport, frozen=True, tag="questionnaire"):
    """The draft that was made of a file of questions."""

    version: int


class OwnReportRow(NamedTuple):
    """A question whose answer is not simply the same, and whose answer stands now: "web" or "workbook"."""

    question_id: str
    cell: str
    change: str
    problem: str
    stands: str


class OwnReport(BatchReport, frozen=True, tag="own_workbook"):
    """What an own workbook would change, by kind of change; once it is applied, how many answers and every row, how
    many lines of evidence, and what of further sheets was refused.
    """

    sheet: str
    counts: dict[str, int]
    imported: int = 0
    rows: tuple[OwnReportRow, ...] = ()
    evidence: int = 0
    faults: tuple[str, ...] = ()


class LeftOut(NamedTuple):
    """A row of a foreign workbook that was not imported, and why."""

    sheet: str
    cell: str
    outcome: str
    reason: str


class ForeignReport(BatchReport, frozen=True, tag="foreign_workbook"):
    """The layout of a foreign workbook and the profile it was met with; once it is applied, what became of its rows."""

    layout: str
    profile: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    others: dict[str, int] = field(default_factory=dict)
