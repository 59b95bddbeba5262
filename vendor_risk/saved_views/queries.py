"""Which saved views a person may open, and which are the person's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select

from vendor_risk.accounts.models import User
from vendor_risk.accounts.queries import name_in
from vendor_risk.database import db
from vendor_risk.i18n import language
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Scope
from vendor_risk.saved_views.models import SavedView

MOST = 200
"""Views that are listed."""


def _visible(scope: Scope, user_id: int) -> ColumnElement[bool]:
    """One's own, and those shared with a company of one's scope or above it."""
    return or_(SavedView.user_id == user_id, SavedView.company_id.in_(sorted(scope.companies | scope.ancestors)))


class SavedViewRow(NamedTuple):
    """A saved view in a list, with its owner and the company it is shared with."""

    id: int
    user_id: int
    title: str
    path: str
    created_at: datetime
    owner: str
    company_id: int | None
    name: str | None
    name_en: str | None
    name_ja: str | None


def views(scope: Scope, user_id: int, limit: int = MOST) -> Sequence[SavedViewRow]:
    """Views that may be opened, one's own first: id, name, path, owner's name, company's names."""
    v, o = SavedView, Organization
    rows = db.session.execute(
        select(
            v.id,
            v.user_id,
            v.name.label("title"),
            v.path,
            v.created_at,
            name_in(language()).label("owner"),
            v.company_id,
            o.name,
            o.name_en,
            o.name_ja,
        )
        .join(User, User.id == v.user_id)
        .outerjoin(o, o.id == v.company_id)
        .where(_visible(scope, user_id))
        .order_by(v.user_id != user_id, v.name, v.id)
        .limit(limit)
    )
    return [SavedViewRow._make(row) for row in rows]  # fmt: skip


def view(scope: Scope, user_id: int, view_id: int) -> SavedView | None:
    """A view that may be opened."""
    return db.session.scalar(select(SavedView).where(SavedView.id == view_id, _visible(scope, user_id)))


def own(scope: Scope, user_id: int, view_id: int) -> SavedView | None:
    """One's own view, to rename or delete."""
    return db.session.scalar(
        select(SavedView).where(SavedView.id == view_id, SavedView.user_id == user_id, _visible(scope, user_id))
    )
