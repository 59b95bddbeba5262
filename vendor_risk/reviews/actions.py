"""Every change a reviewer makes: judge single answers, accept what is unremarkable, ask back, accept the whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from vendor_risk.assessments import actions as assessment_actions
from vendor_risk.assessments import queries
from vendor_risk.assessments.answers.actions import RETURNED, company_of, lock, revision_content
from vendor_risk.assessments.answers.values import content_of, domain_answers
from vendor_risk.assessments.links import actions as link_actions
from vendor_risk.assessments.links.invitation_actions import Recipient, latest_invitation
from vendor_risk.assessments.models import (
    AnswerRevision,
    AnswerSource,
    Assessment,
    Result,
    StoredAnswer,
)
from vendor_risk.assessments.results import actions as result_actions
from vendor_risk.assessments.results import rescore_actions
from vendor_risk.assessments.states import WITH_REVIEWER
from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import MAX_LEVEL, AnswerState, EvidenceGrade, NaDecision, Tier
from vendor_risk.domain.scoring.judging import claimed
from vendor_risk.errors import Conflict, Refused
from vendor_risk.improvement.actions import open_findings
from vendor_risk.notifications.links import Site
from vendor_risk.questionnaires.queries import rules

OK = "ok"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reviewer finds of one answer. `review` is "", "ok" or "returned"; an override needs its reason.

    `note` goes to the respondent only with "returned"; `override_reason` explains the level, the evidence grade or the
    decision on a claim. Both are kept whatever was decided: nothing typed is lost.
    """

    review: str = ""
    note: str = ""
    grade: EvidenceGrade = EvidenceGrade.SELF_DECLARED
    na_decision: NaDecision = NaDecision.CLAIMED
    """Of an answer "not applicable"; one that is marked as in order is accepted with that."""
    override_level: float | None = None
    override_reason: str = ""


def _check(judgement: Judgement) -> None:
    if judgement.review not in {"", OK, RETURNED}:
        raise Refused(_("Select “OK” or “Return”, or leave the answer unmarked."))
    if judgement.review == RETURNED and not judgement.note.strip():
        raise Refused(_("Enter what the respondent should correct."))
    level = judgement.override_level
    if level is not None and not 0 <= level <= MAX_LEVEL:
        raise Refused(_("Select a level from 0 to 5."))
    if level is not None and not judgement.override_reason.strip():
        raise Refused(_("Enter the reason for setting a different level. The respondent will see it."))


def require_reviewable(assessment: Assessment) -> None:
    """Refused (409) unless the answers are with the reviewer."""
    if assessment.status not in WITH_REVIEWER:
        raise Refused(_("These answers are not under review, so you cannot record decisions on them."), status=409)


def judge(
    assessment: Assessment, question_id: str, judgement: Judgement, *, seen_version: int, actor: str, at: datetime
) -> StoredAnswer:
    """Keep what the reviewer finds of one answer (an unanswered question gets a blank one), with its revision.

    Refused when the judgement lacks what it needs; Conflict when somebody changed the answer since `seen_version`.
    """
    lock(assessment)
    require_reviewable(assessment)
    if question_id not in assessment.question_ids:
        raise Refused(_("This question is not part of the questionnaire."))
    _check(judgement)
    answer = queries.answer(assessment.id, question_id)
    if (answer.version if answer else 0) != seen_version:
        raise Conflict(
            _("This answer has changed since you opened the page. Check the latest version and decide again.")
        )
    answer = answer or _blank(assessment, question_id, at)
    if answer.state == AnswerState.NOT_APPLICABLE:
        if judgement.review == OK and judgement.na_decision is NaDecision.CLAIMED:
            judgement = replace(judgement, na_decision=NaDecision.ACCEPTED)
    elif judgement.na_decision is not NaDecision.CLAIMED:
        raise Refused(_("This answer is not a claim of “Not applicable”, so there is nothing to accept or reject."))
    _write(assessment, answer, judgement, actor, at)
    assessment_actions.begin_review(assessment, actor=actor, at=at)
    return answer


def _blank(assessment: Assessment, question_id: str, at: datetime) -> StoredAnswer:
    answer = StoredAnswer(
        assessment_id=assessment.id,
        question_id=question_id,
        state=AnswerState.BLANK.value,
        comment="",
        na_reason="",
        source=AnswerSource.STAFF,
        updated_at=at,
        version=0,
    )
    db.session.add(answer)
    return answer


def _write(assessment: Assessment, answer: StoredAnswer, judgement: Judgement, actor: str, at: datetime) -> None:
    answer.review = judgement.review
    answer.review_note = judgement.note.strip()
    answer.grade = judgement.grade.value
    answer.na_decision = judgement.na_decision.value
    answer.override_level = judgement.override_level
    answer.override_reason = judgement.override_reason.strip()
    answer.reviewer, answer.version = actor[:300], answer.version + 1
    kept = {
        **revision_content(content_of(answer), answer.grade),
        "review": answer.review,
        "review_note": answer.review_note,
        "na_decision": answer.na_decision,
        "override_level": answer.override_level,
        "override_reason": answer.override_reason,
    }
    db.session.add(
        AnswerRevision(
            assessment_id=assessment.id,
            question_id=answer.question_id,
            version=answer.version,
            content=kept,
            source=AnswerSource.STAFF,
            author=actor[:300],
            at=at,
        )
    )
    db.session.flush()
    record(
        "reviews.judge",
        "assessment",
        assessment.id,
        actor=actor,
        at=at,
        company_id=company_of(assessment),
        question=answer.question_id,
        review=answer.review,
        grade=answer.grade,
        na_decision=answer.na_decision,
        override_level=answer.override_level,
    )


