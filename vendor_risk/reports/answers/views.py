"""The vendor's copy of its answers as PDF: a page of the portal, made here because reports are drawn here."""

from __future__ import annotations

from flask import redirect, url_for

from vendor_risk import web
from vendor_risk.assessments import pages
from vendor_risk.assessments.states import DONE
from vendor_risk.declarations.queries import named_subcontractors
from vendor_risk.i18n import local_today
from vendor_risk.permissions import invited
from vendor_risk.portal.blueprint import assessment, bp, limit_key, submitter
from vendor_risk.reports.answers.paper import answers_paper
from vendor_risk.reports.rendering import RENDERINGS, ReportFormat
from vendor_risk.web.files import send_made


@bp.get("/answers.pdf")
@invited()
@web.limiter.limit("10/minute", key_func=limit_key)
def answers_pdf() -> web.Reply:
    """Everything that was submitted, as PDF; before submitting, the overview."""
    asked = assessment()
    if asked.status not in DONE:
        return redirect(url_for("portal.overview"))
    paper = answers_paper(
        asked,
        pages.view(asked),
        named_subcontractors(asked),
        by=submitter(asked),
        today=local_today(),
    )
    rendering = RENDERINGS[ReportFormat.PDF]
    return send_made(rendering.render(paper), rendering.media_type, f"{paper.stem}.pdf")
