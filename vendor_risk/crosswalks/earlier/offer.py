"""What a respondent is offered of the answers that were accepted last time, question by question.

The same organization, asked by the same company with the same questionnaire, in this edition or an older one: so nobody
sees here what was told to another company. Nothing of it is an answer: `actions.confirm` makes it one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.answers.values import AnswerContent, AnswerRefused, checked, content_of
from vendor_risk.assessments.models import Assessment, Evidence, StoredAnswer
from vendor_risk.assessments.pages import is_done
from vendor_risk.assessments.states import Verb, can
from vendor_risk.domain.crosswalk.editions import compare_editions
from vendor_risk.domain.questionnaires import AnswerScale, AnswerState, NaDecision, Question, Questionnaire
from vendor_risk.domain.scoring.scales import scale_of
from vendor_risk.questionnaires.queries import domain_questionnaire
from vendor_risk.reviews.queries import former


@dataclass(frozen=True, slots=True)
class AnswerOfLastTime:
    """One answer of last time as it would be saved now, with the evidence it had.

    `reworded`: the question, its levels or its options read differently now. `judged`: the reviewer set another level
    or rejected it. Either way it takes a look at this one question; `alone` says so. `remark` is the reviewer's reason.
    """

    question: Question
    scale: AnswerScale | None
    was: str
    """The id of the question then."""
    content: AnswerContent
    evidence: Sequence[Evidence]
    reworded: bool
    judged: bool
    remark: str

    @property
    def alone(self) -> bool:
        """Whether it can only be confirmed by itself, and not with the others of its section."""
        return self.reworded or self.judged


@dataclass(frozen=True, slots=True)
class EarlierAnswers:
    """All that is offered, by id of the question asked now: those that are open and have no answer yet."""

    source: Assessment
    by_question: Mapping[str, AnswerOfLastTime]

    @property
    def given_at(self) -> datetime:
        """When these answers were submitted."""
        return self.source.submitted_at or self.source.created_at

    def together(self, question_ids: Sequence[str]) -> list[str]:
        """Those of these questions whose answers may be confirmed together, in the same order."""
        return [each for each in question_ids if each in self.by_question and not self.by_question[each].alone]


def earlier_answers(asked: Assessment) -> EarlierAnswers | None:
    """What may be confirmed in `asked`, which was loaded through a scope or an invitation; None where nothing may."""
    if not can(asked, Verb.ANSWER):
        return None
    source = former(asked)
    if source is None:
        return None
    now, then = assessment_queries.answers(asked.id), assessment_queries.answers(source.id)
    old, new = domain_questionnaire(source.questionnaire_version_id), assessment_queries.asked(asked)
    evidence = assessment_queries.evidence(source.id)
    found = {}
    for question_id, was in _same_questions(source, asked, old, new).items():
        row, before = now.get(question_id), then.get(was)
        if before is None or (row is not None and row.state != AnswerState.BLANK):
            continue
        offer = _offer(new, new.by_id[question_id], old, old.by_id[was], before, evidence.get(was, ()))
        if offer is not None:
            found[question_id] = offer
    return EarlierAnswers(source, found) if found else None


def _same_questions(source: Assessment, asked: Assessment, old: Questionnaire, new: Questionnaire) -> Mapping[str, str]:
    """Id of a question asked now → its id in the edition of last time."""
    if source.questionnaire_version_id == asked.questionnaire_version_id:
        return {question.id: question.id for question in new.questions()}
    texts = [
        {question.id: question.text.en or question.text.ja for question in each.questions()} for each in (old, new)
    ]
    return compare_editions(*texts).same


def _offer(
    new: Questionnaire,
    question: Question,
    old: Questionnaire,
    was: Question,
    before: StoredAnswer,
    evidence: Sequence[Evidence],
) -> AnswerOfLastTime | None:
    if was.kind != question.kind:
        return None
    try:
        content = checked(question, new.scales, content_of(before))
    except AnswerRefused:  # an option or a level that this edition no longer has
        return None
    if not is_done(question, content):
        return None
    scale = scale_of(question, new.scales)
    reworded = (was.text, was.anchors, scale_of(was, old.scales)) != (question.text, question.anchors, scale)
    judged = before.na_decision == NaDecision.REFUSED or before.override_level is not None
    return AnswerOfLastTime(
        question,
        scale,
        was.id,
        content,
        evidence,
        reworded,
        judged,
        before.override_reason.strip() or ("–" if judged else ""),
    )
