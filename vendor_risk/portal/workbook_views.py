"""The workbook for respondents: download it, fill it in, upload it, look through what it changes, decide, done."""

from __future__ import annotations

from flask import abort, current_app, request, url_for
from limits import parse

from vendor_risk import web
from vendor_risk.i18n import language
from vendor_risk.imports import queries
from vendor_risk.imports.models import ImportBatch
from vendor_risk.imports.own import uploads
from vendor_risk.imports.own.uploads import OwnDoor
from vendor_risk.permissions import invited
from vendor_risk.portal.actions import respondent
from vendor_risk.portal.blueprint import assessment, bp, invitation, limit_key

_TEMPLATES = ("portal/workbook.html", "portal/workbook_preview.html", "portal/workbook_result.html")


_READINGS = parse("30/minute")
"""Files that are read for one link, uploaded ones and those looked at again; each may take seconds."""


def _hold_back() -> None:
    """429 when all visits by this link together have had many files read: a link opens as many visits as one likes."""
    if current_app.config["RATELIMIT_ENABLED"] and not web.limiter.limiter.hit(_READINGS, f"read:{invitation().id}"):
        abort(429)


def _door() -> OwnDoor:
    upload = url_for("portal.workbook_upload")
    return OwnDoor(assessment, respondent(invitation()), upload, _shown, _TEMPLATES)


def _shown(batch_id: int) -> str:
    return url_for("portal.workbook_preview", batch_id=batch_id)


def _batch(batch_id: int) -> ImportBatch:
    return queries.batch_of(assessment().id, batch_id) or abort(404)


@bp.get("/workbook/file")
@invited()
@web.limiter.limit("30/minute", key_func=limit_key)
def workbook_download() -> web.Reply:
    """The workbook with the present answers."""
    return uploads.hand_out(_door(), request.args.get("in", language()))


@bp.route("/workbook", methods=["GET", "POST"])
@invited()
@web.limiter.limit("20/minute", key_func=limit_key, methods=["POST"])
def workbook_upload() -> web.Reply:
    """How to answer in Excel; takes the filled workbook in and leads to what it would change."""
    if request.method == "POST":
        _hold_back()
    return uploads.upload(_door())


@bp.get("/workbook/<int:batch_id>")
@invited()
def workbook_preview(batch_id: int) -> web.Reply:
    """What the uploaded workbook would change, or what it has changed."""
    _hold_back()
    return uploads.preview(_door(), _batch(batch_id))


@bp.post("/workbook/<int:batch_id>/apply")
@invited()
@web.limiter.limit("20/minute", key_func=limit_key)
def workbook_apply(batch_id: int) -> web.Reply:
    """Take over what the preview showed, with the choices made."""
    _hold_back()
    return uploads.apply(_door(), lambda: _batch(batch_id))


@bp.post("/workbook/<int:batch_id>/discard")
@invited()
def workbook_discard(batch_id: int) -> web.Reply:
    """Give the uploaded workbook up; nothing of it was stored."""
    return uploads.discard(_door(), _batch(batch_id))
