"""What is done to a whole campaign at once: another due date, new links for everyone who has not handed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select

from vendor_risk.assessments.links.actions import extend, renew_link
from vendor_risk.assessments.links.invitation_actions import Recipient, latest_invitation
from vendor_risk.assessments.models import Assessment, Campaign
from vendor_risk.assessments.states import WITH_RESPONDENT
from vendor_risk.audit.actions import record
from vendor_risk.campaigns.issue_queries import contact_addresses, recipients
from vendor_risk.database import db
from vendor_risk.errors import Refused
from vendor_risk.notifications.links import Site


def _waiting(campaign: Campaign) -> Sequence[Assessment]:
    """The assessments of a campaign that are with their respondents; Refused when none is."""
    found = db.session.scalars(
        select(Assessment)
        .where(Assessment.campaign_id == campaign.id, Assessment.status.in_(sorted(WITH_RESPONDENT)))
        .order_by(Assessment.id)
    ).all()
    if not found:
        raise Refused(_("No assessments in this round are awaiting answers."), status=409)
    return found


def extend_campaign(campaign: Campaign, due_on: date, *, site: Site, actor: str, at: datetime) -> int:
    """Move the due date of everyone who has not handed in, and of the campaign; returns how many that are."""
    waiting = _waiting(campaign)
    for assessment in waiting:
        extend(assessment, due_on, site=site, actor=actor, at=at)
    campaign.due_on = due_on
    record(
        "campaigns.extend_campaign",
        "campaign",
        campaign.id,
        actor=actor,
        at=at,
        company_id=campaign.issuer_id,
        due_on=due_on.isoformat(),
        assessments=len(waiting),
    )
    return len(waiting)


def renew_campaign_links(campaign: Campaign, *, site: Site, actor: str, at: datetime) -> int:
    """Mail a new link to everyone who has not handed in; returns how many. Old links end.

    It goes to the address each had, or to the main contact where that address is no contact's any more.
    """
    renewed, waiting = 0, _waiting(campaign)
    asked = [assessment.organization_id for assessment in waiting]
    contacts, known = recipients(asked), contact_addresses(asked)
    for assessment in waiting:
        last = latest_invitation(assessment.id)
        if last is not None:
            to = Recipient(last.name, last.email, last.language)
            main = contacts.get(assessment.organization_id)
            if main is not None and (assessment.organization_id, last.email.casefold()) not in known:
                to = Recipient(main.name, main.email, main.language)
            renew_link(assessment, to, site=site, actor=actor, at=at)
            renewed += 1
    return renewed
