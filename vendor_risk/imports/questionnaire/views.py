"""A questionnaire from a file: bring it, look through what it asks, make a draft of it."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from vendor_risk import web
from vendor_risk.database import db, end_transaction_before_slow_work, now
from vendor_risk.errors import Refused
from vendor_risk.imports import batches, queries
from vendor_risk.imports.blueprint import bp
from vendor_risk.imports.models import ImportBatch, ImportKind, ImportStatus
from vendor_risk.imports.questionnaire import actions
from vendor_risk.imports.questionnaire.forms import QuestionnaireForm, QuestionnaireUploadForm
from vendor_risk.imports.reports import QuestionnaireReport
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.permissions import Permission, requires
from vendor_risk.questionnaires.words import kinds
from vendor_risk.web import saving

SHOWN = 300
"""Questions that the preview shows; a catalogue may hold thousands."""


@bp.route("/questionnaire", methods=["GET", "POST"])
@requires(Permission.ASSESSMENT_ISSUE)
@web.limiter.limit("30/minute", methods=["POST"])
def questionnaire_index() -> web.Reply:
    """Where a file that lists questions is brought."""
    form = QuestionnaireUploadForm(organization_queries.companies(web.scope()))
    if form.validate_on_submit():
        data, name = form.file.data.read(), form.file.data.filename or "questionnaire"
        end_transaction_before_slow_work()
        with saving.committed() as ending:
            actions.questionnaire_in(data, name)
            batch = actions.take_in(data, name, company_id=form.company_id.data, at=now(), actor=web.actor())
        if ending:
            return redirect(url_for("imports.questionnaire_preview", batch_id=batch.id), 303)
    else:
        web.flash_errors(form)
    return render_template("imports/questionnaire.html", form=form), 422 if form.is_submitted() else 200


def _batch(batch_id: int) -> ImportBatch:
    return queries.batch(web.scope(), batch_id, ImportKind.QUESTIONNAIRE) or abort(404)


@bp.get("/questionnaire/<int:batch_id>")
@requires(Permission.ASSESSMENT_ISSUE)
def questionnaire_preview(batch_id: int) -> web.Reply:
    """What the file asks, before a questionnaire is made of it."""
    batch = _batch(batch_id)
    if batch.status == ImportStatus.APPLIED:
        made = batches.report_of(batch, QuestionnaireReport).version
        return redirect(url_for("questionnaires.show", version_id=made))
    try:
        found = actions.reopen(batch)
    except Refused as refusal:
        flash(refusal.message, "error")
        return redirect(url_for("imports.questionnaire_index"), 303)
    form = QuestionnaireForm(title=found.title.en)
    number = sum(1 for _question in found.questions())
    return render_template(
        "imports/questionnaire_preview.html",
        batch=batch,
        found=found,
        form=form,
        number=number,
        shown=SHOWN,
        kinds=kinds(),
    )


@bp.post("/questionnaire/<int:batch_id>/make")
@requires(Permission.ASSESSMENT_ISSUE)
def questionnaire_make(batch_id: int) -> web.Reply:
    """Make a draft of it."""
    form = QuestionnaireForm()
    _batch(batch_id)
    if not form.validate_on_submit():
        web.flash_errors(form)
        return redirect(url_for("imports.questionnaire_preview", batch_id=batch_id), 303)
    end_transaction_before_slow_work()
    found = actions.reopen(_batch(batch_id))
    version = actions.apply(_batch(batch_id), found, form.title.data or "", at=now(), actor=web.actor())
    db.session.commit()
    flash(_("Draft questionnaire created. Review and release it before you send it."), "success")
    return redirect(url_for("questionnaires.show", version_id=version.id), 303)
