"""Own workbooks for staff: a vendor mailed the filled workbook back, so it is uploaded for the vendor."""

from __future__ import annotations

from flask import abort, request, url_for

from vendor_risk import web
from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.models import Assessment
from vendor_risk.imports import queries
from vendor_risk.imports.blueprint import bp
from vendor_risk.imports.models import ImportBatch, ImportKind
from vendor_risk.imports.own import uploads
from vendor_risk.imports.own.uploads import OwnDoor
from vendor_risk.permissions import Permission, requires

_TEMPLATES = ("imports/own.html", "imports/own_preview.html", "imports/own_result.html")


def _assessment(assessment_id: int) -> Assessment:
    """An assessment whose answers this person may bring in: one issued by a company of the scope."""
    found = assessment_queries.assessment(web.scope(), assessment_id)
    return found if found is not None and web.scope().covers(found.issuer_id) else abort(404)


def _door(assessment_id: int) -> OwnDoor:
    upload = url_for("imports.own_upload", assessment_id=assessment_id)
    return OwnDoor(lambda: _assessment(assessment_id), web.actor(), upload, _shown, _TEMPLATES)


def _shown(batch_id: int) -> str:
    return url_for("imports.own_preview", batch_id=batch_id)


def _batch(batch_id: int) -> ImportBatch:
    batch = queries.batch(web.scope(), batch_id, ImportKind.OWN_WORKBOOK)
    if batch is None or batch.assessment_id is None:
        abort(404)
    _assessment(batch.assessment_id)
    return batch


def _door_of(batch: ImportBatch) -> OwnDoor:
    return _door(batch.assessment_id or abort(404))


@bp.get("/assessments/<int:assessment_id>/workbook/file")
@requires(Permission.ASSESSMENT_ISSUE)
def own_download(assessment_id: int) -> web.Reply:
    """The assessment's own workbook with the present answers."""
    return uploads.hand_out(_door(assessment_id), request.args.get("in", _assessment(assessment_id).language))


@bp.route("/assessments/<int:assessment_id>/workbook", methods=["GET", "POST"])
@requires(Permission.ASSESSMENT_ISSUE)
@web.limiter.limit("60/minute", methods=["POST"])
def own_upload(assessment_id: int) -> web.Reply:
    """Take a workbook in that the vendor filled in and sent by mail."""
    return uploads.upload(_door(assessment_id))


@bp.get("/own/<int:batch_id>")
@requires(Permission.ASSESSMENT_ISSUE)
def own_preview(batch_id: int) -> web.Reply:
    """What the workbook would change, or what it has changed."""
    batch = _batch(batch_id)
    return uploads.preview(_door_of(batch), batch)


@bp.post("/own/<int:batch_id>/apply")
@requires(Permission.ASSESSMENT_ISSUE)
def own_apply(batch_id: int) -> web.Reply:
    """Take over what the preview showed, with the choices made."""
    return uploads.apply(_door_of(_batch(batch_id)), lambda: _batch(batch_id))


@bp.post("/own/<int:batch_id>/discard")
@requires(Permission.ASSESSMENT_ISSUE)
def own_discard(batch_id: int) -> web.Reply:
    """Give the uploaded workbook up; nothing of it was stored."""
    batch = _batch(batch_id)
    return uploads.discard(_door_of(batch), batch)
