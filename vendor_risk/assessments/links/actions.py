"""Questionnaires that are out: issued by a link and opened, links renewed and ended, due dates moved, closed.

And what goes back to the respondent in the end: the link to their own result.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from vendor_risk.assessments.answers.actions import lock
from vendor_risk.assessments.audit_entry import write_trail
from vendor_risk.assessments.links.invitation_actions import (
    RESULT_DAYS,
    Recipient,
    add_invitation,
    end_links,
    link_end,
    mail_link,
)
from vendor_risk.assessments.models import Assessment, AssessmentStatus, Invitation
from vendor_risk.assessments.states import WITH_RESPONDENT, Verb, can, move
from vendor_risk.database import db
from vendor_risk.errors import Refused
from vendor_risk.notifications.links import Site


def issue(assessment: Assessment, to: Recipient, *, site: Site, actor: str, at: datetime) -> tuple[Invitation, str]:
    """Issue a draft to a mailbox: the link goes into the outbox. Returns the invitation and its link."""
    lock(assessment)
    move(assessment, Verb.ISSUE)
    assessment.issued_at = at
    invitation, link = add_invitation(assessment, to, site=site, at=at)
    mail_link(assessment, to, link, kind="invitation", site=site, at=at)
    write_trail("issue", assessment, actor, at, to=to.email)
    return invitation, link


def renew_link(
    assessment: Assessment, to: Recipient, *, site: Site, actor: str, at: datetime
) -> tuple[Invitation, str]:
    """Mail a new link; all earlier links and their sessions end. Refused when there is nothing left to answer."""
    lock(assessment)
    if assessment.status not in WITH_RESPONDENT:
        raise Refused(_("This questionnaire is not accepting answers, so there is no link to send."), status=409)
    end_links(assessment, at=at)
    invitation, link = add_invitation(assessment, to, site=site, at=at)
    mail_link(assessment, to, link, kind="link_renewed", site=site, at=at)
    write_trail("renew_link", assessment, actor, at, to=to.email)
    return invitation, link


def mail_another_link(
    assessment: Assessment, to: Recipient, *, site: Site, actor: str, at: datetime
) -> tuple[Invitation, str]:
    """Mail one more link; earlier ones stay good, so that nobody who is answering is sent away. Refused as above."""
    lock(assessment)
    if assessment.status not in WITH_RESPONDENT:
        raise Refused(_("This questionnaire is not accepting answers, so there is no link to send."), status=409)
    invitation, link = add_invitation(assessment, to, site=site, at=at)
    mail_link(assessment, to, link, kind="link_renewed", site=site, at=at, others_stay=True)
    write_trail("mail_another_link", assessment, actor, at, to=to.email)
    return invitation, link


def mail_result(assessment: Assessment, to: Recipient, *, site: Site, actor: str, at: datetime) -> Invitation:
    """Mail the link to the result of accepted answers. Earlier links stay good: they lead to the same page.

    Refused before the answers are accepted.
    """
    if assessment.status != AssessmentStatus.ACCEPTED:
        raise Refused(_("There is no result to send until the answers have been accepted."), status=409)
    until = at + timedelta(days=RESULT_DAYS)
    invitation, link = add_invitation(assessment, to, site=site, at=at, until=until)
    mail_link(assessment, to, link, kind="result", site=site, at=at, until=until)
    write_trail("mail_result", assessment, actor, at, to=to.email)
    return invitation


def revoke_links(assessment: Assessment, *, actor: str, at: datetime) -> int:
    """End all links of the assessment, their sessions and its workbooks sent out so far. Returns how many were good."""
    lock(assessment)
    ended = end_links(assessment, at=at)
    assessment.workbook_key = secrets.token_hex(32)
    write_trail("revoke_links", assessment, actor, at, ended=ended)
    return ended


def reopen(assessment: Assessment, due_on: date, to: Recipient | None, *, site: Site, actor: str, at: datetime) -> None:
    """Open a closed questionnaire again until that day, and mail `to` a new link: closing ended all others.

    With None nobody can answer until `renew_link`. Refused when it is not closed, or for a day that is past.
    """
    lock(assessment)
    move(assessment, Verb.REOPEN)
    extend(assessment, due_on, site=site, actor=actor, at=at)
    if to is not None:
        renew_link(assessment, to, site=site, actor=actor, at=at)


def extend(assessment: Assessment, due_on: date, *, site: Site, actor: str, at: datetime) -> None:
    """Move the due date; good links stay good as long as the new date asks for. A closed questionnaire opens again."""
    lock(assessment)
    if can(assessment, Verb.REOPEN):
        move(assessment, Verb.REOPEN)
    elif assessment.status not in WITH_RESPONDENT:
        raise Refused(_("This questionnaire is not accepting answers, so its due date cannot be changed."), status=409)
    if site.end_of(due_on) <= at:
        raise Refused(_("Select today or a later date as the due date."))
    before, assessment.due_on = assessment.due_on, due_on
    live = select(Invitation).where(Invitation.assessment_id == assessment.id, Invitation.revoked_at.is_(None))
    for invitation in db.session.scalars(live):
        if invitation.expires_at > at:
            invitation.expires_at = max(invitation.expires_at, link_end(due_on, site, at))
    write_trail(
        "extend", assessment, actor, at, before=before.isoformat() if before else None, due_on=due_on.isoformat()
    )


def open_assessment(assessment: Assessment, invitation: Invitation, *, at: datetime) -> None:
    """The respondent pressed the button: remember the first time."""
    invitation.last_used_at = at
    if can(assessment, Verb.OPEN):
        move(assessment, Verb.OPEN)
        assessment.opened_at = at
        write_trail("open", assessment, f"invitation:{invitation.id} {invitation.email}", at)


def close(assessment: Assessment, *, actor: str, at: datetime) -> None:
    """Stop waiting for answers: the assessment expires and its links end. `extend` opens it again."""
    lock(assessment)
    move(assessment, Verb.EXPIRE)
    end_links(assessment, at=at)
    write_trail("close", assessment, actor, at)


def withdraw(assessment: Assessment, *, actor: str, at: datetime) -> None:
    """Give the request up while answers are awaited: what was answered so far stays, its links end."""
    lock(assessment)
    move(assessment, Verb.WITHDRAW)
    end_links(assessment, at=at)
    write_trail("withdraw", assessment, actor, at)


def supersede(assessment: Assessment, *, actor: str, at: datetime) -> None:
    """A newer assessment takes its place; its links end."""
    lock(assessment)
    move(assessment, Verb.SUPERSEDE)
    end_links(assessment, at=at)
    write_trail("supersede", assessment, actor, at)
