"""Questions about what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db
from vendor_risk.permissions import Scope
from vendor_risk.web.paging import PAGE_SIZE, Page, clamp


@dataclass(frozen=True, slots=True)
class AuditFilters:
    """What the reader looks for; empty fields do not restrict."""

    action: str = ""
    actor: str = ""
    object_type: str = ""
    object_id: str = ""
    since: datetime | None = None
    until: datetime | None = None


def _visible(scope: Scope) -> ColumnElement[bool]:
    """Events of the scope's companies; who stands at the top of the group also sees those of no company."""
    mine = AuditEvent.company_id.in_(scope.companies)
    return or_(mine, AuditEvent.company_id.is_(None)) if not scope.ancestors and not scope.empty else mine


def events(scope: Scope, wanted: AuditFilters, page: int) -> Page[AuditEvent]:
    """One page of events, newest first."""
    conditions = [_visible(scope)]
    for column, value in (
        (AuditEvent.action, wanted.action),
        (AuditEvent.object_type, wanted.object_type),
        (AuditEvent.object_id, wanted.object_id),
    ):
        if value:
            conditions.append(column == value)
    if wanted.actor:
        conditions.append(AuditEvent.actor.icontains(wanted.actor, autoescape=True))
    if wanted.since:
        conditions.append(AuditEvent.at >= wanted.since)
    if wanted.until:
        conditions.append(AuditEvent.at < wanted.until)
    total = db.session.scalar(select(func.count(AuditEvent.id)).where(*conditions)) or 0
    number = clamp(page, total)
    newest = select(AuditEvent.id).where(*conditions).order_by(AuditEvent.id.desc())  # sorts numbers, not whole events
    rows = db.session.scalars(
        select(AuditEvent)
        .where(AuditEvent.id.in_(newest.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)))
        .options(joinedload(AuditEvent.company))
        .order_by(AuditEvent.id.desc())
    )
    return Page(list(rows), number, total)


def actions(scope: Scope) -> list[str]:
    """The actions that occur in the scope, for the filter."""
    return list(db.session.scalars(select(AuditEvent.action).where(_visible(scope)).distinct().order_by("action")))
