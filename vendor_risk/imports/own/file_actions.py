"""One own workbook of many, straight into its assessment: nobody looks it through before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _

from vendor_risk.assessments.answers.actions import lock
from vendor_risk.assessments.models import Assessment
from vendor_risk.errors import Refused
from vendor_risk.files import file_store
from vendor_risk.formats.own.returned import reference_of
from vendor_risk.formats.own.workbook import Identity, NotOwnError, has_identity, read_identity
from vendor_risk.imports import batches, queries
from vendor_risk.imports.models import ImportStatus
from vendor_risk.imports.own import actions
from vendor_risk.imports.own.compare import compare
from vendor_risk.imports.own.diff import RowChange
from vendor_risk.imports.own.words import not_own
from vendor_risk.imports.reports import OwnReport
from vendor_risk.permissions import Scope
from vendor_risk.workbook import Workbook

IMPORTED, UNCHANGED, REFUSED = "imported", "unchanged", "refused"


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: imported, unchanged (nothing new in it, or imported before) or refused (`message`)."""

    file: str
    status: str
    message: str = ""
    assessment_id: int | None = None
    counts: dict[str, int] = field(default_factory=dict)


def bring(
    name: str,
    data: bytes,
    workbook: Workbook,
    *,
    at: datetime,
    actor: str,
    prefer: str,
    scope: Scope | None,
    assessment_id: int | None = None,
) -> FileResult:
    """Import one own workbook that was read. Never commits; Refused when it is none of ours or cannot be taken.

    With an `assessment_id` it is read for that assessment, also where its hidden sheets are gone. What needs a
    person's decision, other than a conflict, stays as it is on the web and is counted.
    """
    assessment, found = _assessment(workbook, scope, assessment_id)
    lock(assessment)
    known = queries.own_batch(assessment.id, workbook.sha256)
    if known is not None and known.status == ImportStatus.APPLIED and actions.all_taken(known):
        return FileResult(name, UNCHANGED, _("This file has already been imported (0 changes)."), assessment.id)
    diff = compare(assessment, workbook, found)
    batch = actions.new_batch(assessment, workbook, len(data), at=at, actor=actor)
    file_store().store(data)
    decisions = {row.question_id: prefer for row in diff.of(RowChange.CONFLICT)}
    actions.take_over(assessment, batch, workbook, diff, decisions, at=at, actor=actor)
    report = batches.report_of(batch, OwnReport)
    status = IMPORTED if report.imported else UNCHANGED
    return FileResult(name, status, "", assessment.id, report.counts)


def _assessment(
    workbook: Workbook, scope: Scope | None, assessment_id: int | None
) -> tuple[Assessment, tuple[Identity, str] | None]:
    found = None
    if assessment_id is None or has_identity(workbook):
        try:
            found = read_identity(workbook)
        except NotOwnError as error:
            reference = reference_of(workbook) if error.code == "not_own" else None
            code = error.code if reference is None else "unsigned"
            raise Refused(not_own(code, workbook.name, reference[0] if reference else 0)) from None
    wanted = assessment_id or (found[0].assessment_id if found else 0)
    assessment = queries.assessment_with_texts(wanted, scope)
    if assessment is None:
        raise Refused(
            _(
                "The questionnaire for “%(file)s” is not in this system, or you do not have permission to access it. "
                "Check whether the file was issued by another installation.",
              file=workbook.name)
        )  # fmt: skip
    return assessment, found
