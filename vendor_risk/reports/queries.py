"""What reports ask the database themselves: the results a partner may be handed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from vendor_risk.assessments.models import Result
from vendor_risk.assessments.queries import visible_assessments
from vendor_risk.database import db
from vendor_risk.permissions import Scope

MOST_RESULTS = 3
"""Questionnaires of one partner a report speaks of, the newest first."""


def results_of(scope: Scope, organization_id: int) -> Sequence[Result]:
    """The current accepted results of an organization, with all that explains them, the newest first."""
    r = Result
    return db.session.scalars(
        select(r)
        .options(undefer(r.inputs), undefer(r.contributions), joinedload(r.organization))
        .where(
            r.organization_id == organization_id,
            r.current.is_(True),
            r.provisional.is_(False),
            visible_assessments(scope, r),
        )
        .order_by(r.scored_at.desc(), r.id.desc())
        .limit(MOST_RESULTS)
    ).all()
