"""Accepting several assessments of the queue at once."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from vendor_risk import web
from vendor_risk.assessments.links.site import site
from vendor_risk.assessments.models import Assessment
from vendor_risk.database import db, now
from vendor_risk.i18n import language, listed
from vendor_risk.permissions import Permission, requires
from vendor_risk.reviews import actions, queries
from vendor_risk.reviews.blueprint import bp
from vendor_risk.web.ids import id_or_none
from vendor_risk.web.paging import PAGE_SIZE


def _picked() -> list[tuple[Assessment, int]]:
    """The ticked assessments one may decide on, each with the version that was seen of it."""
    found = []
    for text in request.form.getlist("assessment")[:PAGE_SIZE]:
        name, _colon, version = text.partition(":")
        number, seen = id_or_none(name), id_or_none(version)
        if number is not None and seen is not None:
            assessment = queries.to_review(web.scope(), number)
            found += [(assessment, seen)] if assessment is not None else []
    return found


@bp.post("/accept")
@requires(Permission.REVIEW_DECIDE)
def accept_ticked() -> Response:
    """Accept what is ticked in the queue; what needs a look of its own is left and named."""
    picked, back = _picked(), redirect(url_for("reviews.index"), code=303)
    if not picked:
        flash(_("Select one or more assessments."), "error")
        return back
    left = actions.accept_many(picked, actor=web.actor(), at=now(), site=site())
    names = listed(assessment.organization.display_name(language()) for assessment in left)
    db.session.commit()
    number = len(picked) - len(left)
    flash(ngettext("%(num)s assessment accepted.", "%(num)s assessments accepted.", number), "success")
    if left:
        flash(_("Not accepted (review these individually): %(names)s", names=names), "warning")
    return back
