"""The portal's blueprint and its door: every invited view sees only what its session's invitation leads to.

Views use `invitation()`, `assessment()` and `visit()`; no view of the portal takes an assessment's id from a request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict, cast
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Blueprint, current_app, g, jsonify, redirect, render_template, request, session, url_for
from flask_babel import format_datetime
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from vendor_risk import web
from vendor_risk.assessments.links.site import site
from vendor_risk.assessments.models import Assessment, Invitation
from vendor_risk.assessments.states import DONE
from vendor_risk.database import now
from vendor_risk.i18n import LANGUAGES, language
from vendor_risk.notifications.links import token_hash
from vendor_risk.portal import queries
from vendor_risk.portal.models import InvitationSession
from vendor_risk.portal.request_pages import RequestFacts, request_facts

bp = Blueprint("portal", __name__, url_prefix="/portal")
_BEFORE_THE_CODE = frozenset({"portal.code", "portal.send_code", "portal.check_code", "portal.leave"})
"""What is open without the mailed code where a campaign asks for one: all else shows answers, or changes them."""


class CookieOptions(TypedDict):
    """How a cookie is set, as Flask takes it."""

    path: str
    secure: bool
    httponly: bool
    samesite: str


def cookie_name() -> str:
    """The cookie that holds the session's key; with https its name binds it to this host."""
    return "__Host-vr-portal" if web.settings().secure_cookies else "vr-portal"


def cookie_options() -> CookieOptions:
    """How that cookie is set and removed. The `__Host-` prefix demands the path "/"."""
    secure = web.settings().secure_cookies
    return {"path": "/" if secure else "/portal", "secure": secure, "httponly": True, "samesite": "Lax"}


def visit() -> InvitationSession:
    """The respondent's session."""
    return cast("InvitationSession", g.visit)


def invitation() -> Invitation:
    """The invitation the respondent came by."""
    return visit().invitation


def assessment() -> Assessment:
    """The one assessment this respondent may see."""
    return invitation().assessment


def needs_code() -> bool:
    """Whether the campaign asks for the mailed code and this visit has not shown it yet."""
    campaign = assessment().campaign
    return campaign is not None and campaign.mail_code_required and visit().verified_at is None


def submitter(asked: Assessment) -> str:
    """Who submitted the answers, by the name they gave."""
    return asked.submitted_by.partition(" (invitation:")[0]


def closed_words(asked: Assessment) -> str:
    """Why nothing can be changed any more: who submitted the answers, and when; "" while it can."""
    if asked.status not in DONE or asked.submitted_at is None:
        return ""
    when = format_datetime(asked.submitted_at, "medium")
    return str(
        _(
            "%(name)s submitted the answers on %(when)s. Anything you entered after that was not included in the "
            "submission.",
            name=submitter(asked),
            when=when,
        )
    )


def _asker_name() -> str:
    """The company that asks, for pages that know no more of the request than its cookie; else what all such pages are.

    A refusal may come before the door was passed, of a file that is too large say.
    """
    if "visit" not in g:
        key = request.cookies.get(cookie_name(), "")
        found = queries.session_of(key, now()) if key else None
        if found is None:
            return str(_("Security questionnaire"))
        g.visit = found
    return assessment().issuer.display_name(language())


@bp.context_processor
def _facts() -> dict[str, Callable[[Assessment], RequestFacts] | Callable[[], str]]:
    """Every page of the portal may say what is known of the request; asked for only where a page does."""

    def facts_of(asked: Assessment) -> RequestFacts:
        if "request_facts" not in g:
            g.request_facts = request_facts(asked, at=now(), site=site())
        return cast("RequestFacts", g.request_facts)

    return {"facts_of": facts_of, "asker_name": _asker_name}


def limit_key() -> str:
    """What the limits of a respondent are counted by: the session, before it is known to be one."""
    key = request.cookies.get(cookie_name())
    return f"portal:{token_hash(key)}" if key else f"address:{request.remote_addr}"


@bp.before_request
def _through_the_door() -> web.Reply | None:
    if g.access is None or g.access.kind != "invited":
        return None
    key = request.cookies.get(cookie_name(), "")
    found = queries.session_of(key, now()) if key else None
    if found is None:
        return _outside()
    g.visit = found
    g.reader_language = found.invitation.language
    if request.args.get("lang") in LANGUAGES:
        session["language"] = request.args["lang"]
    return _ask_code() if request.endpoint not in _BEFORE_THE_CODE and needs_code() else None


def _ask_code() -> web.Reply:
    if web.wants_json():
        return jsonify(error=_("Enter the code sent to your email address first."), status=401), 401
    return redirect(url_for("portal.code", next=request.full_path.rstrip("?")), 302 if request.method == "GET" else 303)


def onward(wanted: str) -> str:
    """The address of the page that the code was asked for, or the overview: of pages of this blueprint only.

    `wanted` comes from an address, so it is looked up among our own pages and never followed as it is.
    """
    parts, overview = urlsplit(wanted), url_for("portal.overview")
    try:
        endpoint, _values = current_app.url_map.bind("").match(parts.path, method="GET")
    except HTTPException:
        return overview
    access = getattr(current_app.view_functions[endpoint], "access", None)
    if access is None or access.kind != "invited" or endpoint in _BEFORE_THE_CODE:
        return overview
    query = f"?{urlencode(parse_qsl(parts.query))}" if parts.query else ""
    return overview + parts.path.removeprefix(f"{bp.url_prefix}/") + query


def _outside() -> web.Reply:
    message = _("Open the link in your email again. Everything you saved is still there.")
    if web.wants_json():
        return jsonify(error=message, status=401), 401
    return render_template("portal/outside.html", message=message), 401
