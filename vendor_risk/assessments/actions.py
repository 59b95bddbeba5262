"""Every change to an assessment, one function per verb: created, issued, answered, submitted, returned, accepted.

Saving answers stands in `saving.py`, links in `invitations.py`, issuing to many in `issuing.py`; the verbs other
features use are named here.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select

from vendor_risk.assessments.answers import content_of
from vendor_risk.assessments.bulk_saving import AnswerInput, SaveCounts, save_many
from vendor_risk.assessments.invitations import (
    Recipient,
    Site,
    add_invitation,
    end_links,
    latest_invitation,
    link_end,
    mail_link,
)
from vendor_risk.assessments.models import Assessment, Campaign, Invitation, StoredAnswer
from vendor_risk.assessments.results import on_submitted
from vendor_risk.assessments.saving import RETURNED, company_of, lock, save_answer
from vendor_risk.assessments.states import DONE, WITH_RESPONDENT, Verb, can, move
from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import AnswerState, EvidenceGrade, Tier
from vendor_risk.errors import Refused
from vendor_risk.notifications.actions import queue
from vendor_risk.notifications.texts import compose
from vendor_risk.questionnaires.queries import domain_questionnaire

__all__ = ["AnswerInput", "SaveCounts", "save_answer", "save_many"]


class Unanswered(Refused):
    """Questions without an answer, to be confirmed before submitting."""

    def __init__(self, question_ids: Sequence[str]) -> None:
        super().__init__(_("Some questions have no answer yet. Answer them, or confirm that they stay open."))
        self.question_ids = tuple(question_ids)


class ReasonMissing(Refused):
    """Questions called "not applicable" without a reason."""

    def __init__(self, question_ids: Sequence[str]) -> None:
        super().__init__(_("Write the reason wherever a question does not apply to you."))
        self.question_ids = tuple(question_ids)


def _note(action: str, assessment: Assessment, actor: str, at: datetime, **details: object) -> None:
    record(
        f"assessments.{action}",
        "assessment",
        assessment.id,
        actor=actor,
        at=at,
        company_id=company_of(assessment),
        **details,
    )


def create_assessment(
    *,
    organization_id: int,
    issuer_id: int,
    version_id: int,
    campaign: Campaign | None = None,
    round_label: str = "",
    tier: str | None = None,
    facts: Collection[str] | None = None,
    inherent_risk: float | None = None,
    language: str = "ja",
    due_on: date | None = None,
    actor: str,
    at: datetime,
) -> Assessment:
    """A draft: one questionnaire for one organization, its questions fixed by tier and facts (None: by neither).

    Refused when nothing is left to ask.
    """
    questionnaire = domain_questionnaire(version_id)
    asked = questionnaire.tailored(Tier(tier) if tier else None, frozenset(facts) if facts is not None else None)
    question_ids = [question.id for question in asked.questions()]
    if not question_ids:
        raise Refused(_("No question of this questionnaire fits. Choose another one, or another tier."))
    assessment = Assessment(
        organization_id=organization_id,
        issuer_id=issuer_id,
        questionnaire_version_id=version_id,
        campaign=campaign,
        round=round_label,
        tier=tier,
        facts=sorted(facts or ()),
        inherent_risk=inherent_risk,
        question_ids=question_ids,
        language=language,
        due_on=due_on,
        workbook_key=secrets.token_hex(32),
        created_at=at,
    )
    db.session.add(assessment)
    db.session.flush()
    _note("create", assessment, actor, at, questionnaire=questionnaire.key, version=questionnaire.version, tier=tier)
    return assessment


def issue(assessment: Assessment, to: Recipient, *, site: Site, actor: str, at: datetime) -> tuple[Invitation, str]:
    """Issue a draft to a mailbox: the link goes into the outbox. Returns the invitation and its link."""
    lock(assessment)
    move(assessment, Verb.ISSUE)
    assessment.issued_at = at
    invitation, link = add_invitation(assessment, to, site=site, at=at)
    mail_link(assessment, to, link, kind="invitation", site=site, at=at)
    _note("issue", assessment, actor, at, to=to.email)
    return invitation, link


def renew_link(
    assessment: Assessment, to: Recipient, *, site: Site, actor: str, at: datetime
) -> tuple[Invitation, str]:
    """Mail a new link; all earlier links and their sessions end. Refused when there is nothing left to answer."""
    lock(assessment)
    if assessment.status not in WITH_RESPONDENT:
        raise Refused(_("This questionnaire is not with the respondent now, so there is no link to send."), status=409)
    end_links(assessment, at=at)
    invitation, link = add_invitation(assessment, to, site=site, at=at)
    mail_link(assessment, to, link, kind="link_renewed", site=site, at=at)
    _note("renew_link", assessment, actor, at, to=to.email)
    return invitation, link


def revoke_links(assessment: Assessment, *, actor: str, at: datetime) -> int:
    """End all links of the assessment and their sessions. Returns how many were good."""
    lock(assessment)
    ended = end_links(assessment, at=at)
    _note("revoke_links", assessment, actor, at, ended=ended)
    return ended


def extend(assessment: Assessment, due_on: date, *, site: Site, actor: str, at: datetime) -> None:
    """Move the due date; good links stay good as long as the new date asks for. A closed questionnaire opens again."""
    lock(assessment)
    if can(assessment, Verb.REOPEN):
        move(assessment, Verb.REOPEN)
    elif assessment.status not in WITH_RESPONDENT:
        raise Refused(_("This questionnaire is not with the respondent now."), status=409)
    if site.end_of(due_on) <= at:
        raise Refused(_("Choose a due date that is not in the past."))
    before, assessment.due_on = assessment.due_on, due_on
    live = select(Invitation).where(Invitation.assessment_id == assessment.id, Invitation.revoked_at.is_(None))
    for invitation in db.session.scalars(live):
        if invitation.expires_at > at:
            invitation.expires_at = max(invitation.expires_at, link_end(due_on, site, at))
    _note("extend", assessment, actor, at, before=before.isoformat() if before else None, due_on=due_on.isoformat())


def open_assessment(assessment: Assessment, invitation: Invitation, *, at: datetime) -> None:
    """The respondent pressed the button: remember the first time."""
    invitation.last_used_at = at
    if can(assessment, Verb.OPEN):
        move(assessment, Verb.OPEN)
        assessment.opened_at = at
        _note("open", assessment, f"invitation:{invitation.id} {invitation.email}", at)


def close(assessment: Assessment, *, actor: str, at: datetime) -> None:
    """Stop waiting for answers: the assessment expires and its links end. `extend` opens it again."""
    lock(assessment)
    move(assessment, Verb.EXPIRE)
    end_links(assessment, at=at)
    _note("close", assessment, actor, at)


def supersede(assessment: Assessment, *, actor: str, at: datetime) -> None:
    """A newer assessment takes its place; its links end."""
    lock(assessment)
    move(assessment, Verb.SUPERSEDE)
    end_links(assessment, at=at)
    _note("supersede", assessment, actor, at)


def _answers(assessment: Assessment) -> dict[str, StoredAnswer]:
    rows = db.session.scalars(select(StoredAnswer).where(StoredAnswer.assessment_id == assessment.id))
    return {row.question_id: row for row in rows}


def submit(
    assessment: Assessment, *, by: str, at: datetime, confirmed: bool = False, receipt: Site | None = None
) -> None:
    """Hand the answers in; they can no longer be changed. `receipt` mails one to whoever was invited last.

    Raises Unanswered (unless `confirmed`) and ReasonMissing, both naming the questions.
    """
    lock(assessment)
    if not can(assessment, Verb.SUBMIT):
        move(assessment, Verb.SUBMIT)
    answers = _answers(assessment)
    contents = {question_id: content_of(answers.get(question_id)) for question_id in assessment.question_ids}
    unreasoned = [q for q, c in contents.items() if c.state is AnswerState.NOT_APPLICABLE and not c.na_reason.strip()]
    if unreasoned:
        raise ReasonMissing(unreasoned)
    blank = [question_id for question_id, content in contents.items() if content.state is AnswerState.BLANK]
    if blank and not confirmed:
        raise Unanswered(blank)
    move(assessment, Verb.SUBMIT)
    assessment.submitted_at, assessment.submitted_by = at, by[:300]
    for answer in answers.values():
        if answer.review == RETURNED:
            answer.review = ""
    _note("submit", assessment, by, at, answered=len(contents) - len(blank), unanswered=len(blank))
    on_submitted(assessment, at)
    if receipt is not None:
        _mail_receipt(assessment, len(contents) - len(blank), receipt, at)


def reference_number(assessment: Assessment) -> str:
    """What both sides call a submission by: on the receipt, in mail, on the phone."""
    day = assessment.submitted_at.strftime("%Y%m%d") if assessment.submitted_at else "0"
    return f"VR-{day}-{assessment.id:06d}"


def _mail_receipt(assessment: Assessment, answered: int, site: Site, at: datetime) -> None:
    invitation = latest_invitation(assessment.id)
    if invitation is None:
        return
    subject, body = compose(
        "receipt",
        invitation.language,
        name=invitation.name,
        organization=assessment.organization.display_name(invitation.language),
        issuer=assessment.issuer.display_name(invitation.language),
        questionnaire=assessment.questionnaire_version.title(invitation.language),
        answered=answered,
        questions=len(assessment.question_ids),
        submitted_at=at,
        reference=reference_number(assessment),
    )
    queue(
        kind="receipt",
        to_address=invitation.email,
        to_name=invitation.name,
        language=invitation.language,
        subject=subject,
        body=body,
        at=at,
        sender_domain=site.mail_domain,
        company_id=assessment.issuer_id,
        assessment_id=assessment.id,
    )


def begin_review(assessment: Assessment, *, by: str, at: datetime) -> None:
    """A reviewer starts reading. Nothing happens when one already has."""
    if can(assessment, Verb.BEGIN_REVIEW):
        move(assessment, Verb.BEGIN_REVIEW)
        _note("begin_review", assessment, by, at)


def return_for_correction(
    assessment: Assessment, notes: Mapping[str, str], note: str = "", *, by: str, site: Site, at: datetime
) -> None:
    """Give single questions back, each with what to correct (`notes`: question id → words); all others stay closed.

    Whoever was invited last gets a new link by mail; earlier links end.
    """
    lock(assessment)
    if not notes:
        raise Refused(_("Mark at least one question to return."))
    strangers = set(notes) - set(assessment.question_ids)
    if strangers:
        raise Refused(_("This question is not part of the questionnaire."))
    move(assessment, Verb.RETURN)
    answers = _answers(assessment)
    for question_id, words in notes.items():
        answer = answers.get(question_id) or _blank(assessment, question_id, by, at)
        answer.review, answer.review_note, answer.reviewer = RETURNED, words, by[:300]
    assessment.return_note, assessment.reviewed_at, assessment.reviewed_by = note, at, by[:300]
    invitation = latest_invitation(assessment.id)
    end_links(assessment, at=at)
    if invitation is not None:
        to = Recipient(invitation.name, invitation.email, invitation.language)
        _invitation, link = add_invitation(assessment, to, site=site, at=at)
        mail_link(assessment, to, link, kind="returned", site=site, at=at, note=note, returned=len(notes))
    _note("return", assessment, by, at, questions=sorted(notes))


def _blank(assessment: Assessment, question_id: str, by: str, at: datetime) -> StoredAnswer:
    answer = StoredAnswer(
        assessment_id=assessment.id,
        question_id=question_id,
        state=AnswerState.BLANK.value,
        grade=EvidenceGrade.SELF_DECLARED.value,
        source="staff",
        author=by[:300],
        updated_at=at,
        version=1,
    )
    db.session.add(answer)
    return answer


def accept(assessment: Assessment, *, by: str, at: datetime) -> None:
    """The reviewer accepts the answers as they stand. Results are made by `assessments.results`.

    The link stays good until it expires: the respondent may look at what was handed in.
    """
    lock(assessment)
    move(assessment, Verb.ACCEPT)
    assessment.reviewed_at, assessment.reviewed_by = at, by[:300]
    _note("accept", assessment, by, at)


def is_done(assessment: Assessment) -> bool:
    """Whether the answers have been handed in and are closed."""
    return assessment.status in DONE
