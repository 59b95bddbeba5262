"""Undoing a register import: first a page that says what goes, what is set back and what stands in the way."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vendor_risk import web
from vendor_risk.database import now
from vendor_risk.imports import queries as import_queries
from vendor_risk.imports.models import ImportBatch, ImportStatus
from vendor_risk.permissions import Permission, requires
from vendor_risk.upkeep.blueprint import bp
from vendor_risk.upkeep.undo import actions, pages, queries, words
from vendor_risk.upkeep.words import kept_name
from vendor_risk.web import saving


def _batch(batch_id: int) -> ImportBatch:
    return import_queries.own_register_batch(web.scope(), batch_id, web.actor()) or abort(404)


@bp.get("/imports/<int:batch_id>")
@requires(Permission.REGISTER_EDIT)
def undo(batch_id: int) -> str | Response:
    """What undoing this import does."""
    batch = _batch(batch_id)
    if batch.status != ImportStatus.APPLIED:
        return redirect(url_for("imports.register_preview", batch_id=batch_id))
    found = queries.undoing(batch, web.scope(), web.scope(Permission.COMPANY_EDIT))
    return render_template(
        "upkeep/undo.html",
        batch=batch,
        found=found,
        tables=words.undone_tables(),
        lines=pages.back_lines(found),
        hindrances=words.undo_hindrances(),
        kept_name=kept_name,
    )


@bp.post("/imports/<int:batch_id>")
@requires(Permission.REGISTER_EDIT)
def undo_import(batch_id: int) -> Response:
    """Undo the import, all of it or nothing."""
    batch = _batch(batch_id)
    with saving.committed() as ending:
        actions.undo(batch, web.scope(), web.scope(Permission.COMPANY_EDIT), at=now(), actor=web.actor())
    if not ending:
        return redirect(url_for("upkeep.undo", batch_id=batch_id), 303)
    flash(
        _("Import undone. The records it added have been deleted, and the records it changed have been restored."),
        "success",
    )
    return redirect(url_for("imports.index"), 303)
