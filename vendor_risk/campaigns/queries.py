"""Questions about campaigns: the list, one, and how many of its assessments are in each state."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, select

from vendor_risk.assessments.models import Assessment, Campaign
from vendor_risk.assessments.models import AssessmentStatus as Status
from vendor_risk.assessments.queries import undelivered, visible_assessments
from vendor_risk.assessments.states import DONE
from vendor_risk.database import db
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Scope
from vendor_risk.web.paging import PAGE_SIZE, Page, clamp


def campaign(scope: Scope, campaign_id: int) -> Campaign | None:
    """The campaign with that id, when its issuer lies in the scope."""
    return db.session.scalar(
        select(Campaign).where(Campaign.id == campaign_id, Campaign.issuer_id.in_(sorted(scope.companies)))
    )


def _counted(statuses: frozenset[Status]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((Assessment.status.in_(sorted(statuses)), 1), else_=0)), 0)


class CampaignRow(NamedTuple):
    """A line of the list of campaigns, with how many of its assessments stand where."""

    id: int
    title: str
    title_en: str | None
    title_ja: str | None
    round: str
    due_on: date
    name: str
    name_en: str | None
    name_ja: str | None
    total: int
    done: int
    accepted: int
    unopened: int


def campaigns(scope: Scope, number: int) -> Page[CampaignRow]:
    """A page of campaigns, newest first: name, round, issuer, due date, and how many assessments stand where."""
    c, issuer = Campaign, Organization
    condition = c.issuer_id.in_(sorted(scope.companies))
    total = db.session.scalar(select(func.count()).select_from(c).where(condition)) or 0
    page = clamp(number, total)
    rows = db.session.execute(
        select(
            c.id,
            c.name.label("title"),
            c.name_en.label("title_en"),
            c.name_ja.label("title_ja"),
            c.round,
            c.due_on,
            issuer.name,
            issuer.name_en,
            issuer.name_ja,
            func.count(Assessment.id).label("total"),
            _counted(DONE).label("done"),
            _counted(frozenset({Status.ACCEPTED})).label("accepted"),
            _counted(frozenset({Status.ISSUED})).label("unopened"),
        )
        .join(issuer, issuer.id == c.issuer_id)
        .outerjoin(Assessment, Assessment.campaign_id == c.id)
        .where(condition)
        .group_by(c.id, c.name, c.name_en, c.name_ja, c.round, c.due_on, issuer.name, issuer.name_en, issuer.name_ja)
        .order_by(c.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return Page([CampaignRow._make(row) for row in rows], page, total)


def campaign_states(campaign_id: int) -> dict[str, int]:
    """How many assessments of a campaign (loaded through a scope before) are in each state."""
    rows = db.session.execute(
        select(Assessment.status, func.count().label("number"))
        .where(Assessment.campaign_id == campaign_id)
        .group_by(Assessment.status)
    )
    return {str(row.status): row.number for row in rows}


def undelivered_of(campaign_id: int) -> int:
    """To how many awaited respondents of a campaign (loaded through a scope before) the newest mail failed."""
    return _undelivered(Assessment.campaign_id == campaign_id)


def undelivered_within(scope: Scope) -> int:
    """To how many awaited respondents of all assessments one may see the newest mail failed."""
    return _undelivered(visible_assessments(scope))


def _undelivered(among: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(Assessment).where(among, undelivered())) or 0
