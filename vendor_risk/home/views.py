"""Home by role."""

from __future__ import annotations

from flask import Blueprint

from vendor_risk.permissions import signed_in

bp = Blueprint("home", __name__)


@bp.get("/")
@signed_in()
def index() -> str:
    """What needs me now."""
    return "home"
