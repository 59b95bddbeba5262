"""What a respondent does besides answering: come in, leave, ask for a new link, prove the mailbox by a code."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from flask_babel import gettext as _

from vendor_risk.assessments.links.actions import mail_another_link, mail_result, open_assessment, renew_link
from vendor_risk.assessments.links.invitation_actions import Recipient, latest_invitation, mail_about
from vendor_risk.assessments.models import AssessmentStatus, Invitation
from vendor_risk.assessments.states import WITH_RESPONDENT
from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.errors import Refused
from vendor_risk.notifications.links import Site, token_hash
from vendor_risk.organizations.models import OrganizationStatus
from vendor_risk.portal import queries
from vendor_risk.portal.models import InvitationSession, MailCode

SESSION_HOURS = 12
CODE_MINUTES, CODE_TRIES, CODES_PER_HOUR = 10, 5, 5
LINKS_PER_DAY = 5
RENEW_MINUTES = 10


def respondent(invitation: Invitation) -> str:
    """How the audit log and the revisions name whoever came by this link."""
    return f"invitation:{invitation.id} {invitation.email}"


def open_session(invitation: Invitation, *, at: datetime) -> str:
    """A session bound to this invitation; returns its key, of which only the hash is stored."""
    key = secrets.token_urlsafe(32)
    end = min(at + timedelta(hours=SESSION_HOURS), invitation.expires_at)
    db.session.add(
        InvitationSession(invitation_id=invitation.id, key_hash=token_hash(key), created_at=at, expires_at=end)
    )
    open_assessment(invitation.assessment, invitation, at=at)
    return key


def end_session(session: InvitationSession, *, at: datetime) -> None:
    """The respondent leaves; the link stays good."""
    session.ended_at = at


def ask_new_link(token: str, *, site: Site, at: datetime) -> None:
    """Mail a new link to the address on record, when `token` is a genuine link that has expired or been replaced.

    Replaced: a newer link was sent, and nobody has ended that. It goes to whom the newer one went, and ends none. A
    link that staff ended leads to nothing. While answers are awaited the new one leads to the questions, once they are
    accepted to the result. Says nothing about what it did: the answer to the asker is always the same.
    """
    asked = queries.invitation_of(token)
    if asked is None or (asked.revoked_at is None and asked.expires_at > at):
        return
    assessment = asked.assessment
    if assessment.organization.status == OrganizationStatus.ENDED:
        return
    newest = latest_invitation(assessment.id) if asked.revoked_at is not None else asked
    if newest is None or newest.revoked_at is not None:
        return
    accepted = assessment.status == AssessmentStatus.ACCEPTED
    if assessment.status not in WITH_RESPONDENT and not accepted:
        return
    if queries.links_since(assessment.id, at - timedelta(minutes=RENEW_MINUTES)) or (
        queries.links_since(assessment.id, at - timedelta(days=1)) >= LINKS_PER_DAY
    ):
        return
    to = Recipient(newest.name, newest.email, newest.language)
    send = mail_result if accepted else renew_link if newest.expires_at <= at else mail_another_link
    send(assessment, to, site=site, actor=respondent(asked), at=at)


def _code_hash(code: str, session: InvitationSession, secret: str) -> str:
    """A keyed hash: six digits alone could be found by trying all of them."""
    return hmac.new(secret.encode(), f"{session.id}:{code}".encode(), hashlib.sha256).hexdigest()


def send_code(session: InvitationSession, *, secret: str, site: Site, at: datetime) -> None:
    """Mail a six-digit code to the invited address. Earlier codes stop working. Refused when asked too often."""
    invitation = session.invitation
    if queries.codes_since(invitation.id, at - timedelta(hours=1)) >= CODES_PER_HOUR:
        raise Refused(_("Several codes have already been sent. Wait an hour, then request a new one."), status=429)
    code = f"{secrets.randbelow(10**6):06d}"
    db.session.add(
        MailCode(
            session_id=session.id,
            code_hash=_code_hash(code, session, secret),
            created_at=at,
            expires_at=at + timedelta(minutes=CODE_MINUTES),
        )
    )
    to = Recipient(invitation.name, invitation.email, invitation.language)
    mail_about(invitation.assessment, to, kind="code", site=site, at=at, code=code, minutes=CODE_MINUTES)


def check_code(session: InvitationSession, code: str, *, secret: str, at: datetime) -> bool:
    """Whether `code` is the newest one of this session, in time and not used; then the session counts as verified.

    A wrong try is counted, and must be committed as well.
    """
    newest = queries.newest_code(session.id)
    if newest is None or newest.used_at is not None or newest.expires_at <= at or newest.tries >= CODE_TRIES:
        return False
    newest.tries += 1
    if not hmac.compare_digest(newest.code_hash, _code_hash(code.strip(), session, secret)):
        return False
    newest.used_at = session.verified_at = at
    record(
        "portal.verify",
        "assessment",
        session.invitation.assessment_id,
        actor=respondent(session.invitation),
        at=at,
        company_id=session.invitation.assessment.issuer_id,
    )
    return True
