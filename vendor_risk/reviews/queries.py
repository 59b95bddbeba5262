"""Questions of reviewers: the queue, what was answered in the previous round, and the results of an assessment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression, case, func, select
from sqlalchemy.orm import aliased, undefer

from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.list_queries import QuestionnaireChoice, questionnaires_of
from vendor_risk.assessments.models import Assessment, AssessmentStatus, Result, StoredAnswer
from vendor_risk.assessments.queries import visible_assessments
from vendor_risk.assessments.states import WITH_REVIEWER
from vendor_risk.database import db
from vendor_risk.organizations.models import Organization
from vendor_risk.organizations.queries import matches
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.models import QuestionnaireVersion
from vendor_risk.web.paging import PAGE_SIZE, Page, clamp

_FORMER = (AssessmentStatus.ACCEPTED, AssessmentStatus.SUPERSEDED)
ORDERS = ("matters", "name", "due", "submitted", "score")


def reviewable(scope: Scope) -> ColumnElement[bool]:
    """The SQL condition under which a person may decide: only what the companies of the scope asked themselves."""
    return Assessment.issuer_id.in_(sorted(scope.companies))


@dataclass(frozen=True, slots=True)
class QueueFilters:
    """What the queue is narrowed by; "" narrows nothing."""

    q: str = ""
    tier: str = ""
    questionnaire: str = ""
    status: str = ""
    company: int | None = None


def _narrowed(scope: Scope, filters: QueueFilters) -> list[ColumnElement[bool]]:
    found = [reviewable(scope), *matches(filters.q)]
    if filters.status == AssessmentStatus.RETURNED:
        found.append(Assessment.status == AssessmentStatus.RETURNED)
    elif filters.status in {str(status) for status in WITH_REVIEWER}:
        found.append(Assessment.status == filters.status)
    else:
        found.append(Assessment.status.in_(WITH_REVIEWER))
    if filters.tier:
        found.append(Assessment.tier.is_(None) if filters.tier == "none" else Assessment.tier == filters.tier)
    if filters.questionnaire:
        found.append(QuestionnaireVersion.key == filters.questionnaire)
    if filters.company is not None:
        found.append(Assessment.issuer_id == filters.company)
    return found


class QueueRow(NamedTuple):
    """A line of what waits for review: the assessment, both sides, and its newest provisional result."""

    id: int
    version: int
    tier: str | None
    status: AssessmentStatus
    due_on: date | None
    submitted_at: datetime | None
    round: str
    organization_id: int
    name: str
    name_en: str | None
    name_ja: str | None
    issuer_name: str
    issuer_name_en: str | None
    issuer_name_ja: str | None
    title_en: str
    title_ja: str
    score: float | None
    backed: float | None
    if_refused: float | None
    grade: str | None
    counts: dict[str, int] | None


def queue(
    scope: Scope, filters: QueueFilters, order: str = "matters", descending: bool = False, number: int = 1
) -> Page[QueueRow]:
    """A page of what waits for review: what matters first (tier, then due date, then age), or as asked."""
    a, issuer, result = Assessment, aliased(Organization), aliased(Result)
    conditions = _narrowed(scope, filters)
    newest = (
        select(func.max(result.id))
        .where(result.assessment_id == a.id, result.provisional)
        .correlate(a)
        .scalar_subquery()
    )
    base = (
        select(
            a.id,
            a.version,
            a.tier,
            a.status,
            a.due_on,
            a.submitted_at,
            a.round,
            a.organization_id,
            Organization.name,
            Organization.name_en,
            Organization.name_ja,
            issuer.name.label("issuer_name"),
            issuer.name_en.label("issuer_name_en"),
            issuer.name_ja.label("issuer_name_ja"),
            QuestionnaireVersion.title_en,
            QuestionnaireVersion.title_ja,
            Result.score,
            Result.backed,
            Result.if_refused,
            Result.grade,
            Result.counts,
        )
        .join(Organization, Organization.id == a.organization_id)
        .join(issuer, issuer.id == a.issuer_id)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == a.questionnaire_version_id)
        .outerjoin(Result, Result.id == newest)
        .where(*conditions)
    )
    total = _count(conditions)
    columns: dict[str, SQLColumnExpression[object]] = {
        "name": Organization.sort_name,
        "due": a.due_on,
        "submitted": a.submitted_at,
        "score": Result.score,
    }
    keys: list[SQLColumnExpression[object]]
    if order in columns:
        column = columns[order]
        keys = [(column.desc() if descending else column.asc()).nulls_last()]
    else:
        keys = [case((a.tier.is_(None), "T9"), else_=a.tier), a.due_on.asc().nulls_last(), a.submitted_at]
    page = clamp(number, total)
    query = base.order_by(*keys, a.id).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    rows = db.session.execute(query)
    return Page([QueueRow._make(row) for row in rows], page, total)


def _count(conditions: Sequence[ColumnElement[bool]]) -> int:
    query = (
        select(func.count(Assessment.id))
        .join(Organization, Organization.id == Assessment.organization_id)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == Assessment.questionnaire_version_id)
    )
    return db.session.scalar(query.where(*conditions)) or 0


def waiting_questionnaires(scope: Scope) -> list[QuestionnaireChoice]:
    """The questionnaires of which something waits, by key."""
    return questionnaires_of(reviewable(scope), Assessment.status.in_(WITH_REVIEWER))


def to_review(scope: Scope, assessment_id: int) -> Assessment | None:
    """The assessment with that id, when the person may decide on it."""
    return db.session.scalar(select(Assessment).where(Assessment.id == assessment_id, reviewable(scope)))


def former(assessment: Assessment) -> Assessment | None:
    """The last assessment before this one of the same organization, issuer and questionnaire that was accepted.

    Of an assessment that was loaded through a scope: it concerns the same two companies, so the same people may see it.
    """
    key = select(QuestionnaireVersion.key).where(QuestionnaireVersion.id == assessment.questionnaire_version_id)
    return db.session.scalar(
        select(Assessment)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == Assessment.questionnaire_version_id)
        .where(
            Assessment.organization_id == assessment.organization_id,
            Assessment.issuer_id == assessment.issuer_id,
            Assessment.id < assessment.id,
            Assessment.status.in_(_FORMER),
            Assessment.submitted_at.is_not(None),
            QuestionnaireVersion.key == key.scalar_subquery(),
        )
        .order_by(Assessment.id.desc())
        .limit(1)
    )


def answers_of(assessment: Assessment | None) -> dict[str, StoredAnswer]:
    """Stored answers by question id; none for no assessment."""
    return {} if assessment is None else assessment_queries.answers(assessment.id)


class ResultRow(NamedTuple):
    """The headline of a result."""

    id: int
    scored_at: datetime
    provisional: bool
    current: bool
    score: float | None
    assured: float | None
    grade: str | None
    rules_version: str


def results_of(assessment_id: int) -> Sequence[ResultRow]:
    """Every result of an assessment that was loaded through a scope: id and headline, the newest first."""
    r = Result
    rows = db.session.execute(
        select(r.id, r.scored_at, r.provisional, r.current, r.score, r.assured, r.grade, r.rules_version)
        .where(r.assessment_id == assessment_id)
        .order_by(r.id.desc())
    )
    return [ResultRow._make(row) for row in rows]


def result(scope: Scope, assessment_id: int, result_id: int | None = None) -> Result | None:
    """A result with everything it stores, when its assessment may be seen: the one named, or the newest."""
    query = (
        select(Result)
        .join(Assessment, Assessment.id == Result.assessment_id)
        .options(undefer(Result.inputs), undefer(Result.contributions))
        .where(Assessment.id == assessment_id, visible_assessments(scope))
        .order_by(Result.id.desc())
        .limit(1)
    )
    return db.session.scalar(query if result_id is None else query.where(Result.id == result_id))
