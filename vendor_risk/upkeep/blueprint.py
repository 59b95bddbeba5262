"""The blueprint of looking after the register, and who acts."""

from __future__ import annotations

from flask import Blueprint

from vendor_risk import web
from vendor_risk.database import now
from vendor_risk.permissions import Permission
from vendor_risk.upkeep.actions import Mandate

bp = Blueprint("upkeep", __name__, url_prefix="/upkeep")


def mandate() -> Mandate:
    """Where the signed-in person may change the register and withdraw assessments, and who they are."""
    edit, issue = web.scope(Permission.REGISTER_EDIT), web.scope(Permission.ASSESSMENT_ISSUE)
    return Mandate(edit, issue, web.actor(), now())