def mark_in_order(assessment: Assessment, question_ids: frozenset[str], *, actor: str, at: datetime) -> int:
    """Mark these answers as in order, where nobody has judged them yet. Returns how many were marked.

    Claims of "not applicable" are left: each needs a decision.
    """
    lock(assessment)
    require_reviewable(assessment)
    named = question_ids - set(open_claims(assessment))
    marked = [a for q, a in queries.answers(assessment.id).items() if q in named and not a.review]
    for answer in marked:
        answer.review, answer.reviewer = OK, actor[:300]
    assessment_actions.begin_review(assessment, actor=actor, at=at)
    if marked:
        names = sorted(answer.question_id for answer in marked)
        company = company_of(assessment)
        record("reviews.mark", "assessment", assessment.id, actor=actor, at=at, company_id=company, questions=names)
    return len(marked)


def open_claims(assessment: Assessment) -> list[str]:
    """The questions answered "not applicable" that would count and that nobody has decided on, in order."""
    tier = Tier(assessment.tier) if assessment.tier else None
    given = domain_answers(queries.answers(assessment.id).values())
    return [asked.question.id for asked in claimed(queries.asked(assessment), given, tier, rules().scoring)]


def decide_claims(
    assessment: Assessment, decisions: Mapping[str, NaDecision], *, actor: str, at: datetime
) -> Collection[str]:
    """Accept or refuse claims of "not applicable", a decision each; returns the questions decided on.

    Questions without an open claim are passed over: somebody was faster. Refused unless the answers are under review.
    """
    lock(assessment)
    require_reviewable(assessment)
    answers, decided = queries.answers(assessment.id), []
    for question_id in open_claims(assessment):
        decision = decisions.get(question_id, NaDecision.CLAIMED)
        if decision is NaDecision.CLAIMED:
            continue
        answer = answers[question_id]
        judgement = Judgement(
            OK,
            note=answer.review_note,
            grade=EvidenceGrade(answer.grade),
            na_decision=decision,
            override_reason=answer.override_reason,
        )
        _write(assessment, answer, judgement, actor, at)
        decided.append(question_id)
    if decided:
        assessment_actions.begin_review(assessment, actor=actor, at=at)
    return decided


def ask_back(assessment: Assessment, note: str, *, actor: str, site: Site, at: datetime) -> Mapping[str, str]:
    """Return the questions marked "ask back" to the respondent, who gets a new link by mail. Gives them with notes."""
    answers = queries.answers(assessment.id)
    notes = {
        q: answers[q].review_note for q in assessment.question_ids if q in answers and answers[q].review == RETURNED
    }
    if not notes:
        raise Refused(_("Mark one or more questions for return and enter what should be corrected."))
    assessment_actions.return_for_correction(assessment, notes, note.strip(), actor=actor, site=site, at=at)
    return notes


def _asks_back(assessment: Assessment) -> bool:
    """Whether answers are marked "ask back"."""
    return any(answer.review == RETURNED for answer in queries.answers(assessment.id).values())


def accept(assessment: Assessment, *, actor: str, at: datetime, site: Site | None = None) -> Result:
    """Accept the answers as they stand: the result becomes current, its gaps become findings.

    `site` mails whoever was invited last the link to their own result. Refused while questions are marked "ask back",
    and while a claim of "not applicable" waits for a decision: none is accepted unseen.
    """
    if _asks_back(assessment):
        raise Refused(_("Some questions are still marked for return. Return them or clear the marks first."))
    waiting = len(open_claims(assessment))
    if waiting:
        text = ngettext(
            "One claim of “Not applicable” has not been decided. Accept or reject it first.",
            "%(num)s claims of “Not applicable” have not been decided. Accept or reject each of them first.",
            waiting,
        )
        raise Refused(text, status=409)
    assessment_actions.mark_accepted(assessment, actor=actor, at=at)
    result = result_actions.on_accepted(assessment, at)
    open_findings(result, rescore_actions.replay(result).result, actor=actor, at=at)
    invited = latest_invitation(assessment.id) if site is not None else None
    if site is not None and invited is not None:
        to = Recipient(invited.name, invited.email, invited.language)
        link_actions.mail_result(assessment, to, site=site, actor=actor, at=at)
    return result


def accept_many(
    picked: Sequence[tuple[Assessment, int]], *, actor: str, at: datetime, site: Site | None = None
) -> list[Assessment]:
    """Accept these as they stand, each with the version that was seen of it; returns those that were left alone.

    Left alone is what changed meanwhile or is no longer waiting, what holds marks "ask back" or claims of "not
    applicable" that nobody decided on, and the most critical tier, which is looked at one by one.
    """
    left = []
    for assessment, seen_version in picked:
        waiting = assessment.status in WITH_REVIEWER and assessment.version == seen_version
        if not waiting or assessment.tier == Tier.T1 or _asks_back(assessment) or open_claims(assessment):
            left.append(assessment)
        else:
            accept(assessment, actor=actor, at=at, site=site)
    return left
