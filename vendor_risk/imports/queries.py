"""Questions about import batches and remembered import profiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import joinedload, undefer

from vendor_risk.assessments.models import AnswerRevision, Assessment
from vendor_risk.database import db
from vendor_risk.imports.models import COMMAND_LINE, ImportBatch, ImportKind, ImportStatus
from vendor_risk.permissions import Scope


def own_batch(assessment_id: int, sha256: str) -> ImportBatch | None:
    """The batch this content already has for that assessment (loaded through a scope or an invitation), applied first.

    None when it was never uploaded, or given up each time.
    """
    applied_first = case((ImportBatch.status == ImportStatus.APPLIED, 0), else_=1)
    return db.session.scalar(
        select(ImportBatch)
        .where(
            ImportBatch.assessment_id == assessment_id,
            ImportBatch.sha256 == sha256,
            ImportBatch.kind == ImportKind.OWN_WORKBOOK,
            ImportBatch.status.in_((ImportStatus.APPLIED, ImportStatus.PREVIEWED)),
        )
        .order_by(applied_first, ImportBatch.id.desc())
        .limit(1)
    )


def batch_of(assessment_id: int, batch_id: int) -> ImportBatch | None:
    """An own workbook's batch, of an assessment that was loaded through a scope or an invitation."""
    return db.session.scalar(
        select(ImportBatch).where(
            ImportBatch.id == batch_id,
            ImportBatch.assessment_id == assessment_id,
            ImportBatch.kind == ImportKind.OWN_WORKBOOK,
        )
    )


def uploads_of(assessment_id: int) -> tuple[int, int]:
    """How many own workbooks are kept for an assessment, and how many bytes they have together."""
    number, size = db.session.execute(
        select(func.count(), func.coalesce(func.sum(ImportBatch.size), 0)).where(
            ImportBatch.assessment_id == assessment_id
        )
    ).one()
    return number, size


class EarlierAnswer(NamedTuple):
    """An answer as it was in one of its versions; `content` as JSON keeps it."""

    question_id: str
    version: int
    content: Mapping[str, object]


def revisions_where(assessment_id: int, condition: ColumnElement[bool]) -> list[EarlierAnswer]:
    """Earlier answers of an assessment that fit a condition."""
    r = AnswerRevision
    rows = db.session.execute(
        select(r.question_id, r.version, r.content).where(r.assessment_id == assessment_id, condition)
    )
    return [EarlierAnswer(*row) for row in rows]


def batch(scope: Scope, batch_id: int, kind: ImportKind) -> ImportBatch | None:
    """The batch with that id and kind, when it was imported for a company of the scope."""
    return db.session.scalar(
        select(ImportBatch).where(
            ImportBatch.id == batch_id,
            ImportBatch.kind == kind,
            ImportBatch.company_id.in_(sorted(scope.companies)),
        )
    )


def assessment_with_texts(assessment_id: int, scope: Scope | None) -> Assessment | None:
    """The assessment with that id and what it is about, in one query; None when no company of the scope issued it.
    Answers are brought in for it: one that a company above issued may be read, which is not enough.

    Without a scope (the command line, which has the whole database in its hands) every assessment is found.
    """
    query = (
        select(Assessment)
        .options(joinedload(Assessment.organization), joinedload(Assessment.questionnaire_version))
        .where(Assessment.id == assessment_id)
    )
    return db.session.scalar(query if scope is None else query.where(Assessment.issuer_id.in_(sorted(scope.companies))))


def own_register_batch(scope: Scope, batch_id: int, created_by: str) -> ImportBatch | None:
    """A register import of this person, or of the command line for a company of theirs. Its preview shows what lies in
    their scope, so nobody else opens it."""
    found = batch(scope, batch_id, ImportKind.REGISTER)
    return found if found is not None and found.created_by in (created_by, COMMAND_LINE) else None


def recent_register_batches(scope: Scope, created_by: str, number: int = 10) -> Sequence[ImportBatch]:
    """The last register imports of this person, newest first."""
    return db.session.scalars(
        select(ImportBatch)
        .options(undefer(ImportBatch.report))
        .where(
            ImportBatch.kind == ImportKind.REGISTER,
            ImportBatch.created_by.in_((created_by, COMMAND_LINE)),
            ImportBatch.company_id.in_(sorted(scope.companies)),
        )
        .order_by(ImportBatch.id.desc())
        .limit(number)
    ).all()
