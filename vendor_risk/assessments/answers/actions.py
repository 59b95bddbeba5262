"""Saving answers: one at a time as they are given, or many at once from a workbook.

A save names the version it saw. When somebody else was faster, nothing is overwritten: `AnswerConflict` carries both
texts. A save repeated with the same idempotency key gives the same result and leaves no second trace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from vendor_risk.assessments.answers.values import AnswerContent, AnswerRefused, checked, content_of
from vendor_risk.assessments.models import (
    AnswerRevision,
    AnswerSource,
    Assessment,
    AssessmentStatus,
    Evidence,
    StoredAnswer,
)
from vendor_risk.assessments.states import Verb, can, move
from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.domain.questionnaires import EvidenceGrade, stored_value
from vendor_risk.errors import Conflict, Refused
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.questionnaires.queries import domain_questionnaire

RETURNED = "returned"
MAX_VERSIONS = 500
"""How often one answer may change: far beyond any honest use, and a bound on what a hostile respondent can store."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two answers to one question: `yours` was given on an older state, `theirs` is stored (as `version`)."""

    question_id: str
    yours: AnswerContent
    theirs: AnswerContent
    version: int
    author: str
    at: datetime | None


class AnswerConflict(Conflict):
    """Somebody else saved first; `clashes` holds both texts of each question. Nothing was written."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__(
            _("This answer was changed in another window or by another person. Compare both versions and select one.")
        )
        self.clashes = tuple(clashes)


class AnswersClosed(Refused):
    """The answers, or this one, may not be changed in the present state of the assessment."""

    def __init__(self, message: str) -> None:
        super().__init__(message, status=409)


def company_of(assessment: Assessment) -> int:
    """The group company an assessment concerns: itself for a group company, else the one that asks."""
    own = assessment.organization.kind == OrganizationKind.GROUP_COMPANY
    return assessment.organization_id if own else assessment.issuer_id


def lock(assessment: Assessment) -> None:
    """Let nobody else change this assessment until the transaction ends (SQLite has one writer anyway)."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.flush()
        db.session.execute(select(Assessment.id).where(Assessment.id == assessment.id).with_for_update())
        db.session.refresh(assessment, ["status", "due_on", "reviewed_at", "version"])


def require_open(assessment: Assessment, stored: Mapping[str, StoredAnswer], question_ids: Sequence[str]) -> None:
    """AnswersClosed or AnswerRefused unless every one of these questions may be changed now."""
    asked = set(assessment.question_ids)
    for question_id in question_ids:
        if question_id not in asked:
            raise AnswerRefused(question_id, _("This question is not part of the questionnaire."))
    if assessment.status == AssessmentStatus.RETURNED:
        if any(question_id not in stored or stored[question_id].review != RETURNED for question_id in question_ids):
            raise AnswersClosed(_("Only the questions returned by the reviewer can be changed now."))
    elif not can(assessment, Verb.ANSWER):
        try:
            move(assessment, Verb.ANSWER)
        except Refused as refusal:
            raise AnswersClosed(refusal.message) from None


def begin_answering(assessment: Assessment) -> None:
    """The first answer moves the assessment on; after a return it stays returned until submitted again."""
    if assessment.status not in (AssessmentStatus.RETURNED, AssessmentStatus.IN_PROGRESS):
        move(assessment, Verb.ANSWER)


def stored_answers(assessment_id: int, question_ids: Sequence[str]) -> dict[str, StoredAnswer]:
    """The stored answers (of one question, when one is named) as the database has them now."""
    query = select(StoredAnswer).where(StoredAnswer.assessment_id == assessment_id)
    if len(question_ids) == 1:
        query = query.where(StoredAnswer.question_id == question_ids[0])
    return {row.question_id: row for row in db.session.scalars(query.execution_options(populate_existing=True))}


def with_files(assessment_id: int) -> set[str]:
    """The questions to which a file is attached."""
    query = select(Evidence.question_id).where(Evidence.assessment_id == assessment_id, Evidence.sha256.is_not(None))
    return set(db.session.scalars(query.distinct()))


def revision_content(content: AnswerContent, grade: str) -> dict[str, object]:
    """What a revision keeps of an answer."""
    return {  # spelled out: `asdict` copies deeply and took a third of storing a workbook
        "state": str(content.state),
        "value": stored_value(content.value),
        "comment": content.comment,
        "na_reason": content.na_reason,
        "grade": grade,
    }


def answer_values(
    content: AnswerContent, version: int, grade: str, source: AnswerSource, source_ref: str, actor: str, at: datetime
) -> dict[str, object]:
    """The columns of a stored answer that a save sets."""
    return {
        "state": str(content.state),
        "value": stored_value(content.value),
        "comment": content.comment,
        "na_reason": content.na_reason,
        "grade": grade,
        "source": source,
        "source_ref": source_ref[:400],
        "author": actor[:300],
        "updated_at": at,
        "version": version,
    }


