"""How pages say where an assessment stands, and by which way an answer came."""

from __future__ import annotations

from flask_babel import gettext as _

from vendor_risk.assessments.models import AssessmentStatus as Status
from vendor_risk.assessments.models import Source

TONES = {
    "issued": "info",
    "opened": "info",
    "in_progress": "info",
    "submitted": "warning",
    "in_review": "warning",
    "returned": "warning",
    "accepted": "good",
    "expired": "bad",
}


def statuses() -> dict[str, str]:
    """Where an assessment stands."""
    return {
        Status.DRAFT: _("draft"),
        Status.ISSUED: _("not opened yet"),
        Status.OPENED: _("opened"),
        Status.IN_PROGRESS: _("being answered"),
        Status.SUBMITTED: _("handed in"),
        Status.IN_REVIEW: _("in review"),
        Status.RETURNED: _("returned for correction"),
        Status.ACCEPTED: _("accepted"),
        Status.EXPIRED: _("closed without answers"),
        Status.SUPERSEDED: _("replaced by a newer one"),
    }


def sources() -> dict[str, str]:
    """By which way an answer came."""
    return {
        Source.WEB: _("on the web"),
        Source.WORKBOOK: _("by our workbook"),
        Source.FOREIGN: _("from their own workbook"),
        Source.STAFF: _("entered by staff"),
        Source.CARRIED: _("carried over"),
    }


def evidence_grades() -> dict[str, str]:
    """How well an answer is supported."""
    return {
        "self_declared": _("self-declared"),
        "document": _("document attached"),
        "reviewed": _("document reviewed"),
        "certified": _("third-party certificate"),
        "on_site": _("seen on site"),
    }
