"""The page of the search."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from vendor_risk import web
from vendor_risk.i18n import local_today
from vendor_risk.improvement.pages import question_name
from vendor_risk.permissions import Permission, signed_in
from vendor_risk.search import queries

bp = Blueprint("search", __name__, url_prefix="/search")


@bp.get("/")
@signed_in()
def index() -> str:
    """What was found, kind by kind; kinds the person may not see are not searched."""
    text = request.args.get("q", "").strip()[:200]
    today = local_today()
    found: dict[str, queries.SearchHits[object]] = {}
    if text and web.may(Permission.REGISTER_VIEW):
        scope = web.scope(Permission.REGISTER_VIEW)
        found["organizations"] = queries.organizations(scope, text)
        found["contacts"] = queries.contacts(scope, text)
        found["engagements"] = queries.engagements(scope, text, today)
    if text and web.may(Permission.ASSESSMENT_VIEW):
        found["findings"] = queries.findings(web.scope(Permission.ASSESSMENT_VIEW), text)
    if text and web.may(Permission.QUESTIONNAIRE_VIEW):
        found["questions"] = queries.questions(web.scope(Permission.QUESTIONNAIRE_VIEW), text)
    total = sum(hits.total for hits in found.values())
    return render_template("search/index.html", text=text, found=found, total=total, question_name=question_name)
