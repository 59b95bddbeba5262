"""What an imported workbook changed since the organization's edition before it, answer by answer."""

from __future__ import annotations

from dataclasses import dataclass

from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.answers.values import AnswerContent, content_of
from vendor_risk.assessments.models import Assessment
from vendor_risk.assessments.results.explanation import said
from vendor_risk.domain.crosswalk.editions import Editions, compare_editions
from vendor_risk.domain.questionnaires import Question, Questionnaire
from vendor_risk.questionnaires.queries import domain_questionnaire


@dataclass(frozen=True, slots=True)
class Changed:
    """One question that says something else now."""

    question: Question
    was: Question
    now_said: str
    now_comment: str
    was_said: str
    was_comment: str
    reworded: bool

    @property
    def answer(self) -> bool:
        """Whether the answer itself changed."""
        return self.now_said != self.was_said

    @property
    def note(self) -> bool:
        """Whether the note beside it changed."""
        return self.now_comment.split() != self.was_comment.split()


@dataclass(frozen=True)
class Since:
    """A later edition against the one before."""

    before: Assessment
    editions: Editions
    changed: tuple[Changed, ...]
    new: tuple[Question, ...]
    gone: tuple[Question, ...]

    @property
    def unchanged(self) -> int:
        """How many questions say what they said."""
        return len(self.editions.same) - len(self.changed)


def changes_since(assessment: Assessment, before: Assessment) -> Since:
    """What `assessment` says that `before` did not."""
    new, old = (domain_questionnaire(each.questionnaire_version_id) for each in (assessment, before))
    editions = compare_editions(_texts(old), _texts(new))
    now = {key: content_of(row) for key, row in assessment_queries.answers(assessment.id).items()}
    then = {key: content_of(row) for key, row in assessment_queries.answers(before.id).items()}
    changed = []
    for key, was in editions.same.items():
        found = Changed(
            new.by_id[key],
            old.by_id[was],
            *_said(new, key, now.get(key, AnswerContent())),
            *_said(old, was, then.get(was, AnswerContent())),
            key in editions.reworded,
        )
        if found.answer or found.note:
            changed.append(found)
    return Since(
        before,
        editions,
        tuple(changed),
        tuple(new.by_id[key] for key in editions.new),
        tuple(old.by_id[key] for key in editions.gone),
    )


def _texts(questionnaire: Questionnaire) -> dict[str, str]:
    return {question.id: question.text.en for question in questionnaire.questions()}


def _said(questionnaire: Questionnaire, key: str, content: AnswerContent) -> tuple[str, str]:
    return said(questionnaire.by_id[key], questionnaire.scales, content), content.comment or content.na_reason
