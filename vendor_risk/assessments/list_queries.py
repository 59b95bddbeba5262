"""Lists of assessments: pages of rows, a fixed number of queries each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select
from sqlalchemy.orm import aliased

from vendor_risk.assessments.models import Assessment, AssessmentStatus
from vendor_risk.assessments.models import AssessmentStatus as Status
from vendor_risk.assessments.queries import undelivered, visible_assessments
from vendor_risk.assessments.states import WITH_RESPONDENT, WITH_REVIEWER
from vendor_risk.database import Query, db
from vendor_risk.organizations.models import Organization
from vendor_risk.organizations.queries import matches
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.models import QuestionnaireVersion
from vendor_risk.web.paging import PAGE_SIZE, Page, clamp

ORDERS = ("due", "name", "issued", "status", "tier")
ANSWERING = WITH_RESPONDENT - {Status.ISSUED}
GROUPS: dict[str, frozenset[Status]] = {
    "waiting": WITH_RESPONDENT,
    "answering": ANSWERING,
    "review": WITH_REVIEWER,
}
"""Values of the filter `status` that mean several states."""
UNDELIVERED = "undelivered"
"""The value of the filter `status` for those whom the newest mail did not reach."""


@dataclass(frozen=True, slots=True)
class AssessmentFilters:
    """What a list of assessments is narrowed by; "" and None narrow nothing."""

    q: str = ""
    status: str = ""
    questionnaire: str = ""
    tier: str = ""
    issuer: int | None = None
    campaign: int | None = None
    organization: int | None = None
    overdue: bool = False


def _conditions(scope: Scope, filters: AssessmentFilters, today: date) -> list[ColumnElement[bool]]:
    a = Assessment
    found: list[ColumnElement[bool]] = [visible_assessments(scope), *matches(filters.q)]
    if filters.status == UNDELIVERED:
        found.append(undelivered())
    elif filters.status:
        found.append(a.status.in_(sorted(GROUPS.get(filters.status, {filters.status}))))
    if filters.questionnaire:
        found.append(QuestionnaireVersion.key == filters.questionnaire)
    if filters.tier:
        found.append(a.tier.is_(None) if filters.tier == "none" else a.tier == filters.tier)
    for column, value in (
        (a.issuer_id, filters.issuer),
        (a.campaign_id, filters.campaign),
        (a.organization_id, filters.organization),
    ):
        if value is not None:
            found.append(column == value)
    if filters.overdue:
        found += [a.status.in_(sorted(WITH_RESPONDENT)), a.due_on < today]
    return found


class AssessmentRow(NamedTuple):
    """A line of the list of assessments, with the names of both sides."""

    id: int
    organization_id: int
    name: str
    name_en: str | None
    name_ja: str | None
    issuer_name: str
    issuer_name_en: str | None
    issuer_name_ja: str | None
    title_en: str
    title_ja: str
    tier: str | None
    round: str
    status: AssessmentStatus
    due_on: date | None
    issued_at: datetime | None
    submitted_at: datetime | None
    question_ids: list[str]
    undelivered: bool
    """Whether answers are awaited from somebody whom the newest mail did not reach."""


def assessments(
    scope: Scope, filters: AssessmentFilters, today: date, order: str = "due", descending: bool = False, number: int = 1
) -> Page[AssessmentRow]:
    """A page of assessments: id, names of both sides, questionnaire, tier, state, dates, and the questions asked."""
    a, o, v, issuer = Assessment, Organization, QuestionnaireVersion, aliased(Organization, name="issuer")
    conditions = _conditions(scope, filters, today)

    def joined(query: Query) -> Query:
        return query.join(o, o.id == a.organization_id).join(v, v.id == a.questionnaire_version_id).where(*conditions)

    total = db.session.scalar(joined(select(func.count()).select_from(a))) or 0
    columns: dict[str, SQLColumnExpression[object]] = {
        "due": a.due_on,
        "name": o.sort_name,
        "issued": a.issued_at,
        "status": a.status,
        "tier": a.tier,
    }
    column = columns[order]
    page = clamp(number, total)
    query = select(
        a.id,
        a.organization_id,
        o.name,
        o.name_en,
        o.name_ja,
        issuer.name.label("issuer_name"),
        issuer.name_en.label("issuer_name_en"),
        issuer.name_ja.label("issuer_name_ja"),
        v.title_en,
        v.title_ja,
        a.tier,
        a.round,
        a.status,
        a.due_on,
        a.issued_at,
        a.submitted_at,
        a.question_ids,
        undelivered(),
    ).select_from(a)
    rows = db.session.execute(
        joined(query)
        .join(issuer, issuer.id == a.issuer_id)
        .order_by((column.desc() if descending else column.asc()).nulls_last(), o.sort_name, a.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return Page([AssessmentRow._make(row) for row in rows], page, total)


class QuestionnaireChoice(NamedTuple):
    """A questionnaire that a list can be narrowed by."""

    key: str
    title_en: str
    title_ja: str


def questionnaire_choices(scope: Scope) -> list[QuestionnaireChoice]:
    """The questionnaires that assessments of the scope use, by key."""
    return questionnaires_of(visible_assessments(scope))


def questionnaires_of(*conditions: ColumnElement[bool]) -> list[QuestionnaireChoice]:
    """The questionnaires that the assessments under these conditions use, by key."""
    v = QuestionnaireVersion
    rows = db.session.execute(
        select(v.key, func.max(v.title_en).label("title_en"), func.max(v.title_ja).label("title_ja"))
        .join(Assessment, Assessment.questionnaire_version_id == v.id)
        .where(*conditions)
        .group_by(v.key)
        .order_by(v.key)
    )
    return [QuestionnaireChoice._make(row) for row in rows]
