"""What staff's pages and the vendor's do alike with an own workbook: hand it out, take it in, show it, apply it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request
from flask_babel import gettext as _

from vendor_risk import web
from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.models import Assessment
from vendor_risk.database import end_transaction_before_slow_work, now
from vendor_risk.domain.questionnaires import LANGUAGES
from vendor_risk.errors import Refused
from vendor_risk.imports import batches as import_batches
from vendor_risk.imports.forms import OwnUploadForm, WorkbookDecisionForm, brought, decisions_of
from vendor_risk.imports.models import ImportBatch
from vendor_risk.imports.own import actions, pages
from vendor_risk.web import saving
from vendor_risk.web.files import send_workbook


@dataclass(frozen=True)
class OwnDoor:
    """One of the ways in: who acts, for which assessment, and the pages it has for that.

    `assessment` is read again after every transaction. `templates` are those of upload, preview and result; `upload`
    is the address of the first, `shown` gives that of the others for a batch.
    """

    assessment: Callable[[], Assessment]
    actor: str
    upload: str
    shown: Callable[[int], str]
    templates: tuple[str, str, str]


def hand_out(door: OwnDoor, lang: str) -> web.Reply:
    """The workbook with the present answers, in that language."""
    if lang not in LANGUAGES:
        abort(404)
    assessment = door.assessment()
    return send_workbook(actions.workbook_for(assessment, lang), actions.file_name(assessment, lang))


def upload(door: OwnDoor) -> web.Reply:
    """How to answer in Excel; takes the filled workbook in and leads to what it would change."""
    form = OwnUploadForm()
    if request.method == "POST":
        batch = _taken_in(door, form)
        if batch is not None:
            return redirect(door.shown(batch.id), 303)
    is_open = bool(assessment_queries.open_question_ids(door.assessment()))
    page = render_template(door.templates[0], assessment=door.assessment(), form=form, is_open=is_open)
    return page, 422 if request.method == "POST" else 200


def _taken_in(door: OwnDoor, form: OwnUploadForm) -> ImportBatch | None:
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
        batch = actions.take_in(door.assessment(), data, name, at=now(), actor=door.actor, workbook=workbook)
    return batch if ending else None


def preview(door: OwnDoor, batch: ImportBatch, choices: dict[str, str] | None = None, status: int = 200) -> web.Reply:
    """What the uploaded workbook would change, or what it has changed."""
    assessment = door.assessment()
    if pages.is_applied(batch):
        return render_template(door.templates[2], assessment=assessment, batch=batch, pages=pages)
    try:
        workbook = import_batches.reopen(batch.sha256, batch.file_name)
        shown = pages.preview(assessment, actions.preview(batch, workbook), workbook)
    except Refused as refusal:
        flash(refusal.message, "error")
        return redirect(door.upload, 303)
    form = WorkbookDecisionForm()
    page = render_template(
        door.templates[1], assessment=assessment, batch=batch, form=form, choices=choices or {}, shown=shown
    )
    return page, status


def apply(door: OwnDoor, batch_of: Callable[[], ImportBatch]) -> web.Reply:
    """Take over what the preview showed, with the choices made."""
    batch = batch_of()
    shown = door.shown(batch.id)
    if pages.is_applied(batch):  # the button pressed twice: what was done is shown
        return redirect(shown, 303)
    sha256, name, choices = batch.sha256, batch.file_name, dict[str, str]()
    end_transaction_before_slow_work()
    with saving.committed() as ending:
        workbook = import_batches.reopen(sha256, name)
        choices = decisions_of(request.form, actions.to_decide(batch, workbook))
        actions.apply(batch, choices, at=now(), actor=door.actor, workbook=workbook)
    if not ending:
        return preview(door, batch_of(), choices, 409)
    return redirect(shown, 303)


def discard(door: OwnDoor, batch: ImportBatch) -> web.Reply:
    """Give the uploaded workbook up; nothing of it was stored."""
    with saving.committed() as ending:
        actions.discard(batch, at=now(), actor=door.actor)
    if ending:
        flash(_("Upload cancelled. No answers were changed."), "success")
    return redirect(door.upload, 303)
