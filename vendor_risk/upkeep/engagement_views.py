"""Engagements: ended with a closing list, deleted, or changed together; and the closing lists with something to do."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from vendor_risk import web
from vendor_risk.database import db
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.i18n import local_today
from vendor_risk.permissions import Permission, requires
from vendor_risk.upkeep import actions, edit_actions, fates, hanging_queries, pages, queries
from vendor_risk.upkeep.blueprint import bp, mandate
from vendor_risk.upkeep.fates import EngagementFate
from vendor_risk.upkeep.forms import ChosenForm, ClosingForm, EndForm, EngagementsEditForm
from vendor_risk.upkeep.models import ClosingState
from vendor_risk.upkeep.words import closing_states
from vendor_risk.web.ids import ids_of
from vendor_risk.web.query_state import address
from vendor_risk.web.saving import save


def _page(template: str, form: ChosenForm, found: Sequence[EngagementFate], **more: object) -> str:
    return render_template(
        template,
        form=form,
        plan=pages.engagement_plan(found),
        carried=request.args.to_dict(),
        back=address("engagements.index", request.args),
        **more,
    )


def _ids(found: Sequence[EngagementFate]) -> str:
    return ",".join(str(fate.engagement.id) for fate in found if fate.hindrance is None)


def _ending(rows: Sequence[Engagement]) -> list[EngagementFate]:
    return fates.of_engagements(rows, web.scope(Permission.REGISTER_EDIT))


def _end_page(rows: Sequence[Engagement]) -> str:
    found = _ending(rows)
    data = {"ids": _ids(found), "ended_on": local_today(), "data_state": "open", "access_state": "open"}
    return _page("upkeep/end_engagements.html", EndForm(formdata=None, data=data), found)


def _delete_page(rows: Sequence[Engagement]) -> str:
    kept = hanging_queries.engagements_kept(rows)
    found = fates.of_engagements(rows, web.scope(Permission.REGISTER_EDIT), delete=True, kept=kept)
    return _page("upkeep/delete_engagements.html", ChosenForm(formdata=None, data={"ids": _ids(found)}), found)


def _edit_page(rows: Sequence[Engagement], form: EngagementsEditForm | None = None) -> str:
    edit = web.scope(Permission.REGISTER_EDIT)
    found = [EngagementFate(row, fates.running_again(row, edit)) for row in rows]
    ready = [fate.engagement for fate in found if fate.hindrance is None]
    asking = form or EngagementsEditForm(formdata=None, data={"ids": _ids(found)})
    return _page("upkeep/edit_engagements.html", asking, found, owned=pages.owned(ready))


_PAGES = {"end": _end_page, "delete": _delete_page, "edit": _edit_page}


def _rows(form: ChosenForm) -> list[Engagement]:
    return queries.chosen_engagements(web.scope(), web.numbers(form.ids.data or ""))


@bp.post("/engagements")
@requires(Permission.REGISTER_EDIT)
def choose_engagements() -> web.Reply:
    """Show what is about to happen to the ticked engagements."""
    what, view = request.form.get("do", ""), web.scope(Permission.REGISTER_VIEW)
    if what not in _PAGES:
        abort(400)
    chosen = queries.chosen_engagements(view, ids_of(request.form.getlist("engagement")))
    if not chosen:
        flash(_("Select one or more engagements."), "error")
        return redirect(address("engagements.index", request.args), 303)
    return _PAGES[what](chosen)


def _one(engagement_id: int) -> list[Engagement]:
    return queries.chosen_engagements(web.scope(), [engagement_id]) or abort(404)


@bp.get("/engagements/<int:engagement_id>/end")
@requires(Permission.REGISTER_EDIT)
def end_engagement(engagement_id: int) -> str:
    """What ending one engagement does."""
    return _end_page(_one(engagement_id))


@bp.get("/engagements/<int:engagement_id>/delete")
@requires(Permission.REGISTER_EDIT)
def delete_engagement(engagement_id: int) -> str:
    """What deleting one engagement does, or why it cannot be deleted."""
    return _delete_page(_one(engagement_id))


def _done(message: str, ids: list[int]) -> Response:
    flash(message, "success")
    if len(ids) == 1 and not request.args:
        return redirect(url_for("engagements.detail", engagement_id=ids[0]), 303)
    return redirect(address("engagements.index", request.args), 303)


@bp.post("/engagements/end")
@requires(Permission.REGISTER_EDIT)
def end_engagements() -> web.Reply:
    """End the engagements that were shown, each with its closing list."""
    form = EndForm()
    rows = _rows(form) or abort(404)
    ids = [row.id for row in rows]

    def end() -> int:
        actions.end_engagements(rows, form.closing(), by=mandate())
        return len(ids)

    number = save(form, end)
    if number is None:
        return _page("upkeep/end_engagements.html", form, _ending(_rows(form))), 422
    return _done(ngettext("%(num)s engagement ended.", "%(num)s engagements ended.", number), ids)


@bp.post("/engagements/delete")
@requires(Permission.REGISTER_EDIT)
def delete_engagements() -> web.Reply:
    """Delete the engagements that were shown."""
    rows = _rows(ChosenForm()) or abort(404)
    number = len(rows)
    actions.delete_engagements(rows, by=mandate())
    db.session.commit()
    return _done(ngettext("%(num)s engagement deleted.", "%(num)s engagements deleted.", number), [])


@bp.post("/engagements/edit")
@requires(Permission.REGISTER_EDIT)
def edit_engagements() -> web.Reply:
    """Give the engagements that were shown another owner, another status, or both."""
    form = EngagementsEditForm()
    rows = _rows(form) or abort(404)
    ids = [row.id for row in rows]

    def changed() -> tuple[int, int]:
        by = mandate()
        owners = edit_actions.give_owner(rows, form.owner, by=by) if form.owner else 0
        status = EngagementStatus(form.status.data) if form.status.data else None
        return owners, edit_actions.set_status(rows, status, by=by) if status else 0

    done = save(form, changed)
    if done is None:
        return _edit_page(_rows(form), form), 422
    return _done(
        _("Owners changed: %(owners)s. Statuses changed: %(statuses)s.", owners=done[0], statuses=done[1]), ids
    )


@bp.get("/closing")
@requires(Permission.REGISTER_VIEW)
def closings() -> str:
    """Ended engagements whose data or access is not settled yet."""
    rows = queries.open_closings(web.scope())
    return render_template("upkeep/closings.html", rows=rows, states=closing_states())


@bp.route("/closing/<int:engagement_id>", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
def closing(engagement_id: int) -> web.Reply:
    """Say what has become of our data and the vendor's access."""
    row = queries.closing(web.scope(), engagement_id) or abort(404)
    form = ClosingForm(data={"data_state": row.data, "access_state": row.access, "note": row.note})

    def said() -> bool:
        data, access = ClosingState(form.data_state.data), ClosingState(form.access_state.data)
        actions.close(row, data, access, form.note.data or "", by=mandate())
        return True

    if form.is_submitted() and save(form, said):
        flash(_("Saved."), "success")
        return redirect(url_for("upkeep.closings"), 303)
    page = render_template("upkeep/closing.html", form=form, row=row)
    return page, 422 if form.is_submitted() else 200
