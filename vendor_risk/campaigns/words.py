"""What hinders sending a questionnaire to an organization."""

from __future__ import annotations

from flask_babel import gettext as _

from vendor_risk.campaigns.issue_actions import Obstacle


def obstacles() -> dict[str, str]:
    """Why an organization cannot be asked, and what to do."""
    return {
        Obstacle.ENDED: _("The organisation’s status is “Ended”, so questionnaires are no longer sent to it."),
        Obstacle.NO_CONTACT: _("This organisation has no contact. Add one first."),
        Obstacle.RUNNING: _(
            "This questionnaire is already in progress or under review. To start again, go back and select "
            "“Replace questionnaires still in progress or under review”."
        ),
        Obstacle.NO_QUESTIONNAIRE: _(
            "No questionnaire has been selected for this type of organisation. Go back and select one."
        ),
        Obstacle.NO_QUESTIONS: _(
            "No questions in the questionnaire apply to this organisation’s tier and "
            "services. Select another questionnaire."
        ),
    }
