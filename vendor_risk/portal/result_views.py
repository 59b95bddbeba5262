"""The vendor's own result, once the answers are accepted."""

from __future__ import annotations

from flask import redirect, render_template, url_for

from vendor_risk import web
from vendor_risk.assessments.answers.kinds import level_name
from vendor_risk.assessments.models import AssessmentStatus
from vendor_risk.assessments.results.explanation import short
from vendor_risk.i18n import local_today
from vendor_risk.permissions import invited
from vendor_risk.portal import queries
from vendor_risk.portal.blueprint import assessment, bp, invitation
from vendor_risk.portal.result_pages import own_result
from vendor_risk.questionnaires.queries import rules


@bp.get("/result")
@invited()
def result() -> web.Reply:
    """The vendor's own result, why it is what it is, and what would improve it."""
    row = queries.accepted_result(assessment().id) if assessment().status == AssessmentStatus.ACCEPTED else None
    if row is None:
        return redirect(url_for("portal.overview"))
    return render_template(
        "portal/result.html",
        assessment=assessment(),
        row=row,
        own=own_result(row, local_today()),
        rules=rules(),
        until=invitation().expires_at,
        level_name=level_name,
        short=short,
    )
