"""Links for respondents: made, mailed, renewed, ended. Only the SHA-256 of a token is kept (`notifications.links`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from vendor_risk.assessments.links.figures import MINUTES, QUESTIONS, Estimate
from vendor_risk.assessments.links.signer_queries import Signer, signer_of
from vendor_risk.assessments.models import Assessment, Invitation
from vendor_risk.database import db
from vendor_risk.errors import Refused
from vendor_risk.figures.figure import FigureReading
from vendor_risk.notifications.actions import queue
from vendor_risk.notifications.links import Site, new_token, token_hash
from vendor_risk.notifications.texts import compose
from vendor_risk.organizations.models import OrganizationStatus
from vendor_risk.questionnaires.queries import domain_questionnaire

LINK_PATH = "/portal/i/"
GRACE_DAYS = 30
"""How long a link stays good after the due date: late answers are better than none."""
RESULT_DAYS = 90
"""How long a link to one's own result is good: long enough to show it around and to plan with it."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a link is mailed to, and in which language."""

    name: str
    email: str
    language: str


def link_end(due_on: date | None, site: Site, at: datetime) -> datetime:
    """Until when a link made at `at` is good: some weeks past the due date, and never less than a week."""
    latest = site.end_of(due_on + timedelta(days=GRACE_DAYS)) if due_on else at + timedelta(days=GRACE_DAYS)
    return max(latest, at + timedelta(days=7))


def add_invitation(
    assessment: Assessment, to: Recipient, *, site: Site, at: datetime, until: datetime | None = None
) -> tuple[Invitation, str]:
    """A new link to the assessment, with its address, good `until` then (default: as its due date asks for).

    Earlier ones stay as they are. Refused for an organization with which business has ended: its links do not work.
    """
    if assessment.organization.status == OrganizationStatus.ENDED:
        raise Refused(
            _(
                "The organisation’s status is “Ended”, so no link can be sent to it. Make the organisation active "
                "again first."
            ),
            status=409,
        )
    token = new_token()
    invitation = Invitation(
        assessment=assessment,
        name=to.name,
        email=to.email,
        language=to.language,
        token_hash=token_hash(token),
        created_at=at,
        expires_at=until or link_end(assessment.due_on, site, at),
    )
    db.session.add(invitation)
    return invitation, f"{site.base_url}{LINK_PATH}{token}"


def end_links(assessment: Assessment, *, at: datetime) -> int:
    """End every link of the assessment, and with them all sessions opened by them. Returns how many were good.

    A session is only ever loaded together with its invitation, so it ends in the same transaction. Workbooks downloaded
    before stay good (whoever renews a link has perhaps filled one in for days); only revoking ends them too.
    """
    live = db.session.scalars(
        select(Invitation).where(Invitation.assessment_id == assessment.id, Invitation.revoked_at.is_(None))
    ).all()
    for invitation in live:
        invitation.revoked_at = at
    return sum(invitation.expires_at > at for invitation in live)


def latest_invitation(assessment_id: int) -> Invitation | None:
    """The newest link of an assessment, good or not: who was asked last."""
    return db.session.scalar(
        select(Invitation).where(Invitation.assessment_id == assessment_id).order_by(Invitation.id.desc()).limit(1)
    )


def minutes(assessment: Assessment) -> FigureReading:
    """About how many minutes the questions take."""
    return estimated(assessment.questionnaire_version_id, len(assessment.question_ids))


def estimated(version_id: int, questions: int) -> FigureReading:
    """About how many minutes so many questions of a questionnaire take."""
    return MINUTES.read(Estimate(questions, domain_questionnaire(version_id).minutes_per_question))


def letter_values(
    to: Recipient,
    *,
    organization: str,
    issuer: str,
    questionnaire: str,
    due_on: date | None,
    signer: Signer,
    site: Site,
) -> dict[str, object]:
    """What every mail to a respondent is made from; `**extra` of its kind comes on top."""
    return {
        "name": to.name,
        "organization": organization,
        "issuer": issuer,
        "questionnaire": questionnaire,
        "due_on": due_on,
        "signer": signer,
        "zone": site.zone_name(to.language),
    }


def mail_about(assessment: Assessment, to: Recipient, *, kind: str, site: Site, at: datetime, **extra: object) -> None:
    """Put a mail about an assessment into the outbox, signed. `kind` is a text of `notifications.texts`."""
    lang, signer = to.language, signer_of(assessment, to.language)
    issuer = assessment.issuer.display_name(lang)
    values = letter_values(
        to,
        organization=assessment.organization.display_name(lang),
        issuer=issuer,
        questionnaire=assessment.questionnaire_version.title(lang),
        due_on=assessment.due_on,
        signer=signer,
        site=site,
    )
    subject, body = compose(kind, lang, **values, **extra)
    queue(
        kind=kind,
        to_address=to.email,
        to_name=to.name,
        language=lang,
        subject=subject,
        body=body,
        at=at,
        sender_domain=site.mail_domain,
        heading=issuer,
        reply_to=signer.reply_to,
        company_id=assessment.issuer_id,
        assessment_id=assessment.id,
    )


def mail_link(
    assessment: Assessment,
    to: Recipient,
    link: str,
    *,
    kind: str,
    site: Site,
    at: datetime,
    note: str = "",
    returned: Mapping[str, str] | None = None,
    until: datetime | None = None,
    others_stay: bool = False,
) -> None:
    """Put the mail that carries a link into the outbox; `returned` is what to correct, by question.

    `others_stay`: earlier links work as before.
    """
    campaign = assessment.campaign
    mail_about(
        assessment,
        to,
        kind=kind,
        site=site,
        at=at,
        questions=QUESTIONS.read(len(assessment.question_ids)),
        minutes=minutes(assessment),
        returned=_returned(assessment, returned or {}, to.language),
        message=campaign.message_in(to.language) if campaign else "",
        note=note,
        link=link,
        until=until,
        others_stay=others_stay,
    )


def _returned(assessment: Assessment, notes: Mapping[str, str], lang: str) -> list[tuple[str, str, str]]:
    """(number, question, what is needed) of the returned questions, in the questionnaire's order."""
    if not notes:
        return []
    questions = domain_questionnaire(assessment.questionnaire_version_id).by_id
    return [
        (question_id, " ".join(questions[question_id].text.get(lang).split()), " ".join(notes[question_id].split()))
        for question_id in assessment.question_ids
        if question_id in notes
    ]
