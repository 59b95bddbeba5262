"""Rows on hold over all imports of a person: taken up again to be put right and imported, or given up."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from vendor_risk import web
from vendor_risk.database import db, now
from vendor_risk.i18n import language
from vendor_risk.imports.blueprint import bp
from vendor_risk.imports.register import actions as register_import_actions
from vendor_risk.imports.register.preview.opening_views import own_batch, rights_of, workbooks_of
from vendor_risk.imports.register.waiting import actions, queries
from vendor_risk.imports.register.waiting.models import HeldRow
from vendor_risk.imports.register.words import RowProblem
from vendor_risk.permissions import Permission, requires
from vendor_risk.web.paging import asked_page


@bp.get("/register/waiting")
@requires(Permission.REGISTER_EDIT)
def register_waiting() -> web.Reply:
    """Every row of this person's imports that waits, with its file and why."""
    batch_id = request.args.get("batch", type=int)
    page = queries.waiting_rows(web.scope(), web.actor(), asked_page(request.args), batch_id)
    return render_template("imports/register_waiting.html", page=page, said=_said, batch_id=batch_id)


def _said(problem: RowProblem) -> str:
    return problem.message(_, language())


def _chosen() -> list[HeldRow]:
    """The rows whose boxes are ticked; those of one import, when they are all asked for. 404 for anybody else's."""
    ids = {int(text) for text in request.form.getlist("row") if text.isascii() and text.isdigit() and len(text) < 19}
    batch_id = request.form.get("batch", type=int)
    found = list(queries.chosen_rows(web.scope(), web.actor(), ids, batch_id))
    if len(found) < len(ids):
        abort(404)
    return found


def _none_chosen() -> web.Reply:
    flash(_("Select one or more rows."), "error")
    return redirect(url_for("imports.register_waiting"), 303)


@bp.post("/register/waiting/take-up")
@requires(Permission.REGISTER_EDIT)
@web.limiter.limit("30/minute")
def register_take_up() -> web.Reply:
    """A preview of the selected rows, to put them right and import them. Rows of one file at a time."""
    chosen = _chosen()
    if not chosen:
        return _none_chosen()
    source_id = chosen[0].batch_id
    rows: dict[str, list[int]] = {}
    for row in chosen:
        if row.batch_id == source_id:
            rows.setdefault(row.sheet, []).append(row.row)
    workbooks = workbooks_of(own_batch(source_id))
    source = own_batch(source_id)
    rights = rights_of(register_import_actions.settings_of(source).home)
    batch = register_import_actions.take_up(source, workbooks, rows, rights, at=now(), actor=web.actor())
    if any(row.batch_id != source_id for row in chosen):
        flash(_("The selected rows come from several files. This preview shows only the rows from “%(file)s”.",
                file=source.file_name), "info")  # fmt: skip
    db.session.commit()
    return redirect(url_for("imports.register_preview", batch_id=batch.id), 303)


@bp.post("/register/waiting/discard")
@requires(Permission.REGISTER_EDIT)
def register_discard_rows() -> web.Reply:
    """Give the selected rows up, once the page that names them was confirmed."""
    chosen = _chosen()
    if not chosen:
        return _none_chosen()
    reason = request.form.get("reason", "").strip()
    if "confirmed" not in request.form or not reason:
        if "confirmed" in request.form:
            flash(_("Enter a reason."), "error")
        return render_template("imports/register_discard_rows.html", rows=chosen, reason=reason)
    number = actions.discard(chosen, reason, at=now(), actor=web.actor())
    db.session.commit()
    words = ngettext("%(num)s row on hold discarded.", "%(num)s rows on hold discarded.", number)
    flash(words, "success")
    return redirect(url_for("imports.register_waiting"), 303)
