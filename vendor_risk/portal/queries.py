"""Questions the portal asks. No scope here: everything is loaded through the token or the session's invitation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, undefer

from vendor_risk.assessments.models import Assessment, Invitation, Result
from vendor_risk.database import db
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.notifications.links import token_hash
from vendor_risk.organizations.models import Organization, OrganizationStatus
from vendor_risk.organizations.queries import parents
from vendor_risk.portal.models import InvitationSession, MailCode

_TOKEN = re.compile(r"vrp_[A-Za-z0-9_-]{43}")


def invitation_of(token: str) -> Invitation | None:
    """The invitation with that token, whatever has become of it; None for a token that never was."""
    if not _TOKEN.fullmatch(token):
        return None
    return db.session.scalar(
        select(Invitation)
        .options(
            joinedload(Invitation.assessment).options(
                joinedload(Assessment.organization),
                joinedload(Assessment.issuer),
                joinedload(Assessment.questionnaire_version),
                joinedload(Assessment.campaign),
            )
        )
        .where(Invitation.token_hash == token_hash(token))
    )


def good_invitation(token: str, at: datetime) -> Invitation | None:
    """The invitation with that token when it is neither expired nor revoked, nor of an organization that has ended."""
    found = invitation_of(token)
    if found is None or found.revoked_at is not None or found.expires_at <= at:
        return None
    return None if _has_ended(found) else found


def _has_ended(found: Invitation) -> bool:
    return found.assessment.organization.status == OrganizationStatus.ENDED


def of_ended(token: str) -> Invitation | None:
    """The invitation with that token when business with the organization it was sent to has ended."""
    found = invitation_of(token)
    return found if found is not None and _has_ended(found) else None


def session_of(key: str, at: datetime) -> InvitationSession | None:
    """The open session with that key, together with its invitation, which must still be good.

    Loads what every request needs, saves above all; pages load the rest when they show it.
    """
    return db.session.scalar(
        select(InvitationSession)
        .join(InvitationSession.invitation)
        .join(Invitation.assessment)
        .join(Assessment.organization)
        .options(
            contains_eager(InvitationSession.invitation)
            .contains_eager(Invitation.assessment)
            .contains_eager(Assessment.organization)
        )
        .where(
            InvitationSession.key_hash == token_hash(key),
            InvitationSession.ended_at.is_(None),
            InvitationSession.expires_at > at,
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > at,
            Organization.status != OrganizationStatus.ENDED,
        )
    )


def newest_code(session_id: int) -> MailCode | None:
    """The last code mailed to a session; only that one is good."""
    return db.session.scalar(
        select(MailCode).where(MailCode.session_id == session_id).order_by(MailCode.id.desc()).limit(1)
    )


def codes_since(invitation_id: int, since: datetime) -> int:
    """How many codes were mailed for an invitation, over all its sessions, since then."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(MailCode)
            .join(InvitationSession, InvitationSession.id == MailCode.session_id)
            .where(InvitationSession.invitation_id == invitation_id, MailCode.created_at >= since)
        )
        or 0
    )


def links_since(assessment_id: int, since: datetime) -> int:
    """How many links to an assessment were made since then."""
    query = select(func.count()).where(Invitation.assessment_id == assessment_id, Invitation.created_at >= since)
    return db.session.scalar(query) or 0


def accepted_result(assessment_id: int) -> Result | None:
    """The newest result of accepted answers, with what it was made from; None as long as nobody accepted them."""
    return db.session.scalar(
        select(Result)
        .options(undefer(Result.inputs), undefer(Result.contributions))
        .where(Result.assessment_id == assessment_id, Result.provisional.is_(False))
        .order_by(Result.id.desc())
        .limit(1)
    )


class ServiceRow(NamedTuple):
    """A service with the names of the company that buys it."""

    service: str
    service_en: str | None
    service_ja: str | None
    buyer_id: int
    name: str
    name_en: str | None
    name_ja: str | None


def services_asked(assessment: Assessment) -> Sequence[ServiceRow]:
    """The running services of the organization for the company that asks and those below it, known when it asked."""
    e, o = Engagement, Organization
    query = (
        select(e.service, e.service_en, e.service_ja, e.buyer_id, o.name, o.name_en, o.name_ja)
        .join(o, o.id == e.buyer_id)
        .where(
            e.supplier_id == assessment.organization_id,
            e.buyer_id.in_(sorted(_with_below(assessment.issuer_id))),
            e.status != EngagementStatus.ENDED,
        )
        .order_by(e.tier, e.id)
    )
    if assessment.issued_at is not None:
        query = query.where(e.created_at <= assessment.issued_at)
    return [ServiceRow._make(row) for row in db.session.execute(query)]


def _with_below(company_id: int) -> set[int]:
    tree, found = parents(), {company_id}
    while more := {child for child, parent in tree.items() if parent in found} - found:
        found |= more
    return found