def grade_after(before: StoredAnswer | None, content: AnswerContent, has_file: bool) -> str:
    """The evidence grade after a change. What a reviewer found of the former answer does not hold for a new one."""
    if before is not None and (before.state, before.value) == (content.state, stored_value(content.value)):
        return before.grade
    return _WITH_FILE if has_file else _WITHOUT_FILE


_WITH_FILE, _WITHOUT_FILE = EvidenceGrade.DOCUMENT.value, EvidenceGrade.SELF_DECLARED.value


NO_JUDGEMENT: dict[str, object] = {"na_decision": "", "override_level": None, "override_reason": ""}


def judgement_after(before: StoredAnswer, content: AnswerContent) -> dict[str, object]:
    """The reviewer's judgement after a change: it spoke of the former answer, so it ends with that."""
    if (before.state, before.value) == (content.state, stored_value(content.value)):
        kept = before
        return {
            "na_decision": kept.na_decision,
            "override_level": kept.override_level,
            "override_reason": kept.override_reason,
        }
    return dict(NO_JUDGEMENT)


def clash_with(question_id: str, yours: AnswerContent, before: StoredAnswer | None) -> Clash:
    """Both texts, for a person to choose from."""
    if before is None:
        return Clash(question_id, yours, AnswerContent(), 0, "", None)
    return Clash(question_id, yours, content_of(before), before.version, before.author, before.updated_at)


def save_answer(
    assessment: Assessment,
    question_id: str,
    content: AnswerContent,
    *,
    expected_version: int,
    idempotency_key: str | None = None,
    source: AnswerSource = AnswerSource.WEB,
    source_ref: str = "",
    actor: str,
    at: datetime,
) -> StoredAnswer:
    """Save one answer; `expected_version` is the version that was seen (0: none yet). Returns it as stored.

    Raises AnswerConflict (both texts), AnswersClosed (submitted, or not returned) or AnswerRefused (not an answer this
    question can have). A repeated key, or an answer that says what is stored already, changes nothing.
    """
    lock(assessment)
    before = stored_answers(assessment.id, [question_id]).get(question_id)
    if idempotency_key is not None and (done := revision_of_key(assessment.id, idempotency_key)) is not None:
        if done.question_id != question_id or before is None:
            raise Refused(
                _("This answer was not saved because another save was in progress. Reload the page and try again."),
                status=409,
            )
        return before
    require_open(assessment, {question_id: before} if before else {}, [question_id])
    questionnaire = domain_questionnaire(assessment.questionnaire_version_id)
    content = checked(questionnaire.by_id[question_id], questionnaire.scales, content)
    if before is not None and content_of(before) == content:
        return before
    if (before.version if before else 0) != expected_version:
        raise AnswerConflict([clash_with(question_id, content, before)])
    return _write(assessment, question_id, before, content, idempotency_key, source, source_ref, actor, at)


def _write(
    assessment: Assessment,
    question_id: str,
    before: StoredAnswer | None,
    content: AnswerContent,
    key: str | None,
    source: AnswerSource,
    source_ref: str,
    actor: str,
    at: datetime,
) -> StoredAnswer:
    version = before.version + 1 if before else 1
    if version > MAX_VERSIONS:
        raise Refused(
            _(
                "This answer has been changed the maximum number of times. Contact the company that sent "
                "the questionnaire."
            )
        )
    grade = grade_after(before, content, before is not None and question_id in with_files(assessment.id))
    values = answer_values(content, version, grade, source, source_ref, actor, at)
    if before is None:
        answer = StoredAnswer(assessment_id=assessment.id, question_id=question_id, **values)
        db.session.add(answer)
    else:
        answer = before
        for name, value in {**values, **judgement_after(before, content)}.items():
            setattr(answer, name, value)
    begin_answering(assessment)
    db.session.add(
        AnswerRevision(
            assessment_id=assessment.id,
            question_id=question_id,
            version=version,
            content=revision_content(content, grade),
            source=source,
            author=actor[:300],
            idempotency_key=key,
            at=at,
        )
    )
    record(
        "assessments.save_answer",
        "assessment",
        assessment.id,
        actor=actor,
        at=at,
        company_id=company_of(assessment),
        question=question_id,
        version=version,
        source=str(source),
    )
    return answer


def revision_of_key(assessment_id: int, idempotency_key: str) -> AnswerRevision | None:
    """The revision that was saved under this key, if any."""
    return db.session.scalar(
        select(AnswerRevision).where(
            AnswerRevision.assessment_id == assessment_id, AnswerRevision.idempotency_key == idempotency_key
        )
    )
