"""Handing out files that strangers attached."""

from __future__ import annotations

from flask import Response, abort, current_app, send_file

from vendor_risk.assessments.models import Evidence
from vendor_risk.files import path


def download(item: Evidence) -> Response:
    """The file of a piece of evidence, as an attachment no browser shows, sniffs or runs on our origin; else 404."""
    if item.sha256 is None:
        abort(404)
    try:
        file = path(item.sha256)
    except KeyError:
        current_app.logger.warning("the file of evidence %s is missing: %s", item.id, item.sha256)
        abort(404)
    response = send_file(file, mimetype=item.media_type, as_attachment=True, download_name=item.name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
