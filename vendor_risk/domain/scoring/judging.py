"""What each answer counts: which questions are in the sums at all, at what level, and why.

The step between an answer (`domain.scoring.scales`) and a score (`domain.scoring.score`, for many `score_matrix`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vendor_risk.domain.questionnaires import (
    MAX_LEVEL,
    Answer,
    AnswerScale,
    NaDecision,
    Question,
    Questionnaire,
    Tier,
)
from vendor_risk.domain.scoring.readings import InvalidAnswerError, Mark
from vendor_risk.domain.scoring.results import Reason
from vendor_risk.domain.scoring.rules import ScoringRules
from vendor_risk.domain.scoring.scales import highest_level, read
from vendor_risk.domain.scoring.schemes import scheme_named, target_of


@dataclass(frozen=True, slots=True)
class ScoringQuestion:
    """A question that scores for a tier: its weight in the whole, its target, and what it can give."""

    question: Question
    section_id: str
    weight: float
    target: float
    possible: float

    @property
    def floor(self) -> float | None:
        """Below it the question knocks out, None when it does not; a tier that is asked for less may stop at that."""
        knock_out = self.question.knock_out
        return None if knock_out is None else min(knock_out.floor, self.target)


@dataclass(frozen=True, slots=True)
class AnswerVerdict:
    """What an answer counts. `level` None means: leaves both sums. `kind` says which count it belongs to."""

    kind: str  # a field name of results.Counts
    level: float | None
    stated: float | None
    reasons: tuple[Reason, ...] = ()


def asked_questions(questionnaire: Questionnaire, tier: Tier | None, rules: ScoringRules) -> list[ScoringQuestion]:
    """The questions that score for `tier`, in order. Raises ValueError when the scheme is unknown."""
    scheme = scheme_named(questionnaire.scheme)
    asked = []
    for section in questionnaire.sections:
        for question in section.questions:
            highest = highest_level(question, questionnaire.scales)
            target = 0.0 if highest is None else target_of(question, highest, tier, scheme, rules)
            if target > 0:
                weight = scheme.weight(section, question)
                asked.append(ScoringQuestion(question, section.id, weight, target, scheme.possible(weight, target)))
    return asked


_BLANK_SUBMITTED = AnswerVerdict("blank", 0.0, None, (Reason.UNANSWERED,))
_BLANK_YET = AnswerVerdict("blank", None, None, (Reason.NOT_YET_ANSWERED,))
_UNKNOWN = AnswerVerdict("unknown", 0.0, None, (Reason.UNKNOWN,))
_NA_NOT_ALLOWED = AnswerVerdict("na_refused", 0.0, None, (Reason.NA_NOT_ALLOWED,))
_NA_REFUSED = AnswerVerdict("na_refused", 0.0, None, (Reason.NA_REFUSED,))
_NA_ACCEPTED = AnswerVerdict("na", None, None, (Reason.NA_ACCEPTED,))
_NA_CLAIMED = AnswerVerdict("na_claimed", None, None, (Reason.NA_CLAIMED,))
_NA_DECIDED = {
    NaDecision.CLAIMED: _NA_CLAIMED,
    NaDecision.ACCEPTED: _NA_ACCEPTED,
    NaDecision.REFUSED: _NA_REFUSED,
}
_FREE_CHOICE = AnswerVerdict("answered", None, None, (Reason.FREE_CHOICE,))


def _not_applicable(question: Question, answer: Answer) -> AnswerVerdict:
    if not question.na_allowed:
        return _NA_NOT_ALLOWED
    return _NA_DECIDED[answer.na_decision]


def judge(
    question: Question, answer: Answer | None, scales: Mapping[str, AnswerScale], *, submitted: bool
) -> AnswerVerdict:
    """What `answer` counts (DESIGN, scoring rule 3): silence is not N/A, "unknown" is 0, a reviewer's level wins.

    A "not applicable" nobody has decided on leaves both sums as an accepted one does, under a reason of its own.

    Raises InvalidAnswerError for a value or an override the question cannot have.
    """
    reading = read(question, answer, scales)
    if answer is not None and answer.override_level is not None:
        if not 0 <= answer.override_level <= MAX_LEVEL:
            raise InvalidAnswerError(question.id, answer.override_level)
        return AnswerVerdict("answered", float(answer.override_level), reading.level, (Reason.OVERRIDDEN,))
    if reading.mark is Mark.LEVEL:
        return AnswerVerdict("answered", reading.level, reading.level)
    if reading.mark is Mark.NOT_APPLICABLE and answer is not None:
        return _not_applicable(question, answer)
    if reading.mark is Mark.UNKNOWN:
        return _UNKNOWN
    if reading.mark is Mark.NOT_SCORED:
        return _FREE_CHOICE
    return _BLANK_SUBMITTED if submitted else _BLANK_YET


def claimed(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], tier: Tier | None, rules: ScoringRules
) -> list[ScoringQuestion]:
    """The questions that score for `tier` and are answered "not applicable" without anybody's decision, in order."""
    found = []
    for asked in asked_questions(questionnaire, tier, rules):
        answer = answers.get(asked.question.id)
        if judge(asked.question, answer, questionnaire.scales, submitted=True) is _NA_CLAIMED:
            found.append(asked)
    return found
