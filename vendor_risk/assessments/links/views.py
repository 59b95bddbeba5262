"""What staff do with a questionnaire that is out: a new link, another date, ending links, closing."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from vendor_risk import web
from vendor_risk.assessments.blueprint import bp, load
from vendor_risk.assessments.forms import DueForm, RecipientForm, typed_day
from vendor_risk.assessments.links import actions as link_actions
from vendor_risk.assessments.links.invitation_actions import Recipient
from vendor_risk.assessments.links.site import site
from vendor_risk.assessments.models import AssessmentStatus
from vendor_risk.database import db, now
from vendor_risk.permissions import Permission, requires


def _back(assessment_id: int) -> web.Reply:
    return redirect(url_for("assessments.detail", assessment_id=assessment_id, _anchor="links"), code=303)


@bp.post("/<int:assessment_id>/link")
@requires(Permission.ASSESSMENT_ISSUE)
def renew_link(assessment_id: int) -> web.Reply:
    """Mail a new link to the questions (earlier ones end), or of accepted answers one to the result."""
    assessment, form = load(assessment_id), RecipientForm()
    if not form.validate_on_submit():
        web.flash_faults(form)
        return _back(assessment_id)
    to = Recipient((form.name.data or "").strip(), form.email.data.strip(), form.language.data)
    if assessment.status == AssessmentStatus.ACCEPTED:
        link_actions.mail_result(assessment, to, site=site(), actor=web.actor(), at=now())
        db.session.commit()
        flash(
            _("An email to %(address)s with a link to the result has been placed in the outbox.", address=to.email),
            "success",
        )
        return _back(assessment_id)
    link_actions.renew_link(assessment, to, site=site(), actor=web.actor(), at=now())
    db.session.commit()
    flash(
        _(
            "An email to %(address)s with a new link has been placed in the outbox. Earlier links no longer work.",
            address=to.email,
        ),
        "success",
    )
    return _back(assessment_id)


@bp.post("/<int:assessment_id>/revoke")
@requires(Permission.ASSESSMENT_ISSUE)
def revoke(assessment_id: int) -> web.Reply:
    """End all links and the visits opened by them."""
    ended = link_actions.revoke_links(load(assessment_id), actor=web.actor(), at=now())
    db.session.commit()
    flash(ngettext("%(num)s link revoked.", "%(num)s links revoked.", ended), "success")
    return _back(assessment_id)


@bp.post("/<int:assessment_id>/due")
@requires(Permission.ASSESSMENT_ISSUE)
def extend(assessment_id: int) -> web.Reply:
    """Another due date; a closed questionnaire opens again."""
    assessment, form = load(assessment_id), DueForm()
    if not form.validate_on_submit():
        web.flash_faults(form)
        return redirect(url_for("assessments.detail", assessment_id=assessment_id, due_on=typed_day(form)), code=303)
    link_actions.extend(assessment, form.due_on.data, site=site(), actor=web.actor(), at=now())
    db.session.commit()
    flash(_("New due date saved. No email was sent. If the respondent has no valid link, send a new one."), "success")
    return _back(assessment_id)


@bp.post("/<int:assessment_id>/close")
@requires(Permission.ASSESSMENT_ISSUE)
def close(assessment_id: int) -> web.Reply:
    """Stop waiting for answers."""
    link_actions.close(load(assessment_id), actor=web.actor(), at=now())
    db.session.commit()
    flash(
        _("Assessment closed and its links revoked. To reopen it, set a new due date, then send a new link."), "success"
    )
    return _back(assessment_id)
