"""What each role's first screen asks: counts that lead to their lists, and the few rows that matter most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from vendor_risk.accounts.models import User
from vendor_risk.assessments.models import Assessment, Campaign, Result
from vendor_risk.assessments.models import AssessmentStatus as Status
from vendor_risk.assessments.queries import visible_assessments
from vendor_risk.database import db
from vendor_risk.domain.packing import unpack_sections_many
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.exposure import pages as exposure
from vendor_risk.exposure.queries import snapshot
from vendor_risk.improvement.models import Finding, FindingStatus
from vendor_risk.organizations.models import Contact, Kind, Organization
from vendor_risk.organizations.queries import visible_organizations
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.models import QuestionnaireVersion
from vendor_risk.questionnaires.queries import domain_questionnaire

WAITING = (Status.ISSUED, Status.OPENED, Status.IN_PROGRESS, Status.RETURNED)
"""With the respondent."""
CONTRACT_DAYS = 90
"""How far ahead ending contracts are shown."""
_ROWS = 8


@dataclass(frozen=True, slots=True)
class Asking:
    """What who asks the partners must know."""

    overdue: int
    unopened: int
    answering: int
    submitted: int
    never_asked: int
    without_contact: int
    contracts_ending: int
    late: list[Any]
    """The assessments most overdue, the most critical first: id, names, tier, due_on, status."""


def _count(condition: ColumnElement[bool]) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def asking(scope: Scope, today: date) -> Asking:
    """How the running questionnaires stand, and whom nobody has asked; five queries."""
    a = Assessment
    waiting = a.status.in_(WAITING)
    overdue = and_(waiting, a.due_on < today)
    states = db.session.execute(
        select(
            _count(overdue),
            _count(a.status == Status.ISSUED),
            _count(a.status.in_((Status.OPENED, Status.IN_PROGRESS, Status.RETURNED))),
            _count(a.status.in_((Status.SUBMITTED, Status.IN_REVIEW))),
        ).where(visible_assessments(scope))
    ).one()
    rows = db.session.execute(
        select(a.id, *_names(), a.tier, a.due_on, a.status)
        .join(Organization, Organization.id == a.organization_id)
        .where(visible_assessments(scope), overdue)
        .order_by(func.coalesce(a.tier, "T9"), a.due_on)
        .limit(_ROWS)
    ).all()
    asked = exists().where(Assessment.organization_id == Organization.id)
    mail = exists().where(Contact.organization_id == Organization.id)
    partners = db.session.execute(
        select(_count(and_(Organization.tier.in_(("T1", "T2")), ~asked)), _count(~mail)).where(*_running(scope))
    ).one()
    overdue_now, unopened, answering, submitted = states
    never_asked, without_contact = partners
    ending = contracts_ending(scope, today)
    return Asking(overdue_now, unopened, answering, submitted, never_asked, without_contact, ending, list(rows))


def _names() -> tuple[Any, ...]:
    return Organization.id.label("organization_id"), Organization.name, Organization.name_en, Organization.name_ja


def _running(scope: Scope) -> list[ColumnElement[bool]]:
    """Conditions for the partners with a tier, that is with a running engagement."""
    return [Organization.kind == Kind.PARTNER, Organization.tier.is_not(None), visible_organizations(scope)]


def contracts_ending(scope: Scope, today: date) -> int:
    """How many running engagements end within `CONTRACT_DAYS` or have ended without being closed."""
    e = Engagement
    return (
        db.session.scalar(
            select(func.count(e.id)).where(
                e.buyer_id.in_(scope.companies),
                e.status == EngagementStatus.ACTIVE,
                e.contract_end <= today + timedelta(days=CONTRACT_DAYS),
            )
        )
        or 0
    )


def review_queue(scope: Scope) -> tuple[int, list[Any]]:
    """How many assessments wait for review, and the first of them: the most critical, then the longest waiting."""
    a = Assessment
    conditions = [visible_assessments(scope), a.status.in_((Status.SUBMITTED, Status.IN_REVIEW))]
    total = db.session.scalar(select(func.count(a.id)).where(*conditions)) or 0
    rows = db.session.execute(
        select(a.id, *_names(), a.tier, a.submitted_at)
        .join(Organization, Organization.id == a.organization_id)
        .where(*conditions)
        .order_by(func.coalesce(a.tier, "T9"), a.submitted_at)
        .limit(_ROWS)
    ).all()
    return total, list(rows)


@dataclass(frozen=True, slots=True)
class Weak:
    """A section (stage or item) and how well it is attained on average, in which questionnaire."""

    questionnaire_key: str
    title: Any
    mean: float
    assessed: int


@dataclass(frozen=True, slots=True)
class Steering:
    """What who steers must know. Scores are 0–100; None where nothing is scored yet."""

    critical: int
    """Running T1 and T2 partners."""
    covered: int
    """Of these, with an accepted and fresh result."""
    poor: int
    """Of these, graded D or E."""
    stale: int
    mean: float | None
    mean_assured: float | None
    open_findings: int
    overdue_findings: int
    worst: list[Any]
    """The partners with the greatest residual risk: names, tier, score, assured, grade, residual_risk, valid_until."""
    weakest: list[Weak]
    chain: dict[str, Any]
    """The worst paths through the chain (`exposure.pages.home`)."""


def steering(scope: Scope, today: date) -> Steering:
    """Where the group's partners stand, how sure that is, and what is worst; six queries, and the chain."""
    r = Result
    current = [r.current.is_(True), r.provisional.is_(False), _visible_results(scope), *_running(scope)]
    joined = select(r.id).join(Organization, Organization.id == r.organization_id)
    important = Organization.tier.in_(("T1", "T2"))
    fresh, poor = r.valid_until >= today, r.grade.in_(("D", "E"))
    critical = db.session.scalar(select(func.count(Organization.id)).where(*_running(scope), important)) or 0
    numbers = db.session.execute(
        joined.with_only_columns(
            func.count(func.distinct(case((and_(important, fresh), r.organization_id)))),
            func.count(func.distinct(case((and_(important, poor), r.organization_id)))),
            func.count(func.distinct(case((~fresh, r.organization_id)))),
            func.avg(r.score),
            func.avg(r.assured),
        ).where(*current)
    ).one()
    worst = db.session.execute(
        joined.with_only_columns(
            r.assessment_id, *_names(), Organization.tier, r.score, r.assured, r.grade, r.residual_risk, r.valid_until
        )
        .where(*current, r.residual_risk.is_not(None))
        .order_by(r.residual_risk.desc(), Organization.sort_name)
        .limit(_ROWS)
    ).all()
    covered, below, stale, mean, assured = numbers
    open_now, late = _open_findings(scope, today)
    weakest, chain = weakest_sections(scope), exposure.home(snapshot(scope))
    return Steering(critical, covered, below, stale, mean, assured, open_now, late, list(worst), weakest, chain)


