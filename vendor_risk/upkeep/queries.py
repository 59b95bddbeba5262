"""Which vendors and engagements a person chose and may change, what is asked of their owners, and closing lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from vendor_risk.assessments.models import Assessment
from vendor_risk.assessments.states import RUNNING, WITH_REVIEWER
from vendor_risk.database import db
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.engagements.queries import visible_engagements
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.organizations.queries import VendorFilters, vendor_conditions, visible_organizations
from vendor_risk.permissions import Scope
from vendor_risk.upkeep.models import ClosingState, EngagementClosing

AT_MOST = 1000
"""Vendors or engagements that are changed at once."""
AWAITED = RUNNING - WITH_REVIEWER
"""States in which an assessment can be withdrawn."""
_CHUNK = 500


def chosen_vendors(scope: Scope, ids: Iterable[int]) -> list[Organization]:
    """Those of these vendors that may be seen, by name."""
    found: list[Organization] = []
    every = sorted(set(ids))
    for first in range(0, len(every), _CHUNK):
        wanted = (Organization.id.in_(every[first : first + _CHUNK]), visible_organizations(scope))
        found += db.session.scalars(select(Organization).where(*wanted, Organization.kind == OrganizationKind.VENDOR))
    return sorted(found, key=lambda row: (row.sort_name, row.id))


def matching_vendors(scope: Scope, filters: VendorFilters) -> list[int]:
    """The ids of the vendors a list holds under these filters; one more than may be changed at once, at most."""
    query = select(Organization.id).where(*vendor_conditions(scope, filters)).order_by(Organization.id)
    return list(db.session.scalars(query.limit(AT_MOST + 1)))


def chosen_engagements(scope: Scope, ids: Iterable[int]) -> list[Engagement]:
    """Those of these engagements that may be seen, with both parties, by vendor."""
    found: list[Engagement] = []
    every = sorted(set(ids))
    for first in range(0, len(every), _CHUNK):
        wanted = (Engagement.id.in_(every[first : first + _CHUNK]), visible_engagements(scope))
        query = select(Engagement).options(joinedload(Engagement.supplier), joinedload(Engagement.buyer))
        found += db.session.scalars(query.where(*wanted))
    return sorted(found, key=lambda row: (row.supplier.sort_name, row.id))


def running_of(scope: Scope, vendor_ids: Iterable[int]) -> list[Engagement]:
    """The engagements of these vendors with companies of the scope that run or are planned."""
    return _of(vendor_ids, visible_engagements(scope), Engagement.status != EngagementStatus.ENDED)


def every_of(scope: Scope, vendor_ids: Iterable[int]) -> list[Engagement]:
    """All engagements of these vendors with companies of the scope."""
    return _of(vendor_ids, visible_engagements(scope))


def _of(vendor_ids: Iterable[int], *conditions: ColumnElement[bool]) -> list[Engagement]:
    found: list[Engagement] = []
    every = sorted(set(vendor_ids))
    for first in range(0, len(every), _CHUNK):
        wanted = Engagement.supplier_id.in_(every[first : first + _CHUNK])
        found += db.session.scalars(select(Engagement).where(wanted, *conditions).order_by(Engagement.id))
    return found


def awaited_assessments(scope: Scope, vendor_ids: Iterable[int]) -> Sequence[Assessment]:
    """The assessments of these vendors whose answers companies of the scope still wait for."""
    a = Assessment
    wanted = (a.organization_id.in_(sorted(set(vendor_ids))), a.issuer_id.in_(sorted(scope.companies)))
    return db.session.scalars(select(a).where(*wanted, a.status.in_(sorted(AWAITED))).order_by(a.id)).all()


def every_assessment(vendor_ids: Iterable[int]) -> Sequence[Assessment]:
    """All assessments of these vendors (which may be changed): an ended vendor's links end, whoever sent them."""
    a = Assessment
    return db.session.scalars(select(a).where(a.organization_id.in_(sorted(set(vendor_ids))))).all()


def closing(scope: Scope, engagement_id: int) -> EngagementClosing | None:
    """The closing list of an ended engagement that may be seen."""
    c, e = EngagementClosing, Engagement
    wanted = (c.engagement_id == engagement_id, e.status == EngagementStatus.ENDED, visible_engagements(scope))
    return db.session.scalar(select(c).join(e, e.id == c.engagement_id).where(*wanted))


def open_closings(scope: Scope, organization_id: int | None = None) -> Sequence[EngagementClosing]:
    """The closing lists with something left to do, the oldest first; of one vendor, when it is named."""
    c, e = EngagementClosing, Engagement
    left = or_(c.data == ClosingState.OPEN, c.access == ClosingState.OPEN)
    wanted = [left, e.status == EngagementStatus.ENDED, visible_engagements(scope)]
    if organization_id is not None:
        wanted.append(e.supplier_id == organization_id)
    query = select(c).join(e, e.id == c.engagement_id).options(joinedload(c.engagement).joinedload(Engagement.supplier))
    return db.session.scalars(query.where(*wanted).order_by(c.ended_on, c.engagement_id)).all()


def open_closings_of(scope: Scope, vendor_ids: Iterable[int]) -> dict[int, int]:
    """How many closing lists of each of these vendors have something left to do; those without any are left out."""
    c, e = EngagementClosing, Engagement
    left = or_(c.data == ClosingState.OPEN, c.access == ClosingState.OPEN)
    query = select(e.supplier_id, func.count()).select_from(c).join(e, e.id == c.engagement_id)
    query = query.where(left, e.status == EngagementStatus.ENDED, visible_engagements(scope))
    rows = db.session.execute(query.where(e.supplier_id.in_(sorted(set(vendor_ids)))).group_by(e.supplier_id))
    return {row[0]: row[1] for row in rows}
