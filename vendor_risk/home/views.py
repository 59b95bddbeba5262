"""Home: what needs me now, by what I may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, render_template
from flask_babel import get_timezone, to_user_timezone

from vendor_risk import web
from vendor_risk.audit.queries import Wanted, events
from vendor_risk.audit.words import ACTIONS
from vendor_risk.database import now
from vendor_risk.home import queries
from vendor_risk.home.steering import steering
from vendor_risk.permissions import Permission, Scope, signed_in

bp = Blueprint("home", __name__)
_EVENTS = 8
Panel = TypeVar("Panel")


@bp.get("/")
@signed_in()
def index() -> str:
    """The panels of this person's permissions, the most urgent first; first steps while little is there yet."""
    moment = now()
    today = to_user_timezone(moment).date()
    seen = {
        permission: web.scope(permission)
        for permission in (
            Permission.ASSESSMENT_ISSUE,
            Permission.REVIEW_DECIDE,
            Permission.HEATMAP_VIEW,
            Permission.AUDIT_VIEW,
            Permission.USER_EDIT,
            Permission.REGISTER_VIEW,
        )
    }
    return render_template(
        "home/index.html",
        steps=queries.first_steps(seen[Permission.REGISTER_VIEW]),
        asking=_for(seen[Permission.ASSESSMENT_ISSUE], lambda scope: queries.asking(scope, today)),
        review=_for(seen[Permission.REVIEW_DECIDE], queries.review_queue),
        steering=_for(seen[Permission.HEATMAP_VIEW], lambda scope: steering(scope, today, get_timezone())),
        events=_for(seen[Permission.AUDIT_VIEW], lambda scope: events(scope, Wanted(), 1).rows[:_EVENTS]),
        waited=lambda since: queries.waited_days(since, moment),
        today=today,
        action_names=ACTIONS,
        contract_days=queries.CONTRACT_DAYS,
    )


def _for(scope: Scope, panel: Callable[[Scope], Panel]) -> Panel | None:
    """A panel for who has the permission somewhere; None otherwise."""
    return None if scope.empty else panel(scope)