def _visible_results(scope: Scope) -> ColumnElement[bool]:
    """As `visible_assessments`: a result names the same two companies as its assessment."""
    return visible_assessments(scope, Result)


def _open_findings(scope: Scope, today: date) -> tuple[int, int]:
    f = Finding
    row = db.session.execute(
        select(func.count(f.id).label("open"), func.count(case((f.due_on < today, 1))).label("late")).where(
            f.status.in_((FindingStatus.OPEN, FindingStatus.IN_PROGRESS)),
            or_(f.issuer_id.in_(scope.companies), f.organization_id.in_(scope.companies)),
        )
    ).one()
    return row.open, row.late


def weakest_sections(scope: Scope, limit: int = 4) -> list[Weak]:
    """The sections attained least on average, over all current results of each questionnaire."""
    rows = db.session.execute(
        select(Result.questionnaire_key, Result.questionnaire_version_id, Result.sections).where(
            Result.current.is_(True), Result.provisional.is_(False), _visible_results(scope)
        )
    ).all()
    found: list[Weak] = []
    by_version: dict[int, list[bytes]] = {}
    keys: dict[int, str] = {}
    for key, version_id, blob in rows:
        by_version.setdefault(version_id, []).append(blob)
        keys[version_id] = key
    for version_id, blobs in by_version.items():
        scores = unpack_sections_many(blobs)[:, :, 0].astype(np.float64)
        for section, column in zip(domain_questionnaire(version_id).sections, scores.T, strict=True):
            known = column[~np.isnan(column)]
            if known.size:
                found.append(Weak(keys[version_id], section.title, float(known.mean()), int(known.size)))
    return sorted(found, key=lambda weak: weak.mean)[:limit]


@dataclass(frozen=True, slots=True)
class Steps:
    """How far an installation is set up."""

    companies: int
    people: int
    partners: int
    engagements: int
    questionnaires: int
    campaigns: int


def first_steps(scope: Scope) -> Steps:
    """What exists already; for the list of first steps."""
    organizations = db.session.execute(
        select(
            _count(Organization.kind == Kind.GROUP_COMPANY),
            _count(Organization.kind == Kind.PARTNER),
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
