"""Our own workbook, from the stored answers out and from an uploaded file back in.

An upload is read, checked and kept as a previewed `ImportBatch`; nothing of it is stored as an answer. The preview is
recomputed from the kept file each time it is looked at, so it always compares with the answers of that moment.
`apply` takes over, in one transaction, what the preview showed and a person decided. The verbs are those of every kind
of import (`take_in`, `apply`, `discard`); there is no `correct`: its place is taken by the decisions given to `apply`.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _

from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.answers.actions import AnswerConflict, company_of, lock
from vendor_risk.assessments.answers.bulk_actions import AnswerInput, save_many
from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.assessments.models import AnswerSource, Assessment
from vendor_risk.database import db
from vendor_risk.errors import Conflict, Refused
from vendor_risk.files import file_store
from vendor_risk.formats.own.workbook import Cover, Identity, make
from vendor_risk.imports import batches, queries
from vendor_risk.imports.batches import discard
from vendor_risk.imports.models import ImportBatch, ImportKind, ImportStatus
from vendor_risk.imports.own.compare import compare, own_answer
from vendor_risk.imports.own.diff import TAKEN, Diff, DiffRow, RowChange
from vendor_risk.imports.reports import OwnReport, OwnReportRow
from vendor_risk.workbook import Workbook

MAX_UPLOADS = 100
MAX_UPLOADED = 100 * 1024 * 1024
"""How many own workbooks, and how many bytes of them, are kept for one assessment: a bound for a hostile respondent."""
WEB, WORKBOOK = "web", "workbook"
"""What a person decides about a conflict."""
__all__ = ["discard"]  # the same for every kind of batch


def file_name(assessment: Assessment, lang: str) -> str:
    """The name the workbook is offered under."""
    return f"{assessment.questionnaire_version.key}-{assessment.id}-{lang}.xlsx"


def workbook_for(assessment: Assessment, lang: str) -> bytes:
    """The workbook (xlsx) of an assessment with its present answers; questions not open for change are locked."""
    stored = assessment_queries.answers(assessment.id)
    open_questions = assessment_queries.open_question_ids(assessment, stored)
    answers = {question_id: own_answer(row) for question_id, row in stored.items()}
    identity = Identity(
        assessment.id,
        assessment.questionnaire_version.key,
        assessment.questionnaire_version.version,
        lang,
        secrets.token_hex(8),
        {q: answers[q].version if q in answers else 0 for q in assessment.question_ids},
    )
    cover = Cover(assessment.issuer.display_name(lang), assessment.organization.display_name(lang), assessment.due_on)
    closed = frozenset(assessment.question_ids) - open_questions
    asked = set(assessment.question_ids)
    kept = {question_id: answer for question_id, answer in answers.items() if question_id in asked}
    return make(assessment_queries.asked(assessment), kept, identity, assessment.workbook_key, cover, closed=closed)


def take_in(
    assessment: Assessment, data: bytes, name: str, *, at: datetime, actor: str, workbook: Workbook | None = None
) -> ImportBatch:
    """Keep an uploaded workbook as a batch to look through; no answer changes. `workbook` is the file, already read.

    The same content again gives the batch it already has, unless something in it was left out before. Refused, with a
    sentence, when the file is not this assessment's own workbook or its answers are closed.
    """
    workbook = workbook or batches.open_workbook(data, name)
    diff = compare(assessment, workbook)
    known = queries.own_batch(assessment.id, workbook.sha256)
    if known is not None and (known.status == ImportStatus.PREVIEWED or all_taken(known)):
        return known
    number, size = queries.uploads_of(assessment.id)
    if number >= MAX_UPLOADS or size + len(data) > MAX_UPLOADED:
        raise Refused(
            _(
                "The upload limit for this questionnaire has been reached. Answer on the web, or "
                "contact the company that sent it."
            ),
            status=429,
        )
    batch = new_batch(assessment, workbook, len(data), at=at, actor=actor)
    batches.keep_report(batch, OwnReport(diff.sheet, counts := _counts(diff)))
    batch.sha256 = file_store().store(data)
    db.session.add(batch)
    db.session.flush()
    batches.note("imports.upload", batch, at=at, actor=actor, counts=counts)
    return batch


def all_taken(batch: ImportBatch) -> bool:
    """Whether everything in the file was taken over, so that bringing it again can change nothing."""
    counts = batches.report_of(batch, OwnReport).counts
    return not counts[RowChange.REFUSED] and not counts[RowChange.CONFLICT]


def new_batch(assessment: Assessment, workbook: Workbook, size: int, *, at: datetime, actor: str) -> ImportBatch:
    """A batch of this workbook for that assessment, previewed and not applied, nor added to the session: bulk imports
    store it once, as it ends.
    """
    batch = batches.new_batch(
        ImportKind.OWN_WORKBOOK, workbook.name, sha256=workbook.sha256, size=size, company_id=company_of(assessment),
        at=at, actor=actor,
    )  # fmt: skip
    batch.organization_id, batch.assessment_id = assessment.organization_id, assessment.id
    return batch


def _counts(diff: Diff) -> dict[str, int]:
    counts = diff.counts
    return {change.value: counts[change] for change in RowChange}


def preview(batch: ImportBatch, workbook: Workbook | None = None) -> Diff:
    """What applying the batch would change now. Refused when its assessment does not take answers any more."""
    return compare(_assessment(batch), workbook or batches.reopen(batch.sha256, batch.file_name))


def conflicts(batch: ImportBatch, workbook: Workbook) -> list[str]:
    """The questions a person has to decide before the batch can be applied. Refused as `preview` is."""
    return [row.question_id for row in preview(batch, workbook).of(RowChange.CONFLICT)]


def _assessment(batch: ImportBatch) -> Assessment:
    assessment = db.session.get(Assessment, batch.assessment_id) if batch.assessment_id else None
    if assessment is None:
        raise Refused(_("The questionnaire for this Excel file no longer exists."), status=410)
    return assessment


def apply(
    batch: ImportBatch, decisions: Mapping[str, str], *, at: datetime, actor: str, workbook: Workbook | None = None
) -> ImportBatch:
    """Take over what the workbook adds and changes, and the conflicts decided for it; all or nothing.

    `decisions` says "web" or "workbook" for each question in conflict; Conflict (409) when one is missing, also because
    somebody answered since the preview, and Refused for a batch that was applied or discarded.
    """
    workbook = workbook or batches.reopen(batch.sha256, batch.file_name)
    assessment = _assessment(batch)
    lock(assessment)
    batches.require_open(batch, _("This file has already been imported (0 changes)."))
    diff = compare(assessment, workbook)
    undecided = [row for row in diff.of(RowChange.CONFLICT) if decisions.get(row.question_id) not in {WEB, WORKBOOK}]
    if undecided:
        raise Conflict(
            _(
                "Some questions have different answers in the Excel file and on the web. For each one, "
                "select the answer to use."
            )
        )
    take_over(assessment, batch, diff, decisions, at=at, actor=actor)
    return batch


def take_over(
    assessment: Assessment, batch: ImportBatch, diff: Diff, decisions: Mapping[str, str], *, at: datetime, actor: str
) -> None:
    """Save what the workbook adds and changes, and the conflicts decided for it, and note it in the batch."""
    taken = {row.question_id: row for row in diff.rows if row.change in TAKEN or _decided(row, decisions)}
    inputs = [
        AnswerInput(
            row.question_id,
            AnswerContent(row.workbook.state, row.workbook.value, row.workbook.comment, row.workbook.na_reason),
            row.web.version,
            batches.source_ref(batch.file_name, diff.sheet, row.cell),
        )
        for row in taken.values()
    ]
    try:
        saved = save_many(assessment, inputs, source=AnswerSource.WORKBOOK, actor=actor, at=at)
    except AnswerConflict as conflict:
        raise Conflict(conflict.message) from conflict
    batch.status, batch.applied_at = ImportStatus.APPLIED, at
    rows = tuple(
        OwnReportRow(
            row.question_id,
            row.cell,
            row.change.value,
            row.problem,
            WORKBOOK if taken.get(row.question_id) is row else WEB,
        )
        for row in diff.rows
        if row.change is not RowChange.UNCHANGED
    )
    report = OwnReport(diff.sheet, _counts(diff), saved.added + saved.changed, rows)
    batches.keep_report(batch, report)
    db.session.add(batch)
    db.session.flush()
    batches.note("imports.apply", batch, at=at, actor=actor, counts=report.counts, imported=report.imported)


def _decided(row: DiffRow, decisions: Mapping[str, str]) -> bool:
    return row.change is RowChange.CONFLICT and decisions.get(row.question_id) == WORKBOOK
