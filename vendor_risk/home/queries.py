"""What each role's first screen asks: counts that lead to their lists, and the few rows that matter most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, select

from vendor_risk.accounts.models import User
from vendor_risk.assessments.models import Assessment, Campaign
from vendor_risk.assessments.models import AssessmentStatus as Status
from vendor_risk.assessments.queries import visible_assessments
from vendor_risk.assessments.states import WITH_RESPONDENT, WITH_REVIEWER
from vendor_risk.campaigns import issue_queries
from vendor_risk.campaigns import queries as campaign_queries
from vendor_risk.changes import queries as change_queries
from vendor_risk.database import db
from vendor_risk.engagements import queries as engagement_queries
from vendor_risk.engagements.models import Engagement
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.organizations.queries import visible_organizations
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.models import QuestionnaireVersion

CONTRACT_DAYS = engagement_queries.ENDING_DAYS
"""How far ahead ending contracts are shown."""
_ROWS = 8


class LateRow(NamedTuple):
    """An assessment past its date: whose, how critical, and since when."""

    id: int
    name: str
    name_en: str | None
    name_ja: str | None
    tier: str | None
    due_on: date


class WaitingRow(NamedTuple):
    """An assessment that waits for review: whose, how critical, and since when."""

    id: int
    name: str
    name_en: str | None
    name_ja: str | None
    tier: str | None
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Asking:
    """What who asks the vendors must know."""

    overdue: int
    unopened: int
    answering: int
    submitted: int
    never_asked: int
    without_contact: int
    contracts_ending: int
    issued: int
    """Assessments that were ever sent: what the first of these numbers are about."""
    critical: int
    """Critical and important vendors."""
    vendors: int
    engagements: int
    late: list[LateRow]
    """The assessments most overdue, the most critical first."""
    undelivered: int
    """Awaited respondents whom the newest mail did not reach."""


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def asking(scope: Scope, today: date, at: datetime) -> Asking:
    """How the running questionnaires stand, and whom nobody has asked: each number from the query of its list."""
    a, o = Assessment, Organization
    waiting = a.status.in_(WITH_RESPONDENT)
    overdue = and_(waiting, a.due_on < today)
    states = db.session.execute(
        select(
            _count(overdue),
            _count(a.status == Status.ISSUED),
            _count(a.status.in_(WITH_RESPONDENT - {Status.ISSUED})),
            _count(a.status.in_(WITH_REVIEWER)),
            _count(a.issued_at.is_not(None)),
        ).where(visible_assessments(scope))
    ).one()
    rows = db.session.execute(
        select(a.id, o.name, o.name_en, o.name_ja, a.tier, a.due_on)
        .join(o, o.id == a.organization_id)
        .where(visible_assessments(scope), overdue)
        .order_by(func.coalesce(a.tier, "T9"), a.due_on)
        .limit(_ROWS)
    )
    late = [LateRow._make(row) for row in rows]
    overdue_now, unopened, answering, submitted, issued = states
    never = issue_queries.ChoiceFilters(tier="T1,T2", asked=issue_queries.NEVER)
    never_asked = issue_queries.choice_total(scope, never, at)
    nobody = organization_queries.VendorFilters(tier="any", contact="none")
    without_contact = organization_queries.vendor_total(scope, nobody)
    ending = contracts_ending(scope, today)
    return Asking(
        overdue=overdue_now,
        unopened=unopened,
        answering=answering,
        submitted=submitted,
        never_asked=never_asked,
        without_contact=without_contact,
        contracts_ending=ending,
        issued=issued,
        critical=change_queries.critical_vendors(scope),
        vendors=organization_queries.vendor_total(scope, organization_queries.VendorFilters(tier="any")),
        engagements=engagement_queries.total(scope, engagement_queries.EngagementFilters(), today),
        late=late,
        undelivered=campaign_queries.undelivered_within(scope),
    )


def contracts_ending(scope: Scope, today: date) -> int:
    """How many engagements end within `CONTRACT_DAYS` or have ended without being closed: as many as their list."""
    return engagement_queries.total(scope, engagement_queries.EngagementFilters(ending=True), today)


def review_queue(scope: Scope) -> tuple[int, list[WaitingRow]]:
    """How many assessments wait for review, and the first of them: the most critical, then the longest waiting."""
    a, o = Assessment, Organization
    conditions = [visible_assessments(scope), a.status.in_(WITH_REVIEWER)]
    total = db.session.scalar(select(func.count(a.id)).where(*conditions)) or 0
    rows = db.session.execute(
        select(a.id, o.name, o.name_en, o.name_ja, a.tier, a.submitted_at)
        .join(o, o.id == a.organization_id)
        .where(*conditions)
        .order_by(func.coalesce(a.tier, "T9"), a.submitted_at)
        .limit(_ROWS)
    )
    return total, [WaitingRow._make(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Steps:
    """How far an installation is set up."""

    companies: int
    people: int
    vendors: int
    engagements: int
    questionnaires: int
    campaigns: int


def first_steps(scope: Scope) -> Steps:
    """What exists already; for the list of first steps."""
    organizations = db.session.execute(
        select(
            _count(Organization.kind == OrganizationKind.GROUP_COMPANY),
            _count(Organization.kind == OrganizationKind.VENDOR),
        ).where(visible_organizations(scope))
    ).one()
    people = db.session.scalar(select(func.count(User.id))) or 0
    engagements = db.session.scalar(select(func.count(Engagement.id)).where(Engagement.buyer_id.in_(scope.companies)))
    questionnaires = db.session.scalar(select(func.count(QuestionnaireVersion.id)))
    campaigns = db.session.scalar(select(func.count(Campaign.id)).where(Campaign.issuer_id.in_(scope.companies)))
    return Steps(organizations[0], people, organizations[1], engagements or 0, questionnaires or 0, campaigns or 0)


def waited_days(since: datetime | None, now: datetime) -> int:
    """Whole days since a moment; 0 without one."""
    return (now - since).days if since else 0
