"""Evidence: sent by the page's script as it is chosen, without leaving the page; handed out as a download."""

from __future__ import annotations

from flask import abort, jsonify, render_template, request

from vendor_risk import web
from vendor_risk.assessments import pages
from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.evidence.downloads import download
from vendor_risk.database import db, now
from vendor_risk.permissions import invited
from vendor_risk.portal.actions import respondent
from vendor_risk.portal.blueprint import assessment, bp, closed_words, invitation, limit_key
from vendor_risk.portal.evidence.form import change_evidence
from vendor_risk.web.ids import ids_of


def _question(number: int) -> pages.QuestionView:
    asked = list(pages.view(assessment()).questions())
    return asked[number - 1] if 1 <= number <= len(asked) else abort(404)


@bp.post("/questions/<int:number>/evidence")
@invited()
@web.limiter.limit("120/minute", key_func=limit_key)
def change_question_evidence(number: int) -> web.Reply:
    """Attach the files and the reference in the form, or take evidence away; what was refused is in `faults`.

    `made` is the version of an answer that the evidence made, 0 when there was one.
    """
    before = _question(number)
    if not before.open:
        return jsonify(error=closed_words(assessment()), status=409, closed=True), 409
    removed = ids_of(request.form.getlist("remove"))
    faults = change_evidence(
        assessment(),
        before.question.id,
        [upload for upload in request.files.getlist("files") if upload.filename],
        request.form.get("reference", ""),
        removed,
        who=respondent(invitation()),
        at=now(),
    )
    after = _question(number)
    reply = jsonify(
        list=render_template("portal/_evidence_list.html", q=after),
        count=len(after.evidence),
        made=after.version if before.version == 0 else 0,
        faults=faults,
    )
    db.session.commit()
    return reply


@bp.get("/evidence/<int:evidence_id>")
@invited()
def evidence(evidence_id: int) -> web.Reply:
    """A file that was attached, as a download."""
    item = assessment_queries.evidence_item(assessment().id, evidence_id)
    if item is None or item.sha256 is None:
        abort(404)
    return download(item)
