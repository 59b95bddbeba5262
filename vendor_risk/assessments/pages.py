"""What pages show of an assessment: sections with their progress, questions with their answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vendor_risk.assessments import queries
from vendor_risk.assessments.answers.actions import RETURNED
from vendor_risk.assessments.answers.values import AnswerContent, content_of, is_complete
from vendor_risk.assessments.models import AnswerSource, Assessment, AssessmentStatus, Evidence, StoredAnswer
from vendor_risk.domain.questionnaires import AnswerScale, AnswerState, Option, Question, Questionnaire, Section


def is_done(question: Question, content: AnswerContent) -> bool:
    """Whether nothing is missing: answered in full, "we do not know", or "not applicable" with its reason."""
    if content.state is AnswerState.ANSWERED:
        return is_complete(question, content)
    if content.state is AnswerState.NOT_APPLICABLE:
        return bool(content.na_reason.strip())
    return content.state is not AnswerState.BLANK


@dataclass(frozen=True)
class QuestionView:
    """One question with its answer. `number` counts through the whole questionnaire, from 1."""

    question: Question
    scale: AnswerScale | None
    number: int
    content: AnswerContent
    version: int
    open: bool
    returned: bool
    note: str
    touched: bool
    """Returned, and changed since."""
    evidence: Sequence[Evidence]
    carried_from: str = ""
    """From which other questionnaire the answer was carried over; "" when it was given here."""
    confirmed_from: str = ""
    """Of which earlier edition and day the answer was confirmed to hold still; "" when it was given again."""

    @property
    def anchor(self) -> str:
        """Its place on the section's page."""
        return f"q{self.number}"

    @property
    def done(self) -> bool:
        """Whether nothing is missing."""
        return is_done(self.question, self.content) and (not self.returned or self.touched)

    @property
    def options(self) -> tuple[Option, ...]:
        """The options to choose from; those that mean a state ("not applicable") are offered for every question."""
        options = self.scale.options if self.scale else ()
        return tuple(option for option in options if option.state is AnswerState.ANSWERED)


@dataclass(frozen=True)
class SectionView:
    """One section; `number` counts from 1."""

    section: Section
    number: int
    questions: tuple[QuestionView, ...]

    @property
    def done(self) -> int:
        """How many questions are complete."""
        return sum(question.done for question in self.questions)

    @property
    def total(self) -> int:
        """How many questions there are."""
        return len(self.questions)

    @property
    def open(self) -> bool:
        """Whether something can be changed here."""
        return any(question.open for question in self.questions)


@dataclass(frozen=True)
class AssessmentView:
    """A whole assessment."""

    questionnaire: Questionnaire
    sections: tuple[SectionView, ...]

    def questions(self) -> Iterator[QuestionView]:
        """Every question, in order."""
        for section in self.sections:
            yield from section.questions

    @property
    def done(self) -> int:
        """How many questions are complete."""
        return sum(section.done for section in self.sections)

    @property
    def total(self) -> int:
        """How many questions there are."""
        return sum(section.total for section in self.sections)

    @property
    def answered(self) -> int:
        """How many questions have any answer."""
        return sum(question.content.state is not AnswerState.BLANK for question in self.questions())

    @property
    def minutes_left(self) -> int:
        """About how many minutes the open questions take."""
        missing = sum(1 for question in self.questions() if question.open and not question.done)
        return round(missing * self.questionnaire.minutes_per_question)

    def next_missing(self) -> tuple[SectionView, QuestionView] | None:
        """The first question that is open and not complete."""
        for section in self.sections:
            for question in section.questions:
                if question.open and not question.done:
                    return section, question
        return None


def _question(
    assessment: Assessment,
    question: Question,
    scale: AnswerScale | None,
    number: int,
    row: StoredAnswer | None,
    is_open: bool,
    evidence: Sequence[Evidence],
) -> QuestionView:
    returned = assessment.status == AssessmentStatus.RETURNED and row is not None and row.review == RETURNED
    since = assessment.reviewed_at
    touched = row is not None and since is not None and row.updated_at > since
    touched = touched or any(since is not None and item.added_at > since for item in evidence)
    return QuestionView(
        question=question,
        scale=scale,
        number=number,
        content=content_of(row),
        version=row.version if row else 0,
        open=is_open,
        returned=returned,
        note=row.review_note if row and returned else "",
        touched=touched,
        evidence=evidence,
        carried_from=row.source_ref if row is not None and row.source == AnswerSource.CARRIED else "",
        confirmed_from=row.source_ref if row is not None and row.source == AnswerSource.EARLIER else "",
    )


def view(assessment: Assessment) -> AssessmentView:
    """The assessment with everything answered so far. Two queries, however many questions."""
    questionnaire = queries.asked(assessment)
    answers = queries.answers(assessment.id)
    evidence: Mapping[str, Sequence[Evidence]] = queries.evidence(assessment.id)
    open_ids = queries.open_question_ids(assessment, answers)
    sections, number = [], 0
    for place, section in enumerate(questionnaire.sections, start=1):
        questions = []
        for question in section.questions:
            number += 1
            scale = questionnaire.scales.get(question.scale_id) if question.scale_id else None
            row, files = answers.get(question.id), evidence.get(question.id, ())
            questions.append(_question(assessment, question, scale, number, row, question.id in open_ids, files))
        sections.append(SectionView(section, place, tuple(questions)))
    return AssessmentView(questionnaire, tuple(sections))
