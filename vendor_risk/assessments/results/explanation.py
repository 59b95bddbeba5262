"""A result in words, down to the last question: what was answered, what it counts, why, and what would raise it.

Everything is read off the replayed result, so what a page shows is what the rules say of the stored answers; the page
says so when the stored result differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from flask_babel import gettext as _

from vendor_risk.assessments.answers.kinds import ANSWERS
from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.assessments.models import Result
from vendor_risk.assessments.queries import asked
from vendor_risk.assessments.results.rescore_actions import Replay, replay, rules_of
from vendor_risk.domain.figures import apportioned
from vendor_risk.domain.questionnaires import (
    Answer,
    AnswerScale,
    AnswerState,
    Question,
    Questionnaire,
    Section,
)
from vendor_risk.domain.scoring import results
from vendor_risk.domain.scoring.freshness import Age, until
from vendor_risk.domain.scoring.grade_advice import AdviceStep, MoveKind, moves, next_grade
from vendor_risk.domain.scoring.packing import unpack_answers
from vendor_risk.domain.scoring.results import Contribution, Reason, SectionScore
from vendor_risk.domain.scoring.scales import scale_of
from vendor_risk.i18n import tell


def short(question: Question) -> str:
    """The question's name in a table: its title, or its text where it has none."""
    return tell(question.title or question.text)


_STATES: dict[AnswerState, Callable[[], str]] = {
    AnswerState.BLANK: lambda: _("No answer"),
    AnswerState.NOT_APPLICABLE: lambda: _("Not applicable"),
    AnswerState.UNKNOWN: lambda: _("I do not know"),
}


def said(question: Question, scales: Mapping[str, AnswerScale], answer: Answer | AnswerContent | None) -> str:
    """What was answered, in words of the reader's language (free text as it was given)."""
    state = AnswerState.BLANK if answer is None else answer.state
    if answer is None or state in _STATES:
        return _STATES[state]()
    if answer.value is None:
        return ""
    return ANSWERS[question.kind].say(question, scale_of(question, scales), answer.value)


_REASONS: dict[Reason, Callable[[], str]] = {
    Reason.MET: lambda: _("The target has been reached."),
    Reason.BELOW_TARGET: lambda: _("The target has not been reached."),
    Reason.UNANSWERED: lambda: _("No answer was given, so the question counts as 0."),
    Reason.NOT_YET_ANSWERED: lambda: _("The question has not been answered yet, so it is not counted."),
    Reason.UNKNOWN: lambda: _("“I do not know” counts as 0."),
    Reason.NA_ACCEPTED: lambda: _("“Not applicable” was accepted, so the question is excluded from the score."),
    Reason.NA_CLAIMED: lambda: _(
        "Claimed as “Not applicable”. Until a reviewer decides on the claim, the question is excluded from the score."
    ),
    Reason.NA_REFUSED: lambda: _("The reviewer did not accept “Not applicable”, so the question counts as 0."),
    Reason.NA_NOT_ALLOWED: lambda: _("This question applies to all organisations, so “Not applicable” counts as 0."),
    Reason.FREE_CHOICE: lambda: _("This answer has no level, so it is excluded from the score."),
    Reason.OVERRIDDEN: lambda: _("This level was set by the reviewer."),
    Reason.CAPPED_BY_EVIDENCE: lambda: _(
        "The evidence grade of this answer allows only part of the level to count in the prudent score."
    ),
    Reason.KNOCK_OUT: lambda: _("This key question is below its minimum level, which limits the grade."),
}


def why(contribution: Contribution, *, without: Reason | None = None) -> list[str]:
    """Why a question counts as it does, a sentence each; `without` one of the reasons where a page does not show it."""
    return [_REASONS[reason]() for reason in contribution.reasons if reason is not without]


@dataclass(frozen=True, slots=True)
class ExplainedQuestion:
    """A question with what it adds to the score; `contribution` is None where it never scores (text, dates)."""

    question: Question
    answer: Answer | None
    said: str
    contribution: Contribution | None
    why: list[str]


