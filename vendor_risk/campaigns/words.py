"""What hinders sending a questionnaire to an organization."""

from __future__ import annotations

from flask_babel import gettext as _

from vendor_risk.campaigns.issue_actions import Obstacle


def obstacles() -> dict[str, str]:
    """Why an organization cannot be asked, and what to do."""
    return {
        Obstacle.NO_CONTACT: _("No contact. Add one first."),
        Obstacle.RUNNING: _("Already in progress. Select “Replace questionnaires still in progress” to start again."),
        Obstacle.NO_QUESTIONNAIRE: _("No questionnaire has been selected for this type of organisation."),
        Obstacle.NO_QUESTIONS: _("No questions in the questionnaire apply to its tier and services."),
    }
