"""The vendor's pages, reached by a link: coming in, the overview, and leaving.

The link page is inert (GET and HEAD change nothing and set no cookie), because mail scanners fetch links. A person
presses its button; the token travels in the body of that one POST and never in a later address.
"""

from __future__ import annotations

from flask import current_app, g, redirect, render_template, request, session, url_for

from vendor_risk import web
from vendor_risk.assessments import pages
from vendor_risk.assessments.actions import reference_number
from vendor_risk.assessments.links.invitation_actions import minutes
from vendor_risk.assessments.links.site import site
from vendor_risk.assessments.models import Assessment, AssessmentStatus
from vendor_risk.assessments.states import DONE
from vendor_risk.crosswalks.earlier.offer import earlier_answers
from vendor_risk.database import db, now
from vendor_risk.declarations.queries import asks_subcontractors, named_subcontractors
from vendor_risk.i18n import LANGUAGES
from vendor_risk.permissions import invited, public
from vendor_risk.portal import actions, queries
from vendor_risk.portal.blueprint import assessment, bp, cookie_name, cookie_options, invitation, visit
from vendor_risk.web.unknown_links import unknown, was_unknown


def _unknown(token: str) -> web.Reply:
    """The one answer to unknown, expired and revoked links; but who holds a link of a vendor that was ended is told."""
    ended = queries.of_ended(token)
    if ended is not None:
        if request.values.get("lang") not in LANGUAGES:
            g.language = ended.language
        return render_template("portal/ended.html", assessment=ended.assessment), 410
    return unknown("portal/unknown.html", "portal")


@bp.get("/i/<token>")
@public("the token is the key; the page is inert and says the same for every token that is not good")
@web.limiter.limit("30/minute", deduct_when=was_unknown)
def link(token: str) -> web.Reply:
    """What is asked, by whom, until when; and a button."""
    found = queries.good_invitation(token, now())
    if found is None:
        return _unknown(token)
    if request.args.get("lang") not in LANGUAGES:
        g.language = found.language  # sets no cookie
    return render_template(
        "portal/link.html",
        assessment=found.assessment,
        invitation=found,
        token=token,
        minutes=minutes(found.assessment).text,
        accepted=found.assessment.status == AssessmentStatus.ACCEPTED,
        returned=_returned(found.assessment),
    )


def _returned(asked: Assessment) -> int:
    """How many answers are to be checked again; 0 when nothing was returned."""
    if asked.status != AssessmentStatus.RETURNED:
        return 0
    return sum(question.returned for question in pages.view(asked).questions())


@bp.post("/open")
@public("the token in the body is the key")
@web.limiter.limit("30/minute", deduct_when=was_unknown)
def open_link() -> web.Reply:
    """Open a session for the link whose token is in the body."""
    token = request.form.get("token", "")
    found = queries.good_invitation(token, now())
    if found is None:
        return _unknown(token)
    key = actions.open_session(found, at=now())
    db.session.commit()
    if request.form.get("lang") in LANGUAGES:
        session["language"] = request.form["lang"]
    accepted = found.assessment.status == AssessmentStatus.ACCEPTED
    response = redirect(url_for("portal.result" if accepted else "portal.overview"), code=303)
    response.set_cookie(cookie_name(), key, **cookie_options())
    return response


open_link.token_in_body = True  # type: ignore[attr-defined]  # no session yet, so no form token: the token is the proof


@bp.post("/i/<token>")
@public("mails a new link to the address on record only, and answers everybody alike")
@web.limiter.limit("5/minute;20/hour")
def renew(token: str) -> web.Reply:
    """Ask for a new link in place of an expired one."""
    actions.ask_new_link(token, site=site(), at=now())
    db.session.commit()
    return render_template("portal/renewed.html")


renew.token_in_body = True  # type: ignore[attr-defined]  # as above


@bp.get("/")
@invited()
def overview() -> str:
    """Who asks, why, until when, how far we are; each section with its progress."""
    return render_template(
        "portal/overview.html",
        assessment=assessment(),
        page=pages.view(assessment()),
        reference=reference_number(assessment()) if assessment().status in DONE else "",
        closed=assessment().status in DONE,
        until=invitation().expires_at,
        asks_subcontractors=asks_subcontractors(assessment()),
        subcontractors=named_subcontractors(assessment()),
        earlier=earlier_answers(assessment()),
    )


@bp.post("/leave")
@invited()
def leave() -> web.Reply:
    """End this session; the link stays good."""
    actions.end_session(visit(), at=now())
    db.session.commit()
    response = current_app.make_response(render_template("portal/left.html"))
    response.delete_cookie(cookie_name(), **cookie_options())
    return response


from vendor_risk.portal import (  # noqa: E402 - their routes belong to the blueprint above
    answer_views,
    result_views,
    submit_views,
    workbook_views,
)
from vendor_risk.portal.evidence import views as evidence_views  # noqa: E402 - as above
from vendor_risk.portal.subcontractors import views as subcontractor_views  # noqa: E402 - as above

__all__ = [
    "answer_views",
    "bp",
    "evidence_views",
    "result_views",
    "subcontractor_views",
    "submit_views",
    "workbook_views",
]
