"""Every change to an assessment, one function per verb: created, issued, answered, submitted, returned, accepted.

Saving is in `answers`, what happens to links in `links`, issuing to many in `campaigns.issue_actions`.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from flask_babel import gettext as _

from vendor_risk.assessments.answers.actions import RETURNED, lock
from vendor_risk.assessments.answers.values import content_of, is_complete
from vendor_risk.assessments.audit_entry import write_trail
from vendor_risk.assessments.links.invitation_actions import (
    Recipient,
    add_invitation,
    end_links,
    latest_invitation,
    mail_about,
    mail_link,
)
from vendor_risk.assessments.models import Assessment, Campaign, StoredAnswer
from vendor_risk.assessments.queries import answers as answers_of
from vendor_risk.assessments.results.actions import on_submitted
from vendor_risk.assessments.states import Verb, can, move
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import AnswerState, EvidenceGrade, Tier
from vendor_risk.errors import Refused
from vendor_risk.notifications.links import Site
from vendor_risk.questionnaires.queries import domain_questionnaire


class Unanswered(Refused):
    """Questions without an answer, to be confirmed before submitting."""

    def __init__(self, question_ids: Sequence[str]) -> None:
        super().__init__(
            _("Some questions are unanswered. Answer them, or confirm that you want to submit without them.")
        )
        self.question_ids = tuple(question_ids)


class RowsIncomplete(Refused):
    """Tables with a row that lacks a required cell."""

    def __init__(self, question_ids: Sequence[str]) -> None:
        super().__init__(_("Fill in all required columns in each row, or remove incomplete rows."))
        self.question_ids = tuple(question_ids)


class ReasonMissing(Refused):
    """Questions called "not applicable" without a reason."""

    def __init__(self, question_ids: Sequence[str]) -> None:
        super().__init__(_("Enter a reason for each “Not applicable” answer."))
        self.question_ids = tuple(question_ids)


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
        raise Refused(_("No questions in this questionnaire apply. Select another questionnaire or another tier."))
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
    write_trail(
        "create", assessment, actor, at, questionnaire=questionnaire.key, version=questionnaire.version, tier=tier
    )
    return assessment


def submit(
    assessment: Assessment, *, actor: str, at: datetime, confirmed: bool = False, receipt: Site | None = None
) -> None:
    """Hand the answers in; they can no longer be changed, and a provisional result is made of them.

    `receipt` mails one to whoever was invited last.
    Raises Unanswered (unless `confirmed`), ReasonMissing and RowsIncomplete, each naming the questions.
    """
    lock(assessment)
    if not can(assessment, Verb.SUBMIT):
        move(assessment, Verb.SUBMIT)
    answers = answers_of(assessment.id)
    contents = {question_id: content_of(answers.get(question_id)) for question_id in assessment.question_ids}
    unreasoned = [q for q, c in contents.items() if c.state is AnswerState.NOT_APPLICABLE and not c.na_reason.strip()]
    if unreasoned:
        raise ReasonMissing(unreasoned)
    asked = domain_questionnaire(assessment.questionnaire_version_id).by_id
    incomplete = [q for q, content in contents.items() if not is_complete(asked[q], content)]
    if incomplete:
        raise RowsIncomplete(incomplete)
    blank = [question_id for question_id, content in contents.items() if content.state is AnswerState.BLANK]
    if blank and not confirmed:
        raise Unanswered(blank)
    move(assessment, Verb.SUBMIT)
    assessment.submitted_at, assessment.submitted_by = at, actor[:300]
    for answer in answers.values():
        if answer.review == RETURNED:
            answer.review = ""
    write_trail("submit", assessment, actor, at, answered=len(contents) - len(blank), unanswered=len(blank))
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
    mail_about(
        assessment,
        Recipient(invitation.name, invitation.email, invitation.language),
        kind="receipt",
        site=site,
        at=at,
        answered=answered,
        questions=len(assessment.question_ids),
        submitted_at=at,
        reference=reference_number(assessment),
    )


def begin_review(assessment: Assessment, *, actor: str, at: datetime) -> None:
    """A reviewer starts reading. Nothing happens when one already has."""
    if can(assessment, Verb.BEGIN_REVIEW):
        move(assessment, Verb.BEGIN_REVIEW)
        write_trail("begin_review", assessment, actor, at)


def return_for_correction(
    assessment: Assessment, notes: Mapping[str, str], note: str = "", *, actor: str, site: Site, at: datetime
) -> None:
    """Give single questions back, each with what to correct (`notes`: question id → words); all others stay closed.

    Whoever was invited last gets a new link by mail; earlier links end.
    """
    lock(assessment)
    if not notes:
        raise Refused(_("Mark the questions to return."))
    strangers = set(notes) - set(assessment.question_ids)
    if strangers:
        raise Refused(_("This question is not part of the questionnaire."))
    move(assessment, Verb.RETURN)
    answers = answers_of(assessment.id)
    for question_id, words in notes.items():
        answer = answers.get(question_id) or _blank(assessment, question_id, actor, at)
        answer.review, answer.review_note, answer.reviewer = RETURNED, words, actor[:300]
    assessment.return_note, assessment.reviewed_at, assessment.reviewed_by = note, at, actor[:300]
    invitation = latest_invitation(assessment.id)
    end_links(assessment, at=at)
    if invitation is not None:
        to = Recipient(invitation.name, invitation.email, invitation.language)
        _invitation, link = add_invitation(assessment, to, site=site, at=at)
        mail_link(assessment, to, link, kind="returned", site=site, at=at, note=note, returned=notes)
    write_trail("return", assessment, actor, at, questions=sorted(notes))


def _blank(assessment: Assessment, question_id: str, actor: str, at: datetime) -> StoredAnswer:
    answer = StoredAnswer(
        assessment_id=assessment.id,
        question_id=question_id,
        state=AnswerState.BLANK.value,
        grade=EvidenceGrade.SELF_DECLARED.value,
        source="staff",
        author=actor[:300],
        updated_at=at,
        version=1,
    )
    db.session.add(answer)
    return answer


def mark_accepted(assessment: Assessment, *, actor: str, at: datetime) -> None:
    """The state and the trail of an acceptance: `reviews.actions.accept` is the whole, with result and findings.

    Links stay good until they expire: the respondent may look at what was submitted, and at their own result.
    """
    lock(assessment)
    move(assessment, Verb.ACCEPT)
    assessment.reviewed_at, assessment.reviewed_by = at, actor[:300]
    write_trail("accept", assessment, actor, at)
