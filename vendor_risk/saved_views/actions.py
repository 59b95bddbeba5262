"""Saving, renaming and deleting views."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.errors import Refused
from vendor_risk.permissions import Scope
from vendor_risk.saved_views.models import SavedView


def save(
    scope: Scope, user_id: int, name: str, address: tuple[str, str], company_id: int | None, *, at: datetime, actor: str
) -> SavedView:
    """A new view of this address (`places.split`). Refused when it is to be shared with a company out of scope."""
    if company_id is not None and not scope.covers(company_id):
        raise Refused(_("You can share a saved view only with companies that you have access to."), status=404)
    path, query = address
    row = SavedView(user_id=user_id, company_id=company_id, name=name, path=path, query=query, created_at=at)
    db.session.add(row)
    db.session.flush()
    record("saved_views.save", "saved_view", row.id, actor=actor, at=at, company_id=company_id, name=name, path=path)
    return row


def rename(row: SavedView, name: str, *, at: datetime, actor: str) -> None:
    """Another name for one's own view."""
    record("saved_views.rename", "saved_view", row.id, actor=actor, at=at, company_id=row.company_id, name=name)
    row.name = name


def delete(row: SavedView, *, at: datetime, actor: str) -> None:
    """Take one's own view away, for everybody it is shared with too."""
    record("saved_views.delete", "saved_view", row.id, actor=actor, at=at, company_id=row.company_id, name=row.name)
    db.session.delete(row)
