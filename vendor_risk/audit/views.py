"""The audit log: pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from flask import Blueprint, render_template, request
from flask_babel import get_timezone

from vendor_risk import features, web
from vendor_risk.audit import queries
from vendor_risk.permissions import Permission, requires
from vendor_risk.web.paging import asked_page

bp = Blueprint("audit", __name__, url_prefix="/audit")


def _day(text: str, days_later: int = 0) -> datetime | None:
    """The beginning of that day in the installation's time zone; None when it is no date, or out of time."""
    try:
        day = date.fromisoformat(text) + timedelta(days=days_later)
        moment: datetime = get_timezone().localize(datetime.combine(day, time()))
    except (ValueError, OverflowError):
        return None
    return moment


def _wanted(args: Mapping[str, str]) -> queries.AuditFilters:
    return queries.AuditFilters(
        action=args.get("action", ""),
        actor=args.get("actor", "").strip()[:100],
        object_type=args.get("object_type", ""),
        object_id=args.get("object_id", "").strip()[:120],
        since=_day(args.get("since", "")),
        until=_day(args.get("until", ""), days_later=1),
    )


@bp.get("/")
@requires(Permission.AUDIT_VIEW)
def index() -> str:
    """Who did what, newest first."""
    found = queries.events(web.scope(), _wanted(request.args), asked_page(request.args))
    return render_template(
        "audit/index.html",
        found=found,
        actions=queries.actions(web.scope()),
        action_names=features.audit_actions(),
        object_names=features.audit_objects(),
        wanted=request.args,
    )