@dataclass(frozen=True, slots=True)
class ExplainedSection:
    """A section with its score (None: nothing of it scores) and its questions."""

    section: Section
    score: SectionScore | None
    lines: list[ExplainedQuestion]

    @property
    def knocked_out(self) -> bool:
        """Whether a critical question of the section lies below its floor."""
        return any(Reason.KNOCK_OUT in line.contribution.reasons for line in self.lines if line.contribution)


@dataclass(frozen=True, slots=True)
class ImprovementStep:
    """One thing that would raise the score (or the assured score), with its question."""

    question: Question
    section: Section
    move: AdviceStep

    @property
    def needs_evidence(self) -> bool:
        """Whether it is evidence that is missing, not the measure."""
        return self.move.kind is MoveKind.EVIDENCE


class ShownPoints(NamedTuple):
    """Points of the whole score in tenths: earned, available, evidence-backed, and of the prudent score."""

    points: float = 0.0
    available: float = 0.0
    backed: float = 0.0
    assured: float = 0.0


@dataclass(frozen=True)
class ResultExplanation:
    """All that the page of a result says."""

    replay: Replay
    questionnaire: Questionnaire
    parts: list[ExplainedSection]
    improvements: list[ImprovementStep]
    supports: list[ImprovementStep]
    to_next_grade: list[ImprovementStep]
    worst: Question | None
    age: Age

    @property
    def result(self) -> results.AssessmentScore:
        """The result in full."""
        return self.replay.result

    @cached_property
    def shown(self) -> Mapping[str, ShownPoints]:
        """By question its points in tenths, as they are shown: they add up to the scores as those are shown."""
        scored = self.result
        counted = [item for item in scored.contributions if item.counts]
        if scored.score is None or not counted:
            return {}
        whole = (scored.score, 100.0, scored.backed or 0.0, scored.assured or 0.0)
        parts = zip(*((c.points, c.available, c.backed_points, c.assured_points) for c in counted), strict=True)
        columns = [apportioned(list(part), round(total, 1), 1) for part, total in zip(parts, whole, strict=True)]
        rows = zip(*columns, strict=True)
        return {item.question_id: ShownPoints._make(row) for item, row in zip(counted, rows, strict=True)}

    def section_shown(self, section: Section) -> ShownPoints:
        """The points of a section as they are shown: those of its questions together."""
        rows = [self.shown[question.id] for question in section.questions if question.id in self.shown]
        return ShownPoints(*(round(sum(column), 1) for column in zip(*rows, strict=True))) if rows else ShownPoints()


def _lines(
    section: Section, scored: results.AssessmentScore, answers: Mapping[str, Answer], whole: Questionnaire
) -> list[ExplainedQuestion]:
    by_id = {item.question_id: item for item in scored.contributions}
    lines = []
    for question in section.questions:
        answer, contribution = answers.get(question.id), by_id.get(question.id)
        reasons = why(contribution) if contribution else []
        lines.append(ExplainedQuestion(question, answer, said(question, whole.scales, answer), contribution, reasons))
    return lines


def explain(result: Result, today: date) -> ResultExplanation:
    """The result in the language of this request. KeyError when its rules are not stored."""
    again, whole, rules = replay(result), asked(result.assessment), rules_of(result.rules_version)
    scored, answers = again.result, unpack_answers(result.inputs)
    scores = {section.section_id: section for section in scored.sections}

    def step(move: AdviceStep) -> ImprovementStep:
        return ImprovementStep(whole.by_id[move.question_id], whole.section_of[move.question_id], move)

    steps = [step(move) for move in moves(scored, rules)]
    supports = sorted((s for s in steps if s.needs_evidence), key=lambda s: -s.move.assured_gain)
    return ResultExplanation(
        replay=again,
        questionnaire=whole,
        parts=[ExplainedSection(s, scores.get(s.id), _lines(s, scored, answers, whole)) for s in whole.sections],
        improvements=[one for one in steps if not one.needs_evidence],
        supports=supports,
        to_next_grade=[step(move) for move in next_grade(scored, rules)],
        worst=whole.by_id[scored.overall.worst_question] if scored.overall.worst_question else None,
        age=until(result.valid_until, today, rules.due_soon_days),
    )
