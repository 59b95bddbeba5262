"""The answer to links that are not good, guesses among them: one page for all, one limit on all of them together."""

from __future__ import annotations

from flask import abort, current_app, render_template
from limits import parse
from werkzeug.wrappers import Response

from vendor_risk import web

_OVERALL = parse("1200/minute")
"""Unknown tokens from everywhere together. Genuine links are not counted, so a flood of guesses locks nobody out."""


def was_unknown(response: Response) -> bool:
    """Whether a view of links answered that it does not know the link: what its limit counts."""
    return bool(response.status_code == 404)


def unknown(template: str, kind: str) -> web.Reply:
    """The one answer to unknown, expired and revoked links; `kind` of link is what is counted together."""
    if current_app.config["RATELIMIT_ENABLED"] and not web.limiter.limiter.hit(_OVERALL, f"{kind}-unknown"):
        abort(429)
    return render_template(template), 404
