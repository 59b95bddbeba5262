"""What hinders sending a questionnaire to an organization."""

from __future__ import annotations

from flask_babel import gettext as _

from vendor_risk.campaigns.issue_actions import Obstacle


def obstacles() -> dict[str, str]:
    """Why an organization cannot be asked, and what to do."""
    return {
        Obstacle.NO_CONTACT: _("Nobody to write to. Add a contact first."),
        Obstacle.RUNNING: _("Is being asked this already. Choose “replace” to begin anew."),
        Obstacle.NO_QUESTIONNAIRE: _("No questionnaire is chosen for this kind of organization."),
        Obstacle.NO_QUESTIONS: _("No question of the questionnaire fits its tier and services."),
    }
