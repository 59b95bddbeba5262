"""Our own workbook, from the stored answers out and from an uploaded file back in.

An upload is read, checked and kept as a previewed `ImportBatch`; nothing of it is stored as an answer. The preview is
recomputed from the kept file each time it is looked at, so it always compares with the answers of that moment.
`apply` takes over, in one transaction, what the preview showed and a person decided. The verbs are those of every kind
of import (`take_in`, `apply`, `discard`); there is no `correct`: its place is taken by the decisions given to `apply`.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _

from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.answers.actions import AnswerConflict, company_of, lock
from vendor_risk.assessments.answers.bulk_actions import AnswerInput, save_many
from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.assessments.evidence.actions import add_reference
from vendor_risk.assessments.models import AnswerSource, Assessment
from vendor_risk.database import db
from vendor_risk.errors import Conflict, Refused
from vendor_risk.files import file_store
from vendor_risk.formats.own.workbook import Cover, Identity, make
from vendor_risk.imports import batches, queries
from vendor_risk.imports.batches import discard
from vendor_risk.imports.models import ImportBatch, ImportKind, ImportStatus
from vendor_risk.imports.own import sheets
from vendor_risk.imports.own.compare import compare, evidence_lines, own_answer
from vendor_risk.imports.own.diff import DECIDED, WEB, WORKBOOK, Diff, DiffRow, RowChange
from vendor_risk.imports.reports import OwnReport, OwnReportRow
from vendor_risk.workbook import Workbook
from vendor_risk.workbook.text import clean

MAX_UPLOADS = 100
MAX_UPLOADED = 100 * 1024 * 1024
"""How many own workbooks, and how many bytes of them, are kept for one assessment: a bound for a hostile respondent."""
__all__ = ["discard"]  # the same for every kind of batch


def file_name(assessment: Assessment, lang: str) -> str:
    """The name the workbook is offered under: who asks whom, and until when."""
    asked_by, respondent = (
        _name_part(party.display_name(lang)) for party in (assessment.issuer, assessment.organization)
    )
    due = assessment.due_on.isoformat() if assessment.due_on else ""
    if lang == "ja":
        return "_".join(filter(None, (asked_by, respondent, "セキュリティ質問票", due and f"回答期限{due}"))) + ".xlsx"
    return " - ".join(filter(None, (asked_by, respondent, "security questionnaire", due and f"due {due}"))) + ".xlsx"


def _name_part(name: str) -> str:
    """A name as part of a file's name on any system: without the characters that one of them forbids."""
    plain = _UNSAFE.sub(" ", clean(name))
    return " ".join(plain.split()).strip(". ")[:60].strip() or "–"


_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]')


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
    evidence = {question: lines for question, lines in evidence_lines(assessment).items() if question in asked}
    questionnaire = assessment_queries.asked(assessment)
    return make(questionnaire, kept, identity, assessment.workbook_key, cover, closed=closed, evidence=evidence)


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
            _("The upload limit for this questionnaire has been reached. Answers can still be entered on the web."),
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
    return not any(counts.get(change) for change in (RowChange.REFUSED, *DECIDED))


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


def to_decide(batch: ImportBatch, workbook: Workbook) -> list[DiffRow]:
    """The rows a person has to decide before the batch can be applied. Refused as `preview` is."""
    return preview(batch, workbook).of(*DECIDED)


def _assessment(batch: ImportBatch) -> Assessment:
    assessment = db.session.get(Assessment, batch.assessment_id) if batch.assessment_id else None
    if assessment is None:
        raise Refused(_("The questionnaire for this Excel file no longer exists."), status=410)
    return assessment


def apply(
    batch: ImportBatch, decisions: Mapping[str, str], *, at: datetime, actor: str, workbook: Workbook | None = None
) -> ImportBatch:
    """Take over what the workbook adds and changes, and what was decided for it; all or nothing.

    `decisions` says for each row that waits for one which of its `decisions` it is; Conflict (409) when one is missing,
    also because somebody answered since the preview, and Refused for a batch that was applied or discarded.
    """
    workbook = workbook or batches.reopen(batch.sha256, batch.file_name)
    assessment = _assessment(batch)
    lock(assessment)
    batches.require_open(batch, _("This file has already been imported (0 changes)."))
    diff = compare(assessment, workbook)
    if any(decisions.get(row.question_id) not in row.decisions for row in diff.of(*DECIDED)):
        raise Conflict(_("Some answers need your decision. For each of these questions, select the answer to use."))
    take_over(assessment, batch, workbook, diff, decisions, at=at, actor=actor)
    return batch


def take_over(
    assessment: Assessment,
    batch: ImportBatch,
    workbook: Workbook,
    diff: Diff,
    decisions: Mapping[str, str],
    *,
    at: datetime,
    actor: str,
) -> None:
    """Save what the workbook adds and changes, and what was decided for it, and note it in the batch.

    What waits for a decision that was not given stays as it is on the web. What another sheet says is taken over too;
    a refusal of that is noted, and leaves the answers taken.
    """
    taken = dict[str, DiffRow]()
    inputs = []
    for row in diff.rows:
        answer = row.answer_by(decisions.get(row.question_id, WEB))
        if answer is None:
            continue
        taken[row.question_id] = row
        content = AnswerContent(answer.state, answer.value, answer.comment, answer.na_reason)
        place = batches.source_ref(batch.file_name, diff.sheet, row.cell)
        inputs.append(AnswerInput(row.question_id, content, row.web.version, place))
    try:
        saved = save_many(assessment, inputs, source=AnswerSource.WORKBOOK, actor=actor, at=at)
    except AnswerConflict as conflict:
        raise Conflict(conflict.message) from conflict
    for found in diff.new_evidence:
        for line in found.lines:
            add_reference(assessment, found.question_id, line, actor=actor, at=at)
    faults = _further(assessment, workbook, at=at, actor=actor)
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
    evidence = sum(len(found.lines) for found in diff.new_evidence)
    report = OwnReport(diff.sheet, _counts(diff), saved.added + saved.changed, rows, evidence, faults)
    batches.keep_report(batch, report)
    db.session.add(batch)
    db.session.flush()
    batches.note("imports.apply", batch, at=at, actor=actor, counts=report.counts, imported=report.imported)


def _further(assessment: Assessment, workbook: Workbook, *, at: datetime, actor: str) -> tuple[str, ...]:
    """Take over what further sheets say; gives the sentences of what was refused."""
    faults = []
    for sheet in sheets.further_sheets():
        try:
            with db.session.begin_nested():
                sheet.take_over(assessment, workbook, at=at, actor=actor)
        except Refused as refused:
            faults.append(refused.message)
    return tuple(faults)
