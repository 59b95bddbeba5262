"""Questions about foreign workbooks: was this file here before, what did the last edition say, which version fits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case, select

from vendor_risk.assessments.answers.values import AnswerContent, content_of
from vendor_risk.assessments.models import Assessment, StoredAnswer
from vendor_risk.assessments.states import DONE
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import Question, Questionnaire
from vendor_risk.imports.models import ImportBatch, ImportKind, ImportStatus
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.models import Origin, QuestionnaireVersion
from vendor_risk.questionnaires.queries import domain_questionnaire, visible_versions
from vendor_risk.web.paging import PAGE_SIZE, Page, clamp


class ForeignBatch(NamedTuple):
    """A foreign workbook on the page that lists them, with whose answers it holds."""

    id: int
    file_name: str
    status: ImportStatus
    created_at: datetime
    assessment_id: int | None
    name: str
    name_en: str | None
    name_ja: str | None


def same_file(sha256: str, organization_id: int, issuer_id: int) -> ImportBatch | None:
    """The batch this content already has for that organization and company, imported first; None for a new file."""
    b = ImportBatch
    return db.session.scalar(
        select(b)
        .where(
            b.sha256 == sha256,
            b.kind == ImportKind.FOREIGN_WORKBOOK,
            b.organization_id == organization_id,
            b.company_id == issuer_id,
            b.status.in_((ImportStatus.APPLIED, ImportStatus.PREVIEWED)),
        )
        .order_by(case((b.status == ImportStatus.APPLIED, 0), else_=1), b.id.desc())
        .limit(1)
    )


def last_assessment(key: str, organization_id: int | None, issuer_id: int | None) -> Assessment | None:
    """The newest finished assessment of this questionnaire (any version) for that organization and company."""
    return db.session.scalar(
        select(Assessment)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == Assessment.questionnaire_version_id)
        .where(
            QuestionnaireVersion.key == key,
            Assessment.organization_id == organization_id,
            Assessment.issuer_id == issuer_id,
            Assessment.status.in_(tuple(DONE)),
        )
        .order_by(Assessment.id.desc())
        .limit(1)
    )


def last_edition(
    key: str, organization_id: int | None, issuer_id: int | None
) -> dict[str, tuple[Question, Questionnaire, AnswerContent]]:
    """The answers of the last edition by question id, each with its question; empty when there was none."""
    assessment = last_assessment(key, organization_id, issuer_id)
    if assessment is None:
        return {}
    questionnaire = domain_questionnaire(assessment.questionnaire_version_id)
    rows = db.session.scalars(select(StoredAnswer).where(StoredAnswer.assessment_id == assessment.id))
    answers = {row.question_id: content_of(row) for row in rows}
    return {
        question_id: (questionnaire.by_id[question_id], questionnaire, answers.get(question_id, AnswerContent()))
        for question_id in assessment.question_ids
    }


def edition_before(assessment: Assessment) -> Assessment | None:
    """The organization's finished assessment of the same form before this one (which came through a scope)."""
    return db.session.scalar(
        select(Assessment)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == Assessment.questionnaire_version_id)
        .where(
            QuestionnaireVersion.key == assessment.questionnaire_version.key,
            Assessment.organization_id == assessment.organization_id,
            Assessment.issuer_id == assessment.issuer_id,
            Assessment.status.in_(sorted(DONE)),
            Assessment.id < assessment.id,
        )
        .order_by(Assessment.id.desc())
        .limit(1)
    )


def versions_of_family(scope: Scope, key: str, number: int) -> Sequence[QuestionnaireVersion]:
    """The newest questionnaires made of workbooks that are of a family and may be seen."""
    v = QuestionnaireVersion
    return db.session.scalars(
        select(v)
        .where(v.origin == Origin.WORKBOOK, v.key.startswith(key, autoescape=True), visible_versions(scope))
        .order_by(v.id.desc())
        .limit(number)
    ).all()


def versions_of(key: str, number: str) -> Sequence[QuestionnaireVersion]:
    """The stored versions with that number whose key is `key` or `key` with a company's suffix."""
    v = QuestionnaireVersion
    return db.session.scalars(
        select(v).where(v.version == number, v.key.startswith(key, autoescape=True)).order_by(v.id)
    ).all()


def batches(scope: Scope, number: int = 1) -> Page[ForeignBatch]:
    """A page of foreign workbooks imported or waiting for companies of the scope, newest first."""
    b, o = ImportBatch, Organization
    conditions = (
        b.kind == ImportKind.FOREIGN_WORKBOOK,
        b.company_id.in_(sorted(scope.companies)),
        b.status != ImportStatus.DISCARDED,
    )
    total = db.session.query(b.id).where(*conditions).count()
    page = clamp(number, total)
    rows = db.session.execute(
        select(b.id, b.file_name, b.status, b.created_at, b.assessment_id, o.name, o.name_en, o.name_ja)
        .join(o, o.id == b.organization_id)
        .where(*conditions)
        .order_by(b.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    return Page([ForeignBatch(*row) for row in rows], page, total)
