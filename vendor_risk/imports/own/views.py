"""Own workbooks for staff: a vendor mailed the filled workbook back, so it is uploaded for the vendor."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from vendor_risk import web
from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.models import Assessment
from vendor_risk.database import db, end_transaction_before_slow_work, now
from vendor_risk.domain.questionnaires import LANGUAGES
from vendor_risk.errors import Refused
from vendor_risk.imports import batches as import_batches
from vendor_risk.imports import queries
from vendor_risk.imports.blueprint import bp
from vendor_risk.imports.forms import OwnUploadForm, WorkbookDecisionForm, brought, decisions_of
from vendor_risk.imports.models import ImportBatch, ImportKind
from vendor_risk.imports.own import actions, pages
from vendor_risk.permissions import Permission, requires
from vendor_risk.web import saving
from vendor_risk.web.files import send_workbook


def _assessment(assessment_id: int) -> Assessment:
    """An assessment whose answers this person may bring in: one issued by a company of the scope."""
    found = assessment_queries.assessment(web.scope(), assessment_id)
    return found if found is not None and web.scope().covers(found.issuer_id) else abort(404)


@bp.get("/assessments/<int:assessment_id>/workbook/file")
@requires(Permission.ASSESSMENT_ISSUE)
def own_download(assessment_id: int) -> web.Reply:
    """The assessment's own workbook with the present answers."""
    assessment = _assessment(assessment_id)
    lang = request.args.get("in", assessment.language)
    if lang not in LANGUAGES:
        abort(404)
    return send_workbook(actions.workbook_for(assessment, lang), actions.file_name(assessment, lang))


def _taken_in(form: OwnUploadForm, assessment_id: int) -> ImportBatch | None:
    """The batch of the uploaded workbook, committed; None, and told, when it is refused or the form has faults.

    The file is read while no transaction is open, so that a slow one keeps nobody from saving.
    """
    if not form.validate_on_submit():
        web.flash_errors(form)
        return None
    data, name = brought(form, "workbook.xlsx")
    end_transaction_before_slow_work()
    with saving.committed() as ending:
        workbook = import_batches.open_workbook(data, name)
        batch = actions.take_in(_assessment(assessment_id), data, name, at=now(), actor=web.actor(), workbook=workbook)
    return batch if ending else None


@bp.route("/assessments/<int:assessment_id>/workbook", methods=["GET", "POST"])
@requires(Permission.ASSESSMENT_ISSUE)
@web.limiter.limit("60/minute", methods=["POST"])
def own_upload(assessment_id: int) -> web.Reply:
    """Take a workbook in that the vendor filled in and sent by mail."""
    assessment, form = _assessment(assessment_id), OwnUploadForm()
    if request.method == "POST":
        batch = _taken_in(form, assessment_id)
        if batch is not None:
            return redirect(url_for("imports.own_preview", batch_id=batch.id), 303)
    is_open = bool(assessment_queries.open_question_ids(assessment))
    page = render_template("imports/own.html", assessment=assessment, form=form, is_open=is_open)
    return page, 422 if request.method == "POST" else 200


def _batch(batch_id: int) -> tuple[ImportBatch, Assessment]:
    batch = queries.batch(web.scope(), batch_id, ImportKind.OWN_WORKBOOK)
    if batch is None or batch.assessment_id is None:
        abort(404)
    return batch, _assessment(batch.assessment_id)


@bp.get("/own/<int:batch_id>")
@requires(Permission.ASSESSMENT_ISSUE)
def own_preview(batch_id: int) -> web.Reply:
    """What the workbook would change, or what it has changed."""
    return _preview(*_batch(batch_id), {})


def _preview(batch: ImportBatch, assessment: Assessment, choices: dict[str, str], status: int = 200) -> web.Reply:
    if pages.is_applied(batch):
        return render_template("imports/own_result.html", assessment=assessment, batch=batch, pages=pages)
    try:
        diff = actions.preview(batch)
    except Refused as refusal:
        flash(refusal.message, "error")
        return redirect(url_for("imports.own_upload", assessment_id=assessment.id), 303)
    body = render_template(
        "imports/own_preview.html",
        assessment=assessment,
        batch=batch,
        form=WorkbookDecisionForm(),
        choices=choices,
        shown=pages.preview(assessment, diff),
    )
    return body, status


@bp.post("/own/<int:batch_id>/apply")
@requires(Permission.ASSESSMENT_ISSUE)
def own_apply(batch_id: int) -> web.Reply:
    """Take over what the preview showed, with the choices made."""
    batch, _found = _batch(batch_id)
    if pages.is_applied(batch):  # the button pressed twice: what was done is shown
        return redirect(url_for("imports.own_preview", batch_id=batch_id), 303)
    sha256, name, choices = batch.sha256, batch.file_name, dict[str, str]()
    end_transaction_before_slow_work()
    with saving.committed() as ending:
        workbook = import_batches.reopen(sha256, name)
        choices = decisions_of(request.form, actions.conflicts(batch, workbook))
        actions.apply(batch, choices, at=now(), actor=web.actor(), workbook=workbook)
    if not ending:
        return _preview(*_batch(batch_id), choices, 409)
    return redirect(url_for("imports.own_preview", batch_id=batch_id), 303)


@bp.post("/own/<int:batch_id>/discard")
@requires(Permission.ASSESSMENT_ISSUE)
def own_discard(batch_id: int) -> web.Reply:
    """Give the uploaded workbook up; nothing of it was stored."""
    batch, assessment = _batch(batch_id)
    actions.discard(batch, at=now(), actor=web.actor())
    db.session.commit()
    flash(_("Upload cancelled. No answers were changed."), "success")
    return redirect(url_for("imports.own_upload", assessment_id=assessment.id), 303)
