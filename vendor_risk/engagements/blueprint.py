"""The blueprint of engagements, and the company its lists are narrowed to."""

from __future__ import annotations

from flask import Blueprint, abort, request

from vendor_risk import web
from vendor_risk.web.ids import an_id

bp = Blueprint("engagements", __name__, url_prefix="/engagements")


def asked_company() -> int | None:
    """The company of the address that the list is narrowed to; 404 when it lies beyond the view's scope."""
    company = request.args.get("company", type=an_id)
    if company is not None and not web.scope().covers(company):
        abort(404)
    return company
