"""The workbook for respondents: download it, fill it in, upload it, look through what it changes, decide, done."""

from __future__ import annotations

from dataclasses import replace

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from vendor_risk import web
from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.database import db, end_transaction_before_slow_work, now
from vendor_risk.domain.questionnaires import LANGUAGES
from vendor_risk.errors import Refused
from vendor_risk.i18n import language
from vendor_risk.imports import batches as import_batches
from vendor_risk.imports import queries
from vendor_risk.imports.forms import OwnUploadForm, WorkbookDecisionForm, brought, decisions_of
from vendor_risk.imports.models import ImportBatch
from vendor_risk.imports.own import actions as own_import_actions
from vendor_risk.imports.own import pages as own_import_pages
from vendor_risk.permissions import invited
from vendor_risk.portal.actions import respondent
from vendor_risk.portal.blueprint import assessment, bp, invitation, limit_key
from vendor_risk.portal.subcontractors.workbook import in_workbook, take_over
from vendor_risk.web import saving
from vendor_risk.web.files import send_workbook


@bp.get("/workbook/file")
@invited()
@web.limiter.limit("30/minute", key_func=limit_key)
def workbook_download() -> web.Reply:
    """The workbook with the present answers."""
    lang = request.args.get("in", language())
    if lang not in LANGUAGES:
        abort(404)
    content = own_import_actions.workbook_for(assessment(), lang)
    return send_workbook(content, own_import_actions.file_name(assessment(), lang))


def _taken_in(form: OwnUploadForm) -> ImportBatch | None:
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
        actor = respondent(invitation())
        batch = own_import_actions.take_in(assessment(), data, name, at=now(), actor=actor, workbook=workbook)
    return batch if ending else None


@bp.route("/workbook", methods=["GET", "POST"])
@invited()
@web.limiter.limit("20/minute", key_func=limit_key, methods=["POST"])
def workbook_upload() -> web.Reply:
    """How to answer in Excel; takes the filled workbook in and leads to what it would change."""
    form = OwnUploadForm()
    if request.method == "POST":
        batch = _taken_in(form)
        if batch is not None:
            return redirect(url_for("portal.workbook_preview", batch_id=batch.id), 303)
    is_open = bool(assessment_queries.open_question_ids(assessment()))
    page = render_template("portal/workbook.html", assessment=assessment(), form=form, is_open=is_open)
    return page, 422 if request.method == "POST" else 200


def _batch(batch_id: int) -> ImportBatch:
    return queries.batch_of(assessment().id, batch_id) or abort(404)


@bp.get("/workbook/<int:batch_id>")
@invited()
def workbook_preview(batch_id: int) -> web.Reply:
    """What the uploaded workbook would change, or what it has changed."""
    return _preview(_batch(batch_id), {})


def _preview(batch: ImportBatch, choices: dict[str, str], status: int = 200) -> web.Reply:
    if own_import_pages.is_applied(batch):
        return render_template(
            "portal/workbook_result.html", assessment=assessment(), batch=batch, pages=own_import_pages
        )
    try:
        workbook = import_batches.reopen(batch.sha256, batch.file_name)
        diff = own_import_actions.preview(batch, workbook)
    except Refused as refusal:
        flash(refusal.message, "error")
        return redirect(url_for("portal.workbook_upload"), 303)
    shown = own_import_pages.preview(assessment(), diff)
    subcontractors = in_workbook(assessment(), workbook)
    shown = replace(shown, something=shown.something or subcontractors.changes_something)
    body = render_template(
        "portal/workbook_preview.html",
        assessment=assessment(),
        batch=batch,
        form=WorkbookDecisionForm(),
        choices=choices,
        subcontractors=subcontractors,
        shown=shown,
    )
    return body, status


@bp.post("/workbook/<int:batch_id>/apply")
@invited()
@web.limiter.limit("20/minute", key_func=limit_key)
def workbook_apply(batch_id: int) -> web.Reply:
    """Take over what the preview showed, with the choices made."""
    batch = _batch(batch_id)
    if own_import_pages.is_applied(batch):  # the button pressed twice: what was done is shown
        return redirect(url_for("portal.workbook_preview", batch_id=batch_id), 303)
    sha256, name, choices = batch.sha256, batch.file_name, dict[str, str]()
    end_transaction_before_slow_work()
    with saving.committed() as ending:
        workbook = import_batches.reopen(sha256, name)
        choices = decisions_of(request.form, own_import_actions.conflicts(batch, workbook))
        own_import_actions.apply(batch, choices, at=now(), actor=respondent(invitation()), workbook=workbook)
    if not ending:
        return _preview(_batch(batch_id), choices, 409)
    _take_subcontractors(_batch(batch_id))
    return redirect(url_for("portal.workbook_preview", batch_id=batch_id), 303)


def _take_subcontractors(batch: ImportBatch) -> None:
    """What the sheet of subcontractors says, after the answers; a refusal is told and leaves those as they are."""
    sha256, name = batch.sha256, batch.file_name
    end_transaction_before_slow_work()
    workbook = import_batches.reopen(sha256, name)
    with saving.committed():
        found = in_workbook(assessment(), workbook)
        take_over(assessment(), found, at=now(), actor=respondent(invitation()))


@bp.post("/workbook/<int:batch_id>/discard")
@invited()
def workbook_discard(batch_id: int) -> web.Reply:
    """Give the uploaded workbook up; nothing of it was stored."""
    own_import_actions.discard(_batch(batch_id), at=now(), actor=respondent(invitation()))
    db.session.commit()
    flash(_("Upload cancelled. No answers were changed."), "success")
    return redirect(url_for("portal.workbook_upload"), 303)
