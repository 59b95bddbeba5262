"""Questions about campaigns, assessments and answers. Everybody's door to what a person may see of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from vendor_risk.assessments.answers.actions import RETURNED
from vendor_risk.assessments.models import (
    AnswerRevision,
    Assessment,
    AssessmentStatus,
    Evidence,
    Invitation,
    StoredAnswer,
)
from vendor_risk.assessments.states import WITH_RESPONDENT, Verb, can
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import AnswerState, Questionnaire
from vendor_risk.notifications.models import MailStatus, OutboxMail
from vendor_risk.organizations.models import Organization, OrganizationKind, Reach
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.queries import domain_questionnaire


def visible_assessments(scope: Scope, assessment: Any = Assessment) -> ColumnElement[bool]:
    """The SQL condition under which an assessment may be seen; `assessment` is the table or an alias of it.

    Issued by or about a company of the scope; or issued by a company above it about a direct vendor of its own.
    """
    companies = sorted(scope.companies)
    ways = [assessment.issuer_id.in_(companies), assessment.organization_id.in_(companies)]
    if scope.ancestors:  # nobody stands above who sees the whole group: spare the database to ask row by row
        reach, about = aliased(Reach), aliased(Organization)  # so that a query may join these tables itself
        own_vendor = exists().where(
            reach.organization_id == assessment.organization_id, reach.company_id.in_(companies), reach.depth == 1
        )
        vendor = exists().where(about.id == assessment.organization_id, about.kind == OrganizationKind.VENDOR)
        ways.append(and_(assessment.issuer_id.in_(sorted(scope.ancestors)), own_vendor, vendor))
    return or_(*ways)


def undelivered() -> ColumnElement[bool]:
    """The SQL condition under which answers are awaited from somebody whom the newest mail did not reach.

    Only what the own mail server refused: whether a mail bounced later on nobody tells us.
    """
    newest = (
        select(OutboxMail.status)
        .where(OutboxMail.assessment_id == Assessment.id)
        .order_by(OutboxMail.id.desc())
        .limit(1)
        .correlate(Assessment)
        .scalar_subquery()
    )
    return and_(Assessment.status.in_(sorted(WITH_RESPONDENT)), newest == MailStatus.FAILED)


def assessment(scope: Scope, assessment_id: int) -> Assessment | None:
    """The assessment with that id, when it may be seen, with its organization, issuer, questionnaire and campaign."""
    return db.session.scalar(
        select(Assessment)
        .options(
            joinedload(Assessment.organization),
            joinedload(Assessment.issuer),
            joinedload(Assessment.questionnaire_version),
            joinedload(Assessment.campaign),
        )
        .where(Assessment.id == assessment_id, visible_assessments(scope))
    )


def asked(assessment: Assessment) -> Questionnaire:
    """The questionnaire as this assessment asks it: its own questions only, without sections left empty."""
    whole = domain_questionnaire(assessment.questionnaire_version_id)
    wanted = set(assessment.question_ids)
    sections = []
    for section in whole.sections:
        questions = tuple(question for question in section.questions if question.id in wanted)
        if questions:
            sections.append(replace(section, questions=questions))
    return replace(whole, sections=tuple(sections))


def answers(assessment_id: int) -> dict[str, StoredAnswer]:
    """The stored answers by question id, of an assessment that was loaded through a scope or an invitation."""
    rows = db.session.scalars(select(StoredAnswer).where(StoredAnswer.assessment_id == assessment_id))
    return {row.question_id: row for row in rows}


def answer(assessment_id: int, question_id: str) -> StoredAnswer | None:
    """One stored answer, of an assessment that was loaded through a scope or an invitation."""
    return db.session.get(StoredAnswer, (assessment_id, question_id))


def open_question_ids(assessment: Assessment, stored: dict[str, StoredAnswer] | None = None) -> frozenset[str]:
    """The questions the respondent may change now: all while answering, the returned ones after a return, else none."""
    if can(assessment, Verb.ANSWER):
        return frozenset(assessment.question_ids)
    if assessment.status != AssessmentStatus.RETURNED:
        return frozenset()
    rows = answers(assessment.id) if stored is None else stored
    return frozenset(question_id for question_id, row in rows.items() if row.review == RETURNED)


def revisions(assessment_id: int, question_id: str) -> Sequence[AnswerRevision]:
    """Every state an answer had, newest first, of an assessment that was loaded through a scope or an invitation."""
    return db.session.scalars(
        select(AnswerRevision)
        .where(AnswerRevision.assessment_id == assessment_id, AnswerRevision.question_id == question_id)
        .order_by(AnswerRevision.id.desc())
    ).all()


def revision(assessment_id: int, question_id: str, version: int) -> AnswerRevision | None:
    """The state an answer had as that version, of an assessment that was loaded through a scope or an invitation."""
    return db.session.scalar(
        select(AnswerRevision).where(
            AnswerRevision.assessment_id == assessment_id,
            AnswerRevision.question_id == question_id,
            AnswerRevision.version == version,
        )
    )


def evidence(assessment_id: int) -> dict[str, list[Evidence]]:
    """The evidence by question id, of an assessment that was loaded through a scope or an invitation."""
    found: dict[str, list[Evidence]] = {}
    rows = db.session.scalars(select(Evidence).where(Evidence.assessment_id == assessment_id).order_by(Evidence.id))
    for row in rows:
        found.setdefault(row.question_id, []).append(row)
    return found


def evidence_item(assessment_id: int, evidence_id: int) -> Evidence | None:
    """One piece of evidence of an assessment that was loaded through a scope or an invitation."""
    return db.session.scalar(
        select(Evidence).where(Evidence.id == evidence_id, Evidence.assessment_id == assessment_id)
    )


def invitations(assessment_id: int) -> Sequence[Invitation]:
    """The links of an assessment that was loaded through a scope, newest first."""
    return db.session.scalars(
        select(Invitation).where(Invitation.assessment_id == assessment_id).order_by(Invitation.id.desc())
    ).all()


def answered_counts(assessment_ids: Sequence[int]) -> dict[int, int]:
    """How many questions have an answer (any state but blank), per assessment found through a scope before."""
    rows = db.session.execute(
        select(StoredAnswer.assessment_id, func.count().label("number"))
        .where(StoredAnswer.assessment_id.in_(assessment_ids), StoredAnswer.state != AnswerState.BLANK.value)
        .group_by(StoredAnswer.assessment_id)
    )
    return {row.assessment_id: row.number for row in rows}
