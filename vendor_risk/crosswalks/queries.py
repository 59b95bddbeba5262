"""Questions about what can be carried over: from which assessments, into which, and what was decided before."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from vendor_risk.assessments.models import Assessment
from vendor_risk.assessments.queries import visible_assessments
from vendor_risk.assessments.states import DONE, RUNNING
from vendor_risk.crosswalks.models import CarriedAnswer, PairDecision
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import Question, Questionnaire
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.models import Origin, QuestionnaireStatus, QuestionnaireVersion
from vendor_risk.questionnaires.queries import visible_versions

_MOST_SOURCES = 20


def identity(question: Question) -> str:
    """By what a question of theirs is known again: its id and its text, without differences of spacing and case."""
    text = " ".join(f"{question.id}\n{question.text.en}".split()).casefold()
    return hashlib.sha256(text.encode()).hexdigest()


def decisions(own: Questionnaire, foreign: Questionnaire) -> dict[tuple[str, str], bool]:
    """What was decided about pairs of these two: (our question's id, identity of theirs) → whether they fit."""
    d = PairDecision
    rows = db.session.execute(
        select(d.own_question, d.foreign_question, d.fits).where(
            d.own_key == own.key, d.own_version == own.version, d.foreign_key == family_key(foreign)
        )
    )
    return {(row.own_question, row.foreign_question): row.fits for row in rows}


def family_key(foreign: Questionnaire) -> str:
    """Under which key decisions about a form are kept: without a company's suffix, which is no part of the form."""
    key, _mark, suffix = foreign.key.rpartition("-")
    return key if suffix.isdigit() and key else foreign.key


def carried(assessment_id: int) -> dict[str, CarriedAnswer]:
    """Where carried-over answers came from, of an assessment that was loaded through a scope or an invitation."""
    rows = db.session.scalars(
        select(CarriedAnswer)
        .options(joinedload(CarriedAnswer.source).joinedload(Assessment.questionnaire_version))
        .where(CarriedAnswer.assessment_id == assessment_id)
    )
    return {row.question_id: row for row in rows}


def sources(scope: Scope, organization_id: int, other_than: str = "") -> list[Assessment]:
    """Complete assessments of an organization that answers can come from, newest of each questionnaire first.

    `other_than` is the key of the questionnaire they are wanted for.
    """
    a, v = Assessment, QuestionnaireVersion
    rows = db.session.scalars(
        select(a)
        .join(v, v.id == a.questionnaire_version_id)
        .options(joinedload(a.questionnaire_version), joinedload(a.organization), joinedload(a.issuer))
        .where(a.organization_id == organization_id, a.status.in_(sorted(DONE)), visible_assessments(scope))
        .order_by((v.origin != Origin.WORKBOOK), a.submitted_at.desc(), a.id.desc())
        .limit(10 * _MOST_SOURCES)
    )
    newest: dict[str, Assessment] = {}
    for row in rows:
        if row.questionnaire_version.key != other_than:
            newest.setdefault(row.questionnaire_version.key, row)
    return list(newest.values())[:_MOST_SOURCES]


def targets(scope: Scope, keys: Sequence[str], audience: str) -> Sequence[QuestionnaireVersion]:
    """The released questionnaires of ours that answers can be carried into."""
    v = QuestionnaireVersion
    return db.session.scalars(
        select(v)
        .where(
            v.key.in_(list(keys)),
            v.status == QuestionnaireStatus.RELEASED,
            v.origin == Origin.SHIPPED,
            v.audience == audience,
            visible_versions(scope),
        )
        .order_by(v.id)
    ).all()


def running(issuer_id: int, organization_id: int, keys: Sequence[str]) -> Mapping[str, Assessment]:
    """The running assessment of each of these questionnaires for that organization and company, by key."""
    a, v = Assessment, QuestionnaireVersion
    rows = db.session.scalars(
        select(a)
        .join(v, v.id == a.questionnaire_version_id)
        .options(joinedload(a.questionnaire_version))
        .where(
            a.issuer_id == issuer_id,
            a.organization_id == organization_id,
            a.status.in_(sorted(RUNNING)),
            v.key.in_(list(keys)),
        )
        .order_by(a.id)
    )
    return {row.questionnaire_version.key: row for row in rows}


def assessments(*assessment_ids: int) -> dict[int, Assessment]:
    """By id assessments that were found through a scope, with the questionnaire of each."""
    a = Assessment
    rows = db.session.scalars(
        select(a).options(joinedload(a.questionnaire_version)).where(a.id.in_(sorted(set(assessment_ids))))
    )
    return {row.id: row for row in rows}
