"""How pages say where an assessment stands, and by which way an answer came."""

from __future__ import annotations

from flask_babel import gettext as _

from vendor_risk.assessments.models import AnswerSource
from vendor_risk.assessments.models import AssessmentStatus as Status

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
        Status.DRAFT: _("Not sent yet"),
        Status.ISSUED: _("Not opened yet"),
        Status.OPENED: _("Opened"),
        Status.IN_PROGRESS: _("In progress"),
        Status.SUBMITTED: _("Submitted"),
        Status.IN_REVIEW: _("Under review"),
        Status.RETURNED: _("Returned for correction"),
        Status.ACCEPTED: _("Accepted"),
        Status.EXPIRED: _("Closed without submission"),
        Status.SUPERSEDED: _("Replaced"),
    }


def sources() -> dict[str, str]:
    """By which way an answer came."""
    return {
        AnswerSource.WEB: _("Entered on the web"),
        AnswerSource.WORKBOOK: _("This system’s Excel file"),
        AnswerSource.FOREIGN: _("Respondent’s own Excel file"),
        AnswerSource.STAFF: _("Entered by the sending company"),
        AnswerSource.CARRIED: _("Carried over"),
        AnswerSource.EARLIER: _("Confirmed as unchanged since last time"),
    }


def evidence_grades() -> dict[str, str]:
    """How well an answer is supported."""
    return {
        "self_declared": _("Self-declared"),
        "document": _("Document attached"),
        "reviewed": _("Document reviewed"),
        "certified": _("Third-party certificate"),
        "on_site": _("On-site assessment"),
    }
