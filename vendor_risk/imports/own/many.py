"""Many own workbooks at once: a folder that came by mail, the demo, the benchmark.

Files are read ahead in the limited reading processes while the one before is stored. Each file is a transaction of its
own: killed in the middle, every file is imported whole or not at all, and running again does the rest. Memory does not
grow with the number of files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flask_babel import gettext as _

from vendor_risk.assessments.answers.actions import lock
from vendor_risk.assessments.models import Assessment
from vendor_risk.database import db
from vendor_risk.errors import Refused
from vendor_risk.files import file_store
from vendor_risk.formats.own.workbook import Identity, NotOwnError, read_identity
from vendor_risk.imports import batches, queries
from vendor_risk.imports.models import ImportStatus
from vendor_risk.imports.own import actions
from vendor_risk.imports.own.compare import compare
from vendor_risk.imports.own.diff import RowChange
from vendor_risk.imports.own.words import not_own
from vendor_risk.imports.read_ahead import ahead
from vendor_risk.imports.reports import OwnReport
from vendor_risk.permissions import Scope
from vendor_risk.workbook import Workbook, WorkbookRefused, read_workbook

IMPORTED, UNCHANGED, REFUSED = "imported", "unchanged", "refused"


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: imported, unchanged (nothing new in it, or imported before) or refused (`message`)."""

    file: str
    status: str
    message: str = ""
    assessment_id: int | None = None
    counts: dict[str, int] = field(default_factory=dict)


def import_own(
    files: Iterable[Path], *, at: datetime, actor: str, prefer: str = actions.WEB, scope: Scope | None = None
) -> Iterator[FileResult]:
    """Import own workbooks, committing each; gives each file's result as it is done.

    Answers in conflict follow `prefer` ("web" or "workbook"). With a `scope`, only assessments of its companies are
    touched; without one (the command line) all are. Run it inside `database.writing()`.
    """
    for file, reading in ahead(files, _read):
        yield _one(file, reading, at=at, actor=actor, prefer=prefer, scope=scope)


def _read(file: Path) -> tuple[bytes, Workbook]:
    data = file.read_bytes() if file.is_file() else b""
    return data, read_workbook(data, file.name)


def _one(
    file: Path,
    reading: Future[tuple[bytes, Workbook]],
    *,
    at: datetime,
    actor: str,
    prefer: str,
    scope: Scope | None,
) -> FileResult:
    try:
        data, workbook = reading.result()
        found = bring(file.name, data, workbook, at=at, actor=actor, prefer=prefer, scope=scope)
        db.session.commit()
    except WorkbookRefused as refusal:
        return FileResult(str(file), REFUSED, refusal.message(_))
    except Refused as refusal:
        db.session.rollback()
        return FileResult(str(file), REFUSED, refusal.message)
    return found


def bring(
    name: str, data: bytes, workbook: Workbook, *, at: datetime, actor: str, prefer: str, scope: Scope | None
) -> FileResult:
    """Import one own workbook that was read. Never commits; Refused when it is none of ours or cannot be taken."""
    assessment, found = _assessment(workbook, scope)
    lock(assessment)
    known = queries.own_batch(assessment.id, workbook.sha256)
    if known is not None and known.status == ImportStatus.APPLIED and actions.all_taken(known):
        return FileResult(name, UNCHANGED, _("This file has already been imported (0 changes)."), assessment.id)
    diff = compare(assessment, workbook, found)
    batch = actions.new_batch(assessment, workbook, len(data), at=at, actor=actor)
    file_store().store(data)
    decisions = {row.question_id: prefer for row in diff.of(RowChange.CONFLICT)}
    actions.take_over(assessment, batch, diff, decisions, at=at, actor=actor)
    report = batches.report_of(batch, OwnReport)
    status = IMPORTED if report.imported else UNCHANGED
    return FileResult(name, status, "", assessment.id, report.counts)


def _assessment(workbook: Workbook, scope: Scope | None) -> tuple[Assessment, tuple[Identity, str]]:
    try:
        found = read_identity(workbook)
    except NotOwnError as error:
        raise Refused(not_own(error.code, workbook.name)) from None
    assessment = queries.assessment_with_texts(found[0].assessment_id, scope)
    if assessment is None:
        raise Refused(
            _("The questionnaire for “%(file)s” is not in this system. Check whether the file was "
                    "issued by another installation.",
              file=workbook.name)
        )  # fmt: skip
    return assessment, found
