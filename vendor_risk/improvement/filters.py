"""What the address of the list of findings says."""

from __future__ import annotations

from flask import request
from flask_security import current_user

from vendor_risk import web
from vendor_risk.improvement.forms import FilterForm
from vendor_risk.improvement.queries import ImprovementFilters


def asked_filters(form: FilterForm) -> ImprovementFilters:
    """What the address narrows the list by."""
    return ImprovementFilters(
        q=form.q.data or "",
        status=form.status.data or "",
        severity=form.severity.data or "",
        organization=request.args.get("organization", type=int),
        section=request.args.get("section", "")[:220],
        question=(form.question.data or "").strip(),
        kind=form.kind.data or "",
        overdue=bool(form.overdue.data),
        owner=form.owner.data or "",
        person=current_user.id,
        small=bool(form.small.data),
        among=web.numbers(request.args.get("among", "")),
        questions=tuple(part for part in request.args.get("questions", "")[:4000].split(",") if part),
    )
