"""The outbox: what was and will be mailed, and why something did not go."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from vendor_risk import web
from vendor_risk.database import db, now
from vendor_risk.notifications import actions, queries, words
from vendor_risk.notifications.texts import ACCOUNT_KINDS
from vendor_risk.permissions import Permission, requires
from vendor_risk.redaction import BLOTTED
from vendor_risk.web.paging import asked_page

bp = Blueprint("notifications", __name__, url_prefix="/notifications")


@bp.get("/")
@requires(Permission.OUTBOX_VIEW)
def index() -> str:
    """The mails of the companies one looks after."""
    status, q = request.args.get("status", ""), request.args.get("q", "").strip()
    return render_template(
        "notifications/index.html",
        page=queries.mails(web.scope(), status, q, asked_page(request.args)),
        counts=queries.counts(web.scope()),
        status=status,
        q=q,
        statuses=words.statuses(),
        tones=words.TONES,
        sending=bool(web.settings().smtp_url),
        sender=web.settings().mail_from,
    )


@bp.get("/<int:mail_id>")
@requires(Permission.OUTBOX_VIEW)
def show(mail_id: int) -> str:
    """One mail. Its link is shown only until it is sent, and only to those who may issue questionnaires."""
    mail = queries.mail(web.scope(), mail_id)
    if mail is None:
        abort(404)
    body = queries.shown_body(mail, web.may(Permission.ASSESSMENT_ISSUE, mail.company_id))
    return render_template(
        "notifications/show.html",
        mail=mail,
        body=body,
        of_account=mail.kind in ACCOUNT_KINDS and BLOTTED in body,
        statuses=words.statuses(),
        tones=words.TONES,
    )


@bp.post("/<int:mail_id>/retry")
@requires(Permission.ASSESSMENT_ISSUE)
def retry(mail_id: int) -> web.Reply:
    """Try a failed mail again now."""
    mail = queries.mail(web.scope(), mail_id)
    if mail is None:
        abort(404)
    actions.retry(mail, actor=web.actor(), at=now())
    db.session.commit()
    flash(_("The email will be resent."), "success")
    return redirect(url_for("notifications.show", mail_id=mail_id))
