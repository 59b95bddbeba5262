"""Giving many findings an owner or a date: first a page that says how many, of whom, and what is replaced."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user
from werkzeug.wrappers import Response

from vendor_risk import web
from vendor_risk.database import now
from vendor_risk.i18n import local_today
from vendor_risk.improvement import actions, mail, owner_queries, queries
from vendor_risk.improvement.actions import Owner
from vendor_risk.improvement.blueprint import bp
from vendor_risk.improvement.forms import AssignForm, FilterForm, asked_filters
from vendor_risk.improvement.queries import ImprovementFilters
from vendor_risk.permissions import Permission, requires
from vendor_risk.web.ids import an_id, id_or_none
from vendor_risk.web.query_state import address
from vendor_risk.web.saving import save


def owner_of(value: str) -> Owner:
    """The owner that a chooser of owners names; nobody for "" and for an id there is not."""
    if value == queries.VENDOR:
        return Owner(vendor=True)
    number = id_or_none(value)
    return Owner(person=None if number is None else owner_queries.user(number))


def _back() -> Response:
    return redirect(address("improvement.index", request.args), code=303)


def _editable(ids: list[int] | None) -> list[int]:
    """Those of these findings (None: of all that match the filters of the address) that may be changed."""
    filters = _filters() if ids is None else ImprovementFilters(small=True)
    return queries.editable_ids(web.scope(Permission.ASSESSMENT_VIEW), web.scope(), filters, local_today(), ids)


def _filters() -> ImprovementFilters:
    form = FilterForm(request.args)
    form.offer(())
    return asked_filters(form)


def _page(form: AssignForm, ids: list[int]) -> str:
    return render_template(
        "improvement/assign.html",
        form=form,
        number=len(ids),
        rows=queries.chosen(web.scope(Permission.ASSESSMENT_VIEW), ids),
        carried=request.args.to_dict(),
    )


@bp.post("/choose")
@requires(Permission.FINDING_EDIT)
def choose() -> web.Reply | Response:
    """Show how many findings of which organizations are about to be changed, and ask for the owner and the date."""
    everything = "all" in request.form
    if everything and not _filters().narrow:
        flash(_("Narrow the list first, or select findings individually."), "error")
        return _back()
    ids = _editable(None if everything else request.form.getlist("finding", type=an_id))
    if not ids:
        flash(_("Select one or more open findings that you can change."), "error")
        return _back()
    if len(ids) > actions.AT_MOST:
        flash(
            _(
                "%(num)s findings match. No more than %(most)s can be changed at once: narrow the list first.",
                num=len(ids),
                most=actions.AT_MOST,
            ),
            "error",
        )
        return _back()
    asking = AssignForm(formdata=None, data={"findings": ",".join(map(str, ids))})
    asking.offer(_("The assessed organisation itself"), owner_queries.people_for(ids))
    return _page(asking, ids)


@bp.post("/assign")
@requires(Permission.FINDING_EDIT)
def assign() -> web.Reply | Response:
    """Give the findings that were shown an owner, a date, or both."""
    form = AssignForm()
    ids = _editable(list(web.numbers(form.findings.data or "")))
    if not ids:
        flash(_("These findings can no longer be changed. Nothing has been saved."), "error")
        return _back()
    form.offer(_("The assessed organisation itself"), owner_queries.people_for(ids))

    def given() -> int:
        owner = owner_of(form.owner.data or "")
        changed = actions.assign(ids, owner=owner, due_on=form.due_on.data, actor=web.actor(), at=now())
        if owner.person is not None:
            mail.tell_owner(owner.person.id, ids, by=current_user, at=now())
        return changed

    number = save(form, given)
    if number is None:
        return _page(form, ids), 422
    flash(ngettext("%(num)s finding updated.", "%(num)s findings updated.", number), "success")
    return _back()
