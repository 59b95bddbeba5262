"""A vendor's own subcontractors: named one by one or pasted from a sheet, and taken back while nobody has decided.

The pages say nothing of what is known here about anybody: whatever is named is received with the same words.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from vendor_risk import web
from vendor_risk.assessments.models import Assessment
from vendor_risk.assessments.states import WITH_RESPONDENT
from vendor_risk.database import now
from vendor_risk.declarations import actions, queries
from vendor_risk.permissions import invited
from vendor_risk.portal.actions import respondent
from vendor_risk.portal.blueprint import assessment, bp, invitation, limit_key
from vendor_risk.portal.forms import PasteForm, SubcontractorForm
from vendor_risk.web import flash_errors, saving


def _asked() -> Assessment:
    return assessment() if queries.asks_subcontractors(assessment()) else abort(404)


def _page(form: SubcontractorForm | None = None, paste: PasteForm | None = None, status: int = 200) -> web.Reply:
    asked = _asked()
    country = asked.organization.country
    return render_template(
        "portal/subcontractors.html",
        assessment=asked,
        rows=queries.of_invitation(asked),
        none=queries.none_said(asked),
        open=asked.status in WITH_RESPONDENT,
        form=form or SubcontractorForm(formdata=None, country=country),
        paste=paste or PasteForm(formdata=None),
    ), status


@bp.get("/subcontractors")
@invited()
def subcontractors() -> web.Reply:
    """What was named so far, and the forms to name more."""
    return _page()


def _declare(form: SubcontractorForm | PasteForm, again: Callable[[], web.Reply]) -> web.Reply:
    asked = _asked()
    if not form.validate_on_submit():
        flash_errors(form)
        return again()
    with saving.committed() as ending:
        named = form.named(asked.organization.country)
        new = actions.declare(asked, named, at=now(), actor=respondent(invitation()))
    if not ending:
        return again()
    if new < len(named):
        flash(_("Subcontractors that were already listed have been left unchanged."), "info")
    if new:
        flash(ngettext("%(num)s subcontractor received.", "%(num)s subcontractors received.", new), "success")
    return redirect(url_for("portal.subcontractors"), code=303)


@bp.post("/subcontractors")
@invited()
@web.limiter.limit("60/minute;400/hour", key_func=limit_key)
def name_subcontractor() -> web.Reply:
    """Name one."""
    form = SubcontractorForm()
    return _declare(form, lambda: _page(form=form, status=422))


@bp.post("/subcontractors/none")
@invited()
@web.limiter.limit("60/minute", key_func=limit_key)
def no_subcontractors() -> web.Reply:
    """Say that there are none, and on to the check before submitting; or take that back (`back` in the form)."""
    none = "back" not in request.form
    with saving.committed() as ending:
        (actions.say_none if none else actions.take_back_none)(_asked(), at=now(), actor=respondent(invitation()))
    if ending and none:
        return redirect(url_for("portal.submit"), code=303)
    return redirect(url_for("portal.subcontractors"), code=303)


@bp.post("/subcontractors/paste")
@invited()
@web.limiter.limit("20/minute", key_func=limit_key)
def paste_subcontractors() -> web.Reply:
    """Name many at once: all lines or none, so that what was pasted is still there to be corrected."""
    paste = PasteForm()
    return _declare(paste, lambda: _page(paste=paste, status=422))


@bp.post("/subcontractors/<int:declaration_id>/withdraw")
@invited()
@web.limiter.limit("60/minute", key_func=limit_key)
def withdraw_subcontractor(declaration_id: int) -> web.Reply:
    """Take back what nobody has decided on yet."""
    row = queries.one_of_invitation(_asked(), declaration_id) or abort(404)
    with saving.committed() as ending:
        actions.withdraw(row, at=now(), actor=respondent(invitation()))
    if ending:
        flash(_("Subcontractor withdrawn."), "success")
    return redirect(url_for("portal.subcontractors"), code=303)
