"""What a vendor gets back: their own result, the reason of every judgement, and what would improve it most.

Only what concerns the vendor itself: no risk of the engagement, no other organization, none of the group's decisions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.answers.kinds import level_name
from vendor_risk.assessments.models import Result, StoredAnswer
from vendor_risk.assessments.results.explanation import (
    ExplainedQuestion,
    ImprovementStep,
    ResultExplanation,
    explain,
    why,
)
from vendor_risk.assessments.results.figures import ScoreReadings, score_readings
from vendor_risk.content.library import TrainingCourse
from vendor_risk.domain.questionnaires import Question
from vendor_risk.domain.scoring.results import Reason
from vendor_risk.i18n import tell
from vendor_risk.improvement.training import courses_for
from vendor_risk.improvement.words import anchor

FIRST_STEPS = 5
"""How many improvements stand open; the others follow folded up, so that a long list does not discourage."""


@dataclass(frozen=True, slots=True)
class Improvement:
    """One gap of the vendor: where it stands, what is asked for in words, and how to get there."""

    question: Question
    from_level: float
    to_level: float
    here: str
    wanted: str
    gain: float
    critical: str
    advice: list[tuple[str, str]]
    """(to which level, how to get there) for each level still to go; one without a level where there are no steps."""
    courses: list[TrainingCourse]


@dataclass(frozen=True, slots=True)
class ResultRemark:
    """One question with how it was judged; `reason` is the reviewer's own where they set another level."""

    line: ExplainedQuestion
    reason: str

    @property
    def critical(self) -> bool:
        """Whether it limits the grade."""
        return self.line.contribution is not None and Reason.KNOCK_OUT in self.line.contribution.reasons

    @property
    def why(self) -> list[str]:
        """Why it counts as it does, but for the prudent score: that is not shown to vendors."""
        counted = self.line.contribution
        return why(counted, without=Reason.CAPPED_BY_EVIDENCE) if counted is not None else []


@dataclass(frozen=True, slots=True)
class OwnResult:
    """All that the vendor's page says."""

    explanation: ResultExplanation
    improvements: list[Improvement]
    remarks: Mapping[str, list[ResultRemark]]
    """By section id."""

    @property
    def readings(self) -> ScoreReadings:
        """The figures it opens with."""
        return score_readings(self.explanation.result)

    @property
    def first(self) -> list[Improvement]:
        """What to begin with."""
        return self.improvements[:FIRST_STEPS]

    @property
    def later(self) -> list[Improvement]:
        """The rest."""
        return self.improvements[FIRST_STEPS:]


def _advice(question: Question, here: float, wanted: float) -> list[tuple[str, str]]:
    if question.steps:
        return [(level_name(level), tell(step)) for level, step in question.steps_between(here, wanted)]
    return [("", tell(question.improvement))] if question.improvement else []


def _improvement(step: ImprovementStep, critical: Mapping[str, str]) -> Improvement:
    question, move = step.question, step.move
    return Improvement(
        question=question,
        from_level=move.from_level,
        to_level=move.to_level,
        here=anchor(question, move.from_level),
        wanted=anchor(question, move.to_level),
        gain=move.gain,
        critical=critical.get(question.id, ""),
        advice=_advice(question, move.from_level, move.to_level),
        courses=courses_for(question),
    )


def own_result(row: Result, today: date) -> OwnResult:
    """The result in the reader's language: gaps below the least that is acceptable first, then the greatest gain."""
    explanation = explain(row, today)
    by_id = explanation.questionnaire.by_id
    critical = {
        hit.question_id: tell(knock_out.reason)
        for hit in explanation.result.knock_outs
        if (knock_out := by_id[hit.question_id].knock_out) is not None
    }
    stored = assessment_queries.answers(row.assessment_id)
    improvements = [_improvement(step, critical) for step in explanation.improvements]
    return OwnResult(
        explanation=explanation,
        improvements=sorted(improvements, key=lambda one: not one.critical),
        remarks={part.section.id: [_remark(line, stored) for line in part.lines] for part in explanation.parts},
    )


def _remark(line: ExplainedQuestion, stored: Mapping[str, StoredAnswer]) -> ResultRemark:
    kept = stored.get(line.question.id)
    return ResultRemark(line, kept.override_reason if kept else "")
